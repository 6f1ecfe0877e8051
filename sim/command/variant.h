/* Variants: a scenario file with further settings, simulated as one of many, for commands that try several.
 *
 * All variants of a study run on the same luck and are judged by the same target. What each gave is kept in a store beside
 * the output folder until the study is done, so that a stop loses no finished one.
 *
 * A new command of this kind: variant_open(), read and check its own options, then variant_work() with a function that runs
 * its variants (variant_load(), variant_run()) and one that says what it writes (results.h), then variant_close(). */
#ifndef COMMAND_VARIANT_H
#define COMMAND_VARIANT_H

#include "base/store.h"
#include "command/command_load.h"
#include "command/progress.h"
#include "command/results.h"
#include "experiment/trial.h"

/* What is common to the variants. Zeroed, then variant_open() to variant_close(). */
struct variant_study {
    const struct command_line *line;
    const char *file;
    struct arena arena;
    char *target;                      /* its name */
    struct scenario_setting always[2]; /* applied to every variant */
    size_t always_count;
    struct command_load base; /* the file with the command line's settings and `always` */
    long threads;
    size_t runs;
    uint64_t seed;
    char *out; /* the output folder */
    struct store store;
    char program[65]; /* hash of this program: another one's results are not taken for ours */
    struct progress progress;
    struct trial_figure figures[TRIAL_FIGURES]; /* what is kept of each run besides */
    size_t figure_count;
    size_t block;                /* replications in a block of drawn inputs, as in struct ensemble */
    size_t planned, done, found; /* variants: to come, finished, and of these those that were already there */
};

/* Loads the scenario as it stands, finds the target (--target, or the main one) and everything else on the command line that
 * is common. `ending` is added to the scenario's name for the default output folder; `always` is a setting that every variant has
 * (null: none). Returns COMMAND_DONE, or what the command returns after what is wrong has been said. */
int variant_open(struct variant_study *study, const struct command_line *line, const char *ending, const char *always);
void variant_close(struct variant_study *study);

/* Its number among the targets of the scenario as it stands. */
size_t variant_target(const struct variant_study *study);

/* Is there such a value in the scenario as it stands, given or by default? A mistyped name would add an idle team and vary
 * nothing. Says what is wrong when not. */
bool variant_has(const struct variant_study *study, const char *path);

/* Loads a variant. Returns false when it is wrong or cannot be compared, after saying so under the name `title`. */
bool variant_load(const struct variant_study *study, const struct scenario_setting *settings, size_t count,
                  const char *title, struct command_load *load);
/* The same, prints nothing when good and loads nothing. */
bool variant_check(const struct variant_study *study, const struct scenario_setting *settings, size_t count,
                   const char *title);

/* The result of a loaded variant: from the store, or simulated and put there. Returns COMMAND_DONE, COMMAND_FAILED after
 * saying why, or the exit code of a stop. */
int variant_run(struct variant_study *study, const struct command_load *load, uint64_t seed, struct trial *trial);

/* The same of replications first to first + runs - 1, which a search adds to what it has. */
int variant_run_part(struct variant_study *study, const struct command_load *load, uint64_t seed, size_t first,
                     size_t runs, struct trial *trial);

/* After a stop: says what is kept. Returns the exit code. */
int variant_stop(struct variant_study *study);

/* How a study of experiment/ has its variants run here: variant_runner() of one of these, whose result is COMMAND_DONE until
 * something goes wrong. */
struct variant_asked {
    struct variant_study *study;
    int result;
};
struct trial_runner variant_runner(struct variant_asked *asked);

/* What a command does with a study that is open and checked. */
struct variant_job {
    size_t planned; /* variants to come, for the bar; 0: nobody knows, and `run` tells by itself how far it is */
    int (*run)(void *user);  /* all of them; returns COMMAND_DONE, or what the command returns after saying why */
    results_write_fn *write; /* what comes into the folder */
    const char *stopping;    /* when runs end, for the manifest; null: when there are as many as were asked for */
    void *user;              /* for both */
};

/* From here to the written folder: is it writable, listen for Ctrl-C, run with progress, write, forget what was kept. Returns the
 * exit code. */
int variant_work(struct variant_study *study, const struct variant_job *job);

/* The scenario as it stands, for a manifest or resolved.yaml. `hollow` stands for the ensemble that nobody keeps. */
struct result_run variant_base(struct variant_study *study, struct ensemble *hollow);

#endif
