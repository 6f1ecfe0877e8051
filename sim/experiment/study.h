/* Studies: what a comparison file says. Which options, in which futures, judged by what, with how much money.
 *
 * The rows are in study_rows.c: a new key is a member here and a row there. study_open() reads a file; the options' own files are
 * loaded by whoever runs them, with the settings that study_settings() gives, in the order in which they count: the file,
 * `runs`, `seed` and `set` of the comparison, what the option sets, the command line, what the future sets. */
#ifndef EXPERIMENT_STUDY_H
#define EXPERIMENT_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scenario/scenario.h"

struct study_option {
    struct named named;
    const char *title; /* null: that of the scenario */
    const char *file;
    struct settings set;
};

struct study_future {
    struct named named;
    struct settings set;
};

struct study_judge {
    bool given;
    const char *target;
};

enum study_budget_for { STUDY_BUDGET_EXTRA, STUDY_BUDGET_ALL };

struct study_budget {
    bool given;
    double available; /* pence */
    int pays_for;     /* enum study_budget_for */
    const char *year; /* "2021-22"; null: the whole time */
    const char *title, *note;
};

/* The rows' struct. Options and futures in order of identity, see named.place. */
struct study {
    int64_t schema;
    int kind;
    const char *name, *title, *notice;
    struct ref baseline;
    struct settings set;
    struct map options; /* study_option */
    struct map futures; /* study_future */
    struct study_judge judge_by;
    struct study_budget budget;
    double worth;                    /* pence that meeting the target is worth; NaN: nobody says */
    int64_t runs, seed, future_runs; /* 0 when absent; see struct study_file for runs and seed */
    struct map sources;              /* plan_figure */
};

extern const struct param_table study_table;

/* The future that the files themselves give; no future of a study may have its name. */
extern const char study_as_given[];

/* A comparison as read. Zeroed is empty; study_close(). */
struct study_file {
    struct diag diag;
    struct scenario scenario;
    struct study *study;                 /* null when it could not be read */
    const struct study_option **options; /* the baseline first, then as in the file */
    const struct study_future **futures; /* as in the file */
    size_t option_count, future_count;
    char runs[40], seed[40]; /* as settings of the clock; "" when not given */
};

/* Reads a comparison file. Returns false when anything is wrong with it; everything wrong is in diag. */
bool study_open(struct study_file *file, const char *path);

/* The same of text that the program made itself, as if it were a file of that name. */
bool study_open_text(struct study_file *file, const char *name, const char *text);

/* Where the scenario of an option is; null after an error in the study's diag. */
const char *study_option_path(struct study_file *file, const struct study_option *option);

/* The settings of an option (`future` null) or of a future over it, those of the command line among them. On the heap,
 * released with free(); their values are borrowed from the study. */
struct scenario_setting *study_settings(const struct study_file *file, const struct study_option *option,
                                        const struct study_future *future, const struct scenario_setting *line,
                                        size_t line_count, size_t *count);

/* The comparison that a result folder holds: each option is NAME.yaml beside it, in which everything that it sets is
 * written out. */
void study_write_resolved(struct study_file *file, bool with_futures, FILE *out);

void study_close(struct study_file *file);

#endif
