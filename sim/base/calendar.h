/* The calendar: dates as day numbers, working days of England, financial years.
 *
 * A date is a count of days since 1 January 1970 in the Gregorian calendar. No time zone, no clock, no locale. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

typedef long calendar_day;

struct calendar_date {
    int year, month, day; /* month and day from 1 */
};

calendar_day calendar_from_date(struct calendar_date date);
struct calendar_date calendar_to_date(calendar_day day);
bool calendar_is_valid(struct calendar_date date); /* years 1900 to 2200 */

/* 0 Monday ... 6 Sunday. */
int calendar_weekday(calendar_day day);

/* "2020-10-05" */
void calendar_iso(calendar_day day, char out[static 11]);
/* "5 October 2020" */
void calendar_long(calendar_day day, char out[static 24]);

/* Bank holidays of England and Wales, computed (Easter, the Monday rules, substitutes), with the proclaimed exceptions
 * since 1995, such as 2020 (VE day moved to 8 May), 2022 (2 and 3 June, 19 September) and 2023 (8 May); of earlier
 * years today's rules. A holiday on a weekend is its substitute. Source: gov.uk/bank-holidays and the Banking and
 * Financial Dealings Act 1971. To add a proclaimed day, add a row in calendar.c. */
bool calendar_is_bank_holiday(calendar_day day);
bool calendar_is_working_day(calendar_day day);

/* Whole working days after `from` up to and including `to`; 0 when to <= from. */
long calendar_working_days(calendar_day from, calendar_day to);

/* The year in which the financial year holding `day` starts: 2020 for 1 April 2020 to 31 March 2021. */
int calendar_financial_year(calendar_day day);

#endif
