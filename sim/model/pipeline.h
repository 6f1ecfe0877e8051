/* Pipelines: dated cohorts of people in training (an academy, Step Up, an apprenticeship) who hold no cases until they
 * graduate. Classes of before the first day are followed too, so a scenario may open with a cohort half way through. */
#ifndef MODEL_PIPELINE_H
#define MODEL_PIPELINE_H

#include "model/state.h"

/* Schedules every class. */
void pipeline_start(struct world *world);

#endif
