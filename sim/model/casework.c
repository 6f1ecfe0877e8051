#include "model/casework.h"

#include <assert.h>
#include <math.h>

#include "base/mem.h"
#include "model/allocate.h"
#include "model/caseload.h"
#include "model/demand.h"
#include "model/protection.h"
#include "model/trace.h"
#include "model/world_fail.h"

enum {
    OCCURRENCE_LIMIT = 1 << 12,
    CHILD_SHIFT = 12,
    CHILD_LIMIT = 1 << 6,
    CHILDREN_LIMIT = 20 * 1000 * 1000,
};

static void enter(struct world *world, uint32_t index, int stage);
static const struct event_kind give_up_event;
static const struct event_kind return_event;

static struct counts *counts_of(struct world *world, int team)
{
    return &world->counts[1 + team];
}

static double *flow(struct world *world, int stage, enum flow_kind kind)
{
    return &world->flow[world->prepared->stages[stage].first_flow + (size_t)kind];
}

double casework_draw(const struct world *world, const struct child *child, enum case_draw draw, uint32_t block,
                     bool family)
{
    const struct origin *origin = &world->prepared->origins[child->origin];
    uint64_t entity = child->entity;
    if (family)
        entity &= ~(uint64_t)((CHILD_LIMIT - 1) << CHILD_SHIFT);
    uint32_t stream = origin->draws[child->stage * CASE_DRAWS + (int)draw];
    return rng_uniform(world->luck, stream, entity | child->occurrence, block);
}

/* Do the siblings of this child share their luck? */
static bool siblings_together(const struct world *world, const struct child *child)
{
    const struct origin *origin = &world->prepared->origins[child->origin];
    int source = origin->index;
    if (origin->kind == ORIGIN_SHOCK)
        source = plan_items(world->plan->demand.shocks, struct plan_shock)[origin->index].source.index;
    else if (origin->kind != ORIGIN_SOURCE)
        return false;
    return plan_items(world->plan->demand.sources, struct plan_source)[source].siblings == SIBLINGS_TOGETHER;
}

static double own_draw(const struct world *world, const struct child *child, enum case_draw draw, uint32_t block)
{
    return casework_draw(world, child, draw, block, siblings_together(world, child));
}

static uint32_t new_child(struct world *world)
{
    if (world->free_count > 0)
        return world->free_children[--world->free_count];
    if (world->child_count >= CHILDREN_LIMIT)
        world_fail(world, "more than %d children are known at once", CHILDREN_LIMIT);
    mem_grow(&world->children, &world->child_capacity, world->child_count + 1, sizeof *world->children);
    size_t stages = world->prepared->stage_count;
    mem_grow(&world->visits, &world->visit_capacity, (world->child_count + 1) * stages, sizeof *world->visits);
    return (uint32_t)world->child_count++;
}

static uint32_t begin_child(struct world *world, int origin, uint64_t entity)
{
    uint32_t index = new_child(world);
    world->children[index] = (struct child){.origin = origin, .entity = entity, .unit = NOBODY, .worker = NOBODY,
                                            .state = CHILD_ELSEWHERE, .next = index};
    size_t stages = world->prepared->stage_count;
    memset(&world->visits[index * stages], 0, stages * sizeof *world->visits);
    return index;
}

static void end_child(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    uint32_t before = index;
    while (world->children[before].next != index)
        before = world->children[before].next;
    world->children[before].next = child->next;
    child->state = CHILD_FREE;
    child->next = index;
    mem_grow(&world->free_children, &world->free_capacity, world->free_count + 1, sizeof *world->free_children);
    world->free_children[world->free_count++] = index;
}

/* --- waiting lists ------------------------------------------------------------------------------------------------ */

static bool waits_before(const struct waiting_case *a, const struct waiting_case *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority;
    if (a->entered != b->entered)
        return a->entered < b->entered;
    return a->tie < b->tie || (a->tie == b->tie && a->ticket < b->ticket);
}

static void queue_push(struct team_unit *unit, struct waiting_case item)
{
    mem_grow(&unit->queue, &unit->queue_capacity, unit->queue_count + 1, sizeof *unit->queue);
    size_t at = unit->queue_count++;
    while (at > 0 && waits_before(&item, &unit->queue[(at - 1) / 2])) {
        unit->queue[at] = unit->queue[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    unit->queue[at] = item;
}

static void queue_pop(struct team_unit *unit)
{
    struct waiting_case item = unit->queue[--unit->queue_count];
    size_t at = 0;
    for (;;) {
        size_t below = 2 * at + 1;
        if (below >= unit->queue_count)
            break;
        if (below + 1 < unit->queue_count && waits_before(&unit->queue[below + 1], &unit->queue[below]))
            below++;
        if (!waits_before(&unit->queue[below], &item))
            break;
        unit->queue[at] = unit->queue[below];
        at = below;
    }
    if (unit->queue_count > 0)
        unit->queue[at] = item;
}

static bool is_live(const struct world *world, const struct waiting_case *waiting)
{
    const struct child *child = &world->children[waiting->child];
    return child->state == CHILD_WAITING && child->ticket == waiting->ticket;
}

static void start_waiting(struct world *world, uint32_t index, double left)
{
    struct child *child = &world->children[index];
    struct team_unit *unit = &world->units[child->unit];
    double now = world->engine.now;
    child->state = CHILD_WAITING;
    child->since = now;
    child->finish = left;
    child->ticket = ++world->tickets;
    unit->waiting++;
    tally_level_set(&world->waiting_level, now, world->waiting_level.value + 1);
    const struct plan_stage *stage = world->prepared->stages[child->stage].plan;
    queue_push(unit, (struct waiting_case){.priority = (int)stage->priority + child->priority,
                                           .entered = child->entered,
                                           .tie = (uint32_t)(child->entity >> 12) * 2654435761u + (uint32_t)child->origin,
                                           .child = index,
                                           .ticket = child->ticket});
    if (!child->allocated && stage->gives_up.given) {
        double patience = law_quantile(&stage->gives_up.after.law, own_draw(world, child, CASE_PATIENCE, 0));
        child->event = engine_schedule(&world->engine, now + patience, &give_up_event, index);
    }
    trace_case(world, index, "waits");
}

static void stop_waiting(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    double now = world->engine.now;
    world->units[child->unit].waiting--;
    tally_level_set(&world->waiting_level, now, world->waiting_level.value - 1);
    world->waiting_time += now - child->since;
    engine_cancel(&world->engine, &child->event);
}

/* Keeps the wait of a case that has got its first worker, or has given up. */
static void record_wait(struct world *world, const struct child *child)
{
    if (!child->counted)
        return;
    double wait = world->engine.now - child->entered;
    struct world_outcome *outcome = world->outcome;
    const struct plan_report *report = &world->plan->report;
    tally_add(&outcome->waits[child->stage], wait);
    outcome->waited[child->stage] += wait > 0;
    for (size_t i = 0; i < report->waits_over.count; i++)
        outcome->waited_over[(size_t)child->stage * report->waits_over.count + i] += wait > report->waits_over.items[i].low;
    if (child->number < (uint64_t)report->waits)
        outcome->first_waits[child->stage * report->waits + child->number] = wait;
}

static void hold(struct world *world, uint32_t index, int worker, double left)
{
    struct child *child = &world->children[index];
    if (!child->allocated)
        record_wait(world, child);
    child->allocated = true;
    child->state = CHILD_HELD;
    child->since = world->engine.now;
    tally_level_set(&world->held_level, world->engine.now, world->held_level.value + 1);
    if (world->running)
        protection_count(world, &world->workers[worker], child);
    caseload_give(world, worker, index, left);
    trace_case(world, index, "allocated");
}

static double let_go(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    double now = world->engine.now;
    tally_level_set(&world->held_level, now, world->held_level.value - 1);
    world->held_time += now - child->since;
    return caseload_take(world, index);
}

void casework_pull(struct world *world, int unit_index)
{
    struct team_unit *unit = &world->units[unit_index];
    while (unit->queue_count > 0) {
        struct waiting_case first = unit->queue[0];
        if (is_live(world, &first)) {
            int worker = allocate_worker(world, &world->children[first.child]);
            if (worker == NOBODY)
                return;
            stop_waiting(world, first.child);
            queue_pop(unit);
            hold(world, first.child, worker, world->children[first.child].finish);
        } else {
            queue_pop(unit);
        }
    }
}

/* --- the pathway -------------------------------------------------------------------------------------------------- */

static void leave_service(struct world *world, uint32_t index, int exit_index, double stretch)
{
    struct child *child = &world->children[index];
    const struct plan_exit *way = &plan_items(world->plan->exits, struct plan_exit)[exit_index];
    child->state = CHILD_ELSEWHERE;
    child->unit = NOBODY;
    double chance = fmin(1, way->returns * (1 + way->overload * (fmin(stretch, 1e6) - 1)));
    if (chance <= 0 || own_draw(world, child, CASE_RETURN, 0) >= chance) {
        trace_case(world, index, way->named.name);
        end_child(world, index);
        return;
    }
    double back = world->engine.now + law_quantile(&way->after.law, own_draw(world, child, CASE_RETURN, 1));
    trace_case(world, index, way->named.name);
    if (back > world->plan->clock.length) {
        end_child(world, index);
        return;
    }
    child->stage = way->enters.index;
    child->event = engine_schedule(&world->engine, back, &return_event, index);
}

/* The route that a uniform u chooses; the share of routes in need moves with demand drift (marginal_need). */
static size_t choose_route(const struct world *world, const struct child *child)
{
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    double in = 1, out = 1;
    const struct origin *origin = &world->prepared->origins[child->origin];
    if (stage->sorts_need && child->drift != 0 && origin->kind == ORIGIN_SOURCE && stage->in_need_share < 1) {
        const struct plan_source *source = &plan_items(world->plan->demand.sources, struct plan_source)[origin->index];
        in = fmin(exp((source->marginal_need - 1) * child->drift), 1 / fmax(stage->in_need_share, 1e-9));
        out = (1 - in * stage->in_need_share) / (1 - stage->in_need_share);
    }
    double u = own_draw(world, child, CASE_ROUTE, 0);
    size_t last = 0;
    for (size_t i = 0; i < stage->route_count; i++) {
        double share = stage->routes[i].share * (stage->routes[i].in_need ? in : out);
        if (share <= 0)
            continue;
        last = i;
        if (u < share)
            return i;
        u -= share;
    }
    return last;
}

/* A case has been in its stage as long as it takes. */
static void move_on(struct world *world, uint32_t index, double stretch)
{
    struct child *child = &world->children[index];
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    if (child->counted)
        tally_add(&world->outcome->stays[child->stage], world->engine.now - child->entered);
    if (stage->team >= 0)
        counts_of(world, stage->team)->closures++;
    size_t route = choose_route(world, child);
    world->flow[stage->first_flow + FLOW_ROUTE + route]++;
    trace_case(world, index, "completes");
    if (stage->routes[route].stage >= 0)
        enter(world, index, stage->routes[route].stage);
    else
        leave_service(world, index, stage->routes[route].exit, stretch);
}

void casework_complete(struct world *world, uint32_t index)
{
    int unit = world->children[index].unit;
    double stretch = world->workers[world->children[index].worker].stretch;
    let_go(world, index);
    move_on(world, index, stretch);
    casework_pull(world, unit);
}

static void end_delay(struct engine *engine, void *model, uint32_t index)
{
    (void)engine;
    move_on(model, index, 1);
}
static const struct event_kind delay_end = {"delay-end", RANK_DELAY, end_delay};

static bool must_divert(const struct world *world, const struct child *child)
{
    const struct team_unit *unit = &world->units[child->unit];
    double limit = world->prepared->teams[unit->team].plan->waiting_limit;
    return (double)unit->waiting >= limit && (unit->waiting > 0 || allocate_worker(world, child) == NOBODY);
}

static void enter_team(struct world *world, uint32_t index, double nominal)
{
    struct child *child = &world->children[index];
    int team = world->prepared->stages[child->stage].team;
    counts_of(world, team)->arrivals++;
    child->unit = allocate_unit(world, child);
    if (must_divert(world, child)) {
        ++*flow(world, child->stage, FLOW_DIVERTED);
        counts_of(world, team)->given_up++;
        leave_service(world, index, world->prepared->teams[team].plan->diverts_to.index, 1);
        return;
    }
    start_waiting(world, index, nominal);
    casework_pull(world, world->children[index].unit);
}

/* Notes that a child begins a visit to a stage; returns the visit's nominal duration. */
static double begin_visit(struct world *world, uint32_t index, int stage)
{
    struct child *child = &world->children[index];
    uint16_t *visits = &world->visits[index * world->prepared->stage_count + (size_t)stage];
    if (*visits >= OCCURRENCE_LIMIT)
        world_fail(world, "a child visits stage %s more than %d times", world->prepared->stages[stage].plan->named.name,
                   OCCURRENCE_LIMIT);
    const struct plan_clock *clock = &world->plan->clock;
    double now = world->engine.now;
    child->occurrence = (*visits)++;
    child->stage = stage;
    child->entered = child->since = now;
    child->allocated = false;
    child->changes = 0;
    child->counted = now >= clock->warm_up && now <= clock->length - clock->cool_down;
    return law_quantile(&world->prepared->stages[stage].takes, own_draw(world, child, CASE_DURATION, 0));
}

static void enter(struct world *world, uint32_t index, int stage)
{
    double nominal = begin_visit(world, index, stage);
    struct child *child = &world->children[index];
    ++*flow(world, stage, FLOW_ENTERED);
    if (child->entered >= world->plan->clock.warm_up)
        child->number = world->entered_count[stage]++;
    if (world->prepared->stages[stage].team >= 0) {
        enter_team(world, index, nominal);
        return;
    }
    child->state = CHILD_DELAYED;
    child->unit = NOBODY;
    child->event = engine_schedule(&world->engine, world->engine.now + nominal, &delay_end, index);
    trace_case(world, index, "enters");
}

void casework_refer(struct world *world, int origin, uint64_t entity, int size, int stage, double drift, int priority)
{
    if (size > CHILD_LIMIT) {
        world_fail(world, "a family of %d children; at most %d can be told apart", size, CHILD_LIMIT);
        return;
    }
    uint32_t first = 0, last = 0;
    for (int i = 0; i < size; i++) {
        uint32_t index = begin_child(world, origin, entity | (uint64_t)i << CHILD_SHIFT);
        struct child *child = &world->children[index];
        child->drift = drift;
        child->priority = (int16_t)priority;
        child->stage = stage;
        if (i == 0)
            first = index;
        else
            world->children[last].next = index;
        child->next = first;
        last = index;
    }
    /* the ring is whole before anybody enters, so that siblings find each other; entering may free a child, so each
     * one's successor is read first */
    uint32_t index = first;
    for (int i = 0; i < size; i++) {
        uint32_t next = world->children[index].next;
        world->referrals++;
        enter(world, index, stage);
        index = next;
    }
}

void casework_open(struct world *world, int origin, uint64_t entity, int stage, int unit, int worker, double left)
{
    uint32_t index = begin_child(world, origin, entity);
    begin_visit(world, index, stage);
    struct child *child = &world->children[index];
    child->counted = false;
    ++*flow(world, stage, FLOW_OPENING);
    if (world->prepared->stages[stage].team < 0) {
        child->state = CHILD_DELAYED;
        child->event = engine_schedule(&world->engine, world->engine.now + left, &delay_end, index);
        return;
    }
    child->unit = unit;
    child->allocated = worker != NOBODY;
    if (worker == NOBODY)
        start_waiting(world, index, left);
    else
        hold(world, index, worker, left);
}

static void come_back(struct engine *engine, void *model, uint32_t index)
{
    (void)engine;
    struct world *world = model;
    struct child *child = &world->children[index];
    const struct origin *origin = &world->prepared->origins[child->origin];
    child->drift = origin->kind == ORIGIN_SOURCE ? world->drift[origin->index] : 0;
    world->referrals++;
    world->returns++;
    enter(world, index, child->stage);
}
static const struct event_kind return_event = {"return", RANK_RETURN, come_back};

static void give_up(struct engine *engine, void *model, uint32_t index)
{
    (void)engine;
    struct world *world = model;
    struct child *child = &world->children[index];
    const struct plan_stage *stage = world->prepared->stages[child->stage].plan;
    record_wait(world, child);
    stop_waiting(world, index);
    ++*flow(world, child->stage, FLOW_GAVE_UP);
    counts_of(world, world->units[child->unit].team)->given_up++;
    trace_case(world, index, "gives up");
    leave_service(world, index, stage->gives_up.to.index, 1);
}
static const struct event_kind give_up_event = {"give-up", RANK_GIVE_UP, give_up};

/* --- change of worker --------------------------------------------------------------------------------------------- */

static void hand_over_one(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    double left = let_go(world, index);
    double u = own_draw(world, child, CASE_HANDOVER, child->changes);
    left += law_quantile(&world->plan->workforce.handover.law, u);
    child->changes++;
    counts_of(world, world->units[child->unit].team)->changes++;
    trace_case(world, index, "loses worker");
    start_waiting(world, index, left);
}

void casework_hand_over(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    int unit = worker->unit;
    int lanes = world->prepared->teams[worker->team].lanes;
    for (int i = 0; i < lanes; i++)
        while (worker->lanes[i].count > 0)
            hand_over_one(world, worker->lanes[i].cases[0].child);
    casework_pull(world, unit);
}

void casework_release(struct world *world)
{
    for (size_t i = 0; i < world->prepared->unit_count; i++) {
        free(world->units[i].queue);
        free(world->units[i].workers);
    }
    free(world->children);
    free(world->free_children);
    free(world->visits);
}
