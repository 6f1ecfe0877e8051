/* Workbook: headroom.xlsx, the numbers of a run or of a comparison for people who work in spreadsheets.
 *
 *     Read me         title, notice, where it comes from, how to read it
 *     Inputs          every figure of the scenario: value, unit, range, source, grade (figures.h)
 *     Weekly          the main measures of the service and its teams, one row for each week, to filter and to pivot
 *     Targets         the chance of each target with its interval
 *     Money by year   spending and funding by line, when counted (experiment/spending.h)
 *     Charts          native charts on the sheets before it
 *
 * A comparison has Read me, Options (chance, caseload and cost of each, with changes), Figures (all of them) and Charts.
 *
 * Numbers are numbers, dates are dates, and whatever a user wrote is text: nothing here writes a formula. No clock and no
 * name of a user gets in, so the same run gives the same bytes. The file needs libxlsxwriter, which the build may do
 * without. To add a sheet: a function in a file of its own, with the help of
 * workbook_parts.h, and its line in a list in workbook.c. */
#ifndef REPORT_WORKBOOK_H
#define REPORT_WORKBOOK_H

#include <stdbool.h>

#include "report/comparison.h"
#include "report/result.h"

#define WORKBOOK_NAME "headroom.xlsx"

/* The version of libxlsxwriter, or null when the program was built without it; then workbook_write() may not be called. */
const char *workbook_library(void);

/* Writes the whole file at a path. On failure returns false with the reason in why[]; what was begun is removed. */
bool workbook_write(const struct result_run *run, const char *path, char why[static 256]);
bool workbook_write_comparison(const struct comparison *comparison, const char *path, char why[static 256]);

#endif
