/* Sensitivity as tables: sensitivity.csv for machines, the terminal for people, sensitivity.json for what they rest on.
 *
 *     sensitivity.csv    two rows an input, one for the chance and one for the caseload: the ends as they were set, the
 *                        measure at likely, low and high with intervals, paired differences with theirs, and whether
 *                        the effect is told from nought
 *     sensitivity.json   what was moved, judged by what, and how intervals were made
 *
 * Nothing here computes a figure that experiment/sensitivity.h has. */
#ifndef REPORT_SENSITIVITY_TABLE_H
#define REPORT_SENSITIVITY_TABLE_H

#include "base/text.h"
#include "experiment/sensitivity.h"
#include "report/table.h"

void sensitivity_table_csv(const struct sensitivity *sensitivity, struct text *out);
void sensitivity_table_json(const struct sensitivity *sensitivity, struct text *out);

/* The same figures as finished words, one row an input, with every difference and its interval. Empty: the caller releases
 * it. */
void sensitivity_table_fill(const struct sensitivity *sensitivity, struct table *table);

/* Headline, table of those that are shown, and the sentences under it, in 80 columns. */
void sensitivity_table_terminal(const struct sensitivity *sensitivity, struct text *out);

/* What the table rests on: sentences for under it. */
void sensitivity_table_notes(const struct sensitivity *sensitivity, struct text *out);

#endif
