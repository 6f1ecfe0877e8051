/* Vacant posts: since when each has been vacant, so that time-to-fill is an outcome and not an input.
 *
 * A unit has as many vacant posts as whole posts fit its vacancy, half a post and more counting as one. The one that has
 * been vacant longest is filled first; when posts are cut the newest vacancy goes. Posts vacant on the first day count from
 * that day, since nobody knows how long they had been. */
#ifndef MODEL_VACANCY_H
#define MODEL_VACANCY_H

#include "model/state.h"

/* After the opening staff. */
void vacancy_start(struct world *world);

/* A unit's posts or staff may have changed. */
void vacancy_review(struct world *world, int unit);

/* Somebody permanent has joined a unit. A starter's post counts for the time to fill; a conversion's does not. */
void vacancy_filled(struct world *world, int unit, bool starter);

/* Whole posts in a vacancy of `fte`. */
double vacancy_posts(double fte);

void vacancy_release(struct world *world);

#endif
