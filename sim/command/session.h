/* A session of work: the signals that may end it, and replications with their progress. For commands that simulate. */
#ifndef COMMAND_SESSION_H
#define COMMAND_SESSION_H

#include "base/file.h"
#include "command/command_load.h"
#include "experiment/replicate.h"

/* From now on the first Ctrl-C or SIGTERM asks for a clean stop; a second one kills. */
void session_listen(void);

/* The signal that asked for a stop, or 0. */
int session_stopped(void);

/* Discards the folder (may be null), says that nothing was written, and returns the exit code of a stop. */
int session_stop(const struct command_line *line, struct folder *folder);

/* "headroom run: why" on standard error; returns COMMAND_FAILED. */
int session_fail(const struct command_line *line, const char *why);

/* Runs `runs` replications of a loaded scenario. Returns false when stopped; the ensemble must be released either way. */
bool session_replicate(const struct command_line *line, const struct command_load *load, uint64_t seed, size_t runs,
                       long threads, struct ensemble *ensemble);

/* The same without a progress of its own: `progress` (may be null) is told. */
bool session_replicate_as(const struct command_load *load, uint64_t seed, size_t runs, long threads,
                          replicate_progress_fn *progress, void *user, struct ensemble *ensemble);

/* Would this many bytes of results fit into the machine's memory? Says what to do when not. */
bool session_fits(const struct command_line *line, const struct plan *plan, double copies);

#endif
