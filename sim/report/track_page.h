/* The page of a tracked plan: report.html with the chart, the chances before and after, every actual, and what they rest on. */
#ifndef REPORT_TRACK_PAGE_H
#define REPORT_TRACK_PAGE_H

#include "experiment/track_words.h"
#include "plots/chart.h"
#include "report/result.h"

/* Appends the whole page. `base` is the plan as it stands; `charts` may be empty. */
void track_page_write(const struct tracked *tracked, const struct result_run *base, const struct chart_set *charts,
                      struct text *out);

#endif
