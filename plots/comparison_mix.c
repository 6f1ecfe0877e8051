/* Posts by how they are filled on the date looked at, a bar for each option. */
#include <math.h>
#include <stdlib.h>

#include "plots/figure.h"

struct staff_mixes {
    double total[CHOICE_OPTIONS], agency[CHOICE_OPTIONS], most;
    size_t lowest, highest; /* agency shares, of those that have one; count: none has */
};

static struct staff_mixes gather(const struct choice *choice)
{
    struct staff_mixes mixes = {.lowest = choice->count, .highest = choice->count};
    for (size_t i = 0; i < choice->count; i++) {
        for (size_t k = 0; k < MIX_LAYERS; k++)
            mixes.total[i] += isnan(choice->options[i].fte[k]) ? 0 : choice->options[i].fte[k];
        mixes.agency[i] = mix_agency_share(choice->options[i].fte);
        mixes.most = fmax(mixes.most, mixes.total[i]);
        if (isnan(mixes.agency[i]))
            continue;
        if (mixes.lowest == choice->count || mixes.agency[i] < mixes.agency[mixes.lowest])
            mixes.lowest = i;
        if (mixes.highest == choice->count || mixes.agency[i] > mixes.agency[mixes.highest])
            mixes.highest = i;
    }
    return mixes;
}

/* The option whose vacancies not covered are least, and most. */
static void find_gaps(const struct choice *choice, size_t *least, size_t *most)
{
    *least = *most = 0;
    for (size_t i = 1; i < choice->count; i++) {
        double gap = choice->options[i].fte[MIX_UNCOVERED];
        *least = gap < choice->options[*least].fte[MIX_UNCOVERED] ? i : *least;
        *most = gap > choice->options[*most].fte[MIX_UNCOVERED] ? i : *most;
    }
}

static void write_headline(struct figure *figure, const struct staff_mixes *mixes)
{
    const struct choice *choice = figure->choice;
    struct text *out = &figure->headline;
    if (mixes->lowest == choice->count) {
        text_add(out, "Posts by how they are filled");
        return;
    }
    char low[WORDS_SHORT], high[WORDS_SHORT];
    if (mixes->agency[mixes->highest] - mixes->agency[mixes->lowest] >= 0.025) {
        words_share(mixes->agency[mixes->lowest], low);
        words_share(mixes->agency[mixes->highest], high);
        text_printf(out, "Agency share runs from %s under ", low);
        choice_say(choice, mixes->lowest, out);
        text_printf(out, " to %s under ", high);
        choice_say(choice, mixes->highest, out);
        return;
    }
    size_t least, most;
    find_gaps(choice, &least, &most);
    double gap = choice->options[most].fte[MIX_UNCOVERED] - choice->options[least].fte[MIX_UNCOVERED];
    if (gap >= fmax(1, 0.04 * mixes->most)) {
        mix_fte(choice->options[least].fte[MIX_UNCOVERED], low);
        mix_fte(choice->options[most].fte[MIX_UNCOVERED], high);
        text_printf(out, "Vacancies not covered run from %s FTE under ", low);
        choice_say(choice, least, out);
        text_printf(out, " to %s under ", high);
        choice_say(choice, most, out);
        return;
    }
    words_share(mixes->agency[0], low);
    text_printf(out, "Agency share is about the same under every option: %s", low);
}

static void write_alt(struct figure *figure, const struct staff_mixes *mixes)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->alt, "Stacked bars of posts by how they are filled, full-time equivalents, mean of runs.");
    for (size_t i = 0; i < choice->count; i++) {
        text_printf(&figure->alt, " %s:", choice_title(choice, i));
        for (size_t k = 0; k < MIX_LAYERS; k++) {
            char fte[WORDS_SHORT];
            mix_fte(choice->options[i].fte[k], fte);
            text_printf(&figure->alt, "%s %s %s", k ? "," : "", mix_looks[k].name, fte);
        }
        char share[WORDS_SHORT];
        words_share(mixes->agency[i], share);
        text_printf(&figure->alt, "; agency share %s.", share);
    }
}

static void write_csv(struct figure *figure, const struct staff_mixes *mixes)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->csv, "option,permanent,newly_qualified,agency,vacancies_not_covered,agency_share\n");
    for (size_t i = 0; i < choice->count; i++) {
        text_add(&figure->csv, choice->options[i].name);
        for (size_t k = 0; k < MIX_LAYERS; k++)
            figure_csv_number(figure, choice->options[i].fte[k], 2);
        figure_csv_number(figure, mixes->agency[i], 4);
        text_add(&figure->csv, "\n");
    }
}

static void draw_bar(struct figure *figure, const struct staff_mixes *mixes, size_t option, double y, double height)
{
    const struct choice *choice = figure->choice;
    double x = figure->area.left, unit = (figure->area.right - figure->area.left) / mixes->most;
    struct theme_words look = {height < 17 ? THEME_NOTE : THEME_LABEL, true, NULL};
    for (size_t k = 0; k < MIX_LAYERS; k++) {
        double fte = choice->options[option].fte[k], width = isnan(fte) ? 0 : fte * unit;
        if (width < 0.5)
            continue;
        theme_box(&figure->draw, x, y, fmax(width - 1, 0.5), height, mix_looks[k].colour);
        char words[WORDS_SHORT];
        mix_fte(fte, words);
        look.colour = mix_looks[k].within;
        /* In print two of the colours are one grey, so the first bar says which is which where there is room. */
        struct text named = {0};
        text_printf(&named, "%s %s", mix_looks[k].name, words);
        if (option == 0 && layout_width(named.at, theme_font(look)) + 12 <= width)
            theme_label(&figure->draw, x + width / 2, y + height / 2, THEME_CENTRE, look, named.at);
        else if (layout_width(words, theme_font(look)) + 6 <= width)
            theme_label(&figure->draw, x + width / 2, y + height / 2, THEME_CENTRE, look, words);
        text_release(&named);
        x += width;
    }
    struct theme_words beside = {look.points, true, THEME_PLUM};
    char share[WORDS_SHORT];
    words_share(mixes->agency[option], share);
    theme_label(&figure->draw, figure->area.right + 16, y + height / 2, THEME_LEFT, beside, share);
}

static bool is_used(const struct choice *choice, size_t layer)
{
    for (size_t i = 0; i < choice->count; i++)
        if (choice->options[i].fte[layer] > 0)
            return true;
    return false;
}

/* The names of the layers in the order of the bars, each with a piece of its colour; none that no option has. */
static void draw_key(struct figure *figure)
{
    static const double swatch = 11;
    double x = figure->area.left, y = figure->area.top;
    for (size_t k = 0; k < MIX_LAYERS; k++) {
        struct theme_words look = {THEME_LABEL, true, mix_looks[k].words};
        if (!is_used(figure->choice, k))
            continue;
        theme_box(&figure->draw, x, y - swatch / 2, swatch, swatch, mix_looks[k].colour);
        theme_label(&figure->draw, x + swatch + 6, y, THEME_LEFT, look, mix_looks[k].name);
        x += swatch + 6 + layout_width(mix_looks[k].name, theme_font(look)) + 20;
    }
    static const struct theme_words look = {THEME_SMALL, true, THEME_PLUM};
    theme_label(&figure->draw, figure->area.right + 16, y, THEME_LEFT, look, "Agency share");
}

/* Of a row, with the space under it. */
static const double row_most = 62;

static void draw_mix(struct figure *figure, const struct staff_mixes *mixes)
{
    const struct choice *choice = figure->choice;
    figure->area.left = 240;
    figure->area.right = THEME_WIDTH - 118;
    draw_key(figure);
    double top = figure->area.top + 20, room = figure->area.bottom + 40 - top;
    double step = fmin(room / (double)choice->count, row_most), height = step * 0.72;
    for (size_t i = 0; i < choice->count; i++) {
        struct theme_words look = {step < 30 ? THEME_SMALL : THEME_AXIS, i == 0, THEME_DARK};
        struct text name = {0};
        double y = top + (double)i * step;
        choice_label(choice, i, theme_font(look), figure->area.left - 12.5 - 12, &name);
        theme_label(&figure->draw, 12.5, y + height / 2, THEME_LEFT, look, name.at);
        draw_bar(figure, mixes, i, y, height);
        text_release(&name);
    }
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'bars are drawn as objects'\n");
}

void comparison_mix(struct figure *figure)
{
    struct staff_mixes mixes = gather(figure->choice);
    write_headline(figure, &mixes);
    text_add(&figure->subtitle, "Posts by how they are filled in ");
    choice_month(figure->choice, figure->choice->by, &figure->subtitle);
    text_add(&figure->subtitle, ", full-time equivalents, mean of runs.");
    write_alt(figure, &mixes);
    write_csv(figure, &mixes);
    figure->room = 20 - 40 + row_most * (double)figure->choice->count;
    figure_frame(figure);
    if (mixes.most > 0)
        draw_mix(figure, &mixes);
    else
        figure_nothing(figure, "There is nobody in post and no post to fill under any option.");
}
