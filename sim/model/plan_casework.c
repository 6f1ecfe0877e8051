#include <math.h>

#include "model/plan_tables.h"

static const struct param give_up_rows[] = {
    {PLAN_AT(plan_give_up, after), .kind = PARAM_LAW, .unit = UNIT_DURATION, .role = ROLE_UNCERTAIN,
     .help = "How long a case waits for a worker before it is withdrawn"},
    {PLAN_AT(plan_give_up, to), .kind = PARAM_REF, .refers = "exits", .role = ROLE_CHOICE, .help = "Exit it takes"},
};
static const struct param_table give_up_table = {.name = "Giving up", .help = "Withdrawal from the waiting list.",
                                                 .size = sizeof(struct plan_give_up), PLAN_ROWS(give_up_rows)};

static const struct param stage_rows[] = {
    {PLAN_AT(plan_stage, team), .kind = PARAM_REF, .refers = "teams", .fallback = "", .role = ROLE_CHOICE,
     .help = "Team whose workers hold the case; absent: a delay that needs nobody"},
    {PLAN_AT(plan_stage, takes), .kind = PARAM_LAW, .unit = UNIT_DURATION, .observed_ok = true, .may_change = true,
     .role = ROLE_UNCERTAIN,
     .help = "Nominal duration, when the worker is not overloaded; or {observed: ...}, the duration seen at the opening "
             "load, from which the nominal one is derived and shown"},
    {PLAN_AT(plan_stage, hands_on), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .may_change = true,
     .role = ROLE_UNCERTAIN,
     .help = "Share of the nominal duration that waits for the worker rather than for courts, schools or families"},
    {PLAN_AT(plan_stage, weight), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .max = 100,
     .role = ROLE_UNCERTAIN, .help = "How many ordinary cases one case counts for in a worker's load (to thousandths)"},
    {PLAN_AT(plan_stage, priority), .kind = PARAM_INTEGER, .fallback = "0", .min = -100, .max = 100,
     .role = ROLE_CHOICE, .help = "Place in the waiting list before age counts; lowest first"},
    {PLAN_AT(plan_stage, opening), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "0", .max = 1000000,
     .role = ROLE_UNCERTAIN, .help = "Open cases on the first day, in mid-life, held by the team's workers"},
    {PLAN_AT(plan_stage, balance), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .min = 0.2, .max = 5,
     .role = ROLE_UNCERTAIN,
     .help = "Factor on a nominal duration derived from an observed one: by how much the opening balance may be out"},
    {PLAN_AT(plan_stage, gives_up), .kind = PARAM_TABLE, .of = &give_up_table, .fallback = "",
     .help = "Withdrawal from the waiting list"},
    {PLAN_AT(plan_stage, then), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "pathway|exits",
     .unit = UNIT_SHARE, .fallback = "{closed: 100%}", .total_one = true, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Where cases go next: stages or exits, totalling 100%"},
};

static void check_stage(struct param_check *check, void *filled)
{
    const struct plan_stage *stage = filled;
    if (stage->team.index < 0 && stage->gives_up.given)
        param_wrong(check, "gives_up", "nobody waits for a worker in a stage without a team; remove it, or name the team");
    if (stage->team.index < 0 && stage->takes.observed)
        param_wrong(check, "takes", "a stage without a team has no load to derive a nominal duration from; write mean in "
                                    "place of observed");
    if (stage->takes.observed && stage->opening <= 0)
        param_wrong(check, "takes", "an observed duration needs the opening load: state opening, or write mean in place of "
                                    "observed");
    if (stage->weight < 0.001)
        param_wrong(check, "weight", "must be at least 0.001");
}

const struct param_table plan_stage_table = {
    .name = "Stages of the pathway", .help = "What a case goes through, from referral to exit.",
    .size = sizeof(struct plan_stage), PLAN_ROWS(stage_rows), .check = check_stage};

static const struct param exit_rows[] = {
    {PLAN_AT(plan_exit, returns), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Chance that the child is ever referred again"},
    {PLAN_AT(plan_exit, after), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "{law: exponential, mean: 20 weeks}",
     .role = ROLE_UNCERTAIN, .help = "Time from closure to that re-referral",
     .source = "assumption: mean of 20 weeks"},
    {PLAN_AT(plan_exit, enters), .kind = PARAM_REF, .refers = "pathway", .fallback = "", .role = ROLE_CHOICE,
     .help = "Stage at which a re-referral starts; needed when returns is above 0"},
    {PLAN_AT(plan_exit, overload), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0", .max = 5,
     .role = ROLE_UNCERTAIN,
     .help = "How much overload at closure raises the chance of return: chance x (1 + overload x (stretch - 1)); no effect "
             "is the default because none has been measured"},
    {PLAN_AT(plan_exit, in_need), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "false: leaving here means that no need was found, which marginal_need acts on"},
};

static void check_exit(struct param_check *check, void *filled)
{
    const struct plan_exit *way = filled;
    if (way->returns > 0 && way->enters.index < 0)
        param_wrong(check, "returns", "says that children come back but not where; add enters: STAGE");
}

const struct param_table plan_exit_table = {.name = "Exits", .help = "Ways in which a case leaves the service.",
                                            .size = sizeof(struct plan_exit), PLAN_ROWS(exit_rows),
                                            .check = check_exit};

static const char *const contracts[] = {"permanent", "fixed-term", "agency", NULL};

static const struct param group_rows[] = {
    {PLAN_AT(plan_group, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "social-worker",
     .role = ROLE_CHOICE, .help = "Grade"},
    {PLAN_AT(plan_group, contract), .kind = PARAM_CHOICE, .choices = contracts, .fallback = "permanent",
     .role = ROLE_CHOICE, .help = "Contract"},
    {PLAN_AT(plan_group, fte), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .max = 100000, .role = ROLE_CHOICE,
     .help = "Full-time equivalents in post on the first day"},
    {PLAN_AT(plan_group, each), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "1", .min = 0.05, .max = 1,
     .role = ROLE_CHOICE, .help = "FTE of one worker; the last one gets what is left"},
    {PLAN_AT(plan_group, tenure), .kind = PARAM_PAIRS, .pair_key = PAIR_BAND, .unit = UNIT_SHARE,
     .fallback = "0-10 years", .total_one = true, .role = ROLE_UNCERTAIN,
     .help = "Time with the employer so far: a band such as 0-10 years, or bands with shares"},
};

/* A manager in an agency seat, or somebody who is due for the next grade, cannot open as the group says. */
static void check_group(struct param_check *check, void *filled)
{
    const struct plan *plan = param_root(check);
    const struct plan_group *group = filled;
    const struct pairs *tenure = &group->tenure;
    if (group->grade.index < 0)
        return;
    const struct plan_grade *grade = &plan_items(plan->workforce.grades, struct plan_grade)[group->grade.index];
    if (grade->manages && group->contract == CONTRACT_AGENCY)
        param_wrong(check, "contract", "managers cannot be agency workers here; use fixed-term");
    if (grade->becomes.given && tenure->count > 0 && tenure->items[tenure->count - 1].high > grade->becomes.after + 1)
        param_wrong(check, "tenure",
                    "has workers who are %s already; end it where the grade ends, for example 0-12 months, and put the "
                    "others in a group of that grade",
                    grade->becomes.grade.name);
}

static const struct param_table group_table = {
    .name = "Staff groups", .help = "Workers in post on the first day, alike; no names, no payroll numbers.",
    .size = sizeof(struct plan_group), PLAN_ROWS(group_rows), .check = check_group};

static const struct param posts_rows[] = {
    {PLAN_AT(plan_posts, funded), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "0", .max = 100000,
     .may_change = true, .role = ROLE_CHOICE, .help = "Funded case-holding posts (the establishment)"},
};
static const struct param_table posts_table = {.name = "Posts", .help = "The establishment, in FTE.",
                                               .size = sizeof(struct plan_posts), PLAN_ROWS(posts_rows),
                                               .shorthand = "funded"};

static const char *const rules[] = {"least-loaded", "rota", "random", NULL};

static const struct param team_rows[] = {
    {PLAN_AT(plan_team, teams), .kind = PARAM_INTEGER, .fallback = "1", .min = 1, .max = 10000, .role = ROLE_CHOICE,
     .help = "How many alike; posts, staff, seats and opening cases are totals, shared equally"},
    {PLAN_AT(plan_team, posts), .kind = PARAM_TABLE, .of = &posts_table, .fallback = "0", .help = "Establishment"},
    {PLAN_AT(plan_team, managers), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "0", .max = 100000,
     .may_change = true, .role = ROLE_CHOICE,
     .help = "Managers' posts, beside the case-holding ones; workers of a grade that manages fill them"},
    {PLAN_AT(plan_team, capacity), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "none", .none_ok = true,
     .max = 100000, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Cases that a full-time experienced worker keeps moving at nominal pace, net of ordinary leave, supervision and "
             "training; never taken from a target; none: overload never slows anything"},
    {PLAN_AT(plan_team, cap), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "none", .none_ok = true,
     .max = 100000, .may_change = true, .role = ROLE_CHOICE,
     .help = "Cases that a full-time worker may hold before allocation stops"},
    {PLAN_AT(plan_team, rule), .kind = PARAM_CHOICE, .choices = rules, .fallback = "least-loaded", .role = ROLE_CHOICE,
     .help = "How a case finds its worker: least load relative to capacity, rota, or a lottery by capacity"},
    {PLAN_AT(plan_team, evenness), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "35%", .role = ROLE_UNCERTAIN,
     .help = "Share of allocations that follow the rule; the rest go by lottery, by capacity", .source = "assumption"},
    {PLAN_AT(plan_team, opening_spread), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "28%", .max = 2,
     .role = ROLE_UNCERTAIN,
     .help = "Coefficient of variation of the opening caseloads over workers", .source = "assumption"},
    {PLAN_AT(plan_team, waiting_limit), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "none", .none_ok = true,
     .may_change = true, .role = ROLE_CHOICE, .help = "Length of the waiting list beyond which new cases are diverted"},
    {PLAN_AT(plan_team, diverts_to), .kind = PARAM_REF, .refers = "exits", .fallback = "", .role = ROLE_CHOICE,
     .help = "Exit that diverted cases take"},
    {PLAN_AT(plan_team, staff), .kind = PARAM_MAP, .of = &group_table, .fallback = "{}",
     .help = "Workers in post on the first day"},
};

static void check_team(struct param_check *check, void *filled)
{
    const struct plan_team *team = filled;
    if (isfinite(team->waiting_limit) && team->diverts_to.index < 0)
        param_wrong(check, "waiting_limit", "says when new cases are diverted but not where; add diverts_to: EXIT");
}

const struct param_table plan_team_table = {.name = "Teams", .help = "Who holds cases, and how many they can.",
                                            .size = sizeof(struct plan_team), PLAN_ROWS(team_rows),
                                            .check = check_team};
