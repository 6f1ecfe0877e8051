#include <math.h>

#include "model/plan_tables.h"

static const struct param give_up_rows[] = {
    {PLAN_AT(plan_give_up, after), .kind = PARAM_LAW, .unit = UNIT_DURATION, .role = ROLE_UNCERTAIN,
     .help = "How long a case waits for a worker before it is withdrawn"},
    {PLAN_AT(plan_give_up, to), .kind = PARAM_REF, .refers = "exits", .role = ROLE_CHOICE, .help = "Exit it takes"},
};
static const struct param_table give_up_table = {.name = "Giving up",
                                                 .help = "Withdrawal from the waiting list.",
                                                 .size = sizeof(struct plan_give_up),
                                                 PLAN_ROWS(give_up_rows)};

static const char *const limit_from[] = {"stage", "referral", NULL};

static const struct param limit_rows[] = {
    {PLAN_AT(plan_limit, within), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .max = 520, .role = ROLE_CONSTANT,
     .help = "Limit, counted in working days: no weekends, no English bank holidays; 1 week is 5 of them"},
    {PLAN_AT(plan_limit, from), .kind = PARAM_CHOICE, .choices = limit_from, .fallback = "stage", .role = ROLE_CONSTANT,
     .help = "What it counts from: the entry to this stage, or the referral"},
    {PLAN_AT(plan_limit, since), .kind = PARAM_REF, .refers = "pathway", .fallback = "", .role = ROLE_CONSTANT,
     .help =
         "Stage whose latest entry it counts from in place of `from`, such as the strategy discussion for a conference"},
};
static const struct param_table limit_table = {
    .name = "Statutory limits",
    .help = "Time within which a stage should be completed; it changes nothing, it is reported.",
    .size = sizeof(struct plan_limit),
    PLAN_ROWS(limit_rows),
    .shorthand = "within"};

static const struct param escalation_rows[] = {
    {PLAN_AT(plan_escalation, to), .kind = PARAM_REF, .refers = "pathway|exits", .role = ROLE_CHOICE,
     .help = "Stage or exit that the case moves to before its time in the stage is over"},
    {PLAN_AT(plan_escalation, rate), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .may_change = true, .max = 10,
     .role = ROLE_UNCERTAIN, .help = "Rate at which held cases escalate"},
    {PLAN_AT(plan_escalation, overload), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0", .max = 5,
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "How much overload raises the rate: rate x (1 + overload x (stretch - 1)); no effect is the default because none "
         "has been measured"},
};
static const struct param_table escalation_table = {
    .name = "Escalation",
    .help = "A move that competes with completing the stage, such as a step up to child protection.",
    .size = sizeof(struct plan_escalation),
    PLAN_ROWS(escalation_rows)};

static const struct param co_worker_rows[] = {
    {PLAN_AT(plan_co_worker, team), .kind = PARAM_REF, .refers = "teams", .role = ROLE_CHOICE,
     .help = "Team that the second worker comes from"},
    {PLAN_AT(plan_co_worker, after), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "0 weeks",
     .role = ROLE_UNCERTAIN, .help = "Time in the stage from which there is one; found on the Monday after"},
    {PLAN_AT(plan_co_worker, weight), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0.5", .min = 0.001,
     .max = 100, .role = ROLE_UNCERTAIN, .help = "How many ordinary cases it counts for in the second worker's load",
     .source = "assumption"},
};
static const struct param_table co_worker_table = {
    .name = "Co-workers",
    .help =
        "A second worker beside the lead, such as a personal adviser; becomes the lead if the case moves to that team.",
    .size = sizeof(struct plan_co_worker),
    PLAN_ROWS(co_worker_rows)};

static const struct param stage_rows[] = {
    {PLAN_AT(plan_stage, team), .kind = PARAM_REF, .refers = "teams", .fallback = "", .role = ROLE_CHOICE,
     .help = "Team whose workers hold the case; absent: a delay that needs nobody"},
    {PLAN_AT(plan_stage, takes), .label = "length", .kind = PARAM_LAW, .unit = UNIT_DURATION, .observed_ok = true,
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Nominal duration, when the worker is not overloaded; or {observed: ...}, the duration seen at the opening "
         "load, from which the nominal one is derived and shown"},
    {PLAN_AT(plan_stage, hands_on), .label = "hands-on share", .kind = PARAM_NUMBER, .unit = UNIT_SHARE,
     .fallback = "0%", .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Share of the nominal duration that waits for the worker rather than for courts, schools or families"},
    {PLAN_AT(plan_stage, weight), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .max = 100,
     .role = ROLE_UNCERTAIN, .help = "How many ordinary cases one case counts for in a worker's load (to thousandths)"},
    {PLAN_AT(plan_stage, priority), .kind = PARAM_INTEGER, .fallback = "0", .min = -100, .max = 100,
     .role = ROLE_CHOICE, .help = "Place in the waiting list before age counts; lowest first"},
    {PLAN_AT(plan_stage, opening), .label = "opening cases", .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "0",
     .max = 1000000, .role = ROLE_UNCERTAIN,
     .help = "Open cases on the first day, in mid-life, held by the team's workers"},
    {PLAN_AT(plan_stage, balance), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .min = 0.2, .max = 5,
     .role = ROLE_UNCERTAIN,
     .help = "Factor on a nominal duration derived from an observed one: by how much the opening balance may be out"},
    {PLAN_AT(plan_stage, gives_up), .label = "giving up", .kind = PARAM_TABLE, .of = &give_up_table, .fallback = "",
     .help = "Withdrawal from the waiting list"},
    {PLAN_AT(plan_stage, then), .label = "next", .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "pathway|exits",
     .unit = UNIT_SHARE, .fallback = "{closed: 100%}", .total_one = true, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Where cases go next: stages or exits, totalling 100%"},
    {PLAN_AT(plan_stage, family_size), .kind = PARAM_LAW, .unit = UNIT_NONE, .fallback = "1", .whole = true,
     .role = ROLE_UNCERTAIN,
     .help =
         "Children of one family among the opening cases; only for teams that count families, which hold them together"},
    {PLAN_AT(plan_stage, limit), .kind = PARAM_TABLE, .of = &limit_table, .fallback = "",
     .help = "Statutory limit, for example 45 working days; the share that meets it is reported"},
    {PLAN_AT(plan_stage, escalates), .label = "escalation", .kind = PARAM_TABLE, .of = &escalation_table,
     .fallback = "", .help = "Move that held cases may make at any time"},
    {PLAN_AT(plan_stage, co_worker), .kind = PARAM_TABLE, .of = &co_worker_table, .fallback = "",
     .help = "Second worker, of another team, beside the lead"},
};

static void check_stage(struct param_check *check, void *filled)
{
    const struct plan_stage *stage = filled;
    if (stage->team.index < 0 && stage->gives_up.given)
        param_wrong(check, "gives_up",
                    "nobody waits for a worker in a stage without a team; remove it, or name the team");
    if (stage->team.index < 0 && stage->takes.observed)
        param_wrong(check, "takes",
                    "a stage without a team has no load to derive a nominal duration from; write mean in "
                    "place of observed");
    if (stage->takes.observed && stage->opening <= 0)
        param_wrong(check, "takes",
                    "an observed duration needs the opening load: state opening, or write mean in place of "
                    "observed");
    if (stage->co_worker.given && (stage->team.index < 0 || stage->co_worker.team.index == stage->team.index))
        param_wrong(check, "co_worker", "works beside a lead of another team; %s",
                    stage->team.index < 0 ? "the stage has no team" : "this is the stage's own");
    if (stage->team.index < 0 && stage->escalates.given)
        param_wrong(check, "escalates", "only cases that a worker holds escalate; name the team");
    const struct plan *plan = param_root(check);
    bool families = stage->team.index >= 0 &&
                    plan_items(plan->teams, struct plan_team)[stage->team.index].unit == TEAM_COUNTS_FAMILIES;
    if (!families && law_mean(&stage->family_size.law) != 1)
        param_wrong(check, "family_size",
                    "matters only to a team that counts families; remove it, or give the team unit: "
                    "family");
    if (stage->weight < 0.001)
        param_wrong(check, "weight", "must be at least 0.001");
}

const struct param_table plan_stage_table = {.name = "Stages of the pathway",
                                             .help = "What a case goes through, from referral to exit.",
                                             .size = sizeof(struct plan_stage),
                                             PLAN_ROWS(stage_rows),
                                             .check = check_stage};

static const struct param wrong_rows[] = {
    {PLAN_AT(plan_wrong, share), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Share of those who leave here who are in need and are turned away; they count as unmet need until they are back"},
    {PLAN_AT(plan_wrong, returns), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Chance that such a child is ever referred again, in place of the exit's returns",
     .source = "assumption"},
    {PLAN_AT(plan_wrong, after), .kind = PARAM_LAW, .unit = UNIT_DURATION,
     .fallback = "{law: exponential, mean: 20 weeks}", .role = ROLE_UNCERTAIN,
     .help = "Time from the wrong decision to that referral", .source = "assumption"},
    {PLAN_AT(plan_wrong, heavier), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .min = 1, .max = 10,
     .role = ROLE_UNCERTAIN,
     .help =
         "Factor on the case weight while the child is back; no effect is the default because none has been measured"},
};
static const struct param_table wrong_table = {
    .name = "Wrong decisions",
    .help = "Children turned away who should not have been: unmet need, and heavier cases later.",
    .size = sizeof(struct plan_wrong),
    PLAN_ROWS(wrong_rows),
    .shorthand = "share"};

static const struct param exit_rows[] = {
    {PLAN_AT(plan_exit, returns), .label = "share that returns", .kind = PARAM_NUMBER, .unit = UNIT_SHARE,
     .fallback = "0%", .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Chance that the child is ever referred again"},
    {PLAN_AT(plan_exit, after), .label = "time until a return", .kind = PARAM_LAW, .unit = UNIT_DURATION,
     .fallback = "{law: exponential, mean: 20 weeks}", .role = ROLE_UNCERTAIN,
     .help = "Time from closure to that re-referral", .source = "assumption: mean of 20 weeks"},
    {PLAN_AT(plan_exit, enters), .label = "way back in", .kind = PARAM_REF, .refers = "pathway", .fallback = "",
     .role = ROLE_CHOICE, .help = "Stage at which a re-referral starts; needed when returns is above 0"},
    {PLAN_AT(plan_exit, overload), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0", .max = 5,
     .role = ROLE_UNCERTAIN,
     .help =
         "How much overload at closure raises the chance of return: chance x (1 + overload x (stretch - 1)); no effect "
         "is the default because none has been measured"},
    {PLAN_AT(plan_exit, in_need), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "false: leaving here means that no need was found, which marginal_need acts on"},
    {PLAN_AT(plan_exit, wrong), .kind = PARAM_TABLE, .of = &wrong_table, .fallback = "",
     .help = "Share of those who leave here who should not have, and what becomes of them"},
};

static void check_exit(struct param_check *check, void *filled)
{
    const struct plan_exit *way = filled;
    if (way->wrong.given && way->enters.index < 0)
        param_wrong(check, "wrong", "says that children come back but not where; add enters: STAGE");
    if (way->returns > 0 && way->enters.index < 0)
        param_wrong(check, "returns", "says that children come back but not where; add enters: STAGE");
}

const struct param_table plan_exit_table = {.name = "Exits",
                                            .help = "Ways in which a case leaves the service.",
                                            .size = sizeof(struct plan_exit),
                                            PLAN_ROWS(exit_rows),
                                            .check = check_exit};

static const char *const contracts[] = {"permanent", "fixed-term", "agency", NULL};

static const struct param group_rows[] = {
    {PLAN_AT(plan_group, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "social-worker",
     .role = ROLE_CHOICE, .help = "Grade"},
    {PLAN_AT(plan_group, contract), .kind = PARAM_CHOICE, .choices = contracts, .fallback = "permanent",
     .role = ROLE_CHOICE, .help = "Contract"},
    {PLAN_AT(plan_group, fte), .label = "FTE", .kind = PARAM_NUMBER, .unit = UNIT_FTE, .max = 100000,
     .role = ROLE_CHOICE, .help = "Full-time equivalents in post on the first day"},
    {PLAN_AT(plan_group, each), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "1", .min = 0.05, .max = 1,
     .role = ROLE_CHOICE, .help = "FTE of one worker; the last one gets what is left"},
    {PLAN_AT(plan_group, tenure), .kind = PARAM_PAIRS, .pair_key = PAIR_BAND, .unit = UNIT_SHARE,
     .fallback = "0-10 years", .total_one = true, .role = ROLE_UNCERTAIN,
     .help = "Time with the employer so far: a band such as 0-10 years, or bands with shares"},
    {PLAN_AT(plan_group, leaving), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "", .may_change = true,
     .role = ROLE_UNCERTAIN,
     .help =
         "Rate at which these workers leave, at the reference caseload, in place of workforce.leaving.rate; absent: as "
         "everybody"},
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
    .name = "Staff groups",
    .help = "Workers in post on the first day, alike; no names, no payroll numbers.",
    .size = sizeof(struct plan_group),
    PLAN_ROWS(group_rows),
    .check = check_group};

static const struct param posts_rows[] = {
    {PLAN_AT(plan_posts, funded), .label = "funded posts", .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "0",
     .max = 100000, .may_change = true, .role = ROLE_CHOICE, .help = "Case-holding posts in the base budget"},
    {PLAN_AT(plan_posts, growth), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "0", .max = 100000,
     .may_change = true, .role = ROLE_CHOICE, .help = "Posts beyond the base budget: each costs the whole of its cost"},
    {PLAN_AT(plan_posts, supernumerary), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "0", .max = 100000,
     .may_change = true, .role = ROLE_CHOICE,
     .help =
         "Posts beyond the base budget for a time, such as places for newly qualified workers; filled like any other"},
    {PLAN_AT(plan_posts, grades), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "workforce.grades",
     .unit = UNIT_SHARE, .fallback = "", .total_one = true, .role = ROLE_CHOICE,
     .help =
         "Grades that the base budget takes the funded posts to have, one or several with shares; absent: those of the "
         "team's permanent staff on the first day"},
};
static const struct param_table posts_table = {.name = "Posts",
                                               .help = "The establishment, in FTE: the sum of all its posts.",
                                               .size = sizeof(struct plan_posts),
                                               PLAN_ROWS(posts_rows),
                                               .shorthand = "funded"};

static const char *const rules[] = {"least-loaded", "rota", "random", NULL};

static const struct param attached_rows[] = {
    {PLAN_AT(plan_attached, posts), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .min = 0.001, .max = 100000,
     .role = ROLE_CHOICE,
     .help = "Posts for adult workers (mental health, substance misuse, domestic abuse) who work beside the team"},
    {PLAN_AT(plan_attached, fte), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .max = 100000, .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "How many of them are filled; what they do goes with the filled share"},
    {PLAN_AT(plan_attached, shorter), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .max = 0.9,
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "How much shorter the team's stages are with every post filled, for cases that enter from then on. Durations are "
         "stated without attached workers, or observed with those of the first day. No effect is the default: before and "
         "after figures of first adopters are an upper bound"},
    {PLAN_AT(plan_attached, fewer_returns), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "By how much fewer of the children whom the team has helped come back, with every post filled; exits state the "
         "chance without"},
};
static const struct param_table attached_table = {.name = "Attached workers",
                                                  .help = "Adult workers beside a children's team, who hold no cases.",
                                                  .size = sizeof(struct plan_attached),
                                                  PLAN_ROWS(attached_rows)};

static const char *const team_units[] = {"child", "family", NULL};

static const struct param team_rows[] = {
    {PLAN_AT(plan_team, unit), .kind = PARAM_CHOICE, .choices = team_units, .fallback = "child", .role = ROLE_CHOICE,
     .help = "What its capacity, cap, loads and caseload count: children, or families, whose children one worker holds "
             "together; the service's caseload counts children all the same"},
    {PLAN_AT(plan_team, teams), .kind = PARAM_INTEGER, .fallback = "1", .min = 1, .max = 10000, .role = ROLE_CHOICE,
     .help =
         "How many alike; posts, staff, seats and opening cases are totals, shared equally. A case goes to one of them by lot "
         "and stays there as long as its stages are this team's"},
    {PLAN_AT(plan_team, posts), .label = "", .kind = PARAM_TABLE, .of = &posts_table, .fallback = "0",
     .help = "Establishment"},
    {PLAN_AT(plan_team, managers), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "0", .max = 100000,
     .may_change = true, .role = ROLE_CHOICE,
     .help = "Managers' posts, beside the case-holding ones; workers of a grade that manages fill them"},
    {PLAN_AT(plan_team, capacity), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "none", .none_ok = true,
     .max = 100000, .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Cases that a full-time experienced worker keeps moving at nominal pace, net of ordinary leave, supervision and "
         "training; never taken from a target; none: overload never slows anything"},
    {PLAN_AT(plan_team, cap), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "none", .none_ok = true,
     .max = 100000, .may_change = true, .role = ROLE_CHOICE,
     .help = "Cases that a full-time worker may hold before allocation stops"},
    {PLAN_AT(plan_team, rule), .kind = PARAM_CHOICE, .choices = rules, .fallback = "least-loaded", .role = ROLE_CHOICE,
     .help = "How a case finds its worker: least load relative to capacity, rota, or a lottery by capacity"},
    {PLAN_AT(plan_team, evenness), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "35%", .role = ROLE_UNCERTAIN,
     .help = "Share of allocations that follow the rule; the rest go by lottery, by capacity", .source = "assumption"},
    {PLAN_AT(plan_team, opening_spread), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "28%", .max = 2,
     .role = ROLE_UNCERTAIN, .help = "Coefficient of variation of the opening caseloads over workers",
     .source = "assumption"},
    {PLAN_AT(plan_team, waiting_limit), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "none", .none_ok = true,
     .may_change = true, .role = ROLE_CHOICE, .help = "Length of the waiting list beyond which new cases are diverted"},
    {PLAN_AT(plan_team, diverts_to), .kind = PARAM_REF, .refers = "exits", .fallback = "", .role = ROLE_CHOICE,
     .help = "Exit that diverted cases take"},
    {PLAN_AT(plan_team, attached), .kind = PARAM_TABLE, .of = &attached_table, .fallback = "",
     .help = "Adult workers who work beside the team, as in family safeguarding"},
    {PLAN_AT(plan_team, staff), .label = "staff group", .kind = PARAM_MAP, .of = &group_table, .fallback = "{}",
     .help = "Workers in post on the first day"},
};

static void check_team(struct param_check *check, void *filled)
{
    const struct plan_team *team = filled;
    if (isfinite(team->waiting_limit) && team->diverts_to.index < 0)
        param_wrong(check, "waiting_limit", "says when new cases are diverted but not where; add diverts_to: EXIT");
}

const struct param_table plan_team_table = {.name = "Teams",
                                            .help = "Who holds cases, and how many they can.",
                                            .size = sizeof(struct plan_team),
                                            PLAN_ROWS(team_rows),
                                            .check = check_team};
