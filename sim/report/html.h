/* HTML: report.html, one self-contained page that an executive meeting can use and a clerk can print.
 *
 * No script, no network, no picture file: charts are inline SVG, and every one has a headline, a text alternative and its
 * data as a table. First page: the answer with its chance in words and figures, three figures, the main chart, the
 * targets and the teams. Then every chart, the workforce, the pathway, waits, what was derived from the inputs, where
 * every input came from, and how to read it all. It reports staffing and caseload and never the chance of an inspection
 * grade. Whatever a user wrote is escaped (markup.h).
 *
 * Each section is a function of html_parts.h; to add one, a function there and a line in html.c. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/text.h"
#include "plots/chart.h"
#include "report/result.h"
#include "report/trail.h"

/* Appends the whole page. `charts` may be null or hold no SVG. The figures that can be traced are added to `trail`; null:
 * none can. */
void html_write(const struct result_run *run, const struct chart_set *charts, struct trail *trail, struct text *out);

#endif
