/* The words of a finished picture, in the order in which they are drawn: nothing is lost on the way through gnuplot, and
 * nothing is added. Recorded, so that a change is noticed; tests/plots/test_chart.c says why they are as they are. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plots/chart.h"
#include "support/fake_ensemble.h"
#include "support/program.h"

static const char golden[] =
    "0\n"
    "5\n"
    "10\n"
    "15\n"
    "20\n"
    "25\n"
    "Jan\n"
    "2021\n"
    "Jul\n"
    "Jan\n"
    "2022\n"
    "Jul\n"
    "Jan\n"
    "2023\n"
    "Jul\n"
    "Caseload falls from 24 to 17: about 3 in 10 futures reach 18 by January 2022\n"
    "Cases per full-time-equivalent social worker, week by week, agency included. Made-up service, October 2020\n"
    "Illustration from made-up figures; not produced, checked or endorsed by any council.\n"
    "Simulation: 40 runs, seed 2020, Headroom 0.1.0, scenario fake-2020. Shaded bands hold 50%, 80% and 95% of runs, over luck alone, inputs as given.\n"
    "£1.7m approved\n"
    "4 January 2021\n"
    "Academy opens\n"
    "first twelve learners\n"
    "First academy cohort\n"
    "carries a full caseload\n"
    "Re-inspection\n"
    "expected\n"
    "Target date\n"
    "31 January 2022\n"
    "95% of runs: 12 to 21\n"
    "80% of runs: 13 to 19\n"
    "50% of runs: 15 to 18\n"
    "Median 16.9\n"
    "Target 18\n";

/* What stands between the tags of each <text>, one line each. */
static char *words_of(const char *svg)
{
    struct text words = {0};
    for (const char *at = svg; (at = strstr(at, "<text")) != NULL;) {
        const char *end = strstr(at, "</text>");
        cr_assert_not_null(end, "a text that ends");
        for (bool inside = false; at < end; at++) {
            if (*at == '<')
                inside = true;
            else if (!inside && *at != '\n' && *at != '\t')
                text_add_n(&words, at, 1);
            if (*at == '>')
                inside = false;
        }
        text_add(&words, "\n");
    }
    return words.at;
}

Test(svg_words, a_picture_says_what_its_script_says)
{
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 40, .teams = 2});
    char *folder = program_folder(), why[256] = "";
    struct folder out = {0};
    struct chart_set set;
    struct chart_run run = {.ensemble = &fake.ensemble, .seed = 2020, .version = "0.1.0"};
    cr_assert(folder_open(&out, program_path(7, folder, "out"), why), "%s", why);
    cr_assert(chart_draw_run(&run, &out, &set, why), "%s", why);
    cr_assert_not_null(set.charts[0].svg, "%s", set.problem ? set.problem : "no picture");
    char *words = words_of(set.charts[0].svg);
    cr_assert_str_eq(words, golden, "%s", words);
    free(words);
    chart_set_release(&set);
    folder_discard(&out);
    folder_release(&out);
    program_remove_folder(folder);
    fake_ensemble_close(&fake);
}
