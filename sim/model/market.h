/* The market for staff: how many candidates come forward, by season and campaign. Nothing here changes the world. */
#ifndef MODEL_MARKET_H
#define MODEL_MARKET_H

#include "model/state.h"

/* Candidates a week of a channel at a time, which may lie before the first day. */
double market_rate(const struct world *world, int channel, double time);

/* At least as many as market_rate() anywhere in [from, to]. */
double market_highest(const struct world *world, int channel, double from, double to);

#endif
