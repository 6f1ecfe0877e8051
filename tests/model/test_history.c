/* Published figures beside a scenario: told exactly when they are wrong, drawn and reported when they are right, and never
 * of any effect on a number. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/program.h"

static const char base[] = "schema: 1\nextends: small.yaml\nhistory: {file: history/past.csv}\n";

static void put(const char *folder, const char *name, const char *words)
{
    FILE *file = fopen(program_path(5, folder, name), "w");
    cr_assert_not_null(file, "%s can be written", name);
    fputs(words, file);
    fclose(file);
}

/* A folder with small.yaml, a child of it with a history, and the history. */
static char *shelf(const char *csv)
{
    char *folder = program_folder(), *small = program_file("tests/scenarios/valid/small.yaml", NULL);
    mkdir(program_path(5, folder, "history"), 0700);
    put(folder, "small.yaml", small);
    put(folder, "past.yaml", base);
    put(folder, "history/past.csv", csv);
    free(small);
    return folder;
}

static void expect_wrong(const char *folder, const char *setting, const char *message)
{
    char value[300];
    snprintf(value, sizeof value, "history.file=%s", setting);
    struct program program = PROGRAM("check", program_path(0, folder, "past.yaml"), "--set", value);
    cr_assert_eq(program.exit, 2, "%s: exit %d", message, program.exit);
    cr_assert(strstr(program.err, message), "\"%s\" is not in\n%s", message, program.err);
    program_release(&program);
}

Test(test_history, wrong_rows_are_told_with_their_line)
{
    static const struct {
        const char *row, *message;
    } cases[] = {
        {"2017-09-31,caseload,,1,x", "past.csv:2:1: \"2017-09-31\" is not a date; write 2017-09-30, 2017-09 or 2017"},
        {"30/09/2017,caseload,,1,x", "past.csv:2:1: \"30/09/2017\" is not a date; write 2017-09-30, 2017-09 or 2017"},
        {"2017,casload,,1,x", "past.csv:2:6: there is no measure \"casload\"; did you mean \"caseload\"?"},
        {"2017,wibblewobble,,1,x",
         "past.csv:2:6: there is no measure \"wibblewobble\"; \"headroom describe metrics\" lists them"},
        {"2017,caseload,localty,1,x", "past.csv:2:15: there is no team \"localty\"; did you mean \"locality\"?"},
        {"2017,caseload,zzzzzzzz,1,x",
         "past.csv:2:15: there is no team \"zzzzzzzz\"; leave it empty for the whole service"},
        {"2017,caseload,,\"1,000\",x", "past.csv:2:16: \"1,000\" is not a number such as 21.3"},
        {"2017,caseload,,-1,x", "past.csv:2:16: \"-1\" is not a number such as 21.3"},
        {"2017,caseload,,nan,x", "past.csv:2:16: \"nan\" is not a number such as 21.3"},
        {"2017,caseload,,1.2.3,x", "past.csv:2:16: \"1.2.3\" is not a number such as 21.3"},
        {"2017,caseload,,12%,x", "past.csv:2:16: caseload is counted in cases per FTE, not in per cent"},
        {"2017,agency_share,,31.1,x",
         "past.csv:2:20: agency_share is a share and cannot be 31.1; write it as 0.311 or 31.1%"},
        {"2017,caseload,,1,x\n2017-07-01,caseload,all,2,x", "past.csv:3:1: line 2 has the same measure, team and date"},
        {"2017,caseload,1,x",
         "past.csv:2:1: this line has 4 fields and the first line 5; a field with a comma in it goes in quotes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char csv[400];
        snprintf(csv, sizeof csv, "date,measure,team,value,source\n%s\n", cases[i].row);
        char *folder = shelf(csv);
        expect_wrong(folder, "history/past.csv", cases[i].message);
        program_remove_folder(folder);
    }
}

Test(test_history, a_file_elsewhere_is_refused)
{
    static const struct {
        const char *file, *message;
    } cases[] = {
        {"/etc/passwd.csv", "\"/etc/passwd.csv\" is an absolute path"},
        {"../history/past.csv", "\"../history/past.csv\" leaves the scenario file's folder"},
        {"history/../past.csv", "\"history/../past.csv\" leaves the scenario file's folder"},
        {"past.csv", "\"past.csv\" is not in one folder (other than charts) beside the scenario file"},
        {"charts/past.csv", "\"charts/past.csv\" is not in one folder"},
        {"a/b/past.csv", "\"a/b/past.csv\" is not in one folder"},
        {"history/past.txt", "\"history/past.txt\" does not end as it should, such as history/luton.csv"},
        {"history/nothing.csv", "history/nothing.csv: there is no such file"},
        {"history/out.csv", "history/out.csv: is a link that leaves the scenario file's folder"},
        {"history/folder.csv", "history/folder.csv: is a directory"},
    };
    char *folder = shelf("date,measure,value\n2017,caseload,1\n");
    mkdir(program_path(5, folder, "history/folder.csv"), 0700);
    cr_assert_eq(symlink("/etc/hostname", program_path(5, folder, "history/out.csv")), 0, "a link out");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_wrong(folder, cases[i].file, cases[i].message);
    struct program program =
        PROGRAM("check", program_path(0, folder, "past.yaml"), "--set", "clock.calendar=none", "--set", "targets=null");
    cr_assert(program.exit == 2 && strstr(program.err, "history has dates, and clock.calendar is none"), "%s",
              program.err);
    program_release(&program);
    program_remove_folder(folder);
}

static void must_run(const char *scenario, const char *out, const char *more)
{
    struct program program = PROGRAM("run", scenario, "--runs", "6", "--quiet", "--out", out, more);
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    program_release(&program);
}

static void must_hold(const char *folder, const char *name, const char *words, bool holds)
{
    char *bytes = program_file(program_path(4, folder, name), NULL);
    cr_assert(bytes && (strstr(bytes, words) != NULL) == holds, "%s: \"%s\" is %sthere", name, words,
              holds ? "not " : "");
    free(bytes);
}

Test(test_history, it_is_drawn_and_told_and_changes_no_number)
{
    /* small.yaml starts on 4 January 2021 */
    char *folder = shelf("measure,date,value,team,source\n"
                         "caseload,2016-12-31,99,,too long ago to be drawn\n"
                         "caseload,2018-09-30,21.5,,<first> & before\n"
                         "caseload,2019-09-30,24,all,second\n"
                         "caseload,2021-03,1000,locality,far above\n"
                         "agency_share,2018-09,20%,,\n"
                         "agency_share,2019-09,0.31,,\n");
    const char *plain = program_path(1, folder, "plain"), *with = program_path(2, folder, "with"),
               *again = program_path(3, folder, "again");
    must_run(program_path(0, folder, "small.yaml"), plain, NULL);
    must_run(program_path(0, folder, "past.yaml"), with, NULL);
    must_run(program_path(0, folder, "with/resolved.yaml"), again, "--no-charts");
    cr_assert(
        program_same_files(program_path(0, folder, "plain/series.csv"), program_path(7, folder, "with/series.csv")),
        "series.csv is the same with history");
    cr_assert(
        program_same_files(program_path(0, folder, "again/series.csv"), program_path(7, folder, "with/series.csv")),
        "and from resolved.yaml where it lies");
    cr_assert(program_same_files(program_path(0, folder, "history/past.csv"),
                                 program_path(7, folder, "with/history/past.csv")),
              "the file goes with the results");
    must_hold(with, "manifest.json", "history/past.csv", true);
    must_hold(with, "charts/caseload.csv", ",2018-09-30,,,,,,,,,,,,21.500\n", true);
    must_hold(with, "charts/caseload.csv", "2016", false);
    must_hold(plain, "charts/caseload.csv", "observed", false);
    must_hold(with, "charts/caseload.svg",
              "Observed before the start: 21.5 on 30 September 2018, 24.0 on 30 September 2019.", true);
    must_hold(with, "charts/caseload.svg", ">Simulated<", true);
    must_hold(plain, "charts/caseload.svg", "Simulated", false);
    must_hold(with, "report.html", "Beside what was observed", true);
    must_hold(with, "report.html", "above 95% of runs", true);
    must_hold(with, "report.html", "11.0 points", true);
    must_hold(with, "report.html", "second", true);
    must_hold(plain, "report.html", "Beside what was observed", false);
    program_remove_folder(folder);
}
