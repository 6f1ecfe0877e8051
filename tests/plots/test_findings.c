/* Findings made by hand: each headline says what is told and no more, and every shape draws. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/findings.h"
#include "plots/chart.h"
#include "report/findings_table.h"
#include "support/fake_ensemble.h"
#include "support/program.h"

enum { INPUTS = 2, TRAJECTORIES = 4, OPTIONS = 2 };

static const struct findings_input inputs[INPUTS] = {{"teams.a.capacity", "Capacity of \"A\", `id`", "14 to 22"},
                                                     {"workforce.handover", "Handover", "0 to 4 weeks"}};
static const char *const titles[OPTIONS] = {"Current plan", "More posts"};

static struct findings_of about(void)
{
    return (struct findings_of){.inputs = inputs,
                                .measure = "chance",
                                .target = "Average caseload of 18",
                                .date = "31 January 2022",
                                .runs = 200,
                                .shown = 10};
}

/* The first input moves both measures by `size` in every trajectory, the second nothing. */
static bool ask(void *user, const struct design_block *block, double *values)
{
    double size = *(double *)user;
    for (size_t measure = 0; measure < FINDINGS_MEASURES; measure++)
        for (size_t row = 0; row < block->rows; row++)
            values[measure * block->rows + row] = size * block->points[row * block->inputs];
    return true;
}

static struct findings of_morris(double size)
{
    struct findings findings;
    struct findings_of of = about();
    struct morris morris;
    morris_init(&morris, INPUTS, TRAJECTORIES, FINDINGS_MEASURES, 1);
    morris_run(&morris, ask, &size, 1);
    findings_morris(&findings, &morris, &of);
    morris_release(&morris);
    return findings;
}

static struct findings of_sobol(bool told)
{
    const struct sobol_index some = {0.4, {0.3, 0.5}, told}, none = {0.01, {0, 0.02}, false};
    const struct sobol_index firsts[] = {none, none, some, none};
    struct findings findings;
    struct findings_of of = about();
    findings_sobol(&findings, firsts, INPUTS, NULL, &of);
    return findings;
}

static struct findings of_information(bool told, bool money)
{
    struct information_input all[INPUTS] = {{.worth = 0.05, .interval = {0.02, 0.09}, .told = told, .other = 1},
                                            {.other = 2}};
    const struct information information = {
        .inputs = INPUTS, .options = OPTIONS, .runs = 200, .ceiling = money ? 90000 : 0.1, .all = all};
    struct findings findings;
    struct findings_of of = about();
    all[0].worth = money ? 43000 : 0.05;
    findings_information(&findings, &information, &of,
                         &(struct findings_decision){.titles = titles, .money = money, .worth = 1e6});
    return findings;
}

Test(test_findings, headlines_say_what_is_told_and_no_more)
{
    struct findings all[] = {of_morris(1),
                             of_morris(0),
                             of_sobol(true),
                             of_sobol(false),
                             of_information(true, true),
                             of_information(true, false),
                             of_information(false, true)};
    static const char *const says[] = {
        "The chance moves most with Capacity of \"A\", `id` (100.0 points over its range, upwards)",
        "No input surely moves the chance or the caseload in these runs",
        "Not knowing Capacity of \"A\", `id` makes 40% of the spread of the caseload",
        "No single input explains a share of the chance or the caseload that these runs can tell",
        "Find out first: Capacity of \"A\", `id`, worth \302\24343k if it were known before the choice",
        "Find out first: Capacity of \"A\", `id`, worth 5.0 points if it were known before the choice",
        "No single figure is worth collecting before the choice"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct text words = {0};
        cr_assert_str_eq(all[i].headline.at, says[i]);
        findings_table_terminal(&all[i], &words);
        for (char *line = strtok(words.at, "\n"); line != NULL; line = strtok(NULL, "\n"))
            cr_assert(table_width(line) <= 80, "wider than 80 columns: %s", line);
        text_release(&words);
        findings_release(&all[i]);
    }
}

Test(test_findings, every_shape_draws)
{
    struct findings all[] = {of_morris(1), of_sobol(true), of_information(true, true)};
    const struct findings *list[] = {&all[0], &all[1], &all[2]};
    struct fake_ensemble fake;
    struct folder out;
    struct chart_set set;
    char *folder = program_folder(), why[256] = "";
    fake_ensemble_open(&fake, (struct fake_options){.runs = 10});
    struct chart_run run = {.ensemble = &fake.ensemble, .version = "0.1.0", .findings = list, .finding_count = 3};
    cr_assert(folder_open(&out, program_path(0, folder, "out"), why), "%s", why);
    cr_assert(chart_draw_findings(&run, &out, &set, why), "%s", why);
    cr_assert(set.count == 3 && set.problem == NULL, "%s", set.problem);
    static const char *const slugs[] = {"morris", "sobol", "information"}, *const says[] = {
                                                                               "Chance: size, points 100.0",
                                                                               "Caseload: alone 40%",
                                                                               "Handover: Worth knowing nothing"};
    for (size_t i = 0; i < 3; i++) {
        const struct chart_result *chart = &set.charts[i];
        cr_assert(text_equal(chart->slug, slugs[i]) && chart->svg != NULL && chart->nothing == NULL, "%s", chart->slug);
        cr_assert(strstr(chart->alt, says[i]) != NULL, "\"%s\" is not in %s", says[i], chart->alt);
        findings_release(&all[i]);
    }
    chart_set_release(&set);
    folder_discard(&out);
    folder_release(&out);
    fake_ensemble_close(&fake);
    program_remove_folder(folder);
}
