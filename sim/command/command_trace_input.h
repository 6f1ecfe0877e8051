/* Tracing an input: what `trace teams.assessment.posts --in DIR` does, and how an input is printed. For command_trace_figure.c
 * only. */
#ifndef COMMAND_COMMAND_TRACE_INPUT_H
#define COMMAND_COMMAND_TRACE_INPUT_H

#include <jansson.h>
#include <stdbool.h>

#include "command/command.h"
#include "command/command_load.h"
#include "report/figures.h"

/* Does the figure of figures.json name a section that holds the path? A name of the path that is "*" stands for any. */
bool command_trace_input_feeds(const json_t *figure, const char *path);

/* One line with the path, its value and where that stands, then its source and grade. */
void command_trace_input_print(const struct command_load *load, const struct figure *input);

/* Prints what the scenario of the folder has at a path ("*" stands for any name), with what the figures of the report say
 * it feeds. COMMAND_WRONG when it has none such. */
int command_trace_input(const struct command_line *line, const json_t *figures);

#endif
