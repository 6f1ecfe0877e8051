#include "report/sweep_table.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "experiment/sweep_words.h"
#include "experiment/words.h"

enum { WIDTH = 80, ROWS_SHOWN = 40 };

/* --- sweep.csv ---------------------------------------------------------------------------------------------------- */

/* RFC 4180: in quotes when it has to be. */
static void csv_row(const struct sweep *sweep, size_t point, struct text *out)
{
    const struct sweep_point *p = &sweep->points[point];
    bool money = p->cost.tally.count > 0;
    text_printf(out, "%zu", point);
    for (size_t axis = 0; axis < sweep->axis_count; axis++) {
        text_add(out, ",");
        csv_words(out, p->values[axis] ? p->values[axis] : "");
    }
    const struct contrast none = {.mean = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    const struct contrast *extra = money ? &p->cost_change : &none;
    struct interval caseload = ensemble_interval(&p->caseload);
    const double numbers[] = {p->chance.chance,
                              p->chance.interval.low,
                              p->chance.interval.high,
                              p->caseload.tally.count ? p->caseload.tally.mean : (double)NAN,
                              caseload.low,
                              caseload.high,
                              p->caseload.tally.count ? p->caseload.quantile[Q90] : (double)NAN,
                              money ? p->cost.tally.mean : (double)NAN,
                              extra->mean,
                              extra->interval.low,
                              extra->interval.high,
                              p->chance_change.mean,
                              p->chance_change.interval.low,
                              p->chance_change.interval.high,
                              p->caseload_change.mean,
                              p->caseload_change.interval.low,
                              p->caseload_change.interval.high};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        csv_number(out, numbers[i]);
    text_printf(out, ",%s,%zu,%zu\n",
                isnan(sweep->budget)          ? ""
                : sweep_affords(sweep, point) ? "true"
                                              : "false",
                sweep->runs - p->failed, p->failed);
}

void sweep_table_csv(const struct sweep *sweep, struct text *out)
{
    text_add(out, "point");
    for (size_t axis = 0; axis < sweep->axis_count; axis++) {
        text_add(out, ",");
        csv_words(out, sweep->axes[axis].path);
    }
    text_printf(out,
                ",%s,low,high,caseload,caseload_low,caseload_high,caseload_p90,cost,extra_cost,extra_cost_low,"
                "extra_cost_high,change,change_low,change_high,caseload_change,caseload_change_low,"
                "caseload_change_high,within_budget,runs,failed\n",
                sweep->plan && plan_items(sweep->plan->targets, struct plan_target)[sweep->target].share_of_time
                    ? "share_of_time"
                    : "chance");
    for (size_t point = 0; point < sweep->count; point++)
        csv_row(sweep, point, out);
}

/* --- sweep.json --------------------------------------------------------------------------------------------------- */

static json_t *axis_of(const struct sweep_axis *axis)
{
    json_t *object = json_object();
    json_object_set_new(object, "path", json_string(axis->path));
    if (axis->values) {
        json_t *values = json_array();
        for (size_t i = 0; i < axis->count; i++)
            json_array_append_new(values, json_string(axis->values[i]));
        json_object_set_new(object, "values", values);
    }
    return object;
}

void sweep_table_json(const struct sweep *sweep, struct text *out)
{
    json_t *root = json_object(), *axes = json_array();
    struct text words = {0};
    for (size_t i = 0; i < sweep->axis_count; i++)
        json_array_append_new(axes, axis_of(&sweep->axes[i]));
    sweep_words_headline(sweep, &words);
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(sweep->version));
    json_object_set_new(root, "headline", json_string(words.at));
    json_object_set_new(root, "design",
                        json_string(sweep->sampled ? "Latin hypercube; point 0 is the scenario as it stands"
                                                   : "every combination, the last one varied fastest"));
    json_object_set_new(root, "varied", axes);
    json_object_set_new(root, "points", json_integer((json_int_t)sweep->count));
    json_object_set_new(root, "target",
                        json_string(plan_items(sweep->plan->targets, struct plan_target)[sweep->target].named.name));
    json_object_set_new(root, "runs", json_integer((json_int_t)sweep->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)sweep->seed));
    json_object_set_new(root, "budget", isnan(sweep->budget) ? json_null() : json_real(sweep->budget));
    json_object_set_new(root, "intervals", json_string("95 per cent, of one point by itself, for chance and caseload"));
    json_object_set_new(root, "differences",
                        json_string("to point 0, paired by replication on common random numbers; 95 per cent over all "
                                    "points together (Bonferroni)"));
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_printf(out, "%s\n", text);
    free(text);
    text_release(&words);
    json_decref(root);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static void fill_row(const struct sweep *sweep, size_t point, struct table *table)
{
    const struct sweep_point *p = &sweep->points[point];
    struct text values = {0};
    char chance[WORDS_SHORT], interval[WORDS_LONG], caseload[WORDS_SHORT], pounds[WORDS_SHORT];
    for (size_t axis = 0; axis < sweep->axis_count; axis++)
        text_printf(&values, "%s%s", axis ? ", " : "", p->values[axis] ? p->values[axis] : "");
    table_cell(table, sweep->sampled && point == 0 ? "as it stands" : values.at);
    text_release(&values);
    words_percent(p->chance.chance, chance);
    words_interval(p->chance.interval, interval);
    table_printf(table, "%s (%s)", chance, interval);
    words_number(p->caseload.tally.count ? p->caseload.tally.mean : (double)NAN, 1, caseload);
    table_cell(table, caseload);
    words_number(p->caseload.tally.count ? p->caseload.quantile[Q90] : (double)NAN, 1, caseload);
    table_cell(table, caseload);
    if (!sweep_has_money(sweep))
        return;
    words_pounds(p->cost_change.mean, pounds);
    table_printf(table, "%s%s", point == 0 ? "" : pounds, sweep_affords(sweep, point) ? "" : " over");
}

void sweep_table_fill(const struct sweep *sweep, struct table *table)
{
    bool by_share = plan_items(sweep->plan->targets, struct plan_target)[sweep->target].share_of_time;
    table_column(table, TABLE_WORDS, sweep->axis_count == 1 ? sweep->axes[0].label : "Varied");
    table_column(table, TABLE_NUMBERS, by_share ? "Share of time" : "Chance");
    table_column(table, TABLE_NUMBERS, "Caseload");
    table_column(table, TABLE_NUMBERS, "9 in 10");
    if (sweep_has_money(sweep))
        table_column(table, TABLE_NUMBERS, "Extra cost");
    for (size_t point = 0; point < sweep->count; point++)
        fill_row(sweep, point, table);
}

void sweep_table_notes(const struct sweep *sweep, struct text *out)
{
    char runs[WORDS_SHORT];
    size_t failed = 0;
    for (size_t i = 0; i < sweep->count; i++)
        failed += sweep->points[i].failed;
    words_number((double)sweep->runs, 0, runs);
    text_printf(out, "%s: %s. Mean caseload of a worker on ",
                plan_items(sweep->plan->targets, struct plan_target)[sweep->target].share_of_time ? "Share of time"
                                                                                                  : "Chance",
                sweep_words_target(sweep));
    sweep_words_date(sweep, out);
    text_printf(
        out,
        ", over runs, and what it stays at or below in 9 runs of 10. %s runs of every point, all on the same luck; "
        "the range in brackets is how well they pin that point down (95%%). The highest of many points is "
        "flattered by luck: run it again with another --seed.",
        runs);
    if (sweep_has_money(sweep))
        text_add(out, sweep->sampled ? " Extra cost: over the whole time, against the scenario as it stands."
                                     : " Extra cost: over the whole time, against the first point.");
    if (failed)
        text_printf(out, " %zu replications could not go on and are left out.", failed);
}

void sweep_table_terminal(const struct sweep *sweep, struct text *out)
{
    struct text words = {0};
    sweep_words_headline(sweep, &words);
    text_add(&words, ".");
    table_wrap(words.at, WIDTH, out);
    text_add(out, "\n");
    for (size_t axis = 0; axis < sweep->axis_count && sweep->axis_count > 1; axis++)
        text_printf(out, "%s%s\n", axis ? "        " : "Varied: ", sweep->axes[axis].path);
    if (sweep->count <= ROWS_SHOWN) {
        struct table table = {0};
        sweep_table_fill(sweep, &table);
        table_plain(&table, WIDTH, out);
        table_release(&table);
    } else {
        text_printf(out, "%zu points: too many to list here; see sweep.csv.\n", sweep->count);
    }
    text_clear(&words);
    sweep_table_notes(sweep, &words);
    text_add(out, "\n");
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}
