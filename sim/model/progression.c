#include "model/progression.h"

#include <math.h>

#include "model/workforce.h"

static const struct event_kind progress_event;

static const struct plan_becomes *next_of(const struct world *world, const struct worker *worker)
{
    return &plan_items(world->plan->workforce.grades, struct plan_grade)[worker->grade].becomes;
}

void progression_schedule(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    const struct plan_becomes *next = next_of(world, worker);
    engine_cancel(&world->engine, &worker->progress);
    if (!next->given)
        return;
    double when = fmax(world->engine.now, worker->graded + next->after);
    worker->progress = engine_schedule(&world->engine, when, &progress_event, (uint32_t)index);
}

static void progress(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    const struct worker *worker = &world->workers[subject];
    workforce_move(world, (int)subject, next_of(world, worker)->grade.index, worker->unit);
}
static const struct event_kind progress_event = {"progression", RANK_RAMP, progress};
