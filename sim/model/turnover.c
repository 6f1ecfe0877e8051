#include "model/turnover.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

void turnover_note(struct world *world, int team, double fte)
{
    mem_grow(&world->leavers, &world->leaver_capacity, world->leaver_count + 1, sizeof *world->leavers);
    world->leavers[world->leaver_count++] = (struct leaver){world->engine.now, fte, team};
}

double turnover_left(const struct world *world, int team)
{
    double since = world->engine.now - world->prepared->year, left = 0;
    if (since < 0)
        return NAN;
    for (size_t i = world->leaver_count; i > 0 && world->leavers[i - 1].time > since; i--)
        if (team == METRIC_SERVICE || world->leavers[i - 1].team == team)
            left += world->leavers[i - 1].fte;
    return left;
}

void turnover_release(struct world *world)
{
    free(world->leavers);
}
