/* The chart of a sensitivity, a tornado: what each input does to the chance of the target and to the caseload, widest first.
 *
 * Ends are told apart by the triangle before their figure, and by colours that differ in grey too; what is not told from
 * nought is pale. */
#include <math.h>

#include "base/csv.h"
#include "experiment/sensitivity_words.h"
#include "experiment/words.h"
#include "plots/cells.h"
#include "plots/figure.h"

/* Where a label needs its third line, rows are higher and so there are fewer. */
enum { ROWS = 8, HIGH_ROWS = 6, LABEL_LINES = 3 };

/* Distances on the page. */
static const double left = 12.5, label_width = 286, panel_gap = 22, end_room = 62, head_height = 58, line_step = 13.5,
                    step_most = 56, below = 42;

static const struct theme_words label_look = {THEME_SMALL, true, THEME_INK},
                                ends_look = {THEME_SMALL, false, THEME_GREY},
                                head_look = {THEME_AXIS, true, THEME_DARK},
                                likely_look = {THEME_SMALL, false, THEME_DARK};

static const char *const marks[SENSITIVITY_ENDS] = {"\xe2\x96\xbc", "\xe2\x96\xb2"}; /* down for low, up for high */
static const char *const bars[SENSITIVITY_ENDS] = {THEME_TURQUOISE, THEME_BLUE};
static const char *const pale_bars[SENSITIVITY_ENDS] = {THEME_TURQUOISE_80, THEME_BLUE_80};
static const char *const inks[SENSITIVITY_ENDS] = {THEME_TURQUOISE_WORDS, THEME_BLUE};

/* One of the two measures, where its values stand across the page. */
struct panel {
    const char *title;
    bool by_caseload;
    double likely;      /* the value that bars start from */
    double least, most; /* values at the edges */
    double from, to;    /* of the page */
};

static const struct sensitivity_effect *effect_of(const struct panel *panel, const struct sensitivity_input *input)
{
    return panel->by_caseload ? &input->caseload : &input->chance;
}

static size_t wrap_label(const struct sensitivity_input *input, struct text lines[static LABEL_LINES])
{
    return layout_wrap(input->label, theme_font(label_look), label_width, LABEL_LINES, lines);
}

static size_t rows_of(const struct sensitivity *sensitivity)
{
    size_t rows = sensitivity->shown < sensitivity->count ? sensitivity->shown : sensitivity->count, most = ROWS;
    for (size_t i = 0; i < rows && i < ROWS; i++) {
        struct text lines[LABEL_LINES] = {0};
        if (wrap_label(&sensitivity->inputs[i], lines) == LABEL_LINES)
            most = HIGH_ROWS;
        for (size_t k = 0; k < LABEL_LINES; k++)
            text_release(&lines[k]);
    }
    return rows < most ? rows : most;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void say_value(double value, bool by_caseload, char out[static WORDS_SHORT])
{
    char figure[32];
    if (by_caseload) {
        words_number(value, 1, out);
        return;
    }
    cells_figure(value, figure);
    snprintf(out, WORDS_SHORT, "%.24s%s", figure, isnan(value) ? "" : "%");
}

static void tell_effect(const struct sensitivity_effect *effect, bool by_caseload, const char *what, struct text *out)
{
    char low[WORDS_SHORT], high[WORDS_SHORT];
    say_value(effect->at[SENSITIVITY_LOW], by_caseload, low);
    say_value(effect->at[SENSITIVITY_HIGH], by_caseload, high);
    if (effect->none)
        text_printf(out, "%s unmoved", what);
    else
        text_printf(out, "%s %s at low, %s at high%s", what, low, high, effect->told ? "" : ", not told from nought");
}

static void add_words(struct figure *figure)
{
    const struct sensitivity *sensitivity = figure->run->sensitivity;
    struct text date = {0};
    char chance[WORDS_SHORT], caseload[WORDS_SHORT];
    const char *measure = sensitivity_words_measure(sensitivity);
    sensitivity_words_headline(sensitivity, &figure->headline);
    sensitivity_words_date(sensitivity, &date);
    text_printf(
        &figure->subtitle, "%s of \"%s\" and mean caseload (%s), one input at a time from its low to its high value.",
        text_equal(measure, "chance") ? "Chance" : "Share of time", sensitivity_words_target(sensitivity), date.at);
    size_t rows = rows_of(sensitivity);
    if (rows < sensitivity->count)
        text_printf(&figure->subtitle, " The %zu widest of %zu.", rows, sensitivity->count);
    text_release(&date);

    say_value(sensitivity->chance.chance, false, chance);
    say_value(sensitivity->caseload, true, caseload);
    text_printf(&figure->alt, "Tornado chart of %zu inputs. %s. With all at their likely values: %s %s, caseload %s.",
                rows, figure->headline.at, measure, chance, caseload);
    for (size_t i = 0; i < rows; i++) {
        const struct sensitivity_input *input = &sensitivity->inputs[i];
        text_printf(&figure->alt, " %s, ", input->label);
        sensitivity_words_ends(input, &figure->alt);
        text_add(&figure->alt, ": ");
        tell_effect(&input->chance, false, measure, &figure->alt);
        text_add(&figure->alt, "; ");
        tell_effect(&input->caseload, true, "caseload", &figure->alt);
        text_add(&figure->alt, ".");
    }
    text_add(&figure->note, sensitivity->own
                                ? "Ends as given; thin lines hold each difference at 95% for all together"
                                : "Ends are 10th and 90th percentiles; thin lines hold each difference at 95% for all "
                                  "together");
}

static void csv_effect(struct figure *figure, const struct sensitivity_effect *effect, double likely, int decimals)
{
    figure_csv_number(figure, effect->at[SENSITIVITY_LOW], decimals);
    figure_csv_number(figure, likely, decimals);
    figure_csv_number(figure, effect->at[SENSITIVITY_HIGH], decimals);
    text_printf(&figure->csv, ",%s", effect->told ? "true" : "false");
}

static void add_csv(struct figure *figure)
{
    const struct sensitivity *sensitivity = figure->run->sensitivity;
    const char *measure = text_equal(sensitivity_words_measure(sensitivity), "chance") ? "chance" : "share_of_time";
    text_printf(&figure->csv, "input,path,low,high,%s_at_low,%s_at_likely,%s_at_high,%s_told,", measure, measure,
                measure, measure);
    text_add(&figure->csv, "caseload_at_low,caseload_at_likely,caseload_at_high,caseload_told\n");
    for (size_t i = 0; i < rows_of(sensitivity); i++) {
        const struct sensitivity_input *input = &sensitivity->inputs[i];
        const char *words[] = {input->label, input->path, input->value[SENSITIVITY_LOW],
                               input->value[SENSITIVITY_HIGH]};
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            text_add(&figure->csv, k ? "," : "");
            csv_quoted(&figure->csv, words[k]);
        }
        csv_effect(figure, &input->chance, sensitivity->chance.chance, 4);
        csv_effect(figure, &input->caseload, sensitivity->caseload, 3);
        text_add(&figure->csv, "\n");
    }
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static double end_of(const struct panel *panel, const struct sensitivity_effect *effect, int end)
{
    return panel->likely + effect->change[end].mean;
}

static double x_of(const struct panel *panel, double value)
{
    double share = (value - panel->least) / (panel->most - panel->least);
    return panel->from + end_room + share * (panel->to - panel->from - 2 * end_room);
}

static void reach(struct panel *panel, double value)
{
    if (isfinite(value)) {
        panel->least = fmin(panel->least, value);
        panel->most = fmax(panel->most, value);
    }
}

/* Where an end of the interval of a difference lies: Student's may leave 0 to 1, and a chance may not. */
static double possible(const struct panel *panel, double difference, double mean)
{
    double value = panel->likely + (isfinite(difference) ? difference : mean);
    if (panel->by_caseload)
        return fmax(value, 0);
    return fmin(fmax(value, 0), 1);
}

/* The scale has every end with its line in it. */
static struct panel panel_of(const struct sensitivity *sensitivity, bool by_caseload, double from, double to)
{
    double likely = by_caseload ? sensitivity->caseload : sensitivity->chance.chance;
    bool by_share = !text_equal(sensitivity_words_measure(sensitivity), "chance");
    struct panel panel = {.title = by_caseload ? "Mean caseload"
                                   : by_share  ? "Share of time"
                                               : "Chance of the target",
                          .by_caseload = by_caseload,
                          .likely = likely,
                          .least = likely,
                          .most = likely,
                          .from = from,
                          .to = to};
    for (size_t i = 0; i < rows_of(sensitivity); i++) {
        const struct sensitivity_effect *effect = effect_of(&panel, &sensitivity->inputs[i]);
        for (int end = 0; end < SENSITIVITY_ENDS; end++) {
            reach(&panel, end_of(&panel, effect, end));
            reach(&panel, possible(&panel, effect->change[end].interval.low, effect->change[end].mean));
            reach(&panel, possible(&panel, effect->change[end].interval.high, effect->change[end].mean));
        }
    }
    double least = by_caseload ? 0.5 : 0.05;
    if (panel.most - panel.least < least)
        panel.most = panel.least + least;
    return panel;
}

static void draw_head(struct figure *figure, const struct panel *panel, double top, double bottom)
{
    char value[WORDS_SHORT];
    struct text words = {0};
    double x = x_of(panel, panel->likely);
    say_value(panel->likely, panel->by_caseload, value);
    text_printf(&words, "%s at likely values", value);
    theme_label(&figure->draw, (panel->from + panel->to) / 2, top + 24, THEME_CENTRE, head_look, panel->title);
    double half = layout_width(words.at, theme_font(likely_look)) / 2;
    double middle = fmin(fmax(x, panel->from + half), panel->to - half);
    theme_label(&figure->draw, middle, top + 42, THEME_CENTRE, likely_look, words.at);
    theme_line(&figure->draw, x, top + head_height - 7, x, bottom, THEME_DARK, 1, "front");
    text_release(&words);
}

/* Where one bar lies: over the whole height of its row, or over half of it unless both surely point away from each other,
 * so that no figure meets the other's line. */
struct bar {
    double x0, x1;      /* at the likely value, and at the end */
    double least, most; /* of the line of its interval */
    double y, height;
    bool rightward;
};

static struct bar bar_of(const struct panel *panel, const struct sensitivity_effect *effect, int end, double y,
                         double height)
{
    double change = effect->change[end].mean, other = effect->change[!end].mean;
    struct interval interval = effect->change[end].interval;
    struct bar bar = {.x0 = x_of(panel, panel->likely), .x1 = x_of(panel, panel->likely + change), .y = y};
    bar.rightward = change > 0 || (change == 0 && (other < 0 || (other == 0 && end == SENSITIVITY_HIGH)));
    bar.least = x_of(panel, possible(panel, interval.low, change));
    bar.most = x_of(panel, possible(panel, interval.high, change));
    bar.height = height;
    bool apart =
        change * other < 0 && contrast_is_clear(&effect->change[end]) && contrast_is_clear(&effect->change[!end]);
    if (!apart) {
        bar.height = height / 2;
        bar.y += (end == SENSITIVITY_LOW ? -1 : 1) * height / 4;
    }
    return bar;
}

static void draw_bar(struct figure *figure, const struct panel *panel, const struct sensitivity_effect *effect, int end,
                     double y, double height)
{
    if (isnan(effect->change[end].mean))
        return;
    struct bar bar = bar_of(panel, effect, end, y, height);
    const char *colour = effect->told ? bars[end] : pale_bars[end];
    theme_box(&figure->draw, fmin(bar.x0, bar.x1), bar.y - bar.height / 2 + 1, fabs(bar.x1 - bar.x0), bar.height - 2,
              colour);
    if (bar.most - bar.least > 1) {
        theme_line(&figure->draw, bar.least, bar.y, bar.most, bar.y, "white", 3, "front");
        theme_line(&figure->draw, bar.least, bar.y, bar.most, bar.y, THEME_INK, 1.2, "front");
    }
    char value[WORDS_SHORT];
    struct text words = {0};
    say_value(effect->at[end], panel->by_caseload, value);
    text_printf(&words, "%s %s", marks[end], value);
    struct theme_words look = {THEME_SMALL, effect->told, effect->told ? inks[end] : THEME_GREY};
    double x = bar.rightward ? fmax(fmax(bar.x0, bar.x1), bar.most) + 5 : fmin(fmin(bar.x0, bar.x1), bar.least) - 5;
    theme_label(&figure->draw, x, bar.y, bar.rightward ? THEME_LEFT : THEME_RIGHT, look, words.at);
    text_release(&words);
}

static void draw_names(struct figure *figure, const struct sensitivity_input *input, double y)
{
    struct text lines[LABEL_LINES] = {0}, ends = {0}, cut = {0};
    size_t count = wrap_label(input, lines);
    sensitivity_words_ends(input, &ends);
    layout_cut(&cut, ends.at, theme_font(ends_look), label_width);
    double at = y - line_step * (double)count / 2;
    for (size_t i = 0; i < count; i++, at += line_step)
        theme_label(&figure->draw, left + label_width, at, THEME_RIGHT, label_look, lines[i].at ? lines[i].at : "");
    theme_label(&figure->draw, left + label_width, at, THEME_RIGHT, ends_look, cut.at);
    for (size_t i = 0; i < LABEL_LINES; i++)
        text_release(&lines[i]);
    text_release(&ends);
    text_release(&cut);
}

static void draw_key(struct figure *figure, double y)
{
    static const char *const names[SENSITIVITY_ENDS] = {"input at its low value", "input at its high value"};
    double x = left + label_width + panel_gap;
    for (int end = 0; end < SENSITIVITY_ENDS; end++) {
        struct theme_words look = {THEME_AXIS, true, inks[end]};
        struct text words = {0};
        text_printf(&words, "%s %s", marks[end], names[end]);
        theme_label(&figure->draw, x, y, THEME_LEFT, look, words.at);
        x += layout_width(words.at, theme_font(look)) + 24;
        text_release(&words);
    }
    theme_label(&figure->draw, x, y, THEME_LEFT, (struct theme_words){THEME_SMALL, false, THEME_GREY},
                "Pale: not told from nought");
}

static void draw(struct figure *figure)
{
    const struct sensitivity *sensitivity = figure->run->sensitivity;
    double top = figure->area.top - 3, bottom = figure->area.bottom + below, from = left + label_width + panel_gap;
    double width = (THEME_WIDTH - 12 - from - panel_gap) / 2;
    size_t rows = rows_of(sensitivity);
    double step = fmin((bottom - top - head_height) / (double)rows, step_most), height = fmin(step * 0.72, 30);
    struct panel panels[] = {panel_of(sensitivity, false, from, from + width),
                             panel_of(sensitivity, true, from + width + panel_gap, from + 2 * width + panel_gap)};
    draw_key(figure, top);
    for (size_t i = 0; i < rows; i++) {
        double y = top + head_height + ((double)i + 0.5) * step;
        draw_names(figure, &sensitivity->inputs[i], y);
        for (size_t k = 0; k < sizeof panels / sizeof *panels; k++)
            for (int end = 0; end < SENSITIVITY_ENDS && isfinite(panels[k].likely); end++)
                draw_bar(figure, &panels[k], effect_of(&panels[k], &sensitivity->inputs[i]), end, y, height);
    }
    for (size_t k = 0; k < sizeof panels / sizeof *panels; k++)
        if (isfinite(panels[k].likely))
            draw_head(figure, &panels[k], top, top + head_height + (double)rows * step);
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'frame'\n");
}

void chart_tornado(struct figure *figure)
{
    const struct sensitivity *sensitivity = figure->run->sensitivity;
    add_words(figure);
    add_csv(figure);
    figure->room = head_height + fmax((double)rows_of(sensitivity), 3) * step_most - below;
    figure_frame(figure);
    if (isnan(sensitivity->chance.chance) || sensitivity->count == 0)
        figure_nothing(figure, "No run at likely values could be judged.");
    else
        draw(figure);
}
