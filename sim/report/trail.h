/* Trail: every number that the report shows, by an id, with where it is kept and what feeds it.
 *
 * Whoever writes a number into report.html adds it here and gets its number: F1, F2, ... in the order of the page, which is
 * the order of the same scenario and seed every time. figures.json holds them all:
 *
 *     {"id": "F12", "shown": "18.2 (17 to 19)", "place": "Teams", "what": "average caseload, Assessment, January 2022",
 *      "measure": "caseload", "target": null, "file": "series.csv", "row": {"week": "52", ...}, "form": "number",
 *      "decimals": 1, "values": {"q50": 18.2, ...}, "inputs": ["teams.assessment", ...]}
 *
 * `row` finds the line of series.csv by the words of its columns, or the object of summary.json by a JSON pointer ("at"); the
 * keys of `values` are columns of that line, or pointers from that object. Nothing here computes a statistic; trail_check.h
 * reads the file back. To add a sentence with a number: where it is written, one call of trail_say(), or of those in
 * brief_trail.h when the number is of a series or target, in place of text_printf(). */
#ifndef REPORT_TRAIL_H
#define REPORT_TRAIL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define TRAIL_FILE "figures.json"

/* How the values become the words shown. */
enum trail_form {
    TRAIL_NUMBER,    /* each value with so many decimals */
    TRAIL_SHARE,     /* each value a percentage that may be nought */
    TRAIL_PERCENT,   /* a simulated chance as a percentage */
    TRAIL_CHANCE,    /* "chance" and "trials" as a fraction that can be said */
    TRAIL_VERDICT,   /* the same with the interval */
    TRAIL_THOUSANDS, /* pounds, each in whole thousands */
    TRAIL_POINTS,    /* a share as percentage points, with so many decimals */
    TRAIL_POUNDS,    /* pounds as a person says them: "£1.4m" */
    TRAIL_WEEKS,     /* a length of time in weeks, or in days when it is short */
    TRAIL_MONTH,     /* weeks since the start, as the month or as the week's number */
    TRAIL_PLAIN,     /* a whole number that is a name: no comma parts its thousands */
    TRAIL_FORMS
};
extern const char *const trail_form_names[TRAIL_FORMS];

/* A number that is shown. Everything is borrowed. */
struct trail_figure {
    const char *shown; /* the words of the page */
    const char *place; /* the heading under which they stand; null: the one of the trail */
    const char *what;
    const char *measure; /* a metric's name; null: none */
    const char *target;  /* a target's name; null: none */
    const char *file;    /* "series.csv", "summary.json", "comparison.json" or "manifest.json" */
    enum trail_form form;
    int decimals;         /* of TRAIL_NUMBER and TRAIL_POINTS */
    const char *scenario; /* the file with its inputs; null: the one of the trail */
    bool given;           /* to the run, so that no input feeds it: seed, runs */
};

/* Zeroed is empty; trail_release(). */
struct trail {
    json_t *figures;      /* an array; null while empty */
    const char *place;    /* the heading that the page is under, borrowed; null: the first page */
    const char *scenario; /* the file with the inputs, borrowed; null: resolved.yaml */
};

/* Adds a figure; its number, from 1. The next functions complete the one added last. */
size_t trail_add(struct trail *trail, const struct trail_figure *figure);
/* A column and its words, by which the row is found. */
void trail_row(struct trail *trail, const char *column, const char *words);
/* A value that is shown, to nine digits, and the column that it stands in. */
void trail_value(struct trail *trail, const char *column, double value);
/* A part of the scenario that feeds it: "teams.assessment". */
void trail_input(struct trail *trail, const char *path);

/* What a service depends on whichever team is asked about; and everything. */
void trail_shared_inputs(struct trail *trail);
void trail_all_inputs(struct trail *trail);

/* One number of a JSON file in a sentence: where its object is, the pointer from there, and the number. */
struct trail_place {
    const char *at, *column;
    double value;
};
/* Adds a figure that is kept there; its number, 0 without a trail or a number. It rests on every input, unless given. */
size_t trail_keep(struct trail *trail, const struct trail_figure *figure, const struct trail_place *place);
/* Appends figure->shown to the sentence, with the id that trail_keep() gives it. */
void trail_say(struct trail *trail, const struct trail_figure *figure, const struct trail_place *place,
               struct text *out);

size_t trail_count(const struct trail *trail);
const json_t *trail_at(const struct trail *trail, size_t index);

/* Appends figures.json. */
void trail_write(const struct trail *trail, struct text *out);

void trail_release(struct trail *trail);

#endif
