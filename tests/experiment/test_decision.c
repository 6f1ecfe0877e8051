/* Decision and regret tables made from runs by hand, where every answer can be worked out. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "experiment/decision.h"
#include "experiment/regret.h"
#include "support/hand_option.h"

/* Goldsman and Nelson's example, ten replications of four designs under common random numbers. */
static const double designs[4][HAND_RUNS] = {{63.72, 32.24, 40.28, 36.94, 36.29, 56.94, 34.10, 63.36, 49.29, 87.20},
                                             {63.06, 31.78, 40.32, 37.71, 36.79, 57.93, 33.39, 62.92, 47.67, 80.79},
                                             {57.74, 29.65, 36.52, 35.71, 33.81, 51.54, 31.39, 57.24, 42.63, 67.27},
                                             {62.63, 31.56, 39.87, 37.35, 36.65, 57.15, 33.30, 62.21, 47.46, 79.60}};

static const double flat[HAND_RUNS] = {100, 100, 100, 100, 100, 100, 100, 100, 100, 100};
static const double load[HAND_RUNS] = {20, 20, 20, 20, 20, 20, 20, 20, 20, 20};

static void gather(const struct hand_option *hands, size_t count, struct option_run *runs)
{
    for (size_t i = 0; i < count; i++)
        runs[i] = hands[i].run;
}

static void spread(double *values, double middle, double half)
{
    for (size_t i = 0; i < HAND_RUNS; i++)
        values[i] = middle + (i % 2 ? half : -half);
}

Test(decision, a_published_example_through_the_table)
{
    struct hand_option hands[4];
    struct option_run runs[4];
    for (size_t i = 0; i < 4; i++)
        hand_option(&hands[i], "design", "0000011111", designs[i], load);
    gather(hands, 4, runs);
    struct decision decision;
    decision_init(&decision, runs, 4, &(struct decision_question){.budgeted = true, .available = -0.5});
    /* The example takes the first design less the other; here it is the other less the first. */
    static const double intervals[][2] = {
        {-2.76729629, 1.16729629}, {-10.6378515, -0.734148505}, {-3.43134836, 0.91534836}};
    static const enum decision_budget budgets[] = {BUDGET_NEAR, BUDGET_WITHIN, BUDGET_NEAR};
    for (size_t i = 1; i < 4; i++) {
        const struct decision_row *row = &decision.rows[i];
        cr_assert_float_eq(row->extra.interval.low, intervals[i - 1][0], 1e-7, "design %zu", i + 1);
        cr_assert_float_eq(row->extra.interval.high, intervals[i - 1][1], 1e-7, "design %zu", i + 1);
        cr_assert_eq(row->budget, budgets[i - 1], "design %zu: %d", i + 1, row->budget);
        cr_assert(!row->per_point.bounded, "nothing is gained");
    }
    cr_assert_float_eq(decision.rows[1].extra.reduction, 128.342436, 1e-5);
    /* The same chance and caseload everywhere: the cheapest dominates, clearly only where all pairs tell it apart. */
    cr_assert_eq(decision.rows[2].dominated_by, DECISION_NONE);
    cr_assert(decision.rows[0].dominated_by == 2 && decision.rows[0].dominated_clearly,
              "0.0068 to 11.37 over all pairs");
    cr_assert_eq(decision.leader, DECISION_NONE, "no chance is told from the first's");
    decision_release(&decision);
}

Test(decision, the_leader_is_the_cheapest_of_the_best_within_the_budget)
{
    struct hand_option hands[5];
    struct option_run runs[5];
    double twenty[HAND_RUNS], fifty[HAND_RUNS], hundred[HAND_RUNS], lower[HAND_RUNS];
    spread(twenty, 120, 1);
    spread(fifty, 150, 1);
    spread(hundred, 200, 1);
    spread(lower, 19, 0);
    hand_option(&hands[0], "plan", "0000000000", flat, load);
    hand_option(&hands[1], "cheap", "0111111111", twenty, lower);
    hand_option(&hands[2], "dear", "1111111111", fifty, lower);
    hand_option(&hands[3], "small", "0000000001", twenty, load);
    hand_option(&hands[4], "wasteful", "0111111111", hundred, load);
    gather(hands, 5, runs);
    struct decision decision;
    decision_init(&decision, runs, 5, &(struct decision_question){.target = "aim", .budgeted = true, .available = 60});
    cr_assert_eq(decision.leader, 1, "the leader is %d", decision.leader);
    cr_assert(decision.rows[1].among_best && decision.rows[2].among_best && decision.rows[4].among_best);
    cr_assert(!decision.rows[0].among_best && !decision.rows[3].among_best);
    cr_assert_eq(decision.rows[4].budget, BUDGET_OVER);
    cr_assert_eq(decision.rows[4].over_share, 1);
    cr_assert_eq(decision.rows[2].budget, BUDGET_WITHIN);
    cr_assert_eq(decision.likeliest, DECISION_NONE, "what is over is no better");
    cr_assert_eq(decision.rows[4].dominated_by, 2, "named is the likeliest of those that dominate");
    cr_assert_eq(decision.rows[3].dominated_by, 1);
    cr_assert(decision.rows[1].dominated_by == DECISION_NONE && decision.rows[2].dominated_by == DECISION_NONE);
    cr_assert_eq(decision.rows[0].dominated_by, DECISION_NONE, "nothing is as cheap");
    cr_assert_float_eq(decision.rows[1].per_point.value, 20.0 / 90, 1e-12);
    cr_assert(decision.rows[1].changes[0].change.interval.high == 1, "chances differ by no more than one");
    cr_assert(!decision.rows[3].per_point.bounded, "one run in ten is not told from none");
    decision_release(&decision);
    decision_init(&decision, runs, 5, &(struct decision_question){.budgeted = true, .available = 10});
    cr_assert(decision.leader == DECISION_NONE && decision.likeliest == 2, "all that help are over: %d, %d",
              decision.leader, decision.likeliest);
    decision_release(&decision);
}

/* Five runs of ten that only one of two meets: t(9) leaves nought out (0.123 to 0.877), the exact test says 1 in 16. */
Test(decision, few_runs_that_differ_tell_less_than_t_has_it)
{
    static const char *const met[] = {"1111100000", "1111110000"};
    for (size_t i = 0; i < 2; i++) {
        struct hand_option hands[2];
        struct option_run runs[2];
        hand_option(&hands[0], "plan", "0000000000", flat, load);
        hand_option(&hands[1], "some", met[i], flat, load);
        gather(hands, 2, runs);
        struct decision decision;
        decision_init(&decision, runs, 2, &(struct decision_question){0});
        const struct contrast *change = &decision.rows[1].changes[0].change;
        cr_assert_eq(contrast_is_clear(change), i == 1, "%zu of ten: from %g", 5 + i, change->interval.low);
        cr_assert_eq(decision.leader, i == 1 ? 1 : DECISION_NONE);
        decision_release(&decision);
    }
}

/* A service where nobody ever meets the target: cheaper is not better when the caseload is higher. */
Test(decision, domination_looks_at_the_caseload_too)
{
    struct hand_option hands[3];
    struct option_run runs[3];
    double less[HAND_RUNS], higher[HAND_RUNS];
    spread(less, 90, 1);
    spread(higher, 21, 0.1);
    hand_option(&hands[0], "plan", "0000000000", flat, load);
    hand_option(&hands[1], "cut", "0000000000", less, higher);
    hand_option(&hands[2], "saving", "0000000000", less, load);
    gather(hands, 3, runs);
    struct decision decision;
    decision_init(&decision, runs, 3, &(struct decision_question){0});
    cr_assert_eq(decision.rows[0].dominated_by, 2, "%d", decision.rows[0].dominated_by);
    cr_assert(decision.rows[0].dominated_clearly);
    cr_assert_eq(decision.rows[1].dominated_by, 2);
    decision_release(&decision);
}

Test(decision, regret_and_who_is_best_in_each_run)
{
    struct hand_option hands[6];
    struct option_run runs[6];
    double low[HAND_RUNS];
    spread(low, 20, 1);                                       /* 19 and 21 by turns */
    hand_option(&hands[0], "plan", "0000000000", flat, load); /* as given */
    hand_option(&hands[1], "steady", "1100000000", flat, load);
    hand_option(&hands[2], "bold", "1111110000", flat, low);
    hand_option(&hands[3], "plan", "0000000000", flat, load); /* busy */
    hand_option(&hands[4], "steady", "1111000000", flat, load);
    hand_option(&hands[5], "bold", "1000000000", flat, load);
    gather(hands, 6, runs);
    struct regret regret;
    regret_init(&regret, runs, 2, 3, "aim");
    static const double regrets[] = {0.6, 0.4, 0, 0.4, 0, 0.3};
    /* As given: runs 0, 1: both meet it, and bold has 19 in run 0, 21 in run 1. Runs 2 to 5: bold alone meets it. Runs 6 and 8:
     * none does and bold has 19; runs 7 and 9: it has 21, and plan and steady share. Busy: run 0 is shared by two, 1 to 3 are
     * steady's, the other six are shared by three. */
    static const double best[] = {0.1, 0.2, 0.7, 0.2, 0.55, 0.25};
    for (size_t i = 0; i < 6; i++) {
        const struct regret_cell *cell = regret_cell(&regret, i / 3, i % 3);
        cr_assert_float_eq(cell->regret, regrets[i], 1e-12, "regret %zu: %g", i, cell->regret);
        cr_assert_float_eq(cell->best, best[i], 1e-12, "best %zu: %g", i, cell->best);
    }
    cr_assert(regret.least == 2 && !regret.shared, "least worst regret: %zu", regret.least);
    cr_assert(regret.worst[1].future == 0 && regret.worst[2].future == 1);
    regret_release(&regret);
}
