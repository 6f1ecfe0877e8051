#include "experiment/trial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/outturn.h"
#include "experiment/spending.h"
#include "model/money_line.h"

enum { RUNS_LIMIT = 1 << 20 };

static void make_room(struct trial *trial, size_t runs, bool money, size_t figures)
{
    trial->runs = runs;
    trial->figure_count = figures;
    trial->figures = figures ? mem_new(figures * runs + 1, sizeof *trial->figures) : NULL;
    trial->met = mem_new(runs + 1, sizeof *trial->met);
    trial->caseload = mem_new(runs + 1, sizeof *trial->caseload);
    trial->leavers = mem_new(runs + 1, sizeof *trial->leavers);
    trial->cost = money ? mem_new(runs + 1, sizeof *trial->cost) : NULL;
}

/* What is kept of one run. */
static void take_run(struct trial *trial, const struct ensemble *ensemble, size_t sample, size_t run,
                     const struct trial_figure *figures)
{
    double outturns[OUTTURN_COUNT];
    outturn_measure(ensemble, run, sample, outturns);
    trial->leavers[run] = outturns[OUTTURN_LEAVERS];
    if (trial->cost)
        trial->cost[run] = outturns[OUTTURN_SPEND];
    for (size_t i = 0; i < trial->figure_count; i++)
        trial->figures[i * trial->runs + run] =
            figures[i].is_year ? spending_sum_of_run(ensemble, run, SPENDING_TOTAL, figures[i].year)
                               : outturns[figures[i].outturn];
}

void trial_take(struct trial *trial, const struct ensemble *ensemble, size_t target, const struct trial_figure *figures,
                size_t count)
{
    const struct plan_target *aim = &plan_items(ensemble->plan->targets, struct plan_target)[target];
    struct money_layout money = money_layout(ensemble->plan);
    size_t sample = ensemble_sample_of(ensemble, aim->by);
    size_t series = metric_series(&ensemble->layout, METRIC_CASELOAD, aim->team.index);
    *trial = (struct trial){.block = ensemble->block, .by_share = aim->share_of_time};
    make_room(trial, ensemble->runs, money.accounts > 0, count);
    for (size_t run = 0; run < ensemble->runs; run++) {
        bool failed = ensemble->outcomes[run].failure != NULL;
        trial->met[run] = ensemble_met(ensemble, target, run);
        trial->caseload[run] = failed ? (double)NAN : ensemble_at(ensemble, series, sample, run);
        take_run(trial, ensemble, sample, run, figures);
    }
}

static void join(double *to, const double *first, size_t count, const double *second, size_t more)
{
    for (size_t i = 0; i < count; i++)
        to[i] = first[i];
    for (size_t i = 0; i < more; i++)
        to[count + i] = second[i];
}

void trial_append(struct trial *trial, const struct trial *more)
{
    struct trial whole = {.block = more->block, .by_share = more->by_share};
    make_room(&whole, trial->runs + more->runs, more->cost != NULL, more->figure_count);
    join(whole.met, trial->met, trial->runs, more->met, more->runs);
    join(whole.leavers, trial->leavers, trial->runs, more->leavers, more->runs);
    join(whole.caseload, trial->caseload, trial->runs, more->caseload, more->runs);
    if (whole.cost)
        join(whole.cost, trial->cost, trial->runs, more->cost, more->runs);
    for (size_t i = 0; i < whole.figure_count; i++)
        join(whole.figures + i * whole.runs, trial->figures ? trial_figure(trial, i) : NULL, trial->runs,
             trial_figure(more, i), more->runs);
    trial_release(trial);
    *trial = whole;
}

const double *trial_figure(const struct trial *trial, size_t figure)
{
    return trial->figures + figure * trial->runs;
}

/* Statistics are those of ensembles, of which only the number of runs and their blocks are looked at. */
static struct ensemble runs_of(const struct trial *trial)
{
    return (struct ensemble){.runs = trial->runs, .block = trial->block};
}

static struct ensemble_point spread_of(const struct trial *trial, const double *values)
{
    struct ensemble ensemble = runs_of(trial);
    double *copy = mem_new(trial->runs + 1, sizeof *copy);
    for (size_t run = 0; run < trial->runs; run++)
        copy[run] = values[run];
    struct ensemble_point point = ensemble_spread(&ensemble, copy);
    free(copy);
    return point;
}

struct ensemble_verdict trial_chance(const struct trial *trial)
{
    struct ensemble ensemble = runs_of(trial);
    if (!trial->by_share)
        return ensemble_chance(&ensemble, trial->met);
    struct ensemble_point share = spread_of(trial, trial->met);
    struct interval interval = ensemble_interval(&share);
    /* A share cannot leave 0 to 1, though Student's interval may; comparisons with NaN leave it alone. */
    if (interval.low < 0)
        interval.low = 0;
    if (interval.high > 1)
        interval.high = 1;
    return (struct ensemble_verdict){.trials = share.tally.count,
                                     .chance = share.tally.count ? share.tally.mean : (double)NAN,
                                     .interval = interval,
                                     .from_blocks = trial->block > 0};
}

struct ensemble_point trial_caseload(const struct trial *trial)
{
    return spread_of(trial, trial->caseload);
}

struct ensemble_point trial_cost(const struct trial *trial)
{
    return trial->cost ? spread_of(trial, trial->cost) : (struct ensemble_point){0};
}

size_t trial_failures(const struct trial *trial)
{
    size_t failed = 0;
    for (size_t run = 0; run < trial->runs; run++)
        failed += isnan(trial->met[run]);
    return failed;
}

static struct contrast pairs(const struct trial *baseline, const struct trial *option, const double *a, const double *b,
                             double level)
{
    size_t runs = baseline->runs < option->runs ? baseline->runs : option->runs;
    return contrast_pairs(a, b, runs, baseline->block, level);
}

struct contrast trial_chance_change(const struct trial *baseline, const struct trial *option, double level)
{
    size_t runs = baseline->runs < option->runs ? baseline->runs : option->runs;
    return contrast_chances(baseline->met, option->met, runs, baseline->block, level);
}

struct contrast trial_caseload_change(const struct trial *baseline, const struct trial *option, double level)
{
    return pairs(baseline, option, baseline->caseload, option->caseload, level);
}

struct contrast trial_leavers_change(const struct trial *baseline, const struct trial *option, double level)
{
    return pairs(baseline, option, baseline->leavers, option->leavers, level);
}

struct contrast trial_cost_change(const struct trial *baseline, const struct trial *option, double level)
{
    if (baseline->cost == NULL || option->cost == NULL)
        return (struct contrast){0};
    return pairs(baseline, option, baseline->cost, option->cost, level);
}

/* Seventeen digits bring back every double. */
void trial_write(const struct trial *trial, struct text *out)
{
    text_printf(out, "trial 3 %zu %zu %d %d %zu\n", trial->runs, trial->block, trial->by_share, trial->cost != NULL,
                trial->figure_count);
    for (size_t run = 0; run < trial->runs; run++) {
        text_printf(out, "%.17g %.17g %.17g", trial->met[run], trial->caseload[run], trial->leavers[run]);
        if (trial->cost)
            text_printf(out, " %.17g", trial->cost[run]);
        for (size_t i = 0; i < trial->figure_count; i++)
            text_printf(out, " %.17g", trial_figure(trial, i)[run]);
        text_add(out, "\n");
    }
}

static bool read_number(const char **at, double *value)
{
    char *end;
    *value = strtod(*at, &end);
    bool found = end != *at;
    *at = end;
    return found;
}

bool trial_read(struct trial *trial, const char *text)
{
    *trial = (struct trial){0};
    size_t runs, block, figures;
    int by_share, money, used = 0;
    if (sscanf(text, "trial 3 %zu %zu %d %d %zu\n%n", &runs, &block, &by_share, &money, &figures, &used) != 5 ||
        used == 0 || runs > RUNS_LIMIT || figures > TRIAL_FIGURES)
        return false;
    make_room(trial, runs, money != 0, figures);
    trial->block = block;
    trial->by_share = by_share != 0;
    const char *at = text + used;
    bool good = true;
    for (size_t run = 0; run < runs && good; run++) {
        good = read_number(&at, &trial->met[run]) && read_number(&at, &trial->caseload[run]) &&
               read_number(&at, &trial->leavers[run]) && (!trial->cost || read_number(&at, &trial->cost[run]));
        for (size_t i = 0; i < figures && good; i++)
            good = read_number(&at, &trial->figures[i * runs + run]);
    }
    if (!good)
        trial_release(trial);
    return good;
}

void trial_release(struct trial *trial)
{
    free(trial->met);
    free(trial->caseload);
    free(trial->leavers);
    free(trial->cost);
    free(trial->figures);
    *trial = (struct trial){0};
}
