#include "experiment/spending.h"

#include <gsl/gsl_sort.h>
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

double spending_of_run(const struct ensemble *ensemble, size_t run, size_t column)
{
    struct money_layout layout = money_layout(ensemble->plan);
    return (double)sum_of(&layout, &ensemble->outcomes[run], SPENDING_TOTAL, column) / pence_per_pound;
}

/* Sorts the values. */
static struct spending_point point_of(double *pounds, size_t count)
{
    struct spending_point point = {.q10 = NAN, .q50 = NAN, .q90 = NAN};
    for (size_t i = 0; i < count; i++)
        tally_add(&point.tally, pounds[i]);
    if (count == 0)
        return point;
    gsl_sort(pounds, 1, count);
    point.q10 = tally_quantile(pounds, count, 0.10);
    point.q50 = tally_quantile(pounds, count, 0.50);
    point.q90 = tally_quantile(pounds, count, 0.90);
    return point;
}

static void fill_column(struct spending *spending, const struct ensemble *ensemble, size_t column, double *pounds)
{
    const struct money_layout *layout = &spending->layout;
    struct spending_chance *over = &spending->over[column];
    for (size_t row = 0; row < layout->accounts + SPENDING_SUMS; row++) {
        bool is_sum = row >= layout->accounts;
        enum spending_sum sum = is_sum ? (enum spending_sum)(row - layout->accounts) : SPENDING_SUMS;
        size_t count = 0;
        for (size_t run = 0; run < ensemble->runs; run++) {
            const struct world_outcome *outcome = &ensemble->outcomes[run];
            if (outcome->failure != NULL)
                continue;
            int64_t amount = is_sum ? sum_of(layout, outcome, sum, column) : pence(layout, outcome, row, column);
            pounds[count++] = (double)amount / pence_per_pound;
            over->hits += sum == SPENDING_DIFFERENCE && amount > 0;
            over->trials += sum == SPENDING_DIFFERENCE;
            spending->funded |= sum == SPENDING_FUNDING && amount != 0;
        }
        struct spending_point *rows = is_sum ? &spending->sums[sum * spending->columns]
                                             : &spending->accounts[row * spending->columns];
        rows[column] = point_of(pounds, count);
    }
    over->chance = over->trials > 0 ? (double)over->hits / (double)over->trials : (double)NAN;
    over->interval = tally_wilson(over->hits, over->trials, 0.95);
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
    double *pounds = mem_new(ensemble->runs + 1, sizeof *pounds);
    for (size_t column = 0; column < spending->columns; column++)
        fill_column(spending, ensemble, column, pounds);
    free(pounds);
}

const struct spending_point *spending_account(const struct spending *spending, size_t account, size_t column)
{
    return &spending->accounts[account * spending->columns + column];
}

const struct spending_point *spending_sum(const struct spending *spending, enum spending_sum sum, size_t column)
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
