/* Sobol indices: what share of the spread of a result comes from not knowing each input (Sobol 1993; Saltelli et al. 2010).
 *
 * The result is that of one run, so its variance has everything in it: the inputs, what they do together, and luck.
 *
 *     first order   Var(E[Y | input]) / Var(Y), free from runs that drew their inputs: the curve of smooth.h through them, less
 *                   what such a curve takes up by luck (adjusted R2)
 *     total         E[Var(Y | all but the input)] / Var(Y), by a design of its own (Jansen 1999): two independent samples A and B,
 *                   and A once more with each column from B. Luck is one more column, so its total is the share of variance
 *                   that would be left if every input were known, alone and with what it does together with them
 *
 * What first orders leave is luck and what inputs do together. */
#ifndef EXPERIMENT_SOBOL_H
#define EXPERIMENT_SOBOL_H

#include <stdint.h>

#include "engine/tally.h"
#include "experiment/design.h"
#include "experiment/smooth.h"

struct sobol_index {
    double value;             /* NaN: the result does not vary */
    struct interval interval; /* 95 %, by bootstrap */
    bool told;                /* from nought, at 95 per cent over all inputs together */
};

/* The first-order index of an input among `family` of them: `values` one a run, none NaN, in blocks of `block` (0: none). */
struct sobol_index sobol_first(const struct smooth *input, const double *values, size_t block, size_t family,
                               uint64_t seed);

/* Zeroed is empty; sobol_release(). */
struct sobol {
    size_t inputs, measures, rows;
    double *points;             /* [row][2 * input]: A, then B */
    struct sobol_index *totals; /* [measure][input + 1], the last that of luck */
    struct sobol_index *firsts; /* [measure][input + 1], by the same design */
};

/* Makes `rows` points of a low-discrepancy sequence; sobol_run() asks for (inputs + 3) * rows results. */
void sobol_init(struct sobol *sobol, size_t inputs, size_t rows, size_t measures);

/* Returns false when `ask` does. `seed` is that of the bootstrap. */
bool sobol_run(struct sobol *sobol, design_fn *ask, void *user, uint64_t seed);

/* Of an input, or of luck with input == inputs. */
const struct sobol_index *sobol_total(const struct sobol *sobol, size_t measure, size_t input);

void sobol_release(struct sobol *sobol);

#endif
