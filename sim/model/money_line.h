/* Lines and years of money: which accounts a scenario has, what they are called, and where financial years start.
 *
 * An account is a line of cost (money_lines.def), or a fund: the base budget of the funded posts, then each item of
 * money.funding. Accounts are numbered lines first, funds after them. The model posts to them, reports name them; nothing
 * here holds an amount. */
#ifndef MODEL_MONEY_LINE_H
#define MODEL_MONEY_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/plan.h"

enum money_kind { MONEY_RECURRENT, MONEY_ONE_OFF, MONEY_FUND };

enum money_line {
#define MONEY_LINE(id, name, kind, label, help) MONEY_##id##_LINE,
#include "model/money_lines.def"
#undef MONEY_LINE
    MONEY_LINE_COUNT
};

enum { MONEY_NAME = 160 };

/* A plain value: how many there are of everything. All 0 when the scenario does not count money. */
struct money_layout {
    size_t grades;   /* pay lines */
    size_t lines;    /* of cost */
    size_t accounts; /* lines and funds */
    size_t years;
    int first_year; /* 2020 for 2020-21; without a calendar the number of the first year reported, from 0 */
};
struct money_layout money_layout(const struct plan *plan);

/* The account of a line; for pay the grade says which. */
size_t money_account(const struct money_layout *layout, enum money_line line, size_t grade);
/* The account of the base budget, and of an item of money.funding. */
size_t money_fund(const struct money_layout *layout, size_t item);
size_t money_base(const struct money_layout *layout);

enum money_kind money_account_kind(const struct money_layout *layout, size_t account);

/* "pay.GRADE", "on-costs", "budget.posts", "funding.NAME" */
void money_account_name(const struct plan *plan, size_t account, char out[static MONEY_NAME]);
/* For readers: "Pay: Social worker", "On-costs", "Base budget of the funded posts", the title of an item. */
void money_account_label(const struct plan *plan, size_t account, char out[static MONEY_NAME]);

/* A year that is reported, as far as it is simulated: times in weeks since the start. */
struct money_year {
    double from, to;
    bool part; /* the simulation starts or ends within it */
};
struct money_year money_year(const struct plan *plan, size_t year);
/* "2020-21", or "0" without a calendar. */
void money_year_name(const struct plan *plan, size_t year, char out[static 16]);

#endif
