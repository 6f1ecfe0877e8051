#include "experiment/contrast.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* With fewer blocks, runs are taken as independent, which errs on the safe side. */
enum { FEWEST_BLOCKS = 5 };

/* Means of the whole blocks of values; returns how many. */
static size_t block_means(const double *values, size_t count, size_t block, double *means)
{
    size_t blocks = 0;
    for (size_t first = 0; block > 0 && first + block <= count; first += block) {
        struct tally one = {0};
        for (size_t i = first; i < first + block; i++)
            tally_add(&one, values[i]);
        if (one.count > 0)
            means[blocks++] = one.mean;
    }
    return blocks;
}

size_t contrast_units(const double *values, size_t count, size_t block, double *units)
{
    size_t found = block_means(values, count, block, units);
    if (found >= FEWEST_BLOCKS)
        return found;
    found = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            units[found++] = values[i];
    return found;
}

static struct interval interval_of(const double *difference, size_t count, size_t block, double level)
{
    struct tally tally = {0};
    double *units = mem_new(count + 1, sizeof *units);
    size_t found = contrast_units(difference, count, block, units);
    for (size_t i = 0; i < found; i++)
        tally_add(&tally, units[i]);
    free(units);
    return tally_interval(&tally, level);
}

static double correlation_of(const struct tally *a, const struct tally *b, double variance)
{
    double product = tally_sd(a) * tally_sd(b);
    return product > 0 ? (tally_variance(a) + tally_variance(b) - variance) / (2 * product) : (double)NAN;
}

struct contrast contrast_pairs(const double *baseline, const double *option, size_t count, size_t block, double level)
{
    struct tally a = {0}, b = {0}, both = {0};
    double *difference = mem_new(count + 1, sizeof *difference);
    for (size_t i = 0; i < count; i++) {
        difference[i] = option[i] - baseline[i];
        if (isnan(difference[i]))
            continue;
        tally_add(&a, baseline[i]);
        tally_add(&b, option[i]);
        tally_add(&both, difference[i]);
    }
    struct interval interval = interval_of(difference, count, block, level);
    free(difference);
    double variance = tally_variance(&both);
    return (struct contrast){.runs = both.count,
                             .baseline = a.count ? a.mean : (double)NAN,
                             .option = b.count ? b.mean : (double)NAN,
                             .mean = both.count ? both.mean : (double)NAN,
                             .variance = variance,
                             .interval = interval,
                             .reduction = (tally_variance(&a) + tally_variance(&b)) / variance,
                             .correlation = correlation_of(&a, &b, variance)};
}

/* Comparisons with NaN are false and leave it alone. */
void contrast_bound(struct contrast *contrast)
{
    if (contrast->interval.low < -1)
        contrast->interval.low = -1;
    if (contrast->interval.high > 1)
        contrast->interval.high = 1;
}

struct contrast contrast_chances(const double *baseline, const double *option, size_t count, size_t block, double level)
{
    struct contrast contrast = contrast_pairs(baseline, option, count, block, level);
    contrast_bound(&contrast);
    return contrast;
}

struct contrast contrast_series(const struct ensemble *baseline, size_t baseline_series, const struct ensemble *option,
                                size_t option_series, size_t sample, double level)
{
    size_t runs = baseline->runs < option->runs ? baseline->runs : option->runs;
    double *values = mem_new(2 * runs + 1, sizeof *values);
    for (size_t run = 0; run < runs; run++) {
        values[run] = (double)baseline->values[(baseline_series * baseline->samples + sample) * baseline->room + run];
        values[runs + run] = (double)option->values[(option_series * option->samples + sample) * option->room + run];
    }
    struct contrast contrast = contrast_pairs(values, values + runs, runs, baseline->block, level);
    free(values);
    return contrast;
}

struct contrast contrast_chance(const struct ensemble *baseline, size_t baseline_target, const struct ensemble *option,
                                size_t option_target, double level)
{
    size_t runs = baseline->runs < option->runs ? baseline->runs : option->runs;
    double *values = mem_new(2 * runs + 1, sizeof *values);
    for (size_t run = 0; run < runs; run++) {
        values[run] = ensemble_met(baseline, baseline_target, run);
        values[runs + run] = ensemble_met(option, option_target, run);
    }
    struct contrast contrast = contrast_chances(values, values + runs, runs, baseline->block, level);
    free(values);
    return contrast;
}

bool contrast_is_clear(const struct contrast *contrast)
{
    return contrast->interval.low > 0 || contrast->interval.high < 0;
}
