/* Leaving: when permanent and fixed-term workers decide to go, and go.
 *
 * Every worker has a unit-exponential threshold of its own luck; the integrated hazard reaching it is the day it decides. So
 * one uniform serves a whole employment, whatever the hazard does meanwhile, and scenarios stay paired. The hazard is
 *     rate x grade x service x caseload x bond,
 * with the rate of the worker's group, pipeline or everybody, service as multipliers, rates by band or the hazard of a law of
 * completed service, and the caseload either smoothed (then it moves once a week) or as it is at every moment. It is
 * constant between two changes, so its integral is exact. To add another influence: a factor in leaving.c's hazard(). */
#ifndef MODEL_LEAVING_H
#define MODEL_LEAVING_H

#include "model/state.h"

/* A permanent worker is in post from now on; `worker` is its index. */
void leaving_join(struct world *world, int worker);

/* After the opening position is laid out: who is under notice on the first day. */
void leaving_open(struct world *world);

/* A week begins: smoothed caseloads and hazards are renewed. */
void leaving_week(struct world *world);

/* A worker's grade or team has changed: its hazard is renewed now. */
void leaving_renew(struct world *world, int worker);

/* Levers have moved: hazards that they act on are renewed now. */
void leaving_follow_levers(struct world *world);

/* Cases have come to or left a unit, or staff have: hazards without smoothing follow. */
void leaving_load_changed(struct world *world, int unit);

/* A worker has gone, for whatever reason: it is counted, by destination too. */
void leaving_count(struct world *world, int worker);

/* The share of FTE in post that left within the past year; NaN before a year has gone by. METRIC_SERVICE is all teams. */
double leaving_turnover(struct world *world, int team, double in_post);

/* The mean rate a week at which a group of the opening staff leaves, at the reference caseload. */
double leaving_expected(const struct plan *plan, const struct plan_group *group);

void leaving_start(struct world *world);
void leaving_release(struct world *world);

#endif
