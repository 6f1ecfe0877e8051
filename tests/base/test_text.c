/* Growing strings and questions about words. */
#include <criterion/criterion.h>
#include <stdint.h>

#include "base/text.h"

Test(text, grows)
{
    struct text text = {0};
    for (int i = 0; i < 1000; i++)
        text_printf(&text, "%d,", i);
    text_add(&text, "");
    text_add_n(&text, "end", 3);
    cr_assert_eq(text.length, 10 * 2 + 90 * 3 + 900 * 4 + 3);
    cr_assert_eq(text.at[text.length], '\0');
    cr_assert_str_eq(text.at + text.length - 7, "999,end");
    text_clear(&text);
    cr_assert_str_eq(text.at, "");
    text_release(&text);
    text_release(&text);
    text_clear(&text);
}

Test(text, thousands)
{
    static const struct {
        long long whole;
        const char *expected;
    } cases[] = {{0, "0"},       {999, "999"},      {1000, "1,000"},     {1234567, "1,234,567"},
                 {-999, "-999"}, {-1000, "-1,000"}, {100000, "100,000"}, {INT64_MIN, "-9,223,372,036,854,775,808"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = {0};
        text_add_thousands(&text, cases[i].whole);
        cr_assert_str_eq(text.at, cases[i].expected);
        text_release(&text);
    }
}

Test(text, names)
{
    const char *good[] = {"a", "0", "luton-2020", "a-", "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-123456"};
    const char *bad[] = {"",
                         "-a",
                         "A",
                         "a_b",
                         "a b",
                         "a/b",
                         "caf\xc3\xa9",
                         "..",
                         "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-1234567"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_assert(text_is_name(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_not(text_is_name(bad[i]), "%s", bad[i]);
    cr_assert(text_starts("clock.runs", "clock.") && !text_starts("clo", "clock") && text_equal("a", "a"));
}

Test(text, clean)
{
    static const struct {
        const char *bytes;
        size_t length;
        bool clean;
    } cases[] = {
        {"", 0, true},
        {"plain\ttext\n", 11, true},
        {"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", 14, true},
        {"\xef\xbb\xbf", 3, true},     /* byte order mark */
        {"\xf4\x8f\xbf\xbf", 4, true}, /* the last code point */
        {"a\0b", 3, false},
        {"\r\n", 2, false},
        {"\x1b[31m", 5, false},
        {"\x7f", 1, false},
        {"\xc2\x9b", 2, false}, /* C1: also starts a terminal sequence */
        {"\xc3", 1, false},     /* cut short */
        {"\xc0\xaf", 2, false}, /* overlong slash */
        {"\xe0\x80\xaf", 3, false},
        {"\xf0\x80\x80\xaf", 4, false},
        {"\xed\xa0\x80", 3, false},     /* surrogate */
        {"\xf4\x90\x80\x80", 4, false}, /* beyond the last */
        {"\xff", 1, false},
        {"\x80", 1, false},
        {"\xe2\x28\xa1", 3, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_assert_eq(text_is_clean(cases[i].bytes, cases[i].length), cases[i].clean, "case %zu", i);
}

Test(text, nearest)
{
    static const char *const keys[] = {"runs", "horizon", "start", "weeks", "caseload", "capacity"};
    static const struct {
        const char *word, *nearest;
    } cases[] = {
        {"run", "runs"},
        {"runs", "runs"},
        {"rusn", "runs"},
        {"horzion", "horizon"},
        {"strat", "start"},
        {"week", "weeks"},
        {"caseloads", "caseload"},
        {"capcity", "capacity"},
        {"zebra", NULL},
        {"x", NULL},
        {"", NULL},
        {"ab", NULL},
        {"horisont", "horizon"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = text_nearest(cases[i].word, keys, sizeof keys / sizeof *keys);
        bool same = got && cases[i].nearest ? text_equal(got, cases[i].nearest) : got == cases[i].nearest;
        cr_assert(same, "%s: %s", cases[i].word, got ? got : "none");
    }
    static const char *const twins[] = {"cat", "bat"};
    cr_assert_str_eq(text_nearest("rat", twins, 2), "cat", "the first of equals");
    cr_assert_null(text_nearest("rat", twins, 0));
    char endless[300];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    cr_assert_null(text_nearest(endless, keys, 6));
}
