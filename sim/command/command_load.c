#include "command/command_load.h"

/* What only shows in calculation is told by path; here it gets the line where that path stands. */
static void place_problems(struct command_load *load, size_t first)
{
    for (size_t i = first; i < load->diag.count; i++) {
        struct problem *problem = &load->diag.problems[i];
        if (problem->place.line > 0 || !problem->path)
            continue;
        const struct node *node = tree_nearest(load->scenario.root, problem->path);
        problem->place = node->key ? node->key_at : node->at;
    }
}

bool command_load_quietly(struct command_load *load, const char *path, const struct command_line *line)
{
    *load = (struct command_load){0};
    scenario_load(&load->scenario, path, line->settings, line->setting_count, &load->diag);
    /* What could be read is checked even when something could not, so that all problems are told at once. */
    if (load->scenario.root)
        load->filled = param_fill(&plan_table, load->scenario.root, &load->arena, &load->diag);
    if (load->diag.errors > 0)
        return false;
    load->plan = load->filled.values;
    size_t known = load->diag.count;
    bool prepared = prepared_make(&load->prepared, load->plan, &load->diag);
    place_problems(load, known);
    return prepared;
}

void command_load_print(struct command_load *load, const char *path)
{
    diag_print(&load->diag, stderr);
    if (load->diag.errors > 0)
        fprintf(stderr, "%s: %zu problem%s\n", path, load->diag.errors, load->diag.errors == 1 ? "" : "s");
}

bool command_load(struct command_load *load, const char *path, const struct command_line *line)
{
    bool usable = command_load_quietly(load, path, line);
    if (!usable || !line->option[OPTION_QUIET])
        command_load_print(load, path);
    return usable;
}

void command_load_release(struct command_load *load)
{
    prepared_release(&load->prepared);
    scenario_release(&load->scenario);
    arena_release(&load->arena);
    diag_release(&load->diag);
}
