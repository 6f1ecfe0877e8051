/* Rows in words: what `describe` says about the parameters of a scenario.
 *
 * Read from the same rows that read scenario files, so nothing said here can be out of date. Patterns such as
 * "pathway.NAME.takes" may be asked for as "pathway.takes" or "pathway.assessment.takes". */
#ifndef COMMAND_COMMAND_ROWS_H
#define COMMAND_COMMAND_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/mem.h"
#include "scenario/param.h"

struct command_row {
    const char *pattern; /* "pathway.NAME.takes" */
    const char *plain;   /* the same without NAME: "pathway.takes" */
    const struct param *row;
};

struct command_rows {
    struct arena *arena;
    struct command_row *items;
    size_t count, capacity;
};

/* Every row of a scenario; everything belongs to the arena. */
void command_rows_list(struct command_rows *rows, struct arena *arena);

/* The parameter that a mistyped path probably meant ("pathway.tokes": "pathway.takes"), or null when it may well be right:
 * its last part can be a name of the user's own. Belongs to the arena. */
const char *command_rows_meant(const char *path, struct arena *arena);

/* Prints the rows at and under `path` ("": all): in full, or as a list with the first sentence of each. Returns false, and
 * prints nothing, when there is no such path. */
bool command_rows_print(const char *path, bool in_full, FILE *out);

#endif
