/* Published: one council's figures out of the CSV files of the Department for Education, as downloaded.
 *
 * Understood by their own column names, whatever else they hold: the indicators of the children's social work workforce
 * statistics; tables B1 (children in need) and C1 (referrals) of the children in need statistics; numbers of children
 * looked after. Of every file the council's latest year counts. Suppressed figures ("c", "low") are left to be asked for.
 * To read one more figure: a row in published.c, and in starter_numbers.def if it is a new number. */
#ifndef MODEL_PUBLISHED_H
#define MODEL_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/starter.h"

/* Reads the bytes of a file that diag knows as `file` and calls `name` and fills the figures of starter->council from it, which
 * is then written as it is there; what is in none stays as it was. Texts live in the arena. *found: whether the council is in it; when not, the names of it
 * that are near go to `near`. Problems go to diag; returns whether there were none. */
bool published_read(struct starter *starter, const char *bytes, size_t length, int file, const char *name,
                    struct arena *arena, bool *found, struct text *near, struct diag *diag);

#endif
