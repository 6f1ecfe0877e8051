/* What a value is on a date, and which levers made it so; the expected values are worked out by hand. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/program.h"

TestSuite(test_show);

static const char levers[] = "schema: 1\n"
                             "name: levers\n"
                             "clock: {start: 2021-01-04, length: 104 weeks}\n"
                             "demand: {sources: {community: {enters: work, rate: 6 children per week}}}\n"
                             "pathway: {work: {team: locality, takes: 10 weeks}}\n"
                             "teams: {locality: {posts: {funded: 10}, capacity: 14, staff: {settled: {fte: 9}}}}\n"
                             "levers:\n"
                             "  a: {starts: 2021-02-01, set: {teams.locality.posts.funded: 20}}\n"
                             "  b: {starts: 2021-03-01, effect: 50%, scale: {teams.locality.posts.funded: 1.5}}\n"
                             "  c: {starts: 2021-04-05, ramp: 10 weeks, add: {teams.locality.posts.funded: 4}}\n"
                             "  d: {starts: 2021-08-02, ends: 2021-09-06, cap: {teams.locality.posts.funded: 15}}\n"
                             "  e: {starts: 2022-01-03, floor: {teams.locality.posts.funded: 40}}\n";

static const char *written(const char *folder)
{
    const char *path = program_path(0, folder, "levers.yaml");
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(levers, file);
    fclose(file);
    return path;
}

Test(test_show, a_value_on_a_date_is_that_of_its_levers)
{
    static const struct {
        const char *when, *value, *says;
    } rows[] = {
        {"2021-01-11", "2021-01-11: 10\n", "without levers"},
        {"2021-02-08", "2021-02-08: 20\n", "lever a sets it to 20, from 2021-02-01\n"},
        {"2021-03-08", "2021-03-08: 25\n", "lever b multiplies it by 1.5, from 2021-03-01 (50% of it comes about)\n"},
        {"2021-05-10", "2021-05-10: 27\n", "lever c adds 4, from 2021-04-05 (50% of the way there)\n"},
        {"2021-08-09", "2021-08-09: 15\n", "lever d caps it at 15, from 2021-08-02\n"},
        {"2021-09-06", "2021-09-06: 29\n", "lever c adds 4, from 2021-04-05\n"},
        {"52 weeks", "2022-01-03: 40\n", "lever e floors it at 40, from 2022-01-03\n"},
    };
    char *folder = program_folder();
    const char *path = written(folder);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct program show = PROGRAM("show", path, "--at", rows[i].when, "teams.locality.posts.funded");
        cr_expect(show.exit == 0 && strstr(show.out, rows[i].value) != NULL && strstr(show.out, rows[i].says) != NULL,
                  "%s: %s%s", rows[i].when, show.out, show.err);
        program_release(&show);
    }
    program_remove_folder(folder);
}

Test(test_show, what_is_no_date_or_no_number_is_told)
{
    static const struct {
        const char *when, *path, *says;
    } rows[] = {
        {"soon", "teams.locality.capacity", "is neither a date such as 2021-06-01 nor a time such as '52 weeks'"},
        {"2021-02-30", "teams.locality.capacity", "is neither a date"},
        {"2021-03-01", NULL, "--at needs the PATH of a number"},
        {"2021-03-01", "teams.locality", "has no number at \"teams.locality\""},
    };
    char *folder = program_folder();
    const char *path = written(folder);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct program show = PROGRAM("show", path, "--at", rows[i].when, rows[i].path);
        cr_expect(show.exit == 2 && strstr(show.err, rows[i].says) != NULL, "row %zu: %s%s", i, show.out, show.err);
        program_release(&show);
    }
    program_remove_folder(folder);
}
