#include "report/mixes_page.h"

#include "report/html_parts.h"
#include "report/mixes_table.h"

static void add_answer(const struct html_page *page, const struct mixes *mixes)
{
    struct text words = {0};
    mixes_headline(mixes, &words);
    markup_element(page->out, "h1", words.at);
    text_add(page->out, "\n");
    if (page->run->ensemble->plan->notice != NULL)
        markup_element(page->out, "p class=\"notice\"", page->run->ensemble->plan->notice);
    text_clear(&words);
    mixes_proof(mixes, &words);
    html_paragraph(page, "%s", words.at);
    text_release(&words);
}

typedef void fill_fn(const struct mixes *mixes, struct table *table);

static void add_table(const struct html_page *page, const struct mixes *mixes, const char *name, const char *title,
                      const char *caption, fill_fn *fill)
{
    struct table table = {0};
    table_caption(&table, caption);
    fill(mixes, &table);
    if (table_rows(&table) > 0) {
        html_open(page, name, title);
        table_html(&table, NULL, page->out);
        html_close(page);
    }
    table_release(&table);
}

void mixes_page_write(const struct mixes *mixes, const struct result_run *base, const struct chart_set *charts,
                      struct text *out)
{
    const struct plan *plan = base->ensemble->plan;
    struct html_page page = {.run = base,
                             .charts = charts,
                             .brief = {.ensemble = base->ensemble, .prepared = base->prepared},
                             .target = mixes->target,
                             .out = out};
    figures_init(&page.figures, base->scenario, base->table, plan);
    html_open_page(&page, "optimise", NULL, 0);
    add_answer(&page, mixes);
    for (size_t i = 0; i < charts->count; i++) {
        html_frame_chart(page.out, &charts->charts[i], true);
        html_frame_chart_data(page.out, &charts->charts[i]);
    }
    add_table(&page, mixes, "finalists", "Finalists",
              "The cheapest mixes on fresh luck: chance with its 95% interval, and what each costs more than the "
              "scenario as it stands over the whole time",
              mixes_table_finalists);
    add_table(&page, mixes, "curve", "What other chances cost",
              "The cheapest mix found for each chance, on the luck of the search", mixes_table_curve);
    html_inputs(&page);
    html_close_page(&page);
    figures_release(&page.figures);
}
