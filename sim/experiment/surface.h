/* Surfaces: a number over several quantities, fitted by least squares to the places where it was measured.
 *
 * Of the cost of a mix of levers, say, which is known only for mixes that were simulated. With few places the fit is linear;
 * from as many as a quadratic with all its products wants, and half as many again, it is that. Coordinates go from 0 to 1.
 * Come here to guess between measurements; nothing that is reported as a result is taken from a surface. */
#ifndef EXPERIMENT_SURFACE_H
#define EXPERIMENT_SURFACE_H

#include <stddef.h>

enum { SURFACE_LIMIT = 6, SURFACE_TERMS = 1 + SURFACE_LIMIT + SURFACE_LIMIT * (SURFACE_LIMIT + 1) / 2 };

/* Zeroed but for `width`, 1 to SURFACE_LIMIT; surface_release(). */
struct surface {
    size_t width; /* quantities */
    double *rows; /* [place][width + 1], the value last */
    size_t count, capacity;
    double weight[SURFACE_TERMS];
    size_t terms; /* fitted; 0: not yet */
    double miss;  /* the greatest distance of a measured value from the fit */
};

/* Adds a measured place and fits anew. A value that is not finite is left out. */
void surface_put(struct surface *surface, const double *at, double value);

/* The fitted value; the mean of what was measured while there are too few places for a line. NaN without any. */
double surface_at(const struct surface *surface, const double *at);

void surface_release(struct surface *surface);

#endif
