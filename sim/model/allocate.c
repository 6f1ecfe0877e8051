#include "model/allocate.h"

#include <math.h>

#include "model/caseload.h"
#include "model/casework.h"
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

bool allocate_can_take(const struct world *world, const struct worker *worker, const struct child *child)
{
    int32_t added = caseload_added(world, (int)(worker - world->workers), child);
    return allocate_may_lead(world, worker, child->stage) && worker->load + added <= worker->cap &&
           protection_allows(world, worker, child);
}

static bool unit_has_room(const struct world *world, const struct team_unit *unit, const struct child *child)
{
    for (size_t i = 0; i < unit->worker_count; i++)
        if (allocate_can_take(world, &world->workers[unit->workers[i]], child))
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

int allocate_unit(const struct world *world, const struct child *child)
{
    int team_index = world->prepared->stages[child->stage].team;
    const struct prepared_team *team = &world->prepared->teams[team_index];
    if (team->units == 1)
        return team->first_unit;
    const struct child *sibling = sibling_in_team(world, child, team_index, false);
    if (sibling != NULL)
        return sibling->unit;
    int best = team->first_unit;
    double best_score = -INFINITY;
    bool best_room = false;
    for (int i = 0; i < team->units; i++) {
        const struct team_unit *unit = &world->units[team->first_unit + i];
        bool room = unit_has_room(world, unit, child);
        double u = casework_draw(world, child, CASE_TEAM, (uint32_t)i, true);
        double score = allocate_score(u, fmax(unit->share, 1e-6));
        if ((room && !best_room) || (room == best_room && score > best_score)) {
            best = team->first_unit + i;
            best_score = score;
            best_room = room;
        }
    }
    return best;
}

/* How loaded a worker would seem to the rule: lower gets the case. */
static double burden(const struct worker *worker, int rule)
{
    if (rule == RULE_ROTA)
        return worker->last_given;
    return worker->load / 1000.0 / fmax(worker->share, 1e-9);
}

static int by_rule(const struct world *world, const struct team_unit *unit, const struct child *child, int rule)
{
    int best = NOBODY;
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct worker *worker = &world->workers[unit->workers[i]];
        if (!allocate_can_take(world, worker, child) || worker->share <= 0)
            continue;
        if (best != NOBODY) {
            const struct worker *leader = &world->workers[best];
            double difference = burden(worker, rule) - burden(leader, rule);
            if (difference > 0 || (difference == 0 && worker->number > leader->number))
                continue;
        }
        best = unit->workers[i];
    }
    return best;
}

static int by_lottery(const struct world *world, const struct team_unit *unit, const struct child *child)
{
    int best = NOBODY;
    double best_score = -INFINITY;
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct worker *worker = &world->workers[unit->workers[i]];
        if (!allocate_can_take(world, worker, child))
            continue;
        double u = casework_draw(world, child, CASE_LOTTERY, worker->number, true);
        double score = allocate_score(u, fmax(worker->share, 1e-6));
        if (best == NOBODY || score > best_score) {
            best = unit->workers[i];
            best_score = score;
        }
    }
    return best;
}

int allocate_worker(const struct world *world, const struct child *child)
{
    const struct team_unit *unit = &world->units[child->unit];
    if (unit->worker_count == 0)
        return NOBODY;
    const struct child *sibling = sibling_in_team(world, child, unit->team, true);
    if (sibling != NULL && sibling->unit == child->unit && allocate_can_take(world, &world->workers[sibling->worker], child))
        return sibling->worker;
    const struct plan_team *team = world->prepared->teams[unit->team].plan;
    if (team->rule != RULE_RANDOM && casework_draw(world, child, CASE_RULE, child->changes, true) < team->evenness) {
        int chosen = by_rule(world, unit, child, team->rule);
        if (chosen != NOBODY)
            return chosen;
    }
    return by_lottery(world, unit, child);
}
