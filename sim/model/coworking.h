/* Co-workers: a second worker, of another team, beside a case's lead, such as a personal adviser beside a social worker.
 *
 * From a time in the stage that each case draws, and at the first Monday after it, the case has a co-worker: of those of the
 * team with room the one with the least load for its capacity. A co-worker carries a stated weight as load until the case
 * leaves the stage (cases that wait find the room on Monday at the latest); one that moves on to the co-worker's team stays with the same person, as its lead. Whoever leaves is
 * replaced on the next Monday. */
#ifndef MODEL_COWORKING_H
#define MODEL_COWORKING_H

#include "model/state.h"

/* A visit to a stage has begun: works out from when the case is to have a co-worker. */
void coworking_begin(struct world *world, struct child *child);

/* A case leaves its stage; returns the co-worker it had, or NOBODY. */
int coworking_end(struct world *world, uint32_t child);

/* Finds co-workers for cases that should have one. */
void coworking_week(struct world *world);

/* A worker goes: its co-worked cases are without. */
void coworking_drop(struct world *world, int worker);

void coworking_release(struct world *world);

#endif
