/* gnuplot through a pipe: one script in, files out, and a plain answer on how it went.
 *
 * gnuplot runs as `gnuplot -d /dev/stdin`, so that it stops at the first error with its line and reads nobody's start-up
 * file. It never runs through a shell. What it draws goes where the script says; whether the files are there and whole is
 * for the caller to look at, since exit status 0 does not prove it. */
#ifndef PLOTS_GNUPLOT_H
#define PLOTS_GNUPLOT_H

#include <stddef.h>

enum gnuplot_outcome {
    GNUPLOT_DONE,
    GNUPLOT_MISSING, /* not on the PATH */
    GNUPLOT_TOO_OLD, /* older than 5.2 */
    GNUPLOT_HUNG,    /* still running at the time limit; stopped */
    GNUPLOT_FAILED,  /* said why in `message`, or could not be started */
};

struct gnuplot_result {
    enum gnuplot_outcome outcome;
    char message[256]; /* its own words on one line, else its exit code or signal; empty when all went well */
};

/* Runs a script in a folder (null: the current one). Never blocks longer than `seconds`, never raises SIGPIPE. */
struct gnuplot_result gnuplot_run(const char *script, size_t length, const char *folder, double seconds);

/* The result as one sentence for the user, with what to do about it. */
const char *gnuplot_explain(const struct gnuplot_result *result, char out[static 512]);

#endif
