/* Random numbers: cases R01 and R05, the address layout beyond 32 bits, and the doors for GSL. */
#include <criterion/criterion.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "base/hash.h"
#include "engine/rng.h"

Test(rng, r01_known_answers_of_philox)
{
    static const struct {
        uint32_t counter[4], key[2], expected[4];
    } cases[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t out[4];
        rng_philox(cases[i].counter, cases[i].key, out);
        cr_assert_arr_eq(out, cases[i].expected, sizeof out, "R01: case %zu", i);
    }
}

Test(rng, r05_known_answers_of_the_addresses)
{
    static const struct {
        struct luck luck;
        uint32_t stream;
        uint64_t entity;
        uint32_t words[6];
    } cases[] = {
        {{20240501, 0}, 0, 0, {0xe91c1de2, 0x9341c6ec, 0x59652fef, 0xd3d25031, 0xfef40b8f, 0xcc2320df}},
        {{20240501, 0}, 0, 1, {0x8173ac74, 0x7bb68ee9, 0xf2ec641c, 0x0d54ab1d, 0x60fe88cf, 0xae2155fe}},
        {{20240501, 0}, 1, 0, {0xb9842d36, 0x9624fd6b, 0x010c8233, 0x2a0efa64, 0xb55fc6eb, 0x85de0412}},
        {{20240501, 1}, 0, 0, {0xedc8c803, 0xaf142dac, 0x8cd1ddde, 0x6212c2fa, 0xd6e1ac2c, 0x267b2dd4}},
        {{1, 0}, 0, 0, {0xe3e80670, 0xe50a0ebc, 0x95f222c0, 0xb615aa27, 0xac08141b, 0xdfc5ccbe}},
    };
    gsl_rng *generator = gsl_rng_alloc(rng_gsl_philox);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rng_gsl_address(generator, cases[i].luck, cases[i].stream, cases[i].entity);
        for (int w = 0; w < 6; w++)
            cr_assert_eq(gsl_rng_get(generator), cases[i].words[w], "R05: case %zu, word %d", i, w);
        double pair[2];
        rng_uniform_pair(cases[i].luck, cases[i].stream, cases[i].entity, 0, pair);
        for (int j = 0; j < 2; j++) {
            uint64_t bits = (uint64_t)cases[i].words[2 * j] << 32 | cases[i].words[2 * j + 1];
            cr_assert_eq(pair[j], ldexp((double)(bits >> 11), -53), "R05: case %zu, uniform %d", i, j);
        }
        cr_assert_eq(rng_uniform(cases[i].luck, cases[i].stream, cases[i].entity, 0), pair[0], "R05: case %zu", i);
        rng_gsl_address(generator, cases[i].luck, cases[i].stream, cases[i].entity);
        cr_assert_eq(gsl_rng_uniform(generator), pair[0], "R05: case %zu through GSL", i);
        cr_assert_eq(gsl_rng_uniform(generator), pair[1], "R05: case %zu through GSL", i);
        cr_assert_eq(gsl_rng_uniform(generator), rng_uniform(cases[i].luck, cases[i].stream, cases[i].entity, 1),
                     "R05: case %zu, block 1 through GSL", i);
    }
    double first[2];
    rng_uniform_pair((struct luck){20240501, 0}, 0, 0, 0, first);
    cr_assert_eq(first[0], 0.9105852773821033, "R05: first: %.17g", first[0]);
    cr_assert_float_eq(first[1], 0.3492002449527913, 1e-16, "R05: second: %.17g", first[1]);
    gsl_rng_free(generator);
}

/* What the tables above do not reach: high words of seed and entity, and the replication beside them. */
Test(rng, high_words_have_their_places)
{
    struct luck luck = {.seed = UINT64_C(0x123456789abcdef0), .replication = 0xfffff};
    uint64_t entity = UINT64_C(0xabc00000007);
    uint32_t key[2] = {0x9abcdef0, 0x12345678}, counter[4] = {3, 7, 99, 0xabcfffff}, out[4];
    rng_philox(counter, key, out);
    double expected = ldexp((double)(((uint64_t)out[0] << 32 | out[1]) >> 11), -53);
    cr_assert_eq(rng_uniform(luck, 99, entity, 3), expected, "counter layout");

    gsl_rng *generator = gsl_rng_alloc(rng_gsl_philox);
    gsl_rng_set(generator, 0xffffffffUL);
    uint32_t seeded[2] = {0xffffffff, 0}, zero[4] = {0};
    rng_philox(zero, seeded, out);
    cr_assert_eq(gsl_rng_get(generator), out[0], "gsl_rng_set");
    gsl_rng_free(generator);
}

/* Neighbouring addresses behave as independent draws: moments, and the correlation between neighbours. */
Test(rng, neighbouring_addresses_are_independent)
{
    enum { N = 200000 };
    static const struct {
        uint32_t stream, entity, block, replication;
    } steps[] = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    for (size_t s = 0; s < 4; s++) {
        double sum = 0, products = 0, before = 0.5;
        unsigned bins[64] = {0};
        for (uint32_t i = 0; i < N; i++) {
            struct luck luck = {.seed = 1, .replication = steps[s].replication * i};
            double u = rng_uniform(luck, steps[s].stream * i, steps[s].entity * i, steps[s].block * i);
            cr_assert(u > 0 && u < 1);
            bins[(int)(u * 64)]++;
            sum += u;
            products += (u - 0.5) * (before - 0.5);
            before = u;
        }
        double chi = 0, expected = N / 64.0;
        for (int b = 0; b < 64; b++)
            chi += (bins[b] - expected) * (bins[b] - expected) / expected;
        cr_assert(fabs(sum / N - 0.5) < 4 * sqrt(1 / 12.0 / N), "step %zu: mean %g", s, sum / N);
        cr_assert(fabs(products / N) < 4 / 12.0 / sqrt(N), "step %zu: covariance %g", s, products / N);
        cr_assert(chi < 120, "step %zu: chi-square %g on 63", s, chi); /* beyond 1 in 100,000 */
    }
}

/* Of a million pairs of families and workers: the lots are uniform, and neither a family's neighbour nor a worker's says
 * anything of its own; the same on a grid of 16 x 16 cells for pairs of lots of one family. */
Test(rng, lots_are_uniform_and_strangers_to_each_other)
{
    enum { FAMILIES = 1000, WORKERS = 1000, N = FAMILIES * WORKERS };
    struct luck luck = {.seed = 2020, .replication = 5};
    double sum = 0, by_worker = 0, by_family = 0, before[WORKERS] = {0};
    static double cells[256]; /* Criterion runs each test in a process of its own */
    for (uint64_t family = 0; family < FAMILIES; family++) {
        uint64_t ticket = rng_ticket(luck, 99, family << 18);
        double last = 0.5;
        for (uint32_t worker = 0; worker < WORKERS; worker++) {
            double u = rng_lot(ticket, worker);
            cr_assert(u > 0 && u < 1);
            sum += u;
            by_worker += (u - 0.5) * (last - 0.5);
            by_family += (u - 0.5) * (before[worker] - 0.5);
            cells[(int)(u * 16) * 16 + (int)(last * 16)]++;
            last = before[worker] = u;
        }
    }
    double chi = 0, expected = N / 256.0;
    for (int i = 0; i < 256; i++)
        chi += i % 16 == 8 ? 0 : (cells[i] - expected) * (cells[i] - expected) / expected;
    cr_assert(fabs(sum / N - 0.5) < 4 * sqrt(1 / 12.0 / N), "mean %g", sum / N);
    cr_assert(fabs(by_worker / N) < 4 / 12.0 / sqrt(N), "covariance of neighbours %g", by_worker / N);
    cr_assert(fabs(by_family / N) < 4 / 12.0 / sqrt(N), "covariance of families %g", by_family / N);
    cr_assert(chi < 340, "chi-square %g on 239", chi); /* beyond 1 in 50,000 */
    uint64_t ticket = rng_ticket(luck, 99, 7);
    cr_assert_eq(rng_lot(ticket, 3), rng_lot(ticket, 3));
    uint32_t words[4];
    double first = rng_uniform(luck, 99, 7, 0);
    rng_philox((const uint32_t[4]){0, 7, 99, 5}, (const uint32_t[2]){2020, 0}, words);
    cr_assert_eq(ticket, (uint64_t)words[0] << 32 | words[1], "a ticket is what the address holds");
    cr_assert_float_eq((double)(ticket >> 11) * 0x1p-53, first, 1e-15);
}

Test(rng, gsl_samplers_run_on_it)
{
    gsl_rng *generator = gsl_rng_alloc(rng_gsl_philox);
    rng_gsl_address(generator, (struct luck){7, 3}, 12, 5);
    enum { N = 100000 };
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += gsl_ran_gamma(generator, 2.5, 2);
    cr_assert(fabs(sum / N - 5) < 4 * sqrt(10.0 / N), "mean %g", sum / N);
    gsl_rng *copy = gsl_rng_clone(generator);
    cr_assert_eq(gsl_rng_get(copy), gsl_rng_get(generator), "a clone goes its own way");
    gsl_rng_free(copy);
    gsl_rng_free(generator);
}

Test(rng, streams_have_names)
{
    struct rng_registry registry = {0};
    uint32_t a = rng_stream(&registry, "tenure", "social-worker", NULL, NULL);
    uint32_t b = rng_stream(&registry, "tenure", "senior", NULL, NULL);
    uint32_t c = rng_stream(&registry, "tenure", NULL, "social-worker", NULL);
    cr_assert_eq(rng_stream(&registry, "tenure", "social-worker", "", NULL), a, "the same identity has one stream");
    cr_assert(a != b && a != c && b != c, "others have others");
    cr_assert_eq(registry.count, 3);

    /* Two names that a search found to hash alike. */
    a = rng_stream(&registry, "tenure", "agency-senior-640", NULL, NULL);
    b = rng_stream(&registry, "tenure", "hub-north-458", NULL, NULL);
    cr_assert_eq(a, hash_names((const char *const[]){"tenure", "agency-senior-640", "", "", NULL}),
                 "the first keeps its own");
    cr_assert_eq(b, a + 1, "the second has the next one");
    cr_assert_eq(rng_stream(&registry, "tenure", "hub-north-458", NULL, NULL), b, "and has it again");
    cr_assert_eq(rng_stream(&registry, "tenure", "agency-senior-640", NULL, NULL), a);
    cr_assert_eq(registry.count, 5);
    rng_registry_release(&registry);
}
