/* Findings as tables: NAME.csv for machines, NAME.json with what it rests on, the terminal and the page for people.
 *
 *     NAME.csv    a row an input, all of them: each figure with its interval, whether it is told from nought, and what people
 *                 read in its place where that is words
 *     NAME.json   the same with headline, notes, runs and seed
 *
 * Nothing here computes a figure (experiment/findings.h). */
#ifndef REPORT_FINDINGS_TABLE_H
#define REPORT_FINDINGS_TABLE_H

#include "experiment/findings.h"
#include "report/table.h"

void findings_table_csv(const struct findings *findings, struct text *out);
void findings_table_json(const struct findings *findings, const char *version, struct text *out);

/* Headline, the rows that people see, and the notes, in 80 columns. */
void findings_table_terminal(const struct findings *findings, struct text *out);

/* The same rows with every column and interval. The caller releases the table. */
void findings_table_fill(const struct findings *findings, struct table *table);

/* What the table rests on, and how many rows only the files have. */
void findings_table_notes(const struct findings *findings, struct text *out);

#endif
