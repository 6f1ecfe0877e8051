#include "report/sensitivity_page.h"

#include "experiment/sensitivity_words.h"
#include "report/html_study.h"
#include "report/sensitivity_table.h"

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
    struct html_page page;
    struct text headline = {0};
    sensitivity_words_headline(sensitivity, &headline);
    html_study_open(&page,
                    &(struct html_study){.kind = "sensitivity", .answer = headline.at, .target = sensitivity->target},
                    base, charts, out);
    add_inputs(&page, sensitivity);
    html_study_close(&page);
    text_release(&headline);
}
