/* What the param_*.c files share while a struct is being filled. Nobody else comes in here but the writer, the schema and
 * the reference, which ask the same questions of the rows.
 *
 *   param_fill.c   sections, maps, what is missing or unknown
 *   param_value.c  one value: numbers, choices, dates, uncertain values
 *   param_pairs.c  maps of numbers
 *   param_law.c    laws
 *   param_refer.c  references, order of names
 *   param_check.c  errors and the rules between fields
 *   param_path.c   dotted paths in a filled struct, the walk over rows */
#ifndef SCENARIO_PARAM_INTERNAL_H
#define SCENARIO_PARAM_INTERNAL_H

#include "scenario/param.h"

/* A table being filled from a map. */
struct section {
    struct section *up;
    const struct param_table *table;
    const struct node *node; /* null: nothing given */
    const char *path;        /* "" for the root */
    char *base;              /* the struct */
    bool item;               /* of a map: may hold id, title and notes */
    struct place at;         /* what problems of the section as a whole point at */
    bool absent;             /* an optional section that is not there: defaults only, nothing is an error */
    bool failed;             /* something in it or under it could not be filled */
};

/* One row's value being read. */
struct slot {
    struct section *section;
    const struct param *row;
    const struct node *node; /* given, or the parsed default */
    const char *path;
    struct place at;
};

struct pending_ref {
    struct slot slot;
    struct ref *ref;
};

struct fill {
    struct arena *arena;
    struct diag *diag;
    const struct param_table *root;
    const struct node *tree;
    void *values;
    struct unit_context units;
    bool calendar;      /* clock.calendar is not `none` */
    calendar_day start; /* clock.start, 0 when it cannot be read */
    struct uncertain *uncertain;
    size_t uncertain_count, uncertain_capacity;
    struct pending_ref *refs;
    size_t ref_count, ref_capacity;
    struct section **checks; /* sections with a check, inner ones first */
    size_t check_count, check_capacity;
};

struct param_check {
    struct fill *fill;
    struct section *section;
};

/* A law as stated; the rows are in param_law.c. Numbers not given are NAN. */
struct law_spec {
    bool given;
    int law; /* enum law_kind, or -1 */
    double mean, observed, sd, cv, shape, min, mode, max;
    struct pairs bands, table;
    struct map of; /* struct law_component */
};

struct law_component {
    struct named named;
    double share;
    struct law_spec spec;
};

/* param_fill.c */
bool param_fill_section(struct fill *fill, struct section *section);
/* The value of `key` in a section's node, shorthands seen through, `null` seen as absent. */
const struct node *param_member(const struct param_table *table, const struct node *node, const char *key);
/* A row's default as a tree, null when it has none. */
const struct node *param_fallback(struct arena *arena, const struct param *row, struct place at);
/* The map that a row's dotted path leads to in the tree, default included; null when there is none. */
const struct node *param_effective(struct fill *fill, const char *path);
const char *param_join(struct arena *arena, const char *path, const char *key);
bool param_is_row(const struct param_table *table, const char *key);

/* param_value.c; each returns false when the value could not be read. */
bool param_read_scalar(struct fill *fill, struct slot *slot, void *where);
bool param_read_number(struct fill *fill, struct slot *slot, double *where);
bool param_is_uncertain(const struct node *node);
/* A number alone, without limits; `fail` is where problems are put. */
bool param_read_plain(struct fill *fill, struct slot *slot, const struct node *node, double *value);
/* The limits of a row, its unit's included; false when there is none. */
bool param_lowest(const struct param *row, double *least);
bool param_highest(const struct param *row, double *most);

/* param_pairs.c */
bool param_read_pairs(struct fill *fill, struct slot *slot, struct pairs *pairs);
extern const char *const param_months[13];

/* param_law.c */
bool param_read_law(struct fill *fill, struct slot *slot, struct law_param *law);
const struct param_table *param_law_table(const struct param *row);

/* param_refer.c */
void param_refer_later(struct fill *fill, const struct slot *slot, struct ref *ref);
void param_refer_all(struct fill *fill);
/* The identity (id, else name) of an item of the maps in `refers`, for sorting; the name when there is none. */
const char *param_identity(struct fill *fill, const char *refers, const char *name);
/* The filled map at a dotted path of the root; null when there is none. *table is that of its items. */
const struct map *param_map_at(const struct param_table *root, const void *values, const char *path, size_t length,
                               const struct param_table **table);

/* param_check.c */
void param_fail(struct fill *fill, const struct slot *slot, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void param_fail_at(struct fill *fill, struct section *section, struct place at, const char *path, const char *format,
                   ...) __attribute__((format(printf, 5, 6)));
/* The section and those around it cannot be checked any further. */
void param_mark_failed(struct section *section);
void param_check_later(struct fill *fill, struct section *section);
void param_check_all(struct fill *fill);
/* User text for a message: in full when short, else cut. */
const char *param_quote(struct fill *fill, const char *text);
/* `; did you mean "x"?` or a list of what there is. `what` names the candidates ("known here"). */
const char *param_suggest(struct fill *fill, const char *word, const char *const *candidates, size_t count,
                          const char *what);

#endif
