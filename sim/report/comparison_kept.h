/* What comparison.json keeps beside the decision table since the report shows it: of each option the caseload of every team,
 * the worst tenth and the money of each year; and the sentences and tables of the recommendation and of the drivers, in the
 * words of the page, so that `headroom trace` can say where a number stands.
 *
 * Whoever shows one of them takes it from here, so that page and file cannot differ. To add a sentence: a row of
 * comparison_kept_sentences; a table: comparison_kept_table() and comparison_kept_tables(). */
#ifndef REPORT_COMPARISON_KEPT_H
#define REPORT_COMPARISON_KEPT_H

#include <jansson.h>

#include "report/comparison.h"
#include "report/table.h"

/* The sample of the date looked at, among those that options keep. */
size_t comparison_kept_sample(const struct comparison *comparison);

/* The caseload of the baseline's team (or METRIC_SERVICE) in an option, and its change; false: it has no such team. The key is
 * what comparison.json calls the team. */
bool comparison_kept_team(const struct comparison *comparison, size_t option, int team, struct contrast *caseload);
const char *comparison_kept_team_key(const struct comparison *comparison, int team);

/* The caseload of the service on the date that one run in ten is above; NaN without runs. */
double comparison_kept_high(const struct comparison *comparison, size_t option);

/* Pounds of a column of spending.h, mean of the runs, and what comparison.json calls the column: "2021-22", "all". */
double comparison_kept_money(const struct option_run *option, enum spending_sum sum, size_t column);
void comparison_kept_year(const struct option_run *option, size_t column, char name[static 16]);

/* Adds what is kept of an option to its object. */
void comparison_kept_option(const struct comparison *comparison, size_t option, json_t *object);

/* What summary.json would have in its part `report` of the baseline; a new reference. */
json_t *comparison_kept_report(const struct comparison *comparison);

enum { COMPARISON_KEPT_SENTENCES = 12 };
extern const struct comparison_kept_sentence {
    const char *key; /* in the object "said" */
    bool advised;    /* comparison->advice is there */
    void (*write)(const struct comparison *comparison, struct text *out);
} comparison_kept_sentences[COMPARISON_KEPT_SENTENCES];

/* The table `key` of the object "tables" ("delay", "causes", "drivers", or a name of findings.h); false, with nothing to
 * release, when there is none. */
struct comparison_kept_table {
    struct table table; /* with its caption */
    struct text notes;
};
bool comparison_kept_table(const struct comparison *comparison, const char *key, struct comparison_kept_table *kept);
void comparison_kept_table_release(struct comparison_kept_table *kept);

/* The objects "said" and "tables", new references. */
json_t *comparison_kept_said(const struct comparison *comparison);
json_t *comparison_kept_tables(const struct comparison *comparison);

#endif
