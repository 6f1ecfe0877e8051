/* Absence: long leave, time lost to short spells, annual leave and training, as far as a team's capacity is not net of them.
 *
 * Permanent and fixed-term workers only: an agency worker who is away is not paid and counts in the length of assignments.
 * A worker on long leave gets no cases and has no capacity; its cases stay with it until hand_over_after and then go to
 * others, a change of worker. Short spells are a share of time that moves with the worker's caseload, renewed every week. */
#ifndef MODEL_ABSENCE_H
#define MODEL_ABSENCE_H

#include "model/state.h"

/* A worker is in post from now on: when its first long spell begins. */
void absence_join(struct world *world, int worker);

/* Before the opening cases are laid out: who is away on the first day, and for how much longer. They
 * hold no cases. */
void absence_open(struct world *world);

/* A week begins: time lost to short spells follows caseloads, annual leave follows service. */
void absence_week(struct world *world);

/* A worker leaves the service. */
void absence_end(struct world *world, int worker);

/* A worker is about to change its unit, or has: what it counts for there as covered leave is taken off or added. */
void absence_move(struct world *world, int worker, bool arrives);

/* The share of its capacity that a worker has to give now; 1 when nothing of this is on. */
double absence_present(const struct world *world, const struct worker *worker);

/* The same in the mean over a group of the opening staff with a caseload, for the opening balance. */
double absence_expected(const struct plan *plan, const struct plan_group *group, double caseload);

/* Spells a week of a worker that make it hand its cases over. */
double absence_hand_overs(const struct plan *plan);

/* FTE that a worker is away now; of it, due to caseload. */
double absence_fte(const struct worker *worker);
double absence_due(const struct worker *worker);

#endif
