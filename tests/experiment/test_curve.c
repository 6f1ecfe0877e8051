/* The chance of a target by date from weeks made by hand, and against the verdict of real runs. */
#include "experiment/curve.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "experiment/replicate.h"
#include "scenario/scenario.h"

enum { SAMPLES = 6, RUNS = 5 };

/* The weeks of five replications; the last one failed. */
static const char *const weeks[RUNS] = {"001111", "010011", "000000", "111110", "111111"};

static void open_ensemble(struct ensemble *ensemble, struct plan *plan, struct plan_target *target)
{
    *plan = (struct plan){.clock = {.length = 10, .sample = 2}, .targets = {target, 1}};
    ensemble_init(ensemble, plan, RUNS);
    for (size_t run = 0; run < RUNS; run++) {
        ensemble->outcomes[run].weekly = mem_new(SAMPLES, sizeof(bool));
        for (size_t i = 0; i < SAMPLES; i++)
            ensemble->outcomes[run].weekly[i] = weeks[run][i] == '1';
    }
    ensemble->outcomes[RUNS - 1].failure = mem_copy_text("lost its way");
}

Test(curve, hits_of_four_runs_on_every_date)
{
    enum { ON_DATE, REACHED, THROUGHOUT, SHARE };
    static const struct {
        int how;
        double from, hold;
        double hits[SAMPLES]; /* of four; NaN before the window starts */
    } rows[] = {
        {ON_DATE, NAN, 0, {1, 2, 2, 2, 3, 2}},          {ON_DATE, NAN, 4, {0, 0, 1, 1, 2, 1}},
        {ON_DATE, NAN, 3, {0, 0, 1, 1, 2, 1}},          {REACHED, NAN, 0, {1, 2, 3, 3, 3, 3}},
        {REACHED, 6, 2, {NAN, NAN, NAN, 0, 2, 3}},      {THROUGHOUT, NAN, 0, {1, 1, 1, 1, 1, 0}},
        {THROUGHOUT, 8, 0, {NAN, NAN, NAN, NAN, 3, 2}}, {SHARE, 6, 0, {NAN, NAN, NAN, 2, 2.5, 7 / 3.0}},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct plan_target target = {.measure = "caseload", .at_most = 18, .at_least = (double)NAN, .by = (double)NAN};
        target.from = rows[r].from;
        target.hold = rows[r].hold;
        target.reached = rows[r].how == REACHED;
        target.throughout = rows[r].how == THROUGHOUT;
        target.share_of_time = rows[r].how == SHARE;
        struct plan plan;
        struct ensemble ensemble;
        struct curve curve;
        open_ensemble(&ensemble, &plan, &target);
        curve_init(&curve, &ensemble, 0);
        cr_assert_eq(curve.samples, SAMPLES, "%zu samples", curve.samples);
        for (size_t i = 0; i < SAMPLES; i++) {
            double chance = rows[r].hits[i] / 4;
            cr_expect(isnan(chance) ? isnan(curve.chance[i]) : fabs(curve.chance[i] - chance) < 1e-12,
                      "row %zu, sample %zu: %g, not %g", r, i, curve.chance[i], chance);
            struct interval wilson = tally_wilson((uint64_t)rows[r].hits[i], 4, 0.95);
            cr_expect(isnan(chance) || rows[r].how == SHARE ||
                          (curve.interval[i].low == wilson.low && curve.interval[i].high == wilson.high),
                      "row %zu, sample %zu: interval", r, i);
        }
        curve_release(&curve);
        ensemble_release(&ensemble);
    }
}

/* First met at 4, 2, never and 0 weeks; for good at 4, 8, never and never. */
Test(curve, replications_that_never_meet_stand_at_the_end)
{
    struct plan_target target = {
        .measure = "caseload", .at_most = 18, .at_least = (double)NAN, .by = 6, .from = (double)NAN};
    struct plan plan;
    struct ensemble ensemble;
    open_ensemble(&ensemble, &plan, &target);
    struct curve_when first = curve_first_met(&ensemble, 0), good = curve_met_for_good(&ensemble, 0);
    cr_assert(first.runs == 4 && first.never == 0.25 && good.never == 0.5, "never: %g and %g", first.never, good.never);
    cr_assert(first.quantile[Q10] == 0 && first.quantile[Q25] == 0 && first.quantile[Q50] == 2 &&
                  first.quantile[Q75] == 4 && isinf(first.quantile[Q90]),
              "first met: %g %g %g %g", first.quantile[Q10], first.quantile[Q50], first.quantile[Q75],
              first.quantile[Q90]);
    cr_assert(good.quantile[Q25] == 4 && good.quantile[Q50] == 8 && isinf(good.quantile[Q75]), "for good: %g %g %g",
              good.quantile[Q25], good.quantile[Q50], good.quantile[Q75]);
    struct interval wilson = tally_wilson(1, 4, 0.95);
    cr_assert(first.interval.low == wilson.low && first.interval.high == wilson.high, "interval of the share never");
    target.hold = 4; /* held for three samples at weeks 8, never, never and 4 */
    first = curve_first_met(&ensemble, 0);
    cr_assert(first.never == 0.5 && first.quantile[Q25] == 4 && first.quantile[Q50] == 8, "held: %g %g %g", first.never,
              first.quantile[Q25], first.quantile[Q50]);
    target.reached = true; /* a window that ends before changes nothing of when it is met */
    cr_assert_eq(curve_first_met(&ensemble, 0).quantile[Q50], 8, "the window is not looked at");
    ensemble_release(&ensemble);
}

static size_t own_sample(const struct ensemble *ensemble, const struct plan_target *target)
{
    size_t sample = 0;
    while (sample < ensemble->samples && fabs(ensemble->times[sample] - target->by) > 1e-9)
        sample++;
    cr_assert_lt(sample, ensemble->samples, "%s has no sample on its date", target->named.name);
    return sample;
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

Test(curve, on_its_own_date_it_is_the_verdict_to_the_last_bit)
{
    static const char *const settings[] = {
        "targets.a={at_most: 16, by: 20 weeks}",
        "targets.b={at_most: 17, by: 20 weeks, hold: 4 weeks, waiting_limit: 3 weeks}",
        "targets.c={statistic: max, at_most: 19, by: 20 weeks, reached: true, hold: 2 weeks, from: 4 weeks}",
        "targets.d={every_team: true, at_most: 18, by: 20 weeks}",
        "targets.e={at_most: 18, by: 20 weeks, throughout: true, from: 15 weeks}",
        "targets.f={at_most: 17, by: 20 weeks, share_of_time: true}",
        "targets.g={statistic: max, of_opening: true, at_most: 90%, by: 20 weeks}",
        "targets.h={measure: staff, at_least: 8, by: 20 weeks, reached: true}",
        "targets.i={statistic: share_above, above: 17, at_most: 30%, by: 20 weeks}",
    };
    enum { COUNT = sizeof settings / sizeof *settings };
    struct scenario_setting list[COUNT];
    struct diag diag = {0};
    struct scenario scenario = {0};
    struct service service = {0};
    struct ensemble ensemble;
    for (size_t i = 0; i < COUNT; i++)
        list[i] = (struct scenario_setting){.text = settings[i]};
    bool right = scenario_load(&scenario, "tests/scenarios/valid/small.yaml", list, COUNT, &diag) &&
                 service_open(&service, scenario.root, &diag);
    cr_assert(right, "%s", diag.count ? diag.problems[0].message : "");
    struct replicate_job job = {.tree = scenario.root, .plan = service.plan, .seed = 5, .runs = 60, .threads = 2};
    cr_assert(replicate_run(&job, &ensemble), "it did not finish");
    size_t open = 0, moving = 0;
    for (size_t t = 0; t < ensemble.plan->targets.count; t++) {
        const struct plan_target *target = &plan_items(ensemble.plan->targets, struct plan_target)[t];
        size_t at = own_sample(&ensemble, target);
        struct curve curve;
        curve_init(&curve, &ensemble, t);
        struct ensemble_verdict verdict = ensemble_verdict(&ensemble, t);
        cr_expect(same(curve.chance[at], verdict.chance) && same(curve.interval[at].low, verdict.interval.low) &&
                      same(curve.interval[at].high, verdict.interval.high),
                  "%s: %.17g, not %.17g", target->named.name, curve.chance[at], verdict.chance);
        cr_log_info("%s %g\n", target->named.name, verdict.chance);
        open += verdict.chance > 0 && verdict.chance < 1;
        moving += curve.chance[at] != curve.chance[at - 1] || curve.chance[at] != curve.chance[ensemble.samples - 1];
        curve_release(&curve);
    }
    cr_expect(open >= 6 && moving >= 6, "%zu verdicts are open, %zu curves move", open, moving);
    ensemble_release(&ensemble);
    service_close(&service);
    scenario_release(&scenario);
    diag_release(&diag);
}
