/* The page of causes: report.html with the bars, every cause as a table, the corner, the loop, and what they rest on. */
#ifndef REPORT_CAUSES_PAGE_H
#define REPORT_CAUSES_PAGE_H

#include "base/text.h"
#include "experiment/causes.h"
#include "plots/chart.h"
#include "report/result.h"

/* Appends the whole page. `base` is the scenario as it stands, with an ensemble of which only plan and runs are looked at;
 * `charts` may be empty. */
void causes_page_write(const struct causes *causes, const struct result_run *base, const struct chart_set *charts,
                       struct text *out);

#endif
