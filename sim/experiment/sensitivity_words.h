/* Sensitivity in words: the sentences that chart, page and terminal share. Each says only what the runs bear out. */
#ifndef EXPERIMENT_SENSITIVITY_WORDS_H
#define EXPERIMENT_SENSITIVITY_WORDS_H

#include "base/text.h"
#include "experiment/sensitivity.h"

/* What was found, without a full stop; neutral when nothing is told from nought. */
void sensitivity_words_headline(const struct sensitivity *sensitivity, struct text *out);

/* "43 to 52 children per week": the ends of an input. */
void sensitivity_words_ends(const struct sensitivity_input *input, struct text *out);

/* "chance", or "share of time" for a target judged by it. */
const char *sensitivity_words_measure(const struct sensitivity *sensitivity);

/* The target's title, and its date ("31 January 2022", "week 52", "the end"). */
const char *sensitivity_words_target(const struct sensitivity *sensitivity);
void sensitivity_words_date(const struct sensitivity *sensitivity, struct text *out);

#endif
