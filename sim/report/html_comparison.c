#include "report/html_comparison.h"

#include <math.h>
#include <stdlib.h>

#include "experiment/words.h"
#include "report/html_comparison_parts.h"

static void contents(const struct comparison_page *page)
{
    static const struct html_link links[] = {{"options", "The options"},
                                             {"risks", "What could go wrong"},
                                             {"assumptions", "Assumptions"},
                                             {"recommendation", "Recommendation"},
                                             {"charts", "Charts"},
                                             {"targets", "Targets"},
                                             {"figures", "All figures"},
                                             {"teams", "Teams"},
                                             {"money", "Money"},
                                             {"futures", "Other futures"},
                                             {"drivers", "Why an option differs"},
                                             {"scrutiny", "Scrutiny annex"},
                                             {"changes", "What each option changes"},
                                             {"method", "How it was done"},
                                             {"quality", "Quality statement"},
                                             {"terms", "Terms"},
                                             {"trace", "Trace a figure"}};
    struct html_link shown[sizeof links / sizeof *links];
    size_t count = 0;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if ((html_comparison_has_money(page) || !text_equal(links[i].id, "money")) &&
            (page->comparison->advice != NULL || !text_equal(links[i].id, "recommendation")) &&
            (page->comparison->trail != NULL || !text_equal(links[i].id, "trace")) &&
            (page->comparison->regret != NULL || !text_equal(links[i].id, "futures")) &&
            (page->comparison->drivers != NULL || !text_equal(links[i].id, "drivers")) &&
            (!page->comparison->publication || !text_equal(links[i].id, "scrutiny")))
            shown[count++] = links[i];
    html_frame_contents(page->out, shown, count);
}

static void head(const struct comparison_page *page)
{
    const char *title = page->comparison->title;
    html_frame_head(page->out, title != NULL && title[0] != '\0' ? title : page->comparison->name, "comparison",
                    page->comparison->notice);
    contents(page);
    html_frame_main(page->out);
}

static void foot(const struct comparison_page *page)
{
    struct text made = {0};
    text_printf(&made, "Made by Headroom %s from the comparison \"%s\", seed ", page->comparison->version,
                page->comparison->name);
    html_comparison_say_seed(page, &made);
    text_add(&made, ".");
    html_frame_foot(page->out, page->comparison->notice, made.at);
    text_release(&made);
}

void html_comparison_write(const struct comparison_report *report, const struct chart_set *charts, struct trail *trail,
                           struct text *out)
{
    struct comparison traced = *report->comparison;
    const struct decision *decision = report->comparison->decision;
    const struct option_run *baseline = &decision->options[0];
    struct arena arena = {0};
    struct comparison_page page = {
        .report = report,
        .comparison = &traced,
        .decision = decision,
        .charts = charts,
        .advised = report->advised,
        .brief = {.ensemble = &baseline->dates,
                  .prepared = report->comparison->prepared,
                  .publication = report->comparison->publication,
                  .trail = trail,
                  .kept = "comparison.json"},
        .changes = mem_new(decision->count, sizeof *page.changes),
        .out = out,
    };
    traced.trail = trail;
    page.week = brief_week(&page.brief, decision->judged);
    page.sample = ensemble_sample_at(&baseline->dates, page.week);
    for (size_t i = 1; i < decision->count; i++)
        page.changes[i] = scenario_diff(&plan_table, report->scenarios[0]->root, report->scenarios[i]->root, &arena);
    head(&page);
    html_comparison_front(&page);
    html_comparison_advice(&page);
    html_comparison_charts(&page);
    html_comparison_targets(&page);
    html_comparison_figures(&page);
    html_comparison_teams(&page);
    html_comparison_money(&page);
    html_comparison_futures(&page);
    html_comparison_drivers(&page);
    html_comparison_scrutiny(&page);
    html_comparison_changes(&page);
    html_comparison_inputs(&page);
    html_comparison_notes(&page);
    html_comparison_trail(&page);
    foot(&page);
    free(page.changes);
    arena_release(&arena);
}
