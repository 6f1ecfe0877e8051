/* Coverage of the intervals that studies print: waits over cases of all runs, the most that a surge adds, elementary effects,
 * Sobol indices, the value of information. Counted over seeded experiments whose truth is known (README.md beside this). */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/rng.h"
#include "experiment/course.h"
#include "experiment/information.h"
#include "experiment/morris.h"
#include "experiment/sobol.h"
#include "report/cases.h"

TestSuite(coverage_studies);

static double uniform(uint32_t experiment, uint32_t run, uint32_t which)
{
    return rng_uniform((struct luck){91, experiment}, 80, run, which);
}

static double normal(uint32_t experiment, uint32_t run, uint32_t which)
{
    return gsl_cdf_ugaussian_Pinv(uniform(experiment, run, which));
}

static bool holds(struct interval interval, double truth)
{
    return interval.low <= truth && truth <= interval.high;
}

static size_t experiments(size_t quick)
{
    const char *tier = getenv("HEADROOM_TIER");
    return tier != NULL && strcmp(tier, "long") == 0 ? 10 * quick : quick;
}

/* Bootstrap intervals of skew figures hold the truth 93 to 95 times in 100; that is the least that is let pass, but for luck. */
enum interval_kind { OF_A_MEAN, OF_A_BOOTSTRAP, OF_EVEN_POINTS };

static void expect(const char *what, size_t held, size_t of, enum interval_kind kind)
{
    static const double least[] = {0.95, 0.93, 0.93}, most[] = {0.95, 0.95, 1};
    double share = (double)held / (double)of, room = 4 * sqrt(0.95 * 0.05 / (double)of);
    cr_log_info("%s: held %.4f of %zu", what, share, of);
    cr_expect(share >= least[kind] - room && share <= most[kind] + room, "%s: held %.4f of %zu", what, share, of);
}

/* --- waits -------------------------------------------------------------------------------------------------------- */

enum { WAIT_RUNS = 60 };

/* Half of the runs are busy: more cases, and longer waits of each. True mean wait: cases of all runs, however they fall to runs. */
static struct cases_ratio wait_over(uint32_t experiment, struct ensemble *ensemble, struct world_outcome *outcomes,
                                    struct tally *waits)
{
    for (uint32_t run = 0; run < WAIT_RUNS; run++) {
        bool busy = uniform(experiment, run, 0) < 0.5;
        waits[run] = (struct tally){0};
        int cases = (busy ? 30 : 10) + (int)(10 * uniform(experiment, run, 1));
        double mean = (busy ? 4 : 1) * (0.5 + uniform(experiment, run, 2));
        for (int i = 0; i < cases; i++)
            tally_add(&waits[run], -mean * log(uniform(experiment, run, (uint32_t)(3 + i))));
        outcomes[run].waits = &waits[run];
    }
    struct cases cases;
    cases_init(&cases, ensemble, 0);
    struct cases_ratio wait = cases.stages[0].wait;
    cases_release(&cases);
    return wait;
}

Test(coverage_studies, waits_over_cases)
{
    struct tally waits[WAIT_RUNS], stays[1] = {{0}};
    uint64_t waited[1] = {0};
    struct world_outcome outcomes[WAIT_RUNS] = {0};
    struct plan_stage stages[1] = {0};
    struct plan plan = {.pathway = {.items = stages, .count = 1}};
    struct ensemble ensemble = {.plan = &plan, .runs = WAIT_RUNS, .outcomes = outcomes};
    for (size_t run = 0; run < WAIT_RUNS; run++) {
        outcomes[run].stays = stays;
        outcomes[run].waited = waited;
    }
    size_t held = 0, count = experiments(1000);
    double t = gsl_cdf_tdist_Pinv(0.975, WAIT_RUNS - 1), truth = (34.5 * 4 + 14.5) / (34.5 + 14.5);
    for (uint32_t e = 0; e < count; e++) {
        struct cases_ratio wait = wait_over(e, &ensemble, outcomes, waits);
        held += fabs(wait.value - truth) <= t * wait.error;
    }
    expect("mean wait", held, count, OF_A_MEAN);
}

/* --- the most that a surge adds ----------------------------------------------------------------------------------- */

enum { PEAK_RUNS = 60, PEAK_WEEKS = 20 };

static struct course course_of(float *values, double *times)
{
    return (struct course){.samples = PEAK_WEEKS, .lines = 1, .runs = PEAK_RUNS, .times = times, .values = values};
}

static size_t peaks_held(size_t count, double sharp)
{
    static float base[PEAK_WEEKS * PEAK_RUNS], shocked[PEAK_WEEKS * PEAK_RUNS];
    double times[PEAK_WEEKS];
    size_t held = 0;
    for (uint32_t e = 0; e < count; e++) {
        for (uint32_t run = 0; run < PEAK_RUNS; run++) {
            double off = normal(e, run, 99);
            for (uint32_t week = 0; week < PEAK_WEEKS; week++) {
                times[week] = week;
                off = 0.9 * off + sqrt(1 - 0.81) * normal(e, run, 100 + week);
                double shape = week < 6 ? 0 : 3 * exp(-fabs((double)week - 9) * sharp);
                base[week * PEAK_RUNS + run] = (float)(15 + normal(e, run, 200));
                shocked[week * PEAK_RUNS + run] = base[week * PEAK_RUNS + run] + (float)(shape + off);
            }
        }
        struct course given = course_of(base, times), with = course_of(shocked, times);
        struct course_recovery recovery = course_recovery(&given, &with, 0, 0, 5, 0.5);
        held += holds(recovery.peak_interval, 3);
    }
    return held;
}

Test(coverage_studies, most_that_a_surge_adds)
{
    size_t count = experiments(300);
    expect("sharp peak", peaks_held(count, 0.3), count, OF_A_MEAN);
    expect("flat peak", peaks_held(count, 0.02), count, OF_A_MEAN);
}

/* --- elementary effects ------------------------------------------------------------------------------------------- */

/* The effect of the first input is the second's place, from -1 to 1 in four steps. */
static bool crossed(void *user, const struct design_block *block, double *values)
{
    (void)user;
    for (size_t row = 0; row < block->rows; row++) {
        const double *x = block->points + row * block->inputs;
        values[row] = 0.4 * x[0] + 2 * (x[0] - 0.5) * (x[1] - 0.5);
    }
    return true;
}

Test(coverage_studies, elementary_effects)
{
    size_t held[3] = {0}, count = experiments(500);
    static const double places[] = {0.4 - 1, 0.4 - 1 / 3.0, 0.4 + 1 / 3.0, 1.4};
    double mean = 0, size = 0, squares = 0;
    for (int i = 0; i < 4; i++) {
        mean += places[i] / 4;
        size += fabs(places[i]) / 4;
        squares += places[i] * places[i] / 4;
    }
    for (uint32_t e = 0; e < count; e++) {
        struct morris morris;
        morris_init(&morris, 2, MORRIS_TRAJECTORIES, 1, e);
        cr_assert(morris_run(&morris, crossed, NULL, e));
        const struct morris_effect *effect = morris_effect(&morris, 0, 0);
        held[0] += holds(effect->mu.interval, mean);
        held[1] += holds(effect->mu_star.interval, size);
        held[2] += holds(effect->sigma.interval, sqrt(squares - mean * mean));
        morris_release(&morris);
    }
    expect("mu", held[0], count, OF_A_MEAN);
    expect("mu*", held[1], count, OF_A_MEAN);
    expect("sigma", held[2], count, OF_A_BOOTSTRAP);
}

/* --- Sobol indices ------------------------------------------------------------------------------------------------ */

enum { SOBOL_RUNS = 500, SOBOL_ROWS = 128 };

/* x, uniform, and luck as wide: half of the variance each. */
Test(coverage_studies, first_order_indices)
{
    size_t held = 0, count = experiments(200);
    double place[SOBOL_RUNS], y[SOBOL_RUNS];
    for (uint32_t e = 0; e < count; e++) {
        for (uint32_t run = 0; run < SOBOL_RUNS; run++) {
            place[run] = uniform(e, run, 300);
            y[run] = place[run] + uniform(e, run, 301);
        }
        struct smooth smooth;
        smooth_init(&smooth, place, SOBOL_RUNS, smooth_pieces(SOBOL_RUNS));
        held += holds(sobol_first(&smooth, y, 0, 1, e).interval, 0.5);
        smooth_release(&smooth);
    }
    expect("first order", held, count, OF_A_BOOTSTRAP);
}

/* Points that are more even than luck find an input's total closer than the bootstrap knows: its interval is too wide. */
static bool lucky(void *user, const struct design_block *block, double *values)
{
    const uint32_t *e = user;
    for (size_t row = 0; row < block->rows; row++) {
        const double *x = block->points + row * block->inputs;
        values[row] = x[0] + 0.5 * x[1] + rng_uniform((struct luck){92, *e}, (uint32_t)block->luck, row, 0);
    }
    return true;
}

Test(coverage_studies, total_indices)
{
    size_t held[3] = {0}, count = experiments(200);
    static const double truth[] = {1 / 2.25, 0.25 / 2.25, 1 / 2.25};
    for (uint32_t e = 0; e < count; e++) {
        struct sobol sobol;
        sobol_init(&sobol, 2, SOBOL_ROWS, 1);
        cr_assert(sobol_run(&sobol, lucky, &e, e));
        for (size_t i = 0; i < 3; i++)
            held[i] += holds(sobol_total(&sobol, 0, i)->interval, truth[i]);
        sobol_release(&sobol);
    }
    expect("total of x", held[0], count, OF_EVEN_POINTS);
    expect("total of y", held[1], count, OF_EVEN_POINTS);
    expect("total of luck", held[2], count, OF_A_BOOTSTRAP);
}

/* --- the value of information -------------------------------------------------------------------------------------- */

enum { WORTH_RUNS = 500 };

/* The second option gains 10 - 3x - 2y, x ~ N(2, 1), y ~ N(1.5, 2^2): the unit normal loss function (case S22). */
Test(coverage_studies, value_of_information)
{
    static const double ceiling = 1.53447318, worth[] = {0.762708343, 1.14537879};
    size_t held[3] = {0}, count = experiments(200);
    double none[WORTH_RUNS] = {0}, gain[WORTH_RUNS], x[WORTH_RUNS], y[WORTH_RUNS];
    for (uint32_t e = 0; e < count; e++) {
        for (uint32_t run = 0; run < WORTH_RUNS; run++) {
            x[run] = normal(e, run, 400);
            y[run] = normal(e, run, 401);
            gain[run] = 10 - 3 * (2 + x[run]) - 2 * (1.5 + 2 * y[run]);
        }
        struct information information;
        information_value(&information, &(struct information_question){.benefits = (const double *const[]){none, gain},
                                                                       .places = (const double *const[]){x, y},
                                                                       .options = 2,
                                                                       .inputs = 2,
                                                                       .runs = WORTH_RUNS,
                                                                       .seed = e});
        held[0] += holds(information.all[0].interval, worth[0]);
        held[1] += holds(information.all[1].interval, worth[1]);
        held[2] += holds(information.ceiling_interval, ceiling);
        information_release(&information);
    }
    expect("worth of x", held[0], count, OF_A_BOOTSTRAP);
    expect("worth of y", held[1], count, OF_A_BOOTSTRAP);
    expect("ceiling", held[2], count, OF_A_BOOTSTRAP);
}
