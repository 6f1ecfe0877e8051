/* Scores against closed forms. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <math.h>

#include "experiment/score.h"

enum { MEMBERS = 4000 };

Test(test_score, crps_is_that_of_its_law)
{
    double members[MEMBERS];
    /* A single number: its absolute error. Two: E|X - y| less half of half their distance. */
    cr_assert_float_eq(score_crps((double[]){3}, 1, 5), 2, 1e-12);
    cr_assert_float_eq(score_crps((double[]){6, 2}, 2, 3), 2 - 1, 1e-12);
    static const double came[] = {-2.5, 0, 0.3, 4};
    for (size_t c = 0; c < sizeof came / sizeof *came; c++) {
        for (size_t i = 0; i < MEMBERS; i++)
            members[MEMBERS - 1 - i] = 1 + 2 * gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / MEMBERS);
        double exact = score_crps_normal(1, 2, came[c]);
        cr_assert_float_eq(score_crps(members, MEMBERS, came[c]), exact, 0.001, "came %g: exact %g", came[c], exact);
    }
    /* Of a standard normal law where its mean comes: (root 2 - 1) / root pi. */
    cr_assert_float_eq(score_crps_normal(0, 1, 0), (M_SQRT2 - 1) / M_SQRTPI, 1e-12);
    cr_assert_float_eq(score_crps_normal(4, 0, 1), 3, 1e-12);
}

Test(test_score, intervals_hold_their_share)
{
    double members[MEMBERS];
    for (size_t i = 0; i < MEMBERS; i++)
        members[i] = (double)(MEMBERS - i);
    for (int level = 0; level < SCORE_LEVELS; level++) {
        size_t held = 0, held_normal = 0;
        for (size_t i = 0; i < MEMBERS; i++) {
            double share = ((double)i + 0.5) / MEMBERS;
            held += score_holds(members, MEMBERS, score_level[level], 0.5 + (double)i + share);
            held_normal += score_holds_normal(5, 3, score_level[level], 5 + 3 * gsl_cdf_ugaussian_Pinv(share));
        }
        cr_assert_float_eq((double)held / MEMBERS, score_level[level], 0.001, "%zu", held);
        cr_assert_float_eq((double)held_normal / MEMBERS, score_level[level], 0.001, "%zu", held_normal);
    }
}

Test(test_score, rivals_say_what_their_laws_say)
{
    /* Changes of 1 and -2 in one unit of time and 3 in four: the mean square a unit is (1 + 4 + 9/4) / 3. */
    static const double times[] = {0, 1, 2, 6}, values[] = {10, 11, 9, 12};
    struct score_law law = score_forecast(SCORE_NO_CHANGE, times, values, 4, 5);
    cr_assert_float_eq(law.mean, 12, 1e-12);
    cr_assert_float_eq(law.spread, sqrt(5 * 7.25 / 3), 1e-12);
    /* Values that alternate have no memory: the mean from the next one on, with the spread of the past. */
    double even[40], swinging[40], slow[40];
    for (int i = 0; i < 40; i++) {
        even[i] = i;
        swinging[i] = i % 2 ? 4 : 6;
        slow[i] = 5 + 3 * sin(i * M_PI / 20);
    }
    law = score_forecast(SCORE_MEAN_REVERSION, even, swinging, 40, 1);
    cr_assert_float_eq(law.mean, 5, 0.01, "%g", law.mean);
    cr_assert_float_eq(law.spread, 1, 0.01, "%g", law.spread);
    /* Slow waves: near the last value at once, back at the mean in the long run. */
    slow[39] = 8;
    cr_assert_gt(score_forecast(SCORE_MEAN_REVERSION, even, slow, 40, 1).mean, 7);
    cr_assert_float_eq(score_forecast(SCORE_MEAN_REVERSION, even, slow, 40, 1000).mean, 5.1, 0.1);
    static const double same[] = {7, 7, 7, 7};
    for (int rival = 0; rival < SCORE_RIVALS; rival++) {
        law = score_forecast((enum score_rival)rival, times, same, 4, 3);
        cr_assert(fabs(law.mean - 7) < 1e-12 && fabs(law.spread) < 1e-12, "%s", score_rival_name[rival]);
    }
}
