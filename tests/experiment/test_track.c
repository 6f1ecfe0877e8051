/* Actuals against a plan: a future of the plan itself raises no more false alarms than are stated, and that of a service with
 * more referrals is found out. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/replicate.h"
#include "experiment/track.h"
#include "support/scene.h"

enum { RUNS = 200, MONTHS = 12 };

static void run_scene(const struct scene *scene, uint64_t seed, struct ensemble *ensemble)
{
    struct replicate_job job = {
        .tree = scene->scenario.root, .plan = scene->service.plan, .seed = seed, .runs = RUNS, .threads = 1};
    cr_assert(replicate_run(&job, ensemble));
}

static const char service[] =
    "schema: 1\n"
    "clock: {start: 2021-01-04, length: 54 weeks, runs: 200, seed: 1}\n"
    "demand: {sources: {doors: {enters: work, rate: %s children per week}}}\n"
    "pathway:\n"
    "  work: {team: all-of-us, takes: {law: exponential, mean: 12 weeks}, opening: 576, then: {closed: 100%%}}\n"
    "exits: {closed: {}}\n"
    "teams: {all-of-us: {posts: 40, capacity: 16, staff: {settled: {fte: 40}}}}\n"
    "workforce: {leaving: {rate: 10%% per year}}\n"
    "recruitment: {adverts: {kind: market, candidates: 4 per year, lead_time: 10 weeks}}\n";

static void open_service(struct scene *scene, const char *rate)
{
    char yaml[1000];
    snprintf(yaml, sizeof yaml, service, rate);
    scene_open(scene, yaml);
}

/* Points at the end of each month, of the caseload and of staff in post. */
static void set_points(struct history *actuals, struct history_point *points, const struct plan *plan)
{
    static const enum metric measures[] = {METRIC_CASELOAD, METRIC_IN_POST};
    *actuals = (struct history){.points = points};
    for (size_t m = 0; m < 2; m++)
        for (int month = 0; month < MONTHS; month++) {
            calendar_day day =
                calendar_from_date((struct calendar_date){month == 11 ? 2022 : 2021, month == 11 ? 1 : month + 2, 1}) -
                1;
            points[actuals->count++] = (struct history_point){.measure = measures[m],
                                                              .team = METRIC_SERVICE,
                                                              .day = day,
                                                              .week = (double)(day - plan->clock.start) / 7};
        }
}

/* How many runs of an ensemble, counted with an error, raise an alarm. */
static size_t alarms(struct track *track, struct ensemble *from, struct history *actuals, uint64_t seed)
{
    size_t alarmed = 0;
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < actuals->count; i++) {
            struct history_point *point = &actuals->points[i];
            const struct track_series *of = &track->series[i / MONTHS];
            double value = (double)*ensemble_value(from, of->series, ensemble_sample_at(from, point->week), run);
            point->value = value + of->looks[i % MONTHS].error * track_error(seed, run, of->series, point->day);
        }
        track_judge(track);
        alarmed += track->first != NULL;
    }
    return alarmed;
}

Test(test_track, false_alarms_are_as_rare_as_stated_and_a_shift_is_seen)
{
    struct scene scene, busier;
    struct ensemble plan, own, shifted;
    struct history actuals;
    struct history_point points[2 * MONTHS];
    open_service(&scene, "48");
    open_service(&busier, "57.6");
    run_scene(&scene, 1, &plan);
    run_scene(&scene, 2, &own);
    run_scene(&busier, 3, &shifted);
    set_points(&actuals, points, scene.service.plan);
    struct track track;
    track_make(&track, &plan, 1, &actuals);
    /* 5% of 200 are 10 with a standard error of 3.1, and the limits, from 100 runs, one of 4.4. Over nine plans and 14,400
     * futures in all it was 4.8%. */
    size_t others = alarms(&track, &own, &actuals, 2);
    size_t seen = alarms(&track, &shifted, &actuals, 3);
    cr_log_info("limit %.2f: %zu of %d false alarms, %zu with a fifth more referrals", track.limit, others, RUNS, seen);
    cr_assert(others <= 25 && others >= 1, "%zu false alarms of %d", others, RUNS);
    cr_assert(seen > RUNS / 2, "%zu of %d services with a fifth more referrals are found out", seen, RUNS);
    track_release(&track);
    ensemble_release(&plan);
    ensemble_release(&own);
    ensemble_release(&shifted);
    scene_close(&scene);
    scene_close(&busier);
}

Test(test_track, a_flow_is_the_count_of_its_month)
{
    static const struct {
        struct calendar_date day, before;
    } cases[] = {{{2021, 3, 31}, {2021, 2, 28}},
                 {{2021, 2, 28}, {2021, 1, 31}},
                 {{2021, 5, 15}, {2021, 4, 15}},
                 {{2021, 3, 30}, {2021, 2, 28}},
                 {{2021, 1, 31}, {2020, 12, 31}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_assert_eq(track_month_before(calendar_from_date(cases[i].day)), calendar_from_date(cases[i].before),
                     "case %zu", i);
    struct scene scene;
    struct ensemble plan;
    open_service(&scene, "48");
    run_scene(&scene, 1, &plan);
    struct history_point point = {.measure = METRIC_REFERRALS,
                                  .team = METRIC_SERVICE,
                                  .day = calendar_from_date((struct calendar_date){2021, 5, 31}),
                                  .value = 57.6 * 31 / 7};
    struct history actuals = {.points = &point, .count = 1};
    struct track track;
    track_make(&track, &plan, 1, &actuals);
    const struct track_look *look = &track.series[0].looks[4];
    /* 48 a week for 31 days are 213, with a spread of 15 by chance and 13 in the counting. */
    cr_assert(fabs(look->median - 48 * 31 / 7.0) < 6 && look->actual > look->median, "median %.1f", look->median);
    cr_assert(isnan(track.series[0].looks[0].median) && isnan(track.series[0].looks[0].low),
              "January began before the first day");
    track_release(&track);
    ensemble_release(&plan);
    scene_close(&scene);
}

Test(test_track, days_are_those_counted_and_the_ends_of_other_months)
{
    struct scene scene;
    struct ensemble plan;
    open_service(&scene, "48");
    run_scene(&scene, 1, &plan);
    calendar_day day = calendar_from_date((struct calendar_date){2021, 3, 15});
    struct history_point point = {.measure = METRIC_CASELOAD, .team = METRIC_SERVICE, .day = day, .value = 400};
    struct history actuals = {.points = &point, .count = 1};
    struct track track;
    track_make(&track, &plan, 1, &actuals);
    cr_assert(track.count == 1 && track.series[0].count == 12, "%zu days", track.series[0].count);
    cr_assert(track.given == 1 && track.alarms == 1 && track.first == &track.series[0].looks[2] && track.last == day);
    cr_assert(track.first->below == 1 && track.first->high < 400 && track.first->low > 0);
    cr_assert(!track_measures_has(METRIC_TURNOVER) && track_measures_has(METRIC_VACANCY_RATE) &&
              track_measures_has(METRIC_REFERRALS));
    track_release(&track);
    ensemble_release(&plan);
    scene_close(&scene);
}
