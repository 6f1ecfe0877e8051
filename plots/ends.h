/* Ends: what lines are called, at their right ends, spread so that no two meet, with a hair line to each that had to move. */
#ifndef PLOTS_ENDS_H
#define PLOTS_ENDS_H

#include "plots/figure.h"

/* One line: what it is called, how, what colour it has, and where it ends. Words are borrowed. */
struct ends_name {
    const char *words;
    struct theme_words look;
    const char *colour;
    double value;
};

/* Draws them at the right of the figure's area, whose scales are set. */
void ends_draw(struct figure *figure, const struct ends_name *names, size_t count);

/* The room that is left for a title where `width` is there for it and, two blanks behind it, a figure. */
double ends_room(double width, const char *figure, struct theme_words look);

#endif
