/* Workforce: workers join, ramp up, carry cases, and leave by a hazard that accumulates with service and caseload.
 *
 * Every worker has a unit-exponential threshold of its own luck; the integrated hazard reaching it is the day it leaves. So
 * one uniform serves a whole employment, whatever the hazard does meanwhile, and scenarios stay paired. */
#ifndef MODEL_WORKFORCE_H
#define MODEL_WORKFORCE_H

#include "model/state.h"

/* What is known of a worker on joining. */
struct recruit {
    int origin;
    uint64_t entity;
    int unit, grade, contract;
    int32_t fte;      /* thousandths */
    double joined;    /* now, or before 0 for the opening staff */
    int seat;         /* NOBODY but for agency workers */
    bool graduate;
};

/* A worker is in post from now on; waiting cases may find it. Returns its index. */
int workforce_join(struct world *world, const struct recruit *recruit);

/* A worker goes now; its cases are handed over. Recruitment and agency are told. */
void workforce_leave(struct world *world, int worker);

/* A worker's last day is known. */
void workforce_leaves_at(struct world *world, int worker, double time);

/* A week begins: hazards are integrated over it. */
void workforce_week(struct world *world);

/* The opening staff of every team. */
void workforce_open(struct world *world);

/* Parameters of capacity have changed: every worker's share, capacity, cap and load are taken anew. */
void workforce_capacities_anew(struct world *world);

/* A worker's grade changes: its load, capacity, promise and progression are those of the new one. Whoever begins to hold
 * no cases hands them over; whoever begins to manage leaves a case-holding post empty. */
void workforce_set_grade(struct world *world, int worker, int grade);

/* Works out a worker's capacity anew. */
void workforce_set_capacity(struct world *world, int worker);

/* Share of an experienced full-timer's capacity that a worker has before teaching takes any of it: FTE x grade x ramp; none
 * in a grade that holds no cases. */
double workforce_full_share(const struct world *world, const struct worker *worker);

/* Whether workers of a grade hold cases. */
bool workforce_holds_cases(const struct plan_grade *grade);

/* Whether a worker is past the ramp of its grade or contract and not newly qualified. */
bool workforce_is_experienced(const struct world *world, const struct worker *worker);

/* A lottery between the teams that want somebody of a grade, by weight; the entity's own luck. `teams` limits it (empty:
 * all); `need_vacancy` leaves out units without a vacancy of at least half a post. NOBODY when none wants. */
int workforce_choose_unit(const struct world *world, const struct pairs *teams, int grade, uint32_t stream,
                          uint64_t entity, bool need_vacancy);

/* The weight that a list of teams gives to a unit, vacancies aside; a list without entries goes by posts. */
double workforce_unit_weight(const struct world *world, const struct pairs *teams, const struct team_unit *unit);

/* FTE that may still be appointed to case-holding posts: posts less in post less appointed. */
double workforce_vacancy(const struct team_unit *unit);

/* The same for the posts that a grade would fill, which are the managers' for one that manages. */
double workforce_vacancy_for(const struct world *world, const struct team_unit *unit, int grade);

/* FTE of managers' posts of a unit. */
double workforce_manager_posts(const struct world *world, const struct team_unit *unit);

/* What counts appointed people of a grade who have not started. */
double *workforce_reserved(const struct world *world, struct team_unit *unit, int grade);

void workforce_release(struct world *world);

#endif
