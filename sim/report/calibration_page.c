#include "report/calibration_page.h"

#include "experiment/calibration_words.h"
#include "report/calibration_table.h"
#include "report/html_study.h"

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
    struct html_page page;
    struct text answer = {0};
    calibration_words_headline(calibration, &answer);
    html_study_open(
        &page,
        &(struct html_study){.kind = "calibration", .answer = answer.at, .target = base->ensemble->plan->targets.count},
        base, charts, out);
    add_forecasts(&page, calibration);
    add_inputs(&page, calibration);
    html_study_close(&page);
    text_release(&answer);
}
