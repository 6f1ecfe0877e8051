/* Sensitivity of a decision: what would change the choice that a comparison makes, and which figure is worth collecting before it.
 * For the command sensitivity with a comparison file. */
#ifndef COMMAND_SENSITIVITY_DECISION_H
#define COMMAND_SENSITIVITY_DECISION_H

#include "command/command.h"

/* From the command line to the written folder. Returns the exit code. */
int sensitivity_decision(const struct command_line *line, size_t shown);

#endif
