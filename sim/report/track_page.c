#include "report/track_page.h"

#include "report/html_parts.h"
#include "report/order.h"
#include "report/track_table.h"

static void add_answer(const struct html_page *page, const struct tracked *tracked)
{
    struct text words = {0};
    track_words_headline(tracked, &words);
    markup_element(page->out, "h1", words.at);
    text_add(page->out, "\n");
    text_release(&words);
    if (tracked->before->plan->notice != NULL)
        markup_element(page->out, "p class=\"notice\"", tracked->before->plan->notice);
}

/* A section with a table and the sentences under it. */
static void add_section(const struct html_page *page, const struct tracked *tracked, const char *id, const char *title,
                        const char *caption, void fill(const struct tracked *, struct table *),
                        void say(const struct tracked *, struct text *))
{
    struct table table = {0};
    struct text words = {0};
    html_open(page, id, title);
    table_caption(&table, caption);
    fill(tracked, &table);
    table_html(&table, NULL, page->out);
    say(tracked, &words);
    html_paragraph(page, "%s", words.at);
    text_release(&words);
    table_release(&table);
    html_close(page);
}

void track_page_write(const struct tracked *tracked, const struct result_run *base, const struct chart_set *charts,
                      struct text *out)
{
    const struct plan *plan = base->ensemble->plan;
    struct html_page page = {.run = base,
                             .charts = charts,
                             .brief = {.ensemble = base->ensemble, .prepared = base->prepared},
                             .target = order_main_target(plan),
                             .out = out};
    figures_init(&page.figures, base->scenario, base->table, plan);
    html_open_page(&page, "tracking", NULL, 0);
    add_answer(&page, tracked);
    if (charts->problem != NULL)
        markup_element(page.out, "p class=\"warning\"", charts->problem);
    for (size_t i = 0; i < charts->count; i++) {
        html_frame_chart(page.out, &charts->charts[i], true);
        html_frame_chart_data(page.out, &charts->charts[i]);
    }
    add_section(&page, tracked, "again", "From here on", "The chance of every target, in the plan and from here on",
                track_table_targets, track_words_notes);
    add_section(&page, tracked, "actuals", "Every actual", "What was counted, and the plan's range on that day",
                track_table_actuals, track_words_rule);
    html_inputs(&page);
    html_close_page(&page);
    figures_release(&page.figures);
}
