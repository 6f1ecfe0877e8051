/* How intervals and changes are written for machines, the same in every file that is made of rows; single fields of CSV are base/csv.h's.
 *
 * A figure that is missing is an empty field or null; minus nought is nought. */
#ifndef REPORT_WRITTEN_H
#define REPORT_WRITTEN_H

#include <jansson.h>

#include "base/text.h"
#include "experiment/contrast.h"
#include "report/table.h"

/* Three numbers as csv_number() writes them: the value, its lower and its upper end. */
void written_csv_interval(struct text *out, double value, struct interval interval);

json_t *written_number(double value);

/* {"mean": , "from": , "to": }; nulls where nothing was compared. */
json_t *written_interval(double value, struct interval interval);
json_t *written_change(const struct contrast *contrast);

/* {"caption": , "columns": [], "rows": [[]]}, in the words of its cells. */
json_t *written_table(const struct table *table);

/* Appends the whole document and releases it. */
void written_document(json_t *root, struct text *out);

#endif
