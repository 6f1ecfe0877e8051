/* The chart of a search for the cheapest mix: what each simulated mix costs more against its chance, the best chance at each
 * cost, what is wanted, and the answer with its interval on fresh luck. Marks differ in shape as well as in colour. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/mixes.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"

static const double key_width = 168, key_step = 22;

enum kind { MISSES, MEETS, OVER, KINDS };

static const struct {
    const char *name, *words, *mark; /* of a data block, for readers, for gnuplot */
    bool bold;
} kinds[KINDS] = {
    [MISSES] = {"misses", "that miss", "pt 6 ps 0.9 lw 1.4 lc rgb '" THEME_GREY "'", false},
    [MEETS] = {"meets", "that do it", "pt 7 ps 0.9 lc rgb '" THEME_BLUE "'", false},
    [OVER] = {"over", "over a limit", "pt 2 ps 0.9 lw 1.6 lc rgb '" THEME_PLUM "'", false},
};

static enum kind kind_of(const struct mixes *mixes, const struct mixes_line *line)
{
    const struct optimise_tried *tried = optimise_find(mixes->result, line->mix);
    if (!tried->within)
        return OVER;
    bool meets = tried->tested ? tried->meets : line->chance.chance >= mixes->job->wanted;
    return meets ? MEETS : MISSES;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void add_words(struct figure *figure)
{
    const struct mixes *mixes = figure->run->mixes;
    const struct plan_target *target = &plan_items(mixes->plan->targets, struct plan_target)[mixes->target];
    char wanted[WORDS_SHORT], chance[WORDS_SHORT];
    mixes_headline(mixes, &figure->headline);
    text_printf(&figure->subtitle, "Extra cost over the whole time against the %s of \"%s\" (",
                words_target_measure(mixes->plan, mixes->target), target->named.title);
    words_target_date(mixes->plan, mixes->target, &figure->subtitle);
    text_add(&figure->subtitle, ").");
    words_percent(mixes->job->wanted, wanted);
    text_printf(&figure->alt, "%zu mixes as points, cost against chance. %s. Wanted: %s.", mixes->result->tried_count,
                figure->headline.at, wanted);
    for (size_t i = 0; i < mixes->result->level_count; i++) {
        const struct optimise_level *level = &mixes->result->levels[i];
        char pounds[WORDS_SHORT];
        if (!level->found)
            continue;
        words_percent(level->wanted, chance);
        words_pounds(level->seen.figures[0], pounds);
        text_printf(&figure->alt, " For %s the cheapest found costs %s.", chance, pounds);
    }
    text_add(&figure->note,
             "Points are on the luck of the search; the answer, a diamond with its 95% interval, on fresh "
             "luck");
}

static void add_csv(struct figure *figure)
{
    const struct mixes *mixes = figure->run->mixes;
    text_printf(&figure->csv, "mix,luck,extra_cost,%s,low,high,standing\n",
                words_target_measure(mixes->plan, mixes->target)[0] == 's' ? "share_of_time" : "chance");
    for (size_t i = 0; i < mixes->line_count; i++) {
        const struct mixes_line *line = &mixes->lines[i];
        text_printf(&figure->csv, "%zu,%s", line->mix, line->fresh ? "fresh" : "search");
        figure_csv_number(figure, line->extra.mean, 0);
        figure_csv_number(figure, line->chance.chance, 4);
        figure_csv_number(figure, line->chance.interval.low, 4);
        figure_csv_number(figure, line->chance.interval.high, 4);
        text_printf(&figure->csv, ",%s\n", line->fresh ? "finalist" : kinds[kind_of(mixes, line)].words);
    }
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static void set_scales(struct figure *figure)
{
    const struct mixes *mixes = figure->run->mixes;
    double low = 0, high = 0, most = mixes->job->wanted;
    for (size_t i = 0; i < mixes->line_count; i++) {
        const struct mixes_line *line = &mixes->lines[i];
        low = fmin(low, line->extra.mean);
        high = fmax(high, line->extra.mean);
        most = fmax(most, line->chance.interval.high);
    }
    axis_value(figure, AXIS_SHARE, most, 5, true);
    figure->most = fmax(figure->most, 1.04);
    figure->area.right = THEME_WIDTH - key_width - 24;
    figure->area.top += 12;
    struct interval range = axis_pounds(figure, 'x', low, high, 6, true);
    double air = (range.high - range.low) * 0.03;
    figure->from = range.low - air;
    figure->to = range.high + air;
    axis_ranges(figure);
}

static int by_cost(const void *a, const void *b)
{
    const struct mixes_line *const *x = a, *const *y = b;
    double from = (*x)->extra.mean, to = (*y)->extra.mean;
    return (from > to) - (from < to);
}

/* The best chance at each cost, of the mixes within the limits. */
static void write_frontier(struct figure *figure)
{
    const struct mixes *mixes = figure->run->mixes;
    const struct mixes_line **order = mem_new(mixes->line_count + 1, sizeof *order);
    size_t count = 0;
    double best = -1;
    for (size_t i = 0; i < mixes->line_count; i++)
        if (!mixes->lines[i].fresh && kind_of(mixes, &mixes->lines[i]) != OVER)
            order[count++] = &mixes->lines[i];
    qsort(order, count, sizeof *order, by_cost);
    figure_block_open(figure, "best");
    for (size_t i = 0; i < count; i++)
        if (order[i]->chance.chance > best) {
            best = order[i]->chance.chance;
            figure_row(figure, (double[]){order[i]->extra.mean, best}, 2);
        }
    figure_row(figure, (double[]){figure->to, best}, 2);
    figure_block_close(figure);
    free(order);
}

static size_t write_kind(struct figure *figure, enum kind kind)
{
    const struct mixes *mixes = figure->run->mixes;
    size_t count = 0;
    figure_block_open(figure, kinds[kind].name);
    for (size_t i = 0; i < mixes->line_count; i++)
        if (!mixes->lines[i].fresh && kind_of(mixes, &mixes->lines[i]) == kind) {
            figure_row(figure, (double[]){mixes->lines[i].extra.mean, mixes->lines[i].chance.chance}, 2);
            count++;
        }
    figure_block_close(figure);
    return count;
}

static void draw_lines(struct figure *figure)
{
    const struct mixes *mixes = figure->run->mixes;
    struct text words = {0};
    char amount[WORDS_SHORT];
    double y = figure_y(figure, mixes->job->wanted);
    words_percent(mixes->job->wanted, amount);
    text_printf(&words, "%s wanted", amount);
    theme_line(&figure->draw, figure->area.left, y, figure->area.right, y, THEME_ORANGE, 2, "dashtype (6,4) back");
    theme_label(&figure->draw, figure->area.right + 8, y, THEME_LEFT,
                (struct theme_words){THEME_AXIS, true, THEME_ORANGE_WORDS}, words.at);
    text_clear(&words);
    if (isfinite(mixes->limits[0].most) && mixes->limits[0].most < figure->to) {
        double x = figure_x(figure, mixes->limits[0].most);
        words_pounds(mixes->limits[0].most, amount);
        text_printf(&words, "Budget %s", amount);
        theme_line(&figure->draw, x, figure->area.top - 8, x, figure->area.bottom, THEME_PLUM, 1.6,
                   "dashtype (2,3) back");
        theme_label(&figure->draw, x, figure->area.top - 16, THEME_CENTRE,
                    (struct theme_words){THEME_SMALL, true, THEME_PLUM}, words.at);
    }
    text_release(&words);
}

/* The key at the right, one line for each kind that is there. */
static void draw_key(struct figure *figure, const size_t *counts, bool answer)
{
    static const struct theme_words look = {THEME_SMALL, false, THEME_DARK};
    double x = figure->area.right + 8, y = figure->area.bottom - 4;
    for (int kind = KINDS; kind-- > 0;) {
        struct text words = {0};
        if (counts[kind] == 0)
            continue;
        text_printf(&words, "%zu %s", counts[kind], kinds[kind].words);
        theme_point(&figure->draw, x + 5, y, kinds[kind].mark);
        theme_label(&figure->draw, x + 17, y, THEME_LEFT, look, words.at);
        text_release(&words);
        y -= key_step;
    }
    if (answer) {
        /* The SVG has this shape larger than the PNG. */
        theme_point(&figure->draw, x + 5, y, "pt 13 ps 1 lc rgb '" THEME_BLUE "'");
        theme_label(&figure->draw, x + 17, y, THEME_LEFT, (struct theme_words){THEME_SMALL, true, THEME_BLUE},
                    "the answer");
    }
}

static void draw_points(struct figure *figure)
{
    const struct mixes *mixes = figure->run->mixes;
    const struct mixes_line *answer = mixes_answer(mixes);
    size_t counts[KINDS];
    set_scales(figure);
    write_frontier(figure);
    for (int kind = 0; kind < KINDS; kind++)
        counts[kind] = write_kind(figure, (enum kind)kind);
    draw_lines(figure);
    draw_key(figure, counts, answer != NULL);
    text_printf(&figure->draw,
                "plot $%s_best using 1:2 with steps lw 2 lc rgb '" THEME_BLUE_50 "' title 'best at each cost'",
                figure->slug);
    for (int kind = 0; kind < KINDS; kind++)
        if (counts[kind] > 0)
            text_printf(&figure->draw, ", \\\n    $%s_%s using 1:2 with points %s title '%s'", figure->slug,
                        kinds[kind].name, kinds[kind].mark, kinds[kind].name);
    if (answer) {
        figure_block_open(figure, "answer");
        double row[] = {answer->extra.mean, answer->chance.chance, answer->chance.interval.low,
                        answer->chance.interval.high};
        figure_row(figure, row, sizeof row / sizeof *row);
        figure_block_close(figure);
        text_printf(&figure->draw,
                    ", \\\n    $%s_answer using 1:2:3:4 with yerrorbars pt 0 lw 2 lc rgb '" THEME_BLUE
                    "' title 'interval', \\\n    $%s_answer using 1:2 with points pt 13 ps 2.4 lc rgb 'white' title "
                    "'edge', \\\n    $%s_answer using 1:2 with points pt 13 ps 1.9 lc rgb '" THEME_BLUE
                    "' title 'answer'",
                    figure->slug, figure->slug, figure->slug);
    }
    text_add(&figure->draw, "\n");
}

void chart_mixes(struct figure *figure)
{
    const struct mixes *mixes = figure->run->mixes;
    add_words(figure);
    add_csv(figure);
    figure_frame(figure);
    if (!mixes->has_money)
        figure_nothing(figure, "Money is not counted, so there is no cost to set against the chances.");
    else
        draw_points(figure);
}
