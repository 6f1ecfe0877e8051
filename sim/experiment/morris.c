#include "experiment/morris.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine/rng.h"
#include "experiment/resample.h"

enum { COPIES = 1000, LEVELS = 4, STREAM_TRAJECTORY = 0x6d6f7272 };

/* Half the levels' number over one less of them: every level is then met as often (Morris 1991). */
static const double step_width = (double)LEVELS / 2 / (LEVELS - 1);

static double *point_of(const struct morris *morris, size_t step, size_t trajectory)
{
    return morris->points + (step * morris->trajectories + trajectory) * morris->inputs;
}

/* The start takes a lower level and moves up, or the level above it and moves down. */
static void make_trajectory(struct morris *morris, size_t trajectory, uint64_t seed)
{
    struct luck luck = {seed, (uint32_t)trajectory};
    size_t inputs = morris->inputs, *order = mem_new(inputs + 1, sizeof *order);
    double *start = point_of(morris, 0, trajectory), *moves = mem_new(inputs + 1, sizeof *moves);
    for (size_t i = 0; i < inputs; i++) {
        double level = floor(rng_uniform(luck, STREAM_TRAJECTORY, i, 0) * (LEVELS / 2)) / (LEVELS - 1);
        bool down = rng_uniform(luck, STREAM_TRAJECTORY, i, 1) < 0.5;
        start[i] = down ? level + step_width : level;
        moves[i] = down ? -step_width : step_width;
    }
    resample_order(seed, (uint32_t)trajectory, inputs, order);
    for (size_t step = 1; step <= inputs; step++) {
        const double *before = point_of(morris, step - 1, trajectory);
        double *after = point_of(morris, step, trajectory);
        for (size_t i = 0; i < inputs; i++)
            after[i] = before[i] + (order[step - 1] == i ? moves[i] : 0);
    }
    free(moves);
    free(order);
}

void morris_init(struct morris *morris, size_t inputs, size_t trajectories, size_t measures, uint64_t seed)
{
    size_t points = (inputs + 1) * trajectories;
    *morris = (struct morris){.inputs = inputs,
                              .trajectories = trajectories,
                              .measures = measures,
                              .points = mem_new(points * inputs + 1, sizeof *morris->points),
                              .results = mem_new(measures * points + 1, sizeof *morris->results),
                              .effects = mem_new(measures * inputs + 1, sizeof *morris->effects)};
    for (size_t i = 0; i < trajectories; i++)
        make_trajectory(morris, i, seed);
}

static double result_of(const struct morris *morris, size_t measure, size_t step, size_t trajectory)
{
    return morris->results[(measure * (morris->inputs + 1) + step) * morris->trajectories + trajectory];
}

/* The effect of an input in a trajectory: over the step that moved it. */
static double effect_in(const struct morris *morris, size_t measure, size_t input, size_t trajectory)
{
    for (size_t step = 1; step <= morris->inputs; step++) {
        double move = point_of(morris, step, trajectory)[input] - point_of(morris, step - 1, trajectory)[input];
        if (fabs(move) > 0)
            return (result_of(morris, measure, step, trajectory) - result_of(morris, measure, step - 1, trajectory)) /
                   move;
    }
    return (double)NAN;
}

static double sigma_of_copy(const double *effects, const double *weights, size_t count)
{
    struct tally all = {0};
    for (size_t i = 0; i < count; i++)
        for (double left = weights[i]; left > 0; left--)
            tally_add(&all, effects[i]);
    return tally_sd(&all);
}

static void find_figures(struct morris_effect *effect, const double *effects, size_t count, uint64_t seed)
{
    struct tally mean = {0}, size = {0};
    for (size_t i = 0; i < count; i++) {
        tally_add(&mean, effects[i]);
        tally_add(&size, fabs(effects[i]));
    }
    double *weights = mem_new(count + 1, sizeof *weights), *copies = mem_new(COPIES, sizeof *copies);
    for (uint32_t copy = 0; copy < COPIES; copy++) {
        resample_weights(seed, copy, count, 0, weights);
        copies[copy] = sigma_of_copy(effects, weights, count);
    }
    bool any = count > 0;
    effect->mu =
        (struct morris_figure){.value = any ? mean.mean : (double)NAN, .interval = tally_interval(&mean, 0.95)};
    effect->mu_star =
        (struct morris_figure){.value = any ? size.mean : (double)NAN, .interval = tally_interval(&size, 0.95)};
    effect->sigma = (struct morris_figure){.value = any ? tally_sd(&mean) : (double)NAN,
                                           .interval = resample_interval(copies, count > 1 ? COPIES : 0)};
    free(copies);
    free(weights);
}

static void find_effect(const struct morris *morris, size_t measure, size_t input, uint64_t seed)
{
    struct morris_effect *effect = &morris->effects[measure * morris->inputs + input];
    double *effects = mem_new(morris->trajectories + 1, sizeof *effects);
    size_t moved = 0;
    for (size_t i = 0; i < morris->trajectories; i++) {
        double one = effect_in(morris, measure, input, i);
        if (isnan(one))
            continue;
        effects[effect->trajectories++] = one;
        moved += fabs(one) > 0;
    }
    find_figures(effect, effects, effect->trajectories, seed);
    effect->none = moved == 0;
    effect->told = effect->mu.interval.low > 0 || effect->mu.interval.high < 0;
    free(effects);
}

bool morris_run(struct morris *morris, design_fn *ask, void *user, uint64_t seed)
{
    size_t rows = morris->trajectories, steps = morris->inputs + 1;
    double *values = mem_new(morris->measures * rows + 1, sizeof *values);
    bool complete = true;
    for (size_t step = 0; step < steps && complete; step++) {
        complete = ask(
            user, &(struct design_block){.points = point_of(morris, step, 0), .rows = rows, .inputs = morris->inputs},
            values);
        for (size_t measure = 0; measure < morris->measures; measure++)
            for (size_t row = 0; row < rows; row++)
                morris->results[(measure * steps + step) * rows + row] = values[measure * rows + row];
    }
    free(values);
    for (size_t measure = 0; measure < morris->measures && complete; measure++)
        for (size_t input = 0; input < morris->inputs; input++)
            find_effect(morris, measure, input, seed);
    return complete;
}

const struct morris_effect *morris_effect(const struct morris *morris, size_t measure, size_t input)
{
    return &morris->effects[measure * morris->inputs + input];
}

void morris_release(struct morris *morris)
{
    free(morris->points);
    free(morris->results);
    free(morris->effects);
    *morris = (struct morris){0};
}
