/* Grades: promotion, demotion and transfer, at rates or in dated rounds.
 *
 * A worker keeps its identity, FTE, contract and service; what changes is its grade or team, and with them capacity, cap,
 * ramp and hazards. Who changes team, or reaches a grade that holds no cases, hands its cases over and leaves a vacancy
 * behind. Moves at a rate are decided week by week, one number for each worker, move and week; a round takes one number for
 * each worker, by inversion: the grades that it may go to, then leaving, then staying. */
#ifndef MODEL_GRADES_H
#define MODEL_GRADES_H

#include "model/state.h"

/* Makes the ledgers; before the opening staff. Schedules the rounds. */
void grades_start(struct world *world);

/* A week begins, or a worker has just joined: the moves of the (rest of the) week. */
void grades_week(struct world *world);
void grades_join(struct world *world, int worker);

/* A worker leaves the service. */
void grades_end(struct world *world, int worker);

/* May workers of the grade hold cases? Managers may not, whatever else is said of them. */
bool grades_may_hold(const struct plan_grade *grade);
bool grades_holds_cases(const struct world *world, const struct worker *worker);

/* A grade by its place in the plan. */
const struct plan_grade *grades_of(const struct world *world, int grade);

void grades_release(struct world *world);

#endif
