/* Headlines of pressure, bands, spending, pipelines and flow: each is what the numbers bear out, and neutral when they say
 * nothing. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/money_line.h"
#include "plots/chart.h"
#include "support/fake_ensemble.h"
#include "support/program.h"

/* The words of every chart; they need no gnuplot. */
static struct chart_set words_of(const struct fake_ensemble *fake)
{
    setenv("PATH", "/nonexistent", 1);
    char *folder = program_folder(), why[256] = "";
    struct chart_run run = {.ensemble = &fake->ensemble, .seed = 1, .version = "0", .prepared = &fake->prepared};
    struct folder out;
    struct chart_set set;
    cr_assert(folder_open(&out, program_path(7, folder, "out"), why), "%s", why);
    cr_assert(chart_draw_run(&run, &out, &set, why), "%s", why);
    folder_discard(&out);
    folder_release(&out);
    program_remove_folder(folder);
    return set;
}

static const char *headline_of(const struct chart_set *set, const char *slug)
{
    for (size_t i = 0; i < set->count; i++)
        if (!strcmp(set->charts[i].slug, slug))
            return set->charts[i].headline;
    return "(no such chart)";
}

/* Sets every run's value of a series: `from` at the start, `to` at the end, straight between. */
static void put_line(struct fake_ensemble *fake, enum metric metric, int team, double from, double to)
{
    struct ensemble *ensemble = &fake->ensemble;
    size_t series = metric_series(&ensemble->layout, metric, team);
    for (size_t i = 0; i < ensemble->samples; i++)
        for (size_t run = 0; run < ensemble->runs; run++)
            *ensemble_value(ensemble, series, i, run) =
                (float)(from + (to - from) * (double)i / (double)(ensemble->samples - 1));
}

Test(chart_headlines, headline_of_pressure_names_who_comes_first)
{
    static const struct {
        double ends[3][2];
        const char *headline;
    } cases[] = {
        {{{17, 16}, {15, 15}, {12, 12}},
         "Every team stays within 18 throughout; Assessment comes closest, at 17 in October 2020"},
        {{{25, 16}, {15, 15}, {12, 12}},
         "One of three teams starts above 18; Assessment comes under most pressure, at 25 in October 2020"},
        {{{25, 16}, {30, 15}, {20, 20}},
         "Every team starts above 18; Family safeguarding comes under most pressure, at 30 in October 2020"},
        {{{10, 40}, {15, 30}, {12, 12}},
         "Family safeguarding goes above 18 first, in May 2021; Assessment goes highest, to 40"},
        {{{10, 40}, {15, 19}, {NAN, NAN}}, "Assessment goes above 18 first, in August 2021"},
        {{{NAN, NAN}, {NAN, NAN}, {NAN, NAN}}, "Caseload by team over time"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 3, .teams = 3});
        for (int team = 0; team < 3; team++)
            put_line(&fake, METRIC_CASELOAD, team, cases[i].ends[team][0], cases[i].ends[team][1]);
        struct chart_set set = words_of(&fake);
        cr_assert_str_eq(headline_of(&set, "pressure"), cases[i].headline, "case %zu: \"%s\"", i,
                         headline_of(&set, "pressure"));
        chart_set_release(&set);
        fake_ensemble_close(&fake);
    }
}

/* One team is named only when the runs tell it from the others. */
Test(chart_headlines, headline_of_bands_names_a_team_that_stands_out)
{
    static const struct {
        size_t teams;
        double aim, high[2]; /* shares at the end */
        const char *headline;
    } cases[] = {
        {2, 0.8, {0.5, 0.3}, "Assessment has the largest share of workers above 25 cases in January 2022, "},
        {2, 0.8, {0.3, 0.3}, "How cases are shared between workers, by team"},
        {2, 0.8, {0.305, 0.3}, "How cases are shared between workers, by team"},
        {2, NAN, {NAN, NAN}, "How cases are shared between workers, by team"},
        {1, 0.8, {0.02}, "Assessment: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 3, .teams = cases[i].teams});
        for (int team = 0; team < (int)cases[i].teams; team++) {
            put_line(&fake, METRIC_OVER_AIM, team, cases[i].aim, cases[i].aim);
            put_line(&fake, METRIC_OVER_HIGH, team, cases[i].high[team], cases[i].high[team]);
            put_line(&fake, METRIC_OVER_EXTREME, team, cases[i].high[team] / 10, cases[i].high[team] / 10);
        }
        struct chart_set set = words_of(&fake);
        const char *headline = headline_of(&set, "bands");
        cr_assert(!strncmp(headline, cases[i].headline, strlen(cases[i].headline)), "case %zu: \"%s\"", i, headline);
        cr_assert(cases[i].teams > 1 || strstr(headline, "80% of workers above 18 cases"), "case %zu: \"%s\"", i,
                  headline);
        chart_set_release(&set);
        fake_ensemble_close(&fake);
    }
}

/* Pounds of pay, one-off costs and grant of a run in a year. */
static void put_year(struct fake_ensemble *fake, size_t run, size_t year, double pay, double once, double grant)
{
    struct money_layout layout = money_layout(&fake->plan);
    int64_t *money = fake->ensemble.outcomes[run].money;
    money[money_account(&layout, MONEY_PAY_LINE, 0) * layout.years + year] = (int64_t)(pay * 100);
    money[money_account(&layout, MONEY_ONE_OFF_LINE, 0) * layout.years + year] = (int64_t)(once * 100);
    money[money_fund(&layout, 0) * layout.years + year] = (int64_t)(grant * 100);
}

Test(chart_headlines, headline_of_spending_counts_the_overspends)
{
    static const struct {
        size_t over[3]; /* how many of the runs overspend in each year */
        double grant;   /* of the others a year; those who overspend have half a million less than they spend */
        size_t runs;
        const char *headline;
    } cases[] = {
        {{0, 0, 0},
         3e6,
         100,
         "Spending stays within its funding: fewer than 1 in 20 futures overspend in the year most at risk"},
        {{100, 95, 90}, 3e6, 100, "Every year overspends in at least 9 in 10 futures, 2020-21 by £500k on average"},
        {{20, 20, 20}, 3e6, 20, "Every year overspends in more than 4 in 5 futures, 2020-21 by £500k on average"},
        {{100, 95, 89},
         2e6,
         100,
         "2020-21: more than 19 in 20 futures overspend, by £500k on average over all; no other year is more at risk"},
        {{0, 30, 10}, 3e6, 100, "2021-22: about 3 in 10 futures overspend; no other year is more at risk"},
        {{10, 10, 10}, 3e6, 10, "Spending averages £1.5m more than its funding over the whole time"},
        {{0, 0, 0}, 3e6, 10, "Spending averages £3m less than its funding over the whole time"},
        {{0, 0, 0}, 0, 0, "Spending by financial year"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        size_t runs = cases[i].runs ? cases[i].runs : 3;
        fake_ensemble_open(&fake, (struct fake_options){.runs = runs,
                                                        .failures = cases[i].runs ? 0 : runs,
                                                        .teams = 1,
                                                        .weeks = 129, /* to 26 March 2023 */
                                                        .money = true});
        for (size_t run = 0; run < runs; run++)
            for (size_t year = 0; year < 3; year++)
                put_year(&fake, run, year, 1.9e6, 1e5, run < cases[i].over[year] ? 1.5e6 : cases[i].grant);
        struct chart_set set = words_of(&fake);
        cr_assert_str_eq(headline_of(&set, "spending"), cases[i].headline, "case %zu: \"%s\"", i,
                         headline_of(&set, "spending"));
        chart_set_release(&set);
        fake_ensemble_close(&fake);
    }
}

Test(chart_headlines, headlines_of_pipelines_and_flow)
{
    static const struct {
        double from, to;
        size_t pipelines;
        const char *headline;
    } cases[] = {
        {-1, 3, 1, "Social work academy breaks even in April 2022; at the end it gives 3.0 FTE"},
        {-1, 3, 2, "Pipelines break even in April 2022; at the end they give 3.0 FTE"},
        {-1, -2, 1, "Social work academy does not break even within the horizon; at the end it takes 2.0 FTE"},
        {0, 0, 1, "Social work academy does not break even within the horizon"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 3, .pipelines = cases[i].pipelines, .stages = 3});
        put_line(&fake, METRIC_PIPELINE_NET, METRIC_SERVICE, cases[i].from, cases[i].to);
        struct chart_set set = words_of(&fake);
        cr_assert_str_eq(headline_of(&set, "pipelines"), cases[i].headline, "case %zu: \"%s\"", i,
                         headline_of(&set, "pipelines"));
        cr_assert_str_eq(headline_of(&set, "flow"), "98 cases a year come in and 98 leave, 51% of them from Contact",
                         "\"%s\"", headline_of(&set, "flow"));
        chart_set_release(&set);
        fake_ensemble_close(&fake);
    }
}
