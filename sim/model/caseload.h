/* Caseloads: the cases that a worker holds at once, all moving at a pace that overload slows.
 *
 * A worker of capacity K with load L is stretched by s = max(1, L / K), and every stage in the caseload advances at
 * 1 / ((1 - hands_on) + hands_on s), s over the worker's tempo where its team's managers are missing. There is one virtual clock per worker and stage, so a change of load costs one update
 * a stage, not one a case, and each worker has one next completion. */
#ifndef MODEL_CASELOAD_H
#define MODEL_CASELOAD_H

#include "model/state.h"

/* Gives a child with `left` nominal weeks to go to a worker of its unit. */
void caseload_give(struct world *world, int worker, uint32_t child, double left);

/* Takes a held child away; returns the nominal weeks it still had to go. */
double caseload_take(struct world *world, uint32_t child);

/* Tells that a worker's capacity has changed to `capacity` cases. */
void caseload_set_capacity(struct world *world, int worker, double capacity);

/* Moves every clock to now; before hands_on or anything else changes that pace depends on. */
void caseload_settle(struct world *world);

/* Tells that the hands-on work of a worker goes at `tempo` (0 to 1) times its pace from now on. */
void caseload_set_tempo(struct world *world, int worker, double tempo);

/* Cases per FTE of a worker. */
double caseload_of(const struct worker *worker);

/* A worker's next completion; its handler is casework's. */
extern const struct event_kind caseload_completion;

#endif
