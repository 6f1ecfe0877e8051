#include "experiment/lag.h"

#include <gsl/gsl_integration.h>
#include <math.h>

static const double week = 7, negligible = 1e-8;

/* So many days later, at every node. */
static double *survives_of(const struct lag *lag, size_t later)
{
    return lag->survives + (lag->days - 1 - later) * LAG_NODES;
}

/* From the end of the run back, as long as all who are older are next to none. */
static size_t reach_of(const struct lag *lag, double mean, size_t days)
{
    double older = 0;
    size_t day = days;
    for (; day > 0 && older <= negligible * mean; day--)
        older += lag->day_survives[days - day] / week;
    return day;
}

void lag_init(struct lag *lag, const struct law *law, double opening, size_t days, struct arena *arena)
{
    *lag = (struct lag){.opening = opening,
                        .days = days,
                        .survives = arena_new(arena, days * LAG_NODES, sizeof(double)),
                        .stays = arena_new(arena, days, sizeof(double)),
                        .entered = arena_new(arena, days * LAG_NODES, sizeof(double)),
                        .day_survives = arena_new(arena, days, sizeof(double)),
                        .day_entered = arena_new(arena, days, sizeof(double))};
    gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(LAG_NODES);
    for (size_t i = 0; i < LAG_NODES; i++)
        gsl_integration_glfixed_point(0, 1, i, &lag->at[i], &lag->weight[i], rule);
    gsl_integration_glfixed_table_free(rule);
    double lived = 0;
    for (size_t day = 0; day < days; day++) {
        for (int i = 0; i < LAG_NODES; i++) {
            double share = law_survival(law, ((double)day + 1 - lag->at[i]) / week);
            survives_of(lag, day)[i] = share;
            lag->day_survives[days - 1 - day] += lag->weight[i] * share;
        }
        lived += lag->day_survives[days - 1 - day] / week;
        lag->stays[day] = fmax(0, 1 - lived / law_mean(law));
    }
    lag->reach = reach_of(lag, law_mean(law), days);
}

void lag_enter(struct lag *lag, size_t day, int node, double cases)
{
    lag->entered[day * LAG_NODES + (size_t)node] += cases;
    lag->day_entered[day] += cases;
}

void lag_spread(struct lag *lag, size_t day, double cases)
{
    for (int i = 0; i < LAG_NODES; i++)
        lag_enter(lag, day, i, cases * lag->weight[i]);
}

/* In four sums, which the machine adds side by side: most of the twin's time goes here. */
static double product(const double *a, const double *b, size_t count)
{
    double first = 0, second = 0, third = 0, fourth = 0;
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        first += a[i] * b[i];
        second += a[i + 1] * b[i + 1];
        third += a[i + 2] * b[i + 2];
        fourth += a[i + 3] * b[i + 3];
    }
    for (; i < count; i++)
        first += a[i] * b[i];
    return first + second + third + fourth;
}

double lag_open(const struct lag *lag, size_t day)
{
    size_t first = day > lag->reach ? day - lag->reach : 0;
    size_t near = day - first > LAG_NEAR ? day - LAG_NEAR : first;
    return lag->opening * lag->stays[day] +
           product(lag->day_entered + first, lag->day_survives + (lag->days - 1 - (day - first)), near - first) +
           product(lag->entered + near * LAG_NODES, survives_of(lag, day - near), (day + 1 - near) * LAG_NODES);
}
