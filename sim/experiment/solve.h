/* Solving: how much of one thing is needed for a chance, and what proves that less of it does not do.
 *
 * Amounts are numbered from 0 along the range. The search looks at both ends and at the quarters between them, which tells the
 * direction and finds a hump; it then halves the stretch in which the chance passes what is wanted. Because all amounts meet
 * the same luck, the chance seen is as even as the true one, and halving is sure to end at neighbours of which one does it and the
 * other does not. The search's own estimates flatter its answer, so the caller runs both neighbours again on fresh luck.
 * What an amount gives is the caller's business: simulation in the program, a formula in a test. */
#ifndef EXPERIMENT_SOLVE_H
#define EXPERIMENT_SOLVE_H

#include <stdbool.h>
#include <stddef.h>

#include "experiment/contrast.h"
#include "experiment/ensemble.h"

enum { SOLVE_AMOUNTS_LIMIT = 1000000, SOLVE_TRIED_LIMIT = 96 };

/* The chance at an amount; false: stopped, or something failed. Called once for an amount. */
typedef bool solve_try_fn(void *user, size_t amount, struct ensemble_verdict *verdict);

/* The paired difference in chance, b less a, of two amounts that were tried. */
typedef struct contrast solve_pair_fn(void *user, size_t a, size_t b, double level);

struct solve_job {
    size_t amounts; /* at least 2 */
    double wanted;  /* chance, in (0, 1) */
    solve_try_fn *try_amount;
    solve_pair_fn *pair;
    void *user;
};

enum solve_outcome {
    SOLVE_STOPPED, /* nothing may be reported */
    SOLVE_FOUND,
    SOLVE_ALREADY, /* every amount does it, also the end with the least of it */
    SOLVE_NEVER,   /* not even the better end does it */
};

struct solve_tried {
    size_t amount;
    struct ensemble_verdict verdict;
};

/* Amounts that the interval of the chance leaves open. */
struct solve_span {
    size_t least, most;
    bool open_least, open_most; /* it goes on beyond the range at that end */
};

struct solve_result {
    enum solve_outcome outcome;
    bool rising;     /* more of it gives a higher chance, judged at the ends */
    size_t answer;   /* FOUND: the least amount that does it when rising, else the most; else the end told about */
    size_t short_of; /* FOUND: its neighbour that does not */
    struct solve_span span;
    bool reversed; /* two amounts are told apart in the wrong order: the chance does not only rise (or fall) */
    size_t reversed_from, reversed_to;
    struct solve_tried tried[SOLVE_TRIED_LIMIT]; /* by amount */
    size_t tried_count;
};

/* Searches. `result` needs no initialisation. */
void solve_search(const struct solve_job *job, struct solve_result *result);

/* What was tried at an amount, or null. */
const struct solve_tried *solve_at(const struct solve_result *result, size_t amount);

#endif
