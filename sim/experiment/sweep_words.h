/* Sweeps in words: the sentences that chart, page and terminal share. Each says only what the points bear out. */
#ifndef EXPERIMENT_SWEEP_WORDS_H
#define EXPERIMENT_SWEEP_WORDS_H

#include "base/text.h"
#include "experiment/sweep.h"

/* What was found, without a full stop; neutral when no point has a chance. */
void sweep_words_headline(const struct sweep *sweep, struct text *out);

/* "Academy size 12, supplement £5,500 per year"; "the scenario as it stands". */
void sweep_words_point(const struct sweep *sweep, size_t point, struct text *out);

/* "academy size and supplement" */
void sweep_words_axes(const struct sweep *sweep, struct text *out);

/* "chance", or "share of time" for a target judged by it. */
const char *sweep_words_measure(const struct sweep *sweep);

/* The target's title, and its date ("31 January 2022", "week 52", "the end"). */
const char *sweep_words_target(const struct sweep *sweep);
void sweep_words_date(const struct sweep *sweep, struct text *out);

#endif
