#include "support/picture.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Those of XML 1.0, and neither delete nor C1. */
static void check_characters(const char *xml, const char *slug)
{
    size_t length = strlen(xml);
    for (size_t at = 0, size; at < length; at += size) {
        size = text_character(xml + at, length - at);
        cr_assert_gt(size, 0, "%s: byte %zu is no UTF-8: %.40s", slug, at, xml + at);
        bool space = strchr("\t\n\r", xml[at]) != NULL;
        cr_assert(space || !text_is_control(xml + at, size), "%s: a control character: %.40s", slug, xml + at);
    }
    cr_assert_null(strstr(xml, "]]>"), "%s: ]]> is not allowed", slug);
}

void picture_check_xml(const char *xml, const char *slug)
{
    char open[64][32];
    int depth = 0;
    check_characters(xml, slug);
    for (const char *at = xml; *at; at++) {
        if (*at == '&')
            cr_assert(strspn(at + 1, "abcdefghijklmnopqrstuvwxyz#0123456789") > 1 && strchr(at, ';') - at < 8,
                      "%s: a bare ampersand: %.40s", slug, at);
        if (*at != '<')
            continue;
        bool closes = at[1] == '/', empty;
        size_t length = strcspn(at + 1 + closes, " \t\r\n/>");
        cr_assert(length > 0 && length < 32, "%s: a tag without a name: %.40s", slug, at);
        const char *name = at + 1 + closes;
        for (at = name + length; *at && *at != '>'; at++)
            if (*at == '"' || *at == '\'') {
                cr_assert_eq(at[-1], '=', "%s: a stray quote: %.40s", slug, at);
                at = strchr(at + 1, *at);
                cr_assert_not_null(at, "%s: an attribute that does not end", slug);
            }
        cr_assert_eq(*at, '>', "%s: a tag that does not end", slug);
        empty = at[-1] == '/';
        if (closes) {
            cr_assert(depth > 0 && strlen(open[depth - 1]) == length && !strncmp(open[depth - 1], name, length),
                      "%s: </%.*s> closes <%s>", slug, (int)length, name, depth ? open[depth - 1] : "");
            depth--;
        } else if (!empty) {
            cr_assert_lt(depth, 64, "%s: too deep", slug);
            snprintf(open[depth++], 32, "%.*s", (int)length, name);
        }
    }
    cr_assert_eq(depth, 0, "%s: %d tags are left open", slug, depth);
}

/* Every id starts with the chart's own prefix, and every reference has its id. */
void picture_check_ids(const char *svg, const char *slug)
{
    char prefix[64];
    snprintf(prefix, sizeof prefix, "chart-%s-", slug);
    for (const char *at = svg; (at = strstr(at, " id=")); at += 4)
        cr_assert_eq(strncmp(at + 5, prefix, strlen(prefix)), 0, "%s: a foreign id: %.40s", slug, at);
    for (const char *at = svg; (at = strstr(at, "href=")); at += 5) {
        char id[128];
        snprintf(id, sizeof id, " id=%c%.*s%c", at[5], (int)strcspn(at + 7, "'\""), at + 7, at[5]);
        char other[128];
        snprintf(other, sizeof other, " id=%c%.*s%c", '"', (int)strcspn(at + 7, "'\""), at + 7, '"');
        cr_assert(strstr(svg, id) || strstr(svg, other), "%s: nothing has the id of %.40s", slug, at);
    }
}

void picture_check_csv(const char *csv, const char *slug)
{
    size_t columns = 0;
    for (const char *line = csv; *line; line = strchr(line, '\n') + 1) {
        size_t count = 1;
        bool quoted = false;
        for (const char *at = line; *at != '\n'; at++) {
            quoted = quoted != (*at == '"');
            count += *at == ',' && !quoted;
        }
        cr_assert(line == csv || count == columns, "%s.csv: %zu columns: %.60s", slug, count, line);
        columns = count;
    }
    cr_assert(strstr(csv, "nan") == NULL && strstr(csv, "inf") == NULL, "%s.csv: missing numbers are empty", slug);
}
