#include "experiment/drivers.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* Runs in which something is missing say nothing of anything: only then do the effects add up. */
static void copy_whole(const double *const *values, size_t count, size_t runs, double *out)
{
    for (size_t run = 0; run < runs; run++) {
        bool whole = true;
        for (size_t i = 0; i < count; i++)
            whole &= !isnan(values[i][run]);
        for (size_t i = 0; i < count; i++)
            out[i * runs + run] = whole ? values[i][run] : (double)NAN;
    }
}

void drivers_effects_of(struct drivers_effects *effects, const double *const *values, size_t parts, size_t runs,
                        size_t block)
{
    double level = 1 - 0.05 / (double)(parts + 1);
    double *whole = mem_new((parts + 3) * runs + 1, sizeof *whole), *sums = whole + (parts + 2) * runs;
    copy_whole(values, parts + 2, runs, whole);
    effects->effects = mem_new(parts + 2, sizeof *effects->effects);
    for (size_t run = 0; run < runs; run++)
        sums[run] = whole[run];
    for (size_t part = 0; part < parts; part++) {
        const double *own = &whole[(part + 2) * runs];
        effects->effects[part] = contrast_pairs(whole, own, runs, block, level);
        for (size_t run = 0; run < runs; run++)
            sums[run] += own[run] - whole[run];
    }
    /* what the option has beyond the baseline with all main effects added */
    effects->effects[parts] = contrast_pairs(sums, whole + runs, runs, block, level);
    effects->effects[parts + 1] = contrast_pairs(whole, whole + runs, runs, block, level);
    effects->there = effects->effects[parts + 1].runs > 0;
    effects->baseline = effects->effects[parts + 1].baseline;
    effects->option = effects->effects[parts + 1].option;
    free(whole);
}

static const double *values_of(const struct option_run *run, enum drivers_figure figure, const char *target)
{
    size_t own = target == NULL ? run->plan->targets.count : option_target(run, target);
    switch (figure) {
    case DRIVERS_CASELOAD:
        return option_outturn(run, OUTTURN_CASELOAD);
    case DRIVERS_CHANCE:
        return own < run->plan->targets.count ? option_met(run, own) : NULL;
    default:
        return option_outturn(run, OUTTURN_SPEND);
    }
}

void drivers_init(struct drivers *drivers, const struct option_run *baseline, const struct option_run *option,
                  const struct option_run *parts, size_t count, const char *target)
{
    const double **values = mem_new(count + 2, sizeof *values);
    *drivers = (struct drivers){.parts = count};
    for (int figure = 0; figure < DRIVERS_FIGURES; figure++) {
        bool known = true;
        for (size_t i = 0; i < count + 2; i++) {
            const struct option_run *run = i == 0 ? baseline : i == 1 ? option : &parts[i - 2];
            values[i] = values_of(run, (enum drivers_figure)figure, target);
            known &= values[i] != NULL;
        }
        if (known)
            drivers_effects_of(&drivers->figures[figure], values, count, baseline->runs, baseline->block);
    }
    free(values);
}

const struct contrast *drivers_interaction(const struct drivers *drivers, enum drivers_figure figure)
{
    return &drivers->figures[figure].effects[drivers->parts];
}

const struct contrast *drivers_total(const struct drivers *drivers, enum drivers_figure figure)
{
    return &drivers->figures[figure].effects[drivers->parts + 1];
}

void drivers_release(struct drivers *drivers)
{
    for (int figure = 0; figure < DRIVERS_FIGURES; figure++)
        free(drivers->figures[figure].effects);
    *drivers = (struct drivers){0};
}
