/* The page of delay: report.html with the lines, every delay as a table, and what they rest on. */
#ifndef REPORT_DELAY_PAGE_H
#define REPORT_DELAY_PAGE_H

#include "base/text.h"
#include "experiment/delay.h"
#include "plots/chart.h"
#include "report/result.h"

/* Appends the whole page. `base` is the scenario as it stands, with an ensemble of which only plan and runs are looked at;
 * `charts` may be empty. */
void delay_page_write(const struct delay *delay, const struct result_run *base, const struct chart_set *charts,
                      struct text *out);

#endif
