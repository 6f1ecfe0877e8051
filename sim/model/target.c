#include "model/target.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine/tally.h"
#include "model/judge.h"
#include "model/measure.h"

static const struct plan_target *target_at(const struct plan *plan, size_t target)
{
    return &plan_items(plan->targets, struct plan_target)[target];
}

/* --- preparing ----------------------------------------------------------------------------------------------------- */

/* The series compared; of what is no series the one that comes closest, for showing. */
static enum metric metric_of(const struct plan_target *target)
{
    static const enum metric of[] = {[STATISTIC_MEAN] = METRIC_CASELOAD,
                                     [STATISTIC_MEDIAN] = METRIC_CASELOAD_MEDIAN,
                                     [STATISTIC_P90] = METRIC_CASELOAD_P90,
                                     [STATISTIC_MAX] = METRIC_CASELOAD_MAX,
                                     [STATISTIC_SHARE_ABOVE] = METRIC_CASELOAD};
    enum metric metric = metric_find(target->measure);
    return metric == METRIC_CASELOAD ? of[target->statistic] : metric;
}

static bool is_over_workers(enum metric metric)
{
    return metric == METRIC_CASELOAD || metric == METRIC_CASELOAD_EXPERIENCED || metric == METRIC_CASELOAD_MEDIAN ||
           metric == METRIC_CASELOAD_P90 || metric == METRIC_CASELOAD_MAX || metric == METRIC_OVER_AIM ||
           metric == METRIC_OVER_HIGH || metric == METRIC_OVER_EXTREME;
}

/* Does "every team" mean this one too? The service's caseload is that of social workers, so a team that started with none
 * among its case holders, such as personal advisers, has caseload targets of its own. */
static bool counts(const struct prepared *prepared, size_t index, enum metric metric)
{
    const struct prepared_team *team = &prepared->teams[index];
    const struct plan_grade *grades = plan_items(prepared->plan->workforce.grades, struct plan_grade);
    if (team->lanes == 0 || !is_over_workers(metric))
        return team->lanes > 0;
    bool some = false;
    for (size_t i = 0; i < team->plan->staff.count; i++) {
        const struct plan_group *group = &plan_items(team->plan->staff, struct plan_group)[i];
        const struct plan_grade *grade = &grades[group->grade.index];
        if (group->fte <= 0 || grade->manages || !grade->holds_cases)
            continue;
        if (grade->social_worker)
            return true;
        some = true;
    }
    return !some;
}

static void find_places(struct prepared *prepared, const struct plan_target *target, struct prepared_target *to)
{
    enum metric_scope scope = metric_info(to->metric)->scope;
    to->places = arena_new(&prepared->arena, prepared->team_count + 1, sizeof *to->places);
    for (size_t t = 0; target->every_team && t < prepared->team_count; t++)
        if (counts(prepared, t, to->metric))
            to->places[to->place_count++] = (int)t;
    if (target->every_team)
        return;
    int of = scope == SCOPE_STAGE   ? target->stage.index
             : scope == SCOPE_GRADE ? target->grade.index
                                    : target->team.index;
    to->places[to->place_count++] = of < 0 ? METRIC_SERVICE : of;
}

/* Do caseloads there count anything else than what the target asks for? */
static bool counts_otherwise(const struct prepared *prepared, const struct plan_target *target, int place)
{
    int own = place == METRIC_SERVICE ? TEAM_COUNTS_CHILDREN : prepared->teams[place].plan->unit;
    return target->unit >= 0 && target->unit != own;
}

void target_prepare(struct prepared *prepared)
{
    const struct plan *plan = prepared->plan;
    size_t count = plan->targets.count;
    prepared->targets = arena_new(&prepared->arena, count + 1, sizeof *prepared->targets);
    prepared->target_series = arena_new(&prepared->arena, count + 1, sizeof *prepared->target_series);
    for (size_t i = 0; i < count; i++) {
        const struct plan_target *target = target_at(plan, i);
        struct prepared_target *to = &prepared->targets[i];
        *to = (struct prepared_target){.metric = metric_of(target), .first = prepared->target_places};
        find_places(prepared, target, to);
        if (metric_find(target->measure) == METRIC_CASELOAD) {
            to->looks = target->statistic == STATISTIC_SHARE_ABOVE;
            for (size_t p = 0; p < to->place_count; p++)
                to->looks |= counts_otherwise(prepared, target, to->places[p]);
        }
        prepared->target_places += to->place_count;
        prepared->target_waits |= isfinite(target->waiting_limit);
        prepared->target_series[i] =
            metric_series(&prepared->layout, to->metric, target->every_team ? METRIC_SERVICE : to->places[0]);
    }
}

/* --- looking at workers -------------------------------------------------------------------------------------------- */

/* Children of one family who are with one worker count once. */
static double families_of(const struct world *world, int index)
{
    const struct worker *worker = &world->workers[index];
    size_t families = 0;
    for (int lane = 0; lane < world->prepared->teams[worker->team].lanes; lane++)
        for (size_t i = 0; i < worker->lanes[lane].count; i++) {
            uint32_t self = worker->lanes[lane].cases[i].child, first = self;
            for (uint32_t s = world->children[self].next; s != self; s = world->children[s].next)
                if (world->children[s].worker == index && s < first)
                    first = s;
            families += first == self;
        }
    return (double)families;
}

struct caseloads {
    double *of; /* [worker] */
    size_t count;
    double held, fte;
};

static void add_workers(const struct world *world, const struct plan_target *target, int team, bool statutory,
                        struct caseloads *into)
{
    const struct prepared_team *at = &world->prepared->teams[team];
    int unit = target->unit >= 0 ? target->unit : statutory ? TEAM_COUNTS_CHILDREN : at->plan->unit;
    for (int u = at->first_unit; u < at->first_unit + at->units; u++)
        for (size_t i = 0; i < world->units[u].worker_count; i++) {
            int index = world->units[u].workers[i];
            const struct worker *worker = &world->workers[index];
            if (!measure_counts(world, worker, statutory))
                continue;
            double held = unit == TEAM_COUNTS_FAMILIES ? families_of(world, index) : worker->cases,
                   fte = worker->fte / 1000.0;
            into->of[into->count++] = held / fte;
            into->held += held;
            into->fte += fte;
        }
}

static double share_above(const struct caseloads *caseloads, double level)
{
    size_t above = 0;
    for (size_t i = 0; i < caseloads->count; i++)
        above += caseloads->of[i] > level;
    return caseloads->count > 0 ? (double)above / (double)caseloads->count : (double)NAN;
}

static double statistic_of(const struct plan_target *target, const struct caseloads *caseloads)
{
    if (caseloads->count == 0)
        return NAN;
    if (target->statistic == STATISTIC_MEAN)
        return caseloads->held / caseloads->fte;
    if (target->statistic == STATISTIC_SHARE_ABOVE)
        return share_above(caseloads, target->above);
    double share = target->statistic == STATISTIC_MAX ? 1 : target->statistic == STATISTIC_P90 ? 0.9 : 0.5;
    return tally_select(caseloads->of, caseloads->count, share);
}

static void add_place(const struct world *world, const struct plan_target *target, int place, struct caseloads *into)
{
    bool service = place == METRIC_SERVICE;
    for (int t = 0; t < (int)world->prepared->team_count; t++)
        if (service || t == place)
            add_workers(world, target, t, service, into);
}

static struct caseloads no_caseloads(struct world *world)
{
    mem_grow(&world->scratch, &world->scratch_capacity, world->worker_count + 1, sizeof *world->scratch);
    return (struct caseloads){.of = world->scratch};
}

static double look_at(struct world *world, const struct plan_target *target, int place)
{
    struct caseloads caseloads = no_caseloads(world);
    add_place(world, target, place, &caseloads);
    return statistic_of(target, &caseloads);
}

/* How many workers an average hides: the share of them above what it should be at most. */
static void look_behind(struct world *world, size_t index, size_t sample)
{
    const struct plan_target *target = target_at(world->plan, index);
    const struct prepared_target *at = &world->prepared->targets[index];
    size_t decider;
    if (at->metric != METRIC_CASELOAD || target->statistic != STATISTIC_MEAN || isnan(target->at_most) ||
        target->of_opening || !judge_decider(world->plan, target, plan_samples(&world->plan->clock), &decider) ||
        decider != sample)
        return;
    struct caseloads caseloads = no_caseloads(world);
    for (size_t p = 0; p < at->place_count; p++)
        add_place(world, target, at->places[p], &caseloads);
    world->outcome->above[index] = share_above(&caseloads, target->at_most);
}

/* --- waits --------------------------------------------------------------------------------------------------------- */

/* The longest wait of the week in each stage: of those who wait, and of those who waited until lately. */
static void find_waits(struct world *world)
{
    for (size_t i = 0; i < world->child_count; i++) {
        const struct child *child = &world->children[i];
        if (child->state == CHILD_WAITING)
            world->waited[child->stage] = fmax(world->waited[child->stage], world->engine.now - child->since);
    }
}

static double longest_wait(const struct world *world, const struct plan_target *target, size_t index)
{
    const struct prepared_target *at = &world->prepared->targets[index];
    enum metric_scope scope = metric_info(at->metric)->scope;
    double longest = 0;
    if (isinf(target->waiting_limit))
        return 0;
    for (int s = 0; s < (int)world->prepared->stage_count; s++) {
        bool here = scope != SCOPE_STAGE && scope != SCOPE_TEAM;
        for (size_t p = 0; p < at->place_count && !here; p++)
            here = scope == SCOPE_STAGE
                       ? at->places[p] == s
                       : at->places[p] == METRIC_SERVICE || at->places[p] == world->prepared->stages[s].team;
        if (here)
            longest = fmax(longest, world->waited[s]);
    }
    return longest;
}

/* --- a replication ------------------------------------------------------------------------------------------------- */

void target_start(struct world *world)
{
    size_t count = world->plan->targets.count;
    world->reached = mem_new(2 * count + 1, sizeof *world->reached);
    world->reached_lately = world->reached + count;
    world->opened = mem_new(world->prepared->target_places + 1, sizeof *world->opened);
    world->waited = mem_new(world->prepared->stage_count + 1, sizeof *world->waited);
    for (size_t i = 0; i < count; i++)
        world->outcome->above[i] = NAN;
}

void target_release(struct world *world)
{
    free(world->reached);
    free(world->opened);
    free(world->waited);
}

void target_warm(struct world *world)
{
    memset(world->waited, 0, world->prepared->stage_count * sizeof *world->waited);
}

/* What the target compares: of several teams the one that is furthest from it, since all must meet it. */
static double value_of(struct world *world, size_t index, const double *now, size_t sample)
{
    const struct plan_target *target = target_at(world->plan, index);
    const struct prepared_target *at = &world->prepared->targets[index];
    double worst = NAN;
    for (size_t p = 0; p < at->place_count; p++) {
        double value = at->looks ? look_at(world, target, at->places[p])
                                 : now[metric_series(&world->prepared->layout, at->metric, at->places[p])];
        if (sample == 0)
            world->opened[at->first + p] = value;
        if (target->of_opening) /* of nothing, nothing is its whole */
            value = world->opened[at->first + p] == 0 && value == 0 ? 1 : value / world->opened[at->first + p];
        if (p == 0 || isnan(value) || (isnan(target->at_most) ? value < worst : value > worst))
            worst = value;
        if (isnan(worst))
            break;
    }
    return worst;
}

void target_look(struct world *world, const double *now, size_t sample)
{
    size_t samples = plan_samples(&world->plan->clock);
    if (world->prepared->target_waits)
        find_waits(world);
    for (size_t i = 0; i < world->plan->targets.count; i++) {
        const struct plan_target *target = target_at(world->plan, i);
        double value = value_of(world, i, now, sample);
        world->outcome->compared[i * samples + sample] = (float)value;
        world->outcome->weekly[i * samples + sample] =
            judge_week(target, value, longest_wait(world, target, i)) || world->reached_lately[i];
        world->reached_lately[i] = false;
        look_behind(world, i, sample);
    }
    target_warm(world);
}

/* Head-count or FTE of a team or the service. */
static double staff_now(const struct world *world, enum metric metric, int team)
{
    double value = 0;
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

/* Can it be met for a moment between samples, and is it one of those that are looked at then? */
static bool is_momentary(const struct plan_target *target, enum metric metric)
{
    return target->reached && target->hold <= 0 && isinf(target->waiting_limit) && !target->every_team &&
           !target->of_opening && (metric == METRIC_STAFF || metric == METRIC_IN_POST || metric == METRIC_AGENCY);
}

void target_staff_changed(struct world *world)
{
    double now = world->engine.now;
    for (size_t i = 0; i < world->plan->targets.count; i++) {
        const struct plan_target *target = target_at(world->plan, i);
        const struct prepared_target *at = &world->prepared->targets[i];
        if (!is_momentary(target, at->metric) || world->reached_lately[i] || !world->running ||
            now < judge_from(world->plan, target))
            continue;
        world->reached_lately[i] = judge_week(target, staff_now(world, at->metric, at->places[0]), 0);
        world->reached[i] |= world->reached_lately[i] && now <= judge_by(world->plan, target) + 1e-9;
    }
}

void target_judge(const struct world *world)
{
    const struct plan *plan = world->plan;
    size_t samples = plan_samples(&plan->clock), decider;
    double *scores = mem_new(samples + 1, sizeof *scores);
    for (size_t i = 0; i < plan->targets.count; i++) {
        const struct plan_target *target = target_at(plan, i);
        double score = NAN;
        judge_scores(plan, target, &world->outcome->weekly[i * samples], samples, scores);
        if (judge_decider(plan, target, samples, &decider))
            score = scores[decider];
        world->outcome->met[i] = world->reached[i] || score == 1;
        world->outcome->share[i] = target->share_of_time ? score : (double)NAN;
    }
    free(scores);
}
