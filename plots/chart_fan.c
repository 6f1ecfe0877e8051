/* The caseload of the service against its target: median and three bands of futures. */
#include <math.h>
#include <stdlib.h>

#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/marks.h"
#include "plots/observed.h"
#include "plots/trend.h"
#include "plots/twin.h"

/* A chance from fewer runs than this is not worth a word in a headline. */
enum { FEWEST_RUNS = 20 };

struct fan {
    struct figure_series series;
    struct trend trend;               /* of the medians */
    const struct plan_target *target; /* or null */
    size_t target_at;
    double by; /* weeks; the end when the target has no date */
    struct ensemble_verdict verdict;
    struct observed observed;
    struct twin twin;
};

/* The first target, in the order of the file, on the mean caseload of the whole service. */
static const struct plan_target *find_target(const struct plan *plan, size_t *at)
{
    const struct plan_target *targets = plan_items(plan->targets, struct plan_target), *found = NULL;
    for (size_t i = 0; i < plan->targets.count; i++) {
        const struct plan_target *target = &targets[i];
        bool fits = metric_find(target->measure) == METRIC_CASELOAD && target->statistic == STATISTIC_MEAN &&
                    target->team.index < 0 && isfinite(target->at_most);
        if (fits && (!found || target->named.place < found->named.place)) {
            found = target;
            *at = i;
        }
    }
    return found;
}

static struct fan gather(const struct figure *figure)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    struct fan fan = {.series = figure_series(figure, METRIC_CASELOAD, METRIC_SERVICE, FIGURE_POINTS),
                      .observed = observed_find(figure, METRIC_CASELOAD, METRIC_SERVICE),
                      .twin = twin_find(figure)};
    double *medians = figure_medians(&fan.series), sum = 0;
    for (size_t i = 0; i < fan.series.count; i++)
        sum += isnan(medians[i]) ? 0 : medians[i];
    fan.trend = trend_of(medians, fan.series.count, fmax(0.75, 0.05 * sum / (double)fan.series.count));
    free(medians);
    fan.target = find_target(ensemble->plan, &fan.target_at);
    if (fan.target) {
        fan.by = isfinite(fan.target->by) ? fan.target->by : ensemble->times[ensemble->samples - 1];
        fan.verdict = ensemble_verdict(ensemble, fan.target_at);
    }
    return fan;
}

static bool has_data(const struct fan *fan)
{
    return fan->trend.kind != TREND_NONE;
}

static struct trend_style style_of(const struct fan *fan)
{
    return (struct trend_style){.line = fan->target ? fan->target->at_most : (double)NAN};
}

/* ": about 1 in 50 futures reach 18 by January 2022", only when the runs bear it. */
static void say_chance(const struct figure *figure, const struct fan *fan, struct text *out)
{
    const struct ensemble_verdict *verdict = &fan->verdict;
    if (!fan->target || verdict->trials < FEWEST_RUNS || isnan(verdict->chance))
        return;
    char month[32], chance[WORDS_LONG], percent[WORDS_SHORT];
    figure_month(figure, fan->by, month);
    words_chance(verdict->chance, verdict->trials, chance);
    words_percent(verdict->chance, percent);
    double level = fan->target->at_most;
    if (fan->target->share_of_time)
        text_printf(out, ": at or below %g for %s of the time", level, percent);
    else if (words_meets(verdict))
        text_printf(out, "%s meets %g by %s in %s futures", fan->trend.kind == TREND_FALLS ? " and" : "; it", level,
                    month, chance);
    else
        text_printf(out, ": %s futures reach %g by %s", chance, level, month);
}

static void write_headline(struct figure *figure, const struct fan *fan)
{
    if (!has_data(fan)) {
        text_add(&figure->headline, "Caseload of the service");
        return;
    }
    char turning[32];
    figure_month(figure, fan->series.weeks[trend_turning(&fan->trend)], turning);
    text_add(&figure->headline, "Caseload ");
    trend_say(&figure->headline, &fan->trend, style_of(fan), turning);
    size_t before = figure->headline.length;
    say_chance(figure, fan, &figure->headline);
    if (figure->headline.length == before && trend_until(&fan->trend)) {
        char end[32];
        figure_month(figure, fan->series.weeks[fan->trend.last_at], end);
        text_printf(&figure->headline, " %s %s", trend_until(&fan->trend), end);
    }
}

static void tell_target(struct figure *figure, const struct fan *fan)
{
    const struct plan_target *target = fan->target;
    char date[32], words[2 * WORDS_LONG];
    figure_date(figure, fan->by, date);
    words_verdict(&fan->verdict, words);
    if (target->share_of_time)
        text_printf(&figure->alt, " Target: %g or fewer, judged by the share of time: %s.", target->at_most, words);
    else
        text_printf(&figure->alt, " Target: %g or fewer by %s; chance of meeting it %s.", target->at_most, date, words);
    if (target->hold > 0)
        text_printf(&figure->alt, " It must have held for %g weeks.", target->hold);
    if (isfinite(target->waiting_limit))
        text_printf(&figure->alt, " It is not met while a child has waited more than %g weeks.", target->waiting_limit);
}

static void tell_point(struct figure *figure, const struct fan *fan, size_t at)
{
    const struct ensemble_point *point = &fan->series.points[at];
    char date[32], median[WORDS_SHORT], most[WORDS_LONG], all[WORDS_LONG];
    figure_date(figure, fan->series.weeks[at], date);
    words_number(point->quantile[Q50], 1, median);
    words_range(point->quantile[Q10], point->quantile[Q90], 1, most);
    words_range(point->quantile[Q025], point->quantile[Q975], 1, all);
    text_printf(&figure->alt, " %s: median %s; 80%% of runs lie from %s and 95%% from %s.", date, median, most, all);
}

static void write_alt(struct figure *figure, const struct fan *fan)
{
    text_add(&figure->alt, "Fan chart of the caseload of the service: cases per full-time-equivalent worker, by week.");
    if (has_data(fan)) {
        tell_point(figure, fan, 0);
        tell_point(figure, fan, fan->trend.last_at);
        twin_tell(figure, &fan->twin, fan->series.samples[fan->trend.last_at]);
    } else {
        text_add(&figure->alt, " No run has a value.");
    }
    observed_tell(figure, &fan->observed);
    if (fan->target)
        tell_target(figure, fan);
    marks_tell(figure);
}

/* What was observed, before the start. */
static void write_observed(struct figure *figure, const struct fan *fan)
{
    const struct observed *observed = &fan->observed;
    for (size_t i = 0; i < observed->count; i++) {
        char date[11];
        calendar_iso(observed->points[i].day, date);
        text_printf(&figure->csv, "%.6g,%s,,,,,,,,,,", observed->points[i].week, date);
        text_add(&figure->csv, fan->twin.caseload ? "," : "");
        figure_csv_number(figure, observed->points[i].value, 3);
        text_add(&figure->csv, "\n");
    }
}

static void write_csv(struct figure *figure, const struct fan *fan)
{
    text_add(&figure->csv, "week,date,mean,p2.5,p10,p25,median,p75,p90,p97.5,runs,target");
    text_add(&figure->csv, fan->twin.caseload ? ",equations" : "");
    text_add(&figure->csv, fan->observed.count ? ",observed\n" : "\n");
    write_observed(figure, fan);
    static const enum ensemble_level levels[] = {Q025, Q10, Q25, Q50, Q75, Q90, Q975};
    for (size_t i = 0; i < fan->series.count; i++) {
        const struct ensemble_point *point = &fan->series.points[i];
        if (i > 0 && fan->series.samples[i] == fan->series.samples[i - 1])
            continue;
        figure_csv_time(figure, fan->series.samples[i]);
        figure_csv_number(figure, point->tally.count ? point->tally.mean : (double)NAN, 3);
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++)
            figure_csv_number(figure, point->quantile[levels[k]], 3);
        figure_csv_number(figure, (double)point->tally.count, 0);
        figure_csv_number(figure, fan->target ? fan->target->at_most : (double)NAN, 3);
        if (fan->twin.caseload)
            figure_csv_number(figure, fan->twin.caseload[fan->series.samples[i]], 3);
        text_add(&figure->csv, fan->observed.count ? ",\n" : "\n");
    }
}

static void write_data(struct figure *figure, const struct fan *fan)
{
    figure_block_open(figure, "bands");
    for (size_t i = 0; i < fan->series.count; i++) {
        const double *q = fan->series.points[i].quantile;
        double row[] = {fan->series.weeks[i], q[Q025], q[Q975], q[Q10], q[Q90], q[Q25], q[Q75], q[Q50]};
        figure_row(figure, row, sizeof row / sizeof *row);
    }
    figure_block_close(figure);
    if (fan->target) {
        double mark[] = {fan->by, fan->target->at_most};
        figure_block_open(figure, "target");
        figure_row(figure, mark, 2);
        figure_block_close(figure);
    }
    twin_data(figure, &fan->twin, &fan->series);
    observed_data(figure, &fan->observed);
}

struct end_label {
    double y;
    struct theme_words look;
    const char *swatch; /* colour of a square before it, or null */
    struct text words;
};
enum { END_LABELS = 6 };

static void set_band(struct end_label *label, const char *share, const char *swatch, const double *q, size_t low,
                     size_t high, size_t inner)
{
    static const struct theme_words look = {THEME_SMALL, false, THEME_DARK};
    char range[WORDS_LONG];
    if (q[high] - q[low] < 0.05)
        words_number(q[low], 1, range);
    else
        words_range(q[low], q[high], q[high] - q[low] < 3 ? 1 : 0, range);
    label->look = look;
    label->swatch = swatch;
    label->y = (q[high] + q[inner]) / 2;
    text_printf(&label->words, "%s: %s", share, range);
}

/* Fills the labels with values in place of places on the page. */
static size_t name_ends(const struct fan *fan, struct end_label *labels)
{
    const double *q = fan->series.points[fan->trend.last_at].quantile;
    char median[WORDS_SHORT];
    words_number(q[Q50], 1, median);
    set_band(&labels[0], "95% of runs", THEME_BLUE_95, q, Q025, Q975, Q90);
    set_band(&labels[1], "80% of runs", THEME_BLUE_80, q, Q10, Q90, Q75);
    set_band(&labels[2], "50% of runs", THEME_BLUE_50, q, Q25, Q75, Q50);
    labels[3].look = (struct theme_words){THEME_AXIS, true, THEME_BLUE};
    labels[3].y = q[Q50];
    text_printf(&labels[3].words, "Median %s", median);
    size_t count = 4;
    if (fan->twin.caseload) {
        struct end_label *label = &labels[count++];
        char value[WORDS_SHORT];
        label->y = fan->twin.caseload[fan->series.samples[fan->trend.last_at]];
        words_number(label->y, 1, value);
        label->look = (struct theme_words){THEME_SMALL, false, THEME_INK};
        text_printf(&label->words, "Equations: %s", value);
    }
    if (fan->target) {
        struct end_label *label = &labels[count++];
        label->look = (struct theme_words){THEME_AXIS, true, THEME_ORANGE_WORDS};
        label->y = fan->target->at_most;
        text_printf(&label->words, "Target %g", fan->target->at_most);
    }
    return count;
}

static const double swatch = 10;

static void draw_ends(struct figure *figure, struct end_label *labels, size_t count)
{
    double at[END_LABELS];
    for (size_t i = 0; i < count; i++)
        at[i] = figure_y(figure, labels[i].y);
    layout_spread(at, count, 18, figure->area.top, figure->area.bottom);
    double x = figure->area.right + 10;
    for (size_t i = 0; i < count; i++) {
        if (labels[i].swatch)
            theme_box(&figure->draw, x, at[i] - swatch / 2, swatch, swatch, labels[i].swatch);
        theme_label(&figure->draw, x + (labels[i].swatch ? swatch + 5 : 0), at[i], THEME_LEFT, labels[i].look,
                    labels[i].words.at);
    }
}

static double widest(const struct end_label *labels, size_t count)
{
    double width = 0;
    for (size_t i = 0; i < count; i++)
        width = fmax(width, layout_width(labels[i].words.at, theme_font(labels[i].look)) +
                                (labels[i].swatch ? swatch + 5 : 0));
    return width;
}

static void plot(struct figure *figure, const struct fan *fan)
{
    struct text *draw = &figure->draw;
    const char *data = "caseload_bands";
    text_printf(draw, "plot $%s using 1:2:3 with filledcurves fillcolor rgb '" THEME_BLUE_95 "' title '95', \\\n",
                data);
    text_printf(draw, "    $%s using 1:4:5 with filledcurves fillcolor rgb '" THEME_BLUE_80 "' title '80', \\\n", data);
    text_printf(draw, "    $%s using 1:6:7 with filledcurves fillcolor rgb '" THEME_BLUE_50 "' title '50', \\\n", data);
    if (fan->target) /* with a white edge, since in print orange and blue are nearly the same grey */
        text_printf(draw,
                    "    %g with lines lw 4 lc rgb 'white' title 'edge', \\\n"
                    "    %g with lines lw 2 lc rgb '" THEME_ORANGE "' title 'target', \\\n",
                    fan->target->at_most, fan->target->at_most);
    text_printf(draw, "    $%s using 1:8 with lines lw 2.5 lc rgb '" THEME_BLUE "' title 'median'", data);
    twin_plot(figure, &fan->twin);
    observed_plot(figure, &fan->observed);
    if (fan->target && !fan->target->share_of_time)
        text_add(draw, ", \\\n    $caseload_target with points pt 7 ps 1.5 lc rgb 'white' title 'date', \\\n"
                       "    $caseload_target with points pt 7 ps 1.05 lc rgb '" THEME_ORANGE "' title 'date'");
    text_add(draw, "\n");
}

static void draw_fan(struct figure *figure, const struct fan *fan)
{
    struct end_label labels[END_LABELS] = {0};
    size_t count = name_ends(fan, labels);
    double most = fmax(fan->target ? fan->target->at_most : 0, fmax(fan->observed.most, fan->twin.most));
    for (size_t i = 0; i < fan->series.count; i++)
        most = fmax(most, fan->series.points[i].quantile[Q975]);
    axis_value(figure, AXIS_NUMBER, most, 6, true);
    figure->area.right = THEME_WIDTH - 22 - widest(labels, count);
    axis_time(figure, observed_from(&fan->observed, fan->series.weeks[0]), fan->series.weeks[fan->series.count - 1],
              AXIS_FULL);
    char date[32] = "";
    bool dated = fan->target && !fan->target->share_of_time;
    figure_date(figure, fan->by, date);
    marks_draw(figure, (struct marks_extra){dated ? "Target date" : NULL, date, fan->by}, "#A6A6A6");
    observed_shade(figure, &fan->observed, fan->series.points[0].quantile[Q50]);
    axis_ranges(figure);
    draw_ends(figure, labels, count);
    plot(figure, fan);
    for (size_t i = 0; i < END_LABELS; i++)
        text_release(&labels[i].words);
}

void chart_fan(struct figure *figure)
{
    struct fan fan = gather(figure);
    write_headline(figure, &fan);
    text_add(&figure->subtitle, "Cases per full-time-equivalent social worker, week by week, agency included.");
    if (fan.target && fan.verdict.trials < FEWEST_RUNS)
        text_add(&figure->note, "Too few runs to state a chance. ");
    observed_note(figure, &fan.observed);
    twin_note(figure, &fan.twin);
    text_add(&figure->note, "Shaded bands hold 50%, 80% and 95% of runs");
    write_alt(figure, &fan);
    write_csv(figure, &fan);
    figure_frame(figure);
    if (has_data(&fan)) {
        write_data(figure, &fan);
        draw_fan(figure, &fan);
    } else {
        figure_nothing(figure, "No worker holds a case in any run, so there is no caseload to draw.");
    }
    figure_series_release(&fan.series);
}
