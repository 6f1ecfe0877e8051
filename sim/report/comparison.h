/* Comparisons: options against a baseline on the same luck, as numbers for machines and as a first screen for people.
 *
 *     comparison.csv    every measure of the service and of each team that both have, at each target's date and at the end:
 *                       means, paired difference with interval, what pairing achieved
 *     decision.csv      every figure that decides, a line for each option: its mean and the paired difference
 *     regret.csv        chance, regret and extra cost of each option in each future, where futures were asked for
 *     drivers.csv       what each part of an option does alone and what they do together, where that was asked for
 *     comparison.json   the decision table, the regret table and the rules they were made by, and what else the report shows
 *                       (comparison_kept.h)
 *     scrutiny.json     the questions of the scrutiny annex with their answers (scrutiny.h)
 *
 * Everything is calculated in experiment/decision.h and experiment/regret.h, which state the rules. Each kind of output has
 * its own file here: comparison_csv.c, comparison_json.c, comparison_terminal.c, and comparison_words.c for the sentences,
 * which the page of a comparison shares. */
#ifndef REPORT_COMPARISON_H
#define REPORT_COMPARISON_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "experiment/decision.h"
#include "experiment/drivers.h"
#include "experiment/regret.h"
#include "model/prepared.h"
#include "report/advice.h"
#include "report/table.h"
#include "report/terminal.h"
#include "report/trail.h"

/* The baseline is the first option. Everything is borrowed. */
struct comparison {
    const char *name, *title, *notice; /* of the comparison; title and notice may be null */
    const struct option_run *options;
    size_t count;
    const struct decision *decision;
    const struct regret *regret;      /* null: no futures were asked for */
    const char *const *futures;       /* [regret->futures] their names; the first is the files as given */
    const char *const *future_titles; /* [regret->futures] */
    size_t future_runs;               /* in each but the first */
    const struct option_run
        *in_futures; /* [future_count][count]; the first future is the options themselves; null: none */
    size_t future_count;
    const struct drivers *drivers;    /* null: not asked for */
    size_t driven;                    /* the option that they are of */
    const char *const *driver_names;  /* [drivers->parts] "levers.supplement" */
    const char *const *driver_titles; /* [drivers->parts] */
    const char *budget, *budget_note; /* what the budget is called; may be null */
    const struct advice *advice;      /* advice.h; null: not asked for */
    const char *fitted; /* which inputs of the baseline were fitted to the past, and how well; null: none */
    const struct prepared *prepared; /* of the baseline */
    uint64_t seed;
    const char *version;
    bool publication;    /* the edition that may leave the building (publication.h) */
    struct trail *trail; /* where the numbers of sentences and tables get ids; null: none are wanted */
};

/* Null when option and baseline can be compared, else why not, into why[]. */
const char *comparison_unlike(const struct plan *baseline, const struct plan *option, char why[static 200]);

void comparison_write_csv(const struct comparison *comparison, struct text *out);
void comparison_write_decision(const struct comparison *comparison, struct text *out);
/* Nothing but its header without futures. */
void comparison_write_regret(const struct comparison *comparison, struct text *out);
/* Nothing but its header without drivers. */
void comparison_write_drivers(const struct comparison *comparison, struct text *out);
void comparison_write_json(const struct comparison *comparison, struct text *out);

/* The first screen, in 80 columns: which option, what chance, what cost, against what, and what it rests on. */
void comparison_write_terminal(const struct comparison *comparison, struct terminal_style style, struct text *out);

/* Appends the sentence on top: the leader of the decision (decision.h has the rule), or that there is none. */
void comparison_headline(const struct comparison *comparison, struct text *out);
/* Appends why one does not simply take the option with the highest chance; nothing when there is nothing to say. */
void comparison_second_thoughts(const struct comparison *comparison, struct text *out);
/* Appends which option is regretted least, whatever the future; nothing without futures. */
void comparison_regret_words(const struct comparison *comparison, struct text *out);
/* What each part of an option does, and together: the sentence, nothing without drivers, and the table, which needs them. */
void comparison_drivers_words(const struct comparison *comparison, struct text *out);
void comparison_drivers_fill(const struct comparison *comparison, struct table *table);
/* Appends the amount of the budget, "£1.7m"; there is one. */
void comparison_available(const struct comparison *comparison, struct text *out);
/* Appends what the intervals are, how many runs, what pairing achieved, and whether managers respond. */
void comparison_basis(const struct comparison *comparison, struct text *out);

/* "within", "over", "near", "" of an option; "dominated by academy" or "clearly dominated by academy", or "". */
const char *comparison_budget_word(enum decision_budget budget);
void comparison_domination(const struct comparison *comparison, size_t option, struct text *out);

/* A change with its interval where it can be told from nought: "+38 (+33 to +43)", "not told from 0", "the same". The
 * figures are multiplied by `scale`. */
void comparison_change(const struct contrast *change, double scale, int decimals, struct text *out);
/* The same without its interval, "+38", for a table that says where the interval is. */
void comparison_change_alone(const struct contrast *change, double scale, int decimals, struct text *out);

/* "£45k (£38k to £55k)", or in a word why there is no cost of a point of chance worth saying. */
void comparison_per_point(const struct decision_row *row, struct text *out);
void comparison_per_point_alone(const struct decision_row *row, struct text *out); /* without its interval */

#endif
