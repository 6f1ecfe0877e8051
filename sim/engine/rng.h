/* Random numbers with an address instead of a turn.
 *
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11): a draw is a pure function of
 * (seed, replication, stream, entity, block), so the same family, candidate or worker meets the same luck whatever else
 * the scenario changed and on any number of threads.
 *
 *     key     = (seed mod 2^32, seed div 2^32)
 *     counter = (block, entity mod 2^32, stream, replication + 2^20 * (entity div 2^32))
 *
 * with replication below 2^20 and entity below 2^44. The stream is a hash of the purpose and of every name in the
 * identity (rng_stream). The layout is tested by case R05 and may never change: stored results depend on it. */
#ifndef ENGINE_RNG_H
#define ENGINE_RNG_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RNG_REPLICATION_LIMIT = 1 << 20, /* replications are below this */
};
#define RNG_ENTITY_LIMIT (UINT64_C(1) << 44) /* entities are below this */

/* Ten rounds of Philox4x32. */
void rng_philox(const uint32_t counter[static 4], const uint32_t key[static 2], uint32_t out[static 4]);

/* Whose luck: one seed and replication. A value; copy freely. */
struct luck {
    uint64_t seed;
    uint32_t replication;
};

/* The uniform number at an address, in (0, 1): 53 bits of the block's first two words,
 * floor((w0 * 2^32 + w1) / 2^11) * 2^-53, with an exact 0 moved to 2^-54 so that inversion never meets infinity. */
double rng_uniform(struct luck luck, uint32_t stream, uint64_t entity, uint32_t block);

/* Two uniforms of one block (words 0-1 and 2-3). */
void rng_uniform_pair(struct luck luck, uint32_t stream, uint64_t entity, uint32_t block, double out[static 2]);

/* For lotteries, in which one address meets many numbered partners: a ticket is the first 64 bits at the address, and each
 * partner's lot is a hash of ticket and number, uniform in (0, 1) and the same whoever else takes part. The hash is
 * SplitMix64's (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) with the ticket as
 * its state: a tenth of the work of a generator's block for each partner. */
uint64_t rng_ticket(struct luck luck, uint32_t stream, uint64_t entity);
static inline double rng_lot(uint64_t ticket, uint32_t number)
{
    uint64_t z = ticket + (number + UINT64_C(1)) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return ((double)(int64_t)((z ^ z >> 31) >> 12) + 0.5) * 0x1p-52;
}

/* The names of streams in use, so that no two share one. Zeroed is empty. */
struct rng_registry {
    struct rng_name *names;
    size_t count, capacity;
};

/* The stream of a purpose and up to three names (null: none, the same as ""), which is hash_names() of the four texts; and
 * where another identity was there before, the next number that is free. Among n names two meet with a chance of n^2 / 2^33:
 * one in ten thousand for a council, one in four for 150 in one scenario. The later one then keeps its luck only as long as
 * the earlier one stays. */
uint32_t rng_stream(struct rng_registry *registry, const char *purpose, const char *a, const char *b, const char *c);
/* The streams one by one, in no order: the identity (purpose and names with a blank between them) of the next one at or
 * after place *at, which is 0 to begin with and is moved on; null at the end. */
const char *rng_registry_next(const struct rng_registry *registry, size_t *at, uint32_t *stream);
void rng_registry_release(struct rng_registry *registry);

/* The same generator as a gsl_rng_type, for GSL's samplers: rng_gsl_address() points it at the start of an address, and
 * draws then run through blocks 0, 1, 2, ... of it. gsl_rng_set() takes the low 32 bits of the seed. */
extern const gsl_rng_type *const rng_gsl_philox;
void rng_gsl_address(gsl_rng *generator, struct luck luck, uint32_t stream, uint64_t entity);

#endif
