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
    worker->progresses = next->given ? fmax(world->engine.now, worker->graded + next->after) : (double)INFINITY;
    if (next->given)
        worker->progress = engine_schedule(&world->engine, worker->progresses, &progress_event, (uint32_t)index);
}

static void progress(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    workforce_set_grade(world, (int)subject, next_of(world, &world->workers[subject])->grade.index);
}
static const struct event_kind progress_event = {"progression", RANK_RAMP, progress};
