#include <math.h>

#include "model/plan_tables.h"

static const struct param grade_rows[] = {
    {PLAN_AT(plan_grade, social_worker), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CONSTANT,
     .help = "Whether the grade is a registered social worker, whose cases make the statutory caseload"},
    {PLAN_AT(plan_grade, newly_qualified), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CONSTANT,
     .help = "Whether the grade is in its first (ASYE) year"},
    {PLAN_AT(plan_grade, holds_cases), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CONSTANT,
     .help = "Whether workers of the grade hold cases"},
    {PLAN_AT(plan_grade, manages), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CONSTANT,
     .help = "Whether the grade manages a team: it holds no cases, supervises, and fills the team's managers' posts"},
    {PLAN_AT(plan_grade, capacity), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .max = 2,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Share of an experienced worker's capacity, after the ramp"},
    {PLAN_AT(plan_grade, cap), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "none", .none_ok = true,
     .max = 100000, .may_change = true, .role = ROLE_CHOICE, .help = "Cases that a full-time worker of the grade may hold"},
    {PLAN_AT(plan_grade, leaving), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .max = 100,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Multiplier on the leaving rate"},
    {PLAN_AT(plan_grade, ramp), .kind = PARAM_PAIRS, .pair_key = PAIR_DURATION, .unit = UNIT_SHARE,
     .fallback = "{0 weeks: 100%}", .max = 2, .role = ROLE_UNCERTAIN,
     .help = "Share of full capacity from each length of service on"},
    {PLAN_AT(plan_grade, protected), .kind = PARAM_TABLE, .of = &plan_protected_table, .fallback = "",
     .help = "A promise of a lighter load"},
    {PLAN_AT(plan_grade, becomes), .kind = PARAM_TABLE, .of = &plan_becomes_table, .fallback = "",
     .help = "The grade that follows when the time in this one is up, however the worker came"},
    {PLAN_AT(plan_grade, assessor_load), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Share of an experienced worker's capacity that each worker of the grade takes from experienced colleagues of "
             "the team, such as an ASYE assessor's time"},
};

static void check_ramp(struct param_check *check, const struct pairs *ramp)
{
    if (ramp->count == 0 || ramp->items[0].low > 0)
        param_wrong(check, "ramp", "must say where it starts; add 0 weeks: ...");
}

static void check_grade(struct param_check *check, void *filled)
{
    const struct plan_grade *grade = filled;
    check_ramp(check, &grade->ramp);
    if (grade->becomes.given && grade->becomes.grade.index >= 0 &&
        &plan_items(((const struct plan *)param_root(check))->workforce.grades, struct plan_grade)[grade->becomes.grade.index] == grade)
        param_wrong(check, "becomes", "names the grade itself; leave it out when nothing changes");
}

static const struct param_table grade_table = {
    .name = "Grades", .help = "What workers are.", .size = sizeof(struct plan_grade), PLAN_ROWS(grade_rows),
    .check = check_grade};

static const struct param leaving_rows[] = {
    {PLAN_AT(plan_leaving, rate), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "0% per year",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Rate at which permanent and fixed-term workers leave, at the reference caseload"},
    {PLAN_AT(plan_leaving, per_case), .kind = PARAM_NUMBER, .unit = UNIT_PER_CASE, .fallback = "0% per case",
     .min = -0.2, .max = 0.2, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "How much a case more raises the rate: rate x exp(per_case x (caseload - reference)); the evidence supports 1.5% "
             "(0% to 3%)",
     .source = "DfE children's social work workforce 2017-2025, panel of 1,320 council-years"},
    {PLAN_AT(plan_leaving, reference), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "18", .max = 1000,
     .role = ROLE_UNCERTAIN, .help = "Caseload at which the rate was observed; a different one would count the effect twice"},
    {PLAN_AT(plan_leaving, smoothing), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "13 weeks",
     .min = 0.1, .max = 520, .role = ROLE_CONSTANT,
     .help = "Time over which a worker's caseload is averaged before it acts on leaving"},
    {PLAN_AT(plan_leaving, least), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0.75", .max = 1,
     .role = ROLE_CONSTANT, .help = "The caseload factor is never below this"},
    {PLAN_AT(plan_leaving, most), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1.75", .min = 1, .max = 100,
     .role = ROLE_CONSTANT, .help = "The caseload factor is never above this"},
    {PLAN_AT(plan_leaving, tenure), .kind = PARAM_PAIRS, .pair_key = PAIR_BAND, .unit = UNIT_NONE, .fallback = "",
     .max = 1000, .role = ROLE_UNCERTAIN, .help = "Multiplier on the rate by length of service; absent: none"},
    {PLAN_AT(plan_leaving, normalise), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CONSTANT,
     .help = "Whether tenure and grade multipliers are scaled to average 1 on the opening staff, so that the rate stays the "
             "observed one"},
};

static void check_leaving(struct param_check *check, void *filled)
{
    const struct plan_leaving *leaving = filled;
    const struct pairs *tenure = &leaving->tenure;
    for (size_t i = 0; i < tenure->count; i++) {
        double start = i == 0 ? 0 : tenure->items[i - 1].high;
        if (fabs(tenure->items[i].low - start) > 1e-6)
            param_wrong(check, "tenure", "the bands must follow each other from 0 on, without gaps");
    }
    if (tenure->count > 0 && isfinite(tenure->items[tenure->count - 1].high))
        param_wrong(check, "tenure", "the last band must be open, for example 5 years+");
}

static const struct param_table leaving_table = {
    .name = "Leaving", .help = "A hazard that accumulates with service, caseload and grade.",
    .size = sizeof(struct plan_leaving), PLAN_ROWS(leaving_rows), .check = check_leaving};

static const struct param workforce_rows[] = {
    {PLAN_AT(plan_workforce, leaving), .kind = PARAM_TABLE, .of = &leaving_table, .fallback = "{}",
     .help = "Why and when permanent workers go"},
    {PLAN_AT(plan_workforce, grades), .kind = PARAM_MAP, .of = &grade_table, .fallback = "{social-worker: {}}",
     .help = "What workers are"},
    {PLAN_AT(plan_workforce, handover), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "0 weeks",
     .role = ROLE_UNCERTAIN, .help = "Nominal time that a case loses when its worker changes"},
    {PLAN_AT(plan_workforce, teaching_limit), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "50%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Share of an experienced worker's capacity that teaching (educator_load, assessor_load) may take at most; what is "
             "beyond it goes untaught", .source = "assumption"},
};

const struct param_table plan_workforce_table = {.name = "Workforce", .help = "Grades, leaving, handover.",
                                                 .size = sizeof(struct plan_workforce), PLAN_ROWS(workforce_rows)};

static const char *const channel_kinds[] = {"market", "per-vacancy", NULL};

static const struct param channel_rows[] = {
    {PLAN_AT(plan_channel, kind), .kind = PARAM_CHOICE, .choices = channel_kinds, .role = ROLE_CHOICE,
     .help = "market: candidates arrive at a rate and each may fill one vacancy; per-vacancy: each vacancy is filled after a "
             "time"},
    {PLAN_AT(plan_channel, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "social-worker",
     .role = ROLE_CHOICE, .help = "Grade of those who come"},
    {PLAN_AT(plan_channel, teams), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_NONE,
     .fallback = "", .max = 1000, .role = ROLE_CHOICE,
     .help = "Teams that it recruits for, with the weights by which candidates go to those with a vacancy; absent: every team, by vacancies"},
    {PLAN_AT(plan_channel, candidates), .kind = PARAM_NUMBER, .unit = UNIT_RATE, .fallback = "0 per year", .max = 10000,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Appointable candidates (market)"},
    {PLAN_AT(plan_channel, accept), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Chance that an offer is accepted (market)"},
    {PLAN_AT(plan_channel, lead_time), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "0 weeks",
     .role = ROLE_UNCERTAIN,
     .help = "Time to the first day: from the candidate (market) or from the vacancy (per-vacancy)"},
    {PLAN_AT(plan_channel, at_once), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "none", .none_ok = true,
     .may_change = true, .role = ROLE_CHOICE, .help = "Vacancies that can be worked on together (per-vacancy)"},
    {PLAN_AT(plan_channel, above_posts), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "Whether it recruits even when no post is vacant (market)"},
    {PLAN_AT(plan_channel, opening_pipeline), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "Whether candidates of before the first day are already on their way (market)"},
};

const struct param_table plan_channel_table = {
    .name = "Recruitment channels", .help = "How permanent workers come; limited and never instant.",
    .size = sizeof(struct plan_channel), PLAN_ROWS(channel_rows)};

static const struct param agency_rows[] = {
    {PLAN_AT(plan_agency, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "social-worker",
     .role = ROLE_CHOICE, .help = "Grade of agency workers"},
    {PLAN_AT(plan_agency, start), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "3 weeks",
     .role = ROLE_UNCERTAIN, .help = "Time from ordering an agency worker to the first day", .source = "assumption"},
    {PLAN_AT(plan_agency, assignment), .kind = PARAM_LAW, .unit = UNIT_DURATION,
     .fallback = "{law: exponential, mean: 40 weeks}", .role = ROLE_UNCERTAIN, .help = "How long an agency worker stays",
     .source = "assumption"},
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
     .help = "Share of a team's establishment that permanent and agency staff together may fill: a permanent starter releases "
             "a seat and a leaver opens one; absent: all of it"},
};

static void check_agency(struct param_check *check, void *filled)
{
    const struct plan_agency *agency = filled;
    const struct plan *plan = param_root(check);
    check_ramp(check, &agency->ramp);
    if (agency->grade.index >= 0 && plan_items(plan->workforce.grades, struct plan_grade)[agency->grade.index].manages)
        param_wrong(check, "grade", "manages, and agency seats are for those who hold cases");
}

const struct param_table plan_agency_table = {
    .name = "Agency", .help = "Quick to start, short of stay; covers vacancies in funded seats.",
    .size = sizeof(struct plan_agency), PLAN_ROWS(agency_rows), .check = check_agency};

static const struct param pipeline_rows[] = {
    {PLAN_AT(plan_pipeline, first), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "First day of the first class"},
    {PLAN_AT(plan_pipeline, every), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "", .min = 0.1,
     .max = 5300, .role = ROLE_CHOICE, .help = "Time from class to class; absent: one class only"},
    {PLAN_AT(plan_pipeline, classes), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "none", .none_ok = true,
     .max = 4000, .role = ROLE_CHOICE, .help = "How many classes; none: until the end"},
    {PLAN_AT(plan_pipeline, size), .kind = PARAM_INTEGER, .min = 0, .max = 4095, .role = ROLE_CHOICE,
     .help = "People in a class"},
    {PLAN_AT(plan_pipeline, lasts), .kind = PARAM_LAW, .unit = UNIT_DURATION, .role = ROLE_UNCERTAIN,
     .help = "Time from the first day of the class to starting work as a graduate"},
    {PLAN_AT(plan_pipeline, completes), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%",
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Chance of completing"},
    {PLAN_AT(plan_pipeline, drop_out), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "0% per year",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Rate at which trainees leave during the course, beside the chance of completing; for example 15% leaving within "
             "a year"},
    {PLAN_AT(plan_pipeline, grade), .kind = PARAM_REF, .refers = "workforce.grades", .role = ROLE_CHOICE,
     .help = "Grade on graduation"},
    {PLAN_AT(plan_pipeline, teams), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_NONE,
     .fallback = "", .max = 1000, .role = ROLE_CHOICE,
     .help = "Teams that graduates join, with weights among those with a vacancy; absent: every team, by vacancies"},
    {PLAN_AT(plan_pipeline, above_posts), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "Whether graduates start even when no post is vacant"},
    {PLAN_AT(plan_pipeline, educator_load), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Share of an experienced worker's capacity that each trainee takes from practice educators: the experienced "
             "workers of the teams that graduates will join, evenly"},
    {PLAN_AT(plan_pipeline, leaving), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .max = 100,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Multiplier on the leaving rate of its graduates"},
    {PLAN_AT(plan_pipeline, bond), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks", .max = 520,
     .role = ROLE_CHOICE, .help = "Time after graduation in which leaving has a price, such as repaying the course"},
    {PLAN_AT(plan_pipeline, bond_leaving), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .max = 2,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Multiplier on the leaving rate of graduates during the bond"},
};

const struct param_table plan_pipeline_table = {
    .name = "Pipelines", .help = "Dated cohorts of people in training, who hold no cases until they graduate.",
    .size = sizeof(struct plan_pipeline), PLAN_ROWS(pipeline_rows)};
