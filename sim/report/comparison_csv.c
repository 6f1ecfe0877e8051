/* comparison.csv, decision.csv and regret.csv, for machines. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "report/comparison.h"
#include "report/publication.h"

enum { NONE = -2 };

const char *comparison_unlike(const struct plan *baseline, const struct plan *option, char why[static 200])
{
    const struct plan_clock *a = &baseline->clock, *b = &option->clock;
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

/* A count of the edition for publication. Beside rounded counts a difference would tell the exact ones. */
static void add_published(struct text *out, double value, bool difference)
{
    if (isnan(value))
        csv_number(out, value);
    else if (difference || publication_is_small(value))
        text_add(out, "," PUBLICATION_MARK);
    else
        csv_number(out, publication_round(value));
}

/* Of all staff and the permanent ones, or of vacancies and those not covered, agency staff could be worked out. */
static bool counts_staff(enum metric metric)
{
    const char *unit = metric_info(metric)->unit;
    return text_equal(unit, "FTE") || text_equal(unit, "workers");
}

static void csv_row(const struct comparison *comparison, size_t option, enum metric metric, int team, size_t sample,
                    struct text *out)
{
    const struct ensemble *a = &comparison->options[0].dates, *b = &comparison->options[option].dates;
    int other = same_team(a->plan, b->plan, team);
    bool counts = comparison->publication && publication_counts_children(metric);
    if (comparison->publication && (counts_staff(metric) || !publication_holds_priced(metric_info(metric)->name)))
        return;
    /* Of a total and all teams but one, the last could be worked out. */
    if (counts && team != METRIC_SERVICE)
        return;
    if (other == NONE || !metric_applies(a->plan, metric) || !metric_applies(b->plan, metric))
        return;
    struct contrast c = contrast_series(a, metric_series(&a->layout, metric, team), b,
                                        metric_series(&b->layout, metric, other), sample, comparison->decision->level);
    char date[11] = "";
    if (a->plan->clock.calendar != CALENDAR_NONE)
        calendar_iso(ensemble_day(a, sample), date);
    text_printf(out, "%s,%s,%s,%.9g,%s", comparison->options[option].name,
                team == METRIC_SERVICE ? "all" : plan_items(a->plan->teams, struct plan_team)[team].named.name,
                metric_info(metric)->name, a->times[sample], date);
    const double numbers[] = {c.baseline, c.option, c.mean, c.interval.low, c.interval.high, c.reduction};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        counts ? add_published(out, numbers[i], i > 1) : csv_number(out, numbers[i]);
    text_printf(out, ",%s,%zu\n", contrast_is_clear(&c) ? "true" : "false", c.runs);
}

void comparison_write_csv(const struct comparison *comparison, struct text *out)
{
    const struct ensemble *baseline = &comparison->options[0].dates;
    text_add(out,
             "option,team,measure,week,date,baseline,option_mean,difference,low,high,variance_reduction,clear,runs\n");
    for (size_t option = 1; option < comparison->count; option++)
        for (int metric = 0; metric < METRIC_COUNT; metric++) {
            enum metric_scope scope = metric_info((enum metric)metric)->scope;
            int teams = scope == SCOPE_TEAM ? (int)baseline->plan->teams.count : 0;
            bool of_service = scope == SCOPE_TEAM || scope == SCOPE_SERVICE || scope == SCOPE_PIPELINE;
            for (int team = METRIC_SERVICE; of_service && team < teams; team++)
                for (size_t i = 0; i < baseline->samples; i++)
                    csv_row(comparison, option, (enum metric)metric, team, i, out);
        }
}

/* --- decision.csv --- */

/* A title may hold commas and quotation marks, and to a spreadsheet "=1+1" is a formula unless an apostrophe comes first. */
static void add_quoted(struct text *out, const char *words)
{
    text_add(out, strchr("=+-@\t", words[0]) != NULL && words[0] != '\0' ? ",\"'" : ",\"");
    for (; *words != '\0'; words++)
        text_add_n(out, *words == '"' ? "\"\"" : words, *words == '"' ? 2 : 1);
    text_add(out, "\"");
}

struct figure_line {
    const char *key, *label, *unit;
};

static void decision_line(const struct comparison *comparison, size_t option, struct figure_line figure,
                          const struct decision_value *value, struct text *out)
{
    const struct contrast *change = &value->change;
    const double own[] = {value->mean, value->own.low, value->own.high};
    const double difference[] = {change->mean, change->interval.low, change->interval.high, change->reduction};
    bool counts = comparison->publication && publication_counts_unit(figure.unit);
    if (!value->there || (comparison->publication && !publication_holds_priced(figure.key)))
        return;
    text_printf(out, "%s,%s", comparison->options[option].name, figure.key);
    add_quoted(out, figure.label);
    text_printf(out, ",%s", figure.unit);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        counts ? add_published(out, own[i], false) : csv_number(out, own[i]);
    for (size_t i = 0; i < sizeof difference / sizeof *difference; i++)
        if (counts)
            add_published(out, option > 0 ? difference[i] : (double)NAN, true);
        else
            csv_number(out, option > 0 ? difference[i] : (double)NAN);
    text_printf(out, ",%s,%zu\n", option == 0 ? "" : contrast_is_clear(change) ? "true" : "false", change->runs);
}

static void decision_point(const struct comparison *comparison, size_t option, struct text *out)
{
    const struct ratio *ratio = &comparison->decision->rows[option].per_point;
    if (!ratio->bounded)
        return;
    text_printf(out, "%s,cost_per_point,\"Extra cost for each percentage point of chance\",£",
                comparison->options[option].name);
    csv_number(out, ratio->value);
    csv_number(out, ratio->interval.low);
    csv_number(out, ratio->interval.high);
    text_printf(out, ",,,,,,%zu\n", comparison->options[option].runs);
}

void comparison_write_decision(const struct comparison *comparison, struct text *out)
{
    const struct decision *decision = comparison->decision;
    const struct plan_target *targets = plan_items(comparison->options[0].plan->targets, struct plan_target);
    text_add(out, "option,figure,label,unit,mean,low,high,difference,difference_low,difference_high,variance_reduction,"
                  "clear,runs\n");
    for (size_t option = 0; option < comparison->count; option++) {
        const struct decision_row *row = &decision->rows[option];
        for (size_t t = 0; t < decision->targets; t++) {
            struct text key = {0};
            text_printf(&key, "chance.%s", targets[t].named.name);
            decision_line(comparison, option, (struct figure_line){key.at, targets[t].named.title, "share"},
                          &row->changes[t], out);
            text_release(&key);
        }
        for (size_t i = 0; i < decision->figure_count; i++) {
            const struct decision_figure *figure = &decision->figures[i];
            decision_line(comparison, option, (struct figure_line){figure->key, figure->label, figure->unit},
                          &row->values[i], out);
        }
        decision_point(comparison, option, out);
    }
}

void comparison_write_regret(const struct comparison *comparison, struct text *out)
{
    const struct regret *regret = comparison->regret;
    text_add(out, "future,option,chance,low,high,regret,extra_cost,best_in_share_of_runs,runs\n");
    for (size_t f = 0; regret != NULL && f < regret->futures; f++)
        for (size_t i = 0; i < regret->options; i++) {
            const struct regret_cell *cell = regret_cell(regret, f, i);
            const double numbers[] = {cell->verdict.chance,
                                      cell->verdict.interval.low,
                                      cell->verdict.interval.high,
                                      cell->regret,
                                      cell->extra,
                                      cell->best};
            text_printf(out, "%s,%s", comparison->futures[f], comparison->options[i].name);
            for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
                csv_number(out, numbers[k]);
            text_printf(out, ",%zu\n", f == 0 ? comparison->options[0].runs : comparison->future_runs);
        }
}

void comparison_write_drivers(const struct comparison *comparison, struct text *out)
{
    static const char *const figures[DRIVERS_FIGURES] = {"caseload", "chance", "spend"};
    const struct drivers *drivers = comparison->drivers;
    text_add(out, "option,figure,part,effect,low,high,told_from_nought,baseline,whole\n");
    for (int figure = 0; drivers != NULL && figure < DRIVERS_FIGURES; figure++)
        for (size_t i = 0; drivers->figures[figure].there && i < drivers->parts + 2; i++) {
            const struct drivers_effects *of = &drivers->figures[figure];
            const struct contrast *effect = &of->effects[i];
            text_printf(out, "%s,%s,%s", comparison->options[comparison->driven].name, figures[figure],
                        i < drivers->parts    ? comparison->driver_names[i]
                        : i == drivers->parts ? "interaction"
                                              : "total");
            csv_number(out, effect->mean);
            csv_number(out, effect->interval.low);
            csv_number(out, effect->interval.high);
            text_add(out, contrast_is_clear(effect) ? ",true" : ",false");
            csv_number(out, of->baseline);
            csv_number(out, of->option);
            text_add(out, "\n");
        }
}
