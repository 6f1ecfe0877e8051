/* Recruitment: channels through which permanent workers come. A market sends candidates whether or not there is a vacancy,
 * and each fills at most one; a per-vacancy channel works on vacancies, a limited number at once. */
#ifndef MODEL_RECRUITMENT_H
#define MODEL_RECRUITMENT_H

#include "model/state.h"

/* Those who are already on their way on the first day, and vacancies to be worked on. */
void recruitment_open(struct world *world);

/* A week begins, or the rate of candidates has changed: candidates of the week are scheduled. */
void recruitment_week(struct world *world);

/* A unit's vacancies may have changed: per-vacancy channels take them up. */
void recruitment_review(struct world *world, int unit);

/* Somebody with an address will start at `time` in a unit (reserving an FTE when the unit is known). */
void recruitment_schedule(struct world *world, const struct starter *starter, double time);

void recruitment_release(struct world *world);

#endif
