/* The frame of a page of a study that tries variants of one scenario: its answer as the heading, what was changed for it, its charts
 * with their data, and at the end the inputs of the scenario as it stands. What stands between is the study's own. */
#ifndef REPORT_HTML_STUDY_H
#define REPORT_HTML_STUDY_H

#include "report/html_parts.h"

struct html_study {
    const char *kind;   /* as html_open_page() has it */
    const char *answer; /* the heading */
    const char *lead;   /* a paragraph under it; null: none */
    size_t target;      /* that is judged by; targets.count: none */
};

/* `base` has an ensemble of which only plan and runs are looked at; `charts` may be empty. Fills the page, to which sections are
 * then added. */
void html_study_open(struct html_page *page, const struct html_study *study, const struct result_run *base,
                     const struct chart_set *charts, struct text *out);
void html_study_close(struct html_page *page);

#endif
