#include "report/sweep_page.h"

#include "experiment/sweep_words.h"
#include "report/html_study.h"
#include "report/sweep_table.h"

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
    struct html_page page;
    struct text answer = {0}, varied = {0};
    sweep_words_headline(sweep, &answer);
    text_add(&varied, "Varied: ");
    for (size_t axis = 0; axis < sweep->axis_count; axis++)
        text_printf(&varied, "%s%s", axis ? ", " : "", sweep->axes[axis].path);
    text_add(&varied, ".");
    html_study_open(
        &page, &(struct html_study){.kind = "sweep", .answer = answer.at, .lead = varied.at, .target = sweep->target},
        base, charts, out);
    add_points(&page, sweep);
    html_study_close(&page);
    text_release(&answer);
    text_release(&varied);
}
