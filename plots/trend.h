/* Trends: what a line does, in words that its values bear out. Headlines are made here and nowhere by hand. */
#ifndef PLOTS_TREND_H
#define PLOTS_TREND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum trend_kind {
    TREND_NONE,   /* no value at all */
    TREND_STEADY, /* every value within the tolerance of the middle of the range */
    TREND_FALLS,  /* ends lower by more than the tolerance, and never beyond either end by more than twice that */
    TREND_RISES,
    TREND_PEAKS, /* somewhere higher than both ends by more than twice the tolerance, never so much lower */
    TREND_DIPS,
    TREND_MIXED, /* none of these */
};

struct trend {
    enum trend_kind kind;
    double first, last; /* values, NaN left out */
    double least, most;
    size_t least_at, most_at; /* where in the values */
    size_t last_at;
};

struct trend trend_of(const double *values, size_t count, double tolerance);

/* How its numbers are written: as shares in per cent, or as numbers with a decimal only where without one two values, or a
 * value and `line` (NaN: none), would look alike though they are not. */
struct trend_style {
    bool share;
    double line;
};

/* "falls from 23 to 17", "stays near 23", "peaks at 28 in March 2021 and ends at 22", ...; nothing for TREND_NONE.
 * `turning` is when the peak or dip is (see trend_turning), or null. */
void trend_say(struct text *out, const struct trend *trend, struct trend_style style, const char *turning);

/* The same where there is little room: "23 to 17", "near 23", "peak 28, end 22", ... */
void trend_say_briefly(struct text *out, const struct trend *trend, struct trend_style style);

/* What goes between trend_say() and the date of the last value: "by", "in", or null when a date would add nothing. */
const char *trend_until(const struct trend *trend);

/* Where a peak or dip stands, else 0. */
size_t trend_turning(const struct trend *trend);

/* One value as trend_say() would write it beside `other`. */
void trend_value(struct text *out, double value, double other, struct trend_style style);

#endif
