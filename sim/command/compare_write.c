#include "command/compare_write.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/causes_table.h"
#include "report/comparison_report.h"
#include "report/delay_table.h"
#include "report/findings_table.h"
#include "report/package.h"
#include "report/publication.h"
#include "report/scrutiny.h"
#include "report/streams.h"
#include "report/workbook.h"

struct writing {
    struct package *package;
    char *why;
};

static bool write_bytes(struct writing *writing, const char *name, char *bytes, size_t length)
{
    struct text text = {.at = bytes, .length = length};
    return package_add(writing->package, name, &text, writing->why);
}

typedef void write_fn(const struct comparison *comparison, struct text *out);

static bool write_table(struct writing *writing, const char *name, write_fn *write, const struct comparison *comparison)
{
    struct text text = {0};
    if (comparison->publication && !publication_holds_file(name))
        return true;
    write(comparison, &text);
    bool written = package_add(writing->package, name, &text, writing->why);
    text_release(&text);
    return written;
}

static bool write_option(struct writing *writing, const struct compare_set *set, size_t option)
{
    const struct command_load *load = compare_set_load(set, 0, option);
    struct text name = {0};
    char *text = NULL;
    size_t length = 0;
    FILE *out = mem_open_text(&text, &length);
    scenario_write(&load->scenario, &plan_table, NULL, false, &load->diag, out);
    mem_close_text(out);
    text_printf(&name, "%s.yaml", compare_set_name(set, option));
    bool written = write_bytes(writing, name.at, text, length);
    text_release(&name);
    free(text);
    return written;
}

static bool write_study(struct writing *writing, struct compare_set *set)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = mem_open_text(&text, &length);
    study_write_resolved(&set->study, set->futures > 1, out);
    mem_close_text(out);
    bool written = write_bytes(writing, "comparison.yaml", text, length);
    free(text);
    return written;
}

/* Files of the past that the resolved scenarios name; options of one service share theirs. */
static bool write_histories(struct writing *writing, const struct compare_set *set)
{
    bool written = true;
    for (size_t i = 0; i < set->options && written; i++) {
        const struct history *history = &compare_set_load(set, 0, i)->history;
        bool there = history->bytes == NULL;
        for (size_t k = 0; k < i && !there; k++) {
            const struct history *other = &compare_set_load(set, 0, k)->history;
            there = other->bytes != NULL && text_equal(other->file, history->file);
        }
        written = there || write_bytes(writing, history->file, history->bytes, history->length);
    }
    return written;
}

static bool write_streams(struct writing *writing, const struct compare_set *set)
{
    const struct rng_registry **registries = mem_new(set->options, sizeof *registries);
    struct text text = {0};
    for (size_t i = 0; i < set->options; i++)
        registries[i] = &compare_set_load(set, 0, i)->service.prepared.registry;
    streams_write(registries, set->options, &text);
    free(registries);
    bool written = write_bytes(writing, "streams.csv", text.at, text.length);
    text_release(&text);
    return written;
}

static void add_inputs(struct scenario *all, const struct scenario *from, size_t *capacity)
{
    for (size_t i = 0; i < from->input_count; i++) {
        bool known = false;
        for (size_t k = 0; k < all->input_count && !known; k++)
            known = text_equal(all->inputs[k].name, from->inputs[i].name) &&
                    text_equal(all->inputs[k].sha256, from->inputs[i].sha256);
        if (known)
            continue;
        mem_grow(&all->inputs, capacity, all->input_count + 1, sizeof *all->inputs);
        all->inputs[all->input_count++] = from->inputs[i];
    }
}

struct result_run compare_write_run(struct compare_set *set, const struct command_line *line, struct scenario *inputs)
{
    struct command_load *baseline = compare_set_load(set, 0, 0);
    size_t capacity = 0;
    *inputs = (struct scenario){0};
    add_inputs(inputs, &set->study.scenario, &capacity);
    for (size_t i = 0; i < set->options; i++)
        add_inputs(inputs, &compare_set_load(set, 0, i)->scenario, &capacity);
    return (struct result_run){.scenario = inputs,
                               .table = &plan_table,
                               .counted = &baseline->scenario,
                               .filled = &baseline->service.filled,
                               .prepared = &baseline->service.prepared,
                               .diag = &baseline->diag,
                               .again = command_again(line, "comparison.yaml", &baseline->scenario.arena),
                               .changed = command_changed(line, &baseline->scenario.arena),
                               .seed = (uint64_t)baseline->service.plan->clock.seed,
                               .version = HEADROOM_VERSION};
}

static bool write_manifest(struct writing *writing, struct compare_set *set, const struct comparison *comparison,
                           const struct command_line *line, const struct stopping_look *look)
{
    struct scenario inputs;
    struct result_run run = compare_write_run(set, line, &inputs);
    run.ensemble = &comparison->options[0].dates;
    run.stopped = look;
    run.publication = comparison->publication;
    run.edition_of = PUBLICATION_OF_COMPARISON;
    if (comparison->publication)
        run.again = (struct result_again){0};
    bool written = package_close(writing->package, &run, writing->why);
    free(inputs.inputs);
    return written;
}

static bool write_report(struct writing *writing, const struct compare_set *set, const struct comparison *comparison,
                         const struct command_line *line, char **problem)
{
    const struct scenario **scenarios = mem_new(set->options, sizeof *scenarios);
    for (size_t i = 0; i < set->options; i++)
        scenarios[i] = &compare_set_load(set, 0, i)->scenario;
    struct comparison_report report = {.comparison = comparison,
                                       .scenarios = scenarios,
                                       .changed = command_changed(line, &compare_set_load(set, 0, 0)->scenario.arena),
                                       .no_charts = line->option[OPTION_NO_CHARTS] != NULL};
    bool written = comparison_report_write(&report, writing->package, problem, writing->why);
    free(scenarios);
    return written;
}

/* A workbook that cannot be written is no failure: *problem is told of it after what it was told before. */
static bool write_workbook(struct writing *writing, const struct comparison *comparison, char **problem)
{
    struct text problems = {0}, path = {0};
    char wrong[256];
    if (*problem != NULL)
        text_printf(&problems, "no charts: %s\n", *problem);
    text_printf(&path, "%s/" WORKBOOK_NAME, writing->package->folder->work);
    bool wanted = workbook_library() != NULL && !comparison->publication;
    if (wanted && !workbook_write_comparison(comparison, path.at, wrong))
        text_printf(&problems, "no workbook: %s: the other files are complete\n", wrong);
    if (wanted)
        package_note(writing->package, WORKBOOK_NAME);
    free(*problem);
    *problem = problems.at != NULL ? mem_copy_text(problems.at) : NULL;
    text_release(&problems);
    text_release(&path);
    return true;
}

bool compare_write_sources(struct compare_set *set, struct package *package, char why[static 256])
{
    struct writing writing = {.package = package, .why = why};
    bool written = write_study(&writing, set);
    for (size_t i = 0; i < set->options && written; i++)
        written = write_option(&writing, set, i);
    return written && write_histories(&writing, set) && write_streams(&writing, set);
}

static bool write_causes(struct writing *writing, const struct causes *causes)
{
    struct text text = {0};
    causes_table_csv(causes, &text);
    bool written = package_add(writing->package, "causes.csv", &text, writing->why);
    text_clear(&text);
    if (causes->loop.there)
        causes_table_loop_csv(causes, &text);
    written = written && (!causes->loop.there || package_add(writing->package, "loop.csv", &text, writing->why));
    text_release(&text);
    return written;
}

/* What stands behind the recommendation. */
static bool write_advice(struct writing *writing, const struct advice *advice)
{
    bool written = advice == NULL || advice->causes == NULL || write_causes(writing, advice->causes);
    for (size_t i = 0; advice != NULL && i < advice->finding_count && written; i++) {
        struct text text = {0}, name = {0};
        text_printf(&name, "%s.csv", advice->findings[i]->name);
        findings_table_csv(advice->findings[i], &text);
        written = package_add(writing->package, name.at, &text, writing->why);
        text_release(&name);
        text_release(&text);
    }
    if (advice != NULL && advice->delay != NULL && written) {
        struct text text = {0};
        delay_table_csv(advice->delay, &text);
        written = package_add(writing->package, "delay.csv", &text, writing->why);
        text_release(&text);
    }
    return written;
}

bool compare_write(struct compare_set *set, const struct comparison *comparison, const struct stopping_look *look,
                   const struct command_line *line, struct folder *folder, char **problem, char why[static 256])
{
    struct package package = {.folder = folder};
    struct writing writing = {.package = &package, .why = why};
    *problem = NULL;
    bool written =
        write_table(&writing, "comparison.csv", comparison_write_csv, comparison) &&
        write_table(&writing, "decision.csv", comparison_write_decision, comparison) &&
        write_table(&writing, "comparison.json", comparison_write_json, comparison) &&
        (comparison->regret == NULL || write_table(&writing, "regret.csv", comparison_write_regret, comparison)) &&
        (comparison->drivers == NULL || write_table(&writing, "drivers.csv", comparison_write_drivers, comparison)) &&
        write_advice(&writing, comparison->advice) &&
        write_table(&writing, "scrutiny.json", scrutiny_write_json, comparison) &&
        (comparison->publication || compare_write_sources(set, &package, why)) &&
        write_report(&writing, set, comparison, line, problem) && write_workbook(&writing, comparison, problem);
    written = written && write_manifest(&writing, set, comparison, line, look) && folder_finish(folder, why);
    if (!written)
        folder_discard(folder);
    package_release(&package);
    return written;
}
