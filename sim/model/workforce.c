#include "model/workforce.h"

#include <assert.h>
#include <math.h>

#include "base/mem.h"
#include "model/agency.h"
#include "model/allocate.h"
#include "model/balance.h"
#include "model/caseload.h"
#include "model/casework.h"
#include "model/pipeline.h"
#include "model/progression.h"
#include "model/protection.h"
#include "model/recruitment.h"
#include "model/supervision.h"
#include "model/teaching.h"
#include "model/trace.h"

static const struct event_kind leave_event;
static const struct event_kind ramp_event;

static const struct plan_grade *grade_of(const struct world *world, const struct worker *worker)
{
    return &plan_items(world->plan->workforce.grades, struct plan_grade)[worker->grade];
}

static const struct pairs *ramp_of(const struct world *world, const struct worker *worker)
{
    return worker->contract == CONTRACT_AGENCY ? &world->plan->agency.ramp : &grade_of(world, worker)->ramp;
}

/* --- capacity ----------------------------------------------------------------------------------------------------- */

static void schedule_ramp(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    const struct pairs *ramp = ramp_of(world, worker);
    for (size_t i = 0; i < ramp->count; i++) {
        double at = worker->joined + ramp->items[i].low;
        if (at > world->engine.now + 1e-9) {
            worker->ramp = engine_schedule(&world->engine, at, &ramp_event, (uint32_t)index);
            return;
        }
    }
}

bool workforce_holds_cases(const struct plan_grade *grade)
{
    return grade->holds_cases && !grade->manages;
}

bool workforce_is_experienced(const struct world *world, const struct worker *worker)
{
    const struct pairs *ramp = ramp_of(world, worker);
    double full = ramp->count > 0 ? ramp->items[ramp->count - 1].low : 0;
    return !grade_of(world, worker)->newly_qualified && world->engine.now - worker->joined >= full - 1e-9;
}

double workforce_full_share(const struct world *world, const struct worker *worker)
{
    const struct plan_grade *grade = grade_of(world, worker);
    if (!workforce_holds_cases(grade))
        return 0;
    double fte = worker->fte / 1000.0;
    return fte * grade->capacity * balance_ramp_at(ramp_of(world, worker), world->engine.now - worker->joined);
}

void workforce_set_capacity(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    const struct plan_team *team = world->prepared->teams[worker->team].plan;
    double before = worker->share;
    worker->share = workforce_full_share(world, worker) * (1 - teaching_share(world, worker));
    worker->promise = protection_promise(world, worker);
    world->units[worker->unit].share += worker->share - before;
    double capacity = worker->share > 0 ? team->capacity * worker->share : 0;
    if (isinf(team->capacity))
        capacity = INFINITY;
    caseload_set_capacity(world, index, capacity);
}

static void ramp_up(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    workforce_set_capacity(world, (int)subject);
    schedule_ramp(world, (int)subject);
    teaching_review(world, world->workers[subject].unit);
    casework_pull(world, world->workers[subject].unit);
}
static const struct event_kind ramp_event = {"ramp", RANK_RAMP, ramp_up};

static int64_t cap_of(const struct world *world, const struct worker *worker)
{
    if (!workforce_holds_cases(grade_of(world, worker)))
        return -1; /* not even a case without weight */
    double cap = fmin(world->prepared->teams[worker->team].plan->cap, grade_of(world, worker)->cap);
    double thousandths = cap * worker->fte;
    return thousandths < 1e15 ? llround(thousandths) : INT64_MAX;
}

void workforce_capacities_anew(struct world *world)
{
    for (size_t i = 0; i < world->worker_count; i++) {
        struct worker *worker = &world->workers[i];
        if (!worker->present)
            continue;
        const struct prepared_team *team = &world->prepared->teams[worker->team];
        worker->load = 0;
        for (int lane = 0; lane < team->lanes; lane++)
            worker->load += (int32_t)worker->lanes[lane].count * world->prepared->stages[team->stages[lane]].weight;
        worker->cap = cap_of(world, worker);
        workforce_set_capacity(world, (int)i);
    }
}

/* --- leaving ------------------------------------------------------------------------------------------------------ */

/* Integral of the tenure multiplier from length of service a to b. */
static double tenure_integral(const struct pairs *tenure, double a, double b)
{
    if (tenure->count == 0)
        return b - a;
    double total = 0;
    for (size_t i = 0; i < tenure->count; i++) {
        double from = fmax(a, tenure->items[i].low), to = fmin(b, tenure->items[i].high);
        if (to > from)
            total += tenure->items[i].value * (to - from);
    }
    return total;
}

/* The length of service after a at which the integral reaches `amount`. */
static double tenure_reaching(const struct pairs *tenure, double a, double amount)
{
    if (tenure->count == 0)
        return a + amount;
    for (size_t i = 0; i < tenure->count; i++) {
        double from = fmax(a, tenure->items[i].low), to = tenure->items[i].high;
        double rate = tenure->items[i].value;
        if (to <= from)
            continue;
        if (rate > 0 && rate * (to - from) >= amount)
            return from + amount / rate;
        amount -= rate * (to - from);
    }
    return INFINITY;
}

/* Hazard a week but for tenure; caseload says nothing about whoever holds no cases. */
static double hazard(const struct world *world, const struct worker *worker)
{
    const struct plan_leaving *leaving = &world->plan->workforce.leaving;
    double factor = exp(leaving->per_case * (worker->smoothed - leaving->reference));
    factor = fmin(fmax(factor, leaving->least), leaving->most);
    if (leaving->per_case == 0 || !workforce_holds_cases(grade_of(world, worker)))
        factor = 1;
    return leaving->rate * grade_of(world, worker)->leaving / world->prepared->leaving_scale * factor *
           pipeline_leaving(world, worker, worker->integrated);
}

/* Integrates a hazard that changes with nothing but tenure up to `until`; schedules the leaving when it falls within. */
static void integrate_piece(struct world *world, int index, double until)
{
    struct worker *worker = &world->workers[index];
    double rate = hazard(world, worker);
    double from = worker->integrated - worker->joined, to = until - worker->joined;
    worker->integrated = until;
    if (rate <= 0 || worker->leave.slot != 0)
        return;
    const struct pairs *tenure = &world->plan->workforce.leaving.tenure;
    double amount = rate * tenure_integral(tenure, from, to);
    if (amount < worker->threshold) {
        worker->threshold -= amount;
        return;
    }
    double when = worker->joined + tenure_reaching(tenure, from, worker->threshold / rate);
    worker->leave =
        engine_schedule(&world->engine, fmax(world->engine.now, fmin(when, until)), &leave_event, (uint32_t)index);
}

/* Integrates a worker's hazard up to `until`, in pieces: to the end of a bond; and to the next grade, where progression
 * calls again. */
static void integrate(struct world *world, int index, double until)
{
    const struct worker *worker = &world->workers[index];
    until = fmin(until, worker->progresses);
    double bond = pipeline_bond_ends(world, worker);
    if (worker->integrated < bond && bond < until)
        integrate_piece(world, index, bond);
    integrate_piece(world, index, until);
}

void workforce_week(struct world *world)
{
    double keep = exp(-1 / world->plan->workforce.leaving.smoothing);
    for (size_t i = 0; i < world->worker_count; i++) {
        struct worker *worker = &world->workers[i];
        if (!worker->present || worker->contract == CONTRACT_AGENCY)
            continue;
        double caseload = caseload_of(worker);
        worker->smoothed = isnan(worker->smoothed) ? caseload : keep * worker->smoothed + (1 - keep) * caseload;
        integrate(world, (int)i, (double)world->week + 1);
    }
}

static void leave(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    workforce_leave(model, (int)subject);
}
static const struct event_kind leave_event = {"leave", RANK_LEAVE, leave};

void workforce_leaves_at(struct world *world, int index, double time)
{
    world->workers[index].leave = engine_schedule(&world->engine, time, &leave_event, (uint32_t)index);
}

/* --- joining and going -------------------------------------------------------------------------------------------- */

static uint32_t number_of(const struct world *world, int origin, uint64_t entity)
{
    uint64_t x = entity * UINT64_C(0x9e3779b97f4a7c15) ^ world->prepared->worker_origins[origin].leaving;
    x ^= x >> 31;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    return (uint32_t)(x >> 32);
}

/* Which of a unit's sums a worker's FTE is part of. */
static double *in_post(const struct world *world, struct team_unit *unit, const struct worker *worker)
{
    if (worker->contract == CONTRACT_AGENCY)
        return &unit->agency;
    return grade_of(world, worker)->manages ? &unit->managers : &unit->permanent;
}

int workforce_join(struct world *world, const struct recruit *recruit)
{
    mem_grow(&world->workers, &world->worker_capacity, world->worker_count + 1, sizeof *world->workers);
    int index = (int)world->worker_count++;
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[recruit->unit];
    *worker = (struct worker){.origin = recruit->origin, .entity = recruit->entity, .team = unit->team,
                              .number = number_of(world, recruit->origin, recruit->entity), .unit = recruit->unit,
                              .grade = recruit->grade, .contract = recruit->contract, .seat = recruit->seat,
                              .fte = recruit->fte, .present = true, .graduate = recruit->graduate,
                              .joined = recruit->joined, .stretch = 1, .updated = world->engine.now,
                              .last_given = -1, .integrated = world->engine.now, .tempo = unit->tempo,
                              .graded = recruit->joined};
    worker->smoothed = world->running ? world->plan->workforce.leaving.reference : (double)NAN;
    worker->cap = cap_of(world, worker);
    worker->lanes = mem_new((size_t)world->prepared->teams[worker->team].lanes + 1, sizeof *worker->lanes);
    mem_grow(&unit->workers, &unit->worker_capacity, unit->worker_count + 1, sizeof *unit->workers);
    unit->workers[unit->worker_count++] = index;
    double fte = worker->fte / 1000.0;
    *in_post(world, unit, worker) += fte;
    workforce_set_capacity(world, index);
    schedule_ramp(world, index);
    progression_schedule(world, index);
    worker = &world->workers[index];
    if (worker->contract != CONTRACT_AGENCY) {
        uint32_t stream = world->prepared->worker_origins[worker->origin].leaving;
        worker->threshold = -log(rng_uniform(world->luck, stream, worker->entity, 0));
        if (world->running)
            integrate(world, index, floor(world->engine.now) + 1);
    }
    if (world->running) {
        world->joined[worker->contract]++;
        if (worker->contract != CONTRACT_AGENCY)
            world->counts[1 + worker->team].starters++;
    } else {
        world->opening_staff[worker->contract]++;
    }
    trace_worker(world, index, "joins");
    supervision_review(world, recruit->unit);
    teaching_review(world, recruit->unit);
    if (worker->contract != CONTRACT_AGENCY)
        agency_review(world, unit->team);
    casework_pull(world, recruit->unit);
    return index;
}

void workforce_leave(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[worker->unit];
    int unit_index = worker->unit;
    double fte = worker->fte / 1000.0;
    trace_worker(world, index, "leaves");
    worker->present = false;
    unit->share -= worker->share;
    worker->share = 0;
    size_t at = 0;
    while (unit->workers[at] != index)
        at++;
    memmove(&unit->workers[at], &unit->workers[at + 1], (--unit->worker_count - at) * sizeof *unit->workers);
    *in_post(world, unit, worker) -= fte;
    world->left[worker->contract]++;
    if (worker->contract != CONTRACT_AGENCY)
        world->counts[1 + worker->team].leavers++;
    casework_hand_over(world, index);
    worker = &world->workers[index];
    engine_cancel(&world->engine, &worker->completion);
    engine_cancel(&world->engine, &worker->ramp);
    engine_cancel(&world->engine, &worker->leave);
    engine_cancel(&world->engine, &worker->progress);
    for (int i = 0; i < world->prepared->teams[worker->team].lanes; i++)
        free(worker->lanes[i].cases);
    free(worker->lanes);
    worker->lanes = NULL;
    supervision_review(world, unit_index);
    teaching_review(world, unit_index);
    if (worker->contract != CONTRACT_AGENCY) {
        agency_review(world, unit->team);
        recruitment_review(world, unit_index);
    }
}

void workforce_set_grade(struct world *world, int index, int grade)
{
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[worker->unit];
    int unit_index = worker->unit, team = worker->team;
    double fte = worker->fte / 1000.0;
    *in_post(world, unit, worker) -= fte;
    worker->grade = grade;
    *in_post(world, unit, worker) += fte;
    worker->graded = world->engine.now;
    worker->cap = cap_of(world, worker);
    workforce_set_capacity(world, index);
    engine_cancel(&world->engine, &worker->ramp);
    schedule_ramp(world, index);
    progression_schedule(world, index);
    if (worker->contract != CONTRACT_AGENCY && worker->integrated < floor(world->engine.now) + 1)
        integrate(world, index, floor(world->engine.now) + 1);
    trace_worker(world, index, "changes grade");
    if (!workforce_holds_cases(grade_of(world, worker)) && worker->cases > 0)
        casework_hand_over(world, index);
    supervision_review(world, unit_index);
    teaching_review(world, unit_index);
    agency_review(world, team);
    recruitment_review(world, unit_index);
    casework_pull(world, unit_index);
}

/* --- the opening staff -------------------------------------------------------------------------------------------- */

/* The value of a banded law at u: uniform within bands of stated share. */
static double banded(const struct pairs *bands, double u)
{
    for (size_t i = 0; i < bands->count; i++) {
        const struct pair *band = &bands->items[i];
        double high = isfinite(band->high) ? band->high : band->low + 520;
        if (u < band->value || i + 1 == bands->count)
            return band->low + fmin(1, u / fmax(band->value, 1e-12)) * (high - band->low);
        u -= band->value;
    }
    return 0;
}

static void open_group(struct world *world, int team_index, int group_index, int *next_unit)
{
    const struct prepared_team *team = &world->prepared->teams[team_index];
    const struct plan_group *group = &plan_items(team->plan->staff, struct plan_group)[group_index];
    int origin = world->prepared->group_origin[team_index][group_index];
    long left = lround(group->fte * 1000), each = lround(group->each * 1000);
    for (uint32_t number = 0; left > 0; number++) {
        long fte = left < each ? left : each;
        left -= fte;
        uint64_t entity = (uint64_t)number << 18;
        double u = rng_uniform(world->luck, world->prepared->worker_origins[origin].lead, entity, 0);
        struct recruit recruit = {.origin = origin, .entity = entity, .unit = team->first_unit + *next_unit % team->units,
                                  .grade = group->grade.index, .contract = group->contract, .fte = (int32_t)fte,
                                  .joined = fmin(-1e-9, -banded(&group->tenure, u)), .seat = NOBODY};
        ++*next_unit;
        if (group->contract == CONTRACT_AGENCY)
            agency_open_worker(world, &recruit);
        else
            workforce_join(world, &recruit);
    }
}

void workforce_open(struct world *world)
{
    for (size_t t = 0; t < world->prepared->team_count; t++) {
        int next_unit = 0;
        const struct prepared_team *team = &world->prepared->teams[t];
        for (size_t g = 0; g < team->plan->staff.count; g++)
            open_group(world, (int)t, (int)g, &next_unit);
    }
}

/* --- where somebody new goes -------------------------------------------------------------------------------------- */

double workforce_vacancy(const struct team_unit *unit)
{
    return unit->posts - unit->permanent - unit->reserved;
}

double workforce_manager_posts(const struct world *world, const struct team_unit *unit)
{
    const struct prepared_team *team = &world->prepared->teams[unit->team];
    return team->plan->managers / team->units;
}

double *workforce_reserved(const struct world *world, struct team_unit *unit, int grade)
{
    bool manages = plan_items(world->plan->workforce.grades, struct plan_grade)[grade].manages;
    return manages ? &unit->managers_reserved : &unit->reserved;
}

double workforce_vacancy_for(const struct world *world, const struct team_unit *unit, int grade)
{
    if (!plan_items(world->plan->workforce.grades, struct plan_grade)[grade].manages)
        return workforce_vacancy(unit);
    return workforce_manager_posts(world, unit) - unit->managers - unit->managers_reserved;
}

double workforce_unit_weight(const struct world *world, const struct pairs *teams, const struct team_unit *unit)
{
    int team = unit->team;
    if (teams->count == 0)
        return fmax(unit->posts, 1e-3);
    for (size_t i = 0; i < teams->count; i++)
        if (teams->items[i].to.index == team)
            return teams->items[i].value / world->prepared->teams[team].units;
    return 0;
}

int workforce_choose_unit(const struct world *world, const struct pairs *teams, int grade, uint32_t stream,
                          uint64_t entity, bool need_vacancy)
{
    int best = NOBODY;
    double best_score = -INFINITY;
    for (size_t i = 0; i < world->prepared->unit_count; i++) {
        const struct team_unit *unit = &world->units[i];
        double vacancy = workforce_vacancy_for(world, unit, grade);
        double weight = need_vacancy && teams->count == 0 ? vacancy : workforce_unit_weight(world, teams, unit);
        if (weight <= 0 || (need_vacancy && vacancy < 0.5))
            continue;
        double score = allocate_score(rng_uniform(world->luck, stream, entity, unit->number), weight);
        if (best == NOBODY || score > best_score) {
            best = (int)i;
            best_score = score;
        }
    }
    return best;
}

void workforce_release(struct world *world)
{
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        for (int lane = 0; worker->lanes != NULL && lane < world->prepared->teams[worker->team].lanes; lane++)
            free(worker->lanes[lane].cases);
        free(worker->lanes);
    }
    free(world->workers);
}
