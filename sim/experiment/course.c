#include "experiment/course.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "experiment/contrast.h"

static size_t series_of(const struct ensemble *ensemble, size_t line)
{
    static const enum metric of_service[COURSE_CASELOAD] = {METRIC_CASELOAD_MAX, METRIC_CASELOAD_P90, METRIC_OVER_AIM};
    if (line < COURSE_CASELOAD)
        return metric_series(&ensemble->layout, of_service[line], METRIC_SERVICE);
    return metric_series(&ensemble->layout, METRIC_CASELOAD, (int)(line - COURSE_CASELOAD) - 1);
}

static float *row_of(const struct course *course, size_t line, size_t sample)
{
    return &course->values[(line * course->samples + sample) * course->runs];
}

void course_init(struct course *course, const struct ensemble *ensemble)
{
    size_t runs = ensemble->runs, samples = ensemble->samples;
    *course = (struct course){.samples = samples, .lines = COURSE_CASELOAD + 1 + ensemble->layout.teams, .runs = runs};
    course->times = mem_new(samples + 1, sizeof *course->times);
    memcpy(course->times, ensemble->times, samples * sizeof *course->times);
    course->values = mem_new(course->lines * samples * runs + 1, sizeof *course->values);
    for (size_t line = 0; line < course->lines; line++)
        for (size_t sample = 0; sample < samples; sample++) {
            size_t series = series_of(ensemble, line);
            float *to = row_of(course, line, sample);
            for (size_t run = 0; run < runs; run++)
                to[run] =
                    ensemble->outcomes[run].failure != NULL ? NAN : (float)ensemble_at(ensemble, series, sample, run);
        }
}

size_t course_team(int team)
{
    return (size_t)(COURSE_CASELOAD + 1 + team);
}

double course_value(const struct course *course, size_t line, size_t sample, size_t run)
{
    return (double)row_of(course, line, sample)[run];
}

void course_at(const struct course *course, size_t line, size_t sample, double *values)
{
    for (size_t run = 0; run < course->runs; run++)
        values[run] = course_value(course, line, sample, run);
}

size_t course_sample(const struct course *course, double week)
{
    size_t sample = 0;
    while (sample + 1 < course->samples && course->times[sample + 1] <= week + 1e-9)
        sample++;
    return sample;
}

void course_first_above(const struct course *course, size_t line, size_t first, double level, double *weeks)
{
    for (size_t run = 0; run < course->runs; run++) {
        weeks[run] = (double)NAN;
        for (size_t sample = first; sample < course->samples && !isfinite(weeks[run]); sample++) {
            double value = course_value(course, line, sample, run);
            if (value > level)
                weeks[run] = course->times[sample];
            else if (!isnan(value))
                weeks[run] = (double)INFINITY;
        }
    }
}

/* Looking back from the end, `*since` is the time from which a value has stayed within the tolerance. */
static void look_back(double value, double tolerance, double week, bool *unbroken, double *since)
{
    if (!(value <= tolerance))
        *unbroken = false;
    else if (*unbroken)
        *since = week;
}

struct course_recovery course_recovery(const struct course *given, const struct course *shocked, size_t line,
                                       size_t block, double from, double tolerance)
{
    struct course_recovery result = {
        .peak = (double)-INFINITY, .week = (double)INFINITY, .soonest = (double)INFINITY, .latest = (double)INFINITY};
    size_t runs = given->runs < shocked->runs ? given->runs : shocked->runs;
    double *a = mem_new(given->runs + shocked->runs + 1, sizeof *a), *b = a + given->runs;
    bool mean_holds = true, low_holds = true, high_holds = true;
    for (size_t sample = given->samples; sample-- > 0 && given->times[sample] >= from;) {
        course_at(given, line, sample, a);
        course_at(shocked, line, sample, b);
        struct contrast change = contrast_pairs(a, b, runs, block, 0.95);
        double week = given->times[sample] - from;
        look_back(change.mean, tolerance, week, &mean_holds, &result.week);
        look_back(change.interval.low, tolerance, week, &low_holds, &result.soonest);
        look_back(change.interval.high, tolerance, week, &high_holds, &result.latest);
        if (change.mean >= result.peak) {
            result.peak = change.mean;
            result.peak_week = week;
            result.peak_interval = change.interval;
            result.runs = change.runs;
        }
    }
    double seen = given->times[given->samples - 1] - from - COURSE_SEEN;
    result.week = result.week <= seen ? result.week : (double)INFINITY;
    result.soonest = result.soonest <= seen ? result.soonest : (double)INFINITY;
    result.latest = result.latest <= seen ? result.latest : (double)INFINITY;
    free(a);
    return result;
}

void course_release(struct course *course)
{
    free(course->times);
    free(course->values);
    *course = (struct course){0};
}
