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

/* What the threads share. Each replication belongs to the thread that took its number, and so do its slots. */
struct crew {
    const struct replicate_job *job;
    struct ensemble *ensemble;
    size_t first;       /* the place in the ensemble that this crew begins at */
    size_t end;         /* and the one before which it ends */
    atomic_size_t next; /* the place to take next */
    atomic_size_t done;
    pthread_mutex_t telling; /* held while the progress function runs */
    struct timespec told;    /* when it last ran; guarded by `telling` */
};

/* One thread. */
struct hand {
    struct crew *crew;
    float *values; /* [series][sample] of the replication at work */
    struct service service;
};

/* A replication's values stand far apart in the ensemble, next to those of its neighbours on other threads. Collecting them
 * here first keeps the threads out of each other's cache lines while a replication runs. */
static void record(void *user, size_t sample, const double *values)
{
    struct hand *hand = user;
    const struct ensemble *ensemble = hand->crew->ensemble;
    for (size_t series = 0; series < ensemble->layout.first[METRIC_COUNT]; series++)
        hand->values[series * ensemble->samples + sample] = (float)values[series];
}

static void run_one(struct hand *hand, size_t run)
{
    struct crew *crew = hand->crew;
    struct ensemble *ensemble = crew->ensemble;
    size_t rows = ensemble_rows(ensemble);
    uint32_t number = (uint32_t)(crew->job->first + run);
    for (size_t i = 0; i < rows; i++)
        hand->values[i] = NAN;
    service_draw(&hand->service, crew->job->seed, number);
    world_run(&hand->service.prepared, crew->job->seed, number, NULL, record, hand, &ensemble->outcomes[run]);
    ensemble_put(ensemble, run, hand->values);
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
        if (is_stopped(crew->job))
            return NULL;
        size_t run = atomic_fetch_add(&crew->next, 1);
        if (run >= crew->end)
            return NULL;
        run_one(hand, run);
        if (is_stopped(crew->job)) /* it may have ended early, and must not count */
            return NULL;
        atomic_fetch_add(&crew->done, 1);
        tell(crew);
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
        hands[i].values = mem_new(ensemble_rows(crew->ensemble), sizeof *hands[i].values);
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
