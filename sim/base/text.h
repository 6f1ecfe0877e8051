/* Text: a growing string, and the few questions about words that several rooms ask. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A string that grows. A zeroed struct is empty; `at` is null or NUL-terminated. Owned; text_release() frees. */
struct text {
    char *at;
    size_t length;
    size_t capacity;
};

void text_add(struct text *text, const char *words);
void text_add_n(struct text *text, const char *bytes, size_t length);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
void text_clear(struct text *text); /* empty again, memory kept */
void text_release(struct text *text);

bool text_equal(const char *a, const char *b);
bool text_starts(const char *text, const char *prefix);

/* A user-chosen name: [a-z0-9] then [a-z0-9-]*, at most 60 characters. */
bool text_is_name(const char *word);

/* The size in bytes of the UTF-8 character at the start of `bytes`, 0 when there is none (or not a valid one). */
size_t text_character(const char *bytes, size_t length);

/* Is this character, of that size, a control character (C0, delete, C1), or none at all (U+FFFE, U+FFFF)? */
bool text_is_control(const char *bytes, size_t size);

/* Is it valid UTF-8 without control characters other than tab and newline? */
bool text_is_clean(const char *bytes, size_t length);

/* Prints one character of a text that cannot be trusted: valid UTF-8 as it is, anything else, and what would control a
 * terminal, as '?'. Returns its size in the text. */
size_t text_put_character(FILE *out, const char *bytes, size_t length);

/* The same for a whole line of words. */
void text_put_clean(FILE *out, const char *words);

/* The candidate nearest to `word` by edit distance (insert, delete, replace, swap of neighbours), or null when none is
 * near enough to be meant (more than a third of its length, at least 1). Ties: the first. */
const char *text_nearest(const char *word, const char *const *candidates, size_t count);

/* 1234567 as "1,234,567". */
void text_add_thousands(struct text *text, long long whole);

#endif
