/* The page of a search for the cheapest mix, report.html: the answer, the chart, the finalists, the trade-off curve, what
 * was ruled out and the scenario's inputs. */
#ifndef REPORT_MIXES_PAGE_H
#define REPORT_MIXES_PAGE_H

#include "experiment/mixes.h"
#include "plots/chart.h"
#include "report/result.h"

/* `base` is the scenario as it stands; the charts may be none. */
void mixes_page_write(const struct mixes *mixes, const struct result_run *base, const struct chart_set *charts,
                      struct text *out);

#endif
