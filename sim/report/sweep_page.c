#include "report/sweep_page.h"

#include "experiment/sweep_words.h"
#include "report/html_parts.h"
#include "report/sweep_table.h"

static void add_answer(const struct html_page *page, const struct sweep *sweep)
{
    struct text words = {0};
    sweep_words_headline(sweep, &words);
    markup_element(page->out, "h1", words.at);
    text_add(page->out, "\n");
    text_release(&words);
    if (page->run->ensemble->plan->notice != NULL)
        markup_element(page->out, "p class=\"notice\"", page->run->ensemble->plan->notice);
    if (page->run->publication)
        html_frame_edition(page->out);
    text_add(page->out, "<p class=\"lead\">Varied: ");
    for (size_t axis = 0; axis < sweep->axis_count; axis++)
        markup_printf(page->out, "%s%s", axis ? ", " : "", sweep->axes[axis].path);
    text_add(page->out, ".</p>\n");
}

static void add_points(const struct html_page *page, const struct sweep *sweep)
{
    struct table table = {0};
    struct text notes = {0};
    html_open(page, "points", "Every point");
    table_caption(&table, "What came of every point");
    sweep_table_fill(sweep, &table);
    table_html(&table, NULL, page->out);
    sweep_table_notes(sweep, &notes);
    html_paragraph(page, "%s", notes.at);
    text_release(&notes);
    table_release(&table);
    html_close(page);
}

void sweep_page_write(const struct sweep *sweep, const struct result_run *base, const struct chart_set *charts,
                      struct text *out)
{
    const struct plan *plan = base->ensemble->plan;
    struct html_page page = {.run = base,
                             .charts = charts,
                             .brief = {.ensemble = base->ensemble, .prepared = base->prepared, base->publication},
                             .target = sweep->target,
                             .out = out};
    figures_init(&page.figures, base->scenario, base->table, plan);
    html_open_page(&page, "sweep", NULL, 0);
    add_answer(&page, sweep);
    if (charts->problem != NULL)
        markup_element(page.out, "p class=\"warning\"", charts->problem);
    for (size_t i = 0; i < charts->count; i++) {
        html_frame_chart(page.out, &charts->charts[i], true);
        html_frame_chart_data(page.out, &charts->charts[i]);
    }
    add_points(&page, sweep);
    html_inputs(&page);
    html_withheld(&page);
    html_close_page(&page);
    figures_release(&page.figures);
}
