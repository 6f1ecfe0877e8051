#include "report/comparison_trail.h"

#include <math.h>
#include <stdio.h>

#include "report/markup.h"

/* `at` is where comparison.json has it, from the top. */
static size_t add_number(const struct comparison *comparison, const struct comparison_number *number, const char *at)
{
    if (comparison->trail == NULL || !isfinite(number->value))
        return 0;
    struct text what = {0}, scenario = {0};
    text_printf(&what, "%s, %s", number->what, comparison->options[number->option].title);
    text_printf(&scenario, "%s.yaml", comparison->options[number->option].name);
    size_t figure = trail_add(comparison->trail, &(struct trail_figure){.shown = number->shown,
                                                                        .what = what.at,
                                                                        .file = "comparison.json",
                                                                        .form = number->form,
                                                                        .decimals = number->decimals,
                                                                        .scenario = scenario.at});
    trail_row(comparison->trail, "at", at);
    trail_value(comparison->trail, number->column, number->value);
    trail_all_inputs(comparison->trail);
    text_release(&what);
    text_release(&scenario);
    return figure;
}

size_t comparison_trail(const struct comparison *comparison, const struct comparison_number *number)
{
    struct text at = {0};
    text_printf(&at, "/options/%s/%s", comparison->options[number->option].name, number->part);
    size_t figure = add_number(comparison, number, at.at);
    text_release(&at);
    return figure;
}

size_t comparison_trail_future(const struct comparison *comparison, size_t future, size_t option, const char *shown)
{
    struct text at = {0}, what = {0};
    text_printf(&at, "/regret/futures/%s/options/%s", comparison->futures[future], comparison->options[option].name);
    /* The option's file has the inputs before the future changes them; the first future changes none. */
    text_printf(&what, "chance of the target in the future \"%s\"%s", comparison->future_titles[future],
                future > 0 ? " (which replaces some of the inputs)" : "");
    size_t figure =
        add_number(comparison,
                   &(struct comparison_number){.option = option,
                                               .column = "chance",
                                               .what = what.at,
                                               .shown = shown,
                                               .value = regret_cell(comparison->regret, future, option)->verdict.chance,
                                               .form = TRAIL_PERCENT},
                   at.at);
    text_release(&at);
    text_release(&what);
    return figure;
}

size_t comparison_trail_worst(const struct comparison *comparison, size_t option, const char *shown)
{
    struct text at = {0};
    text_printf(&at, "/regret/worst/%s", comparison->options[option].name);
    size_t figure = add_number(comparison,
                               &(struct comparison_number){.option = option,
                                                           .column = "regret",
                                                           .what = "worst regret over the futures",
                                                           .shown = shown,
                                                           .value = comparison->regret->worst[option].regret,
                                                           .form = TRAIL_POINTS},
                               at.at);
    text_release(&at);
    return figure;
}

void comparison_trail_interval(const struct comparison *comparison, size_t figure, const char *member,
                               struct interval interval)
{
    char pointer[64];
    if (figure == 0)
        return;
    snprintf(pointer, sizeof pointer, "%s/low", member);
    trail_value(comparison->trail, pointer, interval.low);
    snprintf(pointer, sizeof pointer, "%s/high", member);
    trail_value(comparison->trail, pointer, interval.high);
}

size_t comparison_trail_per_point(const struct comparison *comparison, size_t option, bool interval, const char *shown)
{
    const struct decision_row *row = &comparison->decision->rows[option];
    size_t figure = comparison_trail(comparison, &(struct comparison_number){.option = option,
                                                                             .part = "cost",
                                                                             .column = "per_point",
                                                                             .what = "extra cost of a percentage point",
                                                                             .shown = shown,
                                                                             .value = row->per_point.value,
                                                                             .form = TRAIL_POUNDS});
    if (interval)
        comparison_trail_interval(comparison, figure, "per_point_interval", row->per_point.interval);
    return figure;
}

void comparison_trail_say(const struct comparison *comparison, const struct comparison_number *number, struct text *out)
{
    markup_mark(out, comparison_trail(comparison, number), number->shown);
}

void comparison_trail_chance(const struct comparison *comparison, size_t option, enum trail_form form,
                             const char *shown, struct text *out)
{
    const struct decision *decision = comparison->decision;
    const struct ensemble_verdict *verdict = &decision->rows[option].verdicts[decision->judged];
    struct text part = {0};
    text_printf(&part, "targets/%s", decision_target(decision)->named.name);
    comparison_trail_say(comparison,
                         &(struct comparison_number){.option = option,
                                                     .part = part.at,
                                                     .column = "chance",
                                                     .what = "chance of the target",
                                                     .shown = shown,
                                                     .value = verdict->chance,
                                                     .form = form},
                         out);
    text_release(&part);
}

void comparison_trail_caseload(const struct comparison *comparison, size_t option, const char *shown, struct text *out)
{
    comparison_trail_say(
        comparison,
        &(struct comparison_number){.option = option,
                                    .part = "figures/caseload",
                                    .column = "mean",
                                    .what = "caseload on the date",
                                    .shown = shown,
                                    .value = comparison->decision->rows[option].values[OUTTURN_CASELOAD].mean,
                                    .decimals = 1},
        out);
}

void comparison_trail_extra(const struct comparison *comparison, size_t option, const char *shown, struct text *out)
{
    comparison_trail_say(comparison,
                         &(struct comparison_number){.option = option,
                                                     .part = "cost",
                                                     .column = "extra",
                                                     .what = "extra cost over the whole time",
                                                     .shown = shown,
                                                     .value = comparison->decision->rows[option].extra.mean,
                                                     .form = TRAIL_POUNDS},
                         out);
}
