#include "base/text.h"
#include "command/command_load.h"
#include "command/compare_set.h"

static void add_count(struct text *text, size_t count, const char *one, const char *many)
{
    if (count > 0)
        text_printf(text, "%s%zu %s", text->length ? ", " : "", count, count == 1 ? one : many);
}

/* Of a file that can be run; its warnings have been told. */
static void say_fine(const char *path, size_t warnings, const char *what)
{
    struct text verdict = {0};
    if (warnings > 0)
        text_add(&verdict, "no errors");
    add_count(&verdict, warnings, "warning", "warnings");
    printf("%s: %s%s%s%s\n", path, warnings > 0 ? verdict.at : "no problems", what != NULL ? " (" : "",
           what != NULL ? what : "", what != NULL ? ")" : "");
    text_release(&verdict);
}

static void say_scenario(const char *path, const struct command_load *load)
{
    const struct plan *plan = load->service.plan;
    struct text text = {0};
    add_count(&text, plan->teams.count, "team", "teams");
    add_count(&text, plan->pathway.count, "stage", "stages");
    add_count(&text, plan->demand.sources.count, "source of referrals", "sources of referrals");
    add_count(&text, plan->pipelines.count, "pipeline", "pipelines");
    add_count(&text, plan->targets.count, "target", "targets");
    add_count(&text, load->service.filled.uncertain_count, "range", "ranges");
    say_fine(path, load->diag.count, text.at);
    text_release(&text);
}

static bool check_comparison(const char *path, const struct command_line *line)
{
    struct compare_set set;
    bool usable = compare_set_open_file(&set, path, line, true);
    if (usable && !line->option[OPTION_QUIET]) {
        struct text text = {0};
        add_count(&text, set.options, "option", "options");
        add_count(&text, set.futures - 1, "future", "futures");
        say_fine(path, set.study.diag.count, text.at);
        text_release(&text);
    }
    compare_set_release(&set);
    return usable;
}

static bool check_scenario(const char *path, const struct command_line *line)
{
    struct command_load load;
    bool usable = command_load_quietly(&load, path, line);
    if (!usable || !line->option[OPTION_QUIET])
        command_load_print(&load, path);
    if (usable && !line->option[OPTION_QUIET])
        say_scenario(path, &load);
    command_load_release(&load);
    return usable;
}

/* Flushed, so that what is said about several files stays in their order when both outputs go to one place. */
static int check(const struct command_line *line)
{
    int result = COMMAND_DONE;
    for (size_t i = 0; i < line->operand_count; i++) {
        const char *path = line->operands[i];
        bool usable = scenario_is_comparison(path) ? check_comparison(path, line) : check_scenario(path, line);
        if (!usable)
            result = COMMAND_WRONG;
        fflush(stdout);
    }
    return result;
}

const struct command command_check = {
    .name = "check",
    .operands = "FILE...",
    .least = 1,
    .brief = "find every problem in scenario files, with line and suggestion",
    .about =
        "Reads scenario files and says everything that is wrong with them, in the order of the file: where it stands, "
        "what is wrong, what is allowed, and what was probably meant. Nothing is simulated. It also tells what is allowed "
        "but looks like a mistake; that is a warning and stops nothing. Of a comparison file, every option is looked at, in "
        "every future.",
    .example = "headroom check my-council.yaml",
    .takes = COMMAND_TAKES(SET) | COMMAND_TAKES(QUIET),
    .run = check,
};
