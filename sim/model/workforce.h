/* Workforce: workers join, ramp up, carry cases, change grade or team, and go. When and why is told elsewhere: leaving.h,
 * grades.h and absence.h decide, recruitment.h, agency.h and pipeline.h bring; here is what then changes. */
#ifndef MODEL_WORKFORCE_H
#define MODEL_WORKFORCE_H

#include "model/state.h"

/* What is known of a worker on joining. */
struct recruit {
    int origin;
    uint64_t entity;
    int unit, grade, contract;
    int32_t fte;   /* thousandths */
    double joined; /* now, or before 0 for the opening staff */
    int seat;      /* NOBODY but for agency workers */
    bool graduate;
    bool supervises; /* holds no cases */
    int managed;     /* 1 + the managed team that it belongs to; 0 none */
};

/* A worker is in post from now on; waiting cases may find it. Returns its index. */
int workforce_join(struct world *world, const struct recruit *recruit);

/* A worker goes now; its cases are handed over. Recruitment and agency are told. */
void workforce_leave(struct world *world, int worker);

/* A worker's last day is known. */
void workforce_leaves_at(struct world *world, int worker, double time);

/* A worker's grade or unit (or both) changes now; cases stay behind with a unit or with those who may hold them. Capacity,
 * promise and progression are those of the new grade; whoever begins to manage leaves a case-holding post empty. */
void workforce_move(struct world *world, int worker, int grade, int unit);

/* What a worker's capacity follows from has changed. */
void workforce_capacity(struct world *world, int worker);

/* Does a worker stand in a case-holding post? In a manager's? */
bool workforce_in_post(const struct world *world, const struct worker *worker);
bool workforce_manages(const struct world *world, const struct worker *worker);

/* An agency worker is permanent from now on, with the same cases and length of service. Its seat is the caller's. */
void workforce_convert(struct world *world, int worker);

/* No more cases go to a worker, who is about to leave together with others. */
void workforce_close(struct world *world, int worker);

/* The ramp that a worker's capacity follows. */
const struct pairs *workforce_ramp(const struct world *world, const struct worker *worker);

/* The opening staff of every team. */
void workforce_open(struct world *world);

/* Parameters of capacity have changed: every worker's share, capacity, cap and load are taken anew. */
void workforce_capacities_anew(struct world *world);

/* Whether a worker is past the ramp of its grade or contract and not newly qualified. */
bool workforce_is_experienced(const struct world *world, const struct worker *worker);

/* A lottery between the teams that want somebody of a grade, by weight; the entity's own luck. `teams` limits it (empty:
 * all); `need_vacancy` leaves out units without a vacancy of at least half a post. NOBODY when none wants. */
int workforce_choose_unit(const struct world *world, const struct pairs *teams, int grade, uint32_t stream,
                          uint64_t entity, bool need_vacancy);

/* The weight that a list of teams gives to a unit, vacancies aside; a list without entries goes by posts. */
double workforce_unit_weight(const struct world *world, const struct pairs *teams, const struct team_unit *unit);

/* FTE that may still be appointed to case-holding posts: posts less in post less appointed; a post whose holder is under
 * notice may count. */
double workforce_vacancy(const struct team_unit *unit);

/* The same for the posts that a grade would fill, which are the managers' for one that manages. */
double workforce_vacancy_for(const struct world *world, const struct team_unit *unit, int grade);

/* FTE of managers' posts of a unit. */
double workforce_manager_posts(const struct world *world, const struct team_unit *unit);

/* What counts appointed people of a grade who have not started. */
double *workforce_reserved(const struct world *world, struct team_unit *unit, int grade);

void workforce_release(struct world *world);

#endif
