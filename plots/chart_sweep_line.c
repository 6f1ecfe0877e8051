/* A sweep along one value as a line, and a sample of several as points. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/cells.h"
#include "plots/chart_sweep.h"

enum { LABELLED = 16, TICS = 6 };

static const struct theme_words value_look = {THEME_AXIS, false, THEME_DARK};

/* Where the points stand along an axis: at their numbers, or one after another where they have none. */
struct places {
    size_t count;
    size_t *points; /* in order of place; those of a sample that have no value are left out */
    double *at;
    bool numbers;
    const char *unit; /* what all numbers share */
};

/* By insertion: points are few, and mostly in order. */
static void sort_places(struct places *places)
{
    for (size_t i = 1; i < places->count; i++) {
        size_t point = places->points[i], k = i;
        for (; k > 0 && places->at[places->points[k - 1]] > places->at[point]; k--)
            places->points[k] = places->points[k - 1];
        places->points[k] = point;
    }
}

static struct places places_of(const struct sweep *sweep, size_t axis)
{
    struct places places = {.numbers = true, .unit = ""};
    const char *like = NULL;
    places.points = mem_new(sweep->count, sizeof *places.points);
    places.at = mem_new(sweep->count, sizeof *places.at);
    for (size_t i = 0; i < sweep->count; i++) {
        const char *value = sweep->points[i].values[axis];
        if (!value)
            continue;
        like = like ? like : value;
        places.at[i] = vary_number(value, like);
        places.numbers = places.numbers && !isnan(places.at[i]);
        places.points[places.count++] = i;
    }
    for (size_t i = 0; i < sweep->count && !places.numbers; i++)
        places.at[i] = (double)i;
    if (places.numbers && like)
        places.unit = vary_unit(like);
    sort_places(&places);
    return places;
}

static void release(struct places *places)
{
    free(places->points);
    free(places->at);
}

static double least_of(const struct places *places)
{
    return places->at[places->points[0]];
}

static double most_of(const struct places *places)
{
    return places->at[places->points[places->count - 1]];
}

/* --- a line ------------------------------------------------------------------------------------------------------- */

/* The values themselves below their points, as many as there is room for. */
static void draw_values(struct figure *figure, const struct sweep *sweep, const struct places *places)
{
    const char *unit = places->unit[0] == ' ' ? places->unit : "";
    double taken = 0;
    struct text title = {0};
    text_printf(&title, "%s%s%s%s", sweep->axes[0].label, unit[0] ? " (" : "", unit[0] ? unit + 1 : "",
                unit[0] ? ")" : "");
    for (size_t i = 0; i < places->count; i++) {
        size_t point = places->points[i];
        const char *value = sweep->points[point].values[0];
        struct text words = {0};
        text_add_n(&words, value, strlen(value) - strlen(unit));
        double x = figure_x(figure, places->at[point]), half = layout_width(words.at, theme_font(value_look)) / 2;
        if (x - half >= taken) {
            theme_label(&figure->draw, x, figure->area.bottom + 16, THEME_CENTRE, value_look, words.at);
            taken = x + half + 8;
        }
        text_release(&words);
    }
    theme_label(&figure->draw, (figure->area.left + figure->area.right) / 2, figure->area.bottom + 38, THEME_CENTRE,
                value_look, title.at);
    text_release(&title);
}

static void write_block(struct figure *figure, const struct sweep *sweep, const struct places *places)
{
    figure_block_open(figure, "points");
    for (size_t i = 0; i < places->count; i++) {
        const struct ensemble_verdict *chance = &sweep->points[places->points[i]].chance;
        const double row[] = {places->at[places->points[i]], chance->chance, chance->interval.low,
                              chance->interval.high};
        figure_row(figure, row, sizeof row / sizeof *row);
    }
    figure_block_close(figure);
}

/* Where the extra cost passes the budget, halfway between neighbours by cost; NaN when it does not. */
static double budget_place(const struct sweep *sweep, const struct places *places)
{
    for (size_t i = 0; i + 1 < places->count; i++) {
        size_t a = places->points[i], b = places->points[i + 1];
        if (sweep_affords(sweep, a) == sweep_affords(sweep, b))
            continue;
        double from = sweep->points[a].cost_change.mean, to = sweep->points[b].cost_change.mean;
        return places->at[a] + (sweep->budget - from) / (to - from) * (places->at[b] - places->at[a]);
    }
    return NAN;
}

static void draw_lines(struct figure *figure, const struct sweep *sweep, const struct places *places)
{
    double y = figure_y(figure, WORDS_MEETS), budget = budget_place(sweep, places);
    if (figure->most >= WORDS_MEETS) {
        theme_line(&figure->draw, figure->area.left, y, figure->area.right, y, THEME_ORANGE, 2, "dashtype (6,4) front");
        theme_label(&figure->draw, figure->area.right + 8, y, THEME_LEFT,
                    (struct theme_words){THEME_AXIS, true, THEME_ORANGE_WORDS}, "90%: met");
    }
    if (!isnan(budget)) {
        char pounds[WORDS_SHORT];
        struct text words = {0};
        words_pounds(sweep->budget, pounds);
        text_printf(&words, "%s extra", pounds);
        double x = figure_x(figure, budget);
        theme_line(&figure->draw, x, figure->area.top, x, figure->area.bottom, THEME_PLUM, 2, "dashtype (2,3) front");
        theme_label(&figure->draw, x, figure->area.top - 11, THEME_CENTRE,
                    (struct theme_words){THEME_AXIS, true, THEME_PLUM}, words.at);
        text_release(&words);
    }
}

static void label_points(struct figure *figure, const struct sweep *sweep, const struct places *places)
{
    for (size_t i = 0; i < places->count && places->count <= LABELLED; i++) {
        size_t point = places->points[i];
        double chance = sweep->points[point].chance.chance;
        char words[WORDS_SHORT];
        words_percent(chance, words);
        if (!isnan(chance))
            theme_label(&figure->draw, figure_x(figure, places->at[point]), figure_y(figure, chance) - 14, THEME_CENTRE,
                        (struct theme_words){THEME_LABEL, true, THEME_BLUE}, words);
    }
}

void chart_sweep_line(struct figure *figure)
{
    const struct sweep *sweep = figure->run->sweep;
    struct places places = places_of(sweep, 0);
    double least = least_of(&places), most = most_of(&places), air = most > least ? (most - least) * 0.04 : 0.5;
    write_block(figure, sweep, &places);
    axis_value(figure, AXIS_SHARE, 1, 5, true);
    figure->most = 1.04; /* room for the label of a point at the top */
    figure->area.right = THEME_WIDTH - 92;
    figure->from = least - air;
    figure->to = most + air;
    axis_ranges(figure);
    draw_lines(figure, sweep, &places);
    label_points(figure, sweep, &places);
    draw_values(figure, sweep, &places);
    text_printf(&figure->draw,
                "unset xtics\nplot $%s_points using 1:3:4 with filledcurves fillcolor rgb '" THEME_BLUE_80
                "' title 'band', \\\n"
                "    $%s_points using 1:2 with linespoints lw 2.4 lc rgb '" THEME_BLUE "' pt 7 ps 0.6 title 'chance'\n",
                figure->slug, figure->slug);
    release(&places);
}

/* --- points ------------------------------------------------------------------------------------------------------- */

/* Round-about numbers along one side. */
static void draw_scale(struct figure *figure, const struct places *places, const char *label, bool across)
{
    double least = least_of(places), most = most_of(places);
    struct text title = {0};
    text_printf(&title, "%s%s%s%s", label, places->unit[0] ? " (" : "", places->unit + (places->unit[0] == ' '),
                places->unit[0] ? ")" : "");
    for (int i = 0; i < TICS; i++) {
        double share = (double)i / (TICS - 1);
        char words[WORDS_SHORT];
        snprintf(words, sizeof words, "%.3g", least + share * (most - least));
        double x = figure->area.left + share * (figure->area.right - figure->area.left);
        double y = figure->area.bottom - share * (figure->area.bottom - figure->area.top);
        if (across)
            theme_label(&figure->draw, x, figure->area.bottom + 30, THEME_CENTRE, value_look, words);
        else
            theme_label(&figure->draw, figure->area.left - 28, y, THEME_RIGHT, value_look, words);
    }
    if (across)
        theme_label(&figure->draw, (figure->area.left + figure->area.right) / 2, figure->area.bottom + 50, THEME_CENTRE,
                    value_look, title.at);
    else
        theme_label(&figure->draw, 12.5, figure->area.top - 26, THEME_LEFT, value_look, title.at);
    text_release(&title);
}

static double share_of(const struct places *places, size_t point)
{
    double least = least_of(places), most = most_of(places);
    return most > least ? (places->at[point] - least) / (most - least) : 0.5;
}

void chart_sweep_sample(struct figure *figure)
{
    static const double width = 34, height = 20;
    const struct sweep *sweep = figure->run->sweep;
    struct places across = places_of(sweep, 0), up = places_of(sweep, 1);
    figure->area = (struct theme_area){.left = figure->area.left + 62,
                                       .right = THEME_WIDTH - 190,
                                       .top = figure->area.top + 18,
                                       .bottom = figure->area.bottom - 22};
    theme_line(&figure->draw, figure->area.left - 22, figure->area.top, figure->area.left - 22,
               figure->area.bottom + 16, THEME_PALE, 1, "back");
    theme_line(&figure->draw, figure->area.left - 22, figure->area.bottom + 16, figure->area.right,
               figure->area.bottom + 16, THEME_PALE, 1, "back");
    for (size_t i = 0; i < across.count; i++) {
        size_t point = across.points[i];
        double x = figure->area.left + share_of(&across, point) * (figure->area.right - figure->area.left);
        double y = figure->area.bottom - share_of(&up, point) * (figure->area.bottom - figure->area.top);
        struct theme_area box = {x - width / 2, x + width / 2, y - height / 2, y + height / 2};
        theme_box(&figure->draw, box.left - 1, box.top - 1, width + 2, height + 2, "white");
        cells_draw(figure, point, box, cells_points(width, height));
    }
    draw_scale(figure, &across, sweep->axes[0].label, true);
    draw_scale(figure, &up, sweep->axes[1].label, false);
    if (sweep->axis_count > 2) {
        static const struct theme_words look = {THEME_SMALL, false, THEME_GREY};
        theme_label(&figure->draw, figure->area.right + 26, figure->area.bottom, THEME_LEFT, look,
                    "other values vary too");
    }
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'frame'\n");
    release(&across);
    release(&up);
}
