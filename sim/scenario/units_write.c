/* Dates, and writing: the shortest words that read back as the same value. */
#include <ctype.h>
#include <math.h>

#include "base/text.h"
#include "scenario/units.h"

/* --- dates --- */

static bool all_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

static int digits_value(const char *text, size_t length)
{
    int value = 0;
    for (size_t i = 0; i < length; i++)
        value = 10 * value + (text[i] - '0');
    return value;
}

/* "06/04/2020" and its kin: both ways to read it, when both are dates. */
static bool explain_slashes(const char *text, char why[static 200])
{
    char separator;
    int first, second, year, end = 0;
    if (sscanf(text, "%2d%c%2d%*c%4d%n", &first, &separator, &second, &year, &end) != 4 || text[end] != '\0' ||
        (separator != '/' && separator != '.' && separator != '-'))
        return false;
    struct calendar_date british = {year, second, first}, american = {year, first, second};
    bool both = calendar_is_valid(british) && calendar_is_valid(american) && first != second;
    if (both) {
        snprintf(why, 200, "is ambiguous; write %04d-%02d-%02d or %04d-%02d-%02d", year, second, first, year, first,
                 second);
    } else if (calendar_is_valid(british)) {
        snprintf(why, 200, "is not how dates are written here; write %04d-%02d-%02d", year, second, first);
    } else if (calendar_is_valid(american)) {
        snprintf(why, 200, "is not how dates are written here; write %04d-%02d-%02d", year, first, second);
    } else {
        return false;
    }
    return true;
}

/* The first day of the next month tells how many days this one has. */
static int days_in_month(int year, int month)
{
    struct calendar_date first = {year, month, 1}, next = {year + month / 12, month % 12 + 1, 1};
    return (int)(calendar_from_date(next) - calendar_from_date(first));
}

static void explain_invalid(struct calendar_date date, char *why)
{
    if (date.year < 1900 || date.year > 2200)
        snprintf(why, 200, "is outside the years that are known here, 1900 to 2200");
    else if (date.month < 1 || date.month > 12)
        snprintf(why, 200, "does not exist: months go from 01 to 12");
    else
        snprintf(why, 200, "does not exist: that month has %d days", days_in_month(date.year, date.month));
}

const char *units_read_date(const char *text, calendar_day *day, char why[static 200])
{
    size_t length = strlen(text);
    bool month_only = length == 7;
    bool shaped = (month_only || length == 10) && all_digits(text, 4) && text[4] == '-' && all_digits(text + 5, 2) &&
                  (month_only || (text[7] == '-' && all_digits(text + 8, 2)));
    if (!shaped) {
        if (!explain_slashes(text, why))
            snprintf(why, 200, "is not a date; write it like 2020-10-05");
        return why;
    }
    struct calendar_date date = {digits_value(text, 4), digits_value(text + 5, 2),
                                 month_only ? 1 : digits_value(text + 8, 2)};
    if (!calendar_is_valid(date)) {
        explain_invalid(date, why);
        return why;
    }
    *day = calendar_from_date(date);
    return NULL;
}

/* --- numbers --- */

/* Six significant digits at most, never an exponent for what a scenario may hold, no trailing zeros. */
static void number_text(double value, char out[static 40])
{
    double magnitude = fabs(value);
    int whole_digits = magnitude < 1 ? 0 : (int)floor(log10(magnitude)) + 1;
    int leading_zeros = magnitude > 0 && magnitude < 1 ? (int)-floor(log10(magnitude)) - 1 : 0;
    int decimals = 6 - whole_digits + leading_zeros;
    if (decimals > 20 || magnitude >= 1e18) {
        snprintf(out, 40, "%.6g", value);
        return;
    }
    snprintf(out, 40, "%.*f", decimals < 0 ? 0 : decimals, value);
    if (strchr(out, '.') != NULL) {
        size_t length = strlen(out);
        while (out[length - 1] == '0')
            out[--length] = '\0';
        if (out[length - 1] == '.')
            out[length - 1] = '\0';
    }
    if (text_equal(out, "-0"))
        snprintf(out, 40, "0");
}

/* Pounds with thousands commas, and pence when there are any. */
static void money_text(double pence, char out[static 40])
{
    if (fabs(pence) >= 1e17) {
        snprintf(out, 40, "£%.6g", pence / 100);
        return;
    }
    long long total = llround(fabs(pence));
    struct text words = {0};
    text_add(&words, pence < 0 && total > 0 ? "-£" : "£");
    text_add_thousands(&words, total / 100);
    if (total % 100 != 0)
        text_printf(&words, ".%02lld", total % 100);
    snprintf(out, 40, "%s", words.at);
    text_release(&words);
}

/* --- periods --- */

struct period {
    const char *name;
    double weeks; /* 0: a year's worth, from the context; negative: that share of a year */
};

static const struct period week_first[] = {
    {"week", 1}, {"year", 0}, {"month", -12}, {"day", 1.0 / 7}, {"working day", 0.2}};
static const struct period year_first[] = {
    {"year", 0}, {"week", 1}, {"month", -12}, {"day", 1.0 / 7}, {"working day", 0.2}};
enum { PERIODS = 5 };

static double period_weeks(const struct period *period, const struct unit_context *context)
{
    if (period->weeks > 0)
        return period->weeks;
    return period->weeks < 0 ? context->weeks_per_year / -period->weeks : context->weeks_per_year;
}

static void write_in(double value, enum unit unit, const struct period *period, double weeks, char out[static 64])
{
    char number[40];
    if (unit == UNIT_DURATION) {
        number_text(value / weeks, number);
        snprintf(out, 64, "%s %s%s", number, period->name, text_equal(number, "1") ? "" : "s");
    } else if (unit == UNIT_HAZARD) {
        number_text(value * weeks * 100, number);
        snprintf(out, 64, "%s%% per %s", number, period->name);
    } else if (unit == UNIT_MONEY_RATE) {
        money_text(value * weeks, number);
        snprintf(out, 64, "%s per %s", number, period->name);
    } else {
        number_text(value * weeks, number);
        snprintf(out, 64, "%s per %s", number, period->name);
    }
}

/* In the first period that loses nothing, else in the first. */
static void write_period(double value, enum unit unit, const struct unit_context *context, char out[static 64])
{
    const struct period *periods = unit == UNIT_DURATION || unit == UNIT_RATE ? week_first : year_first;
    for (size_t i = 0; i < PERIODS; i++) {
        double back = 0;
        char why[200];
        write_in(value, unit, &periods[i], period_weeks(&periods[i], context), out);
        if (units_read(out, unit, context, &back, why) == NULL && fabs(back - value) <= 1e-12 * fabs(value))
            return;
    }
    write_in(value, unit, &periods[0], period_weeks(&periods[0], context), out);
}

void units_write(double value, enum unit unit, const struct unit_context *context, char out[static 64])
{
    char number[40];
    if (isnan(value)) {
        snprintf(out, 64, "not given");
    } else if (isinf(value)) {
        snprintf(out, 64, value > 0 ? "none" : "-none");
    } else if (unit == UNIT_MONEY) {
        money_text(value, number);
        snprintf(out, 64, "%s", number);
    } else if (unit == UNIT_DURATION || unit == UNIT_RATE || unit == UNIT_HAZARD || unit == UNIT_MONEY_RATE) {
        write_period(value, unit, context, out);
    } else {
        bool percent = unit == UNIT_SHARE || unit == UNIT_PER_CASE;
        number_text(percent ? value * 100 : value, number);
        snprintf(out, 64, "%s%s", number, unit == UNIT_SHARE ? "%" : unit == UNIT_PER_CASE ? "% per case" : "");
    }
}
