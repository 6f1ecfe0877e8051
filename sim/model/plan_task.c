#include <math.h>

#include "model/plan_tables.h"

static const struct param task_rows[] = {
    {PLAN_AT(plan_task, stages), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "pathway", .unit = UNIT_NONE,
     .max = 1, .role = ROLE_CHOICE,
     .help = "Stages whose open cases need it, each with the share of times that it is needed: 1 always"},
    {PLAN_AT(plan_task, first), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks", .max = 520,
     .role = ROLE_CONSTANT, .help = "Time in the stage at which it is due first"},
    {PLAN_AT(plan_task, every), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "", .min = 0.1, .max = 520,
     .role = ROLE_CONSTANT, .help = "Time from then to the next; absent: once"},
    {PLAN_AT(plan_task, limit), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .min = 0.01, .max = 520,
     .role = ROLE_CONSTANT, .help = "Time within which it should be done"},
    {PLAN_AT(plan_task, takes), .label = "length", .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "",
     .role = ROLE_UNCERTAIN,
     .help =
         "Time until it is done when the worker is not overloaded; overload stretches it. Absent: anything up to the limit, "
         "so that nothing is late up to capacity and 1 - 1/stretch above"},
    {PLAN_AT(plan_task, hours), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0", .max = 1000,
     .role = ROLE_UNCERTAIN,
     .help = "Hours of work in one; they are part of what capacity stands for, and only reported"},
};

static void check_task(struct param_check *check, void *filled)
{
    const struct plan_task *task = filled;
    const struct plan *plan = param_root(check);
    for (size_t i = 0; i < task->stages.count; i++) {
        const struct pair *stage = &task->stages.items[i];
        if (plan_items(plan->pathway, struct plan_stage)[stage->to.index].team.index < 0)
            param_wrong(check, "stages", "%s has no team, so nobody could do it there", stage->to.name);
    }
}

const struct param_table plan_task_table = {
    .name = "Tasks",
    .help = "Section 47 enquiries, conferences, reviews, visits, court statements: due on open cases, met or late.",
    .size = sizeof(struct plan_task),
    PLAN_ROWS(task_rows),
    .check = check_task};
