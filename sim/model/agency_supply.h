/* Agency supply: the rules and events that lie outside the council. How long notice is on a day, when a supplier has
 * withdrawn and no seat can be filled, and the days on which agency workers go together. Managed teams are a package and
 * stay through all of it. */
#ifndef MODEL_AGENCY_SUPPLY_H
#define MODEL_AGENCY_SUPPLY_H

#include "model/state.h"

/* Schedules what is dated. */
void agency_supply_start(struct world *world);

/* Weeks of notice that hold at a time. */
double agency_supply_notice(const struct world *world, double time);

/* The first time from now on at which notice is given for an assignment that ends at `ends`. */
double agency_supply_notice_day(const struct world *world, double ends);

/* When a team has a supplier: `time` itself, or the end of the withdrawals that it falls into. */
double agency_supply_back(const struct world *world, int team, double time);

#endif
