#include "model/pipeline.h"

#include <math.h>

#include "base/mem.h"
#include "model/money.h"
#include "model/workforce.h"

static const struct event_kind begin_event;
static const struct event_kind finish_event;

static const struct plan_pipeline *pipeline_of(const struct world *world, int index)
{
    return &plan_items(world->plan->pipelines, struct plan_pipeline)[index];
}

/* Identity of a class: its absolute week, so that it keeps its luck when classes are added before it. */
static uint32_t class_week(const struct world *world, double first_day)
{
    const struct plan_clock *clock = &world->plan->clock;
    long weeks_of_start = clock->calendar == CALENDAR_NONE ? 1024 : (clock->start - 4) / 7;
    return (uint32_t)(weeks_of_start + (long)floor(first_day)) & 0xfff;
}

static size_t add_starter(struct world *world, const struct starter *starter)
{
    mem_grow(&world->starters, &world->starter_capacity, world->starter_count + 1, sizeof *world->starters);
    world->starters[world->starter_count] = *starter;
    return world->starter_count++;
}

/* One place in a class: whoever has it finishes, or drops out at a time uniform over the course. */
static void schedule_place(struct world *world, int index, double first_day, uint32_t seat)
{
    const struct plan_pipeline *pipeline = pipeline_of(world, index);
    int origin_index = world->prepared->pipeline_origin[index];
    const struct worker_origin *origin = &world->prepared->worker_origins[origin_index];
    uint64_t entity = (uint64_t)class_week(world, first_day) << 32 | (uint64_t)seat << 18;
    double lasts = law_quantile(&pipeline->lasts.law, rng_uniform(world->luck, origin->lead, entity, 0));
    bool completes = rng_uniform(world->luck, origin->accept, entity, 0) < pipeline->completes;
    if (!completes)
        lasts *= rng_uniform(world->luck, origin->accept, entity, 1);
    if (first_day + lasts < 0)
        return;
    size_t starter = add_starter(world, &(struct starter){.origin = origin_index, .entity = entity, .unit = NOBODY,
                                                          .index = index, .slot = NOBODY, .completes = completes});
    if (first_day < 0)
        world->trainees++;
    else
        engine_schedule(&world->engine, first_day, &begin_event, (uint32_t)starter);
    engine_schedule(&world->engine, first_day + lasts, &finish_event, (uint32_t)starter);
}

static void begin(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    world->trainees++;
    money_class(world, world->starters[subject].index);
}
static const struct event_kind begin_event = {"class", RANK_CLASS, begin};

static void finish(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct starter starter = world->starters[subject];
    const struct plan_pipeline *pipeline = pipeline_of(world, starter.index);
    world->trainees--;
    if (!starter.completes)
        return;
    uint32_t choice = world->prepared->worker_origins[starter.origin].choice;
    int unit = workforce_choose_unit(world, &pipeline->teams, choice, starter.entity, true);
    if (unit == NOBODY && pipeline->above_posts)
        unit = workforce_choose_unit(world, &pipeline->teams, choice, starter.entity, false);
    if (unit == NOBODY)
        return;
    workforce_join(world, &(struct recruit){.origin = starter.origin, .entity = starter.entity, .unit = unit,
                                            .grade = pipeline->grade.index, .contract = CONTRACT_PERMANENT,
                                            .fte = 1000, .joined = world->engine.now, .seat = NOBODY,
                                            .graduate = true});
}
static const struct event_kind finish_event = {"graduation", RANK_JOIN, finish};

void pipeline_start(struct world *world)
{
    for (size_t i = 0; i < world->plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = pipeline_of(world, (int)i);
        double every = isnan(pipeline->every) ? (double)INFINITY : pipeline->every;
        for (double k = 0; k < pipeline->classes; k++) {
            double first_day = k == 0 ? pipeline->first : pipeline->first + k * every;
            if (first_day > world->plan->clock.length)
                break;
            for (uint32_t seat = 0; seat < (uint32_t)pipeline->size; seat++)
                schedule_place(world, (int)i, first_day, seat);
        }
    }
}
