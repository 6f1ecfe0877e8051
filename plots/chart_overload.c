/* Who carries too much: the share of workers above the aim, the high mark and the extreme mark. */
#include <math.h>
#include <stdlib.h>

#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/marks.h"
#include "plots/trend.h"

enum { LEVELS = 3, POINTS = 320 };

/* Shares that differ by less than this look alike on the page. */
static const double tolerance = 0.04;

/* An average within the aim hides something when more than this share of workers is above it. */
static const double hidden = 0.2;

struct threshold {
    double cases;
    struct figure_series series;
    double *medians;
    struct trend trend;
};

struct overload {
    struct threshold levels[LEVELS];
    double average; /* median caseload of the service at the end */
};

static const char *const line_colours[LEVELS] = {THEME_BLUE, THEME_TURQUOISE, THEME_PLUM};
static const char *const word_colours[LEVELS] = {THEME_BLUE, THEME_TURQUOISE_WORDS, THEME_PLUM};
static const char *const band_colours[LEVELS] = {"#DBE6EF", THEME_TURQUOISE_80, THEME_PLUM_80};

static bool is_known(const struct threshold *level)
{
    return level->trend.kind != TREND_NONE && isfinite(level->cases);
}

static struct overload gather(const struct figure *figure)
{
    static const enum metric metrics[LEVELS] = {METRIC_OVER_AIM, METRIC_OVER_HIGH, METRIC_OVER_EXTREME};
    const struct ensemble *ensemble = figure->run->ensemble;
    const struct plan_report *report = &ensemble->plan->report;
    const double cases[LEVELS] = {report->aim, report->high, report->extreme};
    struct overload overload = {0};
    for (size_t i = 0; i < LEVELS; i++) {
        struct threshold *level = &overload.levels[i];
        level->cases = cases[i];
        level->series = figure_series(figure, metrics[i], METRIC_SERVICE, POINTS);
        level->medians = figure_medians(&level->series);
        level->trend = trend_of(level->medians, level->series.count, tolerance);
    }
    size_t caseload = metric_series(&ensemble->layout, METRIC_CASELOAD, METRIC_SERVICE);
    overload.average = ensemble_point(ensemble, caseload, ensemble->samples - 1).quantile[Q50];
    return overload;
}

static void release(struct overload *overload)
{
    for (size_t i = 0; i < LEVELS; i++) {
        figure_series_release(&overload->levels[i].series);
        free(overload->levels[i].medians);
    }
}

static bool has_data(const struct overload *overload)
{
    bool any = false;
    for (size_t i = 0; i < LEVELS; i++)
        any = any || is_known(&overload->levels[i]);
    return any;
}

/* The level that says most: the high mark, unless hardly anybody is ever above it. */
static const struct threshold *telling_level(const struct overload *overload)
{
    const struct threshold *aim = &overload->levels[0], *high = &overload->levels[1];
    return is_known(high) && (high->trend.most >= 0.05 || !is_known(aim)) ? high : is_known(aim) ? aim : NULL;
}

static void write_headline(struct figure *figure, const struct overload *overload)
{
    const struct threshold *aim = &overload->levels[0], *level = telling_level(overload);
    if (is_known(aim) && overload->average <= aim->cases && aim->trend.last >= hidden) {
        char share[WORDS_LONG];
        words_chance(aim->trend.last, figure->run->ensemble->runs, share);
        text_printf(&figure->headline, "The average ends within %g cases, yet %s workers carry more", aim->cases,
                    share);
    } else if (level) {
        char turning[32], end[32];
        figure_month(figure, level->series.weeks[trend_turning(&level->trend)], turning);
        figure_month(figure, level->series.weeks[level->trend.last_at], end);
        text_printf(&figure->headline, "Share of workers above %g cases ", level->cases);
        trend_say(&figure->headline, &level->trend, (struct trend_style){.share = true, .line = (double)NAN}, turning);
        if (trend_until(&level->trend))
            text_printf(&figure->headline, " %s %s", trend_until(&level->trend), end);
    } else {
        text_add(&figure->headline, "Workers with high caseloads");
    }
}

/* A share that need not be a chance: nought is nought, but a little is not. */
static void write_share(double share, char out[static WORDS_SHORT])
{
    if ((share > 0 && share < 0.01) || (share > 0.99 && share < 1))
        words_percent(share, out);
    else
        words_share(share, out);
}

static void write_alt(struct figure *figure, const struct overload *overload)
{
    text_add(&figure->alt, "Line chart of the share of case-holding workers above each level, median of runs.");
    for (size_t i = 0; i < LEVELS; i++) {
        const struct threshold *level = &overload->levels[i];
        if (!is_known(level))
            continue;
        const double *q = level->series.points[level->trend.last_at].quantile;
        char first[WORDS_SHORT], last[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
        write_share(level->trend.first, first);
        write_share(level->trend.last, last);
        write_share(q[Q10], low);
        write_share(q[Q90], high);
        text_printf(&figure->alt, " Above %g cases: %s at the start, %s at the end (80%% of runs %s to %s).",
                    level->cases, first, last, low, high);
    }
    if (!has_data(overload))
        text_add(&figure->alt, " No run has a value.");
    marks_tell(figure);
}

static void write_csv(struct figure *figure, const struct overload *overload)
{
    static const char *const names[LEVELS] = {"aim", "high", "extreme"};
    text_add(&figure->csv, "week,date,above,cases,median,p10,p90,runs\n");
    for (size_t k = 0; k < LEVELS; k++) {
        const struct threshold *level = &overload->levels[k];
        for (size_t i = 0; i < level->series.count; i++) {
            const struct ensemble_point *point = &level->series.points[i];
            if (i > 0 && level->series.samples[i] == level->series.samples[i - 1])
                continue;
            figure_csv_time(figure, level->series.samples[i]);
            text_printf(&figure->csv, ",%s", names[k]);
            figure_csv_number(figure, level->cases, 2);
            figure_csv_number(figure, point->quantile[Q50], 4);
            figure_csv_number(figure, point->quantile[Q10], 4);
            figure_csv_number(figure, point->quantile[Q90], 4);
            figure_csv_number(figure, (double)point->tally.count, 0);
            text_add(&figure->csv, "\n");
        }
    }
}

static void write_data(struct figure *figure, const struct overload *overload)
{
    static const char *const names[LEVELS] = {"aim", "high", "extreme"};
    for (size_t k = 0; k < LEVELS; k++) {
        const struct figure_series *series = &overload->levels[k].series;
        figure_block_open(figure, names[k]);
        for (size_t i = 0; i < series->count; i++) {
            const double *q = series->points[i].quantile;
            double row[] = {series->weeks[i], q[Q10], q[Q90], q[Q50]};
            figure_row(figure, row, 4);
        }
        figure_block_close(figure);
    }
}

/* The bands first, so that no band lies over a line. */
static void plot(struct figure *figure, const struct overload *overload)
{
    static const char *const names[LEVELS] = {"aim", "high", "extreme"};
    const char *before = "plot ";
    for (size_t k = 0; k < LEVELS; k++)
        if (is_known(&overload->levels[k])) {
            text_printf(&figure->draw, "%s$%s_%s using 1:2:3 with filledcurves fillcolor rgb '%s' title 'band'", before,
                        figure->slug, names[k], band_colours[k]);
            before = ", \\\n    ";
        }
    for (size_t k = 0; k < LEVELS; k++)
        if (is_known(&overload->levels[k]))
            text_printf(&figure->draw, "%s$%s_%s using 1:4 with lines lw 2.5 lc rgb '%s' title 'median'", before,
                        figure->slug, names[k], line_colours[k]);
    text_add(&figure->draw, "\n");
}

struct end_label {
    size_t level;
    double share;
    struct text words, range;
};

static size_t name_ends(const struct overload *overload, struct end_label *labels)
{
    size_t count = 0;
    for (size_t k = 0; k < LEVELS; k++) {
        const struct threshold *level = &overload->levels[k];
        if (!is_known(level))
            continue;
        const double *q = level->series.points[level->trend.last_at].quantile;
        char last[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
        write_share(level->trend.last, last);
        write_share(q[Q10], low);
        write_share(q[Q90], high);
        struct end_label *label = &labels[count++];
        label->level = k;
        label->share = level->trend.last;
        text_printf(&label->words, "Above %g: %s", level->cases, last);
        text_printf(&label->range, text_equal(low, high) ? "80%% of runs: %s" : "80%% of runs: %s to %s", low, high);
    }
    return count;
}

static struct theme_words words_look(size_t level)
{
    return (struct theme_words){THEME_AXIS, true, word_colours[level]};
}

static struct theme_words range_look(void)
{
    return (struct theme_words){THEME_SMALL, false, THEME_GREY};
}

static void draw_ends(struct figure *figure, const struct end_label *labels, size_t count)
{
    double at[LEVELS];
    for (size_t i = 0; i < count; i++)
        at[i] = figure_y(figure, labels[i].share);
    layout_spread(at, count, 38, figure->area.top + 8, figure->area.bottom - 24);
    for (size_t i = 0; i < count; i++) {
        theme_label(&figure->draw, figure->area.right + 10, at[i], THEME_LEFT, words_look(labels[i].level),
                    labels[i].words.at);
        theme_label(&figure->draw, figure->area.right + 10, at[i] + 16, THEME_LEFT, range_look(), labels[i].range.at);
    }
}

static void draw_overload(struct figure *figure, const struct overload *overload)
{
    struct end_label labels[LEVELS] = {0};
    size_t count = name_ends(overload, labels);
    double most = 0.1, wide = 0;
    for (size_t k = 0; k < LEVELS; k++)
        for (size_t i = 0; i < overload->levels[k].series.count; i++)
            most = fmax(most, overload->levels[k].series.points[i].quantile[Q90]);
    for (size_t i = 0; i < count; i++)
        wide = fmax(wide, fmax(layout_width(labels[i].words.at, theme_font(words_look(labels[i].level))),
                               layout_width(labels[i].range.at, theme_font(range_look()))));
    axis_value(figure, AXIS_SHARE, most, 5, true);
    figure->area.right = THEME_WIDTH - 22 - wide;
    axis_time(figure, overload->levels[0].series.weeks[0],
              overload->levels[0].series.weeks[overload->levels[0].series.count - 1], AXIS_FULL);
    marks_draw(figure, (struct marks_extra){0}, "#A6A6A6");
    axis_ranges(figure);
    draw_ends(figure, labels, count);
    plot(figure, overload);
    for (size_t i = 0; i < LEVELS; i++) {
        text_release(&labels[i].words);
        text_release(&labels[i].range);
    }
}

static void write_subtitle(struct figure *figure, const struct overload *overload)
{
    text_add(&figure->subtitle, "Share of workers with more than ");
    for (size_t i = 0; i < LEVELS; i++)
        text_printf(&figure->subtitle, i == 0 ? "%g" : i + 1 < LEVELS ? ", %g" : " and %g", overload->levels[i].cases);
    text_add(&figure->subtitle, " cases, median of runs.");
}

void chart_overload(struct figure *figure)
{
    struct overload overload = gather(figure);
    write_headline(figure, &overload);
    write_subtitle(figure, &overload);
    text_add(&figure->note, "Shaded bands hold 80% of runs");
    write_alt(figure, &overload);
    write_csv(figure, &overload);
    figure_frame(figure);
    if (has_data(&overload)) {
        write_data(figure, &overload);
        draw_overload(figure, &overload);
    } else {
        figure_nothing(figure, "No worker holds a case in any run, so there is no share to draw.");
    }
    release(&overload);
}
