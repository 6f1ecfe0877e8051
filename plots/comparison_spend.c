/* What each option spends beyond the baseline by financial year, recurrent and one-off, against the budget for it. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/panels.h"

/* Less than this a year is nothing that a bar could show or a headline should say. */
static const double trifle = 500;

/* Sums of means are not exact to the penny. */
static const double penny = 0.01;

enum { YEARS_MOST = 10 };

struct spends {
    size_t years;  /* drawn */
    bool known;    /* money is counted and some option is not the baseline */
    bool budgeted; /* some year has a budget */
    bool changes;  /* some option spends otherwise than the baseline */
    size_t within; /* options that stay within the budget of every year that has one */
    size_t last_within, over, over_year;
    double most_over;
    size_t dearest;
};

static double year_sum(const struct choice *choice, size_t option, size_t year)
{
    const struct choice_year *spent = &choice->options[option].years[year];
    return spent->recurrent + spent->one_off;
}

static double budget_of(const struct choice *choice, size_t option, size_t year)
{
    const double *budgets = choice->options[option].budgets;
    return budgets ? budgets[year] : (double)NAN;
}

static void count_option(const struct choice *choice, size_t option, struct spends *spends)
{
    bool within = true;
    for (size_t year = 0; year < choice->years; year++) {
        double sum = year_sum(choice, option, year), over = sum - budget_of(choice, option, year);
        spends->changes = spends->changes || fabs(sum) >= trifle;
        spends->budgeted = spends->budgeted || !isnan(over);
        if (!(over > penny))
            continue;
        within = false;
        if (over > spends->most_over) {
            spends->most_over = over;
            spends->over = option;
            spends->over_year = year;
        }
    }
    spends->within += within;
    if (within)
        spends->last_within = option;
    if (choice->options[option].extra > choice->options[spends->dearest].extra)
        spends->dearest = option;
}

static struct spends gather(const struct choice *choice)
{
    struct spends spends = {.years = choice->years < YEARS_MOST ? choice->years : YEARS_MOST,
                            .known = choice->money && choice->years > 0 && choice->count > 1,
                            .dearest = 1};
    for (size_t i = 1; i < choice->count; i++)
        spends.known = spends.known && choice->options[i].years && isfinite(choice->options[i].extra);
    for (size_t i = 1; i < choice->count && spends.known; i++)
        count_option(choice, i, &spends);
    return spends;
}

static void say_budget(const struct choice *choice, const struct spends *spends, struct text *out)
{
    size_t others = choice->count - 1;
    char amount[WORDS_SHORT];
    words_pounds(spends->most_over, amount);
    if (spends->within == others) {
        if (others > 1)
            text_add(out, "Every option");
        else
            choice_say(choice, 1, out);
        text_add(out, " stays within the budget in every year");
        return;
    }
    if (spends->within == 1 && others > 1) {
        text_add(out, "Only ");
        choice_say(choice, spends->last_within, out);
        text_add(out, " stays within the budget; ");
    }
    if (budget_of(choice, spends->over, spends->over_year) < 0 &&
        year_sum(choice, spends->over, spends->over_year) > penny) {
        words_pounds(year_sum(choice, spends->over, spends->over_year), amount);
        text_add(out, "The baseline exceeds its funding already; ");
        choice_say(choice, spends->over, out);
        text_printf(out, " adds %s in %s", amount, choice->year_names[spends->over_year]);
        return;
    }
    choice_say(choice, spends->over, out);
    text_printf(out, " goes %sover the budget, by %s in %s", others - spends->within > 1 ? "furthest " : "", amount,
                choice->year_names[spends->over_year]);
}

static void write_headline(struct figure *figure, const struct spends *spends)
{
    const struct choice *choice = figure->choice;
    struct text *out = &figure->headline;
    if (!spends->known) {
        text_add(out, "Extra spending by financial year");
    } else if (!spends->changes) {
        text_add(out, "No option changes what is spent in any year");
    } else if (spends->budgeted) {
        say_budget(choice, spends, out);
    } else if (choice->options[spends->dearest].extra < trifle) {
        text_add(out, "No option costs more than the baseline over the whole time");
    } else {
        char amount[WORDS_SHORT], recurrent[WORDS_SHORT];
        double sum = 0;
        for (size_t year = 0; year < choice->years; year++)
            sum += choice->options[spends->dearest].years[year].recurrent;
        words_pounds(choice->options[spends->dearest].extra, amount);
        words_pounds(sum, recurrent);
        choice_say(choice, spends->dearest, out);
        text_printf(out, " costs %s more than the baseline, %s of it recurrent", amount,
                    strcmp(amount, recurrent) == 0 ? "all" : recurrent);
    }
}

static void write_alt(struct figure *figure, const struct spends *spends)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->alt, "Bars of what each option spends beyond the baseline, by financial year, mean of runs.");
    for (size_t i = 1; i < choice->count && spends->known; i++) {
        text_printf(&figure->alt, " %s:", choice_title(choice, i));
        for (size_t year = 0; year < choice->years; year++) {
            char recurrent[WORDS_SHORT], one_off[WORDS_SHORT];
            words_pounds(choice->options[i].years[year].recurrent, recurrent);
            words_pounds(choice->options[i].years[year].one_off, one_off);
            text_printf(&figure->alt, "%s %s recurrent %s, one-off %s", year ? ";" : "", choice->year_names[year],
                        recurrent, one_off);
            if (!isnan(budget_of(choice, i, year))) {
                char budget[WORDS_SHORT];
                words_pounds(budget_of(choice, i, year), budget);
                text_printf(&figure->alt, ", budget %s", budget);
            }
        }
        text_add(&figure->alt, ".");
    }
}

static void write_csv(struct figure *figure, const struct spends *spends)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->csv, "option,year,extra_pounds,recurrent,one_off,budget\n");
    for (size_t i = 1; i < choice->count && spends->known; i++)
        for (size_t year = 0; year < choice->years; year++) {
            text_printf(&figure->csv, "%s,%s", choice->options[i].name, choice->year_names[year]);
            figure_csv_number(figure, year_sum(choice, i, year), 0);
            figure_csv_number(figure, choice->options[i].years[year].recurrent, 0);
            figure_csv_number(figure, choice->options[i].years[year].one_off, 0);
            figure_csv_number(figure, budget_of(choice, i, year), 0);
            text_add(&figure->csv, "\n");
        }
}

/* Parts of one sign stand on each other; parts of two signs stand on nought, one up and one down. */
static double stack_from(const struct choice_year *spent)
{
    return (spent->recurrent >= 0) == (spent->one_off >= 0) ? spent->recurrent : 0;
}

static void write_panel_data(struct figure *figure, size_t option, size_t years)
{
    const struct choice *choice = figure->choice;
    static const double half = 0.33;
    for (int part = 0; part < 2; part++) {
        char name[32];
        snprintf(name, sizeof name, part ? "one_off%zu" : "recurrent%zu", option);
        figure_block_open(figure, name);
        for (size_t year = 0; year < years; year++) {
            const struct choice_year *spent = &choice->options[option].years[year];
            double from = part ? stack_from(spent) : 0, to = part ? from + spent->one_off : spent->recurrent;
            double x = (double)year;
            figure_row(figure, (double[]){x, (from + to) / 2, x - half, x + half, from, to}, 6);
        }
        figure_block_close(figure);
    }
    char name[32];
    snprintf(name, sizeof name, "budget%zu", option);
    figure_block_open(figure, name);
    for (size_t year = 0; year < years; year++) {
        figure_row(figure, (double[]){(double)year - 0.46, budget_of(choice, option, year)}, 2);
        figure_row(figure, (double[]){(double)year + 0.46, budget_of(choice, option, year)}, 2);
        text_add(&figure->data, "\n");
    }
    figure_block_close(figure);
}

static double place(const struct figure *figure, struct interval range, double pounds)
{
    double share = (pounds - range.low) / (range.high - range.low);
    return figure->area.bottom - share * (figure->area.bottom - figure->area.top);
}

static struct theme_words amount_look(const struct panels *panels, bool over)
{
    return (struct theme_words){panels->verdict.points, over, over ? THEME_PLUM : THEME_DARK};
}

/* Either all amounts are written on a chart, or none. */
static bool amounts_fit(const struct choice *choice, const struct panels *panels, size_t years)
{
    struct theme_area area = panels_area(panels, 0);
    for (size_t i = 1; i < choice->count; i++)
        for (size_t year = 0; year < years; year++) {
            char amount[WORDS_SHORT];
            words_pounds(year_sum(choice, i, year), amount);
            if (layout_width(amount, theme_font(amount_look(panels, true))) >
                1.05 * (area.right - area.left) / (double)years)
                return false;
        }
    return true;
}

/* The amount above each bar, or below it when the option spends less; over the budget in the colour of warnings and with
 * the word where there is room. */
static void draw_amounts(struct figure *figure, const struct panels *panels, struct interval range, size_t option,
                         size_t years)
{
    const struct choice *choice = figure->choice;
    double step = (figure->area.right - figure->area.left) / (double)years;
    for (size_t year = 0; year < years; year++) {
        const struct choice_year *spent = &choice->options[option].years[year];
        double sum = year_sum(choice, option, year), budget = budget_of(choice, option, year);
        double top = fmax(fmax(spent->recurrent, spent->one_off), fmax(sum, 0));
        double low = fmin(fmin(spent->recurrent, spent->one_off), fmin(sum, 0));
        bool over = sum > budget + penny, down = sum < 0;
        /* Above the budget's line when that stands where the amount would. */
        double line = place(figure, range, budget), y = place(figure, range, top);
        if (line <= y + 4 && line > y - 18)
            y = line;
        /* Below nought as long as that does not run into the panel underneath. */
        if (down && place(figure, range, low) + 14 <= figure->area.bottom)
            y = place(figure, range, low) + 18;
        struct theme_words look = amount_look(panels, over);
        char amount[WORDS_SHORT];
        words_pounds(sum, amount);
        struct text words = {0};
        text_printf(&words, "%s%s", over && budget >= 0 ? "over: " : "",
                    amount); /* it is not what an option adds else */
        if (layout_width(words.at, theme_font(look)) > step) {
            text_clear(&words);
            text_add(&words, amount);
        }
        theme_label(&figure->draw, figure->area.left + ((double)year + 0.5) * step, y - 9, THEME_CENTRE, look,
                    words.at);
        text_release(&words);
    }
}

/* "2020-21", or "20-21" and every other year where there is less room. */
static void add_years(struct figure *figure, size_t years, bool lowest)
{
    const struct choice *choice = figure->choice;
    double step = (figure->area.right - figure->area.left) / (double)years;
    struct layout_font font = {.size = THEME_AXIS * 4 / 3};
    text_add(&figure->draw, "set xtics scale 0 (");
    for (size_t year = 0; year < years; year++) {
        const char *name = choice->year_names[year];
        bool whole = layout_width(name, font) + 6 <= step;
        if (!whole && strlen(name) == 7)
            name += 2;
        bool fits = layout_width(name, font) + 4 <= step || year % 2 == 0;
        text_add(&figure->draw, year ? ", " : "");
        theme_quote_tic(&figure->draw, lowest && fits ? name : "");
        text_printf(&figure->draw, " %zu", year);
    }
    text_add(&figure->draw, ")\n");
}

static void draw_panel(struct figure *figure, const struct panels *panels, const struct spends *spends,
                       struct interval span, size_t option)
{
    const struct choice *choice = figure->choice;
    size_t at = option - 1;
    struct text name = {0}, verdict = {0}, *draw = &figure->draw;
    figure->area = panels_area(panels, at);
    axis_pounds(figure, 'y', span.low, span.high, panels->rows > 2 ? 3 : 4, at % panels->columns == 0);
    add_years(figure, spends->years, at + panels->columns >= choice->count - 1);
    theme_margins(draw, figure->area);
    text_printf(draw, "set xrange [-0.5:%g]; set yrange [%.9g:%.9g]\n", (double)spends->years - 0.5, span.low,
                span.high);
    char extra[WORDS_SHORT];
    words_pounds(choice->options[option].extra, extra);
    choice_label(choice, option, theme_font(panels->name), panels->width - 8, &name);
    text_printf(&verdict, "%s in all", extra);
    if (!isnan(choice->budget)) {
        char budget[WORDS_SHORT];
        words_pounds(choice->budget, budget);
        text_printf(&verdict, "; budget %s", budget);
    }
    panels_words(figure, panels, at, choice_look(option).words, name.at, verdict.at);
    if (amounts_fit(choice, panels, spends->years))
        draw_amounts(figure, panels, span, option, spends->years);
    text_printf(draw,
                "plot $spend_recurrent%zu using 1:2:3:4:5:6 with boxxyerror fc rgb '" THEME_BLUE
                "' fs solid 1 border rgb '" THEME_BLUE "' title 'recurrent', \\\n"
                "    $spend_one_off%zu using 1:2:3:4:5:6 with boxxyerror fc rgb '" THEME_BLUE_80
                "' fs solid 1 border rgb '" THEME_BLUE "' title 'one-off', \\\n"
                "    0 with lines lw 1 lc rgb '" THEME_DARK "' title 'nought'",
                option, option);
    if (spends->budgeted)
        text_printf(draw,
                    ", \\\n    $spend_budget%zu using 1:2 with lines lw 4.4 lc rgb 'white' title 'edge', \\\n"
                    "    $spend_budget%zu using 1:2 with lines lw 2.4 lc rgb '" THEME_ORANGE "' title 'budget'",
                    option, option);
    text_add(draw, "\nunset label; unset object; unset arrow\n");
    text_release(&name);
    text_release(&verdict);
}

static void draw_spend(struct figure *figure, const struct spends *spends)
{
    const struct choice *choice = figure->choice;
    struct interval span = {0, 0};
    for (size_t i = 1; i < choice->count; i++)
        for (size_t year = 0; year < spends->years; year++) {
            const struct choice_year *spent = &choice->options[i].years[year];
            double budget = isnan(budget_of(choice, i, year)) ? 0 : budget_of(choice, i, year);
            span.low = fmin(span.low, fmin(fmin(spent->recurrent, spent->one_off), year_sum(choice, i, year)));
            span.high = fmax(span.high, fmax(fmax(spent->recurrent, spent->one_off), year_sum(choice, i, year)));
            span.high = fmax(span.high, budget);
            span.low = fmin(span.low, budget);
        }
    /* Room for the amounts at both ends, and something to draw when nothing is spent. */
    span.high = fmax(span.high, span.low + trifle);
    double air = 0.14 * (span.high - span.low);
    span.high += air;
    span.low -= span.low < 0 ? air : 0;
    axis_pounds(figure, 'y', span.low, span.high, 4, true); /* makes the room at the left for all panels */
    struct panels panels = panels_for(figure, choice->count - 1);
    const struct panels_key pieces[] = {
        {"Recurrent", THEME_BLUE, 10},
        {"One-off (pale)", THEME_BLUE_80, 10},
        {spends->budgeted ? choice->budget_words : NULL, THEME_ORANGE, 2.5},
    };
    panels_key(figure, pieces, sizeof pieces / sizeof *pieces);
    for (size_t i = 1; i < choice->count; i++)
        write_panel_data(figure, i, spends->years);
    text_add(&figure->draw, "set border 0\nset multiplot\n");
    for (size_t i = 1; i < choice->count; i++)
        draw_panel(figure, &panels, spends, span, i);
    text_add(&figure->draw, "unset multiplot\n");
}

void comparison_spend(struct figure *figure)
{
    struct spends spends = gather(figure->choice);
    write_headline(figure, &spends);
    text_printf(&figure->subtitle, "Spending beyond the baseline by financial year, mean of runs%s.",
                figure->choice->years > YEARS_MOST ? ", the first ten years" : "");
    write_alt(figure, &spends);
    write_csv(figure, &spends);
    figure->least = panels_least(figure->choice->count - 1);
    figure_frame(figure);
    if (spends.known)
        draw_spend(figure, &spends);
    else
        figure_nothing(figure, !figure->choice->money      ? "Money is not counted, so there is no spending to draw."
                               : figure->choice->count < 2 ? "There is no option beside the baseline."
                                                           : "What the options spend is not known.");
}
