#include "engine/tally.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>

void tally_merge(struct tally *into, const struct tally *from)
{
    if (from->count == 0)
        return;
    if (into->count == 0) {
        *into = *from;
        return;
    }
    double a = (double)into->count, b = (double)from->count;
    double off = from->mean - into->mean;
    into->mean += off * (b / (a + b));
    into->squares += from->squares + off * off * (a * b / (a + b));
    into->count += from->count;
    into->least = fmin(into->least, from->least);
    into->most = fmax(into->most, from->most);
}

double tally_variance(const struct tally *tally)
{
    return tally->count < 2 ? (double)NAN : tally->squares / (double)(tally->count - 1);
}

double tally_sd(const struct tally *tally)
{
    return sqrt(tally_variance(tally));
}

double tally_error(const struct tally *tally)
{
    return sqrt(tally_variance(tally) / (double)tally->count);
}

struct interval tally_interval(const struct tally *tally, double level)
{
    if (tally->count < 2)
        return (struct interval){(double)NAN, (double)NAN};
    double half = gsl_cdf_tdist_Qinv((1 - level) / 2, (double)(tally->count - 1)) * tally_error(tally);
    return (struct interval){tally->mean - half, tally->mean + half};
}

struct interval tally_wilson(uint64_t hits, uint64_t trials, double level)
{
    if (trials == 0)
        return (struct interval){(double)NAN, (double)NAN};
    double n = (double)trials, p = (double)hits / n;
    double z = gsl_cdf_ugaussian_Qinv((1 - level) / 2), zz = z * z;
    double middle = (p + zz / (2 * n)) / (1 + zz / n);
    double half = z / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / (4 * n * n));
    /* At the ends the bound is exact, and rounding would leave it a hair off. */
    return (struct interval){
        .low = hits == 0 ? 0 : middle - half,
        .high = hits == trials ? 1 : middle + half,
    };
}

/* The smallest k in 0 ... n with P(Bin(n, p) <= k) >= level, or > level when `above`. */
static size_t binomial_rank(size_t n, double p, double level, bool above)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        double chance = gsl_cdf_binomial_P((unsigned)middle, p, (unsigned)n);
        if (above ? chance > level : chance >= level)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void tally_quantile_ranks(size_t n, double p, double level, size_t *r, size_t *s)
{
    /* r - 1 is the last k whose chance is at most (1 - level) / 2, so r is the first whose chance is above it. */
    *r = binomial_rank(n, p, (1 - level) / 2, true);
    *s = binomial_rank(n, p, (1 + level) / 2, false) + 1;
}

double tally_quantile(const double *sorted, size_t n, double p)
{
    return n == 0 ? (double)NAN : gsl_stats_quantile_from_sorted_data(sorted, 1, n, p);
}

double tally_select(double *values, size_t n, double p)
{
    if (n == 0)
        return (double)NAN;
    double place = p * (double)(n - 1);
    size_t below = (size_t)place;
    double low = gsl_stats_select(values, 1, n, below);
    if (below + 1 == n)
        return low;
    /* selection leaves what is larger behind the place */
    double part = place - (double)below, high = gsl_stats_min(&values[below + 1], 1, n - below - 1);
    return (1 - part) * low + part * high;
}

void tally_level_start(struct level *level, double now, double value)
{
    *level = (struct level){.since = now, .value = value, .start = now};
}

void tally_level_set(struct level *level, double now, double value)
{
    level->area = tally_level_area(level, now);
    level->since = now;
    level->value = value;
}

double tally_level_area(const struct level *level, double now)
{
    return level->area + level->value * (now - level->since);
}

double tally_level_mean(const struct level *level, double now)
{
    double span = now - level->start;
    return span > 0 ? tally_level_area(level, now) / span : level->value;
}
