/* What every section of the report of a run is written with, and the sections, for html.c and the pages of other commands to
 * join; nobody else includes this. */
#ifndef REPORT_HTML_PARTS_H
#define REPORT_HTML_PARTS_H

#include "report/brief.h"
#include "report/brief_trail.h"
#include "report/cases.h"
#include "report/figures.h"
#include "report/html.h"
#include "report/html_frame.h"
#include "report/markup.h"
#include "report/table.h"
#include "report/trail.h"

/* What every section reads. */
struct html_page {
    const struct result_run *run;
    const struct chart_set *charts; /* null: none */
    struct brief brief;
    struct cases cases;
    struct figures figures;
    size_t target; /* the main one; targets.count: none */
    size_t sample; /* of its date, or the last */
    struct text *out;
};

/* Everything before the first section, with links to `count` sections, and after the last one. `what` is what the title calls
 * the page ("report"). */
void html_open_page(const struct html_page *page, const char *what, const struct html_link *links, size_t count);
void html_close_page(const struct html_page *page);

void html_front(const struct html_page *page);         /* headline, three figures, main chart, targets, teams */
void html_charts(const struct html_page *page);        /* the other charts */
void html_caseload(const struct html_page *page);      /* caseload in detail */
void html_workforce(const struct html_page *page);     /* posts, staff, agency, flows of workers */
void html_money(const struct html_page *page);         /* spending and funding by year; nothing when not counted */
void html_pipelines(const struct html_page *page);     /* within it: what pipelines give, and when they break even */
void html_pathway(const struct html_page *page);       /* routes and waits */
void html_history(const struct html_page *page);       /* published figures beside the runs; nothing without history */
void html_derived(const struct html_page *page);       /* what followed from the inputs */
void html_inputs(const struct html_page *page);        /* sources, assumptions, ranges */
void html_quality_items(const struct html_page *page); /* its tables, for a comparison too */
void html_withheld(const struct html_page *page);      /* what a publication edition leaves out */
void html_notes(const struct html_page *page);         /* how to read, terms, quality, limits */

void html_trail(const struct html_page *page); /* how to trace a figure, and all of them by id */

/* Of the notes. */
void html_quality(const struct html_page *page); /* the quality statement */
void html_terms(const struct html_page *page);   /* the glossary, of words that the page uses so far */
/* Of the words that every page explains alike, those that the text `before` holds. */
void html_terms_used(const struct text *before, struct text *out);

/* Of the first page, which prints on one side of A4. */
void html_risks(const struct html_page *page);       /* what could go wrong */
void html_assumptions(const struct html_page *page); /* which assumptions matter most, and who should check them */

/* <section id=...><h2>title</h2> ... </section> */
void html_open(const struct html_page *page, const char *id, const char *title);
void html_close(const struct html_page *page);
void html_paragraph(const struct html_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The row of the cell added last is about this path of the scenario; nothing where figures are not traced. */
void html_path(const struct html_page *page, struct table *table, const char *path);

/* The cell added last shows a number of summary.json: `what` it is, in which form, and where. A decimal of a number is shown
 * as `decimals` says. It rests on what the service is, money aside. */
struct html_kept {
    const char *what, *at, *column;
    const char *file; /* null: summary.json */
    double value;
    enum trail_form form;
    int decimals;
};
void html_kept(const struct html_page *page, struct table *table, const struct html_kept *kept);
/* What was changed for this run, "PATH=VALUE, PATH=VALUE and others": each value by its path. The run has such words. */
void html_say_changed(const struct html_page *page, struct text *out);
/* The same of what no input feeds. */
void html_kept_given(const struct html_page *page, struct table *table, const struct html_kept *kept);
/* How many figures of the scenario rest on that. */
void html_say_standing(const struct html_page *page, enum figure_standing standing, struct text *out);
/* A count that the run was given, in a sentence: of `report` in summary.json. */
void html_say_count(const struct html_page *page, const char *at, const char *column, const char *what, size_t count,
                    struct text *out);

/* A table of measures of the service (or a team) at the start, at the main date and at the end. */
void html_measures(const struct html_page *page, const char *caption, const enum metric *metrics, size_t count);

#endif
