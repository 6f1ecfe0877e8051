/* What there is to say about parameters is in command_rows.c. */
#include "base/text.h"
#include "command/command.h"
#include "command/command_rows.h"
#include "experiment/study.h"
#include "model/metric.h"
#include "model/plan.h"

enum { NAME_WIDTH = 22 };

static const char *const topics[] = {"metrics", "parameters", "commands", "charts"};
enum { TOPIC_COUNT = sizeof topics / sizeof *topics };

static void describe_row(const char *name, const char *words)
{
    int at = printf("  %-*s ", NAME_WIDTH, name);
    command_wrap(stdout, NAME_WIDTH + 3, at, words);
}

static void describe_metric(enum metric metric)
{
    static const char *const scopes[] = {[SCOPE_SERVICE] = "for the service",
                                         [SCOPE_TEAM] = "for the service and each team",
                                         [SCOPE_STAGE] = "for each stage",
                                         [SCOPE_GRADE] = "for each grade",
                                         [SCOPE_PIPELINE] = "for all pipelines and each"};
    const struct metric_info *info = metric_info(metric);
    struct text words = {0};
    text_printf(&words, "%s, in %s, %s: %s", info->label, info->unit, scopes[info->scope], info->help);
    describe_row(info->name, words.at);
    text_release(&words);
}

static int describe_metrics(void)
{
    printf("Every weekly measure, as series.csv and summary.json call it:\n\n");
    for (int metric = 0; metric < METRIC_COUNT; metric++)
        describe_metric((enum metric)metric);
    return COMMAND_DONE;
}

static int describe_commands(void)
{
    for (const struct command *const *command = command_list; *command; command++)
        describe_row((*command)->name, (*command)->brief);
    printf("\nheadroom help NAME says more about one of them.\n");
    return COMMAND_DONE;
}

static int describe_charts(void)
{
    static const char *const slugs[] = {
#define CHART(name, slug) slug,
#include "plots/charts.def"
#undef CHART
    };
    static const char *const compared[] = {
#define CHART(name, slug) slug,
#include "plots/comparison_charts.def"
#undef CHART
    };
    command_wrap(
        stdout, 0, 0,
        "The charts of a run, in the order of the report. Each is in the folder charts/ as NAME.svg and NAME.png, "
        "with its numbers (NAME.csv) and the script that draws it again (NAME.gp):\n");
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
        printf("  %s\n", slugs[i]);
    printf("\nThe charts of a comparison:\n\n");
    for (size_t i = 0; i < sizeof compared / sizeof *compared; i++)
        printf("  %s\n", compared[i]);
    return COMMAND_DONE;
}

static int describe_overview(void)
{
    printf("headroom describe WHAT tells about:\n\n");
    describe_row("metrics", "every weekly measure");
    describe_row("parameters", "what a scenario file may hold; describe parameters teams lists one part");
    describe_row("commands", "what the program can be asked to do");
    describe_row("charts", "the charts of a run and of a comparison");
    describe_row("PATH", "one parameter, such as pathway.takes or teams.posts.funded");
    describe_row("MEASURE", "one measure, such as caseload_p90");
    printf("\nThe whole reference is scenarios/REFERENCE.md.\n");
    return COMMAND_DONE;
}

static int unknown(const struct command_line *line, const char *what)
{
    struct arena arena = {0};
    struct command_rows rows;
    command_rows_list(&rows, &arena);
    const char **names = arena_new(&arena, rows.count + METRIC_COUNT + TOPIC_COUNT, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < TOPIC_COUNT; i++)
        names[count++] = topics[i];
    for (int metric = 0; metric < METRIC_COUNT; metric++)
        names[count++] = metric_info((enum metric)metric)->name;
    for (size_t i = 0; i < rows.count; i++)
        names[count++] = rows.items[i].plain;
    const char *nearest = text_nearest(what, names, count);
    int result =
        nearest ? command_misused(line, "there is nothing called \"%s\"; did you mean \"%s\"?", what, nearest)
                : command_misused(line, "there is nothing called \"%s\"; headroom describe lists what there is", what);
    arena_release(&arena);
    return result;
}

/* Parameters at and under a path, unless the path looks like a slip of the fingers. */
static int describe_rows(const struct command_line *line, const char *path, bool in_full)
{
    struct arena arena = {0};
    const char *meant = command_rows_meant(path, &arena);
    int result = COMMAND_DONE;
    if (meant)
        result = command_misused(line, "there is nothing called \"%s\"; did you mean \"%s\"?", path, meant);
    else if (!command_rows_print(path, in_full, stdout))
        result = unknown(line, path);
    arena_release(&arena);
    return result;
}

static int describe_topic(const struct command_line *line, const char *what)
{
    const char *prefix = line->operand_count > 1 ? line->operands[1] : "";
    if (text_equal(what, "parameters"))
        return describe_rows(line, prefix, false);
    if (*prefix)
        return command_misused(line, "\"%s\" is one too many", prefix);
    if (text_equal(what, "metrics"))
        return describe_metrics();
    if (text_equal(what, "commands"))
        return describe_commands();
    if (text_equal(what, "charts"))
        return describe_charts();
    enum metric metric = metric_find(what);
    if (metric != METRIC_COUNT) {
        describe_metric(metric);
        return COMMAND_DONE;
    }
    return describe_rows(line, what, true);
}

static int describe(const struct command_line *line)
{
    static const struct param_table *const roots[] = {&plan_table, &study_table, NULL};
    bool comparison = line->operand_count == 1 && text_equal(line->operands[0], "comparison");
    if (line->option[OPTION_REFERENCE])
        scenario_write_reference(roots, stdout);
    else if (line->option[OPTION_SCHEMA])
        scenario_write_schema(comparison ? &study_table : &plan_table, stdout);
    else if (line->operand_count == 0)
        return describe_overview();
    else
        return describe_topic(line, line->operands[0]);
    return COMMAND_DONE;
}

const struct command command_describe = {
    .name = "describe",
    .operands = "[WHAT]",
    .most = 2,
    .brief = "what a scenario may hold and what the results measure",
    .about =
        "Tells about the parameters of a scenario (what they mean, their unit, their default and where it came from), the "
        "measures in the results, the commands and the charts. All of it is read from the tables that the program itself "
        "works with, so it is never out of date.",
    .example = "headroom describe metrics\n"
               "headroom describe parameters workforce\n"
               "headroom describe pathway.takes",
    .takes = COMMAND_TAKES(REFERENCE) | COMMAND_TAKES(SCHEMA),
    .run = describe,
};
