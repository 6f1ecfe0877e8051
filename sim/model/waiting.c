#include "model/waiting.h"

#include <math.h>

#include "base/mem.h"
#include "model/casework.h"
#include "model/leaving.h"
#include "model/ledger.h"
#include "model/tasks.h"
#include "model/trace.h"

static bool waits_before(const struct waiting_case *a, const struct waiting_case *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority;
    if (a->entered != b->entered)
        return a->entered < b->entered;
    return a->tie < b->tie || (a->tie == b->tie && a->ticket < b->ticket);
}

void waiting_push(struct team_unit *unit, struct waiting_case item)
{
    mem_grow(&unit->queue, &unit->queue_capacity, unit->queue_count + 1, sizeof *unit->queue);
    size_t at = unit->queue_count++;
    while (at > 0 && waits_before(&item, &unit->queue[(at - 1) / 2])) {
        unit->queue[at] = unit->queue[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    unit->queue[at] = item;
}

void waiting_pop(struct team_unit *unit)
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

bool waiting_is_live(const struct world *world, const struct waiting_case *waiting)
{
    const struct child *child = &world->children[waiting->child];
    return child->state == CHILD_WAITING && child->ticket == waiting->ticket;
}

const struct waiting_case *waiting_next(const struct world *world, const struct team_unit *unit, const bool *blocked)
{
    const struct waiting_case *first = NULL;
    for (size_t i = 0; i < unit->queue_count; i++) {
        const struct waiting_case *entry = &unit->queue[i];
        if (waiting_is_live(world, entry) && !blocked[world->children[entry->child].stage] &&
            (first == NULL || waits_before(entry, first)))
            first = entry;
    }
    return first;
}

double waiting_longest(const struct world *world, const struct team_unit *unit)
{
    double longest = 0;
    for (size_t i = 0; i < unit->queue_count; i++) {
        const struct waiting_case *entry = &unit->queue[i];
        if (waiting_is_live(world, entry))
            longest = fmax(longest, world->engine.now - world->children[entry->child].since);
    }
    return longest;
}

void waiting_tidy(const struct world *world, struct team_unit *unit)
{
    size_t count = unit->queue_count;
    if (count < 2 * unit->waiting + 16)
        return;
    unit->queue_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct waiting_case entry = unit->queue[i];
        if (waiting_is_live(world, &entry))
            waiting_push(unit, entry);
    }
}

void waiting_start(struct world *world, uint32_t index, double left)
{
    struct child *child = &world->children[index];
    struct team_unit *unit = &world->units[child->unit];
    double now = world->engine.now;
    child->state = CHILD_WAITING;
    child->since = now;
    child->finish = left;
    child->ticket = ++world->tickets;
    unit->waiting++;
    world->stocks[child->stage].waiting++;
    tally_level_set(&world->waiting_level, now, world->waiting_level.value + 1);
    const struct plan_stage *stage = world->prepared->stages[child->stage].plan;
    waiting_push(unit,
                 (struct waiting_case){.priority = (int)stage->priority + child->priority,
                                       .entered = child->entered,
                                       .tie = (uint32_t)(child->entity >> 12) * 2654435761u + (uint32_t)child->origin,
                                       .child = index,
                                       .ticket = child->ticket});
    if (!child->allocated && stage->gives_up.given) {
        double patience = law_quantile(&stage->gives_up.after.law, casework_own_draw(world, child, CASE_PATIENCE, 0));
        child->event = engine_schedule(&world->engine, now + patience, &casework_give_up, index);
    }
    leaving_load_changed(world, child->unit);
    trace_case(world, index, "waits");
}

void waiting_stop(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    double now = world->engine.now;
    tasks_settle(world, child);
    world->units[child->unit].waiting--;
    world->stocks[child->stage].waiting--;
    tally_level_set(&world->waiting_level, now, world->waiting_level.value - 1);
    world->waiting_time += now - child->since;
    world->waited[child->stage] = fmax(world->waited[child->stage], now - child->since);
    ledger_unallocated(child, now - child->since);
    engine_cancel(&world->engine, &child->event);
    leaving_load_changed(world, child->unit);
}

void waiting_record(struct world *world, const struct child *child)
{
    if (!child->counted)
        return;
    double wait = world->engine.now - child->entered;
    struct world_outcome *outcome = world->outcome;
    const struct plan_report *report = &world->plan->report;
    tally_add(&outcome->waits[child->stage], wait);
    outcome->waited[child->stage] += wait > 0;
    for (size_t i = 0; i < report->waits_over.count; i++)
        outcome->waited_over[(size_t)child->stage * report->waits_over.count + i] +=
            wait > report->waits_over.items[i].low;
    if (child->number < (uint64_t)report->waits)
        outcome->first_waits[child->stage * report->waits + child->number] = wait;
}
