#include "experiment/sensitivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CONTRASTS = 3 };

struct sensitivity_input *sensitivity_add(struct sensitivity *sensitivity)
{
    mem_grow(&sensitivity->inputs, &sensitivity->capacity, sensitivity->count + 1, sizeof *sensitivity->inputs);
    struct sensitivity_input *input = &sensitivity->inputs[sensitivity->count++];
    *input = (struct sensitivity_input){0};
    return input;
}

double sensitivity_level(const struct sensitivity *sensitivity)
{
    return sensitivity->count > 0 ? 1 - 0.05 / (CONTRASTS * (double)sensitivity->count) : 0.95;
}

void sensitivity_put_likely(struct sensitivity *sensitivity, struct trial *trial)
{
    struct ensemble_point caseload = trial_caseload(trial);
    sensitivity->chance = trial_chance(trial);
    sensitivity->caseload = caseload.tally.count ? caseload.tally.mean : (double)NAN;
    sensitivity->caseload_interval = ensemble_interval(&caseload);
    sensitivity->failed = trial_failures(trial);
    sensitivity->block = trial->block;
    sensitivity->likely = *trial;
    *trial = (struct trial){0};
}

static bool is_nought(const struct contrast *contrast)
{
    return contrast->runs > 0 && contrast->mean == 0 && contrast->variance == 0;
}

/* What follows from the differences. */
static void judge(struct sensitivity_effect *effect)
{
    const struct contrast *low = &effect->change[SENSITIVITY_LOW], *high = &effect->change[SENSITIVITY_HIGH];
    if (low->runs == 0 || high->runs == 0)
        effect->width = (double)NAN;
    else
        effect->width = fmax(fmax(low->mean, high->mean), 0) - fmin(fmin(low->mean, high->mean), 0);
    effect->told = contrast_is_clear(low) || contrast_is_clear(high) || contrast_is_clear(&effect->swing);
    effect->none = is_nought(low) && is_nought(high);
}

typedef struct contrast change_fn(const struct trial *baseline, const struct trial *option, double level);

static void compare(struct sensitivity_effect *effect, const struct trial *likely, const struct trial *ends,
                    change_fn *change, double level)
{
    for (int end = 0; end < SENSITIVITY_ENDS; end++)
        effect->change[end] = change(likely, &ends[end], level);
    effect->swing = change(&ends[SENSITIVITY_LOW], &ends[SENSITIVITY_HIGH], level);
    judge(effect);
}

void sensitivity_put(struct sensitivity *sensitivity, size_t input, struct trial ends[static SENSITIVITY_ENDS])
{
    struct sensitivity_input *result = &sensitivity->inputs[input];
    double level = sensitivity_level(sensitivity);
    for (int end = 0; end < SENSITIVITY_ENDS; end++) {
        struct ensemble_verdict chance = trial_chance(&ends[end]);
        struct ensemble_point caseload = trial_caseload(&ends[end]);
        result->failed += trial_failures(&ends[end]);
        result->chance.at[end] = chance.chance;
        result->chance.mean[end] = chance.interval;
        result->caseload.at[end] = caseload.tally.count ? caseload.tally.mean : (double)NAN;
        result->caseload.mean[end] = ensemble_interval(&caseload);
    }
    compare(&result->chance, &sensitivity->likely, ends, trial_chance_change, level);
    compare(&result->caseload, &sensitivity->likely, ends, trial_caseload_change, level);
    for (int end = 0; end < SENSITIVITY_ENDS; end++)
        trial_release(&ends[end]);
}

/* Without a width last. */
static int by_width(double a, double b)
{
    double x = isnan(a) ? -1 : a, y = isnan(b) ? -1 : b;
    return (x < y) - (x > y);
}

static double told_width(const struct sensitivity_effect *effect)
{
    return effect->told ? effect->width : 0;
}

static int compare_inputs(const void *a, const void *b)
{
    const struct sensitivity_input *x = a, *y = b;
    int order = by_width(told_width(&x->chance), told_width(&y->chance));
    order = order ? order : by_width(told_width(&x->caseload), told_width(&y->caseload));
    order = order ? order : by_width(x->chance.width, y->chance.width);
    order = order ? order : by_width(x->caseload.width, y->caseload.width);
    return order ? order : strcmp(x->path, y->path);
}

void sensitivity_sort(struct sensitivity *sensitivity)
{
    if (sensitivity->count > 0)
        qsort(sensitivity->inputs, sensitivity->count, sizeof *sensitivity->inputs, compare_inputs);
}

static const struct sensitivity_effect *effect_of(const struct sensitivity_input *input, bool by_caseload)
{
    return by_caseload ? &input->caseload : &input->chance;
}

/* How far the likely value, or one end from the other, surely and at most lies away. */
static struct interval reach_of(const struct sensitivity_effect *effect)
{
    const struct contrast *all[CONTRASTS] = {&effect->change[SENSITIVITY_LOW], &effect->change[SENSITIVITY_HIGH],
                                             &effect->swing};
    struct interval reach = {0, 0};
    for (size_t i = 0; i < CONTRASTS; i++) {
        struct interval one = all[i]->interval;
        double least = one.low > 0 ? one.low : one.high < 0 ? -one.high : 0;
        reach.low = fmax(reach.low, least);
        reach.high = fmax(reach.high, fmax(fabs(one.low), fabs(one.high)));
    }
    return reach;
}

size_t sensitivity_leaders(const struct sensitivity *sensitivity, bool by_caseload, size_t *first)
{
    size_t leaders = 0;
    *first = sensitivity->count;
    for (size_t i = 0; i < sensitivity->count; i++) {
        const struct sensitivity_effect *effect = effect_of(&sensitivity->inputs[i], by_caseload);
        if (effect->told && (*first == sensitivity->count ||
                             effect->width > effect_of(&sensitivity->inputs[*first], by_caseload)->width))
            *first = i;
    }
    if (*first == sensitivity->count)
        return 0;
    double surely = reach_of(effect_of(&sensitivity->inputs[*first], by_caseload)).low;
    for (size_t i = 0; i < sensitivity->count; i++) {
        const struct sensitivity_effect *effect = effect_of(&sensitivity->inputs[i], by_caseload);
        leaders += effect->told && reach_of(effect).high >= surely;
    }
    return leaders;
}

void sensitivity_release(struct sensitivity *sensitivity)
{
    trial_release(&sensitivity->likely);
    free(sensitivity->inputs);
    arena_release(&sensitivity->arena);
    *sensitivity = (struct sensitivity){0};
}
