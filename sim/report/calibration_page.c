#include "report/calibration_page.h"

#include "experiment/calibration_words.h"
#include "report/calibration_table.h"
#include "report/html_parts.h"

static void add_answer(const struct html_page *page, const struct calibration *calibration)
{
    struct text words = {0};
    calibration_words_headline(calibration, &words);
    markup_element(page->out, "h1", words.at);
    text_add(page->out, "\n");
    text_release(&words);
    if (page->run->ensemble->plan->notice != NULL)
        markup_element(page->out, "p class=\"notice\"", page->run->ensemble->plan->notice);
}

static void add_table(const struct html_page *page, const struct calibration *calibration, const char *caption,
                      void (*fill)(const struct calibration *, struct table *))
{
    struct table table = {0};
    table_caption(&table, caption);
    fill(calibration, &table);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static void add_forecasts(const struct html_page *page, const struct calibration *calibration)
{
    html_open(page, "forecasts", "How well it foretold what was held back");
    add_table(page, calibration, "The model against forecasts without one, on the figures held back",
              calibration_table_scores);
    html_paragraph(
        page, "CRPS is how far the whole spread of a forecast lay from what came, in the measure's unit; less is "
              "better. Of many figures half should lie within the 50%% interval, four in five within the 80%% and "
              "nineteen in twenty within the 95%% one. \"No change\" is the last figure that was fitted to, with the "
              "spread of past changes; \"mean reversion\" goes back to their mean as fast as they did before. Both "
              "know nothing of the service.");
    add_table(page, calibration, "Figures held back, and intervals of the posterior's forecast",
              calibration_table_figures);
    html_close(page);
}

static void add_inputs(const struct html_page *page, const struct calibration *calibration)
{
    struct text notes = {0};
    html_open(page, "posterior", "What the history told");
    add_table(page, calibration, "Inputs before and after", calibration_table_inputs);
    add_table(page, calibration, "How inputs go together in the posterior", calibration_table_correlations);
    calibration_table_notes(calibration, &notes);
    html_paragraph(page, "%s", notes.at);
    html_paragraph(
        page, "calibrated.yaml in this folder is the scenario with these ranges; calibrate.csv has every member, for "
              "those who want the inputs as they go together.");
    text_release(&notes);
    html_close(page);
}

void calibration_page_write(const struct calibration *calibration, const struct result_run *base,
                            const struct chart_set *charts, struct text *out)
{
    const struct plan *plan = base->ensemble->plan;
    struct html_page page = {.run = base,
                             .charts = charts,
                             .brief = {.ensemble = base->ensemble, .prepared = base->prepared},
                             .target = plan->targets.count,
                             .out = out};
    figures_init(&page.figures, base->scenario, base->table, plan);
    html_open_page(&page, "calibration", NULL, 0);
    add_answer(&page, calibration);
    if (charts->problem != NULL)
        markup_element(page.out, "p class=\"warning\"", charts->problem);
    for (size_t i = 0; i < charts->count; i++) {
        html_frame_chart(page.out, &charts->charts[i], i == 0);
        if (i == 0)
            html_frame_chart_data(page.out, &charts->charts[i]);
    }
    add_forecasts(&page, calibration);
    add_inputs(&page, calibration);
    html_inputs(&page);
    html_close_page(&page);
    figures_release(&page.figures);
}
