/* Why a target is missed and what a month costs, through the program. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/program.h"

static const char small[] = "tests/scenarios/valid/small.yaml";

static void check_lines(const char *out)
{
    for (const char *line = out; *line != '\0'; line += strcspn(line, "\n") + 1) {
        size_t width = 0;
        for (size_t i = 0; line[i] != '\0' && line[i] != '\n'; i++)
            width += ((unsigned char)line[i] & 0xC0) != 0x80;
        cr_assert(width <= 80 || strncmp(line, "Report: ", 8) == 0, "wider than 80 columns: %.120s", line);
        if (line[strcspn(line, "\n")] == '\0')
            break;
    }
}

static void check_files(const char *out, const char *const *files)
{
    size_t length;
    char *manifest = program_file(program_path(1, out, "manifest.json"), &length);
    cr_assert_not_null(manifest);
    for (; *files; files++) {
        cr_assert(access(program_path(2, out, *files), F_OK) == 0, "%s is missing", *files);
        cr_assert(strstr(manifest, *files) != NULL, "the manifest does not name %s", *files);
    }
    free(manifest);
}

/* The number in a column of the row that starts with a name; titles hold no commas but in quotes, which come before. */
static double cell(const char *csv, const char *name, int from_end)
{
    const char *row = strstr(csv, name);
    cr_assert_not_null(row, "no %s in %s", name, csv);
    const char *at = row + 1 + strcspn(row + 1, "\n");
    for (int i = 0; i < from_end; i++)
        while (*--at != ',') {
        }
    return strtod(at + 1, NULL);
}

Test(test_causes_delay, causes_add_up_in_the_files_and_the_planted_one_leads)
{
    static const char *const files[] = {"report.html", "causes.csv",        "causes.json",
                                        "loop.csv",    "charts/causes.csv", NULL};
    static const char *const names[] = {"late-starts", "leavers", "surge", "agency", "more-than-one", "beyond"};
    enum { MISSES = 10, CHANCE = 6 };
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    size_t length;
    struct program run = PROGRAM("causes", small, "--out", out, "--threads", "1", "--target", "average-15", "--set",
                                 "targets.average-15.at_most=32", "--set",
                                 "demand.shocks={surge: {source: community, from: 2021-04-05, adds: 300}}");
    cr_assert_eq(run.exit, 0, "%s", run.err);
    cr_assert(strncmp(run.out, "Surge: first cause of ", 22) == 0, "%s", run.out);
    check_lines(run.out);
    check_files(out, files);
    char *csv = program_file(program_path(1, out, "causes.csv"), &length);
    double misses = 0, chance = cell(csv, "\ninteraction,", CHANCE);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char row[40];
        snprintf(row, sizeof row, "\n%s,", names[i]);
        misses += cell(csv, row, MISSES);
        chance += i < 4 ? cell(csv, row, CHANCE) : 0;
    }
    cr_assert(misses > 0 && misses == cell(csv, "\nall,", MISSES), "%g misses: %s", misses, csv);
    cr_assert_float_eq(chance, cell(csv, "\nall,", CHANCE), 1e-8);
    free(csv);
    program_release(&run);
    struct program again = PROGRAM("verify", out, "--quiet");
    cr_assert_eq(again.exit, 0, "%s", again.err);
    program_release(&again);
    program_remove_folder(folder);
}

Test(test_causes_delay, months_of_delay_stand_side_by_side)
{
    static const char *const files[] = {"report.html", "delay.csv", "delay.json", "charts/delay.csv", NULL};
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    size_t length;
    struct program run =
        PROGRAM("delay", small, "--out", out, "--months", "2", "--set",
                "pipelines={academy: {first: 2021-05-24, size: 12, lasts: 3 weeks, grade: social-worker}}");
    cr_assert_eq(run.exit, 0, "%s", run.err);
    check_lines(run.out);
    check_files(out, files);
    char *csv = program_file(program_path(1, out, "delay.csv"), &length);
    cr_assert(strstr(csv, "\nstarts,\"Late starts\",0,0,0,0,0,0,0,,,\n") != NULL, "no delay is something: %s", csv);
    cr_assert(cell(csv, "\ncohorts,\"Late cohorts\",2,", 6) > 0, "later graduates lower the caseload: %s", csv);
    cr_assert(strstr(csv, "\napproval,") == NULL, "there is no lever to approve");
    free(csv);
    program_release(&run);
    program_remove_folder(folder);
}

Test(test_causes_delay, wrong_ones_say_why_and_run_nothing)
{
    static const struct {
        const char *line[4];
        const char *says;
    } cases[] = {
        {{"delay", small, "--months=0", NULL}, "too small"},
        {{"delay", small, "--months=25", NULL}, "24 at most"},
        {{"causes", small, "--set=targets.average-15.share_of_time=true", NULL}, "judged by a share of time"},
        {{"causes", small, "--target=nothing", NULL}, "there is no target \"nothing\""},
    };
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const line[] = {cases[i].line[0], cases[i].line[1], cases[i].line[2], "--out", out, NULL};
        struct program run = program_run(line);
        cr_assert(run.exit == 2 && strstr(run.err, cases[i].says) != NULL, "%s: exit %d, says %s", line[2], run.exit,
                  run.err);
        cr_assert(access(out, F_OK) != 0, "%s writes a folder", line[2]);
        program_release(&run);
    }
    program_remove_folder(folder);
}
