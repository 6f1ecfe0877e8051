#include "command/variant.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/session.h"
#include "report/comparison.h"
#include "report/order.h"
#include "report/publication.h"

#define PROGRAM_LIMIT ((size_t)64 << 20)

/* --- loading ------------------------------------------------------------------------------------------------------ */

/* The command line's settings, those of every variant, and those of this one. */
static bool load_with(const struct variant_study *study, const struct scenario_setting *settings, size_t count,
                      struct command_load *load)
{
    size_t first = study->always_count;
    struct scenario_setting *all = mem_new(first + count + 1, sizeof *all);
    for (size_t i = 0; i < first; i++)
        all[i] = study->always[i];
    for (size_t i = 0; i < count; i++)
        all[first + i] = settings[i];
    bool good = command_load_with(load, study->file, all, first + count, study->line);
    free(all);
    return good;
}

static size_t find_target(const struct plan *plan, const char *name)
{
    const struct plan_target *targets = plan_items(plan->targets, struct plan_target);
    size_t i = 0;
    while (i < plan->targets.count && !text_equal(targets[i].named.name, name))
        i++;
    return i;
}

size_t variant_target(const struct variant_study *study)
{
    return find_target(study->base.service.plan, study->target);
}

/* What stands in the way of comparing a good scenario with the base, or null. */
static const char *unlike(const struct variant_study *study, const struct plan *plan, char why[static 200])
{
    const struct plan_clock *clock = &study->base.service.plan->clock;
    if (plan->clock.runs != clock->runs || plan->clock.seed != clock->seed)
        return "clock.runs and clock.seed cannot be varied: all points meet the same luck in as many runs";
    if (find_target(plan, study->target) == plan->targets.count)
        return "it has not got the target that decides";
    if (plan->response.given && !study->line->option[OPTION_WITH_RESPONSE])
        return "managers respond to high caseloads (response), which would hide what is varied; leave the section out, or "
               "give --with-response";
    return comparison_unlike(study->base.service.plan, plan, why);
}

bool variant_load(const struct variant_study *study, const struct scenario_setting *settings, size_t count,
                  const char *title, struct command_load *load)
{
    char words[200];
    if (!load_with(study, settings, count, load)) {
        fprintf(stderr, "%s: %s\n", study->line->program, title);
        command_load_print(load, study->file);
        return false;
    }
    const char *why = unlike(study, load->service.plan, words);
    if (why)
        command_misused(study->line, "%s: %s", title, why);
    return why == NULL;
}

bool variant_check(const struct variant_study *study, const struct scenario_setting *settings, size_t count,
                   const char *title)
{
    struct command_load load;
    bool good = variant_load(study, settings, count, title, &load);
    command_load_release(&load);
    return good;
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static bool has_path(const struct variant_study *study, const char *path)
{
    const struct command_load *base = &study->base;
    if (tree_find(base->scenario.root, path))
        return true;
    char *text = NULL;
    size_t length;
    FILE *out = mem_open_text(&text, &length);
    bool found = scenario_write(&base->scenario, &plan_table, path, false, &base->diag, out);
    mem_close_text(out);
    free(text);
    return found;
}

/* The name among those that the scenario gives under `part` that was probably meant. */
static const char *near_name(const struct variant_study *study, const char *part, const char *name)
{
    const struct node *map = part[0] ? tree_find(study->base.scenario.root, part) : study->base.scenario.root;
    if (!map || map->kind != NODE_MAP || map->count == 0)
        return NULL;
    const char **names = mem_new(map->count, sizeof *names);
    for (size_t i = 0; i < map->count; i++)
        names[i] = map->items[i]->key;
    const char *near = text_nearest(name, names, map->count);
    free(names);
    return near;
}

bool variant_has(const struct variant_study *study, const char *path)
{
    if (has_path(study, path))
        return true;
    char *part = mem_copy_text(path), *dot;
    char *wrong = mem_copy_text(path); /* the shortest part that is not there */
    while ((dot = strrchr(part, '.')) != NULL) {
        *dot = '\0';
        if (has_path(study, part))
            break;
        wrong[dot - part] = '\0';
    }
    const char *last = strrchr(wrong, '.'), *near = near_name(study, dot ? part : "", last ? last + 1 : wrong);
    command_misused(study->line, "there is no %s in %s; %s%s%s", wrong, study->file,
                    near ? "did you mean \"" : "headroom show ", near ? near : study->file,
                    near ? "\"?" : " lists what there is");
    free(part);
    free(wrong);
    return false;
}

/* --- the study ---------------------------------------------------------------------------------------------------- */

static bool choose_target(struct variant_study *study)
{
    const struct command_line *line = study->line;
    const struct plan *plan = study->base.service.plan;
    const struct plan_target *targets = plan_items(plan->targets, struct plan_target);
    const char *asked = line->option[OPTION_TARGET];
    size_t target = asked ? find_target(plan, asked) : order_main_target(plan);
    if (plan->targets.count == 0) {
        command_misused(line, "%s: there is no target in it (targets), so nothing to judge by", study->file);
        return false;
    }
    if (target == plan->targets.count) {
        const char **names = mem_new(plan->targets.count, sizeof *names);
        for (size_t i = 0; i < plan->targets.count; i++)
            names[i] = targets[i].named.name;
        const char *near = text_nearest(asked, names, plan->targets.count);
        command_misused(line, "%s: there is no target \"%s\"; %s \"%s\"?", study->file, asked,
                        near ? "did you mean" : "is it", near ? near : names[0]);
        free(names);
        return false;
    }
    study->target = mem_copy_text(targets[target].named.name);
    return true;
}

static bool load_base(struct variant_study *study)
{
    bool good = load_with(study, NULL, 0, &study->base);
    if (!good || !study->line->option[OPTION_QUIET])
        command_load_print(&study->base, study->file);
    return good;
}

/* --by moves the target's date, for which its name has to be known first. */
static bool move_date(struct variant_study *study, struct arena *arena)
{
    const char *by = study->line->option[OPTION_BY];
    if (!by)
        return true;
    study->always[study->always_count++].text = arena_printf(arena, "targets.%s.by=%s", study->target, by);
    command_load_release(&study->base);
    return load_base(study);
}

static void hash_program(char out[static 65])
{
    size_t length;
    const char *why;
    char *bytes = file_read("/proc/self/exe", PROGRAM_LIMIT, &length, &why);
    hash_sha256(bytes ? bytes : "", bytes ? length : 0, out);
    free(bytes);
}

/* Each value that is varied is written beside what it does, and what it costs. */
static bool may_publish(const struct command_line *line)
{
    for (size_t i = 0; i < line->varied_count && line->option[OPTION_PUBLICATION] != NULL; i++) {
        const char *varied = line->varied[i];
        const char *values = strchr(varied, '=');
        if (publication_replaces_priced(varied, values != NULL ? values + 1 : "") == NULL)
            continue;
        command_misused(
            line,
            "--vary %s cannot be in a publication edition: its values, or costs beside them, would tell a count "
            "of 1 to 5 children or what suppliers charge; leave out --publication, or vary something else",
            varied);
        return false;
    }
    return true;
}

int variant_open(struct variant_study *study, const struct command_line *line, const char *ending, const char *always)
{
    *study = (struct variant_study){
        .line = line, .file = line->operands[0], .always = {{.text = always}}, .always_count = always != NULL};
    if (!command_whole(line, OPTION_THREADS, 1, 0, &study->threads) || !load_base(study) || !choose_target(study) ||
        !move_date(study, &study->arena))
        return COMMAND_WRONG;
    const struct plan *plan = study->base.service.plan;
    char words[200];
    const char *why = unlike(study, plan, words);
    if (why)
        return command_misused(line, "%s: %s", study->file, why);
    if (!may_publish(line) || !session_fits(line, plan, 1))
        return COMMAND_WRONG;
    study->runs = (size_t)plan->clock.runs;
    study->seed = (uint64_t)plan->clock.seed;
    struct text out = {0};
    if (line->option[OPTION_OUT])
        text_add(&out, line->option[OPTION_OUT]);
    else
        text_printf(&out, "results/%s-%s", plan->name, ending);
    study->out = out.at;
    hash_program(study->program);
    store_open(&study->store, study->out);
    return COMMAND_DONE;
}

void variant_close(struct variant_study *study)
{
    command_load_release(&study->base);
    store_close(&study->store);
    free(study->target);
    free(study->out);
    arena_release(&study->arena);
    *study = (struct variant_study){0};
}

/* --- running ------------------------------------------------------------------------------------------------------ */

/* Where inputs are held; seventeen digits tell any two places apart. */
static void add_held(const struct service_hold *held, struct text *out)
{
    text_printf(out, "held %zu %zu %zu\n", held->rows, held->each, held->first);
    for (size_t i = 0; i < held->rows * held->inputs; i++)
        text_printf(out, "%.17g\n", held->shares[i]);
}

/* Everything that a result depends on; the scenario written out stands for its files and settings. */
static void make_key(const struct variant_study *study, const struct command_load *load, uint64_t seed, size_t first,
                     size_t runs, char key[static 65])
{
    struct text all = {0}, scenario = {0};
    FILE *out = mem_open_text(&scenario.at, &scenario.length);
    scenario_write(&load->scenario, &plan_table, NULL, false, &load->diag, out);
    mem_close_text(out);
    text_printf(&all, "%s %s %llu %zu %zu %s", HEADROOM_VERSION, study->program, (unsigned long long)seed, first, runs,
                study->target);
    for (size_t i = 0; i < study->figure_count; i++)
        text_printf(&all, " %d:%zu", study->figures[i].is_year,
                    study->figures[i].is_year ? study->figures[i].year : (size_t)study->figures[i].outturn);
    text_printf(&all, "\n%s", scenario.at ? scenario.at : "");
    if (load->service.held != NULL)
        add_held(load->service.held, &all);
    hash_sha256(all.at, all.length, key);
    free(scenario.at);
    text_release(&all);
}

static bool find_kept(const struct variant_study *study, const char *key, size_t runs, struct trial *trial)
{
    size_t length;
    char *text = store_get(&study->store, key, &length);
    bool found = text && trial_read(trial, text);
    free(text);
    return found && trial->runs == runs;
}

/* Runs of all variants together, for one bar. */
static void tell(void *user, size_t done, size_t runs)
{
    struct variant_study *study = user;
    progress_tell(&study->progress, study->done * runs + done, study->planned * runs);
}

static int simulate(struct variant_study *study, const struct command_load *load, uint64_t seed, size_t first,
                    size_t runs, struct trial *trial)
{
    struct ensemble ensemble;
    bool complete =
        session_replicate_as(load, seed, first, runs, study->threads, study->planned ? tell : NULL, study, &ensemble);
    if (complete)
        trial_take(trial, &ensemble, find_target(load->service.plan, study->target), study->figures,
                   study->figure_count);
    ensemble_release(&ensemble);
    return complete ? COMMAND_DONE : variant_stop(study);
}

int variant_run(struct variant_study *study, const struct command_load *load, uint64_t seed, struct trial *trial)
{
    return variant_run_part(study, load, seed, 0, study->runs, trial);
}

int variant_run_part(struct variant_study *study, const struct command_load *load, uint64_t seed, size_t first,
                     size_t runs, struct trial *trial)
{
    char key[65], why[256];
    make_key(study, load, seed, first, runs, key);
    *trial = (struct trial){0};
    if (find_kept(study, key, runs, trial)) {
        study->block = trial->block;
        study->found++;
        study->done++;
        return COMMAND_DONE;
    }
    int result = session_stopped() ? variant_stop(study) : simulate(study, load, seed, first, runs, trial);
    if (result != COMMAND_DONE)
        return result;
    study->block = trial->block;
    struct text text = {0};
    trial_write(trial, &text);
    bool kept = store_put(&study->store, key, text.at, text.length, why);
    text_release(&text);
    if (!kept) {
        progress_end(&study->progress);
        return session_fail(study->line, why);
    }
    study->done++;
    return COMMAND_DONE;
}

static bool run_asked(void *user, const struct scenario_setting *settings, size_t count, const char *title,
                      struct trial *trial)
{
    struct variant_asked *asked = user;
    struct command_load load;
    asked->result = COMMAND_WRONG;
    if (variant_load(asked->study, settings, count, title, &load))
        asked->result = variant_run(asked->study, &load, asked->study->seed, trial);
    command_load_release(&load);
    return asked->result == COMMAND_DONE;
}

struct trial_runner variant_runner(struct variant_asked *asked)
{
    return (struct trial_runner){.run = run_asked, .user = asked};
}

int variant_stop(struct variant_study *study)
{
    progress_end(&study->progress);
    if (study->done == 0)
        return session_stop(study->line, NULL);
    fprintf(stderr, "%s: stopped; %zu finished point%s kept in %s, and the same command goes on from there\n",
            study->line->program, study->done, study->done == 1 ? " is" : "s are", study->store.path);
    return COMMAND_SIGNAL + session_stopped();
}

struct result_run variant_base(struct variant_study *study, struct ensemble *hollow)
{
    struct command_load *base = &study->base;
    bool publication = study->line->option[OPTION_PUBLICATION] != NULL;
    *hollow = (struct ensemble){.plan = base->service.plan, .runs = study->runs, .block = study->block};
    return (struct result_run){.scenario = &base->scenario,
                               .table = &plan_table,
                               .filled = &base->service.filled,
                               .prepared = &base->service.prepared,
                               .ensemble = hollow,
                               .history = &base->history,
                               .diag = &base->diag,
                               .again = publication
                                            ? (struct result_again){0}
                                            : command_again(study->line, "resolved.yaml", &base->scenario.arena),
                               .changed = command_changed(study->line, &base->scenario.arena),
                               .publication = publication,
                               .edition_of = PUBLICATION_OF_STUDY,
                               .seed = study->seed,
                               .version = HEADROOM_VERSION,
                               .no_charts = study->line->option[OPTION_NO_CHARTS] != NULL};
}
