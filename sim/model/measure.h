/* Measures: the weekly look at the world. To add a metric: a row in metrics.def and an assignment here. */
#ifndef MODEL_MEASURE_H
#define MODEL_MEASURE_H

#include "model/state.h"

/* Writes the value of every series now to values[series], and starts counting flows anew. */
void measure_world(struct world *world, double *values);

#endif
