/* Delay: what each month of delay costs, in chance and in pounds.
 *
 * Three things can come late, each by itself: the approval of levers, the first days of those who are recruited, and cohorts.
 * Each is moved by 1 to as many months as asked for, a month being a twelfth of a year, on the same luck, so that differences from
 * the scenario as it stands are paired. What begins before the first day is not moved. No delay is the scenario itself.
 *
 * The slope is the change a month of a line through nought, fitted in each run by least squares and averaged over the runs: sum
 * of months x change over sum of squared months.
 *
 * To add one: an identifier, and a row with its settings in delay_list.c. */
#ifndef EXPERIMENT_DELAY_H
#define EXPERIMENT_DELAY_H

#include "base/mem.h"
#include "experiment/trial.h"
#include "model/service.h"

enum delay_kind { DELAY_APPROVAL, DELAY_STARTS, DELAY_COHORTS, DELAY_KINDS };

enum { DELAY_MOST = 24, DELAY_USUAL = 6 };

/* Less the scenario as it stands. Intervals of the months hold together at 95 % (Bonferroni over months and lines). */
struct delay_point {
    struct contrast chance, caseload, cost; /* 0 to 1, cases a worker, pounds; cost has runs 0 without money */
};

struct delay_line {
    enum delay_kind kind;
    const char *name, *title, *what; /* "approval", "Late approval", "levers are approved later" */
    struct delay_point *points;      /* [month], from nought */
    struct delay_point slope;        /* a month; 95 % */
};

/* Zeroed is empty; delay_release(). Borrows tree and service. */
struct delay {
    struct arena arena;
    const struct node *tree;
    const struct service *service;
    const struct plan *plan;
    size_t target, months;
    uint64_t seed;
    const char *version;
    struct delay_line lines[DELAY_KINDS];
    size_t line_count;
    /* Filled by delay_run(). */
    size_t runs, block, failed;
    struct ensemble_verdict chance; /* as it stands */
    double caseload, cost;          /* means; cost NaN without money */
};

/* Finds what can come late in a scenario. */
void delay_open(struct delay *delay, const struct node *tree, const struct service *service, size_t target,
                size_t months);

/* The settings of a delay; they live in the arena. Sets *count. */
struct scenario_setting *delay_settings(struct delay *delay, enum delay_kind kind, double months, size_t *count);

/* How many variants delay_run() asks for. */
size_t delay_variants(const struct delay *delay);

/* Has them run and fills the rest. Returns false when the runner did. */
bool delay_run(struct delay *delay, uint64_t seed, const struct trial_runner *runner);

void delay_release(struct delay *delay);

#endif
