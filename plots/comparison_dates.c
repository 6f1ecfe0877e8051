/* The chance that the target is met, and has been held, on each date: a line for each option. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/ends.h"
#include "plots/figure.h"
#include "plots/marks.h"

static const double label_width = 230;

struct curves {
    bool known;
    size_t best;                 /* at the target's date */
    double even[CHOICE_OPTIONS]; /* week from which on the chance is one half or more; NaN: never */
    double last[CHOICE_OPTIONS]; /* at the end */
    size_t evens;
};

/* When a curve first comes to a chance, between two of its times; NaN when it never does. */
static double first_at(const struct choice *choice, const double *curve, double chance)
{
    for (size_t k = 0; k < choice->times_count; k++) {
        if (!(curve[k] >= chance))
            continue;
        if (k == 0 || isnan(curve[k - 1]) || curve[k] == curve[k - 1])
            return choice->times[k];
        double share = (chance - curve[k - 1]) / (curve[k] - curve[k - 1]);
        return choice->times[k - 1] + share * (choice->times[k] - choice->times[k - 1]);
    }
    return (double)NAN;
}

/* The last value that is one. */
static double last_of(const struct choice *choice, const double *curve)
{
    for (size_t k = choice->times_count; k-- > 0;)
        if (!isnan(curve[k]))
            return curve[k];
    return (double)NAN;
}

static struct curves gather(const struct choice *choice)
{
    struct curves curves = {.known = choice_is_judged(choice), .best = choice_best(choice)};
    for (size_t i = 0; i < choice->count && curves.known; i++) {
        const double *curve = choice->options[i].holds;
        curves.known = curve != NULL;
        if (!curve)
            break;
        curves.even[i] = first_at(choice, curve, 0.5);
        curves.last[i] = last_of(choice, curve);
        curves.known = !isnan(curves.last[i]);
        curves.evens += !isnan(curves.even[i]);
    }
    return curves;
}

/* The first to an even chance, or, when none gets there, the highest at the end. */
static size_t foremost(const struct choice *choice, const struct curves *curves)
{
    size_t found = 0;
    for (size_t i = 1; i < choice->count; i++) {
        bool sooner = !isnan(curves->even[i]) && !(curves->even[i] >= curves->even[found]);
        bool higher = curves->evens == 0 && curves->last[i] > curves->last[found];
        if (sooner || higher)
            found = i;
    }
    return found;
}

static void say_level(const struct choice *choice, struct text *out)
{
    if (isnan(choice->level))
        text_add(out, "the target");
    else
        text_printf(out, "%g", choice->level);
}

/* How many options come to an even chance in the month in which the first does. */
static size_t count_first(const struct choice *choice, const struct curves *curves, size_t first)
{
    struct text month = {0}, other = {0};
    size_t count = 0;
    choice_month(choice, curves->even[first], &month);
    for (size_t i = 0; i < choice->count; i++) {
        if (isnan(curves->even[i]))
            continue;
        text_clear(&other);
        choice_month(choice, curves->even[i], &other);
        count += text_equal(month.at, other.at);
    }
    text_release(&month);
    text_release(&other);
    return count;
}

static void write_headline(struct figure *figure, const struct curves *curves)
{
    const struct choice *choice = figure->choice;
    struct text *out = &figure->headline;
    if (!curves->known) {
        text_add(out, "Chance of the target by date");
        return;
    }
    size_t first = foremost(choice, curves);
    char percent[WORDS_SHORT];
    words_percent(curves->last[first], percent);
    if (curves->evens == 0) {
        text_add(out, "No option reaches an even chance of ");
        say_level(choice, out);
        text_add(out, " by ");
        choice_month(choice, choice->times[choice->times_count - 1], out);
        text_printf(out, "; the highest is %s", percent);
        return;
    }
    size_t together = count_first(choice, curves, first);
    if (curves->evens == 1)
        text_add(out, "Only ");
    if (together > 1 && together == choice->count) {
        text_add(out, "Every option");
    } else if (together > 1) {
        char some[WORDS_SHORT], all[WORDS_SHORT];
        words_count(together, some);
        words_count(choice->count, all);
        text_printf(out, "%c%s of %s options are", toupper((unsigned char)some[0]), some + 1, all);
    } else {
        choice_say(choice, first, out);
    }
    text_printf(out, "%s an even chance of ",
                curves->evens == 1          ? " reaches"
                : together == choice->count ? " comes to"
                : together > 1              ? " first to"
                                            : " is first to");
    say_level(choice, out);
    text_add(out, curves->evens == 1 ? ", by " : together == choice->count ? " in " : ", in ");
    choice_month(choice, curves->even[first], out);
}

static void write_alt(struct figure *figure, const struct curves *curves)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->alt, "Lines of the chance that the target is met on each date.");
    for (size_t i = 0; i < choice->count && curves->known; i++) {
        char then[WORDS_SHORT], last[WORDS_SHORT];
        words_percent(choice->options[i].verdict.chance, then);
        words_percent(curves->last[i], last);
        text_printf(&figure->alt, " %s: %s on the target date, %s at the end", choice_title(choice, i), then, last);
        if (!isnan(curves->even[i])) {
            text_add(&figure->alt, ", an even chance from ");
            choice_month(choice, curves->even[i], &figure->alt);
        }
        text_add(&figure->alt, ".");
    }
    if (!curves->known)
        text_add(&figure->alt, " No chance can be given.");
}

static void write_csv(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    text_add(&figure->csv, "week,date");
    for (size_t i = 0; i < choice->count; i++)
        text_printf(&figure->csv, ",%s", choice->options[i].name);
    text_add(&figure->csv, "\n");
    for (size_t k = 0; k < choice->times_count; k++) {
        figure_csv_week(figure, choice->times[k]);
        for (size_t i = 0; i < choice->count; i++)
            figure_csv_number(figure, choice->options[i].holds ? choice->options[i].holds[k] : (double)NAN, 4);
        text_add(&figure->csv, "\n");
    }
}

static void write_data(struct figure *figure, const struct curves *curves)
{
    const struct choice *choice = figure->choice;
    figure_block_open(figure, "curves");
    for (size_t k = 0; k < choice->times_count; k++) {
        double row[CHOICE_OPTIONS + 1] = {choice->times[k]};
        for (size_t i = 0; i < choice->count; i++)
            row[i + 1] = choice->options[i].holds[k];
        figure_row(figure, row, choice->count + 1);
    }
    figure_block_close(figure);
    figure_block_open(figure, "even");
    bool any = false;
    for (size_t i = 0; i < choice->count; i++)
        if (!isnan(curves->even[i])) {
            figure_row(figure, (double[]){curves->even[i], 0.5}, 2);
            any = true;
        }
    if (!any)
        figure_row(figure, (double[]){(double)NAN, (double)NAN}, 2);
    figure_block_close(figure);
}

static void draw_names(struct figure *figure, const struct curves *curves)
{
    const struct choice *choice = figure->choice;
    struct ends_name names[CHOICE_OPTIONS];
    struct text words[CHOICE_OPTIONS] = {0};
    for (size_t i = 0; i < choice->count; i++) {
        struct theme_words look = {THEME_LABEL, i == curves->best, choice_look(i).words};
        char percent[WORDS_SHORT];
        words_percent(curves->last[i], percent);
        choice_label(choice, i, theme_font(look), ends_room(label_width, percent, look), &words[i]);
        text_printf(&words[i], "  %s", percent);
        names[i] = (struct ends_name){words[i].at, look, choice_look(i).colour, curves->last[i]};
    }
    ends_draw(figure, names, choice->count);
    for (size_t i = 0; i < choice->count; i++)
        text_release(&words[i]);
}

static void plot(struct figure *figure, const struct curves *curves)
{
    const struct choice *choice = figure->choice;
    struct text *draw = &figure->draw;
    text_add(draw, "plot ");
    for (size_t i = 0; i < choice->count; i++) {
        struct choice_look look = choice_look(i);
        text_printf(draw, "%s$dates_curves using 1:%zu with lines lw %g lc rgb '%s'%s%s title 'option'",
                    i ? ", \\\n    " : "", i + 2, i == curves->best ? 3.2 : 2.0, look.colour,
                    text_equal(look.dash, "solid") ? "" : " dt ", text_equal(look.dash, "solid") ? "" : look.dash);
    }
    text_add(draw, ", \\\n    $dates_even using 1:2 with points pt 7 ps 1.3 lc rgb 'white' title 'edge'"
                   ", \\\n    $dates_even using 1:2 with points pt 7 ps 0.9 lc rgb '" THEME_DARK "' title 'even'\n");
}

static void draw_dates(struct figure *figure, const struct curves *curves)
{
    const struct choice *choice = figure->choice;
    double most = 0;
    for (size_t i = 0; i < choice->count; i++)
        for (size_t k = 0; k < choice->times_count; k++)
            most = fmax(most, choice->options[i].holds[k]);
    axis_value(figure, AXIS_SHARE, fmax(most, 0.2), 5, true);
    figure->area.right = THEME_WIDTH - 8 - label_width;
    axis_time(figure, choice->times[0], choice->times[choice->times_count - 1], AXIS_FULL);
    char date[32];
    figure_date(figure, choice->by, date);
    marks_draw(figure, (struct marks_extra){"Target date", date, choice->by}, "#A6A6A6");
    axis_ranges(figure);
    write_data(figure, curves);
    draw_names(figure, curves);
    plot(figure, curves);
}

void comparison_dates(struct figure *figure)
{
    const struct choice *choice = figure->choice;
    struct curves curves = gather(choice);
    write_headline(figure, &curves);
    text_printf(&figure->subtitle, "Chance of %s on each date", choice->aim ? choice->aim : "the target");
    if (choice->hold > 0) {
        char weeks[WORDS_SHORT];
        words_weeks(choice->hold, weeks);
        text_printf(&figure->subtitle, ", having held for %s", weeks);
    }
    text_add(&figure->subtitle, ".");
    text_add(&figure->note, "Dots mark an even chance");
    write_alt(figure, &curves);
    write_csv(figure);
    figure_frame(figure);
    if (curves.known)
        draw_dates(figure, &curves);
    else
        figure_nothing(figure, choice_unjudged(figure->choice));
}
