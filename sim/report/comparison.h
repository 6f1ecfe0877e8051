/* Comparisons: options against a baseline on the same luck, as numbers for machines and as a table for people.
 *
 *     comparison.csv    every measure of the service and of each team that both have, at each target's date and at the end:
 *                       means, paired difference with interval, what pairing achieved
 *     comparison.json   the decision table: chance of every target, its change, and how intervals were made
 *
 * Differences are option less baseline. Intervals hold together at 95 per cent over the options (Bonferroni): with k options
 * beside the baseline each is at 1 - 0.05 / k. */
#ifndef REPORT_COMPARISON_H
#define REPORT_COMPARISON_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "experiment/ensemble.h"

struct comparison_option {
    const char *name; /* unique */
    const struct ensemble *ensemble;
};

/* The baseline is the first option. Everything is borrowed. */
struct comparison {
    const struct comparison_option *options;
    size_t count;
    uint64_t seed;
    const char *version;
};

/* Null when option and baseline can be compared, else why not, into why[]. */
const char *comparison_unlike(const struct ensemble *baseline, const struct ensemble *option, char why[static 200]);

void comparison_write_csv(const struct comparison *comparison, struct text *out);
void comparison_write_json(const struct comparison *comparison, struct text *out);

/* The decision table in 80 columns, with what it rests on below. */
void comparison_write_terminal(const struct comparison *comparison, struct text *out);

#endif
