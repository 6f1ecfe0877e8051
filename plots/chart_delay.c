/* The chart of delay: what each month of delay does to the chance and to the spending, a line for each thing that can be late. */
#include <math.h>

#include "experiment/delay_words.h"
#include "experiment/words.h"
#include "plots/figure.h"

static const double panel_gap = 150, names_room = 130, axis_room = 62, head_height = 44, bottom_room = 12;

static const char *const colours[DELAY_KINDS] = {THEME_BLUE, THEME_PLUM, THEME_TURQUOISE};
static const char *const inks[DELAY_KINDS] = {THEME_BLUE, THEME_PLUM, THEME_TURQUOISE_WORDS};

/* One of the two measures, and where its values stand on the page. */
struct panel {
    const char *title;
    bool money;
    double low, high; /* values at the edges */
    double left, right, top, bottom;
};

static const struct contrast *change_of(const struct panel *panel, const struct delay_point *point)
{
    return panel->money ? &point->cost : &point->chance;
}

static double scaled(const struct panel *panel, double value)
{
    return panel->money ? value : 100 * value;
}

static void say(const struct panel *panel, double value, char out[static WORDS_SHORT])
{
    if (panel->money)
        words_pounds(value, out);
    else
        words_number(value, 1, out);
}

/* Every line with its whiskers, and nought. */
static void fit(struct panel *panel, const struct delay *delay)
{
    for (size_t i = 0; i < delay->line_count; i++)
        for (size_t month = 1; month <= delay->months; month++) {
            const struct contrast *change = change_of(panel, &delay->lines[i].points[month]);
            const double ends[] = {change->mean, change->interval.low, change->interval.high};
            for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
                if (isfinite(ends[k])) {
                    panel->low = fmin(panel->low, scaled(panel, ends[k]));
                    panel->high = fmax(panel->high, scaled(panel, ends[k]));
                }
        }
    double least = panel->money ? 1000 : 1, room = 0.06 * fmax(panel->high - panel->low, least);
    panel->low -= room;
    panel->high += room;
}

static double x_of(const struct panel *panel, const struct delay *delay, double month)
{
    return panel->left + month / (double)delay->months * (panel->right - panel->left);
}

static double y_of(const struct panel *panel, double value)
{
    return panel->bottom - (value - panel->low) / (panel->high - panel->low) * (panel->bottom - panel->top);
}

static void draw_axes(struct figure *figure, const struct panel *panel, const struct delay *delay)
{
    static const struct theme_words look = {THEME_AXIS, false, THEME_DARK}, head = {THEME_AXIS, true, THEME_DARK};
    const double values[] = {panel->low, 0, panel->high};
    theme_label(&figure->draw, panel->left - axis_room + 8, panel->top - 26, THEME_LEFT, head, panel->title);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char words[WORDS_SHORT];
        double y = y_of(panel, values[i]);
        bool apart = values[i] == 0 || fabs(y - y_of(panel, 0)) > 16;
        say(panel, values[i], words);
        if (apart)
            theme_label(&figure->draw, panel->left - 8, y, THEME_RIGHT, look, words);
        theme_line(&figure->draw, panel->left, y, panel->right, y, values[i] == 0 ? THEME_DARK : THEME_GRID, 1, "back");
    }
    size_t every = 1 + (delay->months - 1) / 12;
    for (size_t month = 0; month <= delay->months; month += every) {
        char words[24];
        snprintf(words, sizeof words, "%zu", month);
        theme_label(&figure->draw, x_of(panel, delay, (double)month), panel->bottom + 14, THEME_CENTRE, look, words);
    }
    theme_label(&figure->draw, (panel->left + panel->right) / 2, panel->bottom + 32, THEME_CENTRE, look,
                "Months of delay");
}

static void draw_line(struct figure *figure, const struct panel *panel, const struct delay *delay, size_t index)
{
    const struct delay_line *line = &delay->lines[index];
    const char *colour = colours[line->kind];
    double shift = ((double)index - ((double)delay->line_count - 1) / 2) * 4; /* whiskers stand side by side */
    for (size_t month = 1; month <= delay->months; month++) {
        const struct contrast *from = change_of(panel, &line->points[month - 1]),
                              *to = change_of(panel, &line->points[month]);
        double x = x_of(panel, delay, (double)month) + shift, y = y_of(panel, scaled(panel, to->mean));
        theme_line(&figure->draw, x_of(panel, delay, (double)month - 1) + (month > 1 ? shift : 0),
                   y_of(panel, scaled(panel, from->mean)), x, y, colour, 2.2, "front");
        if (to->interval.high > to->interval.low)
            theme_line(&figure->draw, x, y_of(panel, scaled(panel, to->interval.low)), x,
                       y_of(panel, scaled(panel, to->interval.high)), colour, 1, "front");
    }
}

/* The change a month, at the end of each line. */
static void draw_names_of(struct figure *figure, const struct panel *panel, const struct delay *delay)
{
    double at[DELAY_KINDS];
    for (size_t i = 0; i < delay->line_count; i++)
        at[i] = y_of(panel, scaled(panel, change_of(panel, &delay->lines[i].points[delay->months])->mean));
    layout_spread(at, delay->line_count, 34, panel->top, panel->bottom);
    for (size_t i = 0; i < delay->line_count; i++) {
        const struct delay_line *line = &delay->lines[i];
        struct theme_words look = {THEME_LABEL, true, inks[line->kind]}, small = {THEME_SMALL, false, inks[line->kind]};
        char slope[WORDS_SHORT];
        struct text words = {0};
        say(panel, scaled(panel, change_of(panel, &line->slope)->mean), slope);
        text_printf(&words, "%s a month%s", slope,
                    contrast_is_clear(change_of(panel, &line->slope)) ? "" : ", not told");
        theme_label(&figure->draw, panel->right + 12, at[i] - 8, THEME_LEFT, look, line->title);
        theme_label(&figure->draw, panel->right + 12, at[i] + 7, THEME_LEFT, small, words.at);
        text_release(&words);
    }
}

static void add_words(struct figure *figure)
{
    const struct delay *delay = figure->run->delay;
    const struct plan_target *target = &plan_items(delay->plan->targets, struct plan_target)[delay->target];
    delay_words_headline(delay, &figure->headline);
    text_printf(&figure->subtitle, "Change of the chance of \"%s\", and of spending, for each month of delay.",
                target->named.title);
    text_add(&figure->note, "Thin lines hold each change at 95% for all together");
    text_printf(&figure->alt, "Lines of the change with 0 to %zu months of delay.", delay->months);
    text_add(&figure->csv, "delay,months,chance_change,low,high,cost_change,low,high\n");
    for (size_t i = 0; i < delay->line_count; i++) {
        const struct delay_line *line = &delay->lines[i];
        char points[WORDS_SHORT];
        words_number(100 * line->slope.chance.mean, 1, points);
        text_printf(&figure->alt, " %s: %s points a month%s.", line->title, points,
                    contrast_is_clear(&line->slope.chance) ? "" : ", not told from nought");
        for (size_t month = 0; month <= delay->months; month++) {
            const struct delay_point *point = &line->points[month];
            const struct contrast *changes[] = {&point->chance, &point->cost};
            text_printf(&figure->csv, "%s,%zu", line->name, month);
            for (size_t k = 0; k < 2; k++) {
                bool there = changes[k]->runs > 0;
                figure_csv_number(figure, there ? changes[k]->mean : (double)NAN, k ? 0 : 4);
                figure_csv_number(figure, there ? changes[k]->interval.low : (double)NAN, k ? 0 : 4);
                figure_csv_number(figure, there ? changes[k]->interval.high : (double)NAN, k ? 0 : 4);
            }
            text_add(&figure->csv, "\n");
        }
    }
}

static void draw(struct figure *figure)
{
    const struct delay *delay = figure->run->delay;
    bool money = !isnan(delay->cost);
    double top = figure->area.top + head_height, bottom = figure->area.bottom + bottom_room - 14;
    double width = (THEME_WIDTH - 2 * axis_room - names_room - (money ? panel_gap : 0)) / (money ? 2 : 1);
    struct panel panels[] = {{.title = "Chance, percentage points", .left = axis_room, .top = top, .bottom = bottom},
                             {.title = "Spending over the whole time", .money = true, .top = top, .bottom = bottom}};
    panels[0].right = panels[0].left + width;
    panels[1].left = panels[0].right + panel_gap + axis_room;
    panels[1].right = panels[1].left + width;
    for (size_t k = 0; k < (money ? 2 : 1); k++) {
        fit(&panels[k], delay);
        draw_axes(figure, &panels[k], delay);
        for (size_t i = 0; i < delay->line_count; i++)
            draw_line(figure, &panels[k], delay, i);
        draw_names_of(figure, &panels[k], delay);
    }
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'lines are drawn as objects'\n");
}

void chart_delay(struct figure *figure)
{
    add_words(figure);
    figure_frame(figure);
    if (figure->run->delay->line_count == 0)
        figure_nothing(figure, "Nothing in this scenario is still to come.");
    else
        draw(figure);
}
