/* Findings: what a method found out about each input, as rows of figures with their intervals.
 *
 * Files, terminal, page and chart show findings and know no method: a method's own results (morris.h, sobol.h, switching.h,
 * information.h) become findings in findings_METHOD.c, where its sentences are too, and each says only what the runs bear out.
 * To add a method: that file, its function below, and, where its chart is of a new shape, a line in plots/chart_findings.c. */
#ifndef EXPERIMENT_FINDINGS_H
#define EXPERIMENT_FINDINGS_H

#include "base/mem.h"
#include "base/text.h"
#include "experiment/information.h"
#include "experiment/morris.h"
#include "experiment/sobol.h"
#include "experiment/switching.h"
#include "model/service.h"

enum { FINDINGS_COLUMNS = 6 };

/* How a figure is written. */
enum findings_form {
    FINDINGS_NUMBER, /* 1.23 */
    FINDINGS_POINTS, /* 0.123 as 12.3, percentage points */
    FINDINGS_SHARE,  /* 0.123 as 12% */
    FINDINGS_MONEY,  /* pounds */
    FINDINGS_PLACE,  /* of switching.h: people read the words of the cell */
};

/* How the chart shows them. */
enum findings_shape { FINDINGS_BARS, FINDINGS_SCATTER, FINDINGS_REACH };

struct findings_column {
    const char *key, *label; /* "chance_total"; "Chance: total" */
    const char *brief;       /* heading on the terminal; null: it is not shown there */
    const char *panel;       /* title of its bars, or axes of its scatter, on the chart; null: it is not drawn */
    enum findings_form form;
};

struct findings_cell {
    double value;             /* NaN: none */
    struct interval interval; /* 95 %; NaN: none */
    bool told;                /* from nought */
    const char *words;        /* what people read in place of the figure; null: the figure */
};

struct findings_row {
    const char *path;           /* of the input; "" for what is none, such as luck */
    const char *label, *detail; /* "Assessment: capacity"; "14 to 22", or "" */
    struct findings_cell cells[FINDINGS_COLUMNS];
};

/* Zeroed is empty; findings_release(). Texts live in the arena, or are this program's own words. */
struct findings {
    struct arena arena;
    const char *name;  /* of its files and its chart: "morris" */
    const char *title; /* of its section */
    enum findings_shape shape;
    struct text headline;              /* without a full stop */
    struct text subtitle, notes, foot; /* of the chart; what it rests on; the foot of the chart, without a full stop */
    struct findings_column columns[FINDINGS_COLUMNS];
    size_t column_count;
    struct findings_row *rows; /* what matters most first */
    size_t count, shown;       /* for people to see: at most so many */
    size_t runs;
    uint64_t seed;
};

/* An input as people know it. */
struct findings_input {
    const char *path, *label, *detail;
};

/* The uncertain inputs of a service, in order; on the heap, texts in the arena. */
struct findings_input *findings_inputs(const struct service *service, struct arena *arena);

/* The value of an input at a share of its law, as a planner would write it. */
const char *findings_value(const struct service *service, size_t input, double share, struct arena *arena);

/* Appends "43 to 52 children per week": two values, the unit once where they share it. */
void findings_ends(const char *low, const char *high, struct text *out);

/* Every method below takes zeroed findings, and inputs that live as long as these. Results have two measures, the chance (or share of
 * time, `measure`) of the target and the caseload on its date. */
struct findings_of {
    const struct findings_input *inputs;
    const char *measure, *target, *date; /* "chance", "Average caseload of 18", "31 January 2022" */
    size_t runs, shown;
    uint64_t seed;
};
enum { FINDINGS_CHANCE, FINDINGS_CASELOAD, FINDINGS_MEASURES };

void findings_morris(struct findings *findings, const struct morris *morris, const struct findings_of *of);

/* `firsts` is [measure][input]; `totals` null where they were not asked for. */
void findings_sobol(struct findings *findings, const struct sobol_index *firsts, size_t inputs,
                    const struct sobol *totals, const struct findings_of *of);

/* A decision between options, which are named by titles. An option may have inputs that others have not: services[i] is that of an
 * option that has the i-th one, numbered input[i] there. */
struct findings_decision {
    const char *const *titles; /* [option] */
    const struct service *const *services;
    const size_t *input;
    bool money;   /* benefits are pounds; else chances of the target */
    double worth; /* pounds that meeting the target is worth, with money */
};
void findings_switching(struct findings *findings, const struct switching *switching, const struct findings_of *of,
                        const struct findings_decision *decision);
void findings_information(struct findings *findings, const struct information *information,
                          const struct findings_of *of, const struct findings_decision *decision);

/* For findings_METHOD.c: starts findings with room for `rows`, adds a column, a row. */
void findings_start(struct findings *findings, const char *name, const char *title, enum findings_shape shape,
                    const struct findings_of *of, size_t rows);
void findings_column(struct findings *findings, struct findings_column column);
struct findings_row *findings_row(struct findings *findings, const struct findings_input *input);

/* Largest first: by the told values of a column, then by its values, then by path. */
void findings_sort(struct findings *findings, size_t column);

/* Adds to the notes that so many replications could not go on; nothing for none. */
void findings_note_failed(struct findings *findings, size_t failed);

/* A cell as people read it: "12.3", with its interval where `whole` and there is one: "12.3 (8.1 to 15.9)". */
void findings_say(const struct findings_column *column, const struct findings_cell *cell, bool whole, struct text *out);

/* How many rows people see. */
size_t findings_shown(const struct findings *findings);

void findings_release(struct findings *findings);

#endif
