#include "experiment/fluid.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "experiment/lag.h"
#include "model/demand.h"
#include "model/grades.h"
#include "model/leaving.h"
#include "model/market.h"

enum { PHASES_LIMIT = 40 };

static const double accuracy = 1e-9;

/* Where things stand in the vector of states. */
struct twin {
    struct service *service;
    const struct plan *plan;
    const struct prepared *prepared;
    struct world world;     /* no more of it than the rates of demand and candidates need */
    double until;           /* end of the day: rates of the next one do not count yet */
    size_t *stage, *phases; /* [stage] its first state, and how many */
    size_t *exit;           /* [exit] those on their way back */
    size_t *team;           /* [team] its first grade; agency comes after the last */
    size_t size;
    double *slower;   /* [stage] what the opening has beyond the plain pace: hand-overs, loads that differ */
    double *able;     /* [team] capacity beyond FTE x grade: absence, ramps, teaching */
    double *hazard;   /* [team][grade] a week, at the reference caseload */
    double *parts;    /* [team] for share_out() */
    double base;      /* workforce.leaving.rate on the first day */
    struct lag **lag; /* [stage] of those that nobody limits; else null */
    double *leaves;   /* [stage] of those, a week, on the day */
    double *foreseen; /* [stage] of those, open at the end of the day */
};

static size_t phases_of(const struct law *law)
{
    double mean = law_mean(law), cv = mean > 0 ? law_sd(law) / mean : 1;
    double count = cv > 0 ? round(1 / (cv * cv)) : PHASES_LIMIT;
    return (size_t)fmin(fmax(count, 1), PHASES_LIMIT);
}

static const struct plan_grade *grade_of(const struct twin *twin, size_t grade)
{
    return &plan_items(twin->plan->workforce.grades, struct plan_grade)[grade];
}

static size_t grade_count(const struct twin *twin)
{
    return twin->plan->workforce.grades.count;
}

static double stage_open(const struct twin *twin, const double *state, size_t stage)
{
    double open = 0;
    for (size_t i = 0; i < twin->phases[stage]; i++)
        open += state[twin->stage[stage] + i];
    return open;
}

/* What a team has at one moment. */
struct moment {
    double open, load;         /* cases as the team counts them, and by their weight */
    double fte, held, pace_of; /* held: of the load; pace_of: the stretch */
};

static struct moment team_now(const struct twin *twin, const double *state, size_t t)
{
    const struct prepared_team *team = &twin->prepared->teams[t];
    const double *own = state + twin->team[t];
    struct moment now = {0};
    double capable = 0;
    for (int lane = 0; lane < team->lanes; lane++) {
        const struct prepared_stage *stage = &twin->prepared->stages[team->stages[lane]];
        double open = stage_open(twin, state, (size_t)team->stages[lane]) / stage->per_family;
        now.open += open;
        now.load += open * stage->plan->weight;
    }
    for (size_t g = 0; g < grade_count(twin); g++)
        if (grades_may_hold(grade_of(twin, g))) {
            now.fte += own[g];
            capable += own[g] * grade_of(twin, g)->capacity;
        }
    size_t agency = grade_count(twin);
    now.fte += own[agency];
    capable += own[agency] * grade_of(twin, (size_t)fmax(0, twin->plan->agency.grade.index))->capacity;
    now.held = isfinite(team->plan->cap) ? fmin(now.load, team->plan->cap * now.fte) : now.load;
    now.held = now.fte > 0 ? now.held : 0;
    double can_do = team->plan->capacity * capable * twin->able[t];
    now.pace_of = can_do > 0 ? fmax(1, now.held / can_do) / team->tempo : 1;
    return now;
}

static double leaving_factor(const struct twin *twin, const struct moment *now)
{
    const struct plan_leaving *leaving = &twin->plan->workforce.leaving;
    if (leaving->per_case == 0 || now->fte <= 0)
        return 1;
    double over = now->held / now->fte - leaving->reference;
    double factor = leaving->form == LEAVING_EXPONENTIAL ? exp(leaving->per_case * over) : 1 + leaving->per_case * over;
    return fmin(fmax(factor, leaving->least), leaving->most);
}

/* Half a day: a stay that is shorter would only make the equations stiff. */
static const double shortest_stay = 1.0 / 14;

static void leave_stage(const struct twin *twin, double *change, size_t s, double rate, int passed);

/* Who needs no time goes on at once, but not round and round for ever where such stages are a ring. */
static void enter(const struct twin *twin, double *change, int stage, double rate, int passed)
{
    enum { PASSED_LIMIT = 50 };
    if (twin->prepared->stages[stage].nominal <= 0 && passed < PASSED_LIMIT)
        leave_stage(twin, change, (size_t)stage, rate, passed + 1);
    else
        change[twin->stage[stage]] += rate;
}

/* `passed`: stages that took no time on the way here. */
static void leave_stage(const struct twin *twin, double *change, size_t s, double rate, int passed)
{
    const struct prepared_stage *stage = &twin->prepared->stages[s];
    for (size_t r = 0; r < stage->route_count; r++) {
        const struct route *route = &stage->routes[r];
        double share = rate * route->share;
        if (route->stage >= 0) {
            enter(twin, change, route->stage, share, passed);
            continue;
        }
        const struct plan_exit *way = &plan_items(twin->plan->exits, struct plan_exit)[route->exit];
        change[twin->exit[route->exit]] += share * way->returns;
    }
}

static void flow_cases(const struct twin *twin, double time, const double *state, double *change)
{
    const struct plan *plan = twin->plan;
    for (size_t i = 0; i < plan->demand.sources.count; i++) {
        const struct plan_source *source = &plan_items(plan->demand.sources, struct plan_source)[i];
        enter(twin, change, source->enters.index, demand_rate(&twin->world, (int)i, time), 0);
    }
    for (size_t e = 0; e < plan->exits.count; e++) {
        const struct plan_exit *way = &plan_items(plan->exits, struct plan_exit)[e];
        if (way->returns <= 0)
            continue;
        double rate = state[twin->exit[e]] / fmax(law_mean(&way->after.law), shortest_stay);
        change[twin->exit[e]] -= rate;
        enter(twin, change, way->enters.index, rate, 0);
    }
    for (size_t s = 0; s < twin->prepared->stage_count; s++) {
        const struct prepared_stage *stage = &twin->prepared->stages[s];
        if (twin->lag[s]) {
            change[twin->stage[s]] -= twin->leaves[s];
            leave_stage(twin, change, s, twin->leaves[s], 0);
            continue;
        }
        double pace = twin->slower[s], h = stage->plan->hands_on;
        if (stage->team >= 0) {
            struct moment now = team_now(twin, state, (size_t)stage->team);
            pace *= (now.load > 0 ? now.held / now.load : 1) / (1 - h + h * now.pace_of);
        }
        double rate = (double)twin->phases[s] * pace / fmax(stage->nominal, shortest_stay);
        for (size_t i = 0; i < twin->phases[s]; i++) {
            double gone = rate * state[twin->stage[s] + i];
            change[twin->stage[s] + i] -= gone;
            if (i + 1 < twin->phases[s])
                change[twin->stage[s] + i + 1] += gone;
            else
                leave_stage(twin, change, s, gone, 0);
        }
    }
}

/* --- staff -------------------------------------------------------------------------------------------------------- */

static double vacancies(const struct twin *twin, const double *state, size_t t)
{
    double fte = 0;
    for (size_t g = 0; g < grade_count(twin); g++)
        fte += !grade_of(twin, g)->manages && grade_of(twin, g)->holds_cases ? state[twin->team[t] + g] : 0;
    return fmax(0, plan_posts_total(&twin->prepared->teams[t].plan->posts) - fte);
}

/* A list's weight of a team; of no list, `otherwise`. */
static double weight_of(const struct pairs *list, size_t team, double otherwise)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].to.index == (int)team)
            return list->items[i].value;
    return list->count > 0 ? 0 : otherwise;
}

/* Shares so many newcomers out, by weight and, unless posts do not count, by vacancies. Returns how many found a place. */
static void share_out(const struct twin *twin, const double *state, const struct pairs *teams, bool above_posts,
                      double count, double *parts)
{
    double total = 0;
    for (size_t t = 0; t < twin->prepared->team_count; t++) {
        double room = vacancies(twin, state, t), posts = plan_posts_total(&twin->prepared->teams[t].plan->posts);
        parts[t] = weight_of(teams, t, above_posts ? fmax(posts, 1e-3) : 1) * (above_posts ? 1 : room);
        total += parts[t];
    }
    for (size_t t = 0; t < twin->prepared->team_count; t++)
        parts[t] = total > 0 ? count * parts[t] / total : 0;
}

static void recruit(const struct twin *twin, double time, const double *state, double *change)
{
    double *parts = twin->parts;
    for (size_t i = 0; i < twin->plan->recruitment.count; i++) {
        const struct plan_channel *channel = &plan_items(twin->plan->recruitment, struct plan_channel)[i];
        size_t grade = (size_t)channel->grade.index, teams = twin->prepared->team_count;
        double lead = law_mean(&channel->lead_time.law), all = 0;
        for (size_t t = 0; t < teams; t++)
            all += weight_of(&channel->teams, t, 1) > 0 ? vacancies(twin, state, t) : 0;
        if (channel->kind == CHANNEL_PER_VACANCY) {
            double worked = isfinite(channel->at_once) ? fmin(all, channel->at_once) : all;
            share_out(twin, state, &channel->teams, false, worked / fmax(lead, 0.1), parts);
        } else {
            bool begun = channel->opening_pipeline || time >= lead;
            double came = begun ? market_rate(&twin->world, (int)i, fmax(0, time - lead)) : 0;
            /* the last vacancy is filled as fast as it opens */
            double wanted = channel->above_posts ? 1 : fmin(1, 2 * all);
            share_out(twin, state, &channel->teams, channel->above_posts,
                      came * channel->accept * (1 - channel->withdraws) * wanted, parts);
        }
        for (size_t t = 0; t < teams; t++)
            change[twin->team[t] + grade] += parts[t];
    }
}

static void flow_team(const struct twin *twin, const double *state, size_t t, double *change)
{
    const struct plan *plan = twin->plan;
    const struct moment now = team_now(twin, state, t);
    size_t first = twin->team[t], grades = grade_count(twin), agency = first + grades;
    double factor = leaving_factor(twin, &now);
    double moved = twin->base > 0 ? plan->workforce.leaving.rate / twin->base : 1;
    for (size_t g = 0; g < grades; g++) {
        const struct plan_becomes *becomes = &grade_of(twin, g)->becomes;
        double n = state[first + g], onward = becomes->given ? n / fmax(becomes->after, 1) : 0;
        change[first + g] -= n * twin->hazard[t * grades + g] * moved * factor + onward;
        if (becomes->given)
            change[first + (size_t)becomes->grade.index] += onward;
    }
    for (size_t i = 0; i < plan->workforce.moves.count; i++) {
        const struct plan_move *move = &plan_items(plan->workforce.moves, struct plan_move)[i];
        if (move->team.index >= 0 && move->team.index != (int)t)
            continue;
        double rate = move->rate * state[first + (size_t)move->from.index];
        size_t to = move->to_team.index >= 0 ? (size_t)move->to_team.index : t;
        change[first + (size_t)move->from.index] -= rate;
        change[twin->team[to] + (size_t)move->to.index] += rate;
    }
    double seats = weight_of(&plan->agency.seats, t, 0), stay = fmax(law_mean(&plan->agency.assignment.law), 0.1);
    if (!plan->agency.above_posts) {
        double posts = plan_posts_total(&twin->prepared->teams[t].plan->posts), open = vacancies(twin, state, t);
        seats = fmax(0, fmin(seats, open - posts * (1 - weight_of(&plan->agency.cover, t, 1))));
    }
    double gap = fmax(0.25, law_mean(&plan->agency.start.law) - plan->agency.notice);
    change[agency] += fmax(0, seats - state[agency]) / gap - state[agency] / stay;
    if (seats < state[agency])
        change[agency] -= (state[agency] - seats) / fmax(1, plan->agency.notice);
}

static int flow(double time, const double state[], double change[], void *user)
{
    const struct twin *twin = user;
    double now = fmin(time, twin->until - 1e-9);
    for (size_t i = 0; i < twin->size; i++)
        change[i] = 0;
    flow_cases(twin, now, state, change);
    recruit(twin, now, state, change);
    for (size_t t = 0; t < twin->prepared->team_count; t++)
        flow_team(twin, state, t, change);
    return GSL_SUCCESS;
}

/* Classes that end within a day join their teams at once. */
static void graduate(const struct twin *twin, double from, double to, double *state)
{
    for (size_t i = 0; i < twin->plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = &plan_items(twin->plan->pipelines, struct plan_pipeline)[i];
        double lasts = law_mean(&pipeline->lasts.law), first = pipeline->first + lasts;
        for (double k = 0; k < pipeline->classes; k++) {
            double end = first + (k > 0 ? k * pipeline->every : 0);
            if (!(end < to))
                break;
            if (end < from)
                continue;
            double count = (double)pipeline->size * pipeline->completes * exp(-pipeline->drop_out * lasts), room = 0;
            for (size_t t = 0; t < twin->prepared->team_count; t++)
                room += weight_of(&pipeline->teams, t, 1) > 0 ? vacancies(twin, state, t) : 0;
            share_out(twin, state, &pipeline->teams, pipeline->above_posts,
                      pipeline->above_posts ? count : fmin(count, room), twin->parts);
            for (size_t t = 0; t < twin->prepared->team_count; t++)
                state[twin->team[t] + (size_t)pipeline->grade.index] += twin->parts[t];
        }
    }
}

/* --- from the first day to the last ------------------------------------------------------------------------------- */

/* Does a clock reach its samples at the ends of days? */
static bool whole_days(const struct plan_clock *clock)
{
    double first = clock->warm_up * 7, step = clock->sample * 7;
    return fabs(first - round(first)) < 1e-9 && fabs(step - round(step)) < 1e-9;
}

/* May the law of a stage be taken as it is (lag.h), since the pace of its cases is that of the law for ever? Not where stays
 * are hardly longer than the days in which the integral goes. */
static bool nobody_limits(const struct twin *twin, size_t s)
{
    static const double shortest = 2;
    const struct prepared_stage *stage = &twin->prepared->stages[s];
    const struct plan *plan = twin->plan;
    if (stage->takes.kind == LAW_EXPONENTIAL || law_mean(&stage->takes) < shortest || plan->levers.count > 0 ||
        !whole_days(&plan->clock))
        return false;
    if (stage->team < 0)
        return true;
    const struct prepared_team *team = &twin->prepared->teams[stage->team];
    bool free_of_load = stage->plan->hands_on <= 0 || (isinf(team->plan->capacity) && team->tempo == 1);
    return free_of_load && isinf(team->plan->cap) && team->holders > 0 &&
           fabs(stage->stay - stage->nominal) <= 1e-9 * stage->nominal;
}

static void lay_out(struct twin *twin, struct arena *arena)
{
    const struct prepared *prepared = twin->prepared;
    size_t stages = prepared->stage_count, teams = prepared->team_count, grades = grade_count(twin);
    twin->stage = arena_new(arena, stages, sizeof *twin->stage);
    twin->phases = arena_new(arena, stages, sizeof *twin->phases);
    twin->exit = arena_new(arena, twin->plan->exits.count, sizeof *twin->exit);
    twin->team = arena_new(arena, teams, sizeof *twin->team);
    twin->slower = arena_new(arena, stages, sizeof *twin->slower);
    twin->able = arena_new(arena, teams, sizeof *twin->able);
    twin->parts = arena_new(arena, teams, sizeof *twin->parts);
    twin->hazard = arena_new(arena, teams * grades, sizeof *twin->hazard);
    twin->lag = arena_new(arena, stages, sizeof *twin->lag);
    twin->leaves = arena_new(arena, stages, sizeof *twin->leaves);
    twin->foreseen = arena_new(arena, stages, sizeof *twin->foreseen);
    for (size_t s = 0; s < stages; s++) {
        twin->stage[s] = twin->size;
        twin->phases[s] = nobody_limits(twin, s) ? 1 : phases_of(&prepared->stages[s].takes);
        twin->size += twin->phases[s];
    }
    for (size_t e = 0; e < twin->plan->exits.count; e++)
        twin->exit[e] = twin->size++;
    for (size_t t = 0; t < teams; t++) {
        twin->team[t] = twin->size;
        twin->size += grades + 1;
    }
    twin->world.week_factor = arena_new(arena, twin->plan->demand.sources.count, sizeof *twin->world.week_factor);
    for (size_t i = 0; i < twin->plan->demand.sources.count; i++)
        twin->world.week_factor[i] = 1;
}

static void open_staff(struct twin *twin, double *state)
{
    size_t grades = grade_count(twin);
    const struct plan_leaving *leaving = &twin->plan->workforce.leaving;
    twin->base = leaving->rate;
    for (size_t t = 0; t < twin->prepared->team_count; t++) {
        const struct prepared_team *team = &twin->prepared->teams[t];
        double *own = state + twin->team[t], *hazard = twin->hazard + t * grades;
        for (size_t i = 0; i < team->plan->staff.count; i++) {
            const struct plan_group *group = &plan_items(team->plan->staff, struct plan_group)[i];
            size_t grade = (size_t)group->grade.index;
            if (group->contract == CONTRACT_AGENCY) {
                own[grades] += group->fte;
                continue;
            }
            own[grade] += group->fte;
            hazard[grade] += group->fte * leaving_expected(twin->plan, group);
        }
        for (size_t g = 0; g < grades; g++) {
            double rate = own[g] > 0 ? hazard[g] / own[g] : leaving->rate;
            hazard[g] = rate * grade_of(twin, g)->leaving / twin->prepared->leaving_scale;
        }
    }
}

/* Opening cases are in mid-life: the phases of a stage hold alike. */
static void open_cases(struct twin *twin, double *state)
{
    const struct prepared *prepared = twin->prepared;
    for (size_t s = 0; s < prepared->stage_count; s++)
        for (size_t i = 0; i < twin->phases[s]; i++)
            state[twin->stage[s] + i] = prepared->stages[s].plan->opening / (double)twin->phases[s];
    for (size_t e = 0; e < twin->plan->exits.count && twin->plan->demand.past_closures_return; e++) {
        const struct plan_exit *way = &plan_items(twin->plan->exits, struct plan_exit)[e];
        if (way->returns > 0)
            state[twin->exit[e]] = prepared->exit_returning[e] * way->returns * law_mean(&way->after.law);
    }
    for (size_t t = 0; t < prepared->team_count; t++) {
        twin->able[t] = 1;
        struct moment now = team_now(twin, state, t);
        double plain = 0;
        for (size_t g = 0; g < grade_count(twin); g++)
            plain += grades_may_hold(grade_of(twin, g)) ? state[twin->team[t] + g] * grade_of(twin, g)->capacity : 0;
        plain += state[twin->team[t] + grade_count(twin)];
        twin->able[t] = plain > 0 && now.fte > 0 ? prepared->teams[t].effective / plain : 1;
    }
    for (size_t s = 0; s < prepared->stage_count; s++) {
        const struct prepared_stage *stage = &prepared->stages[s];
        double h = stage->plan->hands_on, pace = 1;
        if (stage->team >= 0)
            pace = 1 / (1 - h + h * team_now(twin, state, (size_t)stage->team).pace_of);
        twin->slower[s] = stage->stay > 0 ? fmin(1, stage->nominal / stage->stay / pace) : 1;
    }
}

/* Children with a social worker and FTE of social workers, as the service's caseload counts them. */
static void add_caseload(const struct twin *twin, const double *state, size_t t, double *children, double *fte)
{
    const struct prepared_team *team = &twin->prepared->teams[t];
    const struct moment now = team_now(twin, state, t);
    const double *own = state + twin->team[t];
    size_t agency = grade_count(twin);
    double social = 0, open = 0;
    for (size_t g = 0; g < agency; g++)
        social += grades_may_hold(grade_of(twin, g)) && grade_of(twin, g)->social_worker ? own[g] : 0;
    social += grade_of(twin, (size_t)fmax(0, twin->plan->agency.grade.index))->social_worker ? own[agency] : 0;
    for (int lane = 0; lane < team->lanes; lane++)
        open += stage_open(twin, state, (size_t)team->stages[lane]);
    if (now.fte <= 0 || now.load <= 0)
        return;
    *children += open * now.held / now.load * social / now.fte;
    *fte += social;
}

static void keep(const struct twin *twin, const double *state, struct fluid *fluid, size_t sample)
{
    size_t grades = grade_count(twin);
    double children = 0, fte = 0;
    for (size_t s = 0; s < fluid->stages; s++)
        fluid->stage[sample * fluid->stages + s] = stage_open(twin, state, s);
    for (size_t t = 0; t < fluid->teams; t++) {
        struct moment now = team_now(twin, state, t);
        fluid->open[sample * fluid->teams + t] = now.open;
        fluid->staff[sample * fluid->teams + t] = now.fte;
        for (size_t g = 0; g < grades; g++)
            fluid->graded[sample * grades + g] += state[twin->team[t] + g];
        add_caseload(twin, state, t, &children, &fte);
    }
    fluid->caseload[sample] = fte > 0 ? children / fte : (double)NAN;
}

static void make_room(const struct twin *twin, struct fluid *fluid)
{
    *fluid = (struct fluid){.samples = plan_samples(&twin->plan->clock),
                            .stages = twin->prepared->stage_count,
                            .teams = twin->prepared->team_count,
                            .grades = grade_count(twin)};
    fluid->times = mem_new(fluid->samples, sizeof *fluid->times);
    fluid->stage = mem_new(fluid->samples * fluid->stages + 1, sizeof *fluid->stage);
    fluid->open = mem_new(fluid->samples * fluid->teams + 1, sizeof *fluid->open);
    fluid->staff = mem_new(fluid->samples * fluid->teams + 1, sizeof *fluid->staff);
    fluid->caseload = mem_new(fluid->samples, sizeof *fluid->caseload);
    fluid->graded = mem_new(fluid->samples * fluid->grades + 1, sizeof *fluid->graded);
}

static void begin_lags(struct twin *twin, struct arena *arena)
{
    const struct plan_clock *clock = &twin->plan->clock;
    for (size_t s = 0; s < twin->prepared->stage_count; s++) {
        const struct prepared_stage *stage = &twin->prepared->stages[s];
        if (!nobody_limits(twin, s))
            continue;
        twin->lag[s] = arena_new(arena, 1, sizeof *twin->lag[s]);
        lag_init(twin->lag[s], &stage->takes, stage->plan->opening, (size_t)ceil(clock->length * 7) + 1, arena);
    }
}

/* Who leaves on a day is known at its beginning, but for those who both come from elsewhere and leave on it: they leave on the
 * next. */
static void begin_day(struct twin *twin, size_t day, const double *state)
{
    const struct map *sources = &twin->plan->demand.sources;
    for (size_t s = 0; s < twin->prepared->stage_count; s++) {
        struct lag *lag = twin->lag[s];
        double came = 0;
        for (size_t i = 0; lag && i < sources->count * LAG_NODES; i++) {
            int node = (int)(i % LAG_NODES), source = (int)(i / LAG_NODES);
            if (plan_items(*sources, struct plan_source)[source].enters.index != (int)s)
                continue;
            double time = ((double)day + lag->at[node]) / 7;
            double cases = lag->weight[node] * demand_rate(&twin->world, source, time) / 7;
            lag_enter(lag, day, node, cases);
            came += cases;
        }
        if (lag) {
            twin->foreseen[s] = lag_open(lag, day);
            twin->leaves[s] = 7 * (state[twin->stage[s]] + came - twin->foreseen[s]);
        }
    }
}

/* What is open beyond what was foreseen came from elsewhere. */
static void end_day(struct twin *twin, size_t day, const double *state)
{
    for (size_t s = 0; s < twin->prepared->stage_count; s++)
        if (twin->lag[s])
            lag_spread(twin->lag[s], day, state[twin->stage[s]] - twin->foreseen[s]);
}

/* Day by day, so that every date on which something changes is one on which the integration starts anew. */
static bool integrate(struct twin *twin, double *state, struct fluid *fluid)
{
    const struct plan_clock *clock = &twin->plan->clock;
    gsl_odeiv2_system equations = {.function = flow, .dimension = twin->size, .params = twin};
    gsl_odeiv2_driver *driver =
        gsl_odeiv2_driver_alloc_y_new(&equations, gsl_odeiv2_step_rkf45, 0.01, accuracy, accuracy);
    struct service *service = twin->service;
    double time = 0;
    bool good = true;
    lever_begin(&service->levers);
    for (size_t sample = 0; sample < fluid->samples && good; sample++) {
        double end = clock->warm_up + (double)sample * clock->sample;
        fluid->times[sample] = end;
        while (time < end - 1e-9 && good) {
            twin->until = fmin(end, floor(time * 7 + 1e-6 + 1) / 7);
            if (lever_would_change(&service->levers, time))
                lever_apply(&service->levers, time, &service->prepared.draw_arena);
            graduate(twin, time, twin->until, state);
            size_t day = (size_t)floor(time * 7 + 1e-6);
            begin_day(twin, day, state);
            gsl_odeiv2_driver_reset_hstart(driver, 0.01);
            good = gsl_odeiv2_driver_apply(driver, &time, twin->until, state) == GSL_SUCCESS;
            end_day(twin, day, state);
        }
        for (size_t i = 0; i < twin->size; i++)
            good = good && isfinite(state[i]);
        keep(twin, state, fluid, sample);
    }
    lever_end(&service->levers, &service->prepared.draw_arena);
    gsl_odeiv2_driver_free(driver);
    return good;
}

const char *fluid_unknown(const struct plan *plan)
{
    return plan->response.given            ? "managers' response to the caseload"
           : plan->managed_teams.count > 0 ? "managed teams"
                                           : NULL;
}

bool fluid_run(const struct node *tree, struct fluid *fluid, char why[static 256])
{
    struct diag diag = {0};
    struct service service;
    struct arena arena = {0};
    *fluid = (struct fluid){0};
    bool good = service_open(&service, tree, &diag);
    if (good) {
        struct twin twin = {.service = &service, .plan = service.plan, .prepared = &service.prepared};
        twin.world.plan = service.plan;
        twin.world.prepared = &service.prepared;
        lay_out(&twin, &arena);
        double *state = arena_new(&arena, twin.size + 1, sizeof *state);
        open_staff(&twin, state);
        open_cases(&twin, state);
        begin_lags(&twin, &arena);
        make_room(&twin, fluid);
        good = integrate(&twin, state, fluid);
    }
    if (!good)
        snprintf(why, 256, "the differential equations of this scenario could not be solved");
    service_close(&service);
    diag_release(&diag);
    arena_release(&arena);
    return good;
}

void fluid_release(struct fluid *fluid)
{
    free(fluid->times);
    free(fluid->stage);
    free(fluid->open);
    free(fluid->staff);
    free(fluid->graded);
    free(fluid->caseload);
    *fluid = (struct fluid){0};
}
