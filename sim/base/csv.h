/* CSV: small tables in text files, as RFC 4180 has them, with a header line and the place of every field.
 *
 * Whoever reads a table that a user keeps in a spreadsheet comes here with the columns it wants, in its own order; the file
 * may have them in another. A byte order mark, both kinds of line end, quoted fields (with commas, line ends and doubled
 * quotes in them) and empty lines are read; anything else is told in diag. What a field means is the caller's to say. Whoever
 * writes such a table finds at the end how words and numbers are put into it. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"

enum { CSV_BYTES_LIMIT = 1 << 20, CSV_COLUMNS_LIMIT = 64 };

struct csv_column {
    const char *name;
    bool required;
};

/* A field without its quotes; "" at the start of the row where the file does not have the column. */
struct csv_field {
    const char *text;
    struct place at;
};

/* Zeroed is empty. Owns its texts; csv_release(). */
struct csv {
    struct arena arena;
    struct csv_field *fields; /* [row][wanted column] */
    size_t columns, rows;
    size_t capacity;
};

/* Reads the bytes of `file`, which diag knows. Columns that are not wanted, wanted ones that are missing or given twice, rows
 * with too few or too many fields, stray and unclosed quotes, control characters, bytes that are not UTF-8 and more than
 * CSV_BYTES_LIMIT bytes are errors. Returns whether there were none; rows read in spite of errors are there. */
bool csv_read(struct csv *csv, const char *bytes, size_t length, int file, const struct csv_column *wanted,
              size_t count, struct diag *diag);

/* The same of a table that others publish with many more columns: those that are not wanted are passed over. */
bool csv_read_some(struct csv *csv, const char *bytes, size_t length, int file, const struct csv_column *wanted,
                   size_t count, struct diag *diag);

const struct csv_field *csv_at(const struct csv *csv, size_t row, size_t column);

void csv_release(struct csv *csv);

/* Appends words in quotes, line ends as blanks: a row stays a line. */
void csv_quoted(struct text *out, const char *words);
/* Appends words, in quotes only when they have to be. */
void csv_words(struct text *out, const char *words);
/* Appends a comma and the number with at most nine digits; only the comma when it is not finite. -0 is 0 to a reader. */
void csv_number(struct text *out, double value);

#endif
