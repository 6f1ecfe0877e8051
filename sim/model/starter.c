#include "model/starter.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { COUNT, SHARE, LEVEL, FTE, MONEY };

static const struct number_info {
    const char *question;
    enum kind kind;
    double fallback, least, most;
    const char *where;
} numbers[STARTER_NUMBERS] = {
#define NUMBER(id, question, kind, fallback, least, most, where) {question, kind, fallback, least, most, where},
#include "model/starter_numbers.def"
#undef NUMBER
};

calendar_day starter_after_census(int year)
{
    calendar_day day = calendar_from_date((struct calendar_date){year, 9, 30}) + 1;
    while (calendar_weekday(day) != 0)
        day++;
    return day;
}

void starter_defaults(struct starter *starter, const char *council)
{
    *starter = (struct starter){.council = council, .start = starter_after_census(2020)};
    starter->by = starter->start + 69L * 7;
    for (int i = 0; i < STARTER_NUMBERS; i++)
        starter->figures[i].value = numbers[i].fallback;
}

void starter_scale(struct starter *starter, enum starter_number number)
{
    struct starter_figure *figures = starter->figures;
    enum starter_number known =
        figures[STARTER_HOLDERS].origin != STARTER_ASSUMED ? STARTER_HOLDERS : STARTER_REFERRALS;
    double ratio = figures[known].value / numbers[known].fallback, value = numbers[number].fallback * ratio;
    if (figures[number].origin != STARTER_ASSUMED || figures[known].origin == STARTER_ASSUMED)
        return;
    if (numbers[number].kind == COUNT)
        figures[number].value = fmax(numbers[number].least, round(value));
    else if (numbers[number].kind == FTE)
        figures[number].value = fmax(numbers[number].least, round(value * 10) / 10);
}

const char *starter_question(enum starter_number number)
{
    return numbers[number].question;
}

const char *starter_where(enum starter_number number)
{
    return numbers[number].where;
}

void starter_show(enum starter_number number, double value, char out[static 64])
{
    struct text text = {0};
    switch (numbers[number].kind) {
    case SHARE:
        text_printf(&text, "%.4g%%", value * 100);
        break;
    case LEVEL:
        text_printf(&text, "%.4g", value);
        break;
    case FTE:
        text_add_thousands(&text, llround(value * 10) / 10);
        if (llround(value * 10) % 10 > 0)
            text_printf(&text, ".%d", (int)(llround(value * 10) % 10));
        break;
    case MONEY:
        text_add(&text, "£");
        text_add_thousands(&text, llround(value));
        break;
    case COUNT:
        text_add_thousands(&text, llround(value));
        break;
    }
    snprintf(out, 64, "%s", text.at);
    text_release(&text);
}

/* Digits with commas between them and at most one point, into `out` without the commas. */
static bool strip(const char *text, size_t length, char out[static 32])
{
    size_t kept = 0, points = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ',' && kept > 0)
            continue;
        points += text[i] == '.';
        if ((!isdigit((unsigned char)text[i]) && text[i] != '.') || points > 1 || kept == 15)
            return false;
        out[kept++] = text[i];
    }
    out[kept] = '\0';
    return kept > 0 && isdigit((unsigned char)out[0]) && isdigit((unsigned char)out[kept - 1]);
}

const char *starter_read(enum starter_number number, const char *text, double *value, char why[static STARTER_WHY])
{
    const struct number_info *info = &numbers[number];
    char example[64], bare[32], least[64], most[64];
    starter_show(number, info->fallback, example);
    const char *from = text;
    if (info->kind == MONEY && text_starts(from, "£"))
        from += strlen("£");
    size_t length = strlen(from);
    if (info->kind == SHARE && length > 0 && from[length - 1] == '%')
        length--;
    if (text[0] == '-') {
        snprintf(why, STARTER_WHY, "%.40s is negative; write a number such as %s", text, example);
        return why;
    }
    if (!strip(from, length, bare)) {
        snprintf(why, STARTER_WHY, "\"%.40s\" is not a number; write it as %s", text, example);
        return why;
    }
    *value = strtod(bare, NULL) / (info->kind == SHARE ? 100 : 1);
    if (*value >= info->least && *value <= info->most)
        return NULL;
    starter_show(number, info->least, least);
    starter_show(number, info->most, most);
    snprintf(why, STARTER_WHY, "%.40s is out of range; it should be from %s to %s", text, least, most);
    return why;
}

void starter_slug(const char *council, char out[static 64])
{
    size_t length = 0;
    for (; *council && length < 40; council++) {
        if (isalnum((unsigned char)*council))
            out[length++] = (char)tolower((unsigned char)*council);
        else if (length > 0 && out[length - 1] != '-' && *council != '\'' && *council != '.')
            out[length++] = '-';
    }
    while (length > 0 && out[length - 1] == '-')
        length--;
    out[length] = '\0';
    if (length == 0)
        snprintf(out, 64, "our-service");
    bool taken = text_equal(out, "compare");
    for (int i = 0; i < STARTER_OPTIONS; i++)
        taken = taken || text_equal(out, starter_option_name((enum starter_option)i));
    if (taken)
        snprintf(out + length, 64 - length, "-service");
}
