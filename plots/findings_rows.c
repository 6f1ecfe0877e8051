#include "plots/findings_rows.h"

#include <math.h>
#include <stdio.h>

enum { ROWS = 10, LABEL_LINES = 2 };

/* Below the area stands room that charts with dates under them need, and rows do not. */
static const double left = 12.5, label_width = 300, gap = 22, line_step = 13.5, step_most = 52, below = 42;

static const struct theme_words label_look = {THEME_SMALL, true, THEME_INK},
                                range_look = {THEME_SMALL, false, THEME_GREY};

struct findings_rows findings_rows(const struct figure *figure, double head)
{
    const struct chart_run *run = figure->run;
    struct findings_rows rows = {.from = left + label_width + gap, .to = THEME_WIDTH - 24};
    for (size_t i = 0; i < run->finding_count; i++)
        if (text_equal(run->findings[i]->name, figure->slug))
            rows.findings = run->findings[i];
    rows.count = findings_shown(rows.findings) < ROWS ? findings_shown(rows.findings) : ROWS;
    double bottom = figure->area.bottom + below;
    rows.top = figure->area.top - 3 + head;
    rows.step = rows.count > 0 ? fmin((bottom - rows.top) / (double)rows.count, step_most) : 0;
    return rows;
}

double findings_rows_room(const struct findings_rows *rows)
{
    return fmax(step_most * (double)rows->count, 2 * step_most);
}

double findings_rows_y(const struct findings_rows *rows, size_t row)
{
    return rows->top + ((double)row + 0.5) * rows->step;
}

void findings_rows_names(struct figure *figure, const struct findings_rows *rows, bool numbers)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct findings_row *row = &rows->findings->rows[i];
        struct text words = {0}, lines[LABEL_LINES] = {0}, range = {0};
        if (numbers)
            text_printf(&words, "%zu  ", i + 1);
        text_add(&words, row->label);
        bool narrow = rows->step < 3 * line_step;
        size_t count = layout_wrap(words.at, theme_font(label_look), label_width, narrow ? 1 : LABEL_LINES, lines);
        layout_cut(&range, row->detail, theme_font(range_look), label_width);
        bool ranged = range.at != NULL && range.at[0] != '\0';
        double y = findings_rows_y(rows, i) - line_step * ((double)count - (ranged ? 0 : 1)) / 2;
        for (size_t k = 0; k < count; k++, y += line_step)
            theme_label(&figure->draw, left + label_width, y, THEME_RIGHT, label_look,
                        lines[k].at != NULL ? lines[k].at : "");
        if (ranged)
            theme_label(&figure->draw, left + label_width, y, THEME_RIGHT, range_look, range.at);
        for (size_t k = 0; k < LABEL_LINES; k++)
            text_release(&lines[k]);
        text_release(&words);
        text_release(&range);
    }
}
