/* Uncertain inputs: the law that low, likely and high name, and the Latin hypercube that draws it. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/inputs.h"

Test(inputs, low_likely_and_high_are_the_tenth_fiftieth_and_ninetieth_percentiles)
{
    static const struct uncertain cases[] = {{.likely = 46.5, .low = 43, .high = 52},
                                             {.likely = 1, .low = 0, .high = 4},
                                             {.likely = 0.3, .low = 0.1, .high = 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct uncertain *input = &cases[i];
        cr_assert_float_eq(inputs_quantile(input, 0.1), input->low, 1e-9, "case %zu: low", i);
        cr_assert_float_eq(inputs_quantile(input, 0.5), input->likely, 1e-9, "case %zu: likely", i);
        cr_assert_float_eq(inputs_quantile(input, 0.9), input->high, 1e-9, "case %zu: high", i);
        for (double u = 0.02; u < 1; u += 0.01)
            cr_assert(inputs_quantile(input, u) >= inputs_quantile(input, u - 0.01), "case %zu: rises with u", i);
    }
    cr_assert(inputs_quantile(&cases[0], 1e-6) > 0, "what is positive stays positive");
}

Test(inputs, every_block_takes_every_fiftieth_once)
{
    for (uint32_t block = 0; block < 20; block++) {
        bool seen[INPUTS_BLOCK] = {false};
        for (uint32_t i = 0; i < INPUTS_BLOCK; i++) {
            double u = inputs_uniform(2020, 12345, block * INPUTS_BLOCK + i);
            int stratum = (int)(u * INPUTS_BLOCK);
            cr_assert(u > 0 && u < 1 && !seen[stratum], "block %u takes stratum %d twice", block, stratum);
            seen[stratum] = true;
        }
    }
}

Test(inputs, two_inputs_and_two_blocks_are_shuffled_apart)
{
    enum { DRAWS = 5000 };
    double between = 0, blocks = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        double a = inputs_uniform(7, 1, i) - 0.5;
        between += a * (inputs_uniform(7, 2, i) - 0.5);
        blocks += a * (inputs_uniform(7, 1, i + INPUTS_BLOCK) - 0.5);
    }
    double limit = 5 / sqrt(DRAWS); /* of a correlation, five standard errors */
    cr_assert(fabs(between / DRAWS * 12) < limit, "two inputs move together");
    cr_assert(fabs(blocks / DRAWS * 12) < limit, "two blocks have the same order");
}
