/* Brief: the sentences of a run, computed from its numbers, for the report's first page and for the terminal.
 *
 * Each sentence has a condition on the data under it and a neutral fallback, and says no more than the numbers do: "meets"
 * only from a chance of WORDS_MEETS, never a chance of 0 or 100 per cent, never a word about inspection grades. Nothing
 * here knows about HTML. To add a sentence: a function here, its use in html_front.c or terminal.c, and a test. */
#ifndef REPORT_BRIEF_H
#define REPORT_BRIEF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "experiment/ensemble.h"
#include "experiment/words.h"
#include "model/prepared.h"
#include "report/trail.h"

/* What the sentences are about. Borrowed. */
struct brief {
    const struct ensemble *ensemble;
    const struct prepared *prepared;
    bool publication;    /* counts of children are withheld or rounded (publication.h) */
    struct trail *trail; /* where the numbers of sentences get ids; null: none are wanted */
};

/* The target's date, or the last sample's without one, in weeks since the start. */
double brief_week(const struct brief *brief, size_t target);
size_t brief_sample(const struct brief *brief, size_t target);
/* The sample that the whole report looks at: of the main target, or the last. */
size_t brief_main_sample(const struct brief *brief);

/* Appends "31 January 2022", or "week 52" without a calendar. */
void brief_when(const struct brief *brief, double week, struct text *out);
/* Appends "January 2022" or "week 52". */
void brief_month(const struct brief *brief, double week, struct text *out);

/* Appends "average caseload, Assessment" (capital: first letter). */
void brief_measure(const struct brief *brief, size_t series, bool capital, struct text *out);
/* The sentences about targets are in brief_target.c. Appends "average caseload of 18 or fewer, Assessment". */
void brief_aim(const struct brief *brief, size_t target, bool capital, struct text *out);
/* Appends " by January 2022", or " throughout the time up to January 2022". */
void brief_deadline(const struct brief *brief, size_t target, struct text *out);
/* Appends what a target asks: what, how much, by when, held for how long, with which limit on waits. */
void brief_asks(const struct brief *brief, size_t target, bool capital, struct text *out);
/* Appends the target's title when it was given one, and then what it asks: "No worker above 18 (highest caseload ...)". */
void brief_target(const struct brief *brief, size_t target, struct text *out);
/* What it compares at a sample: a kept series, unless it looks at workers or teams in a way of its own. */
bool brief_target_is_series(const struct brief *brief, size_t target);
struct ensemble_point brief_target_point(const struct brief *brief, size_t target, size_t sample);
/* Is that said as a percentage? */
bool brief_target_is_share(const struct brief *brief, size_t target);
/* Appends the median of what it compares at a sample, and the band that holds 80 % of the runs. */
void brief_target_spread(const struct brief *brief, size_t target, size_t sample, struct text *out);
/* Appends "meets", "about 4 in 5, if these assumptions hold" or, for a share of time, "about 4 in 5 of the time". */
void brief_outcome(const struct brief *brief, size_t target, const struct ensemble_verdict *verdict, struct text *out);

/* Appends the headline of the run. Neutral when no target can be judged. */
void brief_headline(const struct brief *brief, struct text *out);

/* Appends a warning when an average meets its target and yet at least a quarter of the workers stand above it, and the
 * experienced workers' average when new colleagues lower the overall one; returns whether it said anything. */
bool brief_trap(const struct brief *brief, size_t target, struct text *out);

/* Whether managers respond to high caseloads in this run, as one sentence. */
const char *brief_managers(const struct plan *plan);

/* Half the width of the interval of a target's chance, and the runs that would pin it to two points; NaN: not told. */
struct brief_pinned {
    double half, needed;
};
struct brief_pinned brief_pinned(const struct brief *brief, size_t target);
/* The median over the runs of the share of workers who hold more than a target asks on average; NaN: no figure. */
double brief_above(const struct brief *brief, size_t target);

/* Appends how well the runs pin the main chance down, and how many would pin it to two points when five are not reached. */
void brief_precision(const struct brief *brief, struct text *out);

/* A value of a series in words: shares as a percentage, counts whole, the rest with one or two decimals. */
void brief_value(const struct brief *brief, size_t series, double value, char out[static WORDS_SHORT]);
/* With how many decimals, when it is no share. */
int brief_decimals(const struct brief *brief, size_t series);
/* A count of children or cases, whole. */
void brief_children(const struct brief *brief, double value, char out[static WORDS_SHORT]);
/* Is a value of the series withheld? */
bool brief_withholds(const struct brief *brief, size_t series, double value);
/* "18.2 to 23.4" or "12% to 30%"; one figure when both are said alike. */
void brief_band(const struct brief *brief, size_t series, double low, double high, char out[static WORDS_LONG]);
/* Appends "22.6 (20.1 to 25.4)", the median of the runs at a sample and the band that holds 80 % of them; "no figure" when
 * no run has a value there. */
void brief_spread(const struct brief *brief, size_t series, size_t sample, struct text *out);

/* Does the series hold shares? The caseload above which a series counts workers; NaN for other series. */
bool brief_is_share(const struct brief *brief, size_t series);
double brief_mark(const struct plan_report *report, enum metric metric);
/* Appends a label with its first letter as wanted, unless it starts with an abbreviation. */
void brief_label(struct text *out, const char *label, bool capital);
/* Appends ", Assessment": the team, stage or grade of a series; nothing for the service. */
void brief_place(const struct brief *brief, size_t series, struct text *out);

/* The title of a team, or "All teams" for METRIC_SERVICE. */
const char *brief_team(const struct plan *plan, int team);

#endif
