#include "command/command_trace_figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "command/command_load.h"
#include "command/command_trace_chart.h"
#include "command/command_trace_count.h"
#include "command/command_trace_input.h"
#include "command/session.h"
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

static void print_inputs(const struct command_load *load, const json_t *figure)
{
    struct figures figures;
    figures_init(&figures, &load->scenario, &plan_table, load->service.plan);
    printf("\nInputs that feed it\n");
    for (size_t i = 0; i < figures.count; i++)
        if (figures.items[i].standing != FIGURE_DEFAULT && command_trace_input_feeds(figure, figures.items[i].path))
            command_trace_input_print(load, &figures.items[i]);
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
    bool figure_wanted = trail_check_is_id(id), chart_wanted = command_trace_chart_is_id(id);
    if (folder == NULL)
        return command_misused(
            line,
            "%.24s is a figure of a report; add --in DIR with its results folder (a scenario file of that "
            "name is ./%.24s)",
            id, id);
    if (asks_for_more(line))
        return command_misused(line, "a figure is of a run that is over; of other options only --in goes with it");
    json_t *figures = trail_check_open(folder, why);
    const json_t *figure = figures != NULL && figure_wanted ? trail_check_find(figures, id, why) : NULL;
    int result = COMMAND_WRONG;
    if (figure != NULL)
        result = trace_in(line, figure);
    else if (figures != NULL && command_trace_count_is_id(id))
        result = command_trace_count(line);
    else if (figures != NULL && chart_wanted)
        result = command_trace_chart(line);
    else if (figures != NULL && !figure_wanted)
        result = command_trace_input(line, figures);
    else
        fprintf(stderr, "%s: %s\n", line->program, why);
    json_decref(figures);
    return result;
}
