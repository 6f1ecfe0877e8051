#include "model/departure.h"

#include <math.h>

#include "model/casework.h"
#include "model/trace.h"

static void come_back(struct engine *engine, void *model, uint32_t index)
{
    (void)engine;
    struct world *world = model;
    struct child *child = &world->children[index];
    const struct origin *origin = &world->prepared->origins[child->origin];
    child->drift = origin->kind == ORIGIN_SOURCE ? world->drift[origin->index] : 0;
    child->referred = world->engine.now;
    world->referrals++;
    world->returns++;
    casework_enter(world, index, child->stage);
}
static const struct event_kind return_event = {"return", RANK_RETURN, come_back};

void departure_leave(struct world *world, uint32_t index, int exit_index, double stretch)
{
    struct child *child = &world->children[index];
    const struct plan_exit *way = &plan_items(world->plan->exits, struct plan_exit)[exit_index];
    child->state = CHILD_ELSEWHERE;
    child->unit = NOBODY;
    double chance = fmin(1, way->returns * (1 + way->overload * (fmin(stretch, 1e6) - 1)));
    if (chance <= 0 || casework_own_draw(world, child, CASE_RETURN, 0) >= chance) {
        trace_case(world, index, way->named.name);
        casework_end_child(world, index);
        return;
    }
    double back = world->engine.now + law_quantile(&way->after.law, casework_own_draw(world, child, CASE_RETURN, 1));
    trace_case(world, index, way->named.name);
    if (back > world->plan->clock.length) {
        casework_end_child(world, index);
        return;
    }
    child->stage = way->enters.index;
    child->event = engine_schedule(&world->engine, back, &return_event, index);
}
