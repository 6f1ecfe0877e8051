/* The random numbers themselves, through whole scenarios: profiles of arrivals, intervals that cover as often as they say,
 * common random numbers to their exact variance, uncertain inputs to their exact share of it. Exact values are from closed
 * forms, given beside each. */
#include <criterion/criterion.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/contrast.h"
#include "experiment/replicate.h"
#include "support/program.h"
#include "support/scene.h"

static bool is_long_tier(void)
{
    const char *tier = getenv("HEADROOM_TIER");
    return tier != NULL && strcmp(tier, "long") == 0;
}

static void replicate(struct scene *scene, uint64_t seed, size_t runs, struct ensemble *ensemble)
{
    struct replicate_job job = {
        .tree = scene->scenario.root, .plan = scene->service.plan, .seed = seed, .runs = runs, .threads = 2};
    cr_assert(replicate_run(&job, ensemble), "stopped");
}

static double value_of(struct ensemble *ensemble, enum metric metric, size_t sample, size_t run)
{
    return *ensemble_value(ensemble, metric_series(&ensemble->layout, metric, METRIC_SERVICE), sample, run);
}

/* --- arrivals ----------------------------------------------------------------------------------------------------- */

/* The times in a trace at which something enters; adds them to times[*count]. */
static void entries(const char *trace, double *times, size_t *count, size_t most)
{
    for (const char *line = trace; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
        const char *event = strstr(line, ",,enters,");
        if (event != NULL && event < line + strcspn(line, "\n") && *count < most)
            times[(*count)++] = atof(line);
    }
}

/* Rates 5, 1.5 and 3 on (0, 3.2], (3.2, 7.9], (7.9, 10] and again: in each the count over both periods is Poisson with mean
 * 32, 14.1 and 12.6, and they are independent. Nothing here begins on a Monday. */
Test(luck, s24_counts_of_a_profile_that_keeps_no_weeks)
{
    enum { RUNS = 2000, MOST = 400 };
    static const double exact[] = {32, 14.1, 12.6};
    static double counts[3][RUNS];
    struct scene scene;
    scene_open(&scene, "schema: 1\n"
                       "clock: {calendar: none, length: 20 weeks, sample: 20 weeks}\n"
                       "demand:\n"
                       "  sources: {arrivals: {enters: counter, rate: 5 per week}}\n"
                       "  shocks:\n"
                       "    a: {source: arrivals, from: 3.2 weeks, to: 7.9 weeks, factor: 30%}\n"
                       "    b: {source: arrivals, from: 7.9 weeks, to: 10 weeks, factor: 60%}\n"
                       "    c: {source: arrivals, from: 13.2 weeks, to: 17.9 weeks, factor: 30%}\n"
                       "    d: {source: arrivals, from: 17.9 weeks, to: 20 weeks, factor: 60%}\n"
                       "pathway: {counter: {takes: 1000 weeks}}\n");
    for (uint32_t r = 0; r < RUNS; r++) {
        double times[MOST];
        size_t count = 0;
        char *trace = scene_trace(&scene, 24, r);
        entries(trace, times, &count, MOST);
        free(trace);
        for (size_t i = 0; i < count; i++) {
            double t = fmod(times[i], 10);
            counts[t < 3.2 ? 0 : t < 7.9 ? 1 : 2][r]++;
        }
    }
    for (int i = 0; i < 3; i++) {
        struct contrast pair = contrast_pairs(counts[i], counts[(i + 1) % 3], RUNS, 0, 0.95);
        double mean = 0, variance = 0;
        for (int r = 0; r < RUNS; r++)
            mean += counts[i][r] / RUNS;
        for (int r = 0; r < RUNS; r++)
            variance += gsl_pow_2(counts[i][r] - mean) / (RUNS - 1);
        cr_expect_leq(fabs(mean - exact[i]), 4 * sqrt(exact[i] / RUNS), "S24: segment %d: mean %g, exact %g", i, mean,
                      exact[i]);
        cr_expect_leq(fabs(variance / mean - 1), 4 * sqrt(2.0 / (RUNS - 1)), "S24: segment %d: dispersion %g", i,
                      variance / mean);
        cr_expect_leq(fabs(pair.correlation), 4 / sqrt(RUNS), "S24: segments %d and %d: correlation %g", i, (i + 1) % 3,
                      pair.correlation);
    }
    scene_close(&scene);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov and Smirnov's distance of values from the uniform law on (0, 1); sorts them. */
static double distance_from_uniform(double *values, size_t count)
{
    double distance = 0;
    qsort(values, count, sizeof *values, ascending);
    for (size_t i = 0; i < count; i++) {
        distance = fmax(distance, fabs(values[i] - (double)i / (double)count));
        distance = fmax(distance, fabs(values[i] - (double)(i + 1) / (double)count));
    }
    return distance;
}

/* A season 12 + 5 sin(2 pi t / 52): by the time-change theorem Lambda(t) of the arrivals are uniform given their number, and
 * their gaps unit exponentials. 2.2235 / sqrt(n) is the asymptotic critical distance at 1 in 10,000. */
Test(luck, s25_thinning_keeps_a_season)
{
    enum { RUNS = 12, MOST = 2000 };
    static const double quarters[] = {197.380285, 197.380285, 114.619715, 114.619715};
    static double uniform[RUNS * MOST], gaps[RUNS * MOST];
    double seen[4] = {0};
    size_t all = 0;
    struct scene scene;
    scene_open(&scene, "schema: 1\n"
                       "clock: {calendar: none, length: 104 weeks, sample: 104 weeks}\n"
                       "demand:\n"
                       "  sources:\n"
                       "    arrivals: {enters: counter, rate: 12 per week,\n"
                       "               wave: {size: 41.666666666667%, period: 52 weeks, peak: 13 weeks}}\n"
                       "pathway: {counter: {takes: 1000 weeks}}\n");
    for (uint32_t r = 0; r < RUNS; r++) {
        double times[MOST], before = 0;
        size_t count = 0;
        char *trace = scene_trace(&scene, 25, r);
        entries(trace, times, &count, MOST);
        free(trace);
        for (size_t i = 0; i < count; i++, all++) {
            double t = times[i], so_far = 12 * t + 5 * 52 / (2 * M_PI) * (1 - cos(2 * M_PI * t / 52));
            seen[(int)(fmod(t, 52) / 13)]++;
            uniform[all] = so_far / 1248;
            gaps[all] = 1 - exp(-(so_far - before));
            before = so_far;
        }
    }
    for (int i = 0; i < 4; i++) {
        double exact = 2 * RUNS * quarters[i];
        cr_expect_leq(fabs(seen[i] - exact), 4 * sqrt(exact), "S25: quarter %d: %g arrivals, exact %g", i, seen[i],
                      exact);
    }
    double critical = 2.2235 / sqrt((double)all), first = distance_from_uniform(uniform, all),
           second = distance_from_uniform(gaps, all);
    cr_expect_gt(all, 14000, "S25: %zu arrivals", all);
    cr_expect_lt(first, critical, "S25: times: distance %g, critical %g", first, critical);
    cr_expect_lt(second, critical, "S25: gaps: distance %g, critical %g", second, critical);
    scene_close(&scene);
}

/* --- intervals ---------------------------------------------------------------------------------------------------- */

/* The share of blocks of `size` replications whose interval covers `exact`. */
static double coverage_of(struct ensemble *ensemble, size_t size, double exact)
{
    const struct ensemble view = {.plan = ensemble->plan, .runs = size};
    size_t blocks = ensemble->runs / size, covered = 0;
    double *values = calloc(size, sizeof *values);
    for (size_t block = 0; block < blocks; block++) {
        for (size_t r = 0; r < size; r++)
            values[r] = value_of(ensemble, METRIC_OPEN, 1, block * size + r);
        struct ensemble_point spread = ensemble_spread(&view, values);
        struct interval interval = ensemble_interval(&spread);
        covered += interval.low <= exact && exact <= interval.high;
    }
    free(values);
    return (double)covered / (double)blocks;
}

/* Nothing closes within the week, so the number open at its end is Poisson with mean 50 and nearly normal. Of 2000 blocks of
 * 20 replications as many 95 % intervals cover 50 as should, within four standard errors; and of 8000 blocks of five, where
 * a normal interval in place of Student's would cover 88 %. */
Test(luck, s02_t_intervals_cover_as_often_as_they_say)
{
    enum { RUNS = 40000 };
    struct scene scene;
    struct ensemble ensemble;
    scene_open(&scene, "schema: 1\n"
                       "clock: {calendar: none, length: 1 week}\n"
                       "demand: {sources: {arrivals: {enters: counter, rate: 50 per week}}}\n"
                       "pathway: {counter: {team: pool, takes: 100 weeks}}\n"
                       "teams: {pool: {staff: {all: {fte: 1}}}}\n");
    replicate(&scene, 2, RUNS, &ensemble);
    for (size_t size = 5; size <= 20; size += 15) {
        double coverage = coverage_of(&ensemble, size, 50), error = sqrt(0.95 * 0.05 * (double)size / RUNS);
        cr_expect_leq(fabs(coverage - 0.95), 4 * error, "S02: blocks of %zu: coverage %g", size, coverage);
    }
    ensemble_release(&ensemble);
    scene_close(&scene);
}

/* --- common random numbers ---------------------------------------------------------------------------------------- */

#define CASELOAD(name, weeks)                                                                                          \
    "schema: 1\nname: " name "\n"                                                                                      \
    "clock: {calendar: none, length: 104 weeks, sample: 104 weeks, runs: 2000, seed: 27}\n"                            \
    "demand: {sources: {arrivals: {enters: service, rate: 8 per week}}}\n"                                             \
    "pathway: {service: {team: pool, takes: {law: exponential, mean: " weeks " weeks}}}\n"                             \
    "teams: {pool: {staff: {all: {fte: 4}}}}\n"

/* What `headroom compare` writes of the same replications: difference and variance reduction of open cases at the end. */
static void check_compare(const struct contrast *exact)
{
    char *folder = program_folder(), line[300], start[] = "longer,all,open,104,,";
    static const char *const texts[] = {CASELOAD("base", "26"), CASELOAD("longer", "30")};
    static const char *const names[] = {"base.yaml", "longer.yaml"};
    for (int i = 0; i < 2; i++) {
        FILE *file = fopen(program_path(0, folder, names[i]), "w");
        cr_assert(file != NULL && fputs(texts[i], file) >= 0 && fclose(file) == 0, "cannot write");
    }
    struct program compare =
        PROGRAM("compare", program_path(0, folder, "base.yaml"), program_path(1, folder, "longer.yaml"), "--quiet",
                "--runs", "200", "--out", program_path(2, folder, "out"));
    cr_assert_eq(compare.exit, 0, "%s", compare.err);
    size_t length;
    char *csv = program_file(program_path(2, folder, "out/comparison.csv"), &length);
    char *row = csv == NULL ? NULL : strstr(csv, start);
    snprintf(line, sizeof line, "%s%.9g,%.9g,%.9g,%.9g,%.9g,%.9g,true,200\n", start, exact->baseline, exact->option,
             exact->mean, exact->interval.low, exact->interval.high, exact->reduction);
    cr_assert_not_null(row, "S27: no row %s", start);
    cr_expect_eq(strncmp(row, line, strlen(line)), 0, "S27: compare writes %.120s\nand its replications say %s", row,
                 line);
    free(csv);
    program_release(&compare);
    program_remove_folder(folder);
}

/* An uncapped caseload from empty, 8 a week, exponential durations of mean 26 or 30 weeks. By inversion each duration of the
 * option is 30/26 of the base's, so whatever is open in the base is open in the option too: the difference is itself Poisson,
 * its variance is its mean 8 (30 (1 - exp(-104/30)) - 26 (1 - exp(-104/26))) = 28.3166304, where independent runs have
 * 436.697325, 15.4219382 times as much. */
Test(luck, s27_common_random_numbers_to_their_exact_variance)
{
    size_t runs = is_long_tier() ? 20000 : 2000;
    struct scene base, longer;
    struct ensemble of_base, of_longer;
    scene_open(&base, CASELOAD("base", "26"));
    scene_open(&longer, CASELOAD("longer", "30"));
    replicate(&base, 27, runs, &of_base);
    replicate(&longer, 27, runs, &of_longer);
    double *a = calloc(runs, sizeof *a), *b = calloc(runs, sizeof *b);
    size_t negative = 0;
    for (size_t r = 0; r < runs; r++) {
        a[r] = value_of(&of_base, METRIC_OPEN, 1, r);
        b[r] = value_of(&of_longer, METRIC_OPEN, 1, r);
        negative += b[r] < a[r];
    }
    struct contrast paired = contrast_pairs(a, b, runs, 0, 0.95), first = contrast_pairs(a, b, 200, 0, 0.95);
    double tolerance = 5 * sqrt(2 / ((double)runs - 1));
    cr_expect_eq(negative, 0, "S27: %zu of %zu differences are negative", negative, runs);
    cr_expect_leq(fabs(paired.mean - 28.3166304), 5 * sqrt(28.3166304 / (double)runs), "S27: difference %g",
                  paired.mean);
    cr_expect_leq(fabs(paired.variance / 28.3166304 - 1), tolerance, "S27: variance %g", paired.variance);
    cr_expect_leq(fabs(paired.reduction / 15.4219382 - 1), 1.5 * tolerance, "S27: reduction %g", paired.reduction);
    cr_expect_leq(fabs(paired.correlation - 0.937129498), 0.02, "S27: correlation %g", paired.correlation);
    check_compare(&first);
    free(a);
    free(b);
    ensemble_release(&of_base);
    ensemble_release(&of_longer);
    scene_close(&base);
    scene_close(&longer);
}

/* --- uncertain inputs --------------------------------------------------------------------------------------------- */

/* The same caseload at week 52, where the rate is lognormal with mean 8 a week and coefficient of variation 0.15: median
 * 8 / sqrt(1.0225), and low and high are that over and times exp(1.2815516 sqrt(ln 1.0225)). Given the rate it is Poisson with
 * mean 26 (1 - exp(-2)) = 22.4812826 times the rate. So the mean is 179.850261, luck has the variance 179.850261, not knowing
 * the rate has (0.15 x 179.850261)^2 = 727.787619, 80.1848 % of all. */
Test(luck, s30_the_spread_is_split_as_it_should_be)
{
    static const double mean = 179.850261, inputs = 727.787619, stay = 22.4812826;
    size_t runs = is_long_tier() ? 20000 : 4000, below = 0;
    struct scene scene;
    struct ensemble ensemble;
    scene_open(&scene, "schema: 1\n"
                       "clock: {calendar: none, length: 52 weeks, sample: 52 weeks, per_draw: 2}\n"
                       "demand:\n"
                       "  sources:\n"
                       "    arrivals:\n"
                       "      enters: service\n"
                       "      rate: {likely: 7.911489 per week, low: 6.534866 per week, high: 9.578113 per week}\n"
                       "pathway: {service: {team: pool, takes: {law: exponential, mean: 26 weeks}}}\n"
                       "teams: {pool: {staff: {all: {fte: 4}}}}\n");
    replicate(&scene, 30, runs, &ensemble);
    size_t series = metric_series(&ensemble.layout, METRIC_OPEN, METRIC_SERVICE);
    struct ensemble_point point = ensemble_point(&ensemble, series, 1);
    struct ensemble_split split = ensemble_split(&ensemble, series, 1);
    for (size_t r = 0; r < runs; r++)
        below += value_of(&ensemble, METRIC_OPEN, 1, r) <= 200;
    double chance = 0, sigma = sqrt(log(1.0225));
    enum { STEPS = 4000 };
    for (int i = 0; i < STEPS; i++)
        chance +=
            gsl_cdf_poisson_P(200, stay * 8 / sqrt(1.0225) * exp(sigma * gsl_cdf_ugaussian_Pinv((i + 0.5) / STEPS))) /
            STEPS;
    double all = mean + inputs, share = split.inputs / (split.inputs + split.luck), draws = (double)runs / 2;
    cr_expect_leq(fabs(point.tally.mean - mean), 4 * sqrt(all / draws), "S30: mean %g", point.tally.mean);
    cr_expect_leq(fabs(split.luck / mean - 1), 0.1, "S30: variance of luck %g, exact %g", split.luck, mean);
    cr_expect_leq(fabs(split.inputs / inputs - 1), 0.1, "S30: variance of inputs %g, exact %g", split.inputs, inputs);
    cr_expect_leq(fabs(share - 0.801848), 0.03, "S30: share of the inputs %g", share);
    double met = (double)below / (double)runs;
    cr_expect_leq(fabs(met - chance), 4 * sqrt(chance * (1 - chance) / draws), "S30: chance %g, exact %g", met, chance);
    ensemble_release(&ensemble);
    scene_close(&scene);
}
