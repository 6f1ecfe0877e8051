#include "experiment/words.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

TestSuite(words);

static void expect_chance(double chance, uint64_t trials, const char *expected)
{
    char out[WORDS_LONG];
    words_chance(chance, trials, out);
    cr_assert_str_eq(out, expected, "chance %g of %lu: %s, not %s", chance, (unsigned long)trials, out, expected);
}

Test(words, chances_are_fractions_that_people_say)
{
    expect_chance(0.12, 500, "about 1 in 8");
    expect_chance(0.80, 500, "about 4 in 5");
    expect_chance(0.79, 500, "about 4 in 5");
    expect_chance(0.5, 10, "about 1 in 2");
    expect_chance(0.95, 500, "about 19 in 20");
    expect_chance(0.91, 500, "about 9 in 10");
    expect_chance(0.006, 1000, "about 1 in 200");
    expect_chance(0.98, 500, "about 49 in 50");
    expect_chance(NAN, 500, "no figure");
    expect_chance(0.5, 0, "no figure");
}

/* The bounds are Wilson's: 0 of 1,000 has an upper limit of 0.38 %, 0 of 500 of 0.76 %, 0 of 50 of 7.1 %. */
Test(words, extremes_say_only_what_the_runs_bear_out)
{
    expect_chance(0, 1000, "fewer than 1 in 200");
    expect_chance(1, 1000, "more than 199 in 200");
    expect_chance(0, 500, "fewer than 1 in 100");
    expect_chance(0, 50, "fewer than 1 in 10");
    expect_chance(1, 50, "more than 9 in 10");
    expect_chance(0, 1, "too few runs to say");
    expect_chance(0, 1000000, "fewer than 1 in 1000");
}

static void expect_percent(double chance, const char *expected)
{
    char out[WORDS_SHORT];
    words_percent(chance, out);
    cr_assert_str_eq(out, expected, "percent of %g: %s, not %s", chance, out, expected);
}

Test(words, percentages_never_reach_the_ends_or_the_mark)
{
    expect_percent(0.123, "12%");
    expect_percent(0, "under 1%");
    expect_percent(0.009, "under 1%");
    expect_percent(1, "over 99%");
    expect_percent(0.896, "89.6%");
    expect_percent(0.8999, "89.9%");
    expect_percent(0.9, "90%");
    expect_percent(NAN, "no figure");
    for (int i = 0; i <= 1000; i++) {
        char out[WORDS_SHORT];
        words_percent(i / 1000.0, out);
        cr_assert(strcmp(out, "0%") != 0 && strcmp(out, "100%") != 0, "%d in 1000 became %s", i, out);
        cr_assert((i >= 900) == (strcmp(out, "over 99%") == 0 || (strlen(out) == 3 && out[0] == '9')),
                  "%d in 1000 became %s, on the wrong side of meets", i, out);
    }
}

Test(words, intervals_and_verdicts)
{
    char out[2 * WORDS_LONG];
    words_interval((struct interval){0.101, 0.149}, out);
    cr_assert_str_eq(out, "10% to 15%", "%s", out);
    words_interval((struct interval){0.0, 0.0038}, out);
    cr_assert_str_eq(out, "under 1%", "%s", out);
    words_interval((struct interval){0.002, 0.04}, out);
    cr_assert_str_eq(out, "up to 4%", "%s", out);
    words_interval((struct interval){NAN, NAN}, out);
    cr_assert_str_eq(out, "no interval", "%s", out);
    struct ensemble_verdict verdict = {.hits = 60, .trials = 500, .chance = 0.12, .interval = {0.0943, 0.1515}};
    words_verdict(&verdict, out);
    cr_assert_str_eq(out, "about 1 in 8 (9% to 15%)", "%s", out);
    cr_assert(!words_meets(&verdict), "12 per cent does not meet");
    verdict.chance = 0.9;
    cr_assert(words_meets(&verdict), "90 per cent meets");
}

static void expect_number(double value, int decimals, const char *expected)
{
    char out[WORDS_SHORT];
    words_number(value, decimals, out);
    cr_assert_str_eq(out, expected, "%g with %d: %s, not %s", value, decimals, out, expected);
}

Test(words, numbers_and_dates)
{
    expect_number(1234.56, 1, "1,234.6");
    expect_number(999, 0, "999");
    expect_number(1234567, 0, "1,234,567");
    expect_number(-1234, 0,
                  "\xe2\x88\x92"
                  "1,234");
    expect_number(-0.001, 1, "0.0");
    expect_number(NAN, 1, "no figure");
    expect_number(INFINITY, 1, "no limit");
    char out[WORDS_LONG];
    words_range(18.2, 23.44, 1, out);
    cr_assert_str_eq(out, "18.2 to 23.4", "%s", out);
    words_month(calendar_from_date((struct calendar_date){2022, 1, 31}), out);
    cr_assert_str_eq(out, "January 2022", "%s", out);
    words_short_month(calendar_from_date((struct calendar_date){2021, 9, 1}), out);
    cr_assert_str_eq(out, "Sep 2021", "%s", out);
    words_count(4, out);
    cr_assert_str_eq(out, "four", "%s", out);
    words_count(1200, out);
    cr_assert_str_eq(out, "1,200", "%s", out);
    words_weeks(0.5, out);
    cr_assert_str_eq(out, "4 days", "%s", out);
    words_weeks(1.0 / 7, out);
    cr_assert_str_eq(out, "1 day", "%s", out);
    words_weeks(8.24, out);
    cr_assert_str_eq(out, "8.2 weeks", "%s", out);
    words_weeks(NAN, out);
    cr_assert_str_eq(out, "no figure", "%s", out);
}
