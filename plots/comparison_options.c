/* Caseload under every option in a panel of its own, all on the same axes: median and 80 % band, the others in grey. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/panels.h"
#include "plots/trend.h"

struct lines {
    struct trend trend[CHOICE_OPTIONS];
    bool has_data;
};

static struct lines gather(const struct choice *choice)
{
    struct lines lines = {0};
    for (size_t i = 0; i < choice->count; i++) {
        const double *medians = choice->options[i].median;
        double sum = 0;
        for (size_t k = 0; k < choice->times_count; k++)
            sum += isnan(medians[k]) ? 0 : medians[k];
        lines.trend[i] =
            trend_of(medians, choice->times_count, fmax(0.75, 0.05 * sum / (double)(choice->times_count + 1)));
        lines.has_data = lines.has_data || lines.trend[i].kind != TREND_NONE;
    }
    return lines;
}

static struct trend_style style_of(const struct choice *choice)
{
    return (struct trend_style){.line = choice->level};
}

static void say_count(struct text *out, size_t part, size_t whole)
{
    char some[WORDS_SHORT], all[WORDS_SHORT];
    words_count(part, some);
    words_count(whole, all);
    some[0] = (char)toupper((unsigned char)some[0]);
    text_printf(out, "%s of %s options", some, all);
}

/* What the chances bear out: who meets the target, or who comes nearest, and whether that can be told. */
static void say_chances(const struct choice *choice, struct text *out)
{
    size_t meets = 0, near = 0, best = choice_best(choice), only = 0;
    for (size_t i = 0; i < choice->count; i++) {
        near += choice->options[i].near_best && i != best;
        if (words_meets(&choice->options[i].verdict)) {
            meets++;
            only = i;
        }
    }
    char percent[WORDS_SHORT];
    words_percent(choice->options[best].verdict.chance, percent);
    if (meets == choice->count) {
        text_add(out, "Every option meets ");
        choice_goal(choice, out);
    } else if (choice_same_chance(choice)) {
        text_add(out, "Every option has the same chance of ");
        choice_goal(choice, out);
        text_printf(out, ": %s", percent);
    } else if (meets == 1) {
        text_add(out, "Only ");
        choice_say(choice, only, out);
        text_add(out, " meets ");
        choice_goal(choice, out);
        text_printf(out, ": a chance of %s", percent);
    } else if (meets > 1) {
        say_count(out, meets, choice->count);
        text_add(out, " meet ");
        choice_goal(choice, out);
    } else {
        text_add(out, "No option is assured of ");
        choice_goal(choice, out);
        text_add(out, ": ");
        choice_say(choice, best, out);
        text_printf(out, near ? " is among the nearest, at %s" : " comes nearest, at %s", percent);
    }
}

/* Where the medians end, when there is no chance to be said. */
static void say_ends(const struct choice *choice, const struct lines *lines, struct text *out)
{
    size_t low = choice->count, high = choice->count;
    for (size_t i = 0; i < choice->count; i++) {
        if (lines->trend[i].kind == TREND_NONE)
            continue;
        low = low == choice->count || lines->trend[i].last < lines->trend[low].last ? i : low;
        high = high == choice->count || lines->trend[i].last > lines->trend[high].last ? i : high;
    }
    double lowest = lines->trend[low].last, highest = lines->trend[high].last;
    if (highest - lowest < 0.5) {
        text_add(out, choice->count > 1 ? "Caseload ends alike under every option, near " : "Caseload ends near ");
        trend_value(out, (lowest + highest) / 2, (double)NAN, style_of(choice));
        return;
    }
    text_add(out, "Caseload ends lowest under ");
    choice_say(choice, low, out);
    text_add(out, ", at ");
    trend_value(out, lowest, highest, style_of(choice));
    text_add(out, "; highest under ");
    choice_say(choice, high, out);
    text_add(out, ", at ");
    trend_value(out, highest, lowest, style_of(choice));
}

static void write_headline(struct figure *figure, const struct lines *lines)
{
    if (choice_is_judged(figure->choice))
        say_chances(figure->choice, &figure->headline);
    else if (lines->has_data)
        say_ends(figure->choice, lines, &figure->headline);
    else
        text_add(&figure->headline, "Caseload under every option");
}

static void write_alt(struct figure *figure, const struct lines *lines)
{
    const struct choice *choice = figure->choice;
    size_t last = choice->times_count - 1;
    text_add(&figure->alt, "Small charts of the caseload of the service, one for each option on the same axes.");
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        text_printf(&figure->alt, " %s: ", choice_title(choice, i));
        if (lines->trend[i].kind == TREND_NONE) {
            text_add(&figure->alt, "no worker holds a case.");
            continue;
        }
        char first[WORDS_SHORT], end[WORDS_SHORT], band[WORDS_LONG], chance[2 * WORDS_LONG];
        words_number(lines->trend[i].first, 1, first);
        words_number(lines->trend[i].last, 1, end);
        words_range(option->low[last], option->high[last], 1, band);
        text_printf(&figure->alt, "median %s at the start, %s at the end (80%% of runs %s)", first, end, band);
        if (choice_is_judged(choice)) {
            words_verdict(&option->verdict, chance);
            text_printf(&figure->alt, ", chance of the target %s", chance);
        }
        text_add(&figure->alt, ".");
    }
    if (!isnan(choice->level)) {
        text_printf(&figure->alt, " Target: %g or fewer by ", choice->level);
        choice_month(choice, choice->by, &figure->alt);
        text_add(&figure->alt, ".");
    }
}

static void write_csv(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->csv, "week,date,option,median,p10,p90,target\n");
    for (size_t i = 0; i < choice->count; i++)
        for (size_t k = 0; k < choice->times_count; k++) {
            figure_csv_week(figure, choice->times[k]);
            text_printf(&figure->csv, ",%s", choice->options[i].name);
            figure_csv_number(figure, choice->options[i].median[k], 3);
            figure_csv_number(figure, choice->options[i].low[k], 3);
            figure_csv_number(figure, choice->options[i].high[k], 3);
            figure_csv_number(figure, choice->level, 3);
            text_add(&figure->csv, "\n");
        }
}

/* One block an option, and all medians in one block with a gap between options. */
static void write_data(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        char name[32];
        snprintf(name, sizeof name, "option%zu", i + 1);
        figure_block_open(figure, name);
        for (size_t k = 0; k < choice->times_count; k++)
            figure_row(figure, (double[]){choice->times[k], option->low[k], option->high[k], option->median[k]}, 4);
        figure_block_close(figure);
    }
    figure_block_open(figure, "medians");
    for (size_t i = 0; i < choice->count; i++) {
        for (size_t k = 0; k < choice->times_count; k++)
            figure_row(figure, (double[]){choice->times[k], choice->options[i].median[k]}, 2);
        text_add(&figure->data, "\n");
    }
    figure_block_close(figure);
}

/* "Falls from 23 to 17; chance 78%", or as much of it as there is room for. */
static void write_verdict(struct text *out, const struct choice *choice, size_t option, const struct trend *trend,
                          struct layout_font font, double width)
{
    struct text whole = {0}, chance = {0}, brief = {0};
    if (trend->kind == TREND_NONE) {
        text_add(out, "No worker holds a case");
        return;
    }
    if (choice_is_judged(choice)) {
        char percent[WORDS_SHORT];
        words_percent(choice->options[option].verdict.chance, percent);
        text_printf(&chance, "; chance %s", percent);
    }
    trend_say(&whole, trend, style_of(choice), NULL);
    trend_say_briefly(&brief, trend, style_of(choice));
    double room = width - (chance.at ? layout_width(chance.at, font) : 0);
    struct text *trend_words = layout_width(whole.at, font) <= room ? &whole : &brief;
    trend_words->at[0] = (char)toupper((unsigned char)trend_words->at[0]);
    text_printf(out, "%s%s", trend_words->at, chance.at ? chance.at : "");
    text_release(&whole);
    text_release(&chance);
    text_release(&brief);
}

static void draw_words(struct figure *figure, const struct panels *panels, const struct lines *lines, size_t at)
{
    const struct choice *choice = figure->choice;
    const struct trend *trend = &lines->trend[at];
    struct text name = {0}, verdict = {0}, value = {0};
    choice_label(choice, at, theme_font(panels->name), panels->width - 8, &name);
    write_verdict(&verdict, choice, at, trend, theme_font(panels->verdict), panels->width - 8);
    panels_words(figure, panels, at, choice_look(at).words, name.at, verdict.at);
    if (trend->kind != TREND_NONE) {
        struct theme_words look = panels->value;
        look.colour = choice_look(at).words;
        trend_value(&value, trend->last, (double)NAN, style_of(choice));
        theme_label(&figure->draw, figure->area.right + 4, figure_y(figure, trend->last), THEME_LEFT, look, value.at);
    }
    text_release(&name);
    text_release(&verdict);
    text_release(&value);
}

static void plot_panel(struct figure *figure, const struct lines *lines, size_t at)
{
    const struct choice *choice = figure->choice;
    struct choice_look look = choice_look(at);
    struct text *draw = &figure->draw;
    bool known = lines->trend[at].kind != TREND_NONE;
    text_add(draw, "plot ");
    if (known)
        text_printf(draw, "$options_option%zu using 1:2:3 with filledcurves fillcolor rgb '%s' title 'band', \\\n    ",
                    at + 1, look.tint);
    text_add(draw, "$options_medians using 1:2 with lines lw 0.9 lc rgb '#A6A6A6' title 'others'");
    if (!isnan(choice->level)) /* with a white edge, since in print orange and the lines are nearly the same grey */
        text_printf(draw,
                    ", \\\n    %g with lines lw 3.6 lc rgb 'white' title 'edge', \\\n"
                    "    %g with lines lw 1.8 lc rgb '" THEME_ORANGE "' title 'target'",
                    choice->level, choice->level);
    if (known)
        text_printf(draw, ", \\\n    $options_option%zu using 1:4 with lines lw 2.5 lc rgb '%s' title 'median'", at + 1,
                    look.colour);
    text_add(draw, "\n");
}

static void draw_panel(struct figure *figure, const struct panels *panels, const struct lines *lines, size_t at,
                       double most)
{
    const struct choice *choice = figure->choice;
    figure->area = panels_area(panels, at);
    axis_value(figure, AXIS_NUMBER, most, panels->rows > 2 ? 3 : 4, at % panels->columns == 0);
    bool is_lowest = at + panels->columns >= choice->count;
    axis_time(figure, choice->times[0], choice->times[choice->times_count - 1], is_lowest ? AXIS_COMPACT : AXIS_BARE);
    axis_ranges(figure);
    draw_words(figure, panels, lines, at);
    if (choice->aim && choice->by < figure->to) {
        double x = figure_x(figure, choice->by);
        theme_line(&figure->draw, x, figure->area.top, x, figure->area.bottom, THEME_ORANGE, 0.8, "dashtype '-' front");
    }
    plot_panel(figure, lines, at);
    /* Words on the page would be drawn again with every later panel. */
    text_add(&figure->draw, "unset label; unset object; unset arrow\n");
}

static void draw_key(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    char level[96], date[32];
    figure_date(figure, choice->by, date);
    snprintf(level, sizeof level, "Target %g, by %s (dashed)", choice->level, date);
    const struct panels_key pieces[] = {
        {"Median of runs", THEME_DARK, 2.5},
        {"80% of runs", "#DEDEDE", 10},
        {isnan(choice->level) ? NULL : level, THEME_ORANGE, 2},
        {choice->count > 1 ? "Medians of the other options" : NULL, "#A6A6A6", 1.2},
    };
    panels_key(figure, pieces, sizeof pieces / sizeof *pieces);
}

static void draw_options(struct figure *figure, const struct lines *lines)
{
    const struct choice *choice = figure->choice;
    double most = isnan(choice->level) ? 0 : choice->level;
    for (size_t i = 0; i < choice->count; i++)
        for (size_t k = 0; k < choice->times_count; k++)
            most = fmax(most, choice->options[i].high[k]);
    struct panels panels = panels_for(figure, choice->count);
    draw_key(figure);
    text_add(&figure->draw, "set multiplot\n");
    for (size_t i = 0; i < choice->count; i++)
        draw_panel(figure, &panels, lines, i, most);
    text_add(&figure->draw, "unset multiplot\n");
}

void comparison_options(struct figure *figure)
{
    struct lines lines = gather(figure->choice);
    write_headline(figure, &lines);
    text_add(&figure->subtitle, "Cases per full-time-equivalent social worker under each option, on the same luck.");
    text_add(&figure->note, "Shaded bands hold 80% of runs");
    write_alt(figure, &lines);
    write_csv(figure);
    figure->least = panels_least(figure->choice->count);
    figure_frame(figure);
    if (lines.has_data) {
        write_data(figure);
        draw_options(figure, &lines);
    } else {
        figure_nothing(figure, "No worker holds a case under any option, so there is no caseload to draw.");
    }
}
