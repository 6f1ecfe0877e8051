/* The report of a comparison: its charts, and report.html, one page to decide by with everything else behind it.
 *
 *     report.html       the report (html_comparison.h)
 *     charts/           NAME.svg, NAME.png, the script NAME.gp and its data NAME.csv (plots/chart.h)
 *
 * Whoever has compared options comes here with the decision and what it was made of. Nothing here computes a statistic. */
#ifndef REPORT_COMPARISON_REPORT_H
#define REPORT_COMPARISON_REPORT_H

#include <stdbool.h>

#include "base/file.h"
#include "plots/chart.h"
#include "report/comparison.h"
#include "report/package.h"
#include "scenario/scenario.h"

/* Charts of findings, of delay and of causes. */
enum { COMPARISON_ADVISED = 3 };

/* A comparison that is over, and what the report shows beside its numbers. Everything is borrowed. */
struct comparison_report {
    const struct comparison *comparison;
    const struct scenario *const *scenarios; /* [option] as the files give them */
    const char *changed;                     /* inputs changed on the command line, in words; null: none */
    bool no_charts;                          /* leave charts/ out */
    const struct chart_set *advised;         /* [COMPARISON_ADVISED] charts of the advice, filled in here */
};

/* Adds charts and report to the package. Returns false with a sentence in why[] when
 * the folder cannot be written. Charts that could not be drawn are no failure: *problem is then a sentence that says what is
 * missing and what to do (on the heap, released with free()), else null. */
bool comparison_report_write(const struct comparison_report *asked, struct package *package, char **problem,
                             char why[static 256]);

#endif
