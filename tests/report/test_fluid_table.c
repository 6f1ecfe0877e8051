#include "report/fluid_table.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "report/fixture.h"
#include "report/html.h"
#include "report/terminal.h"
#include "support/program.h"

TestSuite(fluid_table);

/* The simulation has 10 cases in every team; the twin has `cases`. */
static bool flagged(struct fixture *fixture, double cases, double step, struct text *words)
{
    struct fluid fluid = {.samples = fixture->ensemble.samples, .teams = fixture->prepared.team_count};
    fluid.open = mem_new(fluid.samples * fluid.teams, sizeof *fluid.open);
    fluid.staff = mem_new(fluid.samples * fluid.teams, sizeof *fluid.staff);
    for (size_t i = 0; i < fluid.samples * fluid.teams; i++) {
        fluid.open[i] = cases;
        fluid.staff[i] = 4;
    }
    for (size_t t = 0; t < fluid.teams; t++) {
        fixture_set(fixture, METRIC_OPEN, (int)t, 10, 0, step);
        fixture_set(fixture, METRIC_HELD, (int)t, 10, 0, step);
    }
    fixture->run.fluid = &fluid;
    text_clear(words);
    terminal_write(&fixture->run, (struct terminal_style){.utf8 = true}, NULL, words);
    bool on_terminal = strstr(words->at, "so far apart") != NULL;
    text_clear(words);
    struct trail trail = {0};
    html_write(&fixture->run, NULL, &trail, words);
    trail_release(&trail);
    const char *inputs = strstr(words->at, "id=\"derived\""), *told = strstr(words->at, "so far apart");
    bool on_front = told != NULL && told < inputs;
    text_clear(words);
    bool beyond = fluid_table_words(&fixture->run, NULL, words);
    cr_expect_eq(on_terminal, beyond, "the terminal says so when, and only when, a team is beyond its class");
    cr_expect_eq(on_front, beyond, "and so does the first page");
    fluid_release(&fluid);
    fixture->run.fluid = NULL;
    return beyond;
}

Test(fluid_table, what_is_further_apart_than_usual_is_said)
{
    struct fixture fixture;
    struct text words = {0};
    fixture_open(&fixture, fixture_service, 4);
    cr_expect_not(flagged(&fixture, 10, 0, &words), "the same: %s", words.at);
    cr_expect_not(flagged(&fixture, 10.9, 0, &words), "within a tenth: %s", words.at);
    cr_expect(flagged(&fixture, 14, 0, &words), "far apart: %s", words.at);
    cr_expect(strstr(words.at, "so far apart") != NULL, "it says %s", words.at);
    cr_expect_not(flagged(&fixture, 14, 3, &words), "far apart, but so are the runs: %s", words.at);
    text_release(&words);
    fixture_close(&fixture);
}

/* The table has both, and the shipped service agrees with its twin. */
Test(fluid_table, a_run_has_its_second_opinion)
{
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "out");
    struct program program =
        PROGRAM("run", "scenarios/luton-2020.yaml", "--runs", "20", "--quiet", "--no-charts", "--out", dir);
    cr_assert_eq(program.exit, 0, "%s", program.err);
    program_release(&program);
    char *csv = program_file(program_path(1, dir, "fluid.csv"), NULL);
    char *page = program_file(program_path(1, dir, "report.html"), NULL);
    cr_assert(csv != NULL && page != NULL);
    cr_expect_eq(strncmp(csv, "week,date,of,measure,fluid,simulated\n0,2020-10-05,all,open,2482,2482\n", 69), 0,
                 "it begins with %.80s", csv);
    cr_expect(strstr(page, "which know no luck, ends with open cases that agree") != NULL, "no agreement on the page");
    free(csv);
    free(page);
    program_remove_folder(folder);
}
