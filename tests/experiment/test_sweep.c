/* What is varied, as read; grids and samples; what is kept of a point comes back to the last bit. */
#include "experiment/sweep.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/sweep_words.h"
#include "support/fake_ensemble.h"

Test(test_sweep, lists_and_ranges_are_read_with_their_units)
{
    static const struct {
        const char *text, *values; /* of a list or in equal steps, joined by | */
    } cases[] = {
        {"a.b=1,2,3", "1|2|3"},
        {"a.b=10%, 20%", "10%|20%"},
        {"a.b=£5,500 per year,£0 per year", "£5,500 per year|£0 per year"},
        {"a.b=£1,700,000,£2m", "£1,700,000|£2m"},
        {"a.b={likely: 1, low: 0, high: 2},'x, y',[1, 2]", "{likely: 1, low: 0, high: 2}|'x, y'|[1, 2]"},
        {"a.b=2021-01-04,2021-02-01", "2021-01-04|2021-02-01"},
        {"a.b=0..24/4", "0|6|12|18|24"},
        {"a.b=0..1/4", "0|0.25|0.5|0.75|1"},
        {"a.b=10..30%/2", "10%|20%|30%"},
        {"a.b=£0..£6,000 per year/3", "£0 per year|£2,000 per year|£4,000 per year|£6,000 per year"},
        {"a.b=£1m..£2m/2", "£1m|£1.5m|£2m"},
        {"a.b=-1..1/2", "-1|0|1"},
    };
    struct arena arena = {0};
    char why[VARY_WHY];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct vary vary;
        struct text joined = {0};
        cr_assert(vary_read(&vary, cases[i].text, &arena, why) && vary_spaced(&vary, 100, &arena, why), "%s: %s",
                  cases[i].text, why);
        for (size_t k = 0; k < vary.count; k++)
            text_printf(&joined, "%s%s", k ? "|" : "", vary.values[k]);
        cr_assert_str_eq(joined.at, cases[i].values, "%s", cases[i].text);
        text_release(&joined);
    }
    static const char *const wrong[] = {"a.b",
                                        "=1",
                                        "a=",
                                        "a=,",
                                        "a=1,,2",
                                        "a=1,1",
                                        "a=3..1/2",
                                        "a=1..1/2",
                                        "a=1..2",
                                        "a=1..2/0",
                                        "a=1..2/1.5",
                                        "a=1..2/1000",
                                        "a=1%..2/3",
                                        "a=x..y/3",
                                        "a=1..2/-1",
                                        "a=£1..2/3",
                                        "a=2020-01-01..2021-01-01/2",
                                        "a=1\n..2/3",
                                        "a=1..£2/x",
                                        "a=\x01"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct vary vary;
        why[0] = '\0';
        bool good = vary_read(&vary, wrong[i], &arena, why) && vary_spaced(&vary, 100, &arena, why);
        cr_assert(!good && why[0] != '\0', "\"%s\" is taken", wrong[i]);
    }
    arena_release(&arena);
}

Test(test_sweep, amounts_of_a_search_and_names_of_paths)
{
    static const struct {
        const char *text;
        size_t count;
        const char *first, *last;
    } cases[] = {{"a=17..30", 14, "17", "30"},
                 {"a=0..10/3", 4, "0", "9"},
                 {"a=5%..20%/0.5", 31, "5%", "20%"},
                 {"a=£0 per year..£10,000 per year/£500 per year", 21, "£0 per year", "£10,000 per year"},
                 {"a=0..1/0.1", 11, "0", "1"},
                 {"a=17.5..20/0.5", 6, "17.5", "20"}};
    struct arena arena = {0};
    struct vary vary;
    char why[VARY_WHY];
    size_t count;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_assert(vary_read(&vary, cases[i].text, &arena, why) && vary_amounts(&vary, 1000, &count, why), "%s: %s",
                  cases[i].text, why);
        cr_assert_eq(count, cases[i].count, "%s: %zu amounts", cases[i].text, count);
        cr_assert_str_eq(vary_amount(&vary, 0, &arena), cases[i].first);
        cr_assert_str_eq(vary_amount(&vary, count - 1, &arena), cases[i].last, "%s", cases[i].text);
    }
    static const char *const wrong[] = {"a=1,2", "a=0.5..2", "a=1%..2%", "a=0..10/0", "a=0..10/11", "a=0..1000000000"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_not(vary_read(&vary, wrong[i], &arena, why) && vary_amounts(&vary, 1000, &count, why), "%s",
                      wrong[i]);
    cr_assert_str_eq(vary_label("pipelines.academy.size", &arena), "Academy size");
    cr_assert_str_eq(vary_label("agency.seats.family-safeguarding", &arena), "Agency seats family safeguarding");
    cr_assert_str_eq(vary_label("teams.a", &arena), "Teams a");
    arena_release(&arena);
}

Test(test_sweep, a_grid_has_every_combination_and_a_sample_every_part_once)
{
    static const char *const up[] = {"1", "2", "3"}, *const across[] = {"a", "b"};
    struct sweep sweep = {.axes = {{"x", "X", across, 2}, {"y", "Y", up, 3}}, .axis_count = 2};
    cr_assert_eq(sweep_grid(&sweep), 6);
    for (size_t i = 0; i < 6; i++) {
        cr_assert_str_eq(sweep.points[i].values[0], across[i / 3]);
        cr_assert_str_eq(sweep.points[i].values[1], up[i % 3]);
    }
    sweep_release(&sweep);
    sweep = (struct sweep){.axes = {{"x", "X", up, 1000000}, {"y", "Y", up, 1000}}, .axis_count = 2};
    cr_assert(sweep_grid(&sweep) == 1e9 && sweep.points == NULL, "a thousand million points are made");
    sweep_release(&sweep);

    enum { COUNT = 37 };
    for (uint64_t seed = 1; seed < 20; seed++) {
        bool taken[COUNT] = {0}, same = true;
        for (size_t i = 0; i < COUNT; i++) {
            double share = sweep_share(seed, "teams.a.posts", i, COUNT);
            cr_assert(share > 0 && share < 1, "seed %d: share %g", (int)seed, share);
            taken[(size_t)(share * COUNT)] = true;
            same &= (size_t)(share * COUNT) == (size_t)(sweep_share(seed, "teams.b.posts", i, COUNT) * COUNT);
        }
        for (size_t i = 0; i < COUNT; i++)
            cr_assert(taken[i], "seed %d: part %zu of the range is not taken", (int)seed, i);
        cr_assert_not(same, "two axes go up together");
    }
    struct arena arena = {0};
    struct vary vary;
    char why[VARY_WHY];
    size_t seen[4] = {0};
    cr_assert(vary_read(&vary, "a=3..6", &arena, why), "%s", why);
    for (size_t i = 0; i < 400; i++)
        seen[atoi(vary_at(&vary, ((double)i + 0.5) / 400, &arena)) - 3]++;
    for (size_t i = 0; i < 4; i++)
        cr_assert_eq(seen[i], 100, "%zu comes %zu times in 400", i + 3, seen[i]);
    arena_release(&arena);
}

Test(test_sweep, what_is_kept_of_a_point_comes_back_to_the_last_bit)
{
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 60, .failures = 3, .chance = 0.4});
    struct trial trial, back;
    struct text text = {0};
    trial_take(&trial, &fake.ensemble, 0, NULL, 0);
    struct ensemble_verdict whole = ensemble_verdict(&fake.ensemble, 0), kept = trial_chance(&trial);
    cr_assert(whole.hits == kept.hits && whole.trials == kept.trials && whole.interval.low == kept.interval.low,
              "the chance of what is kept is another one");
    cr_assert_eq(trial_failures(&trial), 3);
    trial.caseload[7] = 1.0 / 3;
    trial_write(&trial, &text);
    cr_assert(trial_read(&back, text.at));
    for (size_t run = 0; run < trial.runs; run++) {
        cr_assert(memcmp(&trial.met[run], &back.met[run], 8) == 0 || isnan(trial.met[run]));
        cr_assert(memcmp(&trial.caseload[run], &back.caseload[run], 8) == 0 || isnan(trial.caseload[run]));
        cr_assert(memcmp(&trial.leavers[run], &back.leavers[run], 8) == 0 || isnan(trial.leavers[run]));
    }
    trial_release(&back);
    text.at[text.length / 2] = '\0';
    cr_assert_not(trial_read(&back, text.at), "half a point is taken for a whole one");
    cr_assert_not(trial_read(&back, "nonsense"));
    text_release(&text);
    trial_release(&trial);
    fake_ensemble_close(&fake);
}

/* A sweep of six points with chances and extra costs made by hand. */
Test(test_sweep, headlines_say_what_the_points_bear_out)
{
    static const char *const sizes[] = {"0", "6", "12", "18", "24", "30"};
    static const struct {
        double chances[6], budget;
        const char *says;
    } cases[] = {
        {{0.1, 0.3, 0.5, 0.91, 0.95, 0.97},
         (double)NAN,
         "3 of 6 points reach a chance of 90%; the cheapest is Size 18 for £3m more"},
        {{0.1, 0.3, 0.5, 0.91, 0.95, 0.97},
         3.5e6,
         "1 of 6 points reaches a chance of 90% within £3.5m; the cheapest is Size 18 for £3m more"},
        {{0.1, 0.3, 0.5, 0.91, 0.95, 0.97},
         1.5e6,
         "No point within £1.5m reaches a chance of 90%; the highest is 30%: Size 6"},
        {{0, 0, 0, 0, 0, 0}, (double)NAN, "No point reaches a chance of 90%, and none meets the target in any run"},
        {{0.9, 0.9, 0.9, 0.9, 0.9, 1}, (double)NAN, "Every point reaches a chance of 90%"},
        {{(double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN},
         (double)NAN,
         "The chance of the target by size"},
    };
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 10});
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct sweep sweep = {
            .axes = {{"size", "Size", sizes, 6}}, .axis_count = 1, .plan = &fake.plan, .budget = cases[k].budget};
        struct text words = {0};
        sweep_grid(&sweep);
        for (size_t i = 0; i < 6; i++) {
            sweep.points[i].done = true;
            sweep.points[i].chance = (struct ensemble_verdict){.trials = 100, .chance = cases[k].chances[i]};
            sweep.points[i].cost.tally.count = 100;
            sweep.points[i].cost_change.mean = 1e6 * (double)i;
        }
        sweep_words_headline(&sweep, &words);
        cr_assert_str_eq(words.at, cases[k].says);
        text_release(&words);
        sweep_release(&sweep);
    }
    fake_ensemble_close(&fake);
}
