/* The fluid twin: the same scenario as ordinary differential equations, a second opinion of another kind.
 *
 * Cases and workers flow instead of arriving one by one, every uncertain input has its likely value, and nothing is random:
 *
 *     dx/dt of a phase of a stage = what enters - phases x pace x held share x x / nominal duration
 *     dn/dt of a grade in a team  = starters + graduates + moves in - leavers - moves out
 *     da/dt of agency             = free seats / time to fill - a / assignment
 *
 * with the pace and the leaving hazard that the caseload of the moment gives, and levers, classes and shocks on their dates,
 * where the integration (gsl_odeiv2) starts anew. Where load, caps and levers never change the pace of a stage, its law is
 * taken as it is (lag.h); elsewhere a law that is not exponential is stood for by stages of Erlang's with its mean and the
 * nearest coefficient of variation. It takes milliseconds.
 *
 * Exact in the mean where nobody limits anybody (cases Q13, Q15, Q23, W01, W14; stages that others feed to a few thousandths). Elsewhere it differs
 * from the simulation for known reasons, which are no fault of either: small teams and caps (it has no waiting list below
 * capacity), loads near critical, durations of another shape. It leaves out what has little weight in the mean: escalation,
 * co-workers, supervision, ramps of newcomers, walkouts, conversions and rounds. Managers' response and managed
 * teams have much weight: such a scenario has no twin. */
#ifndef EXPERIMENT_FLUID_H
#define EXPERIMENT_FLUID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/service.h"

/* Mean paths at the samples of the clock. Owned; fluid_release(). */
struct fluid {
    size_t samples, stages, teams, grades;
    double *times;    /* [sample] weeks */
    double *stage;    /* [sample][stage] open cases */
    double *open;     /* [sample][team] open cases of the team, as it counts them */
    double *staff;    /* [sample][team] FTE in post, agency too */
    double *graded;   /* [sample][grade] permanent workers */
    double *caseload; /* [sample] of the service: children with a worker over FTE of social workers; NAN without any */
};

/* What in the scenario the equations do not know though it matters ("managers' response"), or null. */
const char *fluid_unknown(const struct plan *plan);

/* Integrates the scenario of a tree from the first day. Returns false with a sentence in why[] when it cannot be done. */
bool fluid_run(const struct node *tree, struct fluid *fluid, char why[static 256]);

void fluid_release(struct fluid *fluid);

#endif
