/* comparison.json: the decision table and the regret table, complete, with the rules. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/brief.h"
#include "report/comparison.h"
#include "report/comparison_kept.h"

static json_t *words(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

static json_t *number(double value)
{
    char digits[40];
    if (!isfinite(value))
        return json_null();
    snprintf(digits, sizeof digits, "%.9g", value == 0 ? 0.0 : value);
    return json_real(strtod(digits, NULL));
}

static json_t *interval_of(struct interval interval)
{
    json_t *object = json_object();
    json_object_set_new(object, "low", number(interval.low));
    json_object_set_new(object, "high", number(interval.high));
    return object;
}

static void add_change(json_t *object, const struct contrast *change)
{
    json_object_set_new(object, "change", number(change->mean));
    json_object_set_new(object, "change_interval", interval_of(change->interval));
    json_object_set_new(object, "clear", json_boolean(contrast_is_clear(change)));
    json_object_set_new(object, "variance_reduction", number(change->reduction));
}

/* --- when a target is met --- */

static json_t *week_of(const struct plan *plan, double week)
{
    char date[11];
    if (!isfinite(week))
        return json_null();
    if (plan->clock.calendar == CALENDAR_NONE)
        return number(week);
    calendar_iso(plan->clock.start + lround(week * 7), date);
    return json_string(date);
}

static json_t *when_of(const struct plan *plan, const struct curve_when *when)
{
    json_t *object = json_object();
    json_object_set_new(object, "earliest_tenth", week_of(plan, when->quantile[Q10]));
    json_object_set_new(object, "half", week_of(plan, when->quantile[Q50]));
    json_object_set_new(object, "nine_tenths", week_of(plan, when->quantile[Q90]));
    json_object_set_new(object, "never", number(when->never));
    return object;
}

static json_t *target_of(const struct comparison *comparison, size_t index, size_t target)
{
    const struct decision_row *row = &comparison->decision->rows[index];
    const struct option_run *option = &comparison->options[index];
    const char *name = plan_items(comparison->options[0].plan->targets, struct plan_target)[target].named.name;
    size_t own = option_target(option, name);
    json_t *object = json_object();
    if (!row->changes[target].there)
        return object;
    json_object_set_new(object, "chance", number(row->verdicts[target].chance));
    json_object_set_new(object, "interval", interval_of(row->verdicts[target].interval));
    if (index > 0)
        add_change(object, &row->changes[target].change);
    json_object_set_new(object, "first_met", when_of(option->plan, &option->first_met[own]));
    json_object_set_new(object, "met_for_good", when_of(option->plan, &option->met_for_good[own]));
    return object;
}

/* --- options --- */

static json_t *figures_of(const struct comparison *comparison, size_t index)
{
    const struct decision *decision = comparison->decision;
    json_t *figures = json_object();
    for (size_t i = 0; i < decision->figure_count; i++) {
        const struct decision_value *value = &decision->rows[index].values[i];
        if (!value->there)
            continue;
        json_t *figure = json_object();
        json_object_set_new(figure, "label", words(decision->figures[i].label));
        json_object_set_new(figure, "unit", words(decision->figures[i].unit));
        json_object_set_new(figure, "mean", number(value->mean));
        json_object_set_new(figure, "interval", interval_of(value->own));
        if (index > 0)
            add_change(figure, &value->change);
        json_object_set_new(figures, decision->figures[i].key, figure);
    }
    return figures;
}

static const char *why_no_ratio(const struct decision *decision, const struct decision_row *row)
{
    if (isnan(row->extra.mean))
        return "money is not counted";
    if (!(decision->judged < decision->targets && row->changes[decision->judged].change.interval.low > 0))
        return "the gain in chance cannot be told from nought";
    return "nothing is spent in addition";
}

static json_t *cost_of(const struct comparison *comparison, const struct decision_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "extra", number(row->extra.mean));
    json_object_set_new(object, "extra_interval", interval_of(row->extra.interval));
    json_object_set_new(object, "per_point", number(row->per_point.value));
    if (row->per_point.bounded)
        json_object_set_new(object, "per_point_interval", interval_of(row->per_point.interval));
    else
        json_object_set_new(object, "why_no_cost_per_point", words(why_no_ratio(comparison->decision, row)));
    if (row->budget != BUDGET_NONE) {
        json_object_set_new(object, "budget", words(comparison_budget_word(row->budget)));
        json_object_set_new(object, "held_against_budget", number(row->charged.mean));
        json_object_set_new(object, "share_of_runs_over_budget", number(row->over_share));
    }
    return object;
}

static json_t *option_of(const struct comparison *comparison, size_t index)
{
    const struct decision_row *row = &comparison->decision->rows[index];
    json_t *option = json_object(), *targets = json_object();
    json_object_set_new(option, "title", words(comparison->options[index].title));
    for (size_t t = 0; t < comparison->decision->targets; t++)
        json_object_set_new(targets, plan_items(comparison->options[0].plan->targets, struct plan_target)[t].named.name,
                            target_of(comparison, index, t));
    json_object_set_new(option, "targets", targets);
    if (index > 0 || comparison->decision->question.whole)
        json_object_set_new(option, "cost", cost_of(comparison, row));
    json_object_set_new(option, "among_best", json_boolean(row->among_best));
    json_object_set_new(option, "dominated_by",
                        words(row->dominated_by == DECISION_NONE ? NULL : comparison->options[row->dominated_by].name));
    if (row->dominated_by != DECISION_NONE)
        json_object_set_new(option, "dominated_clearly", json_boolean(row->dominated_clearly));
    json_object_set_new(option, "figures", figures_of(comparison, index));
    comparison_kept_option(comparison, index, option);
    return option;
}

/* --- regret --- */

static json_t *cell_of(const struct regret_cell *cell)
{
    json_t *object = json_object();
    json_object_set_new(object, "chance", number(cell->verdict.chance));
    json_object_set_new(object, "interval", interval_of(cell->verdict.interval));
    json_object_set_new(object, "regret", number(cell->regret));
    json_object_set_new(object, "extra_cost", number(cell->extra));
    json_object_set_new(object, "best_in_share_of_runs", number(cell->best));
    return object;
}

static json_t *regret_of(const struct comparison *comparison)
{
    const struct regret *regret = comparison->regret;
    json_t *object = json_object(), *futures = json_object(), *worst = json_object();
    for (size_t f = 0; f < regret->futures; f++) {
        json_t *future = json_object(), *options = json_object();
        json_object_set_new(future, "title", words(comparison->future_titles[f]));
        json_object_set_new(future, "runs",
                            json_integer((json_int_t)(f == 0 ? comparison->options[0].runs : comparison->future_runs)));
        for (size_t i = 0; i < comparison->count; i++)
            json_object_set_new(options, comparison->options[i].name, cell_of(regret_cell(regret, f, i)));
        json_object_set_new(future, "options", options);
        json_object_set_new(futures, comparison->futures[f], future);
    }
    for (size_t i = 0; i < comparison->count; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "regret", number(regret->worst[i].regret));
        json_object_set_new(one, "future", words(comparison->futures[regret->worst[i].future]));
        json_object_set_new(worst, comparison->options[i].name, one);
    }
    json_object_set_new(object, "futures", futures);
    json_object_set_new(object, "worst", worst);
    json_object_set_new(object, "least", words(regret->shared ? NULL : comparison->options[regret->least].name));
    return object;
}

/* --- the whole --- */

static json_t *rules_of(const struct decision *decision)
{
    json_t *rules = json_object();
    json_object_set_new(rules, "pairing",
                        words("replication by replication on common random numbers, an address for each entity"));
    json_object_set_new(rules, "multiplicity",
                        words("Bonferroni over the options beside the baseline, 95 per cent in all"));
    json_object_set_new(rules, "level", number(decision->level));
    json_object_set_new(
        rules, "chances",
        words("paired t, held to between -1 and 1; told from nought only where McNemar's exact test agrees"));
    json_object_set_new(
        rules, "cost_per_point",
        words("extra cost over percentage points of chance gained, paired, with Fieller's interval; none when the gain "
              "cannot be told from nought or nothing is spent in addition"));
    json_object_set_new(
        rules, "dominated",
        words(
            "another option is at least as likely to meet the target, costs no more and has no higher caseload on the date, "
            "and is better in one of the three; clearly when paired intervals over all pairs of options, 95 per cent in all, bear it out"));
    json_object_set_new(
        rules, "among_best",
        words("no other option is told to be likelier, paired one-sided t at 0.05 / (options - 1); with 95 per cent "
              "confidence the best is among them"));
    json_object_set_new(
        rules, "leader",
        words(
            "of the options not over the budget, the cheapest among the best of them whose change is told to be above "
            "nought"));
    json_object_set_new(
        rules, "best_in_share_of_runs",
        words("in each run, options that meet the target come before those that do not, then the lower caseload on the "
              "date; equals share the run"));
    return rules;
}

static json_t *budget_of(const struct comparison *comparison)
{
    const struct decision_question *question = &comparison->decision->question;
    json_t *budget = json_object();
    json_object_set_new(budget, "available", number(question->available));
    json_object_set_new(budget, "pays_for", words(question->whole ? "all" : "extra"));
    json_object_set_new(budget, "year", words(question->year));
    json_object_set_new(budget, "title", words(comparison->budget));
    json_object_set_new(budget, "note", words(comparison->budget_note));
    return budget;
}

static void add_answer(const struct comparison *comparison, json_t *root)
{
    const struct decision *decision = comparison->decision;
    const struct plan_target *target = decision_target(decision);
    struct text headline = {0};
    comparison_headline(comparison, &headline);
    json_object_set_new(root, "headline", words(headline.at));
    json_object_set_new(root, "judged_by", words(target == NULL ? NULL : target->named.name));
    json_object_set_new(root, "leader",
                        words(decision->leader < 0 ? NULL : comparison->options[decision->leader].name));
    text_release(&headline);
}

void comparison_write_json(const struct comparison *comparison, struct text *out)
{
    json_t *root = json_object(), *options = json_object();
    json_object_set_new(root, "format", json_integer(2));
    json_object_set_new(root, "program", words("headroom"));
    json_object_set_new(root, "version", words(comparison->version));
    json_object_set_new(root, "name", words(comparison->name));
    json_object_set_new(root, "title", words(comparison->title));
    json_object_set_new(root, "notice", words(comparison->notice));
    json_object_set_new(root, "baseline", words(comparison->options[0].name));
    json_object_set_new(root, "runs", json_integer((json_int_t)comparison->options[0].runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)comparison->seed));
    json_object_set_new(root, "managers_respond", json_boolean(comparison->options[0].plan->response.given));
    add_answer(comparison, root);
    if (comparison->decision->question.budgeted)
        json_object_set_new(root, "budget", budget_of(comparison));
    json_object_set_new(root, "rules", rules_of(comparison->decision));
    for (size_t i = 0; i < comparison->count; i++)
        json_object_set_new(options, comparison->options[i].name, option_of(comparison, i));
    json_object_set_new(root, "options", options);
    if (comparison->regret != NULL)
        json_object_set_new(root, "regret", regret_of(comparison));
    json_object_set_new(root, "report", comparison_kept_report(comparison));
    json_object_set_new(root, "said", comparison_kept_said(comparison));
    json_object_set_new(root, "tables", comparison_kept_tables(comparison));
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_add(out, text);
    text_add(out, "\n");
    free(text);
    json_decref(root);
}
