/* Days of the scenario's own on which nobody works lengthen a statutory limit. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "support/outcome.h"
#include "support/program.h"

/* Every case takes a week, which holds five working days where there is no holiday; the limit is four. */
static double late(const char *holidays)
{
    char *folder = program_folder();
    const char *path = program_path(0, folder, "s.yaml");
    FILE *file = fopen(path, "w");
    fprintf(file,
            "schema: 1\n"
            "clock: {start: 2021-06-07, length: 3 weeks, sample: 3 weeks, runs: 5, holidays: %s}\n"
            "demand: {sources: {door: {enters: help, rate: 20 per week}}}\n"
            "pathway: {help: {team: one, takes: 1 week, limit: 4 working days}}\n"
            "teams: {one: {posts: 1, staff: {settled: {fte: 1}}}}\n",
            holidays);
    fclose(file);
    struct program run = PROGRAM("run", path, "--quiet", "--no-charts", "--out", program_path(1, folder, "out"));
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    struct outcome outcome;
    outcome_open(&outcome, program_path(1, folder, "out"));
    double value = outcome_at(&outcome, "stage/help", "stage_late", 3)->mean;
    outcome_release(&outcome);
    program_remove_folder(folder);
    return value;
}

Test(holidays, a_day_of_closure_is_no_working_day)
{
    cr_assert(late("{}") > 20, "five working days are more than four");
    cr_assert_eq(late("{a: {date: 2021-06-09}, b: {date: 2021-06-16}, c: {date: 2021-06-23}}"), 0,
                 "with a day of closure in each week they are four");
}
