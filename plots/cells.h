/* Cells: chances as shades with their figures on them, for the charts of a sweep.
 *
 * A shade says a chance roughly and a figure says it exactly, so that colour is never the only cue; every figure has at
 * least 4.5:1 against its shade, in colour and in grey. */
#ifndef PLOTS_CELLS_H
#define PLOTS_CELLS_H

#include "experiment/sweep.h"
#include "plots/figure.h"

/* The values of an axis as they stand on the chart: without the unit that all of them share, which goes to the title. */
struct cells_axis {
    struct text title;
    struct text *values;
    size_t count;
};

/* Of the values of a grid's axis; cells_axis_release(). */
void cells_axis_init(struct cells_axis *names, const struct sweep_axis *axis);
void cells_axis_release(struct cells_axis *names);

/* "<1", "63", "89.6", ">99": a percentage without its sign. */
void cells_figure(double chance, char out[static 32]);

/* "#83A6C4" for a chance; grey for none. */
void cells_shade(double chance, char out[static 8]);

/* A cell with its figure, bold where the target is met, and a pound sign in its corner where it exceeds the budget. `points` is the size
 * of the figure; 0 leaves it out. */
void cells_draw(struct figure *figure, size_t point, struct theme_area box, double points);

/* Points of text with which a figure fits into a cell; 0: none is large enough to be read. */
double cells_points(double width, double height);

/* The words of the two lines at the right of the chart, from `y` down; nothing when all points are alike. */
void cells_key(struct figure *figure, double x, double y);

/* Are there points on both sides of the target, or of the budget? */
bool cells_have_target(const struct sweep *sweep);
bool cells_have_budget(const struct sweep *sweep);

#endif
