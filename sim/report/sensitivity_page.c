#include "report/sensitivity_page.h"

#include "experiment/sensitivity_words.h"
#include "report/html_parts.h"
#include "report/sensitivity_table.h"

static void add_answer(const struct html_page *page, const struct sensitivity *sensitivity)
{
    struct text words = {0};
    sensitivity_words_headline(sensitivity, &words);
    markup_element(page->out, "h1", words.at);
    text_add(page->out, "\n");
    text_release(&words);
    if (page->run->ensemble->plan->notice != NULL)
        markup_element(page->out, "p class=\"notice\"", page->run->ensemble->plan->notice);
    if (page->run->publication)
        html_frame_edition(page->out);
}

static void add_inputs(const struct html_page *page, const struct sensitivity *sensitivity)
{
    struct table table = {0};
    struct text notes = {0};
    html_open(page, "effects", "What each input does");
    table_caption(&table, "Widest first: by the chance where its change is told from nought, then by the caseload");
    sensitivity_table_fill(sensitivity, &table);
    table_html(&table, NULL, page->out);
    sensitivity_table_notes(sensitivity, &notes);
    html_paragraph(page, "%s", notes.at);
    text_release(&notes);
    table_release(&table);
    html_close(page);
}

void sensitivity_page_write(const struct sensitivity *sensitivity, const struct result_run *base,
                            const struct chart_set *charts, struct text *out)
{
    const struct plan *plan = base->ensemble->plan;
    struct html_page page = {.run = base,
                             .charts = charts,
                             .brief = {.ensemble = base->ensemble, .prepared = base->prepared, base->publication},
                             .target = sensitivity->target,
                             .out = out};
    figures_init(&page.figures, base->scenario, base->table, plan);
    html_open_page(&page, "sensitivity", false);
    add_answer(&page, sensitivity);
    if (charts->problem != NULL)
        markup_element(page.out, "p class=\"warning\"", charts->problem);
    for (size_t i = 0; i < charts->count; i++)
        html_frame_chart(page.out, &charts->charts[i], true);
    add_inputs(&page, sensitivity);
    html_inputs(&page);
    html_withheld(&page);
    html_close_page(&page);
    figures_release(&page.figures);
}
