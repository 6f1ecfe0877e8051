#include <math.h>
#include <stdlib.h>

#include "experiment/break_even.h"
#include "report/html_parts.h"
#include "report/order.h"

static void month_or_never(const struct html_page *page, double week, struct text *out)
{
    if (isfinite(week))
        brief_month(&page->brief, week, out);
    else
        text_add(out, "not within the horizon");
}

static void pipeline_row(const struct html_page *page, struct table *table, int pipeline, const char *title)
{
    const struct ensemble *ensemble = page->run->ensemble;
    struct break_even even = break_even_of(ensemble, pipeline);
    size_t net = metric_series(&ensemble->layout, METRIC_PIPELINE_NET, pipeline);
    struct text words = {0};
    table_cell(table, title);
    brief_spread(&page->brief, net, ensemble->samples - 1, &words);
    table_cell(table, words.at);
    text_clear(&words);
    month_or_never(page, even.runs > 0 ? even.quantile[Q50] : INFINITY, &words);
    table_cell(table, words.at);
    text_clear(&words);
    month_or_never(page, even.runs > 0 ? even.quantile[Q90] : INFINITY, &words);
    table_cell(table, words.at);
    text_release(&words);
    char share[WORDS_SHORT];
    words_share(even.runs > 0 ? (double)even.reached / (double)even.runs : (double)NAN, share);
    table_cell(table, share);
}

void html_pipelines(const struct html_page *page)
{
    const struct map *pipelines = &page->run->ensemble->plan->pipelines;
    if (pipelines->count == 0 || page->run->ensemble->samples == 0)
        return;
    struct table table = {0};
    table_caption(&table, "What pipelines give, net of the experienced workers' time that they take");
    table_column(&table, TABLE_WORDS, "Pipeline");
    table_column(&table, TABLE_NUMBERS, "Net FTE at the end (80% of runs)");
    table_column(&table, TABLE_NUMBERS, "Breaks even, median run");
    table_column(&table, TABLE_NUMBERS, "In nine runs of ten by");
    table_column(&table, TABLE_NUMBERS, "Runs that break even");
    size_t *order = order_of(pipelines, sizeof(struct plan_pipeline));
    for (size_t i = 0; i < pipelines->count; i++)
        pipeline_row(page, &table, (int)order[i], plan_items(*pipelines, struct plan_pipeline)[order[i]].named.title);
    free(order);
    if (pipelines->count > 1)
        pipeline_row(page, &table, METRIC_SERVICE, "All pipelines");
    table_html(&table, NULL, page->out);
    table_release(&table);
    html_paragraph(
        page, "Net capacity is the effective FTE of graduates in post less what practice educators give to trainees "
              "and assessors to graduates. It breaks even when the sum of it since the first day turns positive for "
              "good. Whom graduates replace, and money, are not in it.");
}
