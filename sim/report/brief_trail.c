#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "report/brief_trail.h"
#include "report/order.h"

static const struct plan *plan_of(const struct brief *brief)
{
    return brief->ensemble->plan;
}

/* What a figure is called has no figures in it. */
static struct brief without_trail(const struct brief *brief)
{
    struct brief plain = *brief;
    plain.trail = NULL;
    return plain;
}

/* --- what feeds a figure ------------------------------------------------------------------------------------------ */

static void add_named_input(const struct brief *brief, const char *section, const char *name)
{
    struct text path = {0};
    text_printf(&path, "%s.%s", section, name);
    trail_input(brief->trail, path.at);
    text_release(&path);
}

static void add_team_inputs(const struct brief *brief, int team)
{
    const struct plan *plan = plan_of(brief);
    if (team < 0) {
        trail_input(brief->trail, "teams");
        trail_input(brief->trail, "pathway");
    } else
        add_named_input(brief, "teams", plan_items(plan->teams, struct plan_team)[team].named.name);
    const struct plan_stage *stages = plan_items(plan->pathway, struct plan_stage);
    for (size_t i = 0; team >= 0 && i < plan->pathway.count; i++)
        if (stages[i].team.index == team)
            add_named_input(brief, "pathway", stages[i].named.name);
}

/* By the team that a measure is of; everything for the service. */
static void add_inputs(const struct brief *brief, enum metric metric, int of)
{
    enum metric_scope scope = metric_info(metric)->scope;
    const struct plan *plan = plan_of(brief);
    int team = METRIC_SERVICE;
    if (scope == SCOPE_TEAM)
        team = of;
    else if (scope == SCOPE_STAGE && of >= 0) {
        const struct plan_stage *stage = &plan_items(plan->pathway, struct plan_stage)[of];
        team = stage->team.index;
        if (team < 0)
            add_named_input(brief, "pathway", stage->named.name);
    }
    if (scope != SCOPE_STAGE || team >= 0)
        add_team_inputs(brief, team);
    trail_shared_inputs(brief->trail);
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
static void add_series_row(const struct brief *brief, enum metric metric, int of, size_t sample)
{
    static const char *const scopes[] = {
        [SCOPE_SERVICE] = "service", [SCOPE_TEAM] = "team",         [SCOPE_STAGE] = "stage",
        [SCOPE_GRADE] = "grade",     [SCOPE_PIPELINE] = "pipeline",
    };
    const struct ensemble *ensemble = brief->ensemble;
    enum metric_scope scope = of == METRIC_SERVICE ? SCOPE_SERVICE : metric_info(metric)->scope;
    char week[32], date[11] = "";
    snprintf(week, sizeof week, "%.9g", ensemble->times[sample]);
    if (plan_of(brief)->clock.calendar != CALENDAR_NONE)
        calendar_iso(ensemble_day(ensemble, sample), date);
    trail_row(brief->trail, "week", week);
    trail_row(brief->trail, "date", date);
    trail_row(brief->trail, "scope", scopes[scope]);
    trail_row(brief->trail, "of", name_of(ensemble->plan, scope, of));
    trail_row(brief->trail, "measure", metric_info(metric)->name);
}

static void add_levels(const struct brief *brief, const struct ensemble_point *point, enum brief_levels levels)
{
    if (levels & BRIEF_MEDIAN)
        trail_value(brief->trail, "q50", point->quantile[Q50]);
    if (levels & BRIEF_LOW)
        trail_value(brief->trail, "q10", point->quantile[Q10]);
    if (levels & BRIEF_HIGH)
        trail_value(brief->trail, "q90", point->quantile[Q90]);
    if (levels & BRIEF_HALF) {
        trail_value(brief->trail, "q25", point->quantile[Q25]);
        trail_value(brief->trail, "q75", point->quantile[Q75]);
    }
    if (levels & BRIEF_WIDE) {
        trail_value(brief->trail, "q025", point->quantile[Q025]);
        trail_value(brief->trail, "q975", point->quantile[Q975]);
    }
}

/* The target that compares this series; the main one when several do. */
static const char *target_on(const struct brief *brief, size_t series)
{
    const struct map *targets = &plan_of(brief)->targets;
    const size_t *compares = brief->prepared->target_series;
    size_t found = order_main_target(plan_of(brief));
    if (found >= targets->count || compares[found] != series)
        for (found = 0; found < targets->count && compares[found] != series;)
            found++;
    return found < targets->count ? plan_items(*targets, struct plan_target)[found].named.name : NULL;
}

static size_t add_series(const struct brief *brief, const char *place, const char *target, size_t series, size_t sample,
                         enum brief_levels levels, const char *shown)
{
    struct ensemble_point point = ensemble_point(brief->ensemble, series, sample);
    if (brief->trail == NULL || point.tally.count == 0)
        return 0;
    int of;
    enum metric metric = metric_of_series(&brief->ensemble->layout, series, &of);
    struct text what = {0};
    struct brief plain = without_trail(brief);
    brief_measure(&plain, series, true, &what);
    text_add(&what, ", ");
    brief_when(brief, brief->ensemble->times[sample], &what);
    size_t figure = trail_add(brief->trail,
                              &(struct trail_figure){.shown = shown,
                                                     .place = place,
                                                     .what = what.at,
                                                     .measure = metric_info(metric)->name,
                                                     .target = target,
                                                     .file = "series.csv",
                                                     .form = brief_is_share(brief, series) ? TRAIL_SHARE : TRAIL_NUMBER,
                                                     .decimals = brief_decimals(brief, series)});
    add_series_row(brief, metric, of, sample);
    add_levels(brief, &point, levels);
    add_inputs(brief, metric, of);
    text_release(&what);
    return figure;
}

size_t brief_trail_level(const struct brief *brief, const char *place, size_t series, size_t sample,
                         enum brief_levels levels, const char *shown)
{
    return add_series(brief, place, target_on(brief, series), series, sample, levels, shown);
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

/* A figure of summary.json about a target. */
static size_t add_target(const struct brief *brief, const char *place, size_t target, const char *part,
                         const struct trail_figure *form)
{
    const char *name = plan_items(plan_of(brief)->targets, struct plan_target)[target].named.name;
    int of;
    enum metric metric = metric_of_series(&brief->ensemble->layout, brief->prepared->target_series[target], &of);
    struct trail_figure figure = *form;
    struct text what = {0}, at = {0};
    struct brief plain = without_trail(brief);
    brief_asks(&plain, target, true, &what);
    text_printf(&at, "/targets/%s%s", name, part);
    figure.place = place;
    figure.what = what.at;
    figure.measure = metric_info(metric)->name;
    figure.target = name;
    figure.file = "summary.json";
    size_t number = trail_add(brief->trail, &figure);
    trail_row(brief->trail, "at", at.at);
    add_inputs(brief, metric, plan_items(plan_of(brief)->targets, struct plan_target)[target].every_team ? -1 : of);
    text_release(&what);
    text_release(&at);
    return number;
}

static void add_verdict(const struct brief *brief, const struct ensemble_verdict *verdict, enum trail_form form)
{
    trail_value(brief->trail, "chance", verdict->chance);
    if (form != TRAIL_PERCENT)
        trail_value(brief->trail, "trials", (double)verdict->trials);
    if (form == TRAIL_VERDICT) {
        trail_value(brief->trail, "interval/low", verdict->interval.low);
        trail_value(brief->trail, "interval/high", verdict->interval.high);
    }
}

static bool is_judged(const struct ensemble_verdict *verdict)
{
    return verdict->trials > 0 && !isnan(verdict->chance);
}

size_t brief_trail_chance(const struct brief *brief, const char *place, size_t target, enum trail_form form,
                          const char *shown)
{
    struct ensemble_verdict verdict = ensemble_verdict(brief->ensemble, target);
    if (brief->trail == NULL || !is_judged(&verdict))
        return 0;
    size_t figure = add_target(brief, place, target, "", &(struct trail_figure){.shown = shown, .form = form});
    add_verdict(brief, &verdict, form);
    return figure;
}

static size_t add_compared(const struct brief *brief, const char *place, size_t target, enum brief_levels levels,
                           const char *shown)
{
    size_t series = brief->prepared->target_series[target], sample = brief_sample(brief, target);
    const char *name = plan_items(plan_of(brief)->targets, struct plan_target)[target].named.name;
    bool share = brief_target_is_share(brief, target);
    if (brief_target_is_series(brief, target))
        return add_series(brief, place, name, series, sample, levels, shown);
    struct ensemble_point point = brief_target_point(brief, target, sample);
    if (brief->trail == NULL || point.tally.count == 0)
        return 0;
    size_t figure = add_target(brief, place, target, "/compared",
                               &(struct trail_figure){.shown = shown,
                                                      .form = share ? TRAIL_SHARE : TRAIL_NUMBER,
                                                      .decimals = brief_decimals(brief, series)});
    add_levels(brief, &point, levels);
    return figure;
}

size_t brief_trail_compared(const struct brief *brief, const char *place, size_t target, const char *shown)
{
    return add_compared(brief, place, target, BRIEF_SPREAD, shown);
}

/* --- money -------------------------------------------------------------------------------------------------------- */

static size_t add_money(const struct brief *brief, const char *at, const char *what, enum trail_form form,
                        const char *shown)
{
    size_t figure = trail_add(
        brief->trail,
        &(struct trail_figure){.shown = shown, .place = "Money", .what = what, .file = "summary.json", .form = form});
    trail_row(brief->trail, "at", at);
    trail_input(brief->trail, "money");
    trail_input(brief->trail, "teams");
    trail_shared_inputs(brief->trail);
    return figure;
}

size_t brief_trail_money(const struct brief *brief, const char *at, const char *what,
                         const struct ensemble_point *point, bool band, const char *shown)
{
    if (brief->trail == NULL || point->tally.count == 0)
        return 0;
    size_t figure = add_money(brief, at, what, TRAIL_THOUSANDS, shown);
    trail_value(brief->trail, "mean", point->tally.mean);
    if (band) {
        trail_value(brief->trail, "q10", point->quantile[Q10]);
        trail_value(brief->trail, "q90", point->quantile[Q90]);
    }
    return figure;
}

size_t brief_trail_overspend(const struct brief *brief, const char *at, const char *what,
                             const struct ensemble_verdict *over, const char *shown)
{
    if (brief->trail == NULL || !is_judged(over))
        return 0;
    size_t figure = add_money(brief, at, what, TRAIL_CHANCE, shown);
    add_verdict(brief, over, TRAIL_CHANCE);
    return figure;
}

/* --- in sentences ------------------------------------------------------------------------------------------------- */

void brief_say_level(const struct brief *brief, size_t series, size_t sample, enum brief_levels levels,
                     const char *shown, struct text *out)
{
    markup_mark(out, brief_trail_level(brief, NULL, series, sample, levels, shown), shown);
}

void brief_say_spread(const struct brief *brief, size_t series, size_t sample, struct text *out)
{
    struct text words = {0};
    brief_spread(brief, series, sample, &words);
    brief_say_level(brief, series, sample, BRIEF_SPREAD, words.at, out);
    text_release(&words);
}

void brief_say_chance(const struct brief *brief, size_t target, enum trail_form form, const char *shown,
                      struct text *out)
{
    markup_mark(out, brief_trail_chance(brief, NULL, target, form, shown), shown);
}

void brief_say_compared(const struct brief *brief, size_t target, enum brief_levels levels, const char *shown,
                        struct text *out)
{
    markup_mark(out, add_compared(brief, NULL, target, levels, shown), shown);
}

void brief_say_above(const struct brief *brief, size_t target, double share, const char *shown, struct text *out)
{
    const char *name = plan_items(plan_of(brief)->targets, struct plan_target)[target].named.name;
    struct text at = {0};
    text_printf(&at, "/report/targets/%s", name);
    trail_say(brief->trail,
              &(struct trail_figure){.shown = shown,
                                     .what = "workers who hold more than the target asks on average",
                                     .target = name,
                                     .file = "summary.json",
                                     .form = TRAIL_SHARE},
              &(struct trail_place){.at = at.at, .column = "holding_more", .value = share}, out);
    text_release(&at);
}

__attribute__((format(printf, 4, 0))) static void say_path(const struct brief *brief, const char *path,
                                                           struct text *out, const char *shown, va_list arguments)
{
    struct text words = {0};
    text_vprintf(&words, shown, arguments);
    if (brief->trail != NULL)
        markup_mark_path(out, path, words.at);
    else
        text_add(out, words.at);
    text_release(&words);
}

void brief_say_input(const struct brief *brief, const char *path, struct text *out, const char *shown, ...)
{
    va_list arguments;
    va_start(arguments, shown);
    say_path(brief, path, out, shown, arguments);
    va_end(arguments);
}

void brief_say_asked(const struct brief *brief, size_t target, const char *key, struct text *out, const char *shown,
                     ...)
{
    struct text path = {0};
    va_list arguments;
    text_printf(&path, "targets.%s.%s", plan_items(plan_of(brief)->targets, struct plan_target)[target].named.name,
                key);
    va_start(arguments, shown);
    say_path(brief, path.at, out, shown, arguments);
    va_end(arguments);
    text_release(&path);
}

const char *brief_mark_path(enum metric metric)
{
    return metric == METRIC_OVER_AIM ? "report.aim" : metric == METRIC_OVER_HIGH ? "report.high" : "report.extreme";
}

const char *brief_kept(const struct brief *brief)
{
    return brief->kept != NULL ? brief->kept : "summary.json";
}

void brief_say_summary(const struct brief *brief, const char *at, const char *column, const char *what, double value,
                       struct text *out)
{
    char shown[WORDS_SHORT];
    words_number(value, 0, shown);
    trail_say(brief->trail,
              &(struct trail_figure){.shown = shown, .what = what, .file = brief_kept(brief), .given = true},
              &(struct trail_place){.at = at, .column = column, .value = value}, out);
}
