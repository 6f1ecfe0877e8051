/* Common random numbers: whoever is in two options meets the same luck in both. A new class, another rate, a team that
 * nobody uses, the order of a file and the number of threads leave everybody else's events as they were; nothing that begins
 * on a date shows before it; and so one post more is told from none where independent runs tell nothing. */
#include <criterion/criterion.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/contrast.h"
#include "experiment/replicate.h"
#include "support/outcome.h"
#include "support/program.h"
#include "support/scene.h"

/* --- the same bytes ----------------------------------------------------------------------------------------------- */

#define CLOCK "schema: 1\nname: common\nclock: {start: 2021-01-04, length: 20 weeks, runs: 9, seed: 7}\n"
#define EXITS "exits: {closed: {returns: 20%, enters: assessment}, elsewhere: {}}\n"
#define CHANNEL "recruitment: {adverts: {kind: market, candidates: 12 per year, lead_time: 2 days}}\n"

/* clang-format off */
#define SERVICE_WITH(rate, shocks)                                                                                             \
    CLOCK                                                                                                              \
    "demand:\n"                                                                                                        \
    "  sources:\n"                                                                                                     \
    "    community: {enters: assessment, rate: " rate "}\n"                                                            \
    "    schools: {enters: assessment, rate: 1 per week, family_size: {law: geometric, mean: 1.5}}\n"                  \
    "  shocks: {" shocks "}\n"                                                                                         \
    "pathway:\n"                                                                                                       \
    "  assessment: {team: front-door, takes: {law: lognormal, mean: 5 weeks, cv: 0.6}, hands_on: 45%, opening: 36,\n"  \
    "               then: {elsewhere: 60%, support: 40%}}\n"                                                           \
    "  support: {team: locality, takes: {law: gamma, mean: 20 weeks, cv: 0.8}, opening: 50, then: {closed: 100%}}\n"   \
    EXITS                                                                                                              \
    "teams:\n"                                                                                                         \
    "  front-door: {posts: 14, capacity: 12, staff: {settled: {fte: 3}}}\n"                                             \
    "  locality: {posts: 15, capacity: 14, staff: {settled: {fte: 3, tenure: 0-5 years}, new: {fte: 1}}}\n"             \
    "workforce: {leaving: {rate: 30% per year, per_case: 2% per case}, handover: 1 week}\n"                            \
    CHANNEL                                                                                                            \
    "targets:\n"                                                                                                       \
    "  first: {measure: caseload, at_most: 15}\n"                                                                      \
    "  second: {measure: open, team: locality, at_most: 60, by: 10 weeks}\n"
/* clang-format on */
#define SERVICE(rate) SERVICE_WITH(rate, "")
#define SIX "{likely: 6 per week, low: 5 per week, high: 8 per week}"
#define EIGHT "{likely: 8 per week, low: 7 per week, high: 10 per week}"

static const char service[] = SERVICE(SIX);

/* Every map the other way round. */
static const char reordered[] =
    "schema: 1\n"
    "targets:\n"
    "  second: {by: 10 weeks, at_most: 60, team: locality, measure: open}\n"
    "  first: {at_most: 15, measure: caseload}\n" CHANNEL
    "workforce: {handover: 1 week, leaving: {per_case: 2% per case, rate: 30% per year}}\n"
    "teams:\n"
    "  locality: {staff: {new: {fte: 1}, settled: {tenure: 0-5 years, fte: 3}}, capacity: 14, posts: 15}\n"
    "  front-door: {staff: {settled: {fte: 3}}, capacity: 12, posts: 14}\n"
    "exits: {elsewhere: {}, closed: {enters: assessment, returns: 20%}}\n"
    "pathway:\n"
    "  support: {then: {closed: 100%}, opening: 50, takes: {cv: 0.8, mean: 20 weeks, law: gamma}, team: locality}\n"
    "  assessment: {then: {support: 40%, elsewhere: 60%}, opening: 36, hands_on: 45%,\n"
    "               takes: {law: lognormal, cv: 0.6, mean: 5 weeks}, team: front-door}\n"
    "demand:\n"
    "  sources:\n"
    "    schools: {family_size: {mean: 1.5, law: geometric}, rate: 1 per week, enters: assessment}\n"
    "    community: {rate: {high: 8 per week, low: 5 per week, likely: 6 per week}, enters: assessment}\n"
    "clock: {seed: 7, runs: 9, length: 20 weeks, start: 2021-01-04}\n"
    "name: common\n";

/* What a run wrote: rows of series.csv sorted, since their order is that of the file, and summary.json. */
struct result {
    char **rows;
    size_t count;
    char *text;
    json_t *summary;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct result result_of(const char *folder, const char *yaml, const char *threads)
{
    struct result result = {0};
    const char *path = program_path(0, folder, "common.yaml");
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(yaml, file) >= 0 && fclose(file) == 0, "cannot write %s", path);
    struct program run =
        PROGRAM("run", path, "--quiet", "--no-charts", "--threads", threads, "--out", program_path(1, folder, "out"));
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    size_t length;
    result.text = program_file(program_path(1, folder, "out/series.csv"), &length);
    result.rows = calloc(length, sizeof *result.rows);
    for (char *line = strtok(result.text, "\n"); line != NULL; line = strtok(NULL, "\n"))
        result.rows[result.count++] = line;
    qsort(result.rows, result.count, sizeof *result.rows, by_text);
    result.summary = json_load_file(program_path(1, folder, "out/summary.json"), 0, NULL);
    cr_assert_not_null(result.summary, "no summary.json");
    return result;
}

static void result_release(struct result *result)
{
    free(result->rows);
    free(result->text);
    json_decref(result->summary);
}

/* Whatever of `b` is missing in `a` or different there, by path; only what both have unless `whole`. */
static void compare_json(const char *what, const char *path, const json_t *a, const json_t *b, bool whole)
{
    const char *key;
    const json_t *value;
    char inner[300];
    if (!json_is_object(a) || !json_is_object(b)) {
        cr_expect(json_equal(a, b), "%s: %s of summary.json differs", what, path);
        return;
    }
    json_object_foreach((json_t *)a, key, value)
    {
        snprintf(inner, sizeof inner, "%s.%s", path, key);
        cr_expect_not_null(json_object_get(b, key), "%s: %s of summary.json is gone", what, inner);
        if (strcmp(inner, ".events") != 0) /* how many: a lever's own are among them */
            compare_json(what, inner, value, json_object_get(b, key), whole);
    }
    cr_expect(!whole || json_object_size(a) == json_object_size(b), "%s: %s of summary.json has more", what, path);
}

static void compare_rows(const char *what, const struct result *a, const struct result *b, size_t *extra)
{
    size_t j = 0, missing = 0;
    for (size_t i = 0; i < a->count; i++) {
        while (j < b->count && strcmp(b->rows[j], a->rows[i]) < 0)
            j++;
        bool there = j < b->count && strcmp(b->rows[j], a->rows[i]) == 0;
        if (!there && missing++ == 0)
            cr_expect_fail("%s: series.csv has lost %s", what, a->rows[i]);
    }
    *extra = b->count - a->count + missing;
}

Test(common_numbers, what_nobody_uses_the_order_and_the_threads_change_no_byte)
{
    static const char unused[] = "  unused: {capacity: 12}\n";
    char with_team[sizeof service + sizeof unused];
    const char *at = strstr(service, "  front-door: {posts");
    snprintf(with_team, sizeof with_team, "%.*s%s%s", (int)(at - service), service, unused, at);
    static const char lever[] = "levers: {nothing: {starts: 3 weeks, add: {teams.locality.posts.funded: 0}}}\n";
    char with_lever[sizeof service + sizeof lever];
    snprintf(with_lever, sizeof with_lever, "%s%s", service, lever);
    const struct {
        const char *what, *yaml, *threads;
        bool more;
    } cases[] = {{"two threads", service, "2", false},     {"three threads", service, "3", false},
                 {"eight threads", service, "8", false},   {"another order", reordered, "2", false},
                 {"a null lever", with_lever, "2", false}, {"an unused team", with_team, "2", true}};
    char *folder = program_folder();
    struct result one = result_of(folder, service, "1");
    cr_assert_gt(one.count, 1000, "%zu rows", one.count);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t extra;
        struct result other = result_of(folder, cases[i].yaml, cases[i].threads);
        compare_rows(cases[i].what, &one, &other, &extra);
        compare_json(cases[i].what, "", one.summary, other.summary, !cases[i].more);
        cr_expect_eq(extra > 0, cases[i].more, "%s: %zu rows more", cases[i].what, extra);
        result_release(&other);
    }
    result_release(&one);
    program_remove_folder(folder);
}

/* --- the same events ---------------------------------------------------------------------------------------------- */

/* Nobody waits and no load slows anybody, so whatever happens to a family or a worker is its own luck: when it is referred,
 * how many children, how long, which way out, whether and when it returns; when a candidate comes, when a worker leaves. */
#define UNHURRIED                                                                                                      \
    "schema: 1\n"                                                                                                      \
    "clock: {calendar: none, length: 60 weeks, sample: 60 weeks}\n"                                                    \
    "pathway:\n"                                                                                                       \
    "  assessment: {team: all, takes: {law: lognormal, mean: 5 weeks, cv: 0.6}, opening: 30,\n"                        \
    "               then: {elsewhere: 60%, support: 40%}}\n"                                                           \
    "  support: {team: all, takes: {law: gamma, mean: 20 weeks, cv: 0.8}, opening: 30, then: {closed: 100%}}\n"        \
    "exits: {closed: {returns: 40%, enters: assessment}, elsewhere: {returns: 20%, enters: assessment}}\n"             \
    "teams: {all: {posts: 12, staff: {settled: {fte: 10, tenure: 0-10 years}}}}\n"                                     \
    "workforce: {leaving: {rate: 60% per year}}\n"

#define SOURCE(rate)                                                                                                   \
    "demand: {sources: {community: {enters: assessment, rate: " rate                                                   \
    " per week, family_size: {law: geometric, mean: 1.6}, drift: {spread: 20%, memory: 13 weeks}, dispersion: 4}}}\n"
#define RECRUITS(rate)                                                                                                 \
    "recruitment: {adverts: {kind: market, candidates: " rate                                                          \
    " per year, accept: 80%, above_posts: true, lead_time: {law: pert, min: 2 weeks, mode: 4 weeks, max: 9 weeks}}}\n"
#define CLASS                                                                                                          \
    "pipelines: {academy: {first: 4 weeks, every: 10 weeks, size: 6, lasts: 20 weeks, completes: 80%, "                \
    "grade: social-worker}}\n"

static const char unhurried[] = UNHURRIED SOURCE("6") RECRUITS("12");

/* What an event is called in a comparison; null: it is left out. */
typedef const char *event_fn(const char *event, const char *child);

/* Frees all but the first "comes" of each child; events are sorted. */
static size_t keep_first_coming(char **events, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const char *comes = strstr(events[i], " comes ");
        bool again =
            comes != NULL && kept > 0 && strncmp(events[kept - 1], events[i], (size_t)(comes - events[i]) + 7) == 0;
        if (again)
            free(events[i]);
        else
            events[kept++] = events[i];
    }
    return kept;
}

/* The lines of a trace without what is the load's: which worker has a case, and how many cases he or she has. Keeps those
 * that `name` gives a name, sorted; of each child that "comes" the first. */
static size_t events_of(char *trace, event_fn *name, char ***events)
{
    size_t count = 0, capacity = 0;
    *events = NULL;
    strtok(trace, "\n");
    for (char *line = strtok(NULL, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char week[20], event[40], child[80] = "", worker[80] = "", stage[40] = "", *part = line, *end;
        char *const fields[] = {week, NULL, event, child, worker, stage};
        static const size_t sizes[] = {20, 0, 40, 80, 80, 40};
        for (size_t i = 0; i < 6; i++, part = end + 1) {
            end = strchr(part, ',');
            if (fields[i] != NULL)
                snprintf(fields[i], sizes[i], "%.*s", (int)(end - part), part);
        }
        const char *called = name(event, child);
        if (called == NULL)
            continue;
        if (count == capacity) {
            capacity = capacity * 2 + 1000;
            *events = realloc(*events, capacity * sizeof **events);
        }
        char *kept = malloc(300);
        snprintf(kept, 300, "%s %s %09.4f %s", *child != '\0' ? child : worker, called, atof(week), stage);
        (*events)[count++] = kept;
    }
    qsort(*events, count, sizeof **events, by_text);
    return keep_first_coming(*events, count);
}

/* Whoever is without a worker may wait and be allocated again: the first of these is when a family comes. */
static const char *own_luck(const char *event, const char *child)
{
    (void)child;
    bool worker = strcmp(event, "loses worker") == 0;
    bool comes = strcmp(event, "waits") == 0 || strcmp(event, "allocated") == 0;
    return worker ? NULL : comes ? "comes" : event;
}

/* Under load only what is decided at the door is a family's own: when it comes, and with how many children. */
static const char *at_the_door(const char *event, const char *child)
{
    bool comes = strcmp(event, "waits") == 0 || strcmp(event, "allocated") == 0;
    return comes && strncmp(child, "community/", 10) == 0 ? "comes" : NULL;
}

/* Every event of one replication of `before` is in that of `after`; returns how many `after` has beside them. */
static size_t check_events(const char *what, const char *before, const char *after, event_fn *name)
{
    size_t extra = 0;
    struct scene scenes[2];
    scene_open(&scenes[0], before);
    scene_open(&scenes[1], after);
    for (uint32_t r = 0; r < 10; r++) {
        char **events[2];
        size_t counts[2], j = 0, missing = 0;
        for (int i = 0; i < 2; i++) {
            service_draw(&scenes[i].service, 5, r);
            char *trace = scene_trace(&scenes[i], 5, r);
            counts[i] = events_of(trace, name, &events[i]);
            free(trace);
        }
        cr_assert_gt(counts[0], 60, "%s: %zu events", what, counts[0]);
        for (size_t i = 0; i < counts[0]; i++) {
            while (j < counts[1] && strcmp(events[1][j], events[0][i]) < 0)
                j++;
            bool there = j < counts[1] && strcmp(events[1][j], events[0][i]) == 0;
            if (!there && missing++ == 0)
                cr_expect_fail("%s: replication %u has lost \"%s\"", what, r, events[0][i]);
        }
        extra += counts[1] - counts[0] + missing;
        for (int i = 0; i < 2; i++) {
            for (size_t k = 0; k < counts[i]; k++)
                free(events[i][k]);
            free(events[i]);
        }
    }
    scene_close(&scenes[0]);
    scene_close(&scenes[1]);
    return extra;
}

/* Weeks that differ in luck (dispersion) would do so more at a higher rate, so there is none of it where the rate moves. */
#define EVEN(rate)                                                                                                     \
    "demand: {sources: {community: {enters: assessment, rate: " rate                                                   \
    " per week, family_size: {law: geometric, mean: 1.6}, drift: {spread: 20%, memory: 13 weeks}}}}\n"

Test(common_numbers, everybody_else_keeps_his_luck)
{
    static const struct {
        const char *what, *before, *after;
        event_fn *name;
        size_t more; /* events at least */
    } cases[] = {
        {"an academy", unhurried, UNHURRIED SOURCE("6") RECRUITS("12") CLASS, own_luck, 100},
        {"more candidates", unhurried, UNHURRIED SOURCE("6") RECRUITS("18"), own_luck, 20},
        {"more referrals", UNHURRIED EVEN("6") RECRUITS("12"), UNHURRIED EVEN("8") RECRUITS("12"), own_luck, 500},
        {"an academy under load", service, SERVICE(SIX) CLASS, at_the_door, 0},
        {"more referrals under load", service, SERVICE(EIGHT), at_the_door, 50},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t more = check_events(cases[i].what, cases[i].before, cases[i].after, cases[i].name);
        cr_expect(cases[i].more == 0 ? more == 0 : more > cases[i].more, "%s brings %zu events", cases[i].what, more);
    }
}

/* --- nothing before it begins ------------------------------------------------------------------------------------- */

#define MONEY(more)                                                                                                    \
    "money: {pay: {social-worker: \"£37,000 per year\"}, agency: {hourly: {social-worker: £40}}" more "}\n"
#define AGENCY(more) "agency: {seats: {locality: 3, front-door: 2}, notice: 1 week" more "}\n"

static int rows_before(const struct result *a, const struct result *b, double week, int *after)
{
    int before = 0;
    *after = 0;
    for (size_t i = 0; i < a->count; i++) {
        bool same = bsearch(&a->rows[i], b->rows, b->count, sizeof *b->rows, by_text) != NULL;
        before += !same && atof(a->rows[i]) < week;
        *after += !same && atof(a->rows[i]) >= week;
    }
    return before;
}

/* Relation M5, for everything that begins on a date but is no lever (those have their own test): rows of weeks before it are
 * the same to the last byte, and later ones are not. */
Test(common_numbers, what_begins_on_a_date_does_not_show_before_it)
{
    static const struct {
        const char *what, *yaml;
    } cases[] = {
        {"a shock", SERVICE_WITH(SIX, "surge: {source: community, from: 10 weeks, adds: 40}") AGENCY("") MONEY("")},
        {"a class", SERVICE(SIX) AGENCY("") MONEY("") "pipelines: {academy: {first: 10 weeks, size: 6, lasts: 5 weeks, "
                                                      "grade: social-worker, cost: \"£90,000 per year\"}}\n"},
        {"a campaign", SERVICE(SIX) AGENCY("") MONEY("") "campaigns: {fair: {from: 10 weeks, raises: 500%}}\n"},
        {"a walkout", SERVICE(SIX) AGENCY(", shocks: {all: {date: 10 weeks}}") MONEY("")},
        {"a withdrawal",
         SERVICE(SIX) AGENCY(", withdrawals: {s: {from: 10 weeks, to: 15 weeks, share: 50%}}") MONEY("")},
        {"a managed team", SERVICE(SIX) AGENCY("") MONEY("") "managed_teams: {bought: {team: locality, from: 10 weeks, "
                                                             "workers: 4, cases: 20, price: \"£9,000 per week\"}}\n"},
        {"a pay award", SERVICE(SIX) AGENCY("") MONEY(", awards: {spring: {date: 10 weeks, rise: 5%}}")},
    };
    char *folder = program_folder();
    struct result base = result_of(folder, SERVICE(SIX) AGENCY("") MONEY(""), "2");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int after;
        struct result option = result_of(folder, cases[i].yaml, "2");
        int before = rows_before(&base, &option, 10, &after);
        cr_expect_eq(before, 0, "%s: %d rows differ before it begins", cases[i].what, before);
        cr_expect_gt(after, 10, "%s: only %d rows differ afterwards", cases[i].what, after);
        result_release(&option);
    }
    result_release(&base);
    program_remove_folder(folder);
}

/* --- what it is for ----------------------------------------------------------------------------------------------- */

static void replicate(const char *yaml, uint64_t seed, struct scene *scene, struct ensemble *ensemble)
{
    scene_open(scene, yaml);
    struct replicate_job job = {
        .tree = scene->scenario.root, .plan = scene->service.plan, .seed = seed, .runs = 500, .threads = 2};
    cr_assert(replicate_run(&job, ensemble), "stopped");
}

/* clang-format off */
#define TEAM(posts)                                                                                                    \
    "schema: 1\n"                                                                                                      \
    "clock: {calendar: none, length: 16 weeks, sample: 16 weeks}\n"                                                    \
    "demand: {sources: {community: {enters: help, rate: 12 per week, drift: {spread: 30%, memory: 26 weeks}, "         \
    "dispersion: 4}}}\n"                                                                                               \
    "pathway: {help: {team: all, takes: {law: lognormal, mean: 20 weeks, cv: 0.8}, hands_on: 30%, opening: 240}}\n"    \
    "teams: {all: {posts: " posts ", capacity: 16, staff: {settled: {fte: 18, tenure: 0-10 years}}}}\n"                \
    "workforce: {leaving: {rate: 15% per year}}\n"                                                                     \
    "recruitment: {adverts: {kind: per-vacancy, lead_time: {law: pert, min: 8 weeks, mode: 20 weeks, max: 40 weeks}}}\n"
/* clang-format on */

/* One post more among twenty, just filled in half of the runs. On the same luck 500 runs tell that the caseload is lower.
 * With luck of their own they do not: that interval reaches nearly twice the effect to either side. */
Test(common_numbers, one_post_is_told_from_none_only_on_the_same_luck)
{
    struct scene scenes[3];
    struct ensemble ensembles[3];
    replicate(TEAM("20"), 1, &scenes[0], &ensembles[0]);
    replicate(TEAM("21"), 1, &scenes[1], &ensembles[1]);
    replicate(TEAM("21"), 2, &scenes[2], &ensembles[2]);
    size_t series = metric_series(&ensembles[0].layout, METRIC_CASELOAD, METRIC_SERVICE);
    struct contrast paired = contrast_series(&ensembles[0], series, &ensembles[1], series, 1, 0.95),
                    own = contrast_series(&ensembles[0], series, &ensembles[2], series, 1, 0.95);
    cr_log_info("paired %g (%g to %g), independent %g (%g to %g), reduction %g", paired.mean, paired.interval.low,
                paired.interval.high, own.mean, own.interval.low, own.interval.high, paired.reduction);
    cr_expect(contrast_is_clear(&paired) && paired.mean < 0, "paired: %g (%g to %g)", paired.mean, paired.interval.low,
              paired.interval.high);
    cr_expect(!contrast_is_clear(&own), "independent: %g (%g to %g)", own.mean, own.interval.low, own.interval.high);
    cr_expect_gt(own.interval.high - own.mean, -1.5 * paired.mean, "independent: half of the interval is only %g",
                 own.interval.high - own.mean);
    cr_expect_gt(paired.reduction, 4, "reduction %g", paired.reduction);
    for (int i = 0; i < 3; i++) {
        ensemble_release(&ensembles[i]);
        scene_close(&scenes[i]);
    }
}
