/* Tracking: what was counted, month by month, against the futures that a plan was given; and when the plan has left its range.
 *
 * The rule is one for the whole plan. On each day looked at, a future's value and the error with which it would be counted
 * are told as a deviation from the median, over the spread on that side (median to 10th or 90th percentile). Of each simulated
 * future two figures are taken over all days and series: its largest deviation, and the largest that it keeps to one side for
 * TRACK_HELD days looked at in a row. A future's place is the worse of its ranks in the two, and the limits on both are those
 * of the k-th place of R futures, k = (1 - TRACK_ALARM) (R + 1) rounded up; the other half of the runs made the spreads. If what happens is one more future of the plan, it
 * has at most TRACK_ALARM of a chance of ever going beyond either, since its place among the R is any of R + 1 alike. Days
 * looked at are the actuals' own and, of months without one, the last day, so that the rate holds for the whole plan and not
 * for this month.
 *
 * Errors of counting are taken as independent from month to month. The same error every month would reach its largest value
 * less often, so the rate then is lower than stated. Come here with an ensemble and the actuals (history.h); to track another
 * measure, a line in track_measures. Nothing here prints. */
#ifndef EXPERIMENT_TRACK_H
#define EXPERIMENT_TRACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "experiment/ensemble.h"
#include "model/history.h"

/* The chance of a false alarm over the whole plan, and the futures without which it cannot be stated with any accuracy. */
#define TRACK_ALARM 0.05
enum { TRACK_LEAST_RUNS = 100, TRACK_HELD = 3 };

/* The spread of what is counted about what is, as a share: published caseloads of English councils from 2017 to 2025 lie
 * about those that this model gives with a spread of 1.35, near 22.6 cases. For other measures it is an assumption. */
#define TRACK_ERROR (1.35 / 22.6)

/* Values on a day, and counts of a month. Ends with METRIC_COUNT. */
extern const enum metric track_measures[];
bool track_measures_has(enum metric metric);

/* Is the actual of a day a count of the month that ends on it? And the day after which that month begins. */
bool track_measures_flow(enum metric metric);
calendar_day track_month_before(calendar_day day);

/* One day on which a series is looked at. */
struct track_look {
    calendar_day day;
    double week;
    double median, up, down;    /* of futures with their error; spreads above and below, never nought */
    double error;               /* spread of the error of counting, in the measure's unit */
    double low, high;           /* the range: beyond it is an alarm */
    double low_held, high_held; /* and beyond this, TRACK_HELD times in a row */
    double actual;              /* NaN: nobody counted */
    double below;               /* share of futures below the actual */
    bool out, held;             /* an alarm by itself, and as the last in a row */
};

struct track_series {
    enum metric measure;
    int team; /* METRIC_SERVICE: the whole service */
    size_t series;
    struct track_look *looks; /* in order of day */
    size_t count;
};

/* Zeroed is empty; track_release(). Borrows the ensemble and the actuals. */
struct track {
    struct arena arena;
    const struct ensemble *ensemble;
    const struct history *actuals;
    struct track_series *series;
    size_t count;
    double limit, held_limit;        /* the widest deviations that are no alarm */
    size_t alarms, given;            /* actuals out of the band, and all */
    const struct track_look *first;  /* the first of the former; null: none */
    const struct track_series *what; /* and its series */
    calendar_day last;               /* day of the last actual */
};

/* The band for the days of these actuals, and where they fall. The ensemble has TRACK_LEAST_RUNS; there is an actual, and all
 * are of track_measures and within the plan. */
void track_make(struct track *track, const struct ensemble *ensemble, uint64_t seed, const struct history *actuals);

/* Judges anew, after values of the actuals changed and nothing else. */
void track_judge(struct track *track);

/* The share of the deviations of an error in a count, so that simulated actuals can be given one: normal, by address. */
double track_error(uint64_t seed, size_t run, size_t series, calendar_day day);

void track_release(struct track *track);

#endif
