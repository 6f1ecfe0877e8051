/* What the service spends in each financial year, recurrent and one-off, against the funding of the same year. */
#include "experiment/spending.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"

enum { YEARS_MOST = 12, NAME = 24, FEWEST_RUNS = 20 };

/* A bar and its whisker, as shares of a year's place; a funding line is as wide as the place allows. */
static const double half = 0.3, cap = 0.07, line = 0.44;

/* Less than this is not said to be over or under. */
static const double trifle = 500;

static const struct theme_words total_look = {THEME_AXIS, true, THEME_DARK};

struct outlay {
    struct spending spending;
    size_t years; /* drawn */
    bool known;   /* some run came to its end */
};

static const struct ensemble_point *sum_in(const struct outlay *outlay, enum spending_sum sum, size_t year)
{
    return spending_sum(&outlay->spending, sum, year);
}

static double mean_in(const struct outlay *outlay, enum spending_sum sum, size_t year)
{
    return sum_in(outlay, sum, year)->tally.mean;
}

/* Above nought: more than the funding. */
static double difference(const struct outlay *outlay, size_t year)
{
    double pounds = mean_in(outlay, SPENDING_DIFFERENCE, year);
    return fabs(pounds) < trifle ? 0 : pounds;
}

static void name_year(const struct figure *figure, size_t year, char out[static NAME])
{
    const struct plan *plan = figure->run->ensemble->plan;
    char name[16];
    money_year_name(plan, year, name);
    snprintf(out, NAME, plan->clock.calendar == CALENDAR_NONE ? "Year %s" : "%s", name);
}

static bool is_part(const struct figure *figure, size_t year)
{
    return money_year(figure->run->ensemble->plan, year).part;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* The year in which an overspend is likeliest, the dearest of them when several are as likely. */
static size_t worst_year(const struct outlay *outlay)
{
    size_t worst = 0;
    for (size_t year = 1; year < outlay->years; year++) {
        double chance = outlay->spending.over[year].chance, most = outlay->spending.over[worst].chance;
        if (chance > most || (chance >= most && difference(outlay, year) > difference(outlay, worst)))
            worst = year;
    }
    return worst;
}

static double least_chance(const struct outlay *outlay)
{
    double least = 1;
    for (size_t year = 0; year < outlay->years; year++)
        least = fmin(least, outlay->spending.over[year].chance);
    return least;
}

/* Too few runs for a chance: what they spend on average. */
static void say_average(const struct outlay *outlay, struct text *out)
{
    double over = difference(outlay, outlay->spending.columns - 1);
    char amount[WORDS_SHORT];
    words_pounds(fabs(over), amount);
    if (over > 0 || over < 0)
        text_printf(out, "Spending averages %s %s than its funding over the whole time", amount,
                    over > 0 ? "more" : "less");
    else
        text_add(out, "Spending averages what its funding is over the whole time");
}

static void say_against_funding(const struct figure *figure, const struct outlay *outlay, struct text *out)
{
    size_t worst = worst_year(outlay);
    const struct ensemble_verdict *over = &outlay->spending.over[worst];
    if (over->trials < FEWEST_RUNS || isnan(over->chance)) {
        say_average(outlay, out);
        return;
    }
    char chance[WORDS_LONG], name[NAME], amount[WORDS_SHORT];
    words_chance(over->chance, over->trials, chance);
    name_year(figure, worst, name);
    words_pounds(fabs(difference(outlay, worst)), amount);
    if (over->chance <= 1 - WORDS_MEETS) {
        text_printf(out, "Spending stays within its funding: %s futures overspend in the year most at risk", chance);
    } else if (outlay->years > 1 && least_chance(outlay) >= WORDS_MEETS) {
        char least[WORDS_LONG];
        words_chance(least_chance(outlay), over->trials, least);
        bool bounded = strncmp(least, "more than ", strlen("more than ")) == 0; /* few runs may bear out less */
        text_printf(out, "Every year overspends in %s futures, %s by %s on average",
                    bounded ? least : "at least 9 in 10", name, amount);
    } else {
        text_printf(out, "%s: %s futures overspend", name, chance);
        if (difference(outlay, worst) > 0)
            text_printf(out, ", by %s on average over all", amount);
        if (outlay->years > 1)
            text_add(out, "; no other year is more at risk");
    }
}

static void write_headline(struct figure *figure, const struct outlay *outlay)
{
    struct text *out = &figure->headline;
    if (!outlay->known) {
        text_add(out, "Spending by financial year");
    } else if (outlay->spending.funded) {
        say_against_funding(figure, outlay, out);
    } else {
        char all[WORDS_SHORT], once[WORDS_SHORT];
        words_pounds(mean_in(outlay, SPENDING_TOTAL, outlay->spending.columns - 1), all);
        words_pounds(mean_in(outlay, SPENDING_ONE_OFF, outlay->spending.columns - 1), once);
        text_printf(out, "Spending comes to %s over the whole time, %s of it one-off", all, once);
    }
}

static void write_alt(struct figure *figure, const struct outlay *outlay)
{
    struct text *alt = &figure->alt;
    text_add(alt, "Bars of spending by financial year, mean of runs.");
    for (size_t year = 0; year < outlay->years && outlay->known; year++) {
        const struct ensemble_point *total = sum_in(outlay, SPENDING_TOTAL, year);
        char name[NAME], sum[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT], once[WORDS_SHORT];
        name_year(figure, year, name);
        words_pounds(total->tally.mean, sum);
        words_pounds(total->quantile[Q10], low);
        words_pounds(total->quantile[Q90], high);
        words_pounds(mean_in(outlay, SPENDING_ONE_OFF, year), once);
        text_printf(alt, " %s%s: %s (80%% of runs %s to %s), %s of it one-off", name,
                    is_part(figure, year) ? ", part of the year" : "", sum, low, high, once);
        if (outlay->spending.funded) {
            char funding[WORDS_SHORT], chance[WORDS_LONG];
            words_pounds(mean_in(outlay, SPENDING_FUNDING, year), funding);
            words_chance(outlay->spending.over[year].chance, outlay->spending.over[year].trials, chance);
            text_printf(alt, "; funding %s, overspent in %s runs", funding, chance);
        }
        text_add(alt, ".");
    }
    if (!outlay->known)
        text_add(alt, " No run came to its end.");
}

static void write_csv(struct figure *figure, const struct outlay *outlay)
{
    text_add(&figure->csv, "year,part,total_pounds,p10,p90,recurrent,one_off,funding,chance_over,runs\n");
    for (size_t year = 0; year < outlay->spending.layout.years; year++) {
        const struct ensemble_point *total = sum_in(outlay, SPENDING_TOTAL, year);
        bool any = total->tally.count > 0;
        char name[NAME];
        name_year(figure, year, name);
        text_printf(&figure->csv, "%s,%s", name, is_part(figure, year) ? "yes" : "no");
        figure_csv_number(figure, any ? total->tally.mean : (double)NAN, 0);
        figure_csv_number(figure, any ? total->quantile[Q10] : (double)NAN, 0);
        figure_csv_number(figure, any ? total->quantile[Q90] : (double)NAN, 0);
        figure_csv_number(figure, any ? mean_in(outlay, SPENDING_RECURRENT, year) : (double)NAN, 0);
        figure_csv_number(figure, any ? mean_in(outlay, SPENDING_ONE_OFF, year) : (double)NAN, 0);
        bool funded = any && outlay->spending.funded;
        figure_csv_number(figure, funded ? mean_in(outlay, SPENDING_FUNDING, year) : (double)NAN, 0);
        figure_csv_number(figure, funded ? outlay->spending.over[year].chance : (double)NAN, 4);
        figure_csv_number(figure, (double)total->tally.count, 0);
        text_add(&figure->csv, "\n");
    }
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static void write_data(struct figure *figure, const struct outlay *outlay)
{
    static const char *const names[] = {"recurrent", "one_off"};
    for (int part = 0; part < 2; part++) {
        figure_block_open(figure, names[part]);
        for (size_t year = 0; year < outlay->years; year++) {
            double x = (double)year, from = part ? mean_in(outlay, SPENDING_RECURRENT, year) : 0;
            double to = from + mean_in(outlay, part ? SPENDING_ONE_OFF : SPENDING_RECURRENT, year);
            figure_row(figure, (double[]){x, (from + to) / 2, x - half, x + half, from, to}, 6);
        }
        figure_block_close(figure);
    }
    /* Strokes as vectors: where they start, how far they go. */
    figure_block_open(figure, "range");
    for (size_t year = 0; year < outlay->years; year++) {
        const double *q = sum_in(outlay, SPENDING_TOTAL, year)->quantile, x = (double)year;
        figure_row(figure, (double[]){x, q[Q10], 0, q[Q90] - q[Q10]}, 4);
        figure_row(figure, (double[]){x - cap, q[Q10], 2 * cap, 0}, 4);
        figure_row(figure, (double[]){x - cap, q[Q90], 2 * cap, 0}, 4);
    }
    figure_block_close(figure);
    figure_block_open(figure, "funding");
    for (size_t year = 0; year < outlay->years; year++)
        figure_row(figure, (double[]){(double)year - line, mean_in(outlay, SPENDING_FUNDING, year), 2 * line, 0}, 4);
    figure_block_close(figure);
}

static double top_of(const struct outlay *outlay, size_t year)
{
    const struct ensemble_point *total = sum_in(outlay, SPENDING_TOTAL, year);
    double top = fmax(total->tally.mean, total->quantile[Q90]);
    return outlay->spending.funded ? fmax(top, mean_in(outlay, SPENDING_FUNDING, year)) : top;
}

static double middle_of(const struct figure *figure, const struct outlay *outlay, size_t year)
{
    return figure->area.left + ((double)year + 0.5) * (figure->area.right - figure->area.left) / (double)outlay->years;
}

/* Words at the middle of a year's place, or the shorter ones where there is no room for them. */
static void label_year(struct figure *figure, const struct outlay *outlay, size_t year, double y,
                       struct theme_words look, const char *words, const char *shorter)
{
    double room = (figure->area.right - figure->area.left) / (double)outlay->years - 4;
    theme_label(&figure->draw, middle_of(figure, outlay, year), y, THEME_CENTRE, look,
                layout_width(words, theme_font(look)) <= room ? words : shorter);
}

static void draw_amounts(struct figure *figure, const struct outlay *outlay)
{
    for (size_t year = 0; year < outlay->years; year++) {
        double y = figure_y(figure, top_of(outlay, year)) - 10, over = difference(outlay, year);
        char amount[WORDS_SHORT];
        if (outlay->spending.funded) {
            struct theme_words look = {THEME_SMALL, over > 0, over > 0 ? THEME_PLUM : THEME_GREY};
            struct text words = {0}, shorter = {0};
            words_pounds(fabs(over), amount);
            text_printf(&words, over > 0 || over < 0 ? "%s %s" : "on budget", amount, over > 0 ? "over" : "under");
            text_printf(&shorter, "%s%s", over > 0 ? "+" : over < 0 ? "\xe2\x88\x92" : "", amount);
            label_year(figure, outlay, year, y, look, words.at, shorter.at);
            text_release(&words);
            text_release(&shorter);
            y -= 16;
        }
        words_pounds(mean_in(outlay, SPENDING_TOTAL, year), amount);
        label_year(figure, outlay, year, y, total_look, amount, amount);
    }
}

/* Where the words have no room: "9 in 10" with a sign for more, fewer or about. */
static void write_brief(const char *chance, char out[static WORDS_LONG])
{
    static const struct {
        const char *words, *sign;
    } signs[] = {{"more than ", ">"}, {"fewer than ", "<"}, {"about ", ""}};
    snprintf(out, WORDS_LONG, "%s", chance);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(chance, signs[i].words, strlen(signs[i].words)) == 0)
            snprintf(out, WORDS_LONG, "%s%s", signs[i].sign, chance + strlen(signs[i].words));
}

/* Under the axis: the year, whether it is whole, and the chance of an overspend in words. */
static void draw_years(struct figure *figure, const struct outlay *outlay, bool parts)
{
    static const struct theme_words name_look = {THEME_AXIS, false, THEME_DARK};
    static const struct theme_words small = {THEME_SMALL, false, THEME_GREY};
    double below = figure->area.bottom;
    for (size_t year = 0; year < outlay->years; year++) {
        char name[NAME];
        name_year(figure, year, name);
        label_year(figure, outlay, year, below + 15, name_look, name, name);
        if (is_part(figure, year))
            label_year(figure, outlay, year, below + 31, small, "part of the year", "part");
        if (!outlay->spending.funded)
            continue;
        const struct ensemble_verdict *over = &outlay->spending.over[year];
        struct theme_words look = {THEME_LABEL, over->chance >= 0.5, over->chance >= 0.5 ? THEME_PLUM : THEME_DARK};
        char chance[WORDS_LONG], brief[WORDS_LONG];
        words_chance(over->chance, over->trials, chance);
        write_brief(chance, brief);
        label_year(figure, outlay, year, below + (parts ? 74 : 58), look, chance, brief);
    }
    if (outlay->spending.funded)
        theme_label(&figure->draw, 12.5, below + (parts ? 54 : 38), THEME_LEFT, small,
                    "Chance that the year costs more than its funding:");
}

struct side_label {
    double pounds;
    const char *words;
    struct theme_words look;
};

/* Beside the last bar: what its parts are. */
static void draw_sides(struct figure *figure, const struct side_label *labels, size_t count)
{
    double at[3];
    for (size_t i = 0; i < count; i++)
        at[i] = figure_y(figure, labels[i].pounds);
    layout_spread(at, count, 19, figure->area.top, figure->area.bottom - 8);
    for (size_t i = 0; i < count; i++)
        theme_label(&figure->draw, figure->area.right + 8, at[i], THEME_LEFT, labels[i].look, labels[i].words);
}

static size_t name_sides(const struct outlay *outlay, struct side_label labels[static 3])
{
    size_t count = 0, last = outlay->years - 1;
    double recurrent = mean_in(outlay, SPENDING_RECURRENT, last), once = mean_in(outlay, SPENDING_ONE_OFF, last);
    bool any_once = mean_in(outlay, SPENDING_ONE_OFF, outlay->spending.columns - 1) > 0;
    labels[count++] = (struct side_label){recurrent / 2, "Recurrent", {THEME_AXIS, true, THEME_BLUE}};
    if (any_once)
        labels[count++] = (struct side_label){recurrent + once / 2, "One-off (pale)", {THEME_AXIS, false, THEME_BLUE}};
    if (outlay->spending.funded)
        labels[count++] = (struct side_label){
            mean_in(outlay, SPENDING_FUNDING, last), "Funding", {THEME_AXIS, true, THEME_ORANGE_WORDS}};
    return count;
}

static void plot(struct figure *figure, const struct outlay *outlay)
{
    text_add(&figure->draw, "plot $spending_recurrent using 1:2:3:4:5:6 with boxxyerror fc rgb '" THEME_BLUE
                            "' fs solid 1 border rgb '" THEME_BLUE "' title 'recurrent', \\\n"
                            "    $spending_one_off using 1:2:3:4:5:6 with boxxyerror fc rgb '" THEME_BLUE_80
                            "' fs solid 1 border rgb '" THEME_BLUE "' title 'one-off'");
    if (outlay->spending.funded)
        text_add(&figure->draw,
                 ", \\\n    $spending_funding using 1:2:3:4 with vectors nohead lw 5 lc rgb 'white' title 'edge', "
                 "\\\n    $spending_funding using 1:2:3:4 with vectors nohead lw 3 lc rgb '" THEME_ORANGE
                 "' title 'funding'");
    text_add(&figure->draw,
             ", \\\n    $spending_range using 1:2:3:4 with vectors nohead lw 3.6 lc rgb 'white' title 'edge', \\\n"
             "    $spending_range using 1:2:3:4 with vectors nohead lw 1.6 lc rgb '" THEME_INK
             "' title '80% of runs'\n");
}

static void draw_outlay(struct figure *figure, const struct outlay *outlay)
{
    struct side_label labels[3];
    size_t count = name_sides(outlay, labels);
    double most = 0, wide = 0;
    bool parts = false;
    for (size_t year = 0; year < outlay->years; year++) {
        most = fmax(most, top_of(outlay, year));
        parts = parts || is_part(figure, year);
    }
    for (size_t i = 0; i < count; i++)
        wide = fmax(wide, layout_width(labels[i].words, theme_font(labels[i].look)));
    figure->area.bottom -= outlay->spending.funded ? (parts ? 40 : 24) : 0;
    figure->area.right = THEME_WIDTH - 22 - wide;
    axis_pounds(figure, 'y', 0, most, 5, true);
    /* Two lines of words stand above the highest of a year. */
    double height = figure->area.bottom - figure->area.top;
    figure->most = fmax(most, 1) * height / (height - 42);
    theme_margins(&figure->draw, figure->area);
    text_printf(&figure->draw, "unset xtics\nset xrange [-0.5:%g]; set yrange [0:%.9g]\n", (double)outlay->years - 0.5,
                figure->most);
    draw_amounts(figure, outlay);
    draw_years(figure, outlay, parts);
    draw_sides(figure, labels, count);
    plot(figure, outlay);
}

void chart_spending(struct figure *figure)
{
    struct outlay outlay = {0};
    spending_init(&outlay.spending, figure->run->ensemble);
    size_t years = outlay.spending.layout.years;
    if (outlay.spending.layout.accounts == 0 || years == 0) {
        figure->left_out = true;
        spending_release(&outlay.spending);
        return;
    }
    outlay.years = years < YEARS_MOST ? years : YEARS_MOST;
    outlay.known = sum_in(&outlay, SPENDING_TOTAL, years)->tally.count > 0;
    write_headline(figure, &outlay);
    text_printf(&figure->subtitle, "Spending by financial year%s, mean of runs%s.",
                outlay.spending.funded ? " against its funding" : "",
                years > YEARS_MOST ? ", the first twelve years" : "");
    text_add(&figure->note, "Whiskers hold 80% of runs");
    write_alt(figure, &outlay);
    write_csv(figure, &outlay);
    figure_frame(figure);
    if (outlay.known) {
        write_data(figure, &outlay);
        draw_outlay(figure, &outlay);
    } else {
        figure_nothing(figure, "No run came to its end, so there is no spending to draw.");
    }
    spending_release(&outlay.spending);
}
