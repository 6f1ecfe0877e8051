#include "report/html_parts.h"

#include <stdarg.h>

void html_open_page(const struct html_page *page, const char *what, const struct html_link *links, size_t count)
{
    const struct plan *plan = page->run->ensemble->plan;
    const char *title = plan->title != NULL && plan->title[0] != '\0' ? plan->title : plan->name;
    html_frame_head(page->out, title, what, plan->notice);
    if (count > 0)
        html_frame_contents(page->out, links, count);
    html_frame_main(page->out);
}

void html_close_page(const struct html_page *page)
{
    struct text made = {0};
    text_printf(&made, "Made by Headroom %s from the scenario \"%s\", seed %llu.", page->run->version,
                page->run->ensemble->plan->name, (unsigned long long)page->run->seed);
    html_frame_foot(page->out, page->run->ensemble->plan->notice, made.at);
    text_release(&made);
}

void html_open(const struct html_page *page, const char *id, const char *title)
{
    if (page->brief.trail != NULL)
        page->brief.trail->place = title;
    html_frame_open(page->out, id, title);
}

void html_close(const struct html_page *page)
{
    html_frame_close(page->out);
}

void html_paragraph(const struct html_page *page, const char *format, ...)
{
    struct text words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    markup_element(page->out, "p", words.at);
    text_add(page->out, "\n");
    text_release(&words);
}

void html_measures(const struct html_page *page, const char *caption, const enum metric *metrics, size_t count)
{
    const struct ensemble *ensemble = page->run->ensemble;
    size_t samples[] = {0, page->sample, ensemble->samples - 1};
    size_t columns = page->sample > 0 && page->sample + 1 < ensemble->samples ? 3 : 2;
    if (columns == 2)
        samples[1] = ensemble->samples - 1;
    struct table table = {0};
    table_caption(&table, caption);
    table_column(&table, TABLE_WORDS, "Measure");
    for (size_t i = 0; i < columns; i++) {
        struct text when = {0};
        brief_when(&page->brief, ensemble->times[samples[i]], &when);
        table_column(&table, TABLE_NUMBERS, when.at);
        text_release(&when);
    }
    for (size_t row = 0; row < count; row++) {
        size_t series = metric_series(&ensemble->layout, metrics[row], METRIC_SERVICE);
        const char *unit = metric_info(metrics[row])->unit;
        struct text name = {0};
        brief_measure(&page->brief, series, true, &name);
        if (!text_equal(unit, "share"))
            text_printf(&name, " (%s)", unit);
        table_cell(&table, name.at);
        text_release(&name);
        for (size_t i = 0; i < columns; i++) {
            struct text spread = {0};
            brief_spread(&page->brief, series, samples[i], &spread);
            table_cell(&table, spread.at);
            table_figure(&table, brief_trail_level(&page->brief, caption, series, samples[i], BRIEF_SPREAD, spread.at));
            text_release(&spread);
        }
    }
    table_html(&table, NULL, page->out);
    table_release(&table);
}
