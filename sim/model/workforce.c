#include "model/workforce.h"

#include <assert.h>
#include <math.h>

#include "base/mem.h"
#include "model/absence.h"
#include "model/agency.h"
#include "model/allocate.h"
#include "model/balance.h"
#include "model/caseload.h"
#include "model/casework.h"
#include "model/colleague.h"
#include "model/grades.h"
#include "model/leaving.h"
#include "model/money.h"
#include "model/progression.h"
#include "model/protection.h"
#include "model/recruitment.h"
#include "model/supervision.h"
#include "model/target.h"
#include "model/teaching.h"
#include "model/trace.h"
#include "model/vacancy.h"

static const struct event_kind ramp_event;

static const struct plan_grade *grade_of(const struct world *world, const struct worker *worker)
{
    return grades_of(world, worker->grade);
}

const struct pairs *workforce_ramp(const struct world *world, const struct worker *worker)
{
    bool agency = worker->contract == CONTRACT_AGENCY || worker->converted;
    return agency ? &world->plan->agency.ramp : &grade_of(world, worker)->ramp;
}

/* --- capacity ----------------------------------------------------------------------------------------------------- */

static void schedule_ramp(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    const struct pairs *ramp = workforce_ramp(world, worker);
    for (size_t i = 0; i < ramp->count; i++) {
        double at = worker->joined + ramp->items[i].low;
        if (at > world->engine.now + 1e-9) {
            worker->ramp = engine_schedule(&world->engine, at, &ramp_event, (uint32_t)index);
            return;
        }
    }
}

bool workforce_is_experienced(const struct world *world, const struct worker *worker)
{
    const struct pairs *ramp = workforce_ramp(world, worker);
    double full = ramp->count > 0 ? ramp->items[ramp->count - 1].low : 0;
    return !grade_of(world, worker)->newly_qualified && world->engine.now - worker->joined >= full - 1e-9;
}

/* What a worker can do before teaching takes any of it: FTE x grade x ramp x presence. */
static double whole_share(const struct world *world, const struct worker *worker)
{
    if (worker->supervises || !grades_holds_cases(world, worker))
        return 0;
    double fte = worker->fte / 1000.0;
    double ramp = balance_ramp_at(workforce_ramp(world, worker), world->engine.now - worker->joined);
    return fte * grade_of(world, worker)->capacity * ramp * absence_present(world, worker);
}

void workforce_capacity(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    const struct plan_team *team = world->prepared->teams[worker->team].plan;
    double before = worker->share;
    worker->whole = whole_share(world, worker);
    worker->share = worker->whole * (1 - teaching_share(world, worker));
    worker->promise = protection_promise(world, worker);
    world->units[worker->unit].share += worker->share - before;
    double capacity = worker->share > 0 ? team->capacity * worker->share : 0;
    if (isinf(team->capacity))
        capacity = worker->away ? 0 : INFINITY;
    caseload_set_capacity(world, index, capacity);
}

static void ramp_up(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    workforce_capacity(world, (int)subject);
    schedule_ramp(world, (int)subject);
    teaching_review(world, world->workers[subject].unit);
    casework_pull(world, world->workers[subject].unit);
}
static const struct event_kind ramp_event = {"ramp", RANK_RAMP, ramp_up};

static int64_t cap_of(const struct world *world, const struct worker *worker)
{
    if (worker->supervises || !grades_holds_cases(world, worker))
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
        worker->cap = cap_of(world, worker);
        workforce_capacity(world, (int)i);
    }
}

/* --- posts -------------------------------------------------------------------------------------------------------- */

bool workforce_in_post(const struct world *world, const struct worker *worker)
{
    return worker->contract != CONTRACT_AGENCY && grades_holds_cases(world, worker);
}

bool workforce_manages(const struct world *world, const struct worker *worker)
{
    return worker->contract != CONTRACT_AGENCY && grade_of(world, worker)->manages;
}

/* Adds a worker's FTE to what its unit has, or takes it off. */
static void count_fte(struct world *world, const struct worker *worker, double sign)
{
    struct team_unit *unit = &world->units[worker->unit];
    double fte = sign * worker->fte / 1000.0;
    if (worker->contract == CONTRACT_AGENCY)
        unit->agency += fte;
    else if (workforce_manages(world, worker))
        unit->managers += fte;
    if (!workforce_in_post(world, worker))
        return;
    unit->permanent += fte;
    if (worker->noticed && world->plan->workforce.leaving.recruit_at_notice)
        unit->noticed += fte;
}

static void enlist(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    worker->cap = cap_of(world, worker);
    worker->lanes = mem_new((size_t)world->prepared->teams[worker->team].lanes + 1, sizeof *worker->lanes);
    colleague_add(world, index);
}

/* Off the unit's list, so that no case finds it; its own cases stay for now. */
static void strike_off(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[worker->unit];
    unit->share -= worker->share;
    worker->share = worker->whole = 0;
    colleague_remove(world, index);
}

static void free_lanes(const struct world *world, struct worker *worker)
{
    for (int i = 0; worker->lanes != NULL && i < world->prepared->teams[worker->team].lanes; i++)
        free(worker->lanes[i].cases);
    free(worker->lanes);
    worker->lanes = NULL;
}

/* What the workers of a unit do for each other may have changed. */
static void review_colleagues(struct world *world, int unit)
{
    supervision_review(world, unit);
    teaching_review(world, unit);
}

/* A unit has gained or lost a permanent worker, or a post. */
static void review(struct world *world, int unit)
{
    agency_review(world, world->units[unit].team);
    recruitment_review(world, unit);
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

int workforce_join(struct world *world, const struct recruit *recruit)
{
    mem_grow(&world->workers, &world->worker_capacity, world->worker_count + 1, sizeof *world->workers);
    int index = (int)world->worker_count++;
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[recruit->unit];
    *worker = (struct worker){.origin = recruit->origin,
                              .entity = recruit->entity,
                              .team = unit->team,
                              .number = number_of(world, recruit->origin, recruit->entity),
                              .unit = recruit->unit,
                              .grade = recruit->grade,
                              .contract = recruit->contract,
                              .seat = recruit->seat,
                              .fte = recruit->fte,
                              .present = true,
                              .graduate = recruit->graduate,
                              .supervises = recruit->supervises,
                              .managed = recruit->managed,
                              .joined = recruit->joined,
                              .stretch = 1,
                              .updated = world->engine.now,
                              .last_given = -1,
                              .integrated = world->engine.now,
                              .tempo = unit->tempo,
                              .graded = recruit->joined};
    worker->smoothed = world->running ? world->plan->workforce.leaving.reference : (double)NAN;
    enlist(world, index);
    count_fte(world, worker, 1);
    world->in_grade[worker->grade]++;
    money_join(world, index);
    absence_join(world, index);
    workforce_capacity(world, index);
    schedule_ramp(world, index);
    progression_schedule(world, index);
    if (worker->contract != CONTRACT_AGENCY) {
        leaving_join(world, index);
        grades_join(world, index);
    }
    if (world->running) {
        world->joined[worker->contract]++;
        money_hire(world, index);
        if (worker->contract != CONTRACT_AGENCY)
            world->counts[1 + worker->team].starters++;
    } else {
        world->opening_staff[worker->contract]++;
    }
    trace_worker(world, index, "joins");
    review_colleagues(world, recruit->unit);
    if (world->running && worker->contract != CONTRACT_AGENCY)
        vacancy_filled(world, recruit->unit, true);
    if (worker->contract != CONTRACT_AGENCY)
        agency_review(world, unit->team);
    leaving_load_changed(world, recruit->unit);
    target_staff_changed(world);
    casework_pull(world, recruit->unit);
    return index;
}

void workforce_convert(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    struct team_unit *unit = &world->units[worker->unit];
    count_fte(world, worker, -1);
    money_leave(world, index);
    worker->contract = CONTRACT_PERMANENT;
    worker->converted = true;
    worker->seat = NOBODY;
    count_fte(world, worker, 1);
    money_join(world, index);
    world->converted++;
    world->counts[1 + worker->team].conversions++;
    uint32_t stream = world->prepared->worker_origins[worker->origin].converts;
    worker->threshold = -log(rng_uniform(world->luck, stream, worker->entity, 1));
    worker->smoothed = caseload_of(worker);
    worker->integrated = world->engine.now;
    workforce_capacity(world, index);
    review_colleagues(world, worker->unit);
    leaving_renew(world, index);
    grades_join(world, index);
    trace_worker(world, index, "becomes permanent");
    vacancy_filled(world, worker->unit, false);
    agency_review(world, unit->team);
}

void workforce_close(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    if (worker->cap > 0)
        worker->cap = 0;
}

void workforce_leave(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    bool permanent = worker->contract != CONTRACT_AGENCY;
    trace_worker(world, index, "leaves");
    money_leave(world, index);
    worker->present = false;
    absence_end(world, index);
    strike_off(world, index);
    count_fte(world, worker, -1);
    world->in_grade[worker->grade]--;
    world->left[worker->contract]++;
    if (permanent)
        leaving_count(world, index);
    casework_hand_over(world, index);
    engine_cancel(&world->engine, &worker->completion);
    engine_cancel(&world->engine, &worker->ramp);
    engine_cancel(&world->engine, &worker->leave);
    engine_cancel(&world->engine, &worker->progress);
    grades_end(world, index);
    free_lanes(world, worker);
    review_colleagues(world, worker->unit);
    leaving_load_changed(world, worker->unit);
    target_staff_changed(world);
    if (permanent)
        review(world, worker->unit);
}

static void enter_grade(struct world *world, int index, int grade)
{
    struct worker *worker = &world->workers[index];
    if (worker->grade == grade)
        return;
    world->in_grade[worker->grade]--;
    world->in_grade[grade]++;
    worker->grade = grade;
    worker->graded = world->engine.now;
    progression_schedule(world, index);
}

void workforce_move(struct world *world, int index, int grade, int unit)
{
    struct worker *worker = &world->workers[index];
    int before = worker->unit;
    absence_move(world, index, false);
    money_leave(world, index);
    count_fte(world, worker, -1);
    enter_grade(world, index, grade);
    worker->cap = cap_of(world, worker); /* before cases are handed over, since none may come back */
    worker->moves++;
    if (unit != before)
        strike_off(world, index);
    if (unit != before || !grades_holds_cases(world, worker))
        casework_hand_over(world, index);
    if (unit != before) {
        free_lanes(world, worker);
        worker->unit = unit;
        worker->team = world->units[unit].team;
        worker->tempo = world->units[unit].tempo;
        enlist(world, index);
    }
    count_fte(world, worker, 1);
    money_join(world, index);
    absence_move(world, index, true);
    engine_cancel(&world->engine, &worker->ramp);
    schedule_ramp(world, index);
    workforce_capacity(world, index);
    world->counts[1 + worker->team].moves++;
    trace_worker(world, index, "moves");
    review_colleagues(world, before);
    review_colleagues(world, unit);
    leaving_renew(world, index);
    leaving_load_changed(world, before);
    leaving_load_changed(world, unit);
    target_staff_changed(world);
    review(world, before);
    review(world, unit);
    casework_pull(world, unit);
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
        struct recruit recruit = {.origin = origin,
                                  .entity = entity,
                                  .unit = team->first_unit + *next_unit % team->units,
                                  .grade = group->grade.index,
                                  .contract = group->contract,
                                  .fte = (int32_t)fte,
                                  .joined = fmin(-1e-9, -banded(&group->tenure, u)),
                                  .seat = NOBODY};
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
    return unit->posts - unit->permanent - unit->reserved + unit->noticed;
}

double workforce_manager_posts(const struct world *world, const struct team_unit *unit)
{
    const struct prepared_team *team = &world->prepared->teams[unit->team];
    return team->plan->managers / team->units;
}

double *workforce_reserved(const struct world *world, struct team_unit *unit, int grade)
{
    return grades_of(world, grade)->manages ? &unit->managers_reserved : &unit->reserved;
}

double workforce_vacancy_for(const struct world *world, const struct team_unit *unit, int grade)
{
    if (!grades_of(world, grade)->manages)
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
    for (size_t i = 0; i < world->worker_count; i++)
        free_lanes(world, &world->workers[i]);
    free(world->workers);
}
