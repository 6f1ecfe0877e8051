#include "plots/cells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/sweep_words.h"
#include "experiment/words.h"

/* --- names -------------------------------------------------------------------------------------------------------- */

/* The unit that all values share and that stands apart from the number; "" when there is none. */
static const char *shared_unit(const struct sweep_axis *axis)
{
    const char *unit = vary_unit(axis->values[0]);
    for (size_t i = 0; i < axis->count; i++)
        if (isnan(vary_number(axis->values[i], axis->values[0])))
            return "";
    return unit[0] == ' ' ? unit : "";
}

void cells_axis_init(struct cells_axis *names, const struct sweep_axis *axis)
{
    const char *unit = shared_unit(axis);
    *names = (struct cells_axis){.values = mem_new(axis->count, sizeof *names->values), .count = axis->count};
    text_add(&names->title, axis->label);
    if (unit[0] != '\0')
        text_printf(&names->title, " (%s)", unit + 1);
    for (size_t i = 0; i < axis->count; i++)
        text_add_n(&names->values[i], axis->values[i], strlen(axis->values[i]) - strlen(unit));
}

void cells_axis_release(struct cells_axis *names)
{
    for (size_t i = 0; i < names->count; i++)
        text_release(&names->values[i]);
    free(names->values);
    text_release(&names->title);
    *names = (struct cells_axis){0};
}

void cells_figure(double chance, char out[static 32])
{
    char words[WORDS_SHORT];
    if (isnan(chance)) {
        snprintf(out, 32, "\xe2\x80\x93");
        return;
    }
    words_percent(chance, words);
    words[strcspn(words, "%")] = '\0';
    const char *sign = text_starts(words, "under ") ? "<" : text_starts(words, "over ") ? ">" : "";
    snprintf(out, 32, "%s%.28s", sign, sign[0] ? strchr(words, ' ') + 1 : words);
}

/* --- shades ------------------------------------------------------------------------------------------------------- */

/* From nearly white to the palette's blue. */
static const double pale[3] = {0xF4, 0xF8, 0xFB}, full[3] = {0x12, 0x43, 0x6D};

static void mix(double chance, double rgb[static 3])
{
    for (int i = 0; i < 3; i++)
        rgb[i] = round(pale[i] + chance * (full[i] - pale[i]));
}

void cells_shade(double chance, char out[static 8])
{
    double rgb[3];
    if (isnan(chance)) {
        snprintf(out, 8, "%s", THEME_EMPTY);
        return;
    }
    mix(chance, rgb);
    snprintf(out, 8, "#%02X%02X%02X", (unsigned)rgb[0] & 0xFF, (unsigned)rgb[1] & 0xFF, (unsigned)rgb[2] & 0xFF);
}

/* Relative luminance as WCAG 2 defines it. */
static double luminance(const double rgb[static 3])
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Black or white, whichever has the higher contrast: at least 4.58 to 1 against any shade. */
static const char *ink_on(double chance)
{
    double rgb[3];
    if (isnan(chance))
        return "#000000";
    mix(chance, rgb);
    double light = luminance(rgb) + 0.05;
    return light * light > 1.05 * 0.05 ? "#000000" : "#FFFFFF";
}

double cells_points(double width, double height)
{
    double points = THEME_LABEL;
    while (points >= 6) {
        struct layout_font font = theme_font((struct theme_words){points, true, THEME_INK});
        if (layout_width(">99", font) + 4 <= width && font.size * 1.25 <= height)
            return points;
        points -= 0.5;
    }
    return 0;
}

void cells_draw(struct figure *figure, size_t point, struct theme_area box, double points)
{
    const struct sweep *sweep = figure->run->sweep;
    double chance = sweep->points[point].chance.chance;
    char shade[8], words[32];
    cells_shade(chance, shade);
    cells_figure(chance, words);
    theme_box(&figure->draw, box.left, box.top, box.right - box.left, box.bottom - box.top, shade);
    if (points <= 0)
        return;
    struct theme_words look = {points, sweep_meets(sweep, point), ink_on(chance)};
    theme_label(&figure->draw, (box.left + box.right) / 2, (box.top + box.bottom) / 2, THEME_CENTRE, look, words);
    bool has_room = box.right - box.left >= layout_width(words, theme_font(look)) + 24;
    if (!sweep_affords(sweep, point) && has_room) {
        struct theme_words corner = {points * 0.8, false, ink_on(chance)};
        theme_label(&figure->draw, box.right - 4, box.top + points * 0.8, THEME_RIGHT, corner, "\xc2\xa3");
    }
}

/* --- the key ------------------------------------------------------------------------------------------------------ */

typedef bool holds_fn(const struct sweep *sweep, size_t point);

static bool is_mixed(const struct sweep *sweep, holds_fn *holds)
{
    size_t held = 0;
    for (size_t i = 0; i < sweep->count; i++)
        held += holds(sweep, i);
    return held > 0 && held < sweep->count;
}

bool cells_have_target(const struct sweep *sweep)
{
    return is_mixed(sweep, sweep_meets);
}

bool cells_have_budget(const struct sweep *sweep)
{
    return is_mixed(sweep, sweep_affords);
}

static double key_entry(struct figure *figure, double x, double y, const char *colour, const char *name,
                        const char *first, const char *second)
{
    theme_label(&figure->draw, x, y, THEME_LEFT, (struct theme_words){THEME_AXIS, true, colour}, name);
    static const struct theme_words look = {THEME_SMALL, false, THEME_GREY};
    theme_label(&figure->draw, x, y + 19, THEME_LEFT, look, first);
    theme_label(&figure->draw, x, y + 35, THEME_LEFT, look, second);
    return y + 68;
}

void cells_key(struct figure *figure, double x, double y)
{
    const struct sweep *sweep = figure->run->sweep;
    if (cells_have_target(sweep))
        y = key_entry(figure, x, y, THEME_ORANGE_WORDS, "Target met", "bold: 90% or more,", "beyond the full line");
    if (cells_have_budget(sweep)) {
        char pounds[WORDS_SHORT];
        struct text words = {0};
        words_pounds(sweep->budget, pounds);
        text_printf(&words, "more than %s extra,", pounds);
        key_entry(figure, x, y, THEME_PLUM, "\xc2\xa3  Over budget", words.at, "beyond the dashed line");
        text_release(&words);
    }
}
