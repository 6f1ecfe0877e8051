/* Every wrong scenario in tests/scenarios/invalid and every doubtful one has its exact message beside it, and every right one
 * passes. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

static const char invalid[] = "tests/scenarios/invalid", doubtful[] = "tests/scenarios/doubtful",
                  valid[] = "tests/scenarios/valid";

static int is_scenario(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

static void check_message(const char *path, int code)
{
    char expected_path[512];
    snprintf(expected_path, sizeof expected_path, "%.*s.expected", (int)(strlen(path) - 5), path);
    struct program program = PROGRAM("check", path);
    char *expected = program_file(expected_path, NULL);
    cr_expect_not_null(expected, "%s is missing; headroom check %s 2> %s writes what it says now", expected_path, path,
                       expected_path);
    cr_expect_eq(program.exit, code, "%s: exit %d", path, program.exit);
    cr_expect_eq(program.out[0] == '\0', code == 2, "%s: prints %s", path, program.out);
    cr_expect(code == 2 || strstr(program.out, ": no errors, ") != NULL, "%s: prints %s", path, program.out);
    cr_expect_str_eq(program.err, expected ? expected : "", "%s says\n%s\nand should say\n%s", path, program.err,
                     expected ? expected : "");
    free(expected);
    program_release(&program);
}

static void check_invalid(const char *path)
{
    check_message(path, 2);
}

static void check_doubtful(const char *path)
{
    check_message(path, 0);
}

static void check_valid(const char *path)
{
    struct program program = PROGRAM("check", path);
    cr_expect_eq(program.exit, 0, "%s: exit %d, %s", path, program.exit, program.err);
    cr_expect_not_null(strstr(program.out, program.err[0] == '\0' ? ": no problems (" : ": no errors, "), "%s: %s",
                       path, program.out);
    program_release(&program);
}

static int for_each(const char *folder, void (*check)(const char *path))
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_scenario, alphasort);
    for (int i = 0; i < count; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        check(path);
        free(entries[i]);
    }
    free(entries);
    return count;
}

Test(test_check, wrong_scenarios_get_their_exact_message)
{
    int count = for_each(invalid, check_invalid);
    cr_assert_geq(count, 150, "only %d scenarios in %s", count, invalid);
}

/* Allowed, and hardly meant. */
Test(test_check, nonsense_that_parses_is_doubted)
{
    int count = for_each(doubtful, check_doubtful);
    cr_assert_geq(count, 13, "only %d scenarios in %s", count, doubtful);
}

Test(test_check, right_scenarios_pass)
{
    int count = for_each(valid, check_valid);
    cr_assert_geq(count, 2, "only %d scenarios in %s", count, valid);
}

Test(test_check, several_files_are_all_looked_at)
{
    struct program program = PROGRAM("check", "tests/scenarios/valid/small.yaml", "tests/scenarios/invalid/unit.yaml",
                                     "tests/scenarios/valid/child.yaml");
    cr_assert_eq(program.exit, 2, "exit %d", program.exit);
    cr_assert_str_eq(
        program.out,
        "tests/scenarios/valid/small.yaml: no problems (2 teams, 2 stages, 1 source of referrals, 2 targets)\n"
        "tests/scenarios/valid/child.yaml: no problems (2 teams, 2 stages, 1 source of referrals, 2 targets)\n",
        "it prints %s", program.out);
    cr_assert_not_null(strstr(program.err, "unit.yaml: 3 problems"), "it says %s", program.err);
    program_release(&program);
}

/* --set goes through the same reader as a file, and says so. */
Test(test_check, settings_are_checked_like_a_file)
{
    struct program program = PROGRAM("check", "tests/scenarios/valid/small.yaml", "--set", "clock.lenght=3 weeks",
                                     "--set", "teams.locality.capacity=lots");
    cr_assert_eq(program.exit, 2, "exit %d", program.exit);
    cr_assert_not_null(strstr(program.err, "clock.lenght: unknown key \"lenght\"; did you mean \"length\"?"),
                       "it says %s", program.err);
    cr_assert_not_null(strstr(program.err, "teams.locality.capacity: \"lots\""), "it says %s", program.err);
    program_release(&program);
}
