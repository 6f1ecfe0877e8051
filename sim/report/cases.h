/* Cases: what happened to cases over all runs: waits for a worker, stays in a stage, routes taken.
 *
 * Means are over all cases of all runs; their standard errors come from the runs, which are independent, and not from the
 * cases, which are not. The estimator is a ratio of totals; with Y and N the total and the count of a run, its error is
 * sqrt(sum (Y - ratio N)^2 / (R (R - 1))) / mean N (the delta method, Law, Simulation Modeling and Analysis, section 9.5). */
#ifndef REPORT_CASES_H
#define REPORT_CASES_H

#include <stddef.h>
#include <stdint.h>

#include "engine/tally.h"
#include "experiment/ensemble.h"

/* A mean or share over cases. NaN where there is no case, or for the error when there are fewer than two runs. */
struct cases_ratio {
    double value;
    double error;   /* standard error */
    uint64_t count; /* cases */
};

struct cases_stage {
    struct cases_ratio wait;   /* mean weeks without a worker, of all cases that were allocated */
    struct cases_ratio waited; /* share of them that waited at all */
    struct cases_ratio *over;  /* [level of report.waits_over] share that waited longer */
    struct cases_ratio stay;   /* mean weeks from entering the stage to leaving it */
    struct tally waits, stays; /* over all cases, for the spread and the longest */
    struct tally *first;       /* [report.waits] wait of the n-th to arrive, over the runs in which it was allocated */
    struct tally first_mean;   /* mean wait of those in a run, over the runs in which all were allocated */
};

/* Owned; cases_release(). */
struct cases {
    struct cases_stage *stages; /* in plan order */
    size_t stage_count, level_count, first_count;
    struct tally *flows; /* [prepared flow] cases on each route, over the runs */
    size_t flow_count;
};

void cases_init(struct cases *cases, const struct ensemble *ensemble, size_t flow_count);
void cases_release(struct cases *cases);

#endif
