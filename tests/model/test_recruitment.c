/* Candidates stay who they are when a market changes, and a freeze stops everything that recruits. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/outcome.h"
#include "support/program.h"

static const char market[] = "tests/theory/scenarios/a02-market.yaml";
static const char office[] = "tests/theory/scenarios/w05-time-to-fill.yaml";

/* Everybody who starts with fewer candidates starts with more, on the same day. */
Test(test_recruitment, a_campaign_only_adds_starters)
{
    struct program few =
        PROGRAM("trace", market, "--set", "campaigns.radio.raises=0%", "--set", "campaigns.spring.raises=0%");
    struct program many = PROGRAM("trace", market);
    cr_assert_eq(few.exit, 0, "exit %d: %s", few.exit, few.err);
    int lines = 0, more = 0;
    for (char *line = strtok(few.out, "\n"); line != NULL; line = strtok(NULL, "\n"), lines++)
        cr_assert_not_null(strstr(many.out, line), "\"%s\" does not happen with a campaign", line);
    for (const char *at = many.out; (at = strchr(at, '\n')) != NULL; at++)
        more++;
    cr_assert_gt(lines, 60, "only %d lines", lines);
    cr_assert_gt(more, lines, "the campaigns add nobody: %d lines and %d", lines, more);
    program_release(&few);
    program_release(&many);
}

/* Runs with one setting and returns a measure's mean over the service in one week. */
static double frozen(const char *file, const char *setting, const char *measure, double week)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    struct program program =
        PROGRAM("run", file, "--runs", "20", "--no-charts", "--quiet", "--out", out, "--set", setting);
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    struct outcome outcome;
    outcome_open(&outcome, out);
    double mean = outcome_at(&outcome, "service/all", measure, week)->mean;
    outcome_release(&outcome);
    program_release(&program);
    program_remove_folder(folder);
    return mean;
}

Test(test_recruitment, a_freeze_advertises_and_offers_nothing)
{
    cr_expect_gt(frozen(office, "clock.seed=1", "advertised", 520), 0, "the office is idle without a freeze");
    cr_expect_eq(frozen(office, "recruitment.office.at_once=0", "advertised", 520), 0,
                 "posts are advertised in a freeze");
    cr_expect_eq(frozen(office, "recruitment.office.at_once=0", "starters", 520), 0, "people start in a freeze");
    cr_expect_gt(frozen(market, "teams.pool.posts=100", "advertised", 104), 0, "the market has no vacancies");
    cr_expect_eq(frozen(market, "recruitment.adverts.candidates=0 per year", "offers", 104), 0, "offers in a freeze");
}
