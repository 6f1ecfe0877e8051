#include "report/comparison.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "experiment/contrast.h"
#include "experiment/words.h"
#include "report/order.h"
#include "report/table.h"

enum { WIDTH = 80, NONE = -2 };

const char *comparison_unlike(const struct ensemble *baseline, const struct ensemble *option, char why[static 200])
{
    const struct plan_clock *a = &baseline->plan->clock, *b = &option->plan->clock;
    const char *what = a->start != b->start         ? "clock.start"
                       : a->calendar != b->calendar ? "clock.calendar"
                       : a->length != b->length     ? "clock.length"
                       : a->warm_up != b->warm_up   ? "clock.warm_up"
                       : a->sample != b->sample     ? "clock.sample"
                       : a->inputs != b->inputs     ? "clock.inputs"
                       : a->per_draw != b->per_draw ? "clock.per_draw"
                                                    : NULL;
    if (what == NULL)
        return NULL;
    snprintf(why, 200, "%s differs from the baseline's; options can only be compared over the same time", what);
    return why;
}

static double level_of(const struct comparison *comparison)
{
    return comparison->count > 1 ? 1 - 0.05 / (double)(comparison->count - 1) : 0.95;
}

/* The option's team of the same name as the baseline's; NONE when there is none. */
static int same_team(const struct plan *baseline, const struct plan *option, int team)
{
    if (team == METRIC_SERVICE)
        return METRIC_SERVICE;
    const char *name = plan_items(baseline->teams, struct plan_team)[team].named.name;
    for (size_t i = 0; i < option->teams.count; i++)
        if (text_equal(plan_items(option->teams, struct plan_team)[i].named.name, name))
            return (int)i;
    return NONE;
}

static int same_target(const struct plan *baseline, const struct plan *option, size_t target)
{
    const char *name = plan_items(baseline->targets, struct plan_target)[target].named.name;
    for (size_t i = 0; i < option->targets.count; i++)
        if (text_equal(plan_items(option->targets, struct plan_target)[i].named.name, name))
            return (int)i;
    return NONE;
}

static size_t target_sample(const struct ensemble *ensemble, size_t target)
{
    double by = plan_items(ensemble->plan->targets, struct plan_target)[target].by;
    return isnan(by) ? ensemble->samples - 1 : ensemble_sample_at(ensemble, by);
}

/* The samples looked at: the targets' dates and the end, each once, in order. Returns how many. */
static size_t looked_at(const struct ensemble *ensemble, size_t *samples)
{
    size_t count = 0;
    for (size_t sample = 0; sample < ensemble->samples; sample++) {
        bool wanted = sample + 1 == ensemble->samples;
        for (size_t t = 0; t < ensemble->plan->targets.count; t++)
            wanted |= target_sample(ensemble, t) == sample;
        if (wanted)
            samples[count++] = sample;
    }
    return count;
}

static void add_number(struct text *out, double value)
{
    if (isfinite(value))
        text_printf(out, ",%.9g", value == 0 ? 0.0 : value);
    else
        text_add(out, ",");
}

static void csv_row(const struct comparison *comparison, size_t option, enum metric metric, int team, size_t sample,
                    struct text *out)
{
    const struct ensemble *a = comparison->options[0].ensemble, *b = comparison->options[option].ensemble;
    int other = same_team(a->plan, b->plan, team);
    if (other == NONE || !metric_applies(a->plan, metric) || !metric_applies(b->plan, metric))
        return;
    struct contrast c = contrast_series(a, metric_series(&a->layout, metric, team), b,
                                        metric_series(&b->layout, metric, other), sample, level_of(comparison));
    char date[11] = "";
    if (a->plan->clock.calendar != CALENDAR_NONE)
        calendar_iso(ensemble_day(a, sample), date);
    text_printf(out, "%s,%s,%s,%.9g,%s", comparison->options[option].name,
                team == METRIC_SERVICE ? "all" : plan_items(a->plan->teams, struct plan_team)[team].named.name,
                metric_info(metric)->name, a->times[sample], date);
    const double numbers[] = {c.baseline, c.option, c.mean, c.interval.low, c.interval.high, c.reduction};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_number(out, numbers[i]);
    text_printf(out, ",%s,%zu\n", contrast_is_clear(&c) ? "true" : "false", c.runs);
}

void comparison_write_csv(const struct comparison *comparison, struct text *out)
{
    const struct ensemble *baseline = comparison->options[0].ensemble;
    size_t *samples = mem_new(baseline->samples, sizeof *samples);
    size_t count = looked_at(baseline, samples);
    text_add(out,
             "option,team,measure,week,date,baseline,option_mean,difference,low,high,variance_reduction,clear,runs\n");
    for (size_t option = 1; option < comparison->count; option++)
        for (int metric = 0; metric < METRIC_COUNT; metric++) {
            enum metric_scope scope = metric_info((enum metric)metric)->scope;
            int teams = scope == SCOPE_TEAM ? (int)baseline->plan->teams.count : 0;
            bool of_service = scope == SCOPE_TEAM || scope == SCOPE_SERVICE || scope == SCOPE_PIPELINE;
            for (int team = METRIC_SERVICE; of_service && team < teams; team++)
                for (size_t i = 0; i < count; i++)
                    csv_row(comparison, option, (enum metric)metric, team, samples[i], out);
        }
    free(samples);
}

/* --- the decision table ------------------------------------------------------------------------------------------- */

static void add(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static json_t *number(double value)
{
    char digits[40];
    if (!isfinite(value))
        return json_null();
    snprintf(digits, sizeof digits, "%.9g", value);
    return json_real(strtod(digits, NULL));
}

static json_t *interval_of(struct interval interval)
{
    json_t *object = json_object();
    add(object, "low", number(interval.low));
    add(object, "high", number(interval.high));
    return object;
}

static json_t *target_of(const struct comparison *comparison, size_t option, size_t target)
{
    const struct ensemble *a = comparison->options[0].ensemble, *b = comparison->options[option].ensemble;
    int other = same_target(a->plan, b->plan, target);
    json_t *object = json_object();
    if (other == NONE)
        return object;
    struct ensemble_verdict verdict = ensemble_verdict(b, (size_t)other);
    add(object, "chance", number(verdict.chance));
    add(object, "interval", interval_of(verdict.interval));
    if (option > 0) {
        struct contrast c = contrast_chance(a, target, b, (size_t)other, level_of(comparison));
        add(object, "change", number(c.mean));
        add(object, "change_interval", interval_of(c.interval));
        add(object, "clear", json_boolean(contrast_is_clear(&c)));
        add(object, "variance_reduction", number(c.reduction));
    }
    return object;
}

void comparison_write_json(const struct comparison *comparison, struct text *out)
{
    const struct ensemble *baseline = comparison->options[0].ensemble;
    json_t *root = json_object(), *options = json_object();
    add(root, "format", json_integer(1));
    add(root, "program", json_string("headroom"));
    add(root, "version", json_string(comparison->version));
    add(root, "baseline", json_string(comparison->options[0].name));
    add(root, "runs", json_integer((json_int_t)baseline->runs));
    add(root, "seed", json_integer((json_int_t)comparison->seed));
    add(root, "pairing",
        json_string("replication by replication on common random numbers, an address for each entity"));
    add(root, "multiplicity", json_string("Bonferroni over the options beside the baseline, 95 per cent in all"));
    add(root, "level", number(level_of(comparison)));
    for (size_t i = 0; i < comparison->count; i++) {
        json_t *targets = json_object();
        for (size_t t = 0; t < baseline->plan->targets.count; t++)
            add(targets, plan_items(baseline->plan->targets, struct plan_target)[t].named.name,
                target_of(comparison, i, t));
        json_t *option = json_object();
        add(option, "title",
            json_string(comparison->options[i].ensemble->plan->title != NULL
                            ? comparison->options[i].ensemble->plan->title
                            : comparison->options[i].name));
        add(option, "targets", targets);
        add(options, comparison->options[i].name, option);
    }
    add(root, "options", options);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_add(out, text);
    text_add(out, "\n");
    free(text);
    json_decref(root);
}

static void change_cell(struct table *table, const struct contrast *contrast, double scale, const char *unit)
{
    if (isnan(contrast->mean))
        table_cell(table, "no figure");
    else if (contrast->variance == 0 && contrast->mean == 0)
        table_cell(table, "the same");
    else if (!contrast_is_clear(contrast))
        table_printf(table, "not told from 0");
    else
        table_printf(table, "%+.1f%s (%+.1f to %+.1f)", scale * contrast->mean, unit, scale * contrast->interval.low,
                     scale * contrast->interval.high);
}

static void table_row(const struct comparison *comparison, size_t option, size_t target, struct table *table)
{
    const struct ensemble *a = comparison->options[0].ensemble, *b = comparison->options[option].ensemble;
    size_t sample = target < a->plan->targets.count ? target_sample(a, target) : a->samples - 1;
    int other = target < a->plan->targets.count ? same_target(a->plan, b->plan, target) : NONE;
    table_cell(table, comparison->options[option].name);
    char words[WORDS_SHORT] = "no figure";
    struct contrast chance = {.mean = (double)NAN};
    if (other != NONE) {
        struct ensemble_verdict verdict = ensemble_verdict(b, (size_t)other);
        words_percent(verdict.chance, words);
        chance = contrast_chance(a, target, b, (size_t)other, level_of(comparison));
    }
    table_cell(table, words);
    if (option == 0)
        table_cell(table, "");
    else
        change_cell(table, &chance, 100, "");
    size_t caseload = metric_series(&b->layout, METRIC_CASELOAD, METRIC_SERVICE);
    struct contrast c = contrast_series(a, metric_series(&a->layout, METRIC_CASELOAD, METRIC_SERVICE), b, caseload,
                                        sample, level_of(comparison));
    table_printf(table, "%.1f", c.option);
    if (option == 0)
        table_cell(table, "");
    else
        change_cell(table, &c, 1, "");
}

void comparison_write_terminal(const struct comparison *comparison, struct text *out)
{
    const struct ensemble *baseline = comparison->options[0].ensemble;
    size_t target = order_main_target(baseline->plan);
    struct table table = {0};
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_NUMBERS, "Chance");
    table_column(&table, TABLE_NUMBERS, "change, points");
    table_column(&table, TABLE_NUMBERS, "Caseload");
    table_column(&table, TABLE_NUMBERS, "change");
    for (size_t i = 0; i < comparison->count; i++)
        table_row(comparison, i, target, &table);
    table_plain(&table, WIDTH, out);
    table_release(&table);
    char runs[WORDS_SHORT], month[WORDS_SHORT] = "the end";
    words_number((double)baseline->runs, 0, runs);
    size_t sample = target < baseline->plan->targets.count ? target_sample(baseline, target) : baseline->samples - 1;
    if (baseline->plan->clock.calendar != CALENDAR_NONE)
        words_month(ensemble_day(baseline, sample), month);
    text_printf(
        out,
        "\nChance of %s; mean caseload in %s. Changes are against\n%s, on the same luck in each of %s runs, at 95%% "
        "over all options together.\n",
        target < baseline->plan->targets.count
            ? plan_items(baseline->plan->targets, struct plan_target)[target].named.title
            : "no target",
        month, comparison->options[0].name, runs);
}
