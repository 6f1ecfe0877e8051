/* Terminal: what a run says on standard output: targets, caseload, spending against
 * funding by year, teams, and where the report is.
 *
 * At most 80 columns, plain text first: colour only underlines what words already say, and only when the caller allows
 * it. It says the same as the report (brief.h). */
#ifndef REPORT_TERMINAL_H
#define REPORT_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"
#include "report/result.h"
#include "report/table.h"

struct terminal_style {
    bool colour; /* bold and colours by escape sequences */
    bool utf8;   /* block characters; else ASCII */
};

/* What a stream can show: colour when it is a terminal and NO_COLOR is not set (no-color.org) and TERM is not dumb; UTF-8 by
 * LC_ALL, LC_CTYPE or LANG. */
struct terminal_style terminal_style_of(FILE *stream);

/* Appends the summary. `report` is the path to show, or null. */
void terminal_write(const struct result_run *run, struct terminal_style style, const char *report, struct text *out);

/* Appends words; without UTF-8 the minus and the pound sign become what any terminal has. */
void terminal_line(struct terminal_style style, const char *words, struct text *out);

/* A table in 80 columns. Its words are made plain in their place where the terminal has no UTF-8. */
void terminal_table(struct terminal_style style, struct table *table, struct text *out);
/* The same, broken at blanks into lines of at most 80 columns, `indent` blanks before each but the first; `code` is how they
 * are set where there is colour ("1" bold, "0" plain). */
void terminal_wrap(struct terminal_style style, const char *code, const char *words, int indent, struct text *out);

/* Appends `count` values as one character each, scaled from 0 to their largest; a value that is not a number is a blank. */
void terminal_sparkline(const double *values, size_t count, bool utf8, struct text *out);

#endif
