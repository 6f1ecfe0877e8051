#include "model/escalation.h"

#include <math.h>

#include "model/casework.h"

void escalation_prepare(struct prepared *prepared, struct prepared_stage *stage)
{
    const struct plan_escalation *escalates = &stage->plan->escalates;
    if (!escalates->given)
        return;
    prepared->escalates = true;
    bool to_stage = escalates->to.which == 0;
    int index = escalates->to.index;
    for (stage->escalation = 0; stage->escalation < stage->route_count; stage->escalation++) {
        const struct route *route = &stage->routes[stage->escalation];
        if ((to_stage ? route->stage : route->exit) == index)
            return;
    }
    bool in_need = to_stage || plan_items(prepared->plan->exits, struct plan_exit)[index].in_need;
    stage->routes[stage->route_count++] = (struct route){
        .name = escalates->to.name, .stage = to_stage ? index : -1, .exit = to_stage ? -1 : index, .in_need = in_need};
}

enum { SHARE_POINTS = 400 };

double escalation_share(const struct prepared_stage *stage)
{
    double rate = stage->plan->escalates.given ? stage->plan->escalates.rate : 0, stays = 0;
    if (rate <= 0)
        return 0;
    for (int i = 0; i < SHARE_POINTS; i++)
        stays += exp(-rate * law_quantile(&stage->takes, (i + 0.5) / SHARE_POINTS));
    return 1 - stays / SHARE_POINTS;
}

static const struct plan_escalation *escalation_of(const struct world *world, const struct child *child)
{
    return &world->prepared->stages[child->stage].plan->escalates;
}

void escalation_begin(struct world *world, struct child *child)
{
    if (escalation_of(world, child)->given)
        child->threshold = -log(casework_own_draw(world, child, CASE_ESCALATE, 0));
}

static void escalate(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    casework_escalate(model, subject);
}
static const struct event_kind escalate_event = {"escalation", RANK_ESCALATE, escalate};

/* Takes what has accrued since the last look. */
static void settle(struct world *world, struct child *child)
{
    engine_cancel(&world->engine, &child->event);
    child->threshold = fmax(0, child->threshold - child->hazard * (world->engine.now - child->hazard_from));
    child->hazard_from = world->engine.now;
}

/* Schedules the escalation if it falls within the week. */
static void look_ahead(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    const struct plan_escalation *escalates = escalation_of(world, child);
    double stretch = fmin(world->workers[child->worker].stretch, 1e6), now = world->engine.now;
    child->hazard = escalates->rate * (1 + escalates->overload * (stretch - 1));
    if (child->hazard > 0 && now + child->threshold / child->hazard < floor(now) + 1)
        child->event = engine_schedule(&world->engine, now + child->threshold / child->hazard, &escalate_event, index);
}

void escalation_hold(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    if (!escalation_of(world, child)->given)
        return;
    child->hazard_from = world->engine.now;
    look_ahead(world, index);
}

void escalation_let_go(struct world *world, uint32_t index)
{
    if (escalation_of(world, &world->children[index])->given)
        settle(world, &world->children[index]);
}

void escalation_week(struct world *world)
{
    if (!world->prepared->escalates)
        return;
    for (uint32_t i = 0; i < world->child_count; i++) {
        struct child *child = &world->children[i];
        if (child->state != CHILD_HELD || !escalation_of(world, child)->given)
            continue;
        settle(world, child);
        look_ahead(world, i);
    }
}
