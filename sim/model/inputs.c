#include "model/inputs.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* The standard normal quantile of 0.9: what `low` and `high` stand at. */
static const double z90 = 1.2815515655446004;

double inputs_quantile(const struct uncertain *uncertain, double u)
{
    double z = gsl_cdf_ugaussian_Pinv(u) / z90;
    double likely = uncertain->likely, edge = z < 0 ? uncertain->low : uncertain->high;
    if (uncertain->low > 0)
        return likely * exp(fabs(z) * log(edge / likely));
    return likely + fabs(z) * (edge - likely);
}

double inputs_uniform(uint64_t seed, uint32_t stream, uint32_t draw)
{
    /* the block number stands where the replication would: blocks are the unit that has luck of its own */
    struct luck luck = {seed, draw / INPUTS_BLOCK};
    uint32_t position = draw % INPUTS_BLOCK, rank = 0;
    double own = rng_uniform(luck, stream, position, 0);
    for (uint32_t i = 0; i < INPUTS_BLOCK; i++) {
        double other = rng_uniform(luck, stream, i, 0);
        rank += other < own || (other == own && i < position);
    }
    return (rank + rng_uniform(luck, stream, position, 1)) / INPUTS_BLOCK;
}
