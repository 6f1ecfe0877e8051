#include "experiment/lag.h"

#include <gsl/gsl_integration.h>
#include <math.h>

static const double week = 7;

void lag_init(struct lag *lag, const struct law *law, double opening, size_t days, struct arena *arena)
{
    *lag = (struct lag){.opening = opening,
                        .survives = arena_new(arena, days * LAG_NODES, sizeof(double)),
                        .stays = arena_new(arena, days, sizeof(double)),
                        .entered = arena_new(arena, days * LAG_NODES, sizeof(double))};
    gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(LAG_NODES);
    for (size_t i = 0; i < LAG_NODES; i++)
        gsl_integration_glfixed_point(0, 1, i, &lag->at[i], &lag->weight[i], rule);
    gsl_integration_glfixed_table_free(rule);
    double lived = 0;
    for (size_t day = 0; day < days; day++) {
        for (int i = 0; i < LAG_NODES; i++) {
            double share = law_survival(law, ((double)day + 1 - lag->at[i]) / week);
            lag->survives[day * LAG_NODES + (size_t)i] = share;
            lived += lag->weight[i] * share / week;
        }
        lag->stays[day] = fmax(0, 1 - lived / law_mean(law));
    }
}

void lag_enter(struct lag *lag, size_t day, int node, double cases)
{
    lag->entered[day * LAG_NODES + (size_t)node] += cases;
}

void lag_spread(struct lag *lag, size_t day, double cases)
{
    for (int i = 0; i < LAG_NODES; i++)
        lag_enter(lag, day, i, cases * lag->weight[i]);
}

double lag_open(const struct lag *lag, size_t day)
{
    double open = lag->opening * lag->stays[day];
    for (size_t from = 0; from <= day; from++) {
        const double *entered = lag->entered + from * LAG_NODES, *survives = lag->survives + (day - from) * LAG_NODES;
        for (int i = 0; i < LAG_NODES; i++)
            open += entered[i] * survives[i];
    }
    return open;
}
