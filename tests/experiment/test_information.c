/* The value of information: case S22, whose values the unit normal loss function gives, and numbers that are worth nothing. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine/rng.h"
#include "experiment/information.h"

enum { RUNS = 100000, FEW = 1000 };

static double normal(uint32_t run, uint32_t stream)
{
    return gsl_cdf_ugaussian_Pinv(rng_uniform((struct luck){5, run}, stream, 0, 0));
}

/* The advantage of the second option is 10 - 3x - 2y, x ~ N(2, 1), y ~ N(1.5, 2^2); z has no part in it. */
static struct information value(size_t runs, size_t inputs, double more)
{
    double *all = mem_new(5 * runs, sizeof *all);
    double *none = all, *gain = all + runs, *x = all + 2 * runs, *y = all + 3 * runs, *z = all + 4 * runs;
    for (uint32_t run = 0; run < runs; run++) {
        x[run] = normal(run, 1);
        y[run] = normal(run, 2);
        z[run] = normal(run, 3);
        gain[run] = 10 + more - 3 * (2 + x[run]) - 2 * (1.5 + 2 * y[run]);
    }
    struct information information;
    information_value(&information, &(struct information_question){.benefits = (const double *const[]){none, gain},
                                                                   .places = (const double *const[]){x, y, z},
                                                                   .options = 2,
                                                                   .inputs = inputs,
                                                                   .runs = runs,
                                                                   .seed = 1});
    free(all);
    return information;
}

Test(test_information, s22_worth_is_that_of_the_normal_loss_function)
{
    static const double ceiling = 1.53447318, worth[] = {0.762708343, 1.14537879};
    struct information information = value(RUNS, 2, 0);
    cr_assert(information.best == 1 && fabs(information.ceiling / ceiling - 1) < 0.03, "S22: ceiling %g, not %g",
              information.ceiling, ceiling);
    for (size_t i = 0; i < 2; i++) {
        const struct information_input *input = &information.all[i];
        cr_assert(fabs(input->worth / worth[i] - 1) < 0.03 && input->told && input->other == 0,
                  "S22: input %zu: %g, not %g", i, input->worth, worth[i]);
        cr_assert(input->interval.low < worth[i] && worth[i] < input->interval.high, "S22: %g to %g",
                  input->interval.low, input->interval.high);
    }
    information_release(&information);
}

/* With few runs too; and where one option is so far ahead that nothing learned could change the choice. */
Test(test_information, a_number_that_cannot_change_the_choice_is_worth_nothing)
{
    struct information close = value(FEW, 3, 0), far = value(FEW, 3, 40);
    cr_assert(close.all[0].told && close.all[1].told && !close.all[2].told);
    cr_assert(close.all[0].worth < close.ceiling && close.all[1].worth < close.ceiling);
    for (size_t i = 0; i < 3; i++)
        cr_assert(!far.all[i].told && far.all[i].worth < 1e-9, "input %zu is worth %g", i, far.all[i].worth);
    cr_assert(far.ceiling < 1e-9 && far.best == 1);
    information_release(&close);
    information_release(&far);
}
