/* The sheets of the workbook, for workbook.c to join; nobody else includes this. Built only where libxlsxwriter is.
 *
 * A sheet is written cell by cell, left to right and row by row. Words are cleaned and can never become a formula, a number
 * that is none leaves its cell empty. */
#ifndef REPORT_WORKBOOK_PARTS_H
#define REPORT_WORKBOOK_PARTS_H

#include <xlsxwriter.h>

#include "report/brief.h"
#include "report/workbook.h"

enum workbook_look {
    WORKBOOK_PLAIN,
    WORKBOOK_WRAPPED,
    WORKBOOK_TITLE,
    WORKBOOK_HEADING,
    WORKBOOK_BOLD,
    WORKBOOK_NUMBER,  /* two decimals */
    WORKBOOK_ASGIVEN, /* as many digits as it has */
    WORKBOOK_DATE,
    WORKBOOK_FACT, /* a number or a date on the left, among words */
    WORKBOOK_FACT_DATE,
    WORKBOOK_POUNDS,
    WORKBOOK_SHARE,
    WORKBOOK_CHANCE, /* of runs: never 0% or 100% */
    WORKBOOK_LOOKS
};

#define WORKBOOK_POUNDS_FORMAT "[$£-809]#,##0;-[$£-809]#,##0"

/* What every sheet reads. */
struct workbook_book {
    const struct result_run *run;        /* of a run; else null, and `brief` empty */
    const struct comparison *comparison; /* of a comparison; else null */
    const struct plan *plan;             /* of the run, or of the baseline */
    struct brief brief;
    lxw_workbook *file;
    lxw_format *looks[WORKBOOK_LOOKS];
    size_t caseload_rows; /* of the service's caseload on the sheet Weekly, below its headings */
    size_t money_years;   /* years on the sheet of money, from its second column on */
    size_t money_rows[2]; /* where spending and funding in all stand there; 0: not at all */
    bool left_out;        /* teams that did not fit on the sheet Weekly */
};

struct workbook_column {
    const char *heading; /* null, in all of them: the sheet has no headings */
    double width;        /* characters */
};

/* Where the next cell goes. */
struct workbook_sheet {
    struct workbook_book *book;
    lxw_worksheet *sheet;
    size_t row, column;
    const struct workbook_column *columns; /* borrowed */
    size_t column_count;
    size_t lines; /* that the tallest cell of the row needs */
};

/* A new sheet; headings are frozen, and get a filter when it is closed. */
struct workbook_sheet workbook_sheet_open(struct workbook_book *book, const char *name,
                                          const struct workbook_column *columns, size_t count);
void workbook_sheet_close(struct workbook_sheet *sheet);

/* The next cell. Null or empty words and numbers that are none leave it empty. */
void workbook_words(struct workbook_sheet *sheet, enum workbook_look look, const char *words);
void workbook_number(struct workbook_sheet *sheet, enum workbook_look look, double value);
/* Weeks since the start as a date; empty without a calendar. */
void workbook_date(struct workbook_sheet *sheet, enum workbook_look look, double week);
/* Two cells: "8.2 weeks" is the number 8.2 and the unit "weeks", "£31,000 per year" pounds and "per year". What begins with
 * no number is words, without a unit. Of a run only. */
void workbook_quantity(struct workbook_sheet *sheet, const char *words);
void workbook_row(struct workbook_sheet *sheet); /* on to the next row */

/* The sheets. */
void workbook_notes(struct workbook_book *book);
void workbook_inputs(struct workbook_book *book);
void workbook_weekly(struct workbook_book *book);
void workbook_targets(struct workbook_book *book);
void workbook_money(struct workbook_book *book);
void workbook_charts(struct workbook_book *book);

/* Those of a comparison. */
void workbook_comparison_notes(struct workbook_book *book);
void workbook_options(struct workbook_book *book);
void workbook_figures(struct workbook_book *book);
void workbook_comparison_charts(struct workbook_book *book);

#endif
