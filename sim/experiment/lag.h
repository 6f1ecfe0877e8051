/* A stage in which nobody limits anybody: what is open of it when cases stay for the time of a law, any law.
 *
 *     open(t) = opening x E(t) + integral over u in (0, t) of entries(u) S(t - u) du
 *
 * with S the law's survival and E that of its residual in mid-life: the mean of M_t/G/infinity (S. G. Eick, W. A. Massey,
 * W. Whitt, "The physics of the M_t/G/infinity queue", Operations Research 41, 1993). The integral goes day by day through
 * the nodes of a Gauss rule, so it is exact to far more than six digits where entries and S are smooth within days; a law
 * with a jump (a fixed duration) is as exact when it jumps between days. Of entries of more than a year ago the day counts and no
 * longer its nodes, and it goes no further back than to where, of the open cases of a service that never changes, one in a
 * hundred million is older: else the work would grow with the square of a run of fifty years. Come here from the fluid twin (fluid.h). */
#ifndef EXPERIMENT_LAG_H
#define EXPERIMENT_LAG_H

#include <stddef.h>

#include "base/mem.h"
#include "engine/law.h"

enum { LAG_NODES = 5, LAG_NEAR = 365 };

/* Borrowed from the arena. */
struct lag {
    double opening;
    double at[LAG_NODES], weight[LAG_NODES]; /* of a day: where, and how much of it */
    size_t days;
    double *survives;                   /* [days - 1 - days later][node] to the end of that day: the last first */
    double *stays;                      /* [day] share of the opening cases open at its end */
    double *entered;                    /* [day][node] cases */
    double *day_survives, *day_entered; /* the same of whole days, [days - 1 - days later] and [day] */
    size_t reach;                       /* days after which next to nobody is still open */
};

/* For `days` days; the law has a mean above 0, in weeks. */
void lag_init(struct lag *lag, const struct law *law, double opening, size_t days, struct arena *arena);

/* So many cases entered on a day at a node. Or spread evenly over the day. */
void lag_enter(struct lag *lag, size_t day, int node, double cases);
void lag_spread(struct lag *lag, size_t day, double cases);

/* What is open at the end of a day, of all who entered so far. */
double lag_open(const struct lag *lag, size_t day);

#endif
