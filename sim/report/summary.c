#include "report/summary.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/break_even.h"
#include "experiment/curve.h"
#include "experiment/words.h"
#include "report/brief.h"
#include "report/cases.h"
#include "report/money_table.h"
#include "report/order.h"
#include "report/shown.h"

#define CONFIDENCE 0.95

static const char *const level_names[ENSEMBLE_LEVELS] = {"q025", "q05", "q10", "q25", "q50",
                                                         "q75",  "q90", "q95", "q975"};

/* Nine significant digits, so that the text is as short as the number is good. */
static json_t *number(double value)
{
    char digits[40];
    if (!isfinite(value))
        return json_null();
    snprintf(digits, sizeof digits, "%.9g", value);
    return json_real(strtod(digits, NULL));
}

static json_t *count(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *text_or_null(const char *words)
{
    return words != NULL ? json_string(words) : json_null();
}

static json_t *date_or_null(const struct ensemble *ensemble, double week)
{
    char date[11];
    if (ensemble->plan->clock.calendar == CALENDAR_NONE || !isfinite(week))
        return json_null();
    calendar_iso(ensemble->plan->clock.start + (calendar_day)llround(week * 7), date);
    return json_string(date);
}

static json_t *interval_of(struct interval interval, const char *method)
{
    json_t *object = json_object();
    json_object_set_new(object, "low", number(interval.low));
    json_object_set_new(object, "high", number(interval.high));
    json_object_set_new(object, "level", number(CONFIDENCE));
    json_object_set_new(object, "method", json_string(method));
    return object;
}

static const char *method_of(const struct ensemble *ensemble)
{
    return ensemble->block > 0 ? "Student t over blocks of runs" : "Student t over runs";
}

/* Mean, spread and error of what every run gave one value of. */
static void add_moments(json_t *object, const struct tally *tally, double error)
{
    json_object_set_new(object, "mean", number(tally->count > 0 ? tally->mean : (double)NAN));
    json_object_set_new(object, "sd", number(tally_sd(tally)));
    json_object_set_new(object, "se", number(error));
    json_object_set_new(object, "runs", count(tally->count));
}

static void add_tally(json_t *object, const struct tally *tally)
{
    add_moments(object, tally, tally_error(tally));
}

static void add_quantiles(json_t *object, const struct ensemble_point *point)
{
    for (int level = 0; level < ENSEMBLE_LEVELS; level++)
        json_object_set_new(object, level_names[level],
                            number(point->tally.count > 0 ? point->quantile[level] : (double)NAN));
}

static json_t *point_at(const struct ensemble *ensemble, size_t series, size_t sample)
{
    struct ensemble_point point = ensemble_point(ensemble, series, sample);
    json_t *object = json_object();
    json_object_set_new(object, "week", number(ensemble->times[sample]));
    json_object_set_new(object, "date", date_or_null(ensemble, ensemble->times[sample]));
    add_moments(object, &point.tally, point.error);
    add_quantiles(object, &point);
    struct ensemble_split split = ensemble_split(ensemble, series, sample);
    if (!isnan(split.luck)) {
        json_object_set_new(object, "variance_luck", number(split.luck));
        json_object_set_new(object, "variance_inputs", number(split.inputs));
    }
    return object;
}

/* The variance of the sampled values about the mean of them all, a value a run. */
static json_t *variance_of(const struct ensemble *ensemble, size_t series, double mean)
{
    struct tally variances = {0};
    double *squares = mem_new(ensemble->runs, sizeof *squares), *known = mem_new(ensemble->runs, sizeof *known);
    /* sample by sample, as the values lie */
    for (size_t sample = 0; sample < ensemble->samples; sample++)
        for (size_t run = 0; run < ensemble->runs; run++) {
            double value = ensemble_at(ensemble, series, sample, run);
            squares[run] += isnan(value) ? 0 : (value - mean) * (value - mean);
            known[run] += !isnan(value);
        }
    for (size_t run = 0; run < ensemble->runs; run++)
        if (known[run] > 0 && ensemble->outcomes[run].failure == NULL)
            tally_add(&variances, squares[run] / known[run]);
    free(squares);
    free(known);
    json_t *object = json_object();
    json_object_set_new(object, "mean", number(variances.count > 0 ? variances.mean : (double)NAN));
    json_object_set_new(object, "se", number(tally_error(&variances)));
    return object;
}

static json_t *average_of(const struct ensemble *ensemble, size_t series)
{
    struct ensemble_point point = ensemble_average(ensemble, series, 0, ensemble->samples - 1);
    json_t *object = json_object();
    add_moments(object, &point.tally, point.error);
    json_object_set_new(object, "interval", interval_of(ensemble_interval(&point), method_of(ensemble)));
    add_quantiles(object, &point);
    json_object_set_new(object, "variance", variance_of(ensemble, series, point.tally.mean));
    return object;
}

/* The samples at which targets are judged, each once, in increasing order. */
static size_t target_samples(const struct ensemble *ensemble, size_t **samples)
{
    const struct plan *plan = ensemble->plan;
    *samples = mem_new(plan->targets.count + 1, sizeof **samples);
    size_t found = 0;
    for (size_t i = 0; i < plan->targets.count; i++) {
        double by = plan_items(plan->targets, struct plan_target)[i].by;
        size_t sample = isnan(by) ? ensemble->samples - 1 : ensemble_sample_at(ensemble, by), at = 0;
        while (at < found && (*samples)[at] < sample)
            at++;
        if (at < found && (*samples)[at] == sample)
            continue;
        memmove(*samples + at + 1, *samples + at, (found - at) * sizeof **samples);
        (*samples)[at] = sample;
        found++;
    }
    return found;
}

static json_t *series_of(const struct ensemble *ensemble, size_t series)
{
    int of;
    enum metric metric = metric_of_series(&ensemble->layout, series, &of);
    json_t *object = json_object(), *at = json_array();
    size_t *samples, found = target_samples(ensemble, &samples);
    for (size_t i = 0; i < found; i++)
        json_array_append_new(at, point_at(ensemble, series, samples[i]));
    free(samples);
    json_object_set_new(object, "unit", json_string(metric_unit(metric, ensemble->plan, of)));
    json_object_set_new(object, "start", point_at(ensemble, series, 0));
    json_object_set_new(object, "end", point_at(ensemble, series, ensemble->samples - 1));
    json_object_set_new(object, "at", at);
    json_object_set_new(object, "average", average_of(ensemble, series));
    return object;
}

static json_t *items_of(const struct ensemble *ensemble, enum metric metric, const struct map *map, size_t size)
{
    json_t *object = json_object();
    size_t *order = order_of(map, size);
    for (size_t i = 0; i < map->count; i++) {
        size_t series = metric_series(&ensemble->layout, metric, (int)order[i]);
        json_object_set_new(object, order_item(map, size, order[i])->name, series_of(ensemble, series));
    }
    free(order);
    return object;
}

static json_t *all_series(const struct ensemble *ensemble)
{
    json_t *all = json_object();
    const struct plan *plan = ensemble->plan;
    if (ensemble->samples == 0)
        return all;
    for (int i = 0; i < METRIC_COUNT; i++) {
        enum metric metric = (enum metric)i;
        if (!metric_applies(plan, metric))
            continue;
        enum metric_scope scope = metric_info(metric)->scope;
        json_t *object = json_object();
        if (scope == SCOPE_STAGE)
            json_object_set_new(object, "stages",
                                items_of(ensemble, metric, &plan->pathway, sizeof(struct plan_stage)));
        else if (scope == SCOPE_GRADE)
            json_object_set_new(object, "grades",
                                items_of(ensemble, metric, &plan->workforce.grades, sizeof(struct plan_grade)));
        else
            json_object_set_new(object, "service",
                                series_of(ensemble, metric_series(&ensemble->layout, metric, METRIC_SERVICE)));
        if (scope == SCOPE_TEAM)
            json_object_set_new(object, "teams", items_of(ensemble, metric, &plan->teams, sizeof(struct plan_team)));
        if (scope == SCOPE_PIPELINE)
            json_object_set_new(object, "pipelines",
                                items_of(ensemble, metric, &plan->pipelines, sizeof(struct plan_pipeline)));
        json_object_set_new(all, metric_info(metric)->name, object);
    }
    return all;
}

static const char *judged_how(const struct plan_target *target)
{
    return target->share_of_time ? "share of time"
           : target->throughout  ? "throughout the window"
           : target->reached     ? "by the date"
                                 : "on the date";
}

/* Weeks at which 10, 50 and 90 % of the runs have met it; null where that share never does. */
static json_t *when_of(const struct curve_when *when)
{
    static const enum ensemble_level levels[] = {Q10, Q50, Q90};
    static const char *const names[] = {"q10_week", "q50_week", "q90_week"};
    json_t *object = json_object();
    for (size_t i = 0; i < 3; i++)
        json_object_set_new(object, names[i], number(when->quantile[levels[i]]));
    json_object_set_new(object, "never", number(when->never));
    return object;
}

static json_t *first_times_of(const struct ensemble *ensemble, size_t target)
{
    struct curve_when first = curve_first_met(ensemble, target), good = curve_met_for_good(ensemble, target);
    json_t *object = json_object();
    json_object_set_new(object, "first", when_of(&first));
    json_object_set_new(object, "for_good", when_of(&good));
    return object;
}

static void add_asked(json_t *object, const struct result_run *run, size_t index)
{
    static const char *const statistics[] = {"mean", "median", "p90", "max", "share_above"};
    const struct plan_target *target = &plan_items(run->ensemble->plan->targets, struct plan_target)[index];
    struct brief brief = {.ensemble = run->ensemble, .prepared = run->prepared};
    struct text asks = {0};
    int of;
    enum metric metric = metric_of_series(&run->ensemble->layout, run->prepared->target_series[index], &of);
    brief_asks(&brief, index, true, &asks);
    json_object_set_new(object, "title", text_or_null(target->named.title));
    json_object_set_new(object, "asks", text_or_null(asks.at));
    json_object_set_new(object, "measure", json_string(metric_info(metric)->name));
    json_object_set_new(object, "statistic", json_string(statistics[target->statistic]));
    json_object_set_new(object, "above", number(target->above));
    json_object_set_new(object, "unit",
                        target->unit < 0 ? json_null()
                                         : json_string(target->unit == TEAM_COUNTS_FAMILIES ? "family" : "child"));
    json_object_set_new(object, "team", target->team.index >= 0 ? text_or_null(target->team.name) : json_null());
    json_object_set_new(object, "every_team", json_boolean(target->every_team));
    json_object_set_new(object, "stage", target->stage.index >= 0 ? text_or_null(target->stage.name) : json_null());
    json_object_set_new(object, "grade", target->grade.index >= 0 ? text_or_null(target->grade.name) : json_null());
    json_object_set_new(object, "at_most", number(target->at_most));
    json_object_set_new(object, "at_least", number(target->at_least));
    json_object_set_new(object, "of_opening", json_boolean(target->of_opening));
    text_release(&asks);
}

static json_t *target_of(const struct result_run *run, size_t index)
{
    const struct ensemble *ensemble = run->ensemble;
    const struct plan_target *target = &plan_items(ensemble->plan->targets, struct plan_target)[index];
    struct ensemble_verdict verdict = ensemble_verdict(ensemble, index);
    double by = isnan(target->by) && ensemble->samples > 0 ? ensemble->times[ensemble->samples - 1] : target->by;
    struct brief brief = {.ensemble = ensemble, .prepared = run->prepared};
    json_t *object = json_object(), *compared = json_object();
    add_asked(object, run, index);
    json_object_set_new(object, "judged", json_string(judged_how(target)));
    json_object_set_new(object, "from_week", number(target->from));
    json_object_set_new(object, "by_week", number(by));
    json_object_set_new(object, "by_date", date_or_null(ensemble, by));
    json_object_set_new(object, "hold_weeks", number(target->hold));
    json_object_set_new(object, "waiting_limit_weeks", number(target->waiting_limit));
    json_object_set_new(object, "chance", number(verdict.chance));
    json_object_set_new(object, "hits", target->share_of_time ? json_null() : count(verdict.hits));
    json_object_set_new(object, "trials", count(verdict.trials));
    json_object_set_new(object, "interval",
                        interval_of(verdict.interval, target->share_of_time ? "Student t over runs" : "Wilson"));
    if (ensemble->samples > 0) {
        struct ensemble_point point = brief_target_point(&brief, index, brief_sample(&brief, index));
        add_moments(compared, &point.tally, point.error);
        add_quantiles(compared, &point);
    }
    json_object_set_new(object, "compared", compared);
    json_object_set_new(object, "met", first_times_of(ensemble, index));
    json_object_set_new(object, "meets", target->share_of_time ? json_null() : json_boolean(words_meets(&verdict)));
    return object;
}

static json_t *all_targets(const struct result_run *run)
{
    const struct map *targets = &run->ensemble->plan->targets;
    json_t *object = json_object();
    size_t *order = order_of(targets, sizeof(struct plan_target));
    for (size_t i = 0; i < targets->count; i++)
        json_object_set_new(object, order_item(targets, sizeof(struct plan_target), order[i])->name,
                            target_of(run, order[i]));
    free(order);
    return object;
}

static void add_ratio(json_t *object, const char *key, const struct cases_ratio *ratio)
{
    json_object_set_new(object, key, number(ratio->value));
    json_object_set_new(object, "se", number(ratio->error));
}

static void add_spread(json_t *object, const struct tally *tally)
{
    json_object_set_new(object, "sd", number(tally_sd(tally)));
    json_object_set_new(object, "longest", number(tally->count > 0 ? tally->most : (double)NAN));
}

static json_t *waits_in_order(const struct cases *cases, const struct cases_stage *stage)
{
    json_t *list = json_array();
    for (size_t i = 0; i < cases->first_count; i++) {
        json_t *object = json_object();
        json_object_set_new(object, "case", count(i + 1));
        add_tally(object, &stage->first[i]);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *waits_of(const struct result_run *run, const struct cases *cases, size_t index)
{
    const struct cases_stage *stage = &cases->stages[index];
    json_t *object = json_object(), *waited = json_object(), *over = json_array();
    json_object_set_new(object, "cases", count(stage->wait.count));
    add_ratio(object, "mean", &stage->wait);
    add_spread(object, &stage->waits);
    add_ratio(waited, "share", &stage->waited);
    json_object_set_new(object, "waited", waited);
    for (size_t level = 0; level < cases->level_count; level++) {
        json_t *entry = json_object();
        json_object_set_new(entry, "weeks", number(run->ensemble->plan->report.waits_over.items[level].low));
        add_ratio(entry, "share", &stage->over[level]);
        json_array_append_new(over, entry);
    }
    json_object_set_new(object, "over", over);
    if (cases->first_count > 0) {
        json_t *mean = json_object();
        add_tally(mean, &stage->first_mean);
        json_object_set_new(object, "in_order", waits_in_order(cases, stage));
        json_object_set_new(object, "in_order_mean", mean);
    }
    return object;
}

static json_t *stays_of(const struct cases_stage *stage)
{
    json_t *object = json_object();
    json_object_set_new(object, "cases", count(stage->stay.count));
    add_ratio(object, "mean", &stage->stay);
    add_spread(object, &stage->stays);
    return object;
}

/* Changes of worker and time without one, per child; errors come from the runs. */
static json_t *ledger_of(const struct ensemble *ensemble)
{
    struct tally changes = {0}, weeks = {0}, many = {0}, children = {0};
    for (size_t run = 0; run < ensemble->runs; run++) {
        const struct world_ledger *ledger = &ensemble->outcomes[run].ledger;
        double n = (double)ledger->changes.count;
        if (ensemble->outcomes[run].failure != NULL || n <= 0)
            continue;
        tally_add(&children, n);
        tally_add(&changes, ledger->changes.mean);
        tally_add(&weeks, ledger->weeks_unallocated.mean);
        tally_add(&many, (double)ledger->by_changes[WORLD_LEDGER_CHANGES] / n);
    }
    const struct {
        const char *name;
        const struct tally *tally;
    } rows[] = {{"children", &children},
                {"changes_of_worker", &changes},
                {"three_or_more_changes", &many},
                {"weeks_unallocated", &weeks}};
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *row = json_object();
        add_tally(row, rows[i].tally);
        json_object_set_new(object, rows[i].name, row);
    }
    return object;
}

static void add_cases(json_t *root, const struct result_run *run)
{
    struct cases cases;
    cases_init(&cases, run->ensemble, run->prepared->flow_count);
    json_t *waits = json_object(), *stays = json_object(), *flows = json_object();
    const struct map *pathway = &run->ensemble->plan->pathway;
    size_t *order = order_of(pathway, sizeof(struct plan_stage));
    for (size_t i = 0; i < pathway->count; i++) {
        const char *name = order_item(pathway, sizeof(struct plan_stage), order[i])->name;
        if (plan_items(*pathway, struct plan_stage)[order[i]].team.index >= 0)
            json_object_set_new(waits, name, waits_of(run, &cases, order[i]));
        json_object_set_new(stays, name, stays_of(&cases.stages[order[i]]));
    }
    free(order);
    for (size_t flow = 0; flow < cases.flow_count; flow++) {
        json_t *object = json_object();
        add_tally(object, &cases.flows[flow]);
        json_object_set_new(flows, run->prepared->flows[flow].name, object);
    }
    json_object_set_new(root, "waits", waits);
    json_object_set_new(root, "stays", stays);
    json_object_set_new(root, "flows", flows);
    json_object_set_new(root, "ledger", ledger_of(run->ensemble));
    cases_release(&cases);
}

static json_t *derived_stages(const struct prepared *prepared)
{
    json_t *stages = json_object();
    size_t *order = order_of(&prepared->plan->pathway, sizeof(struct plan_stage));
    for (size_t i = 0; i < prepared->stage_count; i++) {
        const struct prepared_stage *stage = &prepared->stages[order[i]];
        json_t *object = json_object();
        json_object_set_new(object, "arrivals_per_week", number(stage->arrivals));
        json_object_set_new(object, "stay_weeks", number(stage->stay));
        json_object_set_new(object, "nominal_weeks", number(stage->nominal));
        json_object_set_new(object, "implied_open", number(stage->implied));
        json_object_set_new(stages, stage->plan->named.name, object);
    }
    free(order);
    return stages;
}

static json_t *derived_teams(const struct prepared *prepared)
{
    json_t *teams = json_object();
    size_t *order = order_of(&prepared->plan->teams, sizeof(struct plan_team));
    for (size_t i = 0; i < prepared->team_count; i++) {
        const struct prepared_team *team = &prepared->teams[order[i]];
        json_t *object = json_object();
        json_object_set_new(object, "caseload", number(team->caseload));
        json_object_set_new(object, "effective_fte", number(team->effective));
        json_object_set_new(object, "stretch", number(team->stretch));
        json_object_set_new(object, "rho", number(team->rho));
        json_object_set_new(object, "gain", number(team->gain));
        json_object_set_new(object, "relaxation_weeks", number(team->relaxation));
        json_object_set_new(teams, team->plan->named.name, object);
    }
    free(order);
    return teams;
}

static json_t *clock_of(const struct ensemble *ensemble)
{
    const struct plan_clock *clock = &ensemble->plan->clock;
    json_t *object = json_object();
    json_object_set_new(object, "start", date_or_null(ensemble, 0));
    json_object_set_new(object, "length_weeks", number(clock->length));
    json_object_set_new(object, "warm_up_weeks", number(clock->warm_up));
    json_object_set_new(object, "sample_weeks", number(clock->sample));
    json_object_set_new(object, "samples", count(ensemble->samples));
    return object;
}

/* "2023-06" */
static json_t *month_or_null(const struct ensemble *ensemble, double week)
{
    json_t *date = date_or_null(ensemble, week);
    if (json_is_string(date)) {
        char month[11];
        snprintf(month, sizeof month, "%.7s", json_string_value(date));
        json_string_set(date, month);
    }
    return date;
}

static json_t *break_even_json(const struct ensemble *ensemble, int pipeline)
{
    struct break_even even = break_even_of(ensemble, pipeline);
    json_t *object = json_object(), *week = json_object(), *month = json_object(), *balance = json_object();
    double mean = even.reached > 0 ? even.week.mean : (double)NAN;
    json_object_set_new(object, "runs", count(even.runs));
    json_object_set_new(object, "reached", count(even.reached));
    json_object_set_new(object, "share",
                        number(even.runs > 0 ? (double)even.reached / (double)even.runs : (double)NAN));
    add_tally(week, &even.week);
    json_object_set_new(month, "mean", month_or_null(ensemble, mean));
    for (int level = 0; level < ENSEMBLE_LEVELS; level++) {
        double value = even.runs > 0 ? even.quantile[level] : (double)NAN;
        json_object_set_new(week, level_names[level], number(value));
        json_object_set_new(month, level_names[level],
                            isinf(value) ? json_string("not within the horizon") : month_or_null(ensemble, value));
    }
    add_tally(balance, &even.balance.tally);
    add_quantiles(balance, &even.balance);
    json_object_set_new(object, "week", week);
    json_object_set_new(object, "month", month);
    json_object_set_new(object, "fte_weeks_at_the_end", balance);
    return object;
}

/* When each pipeline, and all of them together, have given back what they took; absent without pipelines. */
static void add_break_even(json_t *root, const struct ensemble *ensemble)
{
    const struct map *pipelines = &ensemble->plan->pipelines;
    if (pipelines->count == 0 || ensemble->samples == 0)
        return;
    json_t *object = json_object(), *each = json_object();
    size_t *order = order_of(pipelines, sizeof(struct plan_pipeline));
    for (size_t i = 0; i < pipelines->count; i++)
        json_object_set_new(each, order_item(pipelines, sizeof(struct plan_pipeline), order[i])->name,
                            break_even_json(ensemble, (int)order[i]));
    free(order);
    json_object_set_new(object, "all", break_even_json(ensemble, METRIC_SERVICE));
    json_object_set_new(object, "pipelines", each);
    json_object_set_new(root, "break_even", object);
}

static json_t *failures_of(const struct ensemble *ensemble)
{
    json_t *list = json_array();
    for (size_t run = 0; run < ensemble->runs; run++)
        if (ensemble->outcomes[run].failure != NULL) {
            json_t *object = json_object();
            json_object_set_new(object, "run", count(run));
            json_object_set_new(object, "why", json_string(ensemble->outcomes[run].failure));
            json_array_append_new(list, object);
        }
    return list;
}

void summary_write(const struct result_run *run, struct text *out)
{
    const struct plan *plan = run->ensemble->plan;
    json_t *root = json_object(), *scenario = json_object(), *derived = json_object();
    json_object_set_new(scenario, "name", text_or_null(plan->name));
    json_object_set_new(scenario, "title", text_or_null(plan->title));
    json_object_set_new(root, "scenario", scenario);
    json_object_set_new(root, "clock", clock_of(run->ensemble));
    json_object_set_new(root, "runs", count(run->ensemble->runs));
    json_object_set_new(root, "seed", count(run->seed));
    json_object_set_new(root, "events", count(run->ensemble->events));
    json_object_set_new(root, "uncertain_inputs", count(run->filled != NULL ? run->filled->uncertain_count : 0));
    json_object_set_new(root, "managers_respond", json_boolean(plan->response.given));
    json_object_set_new(root, "failures", failures_of(run->ensemble));
    json_object_set_new(root, "targets", all_targets(run));
    add_cases(root, run);
    if (plan->money.given)
        json_object_set_new(root, "money", money_table_json(run->ensemble));
    add_break_even(root, run->ensemble);
    json_object_set_new(derived, "stages", derived_stages(run->prepared));
    json_object_set_new(derived, "teams", derived_teams(run->prepared));
    json_object_set_new(root, "derived", derived);
    json_object_set_new(root, "report", shown_json(run));
    json_object_set_new(root, "series", all_series(run->ensemble));
    char *whole = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_add(out, whole != NULL ? whole : "{}");
    text_add(out, "\n");
    free(whole);
    json_decref(root);
}
