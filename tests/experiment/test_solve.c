/* The search on responses that are known: its answer is that of looking at every amount, with few looks. */
#include <criterion/criterion.h>
#include <math.h>

#include "experiment/solve.h"

enum shape { RISING, FALLING, HUMP };

/* A response over `amounts` amounts, in runs out of 1,000, as even as one on common luck is. */
struct response {
    enum shape shape;
    size_t amounts;
    double middle, width;
    size_t looks, stop_after;
};

static double chance_at(const struct response *response, size_t amount)
{
    double from = response->middle - (double)amount;
    double share = 1 / (1 + exp(from / response->width));
    if (response->shape == FALLING)
        share = 1 - share;
    if (response->shape == HUMP)
        share = exp(-from * from / (response->width * response->width));
    return round(1000 * share) / 1000;
}

static bool look(void *user, size_t amount, struct ensemble_verdict *verdict)
{
    struct response *response = user;
    double chance = chance_at(response, amount);
    if (response->stop_after > 0 && response->looks == response->stop_after)
        return false;
    response->looks++;
    *verdict = (struct ensemble_verdict){.hits = (uint64_t)llround(1000 * chance),
                                         .trials = 1000,
                                         .chance = chance,
                                         .interval = tally_wilson((uint64_t)llround(1000 * chance), 1000, 0.95)};
    return true;
}

/* Told apart from five points on. */
static struct contrast pair(void *user, size_t a, size_t b, double level)
{
    const struct response *response = user;
    double mean = chance_at(response, b) - chance_at(response, a);
    (void)level;
    return (struct contrast){.mean = mean, .interval = {mean - 0.05, mean + 0.05}};
}

static struct solve_result search(struct response *response, double wanted)
{
    struct solve_job job = {response->amounts, wanted, look, pair, response};
    struct solve_result result;
    response->looks = 0;
    solve_search(&job, &result);
    return result;
}

/* What looking at every amount finds: the least when rising, the most when falling; `amounts`: none. */
static size_t scan(const struct response *response, double wanted)
{
    size_t found = response->amounts;
    for (size_t i = 0; i < response->amounts; i++)
        if (chance_at(response, i) >= wanted && (response->shape == FALLING || found == response->amounts))
            found = i;
    return found;
}

Test(test_solve, the_answer_is_that_of_looking_at_every_amount)
{
    static const size_t sizes[] = {2, 3, 5, 16, 97, 1000};
    static const double shares[] = {-0.2, 0, 0.03, 0.3, 0.5, 0.77, 0.98, 1, 1.3}, wants[] = {0.05, 0.5, 0.8, 0.9, 0.99};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t m = 0; m < sizeof shares / sizeof *shares; m++)
            for (size_t w = 0; w < sizeof wants / sizeof *wants; w++)
                for (int falling = 0; falling < 2; falling++) {
                    double size = (double)sizes[s];
                    struct response response = {falling ? FALLING : RISING, sizes[s], shares[m] * size,
                                                0.02 * size + 0.1,          0,        0};
                    struct solve_result result = search(&response, wants[w]);
                    size_t exact = scan(&response, wants[w]), worse = falling ? sizes[s] - 1 : 0;
                    cr_assert(response.looks <= 5 + 3 * (size_t)ceil(log2(size) + 1), "%zu looks for %zu amounts",
                              response.looks, sizes[s]);
                    cr_assert_not(result.reversed, "an even response is said to turn");
                    if (exact == sizes[s] || exact == worse) {
                        bool flat = chance_at(&response, 0) == chance_at(&response, sizes[s] - 1);
                        cr_assert(flat || result.outcome == (exact == worse ? SOLVE_ALREADY : SOLVE_NEVER),
                                  "%zu amounts, middle %g, wanted %g: outcome %d", sizes[s], response.middle, wants[w],
                                  result.outcome);
                        continue;
                    }
                    cr_assert(result.outcome == SOLVE_FOUND && result.answer == exact,
                              "%zu amounts, middle %g, wanted %g: answer %zu, exact %zu", sizes[s], response.middle,
                              wants[w], result.answer, exact);
                    cr_assert_eq(result.short_of, falling ? exact + 1 : exact - 1);
                    cr_assert_eq(result.rising, !falling);
                    cr_assert(result.span.least <= exact && exact <= result.span.most,
                              "the span %zu to %zu leaves %zu out", result.span.least, result.span.most, exact);
                }
}

Test(test_solve, amounts_left_open_are_those_whose_interval_says_so)
{
    struct response response = {RISING, 101, 50, 8, 0, 0};
    struct solve_result result = search(&response, 0.8);
    struct ensemble_verdict verdict;
    cr_assert_eq(result.outcome, SOLVE_FOUND);
    for (size_t i = 0; i < response.amounts; i++) {
        look(&response, i, &verdict);
        cr_assert_eq(verdict.interval.high >= 0.8, i >= result.span.least, "amount %zu, span from %zu", i,
                     result.span.least);
        cr_assert_eq(verdict.interval.low >= 0.8, i >= result.span.most, "amount %zu, span to %zu", i,
                     result.span.most);
    }
    struct response late = {RISING, 20, 19, 1, 0, 0};
    result = search(&late, 0.5);
    cr_assert(result.outcome == SOLVE_FOUND && result.answer == 19 && result.span.open_most,
              "an answer at the end of the range leaves more open");
}

Test(test_solve, a_hump_is_found_and_said_and_a_stop_reports_nothing)
{
    struct response hump = {HUMP, 81, 40, 14, 0, 0};
    struct solve_result result = search(&hump, 0.8);
    cr_assert(result.outcome == SOLVE_FOUND && result.reversed, "outcome %d, turns: %d", result.outcome,
              result.reversed);
    cr_assert(chance_at(&hump, result.answer) >= 0.8 && chance_at(&hump, result.short_of) < 0.8);
    cr_assert(chance_at(&hump, result.reversed_to) < chance_at(&hump, result.reversed_from));
    for (size_t i = 1; i < 9; i++) {
        struct response stopped = {RISING, 1000, 333, 20, 0, i};
        cr_assert_eq(search(&stopped, 0.8).outcome, SOLVE_STOPPED, "stopped after %zu looks", i);
    }
}
