/* Waiting lists: the cases of each team that have no worker, by priority and then age.
 *
 * casework.c decides who waits and who is served; the order of the list and the counting of waits are here. */
#ifndef MODEL_WAITING_H
#define MODEL_WAITING_H

#include "model/state.h"

/* A case joins the list of its unit with `left` nominal weeks to go; one that never had a worker may give up. */
void waiting_start(struct world *world, uint32_t child, double left);

/* It leaves the list; its entry dies and is dropped when it comes to the front. */
void waiting_stop(struct world *world, uint32_t child);

/* Keeps the wait of a case that has got its first worker, or has given up. */
void waiting_record(struct world *world, const struct child *child);

/* Is this entry's case still waiting at this place? */
bool waiting_is_live(const struct world *world, const struct waiting_case *entry);

/* Takes the first entry off the list, or puts one (back) in. */
void waiting_pop(struct team_unit *unit);
void waiting_push(struct team_unit *unit, struct waiting_case entry);

/* The first live entry whose stage is not blocked ([stage]), or null. */
const struct waiting_case *waiting_next(const struct world *world, const struct team_unit *unit, const bool *blocked);

/* Weeks that the one who has waited longest since losing or lacking a worker has waited; 0 when nobody waits. */
double waiting_longest(const struct world *world, const struct team_unit *unit);

/* Drops dead entries when they are the most. */
void waiting_tidy(const struct world *world, struct team_unit *unit);

#endif
