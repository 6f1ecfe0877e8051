/* Axes: round numbers up the side, real months along the bottom. They fix the scales of a figure. */
#ifndef PLOTS_AXIS_H
#define PLOTS_AXIS_H

#include <stdbool.h>

#include "plots/figure.h"

enum axis_kind { AXIS_NUMBER, AXIS_SHARE };

/* A value axis from nought that shows `most` (not finite or not positive: up to 1), with at most `tics` steps. Makes room
 * for its numbers at the left of the area unless they are to be left out. */
void axis_value(struct figure *figure, enum axis_kind kind, double most, int tics, bool labelled);

/* Of a time axis: months and years (or weeks without a calendar); years or both ends, for small panels; nothing. */
enum axis_detail { AXIS_FULL, AXIS_COMPACT, AXIS_BARE };

/* The time axis from `from` to `to` weeks over the figure's area. Set the area first. */
void axis_time(struct figure *figure, double from, double to, enum axis_detail detail);

/* Tics in pounds on the axis 'x' or 'y', from a round amount at or below `low` to one at or above `high`; nought is always
 * within. A value axis makes room for its amounts at the left of the area. Returns the range. */
struct interval axis_pounds(struct figure *figure, char side, double low, double high, int tics, bool labelled);

/* The same for plain numbers on the value axis. */
struct interval axis_signed(struct figure *figure, double low, double high, int tics);

/* The area as margins, with both ranges. */
void axis_ranges(struct figure *figure);

#endif
