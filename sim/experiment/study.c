#include "experiment/study.h"

#include <stdlib.h>

#include "base/text.h"
#include "model/plan.h"

/* --- reading --- */

static const struct node *child_of(const struct study_file *file, const char *section, const char *name,
                                   const char *key)
{
    return tree_child(tree_child(tree_child(file->scenario.root, section), name), key);
}

/* The baseline stands before all others. */
static int rank_of(const struct study *study, const struct study_option *option)
{
    const struct study_option *items = study->options.items;
    bool first = study->baseline.index >= 0 && option == &items[study->baseline.index];
    return first ? -1 : option->named.place;
}

static void sort_options(struct study_file *file)
{
    const struct study *study = file->study;
    struct study_option *items = study->options.items;
    file->option_count = study->options.count;
    file->options = arena_new(&file->scenario.arena, file->option_count + 1, sizeof *file->options);
    for (size_t i = 0; i < file->option_count; i++) {
        const struct node *title = child_of(file, "options", items[i].named.name, "title");
        items[i].title = title != NULL && title->kind == NODE_SCALAR ? items[i].named.title : NULL;
        size_t at = i;
        for (; at > 0 && rank_of(study, file->options[at - 1]) > rank_of(study, &items[i]); at--)
            file->options[at] = file->options[at - 1];
        file->options[at] = &items[i];
    }
}

static void sort_futures(struct study_file *file)
{
    struct study_future *items = file->study->futures.items;
    file->future_count = file->study->futures.count;
    file->futures = arena_new(&file->scenario.arena, file->future_count + 1, sizeof *file->futures);
    for (size_t i = 0; i < file->future_count; i++) {
        size_t at = i;
        for (; at > 0 && file->futures[at - 1]->named.place > items[i].named.place; at--)
            file->futures[at] = file->futures[at - 1];
        file->futures[at] = &items[i];
    }
}

static void check_sources(struct study_file *file)
{
    const struct node *root = file->scenario.root;
    const struct node *sources = tree_child(root, "sources");
    for (size_t i = 0; i < file->study->sources.count; i++) {
        const char *path = plan_items(file->study->sources, struct plan_figure)[i].named.name;
        if (tree_find(root, path) == NULL)
            diag_error(&file->diag, tree_child(sources, path)->key_at, "sources",
                       "\"%s\" names nothing that this comparison states; correct the path, or remove the line", path);
    }
}

static bool is_given(const struct study_file *file, const char *key)
{
    const struct node *node = tree_child(file->scenario.root, key);
    return node != NULL && !tree_is_null(node) && !tree_is_empty(node);
}

static bool fill(struct study_file *file)
{
    if (file->scenario.root == NULL)
        return false;
    struct filled filled = param_fill(&study_table, file->scenario.root, &file->scenario.arena, &file->diag);
    if (file->diag.errors > 0)
        return false;
    file->study = filled.values;
    sort_options(file);
    sort_futures(file);
    if (is_given(file, "runs"))
        snprintf(file->runs, sizeof file->runs, "clock.runs=%lld", (long long)file->study->runs);
    if (is_given(file, "seed"))
        snprintf(file->seed, sizeof file->seed, "clock.seed=%lld", (long long)file->study->seed);
    check_sources(file);
    return file->diag.errors == 0;
}

bool study_open(struct study_file *file, const char *path)
{
    *file = (struct study_file){0};
    scenario_open(&file->scenario, &(struct scenario_request){.path = path, .kind = "comparison"}, &file->diag);
    return fill(file);
}

bool study_open_text(struct study_file *file, const char *name, const char *text)
{
    *file = (struct study_file){0};
    int index = diag_file(&file->diag, name, text, strlen(text));
    file->scenario.root = tree_parse(&file->scenario.arena, &file->diag, index);
    return fill(file);
}

const char *study_option_path(struct study_file *file, const struct study_option *option)
{
    char *path = arena_printf(&file->scenario.arena, "options.%s.file", option->named.name);
    return scenario_find_named(&file->scenario, path, &file->diag);
}

void study_close(struct study_file *file)
{
    scenario_release(&file->scenario);
    diag_release(&file->diag);
    *file = (struct study_file){0};
}

/* --- settings --- */

static size_t add_values(struct scenario_setting *all, size_t count, const struct settings *set,
                         const struct diag *from)
{
    for (size_t i = 0; i < set->count; i++)
        all[count++] = (struct scenario_setting){.value = set->items[i].value, .from = from};
    return count;
}

struct scenario_setting *study_settings(const struct study_file *file, const struct study_option *option,
                                        const struct study_future *future, const struct scenario_setting *line,
                                        size_t line_count, size_t *count)
{
    size_t room =
        2 + file->study->set.count + option->set.count + line_count + (future != NULL ? future->set.count : 0);
    struct scenario_setting *all = mem_new(room, sizeof *all);
    *count = 0;
    if (file->runs[0] != '\0')
        all[(*count)++] = (struct scenario_setting){.text = file->runs};
    if (file->seed[0] != '\0')
        all[(*count)++] = (struct scenario_setting){.text = file->seed};
    *count = add_values(all, *count, &file->study->set, &file->diag);
    *count = add_values(all, *count, &option->set, &file->diag);
    for (size_t i = 0; i < line_count; i++)
        all[(*count)++] = line[i];
    if (future != NULL)
        *count = add_values(all, *count, &future->set, &file->diag);
    return all;
}

/* --- writing --- */

/* Sources of what is now written out in the options' own files. */
static void drop_sources(struct arena *arena, struct node *root)
{
    struct node *sources = tree_child(root, "sources");
    for (size_t i = sources == NULL ? 0 : sources->count; i-- > 0;)
        if (tree_find(root, sources->items[i]->key) == NULL)
            tree_remove(arena, sources, sources->items[i]->key);
}

void study_write_resolved(struct study_file *file, bool with_futures, FILE *out)
{
    struct arena *arena = &file->scenario.arena;
    static const struct place nowhere;
    struct scenario resolved = file->scenario;
    resolved.root = tree_copy(arena, file->scenario.root);
    for (size_t i = 0; i < file->option_count; i++) {
        const char *name = file->options[i]->named.name;
        struct node *option = tree_child(tree_child(resolved.root, "options"), name);
        tree_remove(arena, option, "set");
        tree_set(arena, option, "file", tree_scalar(arena, arena_printf(arena, "%s.yaml", name), nowhere));
    }
    const char *baseline = file->options[0]->named.name;
    tree_set(arena, resolved.root, "baseline", tree_scalar(arena, baseline, nowhere));
    tree_remove(arena, resolved.root, "set");
    tree_remove(arena, resolved.root, "runs");
    tree_remove(arena, resolved.root, "seed");
    if (!with_futures)
        tree_remove(arena, resolved.root, "futures");
    drop_sources(arena, resolved.root);
    scenario_write(&resolved, &study_table, NULL, false, &file->diag, out);
}
