/* The ledger of children: how often each changed worker and how long it went without one, from referral to leaving.
 *
 * Kept for children who were referred after the warm-up and left the service before the end; those still here, and those of
 * the opening book, have a past or a future that a run does not see. */
#ifndef MODEL_LEDGER_H
#define MODEL_LEDGER_H

#include "model/state.h"

/* A child is referred, or referred again: its account is opened. */
void ledger_open(struct world *world, struct child *child);

/* It lost its worker; it spent weeks without one. */
void ledger_change(struct child *child);
void ledger_unallocated(struct child *child, double weeks);

/* It leaves the service. */
void ledger_close(struct world *world, const struct child *child);

#endif
