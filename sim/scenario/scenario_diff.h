/* What differs between two scenarios, in sentences: for `headroom diff`, and for reports that say how an option departs from
 * the baseline.
 *
 * The resolved values are compared, not their words: a default written out, another order of names and 1 year for 52 weeks
 * (where a year has 52) are no differences. Nothing here knows any parameter: rows say what it is called, named things have
 * titles, and what may be compared follows from the kind of row (param.h). To improve the words of a parameter, give its row
 * a `label`; to teach another kind of value to speak, go to param_words.c. */
#ifndef SCENARIO_SCENARIO_DIFF_H
#define SCENARIO_SCENARIO_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "scenario/param.h"

enum scenario_change { SCENARIO_CHANGED, SCENARIO_ADDED, SCENARIO_REMOVED };

struct scenario_difference {
    enum scenario_change change;
    const char *section;  /* heading: the name of the top-level section, "Teams" */
    const char *path;     /* "teams.assessment.posts.funded"; all that is under it, when a thing is added or removed */
    const char *sentence; /* UTF-8 on one line, with a capital and without a full stop */
    const char *before;   /* the value alone in words, or null: "20" */
    const char *after;
    bool source; /* about where a figure came from, or a remark: changes no result */
};

/* In the order of the rows, and within a map in that of the second file; what was removed stands last in its map. */
struct scenario_diff {
    struct scenario_difference *items;
    size_t count, capacity;
};

/* Compares two merged trees (scenario_load()), which must be free of errors: problems are not told again. Everything belongs
 * to the arena. `notes` of items are for readers of the file and are not compared. Times are alike when their dates or their
 * weeks from the start are: moving clock.start is told once and not again for everything that is dated. */
struct scenario_diff scenario_diff(const struct param_table *root, const struct node *before, const struct node *after,
                                   struct arena *arena);

#endif
