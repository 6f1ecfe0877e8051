/* Runs end when the figure that decides is known well enough, and an interval that was looked at often still covers. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "engine/rng.h"
#include "experiment/stopping.h"
#include "support/fake_ensemble.h"

/* The base-2 van der Corput sequence: 0.5, 0.25, 0.75, 0.125 ... */
static double van_der_corput(unsigned i)
{
    double value = 0;
    for (double share = 0.5; i > 0; i /= 2, share /= 2)
        value += (i % 2) * share;
    return value;
}

/* The rule asked after each value of 100 + 40 PhiInv(v) (case S34). Numbers of values, means and half-widths were calculated
 * apart from this program. */
Test(stopping, s34_stops_at_the_first_value_that_suffices)
{
    static const struct {
        double width;
        size_t count;
        double mean, half;
    } cases[] = {{0.05, 242, 99.280704, 4.95420218}, {0.02, 1527, 99.8768521, 1.9971176}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stopping_rule rule = {.width = cases[i].width, .relative = true, .least = 10};
        struct tally tally = {0};
        while (tally.count < 5000 && !stopping_is_reached(&rule, &tally))
            tally_add(&tally, 100 + 40 * gsl_cdf_ugaussian_Pinv(van_der_corput((unsigned)tally.count + 1)));
        struct interval interval = tally_interval(&tally, 0.95);
        cr_assert_eq(tally.count, cases[i].count, "S34: %g: stopped after %zu", cases[i].width, (size_t)tally.count);
        cr_assert_lt(fabs(tally.mean - cases[i].mean), 6e-8, "S34: %g: mean %.9g", cases[i].width, tally.mean);
        cr_assert_lt(fabs((interval.high - interval.low) / 2 - cases[i].half), 6e-9, "S34: %g: half-width %.9g",
                     cases[i].width, (interval.high - interval.low) / 2);
    }
}

/* The same of 20 + 15 PhiInv(v) at another level of confidence, 90 % (case S35). */
Test(stopping, s35_stops_alike_at_another_level)
{
    struct stopping_rule rule = {.width = 0.1, .relative = true, .least = 5};
    struct tally tally = {0};
    double half = INFINITY;
    while (tally.count < 5000 && !stopping_is_narrow(&rule, (size_t)tally.count, tally.mean, half)) {
        tally_add(&tally, 20 + 15 * gsl_cdf_ugaussian_Pinv(van_der_corput((unsigned)tally.count + 1)));
        struct interval interval = tally_interval(&tally, 0.9);
        half = tally.count > 1 ? (interval.high - interval.low) / 2 : INFINITY;
    }
    cr_assert_eq(tally.count, 154, "S35: stopped after %zu", (size_t)tally.count);
    cr_assert_lt(fabs(tally.mean - 19.528777863), 1e-8, "S35: mean %.12g", tally.mean);
    cr_assert_lt(fabs(half - 1.9505058015), 1e-8, "S35: half-width %.12g", half);
}

/* How often the interval at the stop holds the mean of normal values, looked at after `least` and then each tenth more. */
static double coverage(size_t least, double width, int experiments)
{
    int covered = 0;
    struct stopping_rule rule = {.width = width, .least = least};
    for (int e = 0; e < experiments; e++) {
        struct tally tally = {0};
        size_t look = least;
        do {
            while (tally.count < look) {
                uint32_t i = (uint32_t)tally.count;
                tally_add(&tally, gsl_cdf_ugaussian_Pinv(rng_uniform((struct luck){5, (uint32_t)e}, 77, i, 0)));
            }
            look += look / 10 > 1 ? look / 10 : 1;
        } while (!stopping_is_reached(&rule, &tally));
        struct interval interval = tally_interval(&tally, 0.95);
        covered += interval.low <= 0 && interval.high >= 0;
    }
    return (double)covered / experiments;
}

/* Seed 5, 2,000 experiments: a standard error of 0.005. A start with three values is there to show that the test can tell. */
Test(stopping, an_interval_that_was_looked_at_often_still_covers)
{
    double fifty = coverage(50, 0.2, 2000), twenty = coverage(20, 0.35, 2000), three = coverage(3, 0.5, 2000);
    cr_assert(fifty > 0.935 && fifty < 0.965, "from 50 values: %.4f", fifty);
    cr_assert(twenty > 0.93 && twenty < 0.965, "from 20 values: %.4f", twenty);
    cr_assert(three < 0.92, "from 3 values the interval should fall short, and covers %.4f", three);
}

Test(stopping, looks_lie_at_whole_blocks_up_to_the_most)
{
    static const size_t likely[] = {50, 100, 150}, drawn[] = {1000, 1100, 1200, 1300}, pairs[] = {2000, 2200, 2400};
    struct plan plan = {.clock = {.per_draw = 1}};
    struct stopping stopping = {.most = 10000};
    size_t runs = 0;
    for (size_t i = 0; i < 3; i++)
        cr_assert_eq(runs = stopping_next(&stopping, &plan, false, runs), likely[i], "look %zu at %zu", i, runs);
    runs = 0;
    for (size_t i = 0; i < 4; i++)
        cr_assert_eq(runs = stopping_next(&stopping, &plan, true, runs), drawn[i], "drawn: look %zu at %zu", i, runs);
    plan.clock.per_draw = 2;
    runs = 0;
    for (size_t i = 0; i < 3; i++)
        cr_assert_eq(runs = stopping_next(&stopping, &plan, true, runs), pairs[i], "pairs: look %zu at %zu", i, runs);
    cr_assert_eq(stopping_next(&stopping, &plan, true, 9900), 10000, "it goes past the most");
    stopping.most = 30;
    cr_assert_eq(stopping_next(&stopping, &plan, true, 0), 30, "it goes past a small most");
}

static void check_look(const struct fake_options options, struct stopping stopping, bool narrow, const char *words)
{
    struct fake_ensemble fake;
    struct text said = {0};
    fake_ensemble_open(&fake, options);
    struct stopping_look look = stopping_look(&stopping, &fake.ensemble);
    stopping_words(&look, &said);
    cr_assert_eq(look.narrow, narrow, "%s", said.at);
    cr_assert_not_null(strstr(said.at, words), "it says %s", said.at);
    text_release(&said);
    fake_ensemble_close(&fake);
}

Test(stopping, looks_at_the_main_chance_or_else_at_the_caseload)
{
    struct stopping usual = {.most = 300}, loose = {.precision = 0.05, .most = 300}, none = {.most = 300, .target = 0};
    /* Wilson for 90 of 300: 25.1 to 35.4, half of it 5.2 */
    check_look(
        (struct fake_options){.runs = 300}, usual, false,
        "Stopped after 300 runs, the most that are made: the main chance is known to within 5.2 percentage points");
    check_look((struct fake_options){.runs = 400}, loose, true, "within 4.5 percentage points either way (5.0 asked");
    check_look((struct fake_options){.runs = 40}, (struct stopping){.precision = 0.2, .most = 40}, false, "40 runs");
    check_look((struct fake_options){.runs = 300, .no_target = true}, none, false, "the mean caseload at the end");
    check_look((struct fake_options){.runs = 300, .no_target = true}, (struct stopping){.precision = 0.2}, true,
               "because the mean caseload at the end");
}

/* Pairs that agree in every run leave a doubt of as much as so many runs could have missed. */
Test(stopping, options_that_agree_are_not_known_to_be_alike)
{
    struct fake_ensemble a, b;
    struct stopping stopping = {.precision = 0.02, .most = 10000};
    for (size_t runs = 60; runs <= 240; runs += 180) {
        fake_ensemble_open(&a, (struct fake_options){.runs = runs});
        fake_ensemble_open(&b, (struct fake_options){.runs = runs});
        struct stopping_look look = stopping_look_pair(&stopping, &a.ensemble, &b.ensemble, 0, 0.95);
        cr_assert_eq(look.narrow, runs > 200, "%zu runs: known to within %g", runs, look.half);
        fake_ensemble_close(&a);
        fake_ensemble_close(&b);
    }
}
