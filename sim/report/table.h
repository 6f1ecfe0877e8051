/* Tables: rows of finished words that can be shown as HTML with a caption and proper headers, or in plain columns.
 *
 * Come here for every table of the report and of the terminal, so that both say the same. A table computes nothing:
 * numbers arrive as words (experiment/words.h). */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum table_align { TABLE_WORDS, TABLE_NUMBERS };

enum { TABLE_COLUMNS_LIMIT = 20 };

/* A zeroed struct is an empty table. Owns its texts. */
struct table {
    char *caption;
    char *heading[TABLE_COLUMNS_LIMIT];
    enum table_align align[TABLE_COLUMNS_LIMIT];
    size_t columns;
    char **cells; /* row by row */
    size_t cell_count, cell_capacity;
    size_t *figures; /* [cell] the number of the figure (trail.h) that it shows; 0: none */
    size_t figure_capacity;
    char *
        *paths; /* [row] the path of the scenario that it is about; null: none. Rows after the last one set have none */
    size_t path_count, path_capacity;
};

void table_caption(struct table *table, const char *caption);
/* All columns come before the first cell. The first column heads its rows. */
void table_column(struct table *table, enum table_align align, const char *heading);
/* The next cell, left to right, row by row. */
void table_cell(struct table *table, const char *words);
void table_printf(struct table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The words of the cell added last. */
const char *table_last(const struct table *table);
/* It shows this figure of the report: in HTML the cell then carries its id. 0 changes nothing. */
void table_figure(struct table *table, size_t figure);
/* The row of the cell added last is about this path of the scenario: in HTML the row then carries it. */
void table_path(struct table *table, const char *path);
size_t table_rows(const struct table *table);

/* As HTML inside a region that can be scrolled sideways; everything is escaped. The first row that starts with `strong` is
 * set in bold; null for none. Nothing when there are no rows. */
void table_html(const struct table *table, const char *strong, struct text *out);

/* As plain text in columns of UTF-8 characters two blanks apart; words on the left, numbers on the right. Cells of the
 * first column are cut so that lines fit in `width`. */
void table_plain(const struct table *table, size_t width, struct text *out);

/* How many columns of a terminal the UTF-8 text takes, one for each code point. */
size_t table_width(const char *words);

/* Words under a table, broken at spaces into lines of at most `width` columns; ends in a new line. */
void table_wrap(const char *words, size_t width, struct text *out);

void table_release(struct table *table);

#endif
