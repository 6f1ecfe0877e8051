/* The chart of causes: misses by their first cause, each bar beginning where the one before ends, so that they add up to all. */
#include <math.h>

#include "experiment/causes_words.h"
#include "experiment/words.h"
#include "plots/figure.h"

static const double label_right = 250, row_most = 52, below = 40; /* there is no axis below */

/* A bar: a cause, or one of the two kinds of misses that have no single one. */
static const struct causes_share *bar_at(const struct causes *causes, size_t index)
{
    return index < causes->part_count ? &causes->parts[index].first : &causes->rest[index - causes->part_count];
}

static const char *title_at(const struct causes *causes, size_t index)
{
    return index < causes->part_count ? causes->parts[index].title
                                      : causes_rest_title((enum causes_rest)(index - causes->part_count));
}

static const char *name_at(const struct causes *causes, size_t index)
{
    static const char *const rest[] = {"more-than-one", "beyond"};
    return index < causes->part_count ? causes->parts[index].name : rest[index - causes->part_count];
}

static size_t bar_count(const struct causes *causes)
{
    return causes->part_count + CAUSES_RESTS;
}

static void say_bar(const struct causes_share *bar, struct text *out)
{
    char share[WORDS_SHORT], range[WORDS_LONG];
    if (bar->misses == 0) {
        text_add(out, "none");
        return;
    }
    words_percent(bar->share.chance, share);
    words_interval(bar->share.interval, range);
    text_printf(out, "%s (%s)", share, range);
}

static void add_words(struct figure *figure)
{
    const struct causes *causes = figure->run->causes;
    const struct plan_target *target = &plan_items(causes->plan->targets, struct plan_target)[causes->target];
    causes_words_headline(causes, &figure->headline);
    text_printf(&figure->subtitle, "Misses of \"%s\" by the cause that alone turns them into hits, on the same luck.",
                target->named.title);
    text_add(&figure->note, "In brackets 95% intervals of the share of misses");
    text_printf(&figure->alt, "Bars of %zu misses in %zu runs by their first cause.", causes->misses, causes->runs);
    text_add(&figure->csv, "cause,misses,share,low,high\n");
    for (size_t i = 0; i < bar_count(causes); i++) {
        const struct causes_share *bar = bar_at(causes, i);
        text_printf(&figure->alt, " %s: ", title_at(causes, i));
        say_bar(bar, &figure->alt);
        text_add(&figure->alt, ".");
        text_printf(&figure->csv, "%s,%zu", name_at(causes, i), bar->misses);
        figure_csv_number(figure, bar->share.chance, 4);
        figure_csv_number(figure, bar->share.interval.low, 4);
        figure_csv_number(figure, bar->share.interval.high, 4);
        text_add(&figure->csv, "\n");
    }
}

static const char *colour_of(const struct causes *causes, size_t index)
{
    size_t parts = causes->part_count;
    return index < parts ? THEME_BLUE : index - parts == CAUSES_SEVERAL ? THEME_PLUM : THEME_PALE;
}

/* The widest words behind a bar that holds misses: the last such bar ends where the room for words begins. */
static double words_room(const struct causes *causes)
{
    double widest = 0;
    for (size_t i = 0; i < bar_count(causes); i++) {
        struct text words = {0};
        say_bar(bar_at(causes, i), &words);
        widest = fmax(widest, layout_width(words.at, theme_font((struct theme_words){THEME_LABEL, true, THEME_DARK})));
        text_release(&words);
    }
    return widest + 24;
}

static void draw(struct figure *figure)
{
    const struct causes *causes = figure->run->causes;
    double left = label_right + 20, width = THEME_WIDTH - words_room(causes) - left, done = 0;
    double step = fmin((figure->area.bottom + below - figure->area.top) / (double)bar_count(causes), row_most);
    for (size_t i = 0; i < bar_count(causes); i++) {
        const struct causes_share *bar = bar_at(causes, i);
        double y = figure->area.top + ((double)i + 0.5) * step, share = (double)bar->misses / (double)causes->misses;
        double from = left + done * width, to = from + share * width;
        struct theme_words look = {THEME_LABEL, bar->misses > 0, bar->misses > 0 ? THEME_DARK : THEME_GREY};
        struct text words = {0};
        say_bar(bar, &words);
        theme_label(&figure->draw, label_right, y, THEME_RIGHT, look, title_at(causes, i));
        if (bar->misses > 0)
            theme_box(&figure->draw, from, y - step * 0.32, fmax(to - from, 1), step * 0.64, colour_of(causes, i));
        if (i + 1 < bar_count(causes))
            theme_line(&figure->draw, to, y - step * 0.32, to, y + step * 1.32, THEME_GREY, 0.8, "front");
        theme_label(&figure->draw, to + 8, y, THEME_LEFT, look, words.at);
        done += share;
        text_release(&words);
    }
    theme_line(&figure->draw, left, figure->area.top, left, figure->area.top + step * (double)bar_count(causes),
               THEME_DARK, 1, "front");
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'bars are drawn as objects'\n");
}

void chart_causes(struct figure *figure)
{
    add_words(figure);
    figure->room =
        figure->run->causes->misses == 0 ? FIGURE_SENTENCE : row_most * (double)bar_count(figure->run->causes) - below;
    figure_frame(figure);
    if (figure->run->causes->misses == 0)
        figure_nothing(figure, "No run misses the target.");
    else
        draw(figure);
}
