/* Progress: how far a long piece of work is, on standard error.
 *
 * A bar that is drawn over itself when a person watches, a line every ten per cent when a file does, nothing when quiet. */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Embedded; progress_start() to progress_end(). */
struct progress {
    FILE *out; /* null: say nothing */
    bool terminal;
    double began;    /* seconds on the monotonic clock */
    size_t tenths;   /* how many have been told */
    size_t expected; /* runs in all when more is known of them than whoever tells does; 0: nothing is */
    bool drawn;      /* a bar stands on the current line */
};

/* Starts the clock. */
void progress_start(struct progress *progress, FILE *out, bool quiet);

/* A replicate_progress_fn with the struct progress as `user`. */
void progress_tell(void *user, size_t done, size_t runs);

/* Removes the bar. Returns the seconds since the start. */
double progress_end(struct progress *progress);

#endif
