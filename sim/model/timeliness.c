#include "model/timeliness.h"

#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "model/balance.h"
#include "model/casework.h"

enum { DAYS_BEFORE = 520 * 7 }; /* limits are at most as long as this */

static bool is_working_day(const struct plan_clock *clock, calendar_day day)
{
    for (size_t i = 0; i < clock->holidays.count; i++)
        if (plan_items(clock->holidays, struct plan_holiday)[i].date == day)
            return false;
    return calendar_is_working_day(day);
}

void timeliness_prepare(struct prepared *prepared)
{
    const struct plan_clock *clock = &prepared->plan->clock;
    bool limits = false;
    for (size_t s = 0; s < prepared->stage_count; s++) {
        limits |= prepared->stages[s].plan->limit.given;
        prepared->keeps_entries |=
            prepared->stages[s].plan->limit.given && prepared->stages[s].plan->limit.since.index >= 0;
    }
    if (!limits || clock->calendar == CALENDAR_NONE)
        return;
    long days = DAYS_BEFORE + (long)ceil(clock->length * 7) + 1;
    prepared->first_day = -DAYS_BEFORE;
    prepared->working_days = arena_new(&prepared->arena, (size_t)days, sizeof *prepared->working_days);
    int32_t count = 0;
    for (long day = 0; day < days; day++) {
        count += is_working_day(clock, clock->start + prepared->first_day + day);
        prepared->working_days[day] = count;
    }
}

void timeliness_start(struct world *world)
{
    world->timely = mem_new(world->prepared->stage_count + 1, sizeof *world->timely);
    world->limited = mem_new(world->prepared->stage_count + 1, sizeof *world->limited);
}

void timeliness_release(struct world *world)
{
    for (size_t s = 0; s < world->prepared->stage_count; s++)
        free(world->limited[s].children);
    free(world->limited);
    free(world->timely);
    free(world->begun);
}

static int32_t days_until(const struct prepared *prepared, double time)
{
    /* an event at midnight by arithmetic may be a hair before it in floating point */
    long day = (long)floor(time * 7 + 1e-9) - prepared->first_day;
    return prepared->working_days[day < 0 ? 0 : day];
}

double timeliness_working_days(const struct prepared *prepared, double from, double to)
{
    if (prepared->working_days == NULL)
        return 5 * (to - from);
    return days_until(prepared, to) - days_until(prepared, from);
}

/* When the limit of a case began to count. */
static double counts_from(const struct world *world, const struct child *child)
{
    const struct plan_limit *limit = &world->prepared->stages[child->stage].plan->limit;
    if (limit->since.index >= 0) {
        size_t index = (size_t)(child - world->children);
        double since =
            world->begun[index * world->prepared->places + world->prepared->stages[limit->since.index].place];
        return isnan(since) ? child->begun : since;
    }
    return limit->from == LIMIT_FROM_REFERRAL ? child->referred : child->begun;
}

static bool is_late(const struct world *world, const struct child *child)
{
    const struct plan_limit *limit = &world->prepared->stages[child->stage].plan->limit;
    double days = timeliness_working_days(world->prepared, counts_from(world, child), world->engine.now);
    return days > 5 * limit->within + 1e-6;
}

static bool has_limit(const struct world *world, int stage)
{
    return world->prepared->stages[stage].plan->limit.given;
}

void timeliness_begin(struct world *world, uint32_t index)
{
    struct child *child = &world->children[index];
    struct limited *limited = &world->limited[child->stage];
    if (!has_limit(world, child->stage))
        return;
    mem_grow(&limited->children, &limited->capacity, limited->count + 1, sizeof *limited->children);
    child->limited_slot = (uint32_t)limited->count;
    limited->children[limited->count++] = index;
}

void timeliness_end(struct world *world, const struct child *child)
{
    struct limited *limited = &world->limited[child->stage];
    if (!has_limit(world, child->stage))
        return;
    uint32_t last = limited->children[--limited->count];
    limited->children[child->limited_slot] = last;
    world->children[last].limited_slot = child->limited_slot;
}

double timeliness_overdue(const struct world *world, int stage)
{
    const struct limited *limited = &world->limited[stage];
    size_t late = 0;
    for (size_t i = 0; i < limited->count; i++)
        late += is_late(world, &world->children[limited->children[i]]);
    return (double)late;
}

void timeliness_leave(struct world *world, const struct child *child)
{
    if (!has_limit(world, child->stage))
        return;
    struct timely *timely = &world->timely[child->stage];
    if (is_late(world, child))
        timely->late++;
    else
        timely->on_time++;
}

double timeliness_age(const struct world *world, const struct child *child, double left)
{
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    double u = casework_own_draw(world, child, CASE_AGE, 0);
    double rest = left / balance_shorter(world->prepared, stage);
    double whole = law_quantile(&stage->takes, fmax(1 - u * law_survival(&stage->takes, rest), 1e-16));
    return fmax(0, whole - rest) * stage->stay / law_mean(&stage->takes);
}
