#include "model/judge.h"

#include <math.h>

static const double slack = 1e-9; /* sampled times are sums of floating-point weeks */

/* A value that is not there (nobody holds a case) meets nothing. */
static bool meets(const struct plan_target *target, double value, double longest_wait)
{
    if (isnan(value) || longest_wait > target->waiting_limit)
        return false;
    return isnan(target->at_most) ? value >= target->at_least - slack : value <= target->at_most + slack;
}

void judge_sample(const struct plan *plan, const struct plan_target *target, struct judge *judge, double time,
                  double value, double longest_wait)
{
    double by = isnan(target->by) ? plan->clock.length : target->by;
    double from = isnan(target->from) ? plan->clock.warm_up : target->from;
    if (judge->decided || time > by + plan->clock.sample / 2 + slack)
        return;
    bool met = meets(target, value, longest_wait);
    if (target->share_of_time) {
        if (time >= from - slack && time <= by + slack) {
            judge->seen++;
            judge->met += met;
        }
        return;
    }
    if (judge->seen++ == 0 || !met || isnan(judge->held_since))
        judge->held_since = met ? time : (double)NAN;
    /* the sample nearest to the date decides */
    if (time >= by - plan->clock.sample / 2 - slack) {
        judge->decided = true;
        judge->verdict = met && judge->held_since <= fmax(time, by) - target->hold + slack;
    }
}

bool judge_met(const struct judge *judge)
{
    return judge->decided && judge->verdict;
}

double judge_share(const struct judge *judge)
{
    return judge->seen > 0 ? (double)judge->met / (double)judge->seen : (double)NAN;
}
