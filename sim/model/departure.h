/* Departures: children leave the service by an exit, and some come back. */
#ifndef MODEL_DEPARTURE_H
#define MODEL_DEPARTURE_H

#include "model/state.h"

/* A child leaves by an exit; `stretch` is its last worker's, which may raise the chance of a return. */
void departure_leave(struct world *world, uint32_t child, int exit, double stretch);

#endif
