/* The table of exact cases in tests/theory/README.md is true: each case that is said to be tested is named in that test. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

enum { CASES = 71 };

/* "| Q01 | scenario | theory/test_theory.c | remark |" */
static bool read_row(const char *line, char id[static 8], char through[static 16], char file[static 64])
{
    int used = 0;
    if (sscanf(line, "| %7[A-Z0-9] | %15[a-z] |%n", id, through, &used) != 2 || used == 0 || strlen(id) != 3)
        return false;
    file[0] = '\0';
    sscanf(line + used, " %63[a-z_/.]", file);
    return true;
}

/* In comments as Q01, in names of tests and scenarios as q01. */
static bool names(const char *source, const char *id)
{
    char small[8];
    snprintf(small, sizeof small, "%c%s", id[0] - 'A' + 'a', id + 1);
    return strstr(source, id) != NULL || strstr(source, small) != NULL;
}

Test(cases, each_is_tested_where_the_table_says)
{
    char *table = program_file("tests/theory/README.md", NULL), *next = table;
    cr_assert_not_null(table);
    size_t rows = 0;
    for (char *line; (line = strsep(&next, "\n")) != NULL;) {
        char id[8], through[16], file[64], path[80];
        if (!read_row(line, id, through, file))
            continue;
        rows++;
        if (strcmp(through, "no") == 0) {
            cr_expect(file[0] == '\0' && strlen(line) > 30, "%s: without a test it needs a reason", id);
            continue;
        }
        snprintf(path, sizeof path, "tests/%s", file);
        char *source = program_file(path, NULL);
        cr_expect(source != NULL && names(source, id), "%s is not in %s", id, path);
        free(source);
    }
    cr_expect_eq(rows, CASES, "%zu cases", rows);
    free(table);
}
