#include "support/kinds.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define SMALL "tests/scenarios/valid/small.yaml"
#define COMPARISON "tests/scenarios/valid/comparison.yaml"
#define RANGE "demand.sources.community.rate={likely: 6 per week, low: 5 per week, high: 7 per week}"

static const char valid[] = "tests/scenarios/valid", theory[] = "tests/theory/scenarios", plan[] = "PLAN",
                  actuals[] = "ACTUALS";

const struct kind kinds[] = {
    {.name = "run", .words = {"run", SMALL}, .runs = "10", .inputs = valid, .number = "series.csv"},
    {.name = "compare", .words = {"compare", COMPARISON}, .runs = "4", .inputs = valid, .number = "decision.csv"},
    {.name = "compare --decide",
     .words = {"compare", COMPARISON, "--decide", "--futures", "none"},
     .runs = "4",
     .inputs = valid,
     .number = "decision.csv"},
    {.name = "sweep",
     .words = {"sweep", SMALL, "--vary", "teams.locality.posts.funded=3,4"},
     .runs = "2",
     .inputs = valid,
     .number = "sweep.csv"},
    {.name = "solve",
     .words = {"solve", SMALL, "--vary", "teams.locality.posts.funded=3..4"},
     .runs = "4",
     .inputs = valid,
     .number = "solve.csv",
     .chart = "charts/solve.svg"},
    {.name = "sensitivity",
     .words = {"sensitivity", SMALL, "--set", RANGE},
     .runs = "2",
     .inputs = valid,
     .number = "sensitivity.csv"},
    {.name = "sensitivity --method morris",
     .words = {"sensitivity", SMALL, "--set", RANGE, "--method", "morris", "--trajectories", "2"},
     .runs = "2",
     .inputs = valid,
     .number = "morris.csv"},
    {.name = "sensitivity --method sobol",
     .words = {"sensitivity", SMALL, "--set", RANGE, "--method", "sobol"},
     .runs = "100",
     .inputs = valid,
     .number = "sobol.csv"},
    {.name = "sensitivity COMPARISON",
     .words = {"sensitivity", COMPARISON, "--set", RANGE},
     .runs = "4",
     .inputs = valid,
     .number = "switching.csv"},
    {.name = "optimise",
     .words = {"optimise", SMALL, "--vary", "teams.locality.posts.funded=3,5", "--chance", "10%", "--set",
               "money={pay: {social-worker: \"£37,000 per year\"}, agency: {hourly: {social-worker: £40}}}"},
     .runs = "4",
     .inputs = valid,
     .number = "optimise.csv",
     .chart = "charts/mixes.svg"},
    {.name = "causes", .words = {"causes", SMALL}, .runs = "4", .inputs = valid, .number = "causes.csv"},
    {.name = "delay", .words = {"delay", SMALL, "--months", "1"}, .runs = "4", .inputs = valid, .number = "delay.csv"},
    {.name = "track",
     .words = {"track", plan, "--actuals", actuals},
     .inputs = plan,
     .number = "track.csv",
     .chart = "charts/track.svg"},
    {.name = "calibrate",
     .words = {"calibrate", "tests/theory/scenarios/calibrate-staff.yaml", "--vary",
               "workforce.leaving.rate=8% per year..40% per year"},
     .runs = "50",
     .inputs = theory,
     .number = "calibrate.csv",
     .chart = "charts/calibration.svg"},
};
const size_t kind_count = sizeof kinds / sizeof *kinds;

void kinds_prepare(const char *folder)
{
    struct program run =
        PROGRAM("run", SMALL, "--runs", "100", "--quiet", "--no-charts", "--out", program_path(7, folder, "plan"));
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    FILE *file = fopen(program_path(7, folder, "actuals.csv"), "w");
    cr_assert_not_null(file);
    fputs("date,measure,team,value\n2021-01-31,caseload,,14\n2021-03-15,caseload,,30\n", file);
    fclose(file);
}

const char *kinds_inputs(const struct kind *kind, const char *folder)
{
    return kind->inputs == plan ? program_path(7, folder, "plan") : kind->inputs;
}

struct program kinds_start(const struct kind *kind, const char *folder, const char *out, const char *runs)
{
    const char *words[24];
    size_t count = 0;
    for (size_t i = 0; kind->words[i] != NULL; i++)
        words[count++] = kind->words[i] == plan      ? program_path(7, folder, "plan")
                         : kind->words[i] == actuals ? program_path(6, folder, "actuals.csv")
                                                     : kind->words[i];
    if (kind->runs != NULL) {
        words[count++] = "--runs";
        words[count++] = runs != NULL ? runs : kind->runs;
    }
    if (kind->chart == NULL)
        words[count++] = "--no-charts";
    words[count++] = "--quiet";
    words[count++] = "--out";
    words[count++] = out;
    words[count] = NULL;
    return program_start(words);
}

struct program kinds_run(const struct kind *kind, const char *folder, const char *out)
{
    struct program program = kinds_start(kind, folder, out, NULL);
    program_wait(&program);
    return program;
}
