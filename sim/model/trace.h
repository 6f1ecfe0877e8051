/* The trace: what happens to one case, one worker, or everybody, as CSV lines. Costs one test when it is off. */
#ifndef MODEL_TRACE_H
#define MODEL_TRACE_H

#include "model/state.h"

/* The header line. */
void trace_begin(struct world *world);

/* Something happened to a child; its stage, unit and worker are those it has now. */
void trace_case(struct world *world, uint32_t child, const char *what);

/* The same, with another worker than its lead, or NOBODY. */
void trace_case_with(struct world *world, uint32_t child, const char *what, int worker);

/* Something happened to a worker. */
void trace_worker(struct world *world, int worker, const char *what);

/* Names as printed: "community/3/17/1" (source, strip, number, child), "assessment-settled/4". */
void trace_case_name(const struct world *world, const struct child *child, char *out, size_t size);
void trace_worker_name(const struct world *world, const struct worker *worker, char *out, size_t size);

#endif
