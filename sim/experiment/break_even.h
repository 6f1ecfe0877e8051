/* Break-even: when a pipeline has given back what it took.
 *
 * Capacity dips while trainees take experienced workers' time and rises with graduates. Net capacity is added up from the
 * first sample on, and break-even is the first sample from which that sum stays above nought. What was spent before the
 * first sample is not in it, nor is money. */
#ifndef EXPERIMENT_BREAK_EVEN_H
#define EXPERIMENT_BREAK_EVEN_H

#include "experiment/ensemble.h"

struct break_even {
    size_t runs, reached;             /* runs that ended well, and those that broke even within the horizon */
    struct tally week;                /* of the runs that reached it, weeks since the start */
    double quantile[ENSEMBLE_LEVELS]; /* over all runs: INFINITY when it lies beyond the horizon */
    struct ensemble_point balance;    /* the sum at the end, in FTE-weeks */
};

/* Of one pipeline, or of all together (METRIC_SERVICE). */
struct break_even break_even_of(const struct ensemble *ensemble, int pipeline);

#endif
