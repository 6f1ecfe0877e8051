#include "experiment/replicate.h"

#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "experiment/ranks.h"
#include "model/inputs.h"

enum { THREADS_LIMIT = 256 };

/* So many replications are put into the ensemble together at most, which fill a line of the cache, and no more than take up so
 * much memory. */
enum { BATCH_LIMIT = 16, BATCH_BYTES = 4 << 20 };

/* What the threads share. Each replication belongs to the thread that took its number, and so do its slots. */
struct crew {
    const struct replicate_job *job;
    struct ensemble *ensemble;
    size_t first;       /* the place in the ensemble that this crew begins at */
    size_t end;         /* and the one before which it ends */
    size_t batch;       /* how many a thread takes at once */
    atomic_size_t next; /* the place to take next */
    atomic_size_t done;
    pthread_mutex_t telling; /* held while the progress function runs */
    struct timespec told;    /* when it last ran; guarded by `telling` */
};

/* One thread. */
struct hand {
    struct crew *crew;
    float *values; /* [batch][series][sample] of the replications at work */
    float *own;    /* where those of the present one begin */
    struct service service;
};

/* A replication's values stand far apart in the ensemble, each next to its neighbours'. Collecting those of a few neighbours here
 * first touches each place of the ensemble once for all of them, and keeps threads out of each other's cache lines. */
static void record(void *user, size_t sample, const double *values)
{
    struct hand *hand = user;
    const struct ensemble *ensemble = hand->crew->ensemble;
    for (size_t series = 0; series < ensemble->layout.first[METRIC_COUNT]; series++)
        hand->own[series * ensemble->samples + sample] = (float)values[series];
}

static void run_one(struct hand *hand, size_t run)
{
    struct crew *crew = hand->crew;
    struct ensemble *ensemble = crew->ensemble;
    size_t rows = ensemble_rows(ensemble);
    uint32_t number = (uint32_t)(crew->job->first + run);
    for (size_t i = 0; i < rows; i++)
        hand->own[i] = NAN;
    service_draw(&hand->service, crew->job->seed, number);
    world_run(&hand->service.prepared, crew->job->seed, number, NULL, record, hand, &ensemble->outcomes[run]);
}

static bool is_time_to_tell(const struct timespec *now, const struct timespec *told)
{
    double seconds = (double)(now->tv_sec - told->tv_sec) + (double)(now->tv_nsec - told->tv_nsec) / 1e9;
    return seconds >= 0.1;
}

/* Whoever finds another thread telling goes on working: the next one to finish will tell. */
static void tell(struct crew *crew)
{
    if (!crew->job->progress || pthread_mutex_trylock(&crew->telling) != 0)
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (is_time_to_tell(&now, &crew->told)) {
        crew->told = now;
        /* Other ranks have as much to do as this one and are taken to be as far. */
        double share = (double)atomic_load(&crew->done) / (double)(crew->end - crew->first);
        size_t all = crew->job->runs - crew->first;
        crew->job->progress(crew->job->user, crew->first + (size_t)(share * (double)all), crew->job->runs);
    }
    pthread_mutex_unlock(&crew->telling);
}

static bool is_stopped(const struct replicate_job *job)
{
    return job->stop && atomic_load(job->stop) != 0;
}

/* False when the user asked to stop: the replication may have ended early, and must not count. */
static bool run_batch(struct hand *hand, size_t first)
{
    struct crew *crew = hand->crew;
    size_t count = first + crew->batch < crew->end ? crew->batch : crew->end - first;
    for (size_t i = 0; i < count; i++) {
        if (is_stopped(crew->job))
            return false;
        hand->own = hand->values + i * ensemble_rows(crew->ensemble);
        run_one(hand, first + i);
        if (is_stopped(crew->job))
            return false;
        atomic_fetch_add(&crew->done, 1);
        tell(crew);
    }
    ensemble_put(crew->ensemble, first, count, hand->values);
    return true;
}

static void *work(void *argument)
{
    struct hand *hand = argument;
    struct crew *crew = hand->crew;
    struct diag diag = {0}; /* stays empty: the scenario has been checked */
    if (!service_open(&hand->service, crew->job->tree, &diag))
        abort();
    diag_release(&diag);
    hand->service.held = crew->job->held;
    hand->service.prepared.halt = crew->job->stop;
    for (;;) {
        size_t first = atomic_fetch_add(&crew->next, crew->batch);
        if (first >= crew->end || !run_batch(hand, first))
            return NULL;
    }
}

static size_t thread_count(const struct replicate_job *job, size_t runs)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = job->threads > 0 ? (size_t)job->threads : cores > 0 ? (size_t)cores : 1;
    if (count > THREADS_LIMIT)
        count = THREADS_LIMIT;
    return count < runs ? count : runs;
}

/* So few that no thread waits long for the last of another. */
static size_t batch_of(const struct ensemble *ensemble, size_t runs, size_t threads)
{
    enum { TURNS = 8 };
    size_t fit = BATCH_BYTES / (ensemble_rows(ensemble) * sizeof *ensemble->values),
           even = runs / (threads * TURNS + 1);
    size_t batch = fit < even ? fit : even;
    return batch < 1 ? 1 : batch < BATCH_LIMIT ? batch : BATCH_LIMIT;
}

/* Starts helpers[1...count - 1] and returns how many of them there are. They receive no signals, so that
 * only the caller is interrupted. A system that grants fewer threads gets a slower run with the same result. */
static size_t start_helpers(struct hand *hands, pthread_t *threads, size_t count)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    size_t started = 1;
    while (started < count && pthread_create(&threads[started], NULL, work, &hands[started]) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

/* Its part on threads; what remains to be read of a service is left in hands[0]. */
static void run_crew(struct crew *crew, struct hand *hands, size_t count)
{
    pthread_t *threads = mem_new(count, sizeof *threads);
    for (size_t i = 0; i < count; i++) {
        hands[i] = (struct hand){.crew = crew};
        hands[i].values = mem_new(crew->batch * ensemble_rows(crew->ensemble), sizeof *hands[i].values);
    }
    size_t started = start_helpers(hands, threads, count);
    work(&hands[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

size_t replicate_block(const struct plan *plan)
{
    return (size_t)INPUTS_BLOCK * (size_t)plan->clock.per_draw;
}

/* Replications [first, job->runs) of an ensemble that has room for them. */
static bool run_rest(const struct replicate_job *job, struct ensemble *ensemble, size_t first)
{
    struct crew crew = {
        .job = job, .ensemble = ensemble, .first = first, .end = first + ranks_share(0, job->runs - first)};
    atomic_init(&crew.next, first);
    atomic_init(&crew.done, 0);
    pthread_mutex_init(&crew.telling, NULL);
    clock_gettime(CLOCK_MONOTONIC, &crew.told);

    size_t count = thread_count(job, crew.end - first);
    struct hand *hands = mem_new(count, sizeof *hands);
    crew.batch = batch_of(ensemble, crew.end - crew.first, count);
    ranks_order(job, first);
    run_crew(&crew, hands, count);
    bool complete =
        atomic_load(&crew.done) == crew.end - first && ranks_collect(job, ensemble, first, &hands[0].service.prepared);
    if (service_is_drawn(&hands[0].service))
        ensemble->block = replicate_block(job->plan);
    for (size_t i = 0; i < count; i++) {
        service_close(&hands[i].service);
        free(hands[i].values);
    }
    free(hands);
    pthread_mutex_destroy(&crew.telling);
    return complete;
}

bool replicate_more(const struct replicate_job *job, struct ensemble *ensemble)
{
    size_t first = ensemble->runs;
    ensemble_grow(ensemble, job->runs);
    bool complete = job->runs == first || run_rest(job, ensemble, first);
    if (complete && job->progress)
        job->progress(job->user, job->runs, job->runs);
    /* World outcomes are small and many; their events are added here, in order, since the total is reported. */
    for (size_t run = first; complete && run < job->runs; run++)
        ensemble->events += ensemble->outcomes[run].events;
    return complete;
}

bool replicate_run(const struct replicate_job *job, struct ensemble *ensemble)
{
    ensemble_init(ensemble, job->plan, 0);
    return replicate_more(job, ensemble);
}
