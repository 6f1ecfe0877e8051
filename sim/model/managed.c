#include "model/managed.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/allocate.h"
#include "model/casework.h"
#include "model/workforce.h"

static const struct event_kind arrive_event;
static const struct event_kind leave_event;

static const struct plan_managed_team *team_of(const struct world *world, size_t index)
{
    return &plan_items(world->plan->managed_teams, struct plan_managed_team)[index];
}

/* --- arriving ----------------------------------------------------------------------------------------------------- */

/* Cases for each unit of capacity. */
static double pressure(const struct world *world, const struct team_unit *unit)
{
    double cases = (double)unit->waiting;
    for (size_t i = 0; i < unit->worker_count; i++)
        cases += world->workers[unit->workers[i]].cases;
    return cases / fmax(unit->share, 1e-6);
}

static int hardest_pressed(const struct world *world, int team_index)
{
    const struct prepared_team *team = &world->prepared->teams[team_index];
    int best = team->first_unit;
    for (int i = 1; i < team->units; i++)
        if (pressure(world, &world->units[team->first_unit + i]) > pressure(world, &world->units[best]) + 1e-9)
            best = team->first_unit + i;
    return best;
}

/* `fte` of workers, or of managers when `supervises`; their numbers go on from `number`. */
static uint32_t bring(struct world *world, size_t index, double fte, bool supervises, uint32_t number)
{
    const struct plan_managed_team *managed = team_of(world, index);
    for (long left = lround(fte * 1000); left > 0; left -= 1000)
        workforce_join(world, &(struct recruit){.origin = world->prepared->managed_origin[index],
                                                .entity = (uint64_t)number++ << 18,
                                                .unit = hardest_pressed(world, managed->team.index),
                                                .grade = managed->grade.index,
                                                .contract = CONTRACT_AGENCY,
                                                .fte = (int32_t)(left < 1000 ? left : 1000),
                                                .joined = world->engine.now,
                                                .seat = NOBODY,
                                                .supervises = supervises,
                                                .managed = 1 + (int)index});
    return number;
}

/* --- the block of cases ------------------------------------------------------------------------------------------- */

static double burden(const struct worker *worker)
{
    return worker->load / fmax(worker->share, 1e-9);
}

/* The worker of the unit, outside the package, with the most work for its capacity. */
static int most_loaded(const struct world *world, const struct team_unit *unit, int managed)
{
    int best = NOBODY;
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct worker *worker = &world->workers[unit->workers[i]];
        if (worker->managed == managed || worker->cases == 0)
            continue;
        const struct worker *leader = best == NOBODY ? NULL : &world->workers[best];
        bool more = leader == NULL || burden(worker) > burden(leader) ||
                    (burden(worker) == burden(leader) && worker->number < leader->number);
        if (more)
            best = unit->workers[i];
    }
    return best;
}

/* Of a worker's cases the one opened most recently, where least is lost. */
static uint32_t newest_case(const struct world *world, const struct worker *worker)
{
    const struct child *best = NULL;
    for (int lane = 0; lane < world->prepared->teams[worker->team].lanes; lane++)
        for (size_t i = 0; i < worker->lanes[lane].count; i++) {
            const struct child *child = &world->children[worker->lanes[lane].cases[i].child];
            bool newer =
                best == NULL || child->entered > best->entered ||
                (child->entered == best->entered &&
                 (child->entity > best->entity || (child->entity == best->entity && child->origin > best->origin)));
            if (newer)
                best = child;
        }
    return (uint32_t)(best - world->children);
}

/* Moves one case to a worker of the package; false when it has no room, or nobody else in its unit has a case. */
static bool take_one(struct world *world, int taker)
{
    const struct worker *worker = &world->workers[taker];
    int giver = most_loaded(world, &world->units[worker->unit], worker->managed);
    if (giver == NOBODY)
        return false;
    uint32_t child = newest_case(world, &world->workers[giver]);
    if (!allocate_can_take(world, worker, &world->children[child]))
        return false;
    casework_reassign(world, child, taker);
    return true;
}

static bool of_package(const struct worker *worker, size_t index)
{
    return worker->present && worker->managed == 1 + (int)index;
}

/* Those waiting have been given out on arrival; the rest of the block comes from the most loaded. */
static void take_block(struct world *world, size_t index)
{
    double held = 0;
    for (size_t i = 0; i < world->worker_count; i++)
        if (of_package(&world->workers[i], index))
            held += world->workers[i].cases;
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < world->worker_count && held < team_of(world, index)->cases; i++)
            if (of_package(&world->workers[i], index) && !world->workers[i].supervises && take_one(world, (int)i)) {
                moved = true;
                held++;
            }
    }
}

static void arrive(struct engine *engine, void *model, uint32_t subject)
{
    struct world *world = model;
    const struct plan_managed_team *managed = team_of(world, subject);
    uint32_t number = bring(world, subject, managed->workers, false, 0);
    bring(world, subject, managed->manager, true, number);
    take_block(world, subject);
    for (int i = 0; i < world->prepared->teams[managed->team.index].units; i++)
        casework_pull(world, world->prepared->teams[managed->team.index].first_unit + i);
    if (!isnan(managed->to))
        engine_schedule(engine, managed->to, &leave_event, subject);
}
static const struct event_kind arrive_event = {"managed-team", RANK_JOIN, arrive};

/* --- leaving ------------------------------------------------------------------------------------------------------ */

static void leave(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    size_t count = world->worker_count;
    for (size_t i = 0; i < count; i++)
        if (of_package(&world->workers[i], subject))
            workforce_close(world, (int)i);
    for (size_t i = 0; i < count; i++)
        if (of_package(&world->workers[i], subject))
            workforce_leave(world, (int)i);
}
static const struct event_kind leave_event = {"managed-team-leaves", RANK_LEAVE, leave};

void managed_start(struct world *world)
{
    for (size_t i = 0; i < world->plan->managed_teams.count; i++)
        engine_schedule(&world->engine, team_of(world, i)->from, &arrive_event, (uint32_t)i);
}
