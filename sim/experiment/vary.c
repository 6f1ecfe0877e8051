#include "experiment/vary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { DECIMALS = 6 };

static const char pound[] = "\xc2\xa3";

__attribute__((format(printf, 2, 3))) static bool refuse(char *why, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, VARY_WHY, format, arguments);
    va_end(arguments);
    return false;
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/* --- one value ---------------------------------------------------------------------------------------------------- */

/* A value in three parts, such as "£", 5500 and " per year". */
struct amount {
    const char *prefix, *suffix;
    double number;
    bool found, whole; /* whole: digits alone, without a unit or a point */
};

static struct amount amount_of(const char *value)
{
    struct amount amount = {.prefix = "", .suffix = value, .number = (double)NAN};
    char digits[48];
    size_t length = 0;
    const char *at = value;
    bool is_money = text_starts(at, pound), point = false, minus = *at == '-';
    at += is_money ? strlen(pound) : 0;
    if (minus)
        digits[length++] = *at++;
    if (!is_digit(*at))
        return amount;
    for (; length < sizeof digits - 1; at++) {
        bool thousands = at[0] == ',' && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]) && !is_digit(at[4]);
        if (thousands)
            continue;
        if (!is_digit(*at) && (*at != '.' || point || !is_digit(at[1])))
            break;
        point |= *at == '.';
        digits[length++] = *at;
    }
    digits[length] = '\0';
    return (struct amount){.prefix = is_money ? pound : "",
                           .suffix = at,
                           .number = strtod(digits, NULL),
                           .found = true,
                           .whole = !point && !is_money && *at == '\0'};
}

/* With no more decimals than it needs, never an exponent. */
static const char *write_amount(const struct vary_range *range, double number, struct arena *arena)
{
    char digits[64];
    int length = snprintf(digits, sizeof digits, "%.*f", range->whole ? 0 : DECIMALS, number);
    if (strchr(digits, '.'))
        while (digits[length - 1] == '0' || digits[length - 1] == '.') {
            bool point = digits[length - 1] == '.';
            digits[--length] = '\0';
            if (point)
                break;
        }
    struct text grouped = {0};
    if (range->prefix[0] != '\0' && number >= 0) {
        text_add_thousands(&grouped, strtoll(digits, NULL, 10));
        text_add(&grouped, strchr(digits, '.') ? strchr(digits, '.') : "");
    } else {
        text_add(&grouped, text_equal(digits, "-0") ? "0" : digits);
    }
    char *written = arena_printf(arena, "%s%s%s", range->prefix, grouped.at, range->suffix);
    text_release(&grouped);
    return written;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Where the value that starts here ends. */
static const char *end_of_value(const char *at)
{
    int depth = 0;
    char quote = '\0';
    bool money = false;
    for (; *at != '\0'; at++) {
        if (quote != '\0') {
            quote = *at == quote ? '\0' : quote;
            continue;
        }
        bool thousands =
            money && at[0] == ',' && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]) && !is_digit(at[4]);
        if (*at == '"' || *at == '\'')
            quote = *at;
        depth += *at == '{' || *at == '[';
        depth -= (*at == '}' || *at == ']') && depth > 0;
        if (*at == ',' && depth == 0 && !thousands)
            break;
        if (text_starts(at, pound)) {
            money = true;
            at += strlen(pound) - 1;
        } else if (!is_digit(*at) && *at != ',') {
            money = false;
        }
    }
    return at;
}

static const char *copy_trimmed(struct arena *arena, const char *from, const char *to)
{
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    return arena_copy_n(arena, from, (size_t)(to - from));
}

static bool read_list(struct vary *vary, const char *text, struct arena *arena, char *why)
{
    size_t room = 1;
    for (const char *at = text; *at != '\0'; at++)
        room += *at == ',';
    vary->values = arena_new(arena, room, sizeof *vary->values);
    for (const char *at = text;; at++) {
        const char *end = end_of_value(at);
        const char *value = copy_trimmed(arena, at, end);
        if (value[0] == '\0')
            return refuse(why, "%s: a value is missing between the commas of \"%.60s\"", vary->path, text);
        for (size_t i = 0; i < vary->count; i++)
            if (text_equal(vary->values[i], value))
                return refuse(why, "%s: \"%.60s\" stands there twice", vary->path, value);
        vary->values[vary->count++] = value;
        at = end;
        if (*at == '\0')
            return true;
    }
}

/* The last slash with a number behind it. */
static const char *divisor_of(const char *text)
{
    const char *slash = strrchr(text, '/');
    return slash && amount_of(slash + 1).found ? slash : NULL;
}

static bool read_range(struct vary *vary, const char *text, const char *dots, struct arena *arena, char *why)
{
    const char *slash = divisor_of(dots);
    const char *end = slash ? slash : text + strlen(text);
    const char *low_text = copy_trimmed(arena, text, dots), *high_text = copy_trimmed(arena, dots + 2, end);
    struct amount low = amount_of(low_text), high = amount_of(high_text);
    bool dates = low.suffix[0] == '-' || high.suffix[0] == '-';
    if (!low.found || !high.found || dates)
        return refuse(why,
                      "%s: a range is two numbers, such as 8..24 or 10%%..30%%; for \"%.60s\" give a list of values",
                      vary->path, text);
    bool bare = low.suffix[0] == '\0' && low.prefix[0] == '\0';
    if ((!text_equal(low.suffix, high.suffix) && low.suffix[0] != '\0') ||
        (!bare && !text_equal(low.prefix, high.prefix)))
        return refuse(why, "%s: both ends of a range are in the same unit; \"%.60s\" and \"%.60s\" are not", vary->path,
                      low_text, high_text);
    if (low.number >= high.number)
        return refuse(why, "%s: the lower end of a range stands first; \"%.60s\" is not below \"%.60s\"", vary->path,
                      low_text, high_text);
    vary->range = (struct vary_range){.low = low.number,
                                      .high = high.number,
                                      .step = (double)NAN,
                                      .prefix = high.prefix,
                                      .suffix = high.suffix,
                                      .whole = low.whole && high.whole};
    if (slash) {
        struct amount step = amount_of(slash + 1);
        if (step.suffix[0] != '\0' && !text_equal(step.suffix, high.suffix))
            return refuse(why, "%s: the step \"%.60s\" is not in the unit of \"%.60s\"", vary->path, slash + 1,
                          high_text);
        vary->range.step = step.number;
        vary->range.divisor = arena_copy(arena, slash + 1);
    }
    return true;
}

bool vary_read(struct vary *vary, const char *text, struct arena *arena, char why[static VARY_WHY])
{
    *vary = (struct vary){0};
    const char *equals = strchr(text, '=');
    if (!text_is_clean(text, strlen(text)) || strchr(text, '\n') || strchr(text, '\t'))
        return refuse(why, "--vary is followed by one line of UTF-8 text");
    if (!equals || equals == text)
        return refuse(why, "\"%.80s\" should be PATH=VALUES, such as teams.assessment.posts.funded=17,20,24", text);
    if (equals - text > 200)
        return refuse(why, "\"%.40s...\" is too long for a path", text);
    vary->path = arena_copy_n(arena, text, (size_t)(equals - text));
    const char *values = equals + 1, *dots = strstr(values, "..");
    if (values[strspn(values, " ")] == '\0')
        return refuse(why, "%s: the list of values is empty; write for example %s=10,20,30", vary->path, vary->path);
    bool list = !dots || strpbrk(values, "{[\"'") != NULL;
    return list ? read_list(vary, values, arena, why) : read_range(vary, values, dots, arena, why);
}

static bool is_within(const char *path, const char *whole)
{
    size_t length = strlen(whole);
    return text_starts(path, whole) && (path[length] == '\0' || path[length] == '.');
}

bool vary_overlap(const char *a, const char *b)
{
    return is_within(a, b) || is_within(b, a);
}

/* --- values from ranges ------------------------------------------------------------------------------------------- */

bool vary_spaced(struct vary *vary, size_t most, struct arena *arena, char why[static VARY_WHY])
{
    const struct vary_range *range = &vary->range;
    if (vary->count > 0)
        return vary->count <= most || refuse(why, "%s: %zu values; at most %zu points", vary->path, vary->count, most);
    if (!range->divisor)
        return refuse(why, "%s: say in how many steps, such as /4 at the end, or give --sample N", vary->path);
    if (range->step < 1 || range->step != floor(range->step))
        return refuse(why, "%s: /%.40s should be in how many equal steps, a whole number from 1", vary->path,
                      range->divisor);
    if (range->step + 1 > (double)most)
        return refuse(why, "%s: /%.40s makes more than %zu points, the most that a sweep takes", vary->path,
                      range->divisor, most);
    /* Equal steps need not be whole, and a value that is not whole where it must be is told with the scenario. */
    struct vary_range free_range = *range;
    free_range.whole = false;
    size_t steps = (size_t)range->step;
    vary->values = arena_new(arena, steps + 1, sizeof *vary->values);
    for (size_t i = 0; i <= steps; i++)
        vary->values[i] =
            write_amount(&free_range, range->low + (range->high - range->low) * (double)i / (double)steps, arena);
    vary->count = steps + 1;
    return true;
}

bool vary_amounts(struct vary *vary, size_t most, size_t *count, char why[static VARY_WHY])
{
    struct vary_range *range = &vary->range;
    if (vary->count > 0)
        return refuse(why, "%s: a search needs a range, such as 10..40, and not a list", vary->path);
    if (isnan(range->step) && !range->whole)
        return refuse(why, "%s: say in what steps, in the unit of the range, such as %s%g..%g%s/%g", vary->path,
                      range->prefix, range->low, range->high, range->suffix, (range->high - range->low) / 20);
    if (isnan(range->step))
        range->step = 1;
    if (range->step <= 0 || range->step > range->high - range->low)
        return refuse(why, "%s: the step /%.40s should be above 0 and at most the whole range", vary->path,
                      range->divisor);
    range->whole = range->whole && range->step == floor(range->step);
    double steps = floor((range->high - range->low) / range->step + 1e-9);
    if (steps + 1 > (double)most)
        return refuse(why, "%s: more than %zu amounts; make the range shorter or the step longer", vary->path, most);
    *count = (size_t)steps + 1;
    return true;
}

const char *vary_amount(const struct vary *vary, size_t index, struct arena *arena)
{
    return write_amount(&vary->range, vary->range.low + vary->range.step * (double)index, arena);
}

const char *vary_at(const struct vary *vary, double u, struct arena *arena)
{
    const struct vary_range *range = &vary->range;
    double width = range->high - range->low;
    double number = range->whole ? floor(range->low + u * (width + 1)) : range->low + u * width;
    if (!range->whole) {
        /* To about a thousandth of the range: more digits would tell nothing. */
        double grain = pow(10, floor(log10(width)) - 3);
        number = round(number / grain) * grain;
    }
    return write_amount(range, fmin(fmax(number, range->low), range->high), arena);
}

/* --- for showing -------------------------------------------------------------------------------------------------- */

double vary_number(const char *value, const char *like)
{
    struct amount amount = amount_of(value);
    if (!amount.found || (like && !text_equal(amount.suffix, amount_of(like).suffix)))
        return NAN;
    return amount.number;
}

const char *vary_unit(const char *value)
{
    return amount_of(value).suffix;
}

const char *vary_label(const char *path, struct arena *arena)
{
    static const char *const kinds[] = {"teams.", "pathway.", "pipelines.", "levers.", "targets.", "recruitment."};
    const char *from = path;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_starts(path, kinds[i]) && strchr(path + strlen(kinds[i]), '.'))
            from = path + strlen(kinds[i]);
    char *label = arena_copy(arena, from);
    for (char *at = label; *at != '\0'; at++)
        if (*at == '.' || *at == '_' || *at == '-')
            *at = ' ';
    if (label[0] >= 'a' && label[0] <= 'z')
        label[0] = (char)(label[0] - 'a' + 'A');
    return label;
}
