#include "report/markup.h"

#include <stdarg.h>
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

void markup_text(struct text *out, const char *words)
{
    if (words == NULL)
        return;
    for (const char *letter = words; *letter != '\0'; letter++) {
        const char *replaced = entity(*letter);
        if (replaced != NULL)
            text_add(out, replaced);
        else if ((unsigned char)*letter >= ' ' || *letter == '\n' || *letter == '\t')
            text_add_n(out, letter, 1);
    }
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
