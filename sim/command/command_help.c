#include "base/text.h"
#include "command/command.h"

enum { WIDTH = 80, NAME_COLUMN = 2, HELP_COLUMN = 24, LONGEST_LIST_NAME = 10 };

struct option_help {
    const char *name;
    const char *value;
    const char *help;
};

static const struct option_help options[] = {
#define OPTION(id, name, value, help) {name, value, help},
#include "command/options.def"
#undef OPTION
};

/* Columns that a word takes: one for each character, so UTF-8 continuation bytes are not counted. */
static int columns(const char *bytes, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return count;
}

void command_wrap(FILE *out, int indent, int at, const char *words)
{
    bool fresh = at == 0;
    if (fresh)
        at = fprintf(out, "%*s", indent, "");
    while (*words) {
        size_t length = strcspn(words, " \n");
        int width = columns(words, length);
        if (!fresh && at + 1 + width > WIDTH) {
            at = fprintf(out, "\n%*s", indent, "") - 1;
            fresh = true;
        }
        at += fprintf(out, "%s", fresh || at == indent ? "" : " ") + width;
        fwrite(words, 1, length, out);
        fresh = false;
        words += length;
        for (; *words == '\n'; words++) {
            fputc('\n', out);
            if (words[1] != '\n')
                at = fprintf(out, "%*s", indent, "");
            fresh = true;
        }
        words += *words == ' ';
    }
    fputc('\n', out);
}

static void row(FILE *out, int column, const char *name, const char *value, const char *help)
{
    int at = fprintf(out, "%*s%s%s%s", NAME_COLUMN, "", name, value ? " " : "", value ? value : "");
    if (at + 2 > column) {
        fputc('\n', out);
        at = 0;
    }
    at += fprintf(out, "%*s", column - at, "");
    command_wrap(out, column, at, help);
}

static void list_options(const struct command *command, FILE *out)
{
    char name[64];
    fprintf(out, "\nOptions:\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!(command->takes & UINT64_C(1) << i))
            continue;
        snprintf(name, sizeof name, "--%s", options[i].name);
        row(out, HELP_COLUMN, name, options[i].value, options[i].help);
    }
    row(out, HELP_COLUMN, "--help", NULL, "this text");
}

void command_help(const struct command *command, FILE *out)
{
    fprintf(out, "headroom %s%s%s [options]\n\n", command->name, command->operands[0] ? " " : "", command->operands);
    command_wrap(out, 0, 0, command->about);
    fprintf(out, "\nFor example:\n");
    for (const char *line = command->example; *line;) {
        size_t length = strcspn(line, "\n");
        fprintf(out, "    %.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
    list_options(command, out);
    fprintf(out, "\nReturns:\n");
    row(out, HELP_COLUMN, "0", NULL, "done");
    row(out, HELP_COLUMN, "1", NULL, "the surroundings failed, for example a full disc");
    row(out, HELP_COLUMN, "2", NULL, "the scenario or the command line has a problem; nothing was done");
    if (command->exits)
        command_wrap(out, NAME_COLUMN, 0, command->exits);
}

void command_help_overview(FILE *out)
{
    fprintf(out, "Headroom: what would it take to get caseloads down, and by when?\n\n");
    command_wrap(
        out, 0, 0,
        "It simulates a children's social care service from a scenario file: who comes to it, who works in it, "
        "what changes. It gives the weekly caseload of every team as a range, and the chance of meeting a target "
        "by its date.");
    fprintf(out, "\nStart with:\n    headroom run scenarios/luton-2020.yaml\n\nCommands:\n");
    for (const struct command *const *command = command_list; *command; command++)
        row(out, NAME_COLUMN + LONGEST_LIST_NAME, (*command)->name, NULL, (*command)->brief);
    row(out, NAME_COLUMN + LONGEST_LIST_NAME, "help", NULL, "more about a command: headroom help run");
    fprintf(out, "\nOptions:\n");
    row(out, HELP_COLUMN, "--help", NULL, "this text");
    row(out, HELP_COLUMN, "--version", NULL, "the version of the program and of what it is built with");
    row(out, HELP_COLUMN, "--list-commands", NULL, "the names of the commands, one on a line");
}
