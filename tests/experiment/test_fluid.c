/* The fluid twin has the exact means of services where nobody limits anybody. */
#include "experiment/fluid.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/scene.h"

TestSuite(fluid);

struct row {
    const char *file;
    char what; /* s: stage, n: staff of all teams, g: grade, o: open of all teams */
    size_t of;
    double week, exact, near;
};

static double value_of(const struct fluid *fluid, const struct row *row)
{
    size_t sample = 0;
    double sum = 0;
    while (sample + 1 < fluid->samples && fluid->times[sample] < row->week - 1e-9)
        sample++;
    if (row->what == 's')
        return fluid->stage[sample * fluid->stages + row->of];
    if (row->what == 'g')
        return fluid->graded[sample * fluid->grades + row->of];
    for (size_t t = 0; t < fluid->teams; t++)
        sum += (row->what == 'n' ? fluid->staff : fluid->open)[sample * fluid->teams + t];
    return sum;
}

Test(fluid, exact_means)
{
    static const struct row rows[] = {
        /* case Q13, whatever the shape of the law */
        {"q13-mginf", 's', 0, 13, 90.80479293530, 1e-6},
        {"q13-mginf", 's', 0, 26, 140.8590762121, 1e-6},
        {"q13-mginf", 's', 0, 52, 181.6095858706, 1e-6},
        {"q13-mginf", 's', 0, 104, 201.5382309831, 1e-6},
        {"q13-mginf", 's', 0, 208, 207.0799363951, 1e-6},
        /* case Q15: both laws */
        {"q15b-season-fixed", 's', 0, 13, 163.1042281631, 1e-6},
        {"q15b-season-fixed", 's', 0, 26, 326.2084563262, 1e-6},
        {"q15b-season-fixed", 's', 0, 52, 193.7915436738, 1e-6},
        {"q15b-season-fixed", 's', 0, 117, 260, 1e-6},
        {"q15a-season-exponential", 's', 0, 13, 130.101487, 1e-6},
        {"q15a-season-exponential", 's', 0, 26, 205.4679548665, 1e-6},
        {"q15a-season-exponential", 's', 0, 52, 198.8221721392, 1e-6},
        {"q15a-season-exponential", 's', 0, 65, 250.69323, 1e-6},
        {"q15a-season-exponential", 's', 0, 117, 267.013548, 1e-6},
        {"q15a-season-exponential", 's', 0, 260, 229.930911, 1e-6},
        {"q23-erlang-r", 's', 0, 12, 80.0413979, 1e-6},
        {"q23-erlang-r", 's', 1, 12, 101.088163, 1e-6},
        {"w01-open-hiring", 'n', 0, 52, 78.2304063, 1e-6},
        {"w01-open-hiring", 'n', 0, 260, 74.2920384, 1e-6},
        {"w03-time-to-fill", 'n', 0, 26, 94.8201939, 1e-6},
        /* case W14; grades in order of name: senior, trainee, worker */
        {"w14-careers", 'g', 1, 13, 14.2840692, 1e-6},
        {"w14-careers", 'g', 2, 13, 42.98038644774, 1e-6},
        {"w14-careers", 'g', 0, 13, 23.62490672511, 1e-6},
        {"w14-careers", 'g', 2, 52, 55.3024603, 1e-6},
        {"w14-careers", 'g', 2, 104, 65.9549453898, 1e-6},
        {"w14-careers", 'g', 0, 208, 93.4467514, 1e-6},
    };
    struct scene scene = {0};
    struct fluid fluid = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (i == 0 || strcmp(rows[i].file, rows[i - 1].file) != 0) {
            char path[100], why[256];
            fluid_release(&fluid);
            if (i > 0)
                scene_close(&scene);
            snprintf(path, sizeof path, "tests/theory/scenarios/%s.yaml", rows[i].file);
            scene_open_file(&scene, path);
            cr_assert(fluid_run(scene.scenario.root, &fluid, why), "%s: %s", rows[i].file, why);
        }
        double got = value_of(&fluid, &rows[i]);
        cr_expect(fabs(got - rows[i].exact) <= rows[i].near * rows[i].exact,
                  "%s, %c%zu at week %g: expected %.9g, got %.9g", rows[i].file, rows[i].what, rows[i].of, rows[i].week,
                  rows[i].exact, got);
    }
    fluid_release(&fluid);
    scene_close(&scene);
}

/* Cases that come from elsewhere stay for a law of their own too: an exponential stage of mean 4 weeks feeds one of exactly 10,
 * so that the latter holds the integral of 8 (1 - exp(-u / 4)) over the last 10 weeks. An opening book that its inflow
 * replaces stays as it is. Days, not instants, are what cases of another stage arrive on. */
Test(fluid, what_other_stages_feed_and_what_was_there)
{
    static const char yaml[] = "schema: 1\n"
                               "clock: {calendar: none, length: 40 weeks, sample: 10 weeks}\n"
                               "demand: {sources: {some: {enters: first, rate: 8 per week},\n"
                               "  others: {enters: steady, rate: 5 per week}}}\n"
                               "pathway:\n"
                               "  first: {takes: {law: exponential, mean: 4 weeks}, then: {second: 100%}}\n"
                               "  second: {takes: 10 weeks}\n"
                               "  steady: {takes: {law: lognormal, mean: 20 weeks, cv: 0.7}, opening: 100}\n"
                               "teams: {pool: {staff: {all: {fte: 4}}}}\n";
    struct scene scene = {0};
    struct fluid fluid = {0};
    char why[256];
    scene_open(&scene, yaml);
    cr_assert(fluid_run(scene.scenario.root, &fluid, why), "%s", why);
    size_t second = 0, steady = 0;
    for (size_t s = 0; s < fluid.stages; s++) {
        second = fabs(fluid.stage[fluid.stages + s] - 43.2) < 10 ? s : second;
        steady = fluid.stage[s] > 99 ? s : steady;
    }
    for (size_t i = 1; i < fluid.samples; i++) {
        double t = fluid.times[i];
        double exact = 8 * (10 + 4 * (exp(-t / 4) - exp(-(t - 10) / 4)));
        cr_expect_float_eq(fluid.stage[i * fluid.stages + second], exact, 2e-3 * exact,
                           "second, week %g: %.9g, not %.9g", t, fluid.stage[i * fluid.stages + second], exact);
        cr_expect_float_eq(fluid.stage[i * fluid.stages + steady], 100, 1e-4, "steady, week %g: %.9g", t,
                           fluid.stage[i * fluid.stages + steady]);
    }
    fluid_release(&fluid);
    scene_close(&scene);
}

/* Of 9 a week through two stages that take no time, in a ring (half of the first go to the second, half of those back), a third
 * comes to be held for 10 weeks on average: 9 / 2 / 2 / (1 - 1/4) = 3 a week, 30 in all. Its law has a long tail,
 * of which nothing is missing after sixty years. */
Test(fluid, who_needs_no_time_goes_on_at_once_and_sixty_years_hold_all)
{
    static const char yaml[] = "schema: 1\n"
                               "clock: {calendar: none, length: 3120 weeks, sample: 520 weeks}\n"
                               "demand: {sources: {some: {enters: a, rate: 9 per week}}}\n"
                               "pathway:\n"
                               "  a: {takes: 0 weeks, then: {b: 50%, closed: 50%}}\n"
                               "  b: {takes: 0 weeks, then: {a: 50%, work: 50%}}\n"
                               "  work: {team: pool, takes: {law: lognormal, mean: 10 weeks, cv: 1.5}}\n"
                               "teams: {pool: {staff: {all: {fte: 4}}}}\n";
    struct scene scene = {0};
    struct fluid fluid = {0};
    char why[256];
    scene_open(&scene, yaml);
    cr_assert(fluid_run(scene.scenario.root, &fluid, why), "%s", why);
    double open = fluid.open[(fluid.samples - 1) * fluid.teams];
    cr_expect_float_eq(open, 30, 30e-6, "%.9g open", open);
    fluid_release(&fluid);
    scene_close(&scene);
}
