/* Fieller's interval: its ends are exactly the ratios at which a paired t test of upper - ratio x lower turns. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "engine/tally.h"
#include "experiment/ratio.h"

enum { RUNS = 10 };

/* The first two designs of Goldsman and Nelson's example of paired comparisons, as cost and gain. */
static const double upper[RUNS] = {63.72, 32.24, 40.28, 36.94, 36.29, 56.94, 34.10, 63.36, 49.29, 87.20};
static const double lower[RUNS] = {57.74, 29.65, 36.52, 35.71, 33.81, 51.54, 31.39, 57.24, 42.63, 67.27};

static double t_at(const double *above, const double *below, size_t count, double ratio)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++)
        tally_add(&tally, above[i] - ratio * below[i]);
    return tally.mean / tally_error(&tally);
}

Test(ratio, ends_are_where_the_t_test_turns)
{
    static const double levels[] = {0.8, 0.95, 0.99};
    for (size_t i = 0; i < 3; i++) {
        struct ratio ratio = ratio_pairs(upper, lower, RUNS, 0, levels[i]);
        double t = gsl_cdf_tdist_Pinv((1 + levels[i]) / 2, RUNS - 1);
        cr_assert(ratio.bounded);
        cr_assert_float_eq(ratio.value, 50.036 / 44.35, 1e-12, "%.15g", ratio.value);
        cr_assert_float_eq(t_at(upper, lower, RUNS, ratio.interval.low), t, 1e-8, "low at %g", levels[i]);
        cr_assert_float_eq(t_at(upper, lower, RUNS, ratio.interval.high), -t, 1e-8, "high at %g", levels[i]);
    }
}

Test(ratio, a_gain_not_told_from_nought_has_none)
{
    const double cost[] = {1, 2, 3, 4}, none[] = {0, 0, 0, 0}, unsure[] = {1, -1, 1, -0.5}, holes[] = {NAN, 2, NAN, 4};
    cr_assert(!ratio_pairs(cost, none, 4, 0, 0.95).bounded && isnan(ratio_pairs(cost, none, 4, 0, 0.95).value));
    cr_assert(!ratio_pairs(cost, unsure, 4, 0, 0.95).bounded);
    cr_assert(!ratio_pairs(cost, holes, 1, 0, 0.95).bounded, "one pair has no interval");
    /* In proportion throughout: the ratio is known exactly, in whichever pairs are there. */
    const double half[] = {0.5, 1, 1.5, 2};
    struct ratio exact = ratio_pairs(cost, half, 4, 0, 0.95);
    cr_assert(exact.bounded && fabs(exact.interval.low - 2) < 1e-6 && fabs(exact.interval.high - 2) < 1e-6);
    struct ratio fewer = ratio_pairs(holes, half, 4, 0, 0.5);
    cr_assert(fewer.bounded && fabs(fewer.value - 2) < 1e-12, "%g", fewer.value);
}

/* Pairs of a block move together: the interval comes from the means of blocks. */
Test(ratio, blocks_count_as_one)
{
    double cost[6 * 2], gain[6 * 2], cost_means[6], gain_means[6];
    for (size_t i = 0; i < 12; i++) {
        cost[i] = 10 + (double)((i / 2) * 7 % 5) + (i % 2 ? 1 : -1);
        gain[i] = 5 + (double)((i / 2) * 3 % 4) / 4 - (i % 2 ? 1 : -1);
        cost_means[i / 2] = 10 + (double)((i / 2) * 7 % 5);
        gain_means[i / 2] = 5 + (double)((i / 2) * 3 % 4) / 4;
    }
    struct ratio blocks = ratio_pairs(cost, gain, 12, 2, 0.95), means = ratio_pairs(cost_means, gain_means, 6, 0, 0.95);
    cr_assert_float_eq(blocks.interval.low, means.interval.low, 1e-12);
    cr_assert_float_eq(blocks.interval.high, means.interval.high, 1e-12);
}
