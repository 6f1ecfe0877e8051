#include "base/text.h"
#include "command/command_load.h"

static void add_count(struct text *text, size_t count, const char *one, const char *many)
{
    if (count > 0)
        text_printf(text, "%s%zu %s", text->length ? ", " : "", count, count == 1 ? one : many);
}

static void say_fine(const char *path, const struct command_load *load)
{
    const struct plan *plan = load->service.plan;
    struct text text = {0};
    add_count(&text, plan->teams.count, "team", "teams");
    add_count(&text, plan->pathway.count, "stage", "stages");
    add_count(&text, plan->demand.sources.count, "source of referrals", "sources of referrals");
    add_count(&text, plan->pipelines.count, "pipeline", "pipelines");
    add_count(&text, plan->targets.count, "target", "targets");
    add_count(&text, load->service.filled.uncertain_count, "range", "ranges");
    printf("%s: no problems%s%s%s\n", path, text.length ? " (" : "", text.length ? text.at : "",
           text.length ? ")" : "");
    text_release(&text);
}

/* Flushed, so that what is said about several files stays in their order when both outputs go to one place. */
static int check(const struct command_line *line)
{
    int result = COMMAND_DONE;
    for (size_t i = 0; i < line->operand_count; i++) {
        struct command_load load;
        bool usable = command_load_quietly(&load, line->operands[i], line);
        if (!usable || !line->option[OPTION_QUIET])
            command_load_print(&load, line->operands[i]);
        if (!usable)
            result = COMMAND_WRONG;
        else if (!line->option[OPTION_QUIET])
            say_fine(line->operands[i], &load);
        fflush(stdout);
        command_load_release(&load);
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
        "but looks like a mistake; that is a warning and stops nothing.",
    .example = "headroom check my-council.yaml",
    .takes = COMMAND_TAKES(SET) | COMMAND_TAKES(QUIET),
    .run = check,
};
