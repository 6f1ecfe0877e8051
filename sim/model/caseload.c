#include "model/caseload.h"

#include <assert.h>
#include <math.h>

#include "base/mem.h"
#include "model/casework.h"
#include "model/colleague.h"
#include "model/response.h"

static const struct prepared_stage *stage_of_lane(const struct world *world, const struct worker *worker, int lane)
{
    const struct prepared *prepared = world->prepared;
    return &prepared->stages[prepared->teams[worker->team].stages[lane]];
}

/* At what pace a stage advances in a worker's caseload, but for a push to close. */
static double stretched_pace(double hands_on, const struct worker *worker)
{
    double stretch = worker->stretch / worker->tempo;
    if (isinf(stretch))
        return hands_on > 0 ? 0 : 1;
    return 1 / (1 - hands_on + hands_on * stretch);
}

/* Nominal weeks a week of a lane's clock. */
static double pace(const struct world *world, const struct worker *worker, int lane)
{
    const struct prepared_stage *stage = stage_of_lane(world, worker, lane);
    return stretched_pace(stage->plan->hands_on, worker) *
           response_pace(world, world->prepared->teams[worker->team].stages[lane]);
}

/* Moves the lane clocks to now at the pace that has held since the last time. */
static void advance(struct world *world, struct worker *worker)
{
    double elapsed = world->engine.now - worker->updated;
    worker->updated = world->engine.now;
    if (elapsed <= 0)
        return;
    int lanes = world->prepared->teams[worker->team].lanes;
    for (int i = 0; i < lanes; i++)
        if (worker->lanes[i].count > 0)
            worker->lanes[i].clock += elapsed * worker->lanes[i].pace;
}

/* What follows every change of what the pace depends on: the pace from now on, and the next completion. */
static void reschedule(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    int lanes = world->prepared->teams[worker->team].lanes;
    double soonest = INFINITY;
    for (int i = 0; i < lanes; i++) {
        struct lane *lane = &worker->lanes[i];
        if (lane->count == 0)
            continue;
        lane->pace = pace(world, worker, i);
        double wait = fmax(0, lane->cases[0].finish - lane->clock) / lane->pace;
        if (wait < soonest) {
            soonest = wait;
            worker->next_lane = i;
        }
    }
    engine_move(&world->engine, &worker->completion, world->engine.now + soonest, &caseload_completion,
                (uint32_t)index);
}

/* What follows every change of load or capacity; a worker without any capacity does no hands-on work. */
static void load_changed(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    colleague_note(world, worker);
    double load = worker->load / 1000.0;
    if (worker->capacity > 0)
        worker->stretch = fmax(1, load / worker->capacity);
    else
        worker->stretch = load > 0 ? (double)INFINITY : 1;
}

static void sift_up(struct lane *lane, size_t at, struct lane_case item)
{
    while (at > 0 && lane->cases[(at - 1) / 2].finish > item.finish) {
        lane->cases[at] = lane->cases[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    lane->cases[at] = item;
}

static void sift_down(struct lane *lane, size_t at, struct lane_case item)
{
    for (;;) {
        size_t below = 2 * at + 1;
        if (below >= lane->count)
            break;
        if (below + 1 < lane->count && lane->cases[below + 1].finish < lane->cases[below].finish)
            below++;
        if (lane->cases[below].finish >= item.finish)
            break;
        lane->cases[at] = lane->cases[below];
        at = below;
    }
    lane->cases[at] = item;
}

int32_t caseload_weight(const struct world *world, const struct child *child)
{
    int32_t weight = world->prepared->stages[child->stage].weight;
    return child->heaviness == 100 ? weight : (int32_t)lround(weight * (child->heaviness / 100.0));
}

static bool counts_families(const struct world *world, int worker)
{
    return world->prepared->teams[world->workers[worker].team].plan->unit == TEAM_COUNTS_FAMILIES;
}

bool caseload_has_family(const struct world *world, int worker, const struct child *child)
{
    if (!counts_families(world, worker))
        return false;
    uint32_t self = (uint32_t)(child - world->children);
    for (uint32_t i = child->next; i != self; i = world->children[i].next)
        if (world->children[i].worker == worker)
            return true;
    return false;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

int32_t caseload_added(const struct world *world, int worker, const struct child *child)
{
    int32_t weight = caseload_weight(world, child), heaviest = 0;
    if (!counts_families(world, worker))
        return weight;
    uint32_t self = (uint32_t)(child - world->children);
    for (uint32_t i = child->next; i != self; i = world->children[i].next)
        if (world->children[i].worker == worker)
            heaviest = larger(heaviest, caseload_weight(world, &world->children[i]));
    return larger(0, weight - heaviest);
}

void caseload_give(struct world *world, int index, uint32_t child_index, double left)
{
    struct worker *worker = &world->workers[index];
    struct child *child = &world->children[child_index];
    assert(worker->present && child->worker == NOBODY);
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    struct lane *lane = &worker->lanes[stage->lane];
    advance(world, worker);
    if (lane->count == 0)
        lane->clock = 0;
    child->finish = lane->clock + left;
    child->worker = index;
    mem_grow(&lane->cases, &lane->capacity, lane->count + 1, sizeof *lane->cases);
    lane->count++;
    sift_up(lane, lane->count - 1, (struct lane_case){child->finish, child_index});
    worker->load += caseload_added(world, index, child);
    worker->counted += !caseload_has_family(world, index, child);
    worker->cases++;
    worker->last_given = world->engine.now;
    load_changed(world, index);
    reschedule(world, index);
}

/* Nearly always the first, which completes or is handed over next; noting for every child where it lies would touch it
 * whenever another one moves. */
static size_t place_of(const struct lane *lane, uint32_t child)
{
    size_t at = 0;
    while (lane->cases[at].child != child) {
        at++;
        assert(at < lane->count);
    }
    return at;
}

double caseload_take(struct world *world, uint32_t child_index)
{
    struct child *child = &world->children[child_index];
    assert(child->worker != NOBODY);
    struct worker *worker = &world->workers[child->worker];
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    struct lane *lane = &worker->lanes[stage->lane];
    advance(world, worker);
    double left = fmax(0, child->finish - lane->clock);
    size_t at = place_of(lane, child_index);
    struct lane_case last = lane->cases[--lane->count];
    if (at < lane->count) {
        if (at > 0 && lane->cases[(at - 1) / 2].finish > last.finish)
            sift_up(lane, at, last);
        else
            sift_down(lane, at, last);
    }
    int index = child->worker;
    child->worker = NOBODY;
    worker->load -= caseload_added(world, index, child);
    worker->counted -= !caseload_has_family(world, index, child);
    worker->cases--;
    load_changed(world, index);
    if (worker->present) /* who goes completes nothing more */
        reschedule(world, index);
    return left;
}

void caseload_add(struct world *world, int index, int32_t load)
{
    struct worker *worker = &world->workers[index];
    advance(world, worker);
    worker->load += load;
    load_changed(world, index);
    reschedule(world, index);
}

void caseload_set_capacity(struct world *world, int index, double capacity)
{
    struct worker *worker = &world->workers[index];
    advance(world, worker);
    worker->capacity = capacity;
    load_changed(world, index);
    reschedule(world, index);
}

void caseload_settle(struct world *world)
{
    for (size_t i = 0; i < world->worker_count; i++)
        if (world->workers[i].present)
            advance(world, &world->workers[i]);
}

void caseload_set_tempo(struct world *world, int index, double tempo)
{
    struct worker *worker = &world->workers[index];
    advance(world, worker);
    worker->tempo = tempo;
    reschedule(world, index);
}

double caseload_of(const struct worker *worker)
{
    return worker->cases * 1000.0 / worker->fte;
}

double caseload_counted_of(const struct worker *worker)
{
    return worker->counted * 1000.0 / worker->fte;
}

static void complete(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct worker *worker = &world->workers[subject];
    const struct lane *lane = &worker->lanes[worker->next_lane];
    assert(lane->count > 0);
    casework_complete(world, lane->cases[0].child);
}

const struct event_kind caseload_completion = {"completion", RANK_COMPLETE, complete};
