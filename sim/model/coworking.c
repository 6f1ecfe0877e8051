#include "model/coworking.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/caseload.h"
#include "model/casework.h"
#include "model/trace.h"

static const struct plan_co_worker *co_worker_of(const struct world *world, const struct child *child)
{
    return &world->prepared->stages[child->stage].plan->co_worker;
}

void coworking_begin(struct world *world, struct child *child)
{
    const struct plan_co_worker *plan = co_worker_of(world, child);
    if (plan->given)
        child->co_due =
            child->begun + law_quantile(&plan->after.law, casework_own_draw(world, child, CASE_CO_WORKER, 0));
}

static int choose(const struct world *world, int team_index, int32_t weight)
{
    const struct prepared_team *team = &world->prepared->teams[team_index];
    int best = NOBODY;
    double least = INFINITY;
    for (int u = 0; u < team->units; u++) {
        const struct team_unit *unit = &world->units[team->first_unit + u];
        for (size_t i = 0; i < unit->worker_count; i++) {
            const struct colleague *colleague = &unit->colleagues[i];
            double burden = colleague->burden;
            if (burden > least || isinf(burden))
                continue;
            if (burden == least && colleague->number >= world->workers[best].number)
                continue;
            const struct worker *worker = &world->workers[unit->workers[i]];
            if (worker->load + weight > worker->cap)
                continue;
            best = unit->workers[i];
            least = burden;
        }
    }
    return best;
}

static void give(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    const struct plan_co_worker *plan = co_worker_of(world, child);
    int32_t weight = (int32_t)lround(plan->weight * 1000);
    int chosen = choose(world, plan->team.index, weight);
    if (chosen == NOBODY)
        return;
    struct worker *worker = &world->workers[chosen];
    mem_grow(&worker->co_cases, &worker->co_capacity, worker->co_count + 1, sizeof *worker->co_cases);
    child->co_worker = chosen;
    child->co_weight = weight;
    child->co_slot = (uint32_t)worker->co_count;
    worker->co_cases[worker->co_count++] = index;
    caseload_add(world, chosen, weight);
    trace_case_with(world, index, "gets a co-worker", chosen);
}

int coworking_end(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    int known = child->co_worker;
    child->co_due = INFINITY;
    if (known == NOBODY)
        return NOBODY;
    struct worker *worker = &world->workers[known];
    assert(child->co_slot < worker->co_count && worker->co_cases[child->co_slot] == index);
    uint32_t last = worker->co_cases[--worker->co_count];
    worker->co_cases[child->co_slot] = last;
    world->children[last].co_slot = child->co_slot;
    child->co_worker = NOBODY;
    caseload_add(world, known, -child->co_weight);
    return known;
}

void coworking_week(struct world *world)
{
    if (!world->prepared->has_co_workers)
        return;
    for (uint32_t i = 0; i < world->child_count; i++) {
        const struct child *child = &world->children[i];
        if (child->state >= CHILD_WAITING && child->co_worker == NOBODY && child->co_due <= world->engine.now)
            give(world, i);
    }
    /* room that co-working has left since the last Monday */
    for (size_t u = 0; u < world->prepared->unit_count; u++)
        casework_pull(world, (int)u);
}

void coworking_drop(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    double now = world->engine.now;
    while (worker->co_count > 0) {
        uint32_t child = worker->co_cases[worker->co_count - 1];
        coworking_end(world, child);
        world->children[child].co_due = now;
    }
}

void coworking_release(struct world *world)
{
    for (size_t i = 0; i < world->worker_count; i++)
        free(world->workers[i].co_cases);
}
