/* Turnover: who left in the last year, for the rate that councils return. */
#ifndef MODEL_TURNOVER_H
#define MODEL_TURNOVER_H

#include "model/state.h"

/* A permanent or fixed-term worker of a team leaves now. */
void turnover_note(struct world *world, int team, double fte);

/* FTE that left a team (METRIC_SERVICE: all) in the year up to now; NaN in the first year. */
double turnover_left(const struct world *world, int team);

void turnover_release(struct world *world);

#endif
