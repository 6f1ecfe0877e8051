/* Demand: when families are referred. Referrals are the points of a planar Poisson process under the rate curve. */
#ifndef MODEL_DEMAND_H
#define MODEL_DEMAND_H

#include "model/state.h"

/* Prepares sources, shocks and the returns of closures before the first day. */
void demand_start(struct world *world);

/* A week begins: new weekly factors, and the points of the week are scheduled. */
void demand_week(struct world *world);

/* The rate may have changed within the week: points that it now reaches are scheduled. */
void demand_points(struct world *world);

/* Children a week of a source now, all factors included. */
double demand_rate(const struct world *world, int source, double time);

void demand_release(struct world *world);

#endif
