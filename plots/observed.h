/* Observed: the published past of a measure at the left of a figure, on the axes of what is simulated. */
#ifndef PLOTS_OBSERVED_H
#define PLOTS_OBSERVED_H

#include "model/history.h"
#include "plots/figure.h"

/* What lies before the start, and no more than four years before it. Borrows the run's history. */
struct observed {
    const struct history_point *points;
    size_t count; /* 0: nothing is drawn, told or written */
    double most;  /* value; 0 for none */
};

struct observed observed_find(const struct figure *figure, enum metric measure, int team);

/* Adds "Observed values from history/luton.csv. " to the note. */
void observed_note(struct figure *figure, const struct observed *observed);

/* Adds "Observed before the start: 21.3 on 30 September 2017, ..." to the text alternative. */
void observed_tell(struct figure *figure, const struct observed *observed);

/* The week at which the time axis starts. */
double observed_from(const struct observed *observed, double otherwise);

/* Shades the part before the start and names both parts; `opening` is what the simulation starts at, so that the names keep
 * clear of it. Once the axes and the area are set. */
void observed_shade(struct figure *figure, const struct observed *observed, double opening);

/* The data block $SLUG_observed, and its part of the plot command with a comma before it. */
void observed_data(struct figure *figure, const struct observed *observed);
void observed_plot(struct figure *figure, const struct observed *observed);

#endif
