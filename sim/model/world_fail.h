/* How a replication says that it cannot go on: too many children, an identity that does not fit. The rest go on. */
#ifndef MODEL_WORLD_FAIL_H
#define MODEL_WORLD_FAIL_H

#include "model/state.h"

/* Notes the first failure; no event runs any more, and the replication ends. */
void world_fail(struct world *world, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A conservation rule does not hold: a bug. Prints scenario, seed, replication, time and event, and aborts. */
_Noreturn void world_broken(const struct world *world, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
