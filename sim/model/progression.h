/* Progression: a grade that ends after a time, such as the newly qualified year, and the grade that follows.
 *
 * It goes by time in the grade, so it is the same for whoever recruits, a pipeline or the opening staff brought. */
#ifndef MODEL_PROGRESSION_H
#define MODEL_PROGRESSION_H

#include "model/state.h"

/* A worker has just entered its grade: schedules when it enters the next, if the grade ends. */
void progression_schedule(struct world *world, int worker);

#endif
