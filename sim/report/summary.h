/* Summary: summary.json, the numbers of a run that other programs read.
 *
 *     scenario   name, title
 *     clock      start (null without a calendar), length, warm_up and sample in weeks, samples
 *     runs seed events uncertain_inputs
 *     targets    NAME: what was asked, chance, hits, trials, interval {low, high, level, method}, meets, and when 10, 50 and
 *                90 % of the runs have met it first and for good (met.first, met.for_good; null: never, beside the share); compared, the number that it
 *                compares on its date, as mean, sd, se, runs and quantiles over the runs
 *     series     MEASURE: {service: S, teams: {NAME: S}, stages: {NAME: S}} with S: {unit, start, end, at, average}
 *     waits      STAGE: mean wait for a worker in weeks with its error, share that waited, share over each level of
 *                report.waits_over, and the mean wait of the n-th case to arrive for n up to report.waits
 *     stays      STAGE: mean weeks from entering to leaving
 *     flows      STAGE.WHAT: cases that took a route (mean over the runs, whole time after the warm-up)
 *     derived    what followed from the inputs before the run: nominal durations, rho, gain
 *     report     what report.html works out beyond the rest, by section (shown.h): routes and flows in a year, counts of inputs
 *                by source, how precise the runs are, observed figures and their movements
 *
 * start, end and each entry of `at` (the dates of the targets) hold mean, sd, se, runs and quantiles over the runs;
 * `average` is the time average over all samples of a run: mean and quantiles over runs, se, 95 % t interval, and
 * `variance`, the variance of the sampled values about their common mean with an se from the runs. Nine significant
 * digits; null for what is not a number. The same scenario, seed and runs give the same bytes. */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "base/text.h"
#include "report/result.h"

/* Appends the whole file. */
void summary_write(const struct result_run *run, struct text *out);

#endif
