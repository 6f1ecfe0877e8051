/* Axes: round numbers up the side, real months along the bottom. They fix the scales of a figure. */
#ifndef PLOTS_AXIS_H
#define PLOTS_AXIS_H

#include <stdbool.h>

#include "plots/figure.h"

enum axis_kind { AXIS_NUMBER, AXIS_SHARE };

/* A value axis from nought that shows `most` (not finite or not positive: up to 1), with at most `tics` steps. Makes room
 * for its numbers at the left of the area unless they are to be left out. */
void axis_value(struct figure *figure, enum axis_kind kind, double most, int tics, bool labelled);

/* The time axis from `from` to `to` weeks over the figure's area; months and years of the calendar, or weeks without one.
 * `compact` is for small panels: years or both ends. Set the area first. */
void axis_time(struct figure *figure, double from, double to, bool compact);

/* The area as margins, with both ranges. */
void axis_ranges(struct figure *figure);

#endif
