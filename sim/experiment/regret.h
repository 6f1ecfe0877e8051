/* Regret: how options fare in several futures, and how much an option would be regretted in each.
 *
 * A future is a what-if laid over every option and run on the same luck; the first is the one the files give. In each, the
 * regret of an option is the chance of the judged target under the option that does best there, less its own. The worst
 * regret of an option is over the futures; the least of these is the choice of somebody who cannot say how likely the
 * futures are. Chances are of the same runs throughout, so regrets are paired.
 *
 * The chance that an option is best is the share of runs in which it is: in each run, options that meet the target come
 * before those that do not, then the lower caseload on the date; options that are equal in both share the run. */
#ifndef EXPERIMENT_REGRET_H
#define EXPERIMENT_REGRET_H

#include "experiment/option.h"

struct regret_cell {
    struct ensemble_verdict verdict; /* of the judged target */
    double extra;                    /* cost beyond the baseline's in the same future, pounds; NaN without money */
    double regret;                   /* 0 to 1 */
    double best;                     /* share of runs in which the option is the best of all */
};

struct regret_worst {
    double regret;
    size_t future; /* where; the first of equals */
};

/* Zeroed is empty; regret_release(). */
struct regret {
    size_t futures, options;
    struct regret_cell *cells;  /* [future][option] */
    struct regret_worst *worst; /* [option] */
    size_t least;               /* the option whose worst regret is least; the first of equals */
    bool shared;                /* another one has the same */
};

/* `runs` holds [future][option], baselines first; every option has the target named. */
void regret_init(struct regret *regret, const struct option_run *runs, size_t futures, size_t options,
                 const char *target);
const struct regret_cell *regret_cell(const struct regret *regret, size_t future, size_t option);
void regret_release(struct regret *regret);

#endif
