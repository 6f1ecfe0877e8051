/* Measures: the weekly look at the world. To add a metric: a row in metrics.def and an assignment here. */
#ifndef MODEL_MEASURE_H
#define MODEL_MEASURE_H

#include "model/state.h"

/* Writes the value of every series now to values[series], and starts counting flows anew. */
void measure_world(struct world *world, double *values);

/* Does a worker's caseload count among its team's, or with `statutory` among the service's, which is that of social workers? */
bool measure_counts(const struct world *world, const struct worker *worker, bool statutory);

#endif
