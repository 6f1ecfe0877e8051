#include "model/colleague.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

double colleague_weight(double share)
{
    return share > 1e-6 ? share : 1e-6;
}

struct colleague colleague_of(const struct worker *worker)
{
    double burden = worker->load / 1000.0 / (worker->share > 1e-9 ? worker->share : 1e-9);
    return (struct colleague){.weight = colleague_weight(worker->share),
                              .burden = worker->share > 0 ? burden : (double)INFINITY,
                              .number = worker->number};
}

void colleague_add(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[worker->unit];
    size_t count = unit->worker_count + 1;
    mem_grow(&unit->workers, &unit->worker_capacity, count, sizeof *unit->workers);
    mem_grow(&unit->colleagues, &unit->colleague_capacity, count, sizeof *unit->colleagues);
    worker->place = (int)unit->worker_count++;
    unit->workers[worker->place] = index;
    unit->colleagues[worker->place] = colleague_of(worker);
}

void colleague_remove(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[worker->unit];
    size_t at = (size_t)worker->place, after = --unit->worker_count - at;
    memmove(&unit->workers[at], &unit->workers[at + 1], after * sizeof *unit->workers);
    memmove(&unit->colleagues[at], &unit->colleagues[at + 1], after * sizeof *unit->colleagues);
    for (; at < unit->worker_count; at++)
        world->workers[unit->workers[at]].place--;
    worker->place = NOBODY;
}

void colleague_note(struct world *world, const struct worker *worker)
{
    if (worker->place != NOBODY)
        world->units[worker->unit].colleagues[worker->place] = colleague_of(worker);
}

void colleague_release(struct team_unit *unit)
{
    free(unit->workers);
    free(unit->colleagues);
}
