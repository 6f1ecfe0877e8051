#include "report/causes_page.h"

#include "experiment/causes_words.h"
#include "report/causes_table.h"
#include "report/html_study.h"

typedef void words_fn(const struct causes *causes, struct text *out);

static void add_paragraph(const struct html_page *page, const struct causes *causes, words_fn *say)
{
    struct text words = {0};
    say(causes, &words);
    html_paragraph(page, "%s", words.at);
    text_release(&words);
}

void causes_page_write(const struct causes *causes, const struct result_run *base, const struct chart_set *charts,
                       struct text *out)
{
    struct html_page page;
    struct text headline = {0};
    struct table table = {0};
    causes_words_headline(causes, &headline);
    html_study_open(&page, &(struct html_study){.kind = "causes", .answer = headline.at, .target = causes->target},
                    base, charts, out);
    html_open(&page, "first-causes", "Why it fails");
    table_caption(&table, "Causes, each taken away by itself on the same luck");
    causes_table_fill(causes, true, &table);
    table_html(&table, NULL, out);
    add_paragraph(&page, causes, causes_words_rules);
    html_close(&page);
    html_open(&page, "corner", "Where it fails");
    add_paragraph(&page, causes, causes_words_corner);
    html_close(&page);
    html_open(&page, "loop", "The loop");
    add_paragraph(&page, causes, causes_words_loop);
    html_close(&page);
    html_study_close(&page);
    table_release(&table);
    text_release(&headline);
}
