/* Money: every cost is posted to a line and a financial year, in whole pence, beside the budget of the same time.
 *
 * What goes on (pay, charges, programmes, funding) is a rate that changes only at events: somebody joins or leaves, a
 * dated change comes, a parameter is changed. What happens at once is a charge. An account posts its total to date,
 * rounded to pence, less what it has posted already, so nothing is lost to rounding; a year posts before the next begins.
 * Dated changes need no events: they are caught up with, in order of their dates, before anything else is posted.
 *
 * Workforce, pipelines and whoever changes a parameter come here; nothing here changes what happens to anybody. All
 * functions do nothing when the scenario does not count money. Lines and years are in money_line.h, rates in
 * money_rate.c. To add a cost that goes on: a rate there; one that is paid at once: money_charge(). */
#ifndef MODEL_MONEY_H
#define MODEL_MONEY_H

#include "model/money_line.h"
#include "model/state.h"

/* Opens the accounts; before the opening staff. */
void money_start(struct world *world);

/* A worker is in post from now on, or no longer. Whoever changes a worker's team, grade, contract or FTE calls money_leave()
 * before and money_join() after. */
void money_join(struct world *world, int worker);
void money_leave(struct world *world, int worker);

/* Somebody got the job: what an appointment or a placement costs. */
void money_hire(struct world *world, int worker);

/* Somebody starts in a class of a pipeline. */
void money_class(struct world *world, int pipeline);

/* Pence paid now. */
void money_charge(struct world *world, enum money_line line, double pence);

/* Parameters that rates are made of have changed just now: money.*, teams.*.posts, pipelines.*.cost. What was due before
 * had its old values: whoever changes them calls money_post() first. */
void money_review(struct world *world);

/* The end of the warm-up: what was posted so far is forgotten, though arrears for that time may still fall due. */
void money_warm(struct world *world);

/* Pounds spent since the last look, and since the warm-up; NaN when money is not counted. */
void money_look(struct world *world, double *lately, double *to_date);

/* Posts all that is due by now. */
void money_post(struct world *world);

/* What is posted by account and year is what the account holds, and the FTE that is paid is that of the workers in post;
 * breaks the world otherwise. */
void money_audit(const struct world *world);

void money_release(struct world *world);

#endif
