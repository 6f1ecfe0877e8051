#include "experiment/delay.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

size_t delay_variants(const struct delay *delay)
{
    return 1 + delay->line_count * delay->months;
}

/* The slope of one run: sum of months x value over sum of squares. */
struct slopes {
    double *met, *caseload, *cost; /* [run] sums; cost null without money */
    double squares;
};

static void add_slope(const double *base, const double *later, double months, double *sums, size_t runs)
{
    for (size_t run = 0; sums && run < runs; run++)
        sums[run] += months * (later[run] - base[run]);
}

static void add_to_slopes(struct slopes *slopes, const struct trial *base, const struct trial *later, double months)
{
    add_slope(base->met, later->met, months, slopes->met, base->runs);
    add_slope(base->caseload, later->caseload, months, slopes->caseload, base->runs);
    if (slopes->cost)
        add_slope(base->cost, later->cost, months, slopes->cost, base->runs);
    slopes->squares += months * months;
}

static struct contrast slope_of(double *sums, const struct slopes *slopes, const struct trial *base)
{
    if (sums == NULL)
        return (struct contrast){.mean = (double)NAN};
    double *nothing = mem_new(base->runs + 1, sizeof *nothing);
    for (size_t run = 0; run < base->runs; run++)
        sums[run] /= slopes->squares;
    struct contrast slope = contrast_pairs(nothing, sums, base->runs, base->block, 0.95);
    free(nothing);
    return slope;
}

static struct delay_point point_of(const struct delay *delay, const struct trial *base, const struct trial *later)
{
    double level = 1 - 0.05 / (double)(delay->line_count * delay->months);
    return (struct delay_point){.chance = trial_chance_change(base, later, level),
                                .caseload = trial_caseload_change(base, later, level),
                                .cost = trial_cost_change(base, later, level)};
}

static bool run_line(struct delay *delay, struct delay_line *line, const struct trial *base,
                     const struct trial_runner *runner)
{
    bool money = base->cost != NULL, complete = true;
    size_t runs = base->runs;
    double *sums = mem_new(3 * runs + 1, sizeof *sums);
    struct slopes slopes = {.met = sums, .caseload = sums + runs, .cost = money ? sums + 2 * runs : NULL};
    line->points = arena_new(&delay->arena, delay->months + 1, sizeof *line->points);
    line->points[0] = point_of(delay, base, base);
    for (size_t month = 1; month <= delay->months && complete; month++) {
        struct trial later = {0};
        size_t count;
        char title[64];
        snprintf(title, sizeof title, "%s by %zu month%s", line->title, month, month == 1 ? "" : "s");
        struct scenario_setting *settings = delay_settings(delay, line->kind, (double)month, &count);
        complete = runner->run(runner->user, settings, count, title, &later);
        if (complete) {
            line->points[month] = point_of(delay, base, &later);
            add_to_slopes(&slopes, base, &later, (double)month);
        }
        trial_release(&later);
    }
    line->slope = (struct delay_point){.chance = slope_of(slopes.met, &slopes, base),
                                       .caseload = slope_of(slopes.caseload, &slopes, base),
                                       .cost = slope_of(slopes.cost, &slopes, base)};
    contrast_bound(&line->slope.chance);
    free(sums);
    return complete;
}

bool delay_run(struct delay *delay, uint64_t seed, const struct trial_runner *runner)
{
    struct trial base = {0};
    bool complete = runner->run(runner->user, NULL, 0, "no delay", &base);
    if (complete) {
        struct ensemble_point caseload = trial_caseload(&base), cost = trial_cost(&base);
        delay->seed = seed;
        delay->runs = base.runs;
        delay->block = base.block;
        delay->failed = trial_failures(&base);
        delay->chance = trial_chance(&base);
        delay->caseload = caseload.tally.count > 0 ? caseload.tally.mean : (double)NAN;
        delay->cost = cost.tally.count > 0 ? cost.tally.mean : (double)NAN;
    }
    for (size_t i = 0; i < delay->line_count && complete; i++)
        complete = run_line(delay, &delay->lines[i], &base, runner);
    trial_release(&base);
    return complete;
}

void delay_release(struct delay *delay)
{
    arena_release(&delay->arena);
    *delay = (struct delay){0};
}
