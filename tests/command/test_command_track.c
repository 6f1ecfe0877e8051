/* Tracking through the program: forms of the actuals, messages, the folder that it leaves, and what goes on from there. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/program.h"

static const char base[] = "tests/scenarios/valid/small.yaml";

static void put(const char *folder, const char *name, const char *words)
{
    FILE *file = fopen(program_path(5, folder, name), "w");
    cr_assert_not_null(file, "%s can be written", name);
    fputs(words, file);
    fclose(file);
}

/* A folder with the result of a run of the small scenario in it. */
static char *planned(const char *runs)
{
    char *folder = program_folder();
    struct program run =
        PROGRAM("run", base, "--runs", runs, "--no-charts", "--quiet", "--out", program_path(0, folder, "plan"));
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    return folder;
}

static struct program track(const char *folder, const char *csv, const char *out, const char *threads)
{
    put(folder, "actuals.csv", csv);
    return PROGRAM("track", program_path(0, folder, "plan"), "--actuals", program_path(1, folder, "actuals.csv"),
                   "--out", program_path(2, folder, out), "--threads", threads, "--no-charts");
}

static void expect(struct program program, int code, const char *message)
{
    cr_assert_eq(program.exit, code, "%s: exit %d\n%s", message, program.exit, program.err);
    cr_assert(strstr(program.err, message) != NULL || strstr(program.out, message) != NULL, "\"%s\" is not in\n%s%s",
              message, program.err, program.out);
    program_release(&program);
}

static void expect_in_file(const char *path, const char *words, bool there)
{
    char *text = program_file(path, NULL);
    cr_assert_not_null(text, "%s is missing", path);
    cr_assert((strstr(text, words) != NULL) == there, "%s: \"%s\"\n%s", path, words, text);
    free(text);
}

Test(test_command_track, an_alarm_a_forecast_from_there_and_the_same_bytes_on_any_threads)
{
    static const char csv[] =
        "team,date,value,measure\n,2021-01-31,14,caseload\nall,2021-02-28,,caseload\n"
        ",2021-03,60,caseload\nlocality,2021-03-31,2.5,in_post\nlocality,2021-03-31,50%,agency_share\n"
        "front-door,2021-03-31,90,open\n";
    char *folder = planned("100");
    expect(track(folder, csv, "one", "1"), 0, "The plan has left its range: caseload 60.0 on 15 March 2021, above ");
    struct program four = track(folder, csv, "four", "4");
    cr_assert(four.exit == 0 && strstr(four.out, "1 row without a value was left out") != NULL, "%s", four.err);
    cr_assert(strstr(four.out, "The re-forecast starts on 29 March 2021") != NULL, "%s", four.out);
    cr_assert(strstr(four.out, "Managers respond to high caseloads with agency seats") != NULL, "%s", four.out);
    program_release(&four);
    static const char *const files[] = {"track.csv",   "track.json",    "report.html",  "reforecast.yaml",
                                        "actuals.csv", "resolved.yaml", "manifest.json"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert(program_same_files(program_path(3, program_path(2, folder, "one"), files[i]),
                                     program_path(4, program_path(1, folder, "four"), files[i])),
                  "%s differs", files[i]);
    const char *again = program_path(3, folder, "one/reforecast.yaml");
    expect_in_file(again, "start: 2021-03-29", true);
    expect_in_file(again, "length: 14 weeks", true);
    expect_in_file(again, "fte: 2.5", true);              /* in post at locality, as counted */
    expect_in_file(again, "opening: {likely: 90,", true); /* at the front door */
    expect_in_file(again, "by: 2021-05-24", true);        /* 20 weeks after the plan's first day */
    expect(PROGRAM("run", again, "--no-charts", "--out", program_path(4, folder, "again")), 0, "");
    expect(PROGRAM("verify", program_path(2, folder, "one")), 0, "made again they are the same");
    program_remove_folder(folder);
}

Test(test_command_track, what_is_wrong_is_told_where_it_stands)
{
    static const struct {
        const char *csv, *message;
    } cases[] = {
        {"date,measure,value\n", "actuals.csv: holds no actual; add a line for each month"},
        {"date,measure,value\n2021-02-28,caseload,\n2021-03-31,caseload,\n",
         "actuals.csv: holds no actual, since no line has a value; add a line"},
        {"date,value\n2021-02-28,14\n",
         "actuals.csv:1:1: the first line names the columns, and \"measure\" is missing"},
        {"date,measure,value\n2020-12-31,caseload,14\n",
         "actuals.csv:2:1: lies before the first day of the plan, 4 January 2021; leave the line out"},
        {"date,measure,value\n2021-12-31,caseload,14\n",
         "actuals.csv:2:1: lies after the last day of the plan, 5 July 2021; leave the line out"},
        {"date,measure,value\n2021-02-28,turnover,14%\n",
         "actuals.csv:2:1: turnover is not tracked; give caseload, open,"},
        {"date,measure,value\n2021-01-31,referrals,14\n",
         "actuals.csv:2:1: referrals of this month began before the first day of the plan, 3 days short of it; leave"},
        {"date,measure,team,value\n2021-02-28,caseload,localty,14\n",
         "actuals.csv:2:21: there is no team \"localty\"; did you mean \"locality\"?"},
        {"date,measure,value\n31/01/2021,caseload,14\n", "actuals.csv:2:1: \"31/01/2021\" is not a date; write"},
        {"date,measure,value\n2021-02-28,caseload,many\n", "actuals.csv:2:21: \"many\" is not a number such as 21.3"},
        {"date,measure,value\n2021-02-28,caseload,14\n2021-02-28,caseload,15\n",
         "actuals.csv:3:1: line 2 has the same measure, team and date"},
    };
    char *folder = planned("100");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(track(folder, cases[i].csv, "out", "1"), 2, cases[i].message);
    cr_assert(access(program_path(2, folder, "out"), F_OK) != 0, "something was written");
    expect(PROGRAM("track", program_path(0, folder, "plan")), 2, "--actuals is missing: a CSV file");
    expect(PROGRAM("track", folder, "--actuals", "x.csv"), 2, "manifest.json");
    expect(PROGRAM("track", program_path(0, folder, "plan"), "--actuals", "x.csv"), 2, "x.csv does not exist");
    put(folder, "plan/series.csv", "week\n");
    expect(track(folder, cases[0].csv, "out", "1"), 2, "is not as it was written: look at series.csv");
    program_remove_folder(folder);
}

/* The hostile tables of history, and what is no file at all: each is told by its name, and nothing waits. */
Test(test_command_track, tables_that_are_none_are_told, .timeout = 30)
{
    static const char *const tables[] = {"binary", "double", "empty",      "fields", "headless",
                                         "latin1", "quotes", "semicolons", "values", "windows"};
    char *folder = planned("100"), path[400];
    mkfifo(program_path(1, folder, "fifo"), 0600);
    const char *none[] = {program_path(1, folder, "fifo"), "/dev/zero", "/dev/null", folder};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(path, sizeof path, "tests/scenarios/invalid/history/%s.csv", tables[i]);
        expect(PROGRAM("track", program_path(0, folder, "plan"), "--actuals", path, "--out",
                       program_path(2, folder, "out")),
               2, path);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        expect(PROGRAM("track", program_path(0, folder, "plan"), "--actuals", none[i], "--out",
                       program_path(2, folder, "out")),
               2, i < 3 ? "is not a regular file" : "is a directory");
    cr_assert(access(program_path(2, folder, "out"), F_OK) != 0, "something was written");
    program_remove_folder(folder);
}

Test(test_command_track, a_plan_that_is_over_and_one_of_too_few_runs)
{
    static const char csv[] = "date,measure,value\n2021-07-05,vacancies,5\n";
    char *folder = planned("100");
    expect(track(folder, csv, "out", "1"), 0,
           "No re-forecast: the plan is over, and there is nothing left to forecast.");
    cr_assert(access(program_path(3, folder, "out/reforecast.yaml"), F_OK) != 0);
    expect(PROGRAM("track", program_path(2, folder, "out"), "--actuals", "x.csv"), 2,
           "is not a folder of headroom run");
    program_remove_folder(folder);
    folder = planned("30");
    expect(track(folder, csv, "out", "1"), 2,
           "the plan was made of 30 runs; a rate of false alarms takes at least 100");
    program_remove_folder(folder);
}
