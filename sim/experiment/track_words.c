#include "experiment/track_words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>

void track_words_value(const struct track_series *series, double value, char out[static WORDS_SHORT])
{
    if (text_equal(metric_info(series->measure)->unit, "share"))
        words_share(value, out);
    else
        words_number(value, value < 100 ? 1 : 0, out);
}

void track_words_band(const struct track_series *series, double from, double to, char out[static WORDS_LONG])
{
    char low[WORDS_SHORT], high[WORDS_SHORT];
    track_words_value(series, from, low);
    track_words_value(series, to, high);
    snprintf(out, WORDS_LONG, "%s to %s", low, high);
}

void track_words_series(const struct tracked *tracked, const struct track_series *series, struct text *out)
{
    const struct plan_team *teams = plan_items(tracked->before->plan->teams, struct plan_team);
    text_add(out, metric_info(series->measure)->label);
    if (series->team >= 0)
        text_printf(out, ", %s", teams[series->team].named.title);
}

void track_words_headline(const struct tracked *tracked, struct text *out)
{
    const struct track *track = tracked->track;
    char date[24], value[WORDS_SHORT], band[WORDS_LONG];
    if (track->first == NULL) {
        calendar_long(track->last, date);
        text_printf(out, "Within the plan's range so far: %s %zu actual%s up to %s", track->given == 1 ? "the" : "all",
                    track->given, track->given == 1 ? "" : "s", date);
        return;
    }
    const struct track_look *first = track->first;
    bool above = first->actual > first->median;
    struct text name = {0};
    calendar_long(first->day, date);
    track_words_value(track->what, first->actual, value);
    track_words_series(tracked, track->what, &name);
    name.at[0] = (char)tolower((unsigned char)name.at[0]);
    text_printf(out, "The plan has left its range: %s %s on %s, ", name.at, value, date);
    if (first->out) {
        track_words_band(track->what, first->low, first->high, band);
        text_printf(out, "%s %s", above ? "above" : "below", band);
    } else {
        text_printf(out, "the third in a row that is too %s", above ? "high" : "low");
    }
    text_release(&name);
}

void track_words_rule(const struct tracked *tracked, struct text *out)
{
    const struct track *track = tracked->track;
    char count[WORDS_SHORT];
    words_count(track->count, count);
    text_printf(
        out,
        "If the plan is right, at most 1 in 20 futures ever leave the range once, or the narrower one three times "
        "running on one side, in any month from the first to the last and in any of the %s series%s; %zu of %zu "
        "actuals did. Actuals are taken to be out by 6%% "
        "(one standard deviation, apart from month to month): published caseloads differ by as much from those that "
        "the model gives (A-); for other measures it is assumed (D). Inside the range nothing is proved: small "
        "changes take many months to show. Below: the share of the plan's futures below the actual.",
        count, track->count == 1 ? " given" : " given together", track->alarms, track->given);
    if (track->actuals->missing > 0)
        text_printf(out, " %zu row%s without a value %s left out.", track->actuals->missing,
                    track->actuals->missing == 1 ? "" : "s", track->actuals->missing == 1 ? "was" : "were");
}

void track_words_notes(const struct tracked *tracked, struct text *out)
{
    const struct reforecast *reforecast = tracked->reforecast;
    if (tracked->after == NULL) {
        text_printf(out, "No re-forecast: %s.", tracked->why);
        return;
    }
    char date[24];
    calendar_long(reforecast->start, date);
    text_printf(out, "The re-forecast starts on %s, the Monday nearest the last actual.", date);
    for (size_t i = 0; i < reforecast->note_count; i++)
        text_printf(out, " %s", reforecast->notes[i]);
}

static size_t find_target(const struct plan *plan, const char *name)
{
    size_t i = 0;
    while (i < plan->targets.count && !text_equal(plan_items(plan->targets, struct plan_target)[i].named.name, name))
        i++;
    return i;
}

bool track_words_target(const struct tracked *tracked, size_t target, struct ensemble_verdict *before,
                        struct ensemble_verdict *after)
{
    const struct plan *plan = tracked->before->plan;
    *before = ensemble_verdict(tracked->before, target);
    if (tracked->after == NULL)
        return false;
    size_t now = find_target(tracked->after->plan, plan_items(plan->targets, struct plan_target)[target].named.name);
    if (now == tracked->after->plan->targets.count)
        return false;
    *after = ensemble_verdict(tracked->after, now);
    return true;
}
