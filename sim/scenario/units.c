/* Reading: a number, then words that say its unit. */
#include "scenario/units.h"

#include <ctype.h>
#include <math.h>

#include "base/text.h"

enum { WORDS_MAX = 6, WORD_SIZE = 40, DIGITS_MAX = 18 };

/* What follows the number, split at spaces. */
struct words {
    char word[WORDS_MAX][WORD_SIZE];
    size_t count;
};

static const char *const unit_names[] = {
    "plain number",    "whole number", "number or share",       "FTE",           "share", "duration", "rate",
    "chance per time", "sum of money", "sum of money per time", "share per case"};
static const char *const unit_examples[] = {"0.35",         "500",           "10%",          "17.5",  "34.5%",
                                            "28 weeks",     "46.5 per week", "16% per year", "£770k", "£5,500 per year",
                                            "1.5% per case"};

const char *units_example(enum unit unit)
{
    return unit_examples[unit];
}

const char *units_name(enum unit unit)
{
    return unit_names[unit];
}

static const char *say(char why[static 200], const char *words)
{
    snprintf(why, 200, "%s", words);
    return why;
}

static const char *needs_unit(enum unit unit, char why[static 200])
{
    snprintf(why, 200, "needs a unit, for example %s", unit_examples[unit]);
    return why;
}

static const char *is_no(enum unit unit, char why[static 200])
{
    const char *article = unit == UNIT_FTE ? "a number of" : "a";
    snprintf(why, 200, "is not %s %s; write it like %s", article, unit_names[unit], unit_examples[unit]);
    return why;
}

/* Pasted text has minus signs and digits of its own, and to say that "−5" is no number helps nobody who sees one. */
static const char *is_no_number(const char *text, enum unit unit, char why[static 200])
{
    if ((*text & 0x80) && strncmp(text, "£", strlen("£")) != 0)
        return say(why, "begins with a character that may look like a digit or a minus sign and is none; type it anew");
    return is_no(unit, why);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* --- the number --- */

/* Copies the digits before the decimal point without their commas. Null, or what is wrong. */
static const char *read_whole_part(const char **at, char *digits, size_t *count, char why[static 200])
{
    const char *p = *at;
    size_t group = 0;
    bool commas = false;
    for (;; p++) {
        if (is_digit(*p)) {
            if (*count >= DIGITS_MAX)
                return say(why, "has too many digits");
            digits[(*count)++] = *p;
            group++;
        } else if (*p == ',' && is_digit(p[1])) {
            if (group > 3 || (commas && group != 3))
                return say(why, "has a comma in the wrong place; write 1,234 or 1234");
            commas = true;
            group = 0;
        } else {
            break;
        }
    }
    if (commas && group != 3)
        return say(why, "has a comma in the wrong place; write 1,234 or 1234, and a point for decimals");
    *at = p;
    return NULL;
}

/* What is wrong right behind the digits, where another language's spelling of numbers would go on. */
static const char *check_number_end(const char *p, char why[static 200])
{
    if (*p == '_')
        return say(why, "has an underscore in a number; write 1,000 or 1000");
    if (*p == '.')
        return say(why, "has a point without digits on both sides; write 0.5");
    if ((*p == 'e' || *p == 'E') && (is_digit(p[1]) || p[1] == '-' || p[1] == '+'))
        return say(why, "has an exponent; write the number out");
    if ((*p == 'x' || *p == 'X') && isxdigit((unsigned char)p[1]))
        return say(why, "is not a decimal number");
    if (*p == ':' || *p == '/')
        return say(why, "is not a number");
    return NULL;
}

/* Reads [-]digits[.digits] with thousands commas into *value and moves *at behind it. */
static const char *read_number(const char **at, double *value, char why[static 200])
{
    char digits[2 * DIGITS_MAX + 4];
    size_t count = 0;
    const char *p = *at;
    bool negative = *p == '-';
    p += negative ? 1 : 0;
    if (*p == '.')
        return say(why, "has a point without digits on both sides; write 0.5");
    if (!is_digit(*p))
        return say(why, "is not a number");
    if (*p == '0' && (is_digit(p[1]) || (p[1] == ',' && is_digit(p[2]) && is_digit(p[3]) && is_digit(p[4]))))
        return say(why, "has a leading zero; leave it out");
    const char *wrong = read_whole_part(&p, digits, &count, why);
    if (wrong != NULL)
        return wrong;
    if (*p == '.' && is_digit(p[1])) {
        digits[count++] = *p++;
        for (size_t decimals = 0; is_digit(*p); decimals++, p++) {
            if (decimals >= DIGITS_MAX)
                return say(why, "has too many digits");
            digits[count++] = *p;
        }
    }
    wrong = check_number_end(p, why);
    if (wrong != NULL)
        return wrong;
    digits[count] = '\0';
    double magnitude = strtod(digits, NULL);
    *value = negative ? -magnitude : magnitude;
    *at = p;
    return NULL;
}

/* --- the words --- */

static bool split_words(const char *p, struct words *words)
{
    words->count = 0;
    for (;;) {
        while (*p == ' ')
            p++;
        if (*p == '\0')
            return true;
        size_t length = strcspn(p, " ");
        if (words->count == WORDS_MAX || length >= WORD_SIZE)
            return false;
        memcpy(words->word[words->count], p, length);
        words->word[words->count++][length] = '\0';
        p += length;
    }
}

static bool is_word(const struct words *words, size_t i, const char *word)
{
    return i < words->count && text_equal(words->word[i], word);
}

static bool is_one_of(const struct words *words, size_t i, const char *singular)
{
    char plural[WORD_SIZE];
    snprintf(plural, sizeof plural, "%ss", singular);
    return is_word(words, i, singular) || is_word(words, i, plural);
}

/* The length in weeks of the period that words[from...] name, all of them; 0 when they name none. */
static double period_at(const struct words *words, size_t from, const struct unit_context *context)
{
    size_t left = words->count - from;
    if (left == 2 && is_word(words, from, "working") && is_one_of(words, from + 1, "day"))
        return 1.0 / 5;
    if (left != 1)
        return 0;
    if (is_one_of(words, from, "week"))
        return 1;
    if (is_one_of(words, from, "day"))
        return 1.0 / 7;
    if (is_one_of(words, from, "month"))
        return context->weeks_per_year / 12;
    return is_one_of(words, from, "year") ? context->weeks_per_year : 0;
}

static const char *unknown_period(const struct words *words, char why[static 200])
{
    snprintf(why, 200, "has an unknown unit of time \"%.80s\"; use days, working days, weeks, months or years",
             words->word[words->count - 1]);
    return why;
}

/* "[noun] per PERIOD": its length in weeks into *weeks. */
static const char *read_per(const struct words *words, enum unit unit, const struct unit_context *context,
                            double *weeks, char why[static 200])
{
    if (words->count == 0)
        return needs_unit(unit, why);
    size_t per = is_word(words, 0, "per") ? 0 : 1;
    if (!is_word(words, per, "per") || per + 1 >= words->count)
        return is_no(unit, why);
    *weeks = period_at(words, per + 1, context);
    return *weeks > 0 ? NULL : unknown_period(words, why);
}

/* --- one reader a unit; `words` is what follows the number --- */

static const char *read_duration(const struct words *words, const struct unit_context *context, double *value,
                                 char why[static 200])
{
    if (words->count == 0)
        return needs_unit(UNIT_DURATION, why);
    double weeks = period_at(words, 0, context);
    if (!(weeks > 0))
        return words->count == 1 ? unknown_period(words, why) : is_no(UNIT_DURATION, why);
    /* Divided rather than multiplied where that is exact: 45 working days are 9 weeks, not nearly 9. */
    if (is_word(words, 0, "working"))
        *value /= 5;
    else if (is_one_of(words, 0, "day"))
        *value /= 7;
    else
        *value *= weeks;
    return NULL;
}

static const char *read_rate(const struct words *words, const struct unit_context *context, double *value,
                             char why[static 200])
{
    double weeks = 1;
    const char *wrong = read_per(words, UNIT_RATE, context, &weeks, why);
    *value /= weeks;
    return wrong;
}

/* "per PERIOD", or "[noun] within a PERIOD" for a chance rather than a hazard. */
static const char *read_hazard(const struct words *words, const struct unit_context *context, double *value,
                               char why[static 200])
{
    size_t within = is_word(words, 0, "within") ? 0 : 1;
    double weeks = 1, many = 1;
    if (!is_word(words, within, "within")) {
        const char *wrong = read_per(words, UNIT_HAZARD, context, &weeks, why);
        *value /= 100 * weeks;
        return wrong;
    }
    if (within + 2 >= words->count)
        return is_no(UNIT_HAZARD, why);
    if (!is_word(words, within + 1, "a")) {
        const char *at = words->word[within + 1];
        const char *wrong = read_number(&at, &many, why);
        if (wrong != NULL || *at != '\0' || !(many > 0))
            return is_no(UNIT_HAZARD, why);
    }
    weeks = period_at(words, within + 2, context);
    if (!(weeks > 0))
        return unknown_period(words, why);
    if (!(*value >= 0 && *value < 100))
        return say(why, "must be at least 0% and below 100% within a time");
    *value = -log1p(-*value / 100) / (many * weeks);
    return NULL;
}

static const char *read_money(const char **at, double *pence, char why[static 200])
{
    const char *p = *at;
    bool negative = *p == '-';
    p += negative ? 1 : 0;
    if (!text_starts(p, "£"))
        return NULL;
    p += strlen("£");
    double pounds;
    const char *wrong = read_number(&p, &pounds, why);
    if (wrong != NULL)
        return wrong;
    if (*p == 'k' || *p == 'K') {
        pounds *= 1e3;
        p++;
    } else if (*p == 'm' || *p == 'M') {
        pounds *= 1e6;
        p++;
    }
    *pence = round(pounds * 100);
    if (fabs(pounds * 100 - *pence) > 1e-6 * fmax(1, fabs(pounds)))
        return say(why, "is not a whole number of pence");
    *pence = negative ? -*pence : *pence;
    *at = p;
    return NULL;
}

static const char *read_money_unit(const char *text, enum unit unit, const struct unit_context *context, double *value,
                                   char why[static 200])
{
    struct words words;
    const char *at = text;
    const char *wrong = read_money(&at, value, why);
    if (wrong != NULL)
        return wrong;
    if (at == text) {
        wrong = read_number(&at, value, why);
        bool bare = wrong == NULL && split_words(at, &words) && words.count == 0;
        return bare ? needs_unit(unit, why) : is_no(unit, why);
    }
    if ((*at != ' ' && *at != '\0') || !split_words(at, &words))
        return is_no(unit, why);
    if (unit == UNIT_MONEY)
        return words.count == 0 ? NULL : is_no(unit, why);
    double weeks = 1;
    wrong = read_per(&words, unit, context, &weeks, why);
    *value /= weeks;
    return wrong;
}

static const char *read_share(const struct words *words, bool percent, double *value, char why[static 200])
{
    if (!percent && words->count == 0) {
        snprintf(why, 200, "needs a unit; write %.6g%%", *value >= -1 && *value <= 1 ? *value * 100 : *value);
        return why;
    }
    if (!percent || words->count > 0)
        return is_no(UNIT_SHARE, why);
    *value /= 100;
    return NULL;
}

static const char *read_plain(const struct words *words, enum unit unit, bool percent, double *value,
                              char why[static 200])
{
    bool fte = unit == UNIT_FTE && (is_word(words, 0, "FTE") || is_word(words, 0, "fte")) && words->count == 1;
    if (percent && words->count == 0 && unit == UNIT_LEVEL) {
        *value /= 100;
        return NULL;
    }
    if (percent || (words->count > 0 && !fte)) {
        snprintf(why, 200, "must be a plain number %s, for example %s",
                 unit == UNIT_LEVEL ? "or a percentage" : "without a unit", unit_examples[unit]);
        return why;
    }
    if (unit == UNIT_FTE)
        *value = round(*value * 1000) / 1000;
    return unit == UNIT_COUNT && *value != floor(*value) ? say(why, "is not a whole number") : NULL;
}

/* Moves *at behind "%" or " per cent". */
static bool read_percent(const char **at)
{
    const char *p = *at;
    while (*p == ' ')
        p++;
    if (*p == '%') {
        *at = p + 1;
        return true;
    }
    if (text_starts(p, "per cent") && (p[8] == ' ' || p[8] == '\0')) {
        *at = p + 8;
        return true;
    }
    return false;
}

const char *units_read(const char *text, enum unit unit, const struct unit_context *context, double *value,
                       char why[static 200])
{
    while (*text == ' ')
        text++;
    if (unit == UNIT_MONEY || unit == UNIT_MONEY_RATE)
        return read_money_unit(text, unit, context, value, why);
    const char *at = text;
    const char *wrong = read_number(&at, value, why);
    if (wrong != NULL)
        return is_digit(*text) || *text == '-' || *text == '.' ? wrong : is_no_number(text, unit, why);
    bool percent = read_percent(&at);
    struct words words;
    if ((*at != ' ' && *at != '\0') || !split_words(at, &words))
        return is_no(unit, why);
    switch (unit) {
    case UNIT_DURATION:
        return percent ? is_no(unit, why) : read_duration(&words, context, value, why);
    case UNIT_RATE:
        return percent ? is_no(unit, why) : read_rate(&words, context, value, why);
    case UNIT_HAZARD:
        if (!percent)
            return words.count == 0 ? needs_unit(unit, why) : is_no(unit, why);
        return read_hazard(&words, context, value, why);
    case UNIT_SHARE:
        return read_share(&words, percent, value, why);
    case UNIT_PER_CASE:
        if (words.count == 0)
            return needs_unit(unit, why);
        *value /= 100;
        return percent && words.count == 2 && is_word(&words, 0, "per") && is_word(&words, 1, "case")
                   ? NULL
                   : is_no(unit, why);
    default:
        return read_plain(&words, unit, percent, value, why);
    }
}

const char *units_read_whole(const char *text, int64_t *value, char why[static 200])
{
    double number;
    const char *at = text;
    const char *wrong = read_number(&at, &number, why);
    if (wrong != NULL)
        return is_digit(*text) || *text == '-' ? wrong : say(why, "is not a whole number");
    if (*at != '\0')
        return say(why, "must be a whole number without a unit");
    /* Read again as an integer: a double would lose the last digits of a long seed. */
    int64_t whole = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '.')
            return say(why, "is not a whole number");
        whole = is_digit(*p) ? 10 * whole + (*p - '0') : whole;
    }
    *value = *text == '-' ? -whole : whole;
    return NULL;
}

/* The unit of time a text ends with, without a plural s; empty when it ends in none. */
static void last_word(const char *text, char out[static WORD_SIZE])
{
    const char *space = strrchr(text, ' ');
    snprintf(out, WORD_SIZE, "%s", space == NULL ? "" : space + 1);
    size_t length = strlen(out);
    if (length > 0 && out[length - 1] == 's')
        out[length - 1] = '\0';
}

bool units_same(const char *a, const char *b)
{
    char left[WORD_SIZE], right[WORD_SIZE];
    last_word(a, left);
    last_word(b, right);
    return text_equal(left, right) && (strstr(a, "working") == NULL) == (strstr(b, "working") == NULL) &&
           (strstr(a, "within") == NULL) == (strstr(b, "within") == NULL);
}
