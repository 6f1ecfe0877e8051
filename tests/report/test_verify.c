#include "report/verify.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/verify_compare.h"

TestSuite(verify);

static struct verify_bytes bytes_of(char *text)
{
    return (struct verify_bytes){text, strlen(text)};
}

Test(verify, nine_digits_and_nothing_else)
{
    static const struct {
        char *a, *b;
        bool same;
    } rows[] = {
        {"week,1.5\n", "week,1.5\n", true},
        {"22.6440334,0\n", "22.6440335,0\n", true}, /* one in the ninth digit */
        {"22.6440334,0\n", "22.6440344,0\n", false},
        {"1.66666667e-05", "1.66666668e-05", true},
        {"1.66666667e-02", "1.66666670e-02", false},
        {"5.6e-14,x", "0,x", true}, /* sums that cancel */
        {"-3,x", "3,x", false},
        {"team,12", "team,12,", false},
        {"a1.0000000001", "a1", false}, /* names are no numbers */
        {"q31", "q32", false},
        {"", "", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct verify_bytes a = bytes_of(rows[i].a), b = bytes_of(rows[i].b);
        cr_expect_eq(verify_compare_digits(&a, &b), rows[i].same, "\"%s\" and \"%s\"", rows[i].a, rows[i].b);
    }
}

Test(verify, pages_are_the_same_but_for_sources_and_drawings)
{
    struct verify_bytes page =
        bytes_of("<p>Chance 1.25</p><figure a>1</figure><section id=\"inputs\" x>3 sources</section>end");
    struct verify_bytes other =
        bytes_of("<p>Chance 1.25</p><figure b>2</figure><section id=\"inputs\" x>9</section>end");
    struct verify_bytes wrong =
        bytes_of("<p>Chance 1.26</p><figure a>1</figure><section id=\"inputs\" x>3 sources</section>end");
    struct verify_bytes short_of = bytes_of("<p>Chance 1.25</p><figure a>1</figure><section id=\"inputs\" x>3 sources");
    cr_expect(verify_compare_pages(&page, &other, false));
    cr_expect_not(verify_compare_pages(&page, &wrong, true));
    cr_expect_not(verify_compare_pages(&page, &short_of, true));
}

Test(verify, the_first_difference_is_shown_with_its_line)
{
    static const struct {
        char *a, *b, *was, *now;
        size_t line;
    } rows[] = {
        {"one\ntwo\n", "one\ntwx\n", "two", "twx", 2},
        {"one\n", "one\ntwo\n", "", "two", 2},
        {"0123456789012345678901234567890123456789A\n", "0123456789012345678901234567890123456789B\n",
         "...012345678901234567890123456789A", "...012345678901234567890123456789B", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct verify_bytes a = bytes_of(rows[i].a), b = bytes_of(rows[i].b);
        char *was, *now;
        cr_expect_eq(verify_compare_find(&a, &b, &was, &now), rows[i].line, "line of row %zu", i);
        cr_expect_str_eq(was, rows[i].was);
        cr_expect_str_eq(now, rows[i].now);
        free(was);
        free(now);
    }
}
