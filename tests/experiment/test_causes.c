/* First causes by hand, and on a service whose only trouble was planted; the loop against a scenario without it. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "experiment/causes.h"
#include "experiment/causes_words.h"
#include "experiment/replicate.h"

enum { SMALL_RUNS = 8 };

struct loaded {
    struct diag diag;
    struct scenario scenario;
    struct service service;
};

static void load(struct loaded *loaded, const struct scenario_setting *settings, size_t count)
{
    *loaded = (struct loaded){0};
    bool opened =
        scenario_load(&loaded->scenario, "tests/scenarios/valid/small.yaml", settings, count, &loaded->diag) &&
        service_open(&loaded->service, loaded->scenario.root, &loaded->diag);
    cr_assert(opened, "%s", opened ? "" : loaded->diag.problems[0].message);
}

static void unload(struct loaded *loaded)
{
    service_close(&loaded->service);
    scenario_release(&loaded->scenario);
    diag_release(&loaded->diag);
}

/* --- by hand ---------------------------------------------------------------------------------------------------------- */

/* Run 0 is a hit and run 7 fails. Run 1 is turned by late starts alone, run 2 by late starts and, with a lower caseload, by agency,
 * run 3 by both alike, so that the first of the list counts; run 4 only by all together, run 5 by nothing, run 6 by leavers. */
static const struct {
    const char *title;
    double met[SMALL_RUNS], caseload[SMALL_RUNS];
} hands[] = {
    {"as it stands", {1, 0, 0, 0, 0, 0, 0, NAN}, {10, 20, 20, 20, 20, 20, 20, NAN}},
    {"Late starts", {1, 1, 1, 1, 0, 0, 0, NAN}, {10, 14, 14, 14, 19, 20, 20, NAN}},
    {"Leavers", {1, 0, 0, 0, 0, 0, 1, NAN}, {10, 20, 20, 20, 20, 20, 15, NAN}},
    {"Agency run-off", {0, 0, 1, 1, 0, 0, 0, 1}, {10, 16, 13, 14, 17, 20, 20, 10}},
    {"every cause taken away", {1, 1, 1, 1, 1, 0, 1, 1}, {10, 10, 10, 10, 10, 20, 10, 10}},
    {"without the loop", {1, 0, 0, 0, 0, 0, 0, NAN}, {10, 19, 19, 19, 19, 19, 19, NAN}},
};

static bool run_hand(void *user, const struct scenario_setting *settings, size_t count, const char *title,
                     struct trial *trial)
{
    (void)user;
    cr_assert((settings == NULL) == (count == 0));
    for (size_t i = 0; i < sizeof hands / sizeof *hands; i++) {
        if (strcmp(hands[i].title, title) != 0)
            continue;
        *trial = (struct trial){.runs = SMALL_RUNS,
                                .met = mem_new(SMALL_RUNS, sizeof(double)),
                                .caseload = mem_new(SMALL_RUNS, sizeof(double)),
                                .leavers = mem_new(SMALL_RUNS, sizeof(double))};
        memcpy(trial->met, hands[i].met, sizeof hands[i].met);
        memcpy(trial->caseload, hands[i].caseload, sizeof hands[i].caseload);
        return true;
    }
    cr_assert(false, "nobody expects %s", title);
    return false;
}

/* What causes add up to, for any of them. */
static void check_sums(const struct causes *causes)
{
    size_t misses = causes->rest[CAUSES_SEVERAL].misses + causes->rest[CAUSES_BEYOND].misses,
           parts = causes->part_count;
    double chance = causes->on_chance.effects[parts].mean, caseload = causes->on_caseload.effects[parts].mean;
    for (size_t i = 0; i < parts; i++) {
        misses += causes->parts[i].first.misses;
        chance += causes->on_chance.effects[i].mean;
        caseload += causes->on_caseload.effects[i].mean;
    }
    cr_assert_eq(misses, causes->misses, "%zu causes of %zu misses", misses, causes->misses);
    cr_assert_float_eq(chance, causes->on_chance.effects[parts + 1].mean, 1e-12);
    cr_assert_float_eq(caseload, causes->on_caseload.effects[parts + 1].mean, 1e-9);
}

Test(causes, the_first_cause_of_a_miss_is_the_one_that_turns_it)
{
    struct loaded loaded;
    struct causes causes;
    load(&loaded, NULL, 0);
    causes_open(&causes, loaded.scenario.root, &loaded.service, 0);
    cr_assert_eq(causes.part_count, 3, "%zu causes", causes.part_count);
    cr_assert_eq(causes_variants(&causes), 6);
    cr_assert(causes_run(&causes, 1, &(struct trial_runner){.run = run_hand}));
    static const size_t misses[] = {2, 1, 1};
    for (size_t i = 0; i < 3; i++)
        cr_assert_eq(causes.parts[i].first.misses, misses[i], "%s: %zu", causes.parts[i].title,
                     causes.parts[i].first.misses);
    cr_assert_eq(causes.rest[CAUSES_SEVERAL].misses, 1);
    cr_assert_eq(causes.rest[CAUSES_BEYOND].misses, 1);
    cr_assert_eq(causes.misses, 6);
    cr_assert_eq(causes.failed, 1);
    cr_assert_float_eq(causes.parts[0].first.share.chance, 2.0 / 6, 1e-12);
    check_sums(&causes);
    cr_assert_float_eq(causes.on_chance.effects[4].mean, 5.0 / 7, 1e-12, "the whole gap");
    cr_assert_float_eq(causes.loop.caseload.mean, 6.0 / 7, 1e-12, "what the loop makes");
    cr_assert_eq(causes.corner.standing, CORNER_NOT_DRAWN);
    struct text words = {0};
    causes_words_headline(&causes, &words);
    cr_assert_str_eq(words.at, "Late starts: first cause of 33% of 6 misses; 17% lie beyond any");
    text_clear(&words);
    causes_words_loop(&causes, &words);
    cr_assert_str_eq(
        words.at,
        "The loop of caseload and leaving makes 0.86 more cases a worker on the date (0.51 to 1.21), 5% of the "
        "caseload; no difference that can be told from nought in those who leave or the chance. Without it "
        "people leave at the base rate, whatever their caseload.");
    text_release(&words);
    causes_release(&causes);
    unload(&loaded);
}

/* Where it fails, and why that cannot be said: each sentence from a result made by hand. */
Test(causes, words_say_no_more_than_was_found)
{
    static const struct scenario_setting range = {
        .text = "demand.sources.community.rate={likely: 6 per week, low: 5 per week, high: 7 per week}",
    };
    static const struct {
        enum corner_standing standing;
        const char *says;
    } rows[] = {
        {CORNER_NOT_DRAWN, "No input is drawn, so there is no corner"},
        {CORNER_FEW_MISSES, "Too few runs miss (12) to say in which corner"},
        {CORNER_FEW_HITS, "It is missed almost everywhere (12 runs of 90), so no corner"},
        {CORNER_NONE, "These runs tell no corner of the inputs in which it fails more often"},
        {CORNER_FOUND,
         "\" is at least 6.35 per week: there 75% of the runs miss (60% to 86%), against 30% of all, and 50% of all misses"},
    };
    struct loaded loaded;
    load(&loaded, &range, 1);
    struct causes causes = {.service = &loaded.service,
                            .plan = loaded.service.plan,
                            .runs = 100,
                            .failed = 10,
                            .misses = 12,
                            .corner = {.side_count = 1,
                                       .sides = {{.above = true, .bound = 6.347}},
                                       .all = {.chance = 0.3},
                                       .density = {.chance = 0.75, .interval = {0.6, 0.86}},
                                       .coverage = 0.5}};
    struct text words = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        causes.corner.standing = rows[i].standing;
        causes_words_corner(&causes, &words);
        cr_expect(strstr(words.at, rows[i].says) != NULL, "\"%s\" is not in \"%s\"", rows[i].says, words.at);
        text_clear(&words);
    }
    causes_words_headline(&causes, &words);
    cr_expect_str_eq(words.at, "No single cause turns any of the 12 misses in 90 runs");
    text_clear(&words);
    causes.misses = 0;
    causes_words_headline(&causes, &words);
    cr_expect_str_eq(words.at, "None of 90 runs misses the target");
    text_clear(&words);
    causes_words_loop(&causes, &words);
    cr_expect_str_eq(words.at, "Caseload does not make anybody leave in this scenario, so there is no loop.");
    text_release(&words);
    unload(&loaded);
}

/* --- on the model ------------------------------------------------------------------------------------------------------ */

struct asked {
    const struct scenario_setting *always;
    size_t always_count, target;
};

static bool run_small(void *user, const struct scenario_setting *settings, size_t count, const char *title,
                      struct trial *trial)
{
    const struct asked *asked = user;
    struct scenario_setting all[32];
    struct loaded loaded;
    struct ensemble ensemble;
    (void)title;
    for (size_t i = 0; i < asked->always_count + count; i++)
        all[i] = i < asked->always_count ? asked->always[i] : settings[i - asked->always_count];
    load(&loaded, all, asked->always_count + count);
    struct replicate_job job = {
        .tree = loaded.scenario.root, .plan = loaded.service.plan, .seed = 7, .runs = 40, .threads = 1};
    cr_assert(replicate_run(&job, &ensemble));
    trial_take(trial, &ensemble, asked->target, NULL, 0);
    ensemble_release(&ensemble);
    unload(&loaded);
    return true;
}

static void study(const struct asked *asked, struct loaded *loaded, struct causes *causes)
{
    load(loaded, asked->always, asked->always_count);
    causes_open(causes, loaded->scenario.root, &loaded->service, asked->target);
    cr_assert(causes_run(causes, 7, &(struct trial_runner){.run = run_small, .user = (void *)asked}));
    check_sums(causes);
}

static const struct causes_part *part(const struct causes *causes, const char *name)
{
    for (size_t i = 0; i < causes->part_count; i++)
        if (strcmp(causes->parts[i].name, name) == 0)
            return &causes->parts[i];
    cr_assert(false, "the scenario has no %s", name);
    return NULL;
}

/* A hundred and fifty children at once, in a service that stays below 30 without them. */
Test(causes, one_that_was_planted_is_found_and_one_that_came_too_late_has_no_share)
{
    static const struct {
        const char *shock;
        bool felt;
    } cases[] = {{"demand.shocks={surge: {source: community, from: 2021-04-05, adds: 300}}", true},
                 {"demand.shocks={surge: {source: community, from: 2021-06-29, adds: 300}}", false}};
    for (size_t i = 0; i < 2; i++) {
        const struct scenario_setting always[] = {{.text = cases[i].shock}, {.text = "targets.average-15.at_most=32"}};
        struct loaded loaded;
        struct causes causes;
        study(&(struct asked){always, 2, 0}, &loaded, &causes);
        const struct causes_part *surge = part(&causes, "surge");
        const struct contrast *change = &causes.on_caseload.effects[surge - causes.parts];
        if (cases[i].felt) {
            cr_assert(causes.misses > 30, "only %zu miss", causes.misses);
            cr_assert(surge->first.misses > 0.9 * (double)causes.misses, "%zu of %zu", surge->first.misses,
                      causes.misses);
        } else {
            cr_assert(surge->first.misses == 0 && change->mean == 0 && change->variance == 0, "%g", change->mean);
        }
        causes_release(&causes);
        unload(&loaded);
    }
}

Test(causes, without_the_loop_is_the_scenario_without_a_response)
{
    static const struct scenario_setting steep[] = {{.text = "workforce.leaving.per_case=8% per case"}},
                                         none[] = {{.text = "workforce.leaving.per_case=0% per case"}};
    struct loaded loaded;
    struct causes causes;
    struct trial trial;
    study(&(struct asked){steep, 1, 0}, &loaded, &causes);
    run_small(&(struct asked){none, 1, 0}, NULL, 0, "", &trial);
    struct ensemble_point caseload = trial_caseload(&trial);
    cr_assert(causes.loop.there);
    cr_assert_eq(causes.loop.caseload.baseline, caseload.tally.mean);
    cr_assert(causes.loop.leavers.mean != 0, "the loop does nothing");
    trial_release(&trial);
    causes_release(&causes);
    unload(&loaded);
    load(&loaded, none, 1);
    causes_open(&causes, loaded.scenario.root, &loaded.service, 0);
    cr_assert_null(causes.loop_off.text, "there is no loop to take away");
    causes_release(&causes);
    unload(&loaded);
}
