#include "report/markup.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *entity(char letter)
{
    switch (letter) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* What stands before the number of a figure, and on both sides of its words. */
enum { MARK = '\x0e', MARK_WORDS = '\x0f', DIGITS_MOST = 9 };

void markup_mark(struct text *out, size_t figure, const char *words)
{
    if (figure > 0)
        text_printf(out, "%c%zu%c%s%c", MARK, figure, MARK_WORDS, words, MARK_WORDS);
    else
        text_add(out, words);
}

/* How many letters of the words open a marked figure; 0: none. */
static size_t open_mark(struct text *out, const char *words)
{
    size_t digits = strspn(words + 1, "0123456789");
    if (words[0] != MARK || digits == 0 || digits > DIGITS_MOST || words[1 + digits] != MARK_WORDS)
        return 0;
    text_add(out, "<span");
    markup_figure(out, strtoul(words + 1, NULL, 10));
    text_add(out, ">");
    return digits + 2;
}

void markup_text(struct text *out, const char *words)
{
    bool open = false;
    if (words == NULL)
        return;
    for (const char *letter = words; *letter != '\0'; letter++) {
        const char *replaced = entity(*letter);
        size_t mark = open ? 0 : open_mark(out, letter);
        if (mark > 0) {
            letter += mark - 1;
            open = true;
        } else if (open && *letter == MARK_WORDS) {
            text_add(out, "</span>");
            open = false;
        } else if (replaced != NULL)
            text_add(out, replaced);
        else if ((unsigned char)*letter >= ' ' || *letter == '\n' || *letter == '\t')
            text_add_n(out, letter, 1);
    }
    text_add(out, open ? "</span>" : "");
}

void markup_printf(struct text *out, const char *format, ...)
{
    struct text plain = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&plain, format, arguments);
    va_end(arguments);
    markup_text(out, plain.at);
    text_release(&plain);
}

void markup_element(struct text *out, const char *tag, const char *words)
{
    text_printf(out, "<%s>", tag);
    markup_text(out, words);
    text_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

void markup_figure(struct text *out, size_t figure)
{
    if (figure > 0)
        text_printf(out, " id=\"F%zu\" data-figure=\"F%zu\"", figure, figure);
}
