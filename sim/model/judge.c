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
    if (target->reached) {
        judge->decided = judge->verdict = met && time <= by + slack;
        return;
    }
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

/* Head-count or FTE of a team or the service; NaN for what is not of that kind. */
static double staff_now(const struct world *world, enum metric metric, int team)
{
    double value = 0;
    if (metric != METRIC_STAFF && metric != METRIC_IN_POST && metric != METRIC_AGENCY)
        return NAN;
    for (size_t u = 0; u < world->prepared->unit_count; u++) {
        const struct team_unit *unit = &world->units[u];
        for (size_t i = 0; i < unit->worker_count && (team == METRIC_SERVICE || team == unit->team); i++) {
            const struct worker *worker = &world->workers[unit->workers[i]];
            bool agency = worker->contract == CONTRACT_AGENCY;
            if (metric == METRIC_STAFF)
                value++;
            else if (agency == (metric == METRIC_AGENCY))
                value += worker->fte / 1000.0;
        }
    }
    return value;
}

void judge_staff_changed(struct world *world)
{
    const struct plan_clock *clock = &world->plan->clock;
    for (size_t i = 0; i < world->plan->targets.count; i++) {
        const struct plan_target *target = &plan_items(world->plan->targets, struct plan_target)[i];
        double by = isnan(target->by) ? clock->length : target->by;
        if (!target->reached || world->reached[i] || !world->running || world->engine.now > by + slack ||
            world->engine.now < clock->warm_up)
            continue;
        int team;
        enum metric metric = metric_of_series(&world->prepared->layout, world->prepared->target_series[i], &team);
        world->reached[i] = meets(target, staff_now(world, metric, team), 0);
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
