#include "model/balance.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <math.h>

#include "model/absence.h"
#include "model/grades.h"
#include "model/leaving.h"

double balance_source_rate(const struct plan_source *source)
{
    return source->rate;
}

/* Children a week who enter each stage from outside: sources, and nothing else; returns are part of the equations. */
static void add_external(const struct prepared *prepared, gsl_vector *external)
{
    const struct plan *plan = prepared->plan;
    for (size_t i = 0; i < plan->demand.sources.count; i++) {
        const struct plan_source *source = &plan_items(plan->demand.sources, struct plan_source)[i];
        double *rate = gsl_vector_ptr(external, (size_t)source->enters.index);
        *rate += balance_source_rate(source);
    }
}

/* The share of cases that take a route, those that escalate included. */
static double route_share(const struct prepared_stage *stage, size_t route)
{
    if (stage->escaped <= 0)
        return stage->routes[route].share;
    return stage->routes[route].share * (1 - stage->escaped) + (route == stage->escalation ? stage->escaped : 0);
}

static double filled_share(const struct plan_attached *attached)
{
    return fmin(1, attached->fte / attached->posts);
}

double balance_shorter(const struct prepared *prepared, const struct prepared_stage *stage)
{
    const struct plan_attached *attached = stage->team >= 0 ? &prepared->teams[stage->team].plan->attached : NULL;
    return attached != NULL && attached->given ? 1 - attached->shorter * filled_share(attached) : 1;
}

double balance_fewer(const struct prepared *prepared, const struct prepared_stage *stage)
{
    const struct plan_attached *attached = stage->team >= 0 ? &prepared->teams[stage->team].plan->attached : NULL;
    return attached != NULL && attached->given ? 1 - attached->fewer_returns * filled_share(attached) : 1;
}

/* The chance that a child who leaves a stage by an exit comes back, wrong decisions included. */
static double chance_of_return(const struct prepared *prepared, const struct prepared_stage *stage,
                               const struct plan_exit *way)
{
    double ordinary = way->returns * balance_fewer(prepared, stage);
    if (!way->wrong.given)
        return ordinary;
    return (1 - way->wrong.share) * ordinary + way->wrong.share * way->wrong.returns;
}

/* The matrix I - (routes and returns)^T, whose solution is the flow into each stage. */
static void fill_equations(const struct prepared *prepared, gsl_matrix *equations)
{
    gsl_matrix_set_identity(equations);
    for (size_t from = 0; from < prepared->stage_count; from++) {
        const struct prepared_stage *stage = &prepared->stages[from];
        for (size_t r = 0; r < stage->route_count; r++) {
            const struct route *route = &stage->routes[r];
            double share = route_share(stage, r);
            if (route->stage >= 0) {
                *gsl_matrix_ptr(equations, (size_t)route->stage, from) -= share;
                continue;
            }
            const struct plan_exit *way = &plan_items(prepared->plan->exits, struct plan_exit)[route->exit];
            double returns = chance_of_return(prepared, stage, way);
            if (returns > 0)
                *gsl_matrix_ptr(equations, (size_t)way->enters.index, from) -= share * returns;
        }
    }
}

static bool flows_are_finite(struct prepared *prepared, const gsl_vector *flow, struct diag *diag)
{
    for (size_t i = 0; i < prepared->stage_count; i++) {
        double rate = gsl_vector_get(flow, i);
        if (isfinite(rate) && rate > -1e-6 && rate < 1e9)
            continue;
        if (diag == NULL)
            return false;
        char path[128];
        snprintf(path, sizeof path, "pathway.%s.then", prepared->stages[i].plan->named.name);
        diag_error(diag, (struct place){0}, path,
                   "cases that come here can never leave the service: routes and returns send every one of them round "
                   "again; send a share to an exit that does not return");
        return false;
    }
    return true;
}

bool balance_flows(struct prepared *prepared, struct diag *diag)
{
    size_t n = prepared->stage_count;
    if (n == 0)
        return true;
    gsl_matrix *equations = gsl_matrix_calloc(n, n);
    gsl_vector *external = gsl_vector_calloc(n);
    gsl_vector *flow = gsl_vector_calloc(n);
    gsl_permutation *order = gsl_permutation_alloc(n);
    int sign;
    add_external(prepared, external);
    fill_equations(prepared, equations);
    gsl_linalg_LU_decomp(equations, order, &sign);
    bool singular = false;
    for (size_t i = 0; i < n; i++)
        singular |= fabs(gsl_matrix_get(equations, i, i)) < 1e-9;
    if (singular)
        gsl_vector_set_all(flow, INFINITY);
    else
        gsl_linalg_LU_solve(equations, order, external, flow);
    bool finite = flows_are_finite(prepared, flow, diag);
    for (size_t e = 0; e < prepared->exit_count && finite; e++)
        prepared->exit_flow[e] = prepared->exit_returning[e] = 0;
    for (size_t i = 0; i < n && finite; i++) {
        struct prepared_stage *stage = &prepared->stages[i];
        stage->arrivals = fmax(0, gsl_vector_get(flow, i));
        for (size_t r = 0; r < stage->route_count; r++)
            if (stage->routes[r].exit >= 0) {
                double closures = stage->arrivals * route_share(stage, r);
                prepared->exit_flow[stage->routes[r].exit] += closures;
                prepared->exit_returning[stage->routes[r].exit] += closures * balance_fewer(prepared, stage);
            }
    }
    gsl_matrix_free(equations);
    gsl_vector_free(external);
    gsl_vector_free(flow);
    gsl_permutation_free(order);
    return finite;
}

double balance_ramp_at(const struct pairs *ramp, double tenure)
{
    double share = 1;
    for (size_t i = 0; i < ramp->count && ramp->items[i].low <= tenure + 1e-9; i++)
        share = ramp->items[i].value;
    return share;
}

/* Mean of the ramp over tenures uniform in [low, high). */
static double ramp_over_band(const struct pairs *ramp, double low, double high)
{
    if (high - low < 1e-9)
        return balance_ramp_at(ramp, low);
    double total = 0;
    for (size_t i = 0; i < ramp->count; i++) {
        double from = fmax(low, ramp->items[i].low);
        double to = fmin(high, i + 1 < ramp->count ? ramp->items[i + 1].low : INFINITY);
        if (to > from)
            total += ramp->items[i].value * (to - from);
    }
    return total / (high - low);
}

double balance_mean_ramp(const struct pairs *ramp, const struct pairs *tenure)
{
    double mean = 0;
    for (size_t i = 0; i < tenure->count; i++) {
        const struct pair *band = &tenure->items[i];
        double high = isfinite(band->high) ? band->high : band->low + 520;
        mean += band->value * ramp_over_band(ramp, band->low, high);
    }
    return tenure->count > 0 ? mean : 1;
}

static double opening_caseload(const struct prepared *prepared, const struct prepared_team *team)
{
    double cases = 0, fte = 0;
    for (int lane = 0; lane < team->lanes; lane++)
        cases += prepared->stages[team->stages[lane]].plan->opening;
    for (size_t i = 0; i < team->plan->staff.count; i++)
        fte += plan_items(team->plan->staff, struct plan_group)[i].fte;
    return fte > 0 ? cases / fte : 0;
}

/* People in training on the first day, as the mean length of the course has it. */
static double in_training(const struct plan_pipeline *pipeline)
{
    double classes = 0, first_day = pipeline->first;
    for (double k = 1; k <= pipeline->classes && first_day < 0; k++) {
        classes += first_day + law_mean(&pipeline->lasts.law) > 0;
        first_day = isnan(pipeline->every) ? 0 : pipeline->first + k * pipeline->every;
    }
    return classes * (double)pipeline->size;
}

/* The weight that a pipeline gives to a team: as stated, or by posts. */
static double pipeline_weight(const struct prepared *prepared, const struct plan_pipeline *pipeline, size_t team)
{
    if (pipeline->teams.count == 0)
        return fmax(plan_posts_total(&prepared->teams[team].plan->posts), 1e-3);
    for (size_t i = 0; i < pipeline->teams.count; i++)
        if (pipeline->teams.items[i].to.index == (int)team)
            return pipeline->teams.items[i].value;
    return 0;
}

/* FTE that teaching takes from a team on the first day; `teachers` is what its experienced workers can do, `assessed` what
 * newly qualified colleagues need. */
static double opening_teaching(const struct prepared *prepared, const struct prepared_team *team, double teachers,
                               double assessed)
{
    const struct plan *plan = prepared->plan;
    double need = assessed;
    for (size_t i = 0; i < plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = &plan_items(plan->pipelines, struct plan_pipeline)[i];
        double total = 0;
        for (size_t t = 0; t < prepared->team_count; t++)
            total += pipeline_weight(prepared, pipeline, t);
        if (total > 0)
            need += in_training(pipeline) * pipeline->educator_load *
                    pipeline_weight(prepared, pipeline, (size_t)(team - prepared->teams)) / total;
    }
    return fmin(need, teachers * plan->workforce.teaching_limit);
}

/* Opening FTE, effective FTE, rate of losing the worker and missing managers, over a team's staff groups. */
static void sum_staff(const struct prepared *prepared, struct prepared_team *team)
{
    double caseload = opening_caseload(prepared, team);
    const struct plan *plan = prepared->plan;
    double agency_rate = 1 / fmax(1e-9, law_mean(&plan->agency.assignment.law));
    double lost = 0, managers = 0, teachers = 0, assessed = 0;
    for (size_t i = 0; i < team->plan->staff.count; i++) {
        const struct plan_group *group = &plan_items(team->plan->staff, struct plan_group)[i];
        const struct plan_grade *grade = &plan_items(plan->workforce.grades, struct plan_grade)[group->grade.index];
        managers += grade->manages ? group->fte : 0;
        if (!grades_may_hold(grade))
            continue;
        bool agency = group->contract == CONTRACT_AGENCY;
        const struct pairs *ramp = agency ? &plan->agency.ramp : &grade->ramp;
        double capable = group->fte * grade->capacity * balance_mean_ramp(ramp, &group->tenure) *
                         absence_expected(plan, group, caseload);
        team->holders += group->fte;
        team->effective += capable;
        lost += capable * (agency ? agency_rate : leaving_expected(plan, group) + absence_hand_overs(plan));
        assessed += ceil(group->fte / group->each) * grade->assessor_load;
        teachers += agency || grade->newly_qualified ? 0 : capable;
    }
    team->effective -= opening_teaching(prepared, team, teachers, assessed);
    double posts = team->plan->managers, delay = plan->supervision.given ? plan->supervision.decision_delay : 0;
    team->tempo = posts > 0 ? 1 - delay * fmax(0, 1 - managers / posts) : 1;
    team->changes = team->effective > 0 ? lost / team->effective : 0;
}

enum { SPREAD_POINTS = 400 };

/* Quantiles of a gamma variable of mean 1. They cost more than all else here, and outlive a draw of the inputs. */
static void make_loads(struct prepared *prepared, struct prepared_team *team)
{
    double spread = team->plan->opening_spread;
    if (team->loads != NULL && team->loads_spread == spread)
        return;
    if (team->loads == NULL)
        team->loads = arena_new(&prepared->arena, SPREAD_POINTS, sizeof *team->loads);
    team->loads_spread = spread;
    for (int i = 0; i < SPREAD_POINTS; i++) {
        team->loads[i] = 1;
        if (spread > 0)
            team->loads[i] = gsl_cdf_gamma_Pinv((i + 0.5) / SPREAD_POINTS, 1 / (spread * spread), spread * spread);
    }
}

/* Mean over open cases of the pace, when workers' relative loads are `relative` x these and their hands-on
 * work goes at `tempo`. */
static double mean_pace(double hands_on, double relative, const double *loads, double tempo)
{
    double pace = 0, weight = 0;
    for (int i = 0; i < SPREAD_POINTS; i++) {
        double m = loads[i];
        double stretch = fmax(1, relative * m) / fmax(tempo, 1e-6);
        pace += m / (1 - hands_on + hands_on * stretch);
        weight += m;
    }
    return pace / weight;
}

static void derive_stage(const struct prepared *prepared, struct prepared_stage *stage)
{
    const struct prepared_team *team = stage->team >= 0 ? &prepared->teams[stage->team] : NULL;
    double relative = 0, pace = 1, lost = 0;
    if (team != NULL && team->effective > 0) {
        relative = (team->load + team->co_load) / (team->plan->capacity * team->effective);
        pace = mean_pace(stage->plan->hands_on, relative, team->loads, team->tempo);
        lost = team->changes * law_mean(&prepared->plan->workforce.handover.law);
    }
    double stated = law_mean(&stage->takes), shorter = balance_shorter(prepared, stage);
    stage->derived = stage->plan->takes.observed ? fmax(0.01, pace - lost) * stage->plan->balance / shorter : 1;
    if (stage->derived != 1)
        law_rescale(&stage->takes, stage->derived);
    stage->unlevered = stage->takes;
    stage->nominal = law_mean(&stage->takes) * shorter;
    stage->stay = stage->plan->takes.observed ? stated : stated * shorter / fmax(0.01, pace - lost);
    stage->implied = stage->arrivals * stage->stay;
    if (stage->escaped > 0) /* those who escalate stay shorter: E min(X, escalation) = (1 - E exp(-rate X)) / rate */
        stage->implied *= stage->escaped / (stage->plan->escalates.rate * stated);
}

static void derive_team(const struct prepared *prepared, struct prepared_team *team)
{
    double work = 0, held = 0, relaxation = 0;
    double can_do = team->plan->capacity * team->effective;
    team->stretch = can_do > 0 ? fmax(1, (team->load + team->co_load) / can_do) : 1;
    team->caseload = team->holders > 0 ? team->load / team->holders : NAN;
    for (int lane = 0; lane < team->lanes; lane++) {
        const struct prepared_stage *stage = &prepared->stages[team->stages[lane]];
        double h = stage->plan->hands_on;
        double slowed = 1 - h + h * team->stretch;
        work += stage->arrivals * h * stage->nominal * stage->plan->weight / stage->per_family;
        double back = team->stretch > 1 && h < 1 ? stage->nominal * slowed * slowed / (1 - h) : stage->nominal;
        relaxation += back * stage->implied;
        held += stage->implied;
    }
    team->rho = isfinite(can_do) && can_do > 0 ? work / can_do : 0;
    team->gain = team->rho < 1 ? 1 / (1 - team->rho) : INFINITY;
    team->relaxation = held > 0 ? relaxation / held : NAN;
}

enum { AGE_POINTS = 40 };

/* The share of a stage's open cases that have been there for longer than a law says, E (X - A)+ / E X in balance. */
static double share_beyond(const struct law *stay, const struct law *after)
{
    double beyond = 0, all = 0;
    for (int i = 0; i < AGE_POINTS; i++) {
        double x = law_quantile(stay, (i + 0.5) / AGE_POINTS);
        all += x * AGE_POINTS;
        for (int j = 0; j < AGE_POINTS; j++)
            beyond += fmax(0, x - law_quantile(after, (j + 0.5) / AGE_POINTS));
    }
    return all > 0 ? beyond / all : 0;
}

static void add_co_load(struct prepared *prepared, const struct prepared_stage *stage)
{
    const struct plan_co_worker *co = &stage->plan->co_worker;
    if (co->given)
        prepared->teams[co->team.index].co_load +=
            stage->plan->opening * co->weight * share_beyond(&stage->takes, &co->after.law);
}

void balance_teams(struct prepared *prepared)
{
    for (size_t i = 0; i < prepared->team_count; i++) {
        struct prepared_team *team = &prepared->teams[i];
        team->holders = team->effective = team->load = team->co_load = 0;
        sum_staff(prepared, team);
        make_loads(prepared, team);
        for (int lane = 0; lane < team->lanes; lane++) {
            const struct plan_stage *stage = prepared->stages[team->stages[lane]].plan;
            team->load += stage->opening * stage->weight / prepared->stages[team->stages[lane]].per_family;
        }
    }
    for (size_t i = 0; i < prepared->stage_count; i++)
        add_co_load(prepared, &prepared->stages[i]);
    for (size_t i = 0; i < prepared->stage_count; i++)
        derive_stage(prepared, &prepared->stages[i]);
    for (size_t i = 0; i < prepared->team_count; i++)
        derive_team(prepared, &prepared->teams[i]);
}
