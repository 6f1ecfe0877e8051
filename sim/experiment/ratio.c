#include "experiment/ratio.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/contrast.h"

/* The r for which (above - r below)^2 is at most t^2 times its variance lie between the roots of
 * (d^2 - t^2 Vdd) r^2 - 2 (c d - t^2 Vcd) r + (c^2 - t^2 Vcc), and only when the first factor is above nought is that a
 * bounded interval. */
static struct ratio fieller(const double *above, const double *below, size_t count, double level)
{
    struct ratio none = {.value = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    if (count < 2)
        return none;
    double c = gsl_stats_mean(above, 1, count), d = gsl_stats_mean(below, 1, count), n = (double)count;
    double t = gsl_cdf_tdist_Pinv((1 + level) / 2, n - 1), scale = t * t / n;
    double square = d * d - scale * gsl_stats_variance(below, 1, count);
    double middle = c * d - scale * gsl_stats_covariance(above, 1, below, 1, count);
    double rest = c * c - scale * gsl_stats_variance(above, 1, count);
    if (!(square > 0))
        return none;
    double half = sqrt(fmax(0, middle * middle - square * rest));
    return (struct ratio){
        .bounded = true, .value = c / d, .interval = {(middle - half) / square, (middle + half) / square}};
}

struct ratio ratio_pairs(const double *upper, const double *lower, size_t count, size_t block, double level)
{
    double *values = mem_new(4 * count + 4, sizeof *values);
    double *above = values, *below = above + count, *above_units = below + count, *below_units = above_units + count;
    for (size_t i = 0; i < count; i++) {
        bool known = !isnan(upper[i]) && !isnan(lower[i]);
        above[i] = known ? upper[i] : (double)NAN;
        below[i] = known ? lower[i] : (double)NAN;
    }
    size_t units = contrast_units(above, count, block, above_units);
    contrast_units(below, count, block, below_units);
    struct ratio ratio = fieller(above_units, below_units, units, level);
    free(values);
    return ratio;
}
