#include "report/cases.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

/* A run's total and count of one thing at one stage. */
typedef double part_fn(const struct world_outcome *outcome, size_t stage, size_t level, size_t levels, double *count);

static double wait_part(const struct world_outcome *outcome, size_t stage, size_t level, size_t levels, double *count)
{
    (void)level, (void)levels;
    *count = (double)outcome->waits[stage].count;
    return outcome->waits[stage].mean * *count;
}

static double waited_part(const struct world_outcome *outcome, size_t stage, size_t level, size_t levels, double *count)
{
    (void)level, (void)levels;
    *count = (double)outcome->waits[stage].count;
    return (double)outcome->waited[stage];
}

static double over_part(const struct world_outcome *outcome, size_t stage, size_t level, size_t levels, double *count)
{
    *count = (double)outcome->waits[stage].count;
    return (double)outcome->waited_over[stage * levels + level];
}

static double stay_part(const struct world_outcome *outcome, size_t stage, size_t level, size_t levels, double *count)
{
    (void)level, (void)levels;
    *count = (double)outcome->stays[stage].count;
    return outcome->stays[stage].mean * *count;
}

/* A replication that could not go on says nothing. */
static bool is_whole(const struct ensemble *ensemble, size_t run)
{
    return ensemble->outcomes[run].failure == NULL;
}

static struct cases_ratio ratio_of(const struct ensemble *ensemble, part_fn *part, size_t stage, size_t level,
                                   size_t levels)
{
    double total = 0, cases = 0, runs = 0;
    for (size_t run = 0; run < ensemble->runs; run++) {
        double count;
        if (!is_whole(ensemble, run))
            continue;
        total += part(&ensemble->outcomes[run], stage, level, levels, &count);
        cases += count;
        runs++;
    }
    struct cases_ratio ratio = {.value = (double)NAN, .error = (double)NAN, .count = (uint64_t)llround(cases)};
    if (cases <= 0)
        return ratio;
    ratio.value = total / cases;
    double squares = 0;
    for (size_t run = 0; run < ensemble->runs; run++) {
        double count;
        if (!is_whole(ensemble, run))
            continue;
        double run_total = part(&ensemble->outcomes[run], stage, level, levels, &count);
        squares += (run_total - ratio.value * count) * (run_total - ratio.value * count);
    }
    if (runs >= 2)
        ratio.error = sqrt(squares / (runs * (runs - 1))) / (cases / runs);
    return ratio;
}

static void add_first_waits(struct cases *cases, const struct world_outcome *outcome, size_t stage)
{
    struct tally own = {0};
    for (size_t i = 0; i < cases->first_count; i++) {
        double wait = outcome->first_waits[stage * cases->first_count + i];
        if (isnan(wait))
            continue;
        tally_add(&cases->stages[stage].first[i], wait);
        tally_add(&own, wait);
    }
    if (own.count > 0 && own.count == cases->first_count)
        tally_add(&cases->stages[stage].first_mean, own.mean);
}

static void fill_stage(struct cases *cases, const struct ensemble *ensemble, size_t stage)
{
    struct cases_stage *at = &cases->stages[stage];
    at->wait = ratio_of(ensemble, wait_part, stage, 0, 0);
    at->waited = ratio_of(ensemble, waited_part, stage, 0, 0);
    at->stay = ratio_of(ensemble, stay_part, stage, 0, 0);
    at->over = mem_new(cases->level_count + 1, sizeof *at->over);
    for (size_t level = 0; level < cases->level_count; level++)
        at->over[level] = ratio_of(ensemble, over_part, stage, level, cases->level_count);
    at->first = mem_new(cases->first_count + 1, sizeof *at->first);
    for (size_t run = 0; run < ensemble->runs; run++) {
        if (!is_whole(ensemble, run))
            continue;
        tally_merge(&at->waits, &ensemble->outcomes[run].waits[stage]);
        tally_merge(&at->stays, &ensemble->outcomes[run].stays[stage]);
        add_first_waits(cases, &ensemble->outcomes[run], stage);
    }
}

void cases_init(struct cases *cases, const struct ensemble *ensemble, size_t flow_count)
{
    const struct plan *plan = ensemble->plan;
    *cases = (struct cases){.stage_count = plan->pathway.count,
                            .level_count = plan->report.waits_over.count,
                            .first_count = (size_t)plan->report.waits,
                            .flow_count = flow_count};
    cases->stages = mem_new(cases->stage_count + 1, sizeof *cases->stages);
    for (size_t stage = 0; stage < cases->stage_count; stage++)
        fill_stage(cases, ensemble, stage);
    cases->flows = mem_new(flow_count + 1, sizeof *cases->flows);
    for (size_t run = 0; run < ensemble->runs; run++)
        for (size_t flow = 0; is_whole(ensemble, run) && flow < flow_count; flow++)
            tally_add(&cases->flows[flow], ensemble->outcomes[run].flows[flow]);
}

void cases_release(struct cases *cases)
{
    for (size_t stage = 0; stage < cases->stage_count; stage++) {
        free(cases->stages[stage].over);
        free(cases->stages[stage].first);
    }
    free(cases->stages);
    free(cases->flows);
    *cases = (struct cases){0};
}
