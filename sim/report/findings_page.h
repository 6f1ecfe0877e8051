/* The page of findings: report.html with, for each method, its chart, its table and what it rests on. */
#ifndef REPORT_FINDINGS_PAGE_H
#define REPORT_FINDINGS_PAGE_H

#include "base/text.h"
#include "experiment/findings.h"
#include "plots/chart.h"
#include "report/result.h"

/* What the findings are about. Everything is borrowed. */
struct findings_page {
    const struct findings *const *findings; /* [count], the first gives the headline */
    size_t count;
    const struct chart_set *charts;
    const char *noun;              /* "scenario", "comparison" */
    const char *name;              /* of it */
    const char *title, *notice;    /* may be null */
    const char *changed;           /* inputs changed for this study, in words; null: none */
    const struct result_run *base; /* a scenario as it stands, for where its figures come from; null: none */
    uint64_t seed;
    const char *version;
};

/* Appends the whole page. */
void findings_page_write(const struct findings_page *page, struct text *out);

#endif
