#include "report/markup.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
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

/* Letters that ids are made of: paths, those of a default that was used in many places ("teams.*.posts"), charts. */
static const char path_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.*/";

/* What stands before the number of a figure, and on both sides of its words. */
enum { MARK = '\x0e', MARK_WORDS = '\x0f', DIGITS_MOST = 9, PATH_MOST = 400 };

void markup_mark(struct text *out, size_t figure, const char *words)
{
    if (figure > 0)
        text_printf(out, "%c%zu%c%s%c", MARK, figure, MARK_WORDS, words, MARK_WORDS);
    else
        text_add(out, words);
}

static bool is_path(const char *path)
{
    size_t length = strlen(path);
    return length > 0 && length < PATH_MOST && strspn(path, path_letters) == length;
}

void markup_mark_path(struct text *out, const char *path, const char *words)
{
    if (is_path(path))
        text_printf(out, "%c%s%c%s%c", MARK, path, MARK_WORDS, words, MARK_WORDS);
    else
        text_add(out, words);
}

/* How many letters of the words open a marked figure; 0: none. */
static size_t open_mark(struct text *out, const char *words)
{
    if (words[0] != MARK)
        return 0;
    size_t digits = strspn(words + 1, "0123456789"), letters = strspn(words + 1, path_letters);
    if (letters == 0 || letters >= PATH_MOST || words[1 + letters] != MARK_WORDS ||
        (letters == digits && digits > DIGITS_MOST))
        return 0;
    char path[PATH_MOST];
    snprintf(path, sizeof path, "%.*s", (int)letters, words + 1);
    text_add(out, "<span");
    if (digits == letters)
        markup_figure(out, strtoul(path, NULL, 10));
    else {
        markup_path(out, path);
        text_printf(out, " title=\"%s\"", path);
    }
    text_add(out, ">");
    return letters + 2;
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

void markup_path(struct text *out, const char *path)
{
    if (path != NULL && is_path(path))
        text_printf(out, " data-figure=\"%s\"", path);
}
