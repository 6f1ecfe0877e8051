/* Marks: the dated events of a scenario as vertical lines with labels above the plot, on as many levels as they need so
 * that no label meets another label or a line. */
#ifndef PLOTS_MARKS_H
#define PLOTS_MARKS_H

#include "plots/figure.h"

/* One more mark beside the plan's events, such as the date of a target; a null title means none. */
struct marks_extra {
    const char *title, *detail;
    double week;
};

/* Draws them for a figure whose time axis is set, with lines of a colour inside the plot, and lowers the top of its area by
 * what the labels need. */
void marks_draw(struct figure *figure, struct marks_extra extra, const char *inside);

/* Adds "Marked: Academy opens (November 2020); ..." to the text alternative; nothing without events. */
void marks_tell(struct figure *figure);

#endif
