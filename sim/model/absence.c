#include "model/absence.h"

#include <math.h>

#include "model/agency.h"
#include "model/balance.h"
#include "model/caseload.h"
#include "model/casework.h"
#include "model/teaching.h"
#include "model/trace.h"
#include "model/workforce.h"

/* 52 weeks of five days less eight bank holidays. */
static const double working_days = 252;

static const struct event_kind away_event;
static const struct event_kind back_event;
static const struct event_kind hand_over_event;

static const struct plan_absence *absence_of(const struct world *world)
{
    return &world->plan->workforce.absence;
}

static double draw(const struct world *world, const struct worker *worker, uint32_t block)
{
    return rng_uniform(world->luck, world->prepared->worker_origins[worker->origin].absence, worker->entity, block);
}

/* --- shares of time ----------------------------------------------------------------------------------------------- */

static double leave_factor(const struct plan_absence *absence, double days)
{
    return fmax(0, (working_days - days) / (working_days - absence->ordinary_leave));
}

static double lost_to_caseload(const struct plan_absence *absence, double caseload)
{
    return absence->per_case * fmax(0, caseload - absence->above);
}

double absence_present(const struct world *world, const struct worker *worker)
{
    const struct plan_absence *absence = absence_of(world);
    const struct plan_grade *grade = &plan_items(world->plan->workforce.grades, struct plan_grade)[worker->grade];
    if (worker->contract == CONTRACT_AGENCY)
        return 1;
    if (worker->away)
        return 0;
    double present = (1 - grade->training) * (1 - worker->lost);
    if (absence->annual_leave.count > 0)
        present *= leave_factor(absence, balance_ramp_at(&absence->annual_leave, world->engine.now - worker->joined));
    return present;
}

static double share_away(const struct plan_absence *absence)
{
    double load = absence->long_leave * law_mean(&absence->lasts.law);
    return load / (1 + load);
}

double absence_expected(const struct plan *plan, const struct plan_group *group, double caseload)
{
    const struct plan_absence *absence = &plan->workforce.absence;
    const struct plan_grade *grade = &plan_items(plan->workforce.grades, struct plan_grade)[group->grade.index];
    if (group->contract == CONTRACT_AGENCY)
        return 1;
    double present = (1 - grade->training) * (1 - share_away(absence));
    if (absence->lost_time)
        present *= fmax(0, 1 - absence->base - lost_to_caseload(absence, caseload));
    if (absence->annual_leave.count > 0)
        present *= leave_factor(absence, balance_mean_ramp(&absence->annual_leave, &group->tenure));
    return present;
}

double absence_hand_overs(const struct plan *plan)
{
    const struct plan_absence *absence = &plan->workforce.absence;
    return absence->long_leave > 0 ? absence->long_leave * law_survival(&absence->lasts.law, absence->hand_over_after)
                                   : 0;
}

double absence_fte(const struct worker *worker)
{
    return worker->fte / 1000.0 * (worker->away ? 1 : worker->lost);
}

double absence_due(const struct worker *worker)
{
    return worker->away ? 0 : worker->fte / 1000.0 * worker->lost_due;
}

void absence_week(struct world *world)
{
    const struct plan_absence *absence = absence_of(world);
    if (!absence->lost_time && absence->annual_leave.count == 0)
        return;
    for (size_t i = 0; i < world->worker_count; i++) {
        struct worker *worker = &world->workers[i];
        if (!worker->present || worker->contract == CONTRACT_AGENCY)
            continue;
        if (absence->lost_time) {
            double due = lost_to_caseload(absence, caseload_of(worker));
            worker->lost = fmin(1, absence->base + due);
            worker->lost_due = worker->lost - fmin(1, absence->base);
        }
        workforce_capacity(world, (int)i);
    }
    teaching_review_all(world);
}

/* --- long leave --------------------------------------------------------------------------------------------------- */

static void cover(struct world *world, const struct worker *worker, double sign)
{
    if (!worker->away || !absence_of(world)->cover || !workforce_in_post(world, worker))
        return;
    world->units[worker->unit].covered += sign * worker->fte / 1000.0;
}

/* The next spell begins after an exponential time at work. */
static void schedule_away(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    double rate = absence_of(world)->long_leave;
    if (rate <= 0)
        return;
    double gap = -log(draw(world, worker, 2 + 2 * worker->spells)) / rate;
    worker->absence = engine_schedule(&world->engine, world->engine.now + gap, &away_event, (uint32_t)index);
}

static void begin(struct world *world, int index, double lasts)
{
    struct worker *worker = &world->workers[index];
    worker->away = true;
    worker->absence = engine_schedule(&world->engine, world->engine.now + lasts, &back_event, (uint32_t)index);
    trace_worker(world, index, "goes on leave");
    workforce_capacity(world, index);
    teaching_review(world, worker->unit);
    cover(world, worker, 1);
    agency_review(world, worker->team);
}

static void go_away(struct engine *engine, void *model, uint32_t subject)
{
    struct world *world = model;
    struct worker *worker = &world->workers[subject];
    const struct plan_absence *absence = absence_of(world);
    double lasts = law_quantile(&world->prepared->away, draw(world, worker, 3 + 2 * worker->spells));
    worker->spells++;
    begin(world, (int)subject, lasts);
    if (lasts > absence->hand_over_after)
        world->workers[subject].hand_over =
            engine_schedule(engine, engine->now + absence->hand_over_after, &hand_over_event, subject);
}
static const struct event_kind away_event = {"absence", RANK_LEAVE, go_away};

static void hand_over(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    casework_hand_over(model, (int)subject);
}
static const struct event_kind hand_over_event = {"hand-over", RANK_LEAVE, hand_over};

static void come_back(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct worker *worker = &world->workers[subject];
    cover(world, worker, -1);
    worker->away = false;
    trace_worker(world, (int)subject, "is back");
    workforce_capacity(world, (int)subject);
    teaching_review(world, world->workers[subject].unit);
    schedule_away(world, (int)subject);
    agency_review(world, world->workers[subject].team);
    casework_pull(world, world->workers[subject].unit);
}
static const struct event_kind back_event = {"return to work", RANK_JOIN, come_back};

void absence_join(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    if (worker->contract == CONTRACT_AGENCY || !world->running)
        return;
    worker->lost = absence_of(world)->lost_time ? absence_of(world)->base : 0;
    schedule_away(world, index);
}

void absence_open(struct world *world)
{
    double away = share_away(absence_of(world));
    if (away <= 0)
        return;
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        if (worker->contract == CONTRACT_AGENCY)
            continue;
        if (draw(world, worker, 0) < away)
            begin(world, (int)i, law_residual(&world->prepared->away, draw(world, worker, 1)));
        else
            schedule_away(world, (int)i);
    }
}

void absence_end(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    engine_cancel(&world->engine, &worker->absence);
    engine_cancel(&world->engine, &worker->hand_over);
    cover(world, worker, -1);
    worker->away = false;
}

void absence_move(struct world *world, int index, bool arrives)
{
    cover(world, &world->workers[index], arrives ? 1 : -1);
}
