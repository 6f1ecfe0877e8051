/* Managers: their posts, the sessions they hold within their span, and the pace of work where they are missing. Nothing in
 * these scenarios is left to luck. */
#include <criterion/criterion.h>
#include <math.h>

#include "support/outcome.h"
#include "support/program.h"

TestSuite(supervision);

/* 100 children in the first moments, 13 workers, one of two managers; the other starts at the given time. */
#define SERVICE(delay, lead_time)                                                                                                \
    "schema: 1\n"                                                                                                                \
    "name: managed\n"                                                                                                            \
    "clock: {calendar: none, length: 30 weeks, runs: 2, seed: 8}\n"                                                              \
    "demand:\n"                                                                                                                  \
    "  sources: {all: {enters: help, rate: 0 children per week, family_size: 1}}\n"                                              \
    "  shocks: {day-one: {source: all, from: 0 weeks, to: 0.001 weeks, adds: 100}}\n"                                            \
    "pathway: {help: {team: pool, takes: 6 weeks, hands_on: 60%, then: {closed: 100%}}}\n"                                       \
    "teams:\n"                                                                                                                   \
    "  pool:\n"                                                                                                                  \
    "    posts: 13\n"                                                                                                            \
    "    managers: 2\n"                                                                                                          \
    "    staff: {workers: {fte: 12}, new: {grade: newly-qualified, fte: 1, tenure: 0-1 days}, boss: {grade: manager, fte: 1}}\n" \
    "workforce: {grades: {social-worker: {}, newly-qualified: {newly_qualified: true}, manager: {manages: true}}}\n"             \
    "recruitment: {managers: {kind: per-vacancy, grade: manager, lead_time: " lead_time "}}\n"                                   \
    "supervision: {span: 6.5, decision_delay: " delay "}\n"

static void expect(const struct outcome *outcome, const char *measure, double week, double value)
{
    const struct outcome_row *row = outcome_at(outcome, "team/pool", measure, week);
    cr_expect(fabs(row->mean - value) < 1e-5 && !(row->sd > 1e-6), "%s in week %g: %.9g, not %.9g", measure, week,
              row->mean, value);
}

/* Twelve workers every four weeks and one newly qualified: weekly for six weeks, fortnightly to week 26, then as they. A
 * manager holds 6.5 / 4 = 1.625 sessions a week. */
Test(supervision, sessions_are_held_within_the_span_of_managers_in_post)
{
    struct outcome outcome;
    char *folder = outcome_run(&outcome, SERVICE("0%", "10 weeks"));
    expect(&outcome, "sessions_due", 0, 0);
    expect(&outcome, "sessions_due", 3, 12 / 4.0 + 1);
    expect(&outcome, "sessions_missed", 3, 4 - 1.625);
    expect(&outcome, "supervision_hours", 3, 1.625 * 1.5);
    expect(&outcome, "sessions_due", 9, 3.5);
    expect(&outcome, "sessions_missed", 12, 0.25);
    expect(&outcome, "sessions_due", 28, 3.25);
    expect(&outcome, "sessions_missed", 28, 0);
    expect(&outcome, "supervision_hours", 28, 3.25 * 1.5);
    outcome_done(&outcome, folder);
}

/* Managers are no part of staff, in post or vacancies, and recruiting one fills a manager's post only. */
Test(supervision, managers_have_posts_of_their_own)
{
    struct outcome outcome;
    char *folder = outcome_run(&outcome, SERVICE("0%", "10 weeks"));
    for (int week = 5; week <= 25; week += 20) {
        expect(&outcome, "managers", week, week < 10 ? 1 : 2);
        expect(&outcome, "managers_missing", week, week < 10 ? 1 : 0);
        expect(&outcome, "in_post", week, 13);
        expect(&outcome, "staff", week, 13);
        expect(&outcome, "vacancies", week, 0);
        expect(&outcome, "effective", week, 13);
    }
    outcome_done(&outcome, folder);
}

/* Six weeks of which 60% are hands-on: at three quarters of the pace that is 6 x (0.4 + 0.6 / 0.75) = 7.2, a fifth longer;
 * when the second manager starts after three weeks, or a lever makes the one enough, 3 + (6 - 3 / 1.2) = 6.5. */
Test(supervision, missing_managers_slow_hands_on_work_from_the_moment_they_are_missing)
{
    static const struct {
        const char *yaml;
        double stay;
    } cases[] = {
        {SERVICE("0%", "20 weeks"), 6},
        {SERVICE("50%", "20 weeks"), 7.2},
        {SERVICE("50%", "3 weeks"), 6.5},
        {SERVICE("50%", "20 weeks") "levers: {posts: {starts: 3 weeks, set: {teams.pool.managers: 1}}}\n", 6.5},
        {SERVICE("50%", "20 weeks") "levers: {ways: {starts: 3 weeks, set: {supervision.decision_delay: 0%}}}\n", 6.5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome outcome;
        char *folder = outcome_run(&outcome, cases[i].yaml);
        double stay = outcome_number(outcome_json(&outcome, "stays", "help", "mean", NULL));
        cr_expect(fabs(stay - cases[i].stay) < 1e-3, "case %zu: the mean stay is %.9g, not %g", i, stay, cases[i].stay);
        outcome_done(&outcome, folder);
    }
}
