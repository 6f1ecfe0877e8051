/* Resampling: how sure a figure is that has no formula for its error, from the runs that there are.
 *
 * Every copy is made by numbers of an address (seed, copy), so that it is the same bytes on any machine and any number of
 * threads. Come here for bootstrap copies, for shuffled ones ("what would be found if there were nothing to find") and for
 * the interval of what they gave. */
#ifndef EXPERIMENT_RESAMPLE_H
#define EXPERIMENT_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "engine/tally.h"

/* How often each of `count` runs is in a bootstrap copy. Whole blocks are drawn where there are ten or more (`block` runs each,
 * 0: runs are independent), else runs; runs after the last whole block are left out then. */
void resample_weights(uint64_t seed, uint32_t copy, size_t count, size_t block, double *weights);

/* The numbers 0 ... count - 1 in an order by luck. */
void resample_order(uint64_t seed, uint32_t copy, size_t count, size_t *order);

/* The middle 95 per cent of the copies, which are sorted; NaN without any. Few copies make no narrower interval. */
struct interval resample_interval(double *copies, size_t count);

#endif
