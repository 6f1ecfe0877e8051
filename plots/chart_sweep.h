/* The other shapes of a sweep's chart, for chart_sweep.c to choose from. */
#ifndef PLOTS_CHART_SWEEP_H
#define PLOTS_CHART_SWEEP_H

#include "plots/figure.h"

/* One varied value: the chance with the band that the runs pin it down to. */
void chart_sweep_line(struct figure *figure);

/* A sample of several: every point where its first two values put it. */
void chart_sweep_sample(struct figure *figure);

#endif
