#include "model/lever.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* --- resolving ---------------------------------------------------------------------------------------------------- */

struct resolving {
    struct lever_set *set;
    struct plan *plan;
    struct arena *arena;
    struct diag *diag;
};

static void fail(const struct resolving *to, const struct setting *setting, bool at_path, const char *words)
{
    diag_error(to->diag, at_path ? setting->path_at : setting->at, setting->path, "%s", words);
}

/* An array of `count` items with room for one more at its end. */
static void *one_more(struct arena *arena, const void *items, size_t count, size_t size)
{
    void *longer = arena_new(arena, count + 1, size);
    if (count > 0)
        memcpy(longer, items, count * size);
    return longer;
}

static struct lever_target *target_of(const struct resolving *to, const struct setting *setting)
{
    struct lever_set *set = to->set;
    for (size_t i = 0; i < set->count; i++)
        if (text_equal(set->targets[i].path, setting->path))
            return &set->targets[i];
    const struct param *row;
    double *where = param_number(&plan_table, to->plan, setting->path, &row);
    if (where == NULL) {
        fail(to, setting, true, "is not the path of a number in this scenario; headroom show lists them all");
        return NULL;
    }
    struct law_param *law = param_law(&plan_table, to->plan, setting->path);
    if (!row->may_change && law == NULL) {
        fail(to, setting, true, "may not change during a run; scenarios/REFERENCE.md says what may");
        return NULL;
    }
    set->targets = one_more(to->arena, set->targets, set->count, sizeof *set->targets);
    set->targets[set->count] =
        (struct lever_target){.path = setting->path, .where = where, .row = row, .base = *where, .law = law};
    return &set->targets[set->count++];
}

static double most_of(const struct param *row)
{
    return row->max > row->min ? row->max : row->unit == UNIT_SHARE && row->min == 0 ? 1 : (double)INFINITY;
}

static double least_of(const struct param *row)
{
    return row->max > row->min || row->min == 0 ? row->min : (double)-INFINITY;
}

static bool within_limits(const struct resolving *to, const struct setting *setting, const struct param *row,
                          const struct unit_context *context, double value)
{
    if (value >= least_of(row) - 1e-12 && value <= most_of(row) + 1e-12)
        return true;
    char limit[64];
    bool low = value < least_of(row);
    units_write(low ? least_of(row) : most_of(row), row->unit, context, limit);
    diag_error(to->diag, setting->at, setting->path, "must be at %s %s", low ? "least" : "most", limit);
    return false;
}

/* A factor may be a share or a plain number. */
static bool read_factor(const struct resolving *to, const struct setting *setting, const struct unit_context *context,
                        double *value)
{
    char why[200];
    bool good = units_read(setting->text, UNIT_NONE, context, value, why) == NULL ||
                units_read(setting->text, UNIT_SHARE, context, value, why) == NULL;
    if (good && *value >= 0)
        return true;
    fail(to, setting, false, "a factor is a number from 0 up, such as 90% or 1.2");
    return false;
}

static bool read_value(const struct resolving *to, const struct setting *setting, const struct param *row,
                       enum lever_operation operation, double *value)
{
    struct unit_context context = {to->plan->clock.calendar == CALENDAR_NONE ? 52 : 365.25 / 7};
    char why[200];
    if (operation == LEVER_SCALE)
        return read_factor(to, setting, &context, value);
    if (row->none_ok && operation == LEVER_SET && text_equal(setting->text, "none")) {
        *value = INFINITY;
        return true;
    }
    bool minus = operation == LEVER_ADD && setting->text[0] == '-';
    const char *wrong = units_read(setting->text + minus, row->unit, &context, value, why);
    if (wrong != NULL) {
        diag_error(to->diag, setting->at, setting->path, "\"%s\" %s", setting->text, wrong);
        return false;
    }
    *value = minus ? -*value : *value;
    return operation == LEVER_ADD || within_limits(to, setting, row, &context, *value);
}

static double begins(const struct plan_lever *lever)
{
    return fmax(0, lever->starts + lever->approval);
}

static void time_effect(struct lever_effect *effect)
{
    effect->from = begins(effect->lever);
    effect->full = effect->from + effect->lever->ramp;
    effect->to = effect->lever->ends;
}

static void add_effect(const struct resolving *to, const struct plan_lever *lever, enum lever_operation operation,
                       const struct setting *setting)
{
    struct lever_target *target = target_of(to, setting);
    double value;
    if (target == NULL || !read_value(to, setting, target->row, operation, &value))
        return;
    if ((isinf(target->base) || isinf(value)) && lever->ramp > 0) {
        fail(to, setting, true, "cannot change over a ramp from or to none; leave ramp out");
        return;
    }
    if ((operation == LEVER_ADD && value == 0) || (operation == LEVER_SCALE && value == 1))
        diag_warning(to->diag, setting->at, setting->path, "%s, so nothing comes of it",
                     operation == LEVER_ADD ? "adds 0" : "is a factor of 1");
    target->effects = one_more(to->arena, target->effects, target->count, sizeof *target->effects);
    target->effects[target->count++] = (struct lever_effect){.lever = lever, .operation = operation, .value = value};
    time_effect(&target->effects[target->count - 1]);
}

static int by_order(const void *a, const void *b)
{
    const struct lever_effect *x = a, *y = b;
    if (x->operation != y->operation)
        return x->operation < y->operation ? -1 : 1;
    if (x->operation == LEVER_SET && x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return strcmp(x->lever->named.id, y->lever->named.id);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct lever_target *)a)->path, ((const struct lever_target *)b)->path);
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void check_conflicts(const struct resolving *to, const struct lever_target *target)
{
    for (size_t i = 0; i < target->count; i++)
        for (size_t j = i + 1; j < target->count; j++) {
            const struct lever_effect *a = &target->effects[i], *b = &target->effects[j];
            bool overlap = a->from < b->to && b->from < a->to;
            bool two_sets = a->operation == LEVER_SET && b->operation == LEVER_SET && a->from == b->from;
            bool crossed = a->operation == LEVER_CAP && b->operation == LEVER_FLOOR && a->value < b->value && overlap;
            if (two_sets || crossed)
                diag_error(to->diag, (struct place){0}, target->path, "levers %s and %s %s", a->lever->named.name,
                           b->lever->named.name,
                           two_sets ? "both set it from the same date; keep one"
                                    : "cap it below the floor; change one");
        }
}

/* Adds the times at which an effect begins, grows and ends; returns how many. */
static size_t times_of(const struct lever_effect *effect, double end, double *times)
{
    size_t count = 0;
    for (double t = effect->from; t < effect->full && t <= end; t++)
        times[count++] = t;
    const double last[] = {effect->full, effect->to};
    for (int i = 0; i < 2; i++)
        if (last[i] <= end)
            times[count++] = last[i];
    return count;
}

static void collect_times(struct lever_set *set)
{
    size_t kept = 0;
    set->time_count = 0;
    for (size_t i = 0; i < set->count; i++)
        for (size_t e = 0; e < set->targets[i].count; e++)
            set->time_count += times_of(&set->targets[i].effects[e], set->end, set->times + set->time_count);
    if (set->time_count > 0)
        qsort(set->times, set->time_count, sizeof *set->times, by_time);
    for (size_t i = 0; i < set->time_count; i++)
        if (kept == 0 || set->times[i] > set->times[kept - 1])
            set->times[kept++] = set->times[i];
    set->time_count = kept;
}

/* Enough for any approval: each week of a ramp that the time allows, its first and its last moment, and the end. */
static void make_room_for_times(struct lever_set *set, struct arena *arena)
{
    size_t room = 0;
    for (size_t i = 0; i < set->count; i++)
        for (size_t e = 0; e < set->targets[i].count; e++)
            room += (size_t)fmin(set->targets[i].effects[e].lever->ramp, set->end) + 4;
    set->times = arena_new(arena, room + 1, sizeof *set->times);
}

static void sort_effects(struct lever_target *target)
{
    if (target->count > 1)
        qsort(target->effects, target->count, sizeof *target->effects, by_order);
}

/* Where the lever says so. */
static const struct setting *setting_of(const struct lever_effect *effect, const char *path)
{
    const struct plan_lever *lever = effect->lever;
    const struct settings *all = effect->operation == LEVER_SET   ? &lever->set
                                 : effect->operation == LEVER_CAP ? &lever->cap
                                                                  : &lever->floor;
    for (size_t i = 0; i < all->count; i++)
        if (text_equal(all->items[i].path, path))
            return &all->items[i];
    return NULL;
}

static bool is_drawn(const struct filled *filled, const double *where)
{
    for (size_t i = 0; i < filled->uncertain_count; i++)
        if (filled->uncertain[i].where == where)
            return true;
    return false;
}

/* What a lever does alone to a value that is known. Adding 0 is told where it is read. */
static void doubt_target(const struct resolving *to, const struct filled *filled, const struct lever_target *target)
{
    if (target->count != 1 || is_drawn(filled, target->where))
        return;
    const struct lever_effect *effect = &target->effects[0];
    bool same = effect->operation == LEVER_SET && effect->value == target->base;
    bool above = effect->operation == LEVER_CAP && effect->value >= target->base;
    bool below = effect->operation == LEVER_FLOOR && effect->value <= target->base;
    if (!same && !above && !below)
        return;
    const struct setting *setting = setting_of(effect, target->path);
    diag_warning(to->diag, setting->at, setting->path, "%s, so nothing comes of it",
                 same    ? "is set to what it is already"
                 : above ? "is not above this cap"
                         : "is not below this floor");
}

bool lever_open(struct lever_set *set, const struct filled *filled, struct arena *arena, struct diag *diag)
{
    struct plan *plan = filled->values;
    struct resolving to = {set, plan, arena, diag};
    size_t errors = diag->errors;
    *set = (struct lever_set){.end = plan->clock.length};
    for (size_t i = 0; i < plan->levers.count; i++) {
        const struct plan_lever *lever = &plan_items(plan->levers, struct plan_lever)[i];
        const struct settings *operations[] = {&lever->set, &lever->scale, &lever->add, &lever->cap, &lever->floor};
        for (int o = 0; o <= LEVER_FLOOR; o++)
            for (size_t s = 0; s < operations[o]->count; s++)
                add_effect(&to, lever, (enum lever_operation)o, &operations[o]->items[s]);
    }
    if (set->count > 0)
        qsort(set->targets, set->count, sizeof *set->targets, by_path);
    for (size_t i = 0; i < set->count; i++) {
        struct lever_target *target = &set->targets[i];
        sort_effects(target);
        check_conflicts(&to, target);
        doubt_target(&to, filled, target);
    }
    make_room_for_times(set, arena);
    collect_times(set);
    return diag->errors == errors;
}

bool lever_acts_on(const struct lever_set *set, const double *where)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->targets[i].where == where)
            return true;
    return false;
}

/* --- composing ---------------------------------------------------------------------------------------------------- */

/* How far an effect has grown: 0 before it begins and after it ends, 1 in full. */
static double strength(const struct lever_effect *effect, double time)
{
    if (time < effect->from || time >= effect->to)
        return 0;
    if (time >= effect->full)
        return 1;
    return (time - effect->from) / (effect->full - effect->from);
}

/* There is no half-way to none, and nothing of it is nothing. */
static double towards(double from, double to, double part)
{
    if (part == 1 || part == 0)
        return part == 1 ? to : from;
    return isfinite(from) && isfinite(to) ? from + part * (to - from) : to;
}

static double with_effect(double value, const struct lever_effect *effect, double part)
{
    switch (effect->operation) {
    case LEVER_SET:
        return towards(value, effect->value, part);
    case LEVER_SCALE:
        return value * towards(1, effect->value, part);
    case LEVER_ADD:
        return value + part * effect->value;
    case LEVER_CAP:
        return value > effect->value ? towards(value, effect->value, part) : value;
    default:
        return value < effect->value ? towards(value, effect->value, part) : value;
    }
}

double lever_value(const struct lever_target *target, double time)
{
    double value = target->base;
    bool any = false;
    for (size_t i = 0; i < target->count; i++) {
        double part = strength(&target->effects[i], time);
        any |= part > 0;
        if (part > 0)
            value = with_effect(value, &target->effects[i], part * target->effects[i].lever->effect);
    }
    return any && isfinite(value) ? fmin(fmax(value, least_of(target->row)), most_of(target->row)) : value;
}

/* Returns whether any effect has other dates than before. */
static bool time_target(struct lever_target *target)
{
    bool moved = false;
    for (size_t e = 0; e < target->count; e++) {
        moved |= target->effects[e].from != begins(target->effects[e].lever);
        time_effect(&target->effects[e]);
    }
    return moved;
}

void lever_begin(struct lever_set *set)
{
    bool moved = false;
    for (size_t i = 0; i < set->count; i++) {
        struct lever_target *target = &set->targets[i];
        target->base = *target->where;
        if (!time_target(target))
            continue;
        sort_effects(target);
        moved = true;
    }
    if (moved)
        collect_times(set);
}

bool lever_would_change(const struct lever_set *set, double time)
{
    for (size_t i = 0; i < set->count; i++)
        if (lever_value(&set->targets[i], time) != *set->targets[i].where)
            return true;
    return false;
}

static void write_value(struct lever_target *target, double value, struct arena *arena)
{
    if (*target->where == value)
        return;
    *target->where = value;
    if (target->law != NULL)
        param_law_make(target->law, arena);
}

void lever_apply(struct lever_set *set, double time, struct arena *arena)
{
    for (size_t i = 0; i < set->count; i++)
        write_value(&set->targets[i], lever_value(&set->targets[i], time), arena);
}

void lever_end(struct lever_set *set, struct arena *arena)
{
    for (size_t i = 0; i < set->count; i++)
        write_value(&set->targets[i], set->targets[i].base, arena);
}
