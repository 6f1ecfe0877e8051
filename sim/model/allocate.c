#include "model/allocate.h"

#include <math.h>

#include "model/caseload.h"
#include "model/casework.h"
#include "model/colleague.h"
#include "model/grades.h"
#include "model/protection.h"

double allocate_score(double u, double weight)
{
    return weight > 0 ? log(u) / weight : (double)-INFINITY;
}

bool allocate_may_lead(const struct world *world, const struct worker *worker, int stage)
{
    const struct prepared *prepared = world->prepared;
    if (worker->away || !grades_holds_cases(world, worker))
        return false;
    return prepared->leads == NULL || prepared->leads[(size_t)worker->grade * prepared->stage_count + (size_t)stage];
}

/* A case that looks for a worker. Every worker of a unit is looked at, so what they have in common is found once. */
struct search {
    const struct world *world;
    const struct child *child;
    int32_t weight;
    bool families;     /* its team counts them: what the case adds to a load is another for each worker */
    const bool *leads; /* [grade * stages] from the child's stage on; null: every grade may lead */
};

static struct search search_for(const struct world *world, const struct child *child)
{
    const struct prepared *prepared = world->prepared;
    const struct plan_team *team = prepared->teams[prepared->stages[child->stage].team].plan;
    return (struct search){.world = world,
                           .child = child,
                           .weight = caseload_weight(world, child),
                           .families = team->unit == TEAM_COUNTS_FAMILIES,
                           .leads = prepared->leads == NULL ? NULL : &prepared->leads[child->stage]};
}

/* The cap of a worker who holds no cases is below nothing, so it needs no look at the grade. */
static inline bool can_take(const struct search *search, const struct worker *worker)
{
    const struct world *world = search->world;
    int32_t added = search->weight;
    if (search->families)
        added = caseload_added(world, (int)(worker - world->workers), search->child);
    if (worker->load + added > worker->cap || worker->away)
        return false;
    if (search->leads != NULL && !search->leads[(size_t)worker->grade * world->prepared->stage_count])
        return false;
    return worker->load + added <= worker->promise || protection_allows(world, worker, search->child);
}

bool allocate_can_take(const struct world *world, const struct worker *worker, const struct child *child)
{
    struct search search = search_for(world, child);
    return can_take(&search, worker);
}

static bool unit_has_room(const struct search *search, const struct team_unit *unit)
{
    for (size_t i = 0; i < unit->worker_count; i++)
        if (can_take(search, &search->world->workers[unit->workers[i]]))
            return true;
    return false;
}

/* A sibling who is held by, or waits in, the same team. */
static const struct child *sibling_in_team(const struct world *world, const struct child *child, int team, bool held)
{
    uint32_t self = (uint32_t)(child - world->children);
    for (uint32_t i = child->next; i != self; i = world->children[i].next) {
        const struct child *other = &world->children[i];
        bool there = other->state == CHILD_HELD || (!held && other->state == CHILD_WAITING);
        if (there && world->prepared->stages[other->stage].team == team)
            return other;
    }
    return NULL;
}

/* A lottery in progress; the first of equals wins. */
struct lottery {
    uint64_t ticket;
    int winner;
    double best;
};

static struct lottery new_lottery(uint64_t ticket)
{
    return (struct lottery){.ticket = ticket, .winner = NOBODY, .best = -INFINITY};
}

/* Log u is at most u - 1: whoever loses by that needs no logarithm, and nearly everybody does. */
static bool surely_loses(const struct lottery *lottery, double lot, double weight)
{
    return lot - 1 <= lottery->best * weight;
}

static void enter_lottery(struct lottery *lottery, int who, double lot, double weight)
{
    if (surely_loses(lottery, lot, weight))
        return;
    double score = allocate_score(lot, weight);
    if (score <= lottery->best)
        return;
    lottery->winner = who;
    lottery->best = score;
}

int allocate_unit(const struct world *world, const struct child *child)
{
    int team_index = world->prepared->stages[child->stage].team;
    const struct prepared_team *team = &world->prepared->teams[team_index];
    if (team->units == 1)
        return team->first_unit;
    if (child->unit != NOBODY && world->units[child->unit].team == team_index)
        return child->unit; /* it was theirs in the stage before */
    const struct child *sibling = sibling_in_team(world, child, team_index, false);
    if (sibling != NULL)
        return sibling->unit;
    struct search search = search_for(world, child);
    struct lottery lottery = new_lottery(casework_ticket(world, child, CASE_TEAM));
    bool some_room = false;
    for (int i = 0; i < team->units; i++) {
        const struct team_unit *unit = &world->units[team->first_unit + i];
        double lot = rng_lot(lottery.ticket, (uint32_t)i), weight = colleague_weight(unit->share);
        if (some_room && surely_loses(&lottery, lot, weight)) /* whether it has room or not */
            continue;
        bool room = unit_has_room(&search, unit);
        if (room && !some_room) {
            lottery = new_lottery(lottery.ticket);
            some_room = true;
        }
        if (room == some_room)
            enter_lottery(&lottery, team->first_unit + i, lot, weight);
    }
    return lottery.winner;
}

/* Lower gets the case. */
static int by_rule(const struct search *search, const struct team_unit *unit, int rule)
{
    const struct worker *workers = search->world->workers;
    int best = NOBODY;
    double least = INFINITY;
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct colleague *colleague = &unit->colleagues[i];
        double seems = rule == RULE_ROTA ? workers[unit->workers[i]].last_given : colleague->burden;
        if (seems > least || isinf(colleague->burden))
            continue;
        if (best != NOBODY && seems == least && colleague->number > workers[best].number)
            continue;
        if (!can_take(search, &workers[unit->workers[i]]))
            continue;
        best = unit->workers[i];
        least = seems;
    }
    return best;
}

static int by_lottery(const struct search *search, const struct team_unit *unit, uint64_t ticket)
{
    struct lottery lottery = new_lottery(ticket);
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct colleague *colleague = &unit->colleagues[i];
        double lot = rng_lot(ticket, colleague->number);
        /* in this order, since it takes less to lose than to be looked at */
        if (!surely_loses(&lottery, lot, colleague->weight) &&
            can_take(search, &search->world->workers[unit->workers[i]]))
            enter_lottery(&lottery, unit->workers[i], lot, colleague->weight);
    }
    return lottery.winner;
}

/* The rule takes part in the lottery under a number of its own, another one after each change of worker. Workers' numbers
 * are hashes: one that meets it shares a lot with it, once in four thousand million. */
static uint32_t rule_number(const struct child *child)
{
    return UINT32_MAX - child->changes;
}

int allocate_worker(const struct world *world, const struct child *child)
{
    const struct team_unit *unit = &world->units[child->unit];
    if (unit->worker_count == 0)
        return NOBODY;
    struct search search = search_for(world, child);
    const struct child *sibling = sibling_in_team(world, child, unit->team, true);
    if (sibling != NULL && sibling->unit == child->unit && can_take(&search, &world->workers[sibling->worker]))
        return sibling->worker;
    const struct plan_team *team = world->prepared->teams[unit->team].plan;
    uint64_t ticket = casework_ticket(world, child, CASE_LOTTERY);
    if (team->rule != RULE_RANDOM && rng_lot(ticket, rule_number(child)) < team->evenness) {
        int chosen = by_rule(&search, unit, team->rule);
        if (chosen != NOBODY)
            return chosen;
    }
    return by_lottery(&search, unit, ticket);
}
