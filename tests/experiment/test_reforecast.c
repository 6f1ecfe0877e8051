/* From the middle of a plan whose actuals are its own means, the forecast is the plan: what was observed at the opening load,
 * what is dated and who is in training are carried over rightly. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "experiment/reforecast.h"
#include "experiment/replicate.h"
#include "support/program.h"
#include "support/scene.h"

enum { RUNS = 150, MIDDLE = 26 };

static const char service[] =
    "schema: 1\n"
    "clock: {start: 2021-01-04, length: 78 weeks, runs: 150, seed: 5}\n"
    "demand: {sources: {doors: {enters: work, rate: 30 children per week}}}\n"
    "pathway:\n"
    "  work: {team: all-of-us, takes: {observed: 12 weeks, law: exponential}, hands_on: 50%, opening: 420, then: {closed: "
    "100%}}\n"
    "exits: {closed: {}}\n"
    "teams: {all-of-us: {posts: 40, capacity: 16, staff: {settled: {fte: 20}, locums: {fte: 4, contract: agency}}}}\n"
    "workforce: {grades: {social-worker: {}, fresh: {newly_qualified: true}}, leaving: {rate: 10% per year}}\n"
    "pipelines: {academy: {first: 26 weeks before, size: 6, lasts: 60 weeks, grade: fresh, teams: {all-of-us: 1}}}\n"
    "agency: {seats: {all-of-us: 4}, start: 2 weeks}\n"
    "levers: {more: {starts: 13 weeks, scale: {demand.sources.doors.rate: 110%}}}\n"
    "response: {reference: 900}\n"
    "targets:\n"
    "  low: {measure: caseload, at_most: 10, by: 60 weeks, hold: 40 weeks}\n"
    "  early: {measure: caseload, at_most: 30, by: 20 weeks}\n"
    "sources: {targets.early.by: {from: Assumption, grade: D}}\n";

static void run_service(const struct scenario *scenario, const struct service *of, struct ensemble *ensemble)
{
    struct replicate_job job = {.tree = scenario->root, .plan = of->plan, .seed = 5, .runs = RUNS, .threads = 1};
    cr_assert(replicate_run(&job, ensemble));
}

static void load(struct scene *scene, const char *path, const struct reforecast *reforecast)
{
    *scene = (struct scene){0};
    bool good = scenario_load(&scene->scenario, path, reforecast->settings, reforecast->count, &scene->diag) &&
                service_open(&scene->service, scene->scenario.root, &scene->diag);
    diag_print(&scene->diag, stderr);
    cr_assert(good && scene->diag.errors == 0);
}

static void unload(struct scene *scene)
{
    service_close(&scene->service);
    scenario_release(&scene->scenario);
    diag_release(&scene->diag);
}

Test(test_reforecast, from_its_own_middle_it_is_the_plan)
{
    char *folder = program_folder(), text[2000];
    const char *path = program_path(0, folder, "plan.yaml"), *before = "26 weeks before";
    /* A class that began half a year before the first day. */
    snprintf(text, sizeof text, "%.*s2020-07-06%s", (int)(strstr(service, before) - service), service,
             strstr(service, before) + strlen(before));
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
    struct scene plan, again;
    struct ensemble first, second;
    load(&plan, path, &(struct reforecast){0});
    run_service(&plan.scenario, &plan.service, &first);
    calendar_day day = plan.service.plan->clock.start + 7 * MIDDLE;
    struct ensemble_point middle =
        ensemble_point(&first, metric_series(&first.layout, METRIC_CASELOAD, METRIC_SERVICE), MIDDLE);
    struct history_point point = {
        .measure = METRIC_CASELOAD, .team = METRIC_SERVICE, .day = day, .value = middle.tally.mean};
    struct history actuals = {.points = &point, .count = 1};
    struct reforecast reforecast;
    reforecast_make(&reforecast, &first, plan.scenario.root, &plan_table, &actuals, day);
    cr_assert(reforecast.week == MIDDLE && !reforecast.over && reforecast.responds);
    cr_assert(reforecast.passed[0] && !reforecast.passed[1], "early is over, and low is not");
    load(&again, path, &reforecast);
    cr_assert(reforecast_durations(&reforecast, &plan.service.prepared, &again.service.prepared));
    unload(&again);
    load(&again, path, &reforecast);
    cr_assert_float_eq(again.service.prepared.stages[0].nominal, plan.service.prepared.stages[0].nominal, 0.002);
    cr_assert_eq(again.service.plan->targets.count, 1);
    cr_assert_float_eq(plan_items(again.service.plan->targets, struct plan_target)[0].hold, 34, 1e-9);
    run_service(&again.scenario, &again.service, &second);
    static const enum metric metrics[] = {METRIC_CASELOAD, METRIC_IN_POST, METRIC_AGENCY};
    for (size_t i = 0; i < 3; i++) {
        size_t series = metric_series(&first.layout, metrics[i], METRIC_SERVICE), end = first.samples - 1;
        struct ensemble_point a = ensemble_point(&first, series, end),
                              b = ensemble_point(&second, series, second.samples - 1);
        double error = hypot(a.error, b.error);
        cr_log_info("%s at the end: %.2f and %.2f, standard error %.2f", metric_info(metrics[i])->name, a.tally.mean,
                    b.tally.mean, error);
        /* Half a case, or half a worker, for cases whose ages are those of a first day. */
        cr_assert(fabs(a.tally.mean - b.tally.mean) < 4 * error + 0.5, "%s: %.2f and %.2f",
                  metric_info(metrics[i])->name, a.tally.mean, b.tally.mean);
    }
    ensemble_release(&first);
    ensemble_release(&second);
    reforecast_release(&reforecast);
    unload(&plan);
    unload(&again);
    program_remove_folder(folder);
}
