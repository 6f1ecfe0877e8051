#include "experiment/ranks.h"

#ifdef HEADROOM_MPI

#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/text.h"
#include "experiment/replicate.h"
#include "model/service.h"
#include "model/world.h"
#include "scenario/tree.h"

/* What a message is: an order or the end of all orders, to the others; one replication, back. */
enum tag { TAG_ORDER = 1, TAG_END, TAG_REPLICATION };

/* An order; the shares that are held and the packed tree follow it. */
struct order {
    uint64_t seed;
    struct service_hold held; /* its shares follow; rows 0: nothing is held */
    size_t first, runs;       /* replications [first, first + runs) */
    int threads;
};

static size_t size_of_shares(const struct service_hold *held)
{
    return held->rows * held->inputs * sizeof *held->shares;
}

static int own_rank(void)
{
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

/* Others look like the only one to whatever they run: orders come from the first rank alone. */
static int rank_count(void)
{
    int count;
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    return own_rank() == 0 ? count : 1;
}

size_t ranks_share(int rank, size_t count)
{
    size_t ranks = (size_t)rank_count();
    return count / ranks + ((size_t)rank < count % ranks);
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

static void send_text(int rank, enum tag tag, const struct text *text)
{
    MPI_Send(text->at, (int)text->length, MPI_BYTE, rank, tag, MPI_COMM_WORLD);
}

/* Waits for a message from a rank, asleep: MPI's own way of waiting keeps a core busy. Returns false when stopped. */
static bool wait_for(int rank, const atomic_int *stop, MPI_Status *status)
{
    for (;;) {
        int there = 0;
        MPI_Iprobe(rank, MPI_ANY_TAG, MPI_COMM_WORLD, &there, status);
        if (there)
            return true;
        if (stop != NULL && *stop)
            return false;
        nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
    }
}

/* The message that wait_for() found, on the heap. */
static char *receive(const MPI_Status *status, size_t *length)
{
    int count = 0;
    MPI_Get_count(status, MPI_BYTE, &count);
    char *bytes = mem_new((size_t)count + 1, 1);
    MPI_Recv(bytes, count, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    *length = (size_t)count;
    return bytes;
}

/* --- the first rank ----------------------------------------------------------------------------------------------- */

void ranks_order(const struct replicate_job *job, size_t first)
{
    int ranks = rank_count();
    struct order order = {
        .seed = job->seed, .first = job->first + first + ranks_share(0, job->runs - first), .threads = job->threads};
    if (job->held != NULL)
        order.held = *job->held;
    struct text message = {0};
    for (int rank = 1; rank < ranks; rank++) {
        order.runs = ranks_share(rank, job->runs - first);
        text_clear(&message);
        text_add_n(&message, (const char *)&order, sizeof order);
        if (job->held != NULL)
            text_add_n(&message, (const char *)job->held->shares, size_of_shares(job->held));
        tree_pack(job->tree, &message);
        if (order.runs > 0)
            send_text(rank, TAG_ORDER, &message);
        order.first += order.runs;
    }
    text_release(&message);
}

static void put_replication(struct ensemble *ensemble, size_t run, const struct prepared *prepared, const char *bytes,
                            size_t length)
{
    size_t rows = ensemble_rows(ensemble), size = rows * sizeof *ensemble->values;
    float *values = mem_new(rows, sizeof *values);
    memcpy(values, bytes, size);
    ensemble_put(ensemble, run, 1, values);
    world_outcome_unpack(&ensemble->outcomes[run], prepared, bytes + size, length - size);
    free(values);
}

bool ranks_collect(const struct replicate_job *job, struct ensemble *ensemble, size_t first,
                   const struct prepared *prepared)
{
    int ranks = rank_count();
    size_t at = first + ranks_share(0, job->runs - first);
    for (int rank = 1; rank < ranks; rank++)
        for (size_t left = ranks_share(rank, job->runs - first); left > 0; left--) {
            MPI_Status status;
            size_t length;
            if (!wait_for(rank, job->stop, &status))
                return false;
            char *bytes = receive(&status, &length);
            put_replication(ensemble, at++, prepared, bytes, length);
            free(bytes);
        }
    return true;
}

/* --- the others --------------------------------------------------------------------------------------------------- */

static void send_back(const struct ensemble *ensemble, const struct prepared *prepared)
{
    size_t rows = ensemble_rows(ensemble);
    float *values = mem_new(rows, sizeof *values);
    struct text message = {0};
    for (size_t run = 0; run < ensemble->runs; run++) {
        ensemble_get(ensemble, run, values);
        text_clear(&message);
        text_add_n(&message, (const char *)values, rows * sizeof *values);
        world_outcome_pack(&ensemble->outcomes[run], prepared, &message);
        send_text(0, TAG_REPLICATION, &message);
    }
    text_release(&message);
    free(values);
}

static void carry_out(const char *message, size_t length)
{
    struct order order;
    struct arena arena = {0};
    struct service service;
    struct ensemble ensemble;
    struct diag diag = {0}; /* stays empty: the scenario has been checked */
    memcpy(&order, message, sizeof order);
    size_t held = size_of_shares(&order.held), head = sizeof order + held;
    double *shares = mem_new(held + 1, 1);
    memcpy(shares, message + sizeof order, held);
    order.held.shares = shares;
    struct node *tree = tree_unpack(&arena, message + head, length - head);
    if (!service_open(&service, tree, &diag))
        abort();
    struct replicate_job job = {.tree = tree,
                                .plan = service.plan,
                                .held = order.held.rows > 0 ? &order.held : NULL,
                                .seed = order.seed,
                                .first = order.first,
                                .runs = order.runs,
                                .threads = order.threads};
    if (!replicate_run(&job, &ensemble))
        abort();
    send_back(&ensemble, &service.prepared);
    ensemble_release(&ensemble);
    service_close(&service);
    free(shares);
    diag_release(&diag);
    arena_release(&arena);
}

static void serve(void)
{
    for (;;) {
        MPI_Status status;
        size_t length;
        wait_for(0, NULL, &status);
        char *message = receive(&status, &length);
        if (status.MPI_TAG == TAG_ORDER)
            carry_out(message, length);
        free(message);
        if (status.MPI_TAG == TAG_END)
            return;
    }
}

/* --- beginning and end -------------------------------------------------------------------------------------------- */

/* Whoever leaves by exit() in the middle (no memory, say) must not keep the others waiting. */
static void abort_others(void)
{
    int over = 0;
    MPI_Finalized(&over);
    if (!over)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
}

bool ranks_begin(int *argc, char ***argv)
{
    int level;
    MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &level);
    atexit(abort_others);
    if (own_rank() == 0)
        return false;
    serve();
    return true;
}

void ranks_end(bool stopped, int exit_code)
{
    if (stopped)
        MPI_Abort(MPI_COMM_WORLD, exit_code);
    int ranks = rank_count();
    for (int rank = 1; rank < ranks; rank++)
        send_text(rank, TAG_END, &(struct text){0});
    MPI_Finalize();
}

#else

bool ranks_begin(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return false;
}

void ranks_end(bool stopped, int exit_code)
{
    (void)stopped, (void)exit_code;
}

size_t ranks_share(int rank, size_t count)
{
    return rank == 0 ? count : 0;
}

void ranks_order(const struct replicate_job *job, size_t first)
{
    (void)job, (void)first;
}

bool ranks_collect(const struct replicate_job *job, struct ensemble *ensemble, size_t first,
                   const struct prepared *prepared)
{
    (void)job, (void)ensemble, (void)first, (void)prepared;
    return true;
}

#endif
