#include "model/departure.h"

#include <math.h>

#include "model/balance.h"
#include "model/casework.h"
#include "model/coworking.h"
#include "model/ledger.h"
#include "model/response.h"
#include "model/trace.h"

static void come_back(struct engine *engine, void *model, uint32_t index)
{
    (void)engine;
    struct world *world = model;
    struct child *child = &world->children[index];
    const struct origin *origin = &world->prepared->origins[child->origin];
    child->drift = origin->kind == ORIGIN_SOURCE ? world->drift[origin->index] : 0;
    child->referred = world->engine.now;
    if (child->wrong_exit != NOBODY) {
        const struct plan_exit *way = &plan_items(world->plan->exits, struct plan_exit)[child->wrong_exit];
        child->heaviness = (int16_t)lround(100 * way->wrong.heavier);
        world->flow[world->prepared->wrong_flow[child->wrong_exit] + 1]++;
        world->unmet--;
        child->wrong_exit = NOBODY;
    }
    world->referrals++;
    world->returns++;
    ledger_open(world, child);
    casework_enter(world, index, child->stage);
}
static const struct event_kind return_event = {"return", RANK_RETURN, come_back};

/* Whether the child is turned away wrongly; if so it counts as unmet need from now on. */
static bool is_wrong(struct world *world, struct child *child, int exit_index)
{
    const struct plan_wrong *wrong = &plan_items(world->plan->exits, struct plan_exit)[exit_index].wrong;
    if (!wrong->given || casework_own_draw(world, child, CASE_WRONG, 0) >= wrong->share)
        return false;
    child->wrong_exit = exit_index;
    world->flow[world->prepared->wrong_flow[exit_index]]++;
    world->unmet++;
    world->turned_away++;
    return true;
}

/* When the child comes back; INFINITY: never. */
static double return_time(const struct world *world, const struct child *child, const struct plan_exit *way,
                          double stretch)
{
    bool wrong = child->wrong_exit != NOBODY;
    enum case_draw draw = wrong ? CASE_WRONG : CASE_RETURN;
    uint32_t block = wrong ? 1 : 0;
    double chance = way->wrong.returns;
    if (!wrong) {
        double fewer = child->allocated ? balance_fewer(world->prepared, &world->prepared->stages[child->stage]) *
                                              response_returns(world, child->stage)
                                        : 1;
        chance = fmin(1, way->returns * fewer * (1 + way->overload * (fmin(stretch, 1e6) - 1)));
    }
    const struct law *after = wrong ? &way->wrong.after.law : &way->after.law;
    if (chance <= 0 || casework_own_draw(world, child, draw, block) >= chance)
        return INFINITY;
    return world->engine.now + law_quantile(after, casework_own_draw(world, child, draw, block + 1));
}

void departure_leave(struct world *world, uint32_t index, int exit_index, double stretch)
{
    struct child *child = &world->children[index];
    const struct plan_exit *way = &plan_items(world->plan->exits, struct plan_exit)[exit_index];
    coworking_end(world, index);
    ledger_close(world, child);
    child->state = CHILD_ELSEWHERE;
    child->unit = NOBODY;
    child->heaviness = 100;
    bool wrong = is_wrong(world, child, exit_index);
    double back = return_time(world, child, way, stretch);
    trace_case(world, index, way->named.name);
    if (wrong)
        trace_case(world, index, "is turned away wrongly");
    if (back > world->plan->clock.length) {
        casework_end_child(world, index);
        return;
    }
    child->stage = way->enters.index;
    child->event = engine_schedule(&world->engine, back, &return_event, index);
}
