/* The audit: conservation rules that hold in every replication of every build. A rule that does not hold is a bug. */
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include "model/state.h"

/* By stage: opening + entered = left by every way + open. By contract: opening + joined = left + in post, by
 * grade the same with moves in and out. Every held case
 * has one lead, who holds it, in the team of its stage, and a co-worker only of the team that its stage names; a worker's
 * load is what it leads and what it works beside; every child turned away wrongly is back or unmet need; FTE in post, under
 * notice and on covered leave by unit is the sum of its workers'. Relations M12 and M13: the time integral of the waiting list (of cases held) is the sum
 * of waits (holdings). Money posted by line and year is what the
 * line holds, for the FTE in post. An identity of the scenario's own that does not hold fails the replication. */
void audit_world(struct world *world);

#endif
