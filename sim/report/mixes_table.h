/* What a search for the cheapest mix found: for the terminal, optimise.csv and optimise.json.
 *
 *     optimise.csv    one row for every mix that was simulated, on the luck of the search, and for the finalists on fresh luck
 *     optimise.json   the question, the answer, the finalists, the trade-off curve, and what was ruled out
 *
 * Nothing here computes a figure: see experiment/mixes.h. */
#ifndef REPORT_MIXES_TABLE_H
#define REPORT_MIXES_TABLE_H

#include "base/text.h"
#include "experiment/mixes.h"
#include "report/table.h"

void mixes_table_csv(const struct mixes *mixes, struct text *out);
void mixes_table_json(const struct mixes *mixes, struct text *out);

/* The answer in sentences, the finalists and the trade-off curve, in 80 columns. */
void mixes_table_terminal(const struct mixes *mixes, struct text *out);

/* The finalists, the cheapest first, and the cheapest mix found for each chance. */
void mixes_table_finalists(const struct mixes *mixes, struct table *table);
void mixes_table_curve(const struct mixes *mixes, struct table *table);

#endif
