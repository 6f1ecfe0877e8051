/* A scenario as loaded: its files read, `extends` followed, --set applied, nothing interpreted yet.
 *
 * scenario_load() gives the merged tree; param_fill() turns it into a struct. The two are apart because a run fills the
 * same tree once for each thread, and because `show` and `diff` want the tree. */
#ifndef SCENARIO_SCENARIO_H
#define SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "scenario/param.h"
#include "scenario/tree.h"

/* One PATH=VALUE, of --set or of a sweep. VALUE is YAML flow syntax: 12, "28 weeks", {likely: 1, low: 0, high: 2}, null. Or,
 * with `text` null, a value that stands in another file under its path as the key, such as in a comparison: problems are then
 * told where it stands. Everything is borrowed until the scenario is loaded. */
struct scenario_setting {
    const char *text;
    const struct node *value;
    const struct diag *from; /* knows the value's file */
    bool again;              /* the file has it already, so that what null removes may be gone */
};

/* What to load. Zeroed members are usual. */
struct scenario_request {
    const char *path;
    const char
        *named_by; /* the file that names `path`, whose folder then bounds what may be read; null: the command line */
    const char *kind; /* what `kind:` must say; null: a scenario, which has none */
    const struct scenario_setting *settings;
    size_t setting_count;
};

struct scenario_input {
    const char *name; /* as given or found through extends, relative to the first file's folder */
    const char *sha256;
    const char *folder; /* that it really lies in */
    int file;           /* in diag */
};

/* Zeroed is empty. */
struct scenario {
    struct arena arena;
    struct node *root;
    struct scenario_input *inputs; /* the file and its parents, child first; then what they name beside them */
    size_t input_count;
};

/* Reads the file and its parents (at most 8 deep, no loops, never outside the folder above the first file's folder; the
 * first is the one that names it, when one does), merges them and applies settings in order. Returns false when anything
 * was wrong; everything wrong is in diag. `root` may be there even then: filling it finds the rest of what is wrong. */
bool scenario_open(struct scenario *scenario, const struct scenario_request *request, struct diag *diag);
/* The same for a scenario that the command line names. */
bool scenario_load(struct scenario *scenario, const char *path, const struct scenario_setting *settings,
                   size_t setting_count, struct diag *diag);
void scenario_release(struct scenario *scenario);

/* Reads the file that a value at `path` names, FOLDER/NAME with the given ending: it lies beside the scenario file in which
 * the value stands (the first one for --set) and never anywhere else. Adds it to the inputs and to diag, as *file. Returns
 * its bytes on the heap, or null after an error. */
char *scenario_read_beside(struct scenario *scenario, const char *path, const char *ending, size_t limit,
                           size_t *length, int *file, struct diag *diag);

/* The path, to be shown and to be opened, of another scenario file that the value at `path` names, relative to the file in
 * which it stands; within the same folders as `extends`. Null after an error. */
const char *scenario_find_named(struct scenario *scenario, const char *path, struct diag *diag);

/* Does the file say `kind: comparison`? Anything that is wrong with it is for whoever loads it to tell. */
bool scenario_is_comparison(const char *path);

/* Writes the resolved scenario as YAML: every parameter, given or default, in the order of the rows, with user texts as
 * given; reading it back gives the same values. With `origins`, a comment after each value says where it came from
 * ("luton-2020.yaml:12", "default", "--set"). `path` limits it to one part (null: all); returns false if there is none. */
bool scenario_write(const struct scenario *scenario, const struct param_table *root, const char *path, bool origins,
                    const struct diag *diag, FILE *out);

/* JSON Schema (draft-07) of one root, and the Markdown reference of several (null ends them), generated from the rows. */
void scenario_write_schema(const struct param_table *root, FILE *out);
void scenario_write_reference(const struct param_table *const *roots, FILE *out);

#endif
