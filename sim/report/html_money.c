#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "experiment/spending.h"
#include "report/html_parts.h"
#include "report/money_table.h"
#include "report/order.h"
#include "report/shown.h"

/* Years shown side by side; the rest are in money.csv. */
enum { YEARS_SHOWN = 8 };

struct money_page {
    const struct html_page *page;
    const struct plan *plan;
    const struct brief *brief;
    struct spending spending;
    size_t years; /* shown */
};

static double shown_mean(const struct ensemble_point *point)
{
    return point->tally.count > 0 ? point->tally.mean : (double)NAN;
}

/* Of summary.json: the year, and a part of it. */
static void say_at(size_t year, const char *part, const char *name, struct text *out)
{
    text_printf(out, "/money/years/%zu/%s%s", year, part, name);
}

static void say_what(const struct money_page *money, const char *label, size_t year, struct text *out)
{
    char name[16];
    money_table_column(money->plan, year, name);
    text_printf(out, "%s, %s%s", label, money->plan->clock.calendar == CALENDAR_NONE ? "year " : "", name);
}

static bool shows_band(const struct ensemble_point *point)
{
    return point->tally.count >= 2 && point->quantile[Q90] - point->quantile[Q10] >= 500;
}

/* The cell added last can be traced. */
static void trace_amount(const struct money_page *money, struct table *table, const struct text *at, const char *label,
                         size_t year, const struct ensemble_point *point)
{
    struct text what = {0};
    say_what(money, label, year, &what);
    table_figure(table,
                 brief_trail_money(&money->page->brief, at->at, what.at, point, shows_band(point), table_last(table)));
    text_release(&what);
}

/* Thousands of pounds, with the band when the runs differ. */
static void amount_cell(struct table *table, const struct ensemble_point *point)
{
    char mean[WORDS_SHORT], band[WORDS_LONG];
    words_number(shown_mean(point) / 1000, 0, mean);
    words_range(point->quantile[Q10] / 1000, point->quantile[Q90] / 1000, 0, band);
    if (!shows_band(point))
        table_cell(table, mean);
    else
        table_printf(table, "%s (%s)", mean, band);
}

static bool is_nought(const struct money_page *money, size_t account)
{
    for (size_t column = 0; column < money->spending.columns; column++) {
        const struct tally *tally = &spending_account(&money->spending, account, column)->tally;
        if (tally->most != 0 || tally->least != 0)
            return false;
    }
    return true;
}

static void say_part(const struct money_page *money, size_t year, double weeks, struct text *out)
{
    char shown[WORDS_SHORT], at[64];
    words_weeks(weeks, shown);
    snprintf(at, sizeof at, "/money/years/%zu", year);
    text_add(out, " (part-year: ");
    trail_say(money->brief->trail,
              &(struct trail_figure){.shown = shown,
                                     .what = "weeks of the financial year that are simulated",
                                     .file = "summary.json",
                                     .form = TRAIL_WEEKS,
                                     .given = true},
              &(struct trail_place){.at = at, .column = "weeks", .value = weeks}, out);
    text_add(out, ")");
}

static void headings(const struct money_page *money, struct table *table)
{
    table_column(table, TABLE_WORDS, "Line");
    for (size_t year = 0; year < money->years; year++) {
        struct text heading = {0};
        char name[16];
        bool part;
        double weeks = money_table_weeks(money->plan, year, &part);
        money_table_column(money->plan, year, name);
        text_printf(&heading, "%s%s", money->plan->clock.calendar == CALENDAR_NONE ? "Year " : "", name);
        if (part)
            say_part(money, year, weeks, &heading);
        table_column(table, TABLE_NUMBERS, heading.at);
        text_release(&heading);
    }
}

static void sum_row(const struct money_page *money, struct table *table, const char *label, enum spending_sum sum)
{
    table_cell(table, label);
    for (size_t year = 0; year < money->years; year++) {
        const struct ensemble_point *point = spending_sum(&money->spending, sum, year);
        struct text at = {0};
        say_at(year, money_table_sum(sum), "", &at);
        amount_cell(table, point);
        trace_amount(money, table, &at, label, year, point);
        text_release(&at);
    }
}

static void account_cell(const struct money_page *money, struct table *table, size_t account, size_t year)
{
    const struct ensemble_point *point = spending_account(&money->spending, account, year);
    char label[MONEY_NAME], name[MONEY_NAME];
    struct text at = {0};
    bool fund = money_account_kind(&money->spending.layout, account) == MONEY_FUND;
    money_account_label(money->plan, account, label);
    money_account_name(money->plan, account, name);
    say_at(year, fund ? "funds/" : "lines/", name, &at);
    amount_cell(table, point);
    trace_amount(money, table, &at, label, year, point);
    text_release(&at);
}

static void account_rows(const struct money_page *money, struct table *table, bool funds)
{
    size_t *order = money_table_order(money->plan);
    for (size_t i = 0; i < money->spending.layout.accounts; i++) {
        char label[MONEY_NAME];
        bool fund = money_account_kind(&money->spending.layout, order[i]) == MONEY_FUND;
        if (fund != funds || is_nought(money, order[i]))
            continue;
        money_account_label(money->plan, order[i], label);
        if (fund)
            table_printf(table, "Funding: %s", label);
        else
            table_cell(table, label);
        for (size_t year = 0; year < money->years; year++)
            account_cell(money, table, order[i], year);
    }
    free(order);
}

static void chance_row(const struct money_page *money, struct table *table)
{
    static const char label[] = "Chance of spending more than the funding";
    table_cell(table, label);
    for (size_t year = 0; year < money->years; year++) {
        const struct ensemble_verdict *over = &money->spending.over[year];
        char chance[WORDS_LONG];
        words_chance(over->chance, over->trials, chance);
        table_cell(table, chance);
        struct text at = {0}, what = {0};
        say_at(year, "overspend", "", &at);
        say_what(money, label, year, &what);
        table_figure(table, brief_trail_overspend(&money->page->brief, at.at, what.at, over, chance));
        text_release(&at);
        text_release(&what);
    }
}

static void years_table(const struct money_page *money)
{
    struct table table = {0};
    table_caption(&table, "Spending and funding, £ thousand: mean of the runs (80% of runs)");
    headings(money, &table);
    if (!money->page->run->publication)
        account_rows(money, &table, false);
    sum_row(money, &table, "Recurrent", SPENDING_RECURRENT);
    sum_row(money, &table, "One-off and time-limited", SPENDING_ONE_OFF);
    sum_row(money, &table, "Spending in all", SPENDING_TOTAL);
    if (money->spending.funded) {
        account_rows(money, &table, true);
        sum_row(money, &table, "Funding in all", SPENDING_FUNDING);
        sum_row(money, &table, "Spending less funding", SPENDING_DIFFERENCE);
        chance_row(money, &table);
    }
    table_html(&table, "Spending in all", money->page->out);
    table_release(&table);
}

/* The first year that begins when the funding has ended; layout.years when there is none. */
static size_t year_after(const struct money_page *money, double end)
{
    size_t year = 0;
    while (year < money->spending.layout.years && money_year(money->plan, year).from < end - 1e-6)
        year++;
    return year;
}

/* Thousands of pounds in a sentence. */
static void say_thousands(const struct money_page *money, const char *at, const char *what,
                          const struct ensemble_point *point, struct text *out)
{
    char shown[WORDS_SHORT];
    words_number(shown_mean(point) / 1000, 0, shown);
    markup_mark(out, brief_trail_money(money->brief, at, what, point, false, shown), shown);
}

static void say_yearly(const struct money_page *money, size_t year, enum spending_sum sum, struct text *out)
{
    char at[96];
    struct ensemble_point point = *spending_sum(&money->spending, sum, year);
    point.tally.mean *= shown_scale(money->page->run, year);
    snprintf(at, sizeof at, "/report/years_at_a_yearly_rate/%zu/%s", year, money_table_sum(sum));
    say_thousands(money, at, "a sum of the year at a yearly rate", &point, out);
}

/* What the year after is like, at a yearly rate when only part of it is simulated. */
static void say_after(const struct money_page *money, size_t year)
{
    char name[16];
    bool part;
    struct text spending = {0}, funding = {0};
    money_table_weeks(money->plan, year, &part);
    money_table_column(money->plan, year, name);
    say_yearly(money, year, SPENDING_RECURRENT, &spending);
    say_yearly(money, year, SPENDING_FUNDING, &funding);
    html_paragraph(money->page, "In %s%s recurrent spending is £%s thousand%s; funding is £%s thousand.",
                   money->plan->clock.calendar == CALENDAR_NONE ? "year " : "", name, spending.at,
                   part ? " at a yearly rate" : "", funding.at);
    text_release(&spending);
    text_release(&funding);
}

/* Funding that ends while the simulation goes on, in the order of the file. */
static void cliffs(const struct money_page *money)
{
    const struct map *funding = &money->plan->money.funding;
    size_t *order = order_of(funding, sizeof(struct plan_funding)), last = 0;
    for (size_t i = 0; i < funding->count; i++) {
        const struct plan_funding *item = &plan_items(*funding, struct plan_funding)[order[i]];
        if (isnan(item->to) || item->to <= money->plan->clock.warm_up || item->to >= money->plan->clock.length)
            continue;
        struct text when = {0}, all = {0};
        size_t account = money_fund(&money->spending.layout, order[i]);
        char at[2 * MONEY_NAME], name[MONEY_NAME];
        money_account_name(money->plan, account, name);
        snprintf(at, sizeof at, "/money/all/funds/%s", name);
        say_thousands(money, at, "what the funding pays in all",
                      spending_account(&money->spending, account, money->spending.layout.years), &all);
        brief_when(money->brief, item->to, &when);
        html_paragraph(money->page, "%s ends before %s; until then it pays £%s thousand.", item->named.title, when.at,
                       all.at);
        text_release(&when);
        text_release(&all);
        size_t after = year_after(money, item->to);
        last = after > last ? after : last;
    }
    free(order);
    if (last > 0 && last < money->spending.layout.years)
        say_after(money, last);
}

void html_money(const struct html_page *page)
{
    struct money_page money = {.page = page, .plan = page->run->ensemble->plan, .brief = &page->brief};
    if (!money.plan->money.given)
        return;
    spending_init(&money.spending, page->run->ensemble);
    money.years = money.spending.layout.years < YEARS_SHOWN ? money.spending.layout.years : YEARS_SHOWN;
    html_open(page, "money", "Money");
    html_paragraph(
        page, "Costs of the staff and programmes in the scenario, by financial year; placements and everything else "
              "are outside it. Recurrent spending goes on until somebody decides otherwise. A funded post brings its "
              "pay and on-costs as budget, so agency cover of a vacancy costs the difference and a growth post all "
              "of it. A part-year is compared with the funding of the same weeks.");
    years_table(&money);
    if (money.years < money.spending.layout.years)
        html_paragraph(page, "Later years are in money.csv.");
    cliffs(&money);
    html_close(page);
    spending_release(&money.spending);
}
