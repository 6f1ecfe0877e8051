#include "experiment/track.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "engine/rng.h"

const enum metric track_measures[] = {METRIC_CASELOAD,     METRIC_CASELOAD_MEDIAN,
                                      METRIC_OVER_AIM,     METRIC_OVER_HIGH,
                                      METRIC_OVER_EXTREME, METRIC_OPEN,
                                      METRIC_HELD,         METRIC_WAITING,
                                      METRIC_HOLDERS,      METRIC_STAFF,
                                      METRIC_IN_POST,      METRIC_NEWLY_QUALIFIED,
                                      METRIC_AGENCY,       METRIC_VACANCIES,
                                      METRIC_UNCOVERED,    METRIC_AGENCY_SHARE,
                                      METRIC_VACANCY_RATE, METRIC_COUNT};

bool track_measures_has(enum metric metric)
{
    size_t i = 0;
    while (track_measures[i] != METRIC_COUNT && track_measures[i] != metric)
        i++;
    return track_measures[i] == metric && metric != METRIC_COUNT;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

static calendar_day month_end(calendar_day day)
{
    struct calendar_date date = calendar_to_date(day);
    date.day = 1;
    date.year += date.month == 12;
    date.month = date.month % 12 + 1;
    return calendar_from_date(date) - 1;
}

static void add_look(struct track *track, struct track_series *series, calendar_day day)
{
    double week = (double)(day - track->ensemble->plan->clock.start) / 7;
    series->looks[series->count++] = (struct track_look){.day = day, .week = week, .actual = (double)NAN};
}

/* The days of the actuals, and the last day of every month that has none. */
static void set_looks(struct track *track, struct track_series *series)
{
    const struct plan_clock *clock = &track->ensemble->plan->clock;
    size_t count;
    const struct history_point *points = history_of(track->actuals, series->measure, series->team, &count);
    calendar_day last = clock->start + (calendar_day)floor(7 * clock->length);
    size_t months = (size_t)((last - clock->start) / 28) + 2, next = 0;
    series->looks = arena_new(&track->arena, months + count, sizeof *series->looks);
    for (calendar_day end = month_end(clock->start); next < count || end <= last; end = month_end(end + 1)) {
        bool counted = false;
        for (; next < count && points[next].day <= end; next++, counted = true)
            add_look(track, series, points[next].day);
        if (!counted && end <= last)
            add_look(track, series, end);
    }
}

/* --- the band ----------------------------------------------------------------------------------------------------- */

double track_error(uint64_t seed, size_t run, size_t series, calendar_day day)
{
    uint32_t stream = hash_names((const char *const[]){"error of counting", NULL});
    struct luck luck = {.seed = seed, .replication = (uint32_t)run};
    return gsl_cdf_ugaussian_Pinv(rng_uniform(luck, stream, series, (uint32_t)day));
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* The least that can be told apart, half of what counts are rounded to: where nothing varies, a band has no width. */
static double least_spread(enum metric metric)
{
    static const double of_count = 0.25, of_share = 0.0025;
    const char *unit = metric_info(metric)->unit;
    return strcmp(unit, "share") == 0 ? of_share : of_count;
}

static double deviation(const struct track_look *look, double value)
{
    return value >= look->median ? (value - look->median) / look->up : (look->median - value) / look->down;
}

/* Futures as they would be counted; NaN for those that have no value. Returns how many have one. */
static size_t counted(const struct track *track, const struct track_series *series, struct track_look *look,
                      uint64_t seed, double *values)
{
    const struct ensemble *ensemble = track->ensemble;
    const float *row = ensemble_value((struct ensemble *)ensemble, series->series,
                                      ensemble_sample_at(ensemble, look->week), 0);
    double sum = 0;
    size_t count = 0;
    for (size_t run = 0; run < ensemble->runs; run++) {
        values[run] = ensemble->outcomes[run].failure != NULL ? (double)NAN : (double)row[run];
        if (isnan(values[run]))
            continue;
        sum += values[run];
        count++;
    }
    look->error = count > 0 ? TRACK_ERROR * sum / (double)count : 0;
    for (size_t run = 0; run < ensemble->runs; run++)
        values[run] += look->error * track_error(seed, run, series->series, look->day);
    return count;
}

/* Fills the spreads of a look and raises the largest deviations; `sorted` is room for as many values. */
static void spread_look(struct track *track, const struct track_series *series, struct track_look *look, uint64_t seed,
                        double *values, double *sorted, double *largest)
{
    size_t runs = track->ensemble->runs, count = 0;
    if (counted(track, series, look, seed, values) == 0) {
        look->median = (double)NAN;
        return;
    }
    for (size_t run = 0; run < runs; run++)
        if (!isnan(values[run]))
            sorted[count++] = values[run];
    qsort(sorted, count, sizeof *sorted, by_size);
    double least = least_spread(series->measure);
    look->median = sorted[count / 2];
    look->up = fmax(least, sorted[(size_t)(0.9 * (double)(count - 1))] - look->median);
    look->down = fmax(least, look->median - sorted[(size_t)(0.1 * (double)(count - 1))]);
    for (size_t run = 0; run < runs; run++)
        if (!isnan(values[run]))
            largest[run] = fmax(largest[run], deviation(look, values[run]));
    if (isnan(look->actual))
        return;
    size_t below = 0;
    while (below < count && sorted[below] < look->actual)
        below++;
    look->below = (double)below / (double)count;
}

/* The deviation that at most TRACK_ALARM of all futures ever go beyond. */
static double widest(const double *largest, size_t runs, double *sorted)
{
    size_t count = 0;
    for (size_t run = 0; run < runs; run++)
        if (largest[run] > 0)
            sorted[count++] = largest[run];
    qsort(sorted, count, sizeof *sorted, by_size);
    size_t rank = (size_t)ceil((1 - TRACK_ALARM) * (double)(count + 1) - 1e-9);
    return rank <= count ? sorted[rank - 1] : (double)INFINITY;
}

static void set_band(struct track *track, struct track_series *series)
{
    bool share = strcmp(metric_info(series->measure)->unit, "share") == 0;
    for (size_t i = 0; i < series->count; i++) {
        struct track_look *look = &series->looks[i];
        look->low = fmax(0, look->median - track->limit * look->down);
        look->high = look->median + track->limit * look->up;
        if (share)
            look->high = fmin(1, look->high);
    }
}

static void list_series(struct track *track)
{
    const struct history *actuals = track->actuals;
    track->series = arena_new(&track->arena, actuals->count, sizeof *track->series);
    for (size_t i = 0; i < actuals->count;) {
        const struct history_point *point = &actuals->points[i];
        size_t count;
        struct track_series *series = &track->series[track->count++];
        *series = (struct track_series){
            .measure = point->measure,
            .team = point->team,
            .series = metric_series(&track->ensemble->layout, point->measure, point->team),
        };
        history_of(actuals, point->measure, point->team, &count);
        set_looks(track, series);
        i += count;
    }
}

/* Puts the actuals where their days are; both are in order. */
static void place_actuals(struct track *track)
{
    for (size_t s = 0; s < track->count; s++) {
        struct track_series *series = &track->series[s];
        size_t count, next = 0;
        const struct history_point *points = history_of(track->actuals, series->measure, series->team, &count);
        for (size_t i = 0; i < series->count && next < count; i++)
            if (series->looks[i].day == points[next].day)
                series->looks[i].actual = points[next++].value;
    }
}

void track_judge(struct track *track)
{
    place_actuals(track);
    track->alarms = track->given = 0;
    track->first = NULL;
    track->what = NULL;
    for (size_t s = 0; s < track->count; s++)
        for (size_t i = 0; i < track->series[s].count; i++) {
            struct track_look *look = &track->series[s].looks[i];
            if (isnan(look->actual))
                continue;
            track->given++;
            look->out = deviation(look, look->actual) > track->limit;
            track->alarms += look->out;
            track->last = look->day > track->last ? look->day : track->last;
            if (look->out && (track->first == NULL || look->day < track->first->day)) {
                track->first = look;
                track->what = &track->series[s];
            }
        }
}

void track_make(struct track *track, const struct ensemble *ensemble, uint64_t seed, const struct history *actuals)
{
    assert(ensemble->runs >= TRACK_LEAST_RUNS && actuals->count > 0);
    *track = (struct track){.ensemble = ensemble, .actuals = actuals};
    list_series(track);
    place_actuals(track);
    double *values = mem_new(3 * ensemble->runs, sizeof *values), *sorted = values + ensemble->runs,
           *largest = sorted + ensemble->runs;
    for (size_t s = 0; s < track->count; s++)
        for (size_t i = 0; i < track->series[s].count; i++)
            spread_look(track, &track->series[s], &track->series[s].looks[i], seed, values, sorted, largest);
    track->limit = widest(largest, ensemble->runs, sorted);
    free(values);
    for (size_t s = 0; s < track->count; s++)
        set_band(track, &track->series[s]);
    track_judge(track);
}

void track_release(struct track *track)
{
    arena_release(&track->arena);
    *track = (struct track){0};
}
