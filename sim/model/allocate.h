/* Allocation: which team and which worker a case goes to. Nothing here changes the world.
 *
 * A stated share of allocations follows the team's rule; the rest is a lottery by capacity, with a draw for each pair of
 * case and worker (rendezvous hashing: the largest log U / capacity wins), so that a new worker only takes the cases that
 * it wins and nobody else's luck moves. Siblings go to one worker. */
#ifndef MODEL_ALLOCATE_H
#define MODEL_ALLOCATE_H

#include "model/state.h"

/* May this worker's grade hold cases of a stage? */
bool allocate_may_lead(const struct world *world, const struct worker *worker, int stage);

/* Has a worker room for a case whose stage it may lead? */
bool allocate_can_take(const struct world *world, const struct worker *worker, const struct child *child);

/* Which of the alike teams a case entering its stage belongs to. */
int allocate_unit(const struct world *world, const struct child *child);

/* The worker of the child's unit who gets it, or NOBODY when nobody can. */
int allocate_worker(const struct world *world, const struct child *child);

/* Winner's score in a lottery with weight > 0 and uniform u: larger wins. */
double allocate_score(double u, double weight);

#endif
