/* The page of a search for an amount: the answer, what proves it, the chart, every amount that was tried, and the inputs. */
#ifndef REPORT_SOLVE_PAGE_H
#define REPORT_SOLVE_PAGE_H

#include "experiment/solve_answer.h"
#include "plots/chart.h"
#include "report/result.h"

/* `base` is the scenario as it stands, of which only plan and runs are looked at; `charts` may be empty. */
void solve_page_write(const struct solve_answer *answer, const struct result_run *base, const struct chart_set *charts,
                      struct text *out);

#endif
