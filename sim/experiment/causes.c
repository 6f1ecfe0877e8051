#include "experiment/causes.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* The trials that a study of causes is made from. */
struct trials {
    struct trial base, all, loop_off;
    struct trial parts[CAUSES_KINDS];
};

const char *causes_rest_title(enum causes_rest rest)
{
    return rest == CAUSES_SEVERAL ? "More than one cause" : "Beyond these causes";
}

size_t causes_variants(const struct causes *causes)
{
    return 1 + causes->part_count + (causes->part_count > 1) + (causes->loop_off.text != NULL);
}

/* --- running --------------------------------------------------------------------------------------------------------- */

static bool run_all_together(struct causes *causes, const struct trial_runner *runner, struct trial *trial)
{
    size_t count = 0;
    for (size_t i = 0; i < causes->part_count; i++)
        count += causes->parts[i].count;
    struct scenario_setting *settings = mem_new(count + 1, sizeof *settings);
    count = 0;
    for (size_t i = 0; i < causes->part_count; i++)
        for (size_t k = 0; k < causes->parts[i].count; k++)
            settings[count++] = causes->parts[i].settings[k];
    bool complete = runner->run(runner->user, settings, count, "every cause taken away", trial);
    free(settings);
    return complete;
}

static bool run_trials(struct causes *causes, const struct trial_runner *runner, struct trials *trials)
{
    bool complete = runner->run(runner->user, NULL, 0, "as it stands", &trials->base);
    for (size_t i = 0; i < causes->part_count && complete; i++)
        complete = runner->run(runner->user, causes->parts[i].settings, causes->parts[i].count, causes->parts[i].title,
                               &trials->parts[i]);
    if (complete && causes->part_count > 1)
        complete = run_all_together(causes, runner, &trials->all);
    if (complete && causes->loop_off.text)
        complete = runner->run(runner->user, &causes->loop_off, 1, "without the loop", &trials->loop_off);
    return complete;
}

static void release_trials(struct trials *trials)
{
    trial_release(&trials->base);
    trial_release(&trials->all);
    trial_release(&trials->loop_off);
    for (size_t i = 0; i < CAUSES_KINDS; i++)
        trial_release(&trials->parts[i]);
}

/* --- first causes ------------------------------------------------------------------------------------------------------ */

/* With one cause alone, to take it away is to take all away. */
static const struct trial *all_of(const struct causes *causes, const struct trials *trials)
{
    return causes->part_count > 1 ? &trials->all : causes->part_count == 1 ? &trials->parts[0] : &trials->base;
}

/* Which part is the first cause of a miss; part_count + enum causes_rest for none. */
static size_t first_cause(const struct causes *causes, const struct trials *trials, size_t run)
{
    size_t first = causes->part_count;
    double most = -(double)INFINITY;
    for (size_t i = 0; i < causes->part_count; i++) {
        const struct trial *part = &trials->parts[i];
        double shift = trials->base.caseload[run] - part->caseload[run];
        if (!(part->met[run] > 0) || (first < causes->part_count && !(shift > most)))
            continue;
        first = i;
        most = isnan(shift) ? most : shift;
    }
    if (first < causes->part_count)
        return first;
    return first + (all_of(causes, trials)->met[run] > 0 ? CAUSES_SEVERAL : CAUSES_BEYOND);
}

static struct causes_share share_of(const struct causes *causes, const size_t *first, size_t which, double *values)
{
    const struct ensemble ensemble = {.runs = causes->runs, .block = causes->block};
    struct causes_share share = {0};
    for (size_t run = 0; run < causes->runs; run++) {
        bool missed = first[run] < causes->part_count + CAUSES_RESTS;
        values[run] = missed ? first[run] == which : (double)NAN;
        share.misses += first[run] == which;
    }
    share.share = ensemble_chance(&ensemble, values);
    return share;
}

static void count_misses(struct causes *causes, const struct trials *trials)
{
    size_t runs = causes->runs, none = causes->part_count + CAUSES_RESTS;
    size_t *first = mem_new(runs + 1, sizeof *first);
    double *values = mem_new(runs + 1, sizeof *values);
    for (size_t run = 0; run < runs; run++) {
        bool missed = trials->base.met[run] <= 0;
        first[run] = missed ? first_cause(causes, trials, run) : none;
        causes->misses += missed;
    }
    for (size_t i = 0; i < causes->part_count; i++)
        causes->parts[i].first = share_of(causes, first, i, values);
    for (size_t rest = 0; rest < CAUSES_RESTS; rest++)
        causes->rest[rest] = share_of(causes, first, causes->part_count + rest, values);
    free(values);
    free(first);
}

/* --- effects, loop and corner ------------------------------------------------------------------------------------------ */

/* An interval of a change in a chance cannot go beyond the whole. */
static void bound_chances(struct drivers_effects *effects, size_t count)
{
    for (size_t i = 0; i < count; i++)
        contrast_bound(&effects->effects[i]);
}

static void measure_effects(struct causes *causes, const struct trials *trials)
{
    const struct trial *all = all_of(causes, trials);
    const double *met[CAUSES_KINDS + 2] = {trials->base.met, all->met},
                                     *caseload[CAUSES_KINDS + 2] = {trials->base.caseload, all->caseload};
    for (size_t i = 0; i < causes->part_count; i++) {
        met[i + 2] = trials->parts[i].met;
        caseload[i + 2] = trials->parts[i].caseload;
    }
    drivers_effects_of(&causes->on_chance, met, causes->part_count, causes->runs, causes->block);
    drivers_effects_of(&causes->on_caseload, caseload, causes->part_count, causes->runs, causes->block);
    bound_chances(&causes->on_chance, causes->part_count + 2);
    causes->without = trial_chance(all);
}

static struct ratio share_made(const double *on, const double *off, size_t runs, size_t block)
{
    double *made = mem_new(runs + 1, sizeof *made);
    for (size_t run = 0; run < runs; run++)
        made[run] = on[run] - off[run];
    struct ratio ratio = ratio_pairs(made, on, runs, block, 0.95);
    free(made);
    return ratio;
}

static void measure_loop(struct causes *causes, const struct trials *trials)
{
    const struct trial *on = &trials->base, *off = &trials->loop_off;
    causes->loop.there = causes->loop_off.text != NULL;
    if (!causes->loop.there)
        return;
    causes->loop.leavers = trial_leavers_change(off, on, 0.95);
    causes->loop.caseload = trial_caseload_change(off, on, 0.95);
    causes->loop.chance = trial_chance_change(off, on, 0.95);
    causes->loop.of_leavers = share_made(on->leavers, off->leavers, causes->runs, causes->block);
    causes->loop.of_caseload = share_made(on->caseload, off->caseload, causes->runs, causes->block);
}

static void find_corner(struct causes *causes, const struct trial *base)
{
    const struct service *service = causes->service;
    size_t count = service_is_drawn(service) ? service->filled.uncertain_count : 0, runs = causes->runs;
    double *values = mem_new((count + 1) * runs + 1, sizeof *values), *miss = values + count * runs;
    const double **inputs = mem_new(count + 1, sizeof *inputs);
    for (size_t i = 0; i < count; i++) {
        for (size_t run = 0; run < runs; run++)
            values[i * runs + run] = service_input_value(service, i, causes->seed, (uint32_t)run);
        inputs[i] = values + i * runs;
    }
    for (size_t run = 0; run < runs; run++)
        miss[run] = 1 - base->met[run];
    causes->corner = corner_find(inputs, count, miss, runs);
    free(inputs);
    free(values);
}

bool causes_run(struct causes *causes, uint64_t seed, const struct trial_runner *runner)
{
    struct trials trials = {0};
    bool complete = run_trials(causes, runner, &trials);
    if (complete) {
        causes->seed = seed;
        causes->runs = trials.base.runs;
        causes->block = trials.base.block;
        causes->failed = trial_failures(&trials.base);
        causes->chance = trial_chance(&trials.base);
        count_misses(causes, &trials);
        measure_effects(causes, &trials);
        measure_loop(causes, &trials);
        find_corner(causes, &trials.base);
    }
    release_trials(&trials);
    return complete;
}

void causes_release(struct causes *causes)
{
    free(causes->on_chance.effects);
    free(causes->on_caseload.effects);
    arena_release(&causes->arena);
    *causes = (struct causes){0};
}
