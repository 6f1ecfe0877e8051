/* An ensemble made by hand: plausible, seeded, and in whatever shape a test of charts or statistics needs. It has nothing
 * to do with the model and is never part of the product. */
#ifndef SUPPORT_FAKE_ENSEMBLE_H
#define SUPPORT_FAKE_ENSEMBLE_H

#include "experiment/ensemble.h"
#include "model/prepared.h"

enum fake_shape { FAKE_FALLING, FAKE_STEADY, FAKE_RISING, FAKE_PEAK, FAKE_EQUAL, FAKE_MISSING };

/* Zeroed gives three years of six teams in 200 runs, falling from 24 to 17, with target and events. */
struct fake_options {
    enum fake_shape shape;
    size_t teams, runs;
    double weeks;
    double chance;   /* of meeting the target; 0: 0.3, negative: never */
    size_t failures; /* the first so many runs could not go on */
    bool no_target, no_events, no_calendar;
    bool money;               /* one grade, one grant: over its funding in every third run */
    size_t pipelines;         /* that take at first and give later on */
    size_t stages;            /* of a pathway with three exits; the last goes back to the first */
    bool by_share;            /* the target is judged by the share of time */
    const char *const *words; /* in place of titles, details and notice, in turn; null: plausible ones */
    size_t word_count;
};

struct fake_ensemble {
    struct plan plan;
    struct ensemble ensemble;
    struct prepared prepared; /* of the pathway only */
};

void fake_ensemble_open(struct fake_ensemble *fake, struct fake_options options);
void fake_ensemble_close(struct fake_ensemble *fake);

#endif
