/* The trace: what happens to one case, one worker, or everybody, as CSV lines. Costs one test when it is off. */
#ifndef MODEL_TRACE_H
#define MODEL_TRACE_H

#include "model/state.h"

/* The header line. */
void trace_begin(struct world *world);

/* Tells what happened to a child, with a worker or NOBODY; only while there is a trace. */
void trace_tell(struct world *world, uint32_t child, const char *what, int worker);

/* Something happened to a child, with another worker than its lead, or NOBODY. Its stage and unit are those it has now. */
static inline void trace_case_with(struct world *world, uint32_t child, const char *what, int worker)
{
    if (world->trace != NULL)
        trace_tell(world, child, what, worker);
}

/* The same, with the worker that it has now. */
static inline void trace_case(struct world *world, uint32_t child, const char *what)
{
    trace_case_with(world, child, what, world->children[child].worker);
}

/* Something happened to a worker. */
void trace_worker(struct world *world, int worker, const char *what);

/* Names as printed: "community/3/17/1" (source, strip, number, child), "assessment-settled/4". */
void trace_case_name(const struct world *world, const struct child *child, char *out, size_t size);
void trace_worker_name(const struct world *world, const struct worker *worker, char *out, size_t size);

#endif
