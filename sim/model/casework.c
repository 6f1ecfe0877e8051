#include "model/casework.h"

#include <assert.h>
#include <math.h>

#include "base/mem.h"
#include "model/allocate.h"
#include "model/balance.h"
#include "model/caseload.h"
#include "model/colleague.h"
#include "model/coworking.h"
#include "model/demand.h"
#include "model/departure.h"
#include "model/escalation.h"
#include "model/leaving.h"
#include "model/ledger.h"
#include "model/protection.h"
#include "model/strand.h"
#include "model/tasks.h"
#include "model/timeliness.h"
#include "model/trace.h"
#include "model/waiting.h"
#include "model/world_fail.h"

enum {
    OCCURRENCE_LIMIT = 1 << 12,
    CHILD_SHIFT = 12,
    CHILD_LIMIT = 1 << 6,
    CHILDREN_LIMIT = 20 * 1000 * 1000,
};

static struct counts *counts_of(struct world *world, int team)
{
    return &world->counts[1 + team];
}

static double *flow(struct world *world, int stage, enum flow_kind kind)
{
    return &world->flow[world->prepared->stages[stage].first_flow + (size_t)kind];
}

static uint32_t stream_of(const struct world *world, const struct child *child, enum case_draw draw)
{
    return strand_stream(world->prepared, &world->prepared->origins[child->origin], child->stage, draw);
}

static uint64_t luck_of(const struct child *child, bool family)
{
    uint64_t shared = family ? (uint64_t)((CHILD_LIMIT - 1) << CHILD_SHIFT) : 0;
    return (child->entity & ~shared) | child->occurrence;
}

double casework_draw(const struct world *world, const struct child *child, enum case_draw draw, uint32_t block,
                     bool family)
{
    return rng_uniform(world->luck, stream_of(world, child, draw), luck_of(child, family), block);
}

uint64_t casework_ticket(const struct world *world, const struct child *child, enum case_draw draw)
{
    return rng_ticket(world->luck, stream_of(world, child, draw), luck_of(child, true));
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

double casework_own_draw(const struct world *world, const struct child *child, enum case_draw draw, uint32_t block)
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
    size_t places = world->prepared->places;
    mem_grow(&world->visits, &world->visit_capacity, (world->child_count + 1) * places, sizeof *world->visits);
    return (uint32_t)world->child_count++;
}

static uint32_t begin_child(struct world *world, int origin, uint64_t entity)
{
    uint32_t index = new_child(world);
    world->children[index] = (struct child){.origin = origin,
                                            .entity = entity,
                                            .unit = NOBODY,
                                            .worker = NOBODY,
                                            .co_worker = NOBODY,
                                            .co_due = INFINITY,
                                            .heaviness = 100,
                                            .wrong_exit = NOBODY,
                                            .state = CHILD_ELSEWHERE,
                                            .next = index};
    size_t places = world->prepared->places;
    memset(&world->visits[index * places], 0, places * sizeof *world->visits);
    if (world->prepared->keeps_entries) {
        mem_grow(&world->begun, &world->begun_capacity, world->child_count * places, sizeof *world->begun);
        for (size_t s = 0; s < places; s++)
            world->begun[index * places + s] = NAN;
    }
    return index;
}

void casework_end_child(struct world *world, uint32_t index)
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

/* --- holding ------------------------------------------------------------------------------------------------------- */

static void hold(struct world *world, uint32_t index, int worker, double left)
{
    struct child *child = &world->children[index];
    if (!child->allocated)
        waiting_record(world, child);
    child->allocated = true;
    child->state = CHILD_HELD;
    child->since = world->engine.now;
    tally_level_set(&world->held_level, world->engine.now, world->held_level.value + 1);
    if (world->running)
        protection_count(world, &world->workers[worker], child);
    caseload_give(world, worker, index, left);
    escalation_hold(world, index);
    leaving_load_changed(world, child->unit);
    trace_case(world, index, "allocated");
}

static double let_go(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    double now = world->engine.now;
    tasks_settle(world, child);
    tally_level_set(&world->held_level, now, world->held_level.value - 1);
    world->held_time += now - child->since;
    escalation_let_go(world, index);
    double left = caseload_take(world, index);
    leaving_load_changed(world, child->unit);
    return left;
}

static void serve_siblings(struct world *world, uint32_t index);

/* Serves a waiting case if somebody can take it. */
static bool serve(struct world *world, uint32_t index)
{
    int worker = allocate_worker(world, &world->children[index]);
    if (worker == NOBODY)
        return false;
    waiting_stop(world, index);
    hold(world, index, worker, world->children[index].finish);
    if (world->prepared->teams[world->workers[worker].team].plan->unit == TEAM_COUNTS_FAMILIES)
        serve_siblings(world, index);
    return true;
}

/* A family that one worker takes on is taken on together. */
static void serve_siblings(struct world *world, uint32_t index)
{
    int unit = world->children[index].unit;
    for (uint32_t i = world->children[index].next; i != index; i = world->children[i].next)
        if (world->children[i].state == CHILD_WAITING && world->children[i].unit == unit)
            serve(world, i);
}

/* Where grades differ in what they may lead, a case that nobody can take does not hold up those of other stages. */
static void pull_around(struct world *world, int unit_index)
{
    struct team_unit *unit = &world->units[unit_index];
    bool *blocked = mem_new(world->prepared->stage_count, sizeof *blocked);
    waiting_tidy(world, unit);
    for (;;) {
        const struct waiting_case *next = waiting_next(world, unit, blocked);
        if (next == NULL)
            break;
        uint32_t index = next->child;
        int stage = world->children[index].stage;
        blocked[stage] = !serve(world, index);
    }
    free(blocked);
}

void casework_pull(struct world *world, int unit_index)
{
    struct team_unit *unit = &world->units[unit_index];
    if (world->prepared->leads != NULL && unit->waiting > 0) {
        pull_around(world, unit_index);
        return;
    }
    while (unit->queue_count > 0) {
        struct waiting_case first = unit->queue[0];
        if (waiting_is_live(world, &first) && !serve(world, first.child))
            return;
        waiting_pop(unit);
    }
}

/* --- the pathway -------------------------------------------------------------------------------------------------- */

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
    double u = casework_own_draw(world, child, CASE_ROUTE, 0);
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

/* A visit ends: by a route, by giving up, or because there was no room. */
static void end_visit(struct world *world, const struct child *child)
{
    world->stocks[child->stage].open--;
    timeliness_end(world, child);
}

/* A case leaves its stage by a route. */
static void move_on(struct world *world, uint32_t index, size_t route, double stretch)
{
    struct child *child = &world->children[index];
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    if (child->counted)
        tally_add(&world->outcome->stays[child->stage], world->engine.now - child->entered);
    timeliness_leave(world, child);
    end_visit(world, child);
    if (stage->team >= 0)
        counts_of(world, stage->team)->closures++;
    world->flow[stage->first_flow + FLOW_ROUTE + route]++;
    if (stage->routes[route].stage >= 0)
        casework_enter(world, index, stage->routes[route].stage);
    else
        departure_leave(world, index, stage->routes[route].exit, stretch);
}

void casework_complete(struct world *world, uint32_t index)
{
    int unit = world->children[index].unit;
    double stretch = world->workers[world->children[index].worker].stretch;
    let_go(world, index);
    trace_case(world, index, "completes");
    move_on(world, index, choose_route(world, &world->children[index]), stretch);
    casework_pull(world, unit);
}

void casework_escalate(struct world *world, uint32_t index)
{
    const struct child *child = &world->children[index];
    int unit = child->unit;
    double stretch = world->workers[child->worker].stretch;
    let_go(world, index);
    trace_case(world, index, "escalates");
    move_on(world, index, world->prepared->stages[child->stage].escalation, stretch);
    casework_pull(world, unit);
}

static void end_delay(struct engine *engine, void *model, uint32_t index)
{
    (void)engine;
    struct world *world = model;
    trace_case(world, index, "completes");
    move_on(world, index, choose_route(world, &world->children[index]), 1);
}
static const struct event_kind delay_end = {"delay-end", RANK_DELAY, end_delay};

/* `known` is the worker who was beside the lead so far, or NOBODY. */
static void enter_team(struct world *world, uint32_t index, double nominal, int known)
{
    struct child *child = &world->children[index];
    int team = world->prepared->stages[child->stage].team;
    counts_of(world, team)->arrivals++;
    const struct worker *familiar = known == NOBODY ? NULL : &world->workers[known];
    if (familiar != NULL && familiar->team == team && allocate_can_take(world, familiar, child)) {
        child->unit = familiar->unit;
        hold(world, index, known, nominal);
        return;
    }
    child->unit = allocate_unit(world, child);
    const struct team_unit *unit = &world->units[child->unit];
    bool nobody_waits = unit->waiting == 0;
    int worker = nobody_waits ? allocate_worker(world, child) : NOBODY;
    if (worker != NOBODY) {
        trace_case(world, index, "waits");
        hold(world, index, worker, nominal);
        return;
    }
    if ((double)unit->waiting >= world->prepared->teams[team].plan->waiting_limit) {
        ++*flow(world, child->stage, FLOW_DIVERTED);
        counts_of(world, team)->given_up++;
        end_visit(world, child);
        departure_leave(world, index, world->prepared->teams[team].plan->diverts_to.index, 1);
        return;
    }
    waiting_start(world, index, nominal);
    if (!nobody_waits)
        casework_pull(world, world->children[index].unit);
}

/* Sets when a visit began, as limits count it. */
static void set_begun(struct world *world, uint32_t index, double time)
{
    struct child *child = &world->children[index];
    child->begun = time;
    tasks_begin(world, child);
    coworking_begin(world, child);
    if (world->prepared->keeps_entries)
        world->begun[index * world->prepared->places + world->prepared->stages[child->stage].place] = time;
}

/* Notes that a child begins a visit to a stage; returns the visit's nominal duration. */
static double begin_visit(struct world *world, uint32_t index, int stage)
{
    struct child *child = &world->children[index];
    uint16_t *visits = &world->visits[index * world->prepared->places + world->prepared->stages[stage].place];
    if (*visits >= OCCURRENCE_LIMIT)
        world_fail(world, "a child visits stage %s more than %d times", world->prepared->stages[stage].plan->named.name,
                   OCCURRENCE_LIMIT);
    const struct plan_clock *clock = &world->plan->clock;
    double now = world->engine.now;
    child->occurrence = (*visits)++;
    child->stage = stage;
    child->entered = child->since = now;
    world->stocks[stage].open++;
    timeliness_begin(world, index);
    set_begun(world, index, now);
    escalation_begin(world, child);
    child->allocated = false;
    child->changes = 0;
    child->counted = now >= clock->warm_up && now <= clock->length - clock->cool_down;
    const struct prepared_stage *visited = &world->prepared->stages[stage];
    return law_quantile(&visited->takes, casework_own_draw(world, child, CASE_DURATION, 0)) *
           balance_shorter(world->prepared, visited);
}

void casework_enter(struct world *world, uint32_t index, int stage)
{
    int known = coworking_end(world, index);
    double nominal = begin_visit(world, index, stage);
    struct child *child = &world->children[index];
    ++*flow(world, stage, FLOW_ENTERED);
    if (child->entered >= world->plan->clock.warm_up)
        child->number = world->entered_count[stage]++;
    if (world->prepared->stages[stage].team >= 0) {
        enter_team(world, index, nominal, known);
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
        child->referred = world->engine.now;
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
        ledger_open(world, &world->children[index]);
        casework_enter(world, index, stage);
        index = next;
    }
}

uint32_t casework_open(struct world *world, int origin, uint64_t entity, int stage, int unit, int worker, double left,
                       uint32_t sibling)
{
    uint32_t index = begin_child(world, origin, entity);
    if (sibling != CASEWORK_ALONE) {
        world->children[index].next = world->children[sibling].next;
        world->children[sibling].next = index;
    }
    begin_visit(world, index, stage);
    struct child *child = &world->children[index];
    child->counted = false;
    const struct prepared_stage *visited = &world->prepared->stages[stage];
    if (visited->plan->limit.given || visited->task_count > 0 || visited->plan->co_worker.given)
        set_begun(world, index, -timeliness_age(world, child, left));
    child->referred = child->begun;
    ++*flow(world, stage, FLOW_OPENING);
    if (world->prepared->stages[stage].team < 0) {
        child->state = CHILD_DELAYED;
        child->event = engine_schedule(&world->engine, world->engine.now + left, &delay_end, index);
        return index;
    }
    child->unit = unit;
    child->allocated = worker != NOBODY;
    if (worker == NOBODY)
        waiting_start(world, index, left);
    else
        hold(world, index, worker, left);
    return index;
}

static void give_up(struct engine *engine, void *model, uint32_t index)
{
    (void)engine;
    struct world *world = model;
    struct child *child = &world->children[index];
    const struct plan_stage *stage = world->prepared->stages[child->stage].plan;
    waiting_record(world, child);
    waiting_stop(world, index);
    end_visit(world, child);
    ++*flow(world, child->stage, FLOW_GAVE_UP);
    counts_of(world, world->units[child->unit].team)->given_up++;
    trace_case(world, index, "gives up");
    departure_leave(world, index, stage->gives_up.to.index, 1);
}
const struct event_kind casework_give_up = {"give-up", RANK_GIVE_UP, give_up};

/* --- change of worker --------------------------------------------------------------------------------------------- */

/* A held case loses its worker; returns the nominal weeks it has to go, handover included. */
static double lose_worker(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    double left = let_go(world, index);
    double u = casework_own_draw(world, child, CASE_HANDOVER, child->changes);
    left += law_quantile(&world->plan->workforce.handover.law, u);
    child->changes++;
    ledger_change(child);
    counts_of(world, world->units[child->unit].team)->changes++;
    trace_case(world, index, "loses worker");
    return left;
}

static void hand_over_one(struct world *world, uint32_t index)
{
    double left = lose_worker(world, index);
    waiting_start(world, index, left);
}

void casework_reassign(struct world *world, uint32_t index, int worker)
{
    double left = lose_worker(world, index);
    hold(world, index, worker, left);
}

void casework_hand_over(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    int unit = worker->unit;
    int lanes = world->prepared->teams[worker->team].lanes;
    coworking_drop(world, index);
    for (int i = 0; i < lanes; i++)
        while (worker->lanes[i].count > 0)
            hand_over_one(world, worker->lanes[i].cases[0].child);
    casework_pull(world, unit);
}

void casework_release(struct world *world)
{
    for (size_t i = 0; i < world->prepared->unit_count; i++) {
        free(world->units[i].queue);
        colleague_release(&world->units[i]);
    }
    free(world->children);
    free(world->free_children);
    free(world->visits);
}
