/* `show --at`: what a parameter is on a date, and which levers made it so. */
#ifndef COMMAND_COMMAND_SHOW_AT_H
#define COMMAND_COMMAND_SHOW_AT_H

#include "command/command_load.h"

/* Prints the value of the number at `path` at the time of the option, step by step. Returns an exit code. */
int command_show_at(const struct command_line *line, const struct command_load *load, const char *path);

#endif
