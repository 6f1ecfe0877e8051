/* Sweeps: one scenario with one, two or several of its values varied, every point on the same luck.
 *
 * A grid has every combination of the values of its axes, the last axis fastest; a sample is a Latin hypercube, in which
 * each axis has its range divided into as many parts as there are points and every part is taken once. The first point is
 * what the others are compared with: of a grid the first value of every axis, of a sample the scenario as it stands.
 * Results are put in point by point with sweep_put(), which keeps figures and lets the trial go. To add a figure: a member
 * of struct sweep_point, filled in sweep_put(). */
#ifndef EXPERIMENT_SWEEP_H
#define EXPERIMENT_SWEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "experiment/trial.h"
#include "experiment/vary.h"

enum { SWEEP_POINTS_LIMIT = 2000, SWEEP_AXES_LIMIT = 12 };

/* What is varied. */
struct sweep_axis {
    const char *path, *label;
    const char *const *values; /* of a grid; null: a sample */
    size_t count;
};

/* One combination and what came of it. Differences are to the first point; `done` says whether there are figures. */
struct sweep_point {
    const char **values; /* [axis], as they are set; of a sample's first point null: as in the scenario */
    bool done;
    size_t failed;                  /* replications that could not go on */
    struct ensemble_verdict chance; /* of the target */
    struct ensemble_point caseload; /* on its date */
    struct ensemble_point cost;     /* pounds over the whole time; count 0: money is not counted */
    struct contrast chance_change, caseload_change, cost_change;
};

/* Zeroed is empty; sweep_release(). Borrows the plan and what the axes point at. */
struct sweep {
    struct arena arena;
    struct sweep_axis axes[SWEEP_AXES_LIMIT];
    size_t axis_count;
    struct sweep_point *points;
    size_t count;
    bool sampled;
    struct trial first;      /* for the differences */
    const struct plan *plan; /* of the scenario as it stands */
    size_t target;
    uint64_t seed;
    size_t runs, block;
    const char *version;
    double budget; /* pounds; NaN: none was given */
};

/* Makes the points of a grid over axes that are set (at most SWEEP_POINTS_LIMIT). Returns how many there would be; none
 * are made when there are more. */
double sweep_grid(struct sweep *sweep);

/* Makes the points of a sample of `count`, behind a first one as the scenario stands. */
void sweep_sample(struct sweep *sweep, const struct vary *vary, size_t count, uint64_t seed);

/* The share of its range at which an axis (by its path) stands in point `index` of a sample of `count`. */
double sweep_share(uint64_t seed, const char *path, size_t index, size_t count);

/* Puts in the results of a point, the first one first; the trial is taken over. */
void sweep_put(struct sweep *sweep, size_t point, struct trial *trial);

/* The confidence at which differences hold one by one so that all of them hold together at 95 per cent (Bonferroni). */
double sweep_level(const struct sweep *sweep);

/* Does the point meet the target (words_meets)? Is it within the budget (true without one, or without money)? */
bool sweep_meets(const struct sweep *sweep, size_t point);
bool sweep_affords(const struct sweep *sweep, size_t point);
/* Is money counted in every point? */
bool sweep_has_money(const struct sweep *sweep);

/* The point with the highest chance, the cheapest first among equals; and the cheapest that meets the target, the budget
 * left aside or kept; `count` when there is none. Without money the first in order is the cheapest. */
size_t sweep_best(const struct sweep *sweep);
size_t sweep_cheapest(const struct sweep *sweep, bool within_budget);

void sweep_release(struct sweep *sweep);

#endif
