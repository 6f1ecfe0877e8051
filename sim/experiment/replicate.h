/* Replications on threads, and on ranks when there are several (ranks.h): the same bytes on any number of them. */
#ifndef EXPERIMENT_REPLICATE_H
#define EXPERIMENT_REPLICATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "experiment/ensemble.h"
#include "model/service.h"

/* Called from one thread at a time, at most about ten times a second, with replications finished so far. */
typedef void replicate_progress_fn(void *user, size_t done, size_t runs);

struct replicate_job {
    const struct node *tree;         /* the scenario, checked; each thread opens a service of its own from it */
    const struct plan *plan;         /* filled from it, for the ensemble to borrow */
    const struct service_hold *held; /* inputs held; may be null */
    uint64_t seed;
    size_t runs;                     /* the ensemble's in all */
    size_t first;                    /* the number of its first replication: 0 unless others run those before */
    int threads;                     /* 0: as many as there are cores */
    const atomic_int *stop;          /* not 0: stop soon, within a replication too; may be null */
    replicate_progress_fn *progress; /* may be null */
    void *user;
};

/* Replications that share one Latin hypercube of drawn inputs, and so are not independent. */
size_t replicate_block(const struct plan *plan);

/* Runs them all into the ensemble (initialised here). Returns false when stopped before the end; the ensemble then holds
 * nothing that may be reported. Replications that fail are kept as failures in their outcome. */
bool replicate_run(const struct replicate_job *job, struct ensemble *ensemble);

/* Runs on where an ensemble of the same job ends, until it has `job->runs`: the same bytes as if it had been one run. */
bool replicate_more(const struct replicate_job *job, struct ensemble *ensemble);

#endif
