#include "report/summary.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/cases.h"
#include "report/fixture.h"

TestSuite(summary);

static json_t *summary_of(struct fixture *fixture)
{
    struct text text = {0};
    json_error_t error;
    summary_write(&fixture->run, &text);
    json_t *root = json_loads(text.at, 0, &error);
    cr_assert(root != NULL, "summary.json line %d: %s", error.line, error.text);
    text_release(&text);
    return root;
}

/* The value at "a/b/c"; list places are numbers. */
static json_t *at(json_t *root, const char *path)
{
    char key[64];
    json_t *now = root;
    for (const char *step = path; now != NULL && *step != '\0';) {
        size_t length = strcspn(step, "/");
        snprintf(key, sizeof key, "%.*s", (int)length, step);
        now = json_is_array(now) ? json_array_get(now, (size_t)strtoul(key, NULL, 10)) : json_object_get(now, key);
        step += length + (step[length] == '/');
    }
    cr_assert(now != NULL, "summary.json has no %s", path);
    return now;
}

static void expect(json_t *root, const char *path, double expected)
{
    double value = json_number_value(at(root, path));
    cr_assert(json_is_number(at(root, path)), "%s is not a number", path);
    cr_assert(fabs(value - expected) <= 1e-8 * (1 + fabs(expected)), "%s: %.12g, not %.12g", path, value, expected);
}

static void expect_null(json_t *root, const char *path)
{
    cr_assert(json_is_null(at(root, path)), "%s is not null", path);
}

/* 60 of 100: Wilson's 95 % interval is 0.502002587 to 0.690598714 (Wilson 1927; z = 1.959963985). */
Test(summary, targets)
{
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 100);
    fixture_judge(&fixture, "main", 60, 0);
    fixture_judge(&fixture, "lull", 0, 0.25);
    json_t *root = summary_of(&fixture);
    expect(root, "targets/main/chance", 0.6);
    expect(root, "targets/main/hits", 60);
    expect(root, "targets/main/trials", 100);
    expect(root, "targets/main/interval/low", 0.502002587);
    expect(root, "targets/main/interval/high", 0.690598714);
    expect(root, "targets/main/at_most", 18);
    expect(root, "targets/main/by_week", 52);
    expect(root, "targets/main/hold_weeks", 26);
    cr_assert_str_eq(json_string_value(at(root, "targets/main/by_date")), "2021-10-04", "date of the target");
    cr_assert_str_eq(json_string_value(at(root, "targets/main/interval/method")), "Wilson", "method");
    cr_assert(json_is_false(at(root, "targets/main/meets")), "60%% does not meet");
    expect(root, "targets/lull/chance", 0.25);
    expect(root, "targets/lull/by_week", 104);
    expect_null(root, "targets/lull/hits");
    expect_null(root, "targets/lull/meets");
    expect_null(root, "targets/lull/at_least");
    cr_assert_str_eq(json_object_iter_key(json_object_iter(at(root, "targets"))), "main", "targets in file order");
    json_decref(root);
    fixture_close(&fixture);
}

/* Samples s = 0..4 and runs r = 0..4 hold 10 + 2 s + r. Time averages of the runs are 14 + r: mean 16, sd sqrt(2.5); the
 * squared distances from 16 average 8 + (r - 2)^2 in run r, so their mean is 10 and their sd sqrt(3.5). */
Test(summary, averages_and_variances)
{
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 5);
    fixture_set(&fixture, METRIC_OPEN, METRIC_SERVICE, 10, 2, 1);
    json_t *root = summary_of(&fixture);
    expect(root, "clock/samples", 5);
    expect(root, "series/open/service/start/mean", 12);
    expect(root, "series/open/service/end/mean", 20);
    expect(root, "series/open/service/end/week", 104);
    expect(root, "series/open/service/at/0/week", 52);
    expect(root, "series/open/service/at/0/q50", 16);
    expect(root, "series/open/service/at/1/week", 104);
    expect(root, "series/open/service/average/mean", 16);
    expect(root, "series/open/service/average/sd", sqrt(2.5));
    expect(root, "series/open/service/average/se", sqrt(0.5));
    /* t with 4 degrees of freedom at 0.975 is 2.776445105 (case S01). */
    expect(root, "series/open/service/average/interval/high", 16 + 2.776445105 * sqrt(0.5));
    expect(root, "series/open/service/average/variance/mean", 10);
    expect(root, "series/open/service/average/variance/se", sqrt(3.5 / 5));
    expect(root, "series/open/teams/zeal/end/mean", 0);
    expect(root, "series/stage_open/stages/rest/end/mean", 0);
    json_decref(root);
    fixture_close(&fixture);
}

/* Run 0 has waits 1 and 3, run 1 has 5 alone: totals 4 and 5 over counts 2 and 1, mean 3. The residuals are 4 - 3 x 2 = -2
 * and 5 - 3 = 2, so the error is sqrt((4 + 4) / (2 x 1)) / 1.5 = 4/3. */
Test(summary, waits_are_ratios_over_all_cases)
{
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 2);
    size_t stage = fixture.prepared.stages[0].plan->named.name[0] == 'a' ? 0 : 1;
    fixture_case(&fixture, 0, stage, 1, 10);
    fixture_case(&fixture, 0, stage, 3, 20);
    fixture_case(&fixture, 1, stage, 5, 30);
    fixture.ensemble.outcomes[0].flows[0] = 10;
    fixture.ensemble.outcomes[1].flows[0] = 14;
    json_t *root = summary_of(&fixture);
    expect(root, "waits/assessment/cases", 3);
    expect(root, "waits/assessment/mean", 3);
    expect(root, "waits/assessment/se", 4.0 / 3);
    expect(root, "waits/assessment/sd", 2);
    expect(root, "waits/assessment/longest", 5);
    expect(root, "waits/assessment/waited/share", 1);
    expect(root, "waits/assessment/over/0/weeks", 2);
    expect(root, "waits/assessment/over/0/share", 2.0 / 3);
    /* totals 1 and 1 over counts 2 and 1: residuals -1/3 and 1/3 */
    expect(root, "waits/assessment/over/0/se", sqrt(2.0 / 9 / 2) / 1.5);
    expect(root, "waits/assessment/in_order/0/mean", 3);
    expect(root, "waits/assessment/in_order/0/runs", 2);
    expect(root, "waits/assessment/in_order/1/mean", 3);
    expect(root, "waits/assessment/in_order/1/runs", 1);
    expect_null(root, "waits/assessment/in_order/1/se");
    expect(root, "waits/assessment/in_order_mean/mean", 2);
    expect(root, "waits/assessment/in_order_mean/runs", 1);
    expect(root, "stays/assessment/mean", 20);
    expect_null(root, "waits/help/mean");
    cr_assert(json_object_get(at(root, "waits"), "rest") == NULL, "a stage without a team has waits");
    json_t *flow = at(root, "flows");
    expect(json_object_iter_value(json_object_iter(flow)), "mean", 12);
    json_decref(root);
    fixture_close(&fixture);
}

/* A replication that could not go on counts nowhere. */
Test(summary, failures_are_told_and_left_out)
{
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 4);
    fixture_set(&fixture, METRIC_OPEN, METRIC_SERVICE, 10, 0, 1);
    fixture_judge(&fixture, "main", 1, 0);
    fixture.ensemble.outcomes[3].failure = strdup("the waiting list is full");
    fixture.ensemble.outcomes[3].flows[0] = 1000;
    json_t *root = summary_of(&fixture);
    expect(root, "failures/0/run", 3);
    expect(root, "targets/main/trials", 3);
    expect(root, "series/open/service/average/mean", 11);
    expect(root, "series/open/service/average/variance/mean", 2.0 / 3);
    expect(json_object_iter_value(json_object_iter(at(root, "flows"))), "runs", 3);
    json_decref(root);
    fixture_close(&fixture);
}
