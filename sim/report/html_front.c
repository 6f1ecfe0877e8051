#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/fluid_table.h"
#include "report/html_parts.h"
#include "report/order.h"
#include "report/publication.h"
#include "report/shown.h"

static size_t series_at(const struct html_page *page, enum metric metric, int team)
{
    return metric_series(&page->run->ensemble->layout, metric, team);
}

/* More targets do not leave the first page room for the rest. */
enum { TARGETS_FIRST = 4 };

/* --- the three figures ---------------------------------------------------------------------------------------------- */

static const char front[] = "First page";

/* Words within an element of their own when they are a figure that can be traced. */
static void add_traced(struct text *out, const char *tag, size_t figure, const char *words)
{
    text_printf(out, "<%s", tag);
    markup_figure(out, figure);
    text_add(out, ">");
    markup_text(out, words);
    text_printf(out, "</%s>", tag);
}

/* `more` is markup. */
static void add_figure(const struct html_page *page, size_t figure, const char *value, const char *what,
                       const struct text *more)
{
    text_add(page->out, "<li>");
    add_traced(page->out, "b", figure, value);
    markup_element(page->out, "span", what);
    if (more->length > 0)
        text_printf(page->out, "<span>%s</span>", more->at);
    text_add(page->out, "</li>\n");
}

/* Part of what stands under a figure. */
static void add_more(struct text *more, size_t figure, const char *words)
{
    if (figure > 0)
        add_traced(more, "span", figure, words);
    else
        markup_text(more, words);
}

static void chance_figure(const struct html_page *page)
{
    struct ensemble_verdict verdict = ensemble_verdict(page->run->ensemble, page->target);
    const struct plan_target *target =
        &plan_items(page->run->ensemble->plan->targets, struct plan_target)[page->target];
    char percent[WORDS_SHORT], chance[WORDS_LONG], interval[WORDS_LONG];
    words_percent(verdict.chance, percent);
    words_chance(verdict.chance, verdict.trials, chance);
    words_interval(verdict.interval, interval);
    struct text what = {0}, words = {0}, more = {0};
    text_add(&what, target->share_of_time ? "of the time: " : "chance of ");
    brief_aim(&page->brief, page->target, false, &what);
    if (!target->share_of_time)
        brief_deadline(&page->brief, page->target, &what);
    text_printf(&words, "%s; 95%% interval: %s", chance, interval);
    size_t figure = brief_trail_chance(&page->brief, front, page->target, TRAIL_PERCENT, percent);
    add_more(&more, brief_trail_chance(&page->brief, front, page->target, TRAIL_VERDICT, words.at), words.at);
    add_figure(page, figure, percent, what.at, &more);
    text_release(&what);
    text_release(&words);
    text_release(&more);
}

/* The band that holds 80% of the runs at the main date, and where the median started. */
static void level_details(const struct html_page *page, size_t series, struct text *more)
{
    struct ensemble_point then = ensemble_point(page->run->ensemble, series, page->sample);
    struct ensemble_point start = ensemble_point(page->run->ensemble, series, 0);
    char band[WORDS_LONG], opening[WORDS_SHORT];
    struct text words = {0};
    if (then.tally.count == 0)
        return;
    brief_band(&page->brief, series, then.quantile[Q10], then.quantile[Q90], band);
    brief_value(&page->brief, series, start.tally.count > 0 ? start.quantile[Q50] : (double)NAN, opening);
    text_printf(&words, "80%% of runs: %s", band);
    add_more(more, brief_trail_level(&page->brief, front, series, page->sample, BRIEF_BAND, band), words.at);
    text_add(more, "; ");
    text_clear(&words);
    text_printf(&words, "at the start: %s", opening);
    add_more(more, brief_trail_level(&page->brief, front, series, 0, BRIEF_MEDIAN, opening), words.at);
    text_release(&words);
}

/* The median at the main date, with its band and where it started. */
static void level_figure(const struct html_page *page, size_t series)
{
    const struct ensemble *ensemble = page->run->ensemble;
    struct ensemble_point then = ensemble_point(ensemble, series, page->sample);
    char median[WORDS_SHORT];
    brief_value(&page->brief, series, then.tally.count > 0 ? then.quantile[Q50] : (double)NAN, median);
    struct text what = {0}, more = {0};
    brief_measure(&page->brief, series, false, &what);
    text_add(&what, " in ");
    brief_month(&page->brief, ensemble->times[page->sample], &what);
    text_add(&what, ", median of the runs");
    size_t figure = brief_trail_level(&page->brief, front, series, page->sample, BRIEF_MEDIAN, median);
    level_details(page, series, &more);
    add_figure(page, figure, median, what.at, &more);
    text_release(&what);
    text_release(&more);
}

/* Cases without a worker, unless there are next to none; then the workers above the aim. */
static size_t third_series(const struct html_page *page, size_t waiting)
{
    struct ensemble_point start = ensemble_point(page->run->ensemble, waiting, 0);
    struct ensemble_point then = ensemble_point(page->run->ensemble, waiting, page->sample);
    bool some = start.tally.mean >= 0.5 || then.quantile[Q90] >= 0.5;
    return some ? waiting : series_at(page, METRIC_OVER_AIM, METRIC_SERVICE);
}

static void three_figures(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    size_t caseload = series_at(page, METRIC_CASELOAD, METRIC_SERVICE);
    size_t waiting = series_at(page, METRIC_WAITING, METRIC_SERVICE);
    bool some_target = page->target < ensemble->plan->targets.count;
    size_t main_series = some_target ? page->run->prepared->target_series[page->target] : caseload;
    text_add(page->out, "<ul class=\"figures\">\n");
    if (some_target)
        chance_figure(page);
    level_figure(page, main_series);
    if (!some_target)
        level_figure(page, series_at(page, METRIC_IN_POST, METRIC_SERVICE));
    level_figure(page, main_series == waiting ? caseload : third_series(page, waiting));
    text_add(page->out, "</ul>\n");
}

/* --- targets -------------------------------------------------------------------------------------------------------- */

static const char *standing_of(const struct plan_target *target, const struct ensemble_verdict *verdict)
{
    if (verdict->trials == 0 || isnan(verdict->chance))
        return "no figure";
    if (target->share_of_time)
        return "a share of time";
    if (words_meets(verdict))
        return "Meets";
    return verdict->chance >= 0.5    ? "Not assured: met in most runs"
           : verdict->chance >= 0.05 ? "Not met in most runs"
                                     : "Not met in nearly all runs";
}

static void target_row(const struct html_page *page, struct table *table, size_t index)
{
    const struct ensemble *ensemble = page->run->ensemble;
    const struct plan_target *target = &plan_items(ensemble->plan->targets, struct plan_target)[index];
    struct ensemble_verdict verdict = ensemble_verdict(ensemble, index);
    struct text words = {0};
    brief_target(&page->brief, index, &words);
    table_cell(table, words.at);
    char chance[2 * WORDS_LONG], percent[WORDS_SHORT];
    words_percent(verdict.chance, percent);
    words_verdict(&verdict, chance);
    table_cell(table, percent);
    table_figure(table, brief_trail_chance(&page->brief, "Targets", index, TRAIL_PERCENT, percent));
    table_cell(table, chance);
    table_figure(table, brief_trail_chance(&page->brief, "Targets", index, TRAIL_VERDICT, chance));
    text_clear(&words);
    brief_target_spread(&page->brief, index, brief_sample(&page->brief, index), &words);
    table_cell(table, words.at);
    table_figure(table, brief_trail_compared(&page->brief, "Targets", index, words.at));
    table_cell(table, standing_of(target, &verdict));
    text_release(&words);
}

static void warn_of_averages(const struct html_page *page, const size_t *order, struct text *out)
{
    for (size_t i = 0; i < page->run->ensemble->plan->targets.count; i++) {
        struct text words = {0}, name = {0};
        if (brief_trap(&page->brief, order[i], &words)) {
            brief_aim(&page->brief, order[i], true, &name);
            text_printf(&name, ": %s", words.at);
            markup_element(out, "p class=\"warning\"", name.at);
            text_add(out, "\n");
        }
        text_release(&words);
        text_release(&name);
    }
}

/* Of the targets in the order of the file, those from one up to another. */
static void target_table(const struct html_page *page, const size_t *order, size_t from, size_t to)
{
    struct table table = {0};
    table_caption(&table, "Each target, judged on the same runs; \"meets\" is said only of a chance of 90% or more");
    table_column(&table, TABLE_WORDS, "Target");
    table_column(&table, TABLE_NUMBERS, "Chance");
    table_column(&table, TABLE_WORDS, "In words (95% interval)");
    table_column(&table, TABLE_NUMBERS, "At the date: median (80% of runs)");
    table_column(&table, TABLE_WORDS, "Verdict");
    for (size_t i = from; i < to; i++)
        target_row(page, &table, order[i]);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

/* On the first page as many as it has room for. */
static void targets(const struct html_page *page)
{
    const struct map *targets = &page->run->ensemble->plan->targets;
    size_t *order = order_of(targets, sizeof(struct plan_target));
    html_open(page, "targets", "Targets");
    if (targets->count == 0)
        html_paragraph(page, "The scenario states no target, so no chance is given.");
    target_table(page, order, 0, targets->count < TARGETS_FIRST ? targets->count : TARGETS_FIRST);
    if (targets->count > TARGETS_FIRST)
        html_paragraph(page, "%zu more targets are on the next page.", targets->count - TARGETS_FIRST);
    html_close(page);
    free(order);
}

static void further_targets(const struct html_page *page)
{
    const struct map *targets = &page->run->ensemble->plan->targets;
    size_t *order = order_of(targets, sizeof(struct plan_target));
    struct text warnings = {0};
    warn_of_averages(page, order, &warnings);
    if (targets->count > TARGETS_FIRST || warnings.length > 0) {
        html_open(page, "further-targets", targets->count > TARGETS_FIRST ? "Further targets" : "Behind the targets");
        if (targets->count > TARGETS_FIRST)
            target_table(page, order, TARGETS_FIRST, targets->count);
        text_add(page->out, warnings.length > 0 ? warnings.at : "");
        html_close(page);
    }
    text_release(&warnings);
    free(order);
}

/* --- teams ---------------------------------------------------------------------------------------------------------- */

static void add_spread_cell(const struct html_page *page, struct table *table, enum metric metric, int team,
                            size_t sample)
{
    struct text words = {0};
    size_t series = series_at(page, metric, team);
    brief_spread(&page->brief, series, sample, &words);
    table_cell(table, words.at);
    table_figure(table, brief_trail_level(&page->brief, "Teams", series, sample, BRIEF_SPREAD, words.at));
    text_release(&words);
}

static void add_median_cell(const struct html_page *page, struct table *table, enum metric metric, int team,
                            size_t sample)
{
    size_t series = series_at(page, metric, team);
    struct ensemble_point point = ensemble_point(page->run->ensemble, series, sample);
    char median[WORDS_SHORT];
    brief_value(&page->brief, series, point.tally.count > 0 ? point.quantile[Q50] : (double)NAN, median);
    table_cell(table, median);
    table_figure(table, brief_trail_level(&page->brief, "Teams", series, sample, BRIEF_MEDIAN, median));
}

/* Unallocated cases of one team may be found from those of the others and of all. */
static bool withholds_waiting(const struct html_page *page, int team)
{
    size_t teams = page->run->ensemble->plan->teams.count;
    if (!page->run->publication || team < 0)
        return false;
    double *medians = mem_new(teams + 1, sizeof *medians);
    bool *withheld = mem_new(teams + 1, sizeof *withheld);
    for (size_t i = 0; i < teams; i++)
        medians[i] =
            ensemble_point(page->run->ensemble, series_at(page, METRIC_WAITING, (int)i), page->sample).quantile[Q50];
    publication_mark(medians, teams, withheld);
    bool hides = withheld[team];
    free(medians);
    free(withheld);
    return hides;
}

static void team_row(const struct html_page *page, struct table *table, int team)
{
    size_t last = page->run->ensemble->samples - 1;
    table_cell(table, brief_team(page->run->ensemble->plan, team));
    add_median_cell(page, table, METRIC_CASELOAD, team, 0);
    add_spread_cell(page, table, METRIC_CASELOAD, team, page->sample);
    add_median_cell(page, table, METRIC_CASELOAD_EXPERIENCED, team, page->sample);
    if (page->sample != last)
        add_spread_cell(page, table, METRIC_CASELOAD, team, last);
    if (withholds_waiting(page, team))
        table_cell(table, PUBLICATION_WORDS);
    else
        add_spread_cell(page, table, METRIC_WAITING, team, page->sample);
    add_median_cell(page, table, METRIC_IN_POST, team, page->sample);
    add_median_cell(page, table, METRIC_AGENCY, team, page->sample);
    add_median_cell(page, table, METRIC_VACANCIES, team, page->sample);
}

static void teams(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    const struct plan *plan = ensemble->plan;
    struct text when = {0}, heading = {0}, end = {0};
    brief_month(&page->brief, ensemble->times[page->sample], &when);
    brief_month(&page->brief, ensemble->times[ensemble->samples - 1], &end);
    html_open(page, "teams", "Teams");
    struct table table = {0};
    text_printf(&heading, "Caseload per full-time worker and staffing by team; staffing is the median in %s", when.at);
    table_caption(&table, heading.at);
    table_column(&table, TABLE_WORDS, "Team");
    table_column(&table, TABLE_NUMBERS, "Caseload at the start");
    text_clear(&heading);
    text_printf(&heading, "%s: median (80%% of runs)", when.at);
    table_column(&table, TABLE_NUMBERS, heading.at);
    table_column(&table, TABLE_NUMBERS, "Experienced workers then");
    if (page->sample != ensemble->samples - 1) {
        text_clear(&heading);
        text_printf(&heading, "%s, the end", end.at);
        table_column(&table, TABLE_NUMBERS, heading.at);
    }
    table_column(&table, TABLE_NUMBERS, "Unallocated cases");
    table_column(&table, TABLE_NUMBERS, "In post (FTE)");
    table_column(&table, TABLE_NUMBERS, "Agency (FTE)");
    table_column(&table, TABLE_NUMBERS, "Vacancies (FTE)");
    team_row(page, &table, METRIC_SERVICE);
    size_t *order = order_of(&plan->teams, sizeof(struct plan_team));
    for (size_t i = 0; i < plan->teams.count; i++)
        team_row(page, &table, (int)order[i]);
    free(order);
    table_html(&table, brief_team(plan, METRIC_SERVICE), page->out);
    table_release(&table);
    markup_element(page->out, "p class=\"note\"",
                   "The caseload of all teams counts social workers only. A vacancy covered by an agency worker is "
                   "still a vacancy.");
    html_close(page);
    text_release(&when);
    text_release(&end);
    text_release(&heading);
}

/* --- the page ------------------------------------------------------------------------------------------------------- */

static void lead(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    struct text words = {0};
    brief_say_summary(&page->brief, "", "runs", "runs", (double)ensemble->runs, &words);
    text_add(&words, " simulated futures of the service, from ");
    brief_when(&page->brief, ensemble->times[0], &words);
    text_add(&words, " to ");
    brief_when(&page->brief, ensemble->times[ensemble->samples - 1], &words);
    text_add(&words, ". ");
    size_t uncertain = page->run->filled != NULL ? page->run->filled->uncertain_count : 0;
    text_add(&words, ensemble->block > 0 ? "In each, " : "");
    if (ensemble->block > 0 || uncertain > 0)
        brief_say_summary(&page->brief, "", "uncertain_inputs", "inputs given as a range", (double)uncertain, &words);
    if (ensemble->block > 0)
        text_printf(&words,
                    " uncertain input%s drawn anew from %s, so the spread holds both luck and what is not known.",
                    uncertain == 1 ? " is" : "s are", uncertain == 1 ? "its range" : "their ranges");
    else if (uncertain > 0)
        text_printf(&words,
                    " uncertain input%s held at the likely value: the ranges show luck alone, and what is not known "
                    "comes on top.",
                    uncertain == 1 ? " is" : "s are");
    else
        text_add(&words, "The ranges show luck alone; what is not known about the inputs comes on top.");
    if (page->run->changed != NULL) {
        text_add(&words, " Changed for this run: ");
        html_say_changed(page, &words);
        text_add(&words, ".");
    }
    markup_element(page->out, "p class=\"lead\"", words.at);
    text_add(page->out, "\n");
    text_release(&words);
}

static void warn_of_failures(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    size_t first, failures = shown_failures(ensemble, &first);
    if (failures == 0)
        return;
    struct text words = {0};
    html_say_count(page, "/report", "failures", "runs that could not go on", failures, &words);
    text_add(&words, " of ");
    html_say_count(page, "", "runs", "runs", ensemble->runs, &words);
    text_add(&words, " runs could not go on and are left out of every figure. The first is number ");
    html_say_count(page, "/report", "first_failure", "the first run that could not go on", first, &words);
    text_printf(&words, ": %s. To see its events: ", ensemble->outcomes[first].failure);
    text_add(page->out, "<p class=\"warning\">");
    markup_text(page->out, words.at);
    text_release(&words);
    text_printf(page->out, "<code>headroom trace resolved.yaml --replication %zu</code></p>\n", first);
}

/* Two engines that differ by more than is known why are no figure to decide on. */
static void warn_of_twin(const struct html_page *page)
{
    struct text words = {0};
    if (page->run->fluid != NULL && fluid_table_words(page->run, page->brief.trail, &words)) {
        text_add(page->out, "<p class=\"warning\">");
        markup_text(page->out, words.at);
        text_add(page->out, " (<a href=\"#derived\">the rule</a>)</p>\n");
    }
    text_release(&words);
}

void html_front(const struct html_page *page)
{
    const char *notice = page->run->ensemble->plan->notice;
    struct text headline = {0};
    brief_headline(&page->brief, &headline);
    text_add(page->out, "<div class=\"onepage\">\n");
    html_frame_headline(page->out, headline.at);
    text_release(&headline);
    lead(page);
    if (notice != NULL && notice[0] != '\0') {
        markup_element(page->out, "p class=\"notice\"", notice);
        text_add(page->out, "\n");
    }
    if (page->run->publication)
        html_frame_edition(page->out);
    if (page->run->ensemble->plan->response.given)
        html_paragraph(page, "%s", brief_managers(page->run->ensemble->plan));
    warn_of_failures(page);
    warn_of_twin(page);
    three_figures(page);
    if (page->charts != NULL && page->charts->count > 0)
        (page->brief.trail != NULL ? html_frame_chart_traced : html_frame_chart)(page->out, &page->charts->charts[0],
                                                                                 true);
    targets(page);
    html_risks(page);
    html_assumptions(page);
    text_add(page->out, "</div>\n");
    if (page->charts != NULL && page->charts->count > 0)
        (page->brief.trail != NULL ? html_frame_chart_data_traced : html_frame_chart_data)(page->out,
                                                                                           &page->charts->charts[0]);
    further_targets(page);
    teams(page);
}
