/* Parameters as rows: one table beside each struct says which keys a scenario may hold and where they go.
 *
 * From the rows come reading, defaults, every error with its place and suggestion, `show`, `--set`, the JSON schema, the
 * reference, and whatever later asks "which parameters are there?". To add a parameter: one member in the struct, one row
 * beside it. Rules between fields are ordinary C: one check function a section. */
#ifndef SCENARIO_PARAM_H
#define SCENARIO_PARAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/law.h"
#include "scenario/tree.h"
#include "scenario/units.h"

enum param_kind {
    PARAM_NUMBER, /* double, in the base unit of `unit`; `none` is INFINITY where `none_ok`; absent and optional: NAN */
    PARAM_INTEGER, /* int64_t; absent and optional: 0 */
    PARAM_BOOL,    /* bool; true and false only */
    PARAM_CHOICE,  /* int, index into `choices`; absent and optional: -1 */
    PARAM_TEXT,    /* const char *, UTF-8 without control characters; absent: null */
    PARAM_DATE,    /* calendar_day (long), an absolute date; absent and optional: LONG_MIN */
    /* double, weeks since clock.start: a date, or a duration such as 52 weeks; absent and optional: NAN */
    PARAM_TIME,
    PARAM_REF, /* struct ref, the name of an item of the map(s) in `refers` */
    /* An embedded struct that starts with `bool given`, read by `of`. Fallback "": it may be absent, then `given` is false
     * and the members hold their defaults; fallback "{}": as if {} had been written. */
    PARAM_TABLE,
    PARAM_MAP,      /* struct map of named structs, each read by `of` */
    PARAM_PAIRS,    /* struct pairs: a map from `key` things to numbers of `unit` */
    PARAM_SETTINGS, /* struct settings: a map from dotted paths to values, kept as written for whoever knows the paths */
    PARAM_LAW,      /* struct law_param: "8 weeks" (fixed) or {law: lognormal, mean: 8 weeks, cv: 0.6} */
};

/* What the keys of a PARAM_PAIRS map are. Where the values must total 100 %, a bare scalar in place of the map is one key
 * that has it all: "0-10 years" is {0-10 years: 100%}. */
enum pair_key {
    PAIR_NAME,     /* names of items of `refers` */
    PAIR_DURATION, /* 17 weeks: value holds from there on */
    PAIR_BAND,     /* "0-2 years", "5 years+": low and high; high is INFINITY for the last */
    PAIR_MONTH,    /* jan ... dec: low is 1 ... 12; all twelve must be there */
    PAIR_WHOLE,    /* 1, 2, 3 */
};

/* Who decides the value. */
enum param_role { ROLE_CHOICE, ROLE_UNCERTAIN, ROLE_CONSTANT };

struct param_table;

/* One row. Unused members are zero. `fallback` is text as a planner would write it and goes through the same reader: null
 * means required, "" optional and absent. */
struct param {
    const char *key;
    enum param_kind kind;
    size_t offset;
    enum unit unit;
    const char *fallback;
    /* Inclusive, in base units; max below min: no upper limit. Both 0: no limits but that durations, counts, rates, hazards,
     * shares, FTE and money may not be negative, and shares are at most 1. */
    double min, max;
    bool none_ok;
    bool whole;       /* PARAM_LAW: must be a law on whole numbers; its numbers have unit UNIT_NONE */
    bool observed_ok; /* PARAM_LAW: `observed` may stand in place of `mean` */
    bool may_change;  /* a lever may change it during a run */
    bool total_one;   /* PARAM_PAIRS: the values must total 100 % (within 0.05 %; then rescaled exactly) */
    bool path_names;  /* PARAM_MAP, PAIR_NAME: names may be dotted paths (teams.assessment.posts) */
    bool any_value;   /* PARAM_SETTINGS: values may be maps, lists and null too, as after --set */
    bool plain_bands; /* PAIR_BAND: bands of plain numbers ("5-9", "25+"), not of durations */
    enum pair_key pair_key;
    const char *refers; /* PARAM_REF, PAIR_NAME: "teams", or "pathway|exits": dotted paths of maps from the root */
    enum param_role role;
    const char *const *choices; /* ends with null */
    const struct param_table *of;
    const char *help;   /* one sentence */
    const char *source; /* of the default; null: none needed */
    /* What sentences call it: "funded posts"; of a map, one of its items: "stage". Null: the key made readable; "" for a
     * section that goes without saying. */
    const char *label;
};

struct param_check;

/* The rows of one struct. `check` looks at a filled struct; may be null. */
struct param_table {
    const char *name; /* for the reference: "Stages of the pathway" */
    const char *help;
    size_t size; /* of the struct */
    const struct param *rows;
    size_t count;
    void (*check)(struct param_check *check, void *filled);
    const char *shorthand; /* a bare value (also of a map item) is the value of this key; null: a map is required */
};

/* Every item of a PARAM_MAP starts with this. Items are sorted by identity (id, else name), so that nothing computed can
 * depend on the order in a file; `place` is the position in the file, for showing. */
struct named {
    const char *name;
    const char *id;    /* `id:` of the item, else the name */
    const char *title; /* `title:` of the item, else the name with spaces and a capital */
    bool titled;       /* the former */
    int place;
};

struct map {
    void *items; /* array of structs of table.size bytes */
    size_t count;
};

struct ref {
    const char *name;
    int which; /* which of the maps in `refers`, from 0 */
    int index; /* in that map; -1 when absent */
};

struct pair {
    struct ref to;    /* PAIR_NAME; to.name is the key as written for the others too */
    double low, high; /* the key otherwise */
    double value;
};

struct pairs {
    struct pair *items; /* in increasing order of low; PAIR_NAME in order of identity */
    size_t count;
};

struct law_spec;

/* One entry of a PARAM_SETTINGS map, in order of path. */
struct setting {
    const char *path;
    const char *text;         /* null with any_value */
    const struct node *value; /* as it stands in the tree */
    struct place at, path_at;
};

struct settings {
    struct setting *items;
    size_t count;
};

/* A law and how it was stated. `law` is ready for use unless `observed`, in which case its mean is the observed duration
 * and the owner must law_rescale() it to the nominal one. `spec` holds the numbers as stated: param_number() finds them. */
struct law_param {
    bool given;
    bool observed;
    struct law law;
    struct law_spec *spec; /* null when not given */
};

/* Makes the law again after one of its numbers changed. Null, or what is wrong with the numbers. */
const char *param_law_make(struct law_param *law, struct arena *arena);

/* A value that was given as {likely, low, high}. `where` points at the double, which holds `likely`. */
struct uncertain {
    const char *path;
    double *where;
    double likely, low, high;
    enum unit unit;
    struct place at;
};

/* The outcome of filling. Everything belongs to the arena. */
struct filled {
    void *values;                /* the root struct */
    struct uncertain *uncertain; /* sorted by path */
    size_t uncertain_count;
    struct unit_context units; /* what its years are, */
    bool calendar;             /* and its times: dates, counted from */
    calendar_day start;        /* here, or plain weeks */
};

/* Fills the root table's struct from a tree: defaults, units, references, laws, checks. Problems go to diag; values are
 * complete and usable only when diag has no errors. The same tree filled twice gives equal values in separate memory. */
struct filled param_fill(const struct param_table *root, const struct node *tree, struct arena *arena,
                         struct diag *diag);

/* Inside check functions: adds an error at `key` of the section being checked (null: the section itself). */
void param_wrong(struct param_check *check, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void param_doubt(struct param_check *check, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* a warning */
/* The root struct (complete: root checks run last, inner checks after everything is filled). */
const void *param_root(const struct param_check *check);
const char *param_path(const struct param_check *check);

/* Finds the number at a dotted path in a filled root struct; null when the path names no number. The last names of law
 * paths are those of the law's table ("pathway.assessment.takes.mean"); the path of a law or of a section with a shorthand
 * means the number that a bare value there would be. *row is the row that describes it (null: not wanted). */
double *param_number(const struct param_table *root, void *values, const char *path, const struct param **row);

/* The law that holds the number at a path, or null when the number is not part of a law. After changing such a number,
 * param_law_make() makes the law anew. */
struct law_param *param_law(const struct param_table *root, void *values, const char *path);

/* Calls `visit` for every row of every table reachable from root, depth first, with its dotted pattern
 * ("teams.NAME.capacity"); laws are not entered. For the reference, the schema and describe. */
typedef void param_visit_fn(void *user, const char *pattern, const struct param *row, const struct param_table *table,
                            int depth);
void param_walk(const struct param_table *root, param_visit_fn *visit, void *user);

#define PARAM_COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

#endif
