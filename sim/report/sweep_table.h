/* Sweeps as tables: sweep.csv for machines, the terminal for people, sweep.json for what they rest on.
 *
 *     sweep.csv    one row a point: the varied values as they were set, the chance with its interval, the mean caseload on
 *                  the target's date with its interval and its 90th percentile over runs, cost, differences to the first point
 *     sweep.json   what was varied, judged by what, and how intervals were made
 *
 * Nothing here computes a figure that experiment/sweep.h has. */
#ifndef REPORT_SWEEP_TABLE_H
#define REPORT_SWEEP_TABLE_H

#include "base/text.h"
#include "experiment/sweep.h"
#include "report/table.h"

void sweep_table_csv(const struct sweep *sweep, struct text *out);
void sweep_table_json(const struct sweep *sweep, struct text *out);

/* The same figures as finished words, one row a point, for the terminal and the page. Empty: the caller releases it. */
void sweep_table_fill(const struct sweep *sweep, struct table *table);

/* Table and the sentences under it, in 80 columns. */
void sweep_table_terminal(const struct sweep *sweep, struct text *out);

/* What the table rests on: sentences for under it. */
void sweep_table_notes(const struct sweep *sweep, struct text *out);

#endif
