/* Pipelines: dated cohorts of people in training (an academy, Step Up, an apprenticeship) who hold no cases until they
 * graduate. Classes of before the first day are followed too, so a scenario may open with a cohort half way through.
 *
 * Each place in a class has luck of its own for how long the course takes, whether it completes, and when it would drop
 * out. Graduates may be bound for a time and may leave at a rate of their own. What trainees take from practice educators is
 * in teaching.h; what becomes of newly qualified graduates in progression.h. */
#ifndef MODEL_PIPELINE_H
#define MODEL_PIPELINE_H

#include "model/state.h"

/* Schedules every class. */
void pipeline_start(struct world *world);

/* Multiplier on a worker's leaving rate at a time: 1 for whoever did not come through a pipeline. */
double pipeline_leaving(const struct world *world, const struct worker *worker, double time);

/* When a worker's bond ends; -INFINITY: not bound. */
double pipeline_bond_ends(const struct world *world, const struct worker *worker);

/* The pipeline that a worker came through, or NOBODY. */
int pipeline_of_worker(const struct world *world, const struct worker *worker);

/* Net capacity in FTE, all pipelines together first and then each: what its graduates in post can do before teaching takes
 * any of it, less what its trainees take from practice educators and its graduates from assessors. */
void pipeline_net(const struct world *world, double *net);

void pipeline_release(struct world *world);

#endif
