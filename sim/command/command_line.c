#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"

struct option_info {
    const char *name;
    const char *value;
};

static const struct option_info options[] = {
#define OPTION(id, name, value, help) {name, value},
#include "command/options.def"
#undef OPTION
};

/* What getopt_long() returns for option i is FIRST_VALUE + i, clear of the characters that it uses itself. */
enum { FIRST_VALUE = 256, VALUE_HELP = FIRST_VALUE + OPTION_COUNT };

int command_misused(const struct command_line *line, const char *format, ...)
{
    struct text words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    /* It repeats what was typed, or what a script passed on from somebody else. */
    fprintf(stderr, "%s: ", line->program);
    text_put_clean(stderr, words.at);
    fprintf(stderr, "\nSee: %s --help\n", line->program);
    text_release(&words);
    return COMMAND_WRONG;
}

/* The options of a command as getopt_long() wants them: room for all, for --help and for the end. */
static void list_options(const struct command *command, struct option *list)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command->takes & UINT64_C(1) << i) {
            /* The one word of this program that much of the world writes otherwise. */
            if (i == OPTION_NO_COLOUR)
                *list++ = (struct option){"no-color", no_argument, NULL, FIRST_VALUE + i};
            *list++ = (struct option){options[i].name, options[i].value ? required_argument : no_argument, NULL,
                                      FIRST_VALUE + i};
        }
    *list++ = (struct option){"help", no_argument, NULL, VALUE_HELP};
    *list = (struct option){0};
}

static int unknown_option(const struct command_line *line, const struct option *list, const char *word)
{
    if (word[0] != '-' || word[1] != '-')
        return command_misused(line, "unknown option \"-%c\"", optopt);
    const char *names[OPTION_COUNT + 2];
    size_t count = 0, length = strcspn(word + 2, "=");
    char *name = mem_copy_text(word + 2);
    name[length] = '\0';
    size_t starting = 0;
    for (; list[count].name; count++) {
        names[count] = list[count].name;
        starting += text_starts(names[count], name);
    }
    const char *nearest = text_nearest(name, names, count);
    int result = starting > 1 ? command_misused(line, "\"--%s\" could be several options; write it in full", name)
                 : nearest    ? command_misused(line, "unknown option \"--%s\"; did you mean \"--%s\"?", name, nearest)
                              : command_misused(line, "unknown option \"--%s\"", name);
    free(name);
    return result;
}

static void add_setting(struct command_line *line, const char *text)
{
    mem_grow(&line->settings, &line->setting_capacity, line->setting_count + 1, sizeof *line->settings);
    line->settings[line->setting_count++] = (struct scenario_setting){.text = text, .again = line->again};
}

/* --runs auto, or auto:1%. */
static int take_precision(struct command_line *line, const struct command *command, const char *value)
{
    static const double least = 0.001, most = 0.2;
    double share = 0;
    char why[200];
    if (!command->stops)
        return command_misused(line, "--runs should be a whole number here; run and compare know --runs auto");
    const struct unit_context weeks = {.weeks_per_year = 52}; /* a share needs none */
    bool good =
        text_equal(value, "auto") ||
        (value[4] == ':' && !units_read(value + 5, UNIT_SHARE, &weeks, &share, why) && share >= least && share <= most);
    if (!good)
        return command_misused(
            line,
            "--runs \"%s\" should be a number of runs, or auto, or auto:1%% with what to be sure to (0.1%% to 20%%)",
            value);
    line->until = true;
    line->precision = share;
    return COMMAND_DONE;
}

/* Notes one option. Returns COMMAND_DONE, or says what is wrong with it. */
static int take_option(struct command_line *line, const struct command *command, enum command_option option,
                       const char *value)
{
    line->option[option] = value ? value : "";
    if (option == OPTION_SET) {
        if (!strchr(value, '=') || value[0] == '=')
            return command_misused(line, "--set \"%s\" should be PATH=VALUE, for example --set clock.runs=100", value);
        add_setting(line, value);
        return COMMAND_DONE;
    }
    if (option == OPTION_VARY) {
        mem_grow(&line->varied, &line->varied_capacity, line->varied_count + 1, sizeof *line->varied);
        line->varied[line->varied_count++] = value;
    }
    if (option == OPTION_LIMIT) {
        mem_grow(&line->limits, &line->limit_capacity, line->limit_count + 1, sizeof *line->limits);
        line->limits[line->limit_count++] = value;
    }
    if (option == OPTION_FROM) {
        mem_grow(&line->from, &line->from_capacity, line->from_count + 1, sizeof *line->from);
        line->from[line->from_count++] = value;
    }
    if (option == OPTION_RUNS && text_starts(value, "auto"))
        return take_precision(line, command, value);
    if (option == OPTION_RUNS || option == OPTION_SEED) {
        line->until = line->until && option != OPTION_RUNS;
        long number;
        if (!command_whole(line, option, option == OPTION_RUNS, 0, &number))
            return COMMAND_WRONG;
        add_setting(line, arena_printf(&line->arena, "clock.%s=%ld", options[option].name, number));
    }
    return COMMAND_DONE;
}

static int check_operands(const struct command_line *line, const struct command *command)
{
    if (line->operand_count < command->least)
        return command_misused(line, "%s is missing: %s %s", command->least == 1 ? "the file" : "something",
                               line->program, command->operands);
    if (command->most > 0 && line->operand_count > command->most)
        return command_misused(line, "\"%s\" is one too many", line->operands[command->most]);
    return COMMAND_DONE;
}

/* Names of files are repeated on the terminal and in manifests, where an escape sequence in one could do harm. */
static bool has_control(const char *name)
{
    size_t length = name ? strlen(name) : 0, size;
    for (size_t at = 0; at<length; at += size> 0 ? size : 1) {
        size = text_character(name + at, length - at);
        if (size > 0 && text_is_control(name + at, size))
            return true;
    }
    return false;
}

static int check_names(const struct command_line *line)
{
    bool wrong = has_control(line->option[OPTION_OUT]) || has_control(line->option[OPTION_IN]);
    for (size_t i = 0; i < line->operand_count; i++)
        wrong = wrong || has_control(line->operands[i]);
    return wrong ? command_misused(line, "a name on the command line holds a control character; rename that file")
                 : COMMAND_DONE;
}

/* Reads the whole line. *help is set when --help was among the options, whatever else is wrong. */
static int read_line(struct command_line *line, const struct command *command, int argc, char **argv, bool *help)
{
    struct option list[OPTION_COUNT + 3];
    list_options(command, list);
    int found;
    opterr = 0;
    optind = 0; /* a command may run another one */
    while ((found = getopt_long(argc, argv, ":h", list, NULL)) != -1) {
        const char *word = argv[optind - 1];
        int wrong = COMMAND_DONE;
        if (found == 'h' || found == VALUE_HELP)
            *help = true;
        else if (found == ':')
            wrong = command_misused(line, "%s needs a value: %s %s", word, word, options[optopt - FIRST_VALUE].value);
        else if (found == '?' && optopt >= FIRST_VALUE)
            wrong = command_misused(line, "%.*s takes no value", (int)strcspn(word, "="), word);
        else if (found == '?')
            wrong = unknown_option(line, list, word);
        else
            wrong = take_option(line, command, (enum command_option)(found - FIRST_VALUE), optarg);
        if (wrong != COMMAND_DONE)
            return wrong;
    }
    line->operands = argv + optind;
    line->operand_count = (size_t)(argc - optind);
    if (*help)
        return COMMAND_DONE;
    int wrong = check_names(line);
    return wrong != COMMAND_DONE ? wrong : check_operands(line, command);
}

static int run_line(const struct command *command, int argc, char **argv, bool again)
{
    struct command_line line = {.again = again};
    line.program = arena_printf(&line.arena, "headroom %s", command->name);
    line.command = command->name;
    bool help = false;
    int result = read_line(&line, command, argc, argv, &help);
    if (result == COMMAND_DONE && help)
        command_help(command, stdout);
    else if (result == COMMAND_DONE)
        result = command->run(&line);
    free(line.settings);
    free(line.varied);
    free(line.limits);
    free(line.from);
    arena_release(&line.arena);
    return result;
}

int command_run_line(const struct command *command, int argc, char **argv)
{
    return run_line(command, argc, argv, false);
}

int command_run_again(const struct command *command, int argc, char **argv)
{
    return run_line(command, argc, argv, true);
}

bool command_whole(const struct command_line *line, enum command_option option, long least, long fallback, long *value)
{
    const char *text = line->option[option];
    int64_t whole;
    char why[200];
    *value = fallback;
    if (!text)
        return true;
    const char *wrong = units_read_whole(text, &whole, why);
    if (wrong) {
        command_misused(line, "--%s \"%s\" should be a whole number", options[option].name, text);
        return false;
    }
    if (whole < least) {
        command_misused(line, "--%s %s is too small; the least is %ld", options[option].name, text, least);
        return false;
    }
    *value = (long)whole;
    return true;
}

/* What a resolved file holds, and what changes no byte. */
static bool is_left_out(const struct command_line *line, enum command_option option)
{
    const uint64_t left_out = COMMAND_TAKES(SET) | COMMAND_TAKES(SEED) | COMMAND_TAKES(OUT) | COMMAND_TAKES(QUIET) |
                              COMMAND_TAKES(THREADS) | COMMAND_TAKES(VARY) | COMMAND_TAKES(NO_COLOUR) |
                              COMMAND_TAKES(ACTUALS);
    return (left_out & UINT64_C(1) << option) != 0 || (option == OPTION_RUNS && !line->until);
}

/* Runs and seed: pages tell them with or without --set. */
static bool is_clock(const char *setting)
{
    return text_starts(setting, "clock.runs=") || text_starts(setting, "clock.seed=");
}

struct result_again command_again(const struct command_line *line, const char *file, struct arena *arena)
{
    const char **list = arena_new(arena, OPTION_COUNT + line->varied_count + line->setting_count, sizeof *list);
    size_t count = 0;
    for (unsigned i = 0; i < OPTION_COUNT; i++)
        if (line->option[i] != NULL && !is_left_out(line, (enum command_option)i))
            list[count++] = options[i].value ? arena_printf(arena, "--%s=%s", options[i].name, line->option[i])
                                             : arena_printf(arena, "--%s", options[i].name);
    for (size_t i = 0; i < line->varied_count; i++)
        list[count++] = arena_printf(arena, "--%s=%s", options[OPTION_VARY].name, line->varied[i]);
    for (size_t i = 0; i < line->setting_count; i++)
        if (!is_clock(line->settings[i].text))
            list[count++] = arena_printf(arena, "--%s=%s", options[OPTION_SET].name, line->settings[i].text);
    return (struct result_again){.command = line->command, .file = file, .options = list, .option_count = count};
}

const char *command_changed(const struct command_line *line, struct arena *arena)
{
    enum { NAMED = 3 };
    struct text words = {0};
    size_t count = 0;
    for (size_t i = 0; i < line->setting_count; i++) {
        const char *setting = line->settings[i].text;
        if (is_clock(setting))
            continue;
        /* What was charged may be the value. */
        size_t length = line->option[OPTION_PUBLICATION] != NULL ? strcspn(setting, "=") : strlen(setting);
        if (count++ < NAMED)
            text_printf(&words, "%s%.*s", count > 1 ? ", " : "", (int)length, setting);
    }
    if (count > NAMED)
        text_add(&words, " and others");
    const char *changed = count > 0 ? arena_copy(arena, words.at) : NULL;
    text_release(&words);
    return changed;
}
