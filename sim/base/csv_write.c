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

/* As %.9g, which takes its time: most numbers of a long table are counts of people or cases, and many are 0. */
void csv_number(struct text *out, double value)
{
    char digits[40];
    bool whole = fabs(value) < 1e9 && value == (double)(long)value;
    if (!isfinite(value))
        text_add(out, ",");
    else if (value == 0)
        text_add(out, ",0");
    else {
        int length = whole ? snprintf(digits, sizeof digits, ",%ld", (long)value)
                           : snprintf(digits, sizeof digits, ",%.9g", value);
        text_add_n(out, digits, (size_t)length);
    }
}
