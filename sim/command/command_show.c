#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command_load.h"
#include "command/command_rows.h"
#include "command/command_show_at.h"
#include "experiment/study.h"
#include "experiment/words.h"
#include "report/order.h"
#include "report/table.h"

enum { WIDTH = 96 };

static void number_cell(struct table *table, double value, int decimals)
{
    char words[WORDS_SHORT];
    if (isnan(value))
        snprintf(words, sizeof words, "-");
    else
        words_number(value, decimals, words);
    table_cell(table, words);
}

static void print_table(struct table *table, FILE *out)
{
    struct text text = {0};
    table_plain(table, WIDTH, &text);
    fprintf(out, "\n%s", text.at ? text.at : "");
    text_release(&text);
    table_release(table);
}

static const char *team_of(const struct prepared *prepared, const struct prepared_stage *stage)
{
    return stage->team < 0 ? "-" : prepared->teams[stage->team].plan->named.name;
}

static void print_stages(const struct prepared *prepared, FILE *out)
{
    const struct map *map = &prepared->plan->pathway;
    struct table table = {0};
    table_column(&table, TABLE_WORDS, "stage");
    table_column(&table, TABLE_WORDS, "team");
    table_column(&table, TABLE_NUMBERS, "new a week");
    table_column(&table, TABLE_NUMBERS, "weeks now");
    table_column(&table, TABLE_NUMBERS, "unhurried");
    table_column(&table, TABLE_NUMBERS, "implied");
    table_column(&table, TABLE_NUMBERS, "stated");
    size_t *order = order_of(map, sizeof(struct plan_stage));
    for (size_t i = 0; i < map->count; i++) {
        const struct prepared_stage *stage = &prepared->stages[order[i]];
        table_cell(&table, stage->plan->named.name);
        table_cell(&table, team_of(prepared, stage));
        number_cell(&table, stage->arrivals, 2);
        number_cell(&table, stage->stay, 1);
        number_cell(&table, stage->nominal, 1);
        number_cell(&table, stage->implied, 0);
        number_cell(&table, stage->plan->opening, 0);
    }
    free(order);
    print_table(&table, out);
}

static void print_teams(const struct prepared *prepared, FILE *out)
{
    const struct map *map = &prepared->plan->teams;
    struct table table = {0};
    table_column(&table, TABLE_WORDS, "team");
    table_column(&table, TABLE_NUMBERS, "FTE");
    table_column(&table, TABLE_NUMBERS, "effective");
    table_column(&table, TABLE_NUMBERS, "open");
    table_column(&table, TABLE_NUMBERS, "caseload");
    table_column(&table, TABLE_NUMBERS, "stretch");
    table_column(&table, TABLE_NUMBERS, "rho");
    table_column(&table, TABLE_NUMBERS, "gain");
    table_column(&table, TABLE_NUMBERS, "settles");
    size_t *order = order_of(map, sizeof(struct plan_team));
    for (size_t i = 0; i < map->count; i++) {
        const struct prepared_team *team = &prepared->teams[order[i]];
        table_cell(&table, team->plan->named.name);
        number_cell(&table, team->holders, 1);
        number_cell(&table, team->effective, 1);
        number_cell(&table, team->load, 0);
        number_cell(&table, team->caseload, 1);
        number_cell(&table, team->stretch, 2);
        number_cell(&table, team->rho, 2);
        number_cell(&table, team->gain, 1);
        number_cell(&table, team->relaxation, 0);
    }
    free(order);
    print_table(&table, out);
}

static void print_derived(const struct prepared *prepared, FILE *out)
{
    fprintf(out, "What follows from the scenario by calculation, on the first day:\n");
    if (prepared->stage_count > 0) {
        print_stages(prepared, out);
        fprintf(out, "\n");
        command_wrap(
            out, 0, 0,
            "Weeks now: how long a case takes at the opening load. Unhurried: how long when nobody is overloaded. Implied: "
            "the open cases that this many new a week would keep; where that is far from those stated, the "
            "service starts out of balance.");
    }
    if (prepared->team_count > 0) {
        print_teams(prepared, out);
        fprintf(out, "\n");
        command_wrap(
            out, 0, 0,
            "FTE and effective: workers in post, and the same weighted by grade and experience. Caseload: open cases "
            "over FTE. Stretch: load over capacity, at least 1. Rho: work arriving over work that can be done; "
            "at 1 or more the caseload grows without end. Gain, 1 / (1 - rho): how strongly a small loss of "
            "staff moves the caseload. Settles: weeks in which a disturbance falls to about a third.");
    }
}

/* Under a scenario the figures stand in comments, so that the whole output is a scenario again. */
static int print_derived_as_comments(const struct prepared *prepared)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = mem_open_text(&text, &length);
    print_derived(prepared, out);
    mem_close_text(out);
    printf("\n");
    for (char *line = text; *line;) {
        size_t end = strcspn(line, "\n");
        printf("#%s%.*s\n", end ? " " : "", (int)end, line);
        line += end + (line[end] == '\n');
    }
    free(text);
    return COMMAND_DONE;
}

static int unknown_path(const struct command_line *line, const char *path)
{
    struct arena arena = {0};
    const char *meant = command_rows_meant(path, &arena);
    int result =
        meant ? command_misused(line, "%s has nothing at \"%s\"; did you mean \"%s\"?", line->operands[0], path, meant)
              : command_misused(line, "%s has nothing at \"%s\"", line->operands[0], path);
    arena_release(&arena);
    return result;
}

static int show_loaded(const struct command_line *line, const struct command_load *load)
{
    const char *path = line->operand_count > 1 ? line->operands[1] : NULL;
    bool derived = line->option[OPTION_DERIVED] != NULL;
    if (line->option[OPTION_AT] != NULL)
        return command_show_at(line, load, path);
    if (derived && path)
        return command_misused(line, "--derived is about the whole scenario; leave out \"%s\"", path);
    if (derived) {
        print_derived(&load->service.prepared, stdout);
        return COMMAND_DONE;
    }
    if (!scenario_write(&load->scenario, &plan_table, path, true, &load->diag, stdout))
        return unknown_path(line, path ? path : "");
    return path ? COMMAND_DONE : print_derived_as_comments(&load->service.prepared);
}

static int show_comparison(const struct command_line *line)
{
    struct study_file file;
    const char *path = line->operand_count > 1 ? line->operands[1] : NULL;
    int result = COMMAND_DONE;
    bool usable = study_open(&file, line->operands[0]);
    diag_print(&file.diag, stderr);
    if (!usable)
        result = COMMAND_WRONG;
    else if (line->option[OPTION_AT] || line->option[OPTION_DERIVED] || line->setting_count > 0)
        result = command_misused(line, "%s is a comparison; --at, --derived and --set are about one of its scenarios",
                                 line->operands[0]);
    else if (!scenario_write(&file.scenario, &study_table, path, true, &file.diag, stdout))
        result = command_misused(line, "%s has nothing at \"%s\"", line->operands[0], path ? path : "");
    study_close(&file);
    return result;
}

static int show(const struct command_line *line)
{
    if (scenario_is_comparison(line->operands[0]))
        return show_comparison(line);
    struct command_load load;
    int result = COMMAND_WRONG;
    if (command_load(&load, line->operands[0], line))
        result = show_loaded(line, &load);
    command_load_release(&load);
    return result;
}

const struct command command_show = {
    .name = "show",
    .operands = "FILE [PATH]",
    .least = 1,
    .most = 2,
    .brief = "the whole scenario, with where each value came from",
    .about =
        "Prints the scenario with every value written out, those of its parents and the defaults too, and beside each "
        "the file and line it came from. With a PATH, only that part. Below it stand the figures that follow by "
        "calculation: how long each stage takes when nobody is overloaded, how many cases the flows imply, and how close "
        "each team is to the point where its caseload grows without end.",
    .example = "headroom show scenarios/luton-2020.yaml\n"
               "headroom show scenarios/luton-2020.yaml teams.assessment\n"
               "headroom show scenarios/luton-2020.yaml --derived\n"
               "headroom show MINE.yaml teams.assessment.capacity --at 2021-06-01",
    .takes = COMMAND_TAKES(DERIVED) | COMMAND_TAKES(AT) | COMMAND_TAKES(SET) | COMMAND_TAKES(QUIET),
    .run = show,
};
