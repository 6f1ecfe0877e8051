/* The corner: where in the space of drawn inputs a target is missed more often than elsewhere, as one box of one or two
 * inputs, each bounded on one side.
 *
 * After PRIM (Friedman and Fisher 1999), with an exhaustive search in place of peeling: every bound at a decile of an input,
 * alone and in pairs, and of all boxes that hold at least a tenth of the runs the one with the most misses beyond what the
 * miss rate of all runs would put there. A second input has to add a good part to that. The best of many boxes looks better
 * than it is, so the box is chosen on one half of the runs and its figures are those of the other half. */
#ifndef EXPERIMENT_CORNER_H
#define EXPERIMENT_CORNER_H

#include <stdbool.h>
#include <stddef.h>

#include "experiment/ensemble.h"

enum { CORNER_SIDES = 2, CORNER_FEWEST = 40 };

enum corner_standing {
    CORNER_NOT_DRAWN,  /* no input is drawn */
    CORNER_FEW_MISSES, /* fewer than CORNER_FEWEST runs miss */
    CORNER_FEW_HITS,   /* fewer than CORNER_FEWEST runs do not */
    CORNER_NONE,       /* the runs that were kept back do not bear out that any box is worse than the whole */
    CORNER_FOUND,
};

struct corner_side {
    size_t input;
    bool above; /* the box is at or above the bound, else at or below */
    double bound;
};

struct corner {
    enum corner_standing standing;
    struct corner_side sides[CORNER_SIDES];
    size_t side_count;
    /* Of the half that was kept back. */
    struct ensemble_verdict all;     /* misses among its runs */
    struct ensemble_verdict density; /* misses among those in the box; Wilson, 95 % */
    double coverage;                 /* share of the misses that lie in the box */
};

/* inputs[i][run] is what input i was in a run; miss[run] is 1, 0, or NaN for a run that failed. Runs of one draw must stand
 * side by side, two at most, so that they fall into the same half. */
struct corner corner_find(const double *const *inputs, size_t input_count, const double *miss, size_t runs);

#endif
