/* Twin: the caseload of the same service as differential equations (experiment/fluid.h), a thin dashed line beside a fan.
 *
 * It has a label of its own at the end of the line, a column of the chart's table and its part of the text alternative. Where
 * the equations cannot express the scenario there is no line, and the note says why. */
#ifndef PLOTS_TWIN_H
#define PLOTS_TWIN_H

#include "plots/figure.h"

/* Borrows the run's fluid. */
struct twin {
    const double *caseload; /* [sample] of the ensemble; null: nothing is drawn, told or written */
    double most;            /* value; 0 for none */
};

struct twin twin_find(const struct figure *figure);

/* Adds what the line is, or why there is none. */
void twin_note(struct figure *figure, const struct twin *twin);

/* Adds "The same service as differential equations ends at 18.2." to the text alternative. */
void twin_tell(struct figure *figure, const struct twin *twin, size_t last);

/* The data block $SLUG_equations, and its part of the plot command with a comma before it. */
void twin_data(struct figure *figure, const struct twin *twin, const struct figure_series *series);
void twin_plot(struct figure *figure, const struct twin *twin);

#endif
