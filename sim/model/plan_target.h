/* Targets: what a planner wants reached, by when, for how long, and in which weeks it cannot count.
 *
 * A target compares one number a week with `at_most` or `at_least`: a measure, or a statistic of caseloads over workers, of
 * the service, one team, or every team at once. At most one of `reached`, `throughout` and `share_of_time` says how the
 * weeks are judged; with none of them the state on the date `by` decides. Judging is judge.h, the number of a week
 * target.h. */
#ifndef MODEL_PLAN_TARGET_H
#define MODEL_PLAN_TARGET_H

#include <stdbool.h>

#include "scenario/param.h"

enum plan_statistic { STATISTIC_MEAN, STATISTIC_MEDIAN, STATISTIC_P90, STATISTIC_MAX, STATISTIC_SHARE_ABOVE };

struct plan_target {
    struct named named;
    const char *measure; /* a metric's name */
    int statistic;       /* of `caseload` over workers */
    double above;        /* the caseload of `share_above`; else NAN */
    int unit;            /* enum plan_team_unit: what its caseloads count; -1: what the team counts */
    struct ref team;     /* teams; index -1: the service, or every team */
    bool every_team;     /* met in a week only when every team that counts meets it */
    struct ref stage;
    struct ref grade;
    double at_most, at_least; /* one of them; the other NAN */
    bool of_opening;          /* they are shares of the value at the first sample */
    double by;                /* weeks; NAN: the end */
    double hold;          /* weeks it must have held: up to and including `by`; with `reached` anywhere in the window */
    double from;          /* start of the window of the next three; NAN: the first sample */
    bool reached;         /* judge whether it has been met at any moment of the window */
    bool throughout;      /* judge whether it has been met at every sample of the window */
    bool share_of_time;   /* judge the share of the window's samples at which it is met */
    double waiting_limit; /* weeks; not met in a week in which a child has waited longer */
};

#endif
