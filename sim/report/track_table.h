/* A tracked plan as tables: track.csv for machines, the terminal for people, track.json for what they rest on.
 *
 *     track.csv    one row a day and series: the actual (empty where nobody counted, and of days to come), median and range of
 *                  the plan, the share of futures below the actual, and whether it is an alarm
 *     track.json   the answer, the rule, the chances of every target before and after, and what the re-forecast took
 *
 * Nothing here computes a figure that experiment/track.h has. */
#ifndef REPORT_TRACK_TABLE_H
#define REPORT_TRACK_TABLE_H

#include "experiment/track_words.h"
#include "report/table.h"

void track_table_csv(const struct tracked *tracked, struct text *out);
void track_table_json(const struct tracked *tracked, struct text *out);

/* The actuals, one row each, and the chances of every target; for the terminal and the page. Empty: the caller releases it. */
void track_table_actuals(const struct tracked *tracked, struct table *table);
void track_table_targets(const struct tracked *tracked, struct table *table);

/* In 80 columns. */
void track_table_terminal(const struct tracked *tracked, struct text *out);

#endif
