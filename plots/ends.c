#include "plots/ends.h"

#include <stdlib.h>

#include "base/mem.h"

/* A label is a line of text high; it starts where the hair line ends. */
static const double step = 18, hair_from = 1, hair_to = 16, words_from = 20, blanks = 6;

double ends_room(double width, const char *figure, struct theme_words look)
{
    return width - words_from - blanks - layout_width(figure, theme_font(look));
}

void ends_draw(struct figure *figure, const struct ends_name *names, size_t count)
{
    double *at = mem_new(count + 1, sizeof *at), x = figure->area.right;
    for (size_t i = 0; i < count; i++)
        at[i] = figure_y(figure, names[i].value);
    layout_spread(at, count, step, figure->area.top, figure->area.bottom);
    for (size_t i = 0; i < count; i++) {
        theme_line(&figure->draw, x + hair_from, figure_y(figure, names[i].value), x + hair_to, at[i], names[i].colour,
                   0.8, "front");
        theme_label(&figure->draw, x + words_from, at[i], THEME_LEFT, names[i].look, names[i].words);
    }
    free(at);
}
