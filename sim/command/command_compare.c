#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command_load.h"
#include "command/session.h"
#include "report/comparison.h"
#include "report/manifest.h"

/* The options of one comparison, the baseline first. */
struct options {
    struct command_load *loads;
    struct ensemble *ensembles;
    struct comparison_option *named;
    size_t count, loaded, run;
    struct session_until until; /* its look is filled with --runs auto */
};

static void release(struct options *options)
{
    for (size_t i = 0; i < options->run; i++)
        ensemble_release(&options->ensembles[i]);
    for (size_t i = 0; i < options->loaded; i++)
        command_load_release(&options->loads[i]);
    free(options->loads);
    free(options->ensembles);
    free(options->named);
}

/* Loads every file before anything runs, so that all problems are told at once. */
static bool load_all(const struct command_line *line, struct options *options)
{
    bool good = true;
    options->count = line->operand_count;
    options->loads = mem_new(options->count, sizeof *options->loads);
    options->ensembles = mem_new(options->count, sizeof *options->ensembles);
    options->named = mem_new(options->count, sizeof *options->named);
    for (; options->loaded < options->count; options->loaded++)
        good &= command_load(&options->loads[options->loaded], line->operands[options->loaded], line);
    for (size_t i = 0; good && i < options->count; i++) {
        options->named[i] = (struct comparison_option){options->loads[i].service.plan->name, &options->ensembles[i]};
        for (size_t j = 0; j < i; j++)
            if (text_equal(options->named[i].name, options->named[j].name)) {
                command_misused(line, "%s and %s are both called \"%s\"; give one of them another name",
                                line->operands[j], line->operands[i], options->named[i].name);
                good = false;
            }
    }
    return good;
}

static bool check_alike(const struct command_line *line, const struct options *options)
{
    for (size_t i = 1; i < options->count; i++) {
        struct ensemble a = {.plan = options->loads[0].service.plan}, b = {.plan = options->loads[i].service.plan};
        char why[200];
        if (comparison_unlike(&a, &b, why)) {
            command_misused(line, "%s: %s", line->operands[i], why);
            return false;
        }
    }
    return true;
}

/* The response of managers hides what an option does, so it has to be asked for; and it has to be the same everywhere. */
static bool check_response(const struct command_line *line, const struct options *options)
{
    for (size_t i = 0; i < options->count; i++) {
        bool responds = options->loads[i].service.plan->response.given,
             asked = line->option[OPTION_WITH_RESPONSE] != NULL;
        if (responds && !asked)
            command_misused(line,
                            "%s: managers respond to high caseloads (response), which would hide what an option does; "
                            "leave the section out, or give --with-response with files that all have it",
                            line->operands[i]);
        else if (asked && !responds)
            command_misused(line, "%s: --with-response needs a section response in every file", line->operands[i]);
        if (responds != asked)
            return false;
    }
    return true;
}

/* All together until every change is known well enough. */
static bool run_until(const struct command_line *line, struct options *options, long threads)
{
    const struct plan *plan = options->loads[0].service.plan;
    options->until = (struct session_until){.loads = options->loads,
                                            .ensembles = options->ensembles,
                                            .count = options->count,
                                            .seed = (uint64_t)plan->clock.seed,
                                            .stopping = session_stopping(line, plan, (double)options->count)};
    options->run = options->count;
    return session_replicate_until(line, &options->until, threads);
}

/* Every option with the baseline's seed and runs: that is what makes them comparable. */
static bool run_all(const struct command_line *line, struct options *options, long threads)
{
    const struct plan_clock *clock = &options->loads[0].service.plan->clock;
    for (; options->run < options->count; options->run++) {
        if (!line->option[OPTION_QUIET])
            fprintf(stderr, "%s\n", options->named[options->run].name);
        bool complete = session_replicate(line, &options->loads[options->run], (uint64_t)clock->seed,
                                          (size_t)clock->runs, threads, &options->ensembles[options->run]);
        if (!complete) {
            options->run++;
            return false;
        }
    }
    return true;
}

static bool write_file(struct folder *folder, struct manifest *manifest, const char *name, const char *bytes,
                       size_t length, char why[static 256])
{
    manifest_add(manifest, name, bytes, length);
    return folder_write(folder, name, bytes, length, why);
}

static bool write_resolved(const struct options *options, size_t i, struct folder *folder, struct manifest *manifest,
                           char why[static 256])
{
    char *text = NULL;
    size_t length = 0;
    struct text name = {0};
    FILE *out = open_memstream(&text, &length);
    if (!out) {
        snprintf(why, 256, "not enough memory");
        return false;
    }
    scenario_write(&options->loads[i].scenario, &plan_table, NULL, false, &options->loads[i].diag, out);
    fclose(out);
    text_printf(&name, "%s.yaml", options->named[i].name);
    bool written = write_file(folder, manifest, name.at, text, length, why);
    text_release(&name);
    free(text);
    return written;
}

/* Files of the past that the resolved scenarios name; options of one service share theirs. */
static bool write_histories(const struct options *options, struct folder *folder, struct manifest *manifest,
                            char why[static 256])
{
    bool written = true;
    for (size_t i = 0; i < options->count && written; i++) {
        const struct history *history = &options->loads[i].history;
        bool there = history->bytes == NULL;
        for (size_t k = 0; k < i && !there; k++)
            there =
                options->loads[k].history.bytes != NULL && text_equal(options->loads[k].history.file, history->file);
        written = there || write_file(folder, manifest, history->file, history->bytes, history->length, why);
    }
    return written;
}

static bool write_all(const struct options *options, const struct comparison *comparison, struct folder *folder,
                      char why[static 256])
{
    struct manifest manifest = {0};
    struct text csv = {0}, json = {0}, list = {0};
    comparison_write_csv(comparison, &csv);
    comparison_write_json(comparison, &json);
    bool written = write_file(folder, &manifest, "comparison.csv", csv.at, csv.length, why) &&
                   write_file(folder, &manifest, "comparison.json", json.at, json.length, why);
    for (size_t i = 0; i < options->count && written; i++)
        written = write_resolved(options, i, folder, &manifest, why);
    written = written && write_histories(options, folder, &manifest, why);
    const struct command_load *baseline = &options->loads[0];
    struct result_run run = {.scenario = &baseline->scenario,
                             .table = &plan_table,
                             .filled = &baseline->service.filled,
                             .prepared = &baseline->service.prepared,
                             .ensemble = &options->ensembles[0],
                             .diag = &baseline->diag,
                             .stopped = options->until.count > 0 ? &options->until.look : NULL,
                             .seed = comparison->seed,
                             .version = comparison->version};
    manifest_write(&manifest, &run, &list);
    written = written && folder_write(folder, "manifest.json", list.at, list.length, why) && folder_finish(folder, why);
    if (!written)
        folder_discard(folder);
    manifest_release(&manifest);
    text_release(&csv);
    text_release(&json);
    text_release(&list);
    return written;
}

static void print_reason(const struct stopping_look *look)
{
    struct text words = {0};
    stopping_words(look, &words);
    command_wrap(stdout, 0, 0, words.at);
    printf("\n\n");
    text_release(&words);
}

static int compare_loaded(const struct command_line *line, struct options *options, long threads)
{
    const char *out = line->option[OPTION_OUT] ? line->option[OPTION_OUT] : "results/comparison";
    struct folder folder = {0};
    char why[256];
    session_listen();
    if (!folder_open(&folder, out, why)) {
        folder_release(&folder);
        return session_fail(line, why);
    }
    int result;
    if (!(line->until ? run_until(line, options, threads) : run_all(line, options, threads))) {
        result = session_stop(line, &folder);
    } else {
        struct comparison comparison = {.options = options->named,
                                        .count = options->count,
                                        .seed = (uint64_t)options->loads[0].service.plan->clock.seed,
                                        .version = HEADROOM_VERSION};
        struct text table = {0};
        comparison_write_terminal(&comparison, &table);
        result = write_all(options, &comparison, &folder, why) ? COMMAND_DONE : session_fail(line, why);
        if (result == COMMAND_DONE && !line->option[OPTION_QUIET]) {
            printf("%s\n", table.at);
            if (line->until)
                print_reason(&options->until.look);
            printf("Numbers: %s/comparison.csv and comparison.json\n", out);
        }
        text_release(&table);
    }
    folder_release(&folder);
    return result;
}

static int compare(const struct command_line *line)
{
    long threads;
    if (!command_whole(line, OPTION_THREADS, 1, 0, &threads))
        return COMMAND_WRONG;
    struct options options = {0};
    int result = COMMAND_WRONG;
    if (load_all(line, &options) && check_alike(line, &options) && check_response(line, &options) &&
        session_fits(line, options.loads[0].service.plan, (double)options.count))
        result = compare_loaded(line, &options, threads);
    release(&options);
    return result;
}

const struct command command_compare = {
    .name = "compare",
    .operands = "BASELINE FILE...",
    .least = 2,
    .most = 0,
    .brief = "options against a baseline, on the same luck",
    .about =
        "Simulates several scenarios with the same seed and as many runs as the first, the baseline. Each run meets the "
        "same families, candidates and workers in every scenario, so what differs is the option and not the luck. Prints, "
        "for the first target of the baseline, each option's chance and caseload with the change against the baseline, "
        "and writes every measure's paired difference with its interval (comparison.csv), the chances of all targets "
        "(comparison.json) and each scenario with every value written out.\n\n"
        "A change is given only when it can be told from nought at 95 per cent over all options together. Scenarios that "
        "differ in their clock are refused. So are those in which managers respond to high caseloads, unless all do and "
        "--with-response is given.",
    .example = "headroom compare scenarios/luton-2020.yaml mine.yaml --runs 200",
    .takes = COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) |
             COMMAND_TAKES(SET) | COMMAND_TAKES(WITH_RESPONSE) | COMMAND_TAKES(QUIET),
    .stops = true,
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program.",
    .run = compare,
};
