#include "experiment/score.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>

const double score_level[SCORE_LEVELS] = {0.5, 0.8, 0.95};
const char *const score_rival_name[SCORE_RIVALS] = {
    [SCORE_NO_CHANGE] = "no change", [SCORE_MEAN_REVERSION] = "mean reversion"};

double score_crps(double *members, size_t count, double came)
{
    double off = 0, apart = 0, n = (double)count;
    gsl_sort(members, 1, count);
    for (size_t i = 0; i < count; i++) {
        off += fabs(members[i] - came);
        apart += (2 * (double)i + 1 - n) * members[i]; /* half of the sum over all ordered pairs */
    }
    return off / n - apart / (n * n);
}

double score_crps_normal(double mean, double spread, double came)
{
    if (!(spread > 0))
        return fabs(came - mean);
    double z = (came - mean) / spread;
    return spread * (z * (2 * gsl_cdf_ugaussian_P(z) - 1) + 2 * gsl_ran_ugaussian_pdf(z) - M_2_SQRTPI / 2);
}

bool score_holds(double *members, size_t count, double share, double came)
{
    gsl_sort(members, 1, count);
    return came >= gsl_stats_quantile_from_sorted_data(members, 1, count, (1 - share) / 2) &&
           came <= gsl_stats_quantile_from_sorted_data(members, 1, count, (1 + share) / 2);
}

bool score_holds_normal(double mean, double spread, double share, double came)
{
    return fabs(came - mean) <= spread * gsl_cdf_ugaussian_Pinv((1 + share) / 2);
}

/* --- rivals ------------------------------------------------------------------------------------------------------- */

static struct score_law no_change(const double *times, const double *values, size_t count, double ahead)
{
    double squares = 0;
    for (size_t i = 1; i < count; i++)
        squares += gsl_pow_2(values[i] - values[i - 1]) / (times[i] - times[i - 1]);
    return (struct score_law){values[count - 1], sqrt(squares / (double)(count - 1) * ahead)};
}

/* Twice the negative log likelihood of a rate at which differences from the mean die away, but for a constant; the variance in
 * the long run that makes it most likely is put in *variance. */
static double unlikeliness(double rate, double mean, const double *times, const double *values, size_t count,
                           double *variance)
{
    double squares = gsl_pow_2(values[0] - mean), logs = 0;
    for (size_t i = 1; i < count; i++) {
        double kept = exp(-rate * (times[i] - times[i - 1])), part = 1 - kept * kept;
        squares += gsl_pow_2(values[i] - mean - kept * (values[i - 1] - mean)) / part;
        logs += log(part);
    }
    *variance = squares / (double)count;
    return logs + (double)count * log(fmax(*variance, 1e-300));
}

/* Half-lives from a tenth of the mean gap to the length of the past, evenly in logarithms: slower than that it cannot be told
 * from no change. */
static struct score_law mean_reversion(const double *times, const double *values, size_t count, double ahead)
{
    enum { RATES = 200 };
    double mean = gsl_stats_mean(values, 1, count), length = times[count - 1] - times[0];
    double shortest = length / (double)(count - 1) / 10, least = (double)INFINITY;
    struct score_law law = {mean, 0};
    for (int i = 0; i < RATES; i++) {
        double half_life = shortest * pow(length / shortest, (double)i / (RATES - 1)), rate = M_LN2 / half_life;
        double variance, unlikely = unlikeliness(rate, mean, times, values, count, &variance);
        if (unlikely >= least)
            continue;
        double kept = exp(-rate * ahead);
        least = unlikely;
        law.mean = mean + kept * (values[count - 1] - mean);
        law.spread = sqrt(variance * (1 - kept * kept));
    }
    return law;
}

struct score_law score_forecast(enum score_rival rival, const double *times, const double *values, size_t count,
                                double ahead)
{
    return rival == SCORE_NO_CHANGE ? no_change(times, values, count, ahead)
                                    : mean_reversion(times, values, count, ahead);
}
