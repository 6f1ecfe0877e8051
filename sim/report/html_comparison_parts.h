/* What every section of the report of a comparison is written with, and the sections, for html_comparison.c to join; nobody
 * else includes this. */
#ifndef REPORT_HTML_COMPARISON_PARTS_H
#define REPORT_HTML_COMPARISON_PARTS_H

#include "report/brief.h"
#include "report/figures.h"
#include "report/html_comparison.h"
#include "report/html_frame.h"
#include "report/markup.h"
#include "report/table.h"
#include "scenario/scenario_diff.h"

/* What every section reads. */
struct comparison_page {
    const struct comparison_report *report;
    const struct comparison *comparison;
    const struct decision *decision;
    const struct chart_set *charts;  /* null: none */
    const struct chart_set *advised; /* [COMPARISON_ADVISED] those of the advice; null: none */
    struct brief brief;              /* of the baseline at the dates looked at */
    double week;                     /* of the judged target's date, or the end */
    size_t sample;                   /* of it, in the options' `dates` */
    struct scenario_diff *changes;   /* [option] against the baseline */
    struct text *out;
};

/* Opens a section of its own; figures from here on stand under its heading. */
void html_comparison_open(const struct comparison_page *page, const char *id, const char *title);

void html_comparison_front(const struct comparison_page *page);    /* the first page */
void html_comparison_advice(const struct comparison_page *page);   /* the recommendation; nothing unless asked for */
void html_comparison_charts(const struct comparison_page *page);   /* every chart but the first page's */
void html_comparison_targets(const struct comparison_page *page);  /* chance of every target */
void html_comparison_figures(const struct comparison_page *page);  /* every decision figure */
void html_comparison_teams(const struct comparison_page *page);    /* caseload by team */
void html_comparison_money(const struct comparison_page *page);    /* by financial year; nothing when not counted */
void html_comparison_futures(const struct comparison_page *page);  /* regret; nothing without other futures */
void html_comparison_drivers(const struct comparison_page *page);  /* nothing unless asked for */
void html_comparison_scrutiny(const struct comparison_page *page); /* the questions of questions.def */
void html_comparison_changes(const struct comparison_page *page);  /* what each option changes */
void html_comparison_inputs(const struct comparison_page *page);   /* assumptions, all of them */
void html_comparison_notes(const struct comparison_page *page);    /* method, terms, limits */

/* A value of the figure or a remark on it, or what stands in its place in a publication edition. */
const char *html_comparison_value(const struct comparison_page *page, const struct figure *figure, const char *words);

/* Is anything costed? */
bool html_comparison_has_money(const struct comparison_page *page);

/* The slug of the chart on the first page: cost against chance when both are known, else the options side by side. */
const char *html_comparison_first_chart(const struct comparison_page *page);

/* "Academy only (C)": title and the letter that charts use; the title alone for the baseline. */
void html_comparison_add_option(const struct comparison_page *page, size_t option, struct text *out);

/* A cell that holds "Academy only (C)". */
void html_comparison_option_cell(const struct comparison_page *page, struct table *table, size_t option);

/* The number of a figure of comparison.json that a cell shows (trail.h); 0: none. In html_comparison_trail.c. */
size_t html_comparison_trace_chance(const struct comparison_page *page, size_t option, size_t target,
                                    const char *shown);
size_t html_comparison_trace_figure(const struct comparison_page *page, size_t option, size_t figure,
                                    const char *shown);
size_t html_comparison_trace_extra(const struct comparison_page *page, size_t option, const char *shown);
/* The caseload of a team of the baseline, and the money of a column (comparison_kept.h). */
size_t html_comparison_trace_team(const struct comparison_page *page, size_t option, int team, double caseload,
                                  const char *shown);
size_t html_comparison_trace_money(const struct comparison_page *page, size_t option, enum spending_sum sum,
                                   size_t column, double pounds, const char *shown);

/* Words with numbers that `file` of the folder holds as they are shown: at `at`, or below it a table with caption, columns and
 * rows (written.h). */
struct html_comparison_quote {
    const char *file, *at;
    const char *what; /* null, of a table: its caption */
    const char *how;  /* it was computed; may be null */
};
/* Every cell with a number that has no id yet gets one; nothing without a trail. */
void html_comparison_quote_table(const struct comparison_page *page, struct table *table,
                                 const struct html_comparison_quote *quote);
/* Writes the element with `words`, in which numbers may have ids of their own, and its own when the file has `shown`. Nothing
 * without words. */
void html_comparison_quote_words(const struct comparison_page *page, const char *tag, const char *shown,
                                 const char *words, const struct html_comparison_quote *quote);

/* A sentence of comparison_kept.h by its key, within `tag`; nothing when there is nothing to say. */
void html_comparison_said(const struct comparison_page *page, const char *tag, const char *key);
/* A table of it, with its notes; nothing when there is none. The row that starts with `strong` is set in bold. */
void html_comparison_kept_table(const struct comparison_page *page, const char *key, const char *strong);

/* The change of the judged chance, the caseload that one run in ten is above, the share of runs over the budget. */
size_t html_comparison_trace_points(const struct comparison_page *page, size_t option, const char *shown);
size_t html_comparison_trace_high(const struct comparison_page *page, size_t option, double caseload,
                                  const char *shown);
size_t html_comparison_trace_over(const struct comparison_page *page, size_t option, const char *shown);
/* Appends how many runs each option had, and the seed, to a sentence. */
void html_comparison_say_runs(const struct comparison_page *page, struct text *out);
void html_comparison_say_seed(const struct comparison_page *page, struct text *out);
/* The section that lists all figures by id. */
void html_comparison_trail(const struct comparison_page *page);

/* A cell that holds what a change with its interval. */
void html_comparison_change_cell(struct table *table, const struct contrast *change, double scale, int decimals);

/* Figures of all options: those that an option changes come first, then the baseline's. Owned; figures of one option each,
 * released with html_comparison_release_assumptions(). */
struct comparison_assumption {
    const struct figure *figure;
    size_t option;
    bool changed; /* by the option */
};
struct comparison_assumptions {
    struct figures *figures; /* [option] */
    size_t options;
    struct comparison_assumption *items;
    size_t count, changed;
};
/* Only what rests on nothing but judgement (graded D, or without a source). */
struct comparison_assumptions html_comparison_assumptions(const struct comparison_page *page);
void html_comparison_release_assumptions(struct comparison_assumptions *assumptions);

#endif
