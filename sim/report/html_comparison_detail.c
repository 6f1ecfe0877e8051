/* Everything behind the first page: charts, targets, figures, teams, money, futures, what each option changes. */
#include <math.h>
#include <stdlib.h>

#include "experiment/words.h"
#include "report/comparison_kept.h"
#include "report/comparison_trail.h"
#include "report/html_comparison_parts.h"
#include "report/order.h"
#include "report/publication.h"

/* A table has a column for each option, after one that heads its rows. */
enum { OPTIONS_SHOWN = TABLE_COLUMNS_LIMIT - 1, YEARS_SHOWN = 8 };

static size_t shown(const struct comparison_page *page)
{
    return page->decision->count < OPTIONS_SHOWN ? page->decision->count : OPTIONS_SHOWN;
}

/* The heading of every row, then a column for each option. */
static void option_columns(const struct comparison_page *page, struct table *table, const char *caption,
                           const char *first)
{
    table_caption(table, caption);
    table_column(table, TABLE_WORDS, first);
    for (size_t i = 0; i < shown(page); i++) {
        struct text words = {0};
        html_comparison_add_option(page, i, &words);
        table_column(table, TABLE_NUMBERS, words.at);
        text_release(&words);
    }
}

static void finish(const struct comparison_page *page, struct table *table)
{
    table_html(table, NULL, page->out);
    table_release(table);
}

void html_comparison_charts(const struct comparison_page *page)
{
    html_comparison_open(page, "charts", "Charts");
    if (page->charts == NULL)
        markup_element(page->out, "p", "This comparison was asked to draw no charts; the tables have the numbers.");
    for (size_t i = 0; page->charts != NULL && i < page->charts->count; i++)
        if (!text_equal(page->charts->charts[i].slug, html_comparison_first_chart(page)))
            html_frame_chart(page->out, &page->charts->charts[i], false);
    html_frame_close(page->out);
}

/* --- targets --------------------------------------------------------------------------------------------------------- */

static void target_cell(struct table *table, const struct decision_row *row, size_t target, bool baseline)
{
    const struct ensemble_verdict *verdict = &row->verdicts[target];
    char percent[WORDS_SHORT];
    struct text change = {0};
    words_percent(verdict->trials > 0 ? verdict->chance : (double)NAN, percent);
    if (!baseline && verdict->trials > 0)
        comparison_change(&row->changes[target].change, 100, 0, &change);
    table_printf(table, "%s%s%s", percent, change.at != NULL ? "; " : "", change.at != NULL ? change.at : "");
    text_release(&change);
}

void html_comparison_targets(const struct comparison_page *page)
{
    const struct decision *decision = page->decision;
    const struct map *targets = &decision->options[0].plan->targets;
    struct table table = {0};
    html_comparison_open(page, "targets", "Targets");
    if (targets->count == 0)
        markup_element(page->out, "p", "The baseline states no target, so no chance is given.");
    option_columns(page, &table, "Chance of each target of the baseline; change in percentage points", "Target");
    size_t *order = order_of(targets, sizeof(struct plan_target));
    for (size_t t = 0; t < targets->count; t++) {
        struct text words = {0};
        brief_target(&page->brief, order[t], &words);
        table_cell(&table, words.at);
        text_release(&words);
        for (size_t i = 0; i < shown(page); i++) {
            target_cell(&table, &decision->rows[i], order[t], i == 0);
            table_figure(&table, html_comparison_trace_chance(page, i, order[t], table_last(&table)));
        }
    }
    free(order);
    finish(page, &table);
    html_frame_close(page->out);
}

/* --- all decision figures -------------------------------------------------------------------------------------------- */

static void figure_cell(struct table *table, const struct decision_figure *figure, const struct decision_value *value,
                        bool is_chance, bool baseline, bool published)
{
    bool pounds = text_equal(figure->unit, "\xc2\xa3"), share = text_equal(figure->unit, "share");
    char mean[WORDS_SHORT];
    struct text change = {0};
    if (!value->there) {
        table_cell(table, "no figure");
        return;
    }
    if (published && publication_counts_unit(figure->unit)) {
        words_number(publication_round(value->change.option), 0, mean);
        table_cell(table, publication_is_small(value->change.option) ? PUBLICATION_WORDS : mean);
        return;
    }
    if (pounds)
        words_pounds(value->change.option, mean);
    else if (is_chance)
        words_percent(value->change.option, mean);
    else if (share)
        words_share(value->change.option, mean);
    else
        words_number(value->change.option, figure->decimals > 1 ? 1 : figure->decimals, mean);
    if (!baseline)
        comparison_change(&value->change, share ? 100 : pounds ? 0.001 : 1, share || pounds ? 0 : 1, &change);
    table_printf(table, "%s%s%s", mean, change.at != NULL ? "; " : "", change.at != NULL ? change.at : "");
    text_release(&change);
}

/* What the first page has no room for when the options are many. */
static void per_point_row(const struct comparison_page *page, struct table *table)
{
    const struct decision *decision = page->decision;
    if (decision->judged == decision->targets || isnan(decision->rows[decision->count - 1].extra.mean))
        return;
    table_cell(table, "Extra cost for each percentage point of chance");
    for (size_t i = 0; i < shown(page); i++) {
        struct text words = {0};
        if (i > 0)
            comparison_per_point(&decision->rows[i], &words);
        table_cell(table, words.at != NULL ? words.at : "");
        if (i > 0 && decision->rows[i].per_point.bounded)
            table_figure(table, comparison_trail_per_point(page->comparison, i, true, words.at));
        text_release(&words);
    }
}

void html_comparison_figures(const struct comparison_page *page)
{
    const struct decision *decision = page->decision;
    struct table table = {0};
    html_comparison_open(page, "figures", "All figures");
    markup_element(
        page->out, "p",
        "Means of the runs, and the change against the baseline where it can be told from nought; changes of "
        "shares are in percentage points and of money in thousands of pounds. An option that saves by "
        "turning children away shows it in re-referrals and unmet need.");
    option_columns(page, &table, "Every figure that options are compared by", "Figure");
    for (size_t k = 0; k < decision->figure_count; k++) {
        const struct decision_figure *figure = &decision->figures[k];
        if (!figure->there || (page->comparison->publication && !publication_holds_priced(figure->key)))
            continue;
        if (text_equal(figure->unit, "share") || text_equal(figure->unit, "\xc2\xa3"))
            table_cell(&table, figure->label);
        else
            table_printf(&table, "%s (%s)", figure->label, figure->unit);
        for (size_t i = 0; i < shown(page); i++) {
            figure_cell(&table, figure, &decision->rows[i].values[k], k == OUTTURN_OVERSPENDS, i == 0,
                        page->comparison->publication);
            table_figure(&table, html_comparison_trace_figure(page, i, k, table_last(&table)));
        }
    }
    per_point_row(page, &table);
    finish(page, &table);
    html_frame_close(page->out);
}

/* --- teams ----------------------------------------------------------------------------------------------------------- */

static void team_row(const struct comparison_page *page, struct table *table, int team)
{
    table_cell(table, brief_team(page->decision->options[0].plan, team));
    for (size_t i = 0; i < shown(page); i++) {
        struct contrast change;
        if (!comparison_kept_team(page->comparison, i, team, &change)) {
            table_cell(table, "no such team");
            continue;
        }
        char mean[WORDS_SHORT];
        struct text words = {0};
        words_number(change.option, 1, mean);
        if (i > 0 && !isnan(change.mean))
            comparison_change(&change, 1, 1, &words);
        table_printf(table, "%s%s%s", mean, words.at != NULL ? "; " : "", words.at != NULL ? words.at : "");
        table_figure(table, html_comparison_trace_team(page, i, team, change.option, table_last(table)));
        text_release(&words);
    }
}

void html_comparison_teams(const struct comparison_page *page)
{
    const struct plan *plan = page->decision->options[0].plan;
    struct table table = {0};
    struct text caption = {0};
    html_comparison_open(page, "teams", "Teams");
    text_add(&caption, "Caseload per full-time worker in ");
    brief_month(&page->brief, page->week, &caption);
    text_add(&caption, ", mean of the runs; change against the baseline");
    option_columns(page, &table, caption.at, "Team");
    team_row(page, &table, METRIC_SERVICE);
    size_t *order = order_of(&plan->teams, sizeof(struct plan_team));
    for (size_t i = 0; i < plan->teams.count; i++)
        team_row(page, &table, (int)order[i]);
    free(order);
    finish(page, &table);
    text_release(&caption);
    html_frame_close(page->out);
}

/* --- money ----------------------------------------------------------------------------------------------------------- */

static void amount_cell(const struct comparison_page *page, struct table *table, size_t option, enum spending_sum sum,
                        size_t column)
{
    double pounds = comparison_kept_money(&page->decision->options[option], sum, column);
    char amount[WORDS_SHORT];
    words_number(pounds / 1000, 0, amount);
    table_cell(table, amount);
    table_figure(table, html_comparison_trace_money(page, option, sum, column, pounds, amount));
}

static void money_rows(const struct comparison_page *page, struct table *table, size_t option, size_t years)
{
    static const struct {
        enum spending_sum sum;
        const char *label;
    } sums[] = {{SPENDING_RECURRENT, "recurrent"}, {SPENDING_ONE_OFF, "one-off"}, {SPENDING_FUNDING, "its funding"}};
    const struct option_run *run = &page->decision->options[option];
    for (size_t k = 0; k < sizeof sums / sizeof *sums; k++) {
        if (sums[k].sum == SPENDING_FUNDING && !run->spending.funded)
            continue;
        struct text words = {0};
        html_comparison_add_option(page, option, &words);
        table_printf(table, "%s: %s", words.at, sums[k].label);
        text_release(&words);
        for (size_t year = 0; year < years; year++)
            amount_cell(page, table, option, sums[k].sum, year);
        amount_cell(page, table, option, sums[k].sum, run->spending.columns - 1);
    }
}

void html_comparison_money(const struct comparison_page *page)
{
    const struct option_run *base = &page->decision->options[0];
    if (base->spending.layout.accounts == 0)
        return;
    size_t years = base->spending.layout.years < YEARS_SHOWN ? base->spending.layout.years : YEARS_SHOWN;
    struct table table = {0};
    html_comparison_open(page, "money", "Money");
    table_caption(&table, "Spending and funding by financial year, thousands of pounds, mean of the runs");
    table_column(&table, TABLE_WORDS, "Option");
    for (size_t year = 0; year < years; year++) {
        char name[16];
        money_year_name(base->plan, year, name);
        struct text words = {0};
        text_printf(&words, "%s%s", name, money_year(base->plan, year).part ? " (part)" : "");
        table_column(&table, TABLE_NUMBERS, words.at);
        text_release(&words);
    }
    table_column(&table, TABLE_NUMBERS, "All years");
    for (size_t i = 0; i < page->decision->count; i++)
        if (page->decision->options[i].spending.layout.accounts > 0)
            money_rows(page, &table, i, years);
    finish(page, &table);
    markup_element(page->out, "p class=\"note\"",
                   "Recurrent spending goes on when temporary funding ends; one-off spending does not. Totals are of "
                   "the time simulated.");
    html_frame_close(page->out);
}

/* --- futures --------------------------------------------------------------------------------------------------------- */

void html_comparison_futures(const struct comparison_page *page)
{
    const struct regret *regret = page->comparison->regret;
    if (regret == NULL)
        return;
    struct table table = {0};
    html_comparison_open(page, "futures", "Other futures");
    option_columns(page, &table,
                   "Chance of the target in each future; in brackets how far behind the best of that future", "Future");
    for (size_t k = 0; k < regret->futures; k++) {
        table_cell(&table, page->comparison->future_titles[k]);
        for (size_t i = 0; i < shown(page); i++) {
            const struct regret_cell *cell = regret_cell(regret, k, i);
            char percent[WORDS_SHORT];
            words_percent(cell->verdict.chance, percent);
            table_printf(&table, "%s (%.0f)", percent, 100 * cell->regret);
            table_figure(&table, comparison_trail_future(page->comparison, k, i, table_last(&table)));
        }
    }
    table_cell(&table, "Worst regret, points");
    for (size_t i = 0; i < shown(page); i++) {
        table_printf(&table, "%.0f", 100 * regret->worst[i].regret);
        table_figure(&table, comparison_trail_worst(page->comparison, i, table_last(&table)));
    }
    finish(page, &table);
    html_comparison_said(page, "p", "regret");
    markup_element(page->out, "p class=\"note\"",
                   "The least worst regret is the choice of somebody who cannot say how likely the futures are.");
    html_frame_close(page->out);
}

/* --- what each option changes ---------------------------------------------------------------------------------------- */

static void list_changes(const struct comparison_page *page, size_t option)
{
    const struct scenario_diff *diff = &page->changes[option];
    struct text words = {0};
    size_t told = 0;
    html_comparison_add_option(page, option, &words);
    markup_element(page->out, "h3", words.at);
    text_release(&words);
    text_add(page->out, "\n<ul>\n");
    for (size_t i = 0; i < diff->count; i++) {
        /* What the file is called changes nothing. */
        const char *path = diff->items[i].path;
        if (diff->items[i].source || text_equal(path, "name") || text_equal(path, "title"))
            continue;
        text_add(page->out, "<li");
        if (page->comparison->trail != NULL)
            markup_path(page->out, path);
        text_add(page->out, ">");
        const char *instead =
            page->comparison->publication ? publication_replaces_priced(path, diff->items[i].sentence) : NULL;
        markup_text(page->out, instead != NULL ? instead : diff->items[i].sentence);
        text_add(page->out, " <code>");
        markup_text(page->out, path);
        text_add(page->out, "</code></li>\n");
        told++;
    }
    if (told == 0)
        text_add(page->out, "<li>Nothing: it is the baseline under another name.</li>\n");
    text_add(page->out, "</ul>\n");
}

void html_comparison_changes(const struct comparison_page *page)
{
    struct text words = {0}, title = {0};
    html_comparison_open(page, "changes", "What each option changes");
    html_comparison_add_option(page, 0, &title);
    text_printf(&words, "Against the baseline, %s. Each line ends with the path of the figure in the scenario file.",
                title.at);
    markup_element(page->out, "p", words.at);
    for (size_t i = 1; i < page->decision->count; i++)
        list_changes(page, i);
    text_release(&words);
    text_release(&title);
    html_frame_close(page->out);
}
