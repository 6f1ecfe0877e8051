#include "plots/figure.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"

enum { LINES = 2 };

/* Distances on the page. */
static const double margin = 12.5, foot_step = 14, title_step = 25, subtitle_step = 20;

/* Draws a text in at most two lines from `y` down; returns the middle of the last. */
static double draw_lines(struct text *script, const char *words, struct theme_words look, double y, double step)
{
    struct text lines[LINES] = {0};
    size_t count = layout_wrap(words, theme_font(look), THEME_WIDTH - 2 * margin, LINES, lines);
    for (size_t i = 0; i < count; i++)
        theme_label(script, margin, y + (double)i * step, THEME_LEFT, look, lines[i].at ? lines[i].at : "");
    for (size_t i = 0; i < LINES; i++)
        text_release(&lines[i]);
    return y + (double)(count - 1) * step;
}

static void add_facts(const struct figure *figure, struct text *out)
{
    const struct figure_facts *facts = &figure->facts;
    text_add(out, "Simulation: ");
    text_add_thousands(out, (long long)facts->runs);
    text_printf(out, " run%s%s, seed %llu, Headroom %s, %s %s.", facts->runs == 1 ? "" : "s",
                figure->choice ? " of each option on the same luck" : "", (unsigned long long)facts->seed,
                facts->version, facts->noun, facts->name);
    if (facts->changed)
        text_printf(out, " Inputs changed: %s.", facts->changed);
    if (figure->note.length)
        text_printf(out, " %s, over %s.", figure->note.at,
                    facts->drawn ? "luck and uncertain inputs" : "luck alone, inputs as given");
    if (facts->failed)
        text_printf(out, " %zu run%s could not go on and %s left out.", facts->failed, facts->failed == 1 ? "" : "s",
                    facts->failed == 1 ? "is" : "are");
}

/* Draws the foot into `draw` from the bottom up; returns the middle of its first line. */
static double draw_foot(const struct figure *figure, struct text *draw)
{
    static const struct theme_words look = {THEME_NOTE, false, THEME_GREY};
    const char *notice = figure->facts.notice;
    struct text parts[2] = {0}, clean = {0};
    add_facts(figure, &parts[0]);
    text_add(&parts[1], notice ? notice : "");
    double y = figure->height - margin;
    for (size_t part = 2; part-- > 0;) {
        text_clear(&clean);
        theme_clean(&clean, parts[part].at);
        if (clean.length) {
            struct text lines[LINES] = {0};
            size_t count = layout_wrap(clean.at, theme_font(look), THEME_WIDTH - 2 * margin, LINES, lines);
            for (size_t i = count; i-- > 0; y -= foot_step)
                theme_label(draw, margin, y, THEME_LEFT, look, lines[i].at ? lines[i].at : "");
            for (size_t i = 0; i < LINES; i++)
                text_release(&lines[i]);
        }
        text_release(&parts[part]);
    }
    text_release(&clean);
    return y + foot_step;
}

/* Replaces a text by its clean form, once, so that chart, report and alternative say the same. */
static void clean_text(struct text *text)
{
    struct text clean = {0};
    theme_clean(&clean, text->at ? text->at : "");
    text_release(text);
    *text = clean;
}

void figure_frame(struct figure *figure)
{
    static const struct theme_words title = {THEME_TITLE, true, THEME_INK};
    static const struct theme_words subtitle = {THEME_SUBTITLE, false, THEME_GREY};
    /* Options named on the command line have no title together, and "comparison" would tell nobody anything. */
    if (figure->facts.title || !figure->choice)
        text_printf(&figure->subtitle, " %s", figure->facts.title ? figure->facts.title : figure->facts.name);
    clean_text(&figure->headline);
    clean_text(&figure->subtitle);
    clean_text(&figure->alt);

    theme_box(&figure->draw, 0, 0, 43, 4, THEME_ORANGE);
    double y = draw_lines(&figure->draw, figure->headline.at, title, 25, title_step);
    y = draw_lines(&figure->draw, figure->subtitle.at, subtitle, y + 28, subtitle_step);
    struct text foot = {0};
    double top = y + 30, bottom = draw_foot(figure, &foot) - 56;
    double wanted = fmax(figure->room > 0 ? fmin(figure->room, bottom - top) : bottom - top, figure->least);
    if (wanted != bottom - top) {
        figure->height -= floor(bottom - top - wanted);
        text_clear(&foot);
        bottom = draw_foot(figure, &foot) - 56;
    }
    text_add_n(&figure->draw, foot.at, foot.length);
    text_release(&foot);
    figure->area = (struct theme_area){.left = 43, .right = THEME_WIDTH - 24, .top = top, .bottom = bottom};
}

double figure_x(const struct figure *figure, double week)
{
    double share = (week - figure->from) / (figure->to - figure->from);
    return figure->area.left + share * (figure->area.right - figure->area.left);
}

double figure_y(const struct figure *figure, double value)
{
    return figure->area.bottom - value / figure->most * (figure->area.bottom - figure->area.top);
}

calendar_day figure_day(const struct figure *figure, double weeks)
{
    return figure->facts.clock->start + lround(weeks * 7);
}

static bool has_calendar(const struct figure *figure)
{
    return figure->facts.clock->calendar != CALENDAR_NONE;
}

static void write_week(double weeks, char out[static 32])
{
    snprintf(out, 32, "week %.*f", fabs(weeks - round(weeks)) < 0.05 ? 0 : 1, weeks);
}

void figure_month(const struct figure *figure, double weeks, char out[static 32])
{
    if (has_calendar(figure))
        words_month(figure_day(figure, weeks), out);
    else
        write_week(weeks, out);
}

void figure_date(const struct figure *figure, double weeks, char out[static 32])
{
    if (has_calendar(figure))
        calendar_long(figure_day(figure, weeks), out);
    else
        write_week(weeks, out);
}

struct figure_series figure_series(const struct figure *figure, enum metric metric, int team, size_t most)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    size_t number = metric_series(&ensemble->layout, metric, team);
    size_t count = ensemble->samples < 2 ? 2 : ensemble->samples < most ? ensemble->samples : most;
    struct figure_series series = {.count = count};
    series.samples = mem_new(count, sizeof *series.samples);
    series.weeks = mem_new(count, sizeof *series.weeks);
    series.points = mem_new(count, sizeof *series.points);
    for (size_t i = 0; i < count; i++) {
        series.samples[i] = i * (ensemble->samples - 1) / (count - 1);
        series.weeks[i] = ensemble->times[series.samples[i]];
        series.points[i] = ensemble_point(ensemble, number, series.samples[i]);
    }
    if (ensemble->samples == 1)
        series.weeks[1] += 1;
    return series;
}

void figure_series_release(struct figure_series *series)
{
    free(series->samples);
    free(series->weeks);
    free(series->points);
    *series = (struct figure_series){0};
}

double *figure_medians(const struct figure_series *series)
{
    double *medians = mem_new(series->count, sizeof *medians);
    for (size_t i = 0; i < series->count; i++)
        medians[i] = series->points[i].quantile[Q50];
    return medians;
}

void figure_block_open(struct figure *figure, const char *name)
{
    text_printf(&figure->data, "$%s_%s << EOD\n", figure->slug, name);
}

void figure_row(struct figure *figure, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i]))
            text_printf(&figure->data, i ? " %.6g" : "%.6g", values[i]);
        else
            text_add(&figure->data, i ? " NaN" : "NaN");
    text_add(&figure->data, "\n");
}

void figure_block_close(struct figure *figure)
{
    text_add(&figure->data, "EOD\n");
}

void figure_csv_time(struct figure *figure, size_t sample)
{
    figure_csv_week(figure, figure->run->ensemble->times[sample]);
}

void figure_csv_week(struct figure *figure, double week)
{
    text_printf(&figure->csv, "%.6g,", week);
    if (has_calendar(figure)) {
        char date[11];
        calendar_iso(figure_day(figure, week), date);
        text_add(&figure->csv, date);
    }
}

void figure_csv_number(struct figure *figure, double value, int decimals)
{
    text_add(&figure->csv, ",");
    if (isfinite(value))
        text_printf(&figure->csv, "%.*f", decimals, value);
}

void figure_nothing(struct figure *figure, const char *sentence)
{
    static const struct theme_words look = {THEME_AXIS, false, THEME_GREY};
    figure->nothing = sentence;
    theme_label(&figure->draw, THEME_WIDTH / 2, figure->height / 2, THEME_CENTRE, look, sentence);
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'nothing to draw'\n");
}

void figure_release(struct figure *figure)
{
    struct text *texts[] = {&figure->headline, &figure->subtitle, &figure->alt, &figure->note,
                            &figure->data,     &figure->draw,     &figure->csv};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        text_release(texts[i]);
}
