#include "model/points.h"

#include <math.h>

#include "base/mem.h"
#include "model/world_fail.h"

uint64_t points_entity(uint32_t strip, uint32_t number)
{
    return (uint64_t)strip << 32 | (uint64_t)number << 18;
}

/* Moves a strip on to its next point. */
static void next_point(const struct world *world, const struct strips *strips, uint32_t index, bool first)
{
    struct strip *strip = &strips->items[index];
    double u[2];
    if (!first)
        strip->number++;
    rng_uniform_pair(world->luck, strips->stream, points_entity(index, strip->number & (POINTS_NUMBER_LIMIT - 1)), 0,
                     u);
    strip->time -= log(u[0]) / strips->step;
    strip->height = (index + u[1]) * strips->step;
}

static void schedule_point(struct world *world, struct strips *strips, uint32_t index, double until,
                           const struct event_kind *kind, uint32_t subject)
{
    struct strip *strip = &strips->items[index];
    if (strip->number >= POINTS_NUMBER_LIMIT) {
        world_fail(world, "more than %d points in a strip of arrivals; shorten clock.length", POINTS_NUMBER_LIMIT);
        return;
    }
    if (strip->time > until)
        return;
    strip->pending = true;
    engine_schedule(&world->engine, strip->time, kind, subject + index);
}

void points_schedule(struct world *world, struct strips *strips, double highest, double until,
                     const struct event_kind *kind, uint32_t subject)
{
    if (world->failed || !(highest > 0))
        return;
    double needed = ceil(highest / strips->step);
    if (needed > POINTS_STRIP_LIMIT) {
        world_fail(world, "arrivals of %.0f a week are more than can be told apart (%.0f)", highest,
                   POINTS_STRIP_LIMIT * strips->step);
        return;
    }
    while (strips->count < (size_t)needed) {
        mem_grow(&strips->items, &strips->capacity, strips->count + 1, sizeof *strips->items);
        strips->items[strips->count] = (struct strip){0};
        next_point(world, strips, (uint32_t)strips->count++, true);
    }
    for (uint32_t i = 0; i < (uint32_t)needed; i++) {
        struct strip *strip = &strips->items[i];
        if (strip->pending)
            continue;
        while (strip->time < world->engine.now && strip->number < POINTS_NUMBER_LIMIT)
            next_point(world, strips, i, false);
        schedule_point(world, strips, i, until, kind, subject);
    }
}

bool points_take(struct world *world, struct strips *strips, uint32_t index, double until,
                 const struct event_kind *kind, uint32_t subject, double *height, uint64_t *entity)
{
    struct strip *strip = &strips->items[index];
    strip->pending = false;
    if (world->failed)
        return false;
    *height = strip->height;
    *entity = points_entity(index, strip->number);
    next_point(world, strips, index, false);
    schedule_point(world, strips, index, until, kind, subject);
    return true;
}

void points_before_start(struct world *world, struct strips *strips, double highest, double since,
                         points_visit_fn *visit, int index)
{
    double needed = ceil(highest / strips->step);
    for (uint32_t i = 0; i < needed && i < POINTS_STRIP_LIMIT; i++) {
        double time = 0;
        for (uint32_t number = 0; number < POINTS_NUMBER_LIMIT; number++) {
            uint64_t entity = points_entity(POINTS_STRIP_LIMIT + i, number);
            double u[2];
            rng_uniform_pair(world->luck, strips->stream, entity, 0, u);
            time += log(u[0]) / strips->step;
            if (time < -since)
                break;
            if ((i + u[1]) * strips->step < highest)
                visit(world, index, time, (i + u[1]) * strips->step, entity);
        }
    }
}

void points_release(struct strips *strips)
{
    free(strips->items);
}
