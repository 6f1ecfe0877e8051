/* The calendar against the C library, against published bank holidays, and against itself. */
#include <criterion/criterion.h>
#include <time.h>

#include "base/calendar.h"

static calendar_day day_of(int year, int month, int day)
{
    return calendar_from_date((struct calendar_date){year, month, day});
}

Test(calendar, every_day_of_three_centuries)
{
    calendar_day first = day_of(1900, 1, 1), last = day_of(2200, 12, 31);
    cr_assert_eq(day_of(1970, 1, 1), 0);
    cr_assert_eq(last - first, 109937, "300 years and a year, with 73 leap days");
    for (calendar_day day = first; day <= last; day++) {
        time_t seconds = day * 86400L;
        struct tm tm;
        gmtime_r(&seconds, &tm);
        struct calendar_date date = calendar_to_date(day);
        cr_assert(date.year == tm.tm_year + 1900 && date.month == tm.tm_mon + 1 && date.day == tm.tm_mday, "day %ld",
                  day);
        cr_assert_eq(calendar_from_date(date), day, "day %ld there and back", day);
        cr_assert_eq(calendar_weekday(day), (tm.tm_wday + 6) % 7, "weekday of day %ld", day);
        cr_assert(calendar_is_valid(date), "day %ld", day);
        cr_assert_eq(calendar_financial_year(day), tm.tm_mon >= 3 ? date.year : date.year - 1, "day %ld", day);
    }
    cr_assert(!calendar_is_valid((struct calendar_date){2021, 2, 29}) &&
              !calendar_is_valid((struct calendar_date){1900, 2, 29}));
    cr_assert(!calendar_is_valid((struct calendar_date){2020, 13, 1}) &&
              !calendar_is_valid((struct calendar_date){2020, 4, 31}));
    cr_assert(!calendar_is_valid((struct calendar_date){1899, 12, 31}) &&
              !calendar_is_valid((struct calendar_date){2020, 0, 0}));
}

Test(calendar, words)
{
    char iso[11], words[24];
    calendar_iso(day_of(2020, 10, 5), iso);
    calendar_long(day_of(2020, 10, 5), words);
    cr_assert_str_eq(iso, "2020-10-05");
    cr_assert_str_eq(words, "5 October 2020");
    calendar_long(day_of(2022, 9, 30), words);
    cr_assert_str_eq(words, "30 September 2022");
}

/* gov.uk/bank-holidays, England and Wales; 2010 to 2012 for substitutes and the moved spring holiday. */
static const int published[][3] = {
    {2010, 1, 1},   {2010, 4, 2},   {2010, 4, 5},   {2010, 5, 3},   {2010, 5, 31},  {2010, 8, 30},  {2010, 12, 27},
    {2010, 12, 28}, {2011, 1, 3},   {2011, 4, 22},  {2011, 4, 25},  {2011, 4, 29},  {2011, 5, 2},   {2011, 5, 30},
    {2011, 8, 29},  {2011, 12, 26}, {2011, 12, 27}, {2012, 1, 2},   {2012, 4, 6},   {2012, 4, 9},   {2012, 5, 7},
    {2012, 6, 4},   {2012, 6, 5},   {2012, 8, 27},  {2012, 12, 25}, {2012, 12, 26}, {2019, 1, 1},   {2019, 4, 19},
    {2019, 4, 22},  {2019, 5, 6},   {2019, 5, 27},  {2019, 8, 26},  {2019, 12, 25}, {2019, 12, 26}, {2020, 1, 1},
    {2020, 4, 10},  {2020, 4, 13},  {2020, 5, 8},   {2020, 5, 25},  {2020, 8, 31},  {2020, 12, 25}, {2020, 12, 28},
    {2021, 1, 1},   {2021, 4, 2},   {2021, 4, 5},   {2021, 5, 3},   {2021, 5, 31},  {2021, 8, 30},  {2021, 12, 27},
    {2021, 12, 28}, {2022, 1, 3},   {2022, 4, 15},  {2022, 4, 18},  {2022, 5, 2},   {2022, 6, 2},   {2022, 6, 3},
    {2022, 8, 29},  {2022, 9, 19},  {2022, 12, 26}, {2022, 12, 27}, {2023, 1, 2},   {2023, 4, 7},   {2023, 4, 10},
    {2023, 5, 1},   {2023, 5, 8},   {2023, 5, 29},  {2023, 8, 28},  {2023, 12, 25}, {2023, 12, 26},
};

Test(calendar, published_bank_holidays)
{
    size_t at = 0, count = sizeof published / sizeof *published;
    for (int year = 2010; year <= 2023; year = year == 2012 ? 2019 : year + 1)
        for (calendar_day day = day_of(year, 1, 1); day <= day_of(year, 12, 31); day++) {
            bool expected = at < count && day == day_of(published[at][0], published[at][1], published[at][2]);
            char iso[11];
            calendar_iso(day, iso);
            cr_assert_eq(calendar_is_bank_holiday(day), expected, "%s", iso);
            at += expected;
        }
    cr_assert_eq(at, count);
}

/* The earliest and the latest Easter, and some between. */
Test(calendar, easter)
{
    static const int mondays[][3] = {{1913, 3, 24}, {1943, 4, 26}, {1954, 4, 19}, {1981, 4, 20},
                                     {2000, 4, 24}, {2008, 3, 24}, {2038, 4, 26}, {2076, 4, 20}};
    for (size_t i = 0; i < sizeof mondays / sizeof *mondays; i++) {
        calendar_day monday = day_of(mondays[i][0], mondays[i][1], mondays[i][2]);
        cr_assert(calendar_is_bank_holiday(monday) && calendar_is_bank_holiday(monday - 3), "%d", mondays[i][0]);
        cr_assert(!calendar_is_bank_holiday(monday - 1) && !calendar_is_bank_holiday(monday + 1), "%d", mondays[i][0]);
    }
    for (int year = 1900; year <= 2200; year++) {
        int holidays = 0;
        for (calendar_day day = day_of(year, 1, 1); day <= day_of(year, 12, 31); day++)
            holidays += calendar_is_bank_holiday(day);
        cr_assert(holidays == 8 || year == 1999 || year == 2002 || year == 2011 || year == 2012 || year == 2022 ||
                      year == 2023,
                  "%d has %d", year, holidays);
    }
}

Test(calendar, working_days)
{
    cr_assert_eq(calendar_working_days(day_of(2020, 12, 24), day_of(2021, 1, 4)), 4,
                 "29, 30 and 31 December, 4 January");
    cr_assert_eq(calendar_working_days(day_of(2020, 12, 31), day_of(2021, 12, 31)), 253);
    cr_assert_eq(calendar_working_days(day_of(2020, 10, 5), day_of(2020, 10, 5)), 0);
    cr_assert_eq(calendar_working_days(day_of(2020, 10, 5), day_of(2020, 10, 1)), 0);
    cr_assert_eq(calendar_working_days(day_of(2020, 10, 2), day_of(2020, 10, 4)), 0, "a weekend");
    for (calendar_day day = day_of(2019, 1, 1); day < day_of(2024, 1, 1); day += 11)
        cr_assert_eq(calendar_working_days(day, day + 45) + calendar_working_days(day + 45, day + 90),
                     calendar_working_days(day, day + 90), "from day %ld", day);
}
