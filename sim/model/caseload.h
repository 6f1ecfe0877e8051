/* Caseloads: the cases that a worker holds at once, all moving at a pace that overload slows.
 *
 * A worker of capacity K with load L is stretched by s = max(1, L / K), and every stage in the caseload advances at
 * 1 / ((1 - hands_on) + hands_on s), s over the worker's tempo where its team's managers are missing. There is one virtual
 * clock per worker and stage, so a change of load costs one update a stage, not one a case, and each worker has one next
 * completion. Where managers push to close, the pace of a stage is multiplied by response_pace(). */
#ifndef MODEL_CASELOAD_H
#define MODEL_CASELOAD_H

#include "model/state.h"

/* What a child's case counts for in its stage, in thousandths of a case. */
int32_t caseload_weight(const struct world *world, const struct child *child);

/* What it adds, or would add, to a worker's load: all of that, or in a team that counts families only what it weighs above
 * the heaviest sibling whom the worker holds. */
int32_t caseload_added(const struct world *world, int worker, const struct child *child);

/* Does a worker hold a sibling of this child, in a team that counts families? */
bool caseload_has_family(const struct world *world, int worker, const struct child *child);

/* Gives a child with `left` nominal weeks to go to a worker of its unit. */
void caseload_give(struct world *world, int worker, uint32_t child, double left);

/* Takes a held child away; returns the nominal weeks it still had to go. */
double caseload_take(struct world *world, uint32_t child);

/* Adds load that is not of a case of the worker's own, in thousandths of a case. */
void caseload_add(struct world *world, int worker, int32_t load);

/* Tells that a worker's capacity has changed to `capacity` cases. */
void caseload_set_capacity(struct world *world, int worker, double capacity);

/* Moves every clock to now; before hands_on or anything else changes that pace depends on. */
void caseload_settle(struct world *world);

/* Tells that the hands-on work of a worker goes at `tempo` (0 to 1) times its pace from now on. */
void caseload_set_tempo(struct world *world, int worker, double tempo);

/* Cases (children) per FTE of a worker; and what its team counts, per FTE. */
double caseload_of(const struct worker *worker);
double caseload_counted_of(const struct worker *worker);

/* A worker's next completion; its handler is casework's. */
extern const struct event_kind caseload_completion;

#endif
