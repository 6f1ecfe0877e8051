/* Contrasts: what differs between two options that were run on the same luck.
 *
 * Replication r of one option and replication r of the other met the same families, candidates and workers, so their
 * difference is far less noisy than either. Come here for paired differences with their intervals, and for how much the
 * pairing achieved; ensembles must have the same runs, samples and seed. */
#ifndef EXPERIMENT_CONTRAST_H
#define EXPERIMENT_CONTRAST_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/tally.h"
#include "experiment/ensemble.h"

/* A paired difference, option less baseline. */
struct contrast {
    size_t runs;              /* pairs in which both have a value */
    double baseline, option;  /* means over those pairs */
    double mean;              /* of the differences */
    double variance;          /* of the differences */
    struct interval interval; /* Student's t; over blocks when inputs are drawn */
    double reduction;         /* (variance of one + of the other) / variance of the difference: what pairing achieved */
    double correlation;
};

/* Differences option[i] - baseline[i] of `count` pairs, NaN left out. `level` is the confidence of the one interval, so for
 * an overall 95 % over k comparisons (Bonferroni) it is 1 - 0.05 / k. `block`: pairs in a block that are not independent
 * (drawn inputs), 0 for none. */
struct contrast contrast_pairs(const double *baseline, const double *option, size_t count, size_t block, double level);

/* Cuts the interval of a change in a chance or a share, which Student's may take beyond -1 or 1, where it goes beyond the
 * whole. That leaves out nothing that could be true. */
void contrast_bound(struct contrast *contrast);

/* contrast_pairs() for chances and shares, bounded so. */
struct contrast contrast_chances(const double *baseline, const double *option, size_t count, size_t block,
                                 double level);

/* The values of `count` pairs that may be taken as independent, into units[count]: means of whole blocks where there are
 * enough of them, else the values; NaN left out. Returns how many. */
size_t contrast_units(const double *values, size_t count, size_t block, double *units);

/* contrast_pairs() for one series at one sample of two ensembles; series numbers may differ between plans. */
struct contrast contrast_series(const struct ensemble *baseline, size_t baseline_series, const struct ensemble *option,
                                size_t option_series, size_t sample, double level);

/* The difference in the chance of a target: paired, target numbers may differ. */
struct contrast contrast_chance(const struct ensemble *baseline, size_t baseline_target, const struct ensemble *option,
                                size_t option_target, double level);

/* Is the difference told from nought? */
bool contrast_is_clear(const struct contrast *contrast);

#endif
