#include "experiment/sweep_words.h"

#include <math.h>
#include <stdio.h>

#include "experiment/words.h"

static const struct plan_target *target_of(const struct sweep *sweep)
{
    return &plan_items(sweep->plan->targets, struct plan_target)[sweep->target];
}

const char *sweep_words_measure(const struct sweep *sweep)
{
    return words_target_measure(sweep->plan, sweep->target);
}

const char *sweep_words_target(const struct sweep *sweep)
{
    return target_of(sweep)->named.title;
}

void sweep_words_date(const struct sweep *sweep, struct text *out)
{
    words_target_date(sweep->plan, sweep->target, out);
}

/* A label within a sentence: without its capital. */
static void add_label(const struct sweep *sweep, size_t axis, bool capital, struct text *out)
{
    const char *label = sweep->axes[axis].label;
    bool raised = label[0] >= 'A' && label[0] <= 'Z';
    text_printf(out, "%c%s", raised && !capital ? label[0] - 'A' + 'a' : label[0], label[0] ? label + 1 : "");
}

void sweep_words_point(const struct sweep *sweep, size_t point, struct text *out)
{
    if (sweep->sampled && point == 0) {
        text_add(out, "the scenario as it stands");
        return;
    }
    for (size_t axis = 0; axis < sweep->axis_count; axis++) {
        text_add(out, axis ? ", " : "");
        add_label(sweep, axis, axis == 0, out);
        text_printf(out, " %s", sweep->points[point].values[axis]);
    }
}

void sweep_words_axes(const struct sweep *sweep, struct text *out)
{
    for (size_t axis = 0; axis < sweep->axis_count; axis++) {
        text_add(out, axis == 0 ? "" : axis + 1 == sweep->axis_count ? " and " : ", ");
        add_label(sweep, axis, false, out);
    }
}

/* " for £1.2m more" */
static void add_cost(const struct sweep *sweep, size_t point, struct text *out)
{
    char pounds[WORDS_SHORT];
    double extra = sweep->points[point].cost_change.mean;
    if (!sweep_has_money(sweep) || point == 0)
        return;
    words_pounds(fabs(extra), pounds);
    text_printf(out, " for %s %s", pounds, extra < 0 ? "less" : "more");
}

static size_t count_that(const struct sweep *sweep, bool within_budget)
{
    size_t count = 0;
    for (size_t i = 0; i < sweep->count; i++)
        count += sweep_meets(sweep, i) && (!within_budget || sweep_affords(sweep, i));
    return count;
}

/* The highest of the points within the budget; `count` when there is none. */
static size_t best_affordable(const struct sweep *sweep)
{
    size_t best = sweep->count;
    for (size_t i = 0; i < sweep->count; i++)
        if (sweep_affords(sweep, i) && !isnan(sweep->points[i].chance.chance) &&
            (best == sweep->count || sweep->points[i].chance.chance > sweep->points[best].chance.chance))
            best = i;
    return best;
}

static void say_none(const struct sweep *sweep, const char *within, struct text *out)
{
    size_t best = best_affordable(sweep);
    text_printf(out, "No point%s reaches a %s of 90%%", within, sweep_words_measure(sweep));
    if (best == sweep->count)
        return;
    if (sweep->points[best].chance.chance <= 0) { /* all are alike then: the first of them is no better than the rest */
        text_add(out, ", and none meets the target in any run");
        return;
    }
    char chance[WORDS_SHORT];
    words_percent(sweep->points[best].chance.chance, chance);
    text_printf(out, "; the highest is %s: ", chance);
    sweep_words_point(sweep, best, out);
}

void sweep_words_headline(const struct sweep *sweep, struct text *out)
{
    bool budget = !isnan(sweep->budget) && sweep_has_money(sweep);
    char pounds[WORDS_SHORT], within[WORDS_LONG] = "";
    words_pounds(sweep->budget, pounds);
    if (budget)
        snprintf(within, sizeof within, " within %s", pounds);
    size_t meeting = count_that(sweep, budget);
    if (sweep_best(sweep) == sweep->count) {
        text_printf(out, "The %s of the target by ", sweep_words_measure(sweep));
        sweep_words_axes(sweep, out);
    } else if (meeting == 0) {
        say_none(sweep, within, out);
    } else if (meeting == sweep->count) {
        text_printf(out, "Every point%s reaches a %s of 90%%", within, sweep_words_measure(sweep));
    } else {
        size_t cheapest = sweep_cheapest(sweep, budget);
        text_printf(out, "%zu of %zu points reach%s a %s of 90%%%s; the %s is ", meeting, sweep->count,
                    meeting == 1 ? "es" : "", sweep_words_measure(sweep), within,
                    sweep_has_money(sweep) ? "cheapest" : "first");
        sweep_words_point(sweep, cheapest, out);
        add_cost(sweep, cheapest, out);
    }
}
