/* Money tables: spending and funding by line and financial year, as money.csv and as the part "money" of summary.json.
 *
 * money.csv has one row for each line, each fund, and the total of each year, then the same for the whole time (year "all").
 * Pounds: the mean of the runs and three quantiles; `budget` (the mean funding) stands in the row of the total, and `weeks`
 * says how much of the year is simulated. Whoever adds a statistic adds it to experiment/spending.h first. */
#ifndef REPORT_MONEY_TABLE_H
#define REPORT_MONEY_TABLE_H

#include <jansson.h>
#include <stddef.h>

#include "base/text.h"
#include "experiment/spending.h"

/* The accounts in the order in which readers see them: lines with grades as in the file, then the base budget and the items
 * of funding as in the file. layout.accounts of them, on the heap, released with free(). */
size_t *money_table_order(const struct plan *plan);

/* "recurrent", "one-off"; of a fund "base", "grant", "reserve". */
const char *money_table_kind(const struct plan *plan, size_t account);

/* The name of a column of spending.h: "2020-21", "all". */
void money_table_column(const struct plan *plan, size_t column, char out[static 16]);

/* The name of a sum in summary.json: "one_off". */
const char *money_table_sum(enum spending_sum sum);

/* Weeks of a column that are simulated, and whether that is less than the whole year. */
double money_table_weeks(const struct plan *plan, size_t column, bool *part);

void money_table_csv(const struct ensemble *ensemble, struct text *out);

/* The same in sums: lines would give away what suppliers charge. */
void money_table_csv_publication(const struct ensemble *ensemble, struct text *out);

/* A new reference; JSON null when money is not counted. */
json_t *money_table_json(const struct ensemble *ensemble);

#endif
