/* A scenario of one's own: from defaults, from answers, from published files; and what makes none. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "support/program.h"

#define PUBLISHED "tests/scenarios/published/"

/* Runs `headroom new` with these lines as standard input, with what it says in FOLDER/said; returns its exit. */
static int answer(const char *folder, const char *into, const char *lines)
{
    char command[2048];
    snprintf(command, sizeof command, "printf '%s' | \"$HEADROOM\" new '%s/%s' > '%s/said' 2>&1", lines, folder, into,
             folder);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void expect_said(const char *folder, const char *words)
{
    char *said = program_file(program_path(6, folder, "said"), NULL);
    cr_expect_not_null(strstr(said, words), "not \"%s\" but %s", words, said);
    free(said);
}

static void expect_text(const char *path, const char *words)
{
    char *text = program_file(path, NULL);
    cr_assert_not_null(text, "%s is missing", path);
    cr_expect_not_null(strstr(text, words), "%s has no \"%s\":\n%.3000s", path, words, text);
    free(text);
}

static void expect_absent(const char *path)
{
    struct stat about;
    cr_expect_neq(lstat(path, &about), 0, "%s was written", path);
}

/* The mean of a measure of the service on a week, from series.csv. */
static double mean_of(const char *folder, const char *start)
{
    char *series = program_file(program_path(5, folder, "series.csv"), NULL);
    cr_assert_not_null(series, "no series.csv in %s", folder);
    char *line = strstr(series, start);
    cr_assert_not_null(line, "no line %s", start);
    char *unit = strchr(line + strlen(start), ',');
    double mean = strtod(unit + 1, NULL);
    free(series);
    return mean;
}

/* The defaults are the published figures of the shipped example: 97.2 case holders at 22.6. */
Test(test_new, defaults_give_files_that_check_and_run_at_the_stated_caseload)
{
    char *folder = program_folder();
    const char *made = program_path(0, folder, "made"), *out = program_path(1, folder, "out"),
               *scenario = program_path(2, folder, "made/our-council.yaml");
    struct program program = PROGRAM("new", made, "--defaults");
    cr_assert_eq(program.exit, 0, "exit %d, %s", program.exit, program.err);
    cr_assert_not_null(strstr(program.out, "12 of the 12 numbers are still those"), "%s", program.out);
    program_release(&program);
    program = PROGRAM("check", scenario, program_path(3, folder, "made/compare.yaml"),
                      program_path(4, folder, "made/more-posts.yaml"));
    cr_assert_eq(program.exit, 0, "exit %d, %s", program.exit, program.err);
    cr_assert_str_eq(program.err, "", "warnings: %s", program.err);
    program_release(&program);
    program =
        PROGRAM("run", scenario, "--runs", "8", "--no-charts", "--quiet", "--set", "clock.inputs=likely", "--out", out);
    cr_assert_eq(program.exit, 0, "exit %d, %s", program.exit, program.err);
    program_release(&program);
    cr_assert_float_eq(mean_of(out, "\n0,2020-10-05,service,all,caseload,"), 22.6, 0.05, "opens elsewhere");
    double later = mean_of(out, "\n104,2022-10-03,service,all,caseload,");
    cr_assert(later > 20 && later < 26, "drifts to %g though nothing is changed", later);

    const char *enough = program_path(5, folder, "made/enough-posts.yaml"),
               *reached = program_path(6, folder, "enough");
    program = PROGRAM("run", enough, "--runs", "8", "--no-charts", "--quiet", "--set", "clock.inputs=likely", "--out",
                      reached);
    cr_assert_eq(program.exit, 0, "exit %d, %s", program.exit, program.err);
    program_release(&program);
    double on_the_date = mean_of(reached, "\n69,2022-01-31,service,all,caseload,");
    cr_assert(on_the_date > 15.5 && on_the_date < 18, "posts for the target of 18 give %g", on_the_date);

    char *before = program_file(scenario, NULL);
    program = PROGRAM("new", made, "--defaults", "--council", "Another");
    cr_assert_eq(program.exit, 2, "an existing folder: exit %d", program.exit);
    cr_assert_not_null(strstr(program.err, "is there already"), "%s", program.err);
    expect_text(scenario, before);
    expect_absent(program_path(3, folder, "made/another.yaml"));
    free(before);
    program_release(&program);
    program_remove_folder(folder);
}

Test(test_new, published_files_are_read_by_their_own_columns)
{
    char *folder = program_folder();
    const char *made = program_path(0, folder, "made"), *scenario = program_path(1, folder, "made/anytown.yaml");
    struct program program =
        PROGRAM("new", made, "--council", "anytown", "--defaults", "--from", PUBLISHED "workforce.csv",
                PUBLISHED "referrals.csv", PUBLISHED "in-need.csv", PUBLISHED "looked-after.csv");
    cr_assert_eq(program.exit, 0, "exit %d, %s", program.exit, program.err);
    cr_assert_str_eq(program.err, "", "%s", program.err);
    program_release(&program);
    static const char *const words[] = {
        "(1) Referrals in a year: 2,612\n",
        "re-referrals: 20.3%\n",
        "or not in need: 34.8%\n", /* 3.8 and 31 */
        "looked after included: 1,834\n",
        "at 31 March: 371\n",       /* of three measures in one column */
        "Average caseload: 18.1\n", /* of 2024; 2023 has 19 */
        "agency included: 110.4\n",
        "whole service: 36.4\n",
        "whole service: 44.2\n",
        "leave in a year: 14.3%\n",
        "title: \"Children's services: Anytown\"",
        "start: 2024-10-07",
        "fte: ",
        "from: \"DfE children in need statistics, table C1, Anytown 2024 (referrals.csv, line 2, referral_count)\"",
        "from: \"DfE children's social work workforce statistics, Anytown 2024 (workforce.csv, line 4, turnover_rate_fte)\"\n"
        "    grade: A\n",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        expect_text(scenario, words[i]);

    program = PROGRAM("new", program_path(2, folder, "other"), "--council", "Othertown, City of", "--defaults",
                      "--from", PUBLISHED "workforce.csv", PUBLISHED "in-need.csv", PUBLISHED "looked-after.csv");
    cr_assert_eq(program.exit, 0, "exit %d, %s", program.exit, program.err);
    cr_expect_not_null(strstr(program.err, "agency_fte: is suppressed (low)"), "%s", program.err);
    cr_expect_not_null(strstr(program.err, "looked-after.csv: warning: has no line of"), "%s", program.err);
    expect_text(program_path(3, folder, "other/othertown-city-of.yaml"), "whole service: 36.4\n"); /* 59 x 60 / 97.2 */
    program_release(&program);
    program_remove_folder(folder);
}

Test(test_new, tables_that_do_not_serve_are_told_and_nothing_is_written)
{
    static const struct {
        const char *council, *table, *words;
    } cases[] = {
        {"Anytwon", NULL, "no council \"Anytwon\" is in the files; near are \"Anytown\""},
        {"othertown", NULL, "near are \"Othertown, City of\""},
        {"Anytown", "la_name,time_period\nAnytown,2024\n", "holds none of the figures that are read"},
        {"Anytown", "name,time_period,cases\nAnytown,2024,3\n", "\"la_name\" is missing"},
        {"Anytown", "la_name,time_period,caseload_fte\nAnytown,20x4,18\n", "2:9: time_period: is not a year"},
        {"Anytown", "la_name,time_period,caseload_fte\nAnytown,2024,-4\n", "2:14: caseload_fte: -4 is negative"},
        {"Anytown", "la_name,time_period,caseload_fte\nAnytown,2024,1e5\n", "\"1e5\" is not a number"},
        {"Anytown", "la_name,time_period,case_holders_fte\nAnytown,2024,0\n", "0 is out of range"},
        {"Anytown", "la_name,time_period,not_in_need_percent\nAnytown,2024,nan\n", ""},
        {"Anytown", "la_name,time_period,caseload_fte\nAnytown,2024\n\"open", "never closed"},
        {"Anytown", "la_name,time_period,caseload_fte\nAny\033town,2024,1\n", "is a control character"},
        {"Any\ntown", NULL, "is too long for a name"},
        {"", NULL, "--council is not a name"},
    };
    char *folder = program_folder();
    const char *table = program_path(0, folder, "table.csv"), *made = program_path(1, folder, "made");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FILE *out = fopen(table, "w");
        fputs(cases[i].table != NULL ? cases[i].table : "", out);
        fclose(out);
        struct program program = PROGRAM("new", made, "--council", cases[i].council, "--defaults", "--from",
                                         cases[i].table != NULL ? table : PUBLISHED "workforce.csv");
        if (cases[i].words[0] == '\0') { /* a figure that cannot be used alone is left to the default */
            cr_expect_eq(program.exit, 0, "case %zu: exit %d, %s", i, program.exit, program.err);
            program_remove_folder(strdup(made));
        } else {
            cr_expect_eq(program.exit, 2, "case %zu: exit %d", i, program.exit);
            cr_expect_not_null(strstr(program.err, cases[i].words), "case %zu: %s", i, program.err);
            expect_absent(made);
        }
        program_release(&program);
    }
    program_remove_folder(folder);
}

Test(test_new, answers_come_from_standard_input)
{
    static const struct {
        const char *lines, *words;
    } wrong[] = {
        {"Town\\n-5\\nabc\\n", "2:1: Referrals in a year (children in need census, table C1): -5 is negative"},
        {"Town\\n-5\\nabc\\n", "\"abc\" is not a number; write it as 17%"},
        {"Town\\n2890\\n", "ends before the question \"Share of them that are re-referrals"},
        {"\\n\\n\\n\\n\\n\\n\\n0\\n\\n\\n\\n\\n\\n\\n\\n", "0 is out of range; it should be from 5 to"},
        {"\\n\\n\\n\\n300\\n400\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n", "looked after are among the children in need"},
        {"\\n500\\n\\n\\n2005\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n", "four times as many children in need as referrals"},
        {"\\n\\n\\n\\n\\n\\n2\\n\\n\\n\\n\\n\\n\\n\\n\\n", "are far too few beside about"},
        {"\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n2024-01-01\\n2023-01-01\\n", "is not after the first day"},
    };
    char *folder = program_folder();
    const char *made = program_path(0, folder, "made");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_expect_eq(answer(folder, "made", wrong[i].lines), 2, "case %zu", i);
        expect_said(folder, wrong[i].words);
        expect_absent(made);
    }
    const char *good = "A \"town\"\\n5378\\n18.7%%\\n20.6\\n4415\\n1213\\n16.6\\n264.4\\n0\\n44\\n7.7\\n15\\n£40,000\\n"
                       "2025-10-01\\n2027-03-31\\n";
    cr_assert_eq(answer(folder, "made", good), 0, "good answers are refused");
    const char *scenario = program_path(1, folder, "made/a-town.yaml");
    expect_text(scenario, "title: \"Children's services: A \\\"town\\\"\"");
    expect_text(scenario, "start: 2025-10-06");
    expect_text(scenario, "by: 2027-03-31");
    expect_text(scenario, "grade: C");
    struct program program = PROGRAM("new", program_path(2, folder, "second"), "--defaults", "--council", "Compare");
    cr_expect_eq(program.exit, 0, "a council named as the comparison's file: exit %d, %s", program.exit, program.err);
    expect_text(program_path(3, folder, "second/compare-service.yaml"), "name: compare-service");
    expect_text(program_path(3, folder, "second/compare.yaml"), "kind: comparison");
    program_release(&program);
    program_remove_folder(folder);
}
