/* Loading a scenario for a command: read, filled, prepared, with everything that is wrong printed.
 *
 * Every command that needs a scenario comes here, so that all say the same about the same file. */
#ifndef COMMAND_COMMAND_LOAD_H
#define COMMAND_COMMAND_LOAD_H

#include <stdbool.h>

#include "command/command.h"
#include "model/history.h"
#include "model/service.h"
#include "scenario/scenario.h"

/* A scenario that is ready to run. Zeroed is empty; command_load_release(). */
struct command_load {
    struct diag diag;
    struct scenario scenario;
    struct service service;
    struct history history;
};

/* Loads `path` with the settings of the command line. Finds everything that is wrong with it and leaves it in diag; returns
 * false when the scenario cannot be run. Prints nothing. */
bool command_load_quietly(struct command_load *load, const char *path, const struct command_line *line);

/* The same with `count` further settings after those of the command line, such as one point of a sweep. */
bool command_load_with(struct command_load *load, const char *path, const struct scenario_setting *settings,
                       size_t count, const struct command_line *line);

/* The same of a request as it stands; nothing of a command line is added. */
bool command_load_request(struct command_load *load, const struct scenario_request *request);

/* Loads as command_load_quietly() does, and prints the problems on standard error (warnings not with --quiet), with a closing line when there are
 * errors. */
bool command_load(struct command_load *load, const char *path, const struct command_line *line);

/* Prints diag and, when it holds errors, "FILE: 3 problems". */
void command_load_print(struct command_load *load, const char *path);

void command_load_release(struct command_load *load);

#endif
