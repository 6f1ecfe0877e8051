/* Team by month: where caseloads stand against the aim, and which team comes under most pressure first. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/trend.h"

enum { ROWS_MOST = 20, COLUMNS_MOST = 40 };

/* Distances on the page. */
static const double name_most = 210, key_height = 12, row_most = 100, row_least = 18;

static const struct theme_words name_look = {THEME_AXIS, false, THEME_DARK};

/* A stretch of time: a month, or several where months would be too many; without a calendar four weeks or more. */
struct column {
    size_t from, to; /* samples */
    double week;     /* where it begins */
};

struct row {
    const struct plan_team *team;
    int index;
    struct text title;
    double values[COLUMNS_MOST]; /* median of runs of the mean over the column; NaN: nobody holds a case */
    double most;                 /* the highest, NaN: none */
    size_t most_at;
};

struct grid {
    struct column columns[COLUMNS_MOST];
    size_t column_count;
    int months; /* in a column */
    struct row *rows;
    size_t row_count, left_out;
    double aim;         /* NaN: none */
    double least, most; /* of all cells; NaN: none */
    struct theme_area area;
};

/* --- gathering ---------------------------------------------------------------------------------------------------- */

/* The column that a week belongs to when a column holds so many months: counted from year 0, or from the start. */
static long column_of(const struct figure *figure, double week, int months)
{
    if (figure->facts.clock->calendar == CALENDAR_NONE)
        return (long)floor(week / 4 / months + 1e-9);
    struct calendar_date date = calendar_to_date(figure_day(figure, week));
    return (date.year * 12L + date.month - 1) / months;
}

/* Returns how many columns there are; fills as many as there is room for. */
static size_t cut_time(const struct figure *figure, int months, struct column *columns)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    size_t count = 0;
    long last = 0;
    for (size_t i = 0; i < ensemble->samples; i++) {
        long at = column_of(figure, ensemble->times[i], months);
        if ((count == 0 || at != last) && ++count <= COLUMNS_MOST)
            columns[count - 1] = (struct column){.from = i, .week = ensemble->times[i]};
        last = at;
        if (count <= COLUMNS_MOST)
            columns[count - 1].to = i;
    }
    return count;
}

static void fill_row(struct row *row, const struct figure *figure, const struct grid *grid)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    size_t series = metric_series(&ensemble->layout, METRIC_CASELOAD, row->index);
    row->most = (double)NAN;
    for (size_t i = 0; i < grid->column_count; i++) {
        struct ensemble_point point = ensemble_average(ensemble, series, grid->columns[i].from, grid->columns[i].to);
        row->values[i] = point.tally.count > 0 ? point.quantile[Q50] : (double)NAN;
        if (!isnan(row->values[i]) && !(row->values[i] <= row->most)) {
            row->most = row->values[i];
            row->most_at = i;
        }
    }
    theme_clean(&row->title, row->team->named.title ? row->team->named.title : row->team->named.name);
}

static int by_place(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    return a->team->named.place - b->team->named.place;
}

static int by_most(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    double x = isnan(a->most) ? -1 : a->most, y = isnan(b->most) ? -1 : b->most;
    return x == y ? by_place(left, right) : x > y ? -1 : 1;
}

static void keep_rows(struct grid *grid)
{
    if (grid->row_count > ROWS_MOST) {
        qsort(grid->rows, grid->row_count, sizeof *grid->rows, by_most);
        grid->left_out = grid->row_count - ROWS_MOST;
        while (grid->row_count > ROWS_MOST)
            text_release(&grid->rows[--grid->row_count].title);
    }
    if (grid->row_count)
        qsort(grid->rows, grid->row_count, sizeof *grid->rows, by_place);
    for (size_t i = 0; i < grid->row_count; i++)
        for (size_t k = 0; k < grid->column_count; k++) {
            double value = grid->rows[i].values[k];
            grid->least = isnan(value) || value >= grid->least ? grid->least : value;
            grid->most = isnan(value) || value <= grid->most ? grid->most : value;
        }
}

static struct grid gather(const struct figure *figure)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
    const struct plan *plan = figure->run->ensemble->plan;
    const struct plan_team *teams = plan_items(plan->teams, struct plan_team);
    struct grid grid = {.aim = isfinite(plan->report.aim) ? plan->report.aim : (double)NAN,
                        .least = (double)NAN,
                        .most = (double)NAN,
                        .row_count = plan->teams.count};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        grid.months = steps[i];
        grid.column_count = cut_time(figure, steps[i], grid.columns);
        if (grid.column_count <= COLUMNS_MOST)
            break;
    }
    if (grid.column_count > COLUMNS_MOST)
        grid.column_count = COLUMNS_MOST;
    grid.rows = mem_new(grid.row_count + 1, sizeof *grid.rows);
    for (size_t i = 0; i < grid.row_count; i++) {
        grid.rows[i] = (struct row){.team = &teams[i], .index = (int)i};
        fill_row(&grid.rows[i], figure, &grid);
    }
    keep_rows(&grid);
    return grid;
}

static void release(struct grid *grid)
{
    for (size_t i = 0; i < grid->row_count; i++)
        text_release(&grid->rows[i].title);
    free(grid->rows);
}

static struct trend_style style_of(const struct grid *grid)
{
    return (struct trend_style){.line = grid->aim};
}

/* To the precision that is shown, as in the chart of teams. */
static bool is_above(const struct grid *grid, double value)
{
    return value >= grid->aim + 0.05;
}

/* The first column in which a row is above the aim, or column_count. */
static size_t first_above(const struct grid *grid, const struct row *row)
{
    size_t at = 0;
    while (at < grid->column_count && !is_above(grid, row->values[at]))
        at++;
    return at;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void add_name(struct text *out, const struct row *row)
{
    layout_cut_name(out, row->title.at, (struct layout_font){THEME_TITLE * 4 / 3, true}, THEME_NAME);
}

/* "34 in June 2021" */
static void say_most(const struct figure *figure, const struct grid *grid, const struct row *row, struct text *out)
{
    char month[32];
    figure_month(figure, grid->columns[row->most_at].week, month);
    trend_value(out, row->most, (double)NAN, style_of(grid));
    text_printf(out, grid->months > 1 ? " around %s" : " in %s", month);
}

struct count {
    size_t known, at_first;     /* rows with a value; above the aim in the first column */
    const struct row *highest;  /* of all */
    const struct row *earliest; /* first above the aim after the first column, the highest of these */
    size_t earliest_at;
};

static struct count count_rows(const struct grid *grid)
{
    struct count count = {.earliest_at = grid->column_count};
    for (size_t i = 0; i < grid->row_count; i++) {
        const struct row *row = &grid->rows[i];
        if (isnan(row->most))
            continue;
        size_t above = first_above(grid, row);
        count.known++;
        count.at_first += above == 0;
        if (!count.highest || row->most > count.highest->most)
            count.highest = row;
        if (above < count.earliest_at || (count.earliest && above == count.earliest_at && above < grid->column_count &&
                                          row->most > count.earliest->most)) {
            count.earliest = row;
            count.earliest_at = above;
        }
    }
    return count;
}

static void say_start(const struct grid *grid, const struct count *count, struct text *out)
{
    char above[WORDS_SHORT], known[WORDS_SHORT];
    words_count(count->at_first, above);
    words_count(count->known, known);
    above[0] = (char)toupper((unsigned char)above[0]);
    if (count->known == 1)
        text_printf(out, "Caseload starts above %g; ", grid->aim);
    else if (count->at_first == count->known)
        text_printf(out, "Every team starts above %g; ", grid->aim);
    else
        text_printf(out, "%s of %s teams start%s above %g; ", above, known, count->at_first == 1 ? "s" : "", grid->aim);
}

static void write_headline(struct figure *figure, const struct grid *grid)
{
    struct count count = count_rows(grid);
    struct text *out = &figure->headline;
    if (count.known == 0) {
        text_add(out, "Caseload by team over time");
    } else if (isnan(grid->aim)) {
        add_name(out, count.highest);
        text_add(out, " comes under most pressure, at ");
        say_most(figure, grid, count.highest, out);
    } else if (!count.earliest) {
        text_printf(out, "%s within %g throughout; ", count.known > 1 ? "Every team stays" : "Caseload stays",
                    grid->aim);
        add_name(out, count.highest);
        text_add(out, count.known > 1 ? " comes closest, at " : " peaks at ");
        say_most(figure, grid, count.highest, out);
    } else if (count.at_first > 0) {
        say_start(grid, &count, out);
        add_name(out, count.highest);
        text_add(out, count.known > 1 ? " comes under most pressure, at " : " peaks at ");
        say_most(figure, grid, count.highest, out);
    } else {
        char month[32];
        figure_month(figure, grid->columns[count.earliest_at].week, month);
        add_name(out, count.earliest);
        text_printf(out, " goes above %g first, %s %s", grid->aim, grid->months > 1 ? "around" : "in", month);
        if (count.highest != count.earliest) {
            text_add(out, "; ");
            add_name(out, count.highest);
            text_add(out, " goes highest, to ");
            trend_value(out, count.highest->most, (double)NAN, style_of(grid));
        }
    }
}

static void write_alt(struct figure *figure, const struct grid *grid)
{
    struct text *alt = &figure->alt;
    text_add(alt, "Heat map of caseload, a row for each team, time to the right, median of runs.");
    if (!isnan(grid->aim))
        text_printf(alt, " The aim is %g cases.", grid->aim);
    for (size_t i = 0; i < grid->row_count; i++) {
        const struct row *row = &grid->rows[i];
        text_printf(alt, " %s: ", row->title.at);
        if (isnan(row->most)) {
            text_add(alt, "no worker holds a case.");
            continue;
        }
        text_add(alt, "highest ");
        say_most(figure, grid, row, alt);
        size_t above = 0;
        for (size_t k = 0; k < grid->column_count; k++)
            above += is_above(grid, row->values[k]);
        if (!isnan(grid->aim))
            text_printf(alt, ", above the aim in %zu of %zu columns", above, grid->column_count);
        text_add(alt, ".");
    }
}

static void write_csv(struct figure *figure, const struct grid *grid)
{
    text_add(&figure->csv, "week,date,team,caseload,aim\n");
    for (size_t i = 0; i < grid->row_count; i++)
        for (size_t k = 0; k < grid->column_count; k++) {
            figure_csv_time(figure, grid->columns[k].from);
            text_printf(&figure->csv, ",%s", grid->rows[i].team->named.name);
            figure_csv_number(figure, grid->rows[i].values[k], 3);
            figure_csv_number(figure, grid->aim, 3);
            text_add(&figure->csv, "\n");
        }
}

/* --- shades ------------------------------------------------------------------------------------------------------- */

static const unsigned char middle[3] = {0xF7, 0xF7, 0xF7}, low_end[3] = {0x5B, 0x8F, 0xBF},
                           high_end[3] = {0x5C, 0x0A, 0x38};

/* How far a value is from the aim, as a share of the way to either end: below nought within it. Both sides have the same
 * scale, so that one case more or less is as strong a shade. */
static double reach(const struct grid *grid)
{
    double middle_at = isnan(grid->aim) ? grid->least : grid->aim;
    return fmax(fmax(grid->most - middle_at, middle_at - grid->least), 1);
}

static double depth_of(const struct grid *grid, double value)
{
    return fmin(fmax((value - (isnan(grid->aim) ? grid->least : grid->aim)) / reach(grid), -1), 1);
}

static long mix_of(double depth)
{
    const unsigned char *end = depth < 0 ? low_end : high_end;
    long rgb = 0;
    for (int i = 0; i < 3; i++)
        rgb = rgb * 256 + lround(middle[i] + fabs(depth) * (end[i] - middle[i]));
    return rgb;
}

/* White where it has more contrast than black: from here on 4.6 to 1 or better. */
static bool is_dark(double depth)
{
    return depth > 0.61;
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static double width_of_column(const struct grid *grid)
{
    return (grid->area.right - grid->area.left) / (double)grid->column_count;
}

static double height_of_row(const struct grid *grid)
{
    return (grid->area.bottom - grid->area.top) / (double)grid->row_count;
}

/* In points, 0 when no number fits. */
static double number_size(const struct grid *grid)
{
    struct text widest = {0};
    trend_value(&widest, grid->most, (double)NAN, (struct trend_style){.line = (double)NAN});
    double points = THEME_LABEL;
    for (; points >= 6.5; points -= 0.5) {
        struct layout_font font = theme_font((struct theme_words){.points = points});
        if (layout_width(widest.at, font) + 3 <= width_of_column(grid) && font.size * 1.15 <= height_of_row(grid))
            break;
    }
    text_release(&widest);
    return points >= 6.5 ? points : 0;
}

/* Cells in gnuplot's own coordinates: columns to the right from 0, rows down from 0. */
static void write_data(struct figure *figure, const struct grid *grid)
{
    static const char *const names[] = {"cells", "dark", "light"};
    static const long nothing = 0xD9D9D9;
    for (int block = 0; block < 3; block++) {
        figure_block_open(figure, names[block]);
        for (size_t i = 0; i < grid->row_count; i++)
            for (size_t k = 0; k < grid->column_count; k++) {
                double value = grid->rows[i].values[k], depth = isnan(value) ? 0 : depth_of(grid, value);
                double x = (double)k, y = (double)i;
                if (block == 0) /* not as a row of numbers, which keeps fewer digits than a colour has */
                    text_printf(&figure->data, "%g %g %g %g %g %g %ld\n", x + 0.5, y + 0.5, x, x + 1, y, y + 1,
                                isnan(value) ? nothing : mix_of(depth));
                else if (!isnan(value) && is_dark(depth) == (block == 1))
                    text_printf(&figure->data, "%g %g %.0f\n", x + 0.5, y + 0.5, value);
            }
        if (block > 0) /* gnuplot refuses to plot nothing at all */
            text_add(&figure->data, "-9 -9 0\n");
        figure_block_close(figure);
    }
}

/* A line wherever a neighbour is on the other side of the aim. */
static void draw_border(struct figure *figure, const struct grid *grid, const char *colour, double weight)
{
    double width = width_of_column(grid), height = height_of_row(grid);
    for (size_t i = 0; i < grid->row_count; i++)
        for (size_t k = 0; k < grid->column_count; k++) {
            double here = grid->rows[i].values[k], x = grid->area.left + (double)k * width;
            double y = grid->area.top + (double)i * height;
            if (isnan(here))
                continue;
            double right = k + 1 < grid->column_count ? grid->rows[i].values[k + 1] : (double)NAN;
            double below = i + 1 < grid->row_count ? grid->rows[i + 1].values[k] : (double)NAN;
            if (!isnan(right) && is_above(grid, right) != is_above(grid, here))
                theme_line(&figure->draw, x + width, y, x + width, y + height, colour, weight, "front");
            if (!isnan(below) && is_above(grid, below) != is_above(grid, here))
                theme_line(&figure->draw, x, y + height, x + width, y + height, colour, weight, "front");
        }
}

static void draw_names(struct figure *figure, const struct grid *grid)
{
    struct theme_words look = name_look;
    while (look.points > 7 && theme_font(look).size * 1.2 > height_of_row(grid))
        look.points -= 0.5;
    for (size_t i = 0; i < grid->row_count; i++) {
        struct text cut = {0};
        layout_cut_name(&cut, grid->rows[i].title.at, theme_font(look), name_most);
        theme_label(&figure->draw, grid->area.left - 9, grid->area.top + ((double)i + 0.5) * height_of_row(grid),
                    THEME_RIGHT, look, cut.at);
        text_release(&cut);
    }
}

/* Months between two names along the bottom: a January is always among them. */
static int name_step(const struct grid *grid)
{
    static const int steps[] = {1, 2, 3, 6, 12};
    static const double room = 44;
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps &&
           (steps[i] % grid->months != 0 || steps[i] / grid->months * width_of_column(grid) < room))
        i++;
    return steps[i];
}

/* Where a column begins, in as many words as there is room for; the year stands under the first name of it. */
static void draw_times(struct figure *figure, const struct grid *grid)
{
    static const struct theme_words look = {THEME_SMALL, false, THEME_DARK};
    bool weeks = figure->facts.clock->calendar == CALENDAR_NONE;
    double width = width_of_column(grid), free_from = 0;
    int year = 0, step = name_step(grid);
    size_t every = 1 + (size_t)((layout_width("wk 888", theme_font(look)) + 6) / width);
    for (size_t k = 0; k < grid->column_count; k++) {
        double x = grid->area.left + ((double)k + 0.5) * width;
        char words[WORDS_SHORT], below[WORDS_SHORT] = "";
        struct calendar_date date = calendar_to_date(figure_day(figure, grid->columns[k].week));
        words_short_month(figure_day(figure, grid->columns[k].week), words);
        words[3] = '\0';
        if (weeks)
            snprintf(words, sizeof words, "wk %.0f", grid->columns[k].week);
        else if (date.year != year)
            snprintf(below, sizeof below, "%d", date.year);
        double half = fmax(layout_width(words, theme_font(look)), layout_width(below, theme_font(look))) / 2;
        bool named = weeks ? k % every == 0 : k == 0 || (date.month - 1) % step == 0;
        if (x - half < free_from || !named)
            continue;
        year = date.year;
        free_from = x + half + 6;
        theme_label(&figure->draw, x, grid->area.bottom + 13, THEME_CENTRE, look, words);
        if (below[0])
            theme_label(&figure->draw, x, grid->area.bottom + 29, THEME_CENTRE, look, below);
    }
}

/* The scale above the cells, with its ends and the aim. */
static void draw_key(struct figure *figure, const struct grid *grid)
{
    enum { STEPS = 25 };
    static const double width = 210;
    static const struct theme_words look = {THEME_SMALL, false, THEME_GREY};
    static const struct theme_words aim_look = {THEME_SMALL, true, THEME_ORANGE_WORDS};
    double from = grid->least, span = grid->most - grid->least, y = grid->area.top - 34;
    if (!isnan(grid->aim)) {
        from = fmin(from, grid->aim);
        span = fmax(grid->most, grid->aim) - from;
    }
    span = fmax(span, 0.5);
    struct text ends[2] = {0};
    trend_value(&ends[0], from, (double)NAN, style_of(grid));
    trend_value(&ends[1], from + span, (double)NAN, style_of(grid));
    double x = grid->area.left + layout_width(ends[0].at, theme_font(look)) + 6;
    theme_label(&figure->draw, grid->area.left, y + key_height / 2, THEME_LEFT, look, ends[0].at);
    for (int i = 0; i < STEPS; i++) {
        char colour[8];
        long rgb = mix_of(depth_of(grid, from + span * (i + 0.5) / STEPS));
        snprintf(colour, sizeof colour, "#%06lX", (unsigned long)rgb & 0xFFFFFF);
        theme_box(&figure->draw, x + width * i / STEPS, y, width / STEPS + 0.4, key_height, colour);
    }
    theme_label(&figure->draw, x + width + 6, y + key_height / 2, THEME_LEFT, look, ends[1].at);
    double after = x + width + 6 + layout_width(ends[1].at, theme_font(look)) + 22;
    if (!isnan(grid->aim)) {
        double at = x + width * (grid->aim - from) / span;
        theme_line(&figure->draw, at, y - 3, at, y + key_height + 3, THEME_ORANGE, 2.4, "front");
        struct text aim = {0};
        text_printf(&aim, "Orange line: the aim of %g;", grid->aim);
        theme_label(&figure->draw, after, y + key_height / 2, THEME_LEFT, aim_look, aim.at);
        after += layout_width(aim.at, theme_font(aim_look)) + 6;
        text_release(&aim);
        theme_label(&figure->draw, after, y + key_height / 2, THEME_LEFT, look, "above it plum, within it blue");
    }
    text_release(&ends[0]);
    text_release(&ends[1]);
}

static void plot(struct figure *figure, const struct grid *grid)
{
    struct text *draw = &figure->draw;
    double points = number_size(grid);
    theme_margins(draw, grid->area);
    text_printf(draw,
                "set border 0; unset xtics; unset ytics; unset grid\n"
                "set xrange [0:%zu]; set yrange [%zu:0]\n"
                "plot $pressure_cells using 1:2:3:4:5:6:7 with boxxyerror fs solid 1 border rgb 'white' "
                "lc rgb variable title 'cells'",
                grid->column_count, grid->row_count);
    for (int block = 0; block < 2 && points > 0; block++)
        text_printf(draw,
                    ", \\\n    $pressure_%s using 1:2:3 with labels font '" THEME_FONT ",%g' tc rgb '%s' "
                    "title 'cases'",
                    block ? "light" : "dark", points, block ? THEME_INK : "#FFFFFF");
    text_add(draw, "\n");
}

static void draw_grid(struct figure *figure, struct grid *grid)
{
    double wide = 0;
    for (size_t i = 0; i < grid->row_count; i++)
        wide = fmax(wide, layout_width(grid->rows[i].title.at, theme_font(name_look)));
    grid->area = figure->area;
    grid->area.left = fmax(12.5 + fmin(wide, name_most) + 10, 60);
    grid->area.top += 34;
    grid->area.bottom += 4;
    /* A few teams do not need a whole page. */
    double most_high = row_most * (double)grid->row_count;
    if (grid->area.bottom - grid->area.top > most_high)
        grid->area.bottom = grid->area.top + most_high;
    draw_key(figure, grid);
    draw_names(figure, grid);
    draw_times(figure, grid);
    if (!isnan(grid->aim)) {
        draw_border(figure, grid, "white", 5);
        draw_border(figure, grid, THEME_ORANGE, 2.6);
    }
    plot(figure, grid);
}

void chart_pressure(struct figure *figure)
{
    /* One team alone is what the chart of teams shows better. */
    if (figure->run->ensemble->plan->teams.count < 2) {
        figure->left_out = true;
        return;
    }
    struct grid grid = gather(figure);
    char step[48] = "month by month";
    if (figure->facts.clock->calendar == CALENDAR_NONE)
        snprintf(step, sizeof step, "in steps of %d weeks", 4 * grid.months);
    else if (grid.months > 1)
        snprintf(step, sizeof step, "in steps of %d months", grid.months);
    write_headline(figure, &grid);
    text_printf(&figure->subtitle, "Cases per full-time-equivalent worker, %s, median of runs.", step);
    if (grid.left_out)
        text_printf(&figure->subtitle, " The %d highest; %zu more in series.csv.", ROWS_MOST, grid.left_out);
    text_add(&figure->note, "Each cell is the median of runs");
    write_alt(figure, &grid);
    write_csv(figure, &grid);
    figure->room = 34 - 4 + row_most * (double)grid.row_count;
    figure->least = 34 - 4 + row_least * (double)grid.row_count;
    figure_frame(figure);
    if (count_rows(&grid).known) {
        write_data(figure, &grid);
        draw_grid(figure, &grid);
    } else {
        figure_nothing(figure, "No worker of any team holds a case in any run, so there is no caseload to draw.");
    }
    release(&grid);
}
