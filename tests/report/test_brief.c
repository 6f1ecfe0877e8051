#include "report/brief.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "report/fixture.h"
#include "report/order.h"

TestSuite(brief);

static void expect_text(struct text *text, const char *expected)
{
    cr_assert_str_eq(text->at, expected, "\"%s\", not \"%s\"", text->at, expected);
    text_clear(text);
}

static void expect_headline(size_t hits, const char *expected)
{
    struct fixture fixture;
    struct text text = {0};
    fixture_open(&fixture, fixture_service, 100);
    fixture_judge(&fixture, "main", hits, 0);
    struct brief brief = {.ensemble = &fixture.ensemble, .prepared = &fixture.prepared};
    brief_headline(&brief, &text);
    expect_text(&text, expected);
    text_release(&text);
    fixture_close(&fixture);
}

Test(brief, headlines_say_what_the_numbers_say)
{
    expect_headline(12, "Average caseload of 18 or fewer by October 2021: a chance of about 1 in 8 (12%), if these "
                        "assumptions hold");
    expect_headline(89, "Average caseload of 18 or fewer by October 2021: a chance of about 9 in 10 (89%), if these "
                        "assumptions hold");
    expect_headline(90,
                    "This plan meets average caseload of 18 or fewer by October 2021: a chance of about 9 in 10 (90%)");
    expect_headline(100,
                    "This plan meets average caseload of 18 or fewer by October 2021: a chance of more than 19 in 20 "
                    "(over 99%)");
    expect_headline(
        0, "Average caseload of 18 or fewer by October 2021: a chance of fewer than 1 in 20 (under 1%), if these "
           "assumptions hold");
}

Test(brief, neutral_without_a_target_and_without_a_calendar)
{
    struct fixture fixture;
    struct text text = {0};
    fixture_open(&fixture,
                 "schema: 1\ntitle: Plain\nclock: {length: 4 weeks, calendar: none}\npathway: {work: {takes: 1 week}}\n"
                 "demand: {sources: {s: {enters: work, rate: 1 per week}}}\n",
                 2);
    struct brief brief = {.ensemble = &fixture.ensemble, .prepared = &fixture.prepared};
    brief_headline(&brief, &text);
    expect_text(&text, "Caseload and staffing week by week: Plain");
    brief_when(&brief, 3, &text);
    expect_text(&text, "week 3");
    brief_precision(&brief, &text);
    expect_text(&text, "2 runs; there is no target whose chance could be pinned down.");
    cr_assert_eq(brief_main_sample(&brief), 4, "the last sample without a target");
    text_release(&text);
    fixture_close(&fixture);
}

Test(brief, targets_in_full)
{
    struct fixture fixture;
    struct text text = {0};
    fixture_open(&fixture, fixture_service, 100);
    fixture_judge(&fixture, "main", 95, 0);
    fixture_judge(&fixture, "lull", 0, 0.8);
    struct brief brief = {.ensemble = &fixture.ensemble, .prepared = &fixture.prepared};
    size_t main = order_main_target(fixture.ensemble.plan), lull = 1 - main;
    brief_target(&brief, main, &text);
    expect_text(&text, "Average caseload of 18 or fewer, by 4 October 2021, having held for 26 weeks");
    brief_target(&brief, lull, &text);
    expect_text(&text, "Unallocated cases of 3 or fewer, Alpha: share of the time up to 3 October 2022");
    struct ensemble_verdict verdict = ensemble_verdict(&fixture.ensemble, main);
    brief_outcome(&brief, main, &verdict, &text);
    expect_text(&text, "Meets: about 19 in 20");
    verdict = ensemble_verdict(&fixture.ensemble, lull);
    brief_outcome(&brief, lull, &verdict, &text);
    expect_text(&text, "about 4 in 5 of the time");
    brief_precision(&brief, &text);
    expect_text(&text, "100 runs pin the main chance to within 4.5 percentage points either way (95% confidence).");
    fixture_judge(&fixture, "main", 50, 0);
    brief_precision(&brief, &text);
    cr_assert(strstr(text.at, "fewer runs than a decision needs: about 2,500") != NULL, "%s", text.at);
    text_release(&text);
    fixture_close(&fixture);
}

/* The warning needs both: the average on target and at least a quarter of the workers above it. */
Test(brief, averages_that_hide_many)
{
    struct fixture fixture;
    struct text text = {0};
    fixture_open(&fixture, fixture_service, 3);
    struct brief brief = {.ensemble = &fixture.ensemble, .prepared = &fixture.prepared};
    size_t main = order_main_target(fixture.ensemble.plan);
    static const struct {
        double caseload, above;
        bool warned;
    } cases[] = {{17, 0.3, true}, {17, 0.2, false}, {19, 0.6, false}, {(double)NAN, 0.6, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_set(&fixture, METRIC_CASELOAD, METRIC_SERVICE, cases[i].caseload, 0, 0);
        fixture_hide(&fixture, "main", cases[i].above, 0);
        text_clear(&text);
        cr_assert_eq(brief_trap(&brief, main, &text), cases[i].warned, "case %zu: %s", i, text.at ? text.at : "");
        if (cases[i].warned)
            expect_text(&text, "The average hides many: in the median run the average is 17.0, yet 30% of workers hold "
                               "more than 18.");
    }
    text_release(&text);
    fixture_close(&fixture);
}

/* The experienced workers' average is told when newly qualified colleagues lower the overall one by half a case or more,
 * with the other warning or without it. */
Test(brief, experienced_workers_stand_beside_the_average)
{
    static const char *const beside =
        "Experienced workers hold 20.0 on average, not 17.0: newly qualified colleagues hold "
        "fewer.";
    static const struct {
        double experienced, newly_qualified, above;
        const char *start;
        bool beside;
    } cases[] = {{20, 4, 0, "Experienced", true},
                 {20, 4, 0.5, "The average hides many: in the median run the average is 17.0, yet 50%", true},
                 {20, 0, 0, NULL, false},
                 {17.4, 4, 0, NULL, false},
                 {(double)NAN, 4, 0, NULL, false}};
    struct fixture fixture;
    struct text text = {0};
    fixture_open(&fixture, fixture_service, 3);
    struct brief brief = {.ensemble = &fixture.ensemble, .prepared = &fixture.prepared};
    size_t main = order_main_target(fixture.ensemble.plan);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_set(&fixture, METRIC_CASELOAD, METRIC_SERVICE, 17, 0, 0);
        fixture_set(&fixture, METRIC_CASELOAD_EXPERIENCED, METRIC_SERVICE, cases[i].experienced, 0, 0);
        fixture_set(&fixture, METRIC_NEWLY_QUALIFIED, METRIC_SERVICE, cases[i].newly_qualified, 0, 0);
        fixture_hide(&fixture, "main", cases[i].above, 0);
        text_clear(&text);
        cr_assert_eq(brief_trap(&brief, main, &text), cases[i].start != NULL, "case %zu: %s", i, text.at);
        cr_assert(cases[i].start == NULL || text_starts(text.at, cases[i].start), "case %zu: %s", i, text.at);
        cr_assert_eq(text.at != NULL && strstr(text.at, beside) != NULL, cases[i].beside, "case %zu: %s", i, text.at);
    }
    cr_assert_not(brief_trap(&brief, 1 - main, &text), "only averages of caseloads hide anything");
    text_release(&text);
    fixture_close(&fixture);
}

static const char *const asking = "schema: 1\nname: asking\nclock: {calendar: none, length: 104 weeks}\n"
                                  "demand: {sources: {all: {enters: work, rate: 1 child per week}}}\n"
                                  "pathway: {work: {title: Work, team: alpha, takes: 6 weeks}}\n"
                                  "teams: {alpha: {title: Alpha, staff: {all: {fte: 5}}}}\n"
                                  "targets:\n";

/* Each way to ask, in words; those with a title have it in front. */
Test(brief, every_way_to_ask_is_said)
{
    static const struct {
        const char *target, *words;
    } rows[] = {
        {"at_most: 18, by: 52 weeks", "Average caseload of 18 or fewer, by week 52"},
        {"title: Our promise, at_most: 18, by: 52 weeks", "Our promise (average caseload of 18 or fewer, by week 52)"},
        {"team: alpha, statistic: share_above, above: 25, at_most: 10%",
         "10% or fewer of workers above 25, Alpha, by week 104"},
        {"statistic: share_above, above: 25, at_most: 0", "No workers above 25, by week 104"},
        {"statistic: share_above, above: 25, at_most: 50%, of_opening: true",
         "Workers above 25 at 50% of their opening share or less, by week 104"},
        {"measure: over_high, at_least: 5%", "5% or more of workers above 25, by week 104"},
        {"every_team: true, at_most: 20, hold: 8 weeks",
         "Average caseload of 20 or fewer, in every team, by week 104, having held for 8 weeks"},
        {"statistic: max, unit: family, at_most: 17", "Highest caseload of 17 families or fewer, by week 104"},
        {"statistic: max, of_opening: true, at_most: 50%",
         "Highest caseload at 50% of its opening value or less, by week 104"},
        {"measure: vacancy_rate, at_most: 15%", "Vacancy rate of 15% or less, by week 104"},
        {"at_most: 18, reached: true, by: 52 weeks", "Average caseload of 18 or fewer, at any time by week 52"},
        {"at_most: 18, reached: true, hold: 8 weeks, from: 26 weeks, by: 52 weeks",
         "Average caseload of 18 or fewer, for 8 weeks on end at any time from week 26 to week 52"},
        {"at_most: 18, throughout: true, from: 26 weeks, by: 52 weeks",
         "Average caseload of 18 or fewer, throughout the time from week 26 to week 52"},
        {"at_most: 18, share_of_time: true, from: 26 weeks",
         "Average caseload of 18 or fewer: share of the time from week 26 to week 104"},
        {"measure: stage_open, stage: work, at_most: 30, waiting_limit: 2 weeks",
         "Open in the stage of 30 or fewer, Work, by week 104, with nobody unallocated for longer than 2 weeks"},
    };
    enum { COUNT = sizeof rows / sizeof *rows };
    struct text yaml = {0}, text = {0};
    struct fixture fixture;
    text_add(&yaml, asking);
    for (size_t i = 0; i < COUNT; i++)
        text_printf(&yaml, "  t%02zu: {%s}\n", i, rows[i].target);
    fixture_open(&fixture, yaml.at, 4);
    struct brief brief = {.ensemble = &fixture.ensemble, .prepared = &fixture.prepared};
    for (size_t i = 0; i < COUNT; i++) {
        brief_target(&brief, i, &text);
        cr_expect_str_eq(text.at, rows[i].words, "\"%s\", not \"%s\"", text.at, rows[i].words);
        text_clear(&text);
    }
    for (size_t run = 0; run < 4; run++) /* the third and the seventh compare what no series holds */
        for (size_t i = 0; i < COUNT; i++)
            fixture.ensemble.outcomes[run].compared[i * fixture.ensemble.samples + 104] = 0.25f;
    brief_target_spread(&brief, 2, 104, &text);
    expect_text(&text, "25%");
    brief_target_spread(&brief, 6, 104, &text);
    expect_text(&text, "0.2");
    text_release(&yaml);
    text_release(&text);
    fixture_close(&fixture);
}

Test(brief, values_and_bands)
{
    struct fixture fixture;
    struct text text = {0};
    fixture_open(&fixture, fixture_service, 11);
    struct brief brief = {.ensemble = &fixture.ensemble, .prepared = &fixture.prepared};
    fixture_set(&fixture, METRIC_CASELOAD, METRIC_SERVICE, 20, 0, 1);
    fixture_set(&fixture, METRIC_OVER_AIM, METRIC_SERVICE, 0.1, 0, 0.01);
    fixture_set(&fixture, METRIC_OPEN, METRIC_SERVICE, 1500, 0, 0);
    const struct metric_layout *layout = &fixture.ensemble.layout;
    brief_spread(&brief, metric_series(layout, METRIC_CASELOAD, METRIC_SERVICE), 0, &text);
    expect_text(&text, "25.0 (21.0 to 29.0)");
    brief_spread(&brief, metric_series(layout, METRIC_OVER_AIM, METRIC_SERVICE), 0, &text);
    expect_text(&text, "15% (11% to 19%)");
    brief_spread(&brief, metric_series(layout, METRIC_OPEN, METRIC_SERVICE), 0, &text);
    expect_text(&text, "1,500");
    brief_measure(&brief, metric_series(layout, METRIC_OVER_HIGH, METRIC_SERVICE), false, &text);
    expect_text(&text, "workers above 25");
    fixture_set(&fixture, METRIC_CASELOAD, METRIC_SERVICE, (double)NAN, 0, 0);
    brief_spread(&brief, metric_series(layout, METRIC_CASELOAD, METRIC_SERVICE), 0, &text);
    expect_text(&text, "no figure");
    text_release(&text);
    fixture_close(&fixture);
}
