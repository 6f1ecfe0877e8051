/* A plan and what came of it: the stored fan, the actuals on it with the range whose leaving is an alarm, and the forecast
 * from the new position on. */
#include <math.h>
#include <stdlib.h>

#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/marks.h"

enum { AGAIN_POINTS = 200 };

static const char again_tone[] = THEME_PLUM;

struct path {
    const struct tracked *tracked;
    const struct track_series *series; /* the one that is drawn */
    struct figure_series plan;
    struct figure_series again; /* weeks of the plan; count 0: none */
    double target;              /* NaN: none on this measure */
};

/* The caseload of the service, else what raised the alarm, else what was given first. Counts of a month have no place on a fan
 * of weeks: with nothing else, null. */
static const struct track_series *choose(const struct track *track)
{
    for (size_t i = 0; i < track->count; i++)
        if (track->series[i].measure == METRIC_CASELOAD && track->series[i].team == METRIC_SERVICE)
            return &track->series[i];
    const struct track_series *found = NULL;
    for (size_t i = 0; i < track->count; i++)
        if (!track_measures_flow(track->series[i].measure) && (found == NULL || &track->series[i] == track->what))
            found = &track->series[i];
    return found;
}

static double find_target(const struct plan *plan, const struct track_series *series)
{
    const struct plan_target *targets = plan_items(plan->targets, struct plan_target);
    for (size_t i = 0; i < plan->targets.count; i++)
        if (metric_find(targets[i].measure) == series->measure && targets[i].team.index == series->team &&
            targets[i].statistic == STATISTIC_MEAN && !targets[i].every_team && isfinite(targets[i].at_most) &&
            !targets[i].of_opening)
            return targets[i].at_most;
    return (double)NAN;
}

/* The new ensemble has a clock of its own, and the same series. */
static struct figure_series gather_again(const struct tracked *tracked, const struct track_series *of)
{
    const struct ensemble *after = tracked->after;
    struct figure_series series = {0};
    if (after == NULL || after->samples < 2)
        return series;
    size_t step = after->samples / AGAIN_POINTS + 1;
    series.count = (after->samples - 1) / step + 1;
    series.samples = mem_new(series.count, sizeof *series.samples);
    series.weeks = mem_new(series.count, sizeof *series.weeks);
    series.points = mem_new(series.count, sizeof *series.points);
    for (size_t i = 0; i < series.count; i++) {
        series.samples[i] = i * step;
        series.weeks[i] = after->times[i * step] + tracked->reforecast->week;
        series.points[i] = ensemble_point(after, metric_series(&after->layout, of->measure, of->team), i * step);
    }
    return series;
}

static struct path gather(const struct figure *figure)
{
    const struct tracked *tracked = figure->run->tracked;
    struct path path = {.tracked = tracked, .series = choose(tracked->track)};
    path.plan = figure_series(figure, path.series->measure, path.series->team, FIGURE_POINTS);
    path.again = gather_again(tracked, path.series);
    path.target = find_target(tracked->before->plan, path.series);
    return path;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void write_words(struct figure *figure, const struct path *path)
{
    struct text name = {0};
    track_words_headline(path->tracked, &figure->headline);
    track_words_series(path->tracked, path->series, &name);
    text_printf(&figure->subtitle, "%s, %s: the plan's futures, what was counted%s.", name.at,
                metric_unit(path->series->measure, path->tracked->before->plan, path->series->team),
                path->again.count > 0 ? ", and the forecast from there on" : "");
    text_add(
        &figure->note,
        "Bands hold 80% and 95% of the plan's runs. Triangles are alarms, of which 1 future in 20 has any at all: once beyond "
        "the dotted range, or three times running beyond a narrower one");
    text_printf(&figure->alt, "Fan chart of %s with actuals.", name.at);
    for (size_t i = 0; i < path->series->count; i++) {
        const struct track_look *look = &path->series->looks[i];
        char date[24], value[WORDS_SHORT], band[WORDS_LONG];
        if (isnan(look->actual))
            continue;
        calendar_long(look->day, date);
        track_words_value(path->series, look->actual, value);
        track_words_band(path->series, look->low, look->high, band);
        text_printf(&figure->alt, " %s: %s, range %s%s.", date, value, band,
                    look->out    ? ", outside it"
                    : look->held ? ", the third time beyond the narrower one"
                                 : "");
    }
    text_release(&name);
    if (path->again.count == 0)
        return;
    const struct ensemble_point *end = &path->again.points[path->again.count - 1];
    char median[WORDS_SHORT], range[WORDS_LONG];
    words_number(end->quantile[Q50], 1, median);
    words_range(end->quantile[Q10], end->quantile[Q90], 1, range);
    text_printf(&figure->alt, " Forecast from there to the end: median %s, 80%% of runs %s.", median, range);
    marks_tell(figure);
}

static void csv_points(struct figure *figure, const char *kind, const struct figure_series *series)
{
    static const enum ensemble_level levels[] = {Q025, Q10, Q50, Q90, Q975};
    for (size_t i = 0; i < series->count; i++) {
        if (i > 0 && series->samples[i] == series->samples[i - 1])
            continue;
        text_printf(&figure->csv, "%s,", kind);
        figure_csv_week(figure, series->weeks[i]);
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++)
            figure_csv_number(figure, series->points[i].quantile[levels[k]], 4);
        text_add(&figure->csv, ",\n");
    }
}

static void write_csv(struct figure *figure, const struct path *path)
{
    text_add(&figure->csv, "kind,week,date,p2.5,p10,median,p90,p97.5,actual\n");
    csv_points(figure, "plan", &path->plan);
    csv_points(figure, "reforecast", &path->again);
    for (size_t i = 0; i < path->series->count; i++) {
        const struct track_look *look = &path->series->looks[i];
        text_add(&figure->csv, "range,");
        figure_csv_week(figure, look->week);
        const double values[] = {look->low, (double)NAN, look->median, (double)NAN, look->high, look->actual};
        for (size_t k = 0; k < sizeof values / sizeof *values; k++)
            figure_csv_number(figure, values[k], 4);
        text_add(&figure->csv, "\n");
    }
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static void fan_block(struct figure *figure, const char *name, const struct figure_series *series)
{
    figure_block_open(figure, name);
    for (size_t i = 0; i < series->count; i++) {
        const double *q = series->points[i].quantile;
        figure_row(figure, (double[]){series->weeks[i], q[Q025], q[Q975], q[Q10], q[Q90], q[Q50]}, 6);
    }
    figure_block_close(figure);
}

static void write_data(struct figure *figure, const struct path *path)
{
    fan_block(figure, "plan", &path->plan);
    if (path->again.count > 0)
        fan_block(figure, "again", &path->again);
    figure_block_open(figure, "range");
    for (size_t i = 0; i < path->series->count; i++) {
        const struct track_look *look = &path->series->looks[i];
        figure_row(figure,
                   (double[]){look->week, look->low, look->high, look->out || look->held ? (double)NAN : look->actual,
                              look->out || look->held ? look->actual : (double)NAN},
                   5);
    }
    figure_block_close(figure);
}

static void plot(struct figure *figure, const struct path *path)
{
    struct text *draw = &figure->draw;
    text_add(draw, "plot $track_plan using 1:2:3 with filledcurves fillcolor rgb '" THEME_BLUE_95 "' title '95', \\\n"
                   "    $track_plan using 1:4:5 with filledcurves fillcolor rgb '" THEME_BLUE_80 "' title '80', \\\n");
    if (path->again.count > 0)
        text_printf(
            draw,
            "    $track_again using 1:4:5 with filledcurves fillcolor rgb '%s' fillstyle transparent solid 0.28 "
            "noborder title 'again', \\\n"
            "    $track_again using 1:4 with lines lw 1.2 lc rgb '%s' title 'low', \\\n"
            "    $track_again using 1:5 with lines lw 1.2 lc rgb '%s' title 'high', \\\n",
            again_tone, again_tone, again_tone);
    if (!isnan(path->target))
        text_printf(draw,
                    "    %g with lines lw 4 lc rgb 'white' title 'edge', \\\n"
                    "    %g with lines lw 2 lc rgb '" THEME_ORANGE "' title 'target', \\\n",
                    path->target, path->target);
    text_add(draw, "    $track_plan using 1:6 with lines lw 2.5 lc rgb '" THEME_BLUE "' title 'median', \\\n");
    if (path->again.count > 0)
        text_printf(draw, "    $track_again using 1:6 with lines lw 2.5 dt 2 lc rgb '%s' title 'new', \\\n",
                    again_tone);
    text_add(draw, "    $track_range using 1:2 with lines lw 1.2 dt 3 lc rgb '" THEME_DARK "' title 'low', \\\n"
                   "    $track_range using 1:3 with lines lw 1.2 dt 3 lc rgb '" THEME_DARK "' title 'high', \\\n"
                   "    $track_range using 1:4 with points pt 7 ps 0.95 lc rgb 'white' title 'edge', \\\n"
                   "    $track_range using 1:4 with points pt 7 ps 0.65 lc rgb '" THEME_INK "' title 'actual', \\\n"
                   "    $track_range using 1:5 with points pt 9 ps 1.7 lc rgb 'white' title 'edge', \\\n"
                   "    $track_range using 1:5 with points pt 9 ps 1.2 lc rgb '" THEME_INK "' title 'out'\n");
}

struct label {
    double y;
    struct theme_words look;
    struct text words;
};
enum { LABELS = 5 };

static void name_it(struct label *label, double y, const char *colour, bool bold, const char *words, const char *value)
{
    label->y = y;
    label->look = (struct theme_words){THEME_SMALL, bold, colour};
    text_printf(&label->words, "%s%s", words, value);
}

static size_t name_ends(const struct path *path, struct label *labels)
{
    const double *plan = path->plan.points[path->plan.count - 1].quantile;
    const struct track_look *last = &path->series->looks[path->series->count - 1];
    char value[WORDS_SHORT];
    size_t count = 0;
    track_words_value(path->series, plan[Q50], value);
    name_it(&labels[count++], plan[Q50], THEME_BLUE, true, "Plan: median ", value);
    name_it(&labels[count++], plan[Q975], THEME_DARK, false, "95% of the plan's runs", "");
    if (isfinite(last->high))
        name_it(&labels[count++], last->high, THEME_DARK, false, "Range of the plan", "");
    if (!isnan(path->target)) {
        words_number(path->target, path->target == floor(path->target) ? 0 : 1, value);
        name_it(&labels[count++], path->target, THEME_ORANGE_WORDS, true, "Target ", value);
    }
    if (path->again.count > 0) {
        const double *again = path->again.points[path->again.count - 1].quantile;
        track_words_value(path->series, again[Q50], value);
        name_it(&labels[count++], again[Q50], again_tone, true, "From here on: ", value);
    }
    return count;
}

static void draw_ends(struct figure *figure, const struct label *labels, size_t count)
{
    double at[LABELS];
    size_t order[LABELS];
    for (size_t i = 0; i < count; i++) {
        size_t k = i;
        for (; k > 0 && labels[order[k - 1]].y < labels[i].y; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    for (size_t i = 0; i < count; i++)
        at[i] = figure_y(figure, labels[order[i]].y);
    layout_spread(at, count, 18, figure->area.top, figure->area.bottom);
    for (size_t i = 0; i < count; i++)
        theme_label(&figure->draw, figure->area.right + 10, at[i], THEME_LEFT, labels[order[i]].look,
                    labels[order[i]].words.at);
}

static double highest(const struct path *path)
{
    double most = isnan(path->target) ? 0 : path->target;
    for (size_t i = 0; i < path->plan.count; i++)
        most = fmax(most, path->plan.points[i].quantile[Q975]);
    for (size_t i = 0; i < path->again.count; i++)
        most = fmax(most, path->again.points[i].quantile[Q90]);
    for (size_t i = 0; i < path->series->count; i++)
        most = fmax(most, fmax(path->series->looks[i].high, path->series->looks[i].actual));
    return most;
}

static void draw_path(struct figure *figure, const struct path *path)
{
    struct label labels[LABELS] = {0};
    size_t count = name_ends(path, labels);
    double width = 0;
    for (size_t i = 0; i < count; i++)
        width = fmax(width, layout_width(labels[i].words.at, theme_font(labels[i].look)));
    bool share = text_equal(metric_info(path->series->measure)->unit, "share");
    axis_value(figure, share ? AXIS_SHARE : AXIS_NUMBER, highest(path), 6, true);
    figure->area.right = THEME_WIDTH - 22 - width;
    axis_time(figure, path->plan.weeks[0], path->plan.weeks[path->plan.count - 1], AXIS_FULL);
    struct marks_extra from = {.title = path->again.count > 0 ? "Last actual" : NULL};
    char date[24];
    calendar_long(path->tracked->track->last, date);
    from.detail = date;
    from.week = (double)(path->tracked->track->last - figure->facts.clock->start) / 7;
    marks_draw(figure, from, "#A6A6A6");
    axis_ranges(figure);
    draw_ends(figure, labels, count);
    plot(figure, path);
    for (size_t i = 0; i < LABELS; i++)
        text_release(&labels[i].words);
}

static bool has_data(const struct path *path)
{
    size_t i = 0;
    while (i < path->plan.count && path->plan.points[i].tally.count == 0)
        i++;
    return i < path->plan.count;
}

void chart_track(struct figure *figure)
{
    figure->left_out = choose(figure->run->tracked->track) == NULL;
    if (figure->left_out)
        return;
    struct path path = gather(figure);
    write_words(figure, &path);
    write_csv(figure, &path);
    figure_frame(figure);
    if (has_data(&path)) {
        write_data(figure, &path);
        draw_path(figure, &path);
    } else {
        figure_nothing(figure, "No run has a value of this measure, so there is nothing to draw.");
    }
    figure_series_release(&path.plan);
    figure_series_release(&path.again);
}
