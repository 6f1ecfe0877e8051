/* Escalation: held cases that move on before their time, at a rate that overload may raise.
 *
 * Each stage visit draws one unit exponential; the case escalates when the integral of its hazard,
 *     rate x (1 + overload x (stretch - 1)),
 * while it is held reaches it. The stretch is the worker's when the case was given and then at the start of each week, so
 * a constant stretch is exact. Nothing accrues while a case waits. The opening balance counts with the share that escalates
 * at the opening load; what opening cases still have to go is not corrected for those that already went. */
#ifndef MODEL_ESCALATION_H
#define MODEL_ESCALATION_H

#include "model/state.h"

/* Adds the route that escalating cases take to a stage's, unless it is there. */
void escalation_prepare(struct prepared *prepared, struct prepared_stage *stage);

/* The share of cases that escalate before they complete, 1 - E exp(-rate x duration), with the duration as stated. */
double escalation_share(const struct prepared_stage *stage);

/* A visit to a stage begins; its case is given to a worker; it is taken away. */
void escalation_begin(struct world *world, struct child *child);
void escalation_hold(struct world *world, uint32_t child);
void escalation_let_go(struct world *world, uint32_t child);

/* Looks at every worker's stretch again. */
void escalation_week(struct world *world);

#endif
