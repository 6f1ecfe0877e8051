/* What would change a choice, and what is worth knowing before it, through the program: of two ways of working through a queue the
 * new one is better as long as it takes less than the ten weeks of the old, and how long it takes is not known. The number open is
 * Poisson, so the switch and the value of knowing are known too. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/program.h"

static const char choice[] = "tests/theory/scenarios/q13-choice.yaml",
                  queue[] = "tests/theory/scenarios/q13-mginf.yaml";

/* The cell of a column, in the row of an input; quoted cells hold no comma here. */
static double number(const char *csv, const char *path, const char *column)
{
    char start[120];
    int at = 0;
    const char *head = strstr(csv, column), *row;
    cr_assert(head != NULL && head < strchr(csv, '\n'), "no column %s in %s", column, csv);
    for (const char *c = csv; c < head; c++)
        at += *c == ',';
    snprintf(start, sizeof start, "\n\"%s\",", path);
    row = strstr(csv, start);
    cr_assert(row != NULL, "no row of %s in %s", path, csv);
    bool quoted = false;
    for (row++; at > 0; row++) {
        quoted ^= *row == '"';
        at -= *row == ',' && !quoted;
    }
    return *row == ',' || *row == '\n' ? (double)NAN : atof(row);
}

static double chance(double weeks)
{
    return gsl_cdf_poisson_P(80, 8 * weeks);
}

/* Mean of what the better way gains at each length over the way that is better on average; the law of lengths is {likely: 9 weeks,
 * low: 7, high: 11.6}. */
static double worth_of_length(void)
{
    double better = 0, own = 0;
    enum { STEPS = 2000 };
    for (int i = 0; i < STEPS; i++) {
        double z = gsl_cdf_ugaussian_Pinv((i + 0.5) / STEPS) / gsl_cdf_ugaussian_Pinv(0.9);
        double weeks = 9 * pow((z < 0 ? 7 : 11.6) / 9, fabs(z));
        own += chance(weeks) / STEPS;
        better += fmax(chance(weeks), chance(10)) / STEPS;
    }
    return better - fmax(own, chance(10));
}

Test(test_command_decision, the_switch_and_the_worth_of_knowing_are_those_of_theory)
{
    static const char length[] = "pathway.service.takes.mean", handover[] = "workforce.handover.mean";
    static const double middle = 9, high = 11.6;
    char *folder = program_folder();
    size_t size;
    const char *out = program_path(0, folder, "out");
    struct program run = PROGRAM("sensitivity", choice, "--out", out, "--runs", "200");
    cr_assert_eq(run.exit, 0, "%s", run.err);
    char *csv = program_file(program_path(1, out, "switching.csv"), &size);
    double at = middle * pow(high / middle, number(csv, length, "switch_above,"));
    cr_assert(at > 9.7 && at < 10.1, "switches at %g weeks, not at 10", at);
    cr_assert(number(csv, length, "switch_above_from") < log(10 / middle) / log(high / middle));
    cr_assert(isnan(number(csv, length, "switch_below,")) && isnan(number(csv, handover, "switch_above,")) &&
              isnan(number(csv, handover, "switch_below,")));
    free(csv);
    csv = program_file(program_path(1, out, "information.csv"), &size);
    double worth = worth_of_length(), low = number(csv, length, "worth_from"), most = number(csv, length, "worth_to");
    cr_assert(low < worth && worth < most && low > 0, "worth knowing %g to %g, exactly %g", low, most, worth);
    cr_assert(number(csv, handover, "worth,") == 0 && strstr(csv, "\"nothing\"") != NULL, "%s", csv);
    free(csv);
    cr_assert(strstr(run.out, "Old way, not New way, would be chosen with Service, length: mean above") != NULL &&
                  strstr(run.out, "Find out first: Service, length: mean, worth") != NULL,
              "%s", run.out);
    for (const char *line = run.out; *line != '\0'; line += strcspn(line, "\n") + 1)
        if (strncmp(line, "Report: ", 8) != 0)
            cr_assert(strcspn(line, "\n") <= 80, "wider than 80 columns: %s", line);
    static const char *const files[] = {"report.html",           "switching.json", "information.json",
                                        "comparison.yaml",       "manifest.json",  "charts/switching.csv",
                                        "charts/information.csv"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert(access(program_path(2, out, files[i]), F_OK) == 0, "%s is missing", files[i]);
    program_release(&run);
    program_remove_folder(folder);
}

Test(test_command_decision, threads_change_no_byte)
{
    static const struct {
        const char *file, *one, *other, *names[2];
    } cases[] = {
        {choice, "--top=1", NULL, {"switching.csv", "information.json"}},
        {queue, "--method=morris", "--trajectories=5", {"morris.csv", "morris.json"}},
        {queue, "--method=sobol", "--totals", {"sobol.csv", "sobol.json"}},
    };
    char *folder = program_folder();
    const char *outs[] = {program_path(0, folder, "one"), program_path(1, folder, "four")};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < 2; k++) {
            const char *const line[] = {
                "sensitivity",
                cases[i].file,
                "--out",
                outs[k],
                k == 0 ? "--threads=1" : "--threads=4",
                "--no-charts",
                "--quiet",
                "--runs=100",
                "--set=clock.length=52 weeks",
                "--set=workforce.handover={likely: 1 week, low: 0 weeks, high: 4 weeks}",
                "--set=demand.sources.arrivals.rate={likely: 8 per week, low: 7 per week, high: 9 per week}",
                cases[i].one,
                cases[i].other,
                NULL};
            struct program run = program_run(line);
            cr_assert_eq(run.exit, 0, "%s", run.err);
            program_release(&run);
        }
        for (size_t k = 0; k < 2; k++)
            cr_assert(program_same_files(program_path(2, outs[0], cases[i].names[k]),
                                         program_path(3, outs[1], cases[i].names[k])),
                      "%s differs", cases[i].names[k]);
    }
    program_remove_folder(folder);
}

/* Effects and shares of a queue are known: cases are Poisson with mean rate x length, so mean caseload is that over the staff. */
Test(test_command_decision, effects_and_shares_of_a_queue_are_those_of_theory)
{
    static const char rate[] = "demand.sources.arrivals.rate", handover[] = "workforce.handover.mean";
    static const double weeks = 10, fte = 4, low = 7, high = 9;
    char *folder = program_folder();
    size_t size;
    for (int sobol = 0; sobol < 2; sobol++) {
        const char *out = program_path(0, folder, sobol ? "sobol" : "morris");
        struct program run =
            PROGRAM("sensitivity", queue, "--out", out, "--runs", sobol ? "1000" : "400", "--no-charts", "--quiet",
                    "--set", "clock.length=52 weeks", "--set", "pathway.service.takes=10 weeks", "--set",
                    "demand.sources.arrivals.rate={likely: 8 per week, low: 7 per week, high: 9 per week}", "--set",
                    "workforce.handover={likely: 1 week, low: 0 weeks, high: 4 weeks}",
                    sobol ? "--method=sobol" : "--method=morris", sobol ? "--totals" : NULL);
        cr_assert_eq(run.exit, 0, "%s", run.err);
        char *csv = program_file(program_path(1, out, sobol ? "sobol.csv" : "morris.csv"), &size);
        if (sobol) {
            /* rates: two-piece lognormal about 8; the variance of the mean, and the Poisson's own, which is the mean */
            double mean = 0, square = 0;
            enum { STEPS = 2000 };
            for (int i = 0; i < STEPS; i++) {
                double z = gsl_cdf_ugaussian_Pinv((i + 0.5) / STEPS) / gsl_cdf_ugaussian_Pinv(0.9);
                double cases = weeks * 8 * pow((z < 0 ? low : high) / 8, fabs(z));
                mean += cases / STEPS;
                square += cases * cases / STEPS;
            }
            double share = (square - mean * mean) / (square - mean * mean + mean);
            cr_assert(number(csv, rate, "caseload_first_from") < share &&
                          share < number(csv, rate, "caseload_first_to"),
                      "exactly %g: %s", share, csv);
            cr_assert(fabs(number(csv, rate, "caseload_total,") - share) < 0.1, "exactly %g or a little more: %s",
                      share, csv);
            cr_assert(number(csv, handover, "caseload_total,") == 0, "%s", csv);
            cr_assert(fabs(number(csv, "", "caseload_total,") - (1 - share)) < 0.1,
                      "luck, exactly %g or a little more: %s", 1 - share, csv);
        } else {
            double effect = 0; /* two thirds of the way from low to high or back, by quantiles; over the whole way */
            static const double levels[] = {0, 1.0 / 3, 2.0 / 3, 1};
            double cases[4];
            for (size_t i = 0; i < 4; i++) {
                double z = gsl_cdf_ugaussian_Pinv(0.1 + 0.8 * levels[i]) / gsl_cdf_ugaussian_Pinv(0.9);
                cases[i] = weeks * 8 * pow((z < 0 ? low : high) / 8, fabs(z)) / fte;
            }
            effect = ((cases[2] - cases[0]) + (cases[3] - cases[1])) / 2 * 1.5;
            cr_assert(number(csv, rate, "caseload_mean_from") < effect &&
                          effect < number(csv, rate, "caseload_mean_to"),
                      "exactly %g: %s", effect, csv);
            cr_assert(number(csv, handover, "caseload_size,") == 0 && number(csv, handover, "chance_spread,") == 0);
        }
        free(csv);
        program_release(&run);
    }
    program_remove_folder(folder);
}
