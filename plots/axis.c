#include "plots/axis.h"

#include <math.h>

#include "base/calendar.h"
#include "experiment/words.h"

/* The least of 1, 2, 5 times a power of ten that takes `most` in at most `tics` steps. */
static double round_step(double most, int tics)
{
    double raw = most / tics, power = pow(10, floor(log10(raw)));
    static const double factors[] = {1, 2, 5, 10};
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        if (factors[i] * power >= raw * (1 - 1e-9))
            return factors[i] * power;
    return 10 * power;
}

static void write_number(enum axis_kind kind, double value, int decimals, char out[static WORDS_SHORT])
{
    if (kind == AXIS_SHARE)
        snprintf(out, WORDS_SHORT, "%.*f%%", decimals > 2 ? decimals - 2 : 0, value * 100);
    else
        words_number(value, decimals, out);
}

void axis_value(struct figure *figure, enum axis_kind kind, double most, int tics, bool labelled)
{
    static const struct theme_words look = {.points = THEME_AXIS};
    if (!isfinite(most) || most <= 0)
        most = 1;
    double step = round_step(most, tics);
    /* A little air above the highest value, but no share above the whole. */
    figure->most = kind == AXIS_SHARE && most <= 1 ? fmin(most * 1.08, 1) : most * 1.06;
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    text_add(&figure->draw, "set ytics (");
    for (int i = 0; i * step <= figure->most * (1 + 1e-9); i++) {
        char number[WORDS_SHORT] = "";
        if (labelled) {
            write_number(kind, i * step, decimals, number);
            double room = 12.5 + layout_width(number, theme_font(look)) + 9;
            figure->area.left = fmax(figure->area.left, room);
        }
        text_add(&figure->draw, i ? ", " : "");
        theme_quote_tic(&figure->draw, number);
        text_printf(&figure->draw, " %.9g", i * step);
    }
    text_add(&figure->draw, ")\n");
}

/* Tics from a round value at or below `low` to one at or above `high`, nought among them. */
static struct interval add_range(struct figure *figure, char side, struct interval wanted, double least, int tics,
                                 bool labelled, bool pounds)
{
    static const struct theme_words look = {.points = THEME_AXIS};
    double low = isfinite(wanted.low) ? fmin(wanted.low, 0) : 0,
           high = isfinite(wanted.high) ? fmax(wanted.high, 0) : 0;
    double step = round_step(fmax(high - low, least), tics);
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    struct interval range = {floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step};
    if (range.high <= range.low)
        range.high = range.low + step;
    text_printf(&figure->draw, "set %ctics (", side);
    for (double k = round(range.low / step); k * step <= range.high + step / 2; k++) {
        char amount[WORDS_SHORT] = "";
        if (labelled && pounds)
            words_pounds(k * step, amount);
        else if (labelled)
            words_number(k * step, decimals, amount);
        if (labelled && side == 'y')
            figure->area.left = fmax(figure->area.left, 12.5 + layout_width(amount, theme_font(look)) + 9);
        text_add(&figure->draw, figure->draw.at[figure->draw.length - 1] == '(' ? "" : ", ");
        theme_quote_tic(&figure->draw, amount);
        text_printf(&figure->draw, " %.9g", k * step + 0.0);
    }
    text_add(&figure->draw, ")\n");
    return range;
}

struct interval axis_pounds(struct figure *figure, char side, double low, double high, int tics, bool labelled)
{
    /* Less than a thousand pounds is nothing to decide by, and an axis of one pound would say £0 at both ends. */
    return add_range(figure, side, (struct interval){low, high}, 1000, tics, labelled, true);
}

struct interval axis_signed(struct figure *figure, double low, double high, int tics)
{
    return add_range(figure, 'y', (struct interval){low, high}, 0.1, tics, true, false);
}

/* One tic: words in one or two lines, all of them ours. */
static void add_tic(struct text *draw, double week, const char *first, int year)
{
    static const char opening[] = "set xtics nomirror out scale 0.5 (";
    bool is_first = draw->at[draw->length - 1] == '\n';
    text_add(draw, is_first ? opening : ", ");
    if (year)
        text_printf(draw, "\"%s%s%d\" %.9g", first, first[0] ? "\\n" : "", year, week);
    else
        text_printf(draw, "\"%s\" %.9g", first, week);
}

static void end_tics(struct text *draw)
{
    bool none = draw->at[draw->length - 1] == '\n';
    text_add(draw, none ? "unset xtics\n" : ")\n");
}

static const char *month_name(int month)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[month - 1];
}

static double week_of(const struct figure *figure, calendar_day day)
{
    return (double)(day - figure_day(figure, 0)) / 7;
}

/* Every `step` months, counted from January of year 0, as weeks; steps of whole years show the year alone. */
static int add_months(struct figure *figure, int step, bool write)
{
    struct calendar_date date = calendar_to_date(figure_day(figure, figure->from));
    long month = date.year * 12L + date.month - 1;
    if (date.day > 1)
        month++;
    month = (month + step - 1) / step * step;
    int count = 0;
    for (;; month += step, count++) {
        struct calendar_date first = {(int)(month / 12), (int)(month % 12) + 1, 1};
        double week = week_of(figure, calendar_from_date(first));
        if (week > figure->to)
            return count;
        if (!write)
            continue;
        if (step % 12 == 0)
            add_tic(&figure->draw, week, "", first.year);
        else
            add_tic(&figure->draw, week, month_name(first.month), first.month == 1 || count == 0 ? first.year : 0);
    }
}

/* For a horizon of a few weeks: days of the month, a week or more apart. */
static void add_days(struct figure *figure, double width)
{
    double weeks = figure->to - figure->from;
    int step = (int)ceil(75 * weeks / width);
    int year = 0;
    for (double week = figure->from; week <= figure->to + 1e-9; week += step > 0 ? step : 1) {
        struct calendar_date date = calendar_to_date(figure_day(figure, week));
        char day[32];
        snprintf(day, sizeof day, "%d %s", date.day, month_name(date.month));
        add_tic(&figure->draw, week, day, date.year != year ? date.year : 0);
        year = date.year;
    }
}

static void add_weeks(struct figure *figure, double width, bool compact)
{
    static const double steps[] = {0.1, 0.2, 0.5, 1, 2, 4, 13, 26, 52, 104, 260, 520, 1040};
    double weeks = figure->to - figure->from, least = (compact ? 45 : 80) * weeks / width;
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps && steps[i] < least)
        i++;
    /* Adding nought makes minus nought plain. */
    for (double k = ceil(figure->from / steps[i] - 1e-9); k * steps[i] <= figure->to + 1e-9; k++) {
        char week[32];
        snprintf(week, sizeof week, compact ? "%.6g" : "week %.6g", k * steps[i] + 0.0);
        add_tic(&figure->draw, k * steps[i], week, 0);
    }
}

static void write_end(const struct figure *figure, double week, char out[static WORDS_SHORT])
{
    struct calendar_date date = calendar_to_date(figure_day(figure, week));
    if ((figure->to - figure->from) * 7 < 93)
        snprintf(out, WORDS_SHORT, "%d %s", date.day, month_name(date.month));
    else
        words_short_month(figure_day(figure, week), out);
}

/* Both ends, for a panel in which there are not two New Years; within the panel, so that they do not meet the next one's. */
static void add_ends(struct figure *figure)
{
    static const struct theme_words look = {THEME_AXIS, false, THEME_DARK};
    char month[WORDS_SHORT];
    write_end(figure, figure->from, month);
    theme_label(&figure->draw, figure->area.left, figure->area.bottom + 18, THEME_LEFT, look, month);
    write_end(figure, figure->to, month);
    theme_label(&figure->draw, figure->area.right, figure->area.bottom + 18, THEME_RIGHT, look, month);
}

static void add_calendar(struct figure *figure, double width, bool compact)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
    double months = (figure->to - figure->from) * 7 / 30.44;
    size_t i = compact ? 4 : 0;
    while (i + 1 < sizeof steps / sizeof *steps && steps[i] * width / months < (steps[i] < 12 ? 80 : compact ? 46 : 60))
        i++;
    if (compact && add_months(figure, steps[i], false) < 2)
        add_ends(figure);
    else if (!compact && months < 3)
        add_days(figure, width);
    else
        add_months(figure, steps[i], true);
}

void axis_time(struct figure *figure, double from, double to, enum axis_detail detail)
{
    bool compact = detail == AXIS_COMPACT;
    figure->from = from;
    figure->to = to;
    double width = figure->area.right - figure->area.left;
    if (detail != AXIS_BARE && figure->facts.clock->calendar == CALENDAR_NONE)
        add_weeks(figure, width, compact);
    else if (detail != AXIS_BARE)
        add_calendar(figure, width, compact);
    end_tics(&figure->draw);
}

void axis_ranges(struct figure *figure)
{
    theme_margins(&figure->draw, figure->area);
    text_printf(&figure->draw, "set xrange [%.9g:%.9g]; set yrange [0:%.9g]\n", figure->from, figure->to, figure->most);
}
