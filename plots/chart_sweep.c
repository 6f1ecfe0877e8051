/* The chart of a sweep: a heat map of two varied values, a line with its band for one, points for a sample. */
#include "plots/chart_sweep.h"

#include <math.h>

#include "experiment/sweep_words.h"
#include "experiment/words.h"
#include "plots/cells.h"

/* Distances on the page. */
static const double key_width = 168, row_step = 17, title_above = 15;

static const struct theme_words value_look = {THEME_AXIS, false, THEME_DARK};

static void add_csv(struct figure *figure)
{
    const struct sweep *sweep = figure->run->sweep;
    text_add(&figure->csv, "point");
    for (size_t axis = 0; axis < sweep->axis_count; axis++)
        text_printf(&figure->csv, ",\"%s\"", sweep->axes[axis].path);
    text_printf(&figure->csv, ",%s,low,high,extra_cost\n", sweep_words_measure(sweep));
    for (size_t i = 0; i < sweep->count; i++) {
        const struct sweep_point *point = &sweep->points[i];
        text_printf(&figure->csv, "%zu", i);
        for (size_t axis = 0; axis < sweep->axis_count; axis++) {
            text_add(&figure->csv, ",\"");
            for (const char *at = point->values[axis] ? point->values[axis] : ""; *at != '\0'; at++)
                text_printf(&figure->csv, *at == '"' ? "\"\"" : "%c", *at);
            text_add(&figure->csv, "\"");
        }
        figure_csv_number(figure, point->chance.chance, 4);
        figure_csv_number(figure, point->chance.interval.low, 4);
        figure_csv_number(figure, point->chance.interval.high, 4);
        figure_csv_number(figure, sweep_has_money(sweep) ? point->cost_change.mean : (double)NAN, 0);
        text_add(&figure->csv, "\n");
    }
}

static void add_words(struct figure *figure)
{
    const struct sweep *sweep = figure->run->sweep;
    struct text date = {0};
    sweep_words_headline(sweep, &figure->headline);
    sweep_words_date(sweep, &date);
    bool by_share = text_equal(sweep_words_measure(sweep), "share of time");
    text_printf(&figure->subtitle, "%s in %% of \"%s\" (%s), by ", by_share ? "Share of time" : "Chance",
                sweep_words_target(sweep), date.at);
    sweep_words_axes(sweep, &figure->subtitle);
    text_add(&figure->subtitle, ".");
    text_release(&date);

    static const char *const kinds[] = {"Line chart", "Heat map"};
    text_printf(&figure->alt, "%s of %zu points. ", sweep->sampled ? "Points" : kinds[sweep->axis_count > 1],
                sweep->count);
    text_add(&figure->alt, figure->headline.at);
    text_add(&figure->alt, ".");
    for (size_t i = 0; i < sweep->count && sweep->count <= 30; i++) {
        char chance[WORDS_SHORT];
        words_percent(sweep->points[i].chance.chance, chance);
        text_add(&figure->alt, " ");
        sweep_words_point(sweep, i, &figure->alt);
        text_printf(&figure->alt, ": %s.", chance);
    }
}

/* --- the heat map ------------------------------------------------------------------------------------------------- */

struct grid {
    const struct sweep *sweep;
    size_t columns, rows; /* axis 0 goes to the right, axis 1 up */
    struct theme_area area;
};

static size_t point_of(const struct grid *grid, size_t column, size_t row)
{
    return column * grid->rows + row;
}

static struct theme_area box_of(const struct grid *grid, size_t column, size_t row)
{
    double width = (grid->area.right - grid->area.left) / (double)grid->columns;
    double height = (grid->area.bottom - grid->area.top) / (double)grid->rows;
    return (struct theme_area){.left = grid->area.left + (double)column * width,
                               .right = grid->area.left + (double)(column + 1) * width,
                               .top = grid->area.bottom - (double)(row + 1) * height,
                               .bottom = grid->area.bottom - (double)row * height};
}

typedef bool holds_fn(const struct sweep *sweep, size_t point);

/* A line wherever a condition changes from a cell to the next one. */
static void draw_border(struct figure *figure, const struct grid *grid, holds_fn *holds, const char *colour,
                        double weight, const char *more)
{
    for (size_t column = 0; column < grid->columns; column++)
        for (size_t row = 0; row < grid->rows; row++) {
            struct theme_area box = box_of(grid, column, row);
            bool here = holds(grid->sweep, point_of(grid, column, row));
            if (column + 1 < grid->columns && holds(grid->sweep, point_of(grid, column + 1, row)) != here)
                theme_line(&figure->draw, box.right, box.top, box.right, box.bottom, colour, weight, more);
            if (row + 1 < grid->rows && holds(grid->sweep, point_of(grid, column, row + 1)) != here)
                theme_line(&figure->draw, box.left, box.top, box.right, box.top, colour, weight, more);
        }
}

/* White under both lines keeps them apart from any shade. */
static void draw_borders(struct figure *figure, const struct grid *grid)
{
    draw_border(figure, grid, sweep_meets, "white", 6, "front");
    draw_border(figure, grid, sweep_affords, "white", 6, "front");
    draw_border(figure, grid, sweep_meets, THEME_ORANGE, 3.4, "front");
    draw_border(figure, grid, sweep_affords, THEME_PLUM, 2.4, "dashtype (6,4) front");
}

static double widest(const struct cells_axis *names)
{
    double wide = 0;
    for (size_t i = 0; i < names->count; i++)
        wide = fmax(wide, layout_width(names->values[i].at, theme_font(value_look)));
    return wide;
}

/* Names along both sides; where there is no room for all of them, every second or third. */
static void draw_names(struct figure *figure, const struct grid *grid, const struct cells_axis *across,
                       const struct cells_axis *up)
{
    struct theme_area first = box_of(grid, 0, 0);
    size_t every = 1 + (size_t)((widest(across) + 8) / (first.right - first.left));
    for (size_t i = 0; i < across->count; i += every) {
        struct theme_area box = box_of(grid, i, 0);
        theme_label(&figure->draw, (box.left + box.right) / 2, grid->area.bottom + 16, THEME_CENTRE, value_look,
                    across->values[i].at);
    }
    every = 1 + (size_t)(row_step / (first.bottom - first.top));
    for (size_t i = 0; i < up->count; i += every) {
        struct theme_area box = box_of(grid, 0, i);
        struct text cut = {0};
        layout_cut(&cut, up->values[i].at, theme_font(value_look), 200);
        theme_label(&figure->draw, grid->area.left - 9, (box.top + box.bottom) / 2, THEME_RIGHT, value_look, cut.at);
        text_release(&cut);
    }
    theme_label(&figure->draw, (grid->area.left + grid->area.right) / 2, grid->area.bottom + 38, THEME_CENTRE,
                value_look, across->title.at);
    theme_label(&figure->draw, 12.5, grid->area.top - title_above, THEME_LEFT, value_look, up->title.at);
}

static void draw_grid(struct figure *figure)
{
    const struct sweep *sweep = figure->run->sweep;
    struct cells_axis across, up;
    cells_axis_init(&across, &sweep->axes[0]);
    cells_axis_init(&up, &sweep->axes[1]);
    bool has_key = cells_have_target(sweep) || cells_have_budget(sweep);
    figure->area.left = 12.5 + fmin(widest(&up), 200) + 12;
    figure->area.right = THEME_WIDTH - (has_key ? key_width : 24);
    figure->area.top += 12;
    figure->area.bottom -= 8;
    struct grid grid = {sweep, across.count, up.count, figure->area};
    struct theme_area first = box_of(&grid, 0, 0);
    double points = cells_points(first.right - first.left, first.bottom - first.top);
    for (size_t column = 0; column < grid.columns; column++)
        for (size_t row = 0; row < grid.rows; row++)
            cells_draw(figure, point_of(&grid, column, row), box_of(&grid, column, row), points);
    draw_borders(figure, &grid);
    draw_names(figure, &grid, &across, &up);
    cells_key(figure, figure->area.right + 16, figure->area.top + 14);
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'frame'\n");
    cells_axis_release(&across);
    cells_axis_release(&up);
}

void chart_sweep(struct figure *figure)
{
    const struct sweep *sweep = figure->run->sweep;
    add_words(figure);
    add_csv(figure);
    text_add(&figure->note, sweep->axis_count == 1 ? "Bands hold each chance at 95%" : "Chances");
    figure_frame(figure);
    if (sweep_best(sweep) == sweep->count)
        figure_nothing(figure, "No run of any point could be judged.");
    else if (sweep->sampled && sweep->axis_count > 1)
        chart_sweep_sample(figure);
    else if (sweep->axis_count > 1)
        draw_grid(figure);
    else
        chart_sweep_line(figure);
}
