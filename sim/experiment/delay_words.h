/* Delay in words: the sentences that chart, page and terminal share. Each says only what the runs bear out. */
#ifndef EXPERIMENT_DELAY_WORDS_H
#define EXPERIMENT_DELAY_WORDS_H

#include "base/text.h"
#include "experiment/delay.h"

/* What was found, without a full stop. */
void delay_words_headline(const struct delay *delay, struct text *out);

/* What is delayed, and what intervals are of; whole sentences. */
void delay_words_rules(const struct delay *delay, struct text *out);

#endif
