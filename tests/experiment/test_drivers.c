/* Why an option differs, part by part: effects and interaction add up, and are what they must be where theory says. */
#include "experiment/drivers.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

enum { RUNS = 40, VALUES = 4 };

/* Luck of a run, the same in baseline, option and parts; `own` of one of them alone. */
static double luck(size_t run, size_t own)
{
    return sin((double)(run * 7 + own * 131)) * 3;
}

static struct drivers_effects effects_of(double values[VALUES][RUNS])
{
    struct drivers_effects effects = {0};
    const double *const rows[VALUES] = {values[0], values[1], values[2], values[3]};
    drivers_effects_of(&effects, rows, 2, RUNS, 0);
    return effects;
}

static void expect_sum(const struct drivers_effects *effects)
{
    double sum = effects->effects[0].mean + effects->effects[1].mean + effects->effects[2].mean;
    cr_assert_float_eq(sum, effects->effects[3].mean, 1e-12, "effects add up to %g, not to %g", sum,
                       effects->effects[3].mean);
    cr_assert_float_eq(effects->baseline + sum, effects->option, 1e-12);
}

Test(drivers, effects_and_interaction_add_up_to_the_whole)
{
    /* 20, with a part 18, with the other 17; together 15 where they add, 16 where the second finds less left to do */
    for (int shared = 0; shared < 2; shared++) {
        double values[VALUES][RUNS];
        for (size_t run = 0; run < RUNS; run++) {
            double base = 20 + luck(run, 0), a = -2 + 0.1 * luck(run, 1), b = -3 + 0.1 * luck(run, 2);
            values[0][run] = base;
            values[2][run] = base + a;
            values[3][run] = base + b;
            values[1][run] = base + a + b + (shared ? 1 + 0.1 * luck(run, 3) : 0);
        }
        struct drivers_effects effects = effects_of(values);
        expect_sum(&effects);
        cr_assert_float_eq(effects.effects[0].mean, -2, 0.05);
        cr_assert_float_eq(effects.effects[1].mean, -3, 0.05);
        cr_assert_float_eq(effects.effects[2].mean, shared, shared ? 0.05 : 1e-12, "interaction");
        cr_assert_eq(contrast_is_clear(&effects.effects[2]), shared && true, "interaction told from nought");
        cr_assert(contrast_is_clear(&effects.effects[0]) && contrast_is_clear(&effects.effects[1]));
        free(effects.effects);
    }
}

Test(drivers, noise_is_no_interaction_and_missing_runs_are_left_out_of_all)
{
    double values[VALUES][RUNS];
    for (size_t run = 0; run < RUNS; run++)
        for (size_t i = 0; i < VALUES; i++)
            values[i][run] = 20 + luck(run, i) - (i == 1 ? 5 : i == 2 ? 2 : i == 3 ? 3 : 0);
    values[2][3] = NAN;
    values[1][9] = NAN;
    struct drivers_effects effects = effects_of(values);
    expect_sum(&effects);
    cr_assert(effects.there);
    for (size_t i = 0; i < VALUES; i++)
        cr_assert_eq(effects.effects[i].runs, RUNS - 2, "effect %zu", i);
    cr_assert_not(contrast_is_clear(&effects.effects[2]), "%g to %g", effects.effects[2].interval.low,
                  effects.effects[2].interval.high);
    free(effects.effects);
    for (size_t run = 0; run < RUNS; run++)
        values[0][run] = NAN;
    effects = effects_of(values);
    cr_assert_not(effects.there);
    free(effects.effects);
}
