/* Layout: where words go so that they are whole and never meet. Plain geometry in canvas units (pixels of a 960 x 540
 * page), no gnuplot. Whoever places a text on a chart comes here first. */
#ifndef PLOTS_LAYOUT_H
#define PLOTS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct layout_font {
    double size; /* canvas units of the em: points x 4/3 */
    bool bold;
};

/* Width of a text in Liberation Sans, whose widths are those of Arial and Helvetica. Characters beyond ASCII are taken as
 * wide rather than narrow, so that an estimate never lets a text be cut. */
double layout_width(const char *words, struct layout_font font);

/* The text in at most `width`, with an ellipsis where it had to be cut. Appends to `out`. */
void layout_cut(struct text *out, const char *words, struct layout_font font, double width);

/* The same for one of several names that may differ only in their last words: the ellipsis stands before as many of these as
 * take two fifths of the width, or at the end where not even one does. */
void layout_cut_name(struct text *out, const char *words, struct layout_font font, double width);

/* Breaks a text at spaces into at most `most` lines of at most `width`; what does not fit ends in an ellipsis. Fills
 * lines[0 ... most - 1], which the caller zeroed and releases; returns how many have words (at least 1). */
size_t layout_wrap(const char *words, struct layout_font font, double width, size_t most, struct text *lines);

/* Moves positions apart along one axis, in their order, so that neighbours are at least `gap` apart and all lie in
 * [low, high], with the least sum of squared moves (pool adjacent violators). The gap shrinks when there is no room. */
void layout_spread(double *at, size_t count, double gap, double low, double high);

/* A rectangle on the page, and whether two of them share any of it. */
struct layout_box {
    double left, top, right, bottom;
};
bool layout_meets(const struct layout_box *a, const struct layout_box *b);

/* Where a small label of a size goes beside a point so that it meets none of the boxes and stays within the page: right of
 * the point, left, above, below, then the corners, each further and further out. Centre of the label; when every place is
 * taken, the nearest of them. */
struct layout_box layout_beside(double x, double y, double width, double height, double gap, struct layout_box page,
                                const struct layout_box *boxes, size_t count);

/* Levels for labels that start at x[i] (increasing), are width[i] wide and hang to the right of a line that goes down from
 * its label: 0 is the lowest. No two labels of a level meet and no line crosses a label. -1: there is no level left under
 * `most`, so draw the line alone. Returns the number of levels used. */
int layout_levels(const double *x, const double *width, size_t count, double gap, int most, int *level);

#endif
