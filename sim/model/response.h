/* The response of managers: councils whose caseloads are high come down, with agency workers and a push to close.
 *
 * A limited feedback, reviewed now and then, on the caseload as it is published (cases of social workers over those who
 * hold any). Off unless the scenario has a section `response`: on for forecasts of what will happen, off to compare options,
 * where it would hide what an option does.
 *
 * With e = caseload - reference at a review, s = agency x e x posts x (time since the last review in years) seats are added,
 * or given up when e < 0, between 0 and limit x posts; whole ones count. They are spread over the teams that agency may seat
 * in proportion to posts, one after the other, so that none moves between teams as their number grows; they stand above what
 * agency.cover lets a team fill. Posts are those of the first day.
 *
 * The push p = min(limit, push x e), at least 0, times the stage's weight w, makes work shorter: lane clocks of the stage run
 * 1 / (1 - p w) times as fast. So what remains of every open case, and the whole of those that enter, take 1 - p w of the
 * time, without a second copy of durations; the push is gone as soon as a review finds less. While it lasts, returns of those
 * who leave the stage from a worker are 1 + returns x p w times as likely.
 *
 * The factors stand in the world, not in the plan: levers may change the parameters, and the next review goes by them. */
#ifndef MODEL_RESPONSE_H
#define MODEL_RESPONSE_H

#include "model/state.h"

/* Takes note of the posts; before the seats are made. Without a section `response` nothing here has an effect. */
void response_start(struct world *world);

/* Schedules the first review, one interval after the first day. */
void response_open(struct world *world);

/* Extra agency seats that a team has now, and may have at most; whole ones. */
int response_seats(const struct world *world, int team);
int response_most_seats(const struct world *world, int team);

/* Factors on the pace of a stage's cases and on the chance of returning from it; 1 without a push. */
double response_pace(const struct world *world, int stage);
double response_returns(const struct world *world, int stage);

/* What measures show: extra seats in all, and the push before stages' weights, as a share. */
double response_all_seats(const struct world *world);
double response_push(const struct world *world);

/* Asserts that it stays within its limits. */
void response_audit(const struct world *world);

void response_release(struct world *world);

#endif
