#include "command/command_trace_input.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "command/session.h"
#include "model/metric.h"
#include "plots/theme.h"
#include "report/trail_check.h"
#include "report/trail_file.h"

/* Figures that are named as examples of what an input feeds. */
enum { EXAMPLES = 6 };

/* Is the path the section, or below it? A name of it that is "*" stands for any. */
static bool is_below(const char *path, const char *section)
{
    if (*section == '\0')
        return false;
    while (*section != '\0' && *path != '\0') {
        if (path[0] == '*' && (path[1] == '.' || path[1] == '\0')) {
            section += strcspn(section, ".");
            path++;
        } else if (*path++ != *section++)
            return false;
    }
    return *section == '\0' && (*path == '\0' || *path == '.');
}

bool command_trace_input_feeds(const json_t *figure, const char *path)
{
    const json_t *sections = json_object_get(figure, "inputs");
    for (size_t i = 0; i < json_array_size(sections); i++) {
        const char *section = json_string_value(json_array_get(sections, i));
        if (section != NULL && is_below(path, section))
            return true;
    }
    return false;
}

/* --- an input ----------------------------------------------------------------------------------------------------- */

/* Where the value of a path stands; a map has no line of its own. */
static void add_origin(const struct command_load *load, const char *path, struct text *out)
{
    const struct node *node = tree_find(load->scenario.root, path);
    while (node != NULL && node->kind != NODE_SCALAR && node->count > 0)
        node = node->items[0];
    if (node != NULL && node->at.line > 0)
        text_printf(out, " (%s:%d)", load->diag.files[node->at.file].name, node->at.line);
}

/* resolved.yaml states the defaults too. */
static bool is_default(const struct figure *input)
{
    const char *fallback = input->row->fallback;
    return fallback != NULL && fallback[0] != '\0' && text_equal(fallback, input->value);
}

/* "source, grade A-", or why there is none. */
static void add_source(const struct figure *input, struct text *out)
{
    if (input->from != NULL || input->grade != NULL) {
        theme_clean(out, input->from != NULL ? input->from : "no source");
        text_add(out, input->grade != NULL && input->grade[0] != '\0' ? ", grade " : ", not graded");
        theme_clean(out, input->grade != NULL ? input->grade : "");
    } else if (is_default(input))
        text_printf(out, "the program's default%s%s", input->row->source != NULL ? ": " : "",
                    input->row->source != NULL ? input->row->source : "");
    else
        text_add(out, input->standing == FIGURE_ASSUMED ? "an assumption: no source is stated"
                                                        : "a choice of the plan or a convention");
}

void command_trace_input_print(const struct command_load *load, const struct figure *input)
{
    struct text line = {0}, source = {0};
    theme_clean(&line, input->path);
    text_add(&line, " = ");
    theme_clean(&line, input->value);
    add_origin(load, input->path, &line);
    printf("  %s\n", line.at);
    add_source(input, &source);
    command_wrap(stdout, 6, 0, source.at);
    text_release(&line);
    text_release(&source);
}

/* --- what it feeds ------------------------------------------------------------------------------------------------ */

/* A figure that the input is said to feed: by the sections that the figure names, or as what its target asks. */
static bool is_fed(const json_t *figure, const char *path)
{
    static const char targets[] = "targets.";
    const char *target = json_string_value(json_object_get(figure, "target"));
    if (target != NULL && strncmp(path, targets, sizeof targets - 1) == 0)
        return is_below(path + sizeof targets - 1, target);
    return command_trace_input_feeds(figure, path);
}

static bool holds(const json_t *list, const char *word)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (text_equal(json_string_value(json_array_get(list, i)), word))
            return true;
    return false;
}

static void note(json_t *list, const json_t *figure, const char *key)
{
    const char *word = json_string_value(json_object_get(figure, key));
    if (word != NULL && !holds(list, word))
        json_array_append_new(list, json_string(word));
}

/* At most so many words; the rest is counted. */
static void print_list(const char *label, const json_t *list, size_t most)
{
    struct text words = {0};
    size_t count = json_array_size(list);
    text_add(&words, label);
    for (size_t i = 0; i < count && i < most; i++) {
        text_add(&words, i > 0 ? ", " : "");
        theme_clean(&words, json_string_value(json_array_get(list, i)));
    }
    if (count > most)
        text_printf(&words, " and %zu more", count - most);
    if (count > 0)
        command_wrap(stdout, 2, 0, words.at);
    text_release(&words);
}

static void print_fed(const json_t *figures, const char *path)
{
    json_t *ids = json_array(), *measures = json_array(), *targets = json_array();
    for (size_t i = 0; i < json_array_size(figures); i++) {
        const json_t *figure = json_array_get(figures, i);
        if (!is_fed(figure, path))
            continue;
        note(ids, figure, "id");
        note(measures, figure, "measure");
        note(targets, figure, "target");
    }
    printf(json_array_size(ids) > 0 ? "\nFigures of the report that it feeds\n"
                                    : "\nThe report does not tell which of its figures follow from it.\n");
    print_list("targets: ", targets, SIZE_MAX);
    print_list("measures: ", measures, SIZE_MAX);
    print_list("figures: ", ids, EXAMPLES);
    json_decref(ids);
    json_decref(measures);
    json_decref(targets);
}

/* --- the inputs of a path ----------------------------------------------------------------------------------------- */

/* A star stands for one name. */
static bool matches(const char *path, const char *pattern)
{
    while (*path != '\0' && *pattern != '\0') {
        if (pattern[0] == '*' && (pattern[1] == '.' || pattern[1] == '\0')) {
            path += strcspn(path, ".");
            pattern++;
        } else if (*path++ != *pattern++)
            return false;
    }
    return *path == *pattern;
}

/* Those of the scenario at the path, each with its source; how many. */
static size_t print_figures(const struct command_load *load, const char *path)
{
    struct figures figures;
    size_t found = 0;
    figures_init(&figures, &load->scenario, &plan_table, load->service.plan);
    for (size_t i = 0; i < figures.count; i++) {
        const struct figure *figure = &figures.items[i];
        if (figure->standing == FIGURE_DEFAULT || (!matches(figure->path, path) && !is_below(path, figure->path)))
            continue;
        if (found++ == 0) {
            printf("What it is\n");
            command_wrap(stdout, 2, 0, figure->help);
            printf("\nValue, and where it comes from\n");
        }
        command_trace_input_print(load, figure);
    }
    figures_release(&figures);
    return found;
}

/* The part of the scenario as it is written, each value with the line that it stands in. */
static bool print_part(const struct command_load *load, const char *path)
{
    const struct node *node = tree_find(load->scenario.root, path);
    if (node == NULL)
        return false;
    struct text words = {0};
    printf("In the scenario\n");
    if (node->kind != NODE_SCALAR)
        return scenario_write(&load->scenario, &plan_table, path, true, (struct diag *)&load->diag, stdout);
    text_printf(&words, "%s = ", path);
    theme_clean(&words, node->text);
    printf("  %s (%s:%d)\n", words.at, load->diag.files[node->at.file].name, node->at.line);
    text_release(&words);
    return true;
}

static bool print_path(const struct command_load *load, const json_t *figures, const char *path)
{
    size_t found = print_figures(load, path);
    if (found == 0 && !print_part(load, path))
        return false;
    if (is_below(path, "targets") && strchr(path, '.') != NULL) {
        char target[200];
        const char *name = strchr(path, '.') + 1;
        snprintf(target, sizeof target, "targets.%.*s", (int)(strcspn(name, ".") % 180), name);
        printf("\nTarget\n");
        scenario_write(&load->scenario, &plan_table, target, true, (struct diag *)&load->diag, stdout);
    }
    print_fed(figures, path);
    return true;
}

/* The files with inputs that the figures of the folder name, each once. */
static json_t *scenarios_of(const json_t *figures)
{
    json_t *names = json_array();
    for (size_t i = 0; i < json_array_size(figures); i++)
        note(names, json_array_get(figures, i), "scenario");
    return names;
}

int command_trace_input(const struct command_line *line, const json_t *figures)
{
    const char *path = line->operands[0], *folder = line->option[OPTION_IN];
    json_t *names = scenarios_of(figures);
    bool found = false, altered = false;
    for (size_t i = 0; i < json_array_size(names) && path[0] != '\0'; i++) {
        struct command_load load = {0};
        struct text file = {0};
        json_t *named = json_pack("{s:O}", "scenario", json_array_get(names, i));
        bool usable = trail_check_scenario(named, folder, &file) && command_load_quietly(&load, file.at, line);
        if (usable && print_path(&load, figures, path)) {
            found = true;
            if (!trail_file_unaltered(folder, json_string_value(json_array_get(names, i)))) {
                printf("\nTHAT FILE IS NOT WHAT manifest.json SAYS; headroom verify tells what was altered.\n");
                altered = true;
            }
        }
        command_load_release(&load);
        json_decref(named);
        text_release(&file);
    }
    json_decref(names);
    if (altered)
        return session_fail(line, "the scenario in the folder is not the one that was written there");
    return found ? COMMAND_DONE
                 : command_misused(
                       line,
                       "the scenario in %.120s has no \"%.120s\"; --in goes with a figure of a report, such as "
                       "F12, or the path of an input, such as clock.length",
                       folder, path);
}
