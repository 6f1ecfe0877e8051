#include "command/command_trace_figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "command/command_load.h"
#include "command/session.h"
#include "plots/theme.h"
#include "report/figures.h"
#include "report/trail_check.h"

bool command_trace_is_figure(const struct command_line *line)
{
    return line->option[OPTION_IN] != NULL || trail_check_is_id(line->operands[0]);
}

/* Words of a figure on a line; nothing when there are none. */
static void print_member(const json_t *figure, const char *label, const char *key)
{
    struct text words = {0};
    trail_check_words(figure, key, &words);
    if (words.length > 0)
        printf("%s%s\n", label, words.at);
    text_release(&words);
}

static void print_measure(const json_t *figure)
{
    const char *name = json_string_value(json_object_get(figure, "measure"));
    enum metric metric = name != NULL ? metric_find(name) : METRIC_COUNT;
    if (metric == METRIC_COUNT)
        return;
    const struct metric_info *info = metric_info(metric);
    struct text words = {0};
    text_printf(&words, "%s (%s, in %s): %s", info->label, info->name, info->unit, info->help);
    printf("\nMeasure\n");
    command_wrap(stdout, 2, 0, words.at);
    text_release(&words);
}

static bool print_kept(const json_t *figure, const char *folder)
{
    struct text words = {0};
    bool right = trail_check_kept(figure, folder, &words);
    printf("\nKept in %s", words.at != NULL ? words.at : "\n");
    printf("  %s\n", right ? "That is what the report shows."
                           : "THAT IS NOT WHAT THE REPORT SHOWS; headroom verify tells what was altered.");
    text_release(&words);
    return right;
}

static void print_target(const struct command_load *load, const json_t *figure)
{
    const char *name = json_string_value(json_object_get(figure, "target"));
    struct text path = {0};
    if (name == NULL || !text_is_name(name))
        return;
    text_printf(&path, "targets.%s", name);
    if (tree_find(load->scenario.root, path.at) != NULL) {
        printf("\nTarget\n");
        scenario_write(&load->scenario, &plan_table, path.at, true, &load->diag, stdout);
    }
    text_release(&path);
}

/* Dated changes to the inputs, when there are any. */
static void print_levers(const struct command_load *load)
{
    const struct node *levers = tree_find(load->scenario.root, "levers");
    if (levers == NULL || levers->count == 0)
        return;
    printf("\nLevers, which change inputs as time goes on\n");
    scenario_write(&load->scenario, &plan_table, "levers", true, &load->diag, stdout);
}

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static bool is_below(const char *path, const char *section)
{
    size_t length = strlen(section);
    return length > 0 && strncmp(path, section, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

/* Does one of the sections that feed the figure hold it? */
static bool feeds(const json_t *sections, const char *path)
{
    for (size_t i = 0; i < json_array_size(sections); i++) {
        const char *section = json_string_value(json_array_get(sections, i));
        if (section != NULL && is_below(path, section))
            return true;
    }
    return false;
}

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

static void print_input(const struct command_load *load, const struct figure *input)
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

static void print_inputs(const struct command_load *load, const json_t *figure)
{
    const json_t *sections = json_object_get(figure, "inputs");
    struct figures figures;
    figures_init(&figures, &load->scenario, &plan_table, load->service.plan);
    printf("\nInputs that feed it\n");
    for (size_t i = 0; i < figures.count; i++)
        if (figures.items[i].standing != FIGURE_DEFAULT && feeds(sections, figures.items[i].path))
            print_input(load, &figures.items[i]);
    figures_release(&figures);
}

/* --- the chain ---------------------------------------------------------------------------------------------------- */

static int print_chain(const struct command_line *line, const struct command_load *load, const json_t *figure)
{
    print_member(figure, "", "id");
    print_member(figure, "  as shown: ", "shown");
    print_member(figure, "  what:     ", "what");
    print_member(figure, "  under:    ", "place");
    print_measure(figure);
    bool right = print_kept(figure, line->option[OPTION_IN]);
    print_target(load, figure);
    print_inputs(load, figure);
    print_levers(load);
    if (!right)
        fprintf(stderr, "%s: the folder does not hold what the report shows as %s\n", line->program, line->operands[0]);
    return right ? COMMAND_DONE : COMMAND_FAILED;
}

static int trace_in(const struct command_line *line, const json_t *figure)
{
    struct command_load load;
    struct text path = {0};
    if (!trail_check_scenario(figure, line->option[OPTION_IN], &path)) {
        text_release(&path);
        return session_fail(line, "the figure names no scenario of the folder; headroom verify tells what was altered");
    }
    bool usable = command_load_quietly(&load, path.at, line);
    if (!usable)
        command_load_print(&load, path.at);
    int result = usable ? print_chain(line, &load, figure) : COMMAND_WRONG;
    command_load_release(&load);
    text_release(&path);
    return result;
}

static bool asks_for_more(const struct command_line *line)
{
    return line->option[OPTION_REPLICATION] != NULL || line->option[OPTION_CASE] != NULL ||
           line->option[OPTION_WORKER] != NULL || line->option[OPTION_MEASURES] != NULL || line->setting_count > 0;
}

int command_trace_figure(const struct command_line *line)
{
    const char *id = line->operands[0], *folder = line->option[OPTION_IN];
    char why[256];
    if (!trail_check_is_id(id))
        return command_misused(line, "--in goes with a figure of a report, such as F12");
    if (folder == NULL)
        return command_misused(
            line,
            "%.24s is a figure of a report; add --in DIR with its results folder (a scenario file of that "
            "name is ./%.24s)",
            id, id);
    if (asks_for_more(line))
        return command_misused(line, "a figure is of a run that is over; of other options only --in goes with it");
    json_t *figures = trail_check_open(folder, why);
    const json_t *figure = figures != NULL ? trail_check_find(figures, id, why) : NULL;
    int result = COMMAND_WRONG;
    if (figure != NULL)
        result = trace_in(line, figure);
    else
        fprintf(stderr, "%s: %s\n", line->program, why);
    json_decref(figures);
    return result;
}
