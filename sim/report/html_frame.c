#include "report/html_frame.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "report/markup.h"
#include "report/table.h"

void html_frame_open(struct text *out, const char *id, const char *title)
{
    text_printf(out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">", id, id, id);
    markup_text(out, title);
    text_add(out, "</h2>\n");
}

void html_frame_close(struct text *out)
{
    text_add(out, "</section>\n");
}

void html_frame_head(struct text *out, const char *title, const char *what, const char *notice)
{
    text_add(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                  "'unsafe-inline'; img-src data:\">\n<title>");
    markup_printf(out, "%s: Headroom %s", title, what);
    text_add(out, "</title>\n");
    html_style(out, notice);
    text_add(out, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n"
                  "<header class=\"top\">\n");
    markup_element(out, "p class=\"product\"", title);
    text_add(out, "\n");
}

void html_frame_contents(struct text *out, const struct html_link *links, size_t count)
{
    text_add(out, "<nav aria-label=\"Contents\"><ul>\n");
    for (size_t i = 0; i < count; i++)
        text_printf(out, "<li><a href=\"#%s\">%s</a></li>\n", links[i].id, links[i].title);
    text_add(out, "</ul></nav>\n");
}

void html_frame_main(struct text *out)
{
    text_add(out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void html_frame_foot(struct text *out, const char *notice, const char *made)
{
    text_add(out, "</main>\n<footer class=\"end\">\n");
    if (notice != NULL && notice[0] != '\0')
        markup_element(out, "p", notice);
    text_add(out, "<p class=\"note\">");
    markup_printf(out, "%s ", made);
    text_add(out, "Headroom reports staffing and caseload. It never reports the chance of an inspection grade."
                  "</p>\n</footer>\n</body>\n</html>\n");
}

/* Escaped, and "1 in 8" kept on one line. */
static void add_unbroken(struct text *out, const char *words)
{
    static const char in[] = " in ";
    struct text escaped = {0};
    markup_text(&escaped, words);
    for (const char *at = escaped.at; *at != '\0'; at++) {
        if (text_starts(at, in) && isdigit((unsigned char)at[sizeof in - 1])) {
            text_add(out, "&nbsp;in&nbsp;");
            at += sizeof in - 2;
        } else
            text_add_n(out, at, 1);
    }
    text_release(&escaped);
}

void html_frame_headline(struct text *out, const char *words)
{
    text_add(out, "<h1>");
    add_unbroken(out, words);
    text_add(out, "</h1>\n");
}

void html_frame_term(struct text *out, const char *word, const char *meaning)
{
    text_add(out, "<div>");
    markup_element(out, "dt", word);
    markup_element(out, "dd", meaning);
    text_add(out, "</div>\n");
}

/* More rows than this are thinned out: the CSV file has them all. */
enum { ROWS_SHOWN = 40 };

/* Reads one field of RFC 4180 into `field`; returns what follows its comma or line end, and whether the line ended. */
static const char *read_field(const char *at, struct text *field, bool *ends)
{
    bool quoted = *at == '"';
    text_clear(field);
    text_add(field, ""); /* never null */
    at += quoted;
    for (; *at != '\0'; at++) {
        if (quoted && at[0] == '"' && at[1] == '"')
            at++;
        else if (quoted && at[0] == '"') {
            quoted = false;
            continue;
        } else if (!quoted && (*at == ',' || *at == '\n'))
            break;
        if (*at != '\r')
            text_add_n(field, at, 1);
    }
    *ends = *at != ',';
    return *at == '\0' ? at : at + 1;
}

static size_t count_lines(const char *csv)
{
    size_t lines = 0;
    for (const char *at = csv; *at != '\0'; at++)
        lines += *at == '\n';
    return lines;
}

/* A column of words is one whose first value is no number. */
static enum table_align align_of(const char *words)
{
    char *end;
    strtod(words, &end);
    return *end == '\0' ? TABLE_NUMBERS : TABLE_WORDS;
}

/* Reads the first line into the table's columns. The names are for programs; spaces let a browser break them. */
static const char *read_head(const char *csv, struct table *table)
{
    struct text name = {0}, value = {0};
    text_add(&value, "");
    const char *at = csv, *below = strchr(csv, '\n');
    bool ends = false, below_ends = below == NULL;
    below = below != NULL ? below + 1 : "";
    while (!ends && table->columns < TABLE_COLUMNS_LIMIT) {
        at = read_field(at, &name, &ends);
        text_clear(&value);
        if (!below_ends)
            below = read_field(below, &value, &below_ends);
        for (size_t i = 0; i < name.length; i++)
            if (name.at[i] == '_')
                name.at[i] = ' ';
        table_column(table, table->columns == 0 ? TABLE_WORDS : align_of(value.at), name.at);
    }
    while (!ends)
        at = read_field(at, &name, &ends);
    text_release(&name);
    text_release(&value);
    return at;
}

/* Reads a line into cells. */
static const char *read_line(const char *at, struct table *table, bool shown)
{
    struct text field = {0};
    size_t column = 0;
    for (bool ends = false; !ends; column++) {
        at = read_field(at, &field, &ends);
        if (shown && column < table->columns)
            table_cell(table, field.at);
    }
    for (; shown && column < table->columns; column++)
        table_cell(table, "");
    text_release(&field);
    return at;
}

/* The data under a chart as a table that any reader or machine can follow. */
static void add_data(struct text *out, const struct chart_result *chart)
{
    if (chart->csv == NULL || chart->csv[0] == '\0')
        return;
    struct table table = {0};
    size_t lines = count_lines(chart->csv), every = (lines + ROWS_SHOWN - 1) / ROWS_SHOWN;
    const char *at = read_head(chart->csv, &table);
    for (size_t line = 1; *at != '\0'; line++)
        at = read_line(at, &table, every <= 1 || (line - 1) % every == 0 || line + 1 == lines);
    struct text caption = {0};
    text_printf(&caption, "Data under the chart \"%s\"", chart->headline);
    if (every > 1)
        text_printf(&caption, " (one row in %zu and the last)", every);
    table_caption(&table, caption.at);
    table_html(&table, NULL, out);
    text_release(&caption);
    table_release(&table);
}

/* The id of a chart is the name of its file. */
static void add_id(struct text *out, const struct chart_result *chart, bool traced)
{
    struct text id = {0};
    text_printf(&id, "charts/%s", chart->slug);
    markup_path(out, traced ? id.at : NULL);
    text_release(&id);
}

static void add_details(struct text *out, const struct chart_result *chart, bool traced)
{
    if (chart->nothing != NULL)
        return;
    text_add(out, "<details");
    add_id(out, chart, traced);
    text_printf(out, "%s><summary>Description and data of the chart \"", chart->svg != NULL ? "" : " open");
    markup_text(out, chart->headline);
    text_add(out, "\"</summary>\n");
    markup_element(out, "p", chart->alt);
    text_add(out, "\n");
    add_data(out, chart);
    text_add(out, "</details>\n");
}

void html_frame_chart_data(struct text *out, const struct chart_result *chart)
{
    add_details(out, chart, false);
}

void html_frame_chart_data_traced(struct text *out, const struct chart_result *chart)
{
    add_details(out, chart, true);
}

static void add_chart(struct text *out, const struct chart_result *chart, bool first, bool traced)
{
    bool drawn = chart->svg != NULL;
    if (chart->nothing != NULL) {
        markup_element(out, "p", chart->nothing);
        text_add(out, "\n");
        return;
    }
    text_printf(out, "<figure class=\"%s%s\"", first ? "first" : "", drawn ? "" : " undrawn");
    add_id(out, chart, traced);
    text_add(out, ">\n");
    text_add(out, "<figcaption>");
    markup_element(out, first ? "h2" : "h3", chart->headline);
    markup_element(out, "p", chart->subtitle);
    text_add(out, "</figcaption>\n");
    if (drawn) {
        text_add(out, "<div class=\"drawing\" role=\"group\" tabindex=\"0\" aria-label=\"");
        markup_text(out, chart->headline);
        text_add(out, "\">\n");
        text_add(out, chart->svg);
        text_add(out, "\n</div>\n");
    }
    text_add(out, "<p class=\"download\"><a href=\"charts/");
    markup_text(out, chart->slug);
    text_add(out, ".csv\">Data of this chart as a CSV file</a></p>\n");
    if (!first)
        add_details(out, chart, traced);
    text_add(out, "</figure>\n");
}

void html_frame_chart(struct text *out, const struct chart_result *chart, bool first)
{
    add_chart(out, chart, first, false);
}

void html_frame_chart_traced(struct text *out, const struct chart_result *chart, bool first)
{
    add_chart(out, chart, first, true);
}

void html_frame_edition(struct text *out)
{
    text_add(out, "<p class=\"notice\">Publication edition: counts of 1 to 5 children and what suppliers "
                  "charge are withheld (<a href=\"#withheld\">what was withheld</a>).</p>\n");
}

void html_frame_withheld(struct text *out, enum publication_of of)
{
    html_frame_open(out, "withheld", "What this edition withholds");
    text_add(out, "<ul>\n");
    for (const char *const *words = publication_withheld(of); *words != NULL; words++)
        markup_element(out, "li", *words);
    text_add(out, "</ul>\n");
    html_frame_close(out);
}
