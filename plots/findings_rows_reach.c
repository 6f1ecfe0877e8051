/* Switching values: how far each assumption reaches, its likely value in the middle, and from where another option is chosen. */
#include <math.h>

#include "plots/findings_rows.h"

static const double head = 30, words_room = 8; /* the latter between what is said of both sides */

struct reach {
    double middle, unit; /* of the likely value; from there to low or high */
};

static double x_of(const struct reach *reach, double place)
{
    return reach->middle + place * reach->unit;
}

/* What lies beyond a switch, and between the places where both choices were borne out. */
static void draw_side(struct figure *figure, const struct reach *reach, const struct findings_cell *cell, double sign,
                      bool both, double y, double height)
{
    if (isnan(cell->value))
        return;
    double at = x_of(reach, cell->value), end = x_of(reach, sign * SWITCHING_REACH);
    theme_box(&figure->draw, fmin(at, end), y - height / 2, fabs(end - at), height,
              cell->told ? THEME_PLUM : THEME_PLUM_80);
    theme_line(&figure->draw, x_of(reach, cell->interval.low), y, x_of(reach, cell->interval.high), y, THEME_ORANGE, 3,
               "front");
    const struct theme_words look = {THEME_SMALL, cell->told, cell->told ? THEME_PLUM : THEME_GREY};
    struct text cut = {0};
    double room = SWITCHING_REACH * reach->unit * (both ? 1 : 2) - words_room;
    layout_cut(&cut, cell->words, theme_font(look), room);
    theme_label(&figure->draw, end, y + height / 2 + 8, sign < 0 ? THEME_LEFT : THEME_RIGHT, look, cut.at);
    text_release(&cut);
}

static void draw_head(struct figure *figure, const struct findings_rows *rows, const struct reach *reach)
{
    static const struct {
        double place;
        const char *words;
    } marks[] = {
        {-SWITCHING_REACH, "1 in 190"}, {-1, "low"}, {0, "likely"}, {1, "high"}, {SWITCHING_REACH, "1 in 190"}};
    double bottom = rows->top + rows->step * (double)rows->count;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        double x = x_of(reach, marks[i].place);
        theme_label(&figure->draw, x, rows->top - head / 2, THEME_CENTRE,
                    (struct theme_words){THEME_SMALL, i == 2, THEME_DARK}, marks[i].words);
        theme_line(&figure->draw, x, rows->top - 4, x, bottom, i == 2 ? THEME_DARK : THEME_GRID, 1,
                   i == 2 ? "front" : "back");
    }
}

void findings_rows_reach(struct figure *figure, const struct findings *findings)
{
    struct findings_rows rows = findings_rows(figure, head);
    double room = rows.to - rows.from - 40;
    struct reach reach = {.middle = (rows.from + rows.to) / 2, .unit = room / 2 / SWITCHING_REACH};
    double height = fmin(rows.step * 0.4, 16);
    findings_rows_names(figure, &rows, false);
    for (size_t i = 0; i < rows.count; i++) {
        double y = findings_rows_y(&rows, i) - 5;
        const struct findings_cell *cells = findings->rows[i].cells;
        theme_box(&figure->draw, x_of(&reach, -SWITCHING_REACH), y - height / 2, 2 * SWITCHING_REACH * reach.unit,
                  height, "#F0F0F0");
        theme_box(&figure->draw, x_of(&reach, -1), y - height / 2, 2 * reach.unit, height, THEME_BLUE_95);
        bool both = !isnan(cells[0].value) && !isnan(cells[1].value);
        draw_side(figure, &reach, &cells[0], -1, both, y, height);
        draw_side(figure, &reach, &cells[1], 1, both, y, height);
    }
    draw_head(figure, &rows, &reach);
}
