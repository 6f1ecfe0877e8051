/* Pipelines, the newly qualified year and teaching, through scenario files and what the program writes about them. Exact
 * where luck has no part, within five standard errors of the exact mean where it has. */
#include <criterion/criterion.h>
#include <math.h>

#include "support/outcome.h"
#include "support/program.h"

TestSuite(pipeline);

struct exact {
    const char *place, *measure;
    double week, value;
};

/* Every replication gives the value. */
static void expect_each(const struct outcome *outcome, const struct exact *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct outcome_row *row = outcome_at(outcome, values[i].place, values[i].measure, values[i].week);
        cr_expect(fabs(row->mean - values[i].value) < 1e-5 && !(row->sd > 1e-6),
                  "%s of %s at %g: %.9g (sd %g), not %.9g", values[i].measure, values[i].place, values[i].week,
                  row->mean, row->sd, values[i].value);
    }
}

static void expect_mean(const struct outcome *outcome, const struct exact *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct outcome_row *row = outcome_at(outcome, values[i].place, values[i].measure, values[i].week);
        cr_expect(fabs(row->mean - values[i].value) < 5 * row->se && row->se < 0.01 * values[i].value,
                  "%s of %s at %g: %.9g (se %g), not %.9g", values[i].measure, values[i].place, values[i].week,
                  row->mean, row->se, values[i].value);
    }
}
#define EACH(outcome, ...)                                                                                             \
    expect_each(outcome, (const struct exact[]){__VA_ARGS__},                                                          \
                sizeof((const struct exact[]){__VA_ARGS__}) / sizeof(struct exact))
#define MEANS(outcome, ...)                                                                                            \
    expect_mean(outcome, (const struct exact[]){__VA_ARGS__},                                                          \
                sizeof((const struct exact[]){__VA_ARGS__}) / sizeof(struct exact))

#define ONE_CLASS(limit, educators)                                                                                    \
    "schema: 1\n"                                                                                                      \
    "name: one-class\n"                                                                                                \
    "clock: {calendar: none, length: 120 weeks, runs: 3, seed: 5}\n"                                                   \
    "teams: {pool: {posts: 20, capacity: 14, staff: {settled: {fte: 10}}}}\n"                                          \
    "workforce:\n"                                                                                                     \
    "  teaching_limit: " limit "\n"                                                                                    \
    "  grades:\n"                                                                                                      \
    "    social-worker: {}\n"                                                                                          \
    "    newly-qualified:\n"                                                                                           \
    "      newly_qualified: true\n"                                                                                    \
    "      ramp: {0 weeks: 50%, 17 weeks: 75%, 35 weeks: 90%}\n"                                                       \
    "      becomes: {grade: social-worker, after: 52 weeks}\n"                                                         \
    "      assessor_load: 4%\n"                                                                                        \
    "pipelines:\n"                                                                                                     \
    "  academy: {first: 10 weeks, size: 10, lasts: 40 weeks, grade: newly-qualified, educator_load: " educators "}\n"

/* Ten trainees take 6% of an experienced worker each for 40 weeks, then carry 50%, 75%, 90% and all of a load, and take 4%
 * each in their first year. The sum of the net turns positive with the sixth week of 4.6 after forty of -0.6. */
Test(pipeline, net_capacity_of_one_class_is_exact)
{
    struct outcome outcome;
    char *folder = outcome_run(&outcome, ONE_CLASS("50%", "6%"));
    EACH(&outcome, {"service/all", "pipeline_net", 9, 0}, {"service/all", "pipeline_net", 10, -0.6},
         {"pipeline/academy", "pipeline_net", 49, -0.6}, {"pipeline/academy", "pipeline_net", 50, 4.6},
         {"pipeline/academy", "pipeline_net", 66, 4.6}, {"pipeline/academy", "pipeline_net", 67, 7.1},
         {"pipeline/academy", "pipeline_net", 85, 8.6}, {"pipeline/academy", "pipeline_net", 101, 8.6},
         {"pipeline/academy", "pipeline_net", 102, 10}, {"service/all", "effective", 0, 10},
         {"service/all", "effective", 49, 9.4}, {"service/all", "effective", 50, 14.6},
         {"service/all", "effective", 102, 20}, {"service/all", "teaching", 49, 0.6},
         {"service/all", "teaching", 50, 0.4}, {"team/pool", "teaching", 102, 0},
         {"service/all", "newly_qualified", 50, 10}, {"service/all", "newly_qualified", 102, 0},
         {"pipeline/academy", "trainees", 10, 10}, {"pipeline/academy", "trainees", 50, 0},
         {"pipeline/academy", "graduates", 120, 10});
    double week = outcome_number(outcome_json(&outcome, "break_even", "pipelines", "academy", "week", "q50", NULL));
    double balance = outcome_number(outcome_json(&outcome, "break_even", "all", "fte_weeks_at_the_end", "mean", NULL));
    cr_expect_eq(week, 55, "it breaks even in week %g", week);
    cr_expect(fabs(balance - 518.2) < 1e-3, "the balance at the end is %g", balance);
    outcome_done(&outcome, folder);
}

/* Ten trainees who need 60% each of ten workers who may give a half: five of six are given. */
Test(pipeline, teaching_stops_at_its_limit)
{
    struct outcome outcome;
    char *folder = outcome_run(&outcome, ONE_CLASS("50%", "60%"));
    EACH(&outcome, {"service/all", "teaching", 20, 5}, {"service/all", "teaching_unmet", 20, 1},
         {"service/all", "pipeline_net", 20, -5}, {"service/all", "effective", 20, 5});
    double reached = outcome_number(outcome_json(&outcome, "break_even", "all", "reached", NULL));
    cr_expect_eq(reached, 3, "%g of three runs break even", reached);
    outcome_done(&outcome, folder);
    folder = outcome_run(&outcome, ONE_CLASS("100%", "95%"));
    reached = outcome_number(outcome_json(&outcome, "break_even", "all", "reached", NULL));
    cr_expect_eq(reached, 3, "%g of three runs break even", reached);
    EACH(&outcome, {"service/all", "effective", 20, 0.5}, {"service/all", "pipeline_net", 20, -9.5});
    outcome_done(&outcome, folder);
}

/* Drop-out: 100 x 0.85^(t / 52). Bound graduates leave at half of twice the rate, free ones at twice: 0.8 a year each way.
 * The newly qualified leave twenty times as fast for 2.5 weeks, which end within a week, then as everybody. */
Test(pipeline, drop_out_bond_and_progression_follow_their_hazards)
{
    static const char yaml[] =
        "schema: 1\n"
        "name: hazards\n"
        "clock: {calendar: none, length: 104 weeks, sample: 2 weeks, runs: 400, seed: 6}\n"
        "teams: {pool: {posts: 0}}\n"
        "workforce:\n"
        "  leaving: {rate: 20% leaving within a year}\n"
        "  grades:\n"
        "    social-worker: {}\n"
        "    newly-qualified: {newly_qualified: true, leaving: 20, becomes: {grade: social-worker, after: 2.5 weeks}}\n"
        "pipelines:\n"
        "  long: {first: 0 weeks, size: 100, lasts: 200 weeks, drop_out: 15% leaving within a year, grade: social-worker}\n"
        "  bound:\n"
        "    {first: 0 weeks, size: 100, lasts: 10 weeks, grade: social-worker, leaving: 36% leaving within a year,\n"
        "     bond: 52 weeks, bond_leaving: 50%}\n"
        "  new: {first: 0 weeks, size: 100, lasts: 10 weeks, grade: newly-qualified}\n";
    struct outcome outcome;
    char *folder = outcome_run(&outcome, yaml);
    MEANS(&outcome, {"pipeline/long", "trainees", 26, 100 * pow(0.85, 0.5)}, {"pipeline/long", "trainees", 104, 72.25},
          {"pipeline/bound", "graduates", 36, 100 * pow(0.8, 0.5)}, {"pipeline/bound", "graduates", 62, 80},
          {"pipeline/bound", "graduates", 88, 64}, {"pipeline/new", "graduates", 12, 100 * pow(0.8, 20 * 2 / 52.0)},
          {"pipeline/new", "graduates", 62, 100 * pow(0.8, (20 * 2.5 + 49.5) / 52)});
    outcome_done(&outcome, folder);
}

#define PROTECTED(compliance)                                                                                          \
    "schema: 1\n"                                                                                                      \
    "name: protected\n"                                                                                                \
    "clock: {calendar: none, length: 52 weeks, sample: 52 weeks, runs: 20, seed: 7}\n"                                 \
    "demand: {sources: {all: {enters: help, rate: 5 children per week, family_size: 1}}}\n"                            \
    "pathway: {help: {team: pool, takes: 20 weeks, hands_on: 30%, opening: 90, then: {closed: 100%}}}\n"               \
    "teams: {pool: {posts: 6, capacity: 15, staff: {old: {fte: 3}, new: {grade: newly-qualified, fte: 3}}}}\n"         \
    "workforce:\n"                                                                                                     \
    "  grades:\n"                                                                                                      \
    "    social-worker: {}\n"                                                                                          \
    "    newly-qualified: {newly_qualified: true, protected: {load: 60%, compliance: " compliance "}}\n"

/* Fully kept, no protected worker is given a case above the promise; the less it is kept, the more are. */
Test(pipeline, protection_is_broken_as_often_as_it_is_not_kept)
{
    static const char *const scenarios[] = {PROTECTED("100%"), PROTECTED("51%"), PROTECTED("0%")};
    double broken[3], caseload[3];
    for (size_t i = 0; i < 3; i++) {
        struct outcome outcome;
        char *folder = outcome_run(&outcome, scenarios[i]);
        broken[i] = outcome_at(&outcome, "team/pool", "protection_broken", 52)->mean;
        caseload[i] = outcome_at(&outcome, "team/pool", "caseload_experienced", 52)->mean;
        double kept = outcome_at(&outcome, "team/pool", "protection_promised", 52)->mean;
        cr_expect(i > 0 ? kept >= 0 : kept > 50, "%g cases within the promise", kept);
        outcome_done(&outcome, folder);
    }
    cr_expect_eq(broken[0], 0, "%g cases broke a promise that is always kept", broken[0]);
    cr_expect(broken[1] > 10 && broken[2] > broken[1] + 10, "broken: %g at 51%%, %g at 0%%", broken[1], broken[2]);
    cr_expect(caseload[0] > caseload[1] && caseload[1] > caseload[2], "the experienced carry %g, %g, %g", caseload[0],
              caseload[1], caseload[2]);
}
