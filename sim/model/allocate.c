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

/* A lottery in progress. Lots are drawn several at once; the first of equals wins. */
enum { LOTS = 16 };
struct lottery {
    const struct world *world;
    const struct child *child;
    enum case_draw draw;
    uint32_t numbers[LOTS];
    double weights[LOTS];
    int who[LOTS];
    size_t count;
    int winner;
    double best_u, best_weight, best_score;
};

/* The lists of lots are left as they are: this happens at every allocation. */
static void begin_lottery(struct lottery *lottery, const struct world *world, const struct child *child,
                          enum case_draw draw)
{
    lottery->world = world;
    lottery->child = child;
    lottery->draw = draw;
    lottery->count = 0;
    lottery->winner = NOBODY;
    lottery->best_u = lottery->best_weight = 0;
    lottery->best_score = -INFINITY;
}

static void draw_lots(struct lottery *lottery)
{
    double lots[LOTS];
    casework_lots(lottery->world, lottery->child, lottery->draw, lottery->numbers, lottery->count, lots);
    for (size_t i = 0; i < lottery->count; i++) {
        /* a smaller number with no more weight cannot win: most logarithms need not be taken */
        if (lots[i] <= lottery->best_u && lottery->weights[i] <= lottery->best_weight)
            continue;
        double score = allocate_score(lots[i], lottery->weights[i]);
        if (score <= lottery->best_score)
            continue;
        lottery->winner = lottery->who[i];
        lottery->best_u = lots[i];
        lottery->best_weight = lottery->weights[i];
        lottery->best_score = score;
    }
    lottery->count = 0;
}

static void enter_lottery(struct lottery *lottery, int who, uint32_t number, double share)
{
    if (lottery->count == LOTS)
        draw_lots(lottery);
    lottery->who[lottery->count] = who;
    lottery->numbers[lottery->count] = number;
    lottery->weights[lottery->count++] = fmax(share, 1e-6);
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
    struct lottery lottery;
    begin_lottery(&lottery, world, child, CASE_TEAM);
    bool some_room = false;
    for (int i = 0; i < team->units; i++) {
        const struct team_unit *unit = &world->units[team->first_unit + i];
        bool room = unit_has_room(world, unit, child);
        if (room && !some_room) {
            begin_lottery(&lottery, world, child, CASE_TEAM);
            some_room = true;
        }
        if (room == some_room)
            enter_lottery(&lottery, team->first_unit + i, (uint32_t)i, unit->share);
    }
    draw_lots(&lottery);
    return lottery.winner;
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
    struct lottery lottery;
    begin_lottery(&lottery, world, child, CASE_LOTTERY);
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct worker *worker = &world->workers[unit->workers[i]];
        if (allocate_can_take(world, worker, child))
            enter_lottery(&lottery, unit->workers[i], worker->number, worker->share);
    }
    draw_lots(&lottery);
    return lottery.winner;
}

int allocate_worker(const struct world *world, const struct child *child)
{
    const struct team_unit *unit = &world->units[child->unit];
    if (unit->worker_count == 0)
        return NOBODY;
    const struct child *sibling = sibling_in_team(world, child, unit->team, true);
    if (sibling != NULL && sibling->unit == child->unit &&
        allocate_can_take(world, &world->workers[sibling->worker], child))
        return sibling->worker;
    const struct plan_team *team = world->prepared->teams[unit->team].plan;
    if (team->rule != RULE_RANDOM && casework_draw(world, child, CASE_RULE, child->changes, true) < team->evenness) {
        int chosen = by_rule(world, unit, child, team->rule);
        if (chosen != NOBODY)
            return chosen;
    }
    return by_lottery(world, unit, child);
}
