/* The ensemble: what many replications of one plan gave, as plain numbers, and every statistic made from them.
 *
 * Values are kept whole, as floats, in replication order, so that statistics do not depend on threads. Where there are more
 * than fit into ENSEMBLE_BYTES, the first replications keep theirs and the others only their outcomes: replications are alike
 * before they are run, so the first so many are as good a sample of all as any, and the same on any number of threads. A figure is always
 * a distribution: come here for its mean, its quantiles (the spread of single futures) and the interval of its mean (how
 * well the runs pin it down), and never confuse the two. */
#ifndef EXPERIMENT_ENSEMBLE_H
#define EXPERIMENT_ENSEMBLE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/tally.h"
#include "model/metric.h"
#include "model/plan.h"
#include "model/world.h"

/* The quantiles reported everywhere. */
enum ensemble_level { Q025, Q05, Q10, Q25, Q50, Q75, Q90, Q95, Q975, ENSEMBLE_LEVELS };
extern const double ensemble_level_share[ENSEMBLE_LEVELS]; /* 0.025 ... 0.975 */

/* The spread of one series at one sample over the replications; NaN values (no worker holds a case) are left out. */
struct ensemble_point {
    struct tally tally; /* mean, variance, extremes, count */
    struct tally units; /* what the mean's error is over: runs, or blocks of them when inputs are drawn */
    double error;       /* standard error of the mean */
    double quantile[ENSEMBLE_LEVELS];
};

/* How a target fared. */
struct ensemble_verdict {
    uint64_t hits, trials;    /* JUDGE_BY */
    double chance;            /* hits / trials, or the mean share of time */
    struct interval interval; /* 95 %: Wilson for hits; t for shares of time, and over blocks of drawn inputs */
    bool from_blocks;
};

/* Owned by whoever ran it; ensemble_release(). Borrows the plan. */
struct ensemble {
    const struct plan *plan;
    struct metric_layout layout;
    size_t runs;    /* replications done, in order from 0 */
    size_t room;    /* replications whose values fit before a row has to move; see ensemble_kept() */
    size_t block;   /* replications in a block of drawn inputs, which are not independent of each other; 0: all are */
    size_t samples; /* sampled times, the first at time 0 (or at the end of the warm-up) */
    double *times;  /* weeks since the start, one for each sample */
    float *values;  /* [series][sample][room] */
    struct world_outcome *outcomes; /* [run] */
    uint64_t events;                /* run over all replications */
};

/* Values of one plan's replications may take up so many bytes; those of a thousand are kept whatever they take. */
#define ENSEMBLE_BYTES ((size_t)2 << 30)
enum { ENSEMBLE_LEAST_KEPT = 1000 };

/* How many replications of a plan keep their values at most: whole hundreds, so that no block of drawn inputs is cut. */
size_t ensemble_most_kept(const struct plan *plan);

/* The bytes that so many replications of a plan will take up, values and outcomes. */
double ensemble_bytes(const struct plan *plan, double runs);

void ensemble_init(struct ensemble *ensemble, const struct plan *plan, size_t runs);

/* Makes room for more replications, `runs` in all: those that were there stay as they are, the new ones have no values. */
void ensemble_grow(struct ensemble *ensemble, size_t runs);

/* The values of one whole replication, [series][sample], are ensemble_rows(). Those of neighbours, [run][series][sample], are best
 * put together: they lie side by side here, and everything else of theirs far apart. */
size_t ensemble_rows(const struct ensemble *ensemble);
void ensemble_put(struct ensemble *ensemble, size_t first, size_t count, const float *values);
void ensemble_get(const struct ensemble *ensemble, size_t run, float *values);

/* How many replications kept their values: the first so many, all of them unless they were too large. The others are NaN and
 * left out of every statistic but those of outcomes: verdicts, ensemble_target_point(), flows, money. */
static inline size_t ensemble_kept(const struct ensemble *ensemble)
{
    return ensemble->runs < ensemble->room ? ensemble->runs : ensemble->room;
}

/* By how much the share of futures at or below any quantile of those kept is out at most, with 95% confidence and for all
 * quantiles at once: the inequality of Dvoretzky, Kiefer and Wolfowitz with Massart's constant, (ln(2 / 0.05) / 2n)^(1/2). */
double ensemble_rank_error(const struct ensemble *ensemble);

/* A value as it was recorded, a failed replication's too; NaN where it was not kept. */
static inline double ensemble_at(const struct ensemble *ensemble, size_t series, size_t sample, size_t run)
{
    const float *row = &ensemble->values[(series * ensemble->samples + sample) * ensemble->room];
    return run < ensemble_kept(ensemble) ? (double)row[run] : (double)NAN;
}

/* Where it is, of a replication that keeps its values. */
float *ensemble_value(struct ensemble *ensemble, size_t series, size_t sample, size_t run);

/* The spread at one sample. Takes n log n; call once for each point that is shown. */
struct ensemble_point ensemble_point(const struct ensemble *ensemble, size_t series, size_t sample);

/* The 95 % Student t interval of the mean that goes with its error; costs more than the rest of a point. */
struct interval ensemble_interval(const struct ensemble_point *point);

/* The spread over replications of the time average over samples [from, to], and of the share of those samples with a value
 * at or below `level`. */
struct ensemble_point ensemble_average(const struct ensemble *ensemble, size_t series, size_t from, size_t to);
struct tally ensemble_share_at_most(const struct ensemble *ensemble, size_t series, size_t from, size_t to,
                                    double level);

/* The chance that the value at a sample is at or below `level`, with its hits for a Wilson interval. */
uint64_t ensemble_hits_at_most(const struct ensemble *ensemble, size_t series, size_t sample, double level,
                               uint64_t *trials);

/* The spread over replications split into luck and not knowing the inputs, as variances. NaN unless pairs of replications
 * share a draw (clock.per_draw: 2). Within-draw mean square, and the between-draw mean square less half of it. */
struct ensemble_split {
    double luck, inputs;
};
struct ensemble_split ensemble_split(const struct ensemble *ensemble, size_t series, size_t sample);

/* The sample nearest to a time. */
size_t ensemble_sample_at(const struct ensemble *ensemble, double time);

/* That of a decision date, where NaN is the end. */
size_t ensemble_sample_of(const struct ensemble *ensemble, double date);

/* Spread and chance of values that are not kept here: one a run, NaN where a run has none (as a failed one has). ensemble_spread()
 * puts `values` in another order; `met` holds 1 and 0. */
struct ensemble_point ensemble_spread(const struct ensemble *ensemble, double *values);
struct ensemble_verdict ensemble_chance(const struct ensemble *ensemble, const double *met);

/* How one replication fared with a target: 1 or 0, or the share of time where that is judged; NaN when it failed. */
double ensemble_met(const struct ensemble *ensemble, size_t target, size_t run);

struct ensemble_verdict ensemble_verdict(const struct ensemble *ensemble, size_t target);

/* The verdict on a target from scores as judge.h gives them, one a run; failed runs are made NaN. */
struct ensemble_verdict ensemble_verdict_of(const struct ensemble *ensemble, size_t target, double *scores);

/* The spread at one sample of the number that a target compares (world_outcome.compared). */
struct ensemble_point ensemble_target_point(const struct ensemble *ensemble, size_t target, size_t sample);

/* Keeps only these samples, in increasing order, and gives the memory of the others back; what outcomes hold of every week
 * goes, so ensemble_target_point() and curve.h want the ensemble as it was before. */
void ensemble_thin(struct ensemble *ensemble, const size_t *samples, size_t count);

/* The date of a sample; with no calendar, days since 1970-01-05 as if that were the start. */
calendar_day ensemble_day(const struct ensemble *ensemble, size_t sample);

void ensemble_release(struct ensemble *ensemble);

#endif
