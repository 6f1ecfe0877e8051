#include <math.h>
#include <stdlib.h>

#include "experiment/break_even.h"
#include "report/html_parts.h"
#include "report/order.h"

static void month_cell(const struct html_page *page, struct table *table, const char *at, const char *column,
                       double week)
{
    struct text words = {0};
    if (isfinite(week))
        brief_month(&page->brief, week, &words);
    else
        text_add(&words, "not within the horizon");
    table_cell(table, words.at);
    html_kept(page, table,
              &(struct html_kept){.what = "when a pipeline has given back what it took",
                                  .at = at,
                                  .column = column,
                                  .value = week,
                                  .form = TRAIL_MONTH});
    text_release(&words);
}

static void pipeline_row(const struct html_page *page, struct table *table, int pipeline, const char *title)
{
    const struct ensemble *ensemble = page->run->ensemble;
    struct break_even even = break_even_of(ensemble, pipeline);
    size_t net = metric_series(&ensemble->layout, METRIC_PIPELINE_NET, pipeline);
    double reached = even.runs > 0 ? (double)even.reached / (double)even.runs : (double)NAN;
    struct text words = {0}, at = {0};
    char share[WORDS_SHORT];
    if (pipeline >= 0)
        text_printf(&at, "/break_even/pipelines/%s",
                    plan_items(ensemble->plan->pipelines, struct plan_pipeline)[pipeline].named.name);
    else
        text_add(&at, "/break_even/all");
    table_cell(table, title);
    brief_spread(&page->brief, net, ensemble->samples - 1, &words);
    table_cell(table, words.at);
    table_figure(table, brief_trail_level(&page->brief, NULL, net, ensemble->samples - 1, BRIEF_SPREAD, words.at));
    month_cell(page, table, at.at, "week/q50", even.runs > 0 ? even.quantile[Q50] : INFINITY);
    month_cell(page, table, at.at, "week/q90", even.runs > 0 ? even.quantile[Q90] : INFINITY);
    words_share(reached, share);
    table_cell(table, share);
    html_kept(page, table,
              &(struct html_kept){.what = "share of the runs in which a pipeline breaks even",
                                  .at = at.at,
                                  .column = "share",
                                  .value = reached,
                                  .form = TRAIL_SHARE});
    text_release(&words);
    text_release(&at);
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
