#include "experiment/spending.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double pence_per_pound = 100;

/* Pence of an account in a year, or in all of them. */
static int64_t pence(const struct money_layout *layout, const struct world_outcome *outcome, size_t account,
                     size_t column)
{
    const int64_t *years = &outcome->money[account * layout->years];
    if (column < layout->years)
        return years[column];
    int64_t total = 0;
    for (size_t year = 0; year < layout->years; year++)
        total += years[year];
    return total;
}

static bool belongs(const struct money_layout *layout, size_t account, enum spending_sum sum)
{
    enum money_kind kind = money_account_kind(layout, account);
    switch (sum) {
    case SPENDING_RECURRENT:
        return kind == MONEY_RECURRENT;
    case SPENDING_ONE_OFF:
        return kind == MONEY_ONE_OFF;
    case SPENDING_FUNDING:
        return kind == MONEY_FUND;
    default:
        return kind != MONEY_FUND;
    }
}

static int64_t sum_of(const struct money_layout *layout, const struct world_outcome *outcome, enum spending_sum sum,
                      size_t column)
{
    int64_t total = 0;
    for (size_t account = 0; account < layout->accounts; account++)
        if (belongs(layout, account, sum))
            total += pence(layout, outcome, account, column);
    if (sum == SPENDING_DIFFERENCE)
        total -= sum_of(layout, outcome, SPENDING_FUNDING, column);
    return total;
}

double spending_sum_of_run(const struct ensemble *ensemble, size_t run, enum spending_sum sum, size_t column)
{
    struct money_layout layout = money_layout(ensemble->plan);
    const struct world_outcome *outcome = &ensemble->outcomes[run];
    if (outcome->failure != NULL || layout.accounts == 0)
        return (double)NAN;
    return (double)sum_of(&layout, outcome, sum, column) / pence_per_pound;
}

/* One value a run, in pounds. */
static void fill_account(struct spending *spending, const struct ensemble *ensemble, size_t account, size_t column,
                         double *pounds)
{
    for (size_t run = 0; run < ensemble->runs; run++) {
        const struct world_outcome *outcome = &ensemble->outcomes[run];
        bool failed = outcome->failure != NULL;
        pounds[run] =
            failed ? (double)NAN : (double)pence(&spending->layout, outcome, account, column) / pence_per_pound;
    }
    spending->accounts[account * spending->columns + column] = ensemble_spread(ensemble, pounds);
}

static void fill_sum(struct spending *spending, const struct ensemble *ensemble, enum spending_sum sum, size_t column,
                     double *pounds)
{
    for (size_t run = 0; run < ensemble->runs; run++) {
        const struct world_outcome *outcome = &ensemble->outcomes[run];
        bool failed = outcome->failure != NULL;
        int64_t amount = failed ? 0 : sum_of(&spending->layout, outcome, sum, column);
        pounds[run] = failed ? (double)NAN : (double)amount / pence_per_pound;
        spending->funded |= sum == SPENDING_FUNDING && amount != 0;
    }
    spending->sums[(size_t)sum * spending->columns + column] = ensemble_spread(ensemble, pounds);
}

static void fill_chance(struct spending *spending, const struct ensemble *ensemble, size_t column, double *met)
{
    for (size_t run = 0; run < ensemble->runs; run++) {
        const struct world_outcome *outcome = &ensemble->outcomes[run];
        bool failed = outcome->failure != NULL;
        met[run] = failed ? (double)NAN : sum_of(&spending->layout, outcome, SPENDING_DIFFERENCE, column) > 0;
    }
    spending->over[column] = ensemble_chance(ensemble, met);
}

static void fill_column(struct spending *spending, const struct ensemble *ensemble, size_t column, double *values)
{
    for (size_t account = 0; account < spending->layout.accounts; account++)
        fill_account(spending, ensemble, account, column, values);
    for (int sum = 0; sum < SPENDING_SUMS; sum++)
        fill_sum(spending, ensemble, (enum spending_sum)sum, column, values);
    fill_chance(spending, ensemble, column, values);
}

void spending_init(struct spending *spending, const struct ensemble *ensemble)
{
    *spending = (struct spending){.layout = money_layout(ensemble->plan)};
    if (spending->layout.accounts == 0)
        return;
    spending->columns = spending->layout.years + 1;
    spending->accounts = mem_new(spending->layout.accounts * spending->columns, sizeof *spending->accounts);
    spending->sums = mem_new(SPENDING_SUMS * spending->columns, sizeof *spending->sums);
    spending->over = mem_new(spending->columns, sizeof *spending->over);
    double *values = mem_new(ensemble->runs + 1, sizeof *values);
    for (size_t column = 0; column < spending->columns; column++)
        fill_column(spending, ensemble, column, values);
    free(values);
}

const struct ensemble_point *spending_account(const struct spending *spending, size_t account, size_t column)
{
    return &spending->accounts[account * spending->columns + column];
}

const struct ensemble_point *spending_sum(const struct spending *spending, enum spending_sum sum, size_t column)
{
    return &spending->sums[(size_t)sum * spending->columns + column];
}

void spending_release(struct spending *spending)
{
    free(spending->accounts);
    free(spending->sums);
    free(spending->over);
    *spending = (struct spending){0};
}
