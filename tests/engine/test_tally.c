/* Tallies: merging, and the intervals of cases S01, S03 and S05. */
#include <criterion/criterion.h>
#include <gsl/gsl_sort.h>
#include <math.h>

#include "engine/rng.h"
#include "engine/tally.h"

static bool near(double got, double expected, double relative)
{
    return fabs(got - expected) <= relative * fabs(expected) + 1e-300;
}

static double value_at(int i)
{
    return 1e6 + rng_uniform((struct luck){1, 0}, 0, (uint64_t)i, 0);
}

Test(tally, merging_is_like_adding_all)
{
    enum { N = 1000 };
    struct tally all = {0}, merged = {0}, parts[4] = {0};
    double sum = 0, squares = 0;
    for (int i = 0; i < N; i++) {
        tally_add(&all, value_at(i));
        tally_add(&parts[i < 10 ? 0 : i < 500 ? 1 : 3], value_at(i)); /* one part stays empty */
        sum += value_at(i) - 1e6;
    }
    for (int i = 0; i < N; i++)
        squares += pow(value_at(i) - 1e6 - sum / N, 2);
    for (int p = 0; p < 4; p++)
        tally_merge(&merged, &parts[p]);
    cr_assert_eq(merged.count, N);
    cr_assert(near(all.mean, 1e6 + sum / N, 1e-15), "mean %.17g", all.mean);
    cr_assert(near(merged.mean, all.mean, 1e-14), "merged mean %.17g", merged.mean);
    cr_assert(near(tally_variance(&all), squares / (N - 1), 1e-7), "variance %.17g", tally_variance(&all));
    cr_assert(near(tally_variance(&merged), squares / (N - 1), 1e-7), "merged variance");
    cr_assert(all.least == merged.least && all.most == merged.most && all.least >= 1e6 && all.most < 1e6 + 1);
    cr_assert(near(tally_error(&all), sqrt(squares / (N - 1) / N), 1e-7));
}

Test(tally, few_values_and_none)
{
    struct tally tally = {0};
    cr_assert(isnan(tally_variance(&tally)) && isnan(tally_interval(&tally, 0.95).low), "none");
    tally_add(&tally, (double)NAN);
    cr_assert_eq(tally.count, 0, "what is no number is not counted");
    tally_add(&tally, -3);
    cr_assert(tally.least == -3 && tally.most == -3 && tally.mean == -3 && isnan(tally_sd(&tally)), "one");
    tally_add(&tally, 5);
    cr_assert(tally.least == -3 && tally.most == 5 && near(tally_variance(&tally), 32, 1e-15), "two");
    cr_assert(isnan(tally_wilson(0, 0, 0.95).low) && isnan(tally_quantile(NULL, 0, 0.5)));
}

/* Case S01, whose published values are good to 3e-9 (seen at 4 and 49 degrees of freedom); at 1, 2 and 4 the
 * distribution function has a closed form, which decides. */
Test(tally, s01_student_interval)
{
    static const struct {
        double p;
        uint64_t freedom;
        double t;
    } cases[] = {
        {0.95, 1, 6.313751514800932},    {0.975, 1, 12.706204736432095},   {0.995, 1, 63.65674116287399},
        {0.95, 2, 2.919985580355516},    {0.975, 2, 4.302652729911275},    {0.995, 2, 9.92484320091807},
        {0.95, 4, 2.13184678133629},     {0.975, 4, 2.7764451051977987},   {0.995, 4, 4.604094871415897},
        {0.95, 9, 1.8331129326536335},   {0.975, 9, 2.2621571627409915},   {0.995, 9, 3.2498355440153697},
        {0.95, 19, 1.729132811521367},   {0.975, 19, 2.093024054408263},   {0.995, 19, 2.860934606449914},
        {0.95, 29, 1.6991270265334972},  {0.975, 29, 2.045229642132703},   {0.995, 29, 2.756385903670335},
        {0.95, 49, 1.6765508919142629},  {0.975, 49, 2.009575234489209},   {0.995, 49, 2.67995197363155},
        {0.95, 99, 1.6603911559963895},  {0.975, 99, 1.9842169515086827},  {0.995, 99, 2.6264054563851857},
        {0.95, 999, 1.6463803454275350}, {0.975, 999, 1.9623414611334487}, {0.995, 999, 2.580759637267628},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t n = cases[i].freedom + 1;
        /* mean 10, standard error 1 */
        struct tally tally = {.count = n, .mean = 10, .squares = (double)(n * (n - 1))};
        struct interval interval = tally_interval(&tally, 2 * cases[i].p - 1);
        cr_assert(near(interval.high - 10, cases[i].t, 3e-9), "S01: t(%g, %lu) is %.15g, not %.15g", cases[i].p,
                  (unsigned long)cases[i].freedom, interval.high - 10, cases[i].t);
        cr_assert(near(10 - interval.low, cases[i].t, 3e-9), "S01: the interval is not symmetric");
    }
    const uint64_t exact[] = {1, 2, 4};
    for (int i = 0; i < 3; i++) {
        uint64_t n = exact[i] + 1;
        struct tally tally = {.count = n, .squares = (double)(n * (n - 1))};
        double t = tally_interval(&tally, 0.9).high, s = t / sqrt((double)exact[i] + t * t);
        double below = exact[i] == 1 ? atan(t) / acos(-1) : exact[i] == 2 ? s / 2 : 0.75 * (s - s * s * s / 3);
        cr_assert(near(below, 0.45, 1e-12), "S01: the share between 0 and %.15g is %.15g", t, below);
    }
}

Test(tally, s03_wilson_interval)
{
    static const struct {
        uint64_t hits, trials;
        double low, high;
    } cases[] = {
        {81, 263, 0.2552885198782742, 0.36620957698280004},
        {15, 148, 0.0623863995307363, 0.16048724172330803},
        {0, 20, 0.0, 0.16112515805281938},
        {1, 29, 0.006113214292762653, 0.17175521879320288},
        {90, 100, 0.8256343384950865, 0.9447708629393249},
        {450, 500, 0.8705780903680599, 0.9233224372626984},
        {1000, 1000, 0.996173241514445, 1.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct interval interval = tally_wilson(cases[i].hits, cases[i].trials, 0.95);
        cr_assert(near(interval.low, cases[i].low, 1e-9) && near(interval.high, cases[i].high, 1e-9),
                  "S03: %lu of %lu: %.15g to %.15g", (unsigned long)cases[i].hits, (unsigned long)cases[i].trials,
                  interval.low, interval.high);
    }
    for (uint64_t n = 1; n < 300; n++) {
        cr_assert_eq(tally_wilson(0, n, 0.95).low, 0, "S03: none of %lu", (unsigned long)n);
        cr_assert_eq(tally_wilson(n, n, 0.95).high, 1, "S03: all of %lu", (unsigned long)n);
    }
}

Test(tally, s05_ranks_that_hold_a_quantile)
{
    static const struct {
        size_t n;
        double p;
        size_t r, s;
    } cases[] = {
        {100, 0.5, 40, 61},    {200, 0.9, 171, 189}, {500, 0.05, 16, 36}, {500, 0.95, 465, 485}, {1000, 0.1, 82, 120},
        {1000, 0.9, 881, 919}, {5, 0.5, 0, 6},       {10, 0.95, 8, 11},   {1, 0.5, 0, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t r, s;
        tally_quantile_ranks(cases[i].n, cases[i].p, 0.95, &r, &s);
        cr_assert(r == cases[i].r && s == cases[i].s, "S05: n %zu, p %g: %zu and %zu", cases[i].n, cases[i].p, r, s);
    }
}

Test(tally, quantile_interpolates)
{
    static const double sorted[] = {1, 2, 4, 8};
    cr_assert_eq(tally_quantile(sorted, 4, 0), 1);
    cr_assert_eq(tally_quantile(sorted, 4, 0.5), 3);
    cr_assert(near(tally_quantile(sorted, 4, 0.9), 6.8, 1e-14));
    cr_assert_eq(tally_quantile(sorted, 4, 1), 8);
    for (size_t n = 1; n <= 60; n++)
        for (double p = 0; p <= 1; p += 0.125) {
            double values[60], ordered[60];
            for (size_t i = 0; i < n; i++) /* with equals among them */
                values[i] = ordered[i] = (double)((i * 37 + n * 11) % 23);
            gsl_sort(ordered, 1, n);
            cr_assert_eq(tally_select(values, n, p), tally_quantile(ordered, n, p), "%zu values at %g", n, p);
        }
}

Test(tally, level_over_time)
{
    struct level level;
    tally_level_start(&level, 10, 4);
    cr_assert_eq(tally_level_mean(&level, 10), 4, "no time has passed");
    tally_level_set(&level, 12, 1);
    tally_level_set(&level, 12, 7);
    tally_level_set(&level, 15, 0);
    cr_assert_eq(tally_level_area(&level, 20), 4 * 2 + 7 * 3);
    cr_assert_eq(tally_level_mean(&level, 20), 2.9);
}
