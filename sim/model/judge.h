/* Judging: whether a target was met in one replication, from the weeks in which it was met.
 *
 * judge_week() says whether one sampled value meets it; judge_scores() says what follows for every date, and the verdict on
 * the target's own date is one of those. Verdicts and curves by date therefore cannot disagree. Sampled times stand for the
 * weeks that end there. */
#ifndef MODEL_JUDGE_H
#define MODEL_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/plan.h"

/* Does a value meet the target in a week in which some case has waited `longest_wait` weeks? NaN (nobody holds a case) meets
 * nothing. */
bool judge_week(const struct plan_target *target, double value, double longest_wait);

/* For every sample, how the target would be judged had its date been that sample: 1 met, 0 not; for a share of time the
 * share of the window up to there. NaN before the window starts. */
void judge_scores(const struct plan *plan, const struct plan_target *target, const bool *weeks, size_t samples,
                  double *scores);

/* The sample that decides the target: on a date the nearest to it (of two the earlier), for a window its last. False when no
 * sample does. */
bool judge_decider(const struct plan *plan, const struct plan_target *target, size_t samples, size_t *sample);

/* Is there anything but the state on the date to look at? */
bool judge_has_window(const struct plan_target *target);

/* The start and the end of the window, or the date, in weeks. */
double judge_from(const struct plan *plan, const struct plan_target *target);
double judge_by(const struct plan *plan, const struct plan_target *target);

#endif
