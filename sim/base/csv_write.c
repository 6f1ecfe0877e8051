#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"

void csv_quoted(struct text *out, const char *words)
{
    text_add(out, "\"");
    for (; *words != '\0'; words++)
        if (*words == '"')
            text_add(out, "\"\"");
        else
            text_add_n(out, *words == '\n' || *words == '\r' ? " " : words, 1);
    text_add(out, "\"");
}

void csv_words(struct text *out, const char *words)
{
    if (words[strcspn(words, ",\"\r\n")] == '\0')
        text_add(out, words);
    else
        csv_quoted(out, words);
}

enum { DIGITS = 9, SMALLEST = -4 }; /* significant digits, and the power of ten below which %g turns to exponents */

/* The digits of a number as a whole number of nine of them, and the power of ten that the first one stands for. False where
 * doubles cannot tell which way the last digit is rounded, and outside what is written without an exponent. */
static bool find_digits(double value, long *digits, int *power)
{
    static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
    static const double unsure = 1e-6; /* a product below 1e9 is out by a tenth of that at most */
    if (value < 1.001e-4 || value >= 9.99e8)
        return false;
    int up = DIGITS - 1 - SMALLEST;
    while (value * tens[up] >= tens[DIGITS])
        up--;
    double scaled = value * tens[up], below = floor(scaled);
    *digits = (long)below + (scaled - below > 0.5);
    *power = DIGITS - 1 - up;
    return fabs(scaled - below - 0.5) > unsure && *digits >= 100000000 && *digits < 1000000000;
}

/* As %.9g, which takes ten times as long; null when that has to do it. Returns where the digits begin in `text`. */
static const char *write_digits(double value, char text[static 40], size_t *length)
{
    long digits;
    int power;
    if (!find_digits(fabs(value), &digits, &power))
        return NULL;
    int places = DIGITS - 1 - power; /* after the point */
    char *end = text + 39, *at = end;
    bool needed = false; /* once a digit is not 0, all before it are */
    for (int place = places; place >= 0 || digits > 0; place--) {
        needed = needed || digits % 10 != 0 || place <= 0;
        if (place == 0 && at != end)
            *--at = '.';
        if (needed)
            *--at = (char)('0' + digits % 10);
        digits /= 10;
    }
    if (value < 0)
        *--at = '-';
    *length = (size_t)(end - at);
    return at;
}

/* Most numbers of a long table are counts of people or cases, and many are 0. */
void csv_number(struct text *out, double value)
{
    char digits[40];
    size_t length;
    bool whole = fabs(value) < 1e9 && value == (double)(long)value;
    text_add(out, ",");
    if (!isfinite(value))
        return;
    const char *written = whole ? NULL : write_digits(value, digits, &length);
    if (written != NULL)
        text_add_n(out, written, length);
    else if (value == 0)
        text_add(out, "0");
    else if (whole)
        text_printf(out, "%ld", (long)value);
    else
        text_printf(out, "%.9g", value);
}
