#include "plots/panels.h"

struct panels panels_for(const struct figure *figure, size_t count)
{
    static const struct {
        size_t count, columns, rows;
    } shapes[] = {{1, 1, 1}, {2, 2, 1},  {3, 3, 1},  {4, 4, 1},  {6, 3, 2},
                  {8, 4, 2}, {10, 5, 2}, {12, 4, 3}, {15, 5, 3}, {PANELS_MOST, 5, 4}};
    size_t i = 0;
    while (shapes[i].count < count)
        i++;
    struct panels panels = {.columns = shapes[i].columns, .rows = shapes[i].rows};
    bool dense = panels.rows > 2;
    panels.left = figure->area.left;
    panels.top = figure->area.top + 18;
    panels.width = (THEME_WIDTH - 6 - panels.left) / (double)panels.columns;
    panels.height = (figure->area.bottom + 14 - panels.top) / (double)panels.rows;
    panels.head = dense ? 32 : 42;
    panels.gutter = dense ? 34 : 38;
    panels.name = (struct theme_words){dense ? THEME_SMALL : THEME_AXIS, true, THEME_DARK};
    panels.verdict = (struct theme_words){dense ? THEME_NOTE : THEME_SMALL, false, THEME_GREY};
    panels.value = (struct theme_words){dense ? THEME_SMALL : THEME_AXIS, true, THEME_DARK};
    return panels;
}

struct theme_area panels_area(const struct panels *panels, size_t panel)
{
    double left = panels->left + (double)(panel % panels->columns) * panels->width;
    double top = panels->top + (double)(panel / panels->columns) * panels->height;
    double foot = panels->rows > 2 ? 8 : panels->rows > 1 ? 10 : 0;
    return (struct theme_area){left, left + panels->width - panels->gutter, top + panels->head,
                               top + panels->height - foot};
}

void panels_words(struct figure *figure, const struct panels *panels, size_t panel, const char *colour,
                  const char *name, const char *verdict)
{
    struct theme_area area = panels_area(panels, panel);
    double top = area.top - panels->head, width = panels->width - 8;
    struct text title = {0}, cut = {0};
    struct theme_words look = panels->name;
    look.colour = colour;
    layout_cut(&title, name, theme_font(look), width);
    layout_cut(&cut, verdict, theme_font(panels->verdict), width);
    theme_label(&figure->draw, area.left, top + look.points * 0.4, THEME_LEFT, look, title.at);
    theme_label(&figure->draw, area.left, top + look.points * 1.85, THEME_LEFT, panels->verdict, cut.at);
    text_release(&title);
    text_release(&cut);
}

void panels_key(struct figure *figure, const struct panels_key *pieces, size_t count)
{
    static const struct theme_words look = {THEME_SMALL, false, THEME_GREY};
    double x = figure->area.left, y = figure->area.top - 8;
    for (size_t i = 0; i < count; i++) {
        if (!pieces[i].words)
            continue;
        theme_box(&figure->draw, x, y - pieces[i].height / 2, 18, pieces[i].height, pieces[i].colour);
        theme_label(&figure->draw, x + 23, y, THEME_LEFT, look, pieces[i].words);
        x += 23 + layout_width(pieces[i].words, theme_font(look)) + 20;
    }
}
