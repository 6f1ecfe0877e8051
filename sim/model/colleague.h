/* Colleagues: the workers of a unit, and beside each what an allocation asks of all of them.
 *
 * workforce.c lists who joins a unit and strikes off who leaves it; caseload.c tells of every change of load or share.
 * Whatever else the choice of a worker must know of everybody goes into struct colleague (state.h). */
#ifndef MODEL_COLLEAGUE_H
#define MODEL_COLLEAGUE_H

#include "model/state.h"

/* Lists a worker last in its unit. */
void colleague_add(struct world *world, int worker);

/* Takes a worker off its unit's lists; the others keep their order. */
void colleague_remove(struct world *world, int worker);

/* What an allocation goes by, of a worker as it is now. */
struct colleague colleague_of(const struct worker *worker);

/* Notes that in its unit's list; of one struck off nothing. */
void colleague_note(struct world *world, const struct worker *worker);

/* What a share of capacity weighs in a lottery: above 0. */
double colleague_weight(double share);

/* Frees the lists of a unit. */
void colleague_release(struct team_unit *unit);

#endif
