#include <math.h>

#include "model/plan_tables.h"

static const struct param protected_rows[] = {
    {PLAN_AT(plan_protected, load), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "90%", .may_change = true,
     .role = ROLE_CHOICE,
     .help = "The load promised, as a share of what an experienced worker of the team keeps moving; by FTE",
     .source = "National standard for the first year: 90% of a second or third year worker's, as Suffolk states it"},
    {PLAN_AT(plan_protected, compliance), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "How often the promise holds when a case would break it; 49% of those promised one in 2018 had none (Community "
         "Care survey)"},
};

const struct param_table plan_protected_table = {
    .name = "Protection",
    .help = "A lighter load that is promised, and how often the promise is kept.",
    .size = sizeof(struct plan_protected),
    PLAN_ROWS(protected_rows),
    .shorthand = "load"};

static const struct param becomes_rows[] = {
    {PLAN_AT(plan_becomes, grade), .kind = PARAM_REF, .refers = "workforce.grades", .role = ROLE_CHOICE,
     .help = "Grade that follows"},
    {PLAN_AT(plan_becomes, after), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "52 weeks", .min = 1,
     .max = 5300, .role = ROLE_CHOICE, .help = "Time in the grade before"},
};

const struct param_table plan_becomes_table = {.name = "Progression",
                                               .help = "The grade that follows when the time in one is up.",
                                               .size = sizeof(struct plan_becomes),
                                               PLAN_ROWS(becomes_rows)};

static const struct param supervision_rows[] = {
    {PLAN_AT(plan_supervision, span), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "6.5", .min = 0.1,
     .max = 1000, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Workers whom a full-time manager can see at the usual interval",
     .source = "Central Bedfordshire, Community Care 2018: teams of six to seven for each manager"},
    {PLAN_AT(plan_supervision, hours), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1.5", .max = 40,
     .role = ROLE_UNCERTAIN, .help = "Hours of a session, counted for managers; workers' capacity is already net of it",
     .source = "Social Work Reform Board, 2010: 90 minutes"},
    {PLAN_AT(plan_supervision, every), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "4 weeks", .min = 0.2,
     .max = 520, .may_change = true, .role = ROLE_CHOICE, .help = "Usual time between a worker's sessions"},
    {PLAN_AT(plan_supervision, newly_qualified), .kind = PARAM_PAIRS, .pair_key = PAIR_DURATION, .unit = UNIT_DURATION,
     .fallback = "{0 weeks: 1 week, 6 weeks: 2 weeks, 26 weeks: 4 weeks}", .min = 0.2, .max = 520, .role = ROLE_CHOICE,
     .help = "Time between sessions of the newly qualified, from each time in the grade on",
     .source = "Social Work Reform Board, 2010: weekly for six weeks, fortnightly to six months, then monthly"},
    {PLAN_AT(plan_supervision, decision_delay), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Share of the hands-on pace that a team loses with every manager's post empty, in proportion below that; no "
         "evidence gives its size, so a range should include 0%"},
};

static void check_supervision(struct param_check *check, void *filled)
{
    const struct plan_supervision *supervision = filled;
    const struct pairs *rhythm = &supervision->newly_qualified;
    if (rhythm->count == 0 || rhythm->items[0].low > 0)
        param_wrong(check, "newly_qualified", "must say where it starts; add 0 weeks: ...");
}

const struct param_table plan_supervision_table = {
    .name = "Supervision",
    .help = "Sessions that managers owe their workers, and decisions that wait when a manager is missing. What missed "
            "sessions do to leaving and to the quality of work is not modelled.",
    .size = sizeof(struct plan_supervision),
    PLAN_ROWS(supervision_rows),
    .check = check_supervision};
