/* The table of exact cases in tests/theory/README.md is true: each case that is said to be tested is named in that test, and
 * by the fault that is said to make it fail (`make mutants` sees it happen). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

enum { CASES = 71 };

struct row {
    char id[8], through[16], file[64], fault[40];
};

/* "| Q01 | scenario | theory/test_theory.c | arrivals-low | remark |" */
static bool read_row(const char *line, struct row *row)
{
    int used = 0;
    *row = (struct row){0};
    if (sscanf(line, "| %7[A-Z0-9] | %15[a-z] |%n", row->id, row->through, &used) != 2 || used == 0 ||
        strlen(row->id) != 3)
        return false;
    sscanf(line + used, " %63[a-z_/.] | %39[a-z-]", row->file, row->fault);
    return true;
}

/* In comments as Q01, in names of tests and scenarios as q01. */
static bool names(const char *source, const char *id)
{
    char small[8];
    snprintf(small, sizeof small, "%c%s", id[0] - 'A' + 'a', id + 1);
    return strstr(source, id) != NULL || strstr(source, small) != NULL;
}

/* Does the last column of a fault's row name the case? */
static bool catches(const char *faults, const struct row *row)
{
    char start[48];
    snprintf(start, sizeof start, "\n%s | ", row->fault);
    const char *at = strstr(faults, start);
    if (at == NULL || row->fault[0] == '\0')
        return false;
    const char *end = at + 1 + strcspn(at + 1, "\n"), *column = end;
    while (column[-1] != '|')
        column--;
    const char *found = strstr(column, row->id);
    return found != NULL && found < end;
}

Test(cases, each_is_tested_and_caught_where_the_table_says)
{
    char *faults = program_file("tests/theory/faults", NULL);
    cr_assert_not_null(faults);
    char *table = program_file("tests/theory/README.md", NULL), *next = table;
    cr_assert_not_null(table);
    size_t rows = 0;
    for (char *line; (line = strsep(&next, "\n")) != NULL;) {
        struct row row;
        char path[80];
        if (!read_row(line, &row))
            continue;
        rows++;
        if (strcmp(row.through, "no") == 0) {
            cr_expect(row.file[0] == '\0' && strlen(line) > 30, "%s: without a test it needs a reason", row.id);
            continue;
        }
        snprintf(path, sizeof path, "tests/%s", row.file);
        char *source = program_file(path, NULL);
        cr_expect(source != NULL && names(source, row.id), "%s is not in %s", row.id, path);
        cr_expect(catches(faults, &row), "%s: no fault \"%s\" in tests/theory/faults must fail it", row.id, row.fault);
        free(source);
    }
    free(faults);
    cr_expect_eq(rows, CASES, "%zu cases", rows);
    free(table);
}
