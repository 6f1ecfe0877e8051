/* What a search for an amount found: for the terminal, solve.csv and solve.json.
 *
 *     solve.csv    one row for every amount that was tried, on the luck of the search, and for the finalists on fresh luck
 *     solve.json   the question, the answer, the amounts left open, and the paired difference that proves it
 *
 * Nothing here computes a figure: what was found is experiment/solve.h's, what came of an amount the trial's. */
#ifndef REPORT_SOLVE_TABLE_H
#define REPORT_SOLVE_TABLE_H

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

void solve_table_csv(const struct solve_answer *answer, struct text *out);
void solve_table_json(const struct solve_answer *answer, struct text *out);

/* The answer in sentences, with what proves it, in 80 columns. */
void solve_table_terminal(const struct solve_answer *answer, struct text *out);

/* The first of those sentences. */
void solve_table_headline(const struct solve_answer *answer, struct text *out);

#endif
