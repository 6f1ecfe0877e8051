/* The cheapest mix through the program: with one lever it is the answer of solve, with several it keeps its limits, and wrong
 * questions run nothing. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/program.h"

static const char staff[] = "tests/theory/scenarios/solve-staff.yaml";
static const char money[] = "scenarios/options/academy.yaml";

static char *value_of(const char *json, const char *path)
{
    char quoted[120];
    snprintf(quoted, sizeof quoted, "\"%s\": \"", path);
    char *at = strstr(json, quoted);
    cr_assert(at != NULL, "no %s in %s", path, json);
    return at + strlen(quoted);
}

static char *result_of(const char *folder, const char *name, const char *const *arguments)
{
    size_t length;
    struct program run = program_run(arguments);
    cr_assert(run.exit == 0 && run.err[0] == '\0', "%d: %s", run.exit, run.err);
    program_release(&run);
    char *json = program_file(program_path(1, folder, name), &length);
    cr_assert(json != NULL);
    return json;
}

Test(test_command_optimise, with_one_lever_it_agrees_with_solve)
{
    char *folder = program_folder();
    const char *vary = "teams.pool.staff.settled.fte=5..40";
    static const char *const targets[] = {"enough", "few"};
    for (size_t i = 0; i < 2; i++) {
        const char *out = program_path(0, folder, "solve");
        char *solved = result_of(folder, "solve/solve.json",
                                 (const char *const[]){"solve", staff, "--vary", vary, "--target", targets[i],
                                                       "--chance", "80%", "--quiet", "--out", out, NULL});
        out = program_path(0, folder, "optimise");
        char *found = result_of(folder, "optimise/optimise.json",
                                (const char *const[]){"optimise", staff, "--vary", vary, "--target", targets[i],
                                                      "--chance", "80%", "--quiet", "--no-charts", "--out", out, NULL});
        cr_assert_eq(atoi(value_of(solved, "answer")), atoi(value_of(found, "teams.pool.staff.settled.fte")),
                     "solve %s, optimise %s", solved, found);
        free(solved);
        free(found);
    }
    program_remove_folder(folder);
}

Test(test_command_optimise, a_list_is_searched_whole_and_none_is_said_to_be_none)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    char *json =
        result_of(folder, "out/optimise.json",
                  (const char *const[]){"optimise", staff, "--vary", "teams.pool.staff.settled.fte=21,16,18", "--vary",
                                        "workforce.leaving.rate=20..30% per year/5", "--target", "enough", "--chance",
                                        "80%", "--runs", "600", "--quiet", "--no-charts", "--out", out, NULL});
    cr_assert(strstr(json, "\"outcome\": \"found\"") != NULL, "%s", json);
    cr_assert(strstr(json, "\"mixes\": 9,") != NULL, "%s", json);
    free(json);
    json = result_of(folder, "out/optimise.json",
                     (const char *const[]){"optimise", staff, "--vary", "teams.pool.staff.settled.fte=5..12",
                                           "--target", "enough", "--chance", "80%", "--runs", "300", "--quiet",
                                           "--no-charts", "--out", out, NULL});
    cr_assert(strstr(json, "\"outcome\": \"never\"") != NULL && strstr(json, "No mix within these bounds") != NULL,
              "%s", json);
    free(json);
    program_remove_folder(folder);
}

Test(test_command_optimise, wrong_questions_run_nothing)
{
    static const struct {
        const char *option, *value, *told;
    } cases[] = {
        {"--limit", "agency_shar=15%", "did you mean \"agency_share\""},
        {"--limit", "agency_share", "should be NAME=MOST"},
        {"--limit", "agency_share=15", "write"},
        {"--limit",
         "extra.2035-36=\xc2\xa3"
         "1m",
         "no financial year"},
        {"--budget", "lots", "--budget \"lots\""},
        {"--chance", "120%", "--chance"},
        {"--vary", "clock.runs=10..20", "cannot be varied"},
        {"--vary", "teams.nowhere.posts=1..3", "there is no teams.nowhere"},
        {"--vary", "pipelines", "should be PATH=VALUES"},
        {"--runs", "auto", "--runs"},
    };
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program run = PROGRAM("optimise", money, "--vary", "pipelines.academy.size=0..24/6", cases[i].option,
                                     cases[i].value, "--out", out);
        cr_assert(run.exit == 2 && strstr(run.err, cases[i].told) != NULL, "%s %s: %d, %s", cases[i].option,
                  cases[i].value, run.exit, run.err);
        program_release(&run);
        cr_assert(access(out, F_OK) != 0, "%s %s left a folder", cases[i].option, cases[i].value);
    }
    program_remove_folder(folder);
}
