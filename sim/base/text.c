#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NAME_LIMIT = 60, NEAREST_LIMIT = 80 };

static void reserve(struct text *text, size_t more)
{
    mem_grow(&text->at, &text->capacity, text->length + more + 1, 1);
}

void text_add_n(struct text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length)
        memcpy(text->at + text->length, bytes, length);
    text->length += length;
    text->at[text->length] = '\0';
}

void text_add(struct text *text, const char *words)
{
    text_add_n(text, words, strlen(words));
}

void text_vprintf(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0) {
        reserve(text, (size_t)length);
        vsnprintf(text->at + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(text, format, arguments);
    va_end(arguments);
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->at)
        text->at[0] = '\0';
}

void text_release(struct text *text)
{
    free(text->at);
    *text = (struct text){0};
}

bool text_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_name_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool text_is_name(const char *word)
{
    size_t length = strlen(word);
    if (length == 0 || length > NAME_LIMIT || !is_name_letter(word[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (!is_name_letter(word[i]) && word[i] != '-')
            return false;
    return true;
}

size_t text_character(const char *bytes, size_t length)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (length == 0)
        return 0;
    if (b[0] < 0x80)
        return 1;
    size_t size = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
    if (b[0] < 0xc2 || b[0] > 0xf4 || size > length)
        return 0;
    uint32_t point = b[0] & (0x7fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((b[i] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (b[i] & 0x3fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return point < least[size] || point > 0x10ffff || surrogate ? 0 : size;
}

bool text_is_control(const char *bytes, size_t size)
{
    unsigned char first = (unsigned char)bytes[0];
    if (size == 1)
        return first < 0x20 || first == 0x7f;
    /* XML has no way to write U+FFFE and U+FFFF. */
    if (size == 3)
        return first == 0xef && (unsigned char)bytes[1] == 0xbf && (unsigned char)bytes[2] >= 0xbe;
    return size == 2 && first == 0xc2 && (unsigned char)bytes[1] < 0xa0;
}

bool text_is_clean(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t size = text_character(bytes + at, length - at);
        if (size == 0)
            return false;
        if (text_is_control(bytes + at, size) && bytes[at] != '\t' && bytes[at] != '\n')
            return false;
        at += size;
    }
    return true;
}

size_t text_put_character(FILE *out, const char *bytes, size_t length)
{
    size_t size = text_character(bytes, length);
    if (size == 0 || text_is_control(bytes, size))
        fputc('?', out);
    else
        fwrite(bytes, 1, size, out);
    return size ? size : 1;
}

void text_put_clean(FILE *out, const char *words)
{
    for (size_t length = strlen(words); length > 0;) {
        size_t size = text_put_character(out, words, length);
        words += size;
        length -= size;
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance (Damerau-Levenshtein without edits inside a swapped pair). */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][NEAREST_LIMIT + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = smaller(smaller(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[m];
}

const char *text_nearest(const char *word, const char *const *candidates, size_t count)
{
    size_t length = strlen(word);
    if (length == 0 || length > NEAREST_LIMIT)
        return NULL;
    size_t best = length / 3 > 1 ? length / 3 : 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t other = strlen(candidates[i]);
        if (other > NEAREST_LIMIT)
            continue;
        size_t edits = distance(word, length, candidates[i], other);
        /* A replacement of every letter is no likeness, however short the word. */
        if (edits >= length || edits > best || (nearest && edits == best))
            continue;
        best = edits;
        nearest = candidates[i];
    }
    return nearest;
}

void text_add_thousands(struct text *text, long long whole)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%lld", whole);
    int sign = whole < 0;
    text_add_n(text, digits, (size_t)sign);
    for (int i = sign; i < length; i++) {
        if (i > sign && (length - i) % 3 == 0)
            text_add_n(text, ",", 1);
        text_add_n(text, digits + i, 1);
    }
}
