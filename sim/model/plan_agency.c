#include "model/plan_tables.h"

static const struct param walkout_rows[] = {
    {PLAN_AT(plan_walkout, date), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "When they leave"},
    {PLAN_AT(plan_walkout, share), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Chance that each agency worker leaves; managed teams stay"},
    {PLAN_AT(plan_walkout, teams), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_SHARE,
     .fallback = "", .role = ROLE_UNCERTAIN,
     .help = "The chance by team, in place of share; teams that are not named are spared; absent: every team"},
};

static void check_walkout(struct param_check *check, void *filled)
{
    if (((const struct plan_walkout *)filled)->date < 0)
        param_wrong(check, "date", "lies before the first day, whose staff are those who stayed");
}

static const struct param_table walkout_table = {
    .name = "Group exits",
    .help = "Agency workers who leave on one day, as when a group moves to another council.",
    .size = sizeof(struct plan_walkout),
    PLAN_ROWS(walkout_rows),
    .check = check_walkout};

static const struct param withdrawal_rows[] = {
    {PLAN_AT(plan_withdrawal, from), .label = "start", .kind = PARAM_TIME, .role = ROLE_CHOICE,
     .help = "First day without the supplier"},
    {PLAN_AT(plan_withdrawal, to), .label = "end", .kind = PARAM_TIME, .role = ROLE_CHOICE,
     .help = "First day on which seats can be ordered again"},
    {PLAN_AT(plan_withdrawal, share), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Chance that each agency worker leaves on the first day; managed teams stay"},
    {PLAN_AT(plan_withdrawal, teams), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_SHARE,
     .fallback = "", .role = ROLE_UNCERTAIN,
     .help = "The chance by team, in place of share; teams that are not named keep their supplier; absent: every team"},
};

static void check_withdrawal(struct param_check *check, void *filled)
{
    const struct plan_withdrawal *withdrawal = filled;
    if (withdrawal->to <= withdrawal->from)
        param_wrong(check, "to", "must be after from");
}

static const struct param_table withdrawal_table = {
    .name = "Withdrawals of a supplier",
    .help = "No seat is filled until the last day; what was on order starts anew then.",
    .size = sizeof(struct plan_withdrawal),
    PLAN_ROWS(withdrawal_rows),
    .check = check_withdrawal};

static const struct param notice_rows[] = {
    {PLAN_AT(plan_notice, date), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "From when"},
    {PLAN_AT(plan_notice, to), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .max = 52, .role = ROLE_CHOICE,
     .help = "Notice on either side from then on; national rules ask for four weeks from 31 October 2024",
     .source = "DfE agency rules, as reported by Community Care, 14 May 2024"},
};
static const struct param_table notice_table = {
    .name = "Notice changes",
    .help = "Dated changes to the notice of agency workers; the latest one holds.",
    .size = sizeof(struct plan_notice),
    PLAN_ROWS(notice_rows)};

static const struct param agency_rows[] = {
    {PLAN_AT(plan_agency, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "social-worker",
     .role = ROLE_CHOICE, .help = "Grade of agency workers"},
    {PLAN_AT(plan_agency, start), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "3 weeks",
     .role = ROLE_UNCERTAIN, .help = "Time from ordering an agency worker to the first day", .source = "assumption"},
    {PLAN_AT(plan_agency, assignment), .kind = PARAM_LAW, .unit = UNIT_DURATION,
     .fallback = "{law: exponential, mean: 40 weeks}", .role = ROLE_UNCERTAIN,
     .help = "How long an agency worker stays", .source = "assumption"},
    {PLAN_AT(plan_agency, notice), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "1 week", .max = 52,
     .may_change = true, .role = ROLE_CHOICE,
     .help = "Notice on either side; a replacement is ordered when notice is given",
     .source = "Luton Today, 2020: can leave on a week's notice"},
    {PLAN_AT(plan_agency, above_posts), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "Whether seats may be filled beyond the vacancies that they cover"},
    {PLAN_AT(plan_agency, ramp), .kind = PARAM_PAIRS, .pair_key = PAIR_DURATION, .unit = UNIT_SHARE,
     .fallback = "{0 weeks: 100%}", .max = 2, .role = ROLE_UNCERTAIN,
     .help = "Share of full capacity from each length of service on"},
    {PLAN_AT(plan_agency, seats), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_FTE,
     .fallback = "{}", .max = 100000, .may_change = true, .role = ROLE_CHOICE,
     .help = "Funded agency seats by team: as many as may be filled at most"},
    {PLAN_AT(plan_agency, cover), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_SHARE,
     .fallback = "{}", .max = 2, .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Share of a team's establishment that permanent and agency staff together may fill: a permanent starter releases "
         "a seat and a leaver opens one; absent: all of it"},
    {PLAN_AT(plan_agency, converts), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "0% per year",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Rate at which an agency worker in a seat becomes permanent in the same team, while it has a vacancy; 16% per "
         "year where a scheme runs",
     .source = "Northamptonshire, 2017: 34 conversions in a year among 210 agency workers"},
    {PLAN_AT(plan_agency, shocks), .label = "group exit", .kind = PARAM_MAP, .of = &walkout_table, .fallback = "{}",
     .help = "Days on which agency workers leave together"},
    {PLAN_AT(plan_agency, withdrawals), .label = "withdrawal of a supplier", .kind = PARAM_MAP, .of = &withdrawal_table,
     .fallback = "{}", .help = "Times without a supplier"},
    {PLAN_AT(plan_agency, notice_changes), .kind = PARAM_MAP, .of = &notice_table, .fallback = "{}",
     .help = "Dates from which the notice is another one"},
};

static void check_agency(struct param_check *check, void *filled)
{
    const struct plan_agency *agency = filled;
    const struct plan *plan = param_root(check);
    if (agency->ramp.count == 0 || agency->ramp.items[0].low > 0)
        param_wrong(check, "ramp", "must say where it starts; add 0 weeks: ...");
    if (agency->grade.index >= 0 && plan_items(plan->workforce.grades, struct plan_grade)[agency->grade.index].manages)
        param_wrong(check, "grade", "manages, and agency seats are for those who hold cases");
}

const struct param_table plan_agency_table = {.name = "Agency",
                                              .help =
                                                  "Quick to start, short of stay; covers vacancies in funded seats.",
                                              .size = sizeof(struct plan_agency),
                                              PLAN_ROWS(agency_rows),
                                              .check = check_agency};

static const struct param managed_rows[] = {
    {PLAN_AT(plan_managed_team, team), .kind = PARAM_REF, .refers = "teams", .role = ROLE_CHOICE,
     .help = "Team whose cases it takes"},
    {PLAN_AT(plan_managed_team, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "social-worker",
     .role = ROLE_CHOICE, .help = "Grade of its workers"},
    {PLAN_AT(plan_managed_team, from), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "First day"},
    {PLAN_AT(plan_managed_team, to), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "Day on which all of it leaves and hands over; absent: it stays"},
    {PLAN_AT(plan_managed_team, workers), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .max = 1000, .role = ROLE_CHOICE,
     .help = "Workers who hold cases"},
    {PLAN_AT(plan_managed_team, manager), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "1 FTE", .max = 100,
     .role = ROLE_CHOICE, .help = "Managers that come with it, who hold none and count as agency"},
    {PLAN_AT(plan_managed_team, cases), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "0", .max = 100000,
     .role = ROLE_CHOICE,
     .help =
         "Cases that it takes over on the first day: those waiting, then those most recently opened of the most loaded "
         "workers, each of which changes worker"},
    {PLAN_AT(plan_managed_team, price), .kind = PARAM_NUMBER, .unit = UNIT_MONEY_RATE, .fallback = "£0 per week",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Price of the whole package while it is there; its people are not charged by the hour besides"},
};

static void check_managed(struct param_check *check, void *filled)
{
    const struct plan_managed_team *managed = filled;
    if (managed->to <= managed->from)
        param_wrong(check, "to", "must be after from");
    if (managed->from < 0)
        param_wrong(check, "from",
                    "lies before the first day; a team that is there already belongs to the team's staff");
}

const struct param_table plan_managed_team_table = {
    .name = "Managed teams",
    .help =
        "Teams bought as a package: they arrive together with their own manager, take a block of cases, are allocated "
        "cases like others, and leave together. They stand outside the funded agency seats, and count as agency.",
    .size = sizeof(struct plan_managed_team),
    PLAN_ROWS(managed_rows),
    .check = check_managed};
