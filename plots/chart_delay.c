/* The chart of delay: what each month of delay does to the chance and to the spending, a line for each thing that can be late. */
#include <math.h>

#include "experiment/delay_words.h"
#include "experiment/words.h"
#include "plots/figure.h"

static const double axis_room = 62, head_height = 44, bottom_room = 12, names_gap = 12;

/* Words at the end of a line; they take its colour. */
static const struct theme_words name_look = {THEME_LABEL, true, THEME_DARK};
static const struct theme_words slope_look = {THEME_SMALL, false, THEME_DARK};

static const char *const colours[DELAY_KINDS] = {THEME_BLUE, THEME_PLUM, THEME_TURQUOISE};
static const char *const inks[DELAY_KINDS] = {THEME_BLUE, THEME_PLUM, THEME_TURQUOISE_WORDS};

enum { TICS = 5 };

/* One of the two measures, and where its values stand on the page. */
struct panel {
    const char *title;
    bool money;
    double low, high; /* values at the edges */
    double step;      /* of the numbers up the side: round */
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

/* The least of 1, 2 and 5 and their tenfolds that is no smaller than asked for. */
static double step_for(double least)
{
    double ten = pow(10, floor(log10(least)));
    return least <= ten ? ten : least <= 2 * ten ? 2 * ten : least <= 5 * ten ? 5 * ten : 10 * ten;
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
    /* Where nothing changes, a point and a thousand pounds either way are the least that anybody would act on. */
    double least = panel->money ? 1000 : 1, room = 0.06 * (panel->high - panel->low);
    panel->low = fmin(panel->low - room, -least);
    panel->high = fmax(panel->high + room, least);
    panel->step = step_for((panel->high - panel->low) / TICS);
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
    theme_label(&figure->draw, panel->left - axis_room + 8, panel->top - 26, THEME_LEFT, head, panel->title);
    for (long tic = lround(ceil(panel->low / panel->step)); tic <= lround(floor(panel->high / panel->step)); tic++) {
        char words[WORDS_SHORT];
        double value = (double)tic * panel->step, y = y_of(panel, value);
        if (panel->money)
            words_pounds(value, words);
        else
            words_number(value, panel->step < 1 ? 1 : 0, words);
        theme_label(&figure->draw, panel->left - 8, y, THEME_RIGHT, look, words);
        theme_line(&figure->draw, panel->left, y, panel->right, y, tic == 0 ? THEME_DARK : THEME_GRID, 1, "back");
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
static void say_slope(const struct panel *panel, const struct delay_line *line, struct text *out)
{
    char slope[WORDS_SHORT];
    say(panel, scaled(panel, change_of(panel, &line->slope)->mean), slope);
    text_printf(out, "%s a month%s", slope, contrast_is_clear(change_of(panel, &line->slope)) ? "" : ", not told");
}

/* What the names at the right of a panel take. */
static double names_room(const struct panel *panel, const struct delay *delay)
{
    double widest = 0;
    for (size_t i = 0; i < delay->line_count; i++) {
        struct text words = {0};
        say_slope(panel, &delay->lines[i], &words);
        widest = fmax(widest, layout_width(delay->lines[i].title, theme_font(name_look)));
        widest = fmax(widest, layout_width(words.at, theme_font(slope_look)));
        text_release(&words);
    }
    return widest + names_gap + 12.5;
}

static void draw_names_of(struct figure *figure, const struct panel *panel, const struct delay *delay)
{
    double at[DELAY_KINDS];
    for (size_t i = 0; i < delay->line_count; i++)
        at[i] = y_of(panel, scaled(panel, change_of(panel, &delay->lines[i].points[delay->months])->mean));
    layout_spread(at, delay->line_count, 34, panel->top, panel->bottom);
    for (size_t i = 0; i < delay->line_count; i++) {
        const struct delay_line *line = &delay->lines[i];
        struct theme_words look = name_look, small = slope_look;
        look.colour = small.colour = inks[line->kind];
        struct text words = {0};
        say_slope(panel, line, &words);
        theme_label(&figure->draw, panel->right + names_gap, at[i] - 8, THEME_LEFT, look, line->title);
        theme_label(&figure->draw, panel->right + names_gap, at[i] + 7, THEME_LEFT, small, words.at);
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
    struct panel panels[] = {{.title = "Chance, percentage points", .left = axis_room, .top = top, .bottom = bottom},
                             {.title = "Spending over the whole time", .money = true, .top = top, .bottom = bottom}};
    size_t count = money ? 2 : 1;
    double rooms[] = {names_room(&panels[0], delay), names_room(&panels[1], delay)};
    double width = (THEME_WIDTH - rooms[0] - axis_room - (money ? rooms[1] + axis_room : 0)) / (double)count;
    panels[0].right = panels[0].left + width;
    panels[1].left = panels[0].right + rooms[0] + axis_room;
    panels[1].right = panels[1].left + width;
    for (size_t k = 0; k < count; k++) {
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
