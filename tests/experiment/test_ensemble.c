/* What an ensemble says of values that were put into it by hand. */
#include <criterion/criterion.h>
#include <gsl/gsl_sort.h>
#include <math.h>

#include "base/mem.h"
#include "experiment/ensemble.h"

static const struct calendar_date monday = {2020, 10, 5};

static struct plan small_plan(void)
{
    return (struct plan){.name = "small",
                         .clock = {.length = 3, .sample = 1, .start = calendar_from_date(monday)},
                         .teams = {.count = 1}};
}

static void put(struct ensemble *ensemble, size_t series, size_t sample, size_t run, double value)
{
    *ensemble_value(ensemble, series, sample, run) = (float)value;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-6;
}

Test(ensemble, samples_follow_the_clock)
{
    static const struct {
        double length, warm_up, sample;
        size_t samples;
        double last;
    } cases[] = {
        {156, 0, 1, 157, 156}, {0.3, 0, 0.1, 4, 0.3}, {10, 4, 2, 4, 10}, {0.5, 0, 1, 1, 0}, {7, 0.5, 3, 3, 6.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan plan = {
            .clock = {.length = cases[i].length, .warm_up = cases[i].warm_up, .sample = cases[i].sample}};
        struct ensemble ensemble;
        ensemble_init(&ensemble, &plan, 2);
        cr_assert_eq(ensemble.samples, cases[i].samples, "case %zu has %zu samples", i, ensemble.samples);
        cr_assert(is_near(ensemble.times[0], cases[i].warm_up), "case %zu starts after the warm-up", i);
        cr_assert(is_near(ensemble.times[ensemble.samples - 1], cases[i].last), "case %zu ends at %g", i,
                  cases[i].last);
        cr_assert(isnan(*ensemble_value(&ensemble, 0, 0, 1)), "what nobody recorded is missing");
        ensemble_release(&ensemble);
    }
}

Test(ensemble, spread_leaves_out_missing_values_and_failed_replications)
{
    struct plan plan = small_plan();
    struct ensemble ensemble;
    ensemble_init(&ensemble, &plan, 7);
    static const double values[] = {5, 1, 4, 2, 3, NAN, 1000};
    for (size_t run = 0; run < 7; run++)
        put(&ensemble, 2, 1, run, values[run]);
    ensemble.outcomes[6].failure = mem_copy_text("lost its way");

    struct ensemble_point point = ensemble_point(&ensemble, 2, 1);
    cr_assert_eq(point.tally.count, 5, "five values count, not %zu", (size_t)point.tally.count);
    cr_assert(is_near(point.tally.mean, 3) && is_near(tally_variance(&point.tally), 2.5), "mean 3, variance 2.5");
    /* Type 7: position 4p of the values 1 to 5. */
    for (size_t i = 0; i < ENSEMBLE_LEVELS; i++)
        cr_assert(is_near(point.quantile[i], 1 + 4 * ensemble_level_share[i]), "quantile %g is %g",
                  ensemble_level_share[i], point.quantile[i]);
    cr_assert(isnan(ensemble_point(&ensemble, 3, 1).quantile[Q50]), "no values, no median");
    cr_assert_eq(ensemble_point(&ensemble, 3, 1).tally.count, 0, "and no count");

    uint64_t trials;
    cr_assert_eq(ensemble_hits_at_most(&ensemble, 2, 1, 3, &trials), 3, "1, 2 and 3 are at most 3");
    cr_assert_eq(trials, 5, "of five");
    ensemble_release(&ensemble);
}

Test(ensemble, levels_are_compared_in_the_precision_of_the_values)
{
    struct plan plan = small_plan();
    struct ensemble ensemble;
    ensemble_init(&ensemble, &plan, 1);
    uint64_t trials;
    for (double level = 0.1; level < 40; level += 0.1) {
        put(&ensemble, 0, 0, 0, level);
        cr_assert_eq(ensemble_hits_at_most(&ensemble, 0, 0, level, &trials), 1, "%.17g is at most itself", level);
        cr_assert_eq(ensemble_hits_at_most(&ensemble, 0, 0, level - 0.01, &trials), 0, "but not at most less");
    }
    ensemble_release(&ensemble);
}

Test(ensemble, averages_over_time_are_taken_within_each_replication)
{
    struct plan plan = small_plan();
    struct ensemble ensemble;
    ensemble_init(&ensemble, &plan, 3);
    static const double values[3][4] = {{1, 2, 3, 6}, {10, NAN, 20, 30}, {NAN, NAN, NAN, NAN}};
    for (size_t run = 0; run < 3; run++)
        for (size_t sample = 0; sample < 4; sample++)
            put(&ensemble, 1, sample, run, values[run][sample]);
    struct ensemble_point whole = ensemble_average(&ensemble, 1, 0, 3);
    cr_assert_eq(whole.tally.count, 2, "a replication without values has no average");
    cr_assert(is_near(whole.tally.least, 3) && is_near(whole.tally.most, 20), "averages 3 and 20");
    cr_assert(is_near(ensemble_average(&ensemble, 1, 1, 2).tally.least, 2.5), "over a part");
    struct tally shares = ensemble_share_at_most(&ensemble, 1, 0, 3, 10);
    cr_assert(shares.count == 2 && is_near(shares.mean, (1 + 1.0 / 3) / 2), "shares of known samples: 1 and a third");
    ensemble_release(&ensemble);
}

Test(ensemble, finds_samples_and_dates)
{
    struct plan plan = small_plan();
    struct ensemble ensemble;
    plan.clock.warm_up = 1;
    plan.clock.length = 11;
    plan.clock.sample = 2;
    ensemble_init(&ensemble, &plan, 1);
    static const double times[] = {-5, 1, 1.9, 2.1, 3, 10.9, 99};
    static const size_t samples[] = {0, 0, 0, 1, 1, 5, 5};
    for (size_t i = 0; i < 7; i++)
        cr_assert_eq(ensemble_sample_at(&ensemble, times[i]), samples[i], "nearest to %g", times[i]);
    cr_assert_eq(ensemble_sample_at(&ensemble, 2), 0, "of two equally near the earlier");
    cr_assert_eq(ensemble_day(&ensemble, 1), calendar_from_date(monday) + 21, "three weeks after the start");
    plan.clock.calendar = CALENDAR_NONE;
    cr_assert_eq(ensemble_day(&ensemble, 0), 4 + 7, "a week after Monday 5 January 1970");
    ensemble_release(&ensemble);
}

static void judge(struct ensemble *ensemble, size_t run, bool met, double share)
{
    ensemble->outcomes[run].met = mem_new(1, sizeof(bool));
    ensemble->outcomes[run].share = mem_new(1, sizeof(double));
    ensemble->outcomes[run].met[0] = met;
    ensemble->outcomes[run].share[0] = share;
}

Test(ensemble, verdict_by_date_has_a_wilson_interval)
{
    struct plan_target target = {.measure = "caseload", .at_most = 18};
    struct plan plan = small_plan();
    plan.targets = (struct map){&target, 1};
    struct ensemble ensemble;
    ensemble_init(&ensemble, &plan, 105);
    for (size_t run = 0; run < 105; run++) {
        judge(&ensemble, run, run < 10 || run >= 100, NAN);
        if (run >= 100)
            ensemble.outcomes[run].failure = mem_copy_text("lost its way");
    }
    struct ensemble_verdict verdict = ensemble_verdict(&ensemble, 0);
    cr_assert(verdict.hits == 10 && verdict.trials == 100, "failed replications are no trials");
    cr_assert(is_near(verdict.chance, 0.1), "one in ten");
    /* Wilson score interval of 10 of 100 at 95 %: 0.05523 to 0.17437. */
    cr_assert(fabs(verdict.interval.low - 0.0552291) < 1e-6 && fabs(verdict.interval.high - 0.1743657) < 1e-6,
              "interval %.7f to %.7f", verdict.interval.low, verdict.interval.high);
    ensemble_release(&ensemble);
}

Test(ensemble, verdict_by_share_of_time_has_a_t_interval_within_0_and_1)
{
    struct plan_target target = {.measure = "caseload", .at_most = 18, .share_of_time = true};
    struct plan plan = small_plan();
    plan.targets = (struct map){&target, 1};
    static const struct {
        double shares[3], mean, low, high;
    } cases[] = {
        /* t(2) at 97.5 % is 4.302653; the error of the mean is 0.1 / sqrt(3). */
        {{0.4, 0.5, 0.6}, 0.5, 0.5 - 4.302653 * 0.0577350, 0.5 + 4.302653 * 0.0577350},
        {{0.0, 0.1, 0.2}, 0.1, 0, 0.1 + 4.302653 * 0.0577350},
        {{1.0, 0.9, 0.8}, 0.9, 0.9 - 4.302653 * 0.0577350, 1},
    };
    for (size_t i = 0; i < 3; i++) {
        struct ensemble ensemble;
        ensemble_init(&ensemble, &plan, 4);
        for (size_t run = 0; run < 4; run++)
            judge(&ensemble, run, true, run < 3 ? cases[i].shares[run] : NAN);
        struct ensemble_verdict verdict = ensemble_verdict(&ensemble, 0);
        cr_assert(verdict.trials == 3 && is_near(verdict.chance, cases[i].mean), "case %zu: mean %g", i,
                  verdict.chance);
        cr_assert(is_near(verdict.interval.low, cases[i].low) && is_near(verdict.interval.high, cases[i].high),
                  "case %zu: %g to %g", i, verdict.interval.low, verdict.interval.high);
        ensemble_release(&ensemble);
    }
    struct ensemble none;
    ensemble_init(&none, &plan, 1);
    judge(&none, 0, true, NAN);
    cr_assert(isnan(ensemble_verdict(&none, 0).chance), "no trial, no chance");
    ensemble_release(&none);
}

/* The share of sorted values that are at or below one. */
static double share_at_most(const double *sorted, size_t count, double value)
{
    size_t below = 0;
    while (below < count && sorted[below] <= value)
        below++;
    return (double)below / (double)count;
}

Test(ensemble, the_first_replications_stand_for_all_within_the_stated_error)
{
    enum { RUNS = 20000, KEPT = 1000 };
    struct plan plan = small_plan();
    struct ensemble all, few;
    ensemble_init(&all, &plan, RUNS);
    ensemble_init(&few, &plan, RUNS);
    few.room = KEPT; /* as where memory is for no more */
    cr_assert(ensemble_kept(&all) == RUNS && ensemble_kept(&few) == KEPT);
    cr_assert(fabs(ensemble_rank_error(&few) - 0.0429) < 1e-4, "%g", ensemble_rank_error(&few));

    size_t rows = ensemble_rows(&all), series = 2, sample = 1;
    float *values = mem_new(rows, sizeof *values);
    double *sorted = mem_new(RUNS, sizeof *sorted);
    unsigned long long state = 3;
    for (size_t run = 0; run < RUNS; run++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        values[series * all.samples + sample] = (float)-log(((double)(state >> 11) + 0.5) * 0x1p-53);
        sorted[run] = (double)values[series * all.samples + sample];
        ensemble_put(&all, run, 1, values);
        ensemble_put(&few, run, 1, values);
    }
    gsl_sort(sorted, 1, RUNS);
    struct ensemble_point exact = ensemble_point(&all, series, sample), sampled = ensemble_point(&few, series, sample);
    cr_assert(exact.tally.count == RUNS && sampled.tally.count == KEPT);
    for (size_t level = 0; level < ENSEMBLE_LEVELS; level++) {
        double found = share_at_most(sorted, RUNS, sampled.quantile[level]);
        cr_expect(fabs(found - ensemble_level_share[level]) <= ensemble_rank_error(&few), "%g is that of %g",
                  ensemble_level_share[level], found);
        cr_expect(fabs(share_at_most(sorted, RUNS, exact.quantile[level]) - ensemble_level_share[level]) < 1e-4);
    }
    ensemble_get(&few, KEPT, values);
    cr_expect(isnan(values[series * all.samples + sample]) && isnan(ensemble_at(&few, series, sample, KEPT)));
    cr_expect(!isnan(ensemble_at(&few, series, sample, KEPT - 1)));
    ensemble_get(&few, 0, values);
    cr_expect_eq((double)values[series * all.samples + sample], ensemble_at(&all, series, sample, 0));
    free(values);
    free(sorted);
    ensemble_release(&all);
    ensemble_release(&few);
}

Test(ensemble, what_is_kept_fits_and_cuts_no_block)
{
    struct plan plan = small_plan();
    size_t before = SIZE_MAX;
    for (double weeks = 100; weeks < 1e7; weeks *= 3) {
        plan.clock.length = weeks;
        size_t kept = ensemble_most_kept(&plan);
        double bytes = ensemble_bytes(&plan, (double)kept);
        cr_expect(kept % 100 == 0 && kept >= ENSEMBLE_LEAST_KEPT && kept <= before, "%g weeks: %zu", weeks, kept);
        cr_expect(kept == ENSEMBLE_LEAST_KEPT || bytes < 1.1 * (double)ENSEMBLE_BYTES, "%g weeks: %g bytes", weeks,
                  bytes);
        cr_expect(ensemble_bytes(&plan, 2.0 * (double)kept) < 2 * bytes, "%g weeks: more runs take less each", weeks);
        before = kept;
    }
    cr_expect_eq(before, ENSEMBLE_LEAST_KEPT);
}
