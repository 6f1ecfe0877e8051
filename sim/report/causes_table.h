/* Causes as tables: causes.csv and loop.csv for machines, causes.json for what they rest on, the terminal for people.
 *
 *     causes.csv    a row a cause, then more than one cause, beyond these causes, the interaction and the whole gap: misses of
 *                   which it is the first cause, their share, and what taking it away does to chance and caseload
 *     loop.csv      a row a measure: with and without the response of leaving to caseload
 *
 * Nothing here computes a figure that experiment/causes.h has. */
#ifndef REPORT_CAUSES_TABLE_H
#define REPORT_CAUSES_TABLE_H

#include "experiment/causes.h"
#include "report/table.h"

void causes_table_csv(const struct causes *causes, struct text *out);
void causes_table_loop_csv(const struct causes *causes, struct text *out);
void causes_table_json(const struct causes *causes, struct text *out);

/* The same as finished words; without `whole` the columns that fit a terminal. Empty: the caller releases it. */
void causes_table_fill(const struct causes *causes, bool whole, struct table *table);

/* In 80 columns. */
void causes_table_terminal(const struct causes *causes, struct text *out);

#endif
