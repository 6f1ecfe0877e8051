/* Drivers: why an option differs from the baseline, part by part.
 *
 * The baseline is run with each part of the option alone, on the same luck. What a part does by itself is its main effect; what
 * the option does beyond the sum of them is the interaction: parts that help each other, or that do the same work twice. In
 * every run the effects and the interaction add up to the whole difference, so their means do. Nothing is shared out by a rule,
 * and an interaction is of all parts together, not of pairs. To add a figure: a member here and its values in drivers_init(). */
#ifndef EXPERIMENT_DRIVERS_H
#define EXPERIMENT_DRIVERS_H

#include "experiment/contrast.h"
#include "experiment/option.h"

enum drivers_figure { DRIVERS_CASELOAD, DRIVERS_CHANCE, DRIVERS_SPEND, DRIVERS_FIGURES };

/* Of one figure. Effects are those of the parts, in order, then the interaction, then the whole difference; each interval is at
 * 1 - 0.05 / (parts + 1), so that those of parts and interaction hold together at 95 per cent. A chance is one of 0 to 1. */
struct drivers_effects {
    bool there;               /* every run that ended has the figure in baseline, option and parts */
    double baseline, option;  /* means */
    struct contrast *effects; /* [parts + 2] */
};

/* Zeroed is empty; drivers_release(). Runs are borrowed. */
struct drivers {
    size_t parts;
    struct drivers_effects figures[DRIVERS_FIGURES];
};

/* `parts` holds the baseline with each part alone; `target` is the name of the judged target, null for none. All have the same
 * runs. Runs that did not end in one of them are left out of all. */
void drivers_init(struct drivers *drivers, const struct option_run *baseline, const struct option_run *option,
                  const struct option_run *parts, size_t count, const char *target);

/* Effects from values, one a run: what drivers_init() does for each figure. values[0] is the baseline's, values[1] the
 * option's, then those of the parts. */
void drivers_effects_of(struct drivers_effects *effects, const double *const *values, size_t parts, size_t runs,
                        size_t block);

const struct contrast *drivers_interaction(const struct drivers *drivers, enum drivers_figure figure);
const struct contrast *drivers_total(const struct drivers *drivers, enum drivers_figure figure);

void drivers_release(struct drivers *drivers);

#endif
