/* Findings as bars from nought, a panel a column, with thin lines for their intervals. */
#include <math.h>

#include "plots/findings_rows.h"

static const double head = 30, panel_gap = 14, end_room = 58;

struct panel {
    size_t column;
    double from, to, most;
};

static double x_of(const struct panel *panel, double value)
{
    return panel->from + fmax(value, 0) / panel->most * (panel->to - panel->from - end_room);
}

static double most_of(const struct findings_rows *rows, size_t column)
{
    double most = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct findings_cell *cell = &rows->findings->rows[i].cells[column];
        if (!isnan(cell->value))
            most = fmax(most, isnan(cell->interval.high) ? cell->value : fmax(cell->value, cell->interval.high));
    }
    return most > 0 ? most : 1e-9;
}

static bool has_figures(const struct findings_rows *rows, size_t column)
{
    for (size_t i = 0; i < rows->count; i++)
        if (!isnan(rows->findings->rows[i].cells[column].value))
            return true;
    return false;
}

/* Shares are of the same whole, so their panels have the same scale. */
static double scale_of(const struct findings_rows *rows, size_t column)
{
    const struct findings *findings = rows->findings;
    double most = most_of(rows, column);
    for (size_t k = 0; k < findings->column_count; k++)
        if (findings->columns[column].form == FINDINGS_SHARE && findings->columns[k].form == FINDINGS_SHARE &&
            findings->columns[k].panel != NULL)
            most = fmax(most, most_of(rows, k));
    return most;
}

static void draw_bar(struct figure *figure, const struct panel *panel, const struct findings_column *column,
                     const struct findings_cell *cell, double y, double height)
{
    struct text words = {0};
    if (isnan(cell->value))
        return;
    double end = x_of(panel, cell->value), furthest = end;
    theme_box(&figure->draw, panel->from, y - height / 2, fmax(end - panel->from, 1), height,
              cell->told ? THEME_BLUE : THEME_BLUE_80);
    if (!isnan(cell->interval.low) && cell->interval.high > cell->interval.low) {
        furthest = fmax(end, x_of(panel, cell->interval.high));
        theme_line(&figure->draw, x_of(panel, cell->interval.low), y, furthest, y, "white", 3, "front");
        theme_line(&figure->draw, x_of(panel, cell->interval.low), y, furthest, y, THEME_INK, 1.2, "front");
    }
    findings_say(column, cell, false, &words);
    theme_label(&figure->draw, furthest + 5, y, THEME_LEFT,
                (struct theme_words){THEME_SMALL, cell->told, cell->told ? THEME_INK : THEME_GREY}, words.at);
    text_release(&words);
}

void findings_rows_bars(struct figure *figure, const struct findings *findings)
{
    struct findings_rows rows = findings_rows(figure, head);
    size_t panels = 0, drawn = 0;
    for (size_t k = 0; k < findings->column_count; k++)
        panels += findings->columns[k].panel != NULL;
    double width = (rows.to - rows.from - panel_gap * (double)(panels - 1)) / (double)panels;
    double height = fmin(rows.step * 0.6, 24);
    findings_rows_names(figure, &rows, false);
    for (size_t k = 0; k < findings->column_count; k++) {
        if (findings->columns[k].panel == NULL)
            continue;
        struct panel panel = {.column = k, .most = scale_of(&rows, k)};
        panel.from = rows.from + (double)drawn++ * (width + panel_gap);
        panel.to = panel.from + width;
        theme_label(&figure->draw, panel.from, rows.top - head / 2, THEME_LEFT,
                    (struct theme_words){THEME_AXIS, true, THEME_DARK}, findings->columns[k].panel);
        theme_line(&figure->draw, panel.from, rows.top, panel.from, rows.top + rows.step * (double)rows.count,
                   THEME_DARK, 1, "front");
        if (!has_figures(&rows, k))
            theme_label(&figure->draw, panel.from + 8, findings_rows_y(&rows, 0), THEME_LEFT,
                        (struct theme_words){THEME_SMALL, false, THEME_GREY}, "Every run came out alike");
        for (size_t i = 0; i < rows.count; i++)
            draw_bar(figure, &panel, &findings->columns[k], &findings->rows[i].cells[k], findings_rows_y(&rows, i),
                     height);
    }
}
