/* Rows of findings on a page: what the charts of findings share. Nobody else includes this. */
#ifndef PLOTS_FINDINGS_ROWS_H
#define PLOTS_FINDINGS_ROWS_H

#include "plots/figure.h"

/* The rows that a chart has room for, and where they stand. */
struct findings_rows {
    const struct findings *findings;
    size_t count;
    double top, step; /* of the first row, and from one to the next */
    double from, to;  /* what is left of the page beside the labels */
};

/* The first rows of the findings that the figure is of; `head` is what stands above them. */
struct findings_rows findings_rows(const struct figure *figure, double head);

/* Height that the rows fill when each has as much as a row may. */
double findings_rows_room(const struct findings_rows *rows);

/* Middle of a row. */
double findings_rows_y(const struct findings_rows *rows, size_t row);

/* Label and range of every row, at the left; `numbers`: with its number before it. */
void findings_rows_names(struct figure *figure, const struct findings_rows *rows, bool numbers);

/* Each shape draws itself within the frame. */
void findings_rows_bars(struct figure *figure, const struct findings *findings);
void findings_rows_scatter(struct figure *figure, const struct findings *findings);
void findings_rows_reach(struct figure *figure, const struct findings *findings);

#endif
