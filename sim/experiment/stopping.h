/* Stopping: how many runs are enough. Runs go on until the interval of the figure that a decision rests on is narrow enough.
 *
 * For `--runs auto`. That figure is the chance of the main target, in a comparison of the one that it judges by; when there is
 * none, the mean caseload at the end; in a comparison, the paired change of either. The caller runs to stopping_next(), looks, and runs on until the look says that
 * it is over. Looks are taken at fixed numbers of runs, and at whole blocks of drawn inputs, so that no thread, rank or
 * machine decides when it stops, and a run that stopped at 850 is the run of 850.
 *
 * An interval that is looked at often covers less than it says, the more so the fewer values it began with. Measured on
 * normal values: 20 blocks to begin with keep a 95 % interval at 94 to 96 %, 5 blocks let it fall to 92 %. Hence at least 20
 * blocks (1,000 runs, 2,000 with clock.per_draw: 2) when inputs are drawn and 50 runs when not, and looks that lie a tenth apart. */
#ifndef EXPERIMENT_STOPPING_H
#define EXPERIMENT_STOPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "engine/tally.h"
#include "experiment/ensemble.h"

enum { STOPPING_MOST = 10000 }; /* runs, unless the caller has less room */

/* Narrow enough: at least `least` values, and half the interval's width at most `width`. */
struct stopping_rule {
    double width;
    bool relative; /* the width is a share of the mean's size, not in its units */
    size_t least;
};

bool stopping_is_narrow(const struct stopping_rule *rule, size_t count, double middle, double half);

/* The same for independent values and the 95 % Student interval of their mean (cases S34 and S35 when asked after each). */
bool stopping_is_reached(const struct stopping_rule *rule, const struct tally *tally);

/* What was asked for. */
struct stopping {
    double precision; /* half a width: of a chance, absolute; of a caseload, a share of it. 0: 0.02 and 0.01 */
    size_t most;      /* runs at which it ends whatever was reached */
    size_t target;    /* whose chance decides; targets.count: there is none */
};

/* What was found at the last look. */
struct stopping_look {
    bool chance, paired; /* else the caseload; the change of it in a comparison */
    bool narrow;         /* narrow enough; false at the end: `most` came first */
    double half, width;  /* half the interval's width and what was asked, in the units of the figure */
    size_t runs;
    size_t expected; /* a guess of the runs that will do, at most `most`: for a progress line */
};

/* The number of runs at the next look after `runs` (0: the first); `most` at most. `drawn`: inputs are (service.h). */
size_t stopping_next(const struct stopping *stopping, const struct plan *plan, bool drawn, size_t runs);

struct stopping_look stopping_look(const struct stopping *stopping, const struct ensemble *ensemble);

/* The same for the change from a baseline, with the interval at `level` (contrast.h); `target` is the option's own number
 * of the same target. */
struct stopping_look stopping_look_pair(const struct stopping *stopping, const struct ensemble *baseline,
                                        const struct ensemble *option, size_t target, double level);

/* Is it over, one way or the other? */
bool stopping_is_over(const struct stopping *stopping, const struct stopping_look *look);

/* "Stopped after 1,200 runs because the main chance is known to within 1.9 percentage points either way (2.0 asked)." */
void stopping_words(const struct stopping_look *look, struct text *out);

#endif
