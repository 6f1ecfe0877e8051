/* Tasks: what is due on open cases, met or late by the same overload that slows cases.
 *
 * A task is due at set times in a stage, for as long as the case is open there. Done by a worker with stretch s it takes
 * s times what it takes at nominal pace, so it is late with the chance that this exceeds limit / s. With the default law,
 * uniform up to the limit, that is 1 - 1 / s: a worker up to capacity is never late, and one with twice the cases does half
 * of the tasks in time. A task that is due while a case waits for a worker is late. The stretch is looked at once a week,
 * and when a case changes hands; no task is an event. Opening cases have been in their stage for some time already, and
 * what was due before the first day is not counted. */
#ifndef MODEL_TASKS_H
#define MODEL_TASKS_H

#include "model/state.h"

/* Lists each stage's tasks; part of preparing. */
void tasks_prepare(struct prepared *prepared, struct diag *diag);

/* A visit to a stage begins, or the first day of an opening case. */
void tasks_begin(struct world *world, struct child *child);

/* Counts what has become due on a case since it was last looked at; its state and worker are those of that time. */
void tasks_settle(struct world *world, const struct child *child);

/* The same for every open case. */
void tasks_week(struct world *world);

#endif
