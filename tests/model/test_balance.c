/* The opening balance against calculations by hand. */
#include <criterion/criterion.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "support/scene.h"

static const char by_hand[] =
    "schema: 1\n"
    "clock: {calendar: none}\n"
    "demand: {sources: {all: {enters: first, rate: 4 per week}}}\n"
    "pathway:\n"
    "  first: {team: a, takes: {observed: 10 weeks, law: exponential}, hands_on: 50%, opening: 40,\n"
    "          then: {second: 40%, back: 60%}}\n"
    "  second: {team: b, takes: {law: exponential, mean: 6 weeks}, hands_on: 25%, opening: 30, weight: 2}\n"
    "exits: {closed: {}, back: {returns: 20%, enters: first}}\n"
    "workforce: {leaving: {rate: 52% per year}, handover: 2 weeks,\n"
    "            grades: {social-worker: {}, junior: {capacity: 50%, ramp: {0 weeks: 0%, 10 weeks: 100%}}}}\n"
    "agency: {assignment: {law: exponential, mean: 20 weeks}}\n"
    "teams:\n"
    "  a: {capacity: 10, opening_spread: 0%, staff: {all: {fte: 2}}}\n"
    "  b: {capacity: 40, opening_spread: 0%, staff: {new: {fte: 2, grade: junior, tenure: 0-40 weeks},\n"
    "      locums: {fte: 1, contract: agency}}}\n";

/* Flows: x into first, y into second: x = 4 + 0.2 (0.6 x), y = 0.4 x; x = 4 / 0.88.
 * Team a: 40 cases for 2 x 10: stretch 2, pace 1 / (0.5 + 0.5 x 2) = 2/3. Everyone leaves at 1% a week, and a change of worker
 * costs 2 weeks, so d = 10 (2/3 - 0.02). Work: x 0.5 d over 20. Relaxation: d (0.5 + 0.5 x 2)^2 / 0.5.
 * Team b: juniors give 2 x 0.5 x (30 of 40 weeks of tenure) = 0.75 FTE and leave at 1%, the locum gives 1 and leaves at 5%;
 * 60 weighted cases for 1.75 x 40: nobody is stretched; lost is (0.75 x 1% + 1 x 5%) / 1.75 x 2 weeks. */
Test(balance, by_hand)
{
    struct scene scene;
    scene_open(&scene, by_hand);
    const struct prepared_stage *first = scene_stage(&scene, "first"), *second = scene_stage(&scene, "second");
    const struct prepared_team *a = scene_team(&scene, "a"), *b = scene_team(&scene, "b");
    double x = 4 / 0.88, d = 10 * (2.0 / 3 - 0.02), lost = (0.75 * 0.01 + 0.05) / 1.75 * 2;
    struct {
        const char *what;
        double got, expected;
    } rows[] = {
        {"arrivals at first", first->arrivals, x},
        {"arrivals at second", second->arrivals, 0.4 * x},
        {"nominal duration of first", first->nominal, d},
        {"stay in first", first->stay, 10},
        {"implied cases in first", first->implied, 10 * x},
        {"stretch of a", a->stretch, 2},
        {"changes of worker in a", a->changes, 0.01},
        {"rho of a", a->rho, x * 0.5 * d / 20},
        {"gain of a", a->gain, 1 / (1 - x * 0.5 * d / 20)},
        {"relaxation of a", a->relaxation, d * 1.5 * 1.5 / 0.5},
        {"effective FTE of b", b->effective, 1.75},
        {"holders of b", b->holders, 3},
        {"load of b", b->load, 60},
        {"stretch of b", b->stretch, 1},
        {"nominal duration of second", second->nominal, 6},
        {"stay in second", second->stay, 6 / (1 - lost)},
        {"rho of b", b->rho, 0.4 * x * 0.25 * 6 * 2 / 70},
        {"relaxation of b", b->relaxation, 6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_float_eq(rows[i].got, rows[i].expected, 1e-9 * rows[i].expected, "%s: %.9g, by hand %.9g",
                           rows[i].what, rows[i].got, rows[i].expected);
    scene_close(&scene);
}

struct pace {
    double hands_on, relative, spread;
};

/* Pace of a case when workers' relative loads are gamma with mean 1 and the given spread. A case is more often with a heavily
 * loaded worker, so over cases the load is a gamma variable of shape one higher. */
static double pace_density(double load, void *parameters)
{
    const struct pace *of = parameters;
    double shape = 1 / (of->spread * of->spread) + 1, scale = of->spread * of->spread;
    return gsl_ran_gamma_pdf(load, shape, scale) / (1 - of->hands_on + of->hands_on * fmax(1, of->relative * load));
}

static double mean_pace(double hands_on, double relative, double spread)
{
    struct pace pace = {hands_on, relative, spread};
    gsl_function function = {pace_density, &pace};
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(200);
    double low, high, error;
    gsl_integration_qag(&function, 0, 1 / relative, 0, 1e-9, 200, GSL_INTEG_GAUSS31, space, &low, &error);
    gsl_integration_qag(&function, 1 / relative, 6, 0, 1e-9, 200, GSL_INTEG_GAUSS31, space, &high, &error);
    gsl_integration_workspace_free(space);
    return low + high;
}

/* Luton: permanent staff of 0 to 10 years lose 3 weeks of capacity to the ramp, agency staff of 0 to 80 weeks lose 1.5. For
 * assessment: effective 7 x (1 - 3 / 521.8) + 10 x (1 - 1.5 / 80) = 16.77 FTE; 460 / (18 x 16.77) = 1.524; mean pace about
 * 0.790; changes of worker 1.6% a week x 1 week; 8.2 x (0.790 - 0.016) = 6.35 weeks. The others in the same way. */
Test(balance, luton_nominal_durations)
{
    static const struct {
        const char *stage;
        double observed, hands_on, cases, permanent, agency, about;
    } rows[] = {
        {"assessment", 8.2, 0.45, 460, 7, 10, 6.4},    {"family-safeguarding", 59, 0.3, 1140, 26, 24, 52},
        {"looked-after", 142.6, 0.1, 385, 13, 7, 138}, {"disabilities", 144, 0.15, 216, 6, 4.2, 136},
        {"care-leavers", 208, 0.1, 281, 12, 0, 199},
    };
    struct scene scene;
    scene_open_file(&scene, "scenarios/luton-2020.yaml");
    double year = 365.25 / 7;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double permanent = rows[i].permanent * (1 - 3 / (10 * year)), agency = rows[i].agency * (1 - 1.5 / 80);
        double effective = permanent + agency;
        double lost = (permanent * 0.135 / year + agency / 40) / effective;
        double pace = mean_pace(rows[i].hands_on, rows[i].cases / (18 * effective), 0.28);
        double expected = rows[i].observed * (pace - lost * 1);
        double got = scene_stage(&scene, rows[i].stage)->nominal;
        cr_expect_float_eq(got, expected, 0.002 * expected, "%s: %.6g weeks, by hand %.6g", rows[i].stage, got,
                           expected);
        cr_expect_float_eq(got, rows[i].about, 0.01 * rows[i].about, "%s: %.6g weeks, about %g is documented",
                           rows[i].stage, got, rows[i].about);
    }
    scene_close(&scene);
}
