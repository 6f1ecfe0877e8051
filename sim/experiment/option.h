/* Options: one way of doing things as it was run, reduced to what comparisons, charts and tables need.
 *
 * A whole ensemble of a large service is over 100 MB, and a comparison has many; so each is reduced as soon as it has run,
 * before the next one runs. Kept are every series at the dates that are looked at, the caseload over time, whether each run
 * met each target, and the decision figures of each run. Whatever is decided from them is in decision.h and regret.h. To
 * keep something more: a member here and its lines in option.c. */
#ifndef EXPERIMENT_OPTION_H
#define EXPERIMENT_OPTION_H

#include "experiment/break_even.h"
#include "experiment/course.h"
#include "experiment/curve.h"
#include "experiment/outturn.h"
#include "experiment/spending.h"

enum { OPTION_HOLD = 13 }; /* weeks */

/* Zeroed is empty; option_release(). Names, title and plan are borrowed, all else is owned. */
struct option_run {
    const char *name;  /* unique among the options compared, [a-z0-9-]+ */
    const char *title; /* for readers; never null */
    const struct plan *plan;
    size_t runs;
    size_t block; /* runs in a block of drawn inputs, as in struct ensemble */

    /* Whole over time, for charts: one of each a sample. Empty after option_reduce_to_runs(). */
    size_t samples;
    double *times;                   /* weeks since the start */
    struct ensemble_point *caseload; /* of the service: mean, its interval, quantiles of single futures */
    struct curve *curves;            /* [target of the plan] its chance on each date */

    /* The caseload of each run over time. Beside the option as given, only what-ifs with a shock of demand keep it. */
    struct course course;

    /* Every series at the dates looked at only: each target's date, and the end, in order of time. It is an ensemble of
     * fewer samples, so ensemble_point(), ensemble_day(), contrast_series() and ensemble_verdict() work on it; sample
     * numbers are its own. Zeroed after option_reduce_to_runs(). */
    struct ensemble dates;
    struct spending spending; /* by line and financial year */

    struct ensemble_verdict *verdicts; /* [target of the plan] */
    struct curve_when *first_met;      /* [target of the plan] when it is first met */
    struct curve_when *met_for_good;   /* [target of the plan] from when it is met to the end */

    struct ensemble_verdict
        *held;                   /* [target of the plan] had it to hold for OPTION_HOLD weeks; trials 0 for a window */
    struct break_even pipelines; /* all together; runs 0 without any */

    /* A value a run, NaN where a run failed. */
    double *met_at_end; /* [target of the plan][run] as `met`, had its date been the end */
    double *met;        /* [target of the plan][run] 1 or 0, or the share of time where that is judged */
    double *outturns;   /* [enum outturn][run] */
    double *years;      /* [financial year][run] pounds spent; as model/money_line.h numbers them */
    size_t year_count;
};

/* Takes over what is needed of an ensemble and releases it. `date`: the decision date in weeks; NaN: the end. */
void option_reduce(struct option_run *option, struct ensemble *ensemble, double date);

/* The same, keeping only the values of each run: for what-ifs that no chart shows over time. */
void option_reduce_to_runs(struct option_run *option, struct ensemble *ensemble, double date);

/* The values of a figure, of a target, of a financial year: one a run. */
const double *option_outturn(const struct option_run *option, enum outturn outturn);
const double *option_met(const struct option_run *option, size_t target);
const double *option_met_at_end(const struct option_run *option, size_t target);
const double *option_year(const struct option_run *option, size_t year);

/* The target of that name in this option's plan; targets.count when it has none. */
size_t option_target(const struct option_run *option, const char *name);

/* The team of that name; METRIC_SERVICE for null, teams.count when it has none. */
int option_team(const struct option_run *option, const char *name);

void option_release(struct option_run *option);

#endif
