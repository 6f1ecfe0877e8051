#include "report/fixture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/program.h"

const char fixture_service[] =
    "schema: 1\n"
    "name: small\n"
    "title: Small <b>service</b> & co\n"
    "notice: Illustration only; 'not' \"endorsed\" </style><script>alert(1)</script>\n"
    "clock: {start: 2020-10-05, length: 104 weeks, sample: 26 weeks}\n"
    "demand:\n"
    "  sources:\n"
    "    community:\n"
    "      enters: assessment\n"
    "      rate: {likely: 10 children per week, low: 8 children per week, high: 13 children per week}\n"
    "pathway:\n"
    "  assessment: {team: zeal, takes: 6 weeks, hands_on: 50%, then: {help: 60%, none: 40%}}\n"
    "  help: {team: alpha, takes: 20 weeks, hands_on: 20%, then: {rest: 100%}}\n"
    "  rest: {takes: 2 weeks}\n"
    "exits:\n"
    "  closed: {}\n"
    "  none: {in_need: false}\n"
    "teams:\n"
    "  zeal: {title: Zeal <i>, posts: 5, capacity: 15, staff: {all: {fte: 5}}}\n"
    "  alpha: {posts: 14, capacity: 16, staff: {all: {fte: 12}}}\n"
    "targets:\n"
    "  main: {measure: caseload, at_most: 18, by: 2021-10-04, hold: 26 weeks}\n"
    "  lull: {team: alpha, measure: waiting, at_most: 3, share_of_time: true}\n"
    "report: {waits: 2, waits_over: {2 weeks: 1}}\n"
    "sources:\n"
    "  demand.sources.community.rate: {from: Return & table <C1>, grade: A-}\n"
    "  pathway.assessment: {from: Guess, grade: D, note: ask again}\n";

static void fill_outcome(struct fixture *fixture, struct world_outcome *outcome)
{
    const struct plan *plan = fixture->ensemble.plan;
    size_t stages = plan->pathway.count, waits = (size_t)plan->report.waits;
    *outcome = (struct world_outcome){
        .met = mem_new(plan->targets.count + 1, sizeof(bool)),
        .share = mem_new(plan->targets.count + 1, sizeof(double)),
        .above = mem_new(plan->targets.count + 1, sizeof(double)),
        .weekly = mem_new(plan->targets.count * plan_samples(&plan->clock) + 1, sizeof(bool)),
        .compared = mem_new(plan->targets.count * plan_samples(&plan->clock) + 1, sizeof(float)),
        .waits = mem_new(stages + 1, sizeof(struct tally)),
        .waited = mem_new(stages + 1, sizeof(uint64_t)),
        .waited_over = mem_new(stages * plan->report.waits_over.count + 1, sizeof(uint64_t)),
        .first_waits = mem_new(stages * waits + 1, sizeof(double)),
        .stays = mem_new(stages + 1, sizeof(struct tally)),
        .flows = mem_new(fixture->prepared.flow_count + 1, sizeof(double)),
    };
    for (size_t i = 0; i < stages * waits; i++)
        outcome->first_waits[i] = (double)NAN;
}

void fixture_open(struct fixture *fixture, const char *yaml, size_t runs)
{
    *fixture = (struct fixture){.folder = program_folder()};
    const char *path = program_path(7, fixture->folder, "scenario.yaml");
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(yaml, file) >= 0 && fclose(file) == 0, "cannot write %s", path);
    bool right = scenario_load(&fixture->scenario, path, NULL, 0, &fixture->diag);
    if (right)
        fixture->filled = param_fill(&plan_table, fixture->scenario.root, &fixture->arena, &fixture->diag);
    right =
        right && fixture->diag.errors == 0 && prepared_make(&fixture->prepared, fixture->filled.values, &fixture->diag);
    if (!right)
        diag_print(&fixture->diag, stderr);
    cr_assert(right, "the scenario of the test is wrong");

    ensemble_init(&fixture->ensemble, fixture->filled.values, runs);
    size_t values = fixture->ensemble.layout.first[METRIC_COUNT] * fixture->ensemble.samples * runs;
    for (size_t i = 0; i < values; i++)
        fixture->ensemble.values[i] = 0;
    for (size_t run = 0; run < runs; run++)
        fill_outcome(fixture, &fixture->ensemble.outcomes[run]);
    fixture->run = (struct result_run){
        .scenario = &fixture->scenario,
        .table = &plan_table,
        .filled = &fixture->filled,
        .prepared = &fixture->prepared,
        .ensemble = &fixture->ensemble,
        .diag = &fixture->diag,
        .seed = 7,
        .version = "1.2.3",
        .no_charts = true,
    };
}

void fixture_close(struct fixture *fixture)
{
    ensemble_release(&fixture->ensemble);
    prepared_release(&fixture->prepared);
    arena_release(&fixture->arena);
    scenario_release(&fixture->scenario);
    diag_release(&fixture->diag);
    program_remove_folder(fixture->folder);
}

void fixture_set(struct fixture *fixture, enum metric metric, int of, double first, double step, double spread)
{
    struct ensemble *ensemble = &fixture->ensemble;
    size_t series = metric_series(&ensemble->layout, metric, of);
    for (size_t sample = 0; sample < ensemble->samples; sample++)
        for (size_t run = 0; run < ensemble->runs; run++)
            *ensemble_value(ensemble, series, sample, run) =
                (float)(first + step * (double)sample + spread * (double)run);
}

void fixture_judge(struct fixture *fixture, const char *target, size_t hits, double share)
{
    const struct plan *plan = fixture->ensemble.plan;
    for (size_t i = 0; i < plan->targets.count; i++)
        for (size_t run = 0; run < fixture->ensemble.runs; run++)
            if (strcmp(plan_items(plan->targets, struct plan_target)[i].named.name, target) == 0) {
                fixture->ensemble.outcomes[run].met[i] = run < hits;
                fixture->ensemble.outcomes[run].share[i] = share;
            }
}

void fixture_hide(struct fixture *fixture, const char *target, double first, double spread)
{
    const struct plan *plan = fixture->ensemble.plan;
    for (size_t i = 0; i < plan->targets.count; i++)
        for (size_t run = 0; run < fixture->ensemble.runs; run++)
            if (strcmp(plan_items(plan->targets, struct plan_target)[i].named.name, target) == 0)
                fixture->ensemble.outcomes[run].above[i] = first + spread * (double)run;
}

void fixture_case(struct fixture *fixture, size_t run, size_t stage, double wait, double stay)
{
    const struct plan_report *report = &fixture->ensemble.plan->report;
    struct world_outcome *outcome = &fixture->ensemble.outcomes[run];
    size_t before = outcome->waits[stage].count, levels = report->waits_over.count;
    if (before < (size_t)report->waits)
        outcome->first_waits[stage * (size_t)report->waits + before] = wait;
    tally_add(&outcome->waits[stage], wait);
    tally_add(&outcome->stays[stage], stay);
    outcome->waited[stage] += wait > 0;
    for (size_t level = 0; level < levels; level++)
        outcome->waited_over[stage * levels + level] += wait > report->waits_over.items[level].low;
}
