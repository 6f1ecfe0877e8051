/* The response of managers: off it changes nothing, on it brings a council with high caseloads down as English councils came
 * down, within its limit, and it goes back when caseloads have fallen. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

static const char luton[] = "scenarios/luton-2020.yaml";
static const char forecast[] = "scenarios/forecast.yaml";

/* series.csv of a run; settings end with null. */
static char *series_of(const char *scenario, const char *runs, const char *const *settings)
{
    char *folder = program_folder();
    const char *arguments[32] = {"run",     scenario,
                                 "--runs",  runs,
                                 "--set",   "clock.inputs=likely",
                                 "--quiet", "--no-charts",
                                 "--out",   program_path(0, folder, "out")};
    size_t count = 10;
    for (; *settings != NULL; settings++) {
        arguments[count++] = "--set";
        arguments[count++] = *settings;
    }
    struct program run = program_run(arguments);
    cr_assert_eq(run.exit, 0, "%s: %s", scenario, run.err);
    program_release(&run);
    char *text = program_file(program_path(0, folder, "out/series.csv"), NULL);
    program_remove_folder(folder);
    return text;
}
#define SERIES(scenario, runs, ...) series_of(scenario, runs, (const char *const[]){__VA_ARGS__ __VA_OPT__(, ) NULL})

/* The mean in a week; what = "service,all,caseload". */
static double mean_at(const char *csv, const char *what, int week)
{
    size_t length = strlen(what);
    for (const char *line = strchr(csv, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n')) {
        const char *field = strchr(strchr(line, ',') + 1, ',') + 1;
        if (atoi(line + 1) != week || strncmp(field, what, length) != 0 || field[length] != ',')
            continue;
        const char *at = line;
        for (int skip = 0; skip < 6; skip++)
            at = strchr(at, ',') + 1;
        return strtod(at, NULL);
    }
    cr_assert_fail("series.csv has no %s in week %d", what, week);
    return NAN;
}

/* 42 council-years that began at 22 or more cases averaged 20.3, 19.5 and 18.4 one, two and three years on, from a mean of
 * 23.7; from 22.9 an earlier model with these parameters gave 20.9, 19.8 and 18.8. */
Test(test_response, a_council_with_high_caseloads_comes_down_as_councils_did)
{
    static const double expected[] = {20.9, 19.8, 18.8};
    char *with = SERIES(forecast, "150"), *without = SERIES(luton, "50");
    cr_assert_float_eq(mean_at(with, "service,all,caseload", 0), 22.644, 0.001, "it opens elsewhere");
    for (int year = 1; year <= 3; year++) {
        double caseload = mean_at(with, "service,all,caseload", 52 * year);
        cr_assert_float_eq(caseload, expected[year - 1], 0.8, "%.2f after %d years, not near %.1f", caseload, year,
                           expected[year - 1]);
        caseload = mean_at(without, "service,all,caseload", 52 * year);
        cr_assert(caseload > 21.9, "%.2f after %d years without a response", caseload, year);
        cr_assert_eq(mean_at(without, "service,all,response_seats", 52 * year), 0, "seats without a response");
    }
    free(with);
    free(without);
}

/* How many rows of weeks before `week` differ, and of all. */
static void differences(const char *a, const char *b, int week, int *before, int *all)
{
    *before = *all = 0;
    while (*a != '\0' && *b != '\0') {
        size_t x = strcspn(a, "\n"), y = strcspn(b, "\n");
        bool same = x == y && strncmp(a, b, x) == 0;
        *all += !same;
        *before += !same && atoi(a) < week;
        a += x + (a[x] == '\n');
        b += y + (b[y] == '\n');
    }
    cr_assert(*a == *b, "one file is longer");
}

Test(test_response, nothing_changes_before_the_first_review_nor_without_a_strength)
{
    int before, all;
    char *off = SERIES(luton, "4", "clock.length=80 weeks");
    char *on = SERIES(forecast, "4", "clock.length=80 weeks");
    differences(off, on, 13, &before, &all);
    cr_assert_eq(before, 0, "%d rows differ before the first review", before);
    cr_assert(all > 1000, "only %d rows differ after it", all);
    free(on);
    on = SERIES(forecast, "4", "clock.length=80 weeks", "response.agency=0% per case", "response.push=0% per case");
    differences(off, on, 13, &before, &all);
    cr_assert_eq(all, 0, "%d rows differ with a response of no strength", all);
    free(on);
    free(off);
}

/* 110 posts in the teams that agency may seat; a strength that would go far beyond the limit stops at it, and seats are in
 * proportion to posts. */
Test(test_response, the_limit_holds_and_the_response_goes_back)
{
    char *csv = SERIES(forecast, "10", "response.agency=20% per case", "response.push=20% per case",
                       "response.limit=10%", "response.reference=4", "clock.length=104 weeks");
    double seats = mean_at(csv, "service,all,response_seats", 104);
    cr_assert_float_eq(seats, 11, 1e-9, "%.3f seats at a limit of 10%% of 110 posts", seats);
    cr_assert_float_eq(mean_at(csv, "service,all,response_push", 104), 0.1, 1e-9, "the push leaves its limit");
    free(csv);
    csv = SERIES(forecast, "10", "response.agency=5% per case", "response.review=4 weeks",
                 "levers={enough: {starts: 80 weeks, set: {response.reference: 40}}}", "clock.length=140 weeks");
    cr_assert(mean_at(csv, "service,all,response_seats", 79) > 10, "no response before the lever");
    cr_assert(mean_at(csv, "service,all,agency", 79) > mean_at(csv, "service,all,agency", 0) + 5, "nobody sat there");
    cr_assert_eq(mean_at(csv, "service,all,response_seats", 140), 0, "seats stay when caseloads are low");
    cr_assert_eq(mean_at(csv, "service,all,response_push", 84), 0, "the push stays");
    cr_assert(mean_at(csv, "service,all,agency", 140) < mean_at(csv, "service,all,agency", 79) - 5, "agency stays");
    free(csv);
}

/* Checks each completion in a trace against when the case was allocated; returns how many there were on each side of week 10. */
static void must_close_exactly(const char *trace, int checked[static 2])
{
    char name[64], rest[32];
    double closes, opened;
    for (const char *line = strstr(trace, ",,completes,"); line != NULL; line = strstr(line + 1, ",,completes,")) {
        const char *start = line;
        while (start[-1] != '\n')
            start--;
        cr_assert_eq(sscanf(start, "%lf,,completes,%63[^,]", &closes, name), 2);
        char found[128];
        snprintf(found, sizeof found, ",,allocated,%s,", name);
        start = strstr(trace, found);
        cr_assert_not_null(start, "%s was never allocated", name);
        while (start[-1] != '\n')
            start--;
        cr_assert_eq(sscanf(start, "%lf,,%31[^,]", &opened, rest), 2);
        double expected = opened < 10 ? 15 + opened / 2 : opened + 10;
        cr_assert_float_eq(closes, expected, 2e-4, "%s opened in week %.4f closes in %.4f, not %.4f", name, opened,
                           closes, expected);
        checked[opened >= 10]++;
    }
}

/* Workers who never slow, and work that takes 20 weeks: from the review in week 10 on a push of 50% halves what is left, so
 * that a case opened in week a < 10 closes in 10 + (20 - (10 - a)) / 2 = 15 + a / 2, and later ones after 10 weeks. */
Test(test_response, a_push_is_exact_for_open_cases_and_for_new_ones)
{
    static const char body[] =
        "schema: 1\nname: push\nclock: {length: 30 weeks, runs: 2, calendar: none}\n"
        "demand: {sources: {door: {enters: work, rate: 2 per week}}}\n"
        "pathway: {work: {team: team, takes: 20 weeks, then: {closed: 100%}}}\n"
        "exits: {closed: {}}\n"
        "teams: {team: {posts: {funded: 1}, capacity: none, staff: {one: {grade: social-worker, fte: 1, tenure: 2-10 years}}}}\n"
        "workforce: {leaving: {rate: 0% per year}, grades: {social-worker: {}}}\n"
        "response: {review: 10 weeks, reference: 0, agency: 0% per case, push: 20% per case, limit: 50%, stages: {work: 1}}\n";
    char *folder = program_folder();
    const char *path = program_path(1, folder, "push.yaml");
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(body, file) >= 0);
    fclose(file);
    struct program told = PROGRAM("trace", path);
    cr_assert_eq(told.exit, 0, "%s", told.err);
    int checked[2] = {0};
    must_close_exactly(told.out, checked);
    cr_assert(checked[0] > 8 && checked[1] > 8, "only %d and %d cases closed", checked[0], checked[1]);
    program_release(&told);
    program_remove_folder(folder);
}

Test(test_response, a_comparison_has_it_only_when_asked_for)
{
    struct program refused = PROGRAM("compare", luton, forecast, "--runs", "2", "--quiet");
    struct program unlike = PROGRAM("compare", luton, forecast, "--runs", "2", "--quiet", "--with-response");
    cr_assert(refused.exit == 2 && strstr(refused.err, "forecast: managers respond") != NULL, "%s", refused.err);
    cr_assert(unlike.exit == 2 && strstr(unlike.err, "in every file") != NULL, "%s", unlike.err);
    program_release(&refused);
    program_release(&unlike);
}
