#include "experiment/corner.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* Bounds at 10 to 90 per cent of an input, on either side. */
enum { DECILES = 9, BOUNDS = 2 * DECILES };

static const double least_share = 0.1, second_adds = 1.15;

struct search {
    const double *const *inputs;
    size_t input_count;
    double *miss; /* of the runs that it looks at */
    size_t *runs; /* their numbers */
    size_t count;
    double rate;
    bool *in; /* [input][bound][run that it looks at] */
};

/* Draws in turn go to the one and to the other half. */
static void take_half(struct search *search, const double *miss, size_t runs, size_t half)
{
    search->miss = mem_new(runs + 1, sizeof *search->miss);
    search->runs = mem_new(runs + 1, sizeof *search->runs);
    for (size_t run = 0; run < runs; run++)
        if (run / 2 % 2 == half && !isnan(miss[run])) {
            search->miss[search->count] = miss[run];
            search->rate += miss[run];
            search->runs[search->count++] = run;
        }
    if (search->count > 0)
        search->rate /= (double)search->count;
}

static struct corner_side side_of(const double *sorted, size_t count, size_t input, size_t bound)
{
    double share = (double)(bound % DECILES + 1) / (DECILES + 1);
    return (struct corner_side){
        .input = input, .above = bound >= DECILES, .bound = tally_quantile(sorted, count, share)};
}

static bool is_in(const struct corner_side *side, double value)
{
    return side->above ? value >= side->bound : value <= side->bound;
}

static bool *members(const struct search *search, size_t option)
{
    return search->in + option * search->count;
}

static void mark(struct search *search, struct corner_side *sides)
{
    double *sorted = mem_new(search->count + 1, sizeof *sorted);
    search->in = mem_new(search->input_count * BOUNDS * search->count + 1, sizeof *search->in);
    for (size_t input = 0; input < search->input_count; input++) {
        for (size_t i = 0; i < search->count; i++)
            sorted[i] = search->inputs[input][search->runs[i]];
        gsl_sort(sorted, 1, search->count);
        for (size_t bound = 0; bound < BOUNDS; bound++) {
            size_t option = input * BOUNDS + bound;
            sides[option] = side_of(sorted, search->count, input, bound);
            for (size_t i = 0; i < search->count; i++)
                members(search, option)[i] = is_in(&sides[option], search->inputs[input][search->runs[i]]);
        }
    }
    free(sorted);
}

/* Misses in a box beyond what the rate of all would put there; -INFINITY for a box that holds too few runs. */
static double excess_of(const struct search *search, size_t a, size_t b)
{
    const bool *first = members(search, a), *second = members(search, b);
    size_t held = 0;
    double misses = 0;
    for (size_t i = 0; i < search->count; i++)
        if (first[i] && second[i]) {
            held++;
            misses += search->miss[i];
        }
    bool enough = (double)held >= least_share * (double)search->count;
    return enough ? misses - search->rate * (double)held : -(double)INFINITY;
}

/* The best single side, then the best pair where it is better by enough. */
static void choose(struct corner *corner, const struct search *search, const struct corner_side *sides)
{
    size_t options = search->input_count * BOUNDS, best = 0, pair[2] = {0, 0};
    double one = -(double)INFINITY, two = -(double)INFINITY;
    for (size_t a = 0; a < options; a++) {
        double excess = excess_of(search, a, a);
        if (excess > one) {
            one = excess;
            best = a;
        }
    }
    for (size_t a = 0; a < options; a++)
        for (size_t b = (a / BOUNDS + 1) * BOUNDS; b < options; b++) {
            double excess = excess_of(search, a, b);
            if (excess > two) {
                two = excess;
                pair[0] = a;
                pair[1] = b;
            }
        }
    corner->side_count = two > second_adds * one ? 2 : 1;
    for (size_t i = 0; i < corner->side_count; i++)
        corner->sides[i] = sides[corner->side_count == 2 ? pair[i] : best];
}

static struct ensemble_verdict verdict_of(double misses, size_t runs)
{
    struct ensemble_verdict verdict = {.hits = (uint64_t)misses, .trials = runs};
    verdict.chance = runs > 0 ? misses / (double)runs : (double)NAN;
    verdict.interval = tally_wilson(verdict.hits, verdict.trials, 0.95);
    return verdict;
}

static void judge(struct corner *corner, const struct search *kept)
{
    double misses = 0;
    size_t held = 0;
    for (size_t i = 0; i < kept->count; i++) {
        bool in = true;
        for (size_t k = 0; k < corner->side_count; k++)
            in &= is_in(&corner->sides[k], kept->inputs[corner->sides[k].input][kept->runs[i]]);
        held += in;
        misses += in ? kept->miss[i] : 0;
    }
    double all = kept->rate * (double)kept->count;
    corner->all = verdict_of(round(all), kept->count);
    corner->density = verdict_of(misses, held);
    corner->coverage = all > 0 ? misses / all : (double)NAN;
    corner->standing = held > 0 && corner->density.interval.low > kept->rate ? CORNER_FOUND : CORNER_NONE;
}

static void release(struct search *search)
{
    free(search->miss);
    free(search->runs);
    free(search->in);
}

struct corner corner_find(const double *const *inputs, size_t input_count, const double *miss, size_t runs)
{
    struct corner corner = {.standing = CORNER_NOT_DRAWN};
    size_t misses = 0, hits = 0;
    for (size_t run = 0; run < runs; run++) {
        misses += miss[run] > 0;
        hits += miss[run] <= 0;
    }
    if (input_count > 0)
        corner.standing = misses < CORNER_FEWEST ? CORNER_FEW_MISSES
                          : hits < CORNER_FEWEST ? CORNER_FEW_HITS
                                                 : CORNER_NONE;
    if (corner.standing != CORNER_NONE)
        return corner;
    struct search search = {.inputs = inputs, .input_count = input_count}, kept = search;
    struct corner_side *sides = mem_new(input_count * BOUNDS, sizeof *sides);
    take_half(&search, miss, runs, 0);
    take_half(&kept, miss, runs, 1);
    mark(&search, sides);
    choose(&corner, &search, sides);
    judge(&corner, &kept);
    free(sides);
    release(&search);
    release(&kept);
    return corner;
}
