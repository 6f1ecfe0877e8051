/* The chart of chances by date, and charts in a folder that cannot be written. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "plots/chart.h"
#include "support/fake_ensemble.h"
#include "support/program.h"

static const char *headline_of(const struct chart_set *set, const char *slug)
{
    for (size_t i = 0; i < set->count; i++)
        if (!strcmp(set->charts[i].slug, slug))
            return set->charts[i].headline;
    return "(no such chart)";
}

/* From `first` to `last` the target is met in four runs of five, else in one of five; it has to hold for eight weeks. */
static void meet_between(struct fake_ensemble *fake, size_t first, size_t last)
{
    for (size_t run = 0; run < fake->ensemble.runs; run++)
        for (size_t sample = 0; sample < fake->ensemble.samples; sample++)
            fake->ensemble.outcomes[run].weekly[sample] =
                run % 5 == 0 || (run % 5 < 4 && sample >= first && sample <= last);
}

Test(chart_dates, headline_of_the_dates_follows_the_curve)
{
    setenv("PATH", "/nonexistent", 1);
    static const struct {
        size_t first, last;
        const char *says;
    } cases[] = {{40, 156, ": an even chance comes in September 2021"},
                 {40, 100, ": an even chance comes in September 2021 and goes; it is about 1 in 5 at the end"},
                 {1000, 1000, ": never an even chance, and about 1 in 5 in October 2023"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 20});
        meet_between(&fake, cases[i].first, cases[i].last);
        char *folder = program_folder(), why[256] = "";
        struct folder out = {0};
        struct chart_set set;
        struct chart_run run = {.ensemble = &fake.ensemble, .seed = 2020, .version = "0.1.0"};
        cr_assert(folder_open(&out, program_path(7, folder, "out"), why), "%s", why);
        cr_assert(chart_draw_run(&run, &out, &set, why), "%s", why);
        const char *headline = headline_of(&set, "dates"), *says = strstr(headline, ": ");
        cr_assert(says != NULL && strcmp(says, cases[i].says) == 0, "case %zu: %s", i, headline);
        chart_set_release(&set);
        folder_discard(&out);
        folder_release(&out);
        program_remove_folder(folder);
        fake_ensemble_close(&fake);
    }
}

Test(chart_dates, a_folder_that_cannot_be_written_is_told)
{
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 3, .teams = 1});
    struct chart_run run = {.ensemble = &fake.ensemble, .seed = 1, .version = "0"};
    char path[] = "/nonexistent-folder/out", work[] = "/nonexistent-folder/work", why[256] = "";
    struct folder folder = {.path = path, .work = work};
    struct chart_set set;
    cr_assert(!chart_draw_run(&run, &folder, &set, why), "it fails");
    cr_assert(why[0], "and says why");
    cr_assert_eq(set.count, 6, "the words are there all the same");
    chart_set_release(&set);
    fake_ensemble_close(&fake);
}
