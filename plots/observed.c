#include "plots/observed.h"

#include <math.h>

#include "experiment/words.h"

static const double weeks_back = 4 * 365.25 / 7;
static const char shade[] = "#F2F2F2";

struct observed observed_find(const struct figure *figure, enum metric measure, int team)
{
    struct observed observed = {0};
    size_t count;
    const struct history_point *points = history_of(figure->run->history, measure, team, &count);
    for (size_t i = 0; i < count; i++) {
        if (points[i].week >= 0 || points[i].week < -weeks_back)
            continue;
        if (observed.count++ == 0)
            observed.points = &points[i];
        observed.most = fmax(observed.most, points[i].value);
    }
    return observed;
}

void observed_note(struct figure *figure, const struct observed *observed)
{
    if (observed->count)
        text_printf(&figure->note, "Observed values from %s. ", figure->run->history->file);
}

void observed_tell(struct figure *figure, const struct observed *observed)
{
    for (size_t i = 0; i < observed->count; i++) {
        char date[32], value[WORDS_SHORT];
        figure_date(figure, observed->points[i].week, date);
        words_number(observed->points[i].value, 1, value);
        text_printf(&figure->alt, "%s%s on %s", i ? ", " : " Observed before the start: ", value, date);
    }
    if (observed->count)
        text_add(&figure->alt, ".");
}

double observed_from(const struct observed *observed, double otherwise)
{
    static const double margin = 2; /* so that the first point is not cut off at the edge */
    return observed->count ? fmin(observed->points[0].week - margin, otherwise) : otherwise;
}

void observed_shade(struct figure *figure, const struct observed *observed, double opening)
{
    static const struct theme_words look = {THEME_SMALL, false, THEME_GREY};
    static const double space = 6, above = 40;
    if (!observed->count)
        return;
    const struct theme_area *area = &figure->area;
    double start = figure_x(figure, 0), y = area->bottom - above;
    /* behind the grid, so that its lines stay to be seen */
    text_printf(&figure->draw,
                "set object rectangle from %.9g,0 to 0,%.9g behind fillstyle solid noborder fillcolor rgb '%s'\n",
                figure->from, figure->most, shade);
    if (fabs(figure_y(figure, opening) - y) < above)
        y = area->top + above / 2;
    if (start - area->left > layout_width("Observed", theme_font(look)) + 2 * space)
        theme_label(&figure->draw, start - space, y, THEME_RIGHT, look, "Observed");
    theme_label(&figure->draw, start + space, y, THEME_LEFT, look, "Simulated");
}

void observed_data(struct figure *figure, const struct observed *observed)
{
    if (!observed->count)
        return;
    figure_block_open(figure, "observed");
    for (size_t i = 0; i < observed->count; i++)
        figure_row(figure, (double[]){observed->points[i].week, observed->points[i].value}, 2);
    figure_block_close(figure);
}

void observed_plot(struct figure *figure, const struct observed *observed)
{
    if (observed->count)
        text_printf(&figure->draw,
                    ", \\\n    $%s_observed with linespoints pt 7 ps 0.7 lw 1.6 lc rgb '" THEME_DARK
                    "' title 'observed'",
                    figure->slug);
}
