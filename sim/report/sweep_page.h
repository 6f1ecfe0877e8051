/* The page of a sweep: report.html with the chart, every point as a table, and what they rest on. */
#ifndef REPORT_SWEEP_PAGE_H
#define REPORT_SWEEP_PAGE_H

#include "base/text.h"
#include "experiment/sweep.h"
#include "plots/chart.h"
#include "report/result.h"

/* Appends the whole page. `base` is the scenario as it stands, with an ensemble of which only plan and runs are looked at;
 * `charts` may be empty. */
void sweep_page_write(const struct sweep *sweep, const struct result_run *base, const struct chart_set *charts,
                      struct text *out);

#endif
