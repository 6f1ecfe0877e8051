/* Supervision: sessions that managers owe the workers of their unit, and decisions that wait when managers are missing.
 *
 * Managers are workers of a grade with `manages: true`; a team says how many posts it has for them. Sessions fall due by the
 * clock and are held as far as the managers in post have time, which is their span; the rest are missed. Missing managers
 * may slow the hands-on work of their unit. What missed sessions do to leaving or to the quality of work is not modelled. */
#ifndef MODEL_SUPERVISION_H
#define MODEL_SUPERVISION_H

#include "model/state.h"

/* A week begins: the sessions of the week that has passed are counted. */
void supervision_week(struct world *world);

/* A unit's managers, or its posts for them, may have changed (any unit's may). */
void supervision_review(struct world *world, int unit);
void supervision_review_all(struct world *world);

#endif
