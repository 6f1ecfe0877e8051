/* Causes in words: the sentences that chart, page and terminal share. Each says only what the runs bear out. */
#ifndef EXPERIMENT_CAUSES_WORDS_H
#define EXPERIMENT_CAUSES_WORDS_H

#include "base/text.h"
#include "experiment/causes.h"

/* What was found, without a full stop. */
void causes_words_headline(const struct causes *causes, struct text *out);

/* Where in the space of the drawn inputs it is missed, or why that cannot be said; whole sentences. */
void causes_words_corner(const struct causes *causes, struct text *out);

/* What the loop of caseload and leaving makes; whole sentences. */
void causes_words_loop(const struct causes *causes, struct text *out);

/* How a first cause is found, and what intervals are of; whole sentences. */
void causes_words_rules(const struct causes *causes, struct text *out);

#endif
