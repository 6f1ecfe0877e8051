/* Tracing a chart: what `trace charts/caseload --in DIR` does. For command_trace_figure.c only. */
#ifndef COMMAND_COMMAND_TRACE_CHART_H
#define COMMAND_COMMAND_TRACE_CHART_H

#include <stdbool.h>

#include "command/command.h"

/* Is it written like the id of a chart: charts/ and a name? */
bool command_trace_chart_is_id(const char *word);

/* Prints where the numbers of the chart are kept, in which columns, and whether they are as the run wrote them. */
int command_trace_chart(const struct command_line *line);

#endif
