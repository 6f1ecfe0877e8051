/* Relation M14: when arrivals and places are scaled up together, the mean number of cases a place comes to the fluid limit
 *     dx/dt = rate(t) - min(x, places) / duration,
 * with an error that falls like 1 / sqrt(scale) or faster. On the seasonal team of case Q25. */
#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdio.h>

#include "support/outcome.h"
#include "support/program.h"

enum { SCALES = 3, LOOKS = 8 };

static int flow(double week, const double x[], double change[], void *unused)
{
    (void)unused;
    change[0] = 7 + 2 * sin(2 * acos(-1) * week / 52) - fmin(x[0], 60) / 8;
    return GSL_SUCCESS;
}

static void solve(double fluid[static LOOKS])
{
    gsl_odeiv2_system system = {.function = flow, .dimension = 1};
    gsl_odeiv2_driver *driver = gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rkf45, 0.01, 1e-9, 1e-9);
    double week = 0, x[1] = {0};
    for (int i = 0; i < LOOKS; i++) {
        gsl_odeiv2_driver_apply(driver, &week, 13 * (i + 1), x);
        fluid[i] = x[0];
    }
    gsl_odeiv2_driver_free(driver);
}

/* Root mean square over the looks of the distance from the fluid limit, per unit of scale. */
static double distance(int scale, const char *runs, const double fluid[static LOOKS])
{
    char rate[80], cap[80], *folder = program_folder();
    snprintf(rate, sizeof rate, "demand.sources.arrivals.rate=%d per week", 7 * scale);
    snprintf(cap, sizeof cap, "teams.pool.cap=%d", 10 * scale);
    struct program program =
        PROGRAM("run", "tests/theory/scenarios/q25-season-caps.yaml", "--set", rate, "--set", cap, "--set",
                "targets={}", "--runs", runs, "--quiet", "--no-charts", "--out", program_path(0, folder, "out"));
    cr_assert_eq(program.exit, 0, "%s", program.err);
    program_release(&program);
    struct outcome outcome;
    double squares = 0;
    outcome_open(&outcome, program_path(0, folder, "out"));
    for (int i = 0; i < LOOKS; i++) {
        double x = outcome_at(&outcome, "service/all", "open", 13 * (i + 1))->mean / scale;
        squares += (x - fluid[i]) * (x - fluid[i]);
    }
    outcome_release(&outcome);
    program_remove_folder(folder);
    return sqrt(squares / LOOKS);
}

Test(fluid_limit, large_services_come_to_it)
{
    static const char *const runs[SCALES] = {"2000", "1000", "500"};
    double fluid[LOOKS], far[SCALES];
    solve(fluid);
    for (int i = 0, scale = 1; i < SCALES; i++, scale *= 4)
        far[i] = distance(scale, runs[i], fluid);
    for (int i = 1; i < SCALES; i++)
        cr_assert(far[i] < 0.6 * far[i - 1], "scale %d: %.3f cases from the limit, four times smaller: %.3f",
                  1 << (2 * i), far[i], far[i - 1]);
}
