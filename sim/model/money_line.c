#include "model/money_line.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

static const struct line_info {
    const char *name, *label;
    enum money_kind kind;
} infos[MONEY_LINE_COUNT] = {
#define MONEY_LINE(id, name, kind, label, help) [MONEY_##id##_LINE] = {name, label, MONEY_##kind},
#include "model/money_lines.def"
#undef MONEY_LINE
};

/* Times that come from a division by 7 may miss a whole day by the last bit. */
static const double rounding = 1e-6;
static const double weeks_of_plain_year = 52;

static int year_of(const struct plan *plan, double time)
{
    if (plan->clock.calendar == CALENDAR_NONE)
        return (int)floor(time / weeks_of_plain_year + rounding);
    return calendar_financial_year(plan->clock.start + (calendar_day)floor(time * 7 + rounding));
}

/* The year of the last moment that is simulated: a year that ends on the horizon is the last one. */
static int last_year(const struct plan *plan)
{
    double length = plan->clock.length;
    if (plan->clock.calendar == CALENDAR_NONE)
        return (int)ceil(length / weeks_of_plain_year - rounding) - 1;
    return calendar_financial_year(plan->clock.start + (calendar_day)ceil(length * 7 - rounding) - 1);
}

struct money_layout money_layout(const struct plan *plan)
{
    struct money_layout layout = {0};
    if (!plan->money.given)
        return layout;
    layout.grades = plan->workforce.grades.count;
    layout.lines = layout.grades + MONEY_LINE_COUNT - 1;
    layout.accounts = layout.lines + 1 + plan->money.funding.count;
    layout.first_year = year_of(plan, plan->clock.warm_up);
    int years = last_year(plan) - layout.first_year + 1;
    layout.years = years > 1 ? (size_t)years : 1;
    return layout;
}

size_t money_account(const struct money_layout *layout, enum money_line line, size_t grade)
{
    assert(line < MONEY_LINE_COUNT && (line != MONEY_PAY_LINE || grade < layout->grades));
    return line == MONEY_PAY_LINE ? grade : layout->grades - 1 + (size_t)line;
}

size_t money_base(const struct money_layout *layout)
{
    return layout->lines;
}

size_t money_fund(const struct money_layout *layout, size_t item)
{
    return layout->lines + 1 + item;
}

static enum money_line line_of(const struct money_layout *layout, size_t account)
{
    return account < layout->grades ? MONEY_PAY_LINE : (enum money_line)(account - layout->grades + 1);
}

enum money_kind money_account_kind(const struct money_layout *layout, size_t account)
{
    return account < layout->lines ? infos[line_of(layout, account)].kind : MONEY_FUND;
}

static const struct named *grade_named(const struct plan *plan, size_t grade)
{
    return &plan_items(plan->workforce.grades, struct plan_grade)[grade].named;
}

static const struct named *fund_named(const struct plan *plan, const struct money_layout *layout, size_t account)
{
    return &plan_items(plan->money.funding, struct plan_funding)[account - layout->lines - 1].named;
}

void money_account_name(const struct plan *plan, size_t account, char out[static MONEY_NAME])
{
    struct money_layout layout = money_layout(plan);
    assert(account < layout.accounts);
    if (account < layout.grades)
        snprintf(out, MONEY_NAME, "%s.%s", infos[MONEY_PAY_LINE].name, grade_named(plan, account)->name);
    else if (account < layout.lines)
        snprintf(out, MONEY_NAME, "%s", infos[line_of(&layout, account)].name);
    else if (account == money_base(&layout))
        snprintf(out, MONEY_NAME, "budget.posts");
    else
        snprintf(out, MONEY_NAME, "funding.%s", fund_named(plan, &layout, account)->name);
}

void money_account_label(const struct plan *plan, size_t account, char out[static MONEY_NAME])
{
    struct money_layout layout = money_layout(plan);
    assert(account < layout.accounts);
    if (account < layout.grades)
        snprintf(out, MONEY_NAME, "%s: %.100s", infos[MONEY_PAY_LINE].label, grade_named(plan, account)->title);
    else if (account < layout.lines)
        snprintf(out, MONEY_NAME, "%s", infos[line_of(&layout, account)].label);
    else if (account == money_base(&layout))
        snprintf(out, MONEY_NAME, "Base budget of the funded posts");
    else
        snprintf(out, MONEY_NAME, "%.100s", fund_named(plan, &layout, account)->title);
}

/* The first moment of a year, simulated or not. */
static double year_start(const struct plan *plan, int year)
{
    if (plan->clock.calendar == CALENDAR_NONE)
        return year * weeks_of_plain_year;
    calendar_day first = calendar_from_date((struct calendar_date){year, 4, 1});
    return (double)(first - plan->clock.start) / 7;
}

struct money_year money_year(const struct plan *plan, size_t year)
{
    struct money_layout layout = money_layout(plan);
    assert(year < layout.years);
    double from = year_start(plan, layout.first_year + (int)year);
    double to = year_start(plan, layout.first_year + (int)year + 1);
    struct money_year found = {.from = fmax(from, plan->clock.warm_up), .to = fmin(to, plan->clock.length)};
    found.part = found.from > from + rounding || found.to < to - rounding;
    return found;
}

void money_year_name(const struct plan *plan, size_t year, char out[static 16])
{
    int first = money_layout(plan).first_year + (int)year;
    if (plan->clock.calendar == CALENDAR_NONE)
        snprintf(out, 16, "%d", first);
    else
        snprintf(out, 16, "%d-%02u", first, (unsigned)(first + 1) % 100);
}
