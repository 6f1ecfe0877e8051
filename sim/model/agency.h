/* Agency: funded seats that cover vacancies. The lowest free seat fills first and the highest releases first; a seat's
 * incumbents are numbered, so each meets the same luck in every scenario. */
#ifndef MODEL_AGENCY_H
#define MODEL_AGENCY_H

#include "model/state.h"
#include "model/workforce.h"

/* Makes the seats; before the opening staff. */
void agency_start(struct world *world);

/* An agency worker of the opening staff takes the lowest free seat of its team (or stands outside the seats when there is
 * none, and is not replaced on leaving). */
void agency_open_worker(struct world *world, struct recruit *recruit);

/* After the opening staff: replacements for empty seats are on order. */
void agency_open(struct world *world);

/* A team's vacancies have changed: seats are ordered, or given notice from the highest down. */
void agency_review(struct world *world, int team);

/* The number of funded seats has changed. */
void agency_seats_anew(struct world *world);

void agency_release(struct world *world);

#endif
