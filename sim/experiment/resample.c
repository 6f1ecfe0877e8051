#include "experiment/resample.h"

#include <gsl/gsl_sort.h>
#include <math.h>

#include "engine/rng.h"

/* With fewer blocks, runs are drawn one by one. */
enum { FEWEST_BLOCKS = 10 };

/* Streams of their own; no replication draws here, so nothing else can meet them. */
enum { STREAM_WEIGHTS = 0x72657361, STREAM_ORDER = 0x7368756f };

static size_t draw(uint64_t seed, uint32_t copy, uint32_t stream, size_t index, size_t below)
{
    size_t drawn = (size_t)(rng_uniform((struct luck){seed, copy}, stream, index, 0) * (double)below);
    return drawn < below ? drawn : below - 1;
}

void resample_weights(uint64_t seed, uint32_t copy, size_t count, size_t block, double *weights)
{
    size_t size = block > 0 && count / block >= FEWEST_BLOCKS ? block : 1, units = count / size;
    for (size_t i = 0; i < count; i++)
        weights[i] = 0;
    for (size_t i = 0; i < units; i++) {
        size_t unit = draw(seed, copy, STREAM_WEIGHTS, i, units);
        for (size_t k = 0; k < size; k++)
            weights[unit * size + k]++;
    }
}

void resample_order(uint64_t seed, uint32_t copy, size_t count, size_t *order)
{
    for (size_t i = 0; i < count; i++) {
        size_t other = draw(seed, copy, STREAM_ORDER, i, i + 1);
        order[i] = order[other];
        order[other] = i;
    }
}

struct interval resample_interval(double *copies, size_t count)
{
    if (count == 0)
        return (struct interval){(double)NAN, (double)NAN};
    gsl_sort(copies, 1, count);
    /* one more value like the copies would lie below the r-th of B with chance r / (B + 1) */
    double b = (double)count, low = count > 1 ? fmax(0, (0.025 * (b + 1) - 1) / (b - 1)) : 0;
    return (struct interval){tally_quantile(copies, count, low), tally_quantile(copies, count, 1 - low)};
}
