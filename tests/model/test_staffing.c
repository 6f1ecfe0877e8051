/* Absence, moves, managers, destinations and what is due to caseload, in runs of whole scenarios: exact where the answer is
 * known, else by direction. The stochastic laws are held against theory in tests/theory/test_workers.c. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/outcome.h"
#include "support/program.h"

#define ALL "service/all"

/* Twenty workers with twenty cases each that do not end. */
static const char service[] = "schema: 1\n"
                              "name: staffing\n"
                              "pathway: {long: {team: help, takes: 5000 weeks, opening: 400}}\n";

struct run {
    char *folder;
    struct outcome outcome;
};

/* Runs a scenario made of texts; exit must be as expected. Messages are left in run->folder/err when it is not 0. */
static struct program attempt(struct run *run, const char *const parts[static 3], const char *runs)
{
    run->folder = program_folder();
    FILE *file = fopen(program_path(0, run->folder, "case.yaml"), "w");
    cr_assert(file != NULL, "a scenario can be written");
    for (int i = 0; i < 3; i++)
        fputs(parts[i], file);
    fclose(file);
    return PROGRAM("run", program_path(0, run->folder, "case.yaml"), "--out", program_path(1, run->folder, "out"),
                   "--no-charts", "--quiet", "--threads", "1", "--runs", runs);
}

static struct run simulate(const char *clock, const char *rest, const char *runs)
{
    struct run run = {0};
    struct program program = attempt(&run, (const char *const[]){service, clock, rest}, runs);
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    program_release(&program);
    outcome_open(&run.outcome, program_path(1, run.folder, "out"));
    return run;
}

static void finish(struct run *run)
{
    outcome_release(&run->outcome);
    program_remove_folder(run->folder);
}

static double mean_of(const struct run *run, const char *place, const char *measure, double week)
{
    return outcome_at(&run->outcome, place, measure, week)->mean;
}

/* Total of a flow measure over weekly samples. */
static double total_of(const struct run *run, const char *measure, int weeks)
{
    double total = 0;
    for (int week = 0; week <= weeks; week++)
        total += mean_of(run, ALL, measure, week);
    return total;
}

/* Within 5 standard errors of a mean. */
static void expect_mean(const struct run *run, const char *place, const char *measure, double week, double exact)
{
    const struct outcome_row *row = outcome_at(&run->outcome, place, measure, week);
    cr_expect(fabs(row->mean - exact) <= 5 * row->se + 1e-9, "%s of %s at %g: %g expected, %g found, error %g", measure,
              place, week, exact, row->mean, row->se);
}

#define SHORT "clock: {calendar: none, length: 2 weeks, sample: 1 week}\n"
#define YEAR "clock: {calendar: none, length: 52 weeks, sample: 1 week}\n"

/* 20 cases: 3 % and four cases above 16 at 0.065 points; 31 days' leave leave 221 of 226 days; 90 % after training. */
Test(staffing, time_away_is_taken_from_capacity)
{
    struct run run =
        simulate(SHORT,
                 "teams: {help: {posts: 20, opening_spread: 0%, staff: {all: {fte: 20, tenure: 6-7 years}}}}\n"
                 "workforce:\n"
                 "  grades: {social-worker: {training: 10%}}\n"
                 "  absence: {lost_time: true, annual_leave: {0 years: 26, 5 years: 31}}\n",
                 "1");
    double lost = 0.03 + 4 * 0.00065;
    cr_expect_float_eq(mean_of(&run, ALL, "effective", 0), 20 * 0.9 * 221 / 226 * (1 - lost), 1e-6, "effective %g",
                       mean_of(&run, ALL, "effective", 0));
    cr_expect_float_eq(mean_of(&run, ALL, "absence_rate", 1), lost, 1e-6, "absence rate");
    cr_expect_float_eq(mean_of(&run, ALL, "absent_due_to_caseload", 1), 20 * 4 * 0.00065, 1e-6, "due to caseload");
    cr_expect_float_eq(mean_of(&run, ALL, "in_post", 1), 20, 1e-9, "nobody has left");
    finish(&run);
}

/* Promotion to a grade without cases leaves a vacancy, and the cases go to those who stay. */
Test(staffing, a_manager_leaves_a_hole_behind)
{
    struct run run = simulate(YEAR,
                              "teams: {help: {posts: 20, staff: {all: {fte: 20}}}}\n"
                              "workforce:\n"
                              "  grades: {social-worker: {}, manager: {holds_cases: false}}\n"
                              "  moves: {promotion: {from: social-worker, to: manager, rate: 1% per week}}\n",
                              "200");
    double gone = 20 * (1 - exp(-0.01 * 52));
    expect_mean(&run, "grade/manager", "grade_staff", 52, gone);
    expect_mean(&run, ALL, "vacancies", 52, gone);
    expect_mean(&run, ALL, "effective", 52, 20 - gone);
    cr_expect_float_eq(mean_of(&run, ALL, "in_post", 52), 20, 1e-9, "managers stay in post");
    cr_expect_float_eq(mean_of(&run, ALL, "waiting", 52), 0, 1e-9, "every case has a worker");
    cr_expect_float_eq(total_of(&run, "moves", 52), gone, 1, "moves are counted");
    cr_expect(total_of(&run, "changes", 52) >= 20 * gone, "each took at least twenty cases' worker away");
    finish(&run);
}

/* Who changes team leaves the cases behind; alike teams fill from the one with the largest vacancy. */
Test(staffing, a_transfer_moves_people_not_cases)
{
    struct run run =
        simulate(YEAR,
                 "teams: {help: {posts: 20, staff: {all: {fte: 20}}}, front: {teams: 2, posts: 20}}\n"
                 "workforce: {moves: {pull: {from: social-worker, team: help, to_team: front, rate: 1% per week}}}\n",
                 "200");
    double gone = 20 * (1 - exp(-0.01 * 52));
    expect_mean(&run, "team/front", "staff", 52, gone);
    expect_mean(&run, "team/front", "vacancies", 52, 20 - gone);
    cr_expect_float_eq(mean_of(&run, "team/front", "open", 52), 0, 1e-9, "no case came with them");
    cr_expect_float_eq(mean_of(&run, ALL, "staff", 52), 20, 1e-9, "nobody is lost on the way");
    finish(&run);
}

/* Cases change worker only when the absence outlasts hand_over_after; agency covers it only when allowed to. */
Test(staffing, long_leave_hands_over_and_is_covered)
{
    static const char rest[] =
        "teams: {help: {posts: 20, staff: {all: {fte: 20}}}}\n"
        "agency: {start: 1 week, assignment: 500 weeks, seats: {help: 10}}\n"
        "workforce: {absence: {long_leave: 1%% per week, lasts: 30 weeks, hand_over_after: %s, cover: %s}}\n";
    static const struct {
        const char *after, *cover;
        bool changes, agency;
    } rows[] = {{"none", "false", false, false},
                {"40 weeks", "false", false, false},
                {"4 weeks", "false", true, false},
                {"4 weeks", "true", true, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        snprintf(text, sizeof text, rest, rows[i].after, rows[i].cover);
        struct run run = simulate(YEAR, text, "40");
        expect_mean(&run, ALL, "absent", 30, 20 * 0.3 / 1.3);
        double agency = mean_of(&run, ALL, "agency", 30);
        cr_expect_eq(total_of(&run, "changes", 52) > 0, rows[i].changes, "row %zu: changes of worker", i);
        cr_expect_eq(agency > 1, rows[i].agency, "row %zu: %g FTE of agency", i, agency);
        cr_expect(rows[i].agency || agency == 0, "row %zu: no agency without cover", i);
        finish(&run);
    }
}

/* The group's own rate stands in place of everybody's. */
Test(staffing, leavers_are_told_apart_by_group_and_destination)
{
    struct run run = simulate("clock: {calendar: none, length: 13 weeks, sample: 13 weeks}\n",
                              "teams:\n"
                              "  help: {posts: 20, staff: {all: {fte: 20, leaving: 0% per year}}}\n"
                              "  hall: {posts: 1000, staff: {all: {fte: 1000, leaving: 1% per week}}}\n"
                              "workforce:\n"
                              "  leaving:\n"
                              "    rate: 50% per week\n"
                              "    destinations: {council: 50%, agency: 30%, out: 20%}\n",
                              "40");
    double gone = 1000 * (1 - exp(-0.13));
    expect_mean(&run, "team/hall", "leavers", 13, gone);
    cr_expect_float_eq(mean_of(&run, "team/help", "leavers", 13), 0, 1e-9, "a group with a rate of nought stays");
    expect_mean(&run, ALL, "leavers_to_council", 13, gone / 2);
    expect_mean(&run, ALL, "leavers_to_agency", 13, gone * 0.3);
    expect_mean(&run, ALL, "leavers_out", 13, gone * 0.2);
    cr_expect_float_eq(mean_of(&run, ALL, "leavers_due_to_caseload", 13), 0, 1e-9, "caseload has no effect here");
    finish(&run);
}

/* The compensator of leaving: leavers less those due to caseload are, in the mean, the reference hazard times the time spent
 * in post, here 1 % of the workers of every week. */
Test(staffing, leavers_due_to_caseload_are_the_excess_over_the_reference)
{
    struct run run = {.folder = program_folder()};
    struct program program =
        PROGRAM("run", "tests/theory/scenarios/w26-caseload-turnover.yaml", "--set", "clock.sample=1 week", "--runs",
                "3000", "--out", program_path(1, run.folder, "out"), "--no-charts", "--quiet");
    cr_assert_eq(program.exit, 0, "%s", program.err);
    program_release(&program);
    outcome_open(&run.outcome, program_path(1, run.folder, "out"));
    double worked = (mean_of(&run, ALL, "staff", 0) + mean_of(&run, ALL, "staff", 104)) / 2;
    for (int week = 1; week < 104; week++)
        worked += mean_of(&run, ALL, "staff", week);
    double left = total_of(&run, "leavers", 104), due = total_of(&run, "leavers_due_to_caseload", 104);
    double error = sqrt(left / 3000);
    cr_expect(due > 10 * error, "%g of %g leavers are due to caseload", due, left);
    cr_expect(fabs(left - due - 0.01 * worked) < 5 * error, "%g leavers less %g due to caseload are not %g", left, due,
              0.01 * worked);
    finish(&run);
}

Test(staffing, what_contradicts_itself_is_refused)
{
    static const struct {
        const char *rest, *says;
    } rows[] = {
        {"workforce: {leaving: {rate: 10% per year, rates: {0 years+: 10% per year}}}\n", "only one of rate, rates"},
        {"workforce: {leaving: {rates: {0-1 years: 10% per year}}}\n", "last band must be open"},
        {"workforce: {leaving: {tenure_law: 3 years, tenure: {0 years+: 2}}}\n",
         "already how leaving goes with service"},
        {"workforce: {leaving: {destinations: {out: 90%}}}\n", "must total 100%"},
        {"workforce: {moves: {idle: {from: social-worker, rate: 1% per week}}}\n", "neither grade nor team"},
        {"workforce: {rounds: {annual: {on: 52 weeks, grades: {chief: {}}}}}\n", "not one of workforce.grades"},
        {"workforce: {rounds: {annual: {on: 5 weeks, grades: {social-worker: {leave: 60%, to: {social-worker: 50%}}}}}}\n",
         "more than 100%"},
        {"workforce: {grades: {social-worker: {}, chief: {holds_cases: false}}}\n"
         "recruitment: {chiefs: {kind: per-vacancy, grade: chief}}\n",
         "fills no case-holding post"},
        {"targets: {some: {measure: grade_staff, at_least: 2}}\n", "add grade: GRADE"},
        {"targets: {some: {measure: staff, at_least: 2, reached: true, share_of_time: true}}\n", "no meaning with"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct run run = {0};
        struct program program = attempt(
            &run, (const char *const[]){service, "teams: {help: {staff: {all: {fte: 20}}}}\n", rows[i].rest}, "1");
        cr_expect_eq(program.exit, 2, "row %zu: exit %d", i, program.exit);
        cr_expect(strstr(program.err, rows[i].says) != NULL, "row %zu: \"%s\" is not in:\n%s", i, rows[i].says,
                  program.err);
        program_release(&program);
        program_remove_folder(run.folder);
    }
}
