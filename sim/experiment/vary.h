/* Varying: what follows --vary, as a list of values or as a range.
 *
 *     pipelines.academy.size=0,6,12,24              a list; any YAML values, with their units
 *     money.supplement=£0 per year..£6,600 per year/6    a range in 6 equal steps, so 7 values (vary_spaced)
 *     teams.assessment.posts.funded=17..30          a range to be searched or sampled; whole numbers stay whole
 *     demand.sources.community.rate=40..60 children per week   the unit may stand at the upper end alone
 *
 * A comma separates values unless it stands within { }, [ ], quotes or an amount of money (£5,500). Values stay texts, as a
 * planner would write them: what they mean is for the scenario's rows to say. To add a form: a function in vary.c and a line
 * above. */
#ifndef EXPERIMENT_VARY_H
#define EXPERIMENT_VARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

enum { VARY_WHY = 256 };

/* Numbers between two ends, written like them. */
struct vary_range {
    double low, high;
    double step;         /* after the slash; NaN: none was given */
    const char *prefix;  /* "£" or "" */
    const char *suffix;  /* " per year", "%", or "" */
    const char *divisor; /* what stands after the slash, as written; null: nothing */
    bool whole;          /* both ends are bare whole numbers, so whatever lies between is one too */
};

/* One --vary. Everything belongs to the arena. */
struct vary {
    const char *path;
    const char **values; /* of a list */
    size_t count;        /* 0: a range */
    struct vary_range range;
};

/* Reads "PATH=..." Returns false with what is wrong in why[]. */
bool vary_read(struct vary *vary, const char *text, struct arena *arena, char why[static VARY_WHY]);

/* Would setting one of two paths set the other, or a part of it? */
bool vary_overlap(const char *a, const char *b);

/* Turns a range that ends in /N into a list of N + 1 values, both ends among them; a list stays as it is. Refuses a range
 * without /N, an N that is not a whole number from 1, and more than `most` values. */
bool vary_spaced(struct vary *vary, size_t most, struct arena *arena, char why[static VARY_WHY]);

/* Of a range that is to be searched: how many amounts it has, in steps of what stands after the slash (in the unit of the
 * ends; 1 for whole numbers unless given). The last amount is at or below the upper end. Refuses lists, ranges that need
 * a step, steps that are not above 0 and more than `most` amounts. */
bool vary_amounts(struct vary *vary, size_t most, size_t *count, char why[static VARY_WHY]);

/* The text of one of those amounts, from 0. */
const char *vary_amount(const struct vary *vary, size_t index, struct arena *arena);

/* The text of the value at a share u in (0, 1) of a range, for samples; every whole number has the same chance. */
const char *vary_at(const struct vary *vary, double u, struct arena *arena);

/* The number that a value starts with, currency left out, for the place of a point on a chart; NaN when there is none or
 * when its unit is not `like`'s (null: any). */
double vary_number(const char *value, const char *like);

/* What follows that number: "per year" of "£5,500 per year"; the whole value when it does not start with one. */
const char *vary_unit(const char *value);

/* "Academy size" from pipelines.academy.size: a path as words, the kind of thing left out where its name says enough. */
const char *vary_label(const char *path, struct arena *arena);

#endif
