/* The tables of what is promised, and of what may arrive, are true: each file and each test that they name is there. And how many
 * hostile files are tried, to be quoted. */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/program.h"

TestSuite(test_promises);

/* "invalid/x.yaml", or "test_x.c" with ": name_of_a_test" or without, somewhere below tests. */
static bool is_there(const char *named)
{
    char path[400], pattern[400];
    const char *colon = strstr(named, ": ");
    if (strncmp(named, "test_", 5) != 0) {
        snprintf(path, sizeof path, "tests/scenarios/%.*s.expected", (int)(strlen(named) - 5), named);
        snprintf(pattern, sizeof pattern, "tests/scenarios/%s", named);
        return access(path, R_OK) == 0 && access(pattern, R_OK) == 0;
    }
    glob_t found;
    snprintf(pattern, sizeof pattern, "tests/*/%.*s", colon ? (int)(colon - named) : (int)strlen(named), named);
    bool there = glob(pattern, 0, NULL, &found) == 0;
    if (there && colon != NULL) {
        char *source = program_file(found.gl_pathv[0], NULL);
        snprintf(path, sizeof path, ", %s", colon + 2);
        there = source != NULL && strstr(source, path) != NULL;
        free(source);
    }
    globfree(&found);
    return there;
}

static bool is_name(const char *named)
{
    size_t length = strlen(named);
    return strncmp(named, "test_", 5) == 0 || (length > 5 && strchr(named, '/') != NULL && strchr(named, ' ') == NULL &&
                                               strcmp(named + length - 5, ".yaml") == 0);
}

/* Looks for what stands between backquotes in the last column. Returns how many rows name something. */
static size_t check_table(const char *path)
{
    char *text = program_file(path, NULL), *next = text, named[200];
    size_t rows = 0;
    cr_assert_not_null(text, "%s is missing", path);
    for (char *line; (line = strsep(&next, "\n")) != NULL;) {
        size_t names = 0;
        const char *at = line[0] == '|' ? strchr(line + 1, '|') : NULL;
        while (at != NULL && (at = strchr(at, '`')) != NULL && sscanf(at, "`%199[^`]`", named) == 1) {
            at += strlen(named) + 2;
            if (!is_name(named))
                continue;
            names++;
            cr_expect(is_there(named), "%s: there is no %s", path, named);
        }
        rows += names > 0;
    }
    free(text);
    return rows;
}

Test(test_promises, each_is_held_by_the_test_that_the_table_names)
{
    size_t hostile = check_table("tests/scenarios/README.md"), promises = check_table(".github/CONTRIBUTING.md");
    cr_expect_geq(hostile, 32, "only %zu kinds of hostile files", hostile);
    cr_expect_geq(promises, 12, "only %zu promises", promises);
}

static size_t count_files(const char *pattern)
{
    glob_t found;
    size_t count = glob(pattern, 0, NULL, &found) == 0 ? found.gl_pathc : 0;
    globfree(&found);
    return count;
}

Test(test_promises, hostile_files_are_counted)
{
    size_t wrong = count_files("tests/scenarios/invalid/*.yaml"),
           doubtful = count_files("tests/scenarios/doubtful/*.yaml"),
           tables = count_files("tests/scenarios/invalid/history/*.csv"), first = count_files("tests/fuzz/fuzz_*/*");
    printf(
        "hostile files tried: %zu scenarios and comparisons with their exact messages, %zu that are allowed and doubted, "
        "%zu tables twice (as history and as actuals), %zu first inputs of fuzzing\n",
        wrong, doubtful, tables, first);
    cr_expect_geq(wrong, 163);
    cr_expect_geq(doubtful, 13);
    cr_expect_geq(tables, 10);
}
