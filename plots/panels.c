#include "plots/panels.h"

static const double key_room = 18, below = 14; /* of an area, around the panels */

static struct panels shape_for(size_t count)
{
    static const struct {
        size_t count, columns, rows;
    } shapes[] = {{1, 1, 1}, {2, 2, 1},  {3, 3, 1},  {4, 2, 2},          {6, 3, 2},
                  {9, 3, 3}, {12, 4, 3}, {16, 4, 4}, {PANELS_MOST, 4, 5}};
    size_t i = 0;
    while (shapes[i].count < count)
        i++;
    return (struct panels){.columns = shapes[i].columns, .rows = shapes[i].rows};
}

/* Many and narrow: words are smaller then, and take less room above each. */
static bool is_dense(const struct panels *shape)
{
    return shape->rows > 2 && shape->columns > 3;
}

double panels_least(size_t count)
{
    struct panels shape = shape_for(count);
    double row_least = is_dense(&shape) ? 118 : 140;
    return key_room - below + row_least * (double)shape.rows;
}

struct panels panels_for(const struct figure *figure, size_t count)
{
    struct panels panels = shape_for(count);
    bool dense = is_dense(&panels);
    panels.left = figure->area.left;
    panels.top = figure->area.top + key_room;
    panels.width = (THEME_WIDTH - 6 - panels.left) / (double)panels.columns;
    panels.height = (figure->area.bottom + below - panels.top) / (double)panels.rows;
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
    layout_cut_name(&title, name, theme_font(look), width);
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
