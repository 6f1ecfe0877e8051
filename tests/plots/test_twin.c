/* The line of differential equations in the fan: drawn, told and written where there is one, and a word where there is none. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/chart.h"
#include "support/fake_ensemble.h"
#include "support/picture.h"
#include "support/program.h"

/* Draws the fan, the first of the charts, and gives its script as well. */
static struct chart_set draw(const struct fake_ensemble *fake, const struct fluid *fluid, const char *unknown,
                             char **script)
{
    char *folder = program_folder(), why[256] = "";
    struct chart_run run = {.ensemble = &fake->ensemble,
                            .seed = 1,
                            .version = "0",
                            .prepared = &fake->prepared,
                            .fluid = fluid,
                            .no_fluid = unknown};
    struct folder out;
    struct chart_set set;
    cr_assert(folder_open(&out, program_path(7, folder, "out"), why), "%s", why);
    cr_assert(chart_draw_run(&run, &out, &set, why) && set.problem == NULL, "%s", why);
    *script = program_file(program_path(6, out.work, "charts/caseload.gp"), NULL);
    folder_discard(&out);
    folder_release(&out);
    program_remove_folder(folder);
    return set;
}

static void expect_words(const char *text, const char *words, bool there, const char *what)
{
    cr_expect_eq(strstr(text, words) != NULL, there, "%s: \"%s\" is %s in\n%.600s", what, words, there ? "not" : "",
                 text);
}

Test(twin, is_drawn_told_and_written_or_its_absence_is)
{
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 40, .weeks = 52, .teams = 1});
    struct fluid fluid = {.samples = fake.ensemble.samples};
    fluid.caseload = calloc(fluid.samples, sizeof *fluid.caseload);
    for (size_t i = 0; i < fluid.samples; i++)
        fluid.caseload[i] = 31.5 - 0.125 * (double)i;
    char last[32], *script;
    struct chart_set set = draw(&fake, &fluid, NULL, &script);
    const struct chart_result *chart = &set.charts[0];
    snprintf(last, sizeof last, "Equations: %.1f", fluid.caseload[fluid.samples - 1]);
    picture_check_csv(chart->csv, chart->slug);
    expect_words(chart->csv, ",equations\n", true, "table");
    expect_words(chart->csv, ",31.375\n", true, "table, second week");
    expect_words(chart->alt, "as differential equations, without luck, ends at 25.0", true, "alternative");
    expect_words(script, "$caseload_equations with lines lw 1.2 dt", true,
                 "a line told by its dashes, not by its colour");
    expect_words(chart->svg, last, true, "label at its end");
    expect_words(chart->svg, "Dashed: the same service", true, "note");
    chart_set_release(&set);
    free(script);
    set = draw(&fake, NULL, "managed teams", &script);
    expect_words(set.charts[0].svg, "they do not know managed teams", true, "word of its absence");
    expect_words(set.charts[0].csv, "equations", false, "table without it");
    expect_words(script, "equations with", false, "no line");
    chart_set_release(&set);
    free(script);
    free(fluid.caseload);
    fake_ensemble_close(&fake);
}
