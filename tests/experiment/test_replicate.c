/* Many replications are the single ones, each in its place, on any number of threads. */
#include <criterion/criterion.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/text.h"
#include "experiment/replicate.h"
#include "model/plan.h"
#include "model/world.h"
#include "scenario/scenario.h"

struct loaded {
    struct diag diag;
    struct scenario scenario;
    struct service service;
};

static void load(struct loaded *loaded, const char *const *settings, size_t count)
{
    struct scenario_setting list[4];
    for (size_t i = 0; i < count; i++)
        list[i] = (struct scenario_setting){.text = settings[i]};
    *loaded = (struct loaded){0};
    bool read = scenario_load(&loaded->scenario, "tests/scenarios/valid/small.yaml", list, count, &loaded->diag);
    cr_assert(read, "tests/scenarios/valid/small.yaml cannot be read");
    bool opened = service_open(&loaded->service, loaded->scenario.root, &loaded->diag);
    cr_assert(opened, "the scenario is wrong: %s", opened ? "" : loaded->diag.problems[0].message);
}

static void unload(struct loaded *loaded)
{
    service_close(&loaded->service);
    scenario_release(&loaded->scenario);
    diag_release(&loaded->diag);
}

static size_t value_count(const struct ensemble *ensemble)
{
    return ensemble->layout.first[METRIC_COUNT] * ensemble->samples * ensemble->runs;
}

Test(test_replicate, threads_do_not_change_a_bit)
{
    static const int threads[] = {1, 2, 8, 0};
    struct loaded loaded;
    struct ensemble ensembles[4];
    load(&loaded, NULL, 0);
    for (size_t i = 0; i < 4; i++) {
        struct replicate_job job = {
            .tree = loaded.scenario.root, .plan = loaded.service.plan, .seed = 7, .runs = 19, .threads = threads[i]};
        cr_assert(replicate_run(&job, &ensembles[i]), "%d threads did not finish", threads[i]);
        cr_assert_eq(memcmp(ensembles[0].values, ensembles[i].values, value_count(&ensembles[0]) * sizeof(float)), 0,
                     "%d threads give other values than one", threads[i]);
        cr_assert_eq(ensembles[0].events, ensembles[i].events, "%d threads run other events", threads[i]);
    }
    for (size_t i = 0; i < 4; i++)
        ensemble_release(&ensembles[i]);
    unload(&loaded);
}

struct expected {
    struct ensemble *ensemble;
    size_t run, seen;
};

static void compare(void *user, size_t sample, const double *values)
{
    struct expected *expected = user;
    for (size_t series = 0; series < expected->ensemble->layout.first[METRIC_COUNT]; series++) {
        float kept = *ensemble_value(expected->ensemble, series, sample, expected->run);
        cr_assert(kept == (float)values[series] || (isnan(kept) && isnan(values[series])),
                  "run %zu, series %zu, sample %zu: kept %g, was %g", expected->run, series, sample, (double)kept,
                  values[series]);
        expected->seen++;
    }
}

/* The slot of a value must be that of its own replication, and its outcome must stand beside it. */
Test(test_replicate, each_replication_stands_in_its_place)
{
    struct loaded loaded;
    struct ensemble ensemble;
    load(&loaded, NULL, 0);
    struct replicate_job job = {
        .tree = loaded.scenario.root, .plan = loaded.service.plan, .seed = 7, .runs = 9, .threads = 2};
    cr_assert(replicate_run(&job, &ensemble), "it did not finish");
    for (size_t run = 0; run < job.runs; run += 4) {
        struct expected expected = {.ensemble = &ensemble, .run = run};
        struct world_outcome outcome = {0};
        world_run(&loaded.service.prepared, job.seed, (uint32_t)run, NULL, compare, &expected, &outcome);
        cr_assert_gt(expected.seen, 1000, "only %zu values", expected.seen);
        cr_assert_eq(outcome.events, ensemble.outcomes[run].events, "run %zu has another's outcome", run);
        cr_assert_eq(outcome.met[0], ensemble.outcomes[run].met[0], "run %zu has another's verdict", run);
        world_outcome_release(&outcome);
    }
    ensemble_release(&ensemble);
    unload(&loaded);
}

/* Is the packed outcome of `run` that of `other` in another ensemble, and does it stay the same when unpacked? */
static void check_outcomes(const struct loaded *loaded, const struct ensemble *a, size_t run, const struct ensemble *b,
                           size_t other)
{
    struct text left = {0}, right = {0}, again = {0};
    struct world_outcome unpacked;
    world_outcome_pack(&a->outcomes[run], &loaded->service.prepared, &left);
    world_outcome_pack(&b->outcomes[other], &loaded->service.prepared, &right);
    cr_assert(left.length == right.length && memcmp(left.at, right.at, left.length) == 0, "run %zu and %zu differ", run,
              other);
    world_outcome_unpack(&unpacked, &loaded->service.prepared, left.at, left.length);
    world_outcome_pack(&unpacked, &loaded->service.prepared, &again);
    cr_assert(left.length == again.length && memcmp(left.at, again.at, left.length) == 0, "run %zu was changed", run);
    world_outcome_release(&unpacked);
    text_release(&left);
    text_release(&right);
    text_release(&again);
}

static void check_values(const struct ensemble *a, size_t run, const struct ensemble *b, size_t other)
{
    size_t rows = ensemble_rows(a);
    float *left = mem_new(rows, sizeof *left), *right = mem_new(rows, sizeof *right);
    ensemble_get(a, run, left);
    ensemble_get(b, other, right);
    cr_assert_eq(memcmp(left, right, rows * sizeof *left), 0, "run %zu has other values than %zu", run, other);
    free(left);
    free(right);
}

/* In several goes, and in the middle alone (as another rank would run it): the bytes of one straight run. */
Test(test_replicate, an_ensemble_grows_to_the_same_bytes)
{
    static const size_t goes[] = {1, 2, 9, 12, 19};
    struct loaded loaded;
    struct ensemble straight, grown, middle;
    load(&loaded, NULL, 0);
    struct replicate_job job = {
        .tree = loaded.scenario.root, .plan = loaded.service.plan, .seed = 7, .runs = 19, .threads = 2};
    cr_assert(replicate_run(&job, &straight), "it did not finish");
    for (size_t i = 0; i < sizeof goes / sizeof *goes; i++) {
        job.runs = goes[i];
        cr_assert(i == 0 ? replicate_run(&job, &grown) : replicate_more(&job, &grown), "go %zu did not finish", i);
        cr_assert_eq(grown.runs, goes[i], "%zu runs", grown.runs);
    }
    job.first = 5;
    job.runs = 4;
    cr_assert(replicate_run(&job, &middle), "it did not finish");
    cr_assert_eq(grown.events, straight.events, "it ran other events");
    for (size_t run = 0; run < 19; run++) {
        check_values(&straight, run, &grown, run);
        check_outcomes(&loaded, &straight, run, &grown, run);
    }
    for (size_t run = 0; run < 4; run++) {
        check_values(&straight, run + 5, &middle, run);
        check_outcomes(&loaded, &straight, run + 5, &middle, run);
    }
    ensemble_release(&straight);
    ensemble_release(&grown);
    ensemble_release(&middle);
    unload(&loaded);
}

struct told {
    size_t calls, last;
};

static void note(void *user, size_t done, size_t runs)
{
    struct told *told = user;
    cr_assert_geq(done, told->last, "progress went back from %zu to %zu", told->last, done);
    cr_assert_leq(done, runs, "%zu of %zu", done, runs);
    told->last = done;
    told->calls++;
}

Test(test_replicate, progress_goes_up_to_the_end_and_a_stop_is_heeded)
{
    struct loaded loaded;
    struct ensemble ensemble;
    struct told told = {0};
    atomic_int stop = 0;
    load(&loaded, NULL, 0);
    struct replicate_job job = {.tree = loaded.scenario.root,
                                .plan = loaded.service.plan,
                                .seed = 7,
                                .runs = 40,
                                .threads = 2,
                                .stop = &stop,
                                .progress = note,
                                .user = &told};
    cr_assert(replicate_run(&job, &ensemble), "it did not finish");
    cr_assert_eq(told.last, 40, "progress ended at %zu", told.last);
    ensemble_release(&ensemble);

    stop = 1;
    cr_assert_not(replicate_run(&job, &ensemble), "a stop from the start was not heeded");
    ensemble_release(&ensemble);
    unload(&loaded);
}

static void *ask_to_stop(void *stop)
{
    nanosleep(&(struct timespec){.tv_nsec = 50 * 1000000}, NULL);
    atomic_store((atomic_int *)stop, 15);
    return NULL;
}

/* Fifty years of such a demand take minutes. */
Test(test_replicate, a_stop_is_heeded_within_a_replication)
{
    static const char *const settings[] = {"clock.length=2600 weeks", "demand.sources.community.rate=5000 per week"};
    struct loaded loaded;
    struct ensemble ensemble;
    atomic_int stop = 0;
    load(&loaded, settings, 2);
    struct replicate_job job = {
        .tree = loaded.scenario.root, .plan = loaded.service.plan, .seed = 7, .runs = 1, .threads = 1, .stop = &stop};
    struct timespec before, after;
    pthread_t asker;
    clock_gettime(CLOCK_MONOTONIC, &before);
    cr_assert_eq(pthread_create(&asker, NULL, ask_to_stop, &stop), 0);
    cr_expect_not(replicate_run(&job, &ensemble), "a replication that was cut short counts");
    pthread_join(asker, NULL);
    clock_gettime(CLOCK_MONOTONIC, &after);
    cr_expect(after.tv_sec - before.tv_sec < 10, "it went on for %ld s", (long)(after.tv_sec - before.tv_sec));
    ensemble_release(&ensemble);
    unload(&loaded);
}

/* More than 64 children in a family cannot be told apart: some replications fail, the others stay what they are. */
Test(test_replicate, what_fails_is_kept_as_a_failure)
{
    static const char *const settings[] = {"demand.sources.community.rate=60 per week",
                                           "demand.sources.community.family_size={law: geometric, mean: 12}"};
    struct loaded loaded;
    struct ensemble ensemble;
    size_t failed = 0;
    load(&loaded, settings, 2);
    struct replicate_job job = {
        .tree = loaded.scenario.root, .plan = loaded.service.plan, .seed = 7, .runs = 24, .threads = 2};
    cr_assert(replicate_run(&job, &ensemble), "failures ended the whole run");
    for (size_t run = 0; run < job.runs; run++)
        failed += ensemble.outcomes[run].failure != NULL;
    for (size_t run = 0; run < job.runs; run++)
        check_outcomes(&loaded, &ensemble, run, &ensemble, run);
    cr_assert(failed > 0 && failed < 24, "%zu of 24 failed", failed);
    struct ensemble_point point = ensemble_point(&ensemble, metric_series(&ensemble.layout, METRIC_OPEN, 0), 0);
    cr_assert_eq(point.tally.count, 24 - failed, "%zu failed and yet %zu count", failed, (size_t)point.tally.count);
    ensemble_release(&ensemble);
    unload(&loaded);
}

/* Two runs a draw: a hypercube of 50 draws is 100 runs, and half of one is no independent unit. */
Test(test_replicate, a_block_is_a_whole_hypercube)
{
    static const struct {
        const char *per_draw;
        size_t block;
    } rows[] = {{"clock.per_draw=1", 50}, {"clock.per_draw=2", 100}};
    for (size_t i = 0; i < 2; i++) {
        const char *const settings[] = {rows[i].per_draw, "teams.front-door.capacity={likely: 20, low: 15, high: 25}"};
        struct loaded loaded;
        struct ensemble ensemble;
        load(&loaded, settings, 2);
        struct replicate_job job = {
            .tree = loaded.scenario.root, .plan = loaded.service.plan, .seed = 7, .runs = 2, .threads = 1};
        cr_assert(replicate_run(&job, &ensemble));
        cr_assert_eq(ensemble.block, rows[i].block, "%s: %zu", rows[i].per_draw, ensemble.block);
        ensemble_release(&ensemble);
        unload(&loaded);
    }
}
