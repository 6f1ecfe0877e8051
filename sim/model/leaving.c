#include "model/leaving.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/balance.h"
#include "model/caseload.h"
#include "model/grades.h"
#include "model/pipeline.h"
#include "model/recruitment.h"
#include "model/trace.h"
#include "model/workforce.h"

static const struct event_kind decide_event;
static const struct event_kind bond_event;

/* --- length of service -------------------------------------------------------------------------------------------- */

/* How the hazard goes with service: multipliers or rates by band (none: always 1), or the hazard of a law. */
struct service_hazard {
    double rate;
    const struct pairs *bands;
    const struct law *law;
};

/* The rate of the group or pipeline that a worker came by; NaN: as everybody. */
static double own_rate(const struct world *world, const struct worker *worker)
{
    const struct worker_origin *origin = &world->prepared->worker_origins[worker->origin];
    if (origin->kind == WORKER_GROUP)
        return plan_items(world->prepared->teams[origin->team].plan->staff, struct plan_group)[origin->index].leaving;
    if (origin->kind == WORKER_PIPELINE)
        return plan_items(world->plan->pipelines, struct plan_pipeline)[origin->index].leaving;
    return NAN;
}

static struct service_hazard service_of(const struct world *world, const struct worker *worker)
{
    const struct plan_leaving *leaving = &world->plan->workforce.leaving;
    double own = own_rate(world, worker);
    if (!isnan(own))
        return (struct service_hazard){own, &leaving->tenure, NULL};
    if (leaving->tenure_law.given)
        return (struct service_hazard){1, &leaving->tenure, &leaving->tenure_law.law};
    if (leaving->rates.count > 0)
        return (struct service_hazard){1, &leaving->rates, NULL};
    return (struct service_hazard){leaving->rate, &leaving->tenure, NULL};
}

/* Integral of the service factor from length of service a to b. */
static double integral(const struct service_hazard *service, double a, double b)
{
    if (service->law != NULL) {
        double before = law_survival(service->law, fmax(0, a));
        return before > 0 ? log(before) - log(law_survival(service->law, fmax(0, b))) : INFINITY;
    }
    if (service->bands->count == 0)
        return b - a;
    double total = 0;
    for (size_t i = 0; i < service->bands->count; i++) {
        double from = fmax(a, service->bands->items[i].low), to = fmin(b, service->bands->items[i].high);
        if (to > from)
            total += service->bands->items[i].value * (to - from);
    }
    return total;
}

/* The length of service after a at which the integral reaches `amount`. */
static double reaches(const struct service_hazard *service, double a, double amount)
{
    if (service->law != NULL) {
        double left = law_survival(service->law, fmax(0, a)) * exp(-amount);
        return left > 0 ? fmax(a, law_quantile(service->law, 1 - left)) : a;
    }
    if (service->bands->count == 0)
        return a + amount;
    for (size_t i = 0; i < service->bands->count; i++) {
        double from = fmax(a, service->bands->items[i].low), to = service->bands->items[i].high;
        double rate = service->bands->items[i].value;
        if (to <= from)
            continue;
        if (rate > 0 && rate * (to - from) >= amount)
            return from + amount / rate;
        amount -= rate * (to - from);
    }
    return INFINITY;
}

double leaving_expected(const struct plan *plan, const struct plan_group *group)
{
    const struct plan_leaving *leaving = &plan->workforce.leaving;
    if (!isnan(group->leaving))
        return group->leaving;
    if (leaving->tenure_law.given)
        return 1 / fmax(1e-9, law_mean(&leaving->tenure_law.law));
    /* bands of rates have the shape of a ramp: a value from each length of service on */
    return leaving->rates.count > 0 ? balance_mean_ramp(&leaving->rates, &group->tenure) : leaving->rate;
}

/* --- caseload ----------------------------------------------------------------------------------------------------- */

/* Open cases of a unit, waiting ones too, over FTE in post; of the reference when nobody is. */
static double team_caseload(const struct world *world, const struct team_unit *unit)
{
    double cases = (double)unit->waiting, fte = 0;
    for (size_t i = 0; i < unit->worker_count; i++) {
        cases += world->workers[unit->workers[i]].cases;
        fte += world->workers[unit->workers[i]].fte / 1000.0;
    }
    return fte > 0 ? cases / fte : world->plan->workforce.leaving.reference;
}

static double caseload_now(const struct world *world, const struct worker *worker)
{
    if (world->plan->workforce.leaving.basis == LEAVING_TEAM)
        return team_caseload(world, &world->units[worker->unit]);
    return caseload_of(worker);
}

static double caseload_factor(const struct plan_leaving *leaving, double caseload)
{
    if (leaving->per_case == 0)
        return 1;
    double more = leaving->per_case * (caseload - leaving->reference);
    double factor = leaving->form == LEAVING_LINEAR ? 1 + (caseload > leaving->reference ? more : 0) : exp(more);
    return fmin(fmax(factor, leaving->least), leaving->most);
}

/* What a caseload does to a worker's hazard; its own says nothing about whoever holds no cases. */
static double factor_of(const struct world *world, const struct worker *worker, double caseload)
{
    const struct plan_leaving *leaving = &world->plan->workforce.leaving;
    if (leaving->basis == LEAVING_WORKER && !grades_holds_cases(world, worker))
        return 1;
    return caseload_factor(leaving, caseload);
}

static bool at_once(const struct world *world)
{
    return world->plan->workforce.leaving.smoothing <= 0;
}

/* --- the hazard and its integral ---------------------------------------------------------------------------------- */

static double hazard(const struct world *world, const struct worker *worker, const struct service_hazard *service,
                     double factor)
{
    const struct plan_grade *grade = &plan_items(world->plan->workforce.grades, struct plan_grade)[worker->grade];
    return service->rate * grade->leaving / world->prepared->leaving_scale * factor *
           pipeline_leaving(world, worker, world->engine.now);
}

/* Takes what the hazard has amounted to since the last time off the threshold. */
static void settle(struct world *world, struct worker *worker, const struct service_hazard *service)
{
    double from = worker->integrated - worker->joined, to = world->engine.now - worker->joined;
    worker->integrated = world->engine.now;
    if (worker->hazard > 0 && to > from)
        worker->threshold -= worker->hazard * integral(service, from, to);
}

/* The hazard from now on; the decision is scheduled when it falls within this week. */
static void look_ahead(struct world *world, int index, const struct service_hazard *service)
{
    struct worker *worker = &world->workers[index];
    double until = floor(world->engine.now) + 1, from = worker->integrated - worker->joined;
    double caseload = at_once(world) ? caseload_now(world, worker) : worker->smoothed;
    worker->factor = factor_of(world, worker, caseload);
    worker->hazard = hazard(world, worker, service, worker->factor);
    engine_cancel(&world->engine, &worker->leave);
    if (worker->hazard <= 0)
        return;
    if (worker->hazard * integral(service, from, until - worker->joined) < worker->threshold)
        return;
    double when = worker->joined + reaches(service, from, worker->threshold / worker->hazard);
    worker->leave =
        engine_schedule(&world->engine, fmax(world->engine.now, fmin(when, until)), &decide_event, (uint32_t)index);
}

static bool may_decide(const struct worker *worker)
{
    return worker->present && worker->contract != CONTRACT_AGENCY && !worker->noticed;
}

void leaving_renew(struct world *world, int index)
{
    if (!world->running || !may_decide(&world->workers[index]))
        return;
    struct service_hazard service = service_of(world, &world->workers[index]);
    settle(world, &world->workers[index], &service);
    look_ahead(world, index, &service);
}

void leaving_week(struct world *world)
{
    double keep = at_once(world) ? 0 : exp(-1 / world->plan->workforce.leaving.smoothing);
    for (size_t i = 0; i < world->worker_count; i++) {
        struct worker *worker = &world->workers[i];
        if (!may_decide(worker))
            continue;
        double caseload = caseload_now(world, worker);
        worker->smoothed = isnan(worker->smoothed) ? caseload : keep * worker->smoothed + (1 - keep) * caseload;
        leaving_renew(world, (int)i);
    }
}

void leaving_follow_levers(struct world *world)
{
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        double caseload = at_once(world) ? caseload_now(world, worker) : worker->smoothed;
        double factor = factor_of(world, worker, caseload);
        /* before the first week nothing has been smoothed yet; the week is about to begin */
        struct service_hazard service = service_of(world, worker);
        if (may_decide(worker) && !isnan(caseload) && hazard(world, worker, &service, factor) != worker->hazard)
            leaving_renew(world, (int)i);
    }
}

void leaving_load_changed(struct world *world, int unit_index)
{
    const struct plan_leaving *leaving = &world->plan->workforce.leaving;
    if (!at_once(world) || leaving->per_case == 0 || !world->running)
        return;
    const struct team_unit *unit = &world->units[unit_index];
    double team = team_caseload(world, unit);
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct worker *worker = &world->workers[unit->workers[i]];
        double factor = factor_of(world, worker, leaving->basis == LEAVING_TEAM ? team : caseload_of(worker));
        if (factor != worker->factor)
            leaving_renew(world, unit->workers[i]);
    }
}

/* A graduate is free to go; the hazard of from now on is another one. */
static void end_bond(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    leaving_renew(model, (int)subject);
}
static const struct event_kind bond_event = {"bond ends", RANK_LEAVE, end_bond};

void leaving_join(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    uint32_t stream = world->prepared->worker_origins[worker->origin].leaving;
    worker->threshold = -log(rng_uniform(world->luck, stream, worker->entity, 0));
    double bond = pipeline_bond_ends(world, worker);
    if (bond > world->engine.now)
        engine_schedule(&world->engine, bond, &bond_event, (uint32_t)index);
    leaving_renew(world, index);
}

/* --- notice ------------------------------------------------------------------------------------------------------- */

/* Somebody gave notice at `since`, perhaps before the first day. */
static void give_notice(struct world *world, int index, double since)
{
    const struct plan_leaving *leaving = &world->plan->workforce.leaving;
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[worker->unit];
    worker->noticed = true;
    trace_worker(world, index, "gives notice");
    if (leaving->recruit_at_notice && workforce_in_post(world, worker))
        unit->noticed += worker->fte / 1000.0;
    workforce_leaves_at(world, index, fmax(world->engine.now, since + leaving->notice));
    recruitment_review(world, worker->unit);
}

static void decide(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct worker *worker = &world->workers[subject];
    worker->due = worker->factor > 1 ? 1 - 1 / worker->factor : 0;
    if (world->plan->workforce.leaving.notice > 0)
        give_notice(world, (int)subject, world->engine.now);
    else
        workforce_leave(world, (int)subject);
}
static const struct event_kind decide_event = {"decision to leave", RANK_LEAVE, decide};

void leaving_open(struct world *world)
{
    const struct plan_leaving *leaving = &world->plan->workforce.leaving;
    if (leaving->notice <= 0)
        return;
    for (size_t i = 0; i < world->worker_count; i++) {
        struct worker *worker = &world->workers[i];
        if (worker->contract == CONTRACT_AGENCY)
            continue;
        struct service_hazard service = service_of(world, worker);
        double factor = factor_of(world, worker, caseload_now(world, worker));
        double rate = hazard(world, worker, &service, factor), from = fmax(0, -leaving->notice - worker->joined);
        if (rate <= 0)
            continue;
        double amount = rate * integral(&service, from, -worker->joined);
        if (amount < worker->threshold) {
            worker->threshold -= amount;
            continue;
        }
        double since = worker->joined + reaches(&service, from, worker->threshold / rate);
        worker->due = factor > 1 ? 1 - 1 / factor : 0;
        give_notice(world, (int)i, fmin(0, since));
    }
}

/* --- counting ----------------------------------------------------------------------------------------------------- */

static void count_destination(struct world *world, const struct worker *worker, struct counts *counts)
{
    const struct plan_destinations *to = &world->plan->workforce.leaving.destinations;
    uint32_t stream = world->prepared->worker_origins[worker->origin].destination;
    double u = rng_uniform(world->luck, stream, worker->entity, 0) * (to->council + to->agency + to->out);
    double *count = u < to->council                ? &counts->to_council
                    : u < to->council + to->agency ? &counts->to_agency
                                                   : &counts->out;
    ++*count;
}

void leaving_count(struct world *world, int index)
{
    const struct worker *worker = &world->workers[index];
    struct counts *counts = &world->counts[1 + worker->team];
    counts->leavers++;
    counts->leavers_due += worker->due;
    count_destination(world, worker, counts);
    mem_grow(&world->leavers, &world->leaver_capacity, world->leaver_count + 1, sizeof *world->leavers);
    world->leavers[world->leaver_count++] = (struct leaver){world->engine.now, worker->team, worker->unit, worker->fte};
    world->left_in_year[worker->team] += worker->fte;
}

double leaving_turnover(struct world *world, int team, double in_post)
{
    double year_ago = world->engine.now - world->prepared->year, left = 0;
    if (year_ago < -1e-9 || in_post <= 0)
        return NAN;
    for (; world->leaver_past < world->leaver_count && world->leavers[world->leaver_past].time <= year_ago;
         world->leaver_past++) {
        const struct leaver *past = &world->leavers[world->leaver_past];
        world->left_in_year[past->team] -= past->fte;
    }
    for (int t = 0; t < (int)world->prepared->team_count; t++)
        if (team == METRIC_SERVICE || team == t)
            left += (double)world->left_in_year[t] / 1000;
    return left / in_post;
}

void leaving_start(struct world *world)
{
    world->left_in_year = mem_new(world->prepared->team_count + 1, sizeof *world->left_in_year);
}

void leaving_release(struct world *world)
{
    free(world->leavers);
    free(world->left_in_year);
}
