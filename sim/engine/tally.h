/* Tallies: counts, means, variances and extremes that merge, and the intervals made from them.
 *
 * Merging uses the pairwise update of Chan, Golub and LeVeque (1979), so means and variances do not lose digits; merge
 * in replication order to get the same bytes on any number of threads. */
#ifndef ENGINE_TALLY_H
#define ENGINE_TALLY_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* A zeroed struct is empty. */
struct tally {
    uint64_t count;
    double mean;
    double squares; /* sum of squared deviations from the mean */
    double least, most;
};

/* A value that is not a number is not counted: a measure that a replication does not define says nothing. */
static inline void tally_add(struct tally *tally, double value)
{
    if (isnan(value))
        return;
    if (tally->count == 0 || value < tally->least)
        tally->least = value;
    if (tally->count == 0 || value > tally->most)
        tally->most = value;
    tally->count++;
    double off = value - tally->mean;
    tally->mean += off / (double)tally->count;
    tally->squares += off * (value - tally->mean);
}

void tally_merge(struct tally *into, const struct tally *from);
double tally_variance(const struct tally *tally); /* unbiased; NaN below two values */
double tally_sd(const struct tally *tally);
double tally_error(const struct tally *tally); /* standard error of the mean */

struct interval {
    double low, high;
};

/* Student's t interval of the mean at confidence `level` (0.95). NaN below two values. */
struct interval tally_interval(const struct tally *tally, double level);

/* Wilson score interval for hits of trials (case S03). */
struct interval tally_wilson(uint64_t hits, uint64_t trials, double level);

/* Ranks (from 1) of the order statistics that hold the p-quantile with at least `level` confidence, the
 * distribution-free interval of case S05: r the largest with P(Bin(n,p) <= r-1) <= (1-level)/2, s the smallest with
 * P(Bin(n,p) <= s-1) >= (1+level)/2. r = 0 or s = n + 1 mean that no such rank exists. */
void tally_quantile_ranks(size_t n, double p, double level, size_t *r, size_t *s);

/* Quantile of sorted values by linear interpolation (type 7, gsl_stats_quantile_from_sorted_data). */
double tally_quantile(const double *sorted, size_t n, double p);

/* The same of values in any order, which it changes: cheaper than sorting them for a few quantiles. */
double tally_select(double *values, size_t n, double p);

/* A level held over time: its integral, and so its average. Zeroed then tally_level_start(). */
struct level {
    double since; /* time of the last change */
    double value;
    double area; /* integral from the start to `since` */
    double start;
};
void tally_level_start(struct level *level, double now, double value);
void tally_level_set(struct level *level, double now, double value);
double tally_level_area(const struct level *level, double now);
/* The average since the start; the value itself when no time has passed. */
double tally_level_mean(const struct level *level, double now);

#endif
