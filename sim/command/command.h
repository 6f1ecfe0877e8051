/* Commands: what the program can be asked to do, one file each.
 *
 * main.c finds the command by its name and returns its exit code. A command reads its command line, loads a scenario, has
 * another room do the work and prints; it holds no logic that another command could want, and knows no other command.
 * To add one: command_NAME.c with its `const struct command command_NAME`, and a line in commands.def. To add an option: a
 * line in options.def, and its name in `takes` of the commands that know it.
 *
 * Standard output carries results, standard error everything that is said about them. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "report/result.h"
#include "scenario/scenario.h"

enum command_exit {
    COMMAND_DONE = 0,
    COMMAND_FAILED = 1,  /* the surroundings: cannot write, out of memory, a replication that could not go on */
    COMMAND_WRONG = 2,   /* the input: a scenario with problems, an unknown option */
    COMMAND_SIGNAL = 128 /* plus the signal's number: stopped by the user */
};

enum command_option {
#define OPTION(id, name, value, help) OPTION_##id,
#include "command/options.def"
#undef OPTION
    OPTION_COUNT
};

#define COMMAND_TAKES(id) (UINT64_C(1) << OPTION_##id)

/* A command line, read. */
struct command_line {
    const char *program; /* "headroom run", for messages */
    const char *command; /* "run" */
    char **operands;     /* what is not an option; borrowed from argv */
    size_t operand_count;
    const char *option[OPTION_COUNT];  /* the value as given, "" for a flag; null when absent; the last one counts */
    struct scenario_setting *settings; /* --set in the order given; --runs and --seed are settings too */
    size_t setting_count, setting_capacity;
    const char **varied; /* --vary in the order given */
    size_t varied_count, varied_capacity;
    const char **limits; /* --limit in the order given */
    size_t limit_count, limit_capacity;
    const char **from; /* --from in the order given */
    size_t from_count, from_capacity;
    bool until;       /* --runs auto: not a number of runs but a precision */
    double precision; /* of --runs auto:1%, a share; 0: the usual one */
    bool again;       /* on a folder's own file, which has the settings already */
    struct arena arena;
};

struct command {
    const char *name;
    const char *operands; /* "FILE" */
    size_t least, most;   /* how many of them; most 0: any number */
    const char *brief;    /* what it does, in one line of the list */
    const char *about;    /* paragraphs for its help, each one line of text, separated by "\n\n" */
    const char *example;  /* lines, as typed */
    uint64_t takes;       /* COMMAND_TAKES() of its options */
    bool stops;           /* knows --runs auto */
    const char *exits;    /* what it returns beside 0, 1 and 2; null: nothing */
    int (*run)(const struct command_line *line);
};

/* Every command, in the order of commands.def; ends with null. */
extern const struct command *const command_list[];

/* The command of a name, or null. */
const struct command *command_find(const char *name);
/* The name of a command that was probably meant, or null. */
const char *command_nearest(const char *name);

/* Reads argv, where argv[0] is the command's name, and runs the command. Returns the exit code. */
int command_run_line(const struct command *command, int argc, char **argv);
/* The same for a recipe of command_again(). */
int command_run_again(const struct command *command, int argc, char **argv);

/* Help, at most 80 columns wide. */
void command_help_overview(FILE *out);
void command_help(const struct command *command, FILE *out);

/* Writes words wrapped to 80 columns, every line indented by `indent`; a newline in words starts a new line. The first
 * line starts in column `at` (0: it is indented too). */
void command_wrap(FILE *out, int indent, int at, const char *words);

/* The whole number that an option was given, at least `least`; `fallback` when it is absent. Returns false after saying
 * what is wrong. */
bool command_whole(const struct command_line *line, enum command_option option, long least, long fallback, long *value);

/* How a folder that this command line filled is made again from `file` in it, without the options that say where to and how
 * loud. The file holds what --set changed, which is set once more, to the same values, because pages tell what was changed
 * for this run. Lives in the arena. */
struct result_again command_again(const struct command_line *line, const char *file, struct arena *arena);

/* What --set changed, "PATH=VALUE, PATH=VALUE, PATH=VALUE and others", for pages and the foot of charts; runs and seed are told anyway. An
 * edition for publication names paths alone. Null when there is nothing else. Lives in the arena. */
const char *command_changed(const struct command_line *line, struct arena *arena);

/* "headroom run: ..." on standard error; returns COMMAND_WRONG. */
int command_misused(const struct command_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
