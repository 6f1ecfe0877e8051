/* HTML of a comparison: report.html, one page to decide by, then everything behind it.
 *
 * No script, no network, no picture file. The first page prints on one side of A4: the answer in a sentence, one chart, the
 * options, what could go wrong, the assumptions that matter and who should check them. Then every chart with its data, the
 * targets, teams, money and futures, what each option changes, how it was done, and terms.
 *
 * Each section is a function of html_comparison_parts.h; to add one, a function there and a line in html_comparison.c. */
#ifndef REPORT_HTML_COMPARISON_H
#define REPORT_HTML_COMPARISON_H

#include "base/text.h"
#include "plots/chart.h"
#include "report/comparison_report.h"
#include "report/trail.h"

/* Appends the whole page. `charts` may be null or hold no SVG; `trail` takes its figures, and null is
 * for a page without ids. */
void html_comparison_write(const struct comparison_report *report, const struct chart_set *charts, struct trail *trail,
                           struct text *out);

#endif
