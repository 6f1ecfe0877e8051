#include "model/recruitment.h"

#include <math.h>

#include "base/mem.h"
#include "model/grades.h"
#include "model/market.h"
#include "model/points.h"
#include "model/vacancy.h"
#include "model/workforce.h"

/* Strips of candidates: a quarter of one a week. */
static const double strip_height = 0.25;
/* How far back candidates who have not started yet may have come forward. */
static const double longest_lead = 200;
enum { STRIP_BITS = 12 };

static const struct event_kind candidate_event;
static const struct event_kind start_event;
static const struct event_kind withdraw_event;

static const struct plan_channel *channel_of(const struct world *world, int channel)
{
    return &plan_items(world->plan->recruitment, struct plan_channel)[channel];
}

static const struct worker_origin *origin_of(const struct world *world, int channel)
{
    return &world->prepared->worker_origins[world->prepared->channel_origin[channel]];
}

static struct counts *counts_of(struct world *world, int unit)
{
    return &world->counts[1 + world->units[unit].team];
}

/* What counts the people appointed to the posts that a starter would fill. */
static double *reserved(struct world *world, const struct starter *starter)
{
    return workforce_reserved(world, &world->units[starter->unit], channel_of(world, starter->index)->grade.index);
}

/* Somebody appointed at `from` will start on `first_day`, or withdraw before; until then the post is reserved. Nothing
 * happens when it has happened already. */
static void appoint(struct world *world, const struct starter *starter, double from, double first_day)
{
    const struct worker_origin *origin = &world->prepared->worker_origins[starter->origin];
    double chance = channel_of(world, starter->index)->withdraws;
    bool withdraws = chance > 0 && rng_uniform(world->luck, origin->withdraws, starter->entity, 0) < chance;
    double until = first_day;
    if (withdraws)
        until = from + (first_day - from) * rng_uniform(world->luck, origin->withdraws, starter->entity, 1);
    if (until < world->engine.now || (from < 0 && until <= 0))
        return;
    mem_grow(&world->starters, &world->starter_capacity, world->starter_count + 1, sizeof *world->starters);
    world->starters[world->starter_count] = *starter;
    ++*reserved(world, starter);
    engine_schedule(&world->engine, until, withdraws ? &withdraw_event : &start_event,
                    (uint32_t)world->starter_count++);
}

static void free_slot(struct world *world, const struct starter *starter)
{
    size_t cell = (size_t)starter->index * world->prepared->unit_count + (size_t)starter->unit;
    world->slots[cell][starter->slot].busy = false;
    world->working[starter->index]--;
}

static void review_all(struct world *world)
{
    for (size_t i = 0; i < world->prepared->unit_count; i++)
        recruitment_review(world, (int)i);
}

static void start(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct starter starter = world->starters[subject];
    const struct plan_channel *channel = channel_of(world, starter.index);
    --*reserved(world, &starter);
    if (starter.slot != NOBODY)
        free_slot(world, &starter);
    workforce_join(world, &(struct recruit){.origin = starter.origin,
                                            .entity = starter.entity,
                                            .unit = starter.unit,
                                            .grade = channel->grade.index,
                                            .contract = CONTRACT_PERMANENT,
                                            .fte = 1000,
                                            .joined = world->engine.now,
                                            .seat = NOBODY});
    if (starter.slot != NOBODY)
        review_all(world);
}
static const struct event_kind start_event = {"start", RANK_JOIN, start};

static void withdraw(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    const struct starter *starter = &world->starters[subject];
    --*reserved(world, starter);
    counts_of(world, starter->unit)->withdrawals++;
    if (starter->slot != NOBODY)
        free_slot(world, starter);
    review_all(world);
}
static const struct event_kind withdraw_event = {"withdraw", RANK_LEAVE, withdraw};

/* A channel considers a candidate of a market (its own, or the one that it shares); false when it has no vacancy. The luck
 * is the candidate's, whichever channel looks. */
static bool offer(struct world *world, int index, int market, double time, uint64_t entity)
{
    const struct plan_channel *channel = channel_of(world, index);
    const struct worker_origin *origin = origin_of(world, market);
    int unit = workforce_choose_unit(world, &channel->teams, channel->grade.index, origin->choice, entity,
                                     !channel->above_posts);
    if (unit == NOBODY)
        return false;
    bool accepts = rng_uniform(world->luck, origin->accept, entity, 0) < channel->accept;
    if (time >= 0) {
        counts_of(world, unit)->offers++;
        counts_of(world, unit)->refusals += !accepts;
    }
    if (!accepts)
        return true;
    double lead = law_quantile(&channel->lead_time.law, rng_uniform(world->luck, origin->lead, entity, 0));
    appoint(world,
            &(struct starter){.origin = world->prepared->channel_origin[market],
                              .entity = entity,
                              .unit = unit,
                              .index = index,
                              .slot = NOBODY},
            time, time + lead);
    return true;
}

/* A candidate comes forward at `time` (before 0 for those already on their way). */
static void consider(struct world *world, int market, double time, double height, uint64_t entity)
{
    if (height >= market_rate(world, market, time) || offer(world, market, market, time, entity))
        return;
    for (size_t i = 0; i < world->plan->recruitment.count; i++)
        if (channel_of(world, (int)i)->shares.index == market && offer(world, (int)i, market, time, entity))
            return;
}

static void candidate(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    uint32_t index = subject >> STRIP_BITS, strip = subject & ((1u << STRIP_BITS) - 1);
    double height;
    uint64_t entity;
    if (points_take(world, &world->channel_strips[index], strip, (double)world->week + 1, &candidate_event,
                    index << STRIP_BITS, &height, &entity))
        consider(world, (int)index, world->engine.now, height, entity);
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
            points_before_start(world, &world->channel_strips[i], market_highest(world, (int)i, -longest_lead, 0),
                                longest_lead, consider, (int)i);
    }
    vacancy_start(world);
    review_all(world);
}

void recruitment_week(struct world *world)
{
    double now = world->engine.now, next = (double)world->week + 1;
    for (size_t i = 0; i < world->plan->recruitment.count; i++) {
        const struct plan_channel *channel = channel_of(world, (int)i);
        if (channel->kind == CHANNEL_MARKET)
            points_schedule(world, &world->channel_strips[i], market_highest(world, (int)i, now, next), next,
                            &candidate_event, (uint32_t)i << STRIP_BITS);
    }
    /* what may be worked on at once can have been raised */
    review_all(world);
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
    double now = world->engine.now;
    appoint(world,
            &(struct starter){.origin = world->prepared->channel_origin[index],
                              .entity = entity,
                              .unit = unit_index,
                              .index = index,
                              .slot = slot},
            now, now + law_quantile(&channel->lead_time.law, u));
}

void recruitment_review(struct world *world, int unit_index)
{
    vacancy_review(world, unit_index);
    for (size_t i = 0; i < world->plan->recruitment.count; i++) {
        const struct plan_channel *channel = channel_of(world, (int)i);
        if (channel->kind != CHANNEL_PER_VACANCY || !covers(channel, world->units[unit_index].team))
            continue;
        while ((double)world->working[i] < channel->at_once &&
               workforce_vacancy_for(world, &world->units[unit_index], channel->grade.index) >= 0.5)
            work_on(world, (int)i, unit_index);
    }
}

static bool looks_for_candidates(const struct world *world, int index, int team)
{
    const struct plan_channel *channel = channel_of(world, index);
    int market = channel->shares.index < 0 ? index : channel->shares.index;
    return channel->kind == CHANNEL_MARKET && covers(channel, team) &&
           market_rate(world, market, world->engine.now) > 0;
}

double recruitment_advertised(const struct world *world, int unit_index)
{
    const struct team_unit *unit = &world->units[unit_index];
    bool advertises = false;
    double advertised = 0;
    for (size_t i = 0; i < world->plan->recruitment.count; i++) {
        if (grades_of(world, channel_of(world, (int)i)->grade.index)->manages)
            continue; /* managers' posts are not among the vacancies */
        advertises |= looks_for_candidates(world, (int)i, unit->team);
        size_t cell = i * world->prepared->unit_count + (size_t)unit_index;
        for (size_t slot = 0; slot < world->slot_capacity[cell]; slot++)
            advertised += world->slots[cell][slot].busy;
    }
    return advertised + (advertises ? vacancy_posts(workforce_vacancy(unit)) : 0);
}

void recruitment_release(struct world *world)
{
    vacancy_release(world);
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
