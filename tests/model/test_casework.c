/* What the pathway does beyond its core, through scenario files and the program. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "support/program.h"

/* A run of tests/model/scenarios/NAME.yaml. */
struct run {
    char *folder;
    char *series;
    json_t *summary;
};

static const char *scenario_path(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "tests/model/scenarios/%s.yaml", name);
    return path;
}

static struct run run_with(const char *name, const char *setting)
{
    struct run run = {.folder = program_folder()};
    const char *out = program_path(0, run.folder, "out");
    struct program program =
        PROGRAM("run", scenario_path(name), "--quiet", "--no-charts", "--out", out, "--set", setting);
    cr_assert_eq(program.exit, 0, "%s: exit %d, %s", name, program.exit, program.err);
    program_release(&program);
    run.series = program_file(program_path(1, out, "series.csv"), NULL);
    run.summary = json_load_file(program_path(2, out, "summary.json"), 0, NULL);
    cr_assert(run.series != NULL && run.summary != NULL, "%s writes its files", name);
    return run;
}

static struct run run_scenario(const char *name)
{
    return run_with(name, "report.aim=18");
}

static void run_release(struct run *run)
{
    free(run->series);
    json_decref(run->summary);
    program_remove_folder(run->folder);
}

/* Mean over replications of cases that took a flow. */
static double flow_of(const struct run *run, const char *name)
{
    json_t *flow = json_object_get(json_object_get(run->summary, "flows"), name);
    cr_assert_not_null(flow, "there is a flow %s", name);
    return json_number_value(json_object_get(flow, "mean"));
}

/* The means of one measure: sum, mean over samples and the last one. */
struct measured {
    double sum, mean, last;
    size_t samples;
};

static struct measured measure(const struct run *run, const char *of, const char *measure)
{
    struct measured found = {0};
    char key[128], empty[130];
    snprintf(key, sizeof key, ",%s,%s,", of, measure);
    snprintf(empty, sizeof empty, "%s", key);
    for (const char *at = strstr(run->series, key); at != NULL; at = strstr(at + 1, key)) {
        const char *value = strchr(at + strlen(key), ',') + 1;
        if (*value == ',')
            continue;
        found.last = strtod(value, NULL);
        found.sum += found.last;
        found.samples++;
    }
    cr_assert_gt(found.samples, 0, "%s of %s is measured", measure, of);
    found.mean = found.sum / (double)found.samples;
    return found;
}

static void near(double value, double expected, double tolerance, const char *what)
{
    cr_assert(fabs(value - expected) <= tolerance, "%s is %g, not %g within %g", what, value, expected, tolerance);
}

Test(test_casework, who_may_not_lead_a_stage_never_holds_its_cases)
{
    struct run run = run_scenario("leads");
    near(measure(&run, "court", "stage_waiting").last, flow_of(&run, "court.entered") + 3, 1e-6,
         "court cases without a worker");
    cr_assert_lt(measure(&run, "help", "stage_waiting").mean, 0.05, "other cases do not wait behind them");
    near(flow_of(&run, "help.closed"), flow_of(&run, "help.entered") + 4 - flow_of(&run, "help.open"), 1e-6,
         "help that was completed");
    run_release(&run);
}

Test(test_casework, a_stage_that_nobody_may_lead_is_an_error)
{
    struct program program =
        PROGRAM("check", scenario_path("leads"), "--set", "workforce.grades.social-worker.leads={help: 1}");
    cr_assert_eq(program.exit, 2, "exit %d", program.exit);
    cr_assert_not_null(strstr(program.err, "no grade may lead court"), "%s", program.err);
    program_release(&program);
}

/* --- statutory limits --------------------------------------------------------------------------------------------- */

struct day_of {
    char name[64];
    calendar_day referral, decision, entered;
};

static calendar_day read_day(const char *iso)
{
    struct calendar_date date = {0};
    sscanf(iso, "%d-%d-%d", &date.year, &date.month, &date.day);
    return calendar_from_date(date);
}

/* Counts from the trace, with the calendar, what was within 45 days of the decision's start, 52 of it at the conference
 * and 58 of the referral at the review. */
static void count_in_time(char *trace, long within[3], long beyond[3])
{
    static const char *const stages[] = {"decision", "conference", "review"};
    static const long limits[] = {45, 52, 58};
    size_t count = 0;
    struct day_of *cases = calloc(5000, sizeof *cases);
    for (char *line = strtok(trace, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char date[16], event[32], name[64], stage[32];
        if (sscanf(line, "%*[^,],%15[^,],%31[^,],%63[^,],,%31[^,]", date, event, name, stage) != 4 || date[0] != '2')
            continue;
        size_t at = 0;
        while (at < count && strcmp(cases[at].name, name) != 0)
            at++;
        if (at == count)
            snprintf(cases[count++].name, sizeof cases->name, "%s", name);
        calendar_day day = read_day(date);
        if (strcmp(event, "enters") == 0 && strcmp(stage, "screening") == 0)
            cases[at].referral = day;
        if (strcmp(event, "enters") == 0 && strcmp(stage, "decision") == 0)
            cases[at].decision = day;
        for (int i = 0; i < 3 && strcmp(event, "completes") == 0; i++)
            if (strcmp(stage, stages[i]) == 0) {
                long days = calendar_working_days(i == 2 ? cases[at].referral : cases[at].decision, day);
                ++*(days <= limits[i] ? &within[i] : &beyond[i]);
            }
    }
    free(cases);
}

Test(test_casework, limits_are_counted_in_true_working_days)
{
    static const char *const stages[] = {"decision", "conference", "review"};
    struct run run = run_scenario("limit");
    struct program trace = PROGRAM("trace", scenario_path("limit"));
    long within[3] = {0}, beyond[3] = {0};
    count_in_time(trace.out, within, beyond);
    program_release(&trace);
    for (int i = 0; i < 3; i++) {
        cr_assert(within[i] > 100 && beyond[i] > 100, "both happen in %s: %ld, %ld", stages[i], within[i], beyond[i]);
        near(measure(&run, stages[i], "stage_on_time").sum, (double)within[i], 0.5, stages[i]);
        near(measure(&run, stages[i], "stage_late").sum, (double)beyond[i], 0.5, stages[i]);
    }
    run_release(&run);
}

/* --- escalation --------------------------------------------------------------------------------------------------- */

Test(test_casework, escalation_competes_with_completion)
{
    struct run run = run_scenario("escalate");
    double escalated = flow_of(&run, "help.protection"), completed = flow_of(&run, "help.closed");
    near(escalated / (escalated + completed), 1 / 3.0, 0.004, "the share that escalates, h / (h + m)");
    near(measure(&run, "help", "stage_open").mean, 30 / 0.15, 2.5, "open cases, a / (h + m)");
    json_t *derived = json_object_get(json_object_get(run.summary, "derived"), "stages");
    near(json_number_value(json_object_get(json_object_get(derived, "protection"), "arrivals_per_week")), 10, 0.05,
         "the balance's flow of escalations");
    run_release(&run);
}

Test(test_casework, overload_raises_escalation_as_stated)
{
    /* 20 cases at a stretch of 2: 20 x 0.002 x (1 + 0.5) a week; without the effect 20 x 0.002 */
    struct run run = run_scenario("escalate-overload");
    near(flow_of(&run, "help.entered"), 20 * 0.002 * 1.5 * 200 + 20 * 0.1, 0.7, "escalations and completions");
    run_release(&run);
    run = run_with("escalate-overload", "pathway.help.escalates.overload=0");
    near(flow_of(&run, "help.entered"), 20 * 0.002 * 200 + 20 * 0.1, 0.6, "the same without overload");
    run_release(&run);
}

/* --- wrong decisions ---------------------------------------------------------------------------------------------- */

Test(test_casework, children_turned_away_are_unmet_need_until_they_are_back_and_heavier)
{
    struct run run = run_scenario("wrong");
    near(measure(&run, "all", "unmet_need").mean, 20 * 0.1 * 10, 0.4, "unmet need, a x share x delay");
    near(measure(&run, "all", "turned_away").mean, 2, 0.05, "turned away a week");
    near(measure(&run, "social-workers", "held").mean, 2 * 20, 0.8, "cases that came back");
    near(measure(&run, "social-workers", "stretch").mean, 2 * 20 * 1.5, 1.2, "their load");
    run_release(&run);
    run = run_with("wrong", "exits.advice.wrong.returns=50%");
    near(measure(&run, "social-workers", "held").mean, 20, 0.6, "cases that came back, of one in two who do");
    double away = flow_of(&run, "advice.wrong") - flow_of(&run, "advice.wrong-returned");
    near(away, 0.5 * 2 * 416, 30, "those who never come back stay unmet");
    run_release(&run);
}

Test(test_casework, a_higher_threshold_saves_referrals_and_leaves_need_unmet)
{
    static const char *const thresholds[] = {"advice: 40%, early-help: 28%, assessment: 32%",
                                             "advice: 60%, early-help: 28%, assessment: 12%"};
    double entered[2], unmet[2];
    for (int i = 0; i < 2; i++) {
        char setting[128];
        char *folder = program_folder();
        const char *out = program_path(0, folder, "out");
        snprintf(setting, sizeof setting, "pathway.contact.then={%s}", thresholds[i]);
        struct program program = PROGRAM("run", "tests/scenarios/valid/front-door.yaml", "--quiet", "--no-charts",
                                         "--out", out, "--set", setting);
        cr_assert_eq(program.exit, 0, "%s", program.err);
        program_release(&program);
        struct run run = {folder, program_file(program_path(1, out, "series.csv"), NULL),
                          json_load_file(program_path(2, out, "summary.json"), 0, NULL)};
        entered[i] = flow_of(&run, "assessment.entered");
        unmet[i] = measure(&run, "all", "unmet_need").mean;
        run_release(&run);
    }
    cr_assert_lt(entered[1], entered[0], "assessments: %g, then %g", entered[0], entered[1]);
    cr_assert_gt(unmet[1], unmet[0] * 1.1, "unmet need: %g, then %g", unmet[0], unmet[1]);
}

/* --- families ----------------------------------------------------------------------------------------------------- */

Test(test_casework, a_team_may_count_families)
{
    struct run run = run_scenario("family");
    near(measure(&run, "all", "held").last, 12, 1e-9, "children of three families");
    near(measure(&run, "safeguarding", "caseload").last, 3, 1e-9, "families of the worker");
    near(measure(&run, "safeguarding", "stretch").last, 1.5, 1e-9, "families over capacity");
    near(measure(&run, "all", "caseload").last, 12, 1e-9, "children, as the statutory figure counts");
    const char *unit = strstr(run.series, "team,safeguarding,caseload,families per FTE,");
    cr_assert_not_null(unit, "the unit says what is counted");
    double first = strtod(unit + strlen("team,safeguarding,caseload,families per FTE,"), NULL);
    near(first, 2, 1e-9, "families among the opening cases");
    run_release(&run);
    run = run_with("family", "teams.safeguarding.cap=none");
    near(measure(&run, "safeguarding", "caseload").last * 4, measure(&run, "all", "caseload").last, 1e-6,
         "children, four to a family");
    run_release(&run);
    struct program program = PROGRAM("check", scenario_path("family"), "--set", "teams.safeguarding.unit=child");
    cr_assert(program.exit == 2 && strstr(program.err, "counts families") != NULL, "%d: %s", program.exit, program.err);
    program_release(&program);
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static void must_be_late(const char *setting, double visits, double statements)
{
    struct run run = run_with("tasks", setting);
    near(flow_of(&run, "visit.due"), 20 * 100, 1e-6, "visits due");
    near(flow_of(&run, "statement.due"), 20 * 50 / 4.0, 12, "statements due, one in four needed");
    near(flow_of(&run, "visit.late") / flow_of(&run, "visit.due"), visits, visits > 0 && visits < 1 ? 0.01 : 0,
         "visits late");
    near(flow_of(&run, "statement.late") / flow_of(&run, "statement.due"), statements, 0.03, "statements late");
    run_release(&run);
}

Test(test_casework, tasks_are_late_as_their_worker_is_stretched)
{
    must_be_late("teams.social-workers.capacity=10", 0.5, exp(-1));
    must_be_late("teams.social-workers.capacity=5", 0.75, exp(-0.5));
    must_be_late("teams.social-workers.capacity=20", 0, exp(-2));
    must_be_late("teams.social-workers.staff.settled.fte=0", 1, 1);
    struct run run = run_scenario("tasks");
    near(measure(&run, "social-workers", "task_hours").sum, 3 * 20 * 100, 1e-6, "hours of visits");
    near(measure(&run, "social-workers", "tasks_timely").mean, (20 * 0.5 + 2.5 * (1 - exp(-1))) / 22.5, 0.01,
         "in time");
    run_release(&run);
}

Test(test_casework, tasks_fall_due_while_a_case_is_in_the_stage)
{
    struct run run = run_scenario("tasks-dates");
    double left = flow_of(&run, "help.rest"), entered = flow_of(&run, "help.entered");
    double conferences = flow_of(&run, "conference.due"), reviews = flow_of(&run, "review.due");
    cr_assert(conferences >= left && conferences <= entered, "one conference each: %g of %g to %g", conferences, left,
              entered);
    cr_assert(reviews >= 2 * left && reviews <= 2 * entered, "two reviews each: %g of %g to %g", reviews, left,
              entered);
    near(conferences, entered - 3 * 5, 12, "cases that were there for three weeks");
    run_release(&run);
}

/* --- attached workers --------------------------------------------------------------------------------------------- */

static double mean_stay(const struct run *run, const char *stage)
{
    json_t *stays = json_object_get(json_object_get(run->summary, "stays"), stage);
    return json_number_value(json_object_get(stays, "mean"));
}

Test(test_casework, attached_workers_act_by_the_share_that_is_filled)
{
    struct run run = run_scenario("attached");
    near(mean_stay(&run, "help"), 8, 1e-6, "stay of cases, 1 - 40% x a half of 10 weeks");
    near(flow_of(&run, "help.entered") / 208, 20 / (1 - 0.5 * 0.7), 0.6, "cases a week, with 35% who come back");
    run_release(&run);
    run = run_with("attached", "teams.safeguarding.attached.fte=12");
    near(mean_stay(&run, "help"), 6, 1e-6, "never more than the whole effect");
    run_release(&run);
    run = run_with("attached", "pathway.help.takes={law: fixed, observed: 10 weeks}");
    near(mean_stay(&run, "help"), 10, 1e-6, "what was observed had them already");
    run_release(&run);
}

/* --- co-workers --------------------------------------------------------------------------------------------------- */

/* Of the cases that the trace shows moving to the advisers' team, how many stay with their co-worker, and how many not. */
static void count_continuity(char *trace, long *stayed, long *moved)
{
    struct beside {
        char name[64], worker[64];
    } *cases = calloc(2000, sizeof *cases);
    size_t count = 0;
    for (char *line = strtok(trace, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char event[32], name[64], worker[64], stage[32];
        if (sscanf(line, "%*[^,],,%31[^,],%63[^,],%63[^,],%31[^,]", event, name, worker, stage) != 4)
            continue;
        size_t at = 0;
        while (at < count && strcmp(cases[at].name, name) != 0)
            at++;
        if (strcmp(event, "gets a co-worker") == 0) {
            count += at == count;
            snprintf(cases[at].name, sizeof cases->name, "%s", name);
            snprintf(cases[at].worker, sizeof cases->worker, "%s", worker);
        } else if (strcmp(event, "allocated") == 0 && strcmp(stage, "care-leaver") == 0) {
            ++*(at < count && strcmp(cases[at].worker, worker) == 0 ? stayed : moved);
        }
    }
    free(cases);
}

Test(test_casework, a_co_worker_carries_load_and_becomes_the_lead)
{
    struct run run = run_scenario("co-worker");
    near(measure(&run, "advisers", "co_worked").mean, 0.4 * 51.5, 1, "cases in their second year, from the Monday");
    near(measure(&run, "advisers", "stretch").mean, (0.4 * 51.5 + 0.4 * 5 + 26) / 30, 0.12, "their load over capacity");
    run_release(&run);
    run = run_with("co-worker", "teams.advisers.cap=10");
    double co_worked = measure(&run, "advisers", "co_worked").mean, held = measure(&run, "advisers", "held").mean;
    cr_assert(held + co_worked > 29 && held + co_worked < 30.001, "both count towards the cap: %g beside, %g held",
              co_worked, held);
    run_release(&run);
    struct program trace = PROGRAM("trace", scenario_path("co-worker"));
    long stayed = 0, moved = 0;
    count_continuity(trace.out, &stayed, &moved);
    program_release(&trace);
    cr_assert(stayed > 100 && moved == 0, "%ld stay with their adviser, %ld do not", stayed, moved);
}

Test(test_casework, a_case_stays_with_the_one_of_alike_teams_that_has_it)
{
    /* one worker a team, so that the worker tells which team it is */
    struct program program = PROGRAM("trace", scenario_path("alike"));
    cr_assert_eq(program.exit, 0, "%s", program.err);
    int moved = 0;
    for (const char *line = strstr(program.out, ",allocated,"); line != NULL; line = strstr(line + 1, ",allocated,")) {
        char who[80], before[120];
        if (sscanf(line, ",allocated,%79[^,],%*[^,],%*[^,]", who) != 1)
            continue;
        size_t length = strcspn(line + strlen(",allocated,") + strlen(who) + 1, ",");
        snprintf(before, sizeof before, "%.*s,first,", (int)(strlen(",allocated,") + strlen(who) + 1 + length), line);
        cr_assert_not_null(strstr(program.out, before), "whoever has a case now had it first: %s", before);
        moved += strncmp(line + strlen(before) - strlen("first,"), "second", 6) == 0;
    }
    cr_assert_gt(moved, 100, "cases come to their second stage: %d", moved);
    program_release(&program);
}
