/* What a run wrote, as a reader of the folder sees it: series.csv by rows, summary.json by paths. */
#ifndef SUPPORT_OUTCOME_H
#define SUPPORT_OUTCOME_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { OUTCOME_QUANTILES = 9 }; /* q025 q05 q10 q25 q50 q75 q90 q95 q975 */

/* A line of series.csv; an empty number is NaN. */
struct outcome_row {
    double week;
    const char *scope, *of, *measure;
    double mean, sd, se, runs;
    double quantile[OUTCOME_QUANTILES];
};

/* Owned; outcome_release(). Rows point into the text. */
struct outcome {
    char *text;
    struct outcome_row *rows;
    size_t count;
    json_t *summary;
};

/* Reads a result folder; fails the test when it is not whole. */
void outcome_open(struct outcome *outcome, const char *folder);
void outcome_release(struct outcome *outcome);

/* Runs a scenario given as text and reads what came out; the test fails when any replication does. Returns the folder, for
 * outcome_done(), which removes it and releases the outcome. */
char *outcome_run(struct outcome *outcome, const char *yaml);
void outcome_done(struct outcome *outcome, char *folder);

/* The row of a measure at a week; the team or stage is "service/all", "team/NAME" or "stage/NAME". Fails the test when there
 * is none. */
const struct outcome_row *outcome_at(const struct outcome *outcome, const char *place, const char *measure,
                                     double week);

/* A value of summary.json by names and, in lists, numbers: outcome_json(outcome, "targets", "empty", "chance", NULL).
 * Null when there is none. */
const json_t *outcome_json(const struct outcome *outcome, ...) __attribute__((sentinel));

/* The number that a value is; NaN for null and for nothing. */
double outcome_number(const json_t *value);

#endif
