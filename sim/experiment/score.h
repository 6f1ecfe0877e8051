/* Scores: how well a forecast that is a distribution foretold what then came, and what forecasts without a model would
 * have said.
 *
 * Come here with the members of an ensemble or a normal law. To add a forecast that a model has to beat: a line in
 * enum score_rival and its law in score.c. */
#ifndef EXPERIMENT_SCORE_H
#define EXPERIMENT_SCORE_H

#include <stdbool.h>
#include <stddef.h>

/* Central intervals that ought to hold half, four fifths and nineteen twentieths of what comes. */
enum { SCORE_LEVELS = 3 };
extern const double score_level[SCORE_LEVELS]; /* 0.5, 0.8, 0.95 */

/* The continuous ranked probability score, in the unit of what is forecast; 0 is perfect, and that of a single number is
 * its absolute error. Of an empirical distribution exactly: E|X - y| - E|X - X'| / 2 (Gneiting and Raftery 2007). Sorts
 * `members`. */
double score_crps(double *members, size_t count, double came);
/* Of a normal law, in closed form (the same paper, section 4.2); a spread of 0 is a single number. */
double score_crps_normal(double mean, double spread, double came);

/* Does the central interval of this share hold it? The ends are the type 7 quantiles. Sorts `members`. */
bool score_holds(double *members, size_t count, double share, double came);
bool score_holds_normal(double mean, double spread, double share, double came);

/* What says the future without a model, from the past alone. */
enum score_rival {
    SCORE_NO_CHANGE, /* the last value, with a random walk's spread: mean square of past changes per unit of time */
    SCORE_MEAN_REVERSION, /* back to the past's mean at the rate of an autoregression fitted to it (Ornstein-Uhlenbeck) */
    SCORE_RIVALS
};
extern const char *const score_rival_name[SCORE_RIVALS]; /* "no change" */

struct score_law {
    double mean, spread;
};

/* A rival's forecast `ahead` (> 0) of the last of `count` (at least 3) values at increasing times. */
struct score_law score_forecast(enum score_rival rival, const double *times, const double *values, size_t count,
                                double ahead);

#endif
