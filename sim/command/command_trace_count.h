/* Tracing a count of the scenario's figures: what `trace figures/sourced --in DIR` does. For command_trace_figure.c only. */
#ifndef COMMAND_COMMAND_TRACE_COUNT_H
#define COMMAND_COMMAND_TRACE_COUNT_H

#include <stdbool.h>

#include "command/command.h"

bool command_trace_count_is_id(const char *word);

/* Prints the count as manifest.json has it: resolved.yaml states every default, so it cannot be counted there. */
int command_trace_count(const struct command_line *line);

#endif
