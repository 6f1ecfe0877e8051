/* The chart of a search for an amount: the chance of every amount that was tried with what its runs leave open, the chance that
 * is asked for, and the answer with its neighbour on fresh luck. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/solve_answer.h"
#include "experiment/words.h"
#include "plots/axis.h"

/* Distances on the page. */
static const double margin = 116, aside = 4, label_gap = 12, line_step = 14, value_gap = 8;

static const struct theme_words value_look = {THEME_AXIS, false, THEME_DARK},
                                answer_look = {THEME_AXIS, true, THEME_PLUM},
                                label_look = {THEME_LABEL, true, THEME_PLUM},
                                luck_look = {THEME_SMALL, false, THEME_PLUM},
                                wanted_look = {THEME_AXIS, true, THEME_ORANGE_WORDS},
                                open_look = {THEME_SMALL, false, THEME_BLUE};

static double place_of(const struct solve_line *line)
{
    return vary_number(line->value, NULL);
}

static bool is_found(const struct solve_answer *answer)
{
    return answer->result->outcome == SOLVE_FOUND;
}

static void add_words(struct figure *figure)
{
    const struct solve_answer *answer = figure->run->solve;
    bool chance = !solve_answer_target(answer)->share_of_time;
    solve_answer_headline(answer, &figure->headline);
    text_printf(&figure->subtitle, "%s in %% of \"%s\" ", chance ? "Chance" : "Share of time",
                solve_answer_target(answer)->named.title);
    solve_answer_date(answer, &figure->subtitle);
    text_add(&figure->subtitle, ".");
    text_printf(&figure->note, "%s hold each %s at 95%%",
                is_found(answer) ? "Plum: run again on fresh luck; upright lines" : "Upright lines",
                solve_answer_measure(answer));
    text_printf(&figure->alt, "Line chart of %zu amounts. %s.", answer->result->tried_count, figure->headline.at);
    for (size_t i = 0; i < answer->line_count; i++) {
        text_printf(&figure->alt, " %s%s: ", answer->lines[i].value, answer->lines[i].fresh ? " on fresh luck" : "");
        solve_answer_chance(&answer->lines[i].chance, &figure->alt);
        text_add(&figure->alt, ".");
    }
}

static void add_csv(struct figure *figure)
{
    const struct solve_answer *answer = figure->run->solve;
    text_printf(&figure->csv, "value,luck,%s,low,high\n",
                solve_answer_target(answer)->share_of_time ? "share_of_time" : "chance");
    for (size_t i = 0; i < answer->line_count; i++) {
        const struct solve_line *line = &answer->lines[i];
        text_printf(&figure->csv, "\"%s\",%s", line->value, line->fresh ? "fresh" : "search");
        figure_csv_number(figure, line->chance.chance, 4);
        figure_csv_number(figure, line->chance.interval.low, 4);
        figure_csv_number(figure, line->chance.interval.high, 4);
        text_add(&figure->csv, "\n");
    }
}

/* --- the plot ----------------------------------------------------------------------------------------------------- */

/* What the search does not rule out, half a step to either side; up to the edge where the range ends first. */
static void draw_open(struct figure *figure)
{
    const struct solve_answer *answer = figure->run->solve;
    const struct solve_span *span = &answer->result->span;
    double first = vary_number(answer->first, NULL), last = vary_number(answer->last, NULL);
    double half = (last - first) / (double)(answer->amounts - 1) / 2;
    double left = span->open_least ? figure->area.left
                                   : fmax(figure_x(figure, vary_number(answer->least, NULL) - half), figure->area.left);
    double right = span->open_most ? figure->area.right
                                   : fmin(figure_x(figure, vary_number(answer->most, NULL) + half), figure->area.right);
    struct text words = {0};
    text_printf(&words, "left open: %s%s", answer->least, span->open_least ? " or less" : "");
    if (span->least != span->most || span->open_most)
        text_printf(&words, " to %s%s", answer->most, span->open_most ? " or more" : "");
    double wide = layout_width(words.at, theme_font(open_look)) / 2, middle = (left + right) / 2;
    middle = fmin(fmax(middle, figure->area.left + wide), figure->area.right - wide);
    theme_box(&figure->draw, left, figure->area.top, right - left, figure->area.bottom - figure->area.top,
              THEME_BLUE_95);
    theme_label(&figure->draw, middle, figure->area.top - 10, THEME_CENTRE, open_look, words.at);
    text_release(&words);
}

static void draw_wanted(struct figure *figure)
{
    double wanted = figure->run->solve->wanted, y = figure_y(figure, wanted);
    char chance[WORDS_SHORT];
    struct text words = {0};
    words_percent(wanted, chance);
    text_printf(&words, "%s asked for", chance);
    theme_line(&figure->draw, figure->area.left, y, figure->area.right, y, THEME_ORANGE, 2, "dashtype (6,4) front");
    theme_label(&figure->draw, figure->area.right + 8, y, THEME_LEFT, wanted_look, words.at);
    text_release(&words);
}

/* Two lines about a finalist, to its left or to its right. */
struct label {
    struct text words, luck;
    double width;
};

static struct label label_of(const struct solve_line *line)
{
    struct label label = {0};
    char chance[WORDS_SHORT], interval[WORDS_LONG];
    words_percent(line->chance.chance, chance);
    words_interval(line->chance.interval, interval);
    text_printf(&label.words, "%s: %s", line->value, chance);
    text_printf(&label.luck, "%s, on fresh luck", interval);
    label.width =
        fmax(layout_width(label.words.at, theme_font(label_look)), layout_width(label.luck.at, theme_font(luck_look)));
    return label;
}

/* Where the chances of all amounts between two places begin or end, the chance asked for among them. */
static double edge(const struct figure *figure, double left, double right, bool above)
{
    const struct solve_answer *answer = figure->run->solve;
    double y = figure_y(figure, answer->wanted);
    for (size_t i = 0; i < answer->line_count; i++) {
        const struct interval *interval = &answer->lines[i].chance.interval;
        double x = figure_x(figure, place_of(&answer->lines[i]));
        if (x < left || x > right || isnan(interval->low))
            continue;
        y = above ? fmin(y, figure_y(figure, interval->high)) : fmax(y, figure_y(figure, interval->low));
    }
    return y;
}

/* On the side of the curve where nothing else stands: what falls short above it, the answer below. */
static void draw_finalist(struct figure *figure, size_t which)
{
    const struct solve_answer *answer = figure->run->solve;
    const struct solve_line *line = solve_answer_finalist(answer, which);
    if (isnan(line->chance.chance))
        return;
    struct label label = label_of(line);
    bool above = which == 0, left = above == answer->result->rising;
    enum theme_align align = left ? THEME_RIGHT : THEME_LEFT;
    double x = figure_x(figure, place_of(line)) + (left ? -label_gap : label_gap);
    double y = edge(figure, left ? x - label.width : x - label_gap, left ? x + label_gap : x + label.width, above);
    y = above ? fmax(y - 1.8 * line_step, figure->area.top + line_step / 2)
              : fmin(y + line_step, figure->area.bottom - 2 * line_step);
    theme_label(&figure->draw, x, y, align, label_look, label.words.at);
    theme_label(&figure->draw, x, y + line_step, align, luck_look, label.luck.at);
    text_release(&label.words);
    text_release(&label.luck);
}

/* Is there room for a value between those that stand already? */
static bool is_free(const struct interval *taken, size_t count, double left, double right)
{
    for (size_t i = 0; i < count; i++)
        if (right > taken[i].low && left < taken[i].high)
            return false;
    return true;
}

/* Values below their points, the one that is told about first, and of the others as many as there is room for. */
static void draw_values(struct figure *figure)
{
    const struct solve_answer *answer = figure->run->solve;
    const struct solve_line *told = solve_answer_told(answer);
    const char *unit = vary_unit(told->value);
    struct interval *taken = mem_new(answer->result->tried_count + 1, sizeof *taken);
    size_t count = 0;
    for (size_t i = 0; i <= answer->result->tried_count; i++) {
        const struct solve_line *line = i == 0 ? told : &answer->lines[i - 1];
        struct theme_words look = i == 0 && is_found(answer) ? answer_look : value_look;
        struct text words = {0};
        text_add_n(&words, line->value, strlen(line->value) - (unit[0] == ' ' ? strlen(unit) : 0));
        double x = figure_x(figure, place_of(line)),
               half = layout_width(words.at, theme_font(look)) / 2 + value_gap / 2;
        if (is_free(taken, count, x - half, x + half)) {
            taken[count++] = (struct interval){x - half, x + half};
            theme_label(&figure->draw, x, figure->area.bottom + 16, THEME_CENTRE, look, words.at);
        }
        text_release(&words);
    }
    struct text title = {0};
    text_printf(&title, unit[0] == ' ' ? "%s (%s)" : "%s", answer->label, unit + 1);
    theme_label(&figure->draw, (figure->area.left + figure->area.right) / 2, figure->area.bottom + 38, THEME_CENTRE,
                value_look, title.at);
    text_release(&title);
    free(taken);
}

/* Those of the search where they are, those on fresh luck beside them. */
static void write_block(struct figure *figure, const char *name, bool fresh)
{
    const struct solve_answer *answer = figure->run->solve;
    double shift = fresh ? aside / (figure->area.right - figure->area.left) * (figure->to - figure->from) : 0;
    figure_block_open(figure, name);
    for (size_t i = 0; i < answer->line_count; i++) {
        const struct solve_line *line = &answer->lines[i];
        const double row[] = {place_of(line) + shift, line->chance.chance, line->chance.interval.low,
                              line->chance.interval.high};
        if (line->fresh == fresh)
            figure_row(figure, row, sizeof row / sizeof *row);
    }
    figure_block_close(figure);
}

static void draw(struct figure *figure)
{
    const struct solve_answer *answer = figure->run->solve;
    double first = vary_number(answer->first, NULL), last = vary_number(answer->last, NULL);
    axis_value(figure, AXIS_SHARE, 1, 5, true);
    figure->most = 1.04; /* room for a point at the top */
    figure->area.right = THEME_WIDTH - margin;
    figure->from = first - 0.04 * (last - first);
    figure->to = last + 0.04 * (last - first);
    axis_ranges(figure);
    if (is_found(answer))
        draw_open(figure);
    draw_wanted(figure);
    draw_values(figure);
    for (size_t i = 0; i < SOLVE_ANSWER_FINALISTS && is_found(answer); i++)
        draw_finalist(figure, i);
    write_block(figure, "tried", false);
    text_printf(&figure->draw,
                "unset xtics\nplot $%s_tried using 1:2 with lines lw 1.2 lc rgb '" THEME_BLUE_50 "' title 'line', \\\n"
                "    $%s_tried using 1:2:3:4 with yerrorbars pt 7 ps 0.6 lw 1.4 lc rgb '" THEME_BLUE
                "' title 'luck of the search'",
                figure->slug, figure->slug);
    if (is_found(answer)) {
        write_block(figure, "fresh", true);
        text_printf(&figure->draw,
                    ", \\\n    $%s_fresh using 1:2:3:4 with yerrorbars pt 13 ps 1.3 lw 2 lc rgb '" THEME_PLUM
                    "' title 'fresh luck'",
                    figure->slug);
    }
    text_add(&figure->draw, "\n");
}

void chart_solve(struct figure *figure)
{
    const struct solve_answer *answer = figure->run->solve;
    bool judged = false;
    for (size_t i = 0; i < answer->line_count; i++)
        judged = judged || !isnan(answer->lines[i].chance.chance);
    add_words(figure);
    add_csv(figure);
    figure_frame(figure);
    if (judged)
        draw(figure);
    else
        figure_nothing(figure, "No run of any amount could be judged.");
}
