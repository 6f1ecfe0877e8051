#include "experiment/sweep.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "engine/rng.h"
#include "experiment/words.h"

static void make_points(struct sweep *sweep, size_t count)
{
    sweep->count = count;
    sweep->points = mem_new(count + 1, sizeof *sweep->points);
    for (size_t i = 0; i < count; i++)
        sweep->points[i].values = arena_new(&sweep->arena, sweep->axis_count, sizeof(char *));
}

double sweep_grid(struct sweep *sweep)
{
    double count = 1;
    for (size_t axis = 0; axis < sweep->axis_count; axis++)
        count *= (double)sweep->axes[axis].count;
    if (count > SWEEP_POINTS_LIMIT)
        return count;
    make_points(sweep, (size_t)count);
    for (size_t point = 0; point < sweep->count; point++) {
        size_t rest = point;
        for (size_t axis = sweep->axis_count; axis-- > 0; rest /= sweep->axes[axis].count)
            sweep->points[point].values[axis] = sweep->axes[axis].values[rest % sweep->axes[axis].count];
    }
    return count;
}

/* Which part of the range comes first, second and so on is an addressed permutation of the seed and the path, so that an
 * axis keeps its places when another one is added. */
double sweep_share(uint64_t seed, const char *path, size_t index, size_t count)
{
    const char *const names[] = {"sweep", path, NULL};
    uint32_t stream = hash_names(names);
    struct luck luck = {.seed = seed};
    double own = rng_uniform(luck, stream, index, 0);
    size_t rank = 0;
    for (size_t i = 0; i < count; i++) {
        double other = rng_uniform(luck, stream, i, 0);
        rank += other < own || (other == own && i < index);
    }
    return ((double)rank + rng_uniform(luck, stream, index, 1)) / (double)count;
}

void sweep_sample(struct sweep *sweep, const struct vary *vary, size_t count, uint64_t seed)
{
    sweep->sampled = true;
    make_points(sweep, count + 1);
    for (size_t point = 1; point <= count; point++)
        for (size_t axis = 0; axis < sweep->axis_count; axis++)
            sweep->points[point].values[axis] =
                vary_at(&vary[axis], sweep_share(seed, vary[axis].path, point - 1, count), &sweep->arena);
}

double sweep_level(const struct sweep *sweep)
{
    return sweep->count > 1 ? 1 - 0.05 / (double)(sweep->count - 1) : 0.95;
}

void sweep_put(struct sweep *sweep, size_t point, struct trial *trial)
{
    struct sweep_point *result = &sweep->points[point];
    const struct trial *first = point == 0 ? trial : &sweep->first;
    double level = sweep_level(sweep);
    result->done = true;
    result->failed = trial_failures(trial);
    result->chance = trial_chance(trial);
    result->caseload = trial_caseload(trial);
    result->cost = trial_cost(trial);
    result->chance_change = trial_chance_change(first, trial, level);
    result->caseload_change = trial_caseload_change(first, trial, level);
    result->cost_change = trial_cost_change(first, trial, level);
    sweep->block = trial->block;
    if (point == 0)
        sweep->first = *trial;
    else
        trial_release(trial);
    *trial = (struct trial){0};
}

bool sweep_meets(const struct sweep *sweep, size_t point)
{
    return sweep->points[point].done && words_meets(&sweep->points[point].chance);
}

bool sweep_affords(const struct sweep *sweep, size_t point)
{
    const struct sweep_point *result = &sweep->points[point];
    return isnan(sweep->budget) || result->cost.tally.count == 0 || result->cost_change.mean <= sweep->budget;
}

bool sweep_has_money(const struct sweep *sweep)
{
    for (size_t i = 0; i < sweep->count; i++)
        if (sweep->points[i].cost.tally.count == 0)
            return false;
    return sweep->count > 0;
}

static bool is_cheaper(const struct sweep *sweep, size_t a, size_t b)
{
    return sweep_has_money(sweep) && sweep->points[a].cost_change.mean < sweep->points[b].cost_change.mean;
}

size_t sweep_best(const struct sweep *sweep)
{
    size_t best = sweep->count;
    for (size_t i = 0; i < sweep->count; i++) {
        double chance = sweep->points[i].chance.chance;
        if (isnan(chance))
            continue;
        double highest = best < sweep->count ? sweep->points[best].chance.chance : -1;
        if (chance > highest || (chance == highest && is_cheaper(sweep, i, best)))
            best = i;
    }
    return best;
}

size_t sweep_cheapest(const struct sweep *sweep, bool within_budget)
{
    size_t cheapest = sweep->count;
    for (size_t i = 0; i < sweep->count; i++)
        if (sweep_meets(sweep, i) && (!within_budget || sweep_affords(sweep, i)) &&
            (cheapest == sweep->count || is_cheaper(sweep, i, cheapest)))
            cheapest = i;
    return cheapest;
}

void sweep_release(struct sweep *sweep)
{
    trial_release(&sweep->first);
    free(sweep->points);
    arena_release(&sweep->arena);
    *sweep = (struct sweep){0};
}
