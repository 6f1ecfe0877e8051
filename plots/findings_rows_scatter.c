/* Findings as numbered marks: the size of an effect across, its spread up, a panel for each pair of columns. */
#include <math.h>

#include "plots/findings_rows.h"

static const double head = 8, panel_gap = 52, axis_room = 36, title_room = 24;

struct panel {
    size_t column; /* size; spread is the next one */
    double left, right, top, bottom;
    double across, up; /* at the right and upper edge */
};

static double x_of(const struct panel *panel, double value)
{
    return panel->left + value / panel->across * (panel->right - panel->left);
}

static double y_of(const struct panel *panel, double value)
{
    return panel->bottom - value / panel->up * (panel->bottom - panel->top);
}

/* The next 1, 2 or 5 of a power of ten. */
static double round_up(double value)
{
    double power = value > 0 ? pow(10, floor(log10(value))) : 1, share = value > 0 ? value / power : 1;
    return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}

static void find_scales(struct panel *panel, const struct findings_rows *rows)
{
    double across = 0, up = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct findings_cell *cells = rows->findings->rows[i].cells;
        across = fmax(across, fmax(cells[panel->column].value,
                                   isnan(cells[panel->column].interval.high) ? 0 : cells[panel->column].interval.high));
        up = fmax(up, cells[panel->column + 1].value);
    }
    panel->across = round_up(across);
    panel->up = round_up(up);
}

static void draw_axes(struct figure *figure, const struct panel *panel, const struct findings_column *column)
{
    const struct theme_words look = {THEME_SMALL, false, THEME_DARK};
    theme_label(&figure->draw, panel->left, panel->top - title_room / 2, THEME_LEFT,
                (struct theme_words){THEME_AXIS, true, THEME_DARK}, column->panel);
    for (int tick = 0; tick <= 2; tick++) {
        struct text across = {0}, up = {0};
        struct findings_cell cell = {.value = panel->across * tick / 2, .interval = {(double)NAN, (double)NAN}};
        findings_say(column, &cell, false, &across);
        cell.value = panel->up * tick / 2;
        findings_say(column, &cell, false, &up);
        double x = x_of(panel, panel->across * tick / 2), y = y_of(panel, panel->up * tick / 2);
        theme_line(&figure->draw, panel->left, y, panel->right, y, tick == 0 ? THEME_DARK : THEME_GRID, 1, "back");
        theme_line(&figure->draw, x, panel->top, x, panel->bottom, tick == 0 ? THEME_DARK : THEME_GRID, 1, "back");
        theme_label(&figure->draw, x, panel->bottom + 12, THEME_CENTRE, look, across.at);
        theme_label(&figure->draw, panel->left - 5, y, THEME_RIGHT, look, up.at);
        text_release(&across);
        text_release(&up);
    }
    theme_label(&figure->draw, (panel->left + panel->right) / 2, panel->bottom + 28, THEME_CENTRE, look,
                "size of the effect (across), spread (up)");
}

static double most_of(const struct findings_rows *rows, size_t column)
{
    double most = 0;
    for (size_t i = 0; i < rows->count; i++)
        most = fmax(most, rows->findings->rows[i].cells[column].value);
    return most;
}

static struct layout_box box_of(const struct panel *panel, const struct findings_row *row)
{
    double x = x_of(panel, row->cells[panel->column].value), y = y_of(panel, row->cells[panel->column + 1].value);
    return (struct layout_box){x - 4, y - 4, x + 4, y + 4};
}

static void draw_mark(struct figure *figure, const struct panel *panel, const struct findings_row *row, size_t number,
                      struct layout_box *taken, size_t taken_count)
{
    const struct findings_cell *size = &row->cells[panel->column], *spread = &row->cells[panel->column + 1];
    if (isnan(size->value) || isnan(spread->value) || !(size->value > 0))
        return;
    double x = x_of(panel, size->value), y = y_of(panel, spread->value);
    const char *colour = size->told ? THEME_BLUE : THEME_PALE;
    if (size->interval.high > size->interval.low)
        theme_line(&figure->draw, x_of(panel, size->interval.low), y, x_of(panel, size->interval.high), y, colour, 1,
                   "");
    theme_box(&figure->draw, x - 4, y - 4, 8, 8, colour);
    const struct theme_words look = {THEME_SMALL, size->told, size->told ? THEME_INK : THEME_GREY};
    struct text words = {0};
    text_printf(&words, "%zu", number);
    const struct layout_box page = {panel->left - 2, panel->top - 10, panel->right + 30, panel->bottom + 4};
    struct layout_box box =
        layout_beside(x, y, layout_width(words.at, theme_font(look)), 13, 6, page, taken, taken_count);
    theme_label(&figure->draw, (box.left + box.right) / 2, (box.top + box.bottom) / 2, THEME_CENTRE, look, words.at);
    taken[taken_count] = box;
    text_release(&words);
}

void findings_rows_scatter(struct figure *figure, const struct findings *findings)
{
    struct findings_rows rows = findings_rows(figure, head);
    size_t panels = 0, drawn = 0;
    for (size_t k = 0; k < findings->column_count; k++)
        panels += findings->columns[k].panel != NULL;
    double width = (rows.to - rows.from - panel_gap * (double)panels) / (double)panels;
    findings_rows_names(figure, &rows, true);
    for (size_t k = 0; k < findings->column_count; k++) {
        if (findings->columns[k].panel == NULL)
            continue;
        struct layout_box taken[2 * 16];
        struct panel panel = {
            .column = k, .top = rows.top + title_room, .bottom = figure->area.bottom + 42 - axis_room};
        panel.left = rows.from + panel_gap + (double)drawn++ * (width + panel_gap);
        panel.right = panel.left + width - 12;
        find_scales(&panel, &rows);
        draw_axes(figure, &panel, &findings->columns[k]);
        if (!(most_of(&rows, k) > 0))
            theme_label(&figure->draw, (panel.left + panel.right) / 2, (panel.top + panel.bottom) / 2 - 14,
                        THEME_CENTRE, (struct theme_words){THEME_AXIS, false, THEME_GREY},
                        "No input moved it in any trajectory");
        for (size_t i = 0; i < rows.count; i++)
            taken[i] = box_of(&panel, &findings->rows[i]);
        for (size_t i = 0; i < rows.count; i++)
            draw_mark(figure, &panel, &findings->rows[i], i + 1, taken, rows.count + i);
    }
}
