#include "plots/mix.h"

#include <math.h>

#include "plots/theme.h"

const struct mix_look mix_looks[MIX_LAYERS] = {
    [MIX_PERMANENT] = {"Permanent", THEME_BLUE, THEME_BLUE, "white"},
    [MIX_NEW] = {"Newly qualified", THEME_TURQUOISE, THEME_TURQUOISE_WORDS, THEME_INK},
    [MIX_AGENCY] = {"Agency", THEME_PLUM, THEME_PLUM, "white"},
    [MIX_UNCOVERED] = {"Vacancies not covered", THEME_EMPTY, THEME_GREY, THEME_INK},
};

void mix_fte(double fte, char out[static WORDS_SHORT])
{
    words_number(fte, fte >= 0.05 && fte < 2.95 ? 1 : 0, out);
}

double mix_agency_share(const double fte[static MIX_LAYERS])
{
    double there = fte[MIX_PERMANENT] + fte[MIX_NEW] + fte[MIX_AGENCY];
    return there > 0 ? fte[MIX_AGENCY] / there : (double)NAN;
}
