#include <math.h>
#include <stdio.h>

#include "report/html_parts.h"

static const struct plan *plan_of(const struct html_page *page)
{
    return page->run->ensemble->plan;
}

/* --- what feeds a figure ------------------------------------------------------------------------------------------ */

/* What every part of the service depends on, whichever team is asked about. */
static void add_shared_inputs(const struct html_page *page)
{
    static const char *const shared[] = {"demand",        "workforce", "recruitment", "campaigns", "agency",
                                         "managed_teams", "pipelines", "supervision", "response"};
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        trail_input(page->trail, shared[i]);
}

static void add_named_input(const struct html_page *page, const char *section, const char *name)
{
    struct text path = {0};
    text_printf(&path, "%s.%s", section, name);
    trail_input(page->trail, path.at);
    text_release(&path);
}

static void add_team_inputs(const struct html_page *page, int team)
{
    const struct plan *plan = plan_of(page);
    if (team < 0) {
        trail_input(page->trail, "teams");
        trail_input(page->trail, "pathway");
    } else
        add_named_input(page, "teams", plan_items(plan->teams, struct plan_team)[team].named.name);
    const struct plan_stage *stages = plan_items(plan->pathway, struct plan_stage);
    for (size_t i = 0; team >= 0 && i < plan->pathway.count; i++)
        if (stages[i].team.index == team)
            add_named_input(page, "pathway", stages[i].named.name);
}

/* By the team that a measure is of; everything for the service. */
static void add_inputs(const struct html_page *page, enum metric metric, int of)
{
    enum metric_scope scope = metric_info(metric)->scope;
    const struct plan *plan = plan_of(page);
    int team = METRIC_SERVICE;
    if (scope == SCOPE_TEAM)
        team = of;
    else if (scope == SCOPE_STAGE && of >= 0) {
        const struct plan_stage *stage = &plan_items(plan->pathway, struct plan_stage)[of];
        team = stage->team.index;
        if (team < 0)
            add_named_input(page, "pathway", stage->named.name);
    }
    if (scope != SCOPE_STAGE || team >= 0)
        add_team_inputs(page, team);
    add_shared_inputs(page);
}

/* --- where a figure is kept --------------------------------------------------------------------------------------- */

static const char *name_of(const struct plan *plan, enum metric_scope scope, int of)
{
    switch (scope) {
    case SCOPE_TEAM:
        return plan_items(plan->teams, struct plan_team)[of].named.name;
    case SCOPE_STAGE:
        return plan_items(plan->pathway, struct plan_stage)[of].named.name;
    case SCOPE_GRADE:
        return plan_items(plan->workforce.grades, struct plan_grade)[of].named.name;
    case SCOPE_PIPELINE:
        return plan_items(plan->pipelines, struct plan_pipeline)[of].named.name;
    default:
        return "all";
    }
}

/* The row of series.csv (series.h). */
static void add_series_row(const struct html_page *page, enum metric metric, int of, size_t sample)
{
    static const char *const scopes[] = {
        [SCOPE_SERVICE] = "service", [SCOPE_TEAM] = "team",         [SCOPE_STAGE] = "stage",
        [SCOPE_GRADE] = "grade",     [SCOPE_PIPELINE] = "pipeline",
    };
    const struct ensemble *ensemble = page->run->ensemble;
    enum metric_scope scope = of == METRIC_SERVICE ? SCOPE_SERVICE : metric_info(metric)->scope;
    char week[32], date[11] = "";
    snprintf(week, sizeof week, "%.9g", ensemble->times[sample]);
    if (plan_of(page)->clock.calendar != CALENDAR_NONE)
        calendar_iso(ensemble_day(ensemble, sample), date);
    trail_row(page->trail, "week", week);
    trail_row(page->trail, "date", date);
    trail_row(page->trail, "scope", scopes[scope]);
    trail_row(page->trail, "of", name_of(ensemble->plan, scope, of));
    trail_row(page->trail, "measure", metric_info(metric)->name);
}

static void add_levels(const struct html_page *page, const struct ensemble_point *point, enum html_levels levels)
{
    if (levels & HTML_MEDIAN)
        trail_value(page->trail, "q50", point->quantile[Q50]);
    if (levels & HTML_BAND) {
        trail_value(page->trail, "q10", point->quantile[Q10]);
        trail_value(page->trail, "q90", point->quantile[Q90]);
    }
}

/* The target that compares this series; the main one when several do. */
static const char *target_on(const struct html_page *page, size_t series)
{
    const struct map *targets = &plan_of(page)->targets;
    const size_t *compares = page->run->prepared->target_series;
    size_t found = page->target;
    if (found >= targets->count || compares[found] != series)
        for (found = 0; found < targets->count && compares[found] != series;)
            found++;
    return found < targets->count ? plan_items(*targets, struct plan_target)[found].named.name : NULL;
}

static size_t add_series(const struct html_page *page, const char *place, const char *target, size_t series,
                         size_t sample, enum html_levels levels, const char *shown)
{
    struct ensemble_point point = ensemble_point(page->run->ensemble, series, sample);
    if (page->trail == NULL || point.tally.count == 0)
        return 0;
    int of;
    enum metric metric = metric_of_series(&page->run->ensemble->layout, series, &of);
    struct text what = {0};
    brief_measure(&page->brief, series, true, &what);
    text_add(&what, ", ");
    brief_when(&page->brief, page->run->ensemble->times[sample], &what);
    size_t figure = trail_add(
        page->trail, &(struct trail_figure){.shown = shown,
                                            .place = place,
                                            .what = what.at,
                                            .measure = metric_info(metric)->name,
                                            .target = target,
                                            .file = "series.csv",
                                            .form = brief_is_share(&page->brief, series) ? TRAIL_SHARE : TRAIL_NUMBER,
                                            .decimals = brief_decimals(&page->brief, series)});
    add_series_row(page, metric, of, sample);
    add_levels(page, &point, levels);
    add_inputs(page, metric, of);
    text_release(&what);
    return figure;
}

size_t html_trail_level(const struct html_page *page, const char *place, size_t series, size_t sample,
                        enum html_levels levels, const char *shown)
{
    return add_series(page, place, target_on(page, series), series, sample, levels, shown);
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

/* A figure of summary.json about a target. */
static size_t add_target(const struct html_page *page, const char *place, size_t target, const char *part,
                         const struct trail_figure *form)
{
    const char *name = plan_items(plan_of(page)->targets, struct plan_target)[target].named.name;
    int of;
    enum metric metric =
        metric_of_series(&page->run->ensemble->layout, page->run->prepared->target_series[target], &of);
    struct trail_figure figure = *form;
    struct text what = {0}, at = {0};
    brief_asks(&page->brief, target, true, &what);
    text_printf(&at, "/targets/%s%s", name, part);
    figure.place = place;
    figure.what = what.at;
    figure.measure = metric_info(metric)->name;
    figure.target = name;
    figure.file = "summary.json";
    size_t number = trail_add(page->trail, &figure);
    trail_row(page->trail, "at", at.at);
    add_inputs(page, metric, plan_items(plan_of(page)->targets, struct plan_target)[target].every_team ? -1 : of);
    text_release(&what);
    text_release(&at);
    return number;
}

static void add_verdict(const struct html_page *page, const struct ensemble_verdict *verdict, enum trail_form form)
{
    trail_value(page->trail, "chance", verdict->chance);
    if (form != TRAIL_PERCENT)
        trail_value(page->trail, "trials", (double)verdict->trials);
    if (form == TRAIL_VERDICT) {
        trail_value(page->trail, "interval/low", verdict->interval.low);
        trail_value(page->trail, "interval/high", verdict->interval.high);
    }
}

static bool is_judged(const struct ensemble_verdict *verdict)
{
    return verdict->trials > 0 && !isnan(verdict->chance);
}

size_t html_trail_chance(const struct html_page *page, const char *place, size_t target, enum trail_form form,
                         const char *shown)
{
    struct ensemble_verdict verdict = ensemble_verdict(page->run->ensemble, target);
    if (page->trail == NULL || !is_judged(&verdict))
        return 0;
    size_t figure = add_target(page, place, target, "", &(struct trail_figure){.shown = shown, .form = form});
    add_verdict(page, &verdict, form);
    return figure;
}

size_t html_trail_compared(const struct html_page *page, const char *place, size_t target, const char *shown)
{
    size_t series = page->run->prepared->target_series[target], sample = brief_sample(&page->brief, target);
    const char *name = plan_items(plan_of(page)->targets, struct plan_target)[target].named.name;
    bool share = brief_target_is_share(&page->brief, target);
    if (brief_target_is_series(&page->brief, target))
        return add_series(page, place, name, series, sample, HTML_SPREAD, shown);
    struct ensemble_point point = brief_target_point(&page->brief, target, sample);
    if (page->trail == NULL || point.tally.count == 0)
        return 0;
    size_t figure = add_target(page, place, target, "/compared",
                               &(struct trail_figure){.shown = shown,
                                                      .form = share ? TRAIL_SHARE : TRAIL_NUMBER,
                                                      .decimals = brief_decimals(&page->brief, series)});
    add_levels(page, &point, HTML_SPREAD);
    return figure;
}

/* --- money -------------------------------------------------------------------------------------------------------- */

static size_t add_money(const struct html_page *page, const char *at, const char *what, enum trail_form form,
                        const char *shown)
{
    size_t figure = trail_add(
        page->trail,
        &(struct trail_figure){.shown = shown, .place = "Money", .what = what, .file = "summary.json", .form = form});
    trail_row(page->trail, "at", at);
    trail_input(page->trail, "money");
    trail_input(page->trail, "teams");
    add_shared_inputs(page);
    return figure;
}

size_t html_trail_money(const struct html_page *page, const char *at, const char *what,
                        const struct ensemble_point *point, bool band, const char *shown)
{
    if (page->trail == NULL || point->tally.count == 0)
        return 0;
    size_t figure = add_money(page, at, what, TRAIL_THOUSANDS, shown);
    trail_value(page->trail, "mean", point->tally.mean);
    if (band) {
        trail_value(page->trail, "q10", point->quantile[Q10]);
        trail_value(page->trail, "q90", point->quantile[Q90]);
    }
    return figure;
}

size_t html_trail_overspend(const struct html_page *page, const char *at, const char *what,
                            const struct ensemble_verdict *over, const char *shown)
{
    if (page->trail == NULL || !is_judged(over))
        return 0;
    size_t figure = add_money(page, at, what, TRAIL_CHANCE, shown);
    add_verdict(page, over, TRAIL_CHANCE);
    return figure;
}

/* --- the section -------------------------------------------------------------------------------------------------- */

static void cell_of(struct table *table, const json_t *figure, const char *key)
{
    table_cell(table, json_string_value(json_object_get(figure, key)));
}

void html_trail(const struct html_page *page)
{
    static const char *const keys[] = {"id", "shown", "what", "place", "file"};
    static const char *const headings[] = {"Figure", "As shown", "What it is", "Where it stands", "Kept in"};
    if (page->trail == NULL)
        return;
    html_open(page, "trace", "Trace a figure");
    html_paragraph(page,
                   "The figures of the first page and of the tables of targets, teams and money have an id, which is "
                   "also their address in this page (#F1) and is listed below.");
    text_add(page->out,
             "<p>With the results folder in place of DIR, <code>headroom trace F1 --in DIR</code> shows where a "
             "figure comes from: the row of the file it is kept in, what the measure means, the target in the "
             "scenario, and every input that feeds it with its line, source and grade.</p>\n");
    struct table table = {0};
    table_caption(&table, "Figures that can be traced");
    for (size_t column = 0; column < sizeof keys / sizeof *keys; column++)
        table_column(&table, TABLE_WORDS, headings[column]);
    for (size_t i = 0; i < trail_count(page->trail); i++)
        for (size_t column = 0; column < sizeof keys / sizeof *keys; column++)
            cell_of(&table, trail_at(page->trail, i), keys[column]);
    text_add(page->out, "<details><summary>All figures by id</summary>\n");
    table_html(&table, NULL, page->out);
    text_add(page->out, "</details>\n");
    html_close(page);
    table_release(&table);
}
