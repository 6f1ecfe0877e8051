/* The ledger of children against a hand calculation: one worker who is replaced every 4 weeks. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/program.h"

/* Cases take exactly 10 weeks; the agency seat's incumbents stay exactly 4 weeks and are followed at once, so that a child
 * changes worker twice or three times: 10 / 4 = 2.5 on average over where in the assignment it arrives. */
static const char scenario[] = "schema: 1\n"
                               "clock: {calendar: none, length: 400 weeks, runs: 40, seed: 3}\n"
                               "demand: {sources: {door: {enters: help, rate: 2 per week}}}\n"
                               "pathway: {help: {team: one, takes: 10 weeks}}\n"
                               "teams: {one: {posts: 1}}\n"
                               "agency: {seats: {one: 1}, assignment: 4 weeks, start: 0 weeks, notice: 0 weeks}\n";

static double mean_of(const json_t *ledger, const char *key)
{
    return json_number_value(json_object_get(json_object_get(ledger, key), "mean"));
}

Test(ledger, changes_of_worker_are_counted_by_child)
{
    char *folder = program_folder();
    const char *file = program_path(0, folder, "s.yaml");
    FILE *out = fopen(file, "w");
    fputs(scenario, out);
    fclose(out);
    struct program run = PROGRAM("run", file, "--quiet", "--no-charts", "--out", program_path(1, folder, "out"));
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    json_error_t error;
    json_t *summary = json_load_file(program_path(2, folder, "out/summary.json"), 0, &error);
    const json_t *ledger = json_object_get(summary, "ledger");
    cr_assert_float_eq(mean_of(ledger, "changes_of_worker"), 2.5, 0.02, "%g changes a child",
                       mean_of(ledger, "changes_of_worker"));
    cr_assert_float_eq(mean_of(ledger, "three_or_more_changes"), 0.5, 0.02, "half of them have three");
    /* 390 weeks of arrivals are over within the 400: 2 x 390 children */
    cr_assert_float_eq(mean_of(ledger, "children"), 780, 5 * 28 / 6.3, "%g children", mean_of(ledger, "children"));
    cr_assert(mean_of(ledger, "weeks_unallocated") < 0.05, "%g weeks without a worker",
              mean_of(ledger, "weeks_unallocated"));
    json_decref(summary);
    program_remove_folder(folder);
}
