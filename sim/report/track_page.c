#include "report/track_page.h"

#include "report/html_study.h"
#include "report/order.h"
#include "report/track_table.h"

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
    struct html_page page;
    struct text answer = {0};
    track_words_headline(tracked, &answer);
    html_study_open(&page,
                    &(struct html_study){
                        .kind = "tracking", .answer = answer.at, .target = order_main_target(base->ensemble->plan)},
                    base, charts, out);
    add_section(&page, tracked, "again", "From here on", "The chance of every target, in the plan and from here on",
                track_table_targets, track_words_notes);
    add_section(&page, tracked, "actuals", "Every actual", "What was counted, and the plan's range on that day",
                track_table_actuals, track_words_rule);
    html_study_close(&page);
    text_release(&answer);
}
