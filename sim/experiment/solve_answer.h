/* What a search for an amount found, and the sentences about it that chart, page and terminal share.
 *
 * The command fills a struct solve_answer and everything that is told starts here. Nothing here computes a figure: what was found
 * is solve.h's, what came of an amount the trial's. */
#ifndef EXPERIMENT_SOLVE_ANSWER_H
#define EXPERIMENT_SOLVE_ANSWER_H

#include <stdint.h>

#include "base/text.h"
#include "experiment/solve.h"
#include "experiment/vary.h"
#include "model/plan.h"

/* One amount on one luck. */
struct solve_line {
    const char *value; /* as it is set */
    bool fresh;        /* not on the luck of the search */
    struct ensemble_verdict chance;
    struct ensemble_point caseload, cost;
};

/* Everything that is told. Borrowed. */
struct solve_answer {
    const struct vary *vary;
    const char *label; /* of its path */
    const struct plan *plan;
    size_t target;
    double wanted;
    size_t amounts;
    const struct solve_result *result;
    const char *first, *last; /* the ends of the range, as values */
    const char *least, *most; /* the amounts left open, when one was found */
    const char *reversed[2];  /* two amounts in the wrong order, when result->reversed */
    const struct solve_line
        *lines; /* by amount; of the finalists the fresh ones behind: short of it, then the answer */
    size_t line_count;
    struct contrast proof; /* fresh: the answer less its neighbour, in chance */
    uint64_t seed, fresh_seed;
    size_t runs;
    const char *version;
};

/* What is judged by, and whether by a chance or by a share of time. */
const struct plan_target *solve_answer_target(const struct solve_answer *answer);
const char *solve_answer_measure(const struct solve_answer *answer);

/* The line of the amount that is told about, on the luck of the search. */
const struct solve_line *solve_answer_told(const struct solve_answer *answer);

/* When an amount was found, on fresh luck: the neighbour that does not do it (0), and the answer (1). */
enum { SOLVE_ANSWER_FINALISTS = 2 };
const struct solve_line *solve_answer_finalist(const struct solve_answer *answer, size_t which);

/* "83% (79% to 87%)"; "over 99%" where the whole interval is */
void solve_answer_chance(const struct ensemble_verdict *verdict, struct text *out);

/* "on 28 June 2021", "in week 52", "at the end" */
void solve_answer_date(const struct solve_answer *answer, struct text *out);

/* What was found, without a full stop. */
void solve_answer_headline(const struct solve_answer *answer, struct text *out);

/* When an amount was found: what the fresh runs bear out, and which amounts the search leaves open. */
void solve_answer_proof(const struct solve_answer *answer, struct text *out);

/* Where the response turns, and how much was looked at. */
void solve_answer_extent(const struct solve_answer *answer, struct text *out);

#endif
