/* Recruitment: channels through which permanent workers come. A market sends candidates whether or not there is a vacancy,
 * and each fills at most one; a per-vacancy channel works on vacancies, a limited number at once.
 *
 * A vacancy is half a post or more (workforce_vacancy()), and everybody who starts is full-time. market.c says how many
 * candidates come, vacancy.c how long posts have been vacant. `candidates`, `accept`, `withdraws` and `at_once` are read at
 * each use, so a freeze holds from the day on which they are set to 0; those already appointed still start. */
#ifndef MODEL_RECRUITMENT_H
#define MODEL_RECRUITMENT_H

#include "model/state.h"

/* Those who are already on their way on the first day, and vacancies to be worked on. */
void recruitment_open(struct world *world);

/* A week begins, or the rate of candidates has changed: candidates of the week are scheduled. */
void recruitment_week(struct world *world);

/* A unit's vacancies may have changed: per-vacancy channels take them up. */
void recruitment_review(struct world *world, int unit);

/* Vacant posts of a unit that are recruited to: nobody has been appointed and some market looks for candidates, or a
 * per-vacancy channel works on them. */
double recruitment_advertised(const struct world *world, int unit);

void recruitment_release(struct world *world);

#endif
