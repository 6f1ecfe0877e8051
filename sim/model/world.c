#include "model/world.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/absence.h"
#include "model/agency.h"
#include "model/agency_supply.h"
#include "model/allocate.h"
#include "model/audit.h"
#include "model/balance.h"
#include "model/caseload.h"
#include "model/casework.h"
#include "model/coworking.h"
#include "model/demand.h"
#include "model/escalation.h"
#include "model/grades.h"
#include "model/leaving.h"
#include "model/managed.h"
#include "model/measure.h"
#include "model/money.h"
#include "model/pipeline.h"
#include "model/recruitment.h"
#include "model/response.h"
#include "model/state.h"
#include "model/strand.h"
#include "model/supervision.h"
#include "model/target.h"
#include "model/tasks.h"
#include "model/teaching.h"
#include "model/timeliness.h"
#include "model/trace.h"
#include "model/workforce.h"
#include "model/world_fail.h"

/* --- weeks -------------------------------------------------------------------------------------------------------- */

static const struct event_kind week_event;

static void begin_week(struct engine *engine, void *model, uint32_t subject)
{
    struct world *world = model;
    world->week = (long)subject;
    demand_week(world);
    recruitment_week(world);
    supervision_week(world);
    leaving_week(world);
    grades_week(world);
    absence_week(world);
    escalation_week(world);
    coworking_week(world);
    tasks_week(world);
    agency_week(world);
    engine_schedule(engine, (double)subject + 1, &week_event, subject + 1);
}
static const struct event_kind week_event = {"week", RANK_WEEK, begin_week};

/* --- levers ------------------------------------------------------------------------------------------------------- */

/* Everything that keeps a copy of a parameter takes it anew. */
static void follow_levers(struct world *world)
{
    prepared_follow_levers(world->live);
    for (size_t u = 0; u < world->prepared->unit_count; u++) {
        struct team_unit *unit = &world->units[u];
        const struct prepared_team *team = &world->prepared->teams[unit->team];
        unit->posts = plan_posts_total(&team->plan->posts) / team->units;
    }
    money_review(world);
    workforce_capacities_anew(world);
    supervision_review_all(world);
    teaching_review_all(world);
    leaving_follow_levers(world);
    agency_seats_anew(world);
    demand_points(world);
    recruitment_week(world);
    for (size_t t = 0; t < world->prepared->team_count; t++)
        agency_review(world, (int)t);
    for (size_t u = 0; u < world->prepared->unit_count; u++) {
        recruitment_review(world, (int)u);
        casework_pull(world, (int)u);
    }
}

static void move_levers(struct engine *engine, void *model, uint32_t subject)
{
    (void)subject;
    struct world *world = model;
    struct lever_set *levers = world->prepared->levers;
    if (!lever_would_change(levers, engine->now))
        return;
    caseload_settle(world);
    money_post(world);
    lever_apply(levers, engine->now, &world->live->draw_arena);
    follow_levers(world);
}
static const struct event_kind lever_event = {"lever", RANK_LEVER, move_levers};

static void schedule_levers(struct world *world)
{
    struct lever_set *levers = world->prepared->levers;
    if (levers == NULL)
        return;
    for (size_t i = 0; i < levers->time_count; i++)
        engine_schedule(&world->engine, levers->times[i], &lever_event, (uint32_t)i);
}

static void put_levers_back(struct world *world)
{
    if (world->prepared->levers == NULL || world->prepared->levers->count == 0)
        return;
    lever_end(world->prepared->levers, &world->live->draw_arena);
    prepared_follow_levers(world->live);
}

/* --- the opening position ----------------------------------------------------------------------------------------- */

/* How many of `cases` each worker of a unit opens with: in proportion to capacity times a gamma factor of the worker's own
 * luck with the stated coefficient of variation, by largest remainder. */
static void apportion(const struct world *world, const struct team_unit *unit, int stage, long cases, long *quota)
{
    double spread = world->prepared->teams[unit->team].plan->opening_spread;
    double *weight = mem_new(2 * unit->worker_count, sizeof *weight), *rest = weight + unit->worker_count;
    double total = 0;
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct worker *worker = &world->workers[unit->workers[i]];
        double u = rng_uniform(world->luck, world->prepared->worker_origins[worker->origin].load, worker->entity, 0);
        double factor = spread > 0 ? gsl_cdf_gamma_Pinv(u, 1 / (spread * spread), spread * spread) : 1;
        weight[i] = allocate_may_lead(world, worker, stage) ? fmax(worker->share, 1e-6) * factor : 0;
        total += weight[i];
    }
    long given = total > 0 ? 0 : cases; /* nobody may hold them: they wait */
    for (size_t i = 0; i < unit->worker_count && total > 0; i++) {
        double due = (double)cases * weight[i] / total;
        quota[i] = (long)floor(due);
        rest[i] = due - floor(due);
        given += quota[i];
    }
    for (; given < cases; given++) {
        size_t most = 0;
        while (weight[most] == 0)
            most++;
        for (size_t i = most + 1; i < unit->worker_count; i++)
            if (weight[i] > 0 && rest[i] > rest[most])
                most = i;
        quota[most]++;
        rest[most] -= 1;
    }
    free(weight);
}

static double residual(const struct world *world, int stage, uint64_t entity)
{
    const struct origin *origin = &world->prepared->origins[world->prepared->opening_origin[stage]];
    uint32_t stream = strand_stream(world->prepared, origin, stage, CASE_DURATION);
    const struct prepared_stage *open = &world->prepared->stages[stage];
    return law_residual(&open->takes, rng_uniform(world->luck, stream, entity, 1)) *
           balance_shorter(world->prepared, open);
}

static uint64_t opening_entity(uint32_t number)
{
    return (uint64_t)(number >> 14) << 32 | (uint64_t)(number & 0x3fff) << 18;
}

/* The family that an opening case joins: with teams that count families, those that a worker is given one after the other
 * until the family has the size that its first child drew. */
struct opening_family {
    uint32_t first;
    int worker;
    long left;
};

static uint32_t sibling_of(const struct world *world, int stage, uint64_t entity, int worker,
                           struct opening_family *family)
{
    const struct prepared_team *team = &world->prepared->teams[world->prepared->stages[stage].team];
    if (team->plan->unit != TEAM_COUNTS_FAMILIES)
        return CASEWORK_ALONE;
    if (family->left > 0 && family->worker == worker) {
        family->left--;
        return family->first;
    }
    const struct origin *origin = &world->prepared->origins[world->prepared->opening_origin[stage]];
    double u = rng_uniform(world->luck, origin->family, entity, 0);
    family->left = lround(law_quantile(&world->prepared->stages[stage].plan->family_size.law, u)) - 1;
    family->worker = worker;
    return CASEWORK_ALONE;
}

/* The cases of one unit: numbers first, first + step, ... */
static void open_unit(struct world *world, int stage, int unit_index, uint32_t first, uint32_t step, long cases)
{
    const struct team_unit *unit = &world->units[unit_index];
    int origin = world->prepared->opening_origin[stage];
    long *quota = mem_new(unit->worker_count + 1, sizeof *quota);
    size_t holder = 0;
    struct opening_family family = {0};
    if (unit->worker_count > 0)
        apportion(world, unit, stage, cases, quota);
    for (long i = 0; i < cases; i++) {
        uint64_t entity = opening_entity(first + (uint32_t)i * step);
        while (holder < unit->worker_count && quota[holder] == 0)
            holder++;
        int worker = NOBODY;
        if (holder < unit->worker_count) {
            quota[holder]--;
            worker = world->units[unit_index].workers[holder];
        }
        uint32_t sibling = sibling_of(world, stage, entity, worker, &family);
        uint32_t index =
            casework_open(world, origin, entity, stage, unit_index, worker, residual(world, stage, entity), sibling);
        if (sibling == CASEWORK_ALONE)
            family.first = index;
    }
    free(quota);
}

static void open_cases(struct world *world)
{
    for (size_t s = 0; s < world->prepared->stage_count; s++) {
        const struct prepared_stage *stage = &world->prepared->stages[s];
        long cases = lround(stage->plan->opening);
        if (stage->team < 0) {
            for (uint32_t i = 0; i < (uint32_t)cases; i++)
                casework_open(world, world->prepared->opening_origin[s], opening_entity(i), (int)s, NOBODY, NOBODY,
                              residual(world, (int)s, opening_entity(i)), CASEWORK_ALONE);
            continue;
        }
        const struct prepared_team *team = &world->prepared->teams[stage->team];
        for (int u = 0; u < team->units; u++)
            open_unit(world, (int)s, team->first_unit + u, (uint32_t)u, (uint32_t)team->units,
                      cases / team->units + (u < cases % team->units));
    }
}

static void open_units(struct world *world)
{
    world->units = mem_new(world->prepared->unit_count + 1, sizeof *world->units);
    for (size_t t = 0; t < world->prepared->team_count; t++) {
        const struct prepared_team *team = &world->prepared->teams[t];
        for (int u = 0; u < team->units; u++) {
            struct team_unit *unit = &world->units[team->first_unit + u];
            unit->team = (int)t;
            unit->number = team->number + (uint32_t)u;
            unit->posts = plan_posts_total(&team->plan->posts) / team->units;
            unit->tempo = 1;
        }
    }
}

/* --- a life ------------------------------------------------------------------------------------------------------- */

static void init(struct world *world, struct prepared *prepared, struct luck luck, const struct world_trace *trace)
{
    size_t stages = prepared->stage_count;
    *world =
        (struct world){.live = prepared, .prepared = prepared, .plan = prepared->plan, .luck = luck, .trace = trace};
    engine_init(&world->engine, 0, world);
    world->engine.halt = prepared->halt;
    world->flow = mem_new(prepared->flow_count + 1, sizeof *world->flow);
    world->flow_at_warm_up = mem_new(prepared->flow_count + 1, sizeof *world->flow_at_warm_up);
    world->entered_count = mem_new(stages + 1, sizeof *world->entered_count);
    world->stage_entered = mem_new(2 * stages + 1, sizeof *world->stage_entered);
    world->stage_left = world->stage_entered + stages;
    world->stocks = mem_new(stages + 1, sizeof *world->stocks);
    world->counts = mem_new(prepared->team_count + 1, sizeof *world->counts);
    timeliness_start(world);
}

/* Lays out the opening position: posts, staff, those on their way, open cases. */
static void open_service(struct world *world)
{
    trace_begin(world);
    open_units(world);
    if (world->prepared->levers != NULL)
        lever_begin(world->prepared->levers);
    money_start(world);
    response_start(world);
    agency_start(world);
    leaving_start(world);
    grades_start(world);
    workforce_open(world);
    absence_open(world);
    world->running = true;
    agency_open(world);
    agency_supply_start(world);
    managed_start(world);
    recruitment_open(world);
    demand_start(world);
    pipeline_start(world);
    supervision_review_all(world);
    open_cases(world);
    leaving_open(world);
    engine_schedule(&world->engine, 0, &week_event, 0);
    schedule_levers(world);
    response_open(world);
}

static void release(struct world *world)
{
    target_release(world);
    casework_release(world);
    coworking_release(world);
    timeliness_release(world);
    workforce_release(world);
    leaving_release(world);
    grades_release(world);
    recruitment_release(world);
    pipeline_release(world);
    demand_release(world);
    agency_release(world);
    money_release(world);
    response_release(world);
    engine_release(&world->engine);
    free(world->units);
    free(world->flow);
    free(world->flow_at_warm_up);
    free(world->entered_count);
    free(world->stage_entered);
    free(world->stocks);
    free(world->counts);
    free(world->scratch);
}

/* --- looking and judging ------------------------------------------------------------------------------------------ */

struct watcher {
    double *now; /* [series] values of this sample */
    world_record_fn *record;
    void *user;
};

static void look(struct world *world, struct watcher *watcher, size_t sample)
{
    measure_world(world, watcher->now);
    if (watcher->record != NULL)
        watcher->record(watcher->user, sample, watcher->now);
    target_look(world, watcher->now, sample);
}

static void run_until(struct world *world, double time)
{
    engine_run(&world->engine, time);
    if (world->engine.halted)
        world_fail(world, "it was asked to stop");
    if (world->engine.stuck != NULL)
        world_fail(world,
                   "time stands still, with more than %d events at one moment, of kind %s; something takes no time "
                   "at all and needs a duration",
                   ENGINE_MOMENT_LIMIT, world->engine.stuck->name);
}

static void live(struct world *world, struct watcher *watcher)
{
    const struct plan_clock *clock = &world->plan->clock;
    run_until(world, clock->warm_up > 0 ? clock->warm_up : 0);
    memcpy(world->flow_at_warm_up, world->flow, world->prepared->flow_count * sizeof *world->flow);
    measure_world(world, watcher->now); /* counts begin anew */
    target_warm(world);
    if (clock->warm_up > 0)
        money_warm(world);
    if (clock->warm_up <= 0)
        memset(world->flow_at_warm_up, 0, world->prepared->flow_count * sizeof *world->flow);
    for (size_t i = 0; i < plan_samples(clock) && !world->failed; i++) {
        run_until(world, clock->warm_up + (double)i * clock->sample);
        look(world, watcher, i);
    }
    if (!world->failed && world->engine.now < clock->length)
        run_until(world, clock->length);
}

static void conclude(struct world *world, struct world_outcome *outcome)
{
    target_judge(world);
    for (size_t f = 0; f < world->prepared->flow_count; f++)
        outcome->flows[f] = world->flow[f] - world->flow_at_warm_up[f];
    for (size_t i = 0; i < world->child_count; i++)
        if (world->children[i].state >= CHILD_DELAYED)
            outcome->flows[world->prepared->stages[world->children[i].stage].first_flow + FLOW_OPEN]++;
    money_post(world);
    outcome->events = world->engine.events_run;
    if (!world->failed)
        audit_world(world);
    if (world->failed)
        outcome->failure = mem_copy_text(world->failure);
}

void world_run(struct prepared *prepared, uint64_t seed, uint32_t replication, const struct world_trace *trace,
               world_record_fn *record, void *user, struct world_outcome *outcome)
{
    struct world world;
    struct watcher watcher = {
        .now = mem_new(prepared->layout.first[METRIC_COUNT] + 1, sizeof *watcher.now), .record = record, .user = user};
    init(&world, prepared, (struct luck){seed, replication}, trace);
    world_outcome_init(outcome, prepared);
    world.outcome = outcome;
    target_start(&world);
    open_service(&world);
    live(&world, &watcher);
    conclude(&world, outcome);
    put_levers_back(&world);
    release(&world);
    free(watcher.now);
}
