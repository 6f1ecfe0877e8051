/* Smooth curves: what a result is on average where an input stands at a place, from runs that drew it.
 *
 * Cubic B-splines by least squares, with knots at quantiles of the input: the average of everything else that differs from
 * run to run comes out as the curve, so one sample of runs tells about every input (Strong, Oakley & Brennan, "Estimating
 * multiparameter partial expected value of perfect information", Medical Decision Making 34, 2014). Indices (sobol.h) and the
 * value of information (information.h) come here. */
#ifndef EXPERIMENT_SMOOTH_H
#define EXPERIMENT_SMOOTH_H

#include <stddef.h>

enum { SMOOTH_ORDER = 4 }; /* of a cubic */

/* The places of an input as a basis. Zeroed is empty; smooth_release(). */
struct smooth {
    size_t count;                  /* runs */
    size_t terms;                  /* of the curve, 1 (a constant) to SMOOTH_TERMS */
    double (*basis)[SMOOTH_ORDER]; /* [run] what is not nought there */
    size_t *first;                 /* [run] and from which term on */
    double *factor;                /* Cholesky's of the runs as they are, [terms][terms] */
};

enum { SMOOTH_TERMS = 16 };

/* `places`: one a run, in any scale that goes with the input; `pieces` of cubic between knots, fewer where places are few. */
void smooth_init(struct smooth *smooth, const double *places, size_t count, size_t pieces);

/* How many pieces this many runs bear. */
size_t smooth_pieces(size_t runs);

/* The curve through `values`, one a run, as smooth->terms coefficients; `weights`: how often each run counts, null: once. */
void smooth_fit(const struct smooth *smooth, const double *values, const double *weights,
                double coefficients[static SMOOTH_TERMS]);

/* The curve where a run stands. */
double smooth_at(const struct smooth *smooth, const double coefficients[static SMOOTH_TERMS], size_t run);

void smooth_release(struct smooth *smooth);

#endif
