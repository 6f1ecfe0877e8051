/* Sobol indices: case S19, the function of Ishigami & Homma (1990), by the design and free from runs; and the share of luck. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine/rng.h"
#include "experiment/sobol.h"

enum { INPUTS = 3, ROWS = 1 << 14, RUNS = 4000 };

static double ishigami(const double *u)
{
    double x[INPUTS];
    for (size_t i = 0; i < INPUTS; i++)
        x[i] = (2 * u[i] - 1) * M_PI;
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static bool ask(void *user, const struct design_block *block, double *values)
{
    (void)user;
    for (size_t row = 0; row < block->rows; row++)
        values[row] = ishigami(block->points + row * block->inputs);
    return true;
}

Test(test_sobol, s19_the_function_of_ishigami_has_its_indices)
{
    static const double firsts[] = {0.313905191, 0.442411145, 0, 0},
                        totals[] = {0.557588855, 0.442411145, 0.243683664, 0};
    struct sobol sobol;
    sobol_init(&sobol, INPUTS, ROWS, 1);
    cr_assert(sobol_run(&sobol, ask, NULL, 1));
    for (size_t i = 0; i <= INPUTS; i++) {
        const struct sobol_index *total = sobol_total(&sobol, 0, i), *first = &sobol.firsts[i];
        cr_assert(fabs(total->value - totals[i]) < 0.01, "S19: total of %zu: %g, not %g", i, total->value, totals[i]);
        cr_assert(fabs(first->value - firsts[i]) < 0.01, "S19: first order of %zu: %g, not %g", i, first->value,
                  firsts[i]);
        cr_assert(total->interval.low <= totals[i] && totals[i] <= total->interval.high, "S19: total of %zu: interval",
                  i);
        cr_assert_eq(total->told, i < INPUTS, "S19: luck, which does nothing here, is told to do something");
    }
    sobol_release(&sobol);

    double *u = mem_new((size_t)RUNS * INPUTS, sizeof *u), *y = mem_new(RUNS, sizeof *y),
           *place = mem_new(RUNS, sizeof *place);
    for (uint32_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < INPUTS; i++)
            u[run * INPUTS + i] = rng_uniform((struct luck){3, run}, (uint32_t)i, 0, 0);
        y[run] = ishigami(u + run * INPUTS);
    }
    for (size_t i = 0; i < INPUTS; i++) {
        struct smooth smooth;
        for (size_t run = 0; run < RUNS; run++)
            place[run] = u[run * INPUTS + i];
        smooth_init(&smooth, place, RUNS, smooth_pieces(RUNS));
        struct sobol_index index = sobol_first(&smooth, y, 0, INPUTS, 1);
        cr_assert(index.interval.low <= firsts[i] && firsts[i] <= index.interval.high &&
                      fabs(index.value - firsts[i]) < 0.03,
                  "S19: free from runs, input %zu: %g (%g to %g), not %g", i, index.value, index.interval.low,
                  index.interval.high, firsts[i]);
        cr_assert_eq(index.told, i < 2, "S19: input %zu is told or is not", i);
        smooth_release(&smooth);
    }
    free(u);
    free(y);
    free(place);
}

/* y = x + l, the luck l as wide as x: half of the variance each; and one input that does nothing. */
static bool lucky(void *user, const struct design_block *block, double *values)
{
    (void)user;
    for (size_t row = 0; row < block->rows; row++)
        values[row] = block->points[row * block->inputs] +
                      rng_uniform((struct luck){9, (uint32_t)row}, (uint32_t)block->luck, 0, 0);
    return true;
}

Test(test_sobol, luck_is_one_more_input)
{
    static const double totals[] = {0.5, 0, 0.5};
    struct sobol sobol;
    sobol_init(&sobol, 2, 2000, 1);
    cr_assert(sobol_run(&sobol, lucky, NULL, 1));
    for (size_t i = 0; i <= 2; i++) {
        const struct sobol_index *total = sobol_total(&sobol, 0, i);
        cr_assert(fabs(total->value - totals[i]) < 0.04 && total->told == (i != 1), "total of %zu: %g, not %g", i,
                  total->value, totals[i]);
    }
    sobol_release(&sobol);
}
