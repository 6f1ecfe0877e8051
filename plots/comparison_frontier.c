/* What each option costs beyond the baseline against the chance that it buys, with the best at each cost and the budget. */
#include <math.h>
#include <stdlib.h>

#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"

/* Distances on the page: half a mark, a label's line, the widest label at the right. */
static const double mark = 7, line_step = 15, brief_step = 18.5;

/* More options than this have a line of names each, on a page that is lower in return: it is printed within a page of tables,
 * and the lower it is the larger are its words. */
static bool is_brief(const struct choice *choice)
{
    return choice->count > 8;
}

static double label_width(const struct choice *choice)
{
    return is_brief(choice) ? 320 : 250;
}

struct frontier {
    size_t best[CHOICE_OPTIONS]; /* by cost: each has a higher chance than all that cost no more */
    size_t count;
    bool drawable; /* chances and costs are known */
};

static bool is_known(const struct choice *choice)
{
    bool known = choice->money && choice_is_judged(choice);
    for (size_t i = 0; i < choice->count; i++)
        known = known && isfinite(choice->options[i].extra);
    return known;
}

/* The cheapest first; of the same cost the higher chance. */
static bool comes_first(const struct choice_option *a, const struct choice_option *b)
{
    return a->extra != b->extra ? a->extra < b->extra : a->verdict.chance > b->verdict.chance;
}

static struct frontier gather(const struct choice *choice)
{
    struct frontier frontier = {.drawable = is_known(choice)};
    size_t order[CHOICE_OPTIONS];
    for (size_t i = 0; i < choice->count; i++) {
        size_t at = i;
        for (; at > 0 && comes_first(&choice->options[i], &choice->options[order[at - 1]]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (size_t i = 0; i < choice->count && frontier.drawable; i++) {
        const struct choice_option *last = frontier.count ? &choice->options[frontier.best[frontier.count - 1]] : NULL;
        if (!last || choice->options[order[i]].verdict.chance > last->verdict.chance)
            frontier.best[frontier.count++] = order[i];
    }
    return frontier;
}

/* "£1.7m more", "£0.4m less", "about as much" than the baseline. */
static void say_cost(double extra, struct text *out)
{
    char amount[WORDS_SHORT];
    words_pounds(fabs(extra), amount);
    if (fabs(extra) < 500)
        text_add(out, "as much as the baseline");
    else
        text_printf(out, "%s %s", amount, extra > 0 ? "more" : "less");
}

static void write_headline(struct figure *figure, const struct frontier *frontier)
{
    const struct choice *choice = figure->choice;
    struct text *out = &figure->headline;
    char percent[WORDS_SHORT], amount[WORDS_SHORT];
    if (!frontier->drawable || choice_same_chance(choice)) {
        text_add(out,
                 frontier->drawable ? "No option changes the chance of " : "Extra cost and chance of every option");
        if (frontier->drawable)
            choice_goal(choice, out);
        return;
    }
    size_t within = choice_best_within(choice), best = isnan(choice->budget) ? choice_best(choice) : within;
    words_pounds(choice->budget, amount);
    if (best == choice->count) {
        text_printf(out, "No option stays within %s", amount);
        return;
    }
    words_percent(choice->options[best].verdict.chance, percent);
    if (!isnan(choice->budget) && best == 0) {
        text_printf(out, "Within %s no option has a better chance than ", amount);
        choice_say(choice, 0, out);
        text_printf(out, ": %s", percent);
        return;
    }
    if (!isnan(choice->budget)) {
        text_printf(out, "Within %s the best chance is %s: ", amount, percent);
        choice_say(choice, best, out);
        return;
    }
    text_printf(out, "The best chance, %s, costs ", percent);
    say_cost(choice->options[best].extra, out);
    text_add(out, ": ");
    choice_say(choice, best, out);
}

static void write_alt(struct figure *figure, const struct frontier *frontier)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->alt, "Each option as a point: what it costs beyond the baseline, and the chance of ");
    text_printf(&figure->alt, "%s by ", choice->aim ? choice->aim : "the target");
    choice_month(choice, choice->by, &figure->alt);
    text_add(&figure->alt, ".");
    for (size_t i = 0; i < choice->count && frontier->drawable; i++) {
        const struct choice_option *option = &choice->options[i];
        char cost[WORDS_SHORT], chance[2 * WORDS_LONG];
        words_pounds(option->extra, cost);
        words_verdict(&option->verdict, chance);
        text_printf(&figure->alt, " %s: %s, chance %s%s.", choice_title(choice, i), cost, chance,
                    option->dominated ? ", no better than a cheaper option" : "");
    }
    if (!isnan(choice->budget)) {
        char amount[WORDS_SHORT];
        words_pounds(choice->budget, amount);
        text_printf(&figure->alt, " The budget for extra cost is %s.", amount);
    }
    if (!frontier->drawable)
        text_add(&figure->alt, " Costs or chances are not known.");
}

static void write_csv(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->csv, "option,extra_pounds,extra_low,extra_high,chance,chance_low,chance_high,budget,dominated\n");
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        text_add(&figure->csv, option->name);
        figure_csv_number(figure, option->extra, 0);
        figure_csv_number(figure, option->extra_interval.low, 0);
        figure_csv_number(figure, option->extra_interval.high, 0);
        figure_csv_number(figure, option->verdict.chance, 4);
        figure_csv_number(figure, option->verdict.interval.low, 4);
        figure_csv_number(figure, option->verdict.interval.high, 4);
        figure_csv_number(figure, choice->budget, 0);
        text_printf(&figure->csv, ",%s\n", option->dominated ? "yes" : "no");
    }
}

static void write_data(struct figure *figure, const struct frontier *frontier)
{
    const struct choice *choice = figure->choice;
    figure_block_open(figure, "best");
    for (size_t i = 0; i < frontier->count; i++) {
        const struct choice_option *option = &choice->options[frontier->best[i]];
        figure_row(figure, (double[]){option->extra, option->verdict.chance}, 2);
    }
    /* From the dearest on, more money buys no more. */
    double highest = choice->options[frontier->best[frontier->count - 1]].verdict.chance;
    figure_row(figure, (double[]){figure->to, highest}, 2);
    figure_block_close(figure);
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        char name[32];
        snprintf(name, sizeof name, "option%zu", i + 1);
        figure_block_open(figure, name);
        double row[] = {option->extra,
                        option->verdict.chance,
                        option->verdict.interval.low,
                        option->verdict.interval.high,
                        option->extra_interval.low,
                        option->extra_interval.high};
        figure_row(figure, row, sizeof row / sizeof *row);
        figure_block_close(figure);
    }
}

/* Letters beside the marks, clear of every mark, error bar and other letter; the baseline by its word. */
static void draw_letters(struct figure *figure, const struct frontier *frontier)
{
    const struct choice *choice = figure->choice;
    struct layout_box boxes[6 * CHOICE_OPTIONS];
    size_t count = 0;
    struct layout_box page = {figure->area.left, figure->area.top - 10, figure->area.right + 4, figure->area.bottom};
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        double x = figure_x(figure, option->extra), y = figure_y(figure, option->verdict.chance);
        boxes[count++] = (struct layout_box){x - mark, y - mark, x + mark, y + mark};
        boxes[count++] = (struct layout_box){x - 2, figure_y(figure, option->verdict.interval.high), x + 2,
                                             figure_y(figure, option->verdict.interval.low)};
        boxes[count++] = (struct layout_box){figure_x(figure, fmin(option->extra, option->extra_interval.low)), y - 2,
                                             figure_x(figure, fmax(option->extra, option->extra_interval.high)), y + 2};
    }
    for (size_t k = 0; k < frontier->count; k++) {
        const struct choice_option *option = &choice->options[frontier->best[k]];
        const struct choice_option *next = k + 1 < frontier->count ? &choice->options[frontier->best[k + 1]] : NULL;
        double x = figure_x(figure, option->extra), y = figure_y(figure, option->verdict.chance);
        double right = next ? figure_x(figure, next->extra) : figure->area.right;
        boxes[count++] = (struct layout_box){x, y - 2, right, y + 2};
        if (next)
            boxes[count++] = (struct layout_box){right - 2, figure_y(figure, next->verdict.chance), right + 2, y};
    }
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        struct theme_words look = {THEME_AXIS, true, choice_look(i).words};
        const char *words = i ? choice_letter(i) : "Baseline";
        double x = figure_x(figure, option->extra), y = figure_y(figure, option->verdict.chance);
        double width = layout_width(words, theme_font(look)), height = look.points * 4 / 3;
        struct layout_box box = layout_beside(x, y, width, height, 4, page, boxes, count);
        boxes[count++] = box;
        theme_label(&figure->draw, box.left, (box.top + box.bottom) / 2, THEME_LEFT, look, words);
    }
}

static void say_facts(const struct choice_option *option, bool brief, struct text *out)
{
    char percent[WORDS_SHORT], interval[WORDS_LONG], cost[WORDS_SHORT];
    words_percent(option->verdict.chance, percent);
    words_interval(option->verdict.interval, interval);
    words_pounds(option->extra, cost);
    if (brief)
        text_printf(out, "%s, %s", percent, cost);
    else
        text_printf(out, "%s (%s), %s%s", percent, interval, cost, option->dominated ? ", dominated" : "");
}

/* The names at the right, as high as their marks as far as there is room. */
static void draw_names(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    bool brief = is_brief(choice);
    double at[CHOICE_OPTIONS], width = label_width(choice), x = THEME_WIDTH - width - 8;
    for (size_t i = 0; i < choice->count; i++)
        at[i] = figure_y(figure, choice->options[i].verdict.chance);
    layout_spread(at, choice->count, brief ? brief_step : 2 * line_step + 8, figure->area.top + 4,
                  figure->area.bottom - 8);
    for (size_t i = 0; i < choice->count; i++) {
        struct theme_words look = {THEME_AXIS, true, choice_look(i).words};
        struct theme_words small = {brief ? THEME_AXIS : THEME_SMALL, false, THEME_GREY};
        struct text name = {0}, facts = {0};
        say_facts(&choice->options[i], brief, &facts);
        double taken = brief ? layout_width(facts.at, theme_font(small)) + 12 : 0;
        choice_label(choice, i, theme_font(look), width - taken, &name);
        theme_label(&figure->draw, x, at[i] - (brief ? 0 : line_step / 2), THEME_LEFT, look, name.at);
        if (brief)
            theme_label(&figure->draw, x + width, at[i], THEME_RIGHT, small, facts.at);
        else
            theme_label(&figure->draw, x, at[i] + line_step / 2, THEME_LEFT, small, facts.at);
        text_release(&name);
        text_release(&facts);
    }
}

static void draw_budget(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    if (isnan(choice->budget))
        return;
    static const struct theme_words look = {THEME_SMALL, true, THEME_ORANGE_WORDS};
    double x = figure_x(figure, choice->budget);
    char amount[WORDS_SHORT];
    struct text words = {0};
    words_pounds(choice->budget, amount);
    text_printf(&words, "Budget %s", amount);
    theme_line(&figure->draw, x, figure->area.top - 14, x, figure->area.bottom, THEME_ORANGE, 1.4, "dashtype '-' back");
    bool at_left = x + 8 + layout_width(words.at, theme_font(look)) > figure->area.right;
    theme_label(&figure->draw, x + (at_left ? -5 : 5), figure->area.top - 14, at_left ? THEME_RIGHT : THEME_LEFT, look,
                words.at);
    text_release(&words);
}

static void set_scales(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    double low = 0, high = isnan(choice->budget) ? 0 : choice->budget, most = 0;
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        low = fmin(low, fmin(option->extra, option->extra_interval.low));
        high = fmax(high, fmax(option->extra, option->extra_interval.high));
        most = fmax(most, fmax(option->verdict.chance, option->verdict.interval.high));
    }
    axis_value(figure, AXIS_SHARE, fmax(most, 0.1), 5, true);
    figure->area.right = THEME_WIDTH - label_width(choice) - 40;
    figure->area.top += 12;
    struct interval range = axis_pounds(figure, 'x', low, high, 6, true);
    double air = (range.high - range.low) * 0.03;
    figure->from = range.low - air;
    figure->to = range.high + air;
    axis_ranges(figure);
}

static void draw_frontier(struct figure *figure, const struct frontier *frontier)
{
    const struct choice *choice = figure->choice;
    struct text *draw = &figure->draw;
    set_scales(figure);
    write_data(figure, frontier);
    draw_budget(figure);
    draw_letters(figure, frontier);
    draw_names(figure);
    text_add(draw,
             "plot $frontier_best using 1:2 with steps lw 2 lc rgb '" THEME_BLUE_50 "' title 'best at each cost'");
    for (size_t i = 0; i < choice->count; i++) {
        struct choice_look look = choice_look(i);
        text_printf(
            draw,
            ", \\\n    $frontier_option%zu using 1:2:3:4 with yerrorbars pt 0 lw 1.1 lc rgb '%s' title 'interval'"
            ", \\\n    $frontier_option%zu using 1:2:5:6 with xerrorbars pt 0 lw 1.1 lc rgb '%s' title 'interval'",
            i + 1, look.colour, i + 1, look.colour);
    }
    for (size_t i = 0; i < choice->count; i++) {
        bool open = choice->options[i].dominated;
        int whole = i ? 7 : 5;
        text_printf(
            draw,
            ", \\\n    $frontier_option%zu using 1:2 with points pt %d ps 1.7 lc rgb 'white' title 'edge'"
            ", \\\n    $frontier_option%zu using 1:2 with points pt %d ps 1.4 lw 1.6 lc rgb '%s' title 'option'",
            i + 1, whole, i + 1, open ? whole - 1 : whole, choice_look(i).colour);
    }
    text_add(draw, "\n");
}

void comparison_frontier(struct figure *figure)
{
    struct frontier frontier = gather(figure->choice);
    write_headline(figure, &frontier);
    text_printf(&figure->subtitle, "Extra cost over the whole time against the chance of %s by ",
                figure->choice->aim ? figure->choice->aim : "the target");
    choice_month(figure->choice, figure->choice->by, &figure->subtitle);
    text_add(&figure->subtitle, ".");
    text_add(&figure->note, "Bars are 95% intervals (of costs: over all options "
                            "together), the line is the best chance at each cost, open marks are dominated");
    write_alt(figure, &frontier);
    write_csv(figure);
    if (is_brief(figure->choice))
        figure->room = brief_step * ((double)figure->choice->count + 2);
    figure_frame(figure);
    if (frontier.drawable)
        draw_frontier(figure, &frontier);
    else
        figure_nothing(figure, !figure->choice->money
                                   ? "Money is not counted, so there is no cost to set against the chances."
                                   : choice_unjudged(figure->choice));
}
