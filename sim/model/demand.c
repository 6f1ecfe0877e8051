#include "model/demand.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <math.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "model/casework.h"
#include "model/points.h"
#include "model/world_fail.h"

/* Strips are of one height for every scenario: 2 families a week. */
static const double strip_height = 2;

static const struct event_kind arrival_event;
static const struct event_kind shock_event;

static const struct plan_source *source_of(const struct world *world, int source)
{
    return &plan_items(world->plan->demand.sources, struct plan_source)[source];
}

static double month_factor(const struct world *world, const struct plan_source *source, double time)
{
    if (source->months.count != 12)
        return 1;
    struct calendar_date date = calendar_to_date(world->plan->clock.start + (calendar_day)floor(time * 7));
    return source->months.items[date.month - 1].value;
}

static double wave_factor(const struct plan_source *source, double time)
{
    if (!source->wave.given)
        return 1;
    return 1 + source->wave.size * cos(2 * M_PI * (time - source->wave.peak) / source->wave.period);
}

/* The day after a shock's last; a week by default. */
static double shock_end(const struct plan_shock *shock)
{
    return isnan(shock->to) ? shock->from + 1 : shock->to;
}

static double shock_factor(const struct world *world, int source, double time)
{
    double factor = 1;
    for (size_t i = 0; i < world->plan->demand.shocks.count; i++) {
        const struct plan_shock *shock = &plan_items(world->plan->demand.shocks, struct plan_shock)[i];
        if (shock->source.index == source && time >= shock->from && time < shock_end(shock))
            factor *= shock->factor;
    }
    return factor;
}

double demand_rate(const struct world *world, int index, double time)
{
    const struct plan_source *source = source_of(world, index);
    return source->rate * month_factor(world, source, time) * wave_factor(source, time) * exp(source->trend * time) *
           shock_factor(world, index, time) * world->week_factor[index];
}

/* An upper bound of the rate over the week from `time`. */
static double highest_rate(const struct world *world, int index, double time)
{
    const struct plan_source *source = source_of(world, index);
    double months = fmax(month_factor(world, source, time), month_factor(world, source, time + 1));
    double wave = source->wave.given ? 1 + source->wave.size : 1;
    double trend = exp(source->trend * (source->trend > 0 ? time + 1 : time));
    double shocks = 1;
    for (size_t i = 0; i < world->plan->demand.shocks.count; i++) {
        const struct plan_shock *shock = &plan_items(world->plan->demand.shocks, struct plan_shock)[i];
        if (shock->source.index == index && shock->from < time + 1 && shock_end(shock) > time)
            shocks *= fmax(1, shock->factor);
    }
    return source->rate * months * wave * trend * shocks * world->week_factor[index];
}

/* Weeks since Monday 5 January 1970, so that a week keeps its luck when the start moves. */
static uint64_t absolute_week(const struct world *world)
{
    const struct plan_clock *clock = &world->plan->clock;
    long before = clock->calendar == CALENDAR_NONE ? 0 : (clock->start - 4) / 7;
    return (uint64_t)(before + world->week);
}

/* A gamma factor of mean 1 that brings the weekly index of dispersion, siblings included, up to what is asked for:
 * Var / mean of children = E[B^2] / E[B] + m v, with m children a week at the base rate and v the factor's variance. */
static double dispersion_factor(const struct world *world, int index, const struct origin *origin)
{
    const struct plan_source *source = source_of(world, index);
    double base = world->prepared->base_rate[index];
    if (isnan(source->dispersion) || base <= 0)
        return 1;
    double mean = law_mean(&source->family_size.law), sd = law_sd(&source->family_size.law);
    double variance = (source->dispersion - (sd * sd + mean * mean) / mean) / base;
    if (variance <= 1e-12)
        return 1;
    return gsl_cdf_gamma_Pinv(rng_uniform(world->luck, origin->week, absolute_week(world), 0), 1 / variance, variance);
}

/* AR(1) on the log rate, 0 at the start; the mean of exp(drift) is corrected to 1. */
static double drift_factor(struct world *world, int index, const struct origin *origin)
{
    const struct plan_drift *drift = &source_of(world, index)->drift;
    if (!drift->given)
        return 1;
    double keep = exp(-1 / drift->memory);
    double variance = drift->spread * drift->spread;
    if (world->week > 0) {
        double step = gsl_cdf_ugaussian_Pinv(rng_uniform(world->luck, origin->drift, absolute_week(world), 0));
        world->drift[index] = keep * world->drift[index] + drift->spread * sqrt(1 - keep * keep) * step;
    }
    double so_far = variance * (1 - pow(keep, 2.0 * (double)world->week));
    return exp(world->drift[index] - so_far / 2);
}

/* Children a week who return from closures before the first day: the flow that a balanced past would still send. */
static double past_rate(const struct world *world, int exit_index, double time)
{
    const struct plan_exit *way = &plan_items(world->plan->exits, struct plan_exit)[exit_index];
    double survival = law_survival(&way->after.law, time);
    double returning = world->prepared->exit_returning[exit_index] * way->returns * survival;
    if (!way->wrong.given)
        return returning;
    /* an ordinary return and a wrong decision's, in one stream */
    return (1 - way->wrong.share) * returning + world->prepared->exit_flow[exit_index] * way->wrong.share *
                                                    way->wrong.returns * law_survival(&way->wrong.after.law, time);
}

enum { STRIP_BITS = 12 };

void demand_points(struct world *world)
{
    double now = world->engine.now;
    for (size_t i = 0; i < world->prepared->origin_count; i++) {
        const struct origin *origin = &world->prepared->origins[i];
        double highest = 0;
        if (origin->kind == ORIGIN_SOURCE)
            highest =
                highest_rate(world, origin->index, now) / law_mean(&source_of(world, origin->index)->family_size.law);
        else if (origin->kind == ORIGIN_PAST && world->plan->demand.past_closures_return)
            highest = past_rate(world, origin->index, now);
        points_schedule(world, &world->origin_strips[i], highest, (double)world->week + 1, &arrival_event,
                        (uint32_t)i << STRIP_BITS);
    }
}

void demand_week(struct world *world)
{
    for (size_t i = 0; i < world->prepared->origin_count; i++) {
        const struct origin *origin = &world->prepared->origins[i];
        int source = origin->index;
        if (origin->kind == ORIGIN_SOURCE)
            world->week_factor[source] = drift_factor(world, source, origin) * dispersion_factor(world, source, origin);
    }
    demand_points(world);
}

static int family_size(const struct world *world, const struct law *law, const struct origin *origin, uint64_t entity)
{
    return (int)law_quantile(law, rng_uniform(world->luck, origin->family, entity, 0));
}

static void arrive_from_source(struct world *world, int index, uint64_t entity, double height)
{
    const struct origin *origin = &world->prepared->origins[index];
    const struct plan_source *source = source_of(world, origin->index);
    double mean = law_mean(&source->family_size.law);
    if (height >= demand_rate(world, origin->index, world->engine.now) / mean)
        return;
    int size = family_size(world, &source->family_size.law, origin, entity);
    casework_refer(world, index, entity, size, source->enters.index, world->drift[origin->index],
                   (int)source->priority);
}

static void arrive(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    uint32_t index = subject >> STRIP_BITS, strip = subject & ((1u << STRIP_BITS) - 1);
    const struct origin *origin = &world->prepared->origins[index];
    double height;
    uint64_t entity;
    if (!points_take(world, &world->origin_strips[index], strip, (double)world->week + 1, &arrival_event,
                     index << STRIP_BITS, &height, &entity))
        return;
    if (origin->kind == ORIGIN_SOURCE) {
        arrive_from_source(world, (int)index, entity, height);
    } else if (height < past_rate(world, origin->index, world->engine.now)) {
        int stage = plan_items(world->plan->exits, struct plan_exit)[origin->index].enters.index;
        world->returns++;
        casework_refer(world, (int)index, entity, 1, stage, 0, 0);
    }
}
static const struct event_kind arrival_event = {"arrival", RANK_ARRIVE, arrive};

static void arrive_from_shock(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    const struct family *family = &world->families[subject];
    const struct origin *origin = &world->prepared->origins[family->origin];
    const struct plan_shock *shock = &plan_items(world->plan->demand.shocks, struct plan_shock)[origin->index];
    const struct plan_source *source = source_of(world, shock->source.index);
    casework_refer(world, family->origin, points_entity(0, family->number), family->size, source->enters.index,
                   world->drift[shock->source.index], (int)source->priority);
}
static const struct event_kind shock_event = {"shock", RANK_ARRIVE, arrive_from_shock};

/* Spreads a shock's children over its time, in families; the last family is what is left. */
static void schedule_shock(struct world *world, int index)
{
    const struct origin *origin = &world->prepared->origins[index];
    const struct plan_shock *shock = &plan_items(world->plan->demand.shocks, struct plan_shock)[origin->index];
    const struct law *law = &source_of(world, shock->source.index)->family_size.law;
    long left = lround(shock->adds);
    for (uint32_t number = 0; left > 0; number++) {
        if (number >= POINTS_NUMBER_LIMIT) {
            world_fail(world, "shock %s adds more than %d families", shock->named.name, POINTS_NUMBER_LIMIT);
            return;
        }
        uint64_t entity = points_entity(0, number);
        long size = family_size(world, law, origin, entity);
        size = size < 1 ? 1 : size > left ? left : size;
        left -= size;
        double u = rng_uniform(world->luck, origin->points, entity, 0);
        double time = shock->from + u * (shock_end(shock) - shock->from);
        if (time < world->engine.now)
            continue;
        mem_grow(&world->families, &world->family_capacity, world->family_count + 1, sizeof *world->families);
        world->families[world->family_count] = (struct family){index, number, (int)size};
        engine_schedule(&world->engine, time, &shock_event, (uint32_t)world->family_count++);
    }
}

void demand_start(struct world *world)
{
    const struct prepared *prepared = world->prepared;
    size_t sources = world->plan->demand.sources.count;
    world->origin_strips = mem_new(prepared->origin_count + 1, sizeof *world->origin_strips);
    world->drift = mem_new(sources + 1, sizeof *world->drift);
    world->week_factor = mem_new(sources + 1, sizeof *world->week_factor);
    for (size_t i = 0; i < prepared->origin_count; i++) {
        world->origin_strips[i].stream = prepared->origins[i].points;
        world->origin_strips[i].step = strip_height;
        if (prepared->origins[i].kind == ORIGIN_SHOCK)
            schedule_shock(world, (int)i);
    }
}

void demand_release(struct world *world)
{
    for (size_t i = 0; world->origin_strips != NULL && i < world->prepared->origin_count; i++)
        points_release(&world->origin_strips[i]);
    free(world->origin_strips);
    free(world->drift);
    free(world->week_factor);
    free(world->families);
}
