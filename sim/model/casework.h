/* Casework: children walk the pathway, wait for workers, change workers, leave and come back. */
#ifndef MODEL_CASEWORK_H
#define MODEL_CASEWORK_H

#include "model/state.h"

#define CASEWORK_ALONE UINT32_MAX

/* A family is referred now: `size` children with consecutive child numbers enter a stage. `drift` is that of demand. */
void casework_refer(struct world *world, int origin, uint64_t entity, int size, int stage, double drift, int priority);

/* A child that is nowhere enters a stage. */
void casework_enter(struct world *world, uint32_t child, int stage);

/* A child is gone for good and forgotten. */
void casework_end_child(struct world *world, uint32_t child);

/* Puts an open case of the opening book into a stage, held by a worker with `left` nominal weeks to go; a worker of
 * NOBODY leaves it waiting in the unit. `sibling` is an open case of its family, or CASEWORK_ALONE. Returns its index. */
uint32_t casework_open(struct world *world, int origin, uint64_t entity, int stage, int unit, int worker, double left,
                       uint32_t sibling);

/* A held case has been worked through: it takes its route. */
void casework_complete(struct world *world, uint32_t child);

/* A held case escalates: it moves on before its time. */
void casework_escalate(struct world *world, uint32_t child);

/* A worker goes: every case is handed over, loses time, and is allocated anew within the unit. */
void casework_hand_over(struct world *world, int worker);

/* A held case goes to another worker of its unit: it changes worker and loses time. */
void casework_reassign(struct world *world, uint32_t child, int worker);

/* Somebody in the unit may be able to take a case now. */
void casework_pull(struct world *world, int unit);

/* A uniform number of a case's own luck. `family` makes it the family's rather than the child's. */
double casework_draw(const struct world *world, const struct child *child, enum case_draw draw, uint32_t block,
                     bool family);

/* The same, shared by siblings who close together. */
double casework_own_draw(const struct world *world, const struct child *child, enum case_draw draw, uint32_t block);

/* A waiting case is withdrawn. */
extern const struct event_kind casework_give_up;

/* The family's ticket for a lottery: rng_lot() of it and a partner's number is the lot. */
uint64_t casework_ticket(const struct world *world, const struct child *child, enum case_draw draw);

/* Releases what waiting lists and children hold. */
void casework_release(struct world *world);

#endif
