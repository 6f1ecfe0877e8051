/* Uncertain inputs: values given as {likely, low, high}, drawn for each replication.
 *
 * `likely` is the median, `low` and `high` the 10th and 90th percentile of a two-piece normal law (two-piece lognormal
 * when low is above 0, so that nothing positive can turn negative), cut at the limits of the parameter's row. Draws come in
 * blocks of 50: within a block each input takes every fiftieth of its law once, in an order that is an addressed permutation
 * of (seed, input, block). So any replication can be computed alone, and means settle faster than with independent draws. */
#ifndef MODEL_INPUTS_H
#define MODEL_INPUTS_H

#include <stdint.h>

#include "engine/rng.h"
#include "scenario/param.h"

enum { INPUTS_BLOCK = 50 };

/* The value of the law at u in (0, 1). */
double inputs_quantile(const struct uncertain *uncertain, double u);

/* The stratified uniform number of an input (its stream) for one draw. */
double inputs_uniform(uint64_t seed, uint32_t stream, uint32_t draw);

#endif
