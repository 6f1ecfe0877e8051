/* Which numbers of comparison.json the cells of the page show. */
#include "report/comparison_trail.h"
#include "report/html_comparison_parts.h"
#include "report/trail_section.h"

size_t html_comparison_trace_chance(const struct comparison_page *page, size_t option, size_t target, const char *shown)
{
    const struct decision *decision = page->decision;
    const struct ensemble_verdict *verdict = &decision->rows[option].verdicts[target];
    struct text part = {0};
    text_printf(&part, "targets/%s",
                plan_items(decision->options[0].plan->targets, struct plan_target)[target].named.name);
    size_t figure = comparison_trail(page->comparison, &(struct comparison_number){.option = option,
                                                                                   .part = part.at,
                                                                                   .column = "chance",
                                                                                   .what = "chance of the target",
                                                                                   .shown = shown,
                                                                                   .value = verdict->chance,
                                                                                   .form = TRAIL_PERCENT});
    text_release(&part);
    return figure;
}

size_t html_comparison_trace_figure(const struct comparison_page *page, size_t option, size_t figure, const char *shown)
{
    const struct decision_figure *of = &page->decision->figures[figure];
    const struct decision_value *value = &page->decision->rows[option].values[figure];
    bool pounds = text_equal(of->unit, "\xc2\xa3"), share = text_equal(of->unit, "share");
    struct text part = {0};
    if (!value->there)
        return 0;
    text_printf(&part, "figures/%s", of->key);
    size_t number = comparison_trail(page->comparison,
                                     &(struct comparison_number){.option = option,
                                                                 .part = part.at,
                                                                 .column = "mean",
                                                                 .what = of->label,
                                                                 .shown = shown,
                                                                 .value = value->mean,
                                                                 .form = pounds                         ? TRAIL_POUNDS
                                                                         : figure == OUTTURN_OVERSPENDS ? TRAIL_PERCENT
                                                                         : share                        ? TRAIL_SHARE
                                                                                                        : TRAIL_NUMBER,
                                                                 .decimals = of->decimals > 1 ? 1 : of->decimals});
    text_release(&part);
    return number;
}

size_t html_comparison_trace_extra(const struct comparison_page *page, size_t option, const char *shown)
{
    return comparison_trail(page->comparison,
                            &(struct comparison_number){.option = option,
                                                        .part = "cost",
                                                        .column = "extra",
                                                        .what = "extra cost over the whole time",
                                                        .shown = shown,
                                                        .value = page->decision->rows[option].extra.mean,
                                                        .form = TRAIL_POUNDS});
}

void html_comparison_say_runs(const struct comparison_page *page, struct text *out)
{
    double runs = (double)page->decision->options[0].runs;
    char shown[WORDS_SHORT];
    words_number(runs, 0, shown);
    trail_say(
        page->comparison->trail,
        &(struct trail_figure){.shown = shown, .what = "runs of each option", .file = "comparison.json", .given = true},
        &(struct trail_place){.at = "", .column = "runs", .value = runs}, out);
}

void html_comparison_trail(const struct comparison_page *page)
{
    if (page->comparison->trail == NULL)
        return;
    html_comparison_open(page, "trace", "Trace a figure");
    trail_section(page->comparison->trail,
                  "The chances, caseloads, costs and other means of the options have an id, which is also their "
                  "address in this page (#F1) and is listed below.",
                  page->out);
    html_frame_close(page->out);
}
