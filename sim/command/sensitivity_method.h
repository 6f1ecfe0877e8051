/* Sensitivity by designs of experiments: elementary effects (--method morris) and Sobol indices (--method sobol) of a scenario's
 * uncertain inputs, each held where the design wants it. For the command sensitivity, which does everything else. */
#ifndef COMMAND_SENSITIVITY_METHOD_H
#define COMMAND_SENSITIVITY_METHOD_H

#include "command/command.h"

/* From the command line to the written folder. Return the exit code. */
int sensitivity_method_morris(const struct command_line *line, size_t shown);
int sensitivity_method_sobol(const struct command_line *line, size_t shown);

#endif
