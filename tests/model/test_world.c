/* One replication against another: luck belongs to families, cases and workers, so a change moves nothing else; and laws of
 * demand and of handing over that series of means do not show. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/scene.h"

/* --- lines of traces: time,date,event,case,worker,stage,team,load ------------------------------------------------- */

enum { TIME, DATE, EVENT, CASE, WORKER, STAGE, TEAM, FIELDS };

/* Cuts the next line of a trace into fields; false at the end. */
static bool next_line(char **rest, char *fields[static FIELDS])
{
    char *line = strsep(rest, "\n");
    if (line == NULL || *line == '\0')
        return false;
    for (int i = 0; i < FIELDS; i++)
        fields[i] = line != NULL ? strsep(&line, ",") : "";
    return true;
}

/* What a trace says of each case: `text` is "time" or "worker" of its first event of that kind. */
struct note {
    const char *name, *text;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct note *)a)->name, ((const struct note *)b)->name);
}

/* Cuts up the trace. Sorted by case; the first event of each. */
static struct note *notes_of(char *trace, const char *event, int field, size_t *count)
{
    struct note *notes = calloc(strlen(trace) / 8 + 1, sizeof *notes);
    char *fields[FIELDS], *rest = trace;
    *count = 0;
    while (next_line(&rest, fields))
        if (strcmp(fields[EVENT], event) == 0)
            notes[(*count)++] = (struct note){fields[CASE], fields[field]};
    qsort(notes, *count, sizeof *notes, by_name);
    return notes;
}

static const struct note *note_of(const struct note *notes, size_t count, const char *name)
{
    return bsearch(&(struct note){.name = name}, notes, count, sizeof *notes, by_name);
}

/* --- common luck -------------------------------------------------------------------------------------------------- */

static const char uncapped[] = "schema: 1\n"
                               "clock: {calendar: none, length: 104 weeks, sample: 104 weeks}\n"
                               "demand: {sources: {all: {enters: work, rate: 8 per week}}}\n"
                               "pathway: {work: {takes: {law: exponential, mean: %d weeks}}}\n";

/* Longer durations by inversion of the same uniform numbers: the difference of two caseloads is a thinned Poisson count, so
 * its variance is its mean, 8 (30 (1 - exp(-104/30)) - 26 (1 - exp(-104/26))) = 28.3166304 (with other durations it would be
 * 213.97, with other referrals 436.70), and it is never negative. */
Test(world, a_difference_between_scenarios_is_as_small_as_it_can_be)
{
    enum { RUNS = 1500 };
    struct scene base, longer;
    char text[400];
    snprintf(text, sizeof text, uncapped, 26);
    scene_open(&base, text);
    snprintf(text, sizeof text, uncapped, 30);
    scene_open(&longer, text);
    struct tally differences = {0}, bases = {0};
    for (uint32_t run = 0; run < RUNS; run++) {
        scene_run(&base, 27, run);
        scene_run(&longer, 27, run);
        double before = scene_value(&base, METRIC_STAGE_OPEN, 0, 1),
               after = scene_value(&longer, METRIC_STAGE_OPEN, 0, 1);
        cr_assert_geq(after, before, "replication %u: %g open, and %g when cases take longer", run, before, after);
        tally_add(&bases, before);
        tally_add(&differences, after - before);
    }
    double limit = 5 * sqrt(2.0 / (RUNS - 1));
    cr_expect_float_eq(bases.mean, 204.190347, 5 * tally_error(&bases), "base: mean %g", bases.mean);
    cr_expect_float_eq(differences.mean, 28.3166304, 5 * tally_error(&differences), "difference: mean %g",
                       differences.mean);
    cr_expect_float_eq(tally_variance(&differences) / 28.3166304, 1, limit, "difference: variance %g",
                       tally_variance(&differences));
    scene_close(&base);
    scene_close(&longer);
}

static const char referrals[] =
    "schema: 1\n"
    "clock: {calendar: none, length: 60 weeks, sample: 60 weeks}\n"
    "demand:\n"
    "  sources:\n"
    "    all: {enters: work, rate: %s per week, family_size: {law: geometric, mean: 1.6}, wave: {size: 30%%}}\n"
    "pathway: {work: {takes: {law: exponential, mean: 26 weeks}, then: {closed: 70%%, other: 30%%}}}\n"
    "exits: {closed: {returns: 30%%, enters: work}, other: {}}\n";

/* Points under a lower curve are points under a higher one: more referrals only adds children, and nobody else's time of
 * referral, duration or route moves. */
Test(world, raising_the_rate_only_adds)
{
    struct scene low, high;
    char text[600];
    snprintf(text, sizeof text, referrals, "9.3");
    scene_open(&low, text);
    snprintf(text, sizeof text, referrals, "14.9");
    scene_open(&high, text);
    for (uint32_t run = 0; run < 5; run++) {
        static const char *const events[] = {"enters", "completes", "closed", "other"};
        for (size_t e = 0; e < sizeof events / sizeof *events; e++) {
            char *fewer = scene_trace(&low, 5, run), *more = scene_trace(&high, 5, run);
            size_t few_count, more_count;
            struct note *few = notes_of(fewer, events[e], TIME, &few_count);
            struct note *many = notes_of(more, events[e], TIME, &more_count);
            cr_assert(few_count > 100 && more_count > few_count * 5 / 4, "%s: %zu and %zu", events[e], few_count,
                      more_count);
            for (size_t i = 0; i < few_count; i++) {
                if (i > 0 && strcmp(few[i].name, few[i - 1].name) == 0)
                    continue; /* a child that came back: its first visit was compared */
                const struct note *same = note_of(many, more_count, few[i].name);
                cr_assert_not_null(same, "%s of %s is gone when more are referred", events[e], few[i].name);
                if (strcmp(events[e], "other") == 0)
                    cr_assert_str_eq(same->text, few[i].text, "%s of %s moves", events[e], few[i].name);
            }
            free(few);
            free(many);
            free(fewer);
            free(more);
        }
    }
    scene_close(&low);
    scene_close(&high);
}

static const char lottery[] = "schema: 1\n"
                              "clock: {calendar: none, length: 52 weeks, sample: 52 weeks}\n"
                              "demand: {sources: {all: {enters: work, rate: 20 per week}}}\n"
                              "pathway: {work: {team: pool, takes: 500 weeks}}\n"
                              "teams: {pool: {evenness: %s, staff: {all: {fte: %s}}}}\n";

/* Each case draws a number for each worker and the best wins (rendezvous hashing): a sixth worker takes a sixth of the cases,
 * and every other case keeps its worker. A half-time worker takes half as many. */
Test(world, a_new_worker_only_takes_what_it_wins)
{
    struct scene five, six;
    char text[600];
    snprintf(text, sizeof text, lottery, "0%", "5");
    scene_open(&five, text);
    snprintf(text, sizeof text, lottery, "0%", "5.5");
    scene_open(&six, text);
    char *before = scene_trace(&five, 6, 0), *after = scene_trace(&six, 6, 0);
    size_t before_count, after_count;
    struct note *old = notes_of(before, "allocated", WORKER, &before_count);
    struct note *new = notes_of(after, "allocated", WORKER, &after_count);
    cr_assert(before_count == after_count && before_count > 900, "%zu and %zu cases", before_count, after_count);
    double won = 0, first = 0;
    for (size_t i = 0; i < before_count; i++) {
        cr_assert_str_eq(old[i].name, new[i].name);
        bool moved = strcmp(old[i].text, new[i].text) != 0;
        cr_assert(!moved || strcmp(new[i].text, "pool-all/0/5/0") == 0, "%s moved from %s to %s", old[i].name,
                  old[i].text, new[i].text);
        won += moved;
        first += strcmp(old[i].text, "pool-all/0/0/0") == 0;
    }
    double n = (double)before_count;
    cr_expect_float_eq(won / n, 0.5 / 5.5, 5 * sqrt(0.09 * 0.91 / n), "half a worker wins %g of %g", won, n);
    cr_expect_float_eq(first / n, 0.2, 5 * sqrt(0.2 * 0.8 / n), "one of five wins %g of %g", first, n);
    free(old);
    free(new);
    free(before);
    free(after);
    scene_close(&five);
    scene_close(&six);
    snprintf(text, sizeof text, lottery, "100%", "5");
    scene_open(&five, text);
    scene_run(&five, 6, 0);
    double most = scene_value(&five, METRIC_CASELOAD_MAX, 0, 1), mean = scene_value(&five, METRIC_CASELOAD, 0, 1);
    cr_expect_leq(most - mean, 1, "always to the least loaded, yet one has %g and the mean is %g", most, mean);
    scene_close(&five);
}

/* --- handing over ------------------------------------------------------------------------------------------------- */

static const char leaving[] = "schema: 1\n"
                              "clock: {calendar: none, length: 104 weeks}\n"
                              "demand: {sources: {all: {enters: work, rate: 5 per week}}}\n"
                              "pathway: {work: {team: pool, takes: 10 weeks, hands_on: 40%}}\n"
                              "teams: {pool: {posts: 10, staff: {settled: {fte: 10}}}}\n"
                              "workforce: {leaving: {rate: 5% per week}, handover: 2 weeks}\n"
                              "recruitment: {quick: {kind: per-vacancy, lead_time: 1 week}}\n";

/* A case of exactly ten weeks that loses two at every change of worker, and never waits, lasts 10 + 2 x changes. */
Test(world, a_change_of_worker_costs_the_handover)
{
    enum { LIMIT = 4000 };
    struct scene scene;
    scene_open(&scene, leaving);
    char *trace = scene_trace(&scene, 8, 0), *rest = trace, *fields[FIELDS];
    struct open {
        const char *name;
        double since;
        int changes;
    } *open = calloc(LIMIT, sizeof *open);
    size_t count = 0, ended = 0, changed = 0;
    while (next_line(&rest, fields)) {
        size_t i = count;
        while (i > 0 && strcmp(open[i - 1].name, fields[CASE]) != 0)
            i--;
        double time = strtod(fields[TIME], NULL);
        if (i == 0 && strcmp(fields[EVENT], "waits") == 0 && count < LIMIT)
            open[count++] = (struct open){fields[CASE], time, 0};
        if (i > 0 && strcmp(fields[EVENT], "loses worker") == 0)
            open[i - 1].changes++;
        if (i > 0 && strcmp(fields[EVENT], "completes") == 0) {
            double lasted = time - open[i - 1].since;
            cr_expect_float_eq(lasted, 10 + 2 * open[i - 1].changes, 2e-4, "%s lasted %g with %d changes", fields[CASE],
                               lasted, open[i - 1].changes);
            ended++;
            changed += open[i - 1].changes > 0;
        }
    }
    cr_expect(ended > 350 && changed > 100, "only %zu cases ended, %zu of them with a change", ended, changed);
    free(open);
    free(trace);
    scene_close(&scene);
}

/* --- laws of demand ----------------------------------------------------------------------------------------------- */

static const char demand[] =
    "schema: 1\n"
    "clock: {calendar: none, length: 460 weeks}\n"
    "demand:\n"
    "  sources:\n"
    "    families: {enters: work, rate: 46.5 per week, family_size: {law: geometric, mean: 1.6}, dispersion: 4}\n"
    "    drifting: {enters: other, rate: 20 per week, drift: {spread: 30%, memory: 5 weeks}}\n"
    "pathway: {work: {takes: 0 weeks}, other: {takes: 0 weeks}}\n";

struct moments {
    struct tally mean, variance, lagged; /* over runs: mean, second moments about the true mean at lags 0 and 5 */
};

static void add_run(const struct scene *scene, const char *name, double mean, struct moments *moments)
{
    enum { FIRST = 60, LAG = 5 }; /* after twelve memories the drift has its long-run spread */
    int stage = (int)(scene_stage(scene, name) - scene->service.prepared.stages);
    struct tally level = {0}, square = {0}, product = {0};
    for (size_t week = FIRST; week + LAG < scene->samples; week++) {
        double now = scene_value(scene, METRIC_STAGE_ENTERED, stage, week) - mean;
        tally_add(&level, now);
        tally_add(&square, now * now);
        tally_add(&product, now * (scene_value(scene, METRIC_STAGE_ENTERED, stage, week + LAG) - mean));
    }
    tally_add(&moments->mean, level.mean);
    tally_add(&moments->variance, square.mean);
    tally_add(&moments->lagged, product.mean);
}

static void expect(const char *what, const struct tally *tally, double expected)
{
    cr_expect_float_eq(tally->mean, expected, 5 * tally_error(tally), "%s: %g and not %g, standard error %g", what,
                       tally->mean, expected, tally_error(tally));
}

/* Weekly children: variance / mean is the stated 4 with families of mean size 1.6, and weeks are independent. Under drift
 * with sd 0.3 of the log rate: the mean stays 20, variance is 20 + 20^2 (exp(0.3^2) - 1), and weeks one memory of 5 weeks apart
 * have covariance 20^2 (exp(0.3^2 / e) - 1). Tests at 5 standard errors over runs. */
Test(world, dispersion_and_drift)
{
    struct scene scene;
    struct moments families = {0}, drifting = {0};
    scene_open(&scene, demand);
    for (uint32_t run = 0; run < 100; run++) {
        scene_run(&scene, 4, run);
        add_run(&scene, "work", 46.5, &families);
        add_run(&scene, "other", 20, &drifting);
    }
    expect("families: mean off", &families.mean, 0);
    expect("families: variance", &families.variance, 4 * 46.5);
    expect("families: covariance", &families.lagged, 0);
    expect("drift: mean off", &drifting.mean, 0);
    expect("drift: variance", &drifting.variance, 20 + 400 * expm1(0.3 * 0.3));
    expect("drift: covariance", &drifting.lagged, 400 * expm1(0.3 * 0.3 * exp(-1)));
    cr_expect_lt(tally_error(&families.variance), 5, "families: variance is known to %g only",
                 tally_error(&families.variance));
    cr_expect_lt(tally_error(&drifting.lagged), 1, "drift: covariance is known to %g only",
                 tally_error(&drifting.lagged));
    cr_expect_lt(tally_error(&drifting.mean), 0.15, "drift: mean is known to %g only", tally_error(&drifting.mean));
    scene_close(&scene);
}
