/* Tracing a figure, an input or a chart of a report: what `trace F12 --in DIR` does. For command_trace.c only. */
#ifndef COMMAND_COMMAND_TRACE_FIGURE_H
#define COMMAND_COMMAND_TRACE_FIGURE_H

#include <stdbool.h>

#include "command/command.h"

/* Does the command line ask for one: by an operand such as F12, or by --in? */
bool command_trace_is_figure(const struct command_line *line);

/* Prints the figure with its measure, where it is kept, its target and the inputs that feed it. COMMAND_FAILED when the folder
 * does not hold what the report shows. */
int command_trace_figure(const struct command_line *line);

#endif
