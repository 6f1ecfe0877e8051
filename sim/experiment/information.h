/* The value of information: which number is worth collecting before the options are decided between.
 *
 * Every run drew its inputs and was run under every option, so the benefit of each option is known run by run. Whoever decides
 * now takes the option that is best on average. Whoever first learned the true value of one input would take the option that is
 * best on average at that value; how much better that is, on average over what might be learned, is the value of learning it
 * (EVPPI). The averages at a value are smooth curves through the runs (smooth.h), so no further run is needed.
 *
 *     worth       of an input: mean of the best curve less the best mean; never negative, and, as luck alone makes curves
 *                 cross, more than nought by luck. So it counts as told only when it is above what nineteen in twenty shuffled
 *                 copies give to the best of all inputs, and when the bootstrap interval leaves nought out. What is not told
 *                 is nothing
 *     ceiling     what knowing everything would be worth, luck included: mean of the best option run by run less the best mean.
 *                 No input can be worth more, and learning all inputs cannot either
 *
 * Benefits are in whatever unit the caller gives them in: pounds, or the chance of a target. */
#ifndef EXPERIMENT_INFORMATION_H
#define EXPERIMENT_INFORMATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/tally.h"

struct information_input {
    double worth;             /* as it came out, told or not */
    struct interval interval; /* 95 %, by bootstrap */
    bool told;
    size_t other; /* the option that it most often speaks for beside the best; options: it never does */
    double
        moves; /* share of the variance of the difference between the best option and another that its curve takes up: the largest */
    double share; /* of the runs at which its curve speaks for another option than the best */
};

/* Zeroed is empty; information_release(). */
struct information {
    size_t inputs, options, runs; /* runs that ended under every option */
    size_t best;                  /* the option to take now: of the highest mean */
    double ceiling;
    struct interval ceiling_interval; /* 95 %, by bootstrap */
    double by_luck;                   /* worth that one in twenty shuffled copies gives to some input */
    struct information_input *all;    /* [input] */
};

/* What is weighed: benefits[option][run], places[input][run] (where each input stood, in any scale that goes with it). Runs in which
 * an option's benefit is NaN are left out of all. `block`: runs in a block of drawn inputs, 0 for none. */
struct information_question {
    const double *const *benefits;
    const double *const *places;
    size_t options, inputs, runs, block;
    uint64_t seed;
};

void information_value(struct information *information, const struct information_question *question);

void information_release(struct information *information);

#endif
