/* Agency: funded seats that cover vacancies. The lowest free seat fills first and the highest releases first; a seat's
 * incumbents are numbered, so each meets the same luck in every scenario. An incumbent may become permanent: the hazard of it
 * accumulates while the team has a vacancy. When notice is given, when nobody can be had and who leaves in a group stands in
 * agency_supply.c; teams bought as a package in managed.c. */
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

/* A week begins: incumbents may become permanent. */
void agency_week(struct world *world);

/* An agency worker leaves now, before its time; its seat is ordered anew. */
void agency_leave(struct world *world, int worker);

/* A team's vacancies have changed: seats are ordered, or given notice from the highest down. */
void agency_review(struct world *world, int team);

/* The number of funded seats has changed. */
void agency_seats_anew(struct world *world);

void agency_release(struct world *world);

#endif
