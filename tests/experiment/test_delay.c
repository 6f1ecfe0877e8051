/* What a delay moves, by how much, and the slope of one whose changes are known. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "experiment/delay.h"
#include "experiment/delay_words.h"

enum { RUNS = 6 };

struct loaded {
    struct diag diag;
    struct scenario scenario;
    struct service service;
};

static const char *const settings[] = {
    "recruitment.more={kind: market, candidates: 3 per year, lead_time: {law: pert, min: 8 weeks, mode: {likely: 12 weeks, "
    "low: 10 weeks, high: 14 weeks}, max: 20 weeks}}",
    "levers={later: {starts: 10 weeks, approval: {likely: 2 weeks, low: 1 week, high: 4 weeks}, add: "
    "{teams.locality.posts.funded: 1}}, short: {starts: 4 weeks, ends: 6 weeks, add: {teams.locality.posts.funded: 1}}, "
    "before: {starts: -4 weeks, add: {teams.locality.posts.funded: 1}}}",
    "pipelines={academy: {first: 2021-02-01, size: 4, lasts: 8 weeks, grade: social-worker}}"};

static void load(struct loaded *loaded, struct delay *delay, size_t months)
{
    struct scenario_setting list[3];
    for (size_t i = 0; i < 3; i++)
        list[i] = (struct scenario_setting){.text = settings[i]};
    *loaded = (struct loaded){0};
    bool opened = scenario_load(&loaded->scenario, "tests/scenarios/valid/small.yaml", list, 3, &loaded->diag) &&
                  service_open(&loaded->service, loaded->scenario.root, &loaded->diag);
    cr_assert(opened, "%s", opened ? "" : loaded->diag.problems[0].message);
    delay_open(delay, loaded->scenario.root, &loaded->service, 0, months);
}

static void unload(struct loaded *loaded, struct delay *delay)
{
    delay_release(delay);
    service_close(&loaded->service);
    scenario_release(&loaded->scenario);
    diag_release(&loaded->diag);
}

/* Two months are 365.25 / 7 / 6 = 8.696429 weeks. */
Test(delay, everything_that_is_still_to_come_moves_by_as_much)
{
    static const double shift = 365.25 / 7 / 6;
    static const struct {
        enum delay_kind kind;
        const char *path;
        double weeks; /* NaN: taken out */
    } rows[] = {{DELAY_APPROVAL, "levers.later.approval.likely", 2},
                {DELAY_APPROVAL, "levers.later.approval.low", 1},
                {DELAY_APPROVAL, "levers.later.approval.high", 4},
                {DELAY_APPROVAL, "levers.short", NAN},
                {DELAY_STARTS, "recruitment.adverts.lead_time", 10},
                {DELAY_STARTS, "recruitment.more.lead_time.min", 8},
                {DELAY_STARTS, "recruitment.more.lead_time.mode.likely", 12},
                {DELAY_STARTS, "recruitment.more.lead_time.mode.low", 10},
                {DELAY_STARTS, "recruitment.more.lead_time.mode.high", 14},
                {DELAY_STARTS, "recruitment.more.lead_time.max", 20},
                {DELAY_COHORTS, "pipelines.academy.first", 4}};
    struct loaded loaded;
    struct delay delay;
    size_t total = 0;
    load(&loaded, &delay, 2);
    cr_assert_eq(delay.line_count, 3);
    cr_assert_eq(delay_variants(&delay), 7);
    for (int kind = 0; kind < DELAY_KINDS; kind++) {
        size_t count;
        delay_settings(&delay, (enum delay_kind)kind, 0, &count);
        cr_assert_eq(count, 0, "no delay sets something");
        delay_settings(&delay, (enum delay_kind)kind, 2, &count);
        total += count;
    }
    cr_assert_eq(total, sizeof rows / sizeof *rows, "%zu settings", total);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t count, found = 0, length = strlen(rows[i].path);
        struct scenario_setting *list = delay_settings(&delay, rows[i].kind, 2, &count);
        for (size_t k = 0; k < count; k++)
            if (strncmp(list[k].text, rows[i].path, length) == 0 && list[k].text[length] == '=') {
                double weeks = strtod(list[k].text + length + 1, NULL);
                found++;
                if (isnan(rows[i].weeks))
                    cr_assert_str_eq(list[k].text + length, "=null");
                else
                    cr_assert_float_eq(weeks, rows[i].weeks + shift, 1e-9, "%s", list[k].text);
            }
        cr_assert_eq(found, 1, "%s stands there %zu times", rows[i].path, found);
    }
    unload(&loaded, &delay);
}

/* Each month takes 0.1 off the share of runs and adds 2 cases; runs differ in where they stand, not in what a month does. */
static bool run_straight(void *user, const struct scenario_setting *list, size_t count, const char *title,
                         struct trial *trial)
{
    (void)user;
    (void)list;
    double months = 0;
    const char *by = strstr(title, " by ");
    if (by)
        months = strtod(by + 4, NULL);
    cr_assert_eq(count > 0, months > 0);
    *trial = (struct trial){.runs = RUNS,
                            .met = mem_new(RUNS, sizeof(double)),
                            .caseload = mem_new(RUNS, sizeof(double)),
                            .leavers = mem_new(RUNS, sizeof(double)),
                            .cost = mem_new(RUNS, sizeof(double))};
    for (size_t run = 0; run < RUNS; run++) {
        trial->met[run] = 0.9 - 0.1 * months;
        trial->caseload[run] = (double)run + 2 * months;
        trial->cost[run] = 1000 * (double)run - 50 * months + (run == 5 ? 600 * (months == 3) : 0);
    }
    return true;
}

/* The cost of run 5 is 600 off its line in month 3: its own slope is -50 + 3 x 600 / 14, and a sixth of that counts. */
Test(delay, the_slope_is_that_of_a_line_through_nought)
{
    struct loaded loaded;
    struct delay delay;
    load(&loaded, &delay, 3);
    cr_assert(delay_run(&delay, 1, &(struct trial_runner){.run = run_straight}));
    for (size_t i = 0; i < delay.line_count; i++) {
        const struct delay_line *line = &delay.lines[i];
        cr_assert(line->points[0].caseload.mean == 0 && line->points[0].caseload.variance == 0,
                  "no delay is something");
        cr_assert_float_eq(line->points[2].caseload.mean, 4, 1e-12);
        cr_assert_float_eq(line->slope.caseload.mean, 2, 1e-12);
        cr_assert_float_eq(line->slope.caseload.interval.low, 2, 1e-9);
        cr_assert_float_eq(line->slope.chance.mean, -0.1, 1e-12);
        cr_assert_float_eq(line->slope.cost.mean, -50 + 3.0 * 600 / 14 / 6, 1e-9, "%g", line->slope.cost.mean);
    }
    struct text words = {0};
    delay_words_headline(&delay, &words);
    cr_assert_str_eq(words.at, "Late approval: each month costs 10.0 points of chance (10.0 to 10.0)");
    for (size_t i = 0; i < delay.line_count; i++)
        delay.lines[i].slope.chance.interval.high = 0.01;
    text_clear(&words);
    delay_words_headline(&delay, &words);
    cr_assert_str_eq(words.at, "Late approval: each month adds 2.00 cases a worker (2.00 to 2.00)");
    for (size_t i = 0; i < delay.line_count; i++)
        delay.lines[i].slope.caseload.interval.low = -0.01;
    text_clear(&words);
    delay_words_headline(&delay, &words);
    cr_assert_str_eq(words.at, "No delay lowers the chance of the target by more than these runs can tell");
    text_release(&words);
    unload(&loaded, &delay);
}
