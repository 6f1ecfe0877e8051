/* Advice: what a comparison recommends and what stands behind it, in words; for its page, its first screen and its annex.
 *
 * The recommendation is the leader of the decision (decision.h), by a rule that is said with it. What would change it, what it
 * costs to wait and which figure to collect first were found by whoever ran the comparison with --decide. */
#ifndef REPORT_ADVICE_H
#define REPORT_ADVICE_H

#include "experiment/causes.h"
#include "experiment/delay.h"
#include "experiment/findings.h"

struct comparison;

/* Everything is borrowed. */
struct advice {
    const struct findings *const *findings; /* switching values, then, where it could be told, the worth of figures */
    size_t finding_count;
    const struct delay *delay;   /* of the option put forward; null: there is none, or nothing in it can come late */
    const struct causes *causes; /* of its misses, or of the baseline's; null: the target is not one that is missed */
    const size_t *short_list;    /* options between which it was chosen with an assumption moved */
    size_t short_count;
    size_t move_runs; /* replications of each then */
};

/* Appends the rule, and what it recommends; whole sentences. */
void advice_rule(const struct comparison *comparison, struct text *out);
void advice_take(const struct comparison *comparison, struct text *out);

/* Appends what would change it, why it is missed where it is, in which corner of the inputs, what the loop of caseload and leaving
 * makes, what it costs to wait, which figure to collect first: whole sentences; nothing where nothing was looked at. */
void advice_switch(const struct comparison *comparison, struct text *out);
void advice_fail(const struct comparison *comparison, struct text *out);
void advice_corner(const struct comparison *comparison, struct text *out);
void advice_loop(const struct comparison *comparison, struct text *out);
void advice_wait(const struct comparison *comparison, struct text *out);
void advice_collect(const struct comparison *comparison, struct text *out);

/* Appends between which options it was chosen with an assumption moved, in how many runs. */
void advice_short_list(const struct comparison *comparison, struct text *out);

/* All of it in one paragraph, of the corner and the loop only what was found; nothing without advice. */
void advice_words(const struct comparison *comparison, struct text *out);

#endif
