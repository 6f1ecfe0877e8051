/* Delay as tables: delay.csv for machines, delay.json for what it rests on, the terminal for people.
 *
 *     delay.csv    a row a delay: which line, how many months (empty: the slope, a month), and the changes of chance, caseload
 *                  and cost against the scenario as it stands
 *
 * Nothing here computes a figure that experiment/delay.h has. */
#ifndef REPORT_DELAY_TABLE_H
#define REPORT_DELAY_TABLE_H

#include "experiment/delay.h"
#include "report/table.h"

void delay_table_csv(const struct delay *delay, struct text *out);
void delay_table_json(const struct delay *delay, struct text *out);

/* The same as finished words; without `whole` the columns that fit a terminal. Empty: the caller releases it. */
void delay_table_fill(const struct delay *delay, bool whole, struct table *table);

/* In 80 columns. */
void delay_table_terminal(const struct delay *delay, struct text *out);

#endif
