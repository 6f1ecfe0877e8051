/* Units: what a planner writes ("£5,500 per year", "45 working days", "16% per year") as a number.
 *
 * Base units: weeks for time, per week for rates and hazards, pence for money, a plain ratio for shares. A unit stands in
 * the value wherever there is a choice; a bare number there is an error that shows how to write it. */
#ifndef SCENARIO_UNITS_H
#define SCENARIO_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"

enum unit {
    UNIT_NONE,       /* a pure ratio or plain number: 0.35, 1.6 */
    UNIT_COUNT,      /* whole things: 500 */
    UNIT_LEVEL,      /* a plain number, or a share as a percentage where that is what it limits: 18, 10% */
    UNIT_FTE,        /* full-time equivalents: 17.5; kept to thousandths */
    UNIT_SHARE,      /* 34.5%, or a bare ratio from 0 to 1 is refused with "write 34.5%" */
    UNIT_DURATION,   /* 28 weeks, 3 days, 45 working days, 6 months, 2 years -> weeks */
    UNIT_RATE,       /* 46.5 children per week, 10 per year, 12 per month -> per week; the noun is ignored */
    UNIT_HAZARD,     /* 13.5% per year (a hazard), 2.5% per week, 16% leaving within a year (-ln(1-p)) -> per week */
    UNIT_MONEY,      /* £770k, £1.7m, £5,500 -> pence */
    UNIT_MONEY_RATE, /* £37,000 per year, £1,800 per week -> pence per week */
    UNIT_PER_CASE,   /* 1.5% per case, as an exponent per case: 0.015 */
};

/* What the value of a unit depends on. */
struct unit_context {
    double weeks_per_year; /* 365.25 / 7, or 52 with clock.calendar: none */
};

/* Reads `text` as `unit` into *value. Returns null, or a static or `why`-held text that says what is wrong and shows how
 * to write it ("needs a unit, for example 16% per year"). Accepts no leading zeros, underscores, hex, inf or nan. */
const char *units_read(const char *text, enum unit unit, const struct unit_context *context, double *value,
                       char why[static 200]);

/* Reads a whole number without a unit: 500, 1,000. */
const char *units_read_whole(const char *text, int64_t *value, char why[static 200]);

/* Are two texts in the same unit of time (or both in none)? "3 weeks" and "1 week" are, "3 weeks" and "2 days" are not. */
bool units_same(const char *a, const char *b);

/* Reads 2020-10-05 or 2020-10 (its first day). "06/04/2020" is refused as ambiguous. */
const char *units_read_date(const char *text, calendar_day *day, char why[static 200]);

/* A base-unit value in words a planner would write: "13.5% per year", "8.2 weeks", "£37,000 per year". Six significant
 * digits (money: to the penny), in the first of the usual periods that shows it exactly, so reading it back gives the value
 * to the digits shown. INFINITY is "none". */
void units_write(double value, enum unit unit, const struct unit_context *context, char out[static 64]);

/* "28 weeks" and the like, for messages and the reference. */
const char *units_example(enum unit unit);
/* "duration", "rate", ... */
const char *units_name(enum unit unit);

#endif
