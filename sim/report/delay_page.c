#include "report/delay_page.h"

#include "experiment/delay_words.h"
#include "report/delay_table.h"
#include "report/html_study.h"

void delay_page_write(const struct delay *delay, const struct result_run *base, const struct chart_set *charts,
                      struct text *out)
{
    struct html_page page;
    struct text words = {0};
    struct table table = {0};
    delay_words_headline(delay, &words);
    html_study_open(&page, &(struct html_study){.kind = "delay", .answer = words.at, .target = delay->target}, base,
                    charts, out);
    html_open(&page, "delays", "What each month costs");
    table_caption(&table, "Changes against the scenario as it stands; the first row of each is for a month");
    delay_table_fill(delay, true, &table);
    table_html(&table, NULL, out);
    text_clear(&words);
    delay_words_rules(delay, &words);
    html_paragraph(&page, "%s", words.at);
    html_close(&page);
    html_study_close(&page);
    table_release(&table);
    text_release(&words);
}
