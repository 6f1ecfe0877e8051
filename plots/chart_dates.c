/* The chance of each target on every date: what an inspection a little earlier or later would find. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/curve.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/ends.h"
#include "plots/figure.h"
#include "plots/marks.h"

/* More lines than this cannot be told apart. */
enum { LINES = 6 };

static const double label_width = 275;

struct line {
    const struct plan_target *target;
    struct curve curve;
    double even; /* week in which the chance first is one half or more; NaN: never */
    double last; /* at the end */
};

struct dates {
    struct line lines[LINES]; /* in the order of the file; the first makes the headline */
    size_t count;
    size_t step; /* samples between the points of a line */
};

static const char *const looks[LINES][2] = {
    {THEME_BLUE, ""},         {THEME_PLUM, " dt '-'"},    {THEME_TURQUOISE, " dt '.'"},
    {THEME_DARK, " dt '_.'"}, {THEME_ORANGE, " dt '_-'"}, {THEME_GREY, " dt '-.'"}};
static const char *const words_of[LINES] = {THEME_BLUE, THEME_PLUM,         THEME_TURQUOISE_WORDS,
                                            THEME_DARK, THEME_ORANGE_WORDS, THEME_GREY};

static int by_place(const void *a, const void *b)
{
    const struct plan_target *x = *(const struct plan_target *const *)a, *y = *(const struct plan_target *const *)b;
    return (x->named.place > y->named.place) - (x->named.place < y->named.place);
}

/* A share of time is no chance on a date. Returns how many were put into `found`. */
static size_t find_targets(const struct plan *plan, const struct plan_target **found)
{
    const struct plan_target *targets = plan_items(plan->targets, struct plan_target);
    size_t count = 0;
    for (size_t i = 0; i < plan->targets.count; i++)
        if (!targets[i].share_of_time)
            found[count++] = &targets[i];
    qsort(found, count, sizeof *found, by_place);
    return count < LINES ? count : LINES;
}

static void follow(struct line *line, const struct ensemble *ensemble)
{
    line->even = line->last = (double)NAN;
    for (size_t s = line->curve.samples; s-- > 0;) {
        double chance = line->curve.chance[s];
        if (isnan(line->last))
            line->last = chance;
        if (chance >= 0.5)
            line->even = ensemble->times[s];
    }
}

static struct dates gather(const struct figure *figure)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    const struct plan *plan = ensemble->plan;
    const struct plan_target **found = mem_new(plan->targets.count + 1, sizeof *found);
    struct dates dates = {.step = 1 + ensemble->samples / FIGURE_POINTS};
    size_t count = find_targets(plan, found);
    for (size_t i = 0; i < count; i++) {
        struct line *line = &dates.lines[dates.count];
        line->target = found[i];
        curve_init(&line->curve, ensemble, (size_t)(found[i] - plan_items(plan->targets, struct plan_target)));
        follow(line, ensemble);
        if (isnan(line->last))
            curve_release(&line->curve);
        else
            dates.count++;
    }
    free(found);
    return dates;
}

static double end_of(const struct figure *figure)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    return ensemble->times[ensemble->samples - 1];
}

static double date_of(const struct figure *figure, const struct line *line)
{
    return isfinite(line->target->by) ? line->target->by : end_of(figure);
}

static void write_headline(struct figure *figure, const struct dates *dates)
{
    const struct line *main = &dates->lines[0];
    char month[32], chance[WORDS_LONG];
    words_chance(main->last, figure->run->ensemble->runs, chance);
    text_printf(&figure->headline, "%s: ", main->target->named.title);
    if (isnan(main->even)) {
        figure_month(figure, end_of(figure), month);
        text_printf(&figure->headline, "never an even chance, and %s in %s", chance, month);
    } else if (main->even <= figure->run->ensemble->times[0]) {
        figure_month(figure, end_of(figure), month);
        text_printf(&figure->headline, "an even chance from the start, and %s in %s", chance, month);
    } else {
        figure_month(figure, main->even, month);
        text_printf(&figure->headline, "an even chance comes in %s", month);
        if (main->last < 0.5)
            text_printf(&figure->headline, " and goes; it is %s at the end", chance);
    }
}

static void write_alt(struct figure *figure, const struct dates *dates)
{
    text_add(&figure->alt, "Lines of the chance that each target would be met had its date been that week.");
    for (size_t i = 0; i < dates->count; i++) {
        const struct line *line = &dates->lines[i];
        char last[WORDS_SHORT], date[32];
        words_percent(line->last, last);
        text_printf(&figure->alt, " %s: ", line->target->named.title);
        if (!isnan(line->even)) {
            figure_date(figure, line->even, date);
            text_printf(&figure->alt, "an even chance first on %s, ", date);
        }
        text_printf(&figure->alt, "%s at the end.", last);
    }
    marks_tell(figure);
}

static void write_csv(struct figure *figure, const struct dates *dates)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    text_add(&figure->csv, "week,date");
    for (size_t i = 0; i < dates->count; i++) {
        const char *name = dates->lines[i].target->named.name;
        text_printf(&figure->csv, ",%s,%s_low,%s_high", name, name, name);
    }
    text_add(&figure->csv, "\n");
    for (size_t s = 0; s < ensemble->samples; s++) {
        figure_csv_time(figure, s);
        for (size_t i = 0; i < dates->count; i++) {
            const struct curve *curve = &dates->lines[i].curve;
            figure_csv_number(figure, curve->chance[s], 4);
            figure_csv_number(figure, curve->interval[s].low, 4);
            figure_csv_number(figure, curve->interval[s].high, 4);
        }
        text_add(&figure->csv, "\n");
    }
}

static void write_data(struct figure *figure, const struct dates *dates)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    figure_block_open(figure, "lines");
    for (size_t s = 0; s < ensemble->samples; s += dates->step) {
        const struct curve *main = &dates->lines[0].curve;
        double row[LINES + 3] = {ensemble->times[s], main->interval[s].low, main->interval[s].high};
        for (size_t i = 0; i < dates->count; i++)
            row[i + 3] = dates->lines[i].curve.chance[s];
        figure_row(figure, row, dates->count + 3);
    }
    figure_block_close(figure);
    figure_block_open(figure, "due");
    for (size_t i = 0; i < dates->count; i++) {
        const struct line *line = &dates->lines[i];
        double week = date_of(figure, line);
        figure_row(figure, (double[]){week, line->curve.chance[ensemble_sample_at(ensemble, week)]}, 2);
    }
    figure_block_close(figure);
}

static void draw_names(struct figure *figure, const struct dates *dates)
{
    struct ends_name names[LINES];
    struct text words[LINES] = {0};
    for (size_t i = 0; i < dates->count; i++) {
        struct theme_words look = {THEME_LABEL, i == 0, words_of[i]};
        char percent[WORDS_SHORT];
        words_percent(dates->lines[i].last, percent);
        layout_cut(&words[i], dates->lines[i].target->named.title, theme_font(look),
                   ends_room(label_width - 8, percent, look));
        text_printf(&words[i], "  %s", percent);
        names[i] = (struct ends_name){words[i].at, look, looks[i][0], dates->lines[i].last};
    }
    ends_draw(figure, names, dates->count);
    for (size_t i = 0; i < dates->count; i++)
        text_release(&words[i]);
}

static void draw_lines(struct figure *figure, const struct dates *dates)
{
    double most = 0.2;
    for (size_t s = 0; s < dates->lines[0].curve.samples; s++)
        most = fmax(most, dates->lines[0].curve.interval[s].high);
    for (size_t i = 1; i < dates->count; i++)
        for (size_t s = 0; s < dates->lines[i].curve.samples; s++)
            most = fmax(most, dates->lines[i].curve.chance[s]);
    axis_value(figure, AXIS_SHARE, most, 5, true);
    figure->area.right = THEME_WIDTH - 8 - label_width;
    const struct ensemble *ensemble = figure->run->ensemble;
    double from = ensemble->times[0], to = end_of(figure);
    axis_time(figure, from, to > from ? to : from + 1, AXIS_FULL);
    char date[32];
    double by = date_of(figure, &dates->lines[0]);
    figure_date(figure, by, date);
    marks_draw(figure, (struct marks_extra){"Target date", date, by}, "#A6A6A6");
    axis_ranges(figure);
    write_data(figure, dates);
    draw_names(figure, dates);
    text_add(&figure->draw,
             "plot $dates_lines using 1:2:3 with filledcurves fc rgb '" THEME_BLUE_95 "' title 'interval'");
    for (size_t i = dates->count; i-- > 0;)
        text_printf(&figure->draw, ", \\\n    $dates_lines using 1:%zu with lines lw %g lc rgb '%s'%s title 'target'",
                    i + 4, i == 0 ? 3.0 : 2.0, looks[i][0], looks[i][1]);
    text_add(&figure->draw,
             ", \\\n    $dates_due using 1:2 with points pt 7 ps 1.3 lc rgb 'white' title 'edge'"
             ", \\\n    $dates_due using 1:2 with points pt 7 ps 0.9 lc rgb '" THEME_DARK "' title 'due'\n");
}

void chart_dates(struct figure *figure)
{
    struct dates dates = gather(figure);
    if (dates.count == 0) {
        figure->left_out = true;
        return;
    }
    write_headline(figure, &dates);
    text_add(&figure->subtitle, "Chance that each target would be met had its date been that week.");
    text_add(&figure->note, "Dots mark each target's own date, the band is the 95% interval of the first");
    write_alt(figure, &dates);
    write_csv(figure, &dates);
    figure_frame(figure);
    draw_lines(figure, &dates);
    for (size_t i = 0; i < dates.count; i++)
        curve_release(&dates.lines[i].curve);
}
