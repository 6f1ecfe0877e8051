/* Ranks: replications on several machines, with MPI. Compiled in with `make MPI=1`; without it there is one rank.
 *
 * The first rank runs the command like any process and alone reads, writes and prints. The others enter no command: they
 * wait for orders (a scenario tree, a seed, a range of replications), run them on threads of their own and send back what
 * came out, which the first puts in its place. So results are the same bytes on any number of ranks, and only replicate.c
 * and main.c need to know this header. When a rank dies, mpirun ends them all; a result folder that was not whole by then
 * never appears. */
#ifndef EXPERIMENT_RANKS_H
#define EXPERIMENT_RANKS_H

#include <stdbool.h>
#include <stddef.h>

struct ensemble;
struct prepared;
struct replicate_job;

/* For main(), before anything else. Returns false on the first rank, which goes on to its command; on any other it serves
 * until the first ends, and returns true. */
bool ranks_begin(int *argc, char ***argv);

/* For main() on every rank, after all else. `stopped`: a signal ended the command; ranks still at work are ended with it,
 * and with that exit code. */
void ranks_end(bool stopped, int exit_code);

/* How many of `count` replications a rank runs. Ranges stand one behind another in order of rank. */
size_t ranks_share(int rank, size_t count);

/* On the first rank: sends everybody else off with their shares of the replications [first, job->runs). Nothing on others. */
void ranks_order(const struct replicate_job *job, size_t first);

/* On the first rank: what the others have run of those, each into its place in the ensemble. Returns false when stopped
 * before it was complete. */
bool ranks_collect(const struct replicate_job *job, struct ensemble *ensemble, size_t first,
                   const struct prepared *prepared);

#endif
