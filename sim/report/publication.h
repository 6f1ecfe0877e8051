/* The publication edition: results that may leave the building. It withholds counts of one to five children (to seven, since those round to five), what would
 * give such a count away, and what suppliers charge; everything it writes says so.
 *
 * Counts of children are rounded to the nearest 5, so that subtracting what is shown from a total does not give back what is
 * not; where a total stands beside one withheld figure, the smallest other figure is withheld too. Spending is shown in
 * sums, since a line for agency staff over their FTE would be the rate. Files that hold single inputs are left out. A new
 * file or chart of a result is left out until it is named in publication.c.
 *
 * Comparisons show what options cost beside what they do, so agency staff are withheld there too: the extra cost over
 * the extra seats would be the rate. For the same reason nobody may vary agency staff in an edition. A difference between counts is never shown. */
#ifndef REPORT_PUBLICATION_H
#define REPORT_PUBLICATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "base/text.h"
#include "model/metric.h"
#include "plots/chart.h"

/* How a withheld figure is written: in CSV, and in words. */
#define PUBLICATION_MARK "[c]"
#define PUBLICATION_WORDS "suppressed"

/* Which command an edition is of: they leave out different files. */
enum publication_of { PUBLICATION_OF_RUN, PUBLICATION_OF_COMPARISON, PUBLICATION_OF_STUDY };

/* Does a measure, or a figure in such units, count children or their cases? */
bool publication_counts_children(enum metric metric);
bool publication_counts_unit(const char *unit);

/* Above nought and not rounded to more than 5: 1 to 5, and 6 and 7, which would be shown as 5. */
bool publication_is_small(double value);

/* To the nearest 5. */
double publication_round(double value);

/* Figures that stand in one column with their sum: marks the small ones and, when that is only one, the smallest other
 * above nought. Values that are no numbers stay unmarked. */
void publication_mark(const double *values, size_t count, bool *withheld);

/* Does an input tell what a supplier charges? The path of a figure, and its value as written (may be null). */
bool publication_is_rate(const char *path, const char *value);

/* What stands in the edition in place of an input's value as written: null when the value may. */
/* It takes a value that has a number from 1 to 5 and speaks of children, families or cases for a count. */
const char *publication_replaces(const char *path, const char *value);

/* The same where costs stand beside what an option does: agency staff are withheld with their rate. */
const char *publication_replaces_priced(const char *path, const char *value);

/* May this measure or figure, by its name in files, stand beside costs? False of the FTE and share of agency staff. */
bool publication_holds_priced(const char *name);

/* May this file of a result be in the edition? */
bool publication_holds_file(const char *name);

/* Takes away charts that may not be in the edition, and their files. */
void publication_keep_charts(const struct folder *folder, struct chart_set *set);

/* What was withheld, as sentences, and the names of files that the full edition has and this one has not; ends with null. */
const char *const *publication_withheld(enum publication_of of);
const char *const *publication_left_out(enum publication_of of);

#endif
