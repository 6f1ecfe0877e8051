/* Hostile dates: whatever the bytes, reading ends with words or with a day that is in the calendar, that is written back as
 * the same day, and that stands where its neighbours say. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "scenario/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *text, const char *why)
{
    fprintf(stderr, "\"%s\": %s\n", text, why);
    abort();
}

static void check_day(const char *text, calendar_day day)
{
    char iso[11], words[24], why[200];
    calendar_day back;
    struct calendar_date date = calendar_to_date(day);
    calendar_iso(day, iso);
    calendar_long(day, words);
    if (!calendar_is_valid(date) || calendar_from_date(date) != day)
        fail(text, "is no day of the calendar");
    if (units_read_date(iso, &back, why) != NULL || back != day)
        fail(text, "is not read back");
    if (calendar_weekday(day + 7) != calendar_weekday(day) || calendar_weekday(day) > 6)
        fail(text, "has no weekday");
    if (calendar_working_days(day - 1, day) != calendar_is_working_day(day))
        fail(text, "is counted otherwise than it is said to be");
    int year = calendar_financial_year(day);
    if (year != date.year - (date.month < 4))
        fail(text, "is in another financial year");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = calloc(size + 1, 1), why[200];
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    calendar_day day;
    const char *wrong = units_read_date(text, &day, why);
    if (wrong == NULL)
        check_day(text, day);
    else if (wrong[0] == '\0' || strlen(wrong) >= sizeof why)
        fail(text, "is refused without words");
    free(text);
    return 0;
}
