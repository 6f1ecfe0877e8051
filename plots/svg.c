#include "plots/svg.h"

#include <string.h>

#include "plots/theme.h"

static const char families[] = "Arial, 'Liberation Sans', Helvetica, sans-serif";
static const char bold[] = ":Bold";

void svg_escape(struct text *out, const char *words)
{
    struct text clean = {0};
    theme_clean(&clean, words);
    for (size_t i = 0; i < clean.length; i++)
        switch (clean.at[i]) {
        case '&':
            text_add(out, "&amp;");
            break;
        case '<':
            text_add(out, "&lt;");
            break;
        case '>':
            text_add(out, "&gt;");
            break;
        case '"':
            text_add(out, "&quot;");
            break;
        default:
            text_add_n(out, &clean.at[i], 1);
        }
    text_release(&clean);
}

bool svg_is_whole(const char *svg, size_t length)
{
    static const char end[] = "</svg>";
    while (length > 0 && strchr(" \t\r\n", svg[length - 1]))
        length--;
    size_t size = sizeof end - 1;
    return length > size && memcmp(svg + length - size, end, size) == 0 && strstr(svg, "<svg") != NULL;
}

static bool is_name_end(char c)
{
    return c == '\0' || strchr(" \t\r\n=/>", c) != NULL;
}

static bool is_word(const char *at, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(at, word, length) == 0;
}

/* One attribute: name, value and the quotes it was written in. */
struct attribute {
    const char *name, *value;
    size_t name_length, length;
    char quotes;
};

/* Reads the attribute at *at and moves past it; false when there is none. */
static bool read_attribute(const char **at, const char *end, struct attribute *attribute)
{
    const char *p = *at;
    while (p < end && strchr(" \t\r\n", *p))
        p++;
    attribute->name = p;
    while (p < end && !is_name_end(*p))
        p++;
    attribute->name_length = (size_t)(p - attribute->name);
    while (p < end && strchr(" \t\r\n=", *p))
        p++;
    if (attribute->name_length == 0 || p >= end || (*p != '"' && *p != '\''))
        return false;
    attribute->quotes = *p++;
    attribute->value = p;
    while (p < end && *p != attribute->quotes)
        p++;
    attribute->length = (size_t)(p - attribute->value);
    *at = p < end ? p + 1 : end;
    return true;
}

static void add_font(struct text *out, const struct attribute *attribute)
{
    size_t size = sizeof bold - 1;
    text_printf(out, " font-family=\"%s\"", families);
    if (attribute->length > size && strncmp(attribute->value + attribute->length - size, bold, size) == 0)
        text_add(out, " font-weight=\"bold\"");
}

static void add_attribute(struct text *out, const struct attribute *attribute, const char *prefix)
{
    static const char url[] = "url(#";
    const char *value = attribute->value;
    size_t length = attribute->length;
    if (is_word(attribute->name, attribute->name_length, "font-family")) {
        add_font(out, attribute);
        return;
    }
    /* Rounded to pixels, the edge of a band is a staircase. */
    if (is_word(attribute->name, attribute->name_length, "shape-rendering"))
        return;
    text_add(out, " ");
    text_add_n(out, attribute->name, attribute->name_length);
    text_printf(out, "=%c", attribute->quotes);
    size_t skip = 0;
    if (is_word(attribute->name, attribute->name_length, "id"))
        text_printf(out, "%s-", prefix);
    else if (length > 0 && value[0] == '#' && is_word(attribute->name, attribute->name_length, "xlink:href"))
        skip = 1;
    else if (length >= sizeof url - 1 && strncmp(value, url, sizeof url - 1) == 0)
        skip = sizeof url - 1;
    if (skip) {
        text_add_n(out, value, skip);
        text_printf(out, "%s-", prefix);
    }
    text_add_n(out, value + skip, length - skip);
    text_printf(out, "%c", attribute->quotes);
}

/* Where a tag ends: its '>' outside quotes, or null. */
static const char *tag_end(const char *at)
{
    char quotes = '\0';
    for (; *at; at++)
        if (quotes) {
            if (*at == quotes)
                quotes = '\0';
        } else if (*at == '"' || *at == '\'') {
            quotes = *at;
        } else if (*at == '>') {
            return at;
        }
    return NULL;
}

/* Copies an opening tag, from '<' to '>', with its attributes put right. */
static void copy_tag(struct text *out, const char *at, const char *end, const char *prefix)
{
    const char *name_end = at + 1;
    while (!is_name_end(*name_end))
        name_end++;
    text_add_n(out, at, (size_t)(name_end - at));
    struct attribute attribute;
    const char *rest = name_end;
    while (read_attribute(&rest, end, &attribute))
        add_attribute(out, &attribute, prefix);
    text_add(out, end[-1] == '/' ? "/>" : ">");
}

/* Height of the page, which is as high as its chart wants: the last number of gnuplot's view box, or else the usual one. */
static void write_height(struct text *out, const char *root, const char *end)
{
    struct attribute attribute;
    const char *rest = root + strlen("<svg");
    while (end && read_attribute(&rest, end, &attribute))
        if (is_word(attribute.name, attribute.name_length, "viewBox")) {
            const char *past = attribute.value + attribute.length, *last = past;
            while (last > attribute.value && last[-1] >= '0' && last[-1] <= '9')
                last--;
            text_add_n(out, last, (size_t)(past - last));
        }
    if (out->length == 0)
        text_printf(out, "%.0f", THEME_HEIGHT);
}

static void open_root(struct text *out, const char *height, const char *prefix, const char *title,
                      const char *description)
{
    text_printf(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                "viewBox=\"0 0 960 %s\" width=\"960\" height=\"%s\" role=\"img\" aria-labelledby=\"%s-title\" "
                "aria-describedby=\"%s-desc\">\n<title id=\"%s-title\">",
                height, height, prefix, prefix, prefix);
    svg_escape(out, title);
    text_printf(out, "</title>\n<desc id=\"%s-desc\">", prefix);
    svg_escape(out, description);
    text_add(out, "</desc>\n");
    text_printf(out, "<rect width=\"960\" height=\"%s\" fill=\"white\"/>\n", height);
}

/* Past </NAME> when the tag at `at` opens an element of that name, whose content holds no element; else null. */
static const char *past_element(const char *at, const char *name)
{
    size_t size = strlen(name);
    if (strncmp(at + 1, name, size) != 0 || !is_name_end(at[1 + size]))
        return NULL;
    const char *close = strstr(at, "</");
    const char *end = close ? strchr(close, '>') : NULL;
    return end ? end + 1 : NULL;
}

/* gnuplot opens and closes many groups with nothing in them: takes the last one away again if it is such. */
static bool drop_empty(struct text *out, size_t opened, const char *close)
{
    if (opened == 0 || strncmp(close, "</g>", 4) != 0)
        return false;
    const char *inside = strchr(out->at + opened, '>');
    if (!inside || inside[1 + strspn(inside + 1, " \t\r\n")] != '\0')
        return false;
    out->length = opened;
    out->at[opened] = '\0';
    return true;
}

/* Copies text between tags, without the white space that only lays out the file. gnuplot leaves '>' as it is, and XML does
 * not allow "]]>". */
static const char *copy_words(struct text *out, const char *at)
{
    size_t length = strcspn(at, "<");
    if (strspn(at, " \t\r\n") < length)
        for (size_t i = 0; i < length; i++)
            text_add_n(out, at[i] == '>' ? "&gt;" : at + i, at[i] == '>' ? 4 : 1);
    else if (memchr(at, '\n', length) && out->at[out->length - 1] != '\n')
        text_add(out, "\n");
    return at + length;
}

bool svg_finish(struct text *out, const char *svg, const char *prefix, const char *title, const char *description)
{
    if (!svg_is_whole(svg, strlen(svg)))
        return false;
    const char *at = strstr(svg, "<svg"), *end = tag_end(at);
    size_t opened = 0; /* where the last opened group stands in `out` */
    struct text height = {0};
    write_height(&height, at, end);
    open_root(out, height.at, prefix, title, description);
    text_release(&height);
    for (at = end ? end + 1 : ""; *at;) {
        const char *past = past_element(at, "title");
        past = past ? past : past_element(at, "desc");
        if (*at != '<') {
            at = copy_words(out, at);
        } else if (past) {
            at = past;
        } else if ((end = tag_end(at)) == NULL) {
            return false;
        } else {
            bool closes = at[1] == '/', is_group = strncmp(at, "<g", 2) == 0 && is_name_end(at[2]);
            size_t before = out->length;
            if (closes && !drop_empty(out, opened, at))
                text_add_n(out, at, (size_t)(end - at) + 1);
            else if (!closes)
                copy_tag(out, at, end, prefix);
            opened = is_group && end[-1] != '/' ? before : closes ? 0 : opened;
            at = end + 1;
        }
    }
    return true;
}
