/* Calibrating: which values of what nobody observed make a simulation look like what was observed.
 *
 * Inputs are places in (0, 1) of their laws, so that the prior is uniform whatever the laws are; the caller turns places
 * into values. A simulation gives statistics, which are compared with the observed ones, and values that are only carried
 * along with it (the weeks that were held back, say). Two answers come of it:
 *
 *   a point     Nelder and Mead's simplex (GSL) on the distance of mean statistics, every try on the same luck, from the
 *               nearest few of the first sample
 *   a posterior approximate Bayesian computation in rounds (Lenormand, Jabot and Deffuant 2013, after Beaumont and others
 *               2009): of every round the nearer half is kept, as many new ones are drawn around what was kept and weighed by
 *               how likely they were to be drawn, so the tolerance adapts and the number of simulations is known before
 *
 * Statistics are weighed by how far they spread over the prior. Draws have addresses: results do not depend on threads. What
 * a simulation is belongs to the caller: replications in the program, exact laws in a test. */
#ifndef EXPERIMENT_CALIBRATE_H
#define EXPERIMENT_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CALIBRATE_INPUTS_LIMIT = 6, CALIBRATE_ROUNDS_LIMIT = 60 };

/* Simulates `each` replications at each of `count` places ([count][inputs]), numbered from `first` on, place by place:
 * results[count * each][statistics + carried]. NaN: it has no such figure. Returns false to stop. */
typedef bool calibrate_simulate_fn(void *user, const double *places, size_t count, size_t each, size_t first,
                                   double *results);

struct calibrate_job {
    size_t inputs, statistics, carried; /* 1 to CALIBRATE_INPUTS_LIMIT inputs, at least 1 statistic */
    const double *observed;             /* [statistics] */
    size_t members;                     /* of the posterior sample; at least 20 */
    size_t rounds;              /* at most, the first among them; the first simulates twice `members`, others as many */
    double least_new;           /* it ends when a smaller share of those kept is new */
    size_t starts, tries, each; /* of the simplex: from how many places, how many tries from each, replications a try */
    uint64_t seed;
    calibrate_simulate_fn *simulate;
    void *user;
};

/* Owned; calibrate_release(). Members weigh the same. */
struct calibrate_result {
    size_t members;
    double *places;  /* [member][inputs] */
    double *carried; /* [member][carried] of the very replication that came near */
    double point[CALIBRATE_INPUTS_LIMIT];
    double point_distance; /* of mean statistics, in spreads over the prior */
    size_t rounds, simulations;
    double tolerance[CALIBRATE_ROUNDS_LIMIT]; /* after each round, in spreads over the prior */
    double effective;                         /* members that would tell as much if they had not been weighed */
};

/* Returns false when stopped, or when too few simulations of the prior have the figures (`result->members` is then 0); the
 * result is to be released either way. */
bool calibrate_run(const struct calibrate_job *job, struct calibrate_result *result);

/* How much narrower the posterior of an input is than its prior: 1 less the ratio of their standard deviations over
 * places. 0: nothing was learnt; may be a little below. */
double calibrate_shrinkage(const struct calibrate_result *result, size_t inputs, size_t input);

/* The correlation of two inputs over the posterior, of their places. */
double calibrate_correlation(const struct calibrate_result *result, size_t inputs, size_t a, size_t b);

void calibrate_release(struct calibrate_result *result);

#endif
