/* How numbers are written for machines: fields of CSV and values of JSON, the same in every file that is made by hand of rows.
 *
 * A figure that is missing is an empty field or null; minus nought is nought. */
#ifndef REPORT_WRITTEN_H
#define REPORT_WRITTEN_H

#include <jansson.h>

#include "base/text.h"
#include "experiment/contrast.h"

/* RFC 4180: in quotes, so that nothing in it can end a field. */
void written_csv_words(struct text *out, const char *words);

/* A comma, then the number; an interval is its value, its lower and its upper end. */
void written_csv_number(struct text *out, double value);
void written_csv_interval(struct text *out, double value, struct interval interval);

/* Takes over the value. */
void written_add(json_t *object, const char *key, json_t *value);
json_t *written_number(double value);

/* {"mean": , "from": , "to": }; nulls where nothing was compared. */
json_t *written_interval(double value, struct interval interval);
json_t *written_change(const struct contrast *contrast);

/* Appends the whole document and releases it. */
void written_document(json_t *root, struct text *out);

#endif
