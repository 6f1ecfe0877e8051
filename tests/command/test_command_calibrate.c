/* Calibrating through the program: a history whose likelihood is known gives the posterior that the likelihood gives, what the
 * folder holds runs again, and wrong questions say why. */
#include <criterion/criterion.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

static const char scenario[] = "tests/theory/scenarios/calibrate-staff.yaml";
static const char history[] = "tests/theory/scenarios/history/calibrate-staff.csv";
static const char leaving[] = "workforce.leaving.rate=10% per year..60% per year";
static const char candidates[] = "recruitment.adverts.candidates=4 per year..40 per year";

enum { KEPT = 15, GRID = 24 };

/* The staff at the start and on the dates that are not held back, ten weeks apart. */
static void read_staff(unsigned staff[static KEPT + 1])
{
    size_t length;
    char *text = program_file(history, &length), *at = strchr(text, '\n');
    staff[0] = 120;
    for (size_t i = 1; i <= KEPT; i++, at = strchr(at + 1, '\n')) {
        at = strstr(at, ",all,");
        staff[i] = (unsigned)atoi(at + strlen(",all,"));
    }
    free(text);
}

/* From one date to the next, those who stay are binomial and those who came and are still there Poisson. */
static double likelihood(const unsigned *staff, double hazard, double rate)
{
    double stays = exp(-hazard * 70 / 365.25), came = rate * (1 - stays) / hazard, logs = 0;
    for (size_t i = 1; i <= KEPT; i++) {
        unsigned before = staff[i - 1], after = staff[i], least = after > 60 ? after - 60 : 0;
        double chance = 0;
        for (unsigned stayed = least; stayed <= before && stayed <= after; stayed++)
            chance += gsl_ran_binomial_pdf(stayed, stays, before) * gsl_ran_poisson_pdf(after - stayed, came);
        logs += log(chance);
    }
    return exp(logs + 40);
}

struct moments {
    double mean, spread;
};

static struct moments moments_of(const double *values, const double *weights)
{
    return (struct moments){gsl_stats_wmean(weights, 1, values, 1, GRID * GRID),
                            gsl_stats_wsd(weights, 1, values, 1, GRID * GRID)};
}

static struct moments found_in(const char *csv, int column)
{
    double values[400];
    size_t count = 0;
    for (const char *at = strchr(csv, '\n'); at && at[1] != '\0'; at = strchr(at + 1, '\n')) {
        const char *field = at + 1;
        for (int i = 0; i < column; i++)
            field = strchr(field, ',') + 1;
        values[count++] = atof(field);
    }
    return (struct moments){gsl_stats_mean(values, 1, count), gsl_stats_sd(values, 1, count)};
}

/* Summaries tell less than the whole history and the tolerance is not nought, so the posterior may be wider than the exact one, up
 * to twice as wide, and is not to be narrower; its mean lies within the exact spread of the exact mean. */
Test(test_command_calibrate, the_posterior_is_that_of_the_likelihood)
{
    unsigned staff[KEPT + 1];
    double hazards[GRID * GRID], rates[GRID * GRID], weights[GRID * GRID];
    read_staff(staff);
    for (int i = 0; i < GRID * GRID; i++) {
        hazards[i] = 10 + 50 * (i / GRID + 0.5) / GRID;
        rates[i] = 4 + 36 * (i % GRID + 0.5) / GRID;
        weights[i] = likelihood(staff, hazards[i] / 100, rates[i]);
    }
    struct moments exact[] = {moments_of(hazards, weights), moments_of(rates, weights)};
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    struct program run = PROGRAM("calibrate", scenario, "--vary", leaving, "--vary", candidates, "--runs", "100",
                                 "--quiet", "--no-charts", "--out", out);
    cr_assert(run.exit == 0 && run.out[0] == '\0' && run.err[0] == '\0', "%d: %s", run.exit, run.err);
    program_release(&run);
    size_t length;
    char *csv = program_file(program_path(1, folder, "out/calibrate.csv"), &length);
    for (int i = 0; i < 2; i++) {
        struct moments found = found_in(csv, i + 1);
        cr_log_info("%d: %g +- %g, exact %g +- %g", i, found.mean, found.spread, exact[i].mean, exact[i].spread);
        cr_assert_float_eq(found.mean, exact[i].mean, exact[i].spread, "%d: mean %g, exact %g", i, found.mean,
                           exact[i].mean);
        cr_assert(found.spread > 0.75 * exact[i].spread && found.spread < 2 * exact[i].spread,
                  "%d: spread %g, exact %g", i, found.spread, exact[i].spread);
    }
    free(csv);
    char *json = program_file(program_path(1, folder, "out/calibrate.json"), &length);
    cr_assert(strstr(json, "\"held_back\": 5") && strstr(json, "\"fitted_to\": 15") && strstr(json, "\"shrinkage\""),
              "%s", json);
    free(json);
    run = PROGRAM("run", program_path(2, folder, "out/calibrated.yaml"), "--runs", "50", "--quiet", "--no-charts",
                  "--out", program_path(3, folder, "again"));
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    program_remove_folder(folder);
}

Test(test_command_calibrate, threads_change_nothing)
{
    static const char *const threads[] = {"1", "2"};
    char *folder = program_folder();
    for (int i = 0; i < 2; i++) {
        struct program run =
            PROGRAM("calibrate", scenario, "--vary", leaving, "--set", "clock.sample=30 weeks", "--runs", "50",
                    "--threads", threads[i], "--quiet", "--no-charts", "--out", program_path(0, folder, threads[i]));
        cr_assert_eq(run.exit, 0, "%s", run.err);
        program_release(&run);
    }
    static const char *const names[] = {"calibrate.csv", "calibrate.json", "calibrated.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char first[40], second[40];
        snprintf(first, sizeof first, "1/%s", names[i]);
        snprintf(second, sizeof second, "2/%s", names[i]);
        cr_assert(program_same_files(program_path(1, folder, first), program_path(2, folder, second)), "%s", names[i]);
    }
    program_remove_folder(folder);
}

Test(test_command_calibrate, wrong_questions_say_why_and_run_nothing)
{
    static const struct {
        const char *file, *option, *value, *says;
    } cases[] = {
        {"scenarios/small.yaml", "--runs", "50", "there is no history in it"},
        {"scenarios/luton-2020.yaml", "--runs", "50", "has 8 figures within the simulated time"},
        {scenario, "--runs", "50", "has 0 uncertain inputs"},
        {scenario, "--runs", "49", "at least 50 members"},
        {scenario, "--hold-back", "60%", "between 5% and 50%"},
        {scenario, "--hold-back", "5", "--hold-back \"5\""},
        {scenario, "--set", "clock.length=60 weeks", "14 lie outside"},
        {scenario, "--vary", "workforce.leaving.rate=8% per year,9% per year", "a range without steps"},
        {scenario, "--vary", "workforce.leavin.rate=8% per year..9% per year", "did you mean \"leaving\""},
        {scenario, "--vary", "clock.seed=1..9", "must be a number that may be uncertain"},
        {scenario, "--vary", "workforce.leaving.rate=1..9", "needs a unit"},
        {scenario, "--vary", "workforce.leaving.rate=8% per year..9%", "both ends of a range are in the same unit"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program run =
            PROGRAM("calibrate", cases[i].file, cases[i].option, cases[i].value, "--out", "/nonexistent/out");
        cr_assert(run.exit == 2 && strstr(run.err, cases[i].says), "%s %s: %d %s", cases[i].option, cases[i].value,
                  run.exit, run.err);
        program_release(&run);
    }
    struct program run = PROGRAM("calibrate", scenario, "--vary", leaving, "--vary", leaving);
    cr_assert(run.exit == 2 && strstr(run.err, "give it once"), "%s", run.err);
    program_release(&run);
}
