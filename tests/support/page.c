#include "support/page.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word))
        count++;
    return count;
}

void page_check(const char *page)
{
    static const char *const empty[] = {"meta", "!doctype", "br"};
    char open[64][16];
    size_t depth = 0;
    for (const char *at = strchr(page, '<'); at != NULL; at = strchr(at + 1, '<')) {
        char tag[16] = "";
        bool closes = at[1] == '/';
        for (size_t i = 0; i < 15 && (isalnum((unsigned char)at[1 + closes + i]) || at[1 + i] == '!'); i++)
            tag[i] = (char)tolower((unsigned char)at[1 + closes + i]);
        const char *end = strchr(at, '>');
        bool alone = end != NULL && end[-1] == '/'; /* as in SVG */
        for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
            alone = alone || strcmp(tag, empty[i]) == 0;
        if (alone)
            continue;
        if (!closes) {
            cr_assert(depth < 64, "nested too deep at %.40s", at);
            memcpy(open[depth++], tag, sizeof tag);
        } else {
            cr_assert(depth > 0 && strcmp(open[depth - 1], tag) == 0, "closes out of order: %.40s", at);
            depth--;
        }
    }
    cr_assert_eq(depth, 0, "%zu elements stay open", depth);
    for (const char *at = page; (at = strstr(at, "href=\"#")) != NULL; at++) {
        char id[64];
        snprintf(id, sizeof id, " id=\"%.*s\"", (int)strcspn(at + 7, "\""), at + 7);
        cr_assert_eq(count_of(page, id), 1, "%s is there %zu times", id, count_of(page, id));
    }
}
