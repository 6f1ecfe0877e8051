/* Curve: the chance of a target by date, and when it is first met.
 *
 * All from the weeks that each replication kept (world_outcome.weekly) through judge.h, which also gave the verdict on the
 * target's own date, so that the two cannot disagree. */
#ifndef EXPERIMENT_CURVE_H
#define EXPERIMENT_CURVE_H

#include "experiment/ensemble.h"

/* At each sample, the chance that the target would be judged met had its date been that sample; for a share of time, the
 * share of the window up to there. NaN before the window starts. Owned; curve_release(). */
struct curve {
    size_t samples;
    double *chance;            /* [sample] */
    struct interval *interval; /* [sample] 95 %, of the same kind as the verdict's */
};
void curve_init(struct curve *curve, const struct ensemble *ensemble, size_t target);
void curve_release(struct curve *curve);

/* When a target is met, over replications. A replication in which it never is stands at the end of the order, as INFINITY,
 * and is never averaged away. */
struct curve_when {
    uint64_t runs;                    /* that did not fail */
    double quantile[ENSEMBLE_LEVELS]; /* weeks: the earliest sample by which such a share of runs have met it */
    double never;                     /* share of runs; NaN without any */
    struct interval interval;         /* of that share, 95 %: Wilson, or over blocks of drawn inputs */
};

/* The first sample in a week of which it is met and, with `hold`, has held for as long; a window is not looked at. */
struct curve_when curve_first_met(const struct ensemble *ensemble, size_t target);
/* The first sample from which it is met at every sample to the end. */
struct curve_when curve_met_for_good(const struct ensemble *ensemble, size_t target);

#endif
