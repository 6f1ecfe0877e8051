#include <math.h>
#include <stdlib.h>

#include "experiment/spending.h"
#include "report/money_table.h"
#include "report/workbook_parts.h"

enum { MEAN = -1 };

/* The mean, or a quantile, of each column. */
static void add_points(struct workbook_sheet *sheet, enum workbook_look look, const char *label,
                       const struct ensemble_point *columns, size_t count, int level)
{
    workbook_words(sheet, look, label);
    for (size_t column = 0; column < count; column++) {
        const struct ensemble_point *point = &columns[column];
        double value = level == MEAN ? point->tally.mean : point->quantile[level];
        workbook_number(sheet, WORKBOOK_POUNDS, point->tally.count > 0 ? value : (double)NAN);
    }
    workbook_row(sheet);
}

static void add_sum(struct workbook_sheet *sheet, const struct spending *spending, const char *label,
                    enum spending_sum sum)
{
    add_points(sheet, WORKBOOK_BOLD, label, spending_sum(spending, sum, 0), spending->columns, MEAN);
}

static void add_accounts(struct workbook_sheet *sheet, const struct spending *spending, bool funds)
{
    const struct plan *plan = sheet->book->run->ensemble->plan;
    size_t *order = money_table_order(plan);
    for (size_t i = 0; i < spending->layout.accounts; i++) {
        char label[MONEY_NAME];
        if ((money_account_kind(&spending->layout, order[i]) == MONEY_FUND) != funds)
            continue;
        money_account_label(plan, order[i], label);
        add_points(sheet, WORKBOOK_PLAIN, label, spending_account(spending, order[i], 0), spending->columns, MEAN);
    }
    free(order);
}

static void add_chance(struct workbook_sheet *sheet, const struct spending *spending)
{
    workbook_words(sheet, WORKBOOK_PLAIN, "Chance of spending more than the funding");
    for (size_t column = 0; column < spending->columns; column++)
        workbook_number(sheet, WORKBOOK_CHANCE, spending->over[column].chance);
    workbook_row(sheet);
}

static void add_rows(struct workbook_sheet *sheet, const struct spending *spending)
{
    size_t *rows = sheet->book->money_rows;
    const struct ensemble_point *total = spending_sum(spending, SPENDING_TOTAL, 0);
    add_accounts(sheet, spending, false);
    add_sum(sheet, spending, "Recurrent", SPENDING_RECURRENT);
    add_sum(sheet, spending, "One-off and time-limited", SPENDING_ONE_OFF);
    rows[0] = sheet->row;
    add_sum(sheet, spending, "Spending in all", SPENDING_TOTAL);
    add_points(sheet, WORKBOOK_PLAIN, "Spending in all, 10th percentile", total, spending->columns, Q10);
    add_points(sheet, WORKBOOK_PLAIN, "Spending in all, 90th percentile", total, spending->columns, Q90);
    if (!spending->funded)
        return;
    add_accounts(sheet, spending, true);
    rows[1] = sheet->row;
    add_sum(sheet, spending, "Funding in all", SPENDING_FUNDING);
    add_sum(sheet, spending, "Spending less funding", SPENDING_DIFFERENCE);
    add_chance(sheet, spending);
}

static void add_weeks(struct workbook_sheet *sheet, const struct spending *spending)
{
    const struct plan *plan = sheet->book->run->ensemble->plan;
    workbook_words(sheet, WORKBOOK_PLAIN, "Weeks simulated");
    for (size_t column = 0; column < spending->columns; column++) {
        bool part;
        workbook_number(sheet, WORKBOOK_NUMBER, money_table_weeks(plan, column, &part));
    }
    workbook_row(sheet);
}

void workbook_money(struct workbook_book *book)
{
    const struct plan *plan = book->run->ensemble->plan;
    if (!plan->money.given)
        return;
    struct spending spending;
    spending_init(&spending, book->run->ensemble);
    struct workbook_sheet sheet = workbook_sheet_open(book, "Money by year", NULL, 0);
    worksheet_set_column(sheet.sheet, 0, 0, 48, NULL);
    worksheet_set_column(sheet.sheet, 1, (lxw_col_t)spending.columns, 15, NULL);
    worksheet_freeze_panes(sheet.sheet, 1, 1);
    workbook_words(&sheet, WORKBOOK_HEADING, "Mean of the runs");
    for (size_t column = 0; column < spending.columns; column++) {
        char year[16];
        money_table_column(plan, column, year);
        workbook_words(&sheet, WORKBOOK_HEADING, year);
    }
    workbook_row(&sheet);
    add_weeks(&sheet, &spending);
    add_rows(&sheet, &spending);
    workbook_row(&sheet);
    workbook_words(&sheet, WORKBOOK_PLAIN,
                   "Costs of the staff and programmes in the scenario; a part-year is compared with the funding of the "
                   "same weeks.");
    book->money_years = spending.layout.years;
    spending_release(&spending);
}
