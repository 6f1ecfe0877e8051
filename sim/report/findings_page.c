#include "report/findings_page.h"

#include "report/findings_table.h"
#include "report/html_parts.h"

/* The chart of that name; null when it was not drawn. */
static const struct chart_result *chart_of(const struct chart_set *charts, const char *name)
{
    for (size_t i = 0; i < charts->count; i++)
        if (text_equal(charts->charts[i].slug, name))
            return &charts->charts[i];
    return NULL;
}

static void add_section(const struct findings_page *page, const struct findings *findings, bool first, struct text *out)
{
    struct table table = {0};
    struct text notes = {0};
    const struct chart_result *chart = chart_of(page->charts, findings->name);
    html_frame_open(out, findings->name, findings->title);
    if (!first && chart == NULL) {
        text_printf(&notes, "%s.", findings->headline.at);
        markup_element(out, "p class=\"lead\"", notes.at);
        text_add(out, "\n");
        text_clear(&notes);
    }
    if (chart != NULL) {
        html_frame_chart(out, chart, true);
        html_frame_chart_data(out, chart);
    }
    table_caption(&table, findings->subtitle.at);
    findings_table_fill(findings, &table);
    table_html(&table, NULL, out);
    findings_table_notes(findings, &notes);
    markup_element(out, "p", notes.at);
    text_add(out, "\n");
    text_release(&notes);
    table_release(&table);
    html_frame_close(out);
}

static void add_inputs(const struct findings_page *page, struct text *out)
{
    const struct result_run *base = page->base;
    struct html_page part = {
        .run = base, .brief = {.ensemble = base->ensemble, .prepared = base->prepared}, .out = out};
    figures_init(&part.figures, base->scenario, base->table, base->ensemble->plan);
    html_inputs(&part);
    figures_release(&part.figures);
}

void findings_page_write(const struct findings_page *page, struct text *out)
{
    const char *title = page->title != NULL && page->title[0] != '\0' ? page->title : page->name;
    struct text made = {0};
    html_frame_head(out, title, "sensitivity", page->notice);
    html_frame_main(out);
    html_frame_headline(out, page->findings[0]->headline.at);
    if (page->notice != NULL)
        markup_element(out, "p class=\"notice\"", page->notice);
    if (page->changed != NULL) {
        text_printf(&made, "Changed for this study: %s.", page->changed);
        markup_element(out, "p", made.at);
        text_add(out, "\n");
        text_clear(&made);
    }
    if (page->charts->problem != NULL)
        markup_element(out, "p class=\"warning\"", page->charts->problem);
    for (size_t i = 0; i < page->count; i++)
        add_section(page, page->findings[i], i == 0, out);
    if (page->base != NULL)
        add_inputs(page, out);
    text_printf(&made, "Made by Headroom %s from the %s \"%s\", seed %llu.", page->version, page->noun, page->name,
                (unsigned long long)page->seed);
    html_frame_foot(out, page->notice, made.at);
    text_release(&made);
}
