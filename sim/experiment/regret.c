#include "experiment/regret.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/contrast.h"

const struct regret_cell *regret_cell(const struct regret *regret, size_t future, size_t option)
{
    return &regret->cells[future * regret->options + option];
}

/* Negative when option a did better than option b in this run, 0 when they are equal. */
static int compare_in_run(const struct option_run *a, const struct option_run *b, const char *target, size_t run)
{
    double met_a = option_met(a, option_target(a, target))[run], met_b = option_met(b, option_target(b, target))[run];
    double load_a = option_outturn(a, OUTTURN_CASELOAD)[run], load_b = option_outturn(b, OUTTURN_CASELOAD)[run];
    if (met_a > met_b || met_a < met_b)
        return met_a > met_b ? -1 : 1;
    return (load_a > load_b) - (load_a < load_b);
}

static bool failed(const struct option_run *options, size_t count, const char *target, size_t run)
{
    for (size_t i = 0; i < count; i++)
        if (isnan(option_met(&options[i], option_target(&options[i], target))[run]))
            return true;
    return false;
}

/* Shares of the runs in which each option is the best; a run that failed under any of them tells nothing. */
static void share_runs(struct regret_cell *cells, const struct option_run *options, size_t count, const char *target)
{
    size_t known = 0;
    for (size_t run = 0; run < options[0].runs; run++) {
        if (failed(options, count, target, run))
            continue;
        size_t best = 0, equals = 0;
        for (size_t i = 1; i < count; i++)
            if (compare_in_run(&options[i], &options[best], target, run) < 0)
                best = i;
        for (size_t i = 0; i < count; i++)
            equals += compare_in_run(&options[i], &options[best], target, run) == 0;
        for (size_t i = 0; i < count; i++)
            if (compare_in_run(&options[i], &options[best], target, run) == 0)
                cells[i].best += 1 / (double)equals;
        known++;
    }
    for (size_t i = 0; i < count; i++)
        cells[i].best = known > 0 ? cells[i].best / (double)known : (double)NAN;
}

static double extra_cost(const struct option_run *baseline, const struct option_run *option)
{
    return contrast_pairs(option_outturn(baseline, OUTTURN_SPEND), option_outturn(option, OUTTURN_SPEND),
                          baseline->runs, baseline->block, 0.95)
        .mean;
}

static void fill_future(struct regret_cell *cells, const struct option_run *options, size_t count, const char *target)
{
    double best = 0;
    for (size_t i = 0; i < count; i++) {
        cells[i].verdict = options[i].verdicts[option_target(&options[i], target)];
        cells[i].extra = extra_cost(&options[0], &options[i]);
        best = fmax(best, cells[i].verdict.chance);
    }
    for (size_t i = 0; i < count; i++)
        cells[i].regret = best - cells[i].verdict.chance;
    share_runs(cells, options, count, target);
}

void regret_init(struct regret *regret, const struct option_run *runs, size_t futures, size_t options,
                 const char *target)
{
    *regret = (struct regret){.futures = futures,
                              .options = options,
                              .cells = mem_new(futures * options, sizeof *regret->cells),
                              .worst = mem_new(options, sizeof *regret->worst)};
    for (size_t f = 0; f < futures; f++)
        fill_future(&regret->cells[f * options], &runs[f * options], options, target);
    for (size_t i = 0; i < options; i++) {
        for (size_t f = 0; f < futures; f++)
            if (regret_cell(regret, f, i)->regret > regret->worst[i].regret)
                regret->worst[i] = (struct regret_worst){regret_cell(regret, f, i)->regret, f};
        if (regret->worst[i].regret < regret->worst[regret->least].regret)
            regret->least = i;
    }
    for (size_t i = 0; i < options; i++)
        regret->shared |= i != regret->least && !(regret->worst[i].regret > regret->worst[regret->least].regret);
}

void regret_release(struct regret *regret)
{
    free(regret->cells);
    free(regret->worst);
    *regret = (struct regret){0};
}
