/* Options against a baseline: a null option is the same to the last bit, a small one is told from nought, unlike ones are
 * refused. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/workbook.h"
#include "support/program.h"

static const char base[] = "tests/scenarios/valid/small.yaml";

static const char *option(const char *name, const char *body)
{
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "tests/scenarios/valid/.option-%s.yaml", name);
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL, "cannot write %s", path);
    fprintf(file, "schema: 1\nextends: small.yaml\nname: %s\n%s", name, body);
    fclose(file);
    return path;
}

/* The field of a line of comparison.csv that starts with `start`, counted from 0. */
static double field(const char *csv, const char *start, int which)
{
    const char *line = strstr(csv, start);
    cr_assert(line != NULL, "no line starts with %s", start);
    for (; which > 0; which--)
        line = strchr(line, ',') + 1;
    return atof(line);
}

Test(test_compare, a_null_option_is_the_same_and_one_post_is_told_from_nought)
{
    const char *same = option("same", "");
    const char *post = option("one-post", "teams: {front-door: {posts: {funded: 5}, staff: {settled: {fte: 4}}}}\n");
    char *folder = program_folder();
    struct program run =
        PROGRAM("compare", base, same, post, "--runs", "60", "--quiet", "--out", program_path(0, folder, "out"));
    remove(same);
    remove(post);
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    size_t length;
    char *csv = program_file(program_path(0, folder, "out/comparison.csv"), &length);
    cr_assert_eq(field(csv, "same,all,caseload,26", 7), 0, "the null option differs");
    cr_assert_eq(field(csv, "same,all,open,26", 7), 0, "the null option differs");
    cr_assert(field(csv, "one-post,front-door,caseload,26", 9) < 0, "one more worker is not told from nought");
    cr_assert(field(csv, "one-post,front-door,open,26", 10) > 2, "pairing achieves less than twofold: %g",
              field(csv, "one-post,front-door,open,26", 10));
    free(csv);
    program_remove_folder(folder);
}

/* Every scenario gets as many runs as the least certain change needs, and says so. */
Test(test_compare, runs_end_when_the_change_is_known)
{
    const char *post = option("one-post", "teams: {front-door: {posts: {funded: 5}, staff: {settled: {fte: 4}}}}\n");
    char *folder = program_folder();
    struct program run = PROGRAM("compare", base, post, "--runs", "auto:4%", "--out", program_path(0, folder, "out"));
    remove(post);
    cr_assert_eq(run.exit, 0, "%s", run.err);
    const char *said = strstr(run.out, "Stopped after ");
    cr_assert_not_null(said, "it does not say why it stopped: %s", run.out);
    int runs = atoi(said + strlen("Stopped after "));
    cr_assert(runs >= 100 && runs < 1000 && runs % 50 == 0, "it stopped after %d runs", runs);
    char *csv = program_file(program_path(0, folder, "out/comparison.csv"), NULL);
    cr_assert_eq(field(csv, "one-post,all,caseload,26", 12), runs, "the numbers are of %g runs",
                 field(csv, "one-post,all,caseload,26", 12));
    char line[32];
    snprintf(line, sizeof line, "\n  runs: %d\n", runs);
    static const char *const files[] = {"out/small.yaml", "out/one-post.yaml"};
    for (size_t i = 0; i < 2; i++) {
        char *resolved = program_file(program_path(0, folder, files[i]), NULL);
        cr_assert_not_null(strstr(resolved, line), "%s runs another number of times", files[i]);
        free(resolved);
    }
    free(csv);
    program_release(&run);
    program_remove_folder(folder);
}

Test(test_compare, what_cannot_be_compared_is_refused)
{
    const char *longer = option("longer", "clock: {length: 52 weeks}\n");
    const char *twin = option("small", "");
    struct program unlike = PROGRAM("compare", base, longer, "--quiet"),
                   twice = PROGRAM("compare", base, twin, "--quiet");
    struct program alone = PROGRAM("compare", base);
    remove(longer);
    remove(twin);
    cr_assert(unlike.exit == 2 && strstr(unlike.err, "clock.length differs") != NULL, "%d: %s", unlike.exit,
              unlike.err);
    cr_assert(twice.exit == 2 && strstr(twice.err, "both called \"small\"") != NULL, "%d: %s", twice.exit, twice.err);
    cr_assert(alone.exit == 2 && strstr(alone.err, "alone has nothing to be compared with") != NULL, "%d: %s",
              alone.exit, alone.err);
    program_release(&unlike);
    program_release(&twice);
    program_release(&alone);
}

static const char *const tables[] = {"comparison.csv",  "decision.csv",      "regret.csv",
                                     "comparison.json", "scrutiny.json",     "comparison.yaml",
                                     "one-post.yaml",   "current-plan.yaml", "no-agency.yaml"};

Test(test_compare, the_resolved_comparison_gives_the_same_bytes)
{
    char *folder = program_folder();
    const char *first = program_path(0, folder, "first"), *again = program_path(1, folder, "again");
    struct program run = PROGRAM("compare", "tests/scenarios/valid/comparison.yaml", "--seed", "5", "--set",
                                 "workforce.leaving.rate=16% per year", "--out", first);
    cr_assert_eq(run.exit, 0, "%s", run.err);
    static const char *const lines[] = {"A small comparison\n", "One more post: the chance of meeting", "more over the",
                                        "Worst regret", "here they do only what"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        cr_assert_not_null(strstr(run.out, lines[i]), "\"%s\" is not in\n%s", lines[i], run.out);
    for (char *line = strtok(run.out, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        size_t width = 0;
        for (const char *at = line; *at != '\0'; at++)
            width += ((unsigned char)*at & 0xC0) != 0x80;
        cr_assert(width <= 80 || strstr(line, "Numbers: ") == line, "%zu columns: %s", width, line);
    }
    program_release(&run);
    char *comparison = strdup(program_path(2, folder, "first/comparison.yaml"));
    run = PROGRAM("compare", comparison, "--threads", "1", "--quiet", "--out", again);
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char a[64], b[64];
        snprintf(a, sizeof a, "first/%s", tables[i]);
        snprintf(b, sizeof b, "again/%s", tables[i]);
        cr_assert(program_same_files(program_path(3, folder, a), program_path(4, folder, b)), "%s differs", tables[i]);
    }
    if (workbook_library() != NULL)
        cr_assert(program_same_files(program_path(3, folder, "first/" WORKBOOK_NAME),
                                     program_path(4, folder, "again/" WORKBOOK_NAME)),
                  "the workbook differs");
    free(comparison);
    program_remove_folder(folder);
}

Test(test_compare, without_futures_there_is_no_regret)
{
    char *folder = program_folder();
    struct program run = PROGRAM("compare", "tests/scenarios/valid/comparison.yaml", "--futures", "none", "--quiet",
                                 "--out", program_path(0, folder, "out"));
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    size_t length;
    char *regret = program_file(program_path(1, folder, "out/regret.csv"), &length);
    char *comparison = program_file(program_path(2, folder, "out/comparison.yaml"), &length);
    cr_assert_null(regret, "no futures were asked for");
    cr_assert(comparison != NULL && strstr(comparison, "busy") == NULL, "%s", comparison);
    free(comparison);
    program_remove_folder(folder);
}

Test(test_compare, a_comparison_is_shown_and_is_no_scenario)
{
    struct program shown = PROGRAM("show", "tests/scenarios/valid/comparison.yaml", "options.no-agency"),
                   run = PROGRAM("run", "tests/scenarios/valid/comparison.yaml");
    cr_assert(shown.exit == 0 && strstr(shown.out, "agency: null  # tests/scenarios/valid/comparison.yaml:16") != NULL,
              "%s", shown.out);
    cr_assert(run.exit == 2 && strstr(run.err, "this is a comparison of several scenarios") != NULL, "%s", run.err);
    program_release(&shown);
    program_release(&run);
}
