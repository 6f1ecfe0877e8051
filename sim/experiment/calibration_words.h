/* What a calibration comes to in words, for terminal, page, chart and JSON alike. */
#ifndef EXPERIMENT_CALIBRATION_WORDS_H
#define EXPERIMENT_CALIBRATION_WORDS_H

#include "base/text.h"
#include "experiment/calibration.h"

/* Whether the fitted model foretold what was held back better than forecasts without a model, as one sentence without its
 * full stop. */
void calibration_words_headline(const struct calibration *calibration, struct text *out);

/* The same of one measure alone. */
void calibration_words_series(const struct calibration *calibration, size_t series, struct text *out);

/* "caseload" or "caseload of Assessment"; with a capital or without. */
void calibration_words_measure(const struct calibration *calibration, size_t series, bool capital, struct text *out);

/* A value of a measure: a share as a percentage, the rest as the measure's decimals say. */
void calibration_words_value(const struct calibration *calibration, size_t series, double value, char out[static 32]);

/* What the history told about the inputs: those hardly learnt, and those it cannot tell apart. */
void calibration_words_learnt(const struct calibration *calibration, struct text *out);

/* How it was done, and what was left out. */
void calibration_words_how(const struct calibration *calibration, struct text *out);

#endif
