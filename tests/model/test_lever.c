/* Levers: how several compose, what conflicts, and that a lever changes nothing before it begins or when it has no effect. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/lever.h"
#include "model/service.h"
#include "scenario/scenario.h"
#include "support/program.h"

static const struct param any_number = {.key = "x", .kind = PARAM_NUMBER, .min = -1e9, .max = 1e9, .may_change = true};
static const struct plan_lever whole = {.effect = 1};

Test(lever, sets_scales_additions_caps_and_floors_compose_in_that_order)
{
    struct lever_effect effects[] = {
        {.lever = &whole, .operation = LEVER_SET, .value = 20, .from = 10, .full = 10, .to = INFINITY},
        {.lever = &whole, .operation = LEVER_SCALE, .value = 1.5, .from = 0, .full = 0, .to = 40},
        {.lever = &whole, .operation = LEVER_ADD, .value = -3, .from = 20, .full = 24, .to = INFINITY},
        {.lever = &whole, .operation = LEVER_CAP, .value = 28, .from = 30, .full = 30, .to = INFINITY},
        {.lever = &whole, .operation = LEVER_FLOOR, .value = 18, .from = 0, .full = 0, .to = INFINITY},
    };
    struct lever_target target = {.row = &any_number, .base = 10, .effects = effects, .count = 5};
    static const struct {
        double time, value;
        const char *why;
    } rows[] = {
        {0, 18, "10 x 1.5 is below the floor"},
        {10, 30, "the set replaces the base and is scaled"},
        {22, 28.5, "half of the addition after half of its ramp"},
        {24, 27, "all of it"},
        {30, 27, "a cap above the value does nothing"},
        {40, 18, "the scale has ended: 20 - 3, floored"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_assert_float_eq(lever_value(&target, rows[i].time), rows[i].value, 1e-12, "week %g: %g, %s", rows[i].time,
                           lever_value(&target, rows[i].time), rows[i].why);
}

Test(lever, what_changes_nothing_keeps_the_last_bit)
{
    struct lever_effect effects[] = {
        {.lever = &whole, .operation = LEVER_SCALE, .value = 1, .full = 26, .to = INFINITY},
        {.lever = &whole, .operation = LEVER_ADD, .value = 0, .full = 26, .to = INFINITY},
    };
    struct lever_target target = {.row = &any_number, .base = 0.1 + 0.2, .effects = effects, .count = 2};
    for (double time = 0; time < 60; time += 0.37)
        cr_assert(lever_value(&target, time) == target.base, "week %g", time);
}

/* By hand: towards 80% of 10 with part p of the effect is 10 (1 - 0.2 p), and an addition of 4 is 4 p. */
Test(lever, a_part_of_the_effect_comes_about)
{
    static const struct {
        double part, scaled, added, set_none;
    } rows[] = {
        {1, 8, 14, INFINITY}, {0, 10, 10, 10}, {0.5, 9, 12, INFINITY}, {3, 4, 22, INFINITY}, {-1, 12, 6, INFINITY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct plan_lever lever = {.effect = rows[i].part};
        struct lever_effect scale = {.lever = &lever, .operation = LEVER_SCALE, .value = 0.8, .to = INFINITY};
        struct lever_effect add = {.lever = &lever, .operation = LEVER_ADD, .value = 4, .full = 8, .to = INFINITY};
        struct lever_effect none = {.lever = &lever, .value = INFINITY, .to = INFINITY};
        struct lever_target target = {.row = &any_number, .base = 10, .count = 1};
        target.effects = &scale;
        cr_expect_float_eq(lever_value(&target, 5), rows[i].scaled, 1e-12, "%g scaled", rows[i].part);
        target.effects = &add;
        cr_expect_float_eq(lever_value(&target, 8), rows[i].added, 1e-12, "%g added", rows[i].part);
        cr_expect_float_eq(lever_value(&target, 4), (10 + rows[i].added) / 2, 1e-12, "%g half-way", rows[i].part);
        target.effects = &none;
        cr_expect(lever_value(&target, 5) == rows[i].set_none, "%g: none comes whole", rows[i].part);
    }
}

static const char base[] = "tests/scenarios/valid/small.yaml";

/* Writes a scenario that extends the small one with levers, beside it (extends may not leave the folder). */
static const char *with_levers(const char *name, const char *levers)
{
    static char path[256];
    snprintf(path, sizeof path, "tests/scenarios/valid/.lever-%s.yaml", name);
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL, "cannot write %s", path);
    fprintf(file, "schema: 1\nextends: small.yaml\nlevers:\n%s", levers);
    fclose(file);
    return path;
}

static char *series_of(const char *scenario, const char *threads)
{
    char *folder = program_folder();
    struct program run = PROGRAM("run", scenario, "--runs", "12", "--quiet", "--no-charts", "--threads", threads,
                                 "--out", program_path(0, folder, "out"));
    cr_assert_eq(run.exit, 0, "%s: %s", scenario, run.err);
    program_release(&run);
    size_t length;
    char *text = program_file(program_path(0, folder, "out/series.csv"), &length);
    program_remove_folder(folder);
    return text;
}

/* How many rows of weeks before `week` differ, and of all. */
static void compare(const char *a, const char *b, double week, int *before, int *all)
{
    *before = *all = 0;
    while (*a != '\0' && *b != '\0') {
        size_t x = strcspn(a, "\n"), y = strcspn(b, "\n");
        bool same = x == y && strncmp(a, b, x) == 0;
        *all += !same;
        *before += !same && atof(a) < week;
        a += x + (a[x] == '\n');
        b += y + (b[y] == '\n');
    }
}

Test(lever, a_null_lever_changes_no_byte_and_a_real_one_nothing_before_it_begins)
{
    static const struct {
        const char *name, *levers;
        bool changes;
    } cases[] = {
        {"null", "  nothing: {starts: 10 weeks, ramp: 5 weeks, scale: {demand.sources.community.rate: 1}}\n", false},
        {"no-effect", "  nothing: {starts: 10 weeks, effect: 0%, scale: {demand.sources.community.rate: 2}}\n", false},
        {"unsure",
         "  more: {starts: 10 weeks, effect: {likely: 100%, low: 0%, high: 300%}, scale: {demand.sources.community.rate: "
         "1.2}}\n",
         true},
        {"rate", "  more: {starts: 10 weeks, scale: {demand.sources.community.rate: 150%}}\n", true},
        {"posts", "  posts: {starts: 8 weeks, approval: 2 weeks, add: {teams.front-door.posts.funded: 3}}\n", true},
        {"capacity", "  tools: {starts: 10 weeks, ramp: 4 weeks, scale: {teams.front-door.capacity: 60%}}\n", true},
    };
    char *without = series_of(base, "1");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = with_levers(cases[i].name, cases[i].levers);
        char *one = series_of(path, "1"), *two = series_of(path, "2");
        remove(path);
        int before, all;
        compare(without, one, 10, &before, &all);
        cr_assert_eq(before, 0, "%s: %d rows differ before the lever begins", cases[i].name, before);
        cr_assert_eq(all > 0, cases[i].changes, "%s: %d rows differ in all", cases[i].name, all);
        cr_assert(strcmp(one, two) == 0, "%s: two threads give other bytes", cases[i].name);
        free(one);
        free(two);
    }
    free(without);
}

/* The second set begins first once its approval is drawn at nought, so that the other one replaces it and its end is late. */
Test(lever, a_drawn_approval_moves_the_effect)
{
    struct diag diag = {0};
    struct scenario scenario = {0};
    struct service service = {0};
    const char *path =
        with_levers("drawn-approval", "  a: {starts: 4 weeks, set: {teams.front-door.capacity: 10}}\n"
                                      "  b: {starts: 1 week, approval: {likely: 6 weeks, low: 1 week, high: "
                                      "9 weeks}, ramp: 2 weeks, set: {teams.front-door.capacity: 20}}\n");
    bool opened = scenario_load(&scenario, path, NULL, 0, &diag) && service_open(&service, scenario.root, &diag);
    remove(path);
    cr_assert(opened, "%s", opened ? "" : diag.problems[0].message);
    static const struct {
        double approval, at_3, at_5, at_30;
        size_t times;
    } rows[] = {{6, NAN, 10, 20, 4}, {0, 20, 10, 10, 4}, {3, NAN, 15, 20, 3}, {6, NAN, 10, 20, 4}};
    double *approval = param_number(&plan_table, service.plan, "levers.b.approval", NULL);
    cr_assert_not_null(approval);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *approval = rows[i].approval;
        lever_begin(&service.levers);
        const struct lever_target *target = &service.levers.targets[0];
        double at_3 = isnan(rows[i].at_3) ? target->base : rows[i].at_3;
        cr_expect_float_eq(lever_value(target, 3), at_3, 1e-12, "row %zu, week 3: %g", i, lever_value(target, 3));
        cr_expect_float_eq(lever_value(target, 5), rows[i].at_5, 1e-12, "row %zu, week 5: %g", i,
                           lever_value(target, 5));
        cr_expect_float_eq(lever_value(target, 30), rows[i].at_30, 1e-12, "row %zu, week 30", i);
        cr_expect_eq(service.levers.time_count, rows[i].times, "row %zu: %zu times", i, service.levers.time_count);
    }
    service_close(&service);
    scenario_release(&scenario);
    diag_release(&diag);
}

Test(lever, what_cannot_be_done_is_told)
{
    static const struct {
        const char *levers, *message;
    } cases[] = {
        {"  x: {starts: 1 week, set: {teams.front-door.capacty: 3}}\n", "is not the path of a number"},
        {"  x: {starts: 1 week, set: {clock.length: 3 weeks}}\n", "may not change during a run"},
        {"  x: {starts: 1 week, set: {demand.sources.community.rate: 3}}\n", "needs a unit"},
        {"  x: {starts: 1 week, set: {teams.front-door.capacity: 3}}\n"
         "  y: {starts: 1 week, set: {teams.front-door.capacity: 4}}\n",
         "levers x and y both set it from the same date"},
        {"  x: {starts: 1 week, cap: {teams.front-door.capacity: 3}}\n"
         "  y: {starts: 1 week, floor: {teams.front-door.capacity: 4}}\n",
         "levers x and y cap it below the floor"},
        {"  x: {starts: 1 week, ramp: 4 weeks, set: {teams.front-door.cap: 12}}\n", "from or to none"},
        {"  x: {starts: 1 week}\n", "changes nothing"},
        {"  x: {starts: 4 weeks, ends: 2 weeks, set: {teams.front-door.capacity: 3}}\n",
         "is not after the effect begins"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = with_levers("wrong", cases[i].levers);
        struct program check = PROGRAM("check", path);
        remove(path);
        cr_assert_eq(check.exit, 2, "case %zu: exit %d", i, check.exit);
        cr_assert(strstr(check.err, cases[i].message) != NULL, "case %zu says\n%s\nand should say %s", i, check.err,
                  cases[i].message);
        program_release(&check);
    }
}
