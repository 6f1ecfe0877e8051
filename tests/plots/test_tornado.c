/* The tornado's words with numbers made by hand: each sentence says what the runs bear out, and no more. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "experiment/sensitivity.h"
#include "experiment/sensitivity_words.h"
#include "plots/chart.h"
#include "support/fake_ensemble.h"
#include "support/program.h"

enum { RUNS = 100 };

/* A trial that meets the target in the first `met` runs, with caseload 20 + more in every run. */
static struct trial trial_of(size_t met, double more)
{
    struct trial trial = {
        .runs = RUNS, .met = mem_new(RUNS, sizeof(double)), .caseload = mem_new(RUNS, sizeof(double))};
    for (size_t run = 0; run < RUNS; run++) {
        trial.met[run] = run < met;
        trial.caseload[run] = 20 + more + 0.01 * (double)(run % 10) * (more != 0);
    }
    return trial;
}

struct hand {
    const char *label;
    size_t low, high; /* runs that meet the target */
    double less, more;
};

static struct sensitivity make(const struct hand *hands, size_t count, const struct fake_ensemble *fake)
{
    struct sensitivity sensitivity = {.plan = &fake->plan, .runs = RUNS, .seed = 1, .shown = 10, .version = "0.1.0"};
    for (size_t i = 0; i < count; i++) {
        struct sensitivity_input *input = sensitivity_add(&sensitivity);
        input->path = input->label = hands[i].label;
        input->value[SENSITIVITY_LOW] = "40 children per week";
        input->value[SENSITIVITY_HIGH] = "50 children per week";
    }
    struct trial likely = trial_of(50, 0);
    sensitivity_put_likely(&sensitivity, &likely);
    for (size_t i = 0; i < count; i++) {
        struct trial ends[] = {trial_of(hands[i].low, hands[i].less), trial_of(hands[i].high, hands[i].more)};
        sensitivity_put(&sensitivity, i, ends);
    }
    sensitivity_sort(&sensitivity);
    return sensitivity;
}

Test(test_tornado, headlines_say_what_is_told_from_nought)
{
    static const struct {
        struct hand hands[3];
        size_t count;
        const char *first, *says;
    } cases[] = {
        {{{"Idle", 50, 50, 0, 0}}, 1, "Idle", "No input moves the chance by more than these runs can tell"},
        {{{"Idle", 50, 50, 0, 0}, {"Weak", 51, 50, 0, 0}},
         2,
         "Weak",
         "No input moves the chance by more than these runs can tell"},
        {{{"Weak", 51, 49, 0, 0}, {"Load", 50, 50, -2, 3}},
         2,
         "Load",
         "No input moves the chance by more than these runs can tell; the caseload moves most with Load (18.0 at 40 "
         "children per week, 23.0 at 50 children per week)"},
        {{{"Some", 60, 40, 0, 0}, {"Strong", 90, 10, 0, 0}, {"Idle", 50, 50, 0, 0}},
         3,
         "Strong",
         "The chance moves most with Strong (90% at 40 children per week, 10% at 50 children per week)"},
        {{{"One", 80, 20, 0, 0}, {"Other", 79, 20, 0, 0}},
         2,
         "One",
         "The chance moves most with One (80% at 40 children per week, 20% at 50 children per week); one other may "
         "move it as far"},
        /* both ends on one side: the width is to the likely value */
        {{{"Dip", 20, 20, 0, 0}, {"Some", 60, 40, 0, 0}}, 2, "Dip", "The chance moves most with Dip (20% at"},
    };
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 10});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sensitivity sensitivity = make(cases[i].hands, cases[i].count, &fake);
        struct text words = {0};
        sensitivity_words_headline(&sensitivity, &words);
        cr_assert(strncmp(words.at, cases[i].says, strlen(cases[i].says)) == 0, "%zu says %s", i, words.at);
        cr_assert_str_eq(sensitivity.inputs[0].label, cases[i].first);
        text_release(&words);
        sensitivity_release(&sensitivity);
    }
    fake_ensemble_close(&fake);
}

Test(test_tornado, a_chart_has_every_end_in_words_and_numbers)
{
    static const struct hand hands[] = {
        {"Assessment and family support, of all districts together: share of the time that waits for the worker", 90,
         10, -3, 4},
        {"Quote \"x', `id`", 49, 50, 0.5, 0.2},
        {"Idle", 50, 50, 0, 0},
    };
    struct fake_ensemble fake;
    struct folder out;
    struct chart_set set;
    char *folder = program_folder(), why[256] = "";
    fake_ensemble_open(&fake, (struct fake_options){.runs = 10});
    struct sensitivity sensitivity = make(hands, 3, &fake);
    struct chart_run run = {.ensemble = &fake.ensemble, .version = "0.1.0", .sensitivity = &sensitivity};
    cr_assert(folder_open(&out, program_path(0, folder, "out"), why), "%s", why);
    cr_assert(chart_draw_sensitivity(&run, &out, &set, why), "%s", why);
    cr_assert(set.count == 1 && set.problem == NULL, "%s", set.problem);
    const struct chart_result *chart = &set.charts[0];
    cr_assert_str_eq(chart->slug, "tornado");
    static const char *const says[] = {"chance 90% at low, 10% at high;", "caseload 17.0 at low, 24.0 at high.",
                                       "chance 49% at low, 50% at high, not told from nought;",
                                       "Idle, 40 to 50 children per week: chance unmoved; caseload unmoved."};
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        cr_assert(strstr(chart->alt, says[i]) != NULL, "\"%s\" is not in %s", says[i], chart->alt);
    size_t length;
    char *script = program_file(program_path(1, out.work, "charts/tornado.gp"), &length);
    cr_assert_null(strstr(script, "\xe2\x96\xa1"), "the marks of the ends are squares in the PNG");
    cr_assert(script != NULL && strstr(script, "'worker'") != NULL, "a long label is cut");
    free(script);
    cr_assert(chart->svg != NULL, "the chart was not drawn");
    static const char *const ends[] = {"\xe2\x96\xbc 90%", "\xe2\x96\xb2 10%", "\xe2\x96\xbc 17.0",
                                       "\xe2\x96\xb2 24.0"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        cr_assert(strstr(chart->svg, ends[i]) != NULL, "the chart has no %s", ends[i]);
    cr_assert(strstr(chart->csv, "0.9000,0.5000,0.1000,true,17.0") != NULL, "%s", chart->csv);
    chart_set_release(&set);
    folder_discard(&out);
    folder_release(&out);
    sensitivity_release(&sensitivity);
    fake_ensemble_close(&fake);
    program_remove_folder(folder);
}
