/* Departures: children leave the service by an exit, and some come back.
 *
 * Some of those who leave are in need and turned away by a wrong decision: unmet need until they come back, with a heavier
 * case while they are here again. Those who never do stay unmet. Only decisions since the first day are counted; those of
 * before it come back as ordinary cases. */
#ifndef MODEL_DEPARTURE_H
#define MODEL_DEPARTURE_H

#include "model/state.h"

/* A child leaves by an exit; `stretch` is its last worker's, which may raise the chance of a return. */
void departure_leave(struct world *world, uint32_t child, int exit, double stretch);

#endif
