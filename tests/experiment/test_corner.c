/* A corner that was planted is found, with the figures that it has; where there is none, none is told. */
#include <criterion/criterion.h>
#include <math.h>

#include "experiment/corner.h"
#include "model/inputs.h"

enum { RUNS = 2000, INPUTS = 5 };

static double drawn[INPUTS][RUNS], miss[RUNS];

static double luck(uint32_t run)
{
    return inputs_uniform(99, 1000, run);
}

static struct corner find(size_t runs)
{
    const double *inputs[INPUTS];
    for (uint32_t i = 0; i < INPUTS; i++) {
        for (uint32_t run = 0; run < RUNS; run++)
            drawn[i][run] = inputs_uniform(5, i + 1, run);
        inputs[i] = drawn[i];
    }
    return corner_find(inputs, INPUTS, miss, runs);
}

/* Misses: nine in ten where input 1 is above 0.6 and input 3 below 0.5, a fifth of the space; one in ten elsewhere. So
 * 0.2 x 0.9 / (0.2 x 0.9 + 0.8 x 0.1) = 69 per cent of the misses lie there. */
Test(corner, one_that_was_planted_is_found)
{
    find(0); /* for the inputs */
    for (uint32_t run = 0; run < RUNS; run++)
        miss[run] = luck(run) < (drawn[1][run] > 0.6 && drawn[3][run] < 0.5 ? 0.9 : 0.1);
    miss[17] = NAN;
    struct corner corner = find(RUNS);
    cr_assert_eq(corner.standing, CORNER_FOUND);
    cr_assert_eq(corner.side_count, 2);
    cr_assert(corner.sides[0].input == 1 && corner.sides[0].above && fabs(corner.sides[0].bound - 0.6) < 0.02,
              "input %zu from %g", corner.sides[0].input, corner.sides[0].bound);
    cr_assert(corner.sides[1].input == 3 && !corner.sides[1].above && fabs(corner.sides[1].bound - 0.5) < 0.02,
              "input %zu to %g", corner.sides[1].input, corner.sides[1].bound);
    cr_assert(corner.density.interval.low < 0.9 && corner.density.interval.high > 0.86, "%g", corner.density.chance);
    cr_assert_float_eq(corner.coverage, 0.69, 0.06, "%g", corner.coverage);
    cr_assert_float_eq(corner.all.chance, 0.26, 0.04, "%g", corner.all.chance);

    /* one input alone: no second one is put beside it */
    for (uint32_t run = 0; run < RUNS; run++)
        miss[run] = luck(run) < (drawn[2][run] > 0.8 ? 0.9 : 0.1);
    corner = find(RUNS);
    cr_assert(corner.standing == CORNER_FOUND && corner.side_count == 1 && corner.sides[0].input == 2);
}

Test(corner, where_there_is_none_none_is_told)
{
    size_t told = 0;
    find(0);
    for (uint32_t times = 0; times < 20; times++) {
        for (uint32_t run = 0; run < RUNS; run++)
            miss[run] = inputs_uniform(99, 2000 + times, run) < 0.3;
        told += find(400).standing == CORNER_FOUND;
    }
    cr_assert(told <= 3, "%zu of 20 corners of nothing are told", told); /* each has a chance of 1 in 40 */
    cr_assert_eq(corner_find(NULL, 0, miss, RUNS).standing, CORNER_NOT_DRAWN);
    for (size_t run = 0; run < RUNS; run++)
        miss[run] = run < CORNER_FEWEST - 1;
    cr_assert_eq(find(RUNS).standing, CORNER_FEW_MISSES);
    for (size_t run = 0; run < RUNS; run++)
        miss[run] = 1 - miss[run];
    cr_assert_eq(find(RUNS).standing, CORNER_FEW_HITS);
}
