#include <math.h>

#include "model/plan_tables.h"

static const struct param grade_rows[] = {
    {PLAN_AT(plan_grade, social_worker), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CONSTANT,
     .help = "Whether the grade is a registered social worker, whose cases make the statutory caseload"},
    {PLAN_AT(plan_grade, newly_qualified), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CONSTANT,
     .help = "Whether the grade is in its first (ASYE) year"},
    {PLAN_AT(plan_grade, holds_cases), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CONSTANT,
     .help = "false: holds no cases and takes none of the team's case-holding posts, for example an administrator"},
    {PLAN_AT(plan_grade, manages), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CONSTANT,
     .help = "Whether the grade manages a team: it holds no cases, supervises, and fills the team's managers' posts"},
    {PLAN_AT(plan_grade, capacity), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .max = 2,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Share of an experienced worker's capacity, after the ramp"},
    {PLAN_AT(plan_grade, cap), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "none", .none_ok = true,
     .max = 100000, .may_change = true, .role = ROLE_CHOICE,
     .help = "Cases that a full-time worker of the grade may hold"},
    {PLAN_AT(plan_grade, leaving), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .max = 100,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Multiplier on the leaving rate"},
    {PLAN_AT(plan_grade, ramp), .kind = PARAM_PAIRS, .pair_key = PAIR_DURATION, .unit = UNIT_SHARE,
     .fallback = "{0 weeks: 100%}", .max = 2, .role = ROLE_UNCERTAIN,
     .help = "Share of full capacity from each length of service on"},
    {PLAN_AT(plan_grade, leads), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "pathway", .unit = UNIT_NONE,
     .fallback = "{}", .max = 1, .role = ROLE_CHOICE,
     .help =
         "Stages whose cases the grade may hold, for example {assessment: 1}; absent: all. Newly qualified workers do not "
         "lead section 47 enquiries or court work alone"},
    {PLAN_AT(plan_grade, training), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Share of capacity that goes into training beyond the ordinary"},
    {PLAN_AT(plan_grade, protected), .kind = PARAM_TABLE, .of = &plan_protected_table, .fallback = "",
     .help = "A promise of a lighter load"},
    {PLAN_AT(plan_grade, becomes), .kind = PARAM_TABLE, .of = &plan_becomes_table, .fallback = "",
     .help = "The grade that follows when the time in this one is up, however the worker came"},
    {PLAN_AT(plan_grade, assessor_load), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .may_change = true,
     .role = ROLE_UNCERTAIN,
     .help =
         "Share of an experienced worker's capacity that each worker of the grade takes from experienced colleagues of "
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
        &plan_items(((const struct plan *)param_root(check))->workforce.grades,
                    struct plan_grade)[grade->becomes.grade.index] == grade)
        param_wrong(check, "becomes", "names the grade itself; leave it out when nothing changes");
}

static const struct param_table grade_table = {.name = "Grades",
                                               .help = "What workers are.",
                                               .size = sizeof(struct plan_grade),
                                               PLAN_ROWS(grade_rows),
                                               .check = check_grade};

static const struct param destination_rows[] = {
    {PLAN_AT(plan_destinations, council), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "30%",
     .role = ROLE_UNCERTAIN, .help = "Share of leavers who go to another council",
     .source = "Community Care, 27 May 2022: 4.2 of 15.4% (2021)"},
    {PLAN_AT(plan_destinations, agency), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "16%",
     .role = ROLE_UNCERTAIN, .help = "Share of leavers who go to agency work",
     .source = "Community Care, 27 May 2022: 2.6 of 15.4% (2021)"},
    {PLAN_AT(plan_destinations, out), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "54%",
     .role = ROLE_UNCERTAIN, .help = "Share of leavers who leave the sector; the three are scaled to a total of 100%",
     .source = "Community Care, 27 May 2022: 8.6 of 15.4% (2021)"},
};

static void check_destinations(struct param_check *check, void *filled)
{
    const struct plan_destinations *to = filled;
    if (fabs(to->council + to->agency + to->out - 1) > 0.0005)
        param_wrong(check, NULL, "the shares of council, agency and out must total 100%%");
}

static const struct param_table destinations_table = {.name = "Destinations of leavers",
                                                      .help = "Where those who leave go; counted, nothing else.",
                                                      .size = sizeof(struct plan_destinations),
                                                      PLAN_ROWS(destination_rows),
                                                      .check = check_destinations};

static const char *const leaving_forms[] = {"exponential", "linear", NULL};
static const char *const leaving_bases[] = {"worker", "team", NULL};

static const struct param leaving_rows[] = {
    {PLAN_AT(plan_leaving, rate), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "0% per year",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Rate at which permanent and fixed-term workers leave, at the reference caseload"},
    {PLAN_AT(plan_leaving, rates), .kind = PARAM_PAIRS, .pair_key = PAIR_BAND, .unit = UNIT_HAZARD, .fallback = "",
     .max = 1000, .role = ROLE_UNCERTAIN,
     .help =
         "In place of rate: one for each band of service, for example {0-1 years: 30% leaving within a year, 1 year+: "
         "10% leaving within a year}"},
    {PLAN_AT(plan_leaving, tenure_law), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "",
     .role = ROLE_UNCERTAIN,
     .help = "In place of rate: the completed length of service; those in post have what is left of theirs"},
    {PLAN_AT(plan_leaving, form), .kind = PARAM_CHOICE, .choices = leaving_forms, .fallback = "exponential",
     .role = ROLE_CHOICE,
     .help =
         "How caseload acts: exponential: x exp(per_case x (caseload - reference)); linear: x (1 + per_case x (caseload - "
         "reference)), above the reference only"},
    {PLAN_AT(plan_leaving, basis), .kind = PARAM_CHOICE, .choices = leaving_bases, .fallback = "worker",
     .role = ROLE_CHOICE,
     .help =
         "Which caseload acts: the worker's own, or the team's: open cases, waiting ones too, over FTE in post, agency "
         "included"},
    {PLAN_AT(plan_leaving, per_case), .label = "effect of caseload", .kind = PARAM_NUMBER, .unit = UNIT_PER_CASE,
     .fallback = "0% per case", .min = -0.2, .max = 0.2, .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "How much a case more raises the rate: rate x exp(per_case x (caseload - reference)); the evidence supports 1.5% "
         "(0% to 3%)",
     .source = "DfE children's social work workforce 2017-2025, panel of 1,320 council-years"},
    {PLAN_AT(plan_leaving, reference), .label = "caseload of reference", .kind = PARAM_NUMBER, .unit = UNIT_NONE,
     .fallback = "18", .max = 1000, .role = ROLE_UNCERTAIN,
     .help = "Caseload at which the rate was observed; a different one would count the effect twice"},
    {PLAN_AT(plan_leaving, smoothing), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "13 weeks", .max = 520,
     .role = ROLE_CONSTANT,
     .help = "Time over which the caseload is averaged before it acts on leaving; 0 weeks: it acts at once"},
    {PLAN_AT(plan_leaving, least), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0.75", .max = 1,
     .role = ROLE_CONSTANT, .help = "The caseload factor is never below this"},
    {PLAN_AT(plan_leaving, most), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1.75", .min = 1, .max = 100,
     .role = ROLE_CONSTANT, .help = "The caseload factor is never above this"},
    {PLAN_AT(plan_leaving, tenure), .kind = PARAM_PAIRS, .pair_key = PAIR_BAND, .unit = UNIT_NONE, .fallback = "",
     .max = 1000, .role = ROLE_UNCERTAIN, .help = "Multiplier on the rate by length of service; absent: none"},
    {PLAN_AT(plan_leaving, normalise), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CONSTANT,
     .help =
         "Whether tenure and grade multipliers are scaled to average 1 on the opening staff, so that the rate stays the "
         "observed one"},
    {PLAN_AT(plan_leaving, notice), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks", .max = 104,
     .role = ROLE_UNCERTAIN,
     .help = "Time from giving notice to the last day; some of the opening staff are under notice, at the same rate"},
    {PLAN_AT(plan_leaving, recruit_at_notice), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "Whether recruitment for a post may start when notice is given; agency covers it once it is empty"},
    {PLAN_AT(plan_leaving, destinations), .kind = PARAM_TABLE, .of = &destinations_table, .fallback = "{}",
     .help = "Where leavers go"},
};

static void check_bands(struct param_check *check, const char *key, const struct pairs *bands)
{
    for (size_t i = 0; i < bands->count; i++) {
        double start = i == 0 ? 0 : bands->items[i - 1].high;
        if (fabs(bands->items[i].low - start) > 1e-6)
            param_wrong(check, key, "the bands must follow each other from 0 on, without gaps");
    }
    if (bands->count > 0 && isfinite(bands->items[bands->count - 1].high))
        param_wrong(check, key, "the last band must be open, for example 5 years+");
}

static void check_leaving(struct param_check *check, void *filled)
{
    const struct plan_leaving *leaving = filled;
    bool by_rates = leaving->rates.count > 0, by_law = leaving->tenure_law.given;
    check_bands(check, "tenure", &leaving->tenure);
    check_bands(check, "rates", &leaving->rates);
    if ((leaving->rate > 0) + by_rates + by_law > 1)
        param_wrong(check, by_law ? "tenure_law" : "rates",
                    "stands in place of rate; give only one of rate, rates and "
                    "tenure_law");
    if ((by_rates || by_law) && leaving->tenure.count > 0)
        param_wrong(check, "tenure", "multiplies rate; %s says already how leaving goes with service",
                    by_law ? "tenure_law" : "rates");
}

static const struct param_table leaving_table = {.name = "Leaving",
                                                 .help = "A hazard that accumulates with service, caseload and grade.",
                                                 .size = sizeof(struct plan_leaving),
                                                 PLAN_ROWS(leaving_rows),
                                                 .check = check_leaving};

static const struct param workforce_rows[] = {
    {PLAN_AT(plan_workforce, leaving), .kind = PARAM_TABLE, .of = &leaving_table, .fallback = "{}",
     .help = "Why and when permanent workers go"},
    {PLAN_AT(plan_workforce, grades), .kind = PARAM_MAP, .of = &grade_table, .fallback = "{social-worker: {}}",
     .help = "What workers are"},
    {PLAN_AT(plan_workforce, handover), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "0 weeks",
     .role = ROLE_UNCERTAIN, .help = "Nominal time that a case loses when its worker changes"},
    {PLAN_AT(plan_workforce, absence), .kind = PARAM_TABLE, .of = &plan_absence_table, .fallback = "{}",
     .help = "Short spells, long leave, annual leave; capacity is net of the ordinary"},
    {PLAN_AT(plan_workforce, moves), .kind = PARAM_MAP, .of = &plan_move_table, .fallback = "{}",
     .help = "Promotion, demotion and transfer at a rate"},
    {PLAN_AT(plan_workforce, rounds), .kind = PARAM_MAP, .of = &plan_round_table, .fallback = "{}",
     .help = "Dated rounds in which grades change and people leave"},
    {PLAN_AT(plan_workforce, teaching_limit), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "50%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Share of an experienced worker's capacity that teaching (educator_load, assessor_load) may take at most; what is "
         "beyond it goes untaught",
     .source = "assumption"},
};

const struct param_table plan_workforce_table = {.name = "Workforce",
                                                 .help = "Grades, leaving, absence, moves, handover.",
                                                 .size = sizeof(struct plan_workforce),
                                                 PLAN_ROWS(workforce_rows)};

static const struct param pipeline_rows[] = {
    {PLAN_AT(plan_pipeline, first), .label = "first cohort", .kind = PARAM_TIME, .role = ROLE_CHOICE,
     .help = "First day of the first class"},
    {PLAN_AT(plan_pipeline, every), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "", .min = 0.1,
     .max = 5300, .role = ROLE_CHOICE, .help = "Time from class to class; absent: one class only"},
    {PLAN_AT(plan_pipeline, classes), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "none", .none_ok = true,
     .max = 4000, .role = ROLE_CHOICE, .help = "How many classes; none: until the end"},
    {PLAN_AT(plan_pipeline, size), .kind = PARAM_INTEGER, .min = 0, .max = 4095, .role = ROLE_CHOICE,
     .help = "People in a class"},
    {PLAN_AT(plan_pipeline, lasts), .label = "length", .kind = PARAM_LAW, .unit = UNIT_DURATION, .role = ROLE_UNCERTAIN,
     .help = "Time from the first day of the class to starting work as a graduate"},
    {PLAN_AT(plan_pipeline, completes), .label = "share that completes", .kind = PARAM_NUMBER, .unit = UNIT_SHARE,
     .fallback = "100%", .may_change = true, .role = ROLE_UNCERTAIN, .help = "Chance of completing"},
    {PLAN_AT(plan_pipeline, drop_out), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "0% per year",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Rate at which trainees leave during the course, beside the chance of completing; for example 15% leaving within "
         "a year"},
    {PLAN_AT(plan_pipeline, grade), .kind = PARAM_REF, .refers = "workforce.grades", .role = ROLE_CHOICE,
     .help = "Grade on graduation"},
    {PLAN_AT(plan_pipeline, teams), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_NONE,
     .fallback = "", .max = 1000, .role = ROLE_CHOICE,
     .help = "Teams that graduates join, with weights among those with a vacancy; absent: every team, by vacancies"},
    {PLAN_AT(plan_pipeline, above_posts), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "Whether graduates start even when no post is vacant"},
    {PLAN_AT(plan_pipeline, leaving), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "", .may_change = true,
     .role = ROLE_UNCERTAIN,
     .help = "Rate at which graduates leave, at the reference caseload, in place of workforce.leaving.rate; absent: as "
             "everybody"},
    {PLAN_AT(plan_pipeline, cost), .kind = PARAM_NUMBER, .unit = UNIT_MONEY_RATE, .fallback = "£0 per year",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Cost of the programme from its first class to the end of the last, whatever the size of the classes; none "
         "while size is 0"},
    {PLAN_AT(plan_pipeline, cost_per_head), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .fallback = "£0",
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Cost of everybody who starts, on the first day of the class"},
    {PLAN_AT(plan_pipeline, educator_load), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Share of an experienced worker's capacity that each trainee takes from practice educators: the experienced "
         "workers of the teams that graduates will join, evenly"},
    {PLAN_AT(plan_pipeline, bond), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks", .max = 520,
     .role = ROLE_CHOICE, .help = "Time after graduation in which leaving has a price, such as repaying the course"},
    {PLAN_AT(plan_pipeline, bond_leaving), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .max = 2,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Multiplier on the leaving rate of graduates during the bond"},
};

static void check_pipeline(struct param_check *check, void *filled)
{
    const struct plan_pipeline *pipeline = filled;
    const struct plan *plan = param_root(check);
    if ((pipeline->cost > 0 || pipeline->cost_per_head > 0) && !plan->money.given)
        param_doubt(check, pipeline->cost > 0 ? "cost" : "cost_per_head",
                    "is not counted: the scenario has no section money");
}

const struct param_table plan_pipeline_table = {
    .name = "Pipelines",
    .help = "Dated cohorts of people in training, who hold no cases until they graduate.",
    .size = sizeof(struct plan_pipeline),
    PLAN_ROWS(pipeline_rows),
    .check = check_pipeline};
