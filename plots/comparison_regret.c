/* Regret: the chance that each option has in each future, and how far it is at worst behind the best of that future. */
#include <math.h>
#include <stdlib.h>

#include "base/csv.h"
#include "experiment/words.h"
#include "plots/figure.h"

enum { FUTURES_MOST = 9 };

struct regrets {
    bool known;
    double most[CHOICE_OPTIONS]; /* behind the best, of all futures; a chance */
    size_t worst[CHOICE_OPTIONS];
    size_t least; /* the option that is least behind at worst */
    bool alone;   /* by more than what is shown */
    bool same;    /* no future tells options apart */
};

static double best_in(const struct choice *choice, size_t future)
{
    double best = 0;
    for (size_t i = 0; i < choice->count; i++)
        best = fmax(best, choice->options[i].futures[future]);
    return best;
}

static struct regrets gather(const struct choice *choice)
{
    struct regrets regrets = {.known = choice->futures > 0, .alone = true, .same = true};
    for (size_t i = 0; i < choice->count; i++)
        for (size_t k = 0; k < choice->futures; k++)
            regrets.known = regrets.known && choice->options[i].futures && isfinite(choice->options[i].futures[k]);
    for (size_t i = 0; i < choice->count && regrets.known; i++) {
        for (size_t k = 0; k < choice->futures; k++) {
            double behind = best_in(choice, k) - choice->options[i].futures[k];
            if (behind > regrets.most[i]) {
                regrets.most[i] = behind;
                regrets.worst[i] = k;
            }
        }
        if (regrets.most[i] < regrets.most[regrets.least])
            regrets.least = i;
        regrets.same = regrets.same && regrets.most[i] < 0.005;
    }
    for (size_t i = 0; i < choice->count; i++)
        if (i != regrets.least && round(regrets.most[i] * 100) <= round(regrets.most[regrets.least] * 100))
            regrets.alone = false;
    return regrets;
}

static int points(double chance)
{
    return (int)lround(chance * 100);
}

static void write_headline(struct figure *figure, const struct regrets *regrets)
{
    const struct choice *choice = figure->choice;
    struct text *out = &figure->headline;
    if (!regrets->known) {
        text_add(out, "The options in other futures");
    } else if (regrets->same) {
        text_add(out, "No future tells the options apart");
    } else if (!regrets->alone) {
        text_printf(out, "No option is safest in every future; the least worst regret is %d points",
                    points(regrets->most[regrets->least]));
    } else if (points(regrets->most[regrets->least]) == 0) {
        choice_say(choice, regrets->least, out);
        text_add(out, " has the best chance in every future");
    } else {
        int behind = points(regrets->most[regrets->least]);
        choice_say(choice, regrets->least, out);
        text_printf(out, " is never more than %d point%s behind the best, whichever future comes", behind,
                    behind == 1 ? "" : "s");
    }
}

static void write_alt(struct figure *figure, const struct regrets *regrets)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->alt, "Table of the chance of the target for each option in each future.");
    for (size_t i = 0; i < choice->count && regrets->known; i++) {
        text_printf(&figure->alt, " %s:", choice_title(choice, i));
        for (size_t k = 0; k < choice->futures; k++) {
            char percent[WORDS_SHORT];
            words_percent(choice->options[i].futures[k], percent);
            text_printf(&figure->alt, "%s %s %s", k ? "," : "", choice->future_names[k], percent);
        }
        if (points(regrets->most[i]) > 0)
            text_printf(&figure->alt, "; furthest behind the best, by %d points, in %s", points(regrets->most[i]),
                        choice->future_names[regrets->worst[i]]);
        text_add(&figure->alt, ".");
    }
    if (!regrets->known)
        text_add(&figure->alt, " No other future was asked for.");
}

static void write_csv(struct figure *figure, const struct regrets *regrets)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->csv, "option,future,chance,behind_the_best\n");
    for (size_t i = 0; i < choice->count && regrets->known; i++)
        for (size_t k = 0; k < choice->futures; k++) {
            text_printf(&figure->csv, "%s,", choice->options[i].name);
            csv_quoted(&figure->csv, choice->future_names[k]);
            figure_csv_number(figure, choice->options[i].futures[k], 4);
            figure_csv_number(figure, best_in(choice, k) - choice->options[i].futures[k], 4);
            text_add(&figure->csv, "\n");
        }
}

/* Cells on the page. */
struct cells {
    double left, top, width, height;
    size_t columns;
};

/* Tints of blue for the tenths of a chance; words on them are dark up to the seventh and white from there. */
static const char *tint_of(double chance)
{
    static const char *const tints[] = {"#FFFFFF", "#F0F4F8", "#DFE8F0", "#CDDAE7", "#B4CADD",
                                        "#9CB9D0", "#83A6C4", "#4A7BA6", "#2C5C88", THEME_BLUE};
    double tenth = floor(chance * 10);
    return tints[isnan(chance) || tenth < 0 ? 0 : tenth > 9 ? 9 : (int)tenth];
}

static void draw_cell(struct figure *figure, const struct cells *cells, size_t row, size_t column, double chance,
                      bool worst)
{
    struct text *draw = &figure->draw;
    double x = cells->left + (double)column * cells->width, y = cells->top + (double)row * cells->height;
    theme_box(draw, x, y, cells->width, cells->height, "#CFCFCF");
    theme_box(draw, x + 0.5, y + 0.5, cells->width - 1, cells->height - 1, tint_of(chance));
    char percent[WORDS_SHORT];
    words_percent(chance, percent);
    bool narrow = cells->height < 26;
    struct theme_words look = {narrow ? THEME_SMALL : THEME_AXIS, worst, chance >= 0.7 ? "white" : THEME_INK};
    theme_label(draw, x + cells->width / 2, y + cells->height / 2, THEME_CENTRE, look, percent);
    if (!worst)
        return;
    /* A frame with a white edge inside, to be seen on any tint. */
    double right = x + cells->width, bottom = y + cells->height;
    const struct {
        double inset, weight;
        const char *colour;
    } frames[] = {{4, 1.5, "white"}, {1.5, 3, THEME_INK}};
    for (size_t i = 0; i < 2; i++) {
        double d = frames[i].inset;
        theme_line(draw, x + d, y + d, right - d, y + d, frames[i].colour, frames[i].weight, "front");
        theme_line(draw, x + d, bottom - d, right - d, bottom - d, frames[i].colour, frames[i].weight, "front");
        theme_line(draw, x + d, y + d, x + d, bottom - d, frames[i].colour, frames[i].weight, "front");
        theme_line(draw, right - d, y + d, right - d, bottom - d, frames[i].colour, frames[i].weight, "front");
    }
}

/* Names of futures in at most three lines above their columns. */
static void draw_heads(struct figure *figure, const struct cells *cells)
{
    const struct theme_words look = {cells->columns > 6 ? THEME_NOTE : THEME_SMALL, true, THEME_DARK};
    enum { LINES = 3 };
    for (size_t k = 0; k < cells->columns; k++) {
        struct text lines[LINES] = {0}, clean = {0};
        theme_clean(&clean, figure->choice->future_names[k]);
        size_t count = layout_wrap(clean.at, theme_font(look), cells->width - 4, LINES, lines);
        for (size_t i = 0; i < count; i++)
            theme_label(&figure->draw, cells->left + ((double)k + 0.5) * cells->width,
                        cells->top - 10 - (double)(count - 1 - i) * 14, THEME_CENTRE, look,
                        lines[i].at ? lines[i].at : "");
        for (size_t i = 0; i < LINES; i++)
            text_release(&lines[i]);
        text_release(&clean);
    }
}

static void draw_row(struct figure *figure, const struct cells *cells, const struct regrets *regrets, size_t option)
{
    const struct choice *choice = figure->choice;
    struct theme_words look = {cells->height < 26 ? THEME_SMALL : THEME_AXIS,
                               option == regrets->least && regrets->alone, THEME_DARK};
    struct text name = {0}, regret = {0};
    double middle = cells->top + ((double)option + 0.5) * cells->height;
    int behind = points(regrets->most[option]);
    choice_label(choice, option, theme_font(look), cells->left - 12.5 - 12, &name);
    theme_label(&figure->draw, 12.5, middle, THEME_LEFT, look, name.at);
    for (size_t k = 0; k < cells->columns; k++)
        draw_cell(figure, cells, option, k, choice->options[option].futures[k],
                  behind > 0 && regrets->worst[option] == k);
    text_printf(&regret, behind == 0 ? "none" : behind == 1 ? "%d point" : "%d points", behind);
    theme_label(&figure->draw, cells->left + (double)cells->columns * cells->width + 14, middle, THEME_LEFT, look,
                regret.at);
    text_release(&name);
    text_release(&regret);
}

static const double row_most = 56;

static void draw_regret(struct figure *figure, const struct regrets *regrets)
{
    const struct choice *choice = figure->choice;
    static const struct theme_words head = {THEME_SMALL, true, THEME_DARK};
    struct cells cells = {.left = 230,
                          .top = figure->area.top + 36,
                          .columns = choice->futures < FUTURES_MOST ? choice->futures : FUTURES_MOST};
    double right = THEME_WIDTH - 120;
    cells.width = fmin((right - cells.left) / (double)cells.columns, 190);
    cells.height = fmin((figure->area.bottom + 40 - cells.top) / (double)choice->count, row_most);
    draw_heads(figure, &cells);
    double x = cells.left + (double)cells.columns * cells.width + 14;
    theme_label(&figure->draw, x, cells.top - 24, THEME_LEFT, head, "Worst");
    theme_label(&figure->draw, x, cells.top - 10, THEME_LEFT, head, "regret");
    for (size_t i = 0; i < choice->count; i++)
        draw_row(figure, &cells, regrets, i);
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'cells are drawn as objects'\n");
}

void comparison_regret(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    struct regrets regrets = gather(choice);
    write_headline(figure, &regrets);
    text_add(&figure->subtitle, "Chance of ");
    text_add(&figure->subtitle, choice->aim ? choice->aim : "the target");
    text_add(&figure->subtitle, " by ");
    choice_month(choice, choice->by, &figure->subtitle);
    text_printf(&figure->subtitle, " in each future%s; where an option is furthest behind the best is framed.",
                choice->futures > FUTURES_MOST ? " (the first nine)" : "");
    text_add(&figure->note, "Regret is the chance that the best option of a future has more");
    write_alt(figure, &regrets);
    write_csv(figure, &regrets);
    figure->room = regrets.known ? 36 - 40 + row_most * (double)choice->count : FIGURE_SENTENCE;
    figure_frame(figure);
    if (regrets.known)
        draw_regret(figure, &regrets);
    else
        figure_nothing(figure, choice->futures ? "There is no target with a chance in every future."
                                               : "The comparison names no other future to try the options in.");
}
