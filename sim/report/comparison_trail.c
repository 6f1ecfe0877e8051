#include "report/comparison_trail.h"

#include <math.h>
#include <stdio.h>

#include "report/markup.h"

size_t comparison_trail(const struct comparison *comparison, const struct comparison_number *number)
{
    if (comparison->trail == NULL || !isfinite(number->value))
        return 0;
    const char *name = comparison->options[number->option].name;
    struct text at = {0}, what = {0}, scenario = {0};
    text_printf(&at, "/options/%s/%s", name, number->part);
    text_printf(&what, "%s, %s", number->what, comparison->options[number->option].title);
    text_printf(&scenario, "%s.yaml", name);
    size_t figure = trail_add(comparison->trail, &(struct trail_figure){.shown = number->shown,
                                                                        .what = what.at,
                                                                        .file = "comparison.json",
                                                                        .form = number->form,
                                                                        .decimals = number->decimals,
                                                                        .scenario = scenario.at});
    trail_row(comparison->trail, "at", at.at);
    trail_value(comparison->trail, number->column, number->value);
    trail_all_inputs(comparison->trail);
    text_release(&at);
    text_release(&what);
    text_release(&scenario);
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
