#include "model/plan_tables.h"

static const struct param lever_rows[] = {
    {PLAN_AT(plan_lever, starts), .label = "start", .kind = PARAM_TIME, .min = -5300, .max = 5300, .role = ROLE_CHOICE,
     .help = "When it is decided; a time before the first day means in force on it"},
    {PLAN_AT(plan_lever, approval), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks", .max = 520,
     .role = ROLE_UNCERTAIN, .help = "Time from the decision to the first effect"},
    {PLAN_AT(plan_lever, ramp), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks", .max = 5300,
     .role = ROLE_CHOICE, .help = "Time over which the effect grows to its full size, week by week"},
    {PLAN_AT(plan_lever, ends), .label = "end", .kind = PARAM_TIME, .fallback = "none", .none_ok = true, .min = -5300,
     .max = 1e9, .role = ROLE_CHOICE, .help = "When the effect ends"},
    {PLAN_AT(plan_lever, effect), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .min = -10, .max = 10,
     .role = ROLE_UNCERTAIN,
     .help = "How much of what it says comes about, for changes whose size nobody knows: 0% nothing, below 0% the "
             "opposite; its cost is the same. A change from or to none comes whole"},
    {PLAN_AT(plan_lever, set), .label = "becomes", .kind = PARAM_SETTINGS, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Values that parameters take, by their paths"},
    {PLAN_AT(plan_lever, scale), .label = "times", .kind = PARAM_SETTINGS, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Factors on parameters, such as 90% or 1.2"},
    {PLAN_AT(plan_lever, add), .label = "plus", .kind = PARAM_SETTINGS, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Amounts added to parameters; a minus sign takes away"},
    {PLAN_AT(plan_lever, cap), .label = "at most", .kind = PARAM_SETTINGS, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Values that parameters may not exceed"},
    {PLAN_AT(plan_lever, floor), .label = "at least", .kind = PARAM_SETTINGS, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Values that parameters may not fall below"},
    {PLAN_AT(plan_lever, cost), .kind = PARAM_NUMBER, .unit = UNIT_MONEY_RATE, .fallback = "£0 per year",
     .role = ROLE_UNCERTAIN,
     .help = "Cost while it acts, beside what follows from the parameters that it changes; time-limited when it ends"},
    {PLAN_AT(plan_lever, one_off), .label = "one-off cost", .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .fallback = "£0",
     .role = ROLE_UNCERTAIN,
     .help = "Cost on the day on which it begins to act; before the first day it is not counted"},
};

static void check_lever(struct param_check *check, void *filled)
{
    const struct plan_lever *lever = filled;
    const struct plan *plan = param_root(check);
    if ((lever->cost > 0 || lever->one_off > 0) && !plan->money.given)
        param_doubt(check, lever->cost > 0 ? "cost" : "one_off", "is not counted: the scenario has no section money");
    if (lever->ends <= lever->starts + lever->approval)
        param_wrong(check, "ends", "is not after the effect begins (starts and approval together)");
    if (lever->set.count + lever->scale.count + lever->add.count + lever->cap.count + lever->floor.count == 0)
        param_wrong(check, NULL, "changes nothing; add set, scale, add, cap or floor with the path of a parameter");
}

const struct param_table plan_lever_table = {
    .name = "Levers",
    .help =
        "Dated changes to any parameter that may change during a run. Several on one parameter compose in a fixed order: the "
        "base or the last set, then scales, then additions, each in the order of the levers' names, then the lowest cap "
        "and the highest floor. A change within a week acts on hazards from the next Monday.",
    .size = sizeof(struct plan_lever),
    PLAN_ROWS(lever_rows),
    .check = check_lever};
