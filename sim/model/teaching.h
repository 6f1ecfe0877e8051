/* Teaching: what people in training and newly qualified colleagues cost in experienced workers' time.
 *
 * Trainees are spread over the teams that they will join, in the pipeline's shares; newly qualified workers are assessed in
 * their own. What a unit needs is taken evenly from its experienced permanent workers, who have that much less capacity
 * for cases, up to workforce.teaching_limit; the rest is not given, and nothing further follows from that. */
#ifndef MODEL_TEACHING_H
#define MODEL_TEACHING_H

#include "model/state.h"

/* Share of its capacity that teaching takes from a worker now. */
double teaching_share(const struct world *world, const struct worker *worker);

/* FTE that the trainees of a pipeline need of a unit. */
double teaching_of_trainees(const struct world *world, int pipeline, int unit);

/* FTE that one worker takes from assessors of its unit. */
double teaching_of_worker(const struct world *world, const struct worker *worker);

/* Who teaches, or who is taught, in a unit (in any unit) may have changed. */
void teaching_review(struct world *world, int unit);
void teaching_review_all(struct world *world);

#endif
