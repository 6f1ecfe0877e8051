#include "experiment/decision.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

static const struct plan_target *targets_of(const struct plan *plan)
{
    return plan_items(plan->targets, struct plan_target);
}

size_t decision_judged(const struct plan *baseline, const char *name)
{
    const struct plan_target *targets = targets_of(baseline);
    size_t count = baseline->targets.count, found = count;
    for (size_t i = 0; i < count; i++)
        if (name != NULL ? text_equal(targets[i].named.name, name)
                         : found == count || targets[i].named.place < targets[found].named.place)
            found = i;
    return found;
}

double decision_date(const struct plan *baseline, const char *target)
{
    size_t judged = decision_judged(baseline, target);
    return judged < baseline->targets.count ? targets_of(baseline)[judged].by : (double)NAN;
}

const struct plan_target *decision_target(const struct decision *decision)
{
    return decision->judged < decision->targets ? &targets_of(decision->options[0].plan)[decision->judged] : NULL;
}

/* --- figures --- */

static void list_figures(struct decision *decision)
{
    const struct option_run *baseline = &decision->options[0];
    decision->figure_count = (size_t)OUTTURN_COUNT + baseline->year_count;
    decision->figures = mem_new(decision->figure_count, sizeof *decision->figures);
    for (size_t i = 0; i < OUTTURN_COUNT; i++) {
        const struct outturn_info *info = outturn_info((enum outturn)i);
        struct decision_figure *figure = &decision->figures[i];
        figure->unit = info->unit;
        figure->decimals = info->decimals;
        figure->better = info->better;
        snprintf(figure->key, sizeof figure->key, "%s", info->name);
        snprintf(figure->label, sizeof figure->label, "%s", info->label);
    }
    for (size_t year = 0; year < baseline->year_count; year++) {
        const struct outturn_info *info = outturn_info(OUTTURN_SPEND);
        struct decision_figure *figure = &decision->figures[OUTTURN_COUNT + year];
        char name[16];
        money_year_name(baseline->plan, year, name);
        figure->unit = info->unit;
        figure->decimals = info->decimals;
        figure->better = info->better;
        snprintf(figure->key, sizeof figure->key, "%s_%s", info->name, name);
        snprintf(figure->label, sizeof figure->label, "Spending in %s%s", name,
                 money_year(baseline->plan, year).part ? " (part of the year)" : "");
    }
}

/* One value a run; null when the option has no such figure. */
static const double *values_of(const struct option_run *option, size_t figure)
{
    if (figure < OUTTURN_COUNT)
        return option_outturn(option, (enum outturn)figure);
    size_t year = figure - OUTTURN_COUNT;
    return year < option->year_count ? option_year(option, year) : NULL;
}

static size_t pairs_of(const struct option_run *a, const struct option_run *b)
{
    return a->runs < b->runs ? a->runs : b->runs;
}

static struct contrast compare(const struct option_run *a, const double *from, const struct option_run *b,
                               const double *to, double level)
{
    return contrast_pairs(from, to, pairs_of(a, b), a->block, level);
}

/* Two-sided chance of a split this uneven among runs that only one of the two met (McNemar's exact test); 0 where
 * runs are not simply met or not, so that nothing is tested. */
static double exact_test(const double *from, const double *to, size_t runs)
{
    unsigned gained = 0, lost = 0;
    for (size_t run = 0; run < runs; run++) {
        double difference = to[run] - from[run];
        gained += difference > 0;
        lost += difference < 0;
        if (fabs(difference) > 0 && fabs(difference) < 1)
            return 0;
    }
    unsigned fewer = gained < lost ? gained : lost;
    return gained + lost == 0 ? 1 : fmin(1, 2 * gsl_cdf_binomial_P(fewer, 0.5, gained + lost));
}

/* Where few runs differ the interval may leave nought out too soon, so the exact test has to agree. Comparisons with NaN are
 * false and leave it alone. */
static struct contrast compare_chances(const struct option_run *a, const double *from, const struct option_run *b,
                                       const double *to, double level)
{
    struct contrast change = contrast_chances(from, to, pairs_of(a, b), a->block, level);
    struct interval *interval = &change.interval;
    bool told = exact_test(from, to, pairs_of(a, b)) <= 1 - level;
    if (interval->low > 0 && !told)
        interval->low = 0;
    if (interval->high < 0 && !told)
        interval->high = 0;
    return change;
}

/* The mean of one option by itself, as if the other had nought throughout. */
static void fill_own(struct decision_value *value, const struct option_run *option, const double *values)
{
    double *nothing = mem_new(option->runs + 1, sizeof *nothing);
    struct contrast own = contrast_pairs(nothing, values, option->runs, option->block, 0.95);
    value->mean = own.mean;
    value->own = own.interval;
    free(nothing);
}

static void fill_values(struct decision *decision, size_t index)
{
    const struct option_run *baseline = &decision->options[0], *option = &decision->options[index];
    struct decision_row *row = &decision->rows[index];
    row->values = mem_new(decision->figure_count, sizeof *row->values);
    for (size_t i = 0; i < decision->figure_count; i++) {
        const double *from = values_of(baseline, i), *to = values_of(option, i);
        struct contrast *change = &row->values[i].change;
        change->mean = change->baseline = change->option = (double)NAN;
        row->values[i].mean = (double)NAN;
        if (from != NULL && to != NULL) {
            *change = compare(baseline, from, option, to, decision->level);
            fill_own(&row->values[i], option, to);
        }
        row->values[i].there = change->runs > 0;
        decision->figures[i].there |= row->values[i].there;
    }
    row->extra = row->values[OUTTURN_SPEND].change;
}

static void fill_targets(struct decision *decision, size_t index)
{
    const struct option_run *baseline = &decision->options[0], *option = &decision->options[index];
    struct decision_row *row = &decision->rows[index];
    row->verdicts = mem_new(decision->targets + 1, sizeof *row->verdicts);
    row->changes = mem_new(decision->targets + 1, sizeof *row->changes);
    for (size_t t = 0; t < decision->targets; t++) {
        size_t other = option_target(option, targets_of(baseline->plan)[t].named.name);
        row->changes[t].change.mean = (double)NAN;
        row->changes[t].there = other < option->plan->targets.count;
        if (!row->changes[t].there)
            continue;
        row->verdicts[t] = option->verdicts[other];
        row->changes[t].mean = option->verdicts[other].chance;
        row->changes[t].own = option->verdicts[other].interval;
        row->changes[t].change =
            compare_chances(baseline, option_met(baseline, t), option, option_met(option, other), decision->level);
    }
}

/* --- the judged target against the money --- */

/* Whether each run of an option met the judged target; null when it does not have it. */
static const double *met_of(const struct decision *decision, size_t index)
{
    const struct plan_target *target = decision_target(decision);
    const struct option_run *option = &decision->options[index];
    size_t own = target == NULL ? option->plan->targets.count : option_target(option, target->named.name);
    return own < option->plan->targets.count ? option_met(option, own) : NULL;
}

static struct ratio cost_a_point(const struct decision *decision, size_t index)
{
    const struct option_run *baseline = &decision->options[0], *option = &decision->options[index];
    const struct decision_row *row = &decision->rows[index];
    struct ratio none = {.value = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    const double *from = met_of(decision, 0), *to = met_of(decision, index);
    if (from == NULL || to == NULL || !(row->extra.mean > 0) ||
        !(row->changes[decision->judged].change.interval.low > 0))
        return none;
    const double *before = option_outturn(baseline, OUTTURN_SPEND), *after = option_outturn(option, OUTTURN_SPEND);
    size_t runs = pairs_of(baseline, option);
    double *cost = mem_new(2 * runs + 1, sizeof *cost), *points = cost + runs;
    for (size_t run = 0; run < runs; run++) {
        cost[run] = after[run] - before[run];
        points[run] = 100 * (to[run] - from[run]);
    }
    struct ratio ratio = ratio_pairs(cost, points, runs, baseline->block, decision->level);
    free(cost);
    return ratio;
}

size_t decision_year(const struct plan *plan, const char *name)
{
    size_t years = money_layout(plan).years, year = 0;
    for (char own[16]; year < years; year++) {
        money_year_name(plan, year, own);
        if (text_equal(own, name))
            break;
    }
    return year;
}

/* What each run spends of the time that the budget is for; null when money is not counted. */
static const double *charged_to(const struct decision *decision, const struct option_run *option)
{
    const char *name = decision->question.year;
    if (name == NULL)
        return option_outturn(option, OUTTURN_SPEND);
    size_t year = decision_year(option->plan, name);
    return year < option->year_count ? option_year(option, year) : NULL;
}

static void judge_budget(const struct decision *decision, size_t index)
{
    const struct decision_question *question = &decision->question;
    const struct option_run *baseline = &decision->options[0], *option = &decision->options[index];
    struct decision_row *row = &decision->rows[index];
    const double *before = charged_to(decision, baseline), *after = charged_to(decision, option);
    row->over_share = row->charged.mean = (double)NAN;
    if (!question->budgeted || before == NULL || after == NULL || isnan(row->extra.mean))
        return;
    size_t runs = pairs_of(baseline, option);
    double *nothing = mem_new(runs + 1, sizeof *nothing);
    if (question->whole)
        before = nothing;
    row->charged = contrast_pairs(before, after, runs, baseline->block, decision->level);
    struct tally over = {0};
    for (size_t run = 0; run < runs; run++)
        if (!isnan(after[run] - before[run]))
            tally_add(&over, after[run] - before[run] > question->available);
    free(nothing);
    row->over_share = over.mean;
    row->budget = row->charged.interval.high <= question->available ? BUDGET_WITHIN
                  : row->charged.interval.low > question->available ? BUDGET_OVER
                                                                    : BUDGET_NEAR;
}

/* --- options against one another --- */

/* Option j less option i. */
static struct contrast gain(const struct decision *decision, size_t i, size_t j, double level)
{
    return compare_chances(&decision->options[i], met_of(decision, i), &decision->options[j], met_of(decision, j),
                           level);
}

static struct contrast more_of(const struct decision *decision, size_t i, size_t j, enum outturn outturn, double level)
{
    return compare(&decision->options[i], option_outturn(&decision->options[i], outturn), &decision->options[j],
                   option_outturn(&decision->options[j], outturn), level);
}

/* Intervals over all pairs of options, 95 per cent in all. */
static double level_of_pairs(const struct decision *decision)
{
    double k = (double)decision->count;
    return 1 - 0.05 / (k * (k - 1) / 2);
}

/* Of several that dominate, the likeliest and then the cheapest is named, so that the name is never dominated itself. */
static void find_dominator(struct decision *decision, size_t i)
{
    struct decision_row *row = &decision->rows[i];
    double level = level_of_pairs(decision), best_gain = 0, best_cost = 0;
    for (size_t j = 0; j < decision->count; j++) {
        if (j == i || met_of(decision, j) == NULL)
            continue;
        struct contrast chance = gain(decision, i, j, level), cost = more_of(decision, i, j, OUTTURN_SPEND, level),
                        load = more_of(decision, i, j, OUTTURN_CASELOAD, level);
        bool no_worse = chance.mean >= 0 && cost.mean <= 0 && load.mean <= 0;
        if (!no_worse || !(chance.mean > 0 || cost.mean < 0 || load.mean < 0))
            continue;
        bool better = row->dominated_by == DECISION_NONE || chance.mean > best_gain ||
                      (chance.mean == best_gain && cost.mean < best_cost);
        if (!better)
            continue;
        row->dominated_by = (int)j;
        row->dominated_clearly = chance.interval.low >= 0 && cost.interval.high <= 0 && load.interval.high <= 0;
        best_gain = chance.mean;
        best_cost = cost.mean;
    }
}

/* Is an option told to be likelier than option i? One-sided at 0.05 / (k - 1) of the `among` k options looked at. */
static bool is_beaten(const struct decision *decision, size_t i, const bool *looked_at)
{
    size_t k = 0;
    for (size_t j = 0; j < decision->count; j++)
        k += looked_at[j];
    for (size_t j = 0; k > 1 && j < decision->count; j++)
        if (j != i && looked_at[j] && gain(decision, i, j, 1 - 2 * 0.05 / (double)(k - 1)).interval.low > 0)
            return true;
    return false;
}

/* The cheapest of the best that are not over the budget; without money, the likeliest of them. */
static void find_leader(struct decision *decision)
{
    bool *affordable = mem_new(decision->count, sizeof *affordable);
    for (size_t i = 0; i < decision->count; i++)
        affordable[i] = met_of(decision, i) != NULL && decision->rows[i].budget != BUDGET_OVER;
    for (size_t i = 1; i < decision->count; i++) {
        const struct decision_row *row = &decision->rows[i];
        if (!affordable[i] || !(row->changes[decision->judged].change.interval.low > 0) ||
            is_beaten(decision, i, affordable))
            continue;
        const struct decision_row *first = decision->leader < 0 ? NULL : &decision->rows[decision->leader];
        bool better = first == NULL || row->extra.mean < first->extra.mean ||
                      (!(row->extra.mean > first->extra.mean) &&
                       row->changes[decision->judged].change.mean > first->changes[decision->judged].change.mean);
        if (better)
            decision->leader = (int)i;
    }
    free(affordable);
}

static void find_likeliest(struct decision *decision)
{
    size_t from = decision->leader < 0 ? 0 : (size_t)decision->leader;
    double most = 0;
    for (size_t i = 1; i < decision->count; i++) {
        if (decision->rows[i].budget != BUDGET_OVER || met_of(decision, i) == NULL)
            continue;
        struct contrast more = gain(decision, from, i, level_of_pairs(decision));
        if (more.interval.low > 0 && more.mean > most) {
            decision->likeliest = (int)i;
            most = more.mean;
        }
    }
}

static void weigh(struct decision *decision)
{
    bool *all = mem_new(decision->count, sizeof *all);
    for (size_t i = 0; i < decision->count; i++)
        all[i] = met_of(decision, i) != NULL;
    for (size_t i = 0; i < decision->count; i++) {
        if (!all[i])
            continue;
        decision->rows[i].among_best = !is_beaten(decision, i, all);
        find_dominator(decision, i);
    }
    free(all);
    find_leader(decision);
    find_likeliest(decision);
}

void decision_init(struct decision *decision, const struct option_run *options, size_t count,
                   const struct decision_question *question)
{
    const struct plan *plan = options[0].plan;
    *decision = (struct decision){.options = options,
                                  .count = count,
                                  .question = *question,
                                  .targets = plan->targets.count,
                                  .judged = decision_judged(plan, question->target),
                                  .level = count > 1 ? 1 - 0.05 / (double)(count - 1) : 0.95,
                                  .rows = mem_new(count, sizeof *decision->rows),
                                  .leader = DECISION_NONE,
                                  .likeliest = DECISION_NONE};
    list_figures(decision);
    for (size_t i = 0; i < count; i++) {
        decision->rows[i].dominated_by = DECISION_NONE;
        fill_targets(decision, i);
        fill_values(decision, i);
        judge_budget(decision, i);
        decision->rows[i].per_point = cost_a_point(decision, i);
    }
    if (decision->judged < decision->targets)
        weigh(decision);
}

void decision_release(struct decision *decision)
{
    for (size_t i = 0; i < decision->count; i++) {
        free(decision->rows[i].verdicts);
        free(decision->rows[i].changes);
        free(decision->rows[i].values);
    }
    free(decision->rows);
    free(decision->figures);
    *decision = (struct decision){0};
}
