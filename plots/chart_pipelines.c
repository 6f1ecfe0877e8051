/* What pipelines give and take: net capacity added up from the first day, when it breaks even, and what they cost. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/break_even.h"
#include "experiment/spending.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/marks.h"

enum { POINTS = 320 };

/* Net capacity of less than this is nothing that a headline should say, in FTE. */
static const double trifle = 0.05;

struct balance {
    size_t count;
    size_t *samples;
    double *low, *middle, *high; /* of the running sum over runs, FTE-years: 10 %, 50 % and 90 %; NaN: no run */
    struct break_even even;
    struct ensemble_point net; /* FTE at the end */
    double cost;               /* pounds in all, mean; NaN when money is not counted */
    double year;               /* weeks */
};

/* --- gathering ---------------------------------------------------------------------------------------------------- */

/* The running sum of every run at one sample after another; kept at the samples that are drawn. */
static void add_up(struct balance *balance, const struct ensemble *ensemble)
{
    size_t series = metric_series(&ensemble->layout, METRIC_PIPELINE_NET, METRIC_SERVICE), next = 0;
    double *sums = mem_new(ensemble->runs + 1, sizeof *sums), *spread = mem_new(ensemble->runs + 1, sizeof *spread);
    for (size_t sample = 0; sample < ensemble->samples && next < balance->count; sample++) {
        double weeks = sample > 0 ? ensemble->times[sample] - ensemble->times[sample - 1] : 0;
        for (size_t run = 0; run < ensemble->runs; run++) {
            double net = ensemble_at(ensemble, series, sample, run);
            if (sample > 0)
                sums[run] += net * weeks / balance->year;
            spread[run] = ensemble->outcomes[run].failure ? (double)NAN : sums[run];
        }
        if (sample != balance->samples[next])
            continue;
        struct ensemble_point point = ensemble_spread(ensemble, spread);
        bool any = point.tally.count > 0;
        for (; next < balance->count && balance->samples[next] == sample; next++) {
            balance->low[next] = any ? point.quantile[Q10] : (double)NAN;
            balance->middle[next] = any ? point.quantile[Q50] : (double)NAN;
            balance->high[next] = any ? point.quantile[Q90] : (double)NAN;
        }
    }
    free(sums);
    free(spread);
}

static double cost_of(const struct ensemble *ensemble)
{
    struct spending spending;
    spending_init(&spending, ensemble);
    double cost = (double)NAN;
    if (spending.layout.accounts > 0) {
        size_t account = money_account(&spending.layout, MONEY_PIPELINES_LINE, 0);
        const struct ensemble_point *point = spending_account(&spending, account, spending.columns - 1);
        cost = point->tally.count ? point->tally.mean : (double)NAN;
    }
    spending_release(&spending);
    return cost;
}

static struct balance gather(const struct figure *figure)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    bool weeks = ensemble->plan->clock.calendar == CALENDAR_NONE;
    struct balance balance = {.year = weeks ? 52 : 365.25 / 7, .even = break_even_of(ensemble, METRIC_SERVICE)};
    size_t series = metric_series(&ensemble->layout, METRIC_PIPELINE_NET, METRIC_SERVICE);
    balance.count = ensemble->samples < POINTS ? ensemble->samples : POINTS;
    balance.samples = mem_new(balance.count, sizeof *balance.samples);
    for (size_t i = 0; i < balance.count; i++)
        balance.samples[i] = balance.count > 1 ? i * (ensemble->samples - 1) / (balance.count - 1) : 0;
    double *values = mem_new(3 * balance.count, sizeof *values);
    balance.low = values;
    balance.middle = values + balance.count;
    balance.high = values + 2 * balance.count;
    add_up(&balance, ensemble);
    balance.net = ensemble_point(ensemble, series, ensemble->samples - 1);
    balance.cost = cost_of(ensemble);
    return balance;
}

static void release(struct balance *balance)
{
    free(balance->samples);
    free(balance->low);
}

static bool has_data(const struct balance *balance)
{
    return balance->even.runs > 0 && balance->count > 1;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* "one pipeline" by its title, several by what they are. */
static void add_name(const struct figure *figure, struct text *out)
{
    const struct map *pipelines = &figure->run->ensemble->plan->pipelines;
    const struct named *first = &plan_items(*pipelines, struct plan_pipeline)[0].named;
    if (pipelines->count == 1)
        layout_cut(out, first->title ? first->title : first->name, (struct layout_font){THEME_TITLE * 4 / 3, true},
                   THEME_NAME);
    else
        text_add(out, "Pipelines");
}

static bool are_several(const struct figure *figure)
{
    return figure->run->ensemble->plan->pipelines.count > 1;
}

static void write_headline(struct figure *figure, const struct balance *balance)
{
    struct text *out = &figure->headline;
    if (!has_data(balance)) {
        text_add(out, "What pipelines give and take");
        return;
    }
    bool several = are_several(figure);
    double last = balance->net.quantile[Q50];
    add_name(figure, out);
    if (isfinite(balance->even.quantile[Q50])) {
        char month[32];
        figure_month(figure, balance->even.quantile[Q50], month);
        text_printf(out, " break%s even in %s", several ? "" : "s", month);
    } else {
        text_printf(out, " do%s not break even within the horizon", several ? "" : "es");
    }
    if (fabs(last) >= trifle) {
        char net[WORDS_SHORT];
        words_number(fabs(last), 1, net);
        text_printf(out, "; at the end %s %s%s %s FTE", several ? "they" : "it", last < 0 ? "take" : "give",
                    several ? "" : "s", net);
    }
}

/* When it breaks even in eight runs of ten: "November 2021 to March 2022", "from November 2021 on", or nothing. */
static void say_range(const struct figure *figure, const struct balance *balance, struct text *out)
{
    const double *week = balance->even.quantile;
    char first[32], last[32];
    if (!isfinite(week[Q10]))
        return;
    figure_month(figure, week[Q10], first);
    if (!isfinite(week[Q90])) {
        text_printf(out, "%s to beyond the horizon", first);
        return;
    }
    figure_month(figure, week[Q90], last);
    if (text_equal(first, last))
        text_add(out, first);
    else
        text_printf(out, "%s to %s", first, last);
}

static void write_alt(struct figure *figure, const struct balance *balance)
{
    struct text *alt = &figure->alt, range = {0};
    text_add(alt, "Fan chart of the net capacity of pipelines, added up from the first day, in FTE-years.");
    if (!has_data(balance)) {
        text_add(alt, " No run came to its end.");
        return;
    }
    size_t last = balance->count - 1;
    char middle[WORDS_SHORT], ends[WORDS_LONG], reached[WORDS_SHORT];
    words_number(balance->middle[last], 1, middle);
    words_range(balance->low[last], balance->high[last], 1, ends);
    words_percent((double)balance->even.reached / (double)balance->even.runs, reached);
    text_printf(alt, " At the end: median %s, 80%% of runs %s. It breaks even within the horizon in %s of runs", middle,
                ends, reached);
    say_range(figure, balance, &range);
    if (range.length)
        text_printf(alt, "; 80%% of runs: %s", range.at);
    text_add(alt, ".");
    if (isfinite(balance->cost)) {
        char cost[WORDS_SHORT];
        words_pounds(balance->cost, cost);
        text_printf(alt, " Programmes cost %s in all.", cost);
    }
    text_release(&range);
    marks_tell(figure);
}

static void write_csv(struct figure *figure, const struct balance *balance)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    size_t series = metric_series(&ensemble->layout, METRIC_PIPELINE_NET, METRIC_SERVICE);
    text_add(&figure->csv, "week,date,balance_fte_years,p10,p90,net_fte\n");
    for (size_t i = 0; i < balance->count; i++) {
        struct ensemble_point net = ensemble_point(ensemble, series, balance->samples[i]);
        figure_csv_time(figure, balance->samples[i]);
        figure_csv_number(figure, balance->middle[i], 3);
        figure_csv_number(figure, balance->low[i], 3);
        figure_csv_number(figure, balance->high[i], 3);
        figure_csv_number(figure, net.tally.count ? net.quantile[Q50] : (double)NAN, 3);
        text_add(&figure->csv, "\n");
    }
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

static void write_data(struct figure *figure, const struct balance *balance)
{
    figure_block_open(figure, "balance");
    for (size_t i = 0; i < balance->count; i++) {
        double week = figure->run->ensemble->times[balance->samples[i]];
        figure_row(figure, (double[]){week, balance->low[i], balance->high[i], balance->middle[i]}, 4);
    }
    figure_block_close(figure);
}

static double place(const struct figure *figure, struct interval range, double value)
{
    double share = (value - range.low) / (range.high - range.low);
    return figure->area.bottom - share * (figure->area.bottom - figure->area.top);
}

/* On the line of nought: where eight runs of ten break even, and the middle one. */
static void draw_even(struct figure *figure, const struct balance *balance, double zero)
{
    static const struct theme_words look = {THEME_AXIS, true, THEME_ORANGE_WORDS};
    static const struct theme_words small = {THEME_SMALL, false, THEME_GREY};
    const double *week = balance->even.quantile;
    struct text range = {0}, words = {0};
    char month[32] = "";
    bool reached = isfinite(week[Q50]);
    double x = reached ? figure_x(figure, week[Q50]) : figure->area.left;
    say_range(figure, balance, &range);
    if (isfinite(week[Q10])) {
        double x1 = figure_x(figure, week[Q10]),
               x2 = isfinite(week[Q90]) ? figure_x(figure, week[Q90]) : figure->area.right;
        theme_line(&figure->draw, x1, zero, x2, zero, "white", 8, "front");
        theme_line(&figure->draw, x1, zero, x2, zero, THEME_ORANGE, 5, "front");
    }
    if (reached) {
        figure_month(figure, week[Q50], month);
        theme_line(&figure->draw, x, zero - 9, x, zero + 9, "white", 7, "front");
        theme_line(&figure->draw, x, zero - 9, x, zero + 9, THEME_ORANGE_WORDS, 4, "front");
        text_printf(&words, "Breaks even: %s", month);
    } else {
        text_add(&words, "Does not break even within the horizon");
    }
    /* After the last of them everything lies above nought, before the first below it: words go to the other side. */
    double wide = layout_width(words.at, theme_font(look));
    if (range.length)
        wide = fmax(wide, layout_width(range.at, theme_font(small)) + 90);
    double after = isfinite(week[Q90]) ? figure_x(figure, week[Q90]) + 12 : INFINITY;
    bool behind = after + wide <= figure->area.right || !isfinite(week[Q10]);
    double at = !isfinite(week[Q10]) ? figure->area.left + 14 : behind ? after : figure_x(figure, week[Q10]) - 12;
    double y = behind && isfinite(week[Q10]) ? zero + 20 : zero - 36;
    enum theme_align align = behind ? THEME_LEFT : THEME_RIGHT;
    theme_label(&figure->draw, at, y, align, look, words.at);
    if (range.length) {
        text_clear(&words);
        text_printf(&words, "80%% of runs: %s", range.at);
        theme_label(&figure->draw, at, y + 17, align, small, words.at);
    }
    text_release(&range);
    text_release(&words);
}

enum { SIDES = 4 };
struct side {
    struct text words;
    struct theme_words look;
};

static size_t name_sides(const struct balance *balance, struct side sides[static SIDES])
{
    static const struct theme_words strong = {THEME_AXIS, true, THEME_BLUE}, plain = {THEME_SMALL, false, THEME_DARK};
    size_t last = balance->count - 1, count = 0;
    char middle[WORDS_SHORT], range[WORDS_LONG], net[WORDS_SHORT];
    words_number(balance->middle[last], 1, middle);
    words_range(balance->low[last], balance->high[last], 1, range);
    words_number(balance->net.quantile[Q50], 1, net);
    sides[count].look = strong;
    text_printf(&sides[count++].words, "Median %s", middle);
    sides[count].look = plain;
    text_printf(&sides[count++].words, "80%% of runs: %s", range);
    sides[count].look = plain;
    text_printf(&sides[count++].words, "Capacity then: %s FTE", net);
    if (isfinite(balance->cost)) {
        char cost[WORDS_SHORT];
        words_pounds(balance->cost, cost);
        sides[count].look = plain;
        text_printf(&sides[count++].words, "Cost in all: %s", cost);
    }
    return count;
}

static void draw_sides(struct figure *figure, const struct side *sides, size_t count, double y)
{
    static const double step = 19;
    y = fmin(fmax(y, figure->area.top + 8), figure->area.bottom - step * (double)count);
    for (size_t i = 0; i < count; i++)
        theme_label(&figure->draw, figure->area.right + 10, y + step * (double)i, THEME_LEFT, sides[i].look,
                    sides[i].words.at);
}

static void draw_balance(struct figure *figure, const struct balance *balance)
{
    const double *times = figure->run->ensemble->times;
    struct side sides[SIDES] = {0};
    size_t count = name_sides(balance, sides), last = balance->count - 1;
    double low = 0, high = 0, wide = 0;
    for (size_t i = 0; i < balance->count; i++) {
        low = fmin(low, balance->low[i]);
        high = fmax(high, balance->high[i]);
    }
    /* Room above and below nought for the words that stand there. */
    double span = fmax(high - low, 0.4);
    low = fmin(low, -0.18 * span);
    high = fmax(high, 0.25 * span);
    for (size_t i = 0; i < count; i++)
        wide = fmax(wide, layout_width(sides[i].words.at, theme_font(sides[i].look)));
    axis_signed(figure, low, high, 6);
    struct interval range = {low * 1.03, high * 1.03};
    figure->area.right = THEME_WIDTH - 22 - wide;
    axis_time(figure, times[0], times[balance->samples[last]], AXIS_FULL);
    marks_draw(figure, (struct marks_extra){0}, "#D0D0D0");
    theme_margins(&figure->draw, figure->area);
    text_printf(&figure->draw, "set xrange [%.9g:%.9g]; set yrange [%.9g:%.9g]\n", figure->from, figure->to, range.low,
                range.high);
    draw_even(figure, balance, place(figure, range, 0));
    draw_sides(figure, sides, count, place(figure, range, balance->middle[last]));
    text_printf(&figure->draw,
                "plot $%s_balance using 1:2:3 with filledcurves fillcolor rgb '" THEME_BLUE_80 "' title '80', \\\n"
                "    0 with lines lw 1.2 lc rgb '" THEME_DARK "' title 'nought', \\\n"
                "    $%s_balance using 1:4 with lines lw 2.5 lc rgb '" THEME_BLUE "' title 'median'\n",
                figure->slug, figure->slug);
    for (size_t i = 0; i < SIDES; i++)
        text_release(&sides[i].words);
}

void chart_pipelines(struct figure *figure)
{
    if (figure->run->ensemble->plan->pipelines.count == 0) {
        figure->left_out = true;
        return;
    }
    struct balance balance = gather(figure);
    write_headline(figure, &balance);
    text_add(&figure->subtitle,
             "FTE-years given by graduates less those that teaching takes, added up from the start.");
    text_add(&figure->note, "The shaded band holds 80% of runs");
    write_alt(figure, &balance);
    write_csv(figure, &balance);
    figure_frame(figure);
    if (has_data(&balance)) {
        write_data(figure, &balance);
        draw_balance(figure, &balance);
    } else {
        figure_nothing(figure, "No run came to its end, so there is nothing to add up.");
    }
    release(&balance);
}
