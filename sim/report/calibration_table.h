/* A calibration as files and tables.
 *
 *     calibrate.csv     one row a member of the posterior: every input, in the unit of the scenario
 *     calibrate.json    priors, posteriors, correlations, tolerances, and how model and rivals foretold what was held back
 *     calibrated.yaml   a scenario that extends resolved.yaml with the posterior as ranges
 *
 * Nothing here computes a figure that experiment/calibration.h has. */
#ifndef REPORT_CALIBRATION_TABLE_H
#define REPORT_CALIBRATION_TABLE_H

#include "base/text.h"
#include "experiment/calibration.h"
#include "report/table.h"

void calibration_table_csv(const struct calibration *calibration, struct text *out);
void calibration_table_json(const struct calibration *calibration, struct text *out);
void calibration_table_yaml(const struct calibration *calibration, struct text *out);

/* Tables as finished words, for terminal and page; empty ones that the caller releases: an input a row, its correlations with
 * those before it, a forecast a row, and a figure held back a row. */
void calibration_table_inputs(const struct calibration *calibration, struct table *table);
void calibration_table_correlations(const struct calibration *calibration, struct table *table);
void calibration_table_scores(const struct calibration *calibration, struct table *table);
void calibration_table_figures(const struct calibration *calibration, struct table *table);

/* What the tables rest on: sentences for under them. */
void calibration_table_notes(const struct calibration *calibration, struct text *out);

/* Everything that is printed, in 80 columns. */
void calibration_table_terminal(const struct calibration *calibration, struct text *out);

#endif
