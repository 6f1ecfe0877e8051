#include "model/recruitment.h"

#include <math.h>

#include "base/mem.h"
#include "model/points.h"
#include "model/workforce.h"

/* Strips of candidates: a quarter of one a week. */
static const double strip_height = 0.25;
/* How far back candidates who have not started yet may have come forward. */
static const double longest_lead = 200;
enum { STRIP_BITS = 12 };

static const struct event_kind candidate_event;
static const struct event_kind start_event;

static const struct plan_channel *channel_of(const struct world *world, int channel)
{
    return &plan_items(world->plan->recruitment, struct plan_channel)[channel];
}

static const struct worker_origin *origin_of(const struct world *world, int channel)
{
    return &world->prepared->worker_origins[world->prepared->channel_origin[channel]];
}

void recruitment_schedule(struct world *world, const struct starter *starter, double time)
{
    mem_grow(&world->starters, &world->starter_capacity, world->starter_count + 1, sizeof *world->starters);
    world->starters[world->starter_count] = *starter;
    int grade = channel_of(world, starter->index)->grade.index;
    ++*workforce_reserved(world, &world->units[starter->unit], grade);
    engine_schedule(&world->engine, time, &start_event, (uint32_t)world->starter_count++);
}

static void free_slot(struct world *world, const struct starter *starter)
{
    size_t cell = (size_t)starter->index * world->prepared->unit_count + (size_t)starter->unit;
    world->slots[cell][starter->slot].busy = false;
    world->working[starter->index]--;
}

static void start(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct starter starter = world->starters[subject];
    const struct plan_channel *channel = channel_of(world, starter.index);
    --*workforce_reserved(world, &world->units[starter.unit], channel->grade.index);
    if (starter.slot != NOBODY)
        free_slot(world, &starter);
    workforce_join(world, &(struct recruit){.origin = starter.origin, .entity = starter.entity, .unit = starter.unit,
                                            .grade = channel->grade.index, .contract = CONTRACT_PERMANENT, .fte = 1000,
                                            .joined = world->engine.now, .seat = NOBODY});
    if (starter.slot != NOBODY)
        for (size_t i = 0; i < world->prepared->unit_count; i++)
            recruitment_review(world, (int)i);
}
static const struct event_kind start_event = {"start", RANK_JOIN, start};

/* A candidate comes forward at `time` (before 0 for those already on their way). */
static void consider(struct world *world, int index, double time, uint64_t entity)
{
    const struct plan_channel *channel = channel_of(world, index);
    const struct worker_origin *origin = origin_of(world, index);
    if (rng_uniform(world->luck, origin->accept, entity, 0) >= channel->accept)
        return;
    double first_day = time + law_quantile(&channel->lead_time.law, rng_uniform(world->luck, origin->lead, entity, 0));
    if (first_day < world->engine.now || (time < 0 && first_day <= 0))
        return;
    int unit = workforce_choose_unit(world, &channel->teams, channel->grade.index, origin->choice, entity, !channel->above_posts);
    if (unit == NOBODY)
        return;
    recruitment_schedule(world, &(struct starter){.origin = world->prepared->channel_origin[index], .entity = entity,
                                                  .unit = unit, .index = index, .slot = NOBODY}, first_day);
}

static void candidate(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    uint32_t index = subject >> STRIP_BITS, strip = subject & ((1u << STRIP_BITS) - 1);
    double height;
    uint64_t entity;
    if (points_take(world, &world->channel_strips[index], strip, (double)world->week + 1, &candidate_event,
                    index << STRIP_BITS, &height, &entity) &&
        height < channel_of(world, (int)index)->candidates)
        consider(world, (int)index, world->engine.now, entity);
}
static const struct event_kind candidate_event = {"candidate", RANK_JOIN, candidate};

void recruitment_open(struct world *world)
{
    size_t channels = world->plan->recruitment.count, units = world->prepared->unit_count;
    world->channel_strips = mem_new(channels + 1, sizeof *world->channel_strips);
    world->slots = mem_new(channels * units + 1, sizeof *world->slots);
    world->slot_capacity = mem_new(channels * units + 1, sizeof *world->slot_capacity);
    world->working = mem_new(channels + 1, sizeof *world->working);
    for (size_t i = 0; i < channels; i++) {
        const struct plan_channel *channel = channel_of(world, (int)i);
        world->channel_strips[i].stream = origin_of(world, (int)i)->points;
        world->channel_strips[i].step = strip_height;
        if (channel->kind == CHANNEL_MARKET && channel->opening_pipeline)
            points_before_start(world, &world->channel_strips[i], channel->candidates, longest_lead, consider, (int)i);
    }
    for (size_t i = 0; i < units; i++)
        recruitment_review(world, (int)i);
}

void recruitment_week(struct world *world)
{
    for (size_t i = 0; i < world->plan->recruitment.count; i++) {
        const struct plan_channel *channel = channel_of(world, (int)i);
        if (channel->kind == CHANNEL_MARKET)
            points_schedule(world, &world->channel_strips[i], channel->candidates, (double)world->week + 1,
                            &candidate_event, (uint32_t)i << STRIP_BITS);
    }
}

static bool covers(const struct plan_channel *channel, int team)
{
    if (channel->teams.count == 0)
        return true;
    for (size_t i = 0; i < channel->teams.count; i++)
        if (channel->teams.items[i].to.index == team && channel->teams.items[i].value > 0)
            return true;
    return false;
}

/* The lowest free slot of a channel in a unit. */
static int take_slot(struct world *world, int channel, int unit)
{
    size_t cell = (size_t)channel * world->prepared->unit_count + (size_t)unit;
    size_t slot = 0;
    while (slot < world->slot_capacity[cell] && world->slots[cell][slot].busy)
        slot++;
    if (slot == world->slot_capacity[cell]) {
        size_t capacity = slot * 2 + 8;
        world->slots[cell] = mem_resize(world->slots[cell], capacity, sizeof **world->slots);
        memset(world->slots[cell] + slot, 0, (capacity - slot) * sizeof **world->slots);
        world->slot_capacity[cell] = capacity;
    }
    world->slots[cell][slot].busy = true;
    return (int)slot;
}

static void work_on(struct world *world, int index, int unit_index)
{
    const struct plan_channel *channel = channel_of(world, index);
    const struct team_unit *unit = &world->units[unit_index];
    int slot = take_slot(world, index, unit_index);
    size_t cell = (size_t)index * world->prepared->unit_count + (size_t)unit_index;
    uint32_t occurrence = world->slots[cell][slot].occurrence++;
    int ordinal = unit_index - world->prepared->teams[unit->team].first_unit;
    uint64_t entity = ((uint64_t)(ordinal & 0xfff) << 32) | ((uint64_t)(slot & 0x3fff) << 18) | (occurrence & 0x3ffff);
    double u = rng_uniform(world->luck, origin_of(world, index)->vacancy[unit->team], entity, 0);
    world->working[index]++;
    recruitment_schedule(world, &(struct starter){.origin = world->prepared->channel_origin[index], .entity = entity,
                                                  .unit = unit_index, .index = index, .slot = slot},
                         world->engine.now + law_quantile(&channel->lead_time.law, u));
}

void recruitment_review(struct world *world, int unit_index)
{
    for (size_t i = 0; i < world->plan->recruitment.count; i++) {
        const struct plan_channel *channel = channel_of(world, (int)i);
        if (channel->kind != CHANNEL_PER_VACANCY || !covers(channel, world->units[unit_index].team))
            continue;
        while ((double)world->working[i] < channel->at_once &&
               workforce_vacancy_for(world, &world->units[unit_index], channel->grade.index) >= 0.5)
            work_on(world, (int)i, unit_index);
    }
}

void recruitment_release(struct world *world)
{
    size_t channels = world->plan->recruitment.count;
    for (size_t i = 0; world->channel_strips != NULL && i < channels; i++)
        points_release(&world->channel_strips[i]);
    for (size_t i = 0; world->slots != NULL && i < channels * world->prepared->unit_count; i++)
        free(world->slots[i]);
    free(world->channel_strips);
    free(world->slots);
    free(world->slot_capacity);
    free(world->working);
    free(world->starters);
}
