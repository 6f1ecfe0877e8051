#include "report/verify_compare.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* Around a difference: so many characters before it, and so many in all. */
enum { SHOWN_BEFORE = 30, SHOWN = 70 };

static bool number_starts(const char *text, const char *at)
{
    bool inside = at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '.');
    return !inside && (isdigit((unsigned char)at[0]) || (at[0] == '-' && isdigit((unsigned char)at[1])));
}

/* Within one unit of the ninth digit, which is the last that is written. Next to 0, what is left of sums that cancel. */
static bool close_to(double a, double b)
{
    double size = fmax(fabs(a), fabs(b)), unit = size > 0 ? pow(10, floor(log10(size)) - 8) : 0;
    return fabs(a - b) <= 1.5 * unit + 1e-12;
}

bool verify_compare_digits(const struct verify_bytes *a, const struct verify_bytes *b)
{
    const char *left = a->at, *right = b->at;
    while (left < a->at + a->length && right < b->at + b->length) {
        if (number_starts(a->at, left) && number_starts(b->at, right)) {
            char *left_end, *right_end;
            double x = strtod(left, &left_end), y = strtod(right, &right_end);
            if (!close_to(x, y))
                return false;
            left = left_end;
            right = right_end;
        } else if (*left++ != *right++) {
            return false;
        }
    }
    return left == a->at + a->length && right == b->at + b->length;
}

static void leave_out(struct text *page, const char *begin, const char *end)
{
    struct text kept = {0};
    const char *at = page->at, *next;
    while ((next = strstr(at, begin)) != NULL) {
        text_add_n(&kept, at, (size_t)(next - at));
        at = strstr(next, end);
        if (at == NULL)
            at = next + strlen(next);
    }
    text_add(&kept, at);
    text_release(page);
    *page = kept;
}

static struct text page_without(const struct verify_bytes *page)
{
    struct text text = {0};
    text_add_n(&text, page->at, page->length);
    leave_out(&text, "<section id=\"inputs\"", "</section>");
    leave_out(&text, "<section id=\"assumptions\"", "</section>");
    leave_out(&text, "<section id=\"method\"", "</section>");
    leave_out(&text, "<section id=\"quality\"", "</section>");
    leave_out(&text, "<figure", "</figure>");
    return text;
}

bool verify_compare_pages(const struct verify_bytes *a, const struct verify_bytes *b, bool digits)
{
    struct text left = page_without(a), right = page_without(b);
    bool same = text_equal(left.at, right.at) ||
                (digits && verify_compare_digits(&(struct verify_bytes){left.at, left.length},
                                                 &(struct verify_bytes){right.at, right.length}));
    text_release(&left);
    text_release(&right);
    return same;
}

/* Part of the line around `at`, with dots where it was cut. */
static char *part_of(const struct verify_bytes *bytes, size_t line, size_t at)
{
    size_t end = at, from = at - line > SHOWN_BEFORE ? at - SHOWN_BEFORE : line;
    while (end < bytes->length && bytes->at[end] != '\n' && end < from + SHOWN)
        end++;
    struct text part = {0};
    text_printf(&part, "%s%.*s%s", from > line ? "..." : "", (int)(end - from), bytes->at + from,
                end < bytes->length && bytes->at[end] != '\n' ? "..." : "");
    return part.at;
}

size_t verify_compare_find(const struct verify_bytes *a, const struct verify_bytes *b, char **was, char **now)
{
    size_t at = 0, line = 0, number = 1, least = a->length < b->length ? a->length : b->length;
    for (; at < least && a->at[at] == b->at[at]; at++)
        if (a->at[at] == '\n') {
            number++;
            line = at + 1;
        }
    *was = *now = NULL;
    if (memchr(a->at, '\0', a->length) == NULL && memchr(b->at, '\0', b->length) == NULL) {
        *was = part_of(a, line, at);
        *now = part_of(b, line, at);
    }
    return number;
}
