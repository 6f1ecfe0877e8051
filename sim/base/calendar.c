#include "base/calendar.h"

#include <stdio.h>

enum { MONDAY, SATURDAY = 5, DAYS_PER_ERA = 146097, DAYS_TO_EPOCH = 719468 };

/* Days and dates by eras of 400 years that start on 1 March, so that the leap day is the last of its year. */
calendar_day calendar_from_date(struct calendar_date date)
{
    long year = date.year - (date.month <= 2);
    long era = (year >= 0 ? year : year - 399) / 400;
    long year_of_era = year - era * 400;
    long day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH;
}

struct calendar_date calendar_to_date(calendar_day day)
{
    long from_era = day + DAYS_TO_EPOCH;
    long era = (from_era >= 0 ? from_era : from_era - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    long day_of_era = from_era - era * DAYS_PER_ERA;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month = (5 * day_of_year + 2) / 153; /* 0 March ... 11 February */
    struct calendar_date date = {
        .year = (int)(year_of_era + era * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
    return date;
}

bool calendar_is_valid(struct calendar_date date)
{
    if (date.year < 1900 || date.year > 2200 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31)
        return false;
    struct calendar_date same = calendar_to_date(calendar_from_date(date));
    return same.day == date.day;
}

int calendar_weekday(calendar_day day)
{
    long from_monday = (day + 3) % 7; /* 1 January 1970 was a Thursday */
    return (int)(from_monday < 0 ? from_monday + 7 : from_monday);
}

void calendar_iso(calendar_day day, char out[static 11])
{
    struct calendar_date date = calendar_to_date(day);
    snprintf(out, 11, "%04d-%02d-%02d", (unsigned)date.year % 10000, (unsigned)date.month % 100,
             (unsigned)date.day % 100);
}

void calendar_long(calendar_day day, char out[static 24])
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    struct calendar_date date = calendar_to_date(day);
    snprintf(out, 24, "%d %s %d", date.day, months[date.month - 1], date.year);
}

/* The anonymous Gregorian algorithm (Nature, 1876; Meeus, Astronomical Algorithms). */
static calendar_day easter_sunday(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int g = (8 * b + 13) / 25;
    int h = (19 * a + b - b / 4 - g + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 19 * l) / 433;
    int month = (h + l - 7 * m + 90) / 25;
    int day = (h + l - 7 * m + 33 * month + 19) % 32;
    return calendar_from_date((struct calendar_date){year, month, day});
}

/* What was proclaimed besides the rules: a holiday added, or one of the rules' taken away. */
static const struct proclamation {
    struct calendar_date date;
    bool holiday;
} proclamations[] = {
    {{1995, 5, 1}, false}, {{1995, 5, 8}, true},  {{1999, 12, 31}, true}, {{2002, 5, 27}, false}, {{2002, 6, 3}, true},
    {{2002, 6, 4}, true},  {{2011, 4, 29}, true}, {{2012, 5, 28}, false}, {{2012, 6, 4}, true},   {{2012, 6, 5}, true},
    {{2020, 5, 4}, false}, {{2020, 5, 8}, true},  {{2022, 5, 30}, false}, {{2022, 6, 2}, true},   {{2022, 6, 3}, true},
    {{2022, 9, 19}, true}, {{2023, 5, 8}, true},
};

static bool is_holiday_by_rule(calendar_day day, struct calendar_date date, int weekday)
{
    if (weekday >= SATURDAY) /* the substitute is the holiday */
        return false;
    bool monday = weekday == MONDAY;
    switch (date.month) {
    case 1:
        return date.day == 1 || (monday && date.day <= 3);
    case 5:
        return monday && (date.day <= 7 || date.day > 31 - 7);
    case 8:
        return monday && date.day > 31 - 7;
    case 12: /* 27 and 28 stand in for 25 and 26 when these fall on a weekend */
        return date.day == 25 || date.day == 26 || ((date.day == 27 || date.day == 28) && weekday <= MONDAY + 1);
    case 3:
    case 4: {
        calendar_day easter = easter_sunday(date.year);
        return day == easter - 2 || day == easter + 1;
    }
    default:
        return false;
    }
}

bool calendar_is_bank_holiday(calendar_day day)
{
    struct calendar_date date = calendar_to_date(day);
    for (size_t i = 0; i < sizeof proclamations / sizeof *proclamations; i++) {
        struct calendar_date said = proclamations[i].date;
        if (said.year == date.year && said.month == date.month && said.day == date.day)
            return proclamations[i].holiday;
    }
    return is_holiday_by_rule(day, date, calendar_weekday(day));
}

bool calendar_is_working_day(calendar_day day)
{
    return calendar_weekday(day) < SATURDAY && !calendar_is_bank_holiday(day);
}

long calendar_working_days(calendar_day from, calendar_day to)
{
    long days = 0;
    for (calendar_day day = from + 1; day <= to; day++)
        days += calendar_is_working_day(day);
    return days;
}

int calendar_financial_year(calendar_day day)
{
    struct calendar_date date = calendar_to_date(day);
    return date.month >= 4 ? date.year : date.year - 1;
}
