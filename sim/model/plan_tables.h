/* The row tables of the plan's sections, for plan.c to join; nobody else includes this. */
#ifndef MODEL_PLAN_TABLES_H
#define MODEL_PLAN_TABLES_H

#include "model/plan.h"

extern const struct param_table plan_demand_table;
extern const struct param_table plan_stage_table;
extern const struct param_table plan_exit_table;
extern const struct param_table plan_team_table;
extern const struct param_table plan_task_table;
extern const struct param_table plan_workforce_table;
extern const struct param_table plan_absence_table;
extern const struct param_table plan_move_table;
extern const struct param_table plan_round_table;
extern const struct param_table plan_channel_table;
extern const struct param_table plan_campaign_table;
extern const struct param_table plan_agency_table;
extern const struct param_table plan_managed_team_table;
extern const struct param_table plan_pipeline_table;
extern const struct param_table plan_response_table;
extern const struct param_table plan_money_table;
extern const struct param_table plan_protected_table;
extern const struct param_table plan_becomes_table;
extern const struct param_table plan_supervision_table;
extern const struct param_table plan_statement_table;
extern const struct param_table plan_target_table;
extern const struct param_table plan_lever_table;

/* Looks at the filled plan as a whole: what is allowed and hardly meant. */
void plan_doubt(struct param_check *check, const struct plan *plan);
void plan_amounts_doubt(struct param_check *check, const struct plan *plan);

/* A warning at the place of an item of a map, "teams" and "locality". */
void plan_doubt_at(struct param_check *check, const char *map, const char *name, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A row's key and place in its struct. */
#define PLAN_AT(type, member) .key = #member, .offset = offsetof(struct type, member)
#define PLAN_ROWS(rows_) .rows = rows_, .count = PARAM_COUNT_OF(rows_)

#endif
