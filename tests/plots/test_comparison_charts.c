/* Charts of made-up choices: every file is there and whole, whatever the numbers and words, and every headline is borne out
 * by the numbers under it. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plots/chart.h"
#include "support/fake_choice.h"
#include "support/picture.h"
#include "support/program.h"

enum { OPTIONS_CHART, FRONTIER, DATES, SPEND, REGRET, MIX, WATERFALL, CHARTS };
static const char *const slugs[CHARTS] = {"options", "frontier", "dates", "spend", "regret", "mix", "waterfall"};

struct drawing {
    char *folder;
    struct folder out;
    struct chart_set set;
};

static struct drawing draw(const struct choice *choice)
{
    struct drawing drawing = {.folder = program_folder()};
    struct chart_comparison comparison = {.choice = choice, .seed = 2020, .version = "0.1.0", .changed = "a.b=1"};
    char why[256] = "";
    cr_assert(folder_open(&drawing.out, program_path(7, drawing.folder, "out"), why), "%s", why);
    cr_assert(chart_draw_comparison(&comparison, &drawing.out, &drawing.set, why), "%s", why);
    cr_assert_eq(drawing.set.count, CHARTS, "every chart of the list");
    return drawing;
}

static void finish(struct drawing *drawing)
{
    chart_set_release(&drawing->set);
    folder_discard(&drawing->out);
    folder_release(&drawing->out);
    program_remove_folder(drawing->folder);
}

static void check_files(const struct drawing *drawing, const char *slug)
{
    static const char *const endings[] = {"svg", "png", "gp", "csv"};
    for (size_t k = 0; k < 4; k++) {
        char name[64];
        size_t length = 0;
        snprintf(name, sizeof name, "charts/%s.%s", slug, endings[k]);
        char *bytes = program_file(program_path(6, drawing->out.work, name), &length);
        cr_assert(bytes && length > 20, "%s is there", name);
        free(bytes);
    }
}

static void check_drawing(const struct drawing *drawing, const char *what)
{
    cr_assert_null(drawing->set.problem, "%s: %s", what, drawing->set.problem);
    for (size_t i = 0; i < CHARTS; i++) {
        const struct chart_result *chart = &drawing->set.charts[i];
        cr_assert_str_eq(chart->slug, slugs[i], "%s: charts in their order", what);
        cr_assert(chart->headline[0] && chart->subtitle[0] && chart->alt[0], "%s: %s has its words", what, slugs[i]);
        cr_assert_not_null(chart->svg, "%s: %s has an SVG", what, slugs[i]);
        picture_check_xml(chart->svg, slugs[i]);
        picture_check_ids(chart->svg, slugs[i]);
        picture_check_csv(chart->csv, slugs[i]);
        /* The foot is wrapped and its words are set one line each. */
        cr_assert(strstr(chart->svg, "seed 2020") && strstr(chart->svg, "0.1.0") && strstr(chart->svg, "a.b=1"),
                  "%s: %s carries what made it", what, slugs[i]);
        check_files(drawing, slugs[i]);
    }
}

static const char *const hostile[] = {
    "A very long title of an option that no chart could show in full \xc2\xa3"
    "1.7m caf\xc3\xa9 na\xc3\xafve & <b>bold</b> 100% %s",
    "'; system 'touch MARK'; '",
    "`touch MARK`",
    "a\nEOD\nsystem 'touch MARK'\n$x << EOD\n",
    "",
    "\"; system \"touch MARK\"; \"",
    "} system('touch MARK') {",
    "\xff\xfe\x01 @MARK ${x} $(touch MARK)",
};

Test(comparison_charts, twelve_options_with_hostile_words_are_drawn)
{
    struct fake_choice fake;
    fake_choice_open(&fake,
                     (struct fake_choice_options){
                         .count = 12, .futures = 9, .words = hostile, .word_count = sizeof hostile / sizeof *hostile});
    struct drawing drawing = draw(&fake.choice);
    check_drawing(&drawing, "hostile words");
    const char *charts = program_path(4, drawing.out.work, "charts");
    cr_assert(access(program_path(5, charts, "MARK"), F_OK) != 0 && access("MARK", F_OK) != 0, "a command was run");
    finish(&drawing);
    fake_choice_close(&fake);
}

Test(comparison_charts, choices_with_little_to_show_are_drawn)
{
    static const struct fake_choice_options cases[] = {{.count = 2, .all_equal = true, .no_calendar = true},
                                                       {.all_missing = true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_choice fake;
        fake_choice_open(&fake, cases[i]);
        struct drawing drawing = draw(&fake.choice);
        check_drawing(&drawing, i ? "nothing known" : "all equal");
        for (size_t k = 0; k < CHARTS; k++)
            cr_assert_eq(drawing.set.charts[k].nothing != NULL, i == 1, "case %zu: %s says whether there is something",
                         i, slugs[k]);
        finish(&drawing);
        fake_choice_close(&fake);
    }
}

static void expect_headline(const struct fake_choice *fake, size_t chart, const char *headline)
{
    struct drawing drawing = draw(&fake->choice);
    const char *words = drawing.set.charts[chart].headline;
    cr_assert_str_eq(words, headline, "%s: \"%s\"", slugs[chart], words);
    for (size_t k = 0; k < CHARTS; k++)
        cr_assert(!strstr(drawing.set.charts[k].headline, "100%") && !strstr(drawing.set.charts[k].headline, " 0%"),
                  "no certainty in a headline: %s", drawing.set.charts[k].headline);
    finish(&drawing);
}

/* Three options: "Current plan", "Agency surge (A)", "Academy + supplement (B)". */
Test(comparison_charts, headlines_about_chances_say_what_the_runs_bear_out)
{
    setenv("PATH", "/nonexistent", 1); /* words need no gnuplot */
    static const struct {
        double chances[3], extra[3];
        bool near[3];
        const char *options, *frontier;
    } cases[] = {
        {{0.03, 0.41, 0.78},
         {0, 2.4e6, 1.7e6},
         {false, false, true},
         "No option is assured of 18 by January 2022: Academy + supplement (B) comes nearest, at 78%",
         "Within \xc2\xa3"
         "1.7m the best chance is 78%: Academy + supplement (B)"},
        /* The best is over the budget. */
        {{0.03, 0.41, 0.92},
         {0, 1e6, 1.8e6},
         {false, false, true},
         "Only Academy + supplement (B) meets 18 by January 2022: a chance of 92%",
         "Within \xc2\xa3"
         "1.7m the best chance is 41%: Agency surge (A)"},
        /* Two that cannot be told apart. */
        {{0.03, 0.76, 0.78},
         {0, 1e6, 1e6},
         {false, true, true},
         "No option is assured of 18 by January 2022: Academy + supplement (B) is among the nearest, at 78%",
         "Within \xc2\xa3"
         "1.7m the best chance is 78%: Academy + supplement (B)"},
        {{0.03, 0.93, 0.95},
         {0, 3e6, 3e6},
         {false, true, true},
         "Two of three options meet 18 by January 2022",
         "Within \xc2\xa3"
         "1.7m no option has a better chance than Current plan: 3%"},
        {{0.95, 0.93, 0.95},
         {0, 3e6, 3e6},
         {true, true, true},
         "Every option meets 18 by January 2022",
         "Within \xc2\xa3"
         "1.7m no option has a better chance than Current plan: 95%"},
        {{0, 0, 0},
         {0, 3e6, 3e6},
         {true, true, true},
         "Every option has the same chance of 18 by January 2022: under 1%",
         "No option changes the chance of 18 by January 2022"},
        {{1, 1, 1},
         {0, 3e6, -3e6},
         {true, true, true},
         "Every option meets 18 by January 2022",
         "No option changes the chance of 18 by January 2022"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_choice fake;
        fake_choice_open(&fake, (struct fake_choice_options){.count = 3});
        for (size_t k = 0; k < 3; k++) {
            fake_choice_chance(&fake, k, cases[i].chances[k]);
            fake.options[k].extra = cases[i].extra[k];
            fake.options[k].near_best = cases[i].near[k];
        }
        expect_headline(&fake, OPTIONS_CHART, cases[i].options);
        expect_headline(&fake, FRONTIER, cases[i].frontier);
        fake_choice_close(&fake);
    }
}

/* A target that is there is not said to be missing because it was simulated a few times only. */
Test(comparison_charts, too_few_runs_are_told_from_no_target)
{
    setenv("PATH", "/nonexistent", 1);
    static const struct {
        bool no_target;
        uint64_t trials;
        const char *says;
    } cases[] = {{true, 200, "no target with a chance"}, {false, 19, "too few to tell a chance"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_choice fake;
        fake_choice_open(&fake, (struct fake_choice_options){.no_target = cases[i].no_target});
        for (size_t k = 0; k < fake.choice.count; k++)
            fake.options[k].verdict.trials = cases[i].trials;
        struct drawing drawing = draw(&fake.choice);
        for (size_t k = 0; k < drawing.set.count; k++) {
            const struct chart_result *chart = &drawing.set.charts[k];
            if (strcmp(chart->slug, "dates") == 0 || strcmp(chart->slug, "frontier") == 0)
                cr_assert(chart->nothing && strstr(chart->nothing, cases[i].says), "case %zu, %s: %s", i, chart->slug,
                          chart->nothing);
        }
        finish(&drawing);
        fake_choice_close(&fake);
    }
}

Test(comparison_charts, headline_by_date_says_who_is_first)
{
    setenv("PATH", "/nonexistent", 1);
    /* Chances rise evenly from nought to these over 156 weeks. */
    static const struct {
        double ends[3];
        const char *headline;
    } cases[] = {
        {{0.03, 0.41, 0.78}, "Only Academy + supplement (B) reaches an even chance of 18, by September 2022"},
        {{0.03, 0.76, 0.92}, "Academy + supplement (B) is first to an even chance of 18, in May 2022"},
        {{0.6, 0.92, 0.92}, "Two of three options are first to an even chance of 18, in May 2022"},
        {{0.92, 0.92, 0.92}, "Every option comes to an even chance of 18 in May 2022"},
        {{0.03, 0.41, 0.49}, "No option reaches an even chance of 18 by October 2023; the highest is 49%"},
        {{0, 0, 0}, "No option reaches an even chance of 18 by October 2023; the highest is under 1%"},
        {{NAN, NAN, NAN}, "Chance of the target by date"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_choice fake;
        double holds[3][157];
        fake_choice_open(&fake, (struct fake_choice_options){.count = 3});
        for (size_t k = 0; k < 3; k++) {
            for (size_t week = 0; week < 157; week++)
                holds[k][week] = cases[i].ends[k] * (double)week / 156;
            fake.options[k].holds = holds[k];
        }
        expect_headline(&fake, DATES, cases[i].headline);
        fake_choice_close(&fake);
    }
}

Test(comparison_charts, headlines_without_a_budget_or_a_target)
{
    setenv("PATH", "/nonexistent", 1);
    struct fake_choice fake;
    fake_choice_open(&fake, (struct fake_choice_options){.count = 3, .no_budget = true});
    expect_headline(&fake, FRONTIER,
                    "The best chance, 78%, costs \xc2\xa3"
                    "1.7m more: Academy + supplement (B)");
    expect_headline(&fake, SPEND,
                    "Agency surge (A) costs \xc2\xa3"
                    "2.5m more than the baseline, \xc2\xa3"
                    "1.9m of it recurrent");
    double recurrent = 0;
    for (size_t year = 0; year < fake.choice.years; year++)
        recurrent += fake.options[1].years[year].recurrent;
    fake.options[1].extra = recurrent;
    expect_headline(&fake, SPEND,
                    "Agency surge (A) costs \xc2\xa3"
                    "1.9m more than the baseline, all of it recurrent");
    fake.options[2].extra = -400e3;
    expect_headline(&fake, FRONTIER,
                    "The best chance, 78%, costs \xc2\xa3"
                    "400k less: Academy + supplement (B)");
    fake_choice_close(&fake);

    fake_choice_open(&fake, (struct fake_choice_options){.count = 3, .no_target = true, .no_money = true});
    expect_headline(&fake, OPTIONS_CHART,
                    "Caseload ends lowest under Academy + supplement (B), at 16; highest under Current plan, at 27");
    expect_headline(&fake, FRONTIER, "Extra cost and chance of every option");
    expect_headline(&fake, DATES, "Chance of the target by date");
    expect_headline(&fake, SPEND, "Extra spending by financial year");
    expect_headline(&fake, REGRET, "The options in other futures");
    fake_choice_close(&fake);
}

Test(comparison_charts, headline_of_spending_holds_budgets_to_the_penny)
{
    setenv("PATH", "/nonexistent", 1);
    /* Extra spending of A and B in the one year that has a budget worth the name, 500,000. */
    static const struct {
        double a, b;
        const char *headline;
    } cases[] = {
        {500000, 400000, "Every option stays within the budget in every year"},
        {500001, 400000,
         "Only Academy + supplement (B) stays within the budget; Agency surge (A) goes over the budget, by \xc2\xa3"
         "1 in "
         "2021-22"},
        {700000, 900000,
         "Academy + supplement (B) goes furthest over the budget, by \xc2\xa3"
         "400k in 2021-22"},
        {100, -200, "No option changes what is spent in any year"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_choice fake;
        fake_choice_open(&fake, (struct fake_choice_options){.count = 3});
        static const double budgets[] = {1e6, 500e3, 1e6, 1e6};
        for (size_t k = 1; k < 3; k++) {
            struct choice_year *years = (struct choice_year *)fake.options[k].years;
            fake.options[k].budgets = budgets;
            for (size_t year = 0; year < 4; year++)
                years[year] = (struct choice_year){.recurrent = year == 1 ? (k == 1 ? cases[i].a : cases[i].b) : 0};
        }
        expect_headline(&fake, SPEND, cases[i].headline);
        fake_choice_close(&fake);
    }
}

Test(comparison_charts, headlines_of_regret_and_staff)
{
    setenv("PATH", "/nonexistent", 1);
    static const struct {
        double chances[3][2]; /* [option][future] */
        const char *headline;
    } cases[] = {
        {{{0.1, 0.1}, {0.8, 0.2}, {0.7, 0.6}},
         "Academy + supplement (B) is never more than 10 points behind the best, whichever future comes"},
        {{{0.1, 0.1}, {0.8, 0.2}, {0.9, 0.6}}, "Academy + supplement (B) has the best chance in every future"},
        {{{0.1, 0.1}, {0.8, 0.5}, {0.7, 0.6}},
         "No option is safest in every future; the least worst regret is 10 points"},
        {{{0.4, 0.1}, {0.4, 0.1}, {0.4, 0.1}}, "No future tells the options apart"},
        {{{0.4, NAN}, {0.4, 0.1}, {0.4, 0.1}}, "The options in other futures"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_choice fake;
        fake_choice_open(&fake, (struct fake_choice_options){.count = 3, .futures = 2});
        for (size_t k = 0; k < 3; k++)
            fake.options[k].futures = cases[i].chances[k];
        expect_headline(&fake, REGRET, cases[i].headline);
        fake_choice_close(&fake);
    }
    struct fake_choice fake;
    fake_choice_open(&fake, (struct fake_choice_options){.count = 3});
    expect_headline(&fake, MIX,
                    "Agency share runs from 12% under Academy + supplement (B) to 40% under Agency surge (A)");
    for (size_t k = 0; k < 3; k++) {
        fake.options[k].fte[MIX_AGENCY] = 30;
        fake.options[k].fte[MIX_NEW] = 0;
        fake.options[k].fte[MIX_PERMANENT] = 70;
        fake.options[k].fte[MIX_UNCOVERED] = k == 2 ? 20 : 10;
    }
    expect_headline(&fake, MIX,
                    "Vacancies not covered run from 10 FTE under Current plan to 20 under Academy + supplement (B)");
    fake.options[2].fte[MIX_UNCOVERED] = 10;
    expect_headline(&fake, MIX, "Agency share is about the same under every option: 30%");
    fake_choice_close(&fake);
}

Test(comparison_charts, text_alternatives_are_made_of_the_numbers)
{
    setenv("PATH", "/nonexistent", 1);
    struct fake_choice fake;
    fake_choice_open(&fake, (struct fake_choice_options){.count = 2, .futures = 2});
    struct drawing drawing = draw(&fake.choice);
    static const struct {
        size_t chart;
        const char *words;
    } expected[] = {
        {OPTIONS_CHART,
         "Agency surge: median 24.0 at the start, 24.0 at the end (80% of runs 21.0 to 28.0), chance of the "
         "target about 2 in 5 (37% to 45%)."},
        {FRONTIER, "Agency surge: \xc2\xa3"
                   "2.5m, chance about 2 in 5 (37% to 45%)."},
        {FRONTIER, "The budget for extra cost is \xc2\xa3"
                   "1.7m."},
        {DATES, "Current plan: 3% on the target date"},
        {SPEND, "Agency surge: 2020-21 recurrent \xc2\xa3"
                "196k, one-off \xc2\xa3"
                "294k, budget \xc2\xa3"
                "400k;"},
        {REGRET, "furthest behind the best, by 40 points, in As expected."},
        {MIX, "Agency surge: Permanent 73, Newly qualified 8, Agency 55, Vacancies not covered 14; agency share 40%."},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        cr_assert(strstr(drawing.set.charts[expected[i].chart].alt, expected[i].words), "%s: %s",
                  slugs[expected[i].chart], drawing.set.charts[expected[i].chart].alt);
    finish(&drawing);
    fake_choice_close(&fake);
}

/* The parts of the last option, which is "Academy + supplement (B)". */
Test(comparison_charts, the_waterfall_says_what_the_parts_bear_out)
{
    setenv("PATH", "/nonexistent", 1);
    static const struct {
        double effects[3], within;
        const char *headline;
    } cases[] = {
        {{-1.2, -3.1, 0},
         0.4,
         "Market supplement alone: \xe2\x88\x92"
         "3.1 of the \xe2\x88\x92"
         "4.3 cases of Academy + supplement (B)"},
        {{-1.2, -3.1, 0.6}, 0.4, "The parts of Academy + supplement (B) do less together than one by one: +0.6 cases"},
        {{-1.2, -3.1, -0.6},
         0.4,
         "The parts of Academy + supplement (B) do more together than one by one: \xe2\x88\x92"
         "0.6 cases"},
        /* neither is told to do half of it; nothing is told at all; they cancel */
        {{-2, -2, -0.3}, 0.4, "What each part of Academy + supplement (B) does to the caseload"},
        {{-1.2, -3.1, 0.6}, 9, "What each part of Academy + supplement (B) does to the caseload"},
        {{-3, 3, 0}, 0.4, "What each part of Academy + supplement (B) does to the caseload"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_choice fake;
        fake_choice_open(&fake, (struct fake_choice_options){.count = 3});
        fake_choice_drivers(&fake, cases[i].effects, cases[i].within);
        expect_headline(&fake, WATERFALL, cases[i].headline);
        fake_choice_close(&fake);
    }
    struct fake_choice none;
    fake_choice_open(&none, (struct fake_choice_options){.count = 3, .no_drivers = true});
    expect_headline(&none, WATERFALL, "Why an option differs from the baseline");
    fake_choice_close(&none);
}
