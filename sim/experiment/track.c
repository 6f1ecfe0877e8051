#include "experiment/track.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "engine/rng.h"

const enum metric track_measures[] = {METRIC_CASELOAD,     METRIC_CASELOAD_MEDIAN, METRIC_OVER_AIM,
                                      METRIC_OVER_HIGH,    METRIC_OVER_EXTREME,    METRIC_OPEN,
                                      METRIC_HELD,         METRIC_WAITING,         METRIC_HOLDERS,
                                      METRIC_STAFF,        METRIC_IN_POST,         METRIC_NEWLY_QUALIFIED,
                                      METRIC_AGENCY,       METRIC_VACANCIES,       METRIC_UNCOVERED,
                                      METRIC_AGENCY_SHARE, METRIC_VACANCY_RATE,    METRIC_REFERRALS,
                                      METRIC_STARTERS,     METRIC_LEAVERS,         METRIC_COUNT};

bool track_measures_has(enum metric metric)
{
    size_t i = 0;
    while (track_measures[i] != METRIC_COUNT && track_measures[i] != metric)
        i++;
    return track_measures[i] == metric && metric != METRIC_COUNT;
}

bool track_measures_flow(enum metric metric)
{
    return metric == METRIC_REFERRALS || metric == METRIC_STARTERS || metric == METRIC_LEAVERS;
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

/* The same day of the month before; from the last day of a month the last one. */
calendar_day track_month_before(calendar_day day)
{
    struct calendar_date date = calendar_to_date(day);
    calendar_day last = day - date.day; /* of the month before */
    struct calendar_date there = calendar_to_date(last);
    if (day == month_end(day) || date.day > there.day)
        return last;
    there.day = date.day;
    return calendar_from_date(there);
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

/* Above the median positive, below it negative. */
static double deviation(const struct track_look *look, double value)
{
    return (value - look->median) / (value >= look->median ? look->up : look->down);
}

/* How far three in a row keep to one side. */
static double kept(double a, double b, double c)
{
    return fmax(0, fmax(fmin(a, fmin(b, c)), fmin(-a, fmin(-b, -c))));
}

/* Of every future. */
struct futures {
    double *values, *sorted;
    double *last, *before; /* deviations on the two days before; 0: none */
    double *largest, *held;
};

/* Adds a share of what happened up to a sample. */
static void add_sample(const struct ensemble *ensemble, size_t series, size_t sample, double share, double *values)
{
    for (size_t run = 0; run < ensemble->runs; run++)
        values[run] += share * ensemble_at(ensemble, series, sample, run);
}

/* The value on the day; of a flow the sum over the month that ends on it, NaN when that begins before the first sample. */
static void read_values(const struct track *track, const struct track_series *series, const struct track_look *look,
                        double *values)
{
    const struct ensemble *ensemble = track->ensemble;
    bool flow = track_measures_flow(series->measure);
    double from = (double)(track_month_before(look->day) - ensemble->plan->clock.start + 1) / 7,
           to = look->week + 1.0 / 7;
    for (size_t run = 0; run < ensemble->runs; run++)
        values[run] = flow && from < ensemble->times[0] - 1e-9 ? (double)NAN : 0;
    if (!flow)
        add_sample(ensemble, series->series, ensemble_sample_at(ensemble, look->week), 1, values);
    for (size_t i = 1; flow && i < ensemble->samples; i++) {
        double start = ensemble->times[i - 1], end = ensemble->times[i];
        double common = fmin(end, to) - fmax(start, from);
        if (common > 0)
            add_sample(ensemble, series->series, i, common / (end - start), values);
    }
}

/* Futures as they would be counted; NaN for those that have no value. Returns how many have one. */
static size_t counted(const struct track *track, const struct track_series *series, struct track_look *look,
                      uint64_t seed, double *values)
{
    const struct ensemble *ensemble = track->ensemble;
    double sum = 0;
    size_t count = 0;
    read_values(track, series, look, values);
    for (size_t run = 0; run < ensemble->runs; run++) {
        if (ensemble->outcomes[run].failure != NULL)
            values[run] = (double)NAN;
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

static void fill_spreads(const struct track_series *series, struct track_look *look, const double *sorted, size_t count)
{
    double least = least_spread(series->measure);
    look->median = sorted[count / 2];
    look->up = fmax(least, sorted[(size_t)(0.9 * (double)(count - 1))] - look->median);
    look->down = fmax(least, look->median - sorted[(size_t)(0.1 * (double)(count - 1))]);
}

/* Every other future says how wide things spread, and the rest how far a future goes: were they the same, those that made the
 * spread would seem to stay within it. */
static void spread_look(struct track *track, const struct track_series *series, struct track_look *look, uint64_t seed,
                        const struct futures *futures)
{
    size_t runs = track->ensemble->runs, count = 0, valid = counted(track, series, look, seed, futures->values),
           below = 0;
    for (size_t run = 0; run < runs; run++)
        below += futures->values[run] < look->actual;
    look->below = valid > 0 ? (double)below / (double)valid : (double)NAN;
    for (size_t run = 0; run < runs; run += 2)
        if (!isnan(futures->values[run]))
            futures->sorted[count++] = futures->values[run];
    look->median = look->up = look->down = (double)NAN;
    if (count == 0)
        return;
    qsort(futures->sorted, count, sizeof *futures->sorted, by_size);
    fill_spreads(series, look, futures->sorted, count);
}

static double smooth(const double *spreads, size_t count, size_t at)
{
    enum { BESIDE = 2 };
    size_t beside = at < BESIDE ? at : BESIDE, values = 0;
    double sum = 0;
    beside = count - 1 - at < beside ? count - 1 - at : beside;
    for (size_t i = at - beside; i <= at + beside; i++)
        if (!isnan(spreads[i])) {
            sum += spreads[i];
            values++;
        }
    return sum / (double)values;
}

/* Percentiles of some hundred futures are rough, and the roughness would widen the range of the whole plan. */
static void smooth_spreads(struct track_series *series)
{
    size_t count = series->count;
    double *up = mem_new(2 * count, sizeof *up), *down = up + count;
    for (size_t i = 0; i < count; i++) {
        up[i] = series->looks[i].up;
        down[i] = series->looks[i].down;
    }
    for (size_t i = 0; i < count; i++)
        if (!isnan(series->looks[i].median)) {
            series->looks[i].up = smooth(up, count, i);
            series->looks[i].down = smooth(down, count, i);
        }
    free(up);
}

static void raise_look(const struct track *track, const struct track_series *series, struct track_look *look,
                       uint64_t seed, const struct futures *futures)
{
    counted(track, series, look, seed, futures->values);
    for (size_t run = 1; run < track->ensemble->runs; run += 2) {
        size_t at = run / 2;
        bool none = isnan(futures->values[run]) || isnan(look->median);
        double now = none ? 0 : deviation(look, futures->values[run]);
        futures->largest[at] = fmax(futures->largest[at], fabs(now));
        futures->held[at] = fmax(futures->held[at], kept(futures->before[at], futures->last[at], now));
        futures->before[at] = futures->last[at];
        futures->last[at] = now;
    }
}

/* Sorts a figure of every future into `sorted`, and raises the ranks of those whose rank in it is worse. */
static void raise_ranks(const double *figure, size_t runs, double *sorted, double *ranks)
{
    memcpy(sorted, figure, runs * sizeof *sorted);
    qsort(sorted, runs, sizeof *sorted, by_size);
    for (size_t run = 0; run < runs; run++) {
        const double *found = bsearch(&figure[run], sorted, runs, sizeof *sorted, by_size);
        while (found > sorted && found[-1] == *found)
            found--;
        ranks[run] = fmax(ranks[run], (double)(found - sorted));
    }
}

/* The limits that at most TRACK_ALARM of all futures ever go beyond. A failed run has no deviation, and none to be told. */
static void set_limits(struct track *track, const struct futures *futures)
{
    size_t runs = track->ensemble->runs / 2, rank = (size_t)ceil((1 - TRACK_ALARM) * (double)(runs + 1) - 1e-9);
    double *ranks = mem_new(runs, sizeof *ranks), *sorted = futures->sorted;
    raise_ranks(futures->largest, runs, sorted, ranks);
    raise_ranks(futures->held, runs, sorted, ranks);
    qsort(ranks, runs, sizeof *ranks, by_size);
    size_t place = (size_t)ranks[rank - 1];
    track->held_limit = sorted[place];
    raise_ranks(futures->largest, runs, sorted, ranks);
    track->limit = sorted[place];
    free(ranks);
}

static void set_band(struct track *track, struct track_series *series)
{
    bool share = strcmp(metric_info(series->measure)->unit, "share") == 0;
    for (size_t i = 0; i < series->count; i++) {
        struct track_look *look = &series->looks[i];
        look->low = look->high = look->low_held = look->high_held = (double)NAN;
        if (isnan(look->median))
            continue;
        look->low = fmax(0, look->median - track->limit * look->down);
        look->high = look->median + track->limit * look->up;
        look->low_held = fmax(0, look->median - track->held_limit * look->down);
        look->high_held = look->median + track->held_limit * look->up;
        if (share) {
            look->high = fmin(1, look->high);
            look->high_held = fmin(1, look->high_held);
        }
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

static bool held(const struct track *track, const struct track_series *series, size_t at)
{
    double row[TRACK_HELD];
    for (size_t i = 0; i < TRACK_HELD; i++) {
        const struct track_look *look = &series->looks[at - (at < i ? at : i)];
        row[i] = at < i || isnan(look->actual) ? 0 : deviation(look, look->actual);
    }
    return kept(row[0], row[1], row[2]) > track->held_limit;
}

static void judge_series(struct track *track, struct track_series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        struct track_look *look = &series->looks[i];
        if (isnan(look->actual))
            continue;
        track->given++;
        look->out = fabs(deviation(look, look->actual)) > track->limit;
        look->held = held(track, series, i);
        bool alarm = look->out || look->held;
        track->alarms += alarm;
        track->last = look->day > track->last ? look->day : track->last;
        if (alarm && (track->first == NULL || look->day < track->first->day)) {
            track->first = look;
            track->what = series;
        }
    }
}

void track_judge(struct track *track)
{
    place_actuals(track);
    track->alarms = track->given = 0;
    track->first = NULL;
    track->what = NULL;
    for (size_t s = 0; s < track->count; s++)
        judge_series(track, &track->series[s]);
}

void track_make(struct track *track, const struct ensemble *ensemble, uint64_t seed, const struct history *actuals)
{
    enum { FIGURES = 6 };
    size_t runs = ensemble->runs;
    assert(runs >= TRACK_LEAST_RUNS && actuals->count > 0);
    *track = (struct track){.ensemble = ensemble, .actuals = actuals};
    list_series(track);
    place_actuals(track);
    double *room = mem_new(FIGURES * runs, sizeof *room);
    struct futures futures = {.values = room,
                              .sorted = room + runs,
                              .last = room + 2 * runs,
                              .before = room + 3 * runs,
                              .largest = room + 4 * runs,
                              .held = room + 5 * runs};
    for (size_t s = 0; s < track->count; s++) {
        struct track_series *series = &track->series[s];
        memset(futures.last, 0, 2 * runs * sizeof *futures.last);
        for (size_t i = 0; i < series->count; i++)
            spread_look(track, series, &series->looks[i], seed, &futures);
        smooth_spreads(series);
        for (size_t i = 0; i < series->count; i++)
            raise_look(track, series, &series->looks[i], seed, &futures);
    }
    set_limits(track, &futures);
    free(room);
    for (size_t s = 0; s < track->count; s++)
        set_band(track, &track->series[s]);
    track_judge(track);
}

void track_release(struct track *track)
{
    arena_release(&track->arena);
    *track = (struct track){0};
}
