/* The page of a sensitivity: report.html with the tornado, every input that is shown as a table, and what they rest on. */
#ifndef REPORT_SENSITIVITY_PAGE_H
#define REPORT_SENSITIVITY_PAGE_H

#include "base/text.h"
#include "experiment/sensitivity.h"
#include "plots/chart.h"
#include "report/result.h"

/* Appends the whole page. `base` is the scenario as it stands, with an ensemble of which only plan and runs are looked at;
 * `charts` may be empty. */
void sensitivity_page_write(const struct sensitivity *sensitivity, const struct result_run *base,
                            const struct chart_set *charts, struct text *out);

#endif
