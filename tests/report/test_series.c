#include "report/series.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/fixture.h"

TestSuite(series);

/* The line of a week, scope, name and measure, cut at its end, on the heap; the test fails when there is none. */
static char *line_of(const char *csv, const char *start)
{
    const char *at = strstr(csv, start);
    cr_assert(at != NULL && (at == csv || at[-1] == '\n'), "there is no line \"%s\"", start);
    return strndup(at, strcspn(at, "\n"));
}

static void expect_line(const char *csv, const char *start, const char *rest)
{
    char *line = line_of(csv, start);
    cr_assert_str_eq(line + strlen(start), rest, "%s: %s, not %s", start, line + strlen(start), rest);
    free(line);
}

/* Runs 0 to 4 hold 20, 21, ... 24: mean 22, sd sqrt(2.5), error sqrt(0.5), type-7 quantiles 20 + 4 p. */
Test(series, statistics_of_known_values)
{
    struct fixture fixture;
    struct text csv = {0};
    fixture_open(&fixture, fixture_service, 5);
    fixture_set(&fixture, METRIC_CASELOAD, METRIC_SERVICE, 20, 0, 1);
    series_write(&fixture.ensemble, &csv);
    expect_line(csv.at, "26,2021-04-05,service,all,caseload,cases per FTE,",
                "22,1.58113883,0.707106781,5,20.1,20.2,20.4,21,22,23,23.6,23.8,23.9");
    text_release(&csv);
    fixture_close(&fixture);
}

Test(series, what_is_not_a_number_is_empty)
{
    struct fixture fixture;
    struct text csv = {0};
    fixture_open(&fixture, fixture_service, 3);
    int alpha = (int)(fixture.prepared.teams[0].plan->named.name[0] == 'a' ? 0 : 1);
    fixture_set(&fixture, METRIC_CASELOAD, alpha, (double)NAN, 0, 0);
    size_t series = metric_series(&fixture.ensemble.layout, METRIC_OPEN, METRIC_SERVICE);
    *ensemble_value(&fixture.ensemble, series, 0, 1) = NAN;
    series_write(&fixture.ensemble, &csv);
    expect_line(csv.at, "0,2020-10-05,team,alpha,caseload,cases per FTE,", ",,,0,,,,,,,,,");
    expect_line(csv.at, "0,2020-10-05,service,all,open,cases,", "0,0,0,2,0,0,0,0,0,0,0,0,0");
    cr_assert(strstr(csv.at, "nan") == NULL && strstr(csv.at, "inf") == NULL, "a nan in the file");
    text_release(&csv);
    fixture_close(&fixture);
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

Test(series, every_measure_at_every_sample_in_file_order)
{
    struct fixture fixture;
    struct text csv = {0}, again = {0};
    fixture_open(&fixture, fixture_service, 2);
    series_write(&fixture.ensemble, &csv);
    size_t series = fixture.ensemble.layout.first[METRIC_COUNT];
    for (size_t i = 0; i < METRIC_COUNT; i++) /* those of money are not there: the scenario does not count it */
        if (!metric_applies(fixture.ensemble.plan, (enum metric)i))
            series -= fixture.ensemble.layout.first[i + 1] - fixture.ensemble.layout.first[i];
    cr_assert_eq(count_lines(csv.at), 1 + series * fixture.ensemble.samples, "%zu lines", count_lines(csv.at));
    const char *order[] = {",service,all,",      ",team,zeal,",  ",team,alpha,",
                           ",stage,assessment,", ",stage,help,", ",stage,rest,"};
    for (size_t i = 0; i + 1 < sizeof order / sizeof *order; i++)
        cr_assert(strstr(csv.at, order[i]) < strstr(csv.at, order[i + 1]), "%s comes after %s", order[i], order[i + 1]);
    const char *commas = csv.at;
    for (size_t line = 0; line < count_lines(csv.at); line++) {
        size_t fields = 1;
        for (; *commas != '\n'; commas++)
            fields += *commas == ',';
        cr_assert_eq(fields, 19, "line %zu has %zu fields", line + 1, fields);
        commas++;
    }
    series_write(&fixture.ensemble, &again);
    cr_assert_str_eq(csv.at, again.at, "written twice, two files");
    text_release(&csv);
    text_release(&again);
    fixture_close(&fixture);
}

Test(series, no_dates_without_a_calendar)
{
    struct fixture fixture;
    struct text csv = {0};
    fixture_open(&fixture,
                 "schema: 1\nclock: {length: 4 weeks, calendar: none}\npathway: {work: {takes: 1 week}}\n"
                 "demand: {sources: {s: {enters: work, rate: 1 per week}}}\n",
                 2);
    series_write(&fixture.ensemble, &csv);
    expect_line(csv.at, "3,,stage,work,stage_open,cases,", "0,0,0,2,0,0,0,0,0,0,0,0,0");
    text_release(&csv);
    fixture_close(&fixture);
}
