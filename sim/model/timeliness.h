/* Timeliness: cases against the statutory limits of their stages, in true working days.
 *
 * A limit changes nothing that happens; it is counted who left a stage in time or late, and who is still there beyond it.
 * Withdrawn and diverted cases are in neither count. Opening cases have been in their stage for a time drawn from its law,
 * given what they still have to go. To add a holiday that was proclaimed, see base/calendar.c. */
#ifndef MODEL_TIMELINESS_H
#define MODEL_TIMELINESS_H

#include "model/state.h"

/* Builds the count of working days that the plan's limits need, if any does; part of preparing. */
void timeliness_prepare(struct prepared *prepared);

void timeliness_start(struct world *world);
void timeliness_release(struct world *world);

/* Working days after time `from` up to and including the day of `to`, both in weeks since the start; without a calendar 5 a
 * week, not rounded. */
double timeliness_working_days(const struct prepared *prepared, double from, double to);

/* A case begins its visit to a stage, and ends it in whatever way. */
void timeliness_begin(struct world *world, uint32_t child);
void timeliness_end(struct world *world, const struct child *child);

/* A case leaves its stage by a route: in time or late. */
void timeliness_leave(struct world *world, const struct child *child);

/* How many open cases of a stage are beyond its limit now; 0 without a limit. */
double timeliness_overdue(const struct world *world, int stage);

/* Weeks that an opening case with `left` nominal weeks to go has been in its stage: given the rest r, the whole X has the
 * law of X given X > r, and the time so far ran at the opening load's pace. */
double timeliness_age(const struct world *world, const struct child *child, double left);

#endif
