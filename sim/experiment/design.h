/* Designs: where the inputs of many runs are to stand, and how a result is asked for there.
 *
 * A method (morris.h, sobol.h) makes points in a unit cube, one coordinate an input, and asks for results block by block; whoever
 * knows the model answers. So a test function with a known answer goes through the same code as a service. */
#ifndef EXPERIMENT_DESIGN_H
#define EXPERIMENT_DESIGN_H

#include <stdbool.h>
#include <stddef.h>

/* One block of points, all to be run on the same set of luck. */
struct design_block {
    const double *points; /* [row][input], 0 to 1 */
    size_t rows, inputs;
    size_t luck; /* which set: row r of a block meets the same luck in every block with this number */
};

/* Fills values[measure * rows + row]; NaN where there is none. Returns false when it cannot go on. */
typedef bool design_fn(void *user, const struct design_block *block, double *values);

#endif
