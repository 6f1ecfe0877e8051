/* Every interval that the program prints holds the truth as often as it says. Where the truth of an experiment is a chance, the
 * coverage is the exact binomial sum; elsewhere it is counted over seeded experiments and must lie within four standard
 * errors of 95 % (the table is in README.md beside this). */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/rng.h"
#include "experiment/contrast.h"
#include "experiment/ratio.h"
#include "experiment/replicate.h"
#include "support/scene.h"

static bool is_long_tier(void)
{
    const char *tier = getenv("HEADROOM_TIER");
    return tier != NULL && strcmp(tier, "long") == 0;
}

static bool holds(struct interval interval, double truth)
{
    return interval.low <= truth && truth <= interval.high;
}

/* --- by exact sums ------------------------------------------------------------------------------------------------ */

static double wilson_coverage(unsigned trials, double chance)
{
    double covered = 0;
    for (unsigned hits = 0; hits <= trials; hits++)
        if (holds(tally_wilson(hits, trials, 0.95), chance))
            covered += gsl_ran_binomial_pdf(hits, chance, trials);
    return covered;
}

/* Wilson's interval wavers about 95 % since hits are whole numbers, and least of all near the ends (Brown, Cai, DasGupta,
 * "Interval estimation for a binomial proportion", 2001): on average it must have it, and nowhere from 1 % to 99 % lose much. */
Test(coverage, chances_and_quantiles_by_exact_sums)
{
    static const unsigned sizes[] = {20, 100, 300};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double sum = 0, least = 1;
        enum { CHANCES = 99 };
        for (int k = 1; k <= CHANCES; k++) {
            double coverage = wilson_coverage(sizes[i], k / 100.0);
            sum += coverage / CHANCES;
            least = fmin(least, coverage);
        }
        cr_expect(fabs(sum - 0.95) <= 0.006, "%u runs: %.4f of chances covered", sizes[i], sum);
        cr_expect(least >= 0.83, "%u runs: only %.4f at the worst", sizes[i], least);
    }
    static const double levels[] = {0.05, 0.1, 0.5, 0.9, 0.975};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        for (unsigned n = 200; n <= 1000; n += 400) {
            size_t r, s;
            tally_quantile_ranks(n, levels[i], 0.95, &r, &s);
            double coverage =
                gsl_cdf_binomial_P((unsigned)s - 1, levels[i], n) - gsl_cdf_binomial_P((unsigned)r - 1, levels[i], n);
            cr_expect(coverage >= 0.95 && coverage <= 0.985, "quantile %g of %u: ranks %zu to %zu hold it %.4f",
                      levels[i], n, r, s, coverage);
        }
}

/* --- by seeded experiments ---------------------------------------------------------------------------------------- */

enum { PAIRS = 20, OPTIONS = 3 };

static double normal(uint32_t experiment, uint32_t i, uint32_t which)
{
    return gsl_cdf_ugaussian_Pinv(rng_uniform((struct luck){41, experiment}, 78, i, which));
}

/* Common luck of sd 3, own luck of sd 1: means 10 of the baseline, 10 + k of option k. */
static void draw(uint32_t experiment, double values[OPTIONS + 1][PAIRS])
{
    for (uint32_t i = 0; i < PAIRS; i++) {
        double common = 3 * normal(experiment, i, 9);
        for (uint32_t k = 0; k <= OPTIONS; k++)
            values[k][i] = 10 + k + common + normal(experiment, i, k);
    }
}

static bool mean_holds(double values[OPTIONS + 1][PAIRS])
{
    struct tally tally = {0};
    for (int i = 0; i < PAIRS; i++)
        tally_add(&tally, values[0][i]);
    return holds(tally_interval(&tally, 0.95), 10);
}

static bool difference_holds(double values[OPTIONS + 1][PAIRS])
{
    return holds(contrast_pairs(values[0], values[2], PAIRS, 0, 0.95).interval, 2);
}

static bool all_differences_hold(double values[OPTIONS + 1][PAIRS])
{
    bool all = true;
    for (int k = 1; k <= OPTIONS; k++)
        all = all && holds(contrast_pairs(values[0], values[k], PAIRS, 0, 1 - 0.05 / OPTIONS).interval, k);
    return all;
}

/* Where there is no bound the ratio may be anything, and so is not missed. */
static bool ratio_holds(double values[OPTIONS + 1][PAIRS])
{
    struct ratio ratio = ratio_pairs(values[3], values[1], PAIRS, 0, 0.95);
    return !ratio.bounded || holds(ratio.interval, 13.0 / 11);
}

/* Each interval alone covers 95 %; so do several at once, or a little more, since they share the baseline. */
Test(coverage, means_differences_and_ratios)
{
    static const struct {
        const char *what;
        bool (*holds)(double values[OPTIONS + 1][PAIRS]);
        double least, most;
    } intervals[] = {{"mean", mean_holds, 0.95, 0.95},
                     {"paired difference", difference_holds, 0.95, 0.95},
                     {"three differences at once", all_differences_hold, 0.95, 0.97},
                     {"ratio", ratio_holds, 0.95, 0.95}};
    enum { KINDS = sizeof intervals / sizeof *intervals };
    uint32_t experiments = is_long_tier() ? 40000 : 4000;
    double covered[KINDS] = {0}, error = sqrt(0.95 * 0.05 / experiments);
    for (uint32_t e = 0; e < experiments; e++) {
        double values[OPTIONS + 1][PAIRS];
        draw(e, values);
        for (int k = 0; k < KINDS; k++)
            covered[k] += intervals[k].holds(values) ? 1.0 / experiments : 0;
    }
    for (int k = 0; k < KINDS; k++)
        cr_expect(covered[k] >= intervals[k].least - 4 * error && covered[k] <= intervals[k].most + 4 * error,
                  "%s: covered %.4f of %u", intervals[k].what, covered[k], experiments);
}

/* --- inputs that are ranges --------------------------------------------------------------------------------------- */

enum { BLOCK = 10, BLOCKS = 10, DRAWN = BLOCK * BLOCKS };

/* Runs in whose blocks every tenth of the uncertain input occurs once: input of sd 3, luck of sd 1, mean 10. */
static void draw_blocks(uint32_t experiment, uint32_t which, double *values)
{
    for (uint32_t i = 0; i < DRAWN; i++) {
        uint32_t tenth = i * (which ? 3 : 1) % BLOCK; /* each input has an order of its own */
        double within = rng_uniform((struct luck){42, experiment}, 79, i, which);
        values[i] = 10 + 3 * gsl_cdf_ugaussian_Pinv((tenth + within) / BLOCK) + normal(experiment, i, 10 + which);
    }
}

/* Means, chances and differences rest on the means of blocks; taken as independent, runs would give intervals far too wide,
 * which held the truth nearly always. */
Test(coverage, block_means)
{
    uint32_t experiments = is_long_tier() ? 20000 : 2000;
    double values[DRAWN], other[DRAWN], met[DRAWN], held[4] = {0}, error = sqrt(0.95 * 0.05 / experiments);
    struct world_outcome outcomes[DRAWN] = {0};
    struct ensemble of = {.runs = DRAWN, .block = BLOCK, .outcomes = outcomes};
    for (uint32_t e = 0; e < experiments; e++) {
        draw_blocks(e, 0, values);
        draw_blocks(e, 1, other);
        for (int i = 0; i < DRAWN; i++)
            met[i] = values[i] <= 10;
        held[0] += holds(ensemble_chance(&of, met).interval, 0.5);
        held[1] += holds(contrast_pairs(other, values, DRAWN, BLOCK, 0.95).interval, 0);
        held[2] += holds(ratio_pairs(values, other, DRAWN, BLOCK, 0.95).interval, 1);
        struct ensemble_point spread = ensemble_spread(&of, values); /* puts them in another order, so last */
        held[3] += holds(ensemble_interval(&spread), 10);
    }
    static const char *const what[] = {"chance", "difference", "ratio", "mean"};
    for (int k = 0; k < 4; k++) {
        /* whole hits of a hundred runs */
        double room = 4 * error + (k == 0 ? 0.01 : 0);
        cr_expect(fabs(held[k] / experiments - 0.95) <= room, "%s: held %.4f of %u", what[k], held[k] / experiments,
                  experiments);
    }
}

/* Of ensembles of `size` runs, the share whose interval of the mean holds it, and the same of a chance. */
static void count_held(struct ensemble *ensemble, size_t size, const double truth[2], double level, double held[2])
{
    struct ensemble of = {.plan = ensemble->plan, .runs = size, .block = ensemble->block};
    size_t series = metric_series(&ensemble->layout, METRIC_OPEN, METRIC_SERVICE), parts = ensemble->runs / size;
    double *values = calloc(2 * size, sizeof *values), *met = values + size;
    struct world_outcome *outcomes = calloc(size, sizeof *outcomes);
    of.outcomes = outcomes;
    for (size_t part = 0; part < parts; part++) {
        for (size_t r = 0; r < size; r++) {
            values[r] = *ensemble_value(ensemble, series, 1, part * size + r);
            met[r] = values[r] <= level;
        }
        struct ensemble_verdict verdict = ensemble_chance(&of, met);
        struct ensemble_point spread = ensemble_spread(&of, values);
        held[0] += holds(ensemble_interval(&spread), truth[0]) ? 1.0 / (double)parts : 0;
        held[1] += holds(verdict.interval, truth[1]) ? 1.0 / (double)parts : 0;
    }
    free(outcomes);
    free(values);
}

/* Nothing closes within the week; the rate is uncertain, lognormal with median 50 and a ninetieth percentile of 60. Its runs are
 * drawn in Latin hypercubes by the program. The quick tier sees too few ensembles to tell much more than a wrong truth. */
Test(coverage, inputs_that_are_drawn)
{
    double sigma = log(1.2) / gsl_cdf_ugaussian_Pinv(0.9), truth[2] = {50 * exp(sigma * sigma / 2), 0}, held[2] = {0};
    enum { STEPS = 4000, LEVEL = 55 };
    for (int i = 0; i < STEPS; i++)
        truth[1] += gsl_cdf_poisson_P(LEVEL, 50 * exp(sigma * gsl_cdf_ugaussian_Pinv((i + 0.5) / STEPS))) / STEPS;
    struct scene scene;
    struct ensemble ensemble;
    scene_open(&scene,
               "schema: 1\n"
               "clock: {calendar: none, length: 1 week}\n"
               "demand: {sources: {arrivals: {enters: counter, rate: {likely: 50 per week, low: 41.6666667 per week, "
               "high: 60 per week}}}}\n"
               "pathway: {counter: {team: pool, takes: 100 weeks}}\n"
               "teams: {pool: {staff: {all: {fte: 1}}}}\n");
    struct replicate_job job = {.tree = scene.scenario.root,
                                .plan = scene.service.plan,
                                .seed = 43,
                                .runs = is_long_tier() ? 400000 : 8000,
                                .threads = 2};
    cr_assert(replicate_run(&job, &ensemble));
    cr_assert_gt(ensemble.block, 0, "inputs are drawn");
    size_t size = 10 * ensemble.block;
    count_held(&ensemble, size, truth, LEVEL, held);
    double parts = (double)(ensemble.runs / size), error = sqrt(0.95 * 0.05 / parts);
    cr_expect(fabs(held[0] - 0.95) <= 4 * error, "%g times %zu runs: mean held %.4f", parts, size, held[0]);
    cr_expect(fabs(held[1] - 0.95) <= 4 * error, "%g times %zu runs: chance held %.4f", parts, size, held[1]);
    ensemble_release(&ensemble);
    scene_close(&scene);
}
