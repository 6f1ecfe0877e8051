/* Waterfall: from the baseline's caseload to an option's, part by part, with what the parts do together. */
#include <math.h>
#include <stdlib.h>

#include "experiment/words.h"
#include "plots/figure.h"

/* Cases; on the page. */
struct scale {
    double low, high, left, right;
};

static bool is_known(const struct choice *choice)
{
    bool known = choice->driver_count > 1 && isfinite(choice->driver_baseline) && isfinite(choice->driver_total);
    for (size_t i = 0; i < choice->driver_count && known; i++)
        known = isfinite(choice->drivers[i].effect);
    return known;
}

static bool is_clear(struct interval interval)
{
    return interval.low > 0 || interval.high < 0;
}

static void add_signed(double value, struct text *out)
{
    char number[WORDS_SHORT];
    words_number(value, 1, number);
    text_printf(out, "%s%s", value >= 0.05 ? "+" : "", number);
}

/* The part, told from nought, that does at least half of what the option is told to do; as many as there are when none does. */
static size_t main_part(const struct choice *choice)
{
    size_t parts = choice->driver_count - 1, most = parts;
    for (size_t i = 0; i < parts && is_clear(choice->driver_whole); i++)
        if (is_clear(choice->drivers[i].interval) && choice->drivers[i].effect / choice->driver_total >= 0.5 &&
            (most == parts || fabs(choice->drivers[i].effect) > fabs(choice->drivers[most].effect)))
            most = i;
    return most;
}

static void write_headline(struct figure *figure, bool known)
{
    const struct choice *choice = figure->choice;
    struct text *out = &figure->headline;
    if (!known) {
        text_add(out, "Why an option differs from the baseline");
        return;
    }
    const struct choice_driver *interaction = &choice->drivers[choice->driver_count - 1];
    size_t most = main_part(choice);
    double alone = choice->driver_total - interaction->effect;
    if (is_clear(interaction->interval) && fabs(interaction->effect) >= 0.05) {
        text_add(out, "The parts of ");
        choice_say(choice, choice->driven, out);
        text_printf(out, " do %s together than one by one: ", interaction->effect * alone > 0 ? "more" : "less");
        add_signed(interaction->effect, out);
        text_add(out, " cases");
    } else if (most < choice->driver_count - 1) {
        static const struct theme_words look = {THEME_TITLE, true, THEME_INK};
        layout_cut(out, choice->drivers[most].title, theme_font(look), THEME_NAME);
        text_add(out, " alone: ");
        add_signed(choice->drivers[most].effect, out);
        text_add(out, " of the ");
        add_signed(choice->driver_total, out);
        text_add(out, " cases of ");
        choice_say(choice, choice->driven, out);
    } else {
        text_add(out, "What each part of ");
        choice_say(choice, choice->driven, out);
        text_add(out, " does to the caseload");
    }
}

static void write_alt(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    char from[WORDS_SHORT];
    words_number(choice->driver_baseline, 1, from);
    text_printf(&figure->alt, "Waterfall of average caseload from %s under the baseline.", from);
    for (size_t i = 0; i < choice->driver_count; i++) {
        text_printf(&figure->alt, " %s ", choice->drivers[i].title);
        add_signed(choice->drivers[i].effect, &figure->alt);
        text_add(&figure->alt, is_clear(choice->drivers[i].interval) ? "." : ", not told from 0.");
    }
    words_number(choice->driver_baseline + choice->driver_total, 1, from);
    text_printf(&figure->alt, " It ends at %s.", from);
}

static void write_csv(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    double level = choice->driver_baseline;
    text_add(&figure->csv, "part,effect,low,high,from,to\n");
    for (size_t i = 0; i < choice->driver_count; i++) {
        const struct choice_driver *driver = &choice->drivers[i];
        const double numbers[] = {driver->effect, driver->interval.low, driver->interval.high, level,
                                  level + driver->effect};
        text_add(&figure->csv, driver->name);
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            figure_csv_number(figure, numbers[k], 4);
        text_add(&figure->csv, "\n");
        level += driver->effect;
    }
}

/* All levels and whiskers, with room at both ends; nought need not be in sight, since bars are differences. */
static struct scale scale_of(const struct figure *figure)
{
    const struct choice *choice = figure->choice;
    double level = choice->driver_baseline;
    struct scale scale = {level, level, figure->area.left, figure->area.right};
    for (size_t i = 0; i < choice->driver_count; i++) {
        const struct choice_driver *driver = &choice->drivers[i];
        scale.low =
            fmin(scale.low, level + fmin(driver->effect, isnan(driver->interval.low) ? 0 : driver->interval.low));
        scale.high =
            fmax(scale.high, level + fmax(driver->effect, isnan(driver->interval.high) ? 0 : driver->interval.high));
        level += driver->effect;
    }
    double room = fmax(0.1 * (scale.high - scale.low), 0.5);
    scale.low -= room;
    scale.high += room;
    return scale;
}

static double place(const struct scale *scale, double value)
{
    return scale->left + (value - scale->low) / (scale->high - scale->low) * (scale->right - scale->left);
}

static void draw_name(struct figure *figure, double y, bool bold, const char *words)
{
    struct theme_words look = {THEME_LABEL, bold, THEME_DARK};
    struct text cut = {0};
    layout_cut(&cut, words, theme_font(look), figure->area.left - 36);
    theme_label(&figure->draw, 12.5, y, THEME_LEFT, look, cut.at != NULL ? cut.at : "");
    text_release(&cut);
}

/* The caseload that a row starts from or ends at, as a mark with its number. */
static void draw_level(struct figure *figure, const struct scale *scale, double y, double height, double level)
{
    static const struct theme_words look = {THEME_LABEL, true, THEME_BLUE};
    char number[WORDS_SHORT];
    double x = place(scale, level);
    words_number(level, 1, number);
    theme_box(&figure->draw, x - 2, y - height / 2, 4, height, THEME_BLUE);
    theme_label(&figure->draw, x + 10, y, THEME_LEFT, look, number);
}

static void draw_driver(struct figure *figure, const struct scale *scale, double y, double height, size_t index,
                        double level)
{
    const struct choice_driver *driver = &figure->choice->drivers[index];
    bool last = index + 1 == figure->choice->driver_count;
    double from = place(scale, level), to = place(scale, level + driver->effect);
    struct theme_words look = {THEME_LABEL, true,
                               last                 ? THEME_PLUM
                               : driver->effect < 0 ? THEME_TURQUOISE_WORDS
                                                    : THEME_DARK};
    struct text words = {0};
    theme_box(&figure->draw, fmin(from, to), y - height / 2, fmax(fabs(to - from), 1), height,
              last                 ? THEME_PLUM
              : driver->effect < 0 ? THEME_TURQUOISE
                                   : THEME_PALE);
    theme_line(&figure->draw, to, y + height / 2, to, y + height, THEME_GREY, 0.8, "front");
    double right = fmax(from, to);
    if (isfinite(driver->interval.low) && driver->interval.high > driver->interval.low) {
        double low = place(scale, level + driver->interval.low), high = place(scale, level + driver->interval.high);
        theme_line(&figure->draw, low, y, high, y, THEME_INK, 1.4, "front");
        theme_line(&figure->draw, low, y - 5, low, y + 5, THEME_INK, 1.4, "front");
        theme_line(&figure->draw, high, y - 5, high, y + 5, THEME_INK, 1.4, "front");
        right = fmax(right, high);
    }
    add_signed(driver->effect, &words);
    if (!is_clear(driver->interval))
        text_add(&words, driver->effect == 0 ? "" : ", not told from 0");
    theme_label(&figure->draw, right + 8, y, THEME_LEFT, look, words.at);
    text_release(&words);
}

static void draw_waterfall(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    figure->area.left = 300;
    figure->area.right = THEME_WIDTH - 130;
    struct scale scale = scale_of(figure);
    double rows = (double)choice->driver_count + 2,
           step = fmin((figure->area.bottom + 30 - figure->area.top) / rows, 56);
    double height = step * 0.6, y = figure->area.top + step / 2, level = choice->driver_baseline;
    draw_name(figure, y, true, choice_title(choice, 0));
    draw_level(figure, &scale, y, height, level);
    for (size_t i = 0; i < choice->driver_count; i++) {
        y += step;
        draw_name(figure, y, i + 1 == choice->driver_count, choice->drivers[i].title);
        draw_driver(figure, &scale, y, height, i, level);
        level += choice->drivers[i].effect;
    }
    y += step;
    struct text name = {0};
    choice_say(choice, choice->driven, &name);
    draw_name(figure, y, true, name.at);
    draw_level(figure, &scale, y, height, level);
    text_release(&name);
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'bars are drawn as objects'\n");
}

void comparison_waterfall(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    bool known = is_known(choice);
    write_headline(figure, known);
    text_add(&figure->subtitle, "Average caseload in ");
    choice_month(choice, choice->by, &figure->subtitle);
    text_add(&figure->subtitle, ": the baseline with each part alone, then what they do together beyond that.");
    if (known) {
        text_add(&figure->note, "Whiskers hold 95% over all parts together");
        write_alt(figure);
        write_csv(figure);
    } else {
        text_add(&figure->alt, "No option was taken apart.");
        text_add(&figure->csv, "part,effect,low,high,from,to\n");
        figure->room = FIGURE_SENTENCE;
    }
    figure_frame(figure);
    if (known)
        draw_waterfall(figure);
    else
        figure_nothing(figure, "No option was taken apart; headroom compare with --drivers NAME does that.");
}
