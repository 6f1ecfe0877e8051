/* Options against a baseline: a null option is the same to the last bit, a small one is told from nought, unlike ones are
 * refused. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    cr_assert_eq(alone.exit, 2, "%d: %s", alone.exit, alone.err);
    program_release(&unlike);
    program_release(&twice);
    program_release(&alone);
}
