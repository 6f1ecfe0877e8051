/* Which input matters, through the program: cases in an M/G/inf queue are Poisson with mean rate x duration, so every effect
 * of the rate is known, and what nobody meets does nothing at all. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/program.h"

enum { AT_LIKELY = 5, AT_LOW = 8, AT_HIGH = 11, LOW_CHANGE = 14, HIGH_CHANGE = 17, SWING = 20, WIDTH = 23, TOLD = 24 };

static const char queue[] = "tests/theory/scenarios/q13-mginf.yaml";

/* The row of an input and a measure, from column `column` on; no label here holds a comma. */
static const char *cell(const char *csv, const char *path, const char *measure, int column)
{
    char start[120];
    snprintf(start, sizeof start, "\n\"%s\",", path);
    const char *row = strstr(csv, start);
    while (row != NULL) {
        const char *at = row + 1;
        for (int i = 0; i < 2; i++)
            at = strchr(at, ',') + 1;
        if (strncmp(at, measure, strlen(measure)) == 0) {
            for (int i = 2; i < column; i++)
                at = strchr(at, ',') + 1;
            return at;
        }
        row = strstr(row + 1, start);
    }
    cr_assert(false, "no row of %s and %s in %s", path, measure, csv);
    return "";
}

static double number(const char *csv, const char *path, const char *measure, int column)
{
    return atof(cell(csv, path, measure, column));
}

/* The figure, the lower and the upper end of its interval stand in a row; the truth lies within, or a little beside. */
static void check_near(const char *csv, const char *path, const char *measure, int column, double truth)
{
    double mean = number(csv, path, measure, column), low = number(csv, path, measure, column + 1),
           high = number(csv, path, measure, column + 2), slack = (high - low) / 4;
    cr_assert(low < mean && mean < high, "%s, %s: column %d is no interval", path, measure, column);
    cr_assert(truth > low - slack && truth < high + slack, "%s, %s, column %d: %g (%g to %g), exactly %g", path,
              measure, column, mean, low, high, truth);
}

/* The range leans to one side, so that inputs drawn in place of likely ones would show. */
Test(test_command_sensitivity, effects_of_a_rate_are_those_of_theory_and_idle_inputs_have_none)
{
    static const char rate[] = "demand.sources.arrivals.rate", handover[] = "workforce.handover";
    static const double rates[] = {8, 7.6, 10}, weeks = 10, fte = 4, level = 80;
    static const int columns[] = {AT_LIKELY, AT_LOW, AT_HIGH};
    char *folder = program_folder();
    size_t length;
    const char *out = program_path(0, folder, "out");
    struct program run =
        PROGRAM("sensitivity", queue, "--out", out, "--runs", "400", "--set", "clock.length=52 weeks", "--target",
                "few-at-52", "--set", "targets.few-at-52.at_most=80", "--set", "pathway.service.takes=10 weeks",
                "--set", "demand.sources.arrivals.rate={likely: 8 per week, low: 7.6 per week, high: 10 per week}",
                "--set", "workforce.handover={likely: 1 week, low: 0 weeks, high: 4 weeks}");
    cr_assert_eq(run.exit, 0, "%s", run.err);
    char *csv = program_file(program_path(1, out, "sensitivity.csv"), &length);
    for (size_t i = 0; i < 3; i++) {
        double cases = rates[i] * weeks;
        check_near(csv, rate, "chance", columns[i], gsl_cdf_poisson_P((unsigned)level, cases));
        check_near(csv, rate, "caseload", columns[i], cases / fte);
    }
    check_near(csv, rate, "caseload", LOW_CHANGE, (7.6 - 8) * weeks / fte);
    check_near(csv, rate, "caseload", HIGH_CHANGE, (10 - 8) * weeks / fte);
    check_near(csv, rate, "caseload", SWING, (10 - 7.6) * weeks / fte);
    cr_assert(strncmp(cell(csv, rate, "chance", TOLD), "true", 4) == 0);
    static const char *const measures[] = {"chance", "caseload"};
    for (size_t i = 0; i < 2; i++) {
        for (int column = LOW_CHANGE; column <= WIDTH; column++)
            cr_assert(number(csv, handover, measures[i], column) == 0, "handover moves the %s", measures[i]);
        cr_assert(strncmp(cell(csv, handover, measures[i], TOLD), "false", 5) == 0);
    }
    cr_assert(strstr(csv, rate) < strstr(csv, handover), "the widest does not stand first");
    cr_assert(strstr(run.out, "The chance moves most with Arrivals: rate (") != NULL, "%s", run.out);
    cr_assert(strstr(run.out, "  none") != NULL, "the terminal does not say that handover does nothing: %s", run.out);
    for (const char *line = run.out; *line != '\0'; line += strcspn(line, "\n") + 1)
        if (strncmp(line, "Report: ", 8) != 0)
            cr_assert(strcspn(line, "\n") <= 80, "wider than 80 columns: %s", line);
    static const char *const files[] = {"report.html", "sensitivity.json", "resolved.yaml", "manifest.json",
                                        "charts/tornado.csv"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert(access(program_path(2, out, files[i]), F_OK) == 0, "%s is missing", files[i]);
    free(csv);
    program_release(&run);
    program_remove_folder(folder);
}

Test(test_command_sensitivity, own_ends_take_the_place_of_what_the_scenario_says)
{
    char *folder = program_folder();
    size_t length;
    const char *out = program_path(0, folder, "out");
    struct program run = PROGRAM("sensitivity", "tests/scenarios/valid/small.yaml", "--runs", "20", "--no-charts",
                                 "--out", out, "--vary", "teams.locality.posts.funded=3..6", "--vary",
                                 "demand.sources.community.rate=5..9 children per week", "--target", "locality-16",
                                 "--top", "1", "--set", "teams.locality.capacity={likely: 14, low: 12, high: 16}");
    cr_assert_eq(run.exit, 0, "%s", run.err);
    char *csv = program_file(program_path(1, out, "sensitivity.csv"), &length);
    cr_assert(strstr(csv, "\"3\",\"6\"") && strstr(csv, "\"5 children per week\",\"9 children per week\""), "%s", csv);
    cr_assert(strstr(csv, "teams.locality.capacity") == NULL, "more than what was asked for is moved");
    cr_assert(strstr(run.out, "1 more inputs") == NULL && strstr(run.out, "One more input") != NULL, "%s", run.out);
    free(csv);
    program_release(&run);
    program_remove_folder(folder);
}

Test(test_command_sensitivity, wrong_ones_say_why_and_run_nothing)
{
    static const struct {
        const char *option, *more, *says;
    } cases[] = {
        {"--quiet", NULL, "no value in it is uncertain; write one as {likely: , low: , high: }"},
        {"--vary=teams.localty.posts.funded=1..2", NULL, "did you mean \"locality\"?"},
        {"--vary=workforce.leaving.rat=1..2", NULL, "there is no workforce.leaving.rat"},
        {"--vary=teams.locality.posts.funded=3..6/3", NULL, "a low and a high value"},
        {"--vary=teams.locality.posts.funded=3,4,5", NULL, "a low and a high value"},
        {"--vary=teams.locality.posts.funded=3", NULL, "a low and a high value"},
        {"--vary=teams.locality.posts.funded=6..3", NULL, "lower end of a range stands first"},
        {"--vary=workforce.leaving.rate=5..6", NULL, "needs a unit"},
        {"--vary=teams.locality.posts.funded=3..6", "--vary=teams.locality.posts.funded=4..5", "stands there twice"},
        {"--vary=clock.runs=10..20", NULL, "cannot be varied"},
        {"--vary=teams.locality.posts.funded=3..6", "--top=0", "too small"},
        {"--vary=teams.locality.posts.funded=3..6", "--target=locality-61", "did you mean \"locality-16\"?"},
        {"--set=targets=null", NULL, "nothing to judge by"},
        {"--method=mori", NULL, "should be tornado, morris or sobol"},
        {"--method=sobol", NULL, "no value in it is uncertain"},
        {"--method=morris", "--vary=teams.locality.posts.funded=3..6", "--vary is for the tornado"},
        {"--method=morris", "--totals", "--totals is for --method sobol"},
        {"--method=sobol", "--trajectories=5", "--trajectories is for --method morris"},
        {"--method=sobol", "--publication", "--publication is for the tornado"},
        {"--totals", NULL, "--totals for --method sobol"},
    };
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const line[] = {
            "sensitivity", "tests/scenarios/valid/small.yaml", "--out", out, cases[i].option, cases[i].more, NULL};
        struct program run = program_run(line);
        cr_assert(run.exit == 2 && strstr(run.err, cases[i].says) != NULL && run.out[0] == '\0', "%s: exit %d, says %s",
                  cases[i].option, run.exit, run.err);
        cr_assert(access(out, F_OK) != 0, "%s writes a folder", cases[i].option);
        program_release(&run);
    }
    program_remove_folder(folder);
}
