#include "experiment/calibration.h"

#include <gsl/gsl_fit.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* --- choosing ----------------------------------------------------------------------------------------------------- */

/* Where simulated values are: after what the simulation opens with, up to its end. */
static bool is_simulated(const struct plan *plan, double week)
{
    return week > plan->clock.warm_up && week <= plan->clock.length;
}

static void add_series(struct calibration *calibration, const struct history_point *points, size_t count)
{
    size_t before = 0, within = 0;
    while (before < count && !is_simulated(calibration->plan, points[before].week))
        before++;
    while (before + within < count && is_simulated(calibration->plan, points[before + within].week))
        within++;
    calibration->outside += count - within;
    if (within < CALIBRATION_POINTS_LEAST || calibration->series_count == CALIBRATION_SERIES_LIMIT) {
        calibration->too_few++;
        return;
    }
    calibration->series[calibration->series_count++] =
        (struct calibration_series){.points = points + before, .count = within, .first = calibration->carried};
    calibration->carried += within;
}

/* From this week on, figures are held back: at least the share of all dates that was asked for. */
static double find_cut(const struct calibration *calibration, double back)
{
    double *weeks = mem_new(calibration->carried, sizeof *weeks);
    size_t count = 0, dates = 0;
    for (size_t s = 0; s < calibration->series_count; s++)
        for (size_t i = 0; i < calibration->series[s].count; i++)
            weeks[count++] = calibration->series[s].points[i].week;
    gsl_sort(weeks, 1, count);
    for (size_t i = 0; i < count; i++)
        if (dates == 0 || weeks[i] > weeks[dates - 1])
            weeks[dates++] = weeks[i];
    size_t held = (size_t)ceil(back * (double)dates - 1e-9);
    double cut = weeks[dates - (held < dates ? held : dates)];
    free(weeks);
    return cut;
}

static void measure_series(const struct calibration_series *series, const double *values, double *statistics)
{
    const struct history_point *points = series->points;
    size_t kept = series->kept;
    double *weeks = mem_new(kept, sizeof *weeks);
    double level, slope, c00, c01, c11, squares, moved = 0;
    for (size_t i = 0; i < kept; i++) {
        weeks[i] = points[i].week;
        moved += i > 0 ? fabs(values[i] - values[i - 1]) : 0;
    }
    gsl_fit_linear(weeks, 1, values, 1, kept, &level, &slope, &c00, &c01, &c11, &squares);
    statistics[CALIBRATION_LEVEL] = gsl_stats_mean(values, 1, kept);
    statistics[CALIBRATION_TREND] = slope * (weeks[kept - 1] - weeks[0]);
    statistics[CALIBRATION_END] = (values[kept - 1] + values[kept - 2]) / 2;
    statistics[CALIBRATION_MOVEMENT] = moved / (double)(kept - 1);
    free(weeks);
}

static void observe(struct calibration *calibration)
{
    double *values = mem_new(calibration->carried, sizeof *values);
    for (size_t s = 0; s < calibration->series_count; s++) {
        const struct calibration_series *series = &calibration->series[s];
        for (size_t i = 0; i < series->kept; i++)
            values[i] = series->points[i].value;
        measure_series(series, values, calibration->observed + s * CALIBRATION_STATISTICS);
    }
    free(values);
}

static bool cut(struct calibration *calibration, double back, char *why)
{
    calibration->cut = find_cut(calibration, back);
    calibration->cut_day = calibration->plan->clock.start + lround(7 * calibration->cut);
    for (size_t s = 0; s < calibration->series_count; s++) {
        struct calibration_series *series = &calibration->series[s];
        while (series->kept < series->count && series->points[series->kept].week < calibration->cut)
            series->kept++;
        if (series->kept >= CALIBRATION_KEPT_LEAST && series->kept < series->count)
            continue;
        snprintf(why, CALIBRATION_WHY,
                 "holding back %.0f%% of the dates leaves %zu figures of %s to fit to and %zu to judge by; it takes at "
                 "least %d and 1",
                 100 * back, series->kept, metric_info(series->points->measure)->name, series->count - series->kept,
                 CALIBRATION_KEPT_LEAST);
        return false;
    }
    observe(calibration);
    return true;
}

bool calibration_choose(struct calibration *calibration, const struct history *history, const struct plan *plan,
                        double back, char why[static CALIBRATION_WHY])
{
    calibration->plan = plan;
    calibration->history = history;
    for (size_t i = 0, count; i < history->count; i += count) {
        const struct history_point *points =
            history_of(history, history->points[i].measure, history->points[i].team, &count);
        add_series(calibration, points, count);
    }
    if (calibration->series_count > 0)
        return cut(calibration, back, why);
    snprintf(
        why, CALIBRATION_WHY,
        "no measure in %s has %d figures within the simulated time, the fewest that can be fitted to (of %zu "
        "figures %zu lie outside of it); add figures, or begin earlier (clock.start, with the opening of that day) "
        "and end later (clock.length)",
        history->file, CALIBRATION_POINTS_LEAST, history->count, calibration->outside);
    return false;
}

/* --- measuring ---------------------------------------------------------------------------------------------------- */

size_t calibration_statistics(const struct calibration *calibration)
{
    return calibration->series_count * CALIBRATION_STATISTICS;
}

void calibration_measure(const struct calibration *calibration, const struct ensemble *ensemble, size_t run,
                         double *row)
{
    double *carried = row + calibration_statistics(calibration);
    for (size_t s = 0; s < calibration->series_count; s++) {
        const struct calibration_series *series = &calibration->series[s];
        size_t number = metric_series(&ensemble->layout, series->points->measure, series->points->team);
        double *values = carried + series->first;
        for (size_t i = 0; i < series->count; i++) {
            size_t sample = ensemble_sample_at(ensemble, series->points[i].week);
            values[i] = ensemble_at(ensemble, number, sample, run);
        }
        measure_series(series, values, row + s * CALIBRATION_STATISTICS);
    }
}

/* The members that have a value at a figure. */
static size_t gather(const struct calibration *calibration, size_t series, size_t figure, double *members)
{
    const struct calibrate_result *result = &calibration->result;
    size_t count = 0, at = calibration->series[series].first + figure;
    for (size_t m = 0; m < result->members; m++)
        if (isfinite(result->carried[m * calibration->carried + at]))
            members[count++] = result->carried[m * calibration->carried + at];
    return count;
}

bool calibration_spread(const struct calibration *calibration, size_t series, size_t figure,
                        double quantile[static ENSEMBLE_LEVELS])
{
    double *members = mem_new(calibration->result.members, sizeof *members);
    size_t count = gather(calibration, series, figure, members);
    gsl_sort(members, 1, count);
    for (size_t i = 0; i < ENSEMBLE_LEVELS; i++)
        quantile[i] =
            count > 0 ? gsl_stats_quantile_from_sorted_data(members, 1, count, ensemble_level_share[i]) : (double)NAN;
    free(members);
    return count > 0;
}

/* --- judging ------------------------------------------------------------------------------------------------------ */

static void judge_rival(const struct calibration_series *series, enum score_rival rival, double *times, double *values,
                        size_t figure, struct calibration_score *score)
{
    double came = series->points[figure].value, ahead = series->points[figure].week - times[series->kept - 1];
    struct score_law law = score_forecast(rival, times, values, series->kept, ahead);
    score->crps += score_crps_normal(law.mean, law.spread, came);
    for (size_t level = 0; level < SCORE_LEVELS; level++)
        score->within[level] += score_holds_normal(law.mean, law.spread, score_level[level], came);
}

static void judge_series(struct calibration *calibration, size_t number)
{
    struct calibration_series *series = &calibration->series[number];
    double *members = mem_new(calibration->result.members, sizeof *members);
    double *times = mem_new(2 * series->kept, sizeof *times), *values = times + series->kept;
    for (size_t i = 0; i < series->kept; i++) {
        times[i] = series->points[i].week;
        values[i] = series->points[i].value;
    }
    for (size_t i = series->kept; i < series->count; i++) {
        size_t count = gather(calibration, number, i, members);
        if (count == 0)
            continue;
        series->scored++;
        series->model.crps += score_crps(members, count, series->points[i].value);
        for (size_t level = 0; level < SCORE_LEVELS; level++)
            series->model.within[level] += score_holds(members, count, score_level[level], series->points[i].value);
        for (int rival = 0; rival < SCORE_RIVALS; rival++)
            judge_rival(series, (enum score_rival)rival, times, values, i, &series->rival[rival]);
    }
    series->model.crps /= (double)series->scored;
    for (int rival = 0; rival < SCORE_RIVALS; rival++)
        series->rival[rival].crps /= (double)series->scored;
    free(members);
    free(times);
}

void calibration_score(struct calibration *calibration)
{
    for (size_t s = 0; s < calibration->series_count; s++)
        judge_series(calibration, s);
}

bool calibration_beats(const struct calibration *calibration, enum score_rival rival)
{
    for (size_t s = 0; s < calibration->series_count; s++)
        if (!(calibration->series[s].model.crps < calibration->series[s].rival[rival].crps))
            return false;
    return calibration->series_count > 0;
}

void calibration_release(struct calibration *calibration)
{
    for (size_t i = 0; i < calibration->input_count; i++)
        free(calibration->inputs[i].values);
    calibrate_release(&calibration->result);
    arena_release(&calibration->arena);
    *calibration = (struct calibration){0};
}
