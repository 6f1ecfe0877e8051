/* The trail of a run's numbers: which row or object holds a level, a chance or a sum, and which inputs feed it.
 *
 * Whoever writes such a number comes here: brief_say_...() for a number within a sentence, brief_trail_...() for a cell or
 * an element that carries the id itself. Without a trail in the brief the words come out bare, so that the terminal says the
 * same sentences. A number kept somewhere else: trail_say() in trail.h. */
#ifndef REPORT_BRIEF_TRAIL_H
#define REPORT_BRIEF_TRAIL_H

#include "report/brief.h"
#include "report/markup.h"
#include "report/trail.h"

/* Add a figure that is shown under the heading `place` to the trail. They return its number, for markup_figure() and
 * table_figure(); 0 when there is no trail, or no value. */
enum brief_levels {
    BRIEF_MEDIAN = 1,
    BRIEF_LOW = 2,
    BRIEF_HIGH = 4,
    BRIEF_BAND = 6,
    BRIEF_SPREAD = 7,
    BRIEF_HALF = 8, /* the band that holds 50 % of the runs */
    BRIEF_WIDE = 16 /* 95 % */
};
size_t brief_trail_level(const struct brief *brief, const char *place, size_t series, size_t sample,
                         enum brief_levels levels, const char *shown);
/* TRAIL_PERCENT, or TRAIL_VERDICT. */
size_t brief_trail_chance(const struct brief *brief, const char *place, size_t target, enum trail_form form,
                          const char *shown);
/* What the target compares on its date. */
size_t brief_trail_compared(const struct brief *brief, const char *place, size_t target, const char *shown);
/* Pounds in thousands: `at` is where summary.json has them. The band is shown where `band`. */
size_t brief_trail_money(const struct brief *brief, const char *at, const char *what,
                         const struct ensemble_point *point, bool band, const char *shown);
size_t brief_trail_overspend(const struct brief *brief, const char *at, const char *what,
                             const struct ensemble_verdict *over, const char *shown);

/* Append `shown` to a sentence that goes through markup_text(), with its id when it has one. */
void brief_say_level(const struct brief *brief, size_t series, size_t sample, enum brief_levels levels,
                     const char *shown, struct text *out);
void brief_say_spread(const struct brief *brief, size_t series, size_t sample, struct text *out);
void brief_say_chance(const struct brief *brief, size_t target, enum trail_form form, const char *shown,
                      struct text *out);
/* What the target compares on its date, and the share of workers who hold more than it asks. */
void brief_say_compared(const struct brief *brief, size_t target, enum brief_levels levels, const char *shown,
                        struct text *out);
void brief_say_above(const struct brief *brief, size_t target, double share, const char *shown, struct text *out);
/* A figure of the scenario, `shown` as printf makes it: its id is its path. */
void brief_say_input(const struct brief *brief, const char *path, struct text *out, const char *shown, ...)
    __attribute__((format(printf, 4, 5)));
/* The same of a target's own row: `key` is "at_most". */
void brief_say_asked(const struct brief *brief, size_t target, const char *key, struct text *out, const char *shown,
                     ...) __attribute__((format(printf, 5, 6)));
/* The mark above which a measure counts workers, of the section `report`. */
const char *brief_mark_path(enum metric metric);
/* A whole number of summary.json: `column` of the object at `at` ("" is the whole file). */
void brief_say_summary(const struct brief *brief, const char *at, const char *column, const char *what, double value,
                       struct text *out);

#endif
