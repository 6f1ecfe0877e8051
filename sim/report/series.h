/* Series: series.csv, every weekly measure as a distribution, one row for each sample.
 *
 *     week,date,scope,of,measure,unit,mean,sd,se,runs,q025,q05,q10,q25,q50,q75,q90,q95,q975
 *
 * `scope` is service, team, stage or pipeline and `of` its name ("all" for the service); `date` is empty without a calendar; sd is
 * over the runs (single futures), se is of the mean; runs counts those that had a value. Nine significant digits, nothing
 * for what is not a number, lines end with a line feed. Service first, then teams, stages and pipelines in file order, each
 * measure by measure through time. The same scenario, seed and runs give the same bytes: no clock, no thread count, no name of a
 * file or user. To add a measure: model/metrics.def. */
#ifndef REPORT_SERIES_H
#define REPORT_SERIES_H

#include "base/text.h"
#include "experiment/ensemble.h"

/* Appends the whole file. */
void series_write(const struct ensemble *ensemble, struct text *out);

/* The same for the publication edition: counts of children rounded, and [c] for what is withheld (publication.h). */
void series_write_publication(const struct ensemble *ensemble, struct text *out);
/* The same rows of one replication: its value in place of a distribution, `week,date,scope,of,measure,unit,value`. */
void series_write_one(const struct ensemble *ensemble, size_t run, struct text *out);

#endif
