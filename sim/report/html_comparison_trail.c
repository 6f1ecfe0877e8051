/* Which numbers of comparison.json the cells of the page show. */
#include <math.h>
#include <stdio.h>

#include "report/comparison_kept.h"
#include "report/comparison_trail.h"
#include "report/html_comparison_parts.h"
#include "report/money_table.h"
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

size_t html_comparison_trace_team(const struct comparison_page *page, size_t option, int team, double caseload,
                                  const char *shown)
{
    struct text part = {0}, what = {0};
    text_printf(&part, "teams/%s", comparison_kept_team_key(page->comparison, team));
    text_printf(&what, "caseload on the date, %s", brief_team(page->decision->options[0].plan, team));
    size_t figure = comparison_trail(page->comparison, &(struct comparison_number){.option = option,
                                                                                   .part = part.at,
                                                                                   .column = "mean",
                                                                                   .what = what.at,
                                                                                   .shown = shown,
                                                                                   .value = caseload,
                                                                                   .decimals = 1});
    text_release(&part);
    text_release(&what);
    return figure;
}

size_t html_comparison_trace_money(const struct comparison_page *page, size_t option, enum spending_sum sum,
                                   size_t column, double pounds, const char *shown)
{
    char year[16];
    struct text part = {0}, what = {0};
    comparison_kept_year(&page->decision->options[option], column, year);
    text_printf(&part, "money/%s", money_table_sum(sum));
    text_printf(&what, "%s, %s", money_table_sum(sum), year);
    size_t figure = comparison_trail(page->comparison, &(struct comparison_number){.option = option,
                                                                                   .part = part.at,
                                                                                   .column = year,
                                                                                   .what = what.at,
                                                                                   .shown = shown,
                                                                                   .value = pounds,
                                                                                   .form = TRAIL_THOUSANDS});
    text_release(&part);
    text_release(&what);
    return figure;
}

size_t html_comparison_trace_points(const struct comparison_page *page, size_t option, const char *shown)
{
    const struct contrast *change = &page->decision->rows[option].changes[page->decision->judged].change;
    struct text part = {0};
    if (!contrast_is_clear(change))
        return 0;
    text_printf(&part, "targets/%s", decision_target(page->decision)->named.name);
    size_t figure = comparison_trail(page->comparison, &(struct comparison_number){.option = option,
                                                                                   .part = part.at,
                                                                                   .column = "change",
                                                                                   .what = "change in the chance",
                                                                                   .shown = shown,
                                                                                   .value = change->mean,
                                                                                   .form = TRAIL_POINTS});
    text_release(&part);
    return figure;
}

size_t html_comparison_trace_high(const struct comparison_page *page, size_t option, double caseload, const char *shown)
{
    return comparison_trail(page->comparison, &(struct comparison_number){.option = option,
                                                                          .part = "teams/all",
                                                                          .column = "q90",
                                                                          .what = "caseload on the date",
                                                                          .shown = shown,
                                                                          .value = caseload,
                                                                          .decimals = 1});
}

size_t html_comparison_trace_over(const struct comparison_page *page, size_t option, const char *shown)
{
    return comparison_trail(page->comparison,
                            &(struct comparison_number){.option = option,
                                                        .part = "cost",
                                                        .column = "share_of_runs_over_budget",
                                                        .what = "chance of costing more than the budget",
                                                        .shown = shown,
                                                        .value = page->decision->rows[option].over_share,
                                                        .form = TRAIL_PERCENT});
}

void html_comparison_say_seed(const struct comparison_page *page, struct text *out)
{
    uint64_t seed = page->comparison->seed;
    char shown[24];
    snprintf(shown, sizeof shown, "%llu", (unsigned long long)seed);
    trail_say(
        page->comparison->trail,
        &(struct trail_figure){
            .shown = shown, .what = "seed", .form = TRAIL_PLAIN, .file = "comparison.json", .given = true},
        &(struct trail_place){.at = "", .column = "seed", .value = seed < 1ULL << 53 ? (double)seed : (double)NAN},
        out);
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
                  "Every result on this page has an id, which is also its address in this page (#F1) and is listed "
                  "below; a cell or sentence with several numbers has one. What the scenarios state has its path as "
                  "id: levers.NAME.starts.",
                  page->out);
    html_frame_close(page->out);
}
