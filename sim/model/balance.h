/* The opening balance: what the plan's flows and loads on the first day imply.
 *
 * What a council knows is how many cases are open, how many arrive and how long they have stayed at the present load. From
 * that follow the flow through every stage, the nominal durations (how long work takes when nobody is overloaded), and how
 * stable each team is. prepared.c calls this once; nothing here is random. */
#ifndef MODEL_BALANCE_H
#define MODEL_BALANCE_H

#include "model/prepared.h"

/* Fills stage arrivals and exit flows: the linear traffic equations lambda = external + lambda x routes, returns included.
 * Returns false with a message in diag (null: none) when they have no finite answer (cases that can never leave). */
bool balance_flows(struct prepared *prepared, struct diag *diag);

/* Fills the teams' opening position and rho, gain and relaxation, and makes every stage's nominal law; needs the flows.
 *
 * Work conservation gives the nominal mean d of a stage whose observed stay is W: work arrives at lambda d and is done at
 * the mean pace of the open cases, while each change of worker adds the handover h, so
 *     d = W (mean pace - changes per week x h).
 * The mean pace is over cases, with opening loads spread over workers as a gamma law of the stated coefficient of variation.
 * rho = sum over stages of arrivals x hands_on x d x weight / (K x effective FTE); gain = 1 / (1 - rho). The relaxation time
 * linearises the pace rule about the opening load: d ((1 - h) + h s)^2 / (1 - h) when overloaded, d otherwise. */
void balance_teams(struct prepared *prepared);

/* Mean number of children a week of a source over a year at the base rate. */
double balance_source_rate(const struct plan_source *source);

/* The factors that attached workers put on nominal durations and on returns in a stage's team: 1 - effect x filled share. */
double balance_shorter(const struct prepared *prepared, const struct prepared_stage *stage);
double balance_fewer(const struct prepared *prepared, const struct prepared_stage *stage);

/* Mean share of full capacity over a group's stated tenures. */
double balance_mean_ramp(const struct pairs *ramp, const struct pairs *tenure);

/* The ramp's share at a length of service. */
double balance_ramp_at(const struct pairs *ramp, double tenure);

#endif
