/* Calibrating problems whose posterior is known: conjugate laws, through the same code as the program's. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "engine/rng.h"
#include "experiment/calibrate.h"

enum { MEMBERS = 800 };

/* A gamma prior of a rate; what is observed is a Poisson count over `exposure` (cases S36 and S37: of exponential tenures
 * seen for a total of time, leavers are such a count). */
struct problem {
    double shape, rate, exposure;
    size_t idle; /* inputs that do nothing */
    bool broken;
    size_t stop_at;
};

static double rate_at(const struct problem *problem, double place)
{
    return gsl_cdf_gamma_Pinv(place, problem->shape, 1 / problem->rate);
}

static bool simulate(void *user, const double *places, size_t count, size_t each, size_t first, double *results)
{
    static const char *const names[] = {"test", "poisson", NULL};
    const struct problem *problem = user;
    uint32_t stream = hash_names(names);
    for (size_t i = 0; i < count * each; i++) {
        double mean = problem->exposure * rate_at(problem, places[i / each * (1 + problem->idle)]);
        double luck = rng_uniform((struct luck){.seed = 7}, stream, first + (each > 1 ? i % each : i), 0), total = 0;
        double chance = exp(-mean), below = chance;
        for (; below < luck && total < 1000; below += chance)
            chance *= mean / ++total;
        results[2 * i] = problem->broken ? (double)NAN : total;
        results[2 * i + 1] = mean;
    }
    return problem->stop_at == 0 || first < problem->stop_at;
}

static struct calibrate_job job_of(struct problem *problem, const double *observed)
{
    return (struct calibrate_job){.inputs = 1 + problem->idle,
                                  .statistics = 1,
                                  .carried = 1,
                                  .observed = observed,
                                  .members = MEMBERS,
                                  .rounds = 60,
                                  .least_new = 0.005,
                                  .starts = 2,
                                  .tries = 40,
                                  .each = 200,
                                  .seed = 36,
                                  .simulate = simulate,
                                  .user = problem};
}

/* Mean within 2 per cent and standard deviation within 10 of the conjugate posterior, which is gamma again. */
Test(test_calibrate, s36_s37_a_conjugate_posterior_is_found)
{
    static const struct {
        const char *name;
        struct problem problem;
        double observed, quantile[3];
    } cases[] = {
        {"S36", {.shape = 2, .rate = 0.2, .exposure = 6}, 63, {8.09123028, 10.4301568, 13.181705}},
        {"S37", {.shape = 3, .rate = 10, .exposure = 96.5}, 14, {0, 0, 0}},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct problem problem = cases[c].problem;
        struct calibrate_job job = job_of(&problem, &cases[c].observed);
        struct calibrate_result result;
        double values[MEMBERS];
        cr_assert(calibrate_run(&job, &result) && result.members == MEMBERS, "%s", cases[c].name);
        for (size_t i = 0; i < MEMBERS; i++) {
            values[i] = rate_at(&problem, result.places[i]);
            cr_assert_float_eq(result.carried[i], problem.exposure * values[i], 1e-9, "%s: %zu", cases[c].name, i);
        }
        double shape = problem.shape + cases[c].observed, rate = problem.rate + problem.exposure;
        double mean = gsl_stats_mean(values, 1, MEMBERS), spread = gsl_stats_sd(values, 1, MEMBERS);
        cr_log_info("%s: mean %g (%g), sd %g (%g), %zu rounds, tolerance %g, effective %g, point %g", cases[c].name,
                    mean, shape / rate, spread, sqrt(shape) / rate, result.rounds, result.tolerance[result.rounds - 1],
                    result.effective, rate_at(&problem, result.point[0]));
        cr_expect_eq(result.tolerance[result.rounds - 1], 0, "%s", cases[c].name);
        cr_expect_float_eq(mean, shape / rate, 0.02 * shape / rate, "%s: %g", cases[c].name, mean);
        cr_expect_float_eq(spread, sqrt(shape) / rate, 0.1 * sqrt(shape) / rate, "%s: %g", cases[c].name, spread);
        gsl_sort(values, 1, MEMBERS);
        static const double shares[] = {0.025, 0.5, 0.975};
        for (int q = 0; q < 3 && cases[c].quantile[q] > 0; q++) {
            double exact = cases[c].quantile[q], density = gsl_ran_gamma_pdf(exact, shape, 1 / rate);
            double error = sqrt(shares[q] * (1 - shares[q]) / result.effective) / density;
            double found = gsl_stats_quantile_from_sorted_data(values, 1, MEMBERS, shares[q]);
            cr_expect_float_eq(found, exact, 4 * error, "%s: quantile %g: %g, exact %g, error %g", cases[c].name,
                               shares[q], found, exact, error);
        }
        /* The simplex seeks no posterior: its mean over the same 200 draws is what was observed, within their error. */
        double likeliest = cases[c].observed / problem.exposure;
        cr_expect_float_eq(rate_at(&problem, result.point[0]), likeliest,
                           4 * sqrt(cases[c].observed / 200) / problem.exposure, "%s: point %g", cases[c].name,
                           rate_at(&problem, result.point[0]));
        calibrate_release(&result);
    }
}

/* Of an input that changes nothing the posterior is its prior; what does matter is learnt all the same. */
Test(test_calibrate, what_history_cannot_tell_is_not_learnt)
{
    struct problem problem = {.shape = 2, .rate = 0.2, .exposure = 6, .idle = 1};
    double observed = 63;
    struct calibrate_job job = job_of(&problem, &observed);
    struct calibrate_result result;
    job.members = 500;
    job.tries = 10;
    cr_assert(calibrate_run(&job, &result));
    double matters = calibrate_shrinkage(&result, 2, 0), idle = calibrate_shrinkage(&result, 2, 1);
    cr_log_info("shrinkage %g and %g, correlation %g", matters, idle, calibrate_correlation(&result, 2, 0, 1));
    cr_assert_gt(matters, 0.6);
    cr_assert_float_eq(idle, 0, 0.1, "%g", idle);
    cr_assert_float_eq(calibrate_correlation(&result, 2, 0, 1), 0, 0.2);
    calibrate_release(&result);
}

Test(test_calibrate, a_stop_or_no_figures_end_it)
{
    struct problem broken = {.shape = 2, .rate = 0.2, .exposure = 6, .broken = true};
    struct problem stopped = {.shape = 2, .rate = 0.2, .exposure = 6, .stop_at = 150};
    struct problem *problems[] = {&broken, &stopped};
    double observed = 63;
    for (size_t i = 0; i < 2; i++) {
        struct calibrate_job job = job_of(problems[i], &observed);
        struct calibrate_result result;
        job.members = 50;
        job.each = 10;
        cr_assert(!calibrate_run(&job, &result) && result.members == 0, "%zu", i);
        calibrate_release(&result);
    }
}
