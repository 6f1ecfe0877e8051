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

/* The first target is hopeless in every option, so its chance is known at once; the one that is judged by is not. */
Test(test_compare, runs_end_when_what_is_judged_by_is_known)
{
    static const char path[] = "tests/scenarios/valid/.judged.yaml";
    char *folder = program_folder();
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL, "cannot write %s", path);
    fputs("schema: 1\nkind: comparison\nname: judged\nbaseline: plan\n"
          "set: {targets.average-15.at_most: 1, targets.locality-16.at_most: 11}\n"
          "options:\n  plan: {file: small.yaml}\n"
          "  more: {file: small.yaml, set: {teams.locality.staff.settled.fte: 4}}\n"
          "judge_by: locality-16\n",
          file);
    fclose(file);
    struct program run = PROGRAM("compare", path, "--runs", "auto:3%", "--no-charts", "--quiet", "--out",
                                 program_path(0, folder, "out"));
    remove(path);
    cr_assert_eq(run.exit, 0, "%s", run.err);
    char *csv = program_file(program_path(0, folder, "out/decision.csv"), NULL);
    const char *row = "more,chance.locality-16,";
    double half = (field(csv, row, 9) - field(csv, row, 8)) / 2, runs = field(csv, row, 12);
    cr_expect(half > 0 && half <= 0.03, "after %g runs the change in what is judged by is known to within %g", runs,
              half);
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

static const char other_lever[] = "  other: {starts: 2020-10-12, add: {demand.sources.b.rate: 2 children per week}}\n";

/* Two services that share nothing, each with its own team and its own lever, which brings 4 and 2 more cases a week. */
static void write_levers(const char *base_path, const char *both_path, const char *capacity, const char *second)
{
    FILE *file = fopen(base_path, "w");
    cr_assert(file != NULL);
    fprintf(
        file,
        "schema: 1\nname: base\nclock: {start: 2020-10-05, length: 30 weeks, runs: 40}\n"
        "demand: {sources: {a: {enters: first, rate: 6 children per week}, b: {enters: second, rate: 8 children per "
        "week}}}\n"
        "pathway:\n"
        "  first: {team: one, takes: 5 weeks, hands_on: 50%%, opening: 30, then: {closed: 100%%}}\n"
        "  second: {team: two, takes: 5 weeks, hands_on: 50%%, opening: 40, then: {closed: 100%%}}\n"
        "exits: {closed: {}}\nworkforce: {leaving: {rate: 0%% per year}}\n"
        "teams:\n  one: {posts: 3, %s, staff: {all: {fte: 3}}}\n  two: {posts: 3, %s, staff: {all: {fte: 3}}}\n"
        "targets: {low: {measure: caseload, at_most: 13, by: 2021-04-05}}\n",
        capacity, capacity);
    fclose(file);
    file = fopen(both_path, "w");
    cr_assert(file != NULL);
    fprintf(file,
            "schema: 1\nextends: base.yaml\nname: both\nlevers:\n"
            "  more: {starts: 2020-10-12, add: {demand.sources.a.rate: 4 children per week}}\n%s",
            second);
    fclose(file);
}

Test(test_compare, drivers_of_two_levers_that_share_nothing_do_not_interact)
{
    char *folder = program_folder();
    const char *base_path = program_path(0, folder, "base.yaml"), *both_path = program_path(1, folder, "both.yaml");
    static const char *const capacities[] = {"capacity: none", "capacity: 14"};
    for (size_t i = 0; i < 2; i++) {
        const char *out = program_path(2, folder, i ? "b" : "a");
        write_levers(base_path, both_path, capacities[i], other_lever);
        struct program run =
            PROGRAM("compare", base_path, both_path, "--drivers", "both", "--quiet", "--no-charts", "--out", out);
        cr_assert_eq(run.exit, 0, "%s", run.err);
        program_release(&run);
        size_t length;
        char *csv = program_file(program_path(3, out, "drivers.csv"), &length);
        double more = field(csv, "both,caseload,levers.more,", 3), other = field(csv, "both,caseload,levers.other,", 3),
               together = field(csv, "both,caseload,interaction,", 3), total = field(csv, "both,caseload,total,", 3);
        cr_assert(more > 0 && other > 0 && more > other, "more cases a week are more cases held: %g, %g", more, other);
        cr_assert_float_eq(more + other + together, total, 1e-6, "they add up");
        /* nothing slows: 4 and 2 a week for 5 weeks are 20 and 10 cases among 6 workers, and the caseload is linear in them */
        if (i == 0) {
            cr_assert_float_eq(more, 20.0 / 6, 0.6, "%g", more);
            cr_assert_float_eq(other, 10.0 / 6, 0.6, "%g", other);
            cr_assert_float_eq(together, 0, 1e-6, "interaction of a linear service: %g", together);
        }
        cr_assert(strstr(strstr(csv, "both,caseload,interaction,"), ",false,") != NULL,
                  "the interaction is told from nought");
        free(csv);
    }
    write_levers(base_path, both_path, capacities[0], "");
    struct program unknown = PROGRAM("compare", base_path, both_path, "--drivers", "neither", "--out", folder);
    cr_assert(unknown.exit == 2 && strstr(unknown.err, "no option beside the baseline is called \"neither\""), "%s",
              unknown.err);
    program_release(&unknown);
    struct program one = PROGRAM("compare", base_path, both_path, "--drivers", "both", "--out", folder);
    cr_assert(one.exit == 2 && strstr(one.err, "does not differ from the baseline in two parts"), "%s", one.err);
    program_release(&one);
    program_remove_folder(folder);
}
