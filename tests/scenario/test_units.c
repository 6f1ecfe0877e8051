#include <criterion/criterion.h>

#include <math.h>
#include <string.h>

#include "scenario/units.h"

static const struct unit_context real = {365.25 / 7};
static const struct unit_context plain = {52};

#define YEAR (365.25 / 7)

Test(units, reads_what_planners_write)
{
    const struct {
        const char *text;
        enum unit unit;
        double value;
    } cases[] = {
        {"0.35", UNIT_NONE, 0.35},
        {"-2", UNIT_NONE, -2},
        {"1,234.5", UNIT_NONE, 1234.5},
        {"500", UNIT_COUNT, 500},
        {"1,000,000", UNIT_COUNT, 1e6},
        {"17.5", UNIT_FTE, 17.5},
        {"17.5 FTE", UNIT_FTE, 17.5},
        {"0.33333", UNIT_FTE, 0.333},
        {"34.5%", UNIT_SHARE, 0.345},
        {"34.5 per cent", UNIT_SHARE, 0.345},
        {"120 %", UNIT_SHARE, 1.2},
        {"10%", UNIT_LEVEL, 0.1},
        {"18", UNIT_LEVEL, 18},
        {"28 weeks", UNIT_DURATION, 28},
        {"1 week", UNIT_DURATION, 1},
        {" 3  days ", UNIT_DURATION, 3.0 / 7},
        {"45 working days", UNIT_DURATION, 9},
        {"1 working day", UNIT_DURATION, 0.2},
        {"6 months", UNIT_DURATION, YEAR / 2},
        {"2 years", UNIT_DURATION, 2 * YEAR},
        {"0 weeks", UNIT_DURATION, 0},
        {"46.5 children per week", UNIT_RATE, 46.5},
        {"46.5 per week", UNIT_RATE, 46.5},
        {"10 per year", UNIT_RATE, 10 / YEAR},
        {"12 candidates per month", UNIT_RATE, 12 * 12 / YEAR},
        {"2 families per day", UNIT_RATE, 14},
        {"2 per working day", UNIT_RATE, 10},
        {"13.5% per year", UNIT_HAZARD, 0.135 / YEAR},
        {"2.5% per week", UNIT_HAZARD, 0.025},
        {"16% leaving within a year", UNIT_HAZARD, -log(0.84) / YEAR},
        {"16% within 2 years", UNIT_HAZARD, -log(0.84) / (2 * YEAR)},
        {"£770k", UNIT_MONEY, 77000000},
        {"£1.7m", UNIT_MONEY, 170000000},
        {"£5,500", UNIT_MONEY, 550000},
        {"£19.99", UNIT_MONEY, 1999},
        {"-£3", UNIT_MONEY, -300},
        {"£37,000 per year", UNIT_MONEY_RATE, 3700000 / YEAR},
        {"£1,800 per week", UNIT_MONEY_RATE, 180000},
        {"£1.2k worker per month", UNIT_MONEY_RATE, 120000 * 12 / YEAR},
        {"1.5% per case", UNIT_PER_CASE, 0.015},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char why[200];
        double value = -1;
        const char *wrong = units_read(cases[i].text, cases[i].unit, &real, &value, why);
        cr_assert_null(wrong, "\"%s\" %s", cases[i].text, wrong);
        cr_assert_float_eq(value, cases[i].value, 1e-12 * fabs(cases[i].value), "\"%s\" is %.17g", cases[i].text,
                           value);
    }
    char why[200];
    double value = 0;
    units_read("1 year", UNIT_DURATION, &plain, &value, why);
    cr_assert_eq(value, 52, "a year without a calendar is %g weeks", value);
    units_read("12 per month", UNIT_RATE, &plain, &value, why);
    cr_assert_float_eq(value, 12 * 12.0 / 52, 1e-12, "a month without a calendar is 52/12 weeks");
}

Test(units, refuses_with_words_that_help)
{
    static const struct {
        const char *text;
        enum unit unit;
        const char *wrong;
    } cases[] = {
        {"5500", UNIT_MONEY_RATE, "needs a unit, for example £5,500 per year"},
        {"£5,500", UNIT_MONEY_RATE, "needs a unit, for example £5,500 per year"},
        {"5500", UNIT_MONEY, "needs a unit, for example £770k"},
        {"16", UNIT_HAZARD, "needs a unit, for example 16% per year"},
        {"16%", UNIT_HAZARD, "needs a unit, for example 16% per year"},
        {"28", UNIT_DURATION, "needs a unit, for example 28 weeks"},
        {"0", UNIT_DURATION, "needs a unit, for example 28 weeks"},
        {"46.5", UNIT_RATE, "needs a unit, for example 46.5 per week"},
        {"0.345", UNIT_SHARE, "needs a unit; write 34.5%"},
        {"10% of all", UNIT_LEVEL, "must be a plain number or a percentage, for example 10%"},
        {"45", UNIT_SHARE, "needs a unit; write 45%"},
        {"28 weekz", UNIT_DURATION,
         "has an unknown unit of time \"weekz\"; use days, working days, weeks, months or years"},
        {"5 per fortnight", UNIT_RATE,
         "has an unknown unit of time \"fortnight\"; use days, working days, weeks, months or years"},
        {"three weeks", UNIT_DURATION, "is not a duration; write it like 28 weeks"},
        {"28%", UNIT_DURATION, "is not a duration; write it like 28 weeks"},
        {"28 weeks later", UNIT_DURATION, "is not a duration; write it like 28 weeks"},
        {"007", UNIT_COUNT, "has a leading zero; leave it out"},
        {"0,123", UNIT_COUNT, "has a leading zero; leave it out"},
        {"1_000", UNIT_COUNT, "has an underscore in a number; write 1,000 or 1000"},
        {"0x10", UNIT_COUNT, "is not a decimal number"},
        {"12:30", UNIT_COUNT, "is not a number"},
        {"1e5", UNIT_NONE, "has an exponent; write the number out"},
        {".5", UNIT_NONE, "has a point without digits on both sides; write 0.5"},
        {"5.", UNIT_NONE, "has a point without digits on both sides; write 0.5"},
        {".inf", UNIT_NONE, "has a point without digits on both sides; write 0.5"},
        {"inf", UNIT_NONE, "is not a plain number; write it like 0.35"},
        {"nan", UNIT_NONE, "is not a plain number; write it like 0.35"},
        {"+5", UNIT_NONE, "is not a plain number; write it like 0.35"},
        {"1,5", UNIT_NONE, "has a comma in the wrong place; write 1,234 or 1234, and a point for decimals"},
        {"12,34,567", UNIT_NONE, "has a comma in the wrong place; write 1,234 or 1234"},
        {"1234,567", UNIT_NONE, "has a comma in the wrong place; write 1,234 or 1234"},
        {"12345678901234567890", UNIT_NONE, "has too many digits"},
        {"0.35%", UNIT_NONE, "must be a plain number without a unit, for example 0.35"},
        {"5 cases", UNIT_COUNT, "must be a plain number without a unit, for example 500"},
        {"2.5", UNIT_COUNT, "is not a whole number"},
        {"£1.7b", UNIT_MONEY, "is not a sum of money; write it like £770k"},
        {"50p", UNIT_MONEY, "is not a sum of money; write it like £770k"},
        {"£0.001", UNIT_MONEY, "is not a whole number of pence"},
        {"£5k per year", UNIT_MONEY, "is not a sum of money; write it like £770k"},
        {"100% within a year", UNIT_HAZARD, "must be at least 0% and below 100% within a time"},
        {"1.5%", UNIT_PER_CASE, "needs a unit, for example 1.5% per case"},
        {"0.015", UNIT_PER_CASE, "needs a unit, for example 1.5% per case"},
        {"46.5 lots of children per week", UNIT_RATE, "is not a rate; write it like 46.5 per week"},
        {"", UNIT_NONE, "is not a plain number; write it like 0.35"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char why[200];
        double value;
        const char *wrong = units_read(cases[i].text, cases[i].unit, &real, &value, why);
        cr_assert_not_null(wrong, "\"%s\" was accepted", cases[i].text);
        cr_assert_str_eq(wrong, cases[i].wrong, "\"%s\" %s", cases[i].text, wrong);
    }
}

Test(units, reads_dates)
{
    static const struct {
        const char *text, *wrong;
    } bad[] = {
        {"06/04/2020", "is ambiguous; write 2020-04-06 or 2020-06-04"},
        {"06-04-2020", "is ambiguous; write 2020-04-06 or 2020-06-04"},
        {"06.06.2020", "is not how dates are written here; write 2020-06-06"},
        {"31/12/2020", "is not how dates are written here; write 2020-12-31"},
        {"2020-02-30", "does not exist: that month has 29 days"},
        {"2020-13", "does not exist: months go from 01 to 12"},
        {"2020-12-32", "does not exist: that month has 31 days"},
        {"04/25/2020", "is not how dates are written here; write 2020-04-25"},
        {"1066-10-14", "is outside the years that are known here, 1900 to 2200"},
        {"5 October 2020", "is not a date; write it like 2020-10-05"},
        {"2020-1-5", "is not a date; write it like 2020-10-05"},
        {"2020", "is not a date; write it like 2020-10-05"},
        {"2020-10-05T00:00", "is not a date; write it like 2020-10-05"},
    };
    char why[200];
    calendar_day day = 0;
    cr_assert_null(units_read_date("2020-10-05", &day, why), "a date");
    cr_assert_eq(day, calendar_from_date((struct calendar_date){2020, 10, 5}), "5 October 2020 is day %ld", day);
    cr_assert_null(units_read_date("2020-10", &day, why), "a month");
    cr_assert_eq(day, calendar_from_date((struct calendar_date){2020, 10, 1}), "October starts on day %ld", day);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *wrong = units_read_date(bad[i].text, &day, why);
        cr_assert_not_null(wrong, "\"%s\" was accepted", bad[i].text);
        cr_assert_str_eq(wrong, bad[i].wrong, "\"%s\" %s", bad[i].text, wrong);
    }
}

Test(units, whole_numbers_keep_every_digit)
{
    char why[200];
    int64_t value = 0;
    cr_assert_null(units_read_whole("9007199254740993", &value, why), "a long seed");
    cr_assert_eq(value, 9007199254740993, "lost digits");
    cr_assert_null(units_read_whole("-1,000", &value, why), "a negative number with a comma");
    cr_assert_eq(value, -1000, "is -1000");
    cr_assert_str_eq(units_read_whole("2.0", &value, why), "is not a whole number", "2.0");
    cr_assert_str_eq(units_read_whole("2 runs", &value, why), "must be a whole number without a unit", "2 runs");
    cr_assert_str_eq(units_read_whole("two", &value, why), "is not a whole number", "two");
}

Test(units, compares_units)
{
    cr_assert(units_same("3 weeks", "1 week"), "plural");
    cr_assert(units_same("46.5 children per week", "43 per week"), "noun");
    cr_assert(units_same("45%", "65%"), "shares");
    cr_assert(!units_same("3 weeks", "2 days"), "weeks and days");
    cr_assert(!units_same("3 working days", "2 days"), "working days and days");
    cr_assert(!units_same("16% per year", "16% within a year"), "hazard and chance");
}

Test(units, writes_what_a_planner_would)
{
    static const struct {
        double value;
        enum unit unit;
        const char *text;
    } cases[] = {
        {8.2, UNIT_DURATION, "8.2 weeks"},
        {1, UNIT_DURATION, "1 week"},
        {2 * YEAR, UNIT_DURATION, "2 years"},
        {3.0 / 7, UNIT_DURATION, "3 days"},
        {0, UNIT_DURATION, "0 weeks"},
        {1.0 / 3, UNIT_DURATION, "0.333333 weeks"},
        {46.5, UNIT_RATE, "46.5 per week"},
        {10 / YEAR, UNIT_RATE, "10 per year"},
        {0.135 / YEAR, UNIT_HAZARD, "13.5% per year"},
        {0.345, UNIT_SHARE, "34.5%"},
        {170000000, UNIT_MONEY, "£1,700,000"},
        {1999, UNIT_MONEY, "£19.99"},
        {-300, UNIT_MONEY, "-£3"},
        {3700000 / YEAR, UNIT_MONEY_RATE, "£37,000 per year"},
        {0.015, UNIT_PER_CASE, "1.5% per case"},
        {17.5, UNIT_FTE, "17.5"},
        {1000000, UNIT_COUNT, "1000000"},
        {-0.0, UNIT_NONE, "0"},
        {0.000015, UNIT_NONE, "0.000015"},
        {123456789, UNIT_NONE, "123456789"},
        {(double)INFINITY, UNIT_DURATION, "none"},
        {(double)NAN, UNIT_DURATION, "not given"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        units_write(cases[i].value, cases[i].unit, &real, out);
        cr_assert_str_eq(out, cases[i].text, "%g is \"%s\", not \"%s\"", cases[i].value, out, cases[i].text);
    }
}

/* Whatever is written reads back as the same value, to the six digits shown or the penny. */
Test(units, what_is_written_reads_back)
{
    unsigned state = 1;
    for (int i = 0; i < 20000; i++) {
        state = state * 1664525u + 1013904223u;
        double mantissa = (double)(state >> 8) / (1 << 24);
        double value = (mantissa + 0.05) * pow(10, (int)(state % 9) - 4);
        enum unit unit = (enum unit)(i % (UNIT_PER_CASE + 1));
        value = unit == UNIT_COUNT || unit == UNIT_MONEY ? round(value * 100) : value;
        value = unit == UNIT_FTE ? round(value * 1000) / 1000 : value;
        char out[64], why[200];
        double back = 0;
        units_write(value, unit, i % 2 ? &real : &plain, out);
        const char *wrong = units_read(out, unit, i % 2 ? &real : &plain, &back, why);
        cr_assert_null(wrong, "\"%s\" %s", out, wrong);
        double penny = unit == UNIT_MONEY_RATE ? 0.5 : 0;
        cr_assert(fabs(back - value) <= penny + 1e-5 * fabs(value), "%.17g became \"%s\", %.17g", value, out, back);
    }
}
