#include "model/pipeline.h"

#include <math.h>

#include "base/mem.h"
#include "model/money.h"
#include "model/teaching.h"
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

/* The time from the first day to graduating, or to leaving the course when *completes comes back false. */
static double course(const struct world *world, const struct plan_pipeline *pipeline,
                     const struct worker_origin *origin, uint64_t entity, bool *completes)
{
    double lasts = law_quantile(&pipeline->lasts.law, rng_uniform(world->luck, origin->lead, entity, 0));
    double gives_up = INFINITY;
    if (rng_uniform(world->luck, origin->accept, entity, 0) >= pipeline->completes)
        gives_up = lasts * rng_uniform(world->luck, origin->accept, entity, 1);
    if (pipeline->drop_out > 0)
        gives_up = fmin(gives_up, -log(rng_uniform(world->luck, origin->drop_out, entity, 0)) / pipeline->drop_out);
    *completes = gives_up >= lasts;
    return fmin(lasts, gives_up);
}

/* One place in a class: whoever has it finishes, fails at a time uniform over the course, or drops out by the rate. */
static void fill_place(struct world *world, int index, double first_day, uint32_t seat)
{
    int origin_index = world->prepared->pipeline_origin[index];
    uint64_t entity = (uint64_t)class_week(world, first_day) << 32 | (uint64_t)seat << 18;
    bool completes;
    double lasts =
        course(world, pipeline_of(world, index), &world->prepared->worker_origins[origin_index], entity, &completes);
    if (first_day + lasts < 0)
        return;
    size_t starter = add_starter(world, &(struct starter){.origin = origin_index,
                                                          .entity = entity,
                                                          .unit = NOBODY,
                                                          .index = index,
                                                          .slot = NOBODY,
                                                          .completes = completes});
    world->trainees++;
    world->training[index]++;
    if (first_day >= 0)
        money_class(world, index);
    engine_schedule(&world->engine, first_day + lasts, &finish_event, (uint32_t)starter);
}

static void begin_class(struct world *world, int index, double first_day)
{
    for (uint32_t seat = 0; seat < (uint32_t)pipeline_of(world, index)->size; seat++)
        fill_place(world, index, first_day, seat);
}

static void begin(struct engine *engine, void *model, uint32_t subject)
{
    begin_class(model, (int)subject, engine->now);
    teaching_review_all(model);
}
static const struct event_kind begin_event = {"class", RANK_CLASS, begin};

static void finish(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct starter starter = world->starters[subject];
    const struct plan_pipeline *pipeline = pipeline_of(world, starter.index);
    world->trainees--;
    world->training[starter.index]--;
    if (pipeline->educator_load > 0)
        teaching_review_all(world);
    if (!starter.completes)
        return;
    uint32_t choice = world->prepared->worker_origins[starter.origin].choice;
    int grade = pipeline->grade.index;
    int unit = workforce_choose_unit(world, &pipeline->teams, grade, choice, starter.entity, true);
    if (unit == NOBODY && pipeline->above_posts)
        unit = workforce_choose_unit(world, &pipeline->teams, grade, choice, starter.entity, false);
    if (unit == NOBODY)
        return;
    workforce_join(world, &(struct recruit){.origin = starter.origin,
                                            .entity = starter.entity,
                                            .unit = unit,
                                            .grade = grade,
                                            .contract = CONTRACT_PERMANENT,
                                            .fte = 1000,
                                            .joined = world->engine.now,
                                            .seat = NOBODY,
                                            .graduate = true});
}
static const struct event_kind finish_event = {"graduation", RANK_JOIN, finish};

void pipeline_start(struct world *world)
{
    world->training = mem_new(world->plan->pipelines.count + 1, sizeof *world->training);
    for (size_t i = 0; i < world->plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = pipeline_of(world, (int)i);
        double every = isnan(pipeline->every) ? (double)INFINITY : pipeline->every;
        for (double k = 0; k < pipeline->classes; k++) {
            double first_day = k == 0 ? pipeline->first : pipeline->first + k * every;
            if (first_day > world->plan->clock.length)
                break;
            if (first_day < 0)
                begin_class(world, (int)i, first_day);
            else
                engine_schedule(&world->engine, first_day, &begin_event, (uint32_t)i);
        }
    }
    teaching_review_all(world);
}

/* --- graduates ---------------------------------------------------------------------------------------------------- */

int pipeline_of_worker(const struct world *world, const struct worker *worker)
{
    return worker->graduate ? world->prepared->worker_origins[worker->origin].index : NOBODY;
}

double pipeline_bond_ends(const struct world *world, const struct worker *worker)
{
    int index = pipeline_of_worker(world, worker);
    return index == NOBODY ? (double)-INFINITY : worker->joined + pipeline_of(world, index)->bond;
}

double pipeline_leaving(const struct world *world, const struct worker *worker, double time)
{
    int index = pipeline_of_worker(world, worker);
    if (index == NOBODY)
        return 1;
    const struct plan_pipeline *pipeline = pipeline_of(world, index);
    return time < worker->joined + pipeline->bond - 1e-9 ? pipeline->bond_leaving : 1;
}

/* How much of what a unit needs of teaching is given. */
static double given(const struct team_unit *unit)
{
    return unit->teaching_due > 0 ? unit->teaching_taken / unit->teaching_due : 0;
}

void pipeline_net(const struct world *world, double *net)
{
    size_t count = world->plan->pipelines.count;
    memset(net, 0, (1 + count) * sizeof *net);
    for (size_t p = 0; p < count; p++)
        for (size_t u = 0; u < world->prepared->unit_count; u++)
            net[1 + p] -= teaching_of_trainees(world, (int)p, (int)u) * given(&world->units[u]);
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        if (worker->present && worker->graduate)
            net[1 + pipeline_of_worker(world, worker)] +=
                worker->whole - teaching_of_worker(world, worker) * given(&world->units[worker->unit]);
    }
    for (size_t p = 0; p < count; p++)
        net[0] += net[1 + p];
}

void pipeline_release(struct world *world)
{
    free(world->training);
}
