#include "engine/rng.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

struct rng_name {
    uint32_t stream;
    char *identity;
};

void rng_philox(const uint32_t counter[static 4], const uint32_t key[static 2], uint32_t out[static 4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = UINT64_C(0xD2511F53) * c0;
        uint64_t p1 = UINT64_C(0xCD9E8D57) * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)p1;
        c3 = (uint32_t)p0;
        k0 += UINT32_C(0x9E3779B9);
        k1 += UINT32_C(0xBB67AE85);
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

/* Where a draw is: what the header calls key and counter. */
struct address {
    uint32_t key[2];
    uint32_t counter[4];
};

static struct address address_of(struct luck luck, uint32_t stream, uint64_t entity, uint32_t block)
{
    assert(luck.replication < RNG_REPLICATION_LIMIT && entity < RNG_ENTITY_LIMIT);
    return (struct address){
        .key = {(uint32_t)luck.seed, (uint32_t)(luck.seed >> 32)},
        .counter = {block, (uint32_t)entity, stream, luck.replication + ((uint32_t)(entity >> 32) << 20)},
    };
}

static double fraction(uint32_t high, uint32_t low)
{
    /* 53 bits are below the sign, and signed integers are what processors convert */
    return (double)(int64_t)(((uint64_t)high << 32 | low) >> 11) * 0x1p-53;
}

static double open_fraction(uint32_t high, uint32_t low)
{
    double u = fraction(high, low);
    return u > 0 ? u : 0x1p-54;
}

double rng_uniform(struct luck luck, uint32_t stream, uint64_t entity, uint32_t block)
{
    struct address address = address_of(luck, stream, entity, block);
    uint32_t words[4];
    rng_philox(address.counter, address.key, words);
    return open_fraction(words[0], words[1]);
}

void rng_uniform_pair(struct luck luck, uint32_t stream, uint64_t entity, uint32_t block, double out[static 2])
{
    struct address address = address_of(luck, stream, entity, block);
    uint32_t words[4];
    rng_philox(address.counter, address.key, words);
    out[0] = open_fraction(words[0], words[1]);
    out[1] = open_fraction(words[2], words[3]);
}

uint64_t rng_ticket(struct luck luck, uint32_t stream, uint64_t entity)
{
    struct address address = address_of(luck, stream, entity, 0);
    uint32_t words[4];
    rng_philox(address.counter, address.key, words);
    return (uint64_t)words[0] << 32 | words[1];
}

/* Where a stream stands, or may be put: a stream is a hash already, so the names lie by it, in a table that is at most half
 * full. A large service has a million of them. */
static struct rng_name *find(const struct rng_registry *registry, uint32_t stream)
{
    size_t at = stream & (registry->capacity - 1);
    while (registry->names[at].identity != NULL && registry->names[at].stream != stream)
        at = (at + 1) & (registry->capacity - 1);
    return &registry->names[at];
}

static void make_room(struct rng_registry *registry)
{
    if (2 * registry->count < registry->capacity)
        return;
    struct rng_registry larger = {.count = registry->count,
                                  .capacity = registry->capacity ? 2 * registry->capacity : 64};
    larger.names = mem_new(larger.capacity, sizeof *larger.names);
    for (size_t i = 0; i < registry->capacity; i++)
        if (registry->names[i].identity != NULL)
            *find(&larger, registry->names[i].stream) = registry->names[i];
    free(registry->names);
    *registry = larger;
}

uint32_t rng_stream(struct rng_registry *registry, const char *purpose, const char *a, const char *b, const char *c)
{
    const char *texts[5] = {purpose, a ? a : "", b ? b : "", c ? c : "", NULL};
    uint32_t stream = hash_names(texts);
    struct text identity = {0};
    text_add(&identity, purpose);
    for (int i = 1; i < 4; i++)
        if (texts[i][0])
            text_printf(&identity, " %s", texts[i]);

    make_room(registry);
    struct rng_name *name = find(registry, stream);
    while (name->identity != NULL && !text_equal(name->identity, identity.at))
        name = find(registry, ++stream);
    if (name->identity != NULL) {
        text_release(&identity);
        return stream;
    }
    *name = (struct rng_name){.stream = stream, .identity = identity.at};
    registry->count++;
    return stream;
}

const char *rng_registry_next(const struct rng_registry *registry, size_t *at, uint32_t *stream)
{
    while (*at < registry->capacity) {
        const struct rng_name *name = &registry->names[(*at)++];
        *stream = name->stream;
        if (name->identity != NULL)
            return name->identity;
    }
    return NULL;
}

void rng_registry_release(struct rng_registry *registry)
{
    for (size_t i = 0; i < registry->capacity; i++)
        free(registry->names[i].identity);
    free(registry->names);
    *registry = (struct rng_registry){0};
}

/* What GSL keeps for a generator of ours: the next address, and the words of the last one that are not yet used. */
struct generator {
    struct address address;
    uint32_t words[4];
    unsigned used;
};

static void generator_set(void *state, unsigned long seed)
{
    *(struct generator *)state = (struct generator){.address.key = {(uint32_t)seed}, .used = 4};
}

static uint32_t next_word(struct generator *generator)
{
    if (generator->used == 4) {
        rng_philox(generator->address.counter, generator->address.key, generator->words);
        generator->address.counter[0]++;
        generator->used = 0;
    }
    return generator->words[generator->used++];
}

static unsigned long generator_get(void *state)
{
    return next_word(state);
}

static double generator_get_double(void *state)
{
    uint32_t high = next_word(state);
    return fraction(high, next_word(state));
}

static const gsl_rng_type philox = {
    .name = "philox4x32-10",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(struct generator),
    .set = generator_set,
    .get = generator_get,
    .get_double = generator_get_double,
};

const gsl_rng_type *const rng_gsl_philox = &philox;

void rng_gsl_address(gsl_rng *generator, struct luck luck, uint32_t stream, uint64_t entity)
{
    assert(generator->type == rng_gsl_philox);
    struct generator *state = gsl_rng_state(generator);
    *state = (struct generator){.address = address_of(luck, stream, entity, 0), .used = 4};
}
