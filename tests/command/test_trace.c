/* A trace is the same replication that a run counted, and can be narrowed to one case or worker. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

static const char small[] = "tests/scenarios/valid/small.yaml";

/* Copies field `column` (from 0) of a line. */
static void field(const char *line, int column, char *out, size_t size)
{
    for (; column > 0; column--)
        line += strcspn(line, ",\n") + (line[strcspn(line, ",\n")] == ',');
    snprintf(out, size, "%.*s", (int)strcspn(line, ",\n"), line);
}

static int column_of(const char *header, const char *name)
{
    char found[64];
    for (int i = 0; i < 20; i++) {
        field(header, i, found, sizeof found);
        if (strcmp(found, name) == 0)
            return i;
    }
    return -1;
}

Test(test_trace, is_csv_in_order_of_time)
{
    struct program program = PROGRAM("trace", small, "--replication", "3");
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    cr_assert_eq(strncmp(program.out, "week,date,event,case,worker", 27), 0, "the header is %.60s", program.out);
    double last = 0;
    int lines = 0;
    for (const char *line = strchr(program.out, '\n') + 1; *line; line = strchr(line, '\n') + 1, lines++) {
        double week = strtod(line, NULL);
        cr_assert_geq(week, last, "week %g comes after week %g", week, last);
        last = week;
    }
    cr_assert_gt(lines, 100, "only %d events", lines);
    cr_assert_leq(last, 26, "an event in week %g, after the end", last);
    program_release(&program);
}

Test(test_trace, the_same_seed_and_replication_give_the_same_events)
{
    struct program a = PROGRAM("trace", small, "--replication", "3"), b = PROGRAM("trace", small, "--replication", "3"),
                   c = PROGRAM("trace", small, "--replication", "4"), d = PROGRAM("trace", small, "--seed", "8");
    cr_assert_str_eq(a.out, b.out, "the same replication differs");
    cr_assert_str_neq(a.out, c.out, "another replication is the same");
    cr_assert_str_neq(a.out, d.out, "another seed is the same");
    program_release(&a);
    program_release(&b);
    program_release(&c);
    program_release(&d);
}

/* Asks for the name that some line of the whole trace has in a column, and looks whether only its lines come. */
static void check_narrowing(const char *option, const char *column_name)
{
    struct program all = PROGRAM("trace", small);
    int column = column_of(all.out, column_name), lines = 0;
    cr_assert_geq(column, 0, "no column %s", column_name);
    char name[64] = "", found[64];
    for (const char *line = strchr(all.out, '\n') + 1; *line && !*name; line = strchr(line, '\n') + 1)
        field(line, column, name, sizeof name);
    struct program one = PROGRAM("trace", small, option, name);
    for (const char *line = strchr(one.out, '\n') + 1; *line; line = strchr(line, '\n') + 1, lines++) {
        field(line, column, found, sizeof found);
        cr_assert_str_eq(found, name, "%s %s also shows %s", option, name, found);
        char whole[256];
        snprintf(whole, sizeof whole, "\n%.*s\n", (int)strcspn(line, "\n"), line);
        cr_assert_not_null(strstr(all.out, whole), "%s %s shows what the whole trace does not: %s", option, name,
                           whole);
    }
    cr_assert_gt(lines, 0, "%s %s shows nothing", option, name);
    program_release(&all);
    program_release(&one);
}

Test(test_trace, can_follow_one_case_or_one_worker)
{
    check_narrowing("--case", "case");
    check_narrowing("--worker", "worker");
}

/* Relation M2: a replication alone is the one among others. What the four are alone has the mean that they have together. */
Test(test_trace, a_replication_alone_has_the_values_that_it_has_among_others)
{
    enum { RUNS = 4 };
    char *folder = program_folder(), *rest[RUNS];
    struct program alone[RUNS], all = PROGRAM("run", small, "--runs", "4", "--quiet", "--no-charts", "--out", folder);
    cr_assert_eq(all.exit, 0, "%s", all.err);
    program_release(&all);
    for (int i = 0; i < RUNS; i++) {
        char number[] = {(char)('0' + i), '\0'};
        alone[i] = PROGRAM("trace", small, "--measures", "--replication", number);
        rest[i] = alone[i].out;
        strsep(&rest[i], "\n");
    }
    char *csv = program_file(program_path(0, folder, "series.csv"), NULL), *lines = csv, *line = strsep(&lines, "\n");
    size_t rows = 0, differing = 0;
    for (; (line = strsep(&lines, "\n")) != NULL && *line; rows++) {
        char mean[32], runs[32], first[32] = "";
        double sum = 0;
        int there = 0;
        field(line, 6, mean, sizeof mean);
        field(line, 9, runs, sizeof runs);
        for (int i = 0; i < RUNS; i++) {
            char value[32];
            char *own = strsep(&rest[i], "\n");
            cr_assert(own != NULL && strncmp(own, line, strcspn(line, " ") > 20 ? 20 : strcspn(line, " ")) == 0,
                      "rows in another order: %s", line);
            field(own, 6, value, sizeof value);
            there += *value != '\0';
            sum += strtod(value, NULL);
            differing += i > 0 && strcmp(value, first) != 0;
            snprintf(first, sizeof first, "%s", value);
        }
        cr_assert_eq(there, atoi(runs), "%s: %d have a value", line, there);
        double expected = there > 0 ? sum / there : 0, got = strtod(mean, NULL);
        cr_assert(fabs(got - expected) <= 2e-8 * (1 + fabs(expected)), "%s: the mean of the four alone is %.9g", line,
                  expected);
    }
    cr_assert_gt(rows, 1000, "only %zu rows", rows);
    cr_assert_gt(differing, 1000, "the replications do not differ");
    for (int i = 0; i < RUNS; i++)
        program_release(&alone[i]);
    free(csv);
    program_remove_folder(folder);
}
