/* Words for numbers: the one place that turns a chance, an interval, a level or a date into what a reader sees.
 *
 * Charts, the report and the terminal come here, so that the same figure is said in the same way everywhere. Nothing here
 * ever says 0 per cent or 100 per cent of a simulated chance, since a finite number of runs cannot bear that out, and
 * nothing is printed. To add a wording: a function here and its examples in tests/experiment/test_words.c.
 *
 *     words_chance(0.12, 500)      about 1 in 8
 *     words_chance(0.80, 500)      about 4 in 5
 *     words_chance(0.0, 1000)      fewer than 1 in 200
 *     words_chance(1.0, 1000)      more than 199 in 200
 *     words_percent(0.123)         12%            words_percent(0.0)     under 1%
 *     words_percent(0.896)         89.6%          (never rounded up to the 90% that "meets" needs)
 *     words_interval({.10, .15})   10% to 15%
 *     words_verdict(verdict)       about 1 in 8 (10% to 15%)
 *     words_month(day)             January 2022
 *     words_count(4)               four           words_count(1200)      1,200
 *     words_number(1234.56, 1)     1,234.6        words_number(NAN, 1)   no figure
 *     words_pounds(1723000)        £1.7m          words_pounds(-43200)      −£43k
 *     words_weeks(0.5)             4 days         words_weeks(8.24)      8.2 weeks
 */
#ifndef EXPERIMENT_WORDS_H
#define EXPERIMENT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/calendar.h"
#include "base/text.h"
#include "engine/tally.h"
#include "experiment/ensemble.h"

enum {
    WORDS_SHORT = 32,
    WORDS_LONG = 96,
};

/* The chance from which a target is said to be met. */
#define WORDS_MEETS 0.9

/* A chance seen in `trials` runs, as a fraction that can be said aloud: the nearest in log-odds of a short list. Below
 * 1 in 200 (or above 199 in 200) it is bounded by the Wilson limit of the runs, so 0 of 1,000 is "fewer than 1 in 200" and
 * 0 of 50 only "fewer than 1 in 10". NaN, or no trials: "no figure". */
void words_chance(double chance, uint64_t trials, char out[static WORDS_LONG]);

/* A chance or share as a whole percentage: "under 1%" below 1%, "over 99%" above 99%; one decimal where rounding would lift
 * it to WORDS_MEETS. For simulated chances; a plain share that may be nought uses words_share(). */
void words_percent(double chance, char out[static WORDS_SHORT]);

/* A share that may be 0% or 100%, such as workers above the aim: "34%". */
void words_share(double share, char out[static WORDS_SHORT]);

/* "10% to 15%"; "up to 4%" from below 1%; one figure when both ends are said alike; "no interval" when unknown. */
void words_interval(struct interval interval, char out[static WORDS_LONG]);

/* "about 1 in 8 (10% to 15%)"; for a share of time "about 1 in 8 of the time (10% to 15%)" is the caller's to say. */
void words_verdict(const struct ensemble_verdict *verdict, char out[static 2 * WORDS_LONG]);

/* Whether the chance allows "meets". */
bool words_meets(const struct ensemble_verdict *verdict);

/* "January 2022" */
void words_month(calendar_day day, char out[static WORDS_SHORT]);
/* "Jan 2022" */
void words_short_month(calendar_day day, char out[static WORDS_SHORT]);

/* Below ten in words, else figures with thousands separated. */
void words_count(uint64_t count, char out[static WORDS_SHORT]);

/* With thousands separated and a true minus sign; -0.0 shows as 0; NaN as "no figure", infinite as "no limit". */
void words_number(double value, int decimals, char out[static WORDS_SHORT]);

/* Pounds as they are said: "£950", "£43k", "£1.7m", "£12.3m"; nought, and what rounds to it, is "£0". */
void words_pounds(double pounds, char out[static WORDS_SHORT]);

/* "18.2 to 23.4" */
void words_range(double low, double high, int decimals, char out[static WORDS_LONG]);

/* The date of a target: "31 January 2022", "week 52" without a calendar, "the end". */
void words_target_date(const struct plan *plan, size_t target, struct text *out);
/* What a target is judged by: "chance", or "share of time". */
const char *words_target_measure(const struct plan *plan, size_t target);

/* Of how many runs the weekly values are, in sentences that begin with a blank; nothing when they are of all. */
void words_kept(const struct ensemble *ensemble, struct text *out);

/* A duration in weeks: below 1.5 weeks in whole days, else with one decimal where it is not whole; above 100 whole weeks. */
void words_weeks(double weeks, char out[static WORDS_SHORT]);

#endif
