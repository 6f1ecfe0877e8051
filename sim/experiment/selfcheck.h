/* Self-check: does this program, on this computer, give the results that theory gives?
 *
 * A dozen small services whose exact results are known from queueing and renewal theory are simulated, and known answers of
 * the random-number generator are compared bit for bit. The scenarios are in the program, since an installed one has no
 * folder of tests. Seeds are fixed: on one class of machine a verdict never changes by itself.
 *
 * A simulated figure passes within SELFCHECK_ERRORS standard errors of the exact one. To add a case: a row in
 * selfcheck_cases.c, with where its value comes from. */
#ifndef EXPERIMENT_SELFCHECK_H
#define EXPERIMENT_SELFCHECK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/metric.h"

enum { SELFCHECK_FIGURES = 4, SELFCHECK_ERRORS = 5 };

enum selfcheck_kind {
    SELFCHECK_NONE,
    SELFCHECK_MEAN,     /* of a measure at a week, over runs */
    SELFCHECK_VARIANCE, /* the same, variance */
    SELFCHECK_AVERAGE,  /* of a measure over time */
    SELFCHECK_CHANCE,   /* of a measure at or below `level` at a week */
    SELFCHECK_SHARE,    /* of time in which a measure is at or below `level` */
};

/* What is known exactly. */
struct selfcheck_figure {
    enum selfcheck_kind kind;
    enum metric metric;
    int of;       /* stage of a stage's measure, in file order; METRIC_SERVICE */
    double week;  /* MEAN, VARIANCE, CHANCE */
    double level; /* CHANCE, SHARE */
    double exact;
};

struct selfcheck_case {
    const char *name;                                   /* "one worker who keeps three cases moving" */
    const char *theory;                                 /* where the value comes from */
    const char *yaml;                                   /* the scenario */
    struct selfcheck_figure figures[SELFCHECK_FIGURES]; /* up to the first SELFCHECK_NONE */
};

extern const struct selfcheck_case selfcheck_cases[];
extern const size_t selfcheck_count;

struct selfcheck_got {
    double value, error; /* of the figure, and its standard error */
    bool passed;
};

/* Simulates a case and fills got[] for its figures. Returns false when stopped, or with a sentence in why[] when it could not
 * run at all; why[] is empty when stopped. */
bool selfcheck_run(const struct selfcheck_case *of, const atomic_int *stop,
                   struct selfcheck_got got[static SELFCHECK_FIGURES], char why[static 256]);

/* Known answers of Philox4x32-10 (Random123) and of the addresses, bit for bit: how many of *count are right. */
size_t selfcheck_numbers(size_t *count);

/* "mean open cases at week 13" */
void selfcheck_words(const struct selfcheck_figure *figure, char out[static 120]);

#endif
