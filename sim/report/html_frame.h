/* The frame of every report: head, contents, headline, sections, charts with their data, terms, foot.
 *
 * What the report of a run and the report of a comparison share is here and only here. All words are escaped. */
#ifndef REPORT_HTML_FRAME_H
#define REPORT_HTML_FRAME_H

#include <stddef.h>

#include "base/text.h"
#include "plots/chart.h"
#include "report/publication.h"

struct html_link {
    const char *id, *title; /* both are this program's own words */
};

/* The style sheet, with the notice (may be null) for the foot of every printed page; within html_frame_head(). */
void html_style(struct text *out, const char *notice);

/* In this order: head, contents, main, then everything else, then the foot; `what` the page is ("report"),
 * `made` what made it. */
void html_frame_head(struct text *out, const char *title, const char *what, const char *notice);
void html_frame_contents(struct text *out, const struct html_link *links, size_t count);
void html_frame_main(struct text *out);
void html_frame_foot(struct text *out, const char *notice, const char *made);

/* <h1>, in which "1 in 8" stays on one line. */
void html_frame_headline(struct text *out, const char *words);

/* <section id=...><h2>title</h2> ... </section> */
void html_frame_open(struct text *out, const char *id, const char *title);
void html_frame_close(struct text *out);

/* One chart with its words and data; `first` for the one on the first page. A sentence for one with nothing to see. */
void html_frame_chart(struct text *out, const struct chart_result *chart, bool first);

/* Its description and data, folded until printed; html_frame_chart() does it but for the chart on the first page, which
 * has no room for them: they follow that page. */
void html_frame_chart_data(struct text *out, const struct chart_result *chart);

/* The same two of a page whose figures can be traced: both carry the chart's id, "charts/caseload". */
void html_frame_chart_traced(struct text *out, const struct chart_result *chart, bool first);
void html_frame_chart_data_traced(struct text *out, const struct chart_result *chart);

/* A word and its meaning, within <dl>. */
void html_frame_term(struct text *out, const char *word, const char *meaning);

/* Of a publication edition: the notice on its first page, and the section that says what it withholds. */
void html_frame_edition(struct text *out);
void html_frame_withheld(struct text *out, enum publication_of of);

#endif
