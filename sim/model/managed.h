/* Managed teams: agency teams bought as a package. They arrive together with their own manager, take over a block of cases,
 * are given cases like others, and leave together, handing over. Among alike teams each worker goes where work presses most
 * on those in post. */
#ifndef MODEL_MANAGED_H
#define MODEL_MANAGED_H

#include "model/state.h"

/* Schedules arrivals. */
void managed_start(struct world *world);

#endif
