#include "report/mixes_page.h"

#include "report/html_study.h"
#include "report/mixes_table.h"

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
    struct html_page page;
    struct text answer = {0}, proof = {0};
    mixes_headline(mixes, &answer);
    mixes_proof(mixes, &proof);
    html_study_open(
        &page, &(struct html_study){.kind = "optimise", .answer = answer.at, .lead = proof.at, .target = mixes->target},
        base, charts, out);
    add_table(&page, mixes, "finalists", "Finalists",
              "The cheapest mixes on fresh luck: chance with its 95% interval, and what each costs more than the "
              "scenario as it stands over the whole time",
              mixes_table_finalists);
    add_table(&page, mixes, "curve", "What other chances cost",
              "The cheapest mix found for each chance, on the luck of the search", mixes_table_curve);
    html_study_close(&page);
    text_release(&answer);
    text_release(&proof);
}
