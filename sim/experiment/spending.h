/* Spending: what the replications of one plan cost, by line and financial year, against the funding of the same time.
 *
 * Amounts are kept as whole pence in the outcomes; here they become pounds with mean, spread and quantiles over the
 * replications, the sums that a finance officer asks for, and the chance of spending more than the funding of a year. Come
 * here for every figure of money; names and years are in model/money_line.h. */
#ifndef EXPERIMENT_SPENDING_H
#define EXPERIMENT_SPENDING_H

#include "experiment/ensemble.h"
#include "model/money_line.h"

enum spending_sum {
    SPENDING_RECURRENT,
    SPENDING_ONE_OFF,
    SPENDING_TOTAL,
    SPENDING_FUNDING,    /* base budget, grants and reserves */
    SPENDING_DIFFERENCE, /* total less funding: above 0 is an overspend */
    SPENDING_SUMS
};

/* Owned; spending_release(). Columns are the years, then all of them together. */
struct spending {
    struct money_layout layout; /* accounts 0: money is not counted, and everything below is empty */
    size_t columns;
    bool funded;                     /* there is any funding to compare with */
    struct ensemble_point *accounts; /* pounds,  [account][column] */
    struct ensemble_point *sums;     /* pounds,  [enum spending_sum][column] */
    struct ensemble_verdict *over;   /* [column] a column costs more than its funding, to the penny */
};

void spending_init(struct spending *spending, const struct ensemble *ensemble);
const struct ensemble_point *spending_account(const struct spending *spending, size_t account, size_t column);
const struct ensemble_point *spending_sum(const struct spending *spending, enum spending_sum sum, size_t column);

/* Pounds of a sum that one replication spent in a column; NaN when it failed or money is not
 * counted. */
double spending_sum_of_run(const struct ensemble *ensemble, size_t run, enum spending_sum sum, size_t column);

void spending_release(struct spending *spending);

#endif
