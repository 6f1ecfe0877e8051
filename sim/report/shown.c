#include "report/shown.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/brief.h"
#include "report/fluid_table.h"
#include "report/money_table.h"
#include "report/written.h"

const char *const shown_standings[] = {
    [FIGURE_SOURCED] = "sourced",
    [FIGURE_ASSUMED] = "assumed",
    [FIGURE_CHOSEN] = "chosen",
    [FIGURE_DEFAULT] = "defaults",
};

/* Two figures are a year apart within so many days. */
static const long year_least = 330, year_most = 400;

double shown_years(const struct result_run *run)
{
    const struct ensemble *ensemble = run->ensemble;
    return ensemble->samples == 0 ? 0
                                  : (ensemble->times[ensemble->samples - 1] - ensemble->times[0]) / run->prepared->year;
}

const enum metric shown_staff_flows[SHOWN_STAFF_FLOWS] = {METRIC_STARTERS, METRIC_LEAVERS, METRIC_CHANGES};
const enum metric shown_case_flows[SHOWN_CASE_FLOWS] = {METRIC_REFERRALS, METRIC_RETURNS, METRIC_ARRIVALS,
                                                        METRIC_CLOSURES, METRIC_GIVEN_UP};

struct shown_flow shown_flow(const struct result_run *run, enum metric metric)
{
    const struct ensemble *ensemble = run->ensemble;
    struct shown_flow flow = {(double)NAN, (double)NAN, (double)NAN};
    if (!(shown_years(run) > 0))
        return flow;
    size_t series = metric_series(&ensemble->layout, metric, METRIC_SERVICE);
    struct ensemble_point point = ensemble_average(ensemble, series, 1, ensemble->samples - 1);
    double scale = (double)(ensemble->samples - 1) / shown_years(run);
    if (point.tally.count > 0)
        flow = (struct shown_flow){point.tally.mean * scale, point.quantile[Q10] * scale, point.quantile[Q90] * scale};
    return flow;
}

bool shown_leaves(enum flow_kind kind)
{
    return kind == FLOW_ROUTE || kind == FLOW_GAVE_UP || kind == FLOW_DIVERTED;
}

struct shown_route shown_route(const struct result_run *run, const struct cases *cases, size_t flow)
{
    const struct prepared *prepared = run->prepared;
    double left = 0, mean = cases->flows[flow].mean;
    for (size_t i = 0; i < prepared->flow_count; i++)
        if (prepared->flows[i].stage == prepared->flows[flow].stage && shown_leaves(prepared->flows[i].kind))
            left += cases->flows[i].mean;
    return (struct shown_route){mean / shown_years(run), left > 0 ? mean / left : (double)NAN};
}

struct shown_movement shown_movement(const struct history_point *points, size_t count)
{
    struct shown_movement movement = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            long days = points[k].day - points[i].day;
            if (days < year_least || days > year_most)
                continue;
            double change = fabs(points[k].value - points[i].value);
            movement.mean += change;
            movement.most = fmax(movement.most, change);
            movement.changes++;
        }
    movement.mean /= movement.changes > 0 ? (double)movement.changes : 1;
    return movement;
}

static size_t service_caseload(const struct ensemble *ensemble)
{
    return metric_series(&ensemble->layout, METRIC_CASELOAD, METRIC_SERVICE);
}

double shown_unknown(const struct result_run *run, size_t sample)
{
    if (run->ensemble->samples == 0)
        return (double)NAN;
    struct ensemble_split split = ensemble_split(run->ensemble, service_caseload(run->ensemble), sample);
    double total = split.luck + split.inputs;
    return total > 0 ? split.inputs / total : (double)NAN;
}

size_t shown_influences(const struct result_run *run, size_t sample, struct influence **found)
{
    *found = NULL;
    if (run->service == NULL || run->filled == NULL)
        return 0;
    *found = mem_new(run->filled->uncertain_count + 1, sizeof **found);
    return influence_find(run->ensemble, run->service, run->seed, service_caseload(run->ensemble), sample, *found);
}

bool shown_is_judgement(const struct figure *figure)
{
    return figure->standing == FIGURE_ASSUMED && (figure->grade == NULL || text_equal(figure->grade, "D"));
}

size_t shown_graded(const struct figures *figures, const char *grade)
{
    size_t count = 0;
    for (size_t i = 0; i < figures->count; i++) {
        enum figure_standing standing = figures->items[i].standing;
        bool known = standing == FIGURE_SOURCED || standing == FIGURE_ASSUMED;
        count += known && figures_has_grade(&figures->items[i], grade);
    }
    return count;
}

size_t shown_failures(const struct ensemble *ensemble, size_t *first)
{
    size_t failures = 0;
    *first = 0;
    for (size_t run = ensemble->runs; run-- > 0;)
        if (ensemble->outcomes[run].failure != NULL) {
            *first = run;
            failures++;
        }
    return failures;
}

struct shown_stop shown_stop(const struct stopping_look *look)
{
    double scale = look->chance ? 100 : 1, unit = look->chance ? 10 : 100;
    return (struct shown_stop){
        .half = ceil(look->half * scale * unit) / unit, .asked = look->width * scale, .decimals = look->chance ? 1 : 2};
}

double shown_scale(const struct result_run *run, size_t year)
{
    bool part;
    double weeks = money_table_weeks(run->ensemble->plan, year, &part);
    return part ? run->prepared->year / weeks : 1;
}

json_t *shown_counts(const struct result_run *run)
{
    struct figures figures;
    json_t *object = json_object();
    json_int_t judgements = 0;
    figures_init(&figures, run->scenario, run->table, run->ensemble->plan);
    for (size_t i = 0; i < figures.count; i++)
        judgements += shown_is_judgement(&figures.items[i]);
    for (int i = 0; i <= FIGURE_DEFAULT; i++)
        json_object_set_new(object, shown_standings[i],
                            json_integer((json_int_t)figures_standing(&figures, (enum figure_standing)i)));
    json_object_set_new(object, "on-judgement", json_integer(judgements));
    for (size_t i = 0; i < FIGURE_GRADES; i++) {
        char key[32];
        snprintf(key, sizeof key, "grade-%s", figures_grades[i].grade != NULL ? figures_grades[i].grade : "none");
        json_object_set_new(object, key, json_integer((json_int_t)shown_graded(&figures, figures_grades[i].grade)));
    }
    figures_release(&figures);
    return object;
}

/* --- as JSON ------------------------------------------------------------------------------------------------------ */

static void add_number(json_t *object, const char *key, double value)
{
    json_object_set_new(object, key, written_number(value));
}

static json_t *flows_json(const struct result_run *run)
{
    json_t *object = json_object();
    for (size_t i = 0; i < SHOWN_STAFF_FLOWS + SHOWN_CASE_FLOWS; i++) {
        enum metric metric = i < SHOWN_STAFF_FLOWS ? shown_staff_flows[i] : shown_case_flows[i - SHOWN_STAFF_FLOWS];
        struct shown_flow flow = shown_flow(run, metric);
        json_t *item = json_object();
        add_number(item, "mean", flow.mean);
        add_number(item, "q10", flow.low);
        add_number(item, "q90", flow.high);
        json_object_set_new(object, metric_info(metric)->name, item);
    }
    return object;
}

static json_t *routes_json(const struct result_run *run)
{
    struct cases cases;
    json_t *object = json_object();
    cases_init(&cases, run->ensemble, run->prepared->flow_count);
    for (size_t i = 0; i < run->prepared->flow_count; i++) {
        struct shown_route route = shown_route(run, &cases, i);
        json_t *item = json_object();
        add_number(item, "a_year", route.a_year);
        add_number(item, "share", shown_leaves(run->prepared->flows[i].kind) ? route.share : (double)NAN);
        json_object_set_new(object, run->prepared->flows[i].name, item);
    }
    cases_release(&cases);
    return object;
}

static json_t *observed_json(const struct result_run *run)
{
    json_t *object = json_object(), *points = json_array(), *movements = json_array();
    const struct history *history = run->history;
    for (size_t i = 0; history != NULL && i < history->count;) {
        const struct history_point *first = &history->points[i];
        size_t count;
        history_of(history, first->measure, first->team, &count);
        for (size_t k = 0; k < count; k++, i++) {
            json_t *item = json_object();
            json_object_set_new(item, "file", json_string(history->file));
            add_number(item, "line", first[k].line);
            add_number(item, "value", first[k].value);
            json_array_append_new(points, item);
        }
        struct shown_movement movement = shown_movement(first, count);
        json_t *item = json_object();
        json_object_set_new(item, "measure", json_string(metric_info(first->measure)->name));
        json_object_set_new(item, "of",
                            json_string(first->team < 0 ? "all" : brief_team(run->ensemble->plan, first->team)));
        add_number(item, "changes", (double)movement.changes);
        add_number(item, "mean", movement.mean);
        add_number(item, "largest", movement.most);
        json_array_append_new(movements, item);
    }
    json_object_set_new(object, "points", points);
    json_object_set_new(object, "movements", movements);
    return object;
}

static json_t *twin_json(const struct result_run *run)
{
    json_t *object = json_object();
    for (size_t t = 0; run->fluid != NULL && t < run->fluid->teams; t++) {
        struct fluid_table_gap gap = fluid_table_gap(run, t);
        json_t *item = json_object();
        add_number(item, "apart", gap.off);
        add_number(item, "usual", gap.usual);
        json_object_set_new(object, run->prepared->teams[t].plan->named.name, item);
    }
    return object;
}

/* Every year as if it were whole. */
static json_t *years_json(const struct result_run *run)
{
    json_t *list = json_array();
    if (!run->ensemble->plan->money.given)
        return list;
    struct spending spending;
    spending_init(&spending, run->ensemble);
    for (size_t year = 0; year < spending.layout.years; year++) {
        const struct ensemble_point *spent = spending_sum(&spending, SPENDING_RECURRENT, year);
        const struct ensemble_point *funding = spending_sum(&spending, SPENDING_FUNDING, year);
        json_t *item = json_object(), *recurrent = json_object(), *funded = json_object();
        bool known = spent->tally.count > 0;
        add_number(recurrent, "mean", known ? shown_scale(run, year) * spent->tally.mean : (double)NAN);
        add_number(funded, "mean",
                   known && spending.funded ? shown_scale(run, year) * funding->tally.mean : (double)NAN);
        json_object_set_new(item, "recurrent", recurrent);
        json_object_set_new(item, "funding", funded);
        json_array_append_new(list, item);
    }
    spending_release(&spending);
    return list;
}

static json_t *targets_json(const struct brief *brief)
{
    const struct map *targets = &brief->ensemble->plan->targets;
    json_t *object = json_object();
    for (size_t i = 0; i < targets->count; i++) {
        json_t *item = json_object();
        struct brief_pinned pinned = brief_pinned(brief, i);
        add_number(item, "holding_more", brief_above(brief, i));
        add_number(item, "half_width", pinned.half);
        add_number(item, "runs_needed", pinned.needed);
        json_object_set_new(object, plan_items(*targets, struct plan_target)[i].named.name, item);
    }
    return object;
}

static void add_runs(json_t *object, const struct result_run *run)
{
    size_t first, failures = shown_failures(run->ensemble, &first);
    add_number(object, "failures", (double)failures);
    add_number(object, "first_failure", failures > 0 ? (double)first : (double)NAN);
}

json_t *shown_json(const struct result_run *run)
{
    struct brief brief = {.ensemble = run->ensemble, .prepared = run->prepared};
    size_t sample = brief_main_sample(&brief);
    struct influence *found;
    json_t *object = json_object();
    add_runs(object, run);
    add_number(object, "from_unknown_inputs", shown_unknown(run, sample));
    json_object_set_new(object, "targets", targets_json(&brief));
    add_number(object, "told_apart", (double)shown_influences(run, sample, &found));
    free(found);
    json_object_set_new(object, "flows_a_year", flows_json(run));
    json_object_set_new(object, "routes", routes_json(run));
    json_object_set_new(object, "observed", observed_json(run));
    json_object_set_new(object, "second_opinion", twin_json(run));
    json_object_set_new(object, "years_at_a_yearly_rate", years_json(run));
    return object;
}
