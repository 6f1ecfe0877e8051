/* Ratios of paired means, such as the extra cost of an option over the chance that it gains.
 *
 * Cost and gain come from the same replications, so the ratio has an interval that allows for how they move together:
 * Fieller's (E. C. Fieller, "Some problems in interval estimation", JRSS B 16, 1954). Where the gain below the line cannot be
 * told from nought the interval is unbounded and there is no ratio worth saying. */
#ifndef EXPERIMENT_RATIO_H
#define EXPERIMENT_RATIO_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/tally.h"

struct ratio {
    bool bounded;             /* else value and interval are NaN */
    double value;             /* mean of the upper over mean of the lower */
    struct interval interval; /* Fieller's at the level asked for */
};

/* upper[i] / lower[i] of `count` pairs; a pair with NaN in either is left out. `block` as in contrast_pairs(). */
struct ratio ratio_pairs(const double *upper, const double *lower, size_t count, size_t block, double level);

#endif
