/* What a headline may say, and data that make each saying false. */
#include <criterion/criterion.h>
#include <math.h>

#include "plots/trend.h"

static void say(const double *values, size_t count, struct trend_style style, const char *turning, struct text *out)
{
    struct trend trend = trend_of(values, count, 1);
    text_clear(out);
    text_add(out, "");
    trend_say(out, &trend, style, turning);
}

Test(trend, says_what_the_values_bear_out)
{
    static const struct {
        double values[5];
        enum trend_kind kind;
        const char *words;
    } cases[] = {
        {{23, 21, 20, 18, 17}, TREND_FALLS, "falls from 23 to 17"},
        {{23, 22, 22, 23, 22}, TREND_STEADY, "stays near 22"},
        {{23, 23.2, 22.9, 23.4, 22.8}, TREND_STEADY, "stays near 23"},
        {{17, 18, 20, 21, 23}, TREND_RISES, "rises from 17 to 23"},
        {{20, 24, 28, 26, 22}, TREND_PEAKS, "peaks at 28 in May and ends at 22"},
        {{20, 17, 15, 16, 22}, TREND_DIPS, "dips to 15 in May and ends at 22"},
        {{20, 26, 12, 26, 20}, TREND_MIXED, "moves between 12 and 26"},
        /* Falls in the end, but not "from 23": it was at 27 between. */
        {{23, 27, 22, 20, 17}, TREND_PEAKS, "peaks at 27 in May and ends at 17"},
        /* Falls to 17 for a while only. */
        {{23, 17, 16, 18, 20}, TREND_DIPS, "dips to 16 in May and ends at 20"},
        /* Ends where it started, with a bump that is too small for a peak and too large for steady. */
        {{20, 21.9, 19.5, 20, 20}, TREND_MIXED, "moves between 20 and 22"},
        {{22.4, 22.0, 21.6, 21.2, 20.6}, TREND_STEADY, "stays near 22"},
        {{20, 20, 20, 20, 20}, TREND_STEADY, "stays near 20"},
        {{NAN, 23, NAN, 17, NAN}, TREND_FALLS, "falls from 23 to 17"},
        {{NAN, NAN, NAN, NAN, NAN}, TREND_NONE, ""},
    };
    struct text words = {0};
    struct trend_style style = {.line = NAN};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trend trend = trend_of(cases[i].values, 5, 1);
        say(cases[i].values, 5, style, "May", &words);
        cr_assert_eq(trend.kind, cases[i].kind, "case %zu: kind %d, \"%s\"", i, trend.kind, words.at);
        cr_assert_str_eq(words.at, cases[i].words, "case %zu: \"%s\"", i, words.at);
    }
    text_release(&words);
}

Test(trend, numbers_that_differ_never_look_alike)
{
    static const struct {
        double values[2], line;
        bool share;
        const char *words;
    } cases[] = {
        {{22.4, 17.6}, NAN, false, "falls from 22 to 18"},     {{22.4, 17.6}, 18, false, "falls from 22 to 17.6"},
        {{22.4, 18.3}, 18, false, "falls from 22 to 18.3"},    {{22.4, 18.0}, 18, false, "falls from 22 to 18"},
        {{0.402, 0.254}, NAN, true, "falls from 40% to 25%"},  {{0.0, 0.004}, NAN, true, "rises from 0.0% to 0.4%"},
        {{22.5, 21.6}, NAN, false, "falls from 22.5 to 21.6"}, {{1234.2, 99.0}, NAN, false, "falls from 1,234 to 99"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text words = {0};
        struct trend trend = trend_of(cases[i].values, 2, cases[i].share ? 0.001 : 0.4);
        trend_say(&words, &trend, (struct trend_style){.share = cases[i].share, .line = cases[i].line}, NULL);
        cr_assert_str_eq(words.at, cases[i].words, "case %zu: \"%s\"", i, words.at);
        text_release(&words);
    }
}
