/* Paired differences against a textbook's data: cases S10 and S11 (simulation-comparison chapter of Banks et al.). */
#include <criterion/criterion.h>
#include <math.h>

#include "experiment/contrast.h"

enum { RUNS = 10 };
static const double designs[4][RUNS] = {
    {63.72, 32.24, 40.28, 36.94, 36.29, 56.94, 34.10, 63.36, 49.29, 87.20},
    {63.06, 31.78, 40.32, 37.71, 36.79, 57.93, 33.39, 62.92, 47.67, 80.79},
    {57.74, 29.65, 36.52, 35.71, 33.81, 51.54, 31.39, 57.24, 42.63, 67.27},
    {62.63, 31.56, 39.87, 37.35, 36.65, 57.15, 33.30, 62.21, 47.46, 79.60},
};

static void near(double got, double expected, const char *what)
{
    cr_assert(fabs(got - expected) <= 1e-7 * fmax(1, fabs(expected)), "%s is %.10g, not %.10g", what, got, expected);
}

Test(contrast, s10_three_designs_against_the_first_with_bonferroni)
{
    static const struct {
        int design;
        double mean, variance, low, high;
    } rows[] = {
        {1, 0.8, 4.498, -1.16729629, 2.76729629},
        {2, 5.686, 28.4980489, 0.734148505, 10.6378515},
        {3, 1.258, 5.48957333, -0.91534836, 3.43134836},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* the case takes D1 - Di */
        struct contrast c = contrast_pairs(designs[rows[i].design], designs[0], RUNS, 0, 1 - 0.05 / 3);
        near(c.mean, rows[i].mean, "S10: mean");
        near(c.variance, rows[i].variance, "S10: variance");
        near(c.interval.low, rows[i].low, "S10: low");
        near(c.interval.high, rows[i].high, "S10: high");
        cr_assert_eq(contrast_is_clear(&c), rows[i].design == 2, "S10: only the third design is told from the first");
    }
}

Test(contrast, s11_what_pairing_achieved)
{
    static const struct {
        int a, b;
        double reduction;
    } rows[] = {{0, 1, 128.342436}, {0, 2, 17.0654304}, {0, 3, 103.380716},
                {1, 2, 36.8418981}, {1, 3, 4364.78599}, {2, 3, 43.3607795}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct contrast c = contrast_pairs(designs[rows[i].a], designs[rows[i].b], RUNS, 0, 0.95);
        near(c.reduction, rows[i].reduction, "S11: variance reduction");
    }
    near(contrast_pairs(designs[0], designs[1], RUNS, 0, 0.95).correlation, 0.995873744, "S11: correlation");
}

Test(contrast, pairs_without_a_value_are_left_out)
{
    const double a[] = {1, NAN, 3, 4}, b[] = {2, 5, NAN, 6};
    struct contrast c = contrast_pairs(a, b, 4, 0, 0.95);
    cr_assert_eq(c.runs, 2, "%zu pairs", c.runs);
    near(c.mean, 1.5, "mean");
    near(c.baseline, 2.5, "baseline over the same pairs");
}

/* By hand: differences 1, 1, 1, 0, so mean 3/4, sd 1/2, and Student's half width with 3 degrees of freedom 3.182446 / 4. */
Test(contrast, a_chance_cannot_change_by_more_than_the_whole)
{
    const double never[] = {0, 0, 0, 0}, mostly[] = {1, 1, 1, 0};
    struct contrast plain = contrast_pairs(never, mostly, 4, 0, 0.95), up = contrast_chances(never, mostly, 4, 0, 0.95),
                    down = contrast_chances(mostly, never, 4, 0, 0.95);
    cr_assert_float_eq(plain.interval.high, 0.75 + 3.182446305 / 4, 1e-8, "%.10g", plain.interval.high);
    cr_assert_float_eq(up.interval.low, 0.75 - 3.182446305 / 4, 1e-8);
    cr_assert_eq(up.interval.high, 1);
    cr_assert_eq(down.interval.low, -1);
}
