/* A tracked plan in words: the sentences that terminal, page, chart and JSON share. */
#ifndef EXPERIMENT_TRACK_WORDS_H
#define EXPERIMENT_TRACK_WORDS_H

#include "base/text.h"
#include "experiment/reforecast.h"
#include "experiment/track.h"
#include "experiment/words.h"

/* All that `headroom track` found. Borrowed. */
struct tracked {
    const struct track *track;
    const struct reforecast *reforecast;
    const struct ensemble *before, *after; /* the plan, and from the new position on; null: no re-forecast */
    const char *why;                       /* a sentence why there is none; null: there is one */
    const char *version;
    uint64_t seed;
};

/* "The plan has left its range: caseload 26.1 on 31 May 2021, above 18.2 to 25.0", or ", the third in a row that is too high";
 * without a full stop. */
void track_words_headline(const struct tracked *tracked, struct text *out);

/* What the range is and how often it cries wolf: sentences. */
void track_words_rule(const struct tracked *tracked, struct text *out);

/* What the re-forecast took and left: sentences. */
void track_words_notes(const struct tracked *tracked, struct text *out);

/* "Caseload", "Caseload, Assessment". */
void track_words_series(const struct tracked *tracked, const struct track_series *series, struct text *out);

/* A value of the series as it is said: "22.6", "31%". */
void track_words_value(const struct track_series *series, double value, char out[static WORDS_SHORT]);

/* "18.2 to 25.0" */
void track_words_band(const struct track_series *series, double from, double to, char out[static WORDS_LONG]);

/* The verdicts on a target before and after; false when it is not forecast again. */
bool track_words_target(const struct tracked *tracked, size_t target, struct ensemble_verdict *before,
                        struct ensemble_verdict *after);

#endif
