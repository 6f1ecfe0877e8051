/* Elementary effects: which of many inputs do anything at all, at the price of one run more than there are inputs for each
 * trajectory (Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33, 1991; mu*: Campolongo,
 * Cariboni & Saltelli, 2007).
 *
 * A trajectory starts at a point by luck on a grid of four levels and moves every input once, in an order by luck, by two thirds
 * of its range. All its points meet the same luck, so an input that does nothing has an effect of exactly nought. An effect is
 * the change of the result over the move, as if the input had moved over its whole range. Over the trajectories:
 *
 *     mu        mean effect: which way
 *     mu_star   mean of its size: how much, whichever way
 *     sigma     standard deviation: how much it depends on where the others stand, or bends, or, in a model with luck, on that
 */
#ifndef EXPERIMENT_MORRIS_H
#define EXPERIMENT_MORRIS_H

#include <stdint.h>

#include "engine/tally.h"
#include "experiment/design.h"

enum { MORRIS_TRAJECTORIES = 20 };

struct morris_figure {
    double value;
    struct interval interval; /* 95 %: Student's t over the trajectories; of sigma by bootstrap */
};

struct morris_effect {
    size_t trajectories; /* that gave an effect */
    struct morris_figure mu, mu_star, sigma;
    bool told; /* mu is told from nought: surely something, and which way */
    bool none; /* no trajectory did */
};

/* Zeroed is empty; morris_release(). */
struct morris {
    size_t inputs, trajectories, measures;
    double *points;                /* [step][trajectory][input]: as many steps as inputs, and the start */
    double *results;               /* [measure][step][trajectory] */
    struct morris_effect *effects; /* [measure][input] */
};

/* Makes the points; morris_run() then asks for the results, a step at a time, and finds the effects. */
void morris_init(struct morris *morris, size_t inputs, size_t trajectories, size_t measures, uint64_t seed);

/* Returns false when `ask` does. `seed` is that of the bootstrap. */
bool morris_run(struct morris *morris, design_fn *ask, void *user, uint64_t seed);

const struct morris_effect *morris_effect(const struct morris *morris, size_t measure, size_t input);

void morris_release(struct morris *morris);

#endif
