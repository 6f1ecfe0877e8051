/* Every kind of result folder, made as quickly as may be: for tests that hold for all of them. A command that writes a folder has
 * a row in kinds.c, or tests/command/test_folders.c fails. */
#ifndef SUPPORT_KINDS_H
#define SUPPORT_KINDS_H

#include <stddef.h>

#include "support/program.h"

struct kind {
    const char *name;
    const char
        *words[10];   /* the command, its file and options; "PLAN" and "ACTUALS" stand for what kinds_prepare() made */
    const char *runs; /* null: the command takes none */
    const char *inputs; /* folder of the files that it reads; "PLAN" likewise */
    const char *number; /* a file of figures */
    const char *chart;  /* drawn, where no other test draws it; null: --no-charts */
};

extern const struct kind kinds[];
extern const size_t kind_count;

/* Makes the plan and the actuals that tracking needs, in `folder`. */
void kinds_prepare(const char *folder);

/* The folder of its inputs. */
const char *kinds_inputs(const struct kind *kind, const char *folder);

/* Starts it, with other runs than its own unless null. Results go to `out`. */
struct program kinds_start(const struct kind *kind, const char *folder, const char *out, const char *runs);

/* Starts it and waits. */
struct program kinds_run(const struct kind *kind, const char *folder, const char *out);

#endif
