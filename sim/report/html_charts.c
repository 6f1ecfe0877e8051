#include "report/html_parts.h"

/* More rows than this are thinned out: the CSV file has them all. */
enum { ROWS_SHOWN = 40 };

/* Reads one field of RFC 4180 into `field`; returns what follows its comma or line end, and whether the line ended. */
static const char *read_field(const char *at, struct text *field, bool *ends)
{
    bool quoted = *at == '"';
    text_clear(field);
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

/* Reads a line into cells, or into the table's columns when it is the first. */
static const char *read_line(const char *at, struct table *table, bool head, bool shown)
{
    struct text field = {0};
    size_t column = 0;
    for (bool ends = false; !ends; column++) {
        at = read_field(at, &field, &ends);
        const char *words = field.at != NULL ? field.at : "";
        if (head && column < TABLE_COLUMNS_LIMIT)
            table_column(table, column == 0 ? TABLE_WORDS : TABLE_NUMBERS, words);
        else if (!head && shown && column < table->columns)
            table_cell(table, words);
    }
    for (; !head && shown && column < table->columns; column++)
        table_cell(table, "");
    text_release(&field);
    return at;
}

/* The data under a chart as a table that any reader or machine can follow. */
static void add_data(const struct html_page *page, const struct chart_result *chart)
{
    if (chart->csv == NULL || chart->csv[0] == '\0')
        return;
    struct table table = {0};
    size_t lines = count_lines(chart->csv), every = (lines + ROWS_SHOWN - 1) / ROWS_SHOWN;
    const char *at = read_line(chart->csv, &table, true, true);
    for (size_t line = 1; *at != '\0'; line++)
        at = read_line(at, &table, false, every <= 1 || (line - 1) % every == 0 || line + 1 == lines);
    struct text caption = {0};
    text_printf(&caption, "Data under the chart \"%s\"", chart->headline);
    if (every > 1)
        text_printf(&caption, " (one row in %zu and the last)", every);
    table_caption(&table, caption.at);
    table_html(&table, NULL, page->out);
    text_release(&caption);
    table_release(&table);
}

void html_chart_data(const struct html_page *page, const struct chart_result *chart, const char *summary)
{
    text_printf(page->out, "<details%s>", chart->svg != NULL ? "" : " open");
    markup_element(page->out, "summary", summary);
    text_add(page->out, "\n");
    markup_element(page->out, "p", chart->alt);
    add_data(page, chart);
    text_add(page->out, "</details>\n");
}

void html_chart(const struct html_page *page, const struct chart_result *chart, bool first)
{
    bool drawn = chart->svg != NULL;
    text_printf(page->out, "<figure class=\"%s%s\">\n", first ? "first" : "", drawn ? "" : " undrawn");
    text_add(page->out, "<figcaption>");
    markup_element(page->out, first ? "h2" : "h3", chart->headline);
    markup_element(page->out, "p", chart->subtitle);
    text_add(page->out, "</figcaption>\n");
    if (drawn) {
        text_add(page->out, "<div class=\"drawing\" role=\"group\" tabindex=\"0\" aria-label=\"");
        markup_text(page->out, chart->headline);
        text_add(page->out, "\">\n");
        text_add(page->out, chart->svg);
        text_add(page->out, "\n</div>\n");
    }
    text_add(page->out, "<p class=\"download\"><a href=\"charts/");
    markup_text(page->out, chart->slug);
    text_add(page->out, ".csv\">Data of this chart as a CSV file</a></p>\n");
    if (!first)
        html_chart_data(page, chart, "Description and data of this chart");
    text_add(page->out, "</figure>\n");
}

void html_charts(const struct html_page *page)
{
    html_open(page, "charts", "Charts");
    if (page->charts != NULL && page->charts->problem != NULL) {
        markup_element(page->out, "p class=\"warning\"", page->charts->problem);
        text_add(page->out, "\n");
    }
    if (page->charts == NULL || page->charts->count < 2)
        html_paragraph(page, page->charts == NULL ? "This run was asked to draw no charts; series.csv has the numbers."
                                                  : "There is no further chart.");
    for (size_t i = 1; page->charts != NULL && i < page->charts->count; i++)
        html_chart(page, &page->charts->charts[i], false);
    html_close(page);
}
