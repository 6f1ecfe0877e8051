/* A session of work: the signals that may end it, and replications with their progress. For commands that simulate. */
#ifndef COMMAND_SESSION_H
#define COMMAND_SESSION_H

#include <stdatomic.h>

#include "base/file.h"
#include "command/command_load.h"
#include "experiment/replicate.h"
#include "experiment/stopping.h"
#include "report/terminal.h"

/* From now on the first Ctrl-C or SIGTERM asks for a clean stop; a second one kills. */
void session_listen(void);

/* The signal that asked for a stop, or 0. */
int session_stopped(void);

/* The flag behind it, for work that looks at it by itself. */
const atomic_int *session_stop_flag(void);

/* Discards the folder (may be null), says that nothing was written, and returns the exit code of a stop. */
int session_stop(const struct command_line *line, struct folder *folder);

/* "headroom run: why" on standard error; returns COMMAND_FAILED. */
int session_fail(const struct command_line *line, const char *why);

/* Runs `runs` replications of a loaded scenario. Returns false when stopped; the ensemble must be released either way. */
bool session_replicate(const struct command_line *line, const struct command_load *load, uint64_t seed, size_t runs,
                       long threads, struct ensemble *ensemble);

/* Replications first to first + runs - 1, without a progress of its own: `progress` (may be null) is told. What the
 * scenario's service holds is held. */
bool session_replicate_as(const struct command_load *load, uint64_t seed, size_t first, size_t runs, long threads,
                          replicate_progress_fn *progress, void *user, struct ensemble *ensemble);

/* Options that are run together until their figures are known well enough (--runs auto); one, or a baseline and others. */
struct session_until {
    struct command_load *loads;
    struct ensemble *ensembles; /* [count], all to be released in any case */
    size_t count;
    uint64_t seed;
    struct stopping stopping;
    struct stopping_look look; /* filled: the least precise figure at the end */
};

/* Runs them all to the same number, which each scenario then has as its clock.runs. The ensembles are initialised here.
 * Returns false when stopped by a signal. */
bool session_replicate_until(const struct command_line *line, struct session_until *until, long threads);

/* What --runs auto of this command line asks of `copies` scenarios like this one, with no more runs than fit. */
struct stopping session_stopping(const struct command_line *line, const struct plan *plan, double copies);

/* Would this many bytes of results fit into the machine's memory? Says what to do when not. */
bool session_fits(const struct command_line *line, const struct plan *plan, double copies);

/* What went wrong while the results were written, line by line (result.h; null: nothing); and, unless quiet, that this build
 * writes no workbook. */
void session_tell_missing(const struct command_line *line, const char *problem);

/* How its summary is written: what standard output can show, without colour where the user refused it. */
struct terminal_style session_style(const struct command_line *line);

#endif
