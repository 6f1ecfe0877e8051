/* The workforce: posts by how they are filled, one layer on another. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/marks.h"
#include "plots/mix.h"
#include "plots/trend.h"

struct workforce {
    struct figure_series series; /* for its times */
    double *fte[MIX_LAYERS];     /* means of runs */
    double *total;               /* of the layers */
    double *agency_share;        /* agency over everybody who is there */
    bool has_data;
};

static double mean_of(const struct figure_series *series, size_t i)
{
    const struct tally *tally = &series->points[i].tally;
    return tally->count ? tally->mean : (double)NAN;
}

static struct workforce gather(const struct figure *figure)
{
    struct workforce workforce = {.series = figure_series(figure, METRIC_IN_POST, METRIC_SERVICE, FIGURE_POINTS)};
    static const enum metric metrics[MIX_LAYERS] = {METRIC_IN_POST, METRIC_NEWLY_QUALIFIED, METRIC_AGENCY,
                                                    METRIC_UNCOVERED};
    size_t count = workforce.series.count;
    for (size_t k = 0; k < MIX_LAYERS; k++) {
        struct figure_series series = figure_series(figure, metrics[k], METRIC_SERVICE, FIGURE_POINTS);
        workforce.fte[k] = mem_new(count, sizeof(double));
        for (size_t i = 0; i < count; i++)
            workforce.fte[k][i] = mean_of(&series, i);
        figure_series_release(&series);
    }
    workforce.total = mem_new(count, sizeof(double));
    workforce.agency_share = mem_new(count, sizeof(double));
    for (size_t i = 0; i < count; i++) {
        /* Newly qualified workers are in post too; a mean of differences is the difference of the means. */
        double permanent = workforce.fte[MIX_PERMANENT][i] - workforce.fte[MIX_NEW][i];
        workforce.fte[MIX_PERMANENT][i] = permanent < 0 ? 0 : permanent;
        double fte[MIX_LAYERS];
        for (size_t k = 0; k < MIX_LAYERS; k++)
            workforce.total[i] += fte[k] = workforce.fte[k][i];
        workforce.agency_share[i] = mix_agency_share(fte);
        workforce.has_data = workforce.has_data || workforce.total[i] > 0;
    }
    return workforce;
}

static void release(struct workforce *workforce)
{
    figure_series_release(&workforce->series);
    for (size_t k = 0; k < MIX_LAYERS; k++)
        free(workforce->fte[k]);
    free(workforce->total);
    free(workforce->agency_share);
}

/* "Agency share falls from 27% to 7% by October 2023", when the values change by more than the tolerance. */
static bool say_change(struct figure *figure, const struct workforce *workforce, const char *subject,
                       const double *values, double tolerance, bool share)
{
    struct trend trend = trend_of(values, workforce->series.count, tolerance);
    if (!trend_until(&trend))
        return false;
    char turning[32], end[32];
    figure_month(figure, workforce->series.weeks[trend_turning(&trend)], turning);
    figure_month(figure, workforce->series.weeks[trend.last_at], end);
    text_printf(&figure->headline, "%s ", subject);
    trend_say(&figure->headline, &trend, (struct trend_style){.share = share, .line = (double)NAN}, turning);
    text_printf(&figure->headline, "%s %s %s", share ? "" : " FTE", trend_until(&trend), end);
    return true;
}

static void write_headline(struct figure *figure, const struct workforce *workforce)
{
    size_t count = workforce->series.count;
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, workforce->total[i]);
    double tolerance = fmax(1, 0.04 * most);
    if (!workforce->has_data) {
        text_add(&figure->headline, "Posts by how they are filled");
        return;
    }
    if (say_change(figure, workforce, "Agency share", workforce->agency_share, 0.025, true) ||
        say_change(figure, workforce, "The gap of vacancies not covered", workforce->fte[MIX_UNCOVERED], tolerance,
                   false) ||
        say_change(figure, workforce, "Permanent staffing", workforce->fte[MIX_PERMANENT], tolerance, false))
        return;
    struct trend share = trend_of(workforce->agency_share, count, 0.025);
    text_add(&figure->headline, "The workforce mix holds");
    double agency = 0;
    for (size_t i = 0; i < count; i++)
        agency = fmax(agency, workforce->fte[MIX_AGENCY][i]);
    if (agency < 0.05) {
        text_add(&figure->headline, ", without agency workers");
    } else if (share.kind == TREND_STEADY) {
        text_add(&figure->headline, ": agency share ");
        trend_say(&figure->headline, &share, (struct trend_style){.share = true, .line = (double)NAN}, NULL);
    }
}

static void write_alt(struct figure *figure, const struct workforce *workforce)
{
    text_add(&figure->alt, "Stacked area chart of posts by how they are filled, full-time equivalents, mean of runs.");
    size_t last = workforce->series.count - 1;
    for (size_t k = 0; k < MIX_LAYERS && workforce->has_data; k++) {
        char from[WORDS_SHORT], to[WORDS_SHORT];
        mix_fte(workforce->fte[k][0], from);
        mix_fte(workforce->fte[k][last], to);
        text_printf(&figure->alt, " %s: %s at the start, %s at the end.", mix_looks[k].name, from, to);
    }
    marks_tell(figure);
}

static void write_csv(struct figure *figure, const struct workforce *workforce)
{
    text_add(&figure->csv, "week,date,permanent,newly_qualified,agency,vacancies_not_covered,agency_share\n");
    for (size_t i = 0; i < workforce->series.count; i++) {
        if (i > 0 && workforce->series.samples[i] == workforce->series.samples[i - 1])
            continue;
        figure_csv_time(figure, workforce->series.samples[i]);
        for (size_t k = 0; k < MIX_LAYERS; k++)
            figure_csv_number(figure, workforce->fte[k][i], 3);
        figure_csv_number(figure, workforce->agency_share[i], 4);
        text_add(&figure->csv, "\n");
    }
}

/* Week, then the upper edge of each layer. */
static void write_data(struct figure *figure, const struct workforce *workforce)
{
    figure_block_open(figure, "layers");
    for (size_t i = 0; i < workforce->series.count; i++) {
        double row[MIX_LAYERS + 1] = {workforce->series.weeks[i]}, edge = 0;
        for (size_t k = 0; k < MIX_LAYERS; k++)
            row[k + 1] = edge += workforce->fte[k][i];
        figure_row(figure, row, MIX_LAYERS + 1);
    }
    figure_block_close(figure);
}

/* Layers from the top down, each over the one above it, so that no seam shows; then white lines between them. */
static void plot(struct figure *figure)
{
    text_add(&figure->draw, "plot ");
    for (size_t k = MIX_LAYERS; k-- > 0;)
        text_printf(&figure->draw,
                    "$%s_layers using 1:%zu with filledcurves y1=0 fillcolor rgb '%s' title 'layer', \\\n    ",
                    figure->slug, k + 2, mix_looks[k].colour);
    for (size_t k = 0; k + 1 < MIX_LAYERS; k++)
        text_printf(&figure->draw, "%s$%s_layers using 1:%zu with lines lw 1 lc rgb 'white' title 'edge'",
                    k ? ", \\\n    " : "", figure->slug, k + 2);
    text_add(&figure->draw, "\n");
}

static struct theme_words label_look(size_t layer)
{
    return (struct theme_words){THEME_AXIS, true, mix_looks[layer].words};
}

static double name_ends(const struct workforce *workforce, struct text *names)
{
    double wide = 0;
    for (size_t k = 0; k < MIX_LAYERS; k++) {
        char fte[WORDS_SHORT];
        mix_fte(workforce->fte[k][workforce->series.count - 1], fte);
        text_printf(&names[k], "%s  %s", mix_looks[k].name, fte);
        wide = fmax(wide, layout_width(names[k].at, theme_font(label_look(k))));
    }
    return wide;
}

/* A layer that never has anybody in it needs no name. */
static bool is_ever_there(const struct workforce *workforce, size_t layer)
{
    for (size_t i = 0; i < workforce->series.count; i++)
        if (workforce->fte[layer][i] >= 0.05)
            return true;
    return false;
}

static void draw_ends(struct figure *figure, const struct workforce *workforce, const struct text *names)
{
    double down[MIX_LAYERS], middle[MIX_LAYERS], edge = 0;
    size_t named[MIX_LAYERS], count = 0;
    for (size_t k = 0; k < MIX_LAYERS; k++) {
        double fte = workforce->fte[k][workforce->series.count - 1];
        fte = isnan(fte) ? 0 : fte;
        middle[k] = edge + fte / 2;
        edge += fte;
    }
    /* from the top down, so that layers without height keep their order */
    for (size_t k = MIX_LAYERS; k-- > 0;)
        if (is_ever_there(workforce, k)) {
            down[count] = figure_y(figure, middle[k]);
            named[count++] = k;
        }
    layout_spread(down, count, 20, figure->area.top, figure->area.bottom);
    for (size_t i = 0; i < count; i++)
        theme_label(&figure->draw, figure->area.right + 10, down[i], THEME_LEFT, label_look(named[i]),
                    names[named[i]].at);
}

static void draw_workforce(struct figure *figure, const struct workforce *workforce)
{
    struct text names[MIX_LAYERS] = {0};
    double wide = name_ends(workforce, names), most = 0;
    for (size_t i = 0; i < workforce->series.count; i++)
        most = fmax(most, workforce->total[i]);
    axis_value(figure, AXIS_NUMBER, most, 6, true);
    figure->most = most; /* no air: the lines of the events are to meet the layers */
    figure->area.right = THEME_WIDTH - 22 - wide;
    axis_time(figure, workforce->series.weeks[0], workforce->series.weeks[workforce->series.count - 1], AXIS_FULL);
    marks_draw(figure, (struct marks_extra){0}, "white");
    axis_ranges(figure);
    draw_ends(figure, workforce, names);
    plot(figure);
    for (size_t k = 0; k < MIX_LAYERS; k++)
        text_release(&names[k]);
}

void chart_workforce(struct figure *figure)
{
    struct workforce workforce = gather(figure);
    write_headline(figure, &workforce);
    text_add(&figure->subtitle, "Posts by how they are filled, full-time equivalents, mean of runs.");
    write_alt(figure, &workforce);
    write_csv(figure, &workforce);
    figure_frame(figure);
    if (workforce.has_data) {
        write_data(figure, &workforce);
        draw_workforce(figure, &workforce);
    } else {
        figure_nothing(figure, "There is nobody in post and no post to fill in any run.");
    }
    release(&workforce);
}
