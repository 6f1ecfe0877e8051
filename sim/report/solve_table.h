/* What a search for an amount found: for the terminal, the page, solve.csv and solve.json.
 *
 *     solve.csv    one row for every amount that was tried, on the luck of the search, and for the finalists on fresh luck
 *     solve.json   the question, the answer, the amounts left open, and the paired difference that proves it
 *
 * Nothing here computes a figure: what was found comes from experiment/solve_answer.h. */
#ifndef REPORT_SOLVE_TABLE_H
#define REPORT_SOLVE_TABLE_H

#include "base/text.h"
#include "experiment/solve_answer.h"
#include "report/table.h"

void solve_table_csv(const struct solve_answer *answer, struct text *out);
void solve_table_json(const struct solve_answer *answer, struct text *out);

/* The answer in sentences, with what proves it, in 80 columns. */
void solve_table_terminal(const struct solve_answer *answer, struct text *out);

/* A row for every amount that was tried, and for the finalists on fresh luck. */
void solve_table_fill(const struct solve_answer *answer, struct table *table);

#endif
