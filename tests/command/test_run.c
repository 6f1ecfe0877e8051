/* The promises of a run: the same bytes on any number of threads and from resolved.yaml, and a whole folder or none. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "support/program.h"

static const char small[] = "tests/scenarios/valid/small.yaml";

static void must_succeed(struct program program, const char *what)
{
    cr_assert_eq(program.exit, 0, "%s: exit %d, %s", what, program.exit, program.err);
    program_release(&program);
}

/* The names in a folder, hidden ones too, one blank after each. */
static const char *names_in(const char *folder, char *names, size_t size)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    names[0] = '\0';
    while (entries && (entry = readdir(entries)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            snprintf(names + strlen(names), size - strlen(names), "%s ", entry->d_name);
    if (entries)
        closedir(entries);
    return names;
}

static void must_agree(const char *folder, const char *a, const char *b)
{
    static const char *const files[] = {"series.csv", "summary.json"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char left[512], right[512];
        snprintf(left, sizeof left, "%s/%s/%s", folder, a, files[i]);
        snprintf(right, sizeof right, "%s/%s/%s", folder, b, files[i]);
        cr_assert(program_same_files(left, right), "%s and %s differ", left, right);
    }
}

Test(test_run, threads_do_not_change_a_byte)
{
    static const char *const threads[] = {"1", "2", "8"};
    char *folder = program_folder();
    for (size_t i = 0; i < 3; i++)
        must_succeed(PROGRAM("run", small, "--quiet", "--no-charts", "--threads", threads[i], "--out",
                             program_path(0, folder, threads[i])),
                     "run");
    must_agree(folder, "1", "2");
    must_agree(folder, "1", "8");
    program_remove_folder(folder);
}

Test(test_run, the_resolved_scenario_gives_the_same_bytes)
{
    char *folder = program_folder();
    must_succeed(PROGRAM("run", "tests/scenarios/valid/child.yaml", "--quiet", "--no-charts", "--runs", "12", "--seed",
                         "11", "--set", "teams.locality.capacity=13", "--set", "clock.length='30 weeks'", "--out",
                         program_path(0, folder, "first")),
                 "run");
    must_succeed(PROGRAM("run", program_path(1, folder, "first/resolved.yaml"), "--quiet", "--no-charts", "--out",
                         program_path(0, folder, "again")),
                 "run of resolved.yaml");
    char *resolved = program_file(program_path(1, folder, "first/resolved.yaml"), NULL);
    cr_assert_not_null(strstr(resolved, "\n  runs: 12\n"), "--runs is not in resolved.yaml:\n%s", resolved);
    cr_assert_not_null(strstr(resolved, "\n  seed: 11\n"), "--seed is not in resolved.yaml:\n%s", resolved);
    cr_assert_not_null(strstr(resolved, "\n  length: 30 weeks\n"), "--set is not in resolved.yaml:\n%s", resolved);
    free(resolved);
    must_agree(folder, "first", "again");
    must_succeed(PROGRAM("run", program_path(1, folder, "first/resolved.yaml"), "--quiet", "--no-charts", "--out",
                         program_path(0, folder, "other"), "--seed", "12"),
                 "run with another seed");
    cr_assert_not(
        program_same_files(program_path(0, folder, "first/series.csv"), program_path(1, folder, "other/series.csv")),
        "another seed gave the same series.csv");
    program_remove_folder(folder);
}

/* Only what says why there are so many runs differs from a run that was asked for as many. */
Test(test_run, a_run_that_stops_by_itself_is_the_run_of_that_many)
{
    static const char *const files[] = {"series.csv", "summary.json", "resolved.yaml"};
    char *folder = program_folder();
    must_succeed(PROGRAM("run", small, "--quiet", "--no-charts", "--runs", "auto:3%", "--threads", "2", "--out",
                         program_path(0, folder, "auto")),
                 "run --runs auto:3%");
    char *resolved = program_file(program_path(0, folder, "auto/resolved.yaml"), NULL);
    const char *line = strstr(resolved, "\n  runs: ");
    cr_assert_not_null(line, "there is no clock.runs in\n%s", resolved);
    char runs[16];
    snprintf(runs, sizeof runs, "%.*s", (int)strcspn(line + 9, "\n"), line + 9);
    cr_assert(strlen(runs) == 3 && strcmp(runs + 1, "50") * strcmp(runs + 1, "00") == 0, "it stopped after %s", runs);
    must_succeed(PROGRAM("run", small, "--quiet", "--no-charts", "--runs", runs, "--threads", "1", "--out",
                         program_path(0, folder, "asked")),
                 "run --runs N");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char left[512], right[512];
        snprintf(left, sizeof left, "%s/auto/%s", folder, files[i]);
        snprintf(right, sizeof right, "%s/asked/%s", folder, files[i]);
        cr_assert(program_same_files(left, right), "%s differs from the run of %s", files[i], runs);
    }
    char *manifest = program_file(program_path(0, folder, "auto/manifest.json"), NULL);
    cr_assert_not_null(strstr(manifest, "\"words\": \"Stopped after "), "the manifest does not say why: %s", manifest);
    cr_assert_not_null(strstr(manifest, "\"half_width_asked\": 0.03"), "nor what was asked: %s", manifest);
    free(manifest);
    free(resolved);
    program_remove_folder(folder);
}

Test(test_run, the_folder_holds_everything_and_the_terminal_says_so)
{
    static const char *const files[] = {"resolved.yaml", "manifest.json", "series.csv", "summary.json", "report.html"};
    char *folder = program_folder();
    const char *out = program_path(0, folder, "deep/er/result");
    struct program program = PROGRAM("run", small, "--no-charts", "--out", out);
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    cr_assert_not_null(strstr(program.out, "deep/er/result/report.html"), "it does not say where: %s", program.out);
    cr_assert_not_null(strstr(program.err, "100%: 24 of 24 runs"), "no progress: %s", program.err);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert_eq(access(program_path(1, out, files[i]), R_OK), 0, "%s is missing", files[i]);
    program_release(&program);

    /* Quiet means quiet, and an older result is replaced. */
    program = PROGRAM("run", small, "--no-charts", "--quiet", "--runs", "2", "--out", out);
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    cr_assert_str_eq(program.out, "", "it prints %s", program.out);
    cr_assert_str_eq(program.err, "", "it says %s", program.err);
    program_release(&program);
    program_remove_folder(folder);
}

Test(test_run, a_folder_of_somebody_else_is_left_alone)
{
    char *folder = program_folder();
    FILE *file = fopen(program_path(0, folder, "letter.txt"), "w");
    cr_assert_not_null(file, "cannot write into %s", folder);
    fclose(file);
    struct program program = PROGRAM("run", small, "--quiet", "--out", folder);
    char names[256];
    cr_assert_eq(program.exit, 1, "exit %d", program.exit);
    cr_assert_not_null(strstr(program.err, "is not a result of this program"), "it says %s", program.err);
    cr_assert_str_eq(names_in(folder, names, sizeof names), "letter.txt ", "the folder holds %s", names);
    program_release(&program);
    program_remove_folder(folder);
}

/* Many long replications and few samples: a run that lasts and stays small. */
static struct program start_long_run(const char *out)
{
    return program_start((const char *const[]){"run", small, "--out", out, "--runs", "20000", "--set",
                                               "clock.length=1000 weeks", "--set", "clock.sample=500 weeks", NULL});
}

static void pause_for(long milliseconds)
{
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, NULL);
}

/* The working folder appears when the signal handlers stand and the work is about to begin. */
static void wait_for_entries(const char *folder, const char *before)
{
    char names[256];
    for (int i = 0; i < 1000 && strcmp(names_in(folder, names, sizeof names), before) == 0; i++)
        pause_for(10);
    cr_assert_str_neq(names, before, "the run does not begin");
    pause_for(100);
}

static void check_signal(const char *folder, int number, const char *before)
{
    char names[256];
    struct program program = start_long_run(program_path(0, folder, "result"));
    wait_for_entries(folder, before);
    kill(program.pid, number);
    program_wait(&program);
    cr_assert_eq(program.exit, 128 + number, "exit %d after signal %d: %s", program.exit, number, program.err);
    cr_assert_not_null(strstr(program.err, "headroom run: stopped; nothing was written"), "it says %s", program.err);
    cr_assert_str_eq(names_in(folder, names, sizeof names), before, "the folder now holds %s", names);
    program_release(&program);
}

Test(test_run, ctrl_c_leaves_nothing_half_written)
{
    char *folder = program_folder();
    check_signal(folder, SIGINT, "");
    check_signal(folder, SIGTERM, "");

    must_succeed(PROGRAM("run", small, "--quiet", "--no-charts", "--out", program_path(0, folder, "result")), "run");
    size_t length = 0, after = 0;
    char *series = program_file(program_path(1, folder, "result/series.csv"), &length);
    check_signal(folder, SIGINT, "result ");
    char *kept = program_file(program_path(1, folder, "result/series.csv"), &after);
    cr_assert(kept && length == after && memcmp(series, kept, length) == 0, "the older result did not survive");
    free(series);
    free(kept);
    program_remove_folder(folder);
}

/* A family larger than 64 children cannot be told apart; with a mean of 12 that happens in some replications. */
Test(test_run, a_replication_that_cannot_go_on_is_told_and_can_be_replayed)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "result");
    struct program program = PROGRAM("run", small, "--quiet", "--no-charts", "--out", out, "--set",
                                     "demand.sources.community.rate=60 per week", "--set",
                                     "demand.sources.community.family_size={law: geometric, mean: 12}");
    cr_assert_eq(program.exit, 1, "exit %d: %s", program.exit, program.err);
    cr_assert_not_null(strstr(program.err, " of 24 replications could not go on and are left out"), "it says %s",
                       program.err);
    const char *number = strstr(program.err, "--replication ");
    cr_assert_not_null(number, "it does not say how to replay: %s", program.err);
    char which[16];
    snprintf(which, sizeof which, "%ld", strtol(number + strlen("--replication "), NULL, 10));
    char *page = program_file(program_path(2, out, "report.html"), NULL);
    cr_assert(page && strstr(page, "headroom trace resolved.yaml --replication "), "the page does not say it");
    free(page);
    struct program replay = PROGRAM("trace", program_path(1, out, "resolved.yaml"), "--quiet", "--replication", which);
    cr_assert_eq(replay.exit, 1, "the replay ends with exit %d", replay.exit);
    cr_assert_not_null(strstr(replay.err, "could not go on"), "the replay says %s", replay.err);
    program_release(&replay);
    program_release(&program);

    program = PROGRAM("compare", small, "tests/scenarios/valid/child.yaml", "--runs", "24", "--quiet", "--out",
                      program_path(2, folder, "compared"), "--set", "demand.sources.community.rate=60 per week",
                      "--set", "demand.sources.community.family_size={law: geometric, mean: 12}");
    cr_assert_eq(program.exit, 1, "compare ends with exit %d: %s", program.exit, program.err);
    cr_assert_not_null(strstr(program.err, " of 24 replications could not go on"), "compare says %s", program.err);
    program_release(&program);
    program_remove_folder(folder);
}

/* tests/scenarios/valid/money.yaml can be worked out by hand (tests/model/test_money.c); here it is only said. */
Test(test_run, the_terminal_says_what_it_costs)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "result");
    struct program program = PROGRAM("run", "tests/scenarios/valid/money.yaml", "--no-charts", "--out", out);
    const char *line = strstr(program.out, "Spending of funding: 2020-21 £");
    cr_assert_not_null(line, "no line of money in\n%s", program.out);
    cr_assert_not_null(strstr(line, ", 2021-22 £"), "the next year is not there: %s", line);
    cr_assert_not_null(strstr(line, "in all £"), "nor all of it: %s", line);
    char *csv = program_file(program_path(1, out, "money.csv"), NULL);
    const char *total = strstr(csv, "2021-22,total,total,");
    double pounds = strtod(total + strlen("2021-22,total,total,"), NULL);
    char said[32];
    snprintf(said, sizeof said, pounds < 999500 ? "2021-22 £%.0fk of" : "2021-22 £%.1fm of",
             pounds < 999500 ? pounds / 1e3 : pounds / 1e6);
    cr_assert_not_null(strstr(line, said), "money.csv has %.0f and the terminal says %s", pounds, line);
    for (const char *at = program.out; *at != '\0'; at += strcspn(at, "\n") + 1) {
        size_t columns = 0;
        for (const char *letter = at; *letter != '\n' && *letter != '\0'; letter++)
            columns += ((unsigned char)*letter & 0xC0) != 0x80;
        cr_assert_leq(columns, 80, "%zu columns: %.100s", columns, at);
    }
    free(csv);
    program_release(&program);
    program_remove_folder(folder);
}
