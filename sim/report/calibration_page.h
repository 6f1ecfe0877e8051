/* The page of a calibration: report.html with the history against what the posterior foretold, and what it rests on. */
#ifndef REPORT_CALIBRATION_PAGE_H
#define REPORT_CALIBRATION_PAGE_H

#include "base/text.h"
#include "experiment/calibration.h"
#include "plots/chart.h"
#include "report/result.h"

/* Appends the whole page. `base` is the scenario as it stands, with an ensemble of which only plan and runs are looked at;
 * `charts` may be empty. */
void calibration_page_write(const struct calibration *calibration, const struct result_run *base,
                            const struct chart_set *charts, struct text *out);

#endif
