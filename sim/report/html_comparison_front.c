/* The first page: the answer, one chart, the options, what could go wrong, which assumptions matter, who should check. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/words.h"
#include "plots/choice.h"
#include "report/checker.h"
#include "report/comparison_kept.h"
#include "report/comparison_trail.h"
#include "report/html_comparison_parts.h"

/* So many assumptions on the first page; the rest is in its own section. */
enum { ASSUMPTIONS_SHOWN = 5, ASSUMPTIONS_OF_MANY = 3 };

/* From so many options on, the first page shows less of each, to stay one page. */
enum { MANY = 5 };

static bool has_many(const struct comparison_page *page)
{
    return page->decision->count >= MANY;
}

static void paragraph(const struct comparison_page *page, const char *tag, struct text *words)
{
    if (words->length > 0) {
        markup_element(page->out, tag, words->at);
        text_add(page->out, "\n");
    }
    text_release(words);
}

static void lead(const struct comparison_page *page)
{
    const struct option_run *baseline = &page->decision->options[0];
    char options[WORDS_SHORT];
    words_count(page->decision->count, options);
    struct text words = {0};
    comparison_second_thoughts(page->comparison, &words);
    text_printf(&words, "%sCompared: %s options, in ", words.length ? " " : "", options);
    html_comparison_say_runs(page, &words);
    text_add(&words, " simulated futures each, on the same luck, from ");
    brief_when(&page->brief, baseline->times[0], &words);
    text_add(&words, " to ");
    brief_when(&page->brief, baseline->times[baseline->samples - 1], &words);
    text_add(&words, baseline->block > 0 ? "; uncertain inputs are drawn anew from their ranges."
                                         : "; the ranges show luck alone, and what is not known comes on top.");
    paragraph(page, "p class=\"lead\"", &words);
    if (page->comparison->advice != NULL)
        html_comparison_said(page, "p class=\"lead\"", "recommendation");
}

/* The chart itself, or its description and data, which follow the first page. */
static void first_chart(const struct comparison_page *page, bool data)
{
    const char *slug = html_comparison_first_chart(page);
    for (size_t i = 0; page->charts != NULL && i < page->charts->count; i++)
        if (text_equal(page->charts->charts[i].slug, slug))
            data ? html_frame_chart_data(page->out, &page->charts->charts[i])
                 : html_frame_chart(page->out, &page->charts->charts[i], true);
}

/* --- the options ----------------------------------------------------------------------------------------------------- */

static void chance_cell(const struct comparison_page *page, struct table *table, size_t option)
{
    const struct decision *decision = page->decision;
    if (decision->judged == decision->targets) {
        table_cell(table, "no target");
        return;
    }
    const struct ensemble_verdict *verdict = &decision->rows[option].verdicts[decision->judged];
    char percent[WORDS_SHORT], interval[WORDS_LONG];
    words_percent(verdict->trials > 0 ? verdict->chance : (double)NAN, percent);
    words_interval(verdict->interval, interval);
    if (verdict->trials > 0)
        table_printf(table, "%s (%s)", percent, interval);
    else
        table_cell(table, percent);
    table_figure(table, html_comparison_trace_chance(page, option, decision->judged, table_last(table)));
}

static void cost_cell(struct table *table, const struct contrast *extra, bool brief)
{
    char mean[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    words_pounds(extra->mean, mean);
    words_pounds(extra->interval.low, low);
    words_pounds(extra->interval.high, high);
    if (brief || isnan(extra->mean) || isnan(extra->interval.low) || text_equal(low, high))
        table_cell(table, mean);
    else
        table_printf(table, "%s (%s to %s)", mean, low, high);
}

static void standing_cell(const struct comparison_page *page, struct table *table, size_t option)
{
    const struct decision *decision = page->decision;
    const struct decision_row *row = &decision->rows[option];
    struct text words = {0};
    if (row->dominated_by != DECISION_NONE) {
        /* Titles are long, and the letter stands behind each in the first column. */
        const char *letter = choice_letter((size_t)row->dominated_by);
        text_printf(&words, "%s by %s", row->dominated_clearly ? "Clearly dominated" : "Dominated",
                    letter[0] != '\0' ? letter : "the baseline");
    } else if ((int)option == decision->leader) {
        text_add(&words, "Put forward");
    } else if (row->among_best && decision->judged < decision->targets) {
        text_add(&words, "Among the likeliest");
    } else if (option == 0) {
        text_add(&words, "Baseline");
    }
    table_cell(table, words.at != NULL ? words.at : "");
    text_release(&words);
}

static void points_cell(const struct comparison_page *page, struct table *table, size_t option)
{
    const struct contrast *change = &page->decision->rows[option].changes[page->decision->judged].change;
    struct text words = {0};
    (has_many(page) ? comparison_change_alone : comparison_change)(change, 100, 0, &words);
    table_cell(table, words.at);
    table_figure(table, html_comparison_trace_points(page, option, words.at));
    text_release(&words);
}

static void per_point_cell(const struct comparison_page *page, struct table *table, size_t option)
{
    const struct decision_row *row = &page->decision->rows[option];
    struct text words = {0};
    if (option > 0)
        (has_many(page) ? comparison_per_point_alone : comparison_per_point)(row, &words);
    table_cell(table, words.at != NULL ? words.at : "");
    if (option > 0 && row->per_point.bounded)
        table_figure(table, comparison_trail_per_point(page->comparison, option, !has_many(page), words.at));
    text_release(&words);
}

static void option_row(const struct comparison_page *page, struct table *table, size_t option)
{
    const struct decision *decision = page->decision;
    const struct decision_row *row = &decision->rows[option];
    bool judged = decision->judged < decision->targets;
    html_comparison_option_cell(page, table, option);
    chance_cell(page, table, option);
    if (option == 0 || !judged)
        table_cell(table, "");
    else
        points_cell(page, table, option);
    const struct contrast *caseload = &row->values[OUTTURN_CASELOAD].change;
    char mean[WORDS_SHORT];
    words_number(caseload->option, 1, mean);
    struct text change = {0};
    if (option > 0)
        (has_many(page) ? comparison_change_alone : comparison_change)(caseload, 1, 1, &change);
    table_printf(table, "%s%s%s", mean, change.at != NULL ? "; " : "", change.at != NULL ? change.at : "");
    table_figure(table, html_comparison_trace_figure(page, option, OUTTURN_CASELOAD, table_last(table)));
    text_release(&change);
    if (!isnan(decision->rows[decision->count - 1].extra.mean)) {
        if (option == 0) {
            table_cell(table, "");
        } else {
            cost_cell(table, &row->extra, has_many(page));
            table_figure(table, html_comparison_trace_extra(page, option, table_last(table)));
        }
        per_point_cell(page, table, option);
    }
    if (decision->question.budgeted)
        table_cell(table, option == 0 && !decision->question.whole ? "" : comparison_budget_word(row->budget));
    standing_cell(page, table, option);
}

static void option_heads(const struct comparison_page *page, struct table *table)
{
    const struct decision *decision = page->decision;
    struct text words = {0};
    if (decision->judged < decision->targets) {
        text_add(&words, "Options, judged by ");
        brief_aim(&page->brief, decision->judged, false, &words);
        brief_deadline(&page->brief, decision->judged, &words);
    } else {
        text_add(&words, "Options; there is no target to judge them by");
    }
    table_caption(table, words.at);
    table_column(table, TABLE_WORDS, "Option");
    table_column(table, TABLE_NUMBERS, "Chance (95% interval)");
    table_column(table, TABLE_NUMBERS, "Change, points");
    text_clear(&words);
    text_add(&words, "Caseload in ");
    brief_month(&page->brief, page->week, &words);
    text_add(&words, "; change");
    table_column(table, TABLE_NUMBERS, words.at);
    if (!isnan(decision->rows[decision->count - 1].extra.mean)) {
        table_column(table, TABLE_NUMBERS, "Extra cost");
        table_column(table, TABLE_NUMBERS, "Cost of a point of chance");
    }
    if (decision->question.budgeted) {
        text_clear(&words);
        text_add(&words, "Budget of ");
        comparison_available(page->comparison, &words);
        text_add(&words, decision->question.whole ? " for everything" : "");
        table_column(table, TABLE_WORDS, words.at);
    }
    table_column(table, TABLE_WORDS, "Standing");
    text_release(&words);
}

static void options(const struct comparison_page *page)
{
    struct table table = {0};
    struct text strong = {0};
    html_comparison_open(page, "options", "The options");
    option_heads(page, &table);
    for (size_t i = 0; i < page->decision->count; i++)
        option_row(page, &table, i);
    if (page->decision->leader != DECISION_NONE)
        html_comparison_add_option(page, (size_t)page->decision->leader, &strong);
    table_html(&table, strong.at, page->out);
    if (has_many(page))
        markup_element(
            page->out, "p class=\"note\"",
            "Changes and costs stand here without their intervals, which are under \"Targets\" (the chance) and "
            "\"All figures\" (the rest).");
    table_release(&table);
    text_release(&strong);
    html_frame_close(page->out);
}

/* --- what could go wrong --------------------------------------------------------------------------------------------- */

static void risk_row(const struct comparison_page *page, struct table *table, size_t option)
{
    const struct decision_row *row = &page->decision->rows[option];
    const struct regret *regret = page->comparison->regret;
    double caseload = comparison_kept_high(page->comparison, option);
    char high[WORDS_SHORT], over[WORDS_SHORT];
    html_comparison_option_cell(page, table, option);
    words_number(caseload, 1, high);
    table_cell(table, high);
    table_figure(table, html_comparison_trace_high(page, option, caseload, high));
    if (page->decision->question.budgeted) {
        words_percent(row->over_share, over);
        table_cell(table, option == 0 && !page->decision->question.whole ? "" : over);
        if (option > 0 || page->decision->question.whole)
            table_figure(table, html_comparison_trace_over(page, option, over));
    }
    if (regret == NULL)
        return;
    size_t worst = 0;
    for (size_t k = 1; k < regret->futures; k++)
        if (regret_cell(regret, k, option)->verdict.chance < regret_cell(regret, worst, option)->verdict.chance)
            worst = k;
    char chance[WORDS_SHORT], given[WORDS_SHORT];
    words_percent(regret_cell(regret, worst, option)->verdict.chance, chance);
    words_percent(regret_cell(regret, 0, option)->verdict.chance, given);
    if (text_equal(chance, given))
        table_printf(table, "None is worse: %s", given);
    else
        table_printf(table, "%s: %s, not %s", page->comparison->future_titles[worst], chance, given);
    table_figure(table, comparison_trail_future(page->comparison, worst, option, table_last(table)));
    table_printf(table, "%.0f points", 100 * regret->worst[option].regret);
    table_figure(table, comparison_trail_worst(page->comparison, option, table_last(table)));
}

/* The baseline, the option put forward, and those whose chance is not told from the best. */
static bool is_in_question(const struct comparison_page *page, size_t option)
{
    const struct decision *decision = page->decision;
    return !has_many(page) || option == 0 || (int)option == decision->leader || (int)option == decision->likeliest ||
           decision->rows[option].among_best;
}

static void risks(const struct comparison_page *page)
{
    struct table table = {0};
    html_comparison_open(page, "risks", "What could go wrong");
    table_caption(&table, "Each option when luck or the future is against it");
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_NUMBERS, "Caseload on the date in the worst run of ten, at least");
    if (page->decision->question.budgeted)
        table_column(&table, TABLE_NUMBERS, "Chance of costing more than the budget");
    if (page->comparison->regret != NULL) {
        table_column(&table, TABLE_WORDS, "Worst future: chance of the target");
        table_column(&table, TABLE_NUMBERS, "Furthest behind the best option");
    }
    size_t left_out = 0;
    for (size_t i = 0; i < page->decision->count; i++)
        if (is_in_question(page, i))
            risk_row(page, &table, i);
        else
            left_out++;
    table_html(&table, NULL, page->out);
    table_release(&table);
    if (left_out > 0)
        markup_element(page->out, "p class=\"note\"",
                       "Shown are the baseline and the options that come into question; the others are under \"All "
                       "figures\" and \"Other futures\".");
    if (page->comparison->regret == NULL)
        markup_element(
            page->out, "p class=\"note\"",
            "No other future was tried. A comparison file can name some (futures), such as more referrals or "
            "an academy that starts late.");
    html_frame_close(page->out);
}

/* --- assumptions ----------------------------------------------------------------------------------------------------- */

static void assumptions(const struct comparison_page *page)
{
    struct comparison_assumptions all = html_comparison_assumptions(page);
    struct table table = {0};
    html_comparison_open(page, "assumptions", "Assumptions to check before deciding");
    table_caption(&table, "Figures that rest on judgement alone; those that an option changes come first");
    table_column(&table, TABLE_WORDS, "What it is");
    table_column(&table, TABLE_WORDS, "Value");
    table_column(&table, TABLE_WORDS, "In the file");
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_WORDS, "Who should check");
    size_t most = has_many(page) ? ASSUMPTIONS_OF_MANY : ASSUMPTIONS_SHOWN;
    for (size_t i = 0; i < all.count && i < most; i++) {
        const struct comparison_assumption *item = &all.items[i];
        struct text whose = {0};
        if (item->changed && has_many(page))
            text_add(&whose, choice_letter(item->option));
        else if (item->changed)
            html_comparison_add_option(page, item->option, &whose);
        table_printf(&table, "%.*s", (int)strcspn(item->figure->help, ";("), item->figure->help);
        table_cell(&table, html_comparison_value(page, item->figure, item->figure->value));
        table_cell(&table, item->figure->path);
        table_cell(&table, whose.at != NULL ? whose.at : "every option");
        table_cell(&table, checker_of(item->figure->path));
        if (page->comparison->trail != NULL)
            table_path(&table, item->figure->path);
        text_release(&whose);
    }
    table_html(&table, NULL, page->out);
    table_release(&table);
    struct text words = {0};
    if (all.count == 0)
        text_add(&words, "Every stated figure has a source that is better than a judgement.");
    else if (all.count > most)
        text_add(&words, "All of them are listed under \"Where the figures come from\".");
    paragraph(page, "p class=\"note\"", &words);
    html_comparison_release_assumptions(&all);
    html_frame_close(page->out);
}

void html_comparison_front(const struct comparison_page *page)
{
    struct text headline = {0};
    comparison_headline(page->comparison, &headline);
    text_printf(page->out, "<div class=\"onepage%s\">\n", has_many(page) ? " many" : "");
    html_frame_headline(page->out, headline.at);
    text_release(&headline);
    lead(page);
    if (page->comparison->notice != NULL && page->comparison->notice[0] != '\0') {
        markup_element(page->out, "p class=\"notice\"", page->comparison->notice);
        text_add(page->out, "\n");
    }
    if (page->comparison->publication)
        html_frame_edition(page->out);
    if (page->decision->options[0].plan->response.given)
        markup_element(page->out, "p class=\"warning\"", brief_managers(page->decision->options[0].plan));
    if (page->charts != NULL && page->charts->problem != NULL)
        markup_element(page->out, "p class=\"warning\"", page->charts->problem);
    first_chart(page, false);
    options(page);
    risks(page);
    assumptions(page);
    text_add(page->out, "</div>\n");
    first_chart(page, true);
}
