#include "model/judge.h"

#include <math.h>

static const double slack = 1e-9; /* sampled times are sums of floating-point weeks */

double judge_from(const struct plan *plan, const struct plan_target *target)
{
    return isnan(target->from) ? plan->clock.warm_up : target->from;
}

double judge_by(const struct plan *plan, const struct plan_target *target)
{
    return isnan(target->by) ? plan->clock.length : target->by;
}

bool judge_has_window(const struct plan_target *target)
{
    return target->reached || target->throughout || target->share_of_time;
}

bool judge_week(const struct plan_target *target, double value, double longest_wait)
{
    if (isnan(value) || longest_wait > target->waiting_limit)
        return false;
    return isnan(target->at_most) ? value >= target->at_least - slack : value <= target->at_most + slack;
}

static double time_of(const struct plan *plan, size_t sample)
{
    return plan->clock.warm_up + (double)sample * plan->clock.sample;
}

bool judge_decider(const struct plan *plan, const struct plan_target *target, size_t samples, size_t *sample)
{
    double by = judge_by(plan, target), reach = judge_has_window(target) ? 0 : plan->clock.sample / 2;
    size_t found = 0;
    if (samples == 0)
        return false;
    if (!judge_has_window(target)) {
        while (found + 1 < samples && time_of(plan, found) < by - reach - slack)
            found++;
        *sample = found;
        return time_of(plan, found) >= by - reach - slack;
    }
    while (found + 1 < samples && time_of(plan, found + 1) <= by + slack)
        found++;
    *sample = found;
    return time_of(plan, found) <= by + slack;
}

/* What has been seen of the window so far. */
struct window {
    size_t seen, met;
    double held_since; /* since when every sample of it has been met; NaN: the last was not */
    bool reached;
};

static double score_of(const struct plan_target *target, const struct window *window)
{
    if (target->share_of_time)
        return (double)window->met / (double)window->seen;
    return target->throughout ? window->met == window->seen : window->reached;
}

void judge_scores(const struct plan *plan, const struct plan_target *target, const bool *weeks, size_t samples,
                  double *scores)
{
    size_t decider;
    if (!judge_decider(plan, target, samples, &decider))
        decider = samples;
    double from = judge_has_window(target) ? judge_from(plan, target) : plan->clock.warm_up;
    struct window window = {.held_since = NAN};
    for (size_t i = 0; i < samples; i++) {
        double time = time_of(plan, i);
        scores[i] = NAN;
        if (time < from - slack)
            continue;
        window.seen++;
        window.met += weeks[i];
        if (!weeks[i])
            window.held_since = NAN;
        else if (isnan(window.held_since))
            window.held_since = time;
        /* the sample that decides a date stands for the date, which may lie a little later */
        double date = i == decider && !judge_has_window(target) ? fmax(time, judge_by(plan, target)) : time;
        bool held = weeks[i] && window.held_since <= date - target->hold + slack;
        window.reached |= held;
        scores[i] = judge_has_window(target) ? score_of(target, &window) : held;
    }
}
