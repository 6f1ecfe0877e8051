#include "base/text.h"
#include "command/command_load.h"
#include "scenario/scenario_diff.h"

enum { INDENT = 2 };

static void print_difference(const struct scenario_difference *difference)
{
    struct text text = {0};
    text_printf(&text, "%s [%s]", difference->sentence, difference->path);
    command_wrap(stdout, INDENT + 2, printf("%*s- ", INDENT, ""), text.at);
    text_release(&text);
}

static size_t print_section(const struct scenario_diff *diff, size_t from)
{
    const char *section = diff->items[from].section;
    size_t i = from;
    printf("\n%s\n", section);
    for (; i < diff->count && text_equal(diff->items[i].section, section); i++)
        print_difference(&diff->items[i]);
    return i;
}

static void print_all(const struct command_line *line, const struct scenario_diff *diff)
{
    bool all = line->option[OPTION_SOURCES] != NULL;
    size_t sources = 0;
    printf("From %s to %s:\n", line->operands[0], line->operands[1]);
    for (size_t i = 0; i < diff->count;) {
        if (diff->items[i].source && !all) {
            sources++;
            i++;
        } else {
            i = print_section(diff, i);
        }
    }
    if (sources > 0)
        printf("\n%zu difference%s in the sources of figures; --sources lists them\n", sources,
               sources == 1 ? "" : "s");
}

static int diff(const struct command_line *line)
{
    struct command_load before, after;
    struct command_line plain = *line;
    struct arena arena = {0};
    plain.setting_count = 0;
    bool usable = command_load(&before, line->operands[0], &plain);
    usable &= command_load(&after, line->operands[1], line);
    if (usable) {
        struct scenario_diff result = scenario_diff(&plan_table, before.scenario.root, after.scenario.root, &arena);
        if (result.count == 0)
            printf("No differences\n");
        else
            print_all(line, &result);
    }
    arena_release(&arena);
    command_load_release(&before);
    command_load_release(&after);
    return usable ? COMMAND_DONE : COMMAND_WRONG;
}

const struct command command_diff = {
    .name = "diff",
    .operands = "FILE FILE",
    .least = 2,
    .most = 2,
    .brief = "what differs between two scenarios, in plain words",
    .about =
        "Says what is added, removed and changed on the way from the first scenario to the second, section by section. What "
        "the files mean is compared and not how they are written: a default written out, another order or another unit "
        "is no difference. Behind each line stands the path, for --set and for show.\n\n"
        "--set changes the second scenario only, so that a file beside itself tells what a setting does.",
    .example = "headroom diff scenarios/luton-2020.yaml scenarios/options/academy.yaml\n"
               "headroom diff MINE.yaml MINE.yaml --set teams.assessment.posts.funded=24",
    .takes = COMMAND_TAKES(SOURCES) | COMMAND_TAKES(SET) | COMMAND_TAKES(QUIET),
    .run = diff,
};
