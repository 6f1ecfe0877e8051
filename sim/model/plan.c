#include "model/plan.h"

#include <string.h>

#include "base/text.h"
#include "model/plan_tables.h"

static const char *const calendars[] = {"england", "none", NULL};

static const char *const inputs[] = {"drawn", "likely", NULL};

static const struct param holiday_rows[] = {
    {PLAN_AT(plan_holiday, date), .kind = PARAM_DATE, .role = ROLE_CHOICE, .help = "The day"},
};

static const struct param_table holiday_table = {
    .name = "Holidays",
    .help = "Days that are no working days beside weekends and the bank holidays of England, which are computed.",
    .size = sizeof(struct plan_holiday),
    PLAN_ROWS(holiday_rows)};

static const struct param clock_rows[] = {
    {PLAN_AT(plan_clock, start), .kind = PARAM_DATE, .fallback = "2020-01-06", .role = ROLE_CHOICE,
     .help = "First day, a Monday; the opening position is the service as it stood on this day"},
    {PLAN_AT(plan_clock, length), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "156 weeks", .min = 0.001,
     .max = 5300, .role = ROLE_CHOICE, .help = "How far ahead to simulate, warm-up included"},
    {PLAN_AT(plan_clock, warm_up), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks",
     .role = ROLE_CHOICE,
     .help =
         "Time at the start that is simulated but not reported; only for steady-state questions about a service that "
         "starts empty"},
    {PLAN_AT(plan_clock, cool_down), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "0 weeks",
     .role = ROLE_CHOICE,
     .help = "Time at the end in which new cases are simulated but their waits and stays are not counted, because they "
             "may not have ended"},
    {PLAN_AT(plan_clock, sample), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "1 week", .min = 0.001,
     .max = 520, .role = ROLE_CHOICE, .help = "Time between two looks at the service"},
    {PLAN_AT(plan_clock, runs), .kind = PARAM_INTEGER, .fallback = "500", .min = 1, .max = 1000000, .role = ROLE_CHOICE,
     .help = "How many replications, each a possible future"},
    {PLAN_AT(plan_clock, seed), .kind = PARAM_INTEGER, .fallback = "1", .min = 0, .max = 9007199254740992.0,
     .role = ROLE_CHOICE, .help = "Names the set of random numbers; the same seed gives the same results"},
    {PLAN_AT(plan_clock, inputs), .kind = PARAM_CHOICE, .fallback = "drawn", .choices = inputs, .role = ROLE_CHOICE,
     .help =
         "What becomes of values given as {likely, low, high}: drawn, anew for each replication, by Latin hypercube in "
         "blocks of 50; or likely, in all of them"},
    {PLAN_AT(plan_clock, per_draw), .kind = PARAM_INTEGER, .fallback = "1", .min = 1, .max = 2, .role = ROLE_CHOICE,
     .help = "Replications that share a draw of the uncertain inputs; 2 splits the spread into luck and not knowing"},
    {PLAN_AT(plan_clock, holidays), .kind = PARAM_MAP, .of = &holiday_table, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Further days that are no working days, such as a day on which the council is closed"},
    {PLAN_AT(plan_clock, calendar), .kind = PARAM_CHOICE, .fallback = "england", .choices = calendars,
     .role = ROLE_CHOICE,
     .help = "england: real dates, a year of 365.25 days; none: plain weeks and a year of 52 of them"},
};

static void check_clock(struct param_check *check, void *filled)
{
    const struct plan_clock *clock = filled;
    if (clock->calendar == CALENDAR_ENGLAND && calendar_weekday(clock->start) != 0) {
        char date[11], monday[11];
        calendar_iso(clock->start, date);
        calendar_iso(clock->start + 7 - calendar_weekday(clock->start), monday);
        param_wrong(check, "start", "%s is not a Monday; the next one is %s", date, monday);
    }
    if (clock->warm_up + clock->cool_down >= clock->length)
        param_wrong(check, "warm_up",
                    "leaves nothing to report: warm_up and cool_down together must be shorter than "
                    "length");
    if (clock->length / clock->sample > 20000)
        param_wrong(check, "sample", "would take more than 20,000 samples; sample less often");
}

static const struct param_table clock_table = {
    .name = "Clock",
    .help = "When the simulation starts, how far it looks, how often and how many times.",
    .size = sizeof(struct plan_clock),
    PLAN_ROWS(clock_rows),
    .check = check_clock};

static const struct param report_rows[] = {
    {PLAN_AT(plan_report, aim), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "18", .max = 1000,
     .role = ROLE_CHOICE, .help = "Cases a worker that the service aims for; the share of workers above it is counted"},
    {PLAN_AT(plan_report, high), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "25", .max = 1000,
     .role = ROLE_CHOICE, .help = "A high caseload; the share of workers above it is counted"},
    {PLAN_AT(plan_report, extreme), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "40", .max = 1000,
     .role = ROLE_CHOICE, .help = "An extreme caseload; the share of workers above it is counted"},
    {PLAN_AT(plan_report, waits), .kind = PARAM_INTEGER, .fallback = "0", .max = 1000, .role = ROLE_CHOICE,
     .help = "How many waits for a worker to list one by one, in order of arrival, for each stage"},
    {PLAN_AT(plan_report, waits_over), .label = "waits counted", .kind = PARAM_PAIRS, .pair_key = PAIR_DURATION,
     .unit = UNIT_NONE, .fallback = "", .max = 1, .role = ROLE_CHOICE,
     .help = "Waits to count the excess of, for example {2 weeks: 1, 8 weeks: 1}; the value 1 means count it"},
};

static const struct param_table report_table = {
    .name = "Report",
    .help = "What the results count and list; changes nothing in the simulation.",
    .size = sizeof(struct plan_report),
    PLAN_ROWS(report_rows)};

static const struct param event_rows[] = {
    {PLAN_AT(plan_event, date), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "When"},
    {PLAN_AT(plan_event, detail), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CHOICE,
     .help = "A second line under the title"},
};

static const struct param_table event_table = {
    .name = "Events",
    .help = "Dates to mark on the charts, such as an inspection; they change nothing.",
    .size = sizeof(struct plan_event),
    PLAN_ROWS(event_rows)};

static const struct param history_rows[] = {
    {PLAN_AT(plan_history, file), .kind = PARAM_TEXT, .role = ROLE_CHOICE,
     .help =
         "A CSV file in a folder beside the scenario file, such as history/luton.csv, with the columns date, measure, team, "
         "value and source"},
};

static const struct param_table history_table = {
    .name = "History",
    .help = "What was observed, to be seen beside what is simulated; it changes nothing.",
    .size = sizeof(struct plan_history),
    PLAN_ROWS(history_rows)};

static const struct param figure_rows[] = {
    {PLAN_AT(plan_figure, from), .kind = PARAM_TEXT, .role = ROLE_CONSTANT, .help = "Where the figure came from"},
    {PLAN_AT(plan_figure, grade), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help =
         "A official statistic, A- derived from one, B second hand, S source article, C recollection, D assumption"},
    {PLAN_AT(plan_figure, note), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "What a reader should know about it"},
};

static void check_figure(struct param_check *check, void *filled)
{
    static const char *const grades[] = {"A", "A-", "B", "S", "C", "D"};
    const struct plan_figure *figure = filled;
    if (figure->grade == NULL)
        return;
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
        if (strcmp(grades[i], figure->grade) == 0)
            return;
    param_wrong(check, "grade", "\"%s\" is not a grade; use A, A-, B, S, C or D", figure->grade);
}

const struct param_table plan_figure_table = {
    .name = "Sources",
    .help = "Where figures came from: a map from a parameter's dotted path to its source and grade.",
    .size = sizeof(struct plan_figure),
    PLAN_ROWS(figure_rows),
    .check = check_figure};

static const struct param identity_rows[] = {
    {PLAN_AT(plan_identity, terms), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .path_names = true, .unit = UNIT_NONE,
     .min = -1, .max = 1, .role = ROLE_CONSTANT,
     .help =
         "Flows with +1 or -1 that must total nought in every replication: STAGE.entered, STAGE.opening, STAGE.open, "
         "or STAGE.DESTINATION for what took that route"},
};

static const struct param_table identity_table = {.name = "Identities",
                                                  .help = "Balances that must hold exactly in every replication.",
                                                  .size = sizeof(struct plan_identity),
                                                  PLAN_ROWS(identity_rows)};

static const struct param plan_rows[] = {
    {PLAN_AT(plan, schema), .kind = PARAM_INTEGER, .min = 1, .max = 1, .role = ROLE_CONSTANT,
     .help = "Version of the scenario language; 1, and first in the file"},
    {PLAN_AT(plan, name), .kind = PARAM_TEXT, .fallback = "scenario", .role = ROLE_CONSTANT,
     .help = "Short name, in lower case with hyphens"},
    {PLAN_AT(plan, title), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT, .help = "Title for reports"},
    {PLAN_AT(plan, notice), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "A notice printed on every page and chart"},
    {PLAN_AT(plan, clock), .kind = PARAM_TABLE, .of = &clock_table, .fallback = "{}",
     .help = "When the simulation starts and how far it looks"},
    {PLAN_AT(plan, demand), .label = "", .kind = PARAM_TABLE, .of = &plan_demand_table, .fallback = "{}",
     .help = "Where cases come from"},
    {PLAN_AT(plan, pathway), .label = "stage", .kind = PARAM_MAP, .of = &plan_stage_table, .fallback = "{}",
     .help = "The stages that a case walks through"},
    {PLAN_AT(plan, exits), .kind = PARAM_MAP, .of = &plan_exit_table, .fallback = "{closed: {}}",
     .help = "The ways in which a case leaves the service"},
    {PLAN_AT(plan, teams), .kind = PARAM_MAP, .of = &plan_team_table, .fallback = "{}", .help = "Who holds the cases"},
    {PLAN_AT(plan, tasks), .kind = PARAM_MAP, .of = &plan_task_table, .fallback = "{}",
     .help = "What is due on open cases, met or late"},
    {PLAN_AT(plan, workforce), .label = "", .kind = PARAM_TABLE, .of = &plan_workforce_table, .fallback = "{}",
     .help = "Grades, leaving, handover"},
    {PLAN_AT(plan, recruitment), .label = "recruitment channel", .kind = PARAM_MAP, .of = &plan_channel_table,
     .fallback = "{}", .help = "Channels through which permanent workers come"},
    {PLAN_AT(plan, campaigns), .kind = PARAM_MAP, .of = &plan_campaign_table, .fallback = "{}",
     .help = "Recruitment campaigns, which bring more candidates for a time"},
    {PLAN_AT(plan, agency), .kind = PARAM_TABLE, .of = &plan_agency_table, .fallback = "", .help = "Agency workers"},
    {PLAN_AT(plan, managed_teams), .kind = PARAM_MAP, .of = &plan_managed_team_table, .fallback = "{}",
     .help = "Teams bought as a package from an agency"},
    {PLAN_AT(plan, pipelines), .kind = PARAM_MAP, .of = &plan_pipeline_table, .fallback = "{}",
     .help = "Cohorts of people in training, such as an academy"},
    {PLAN_AT(plan, response), .kind = PARAM_TABLE, .of = &plan_response_table, .fallback = "",
     .help = "How managers respond to high caseloads; absent: they do only what the scenario says"},
    {PLAN_AT(plan, money), .kind = PARAM_TABLE, .of = &plan_money_table, .fallback = "",
     .help = "What it costs and who pays; absent: money is not counted"},
    {PLAN_AT(plan, supervision), .kind = PARAM_TABLE, .of = &plan_supervision_table, .fallback = "",
     .help = "Managers' span, sessions with each worker, and what missing managers do to the pace of work"},
    {PLAN_AT(plan, targets), .kind = PARAM_MAP, .of = &plan_target_table, .fallback = "{}",
     .help = "What the service wants to reach"},
    {PLAN_AT(plan, levers), .kind = PARAM_MAP, .of = &plan_lever_table, .fallback = "{}",
     .help = "Dated changes to parameters"},
    {PLAN_AT(plan, events), .kind = PARAM_MAP, .of = &event_table, .fallback = "{}", .help = "Dates to mark on charts"},
    {PLAN_AT(plan, report), .kind = PARAM_TABLE, .of = &report_table, .fallback = "{}",
     .help = "What results count and list"},
    {PLAN_AT(plan, history), .kind = PARAM_TABLE, .of = &history_table, .fallback = "",
     .help = "Published figures of the past, drawn and told beside the simulated ones"},
    {PLAN_AT(plan, statement), .kind = PARAM_TABLE, .of = &plan_statement_table, .fallback = "{}",
     .help = "Purpose, analyst, checks and sign-off, for the report's quality statement"},
    {PLAN_AT(plan, identities), .label = "identity", .kind = PARAM_MAP, .of = &identity_table, .fallback = "{}",
     .help = "Balances to assert"},
    {PLAN_AT(plan, sources), .label = "source", .kind = PARAM_MAP, .of = &plan_figure_table, .fallback = "{}",
     .path_names = true, .help = "Where the figures came from"},
};

static void check_plan(struct param_check *check, void *filled)
{
    const struct plan *plan = filled;
    if (plan->demand.sources.count == 0 && plan->teams.count == 0)
        param_wrong(check, NULL,
                    "has neither demand.sources nor teams: there is nothing to simulate; see "
                    "scenarios/README.md for a first one");
    plan_doubt(check, plan);
    if (plan->name != NULL && !text_is_name(plan->name))
        param_wrong(check, "name", "\"%s\" may hold only lower-case letters, digits and hyphens", plan->name);
}

const struct param_table plan_table = {.name = "Scenario",
                                       .help = "A service, what comes to it, who works in it and what it aims for.",
                                       .size = sizeof(struct plan),
                                       PLAN_ROWS(plan_rows),
                                       .check = check_plan};
