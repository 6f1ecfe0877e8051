#include "model/agency_supply.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/agency.h"

static const struct event_kind shock_event;
static const struct event_kind withdrawal_event;

static const struct plan_walkout *walkout_of(const struct world *world, size_t index)
{
    return &plan_items(world->plan->agency.shocks, struct plan_walkout)[index];
}

static const struct plan_withdrawal *withdrawal_of(const struct world *world, size_t index)
{
    return &plan_items(world->plan->agency.withdrawals, struct plan_withdrawal)[index];
}

/* --- notice ------------------------------------------------------------------------------------------------------- */

double agency_supply_notice(const struct world *world, double time)
{
    const struct plan_agency *agency = &world->plan->agency;
    double notice = agency->notice, latest = -INFINITY;
    for (size_t i = 0; i < agency->notice_changes.count; i++) {
        const struct plan_notice *change = &plan_items(agency->notice_changes, struct plan_notice)[i];
        if (change->date <= time && change->date >= latest) {
            latest = change->date;
            notice = change->to;
        }
    }
    return notice;
}

double agency_supply_notice_day(const struct world *world, double ends)
{
    const struct plan_agency *agency = &world->plan->agency;
    double now = world->engine.now, day = fmax(now, ends - agency_supply_notice(world, now));
    for (size_t i = 0; i < agency->notice_changes.count; i++) {
        const struct plan_notice *change = &plan_items(agency->notice_changes, struct plan_notice)[i];
        /* longer notice that comes into force before that day brings it forward */
        if (change->date > now)
            day = fmin(day, fmax(change->date, ends - change->to));
    }
    return day;
}

/* --- without a supplier ------------------------------------------------------------------------------------------- */

/* What a list of teams says of one; all of them when it is empty. NaN: it is spared. */
static double share_of(const struct pairs *teams, double share, int team)
{
    if (teams->count == 0)
        return share;
    for (size_t i = 0; i < teams->count; i++)
        if (teams->items[i].to.index == team)
            return teams->items[i].value;
    return NAN;
}

double agency_supply_back(const struct world *world, int team, double time)
{
    /* withdrawals may follow each other: at most as often as there are any */
    for (size_t round = 0; round < world->plan->agency.withdrawals.count; round++)
        for (size_t i = 0; i < world->plan->agency.withdrawals.count; i++) {
            const struct plan_withdrawal *withdrawal = withdrawal_of(world, i);
            bool hit = !isnan(share_of(&withdrawal->teams, withdrawal->share, team));
            if (hit && time >= withdrawal->from && time < withdrawal->to)
                time = withdrawal->to;
        }
    return time;
}

/* --- leaving together --------------------------------------------------------------------------------------------- */

static bool goes(const struct world *world, const struct worker *worker, uint32_t stream, double share,
                 const struct pairs *teams)
{
    double chance = share_of(teams, share, worker->team);
    if (!worker->present || worker->contract != CONTRACT_AGENCY || worker->managed > 0 || !(chance > 0))
        return false;
    return rng_uniform(world->luck, stream, worker->entity, worker->number) < chance;
}

/* All of them stop taking cases before the first hands over, so that none of them gets another's. */
static void walk_out(struct world *world, uint32_t stream, double share, const struct pairs *teams)
{
    int *leavers = mem_new(world->worker_count + 1, sizeof *leavers);
    size_t count = 0;
    for (size_t i = 0; i < world->worker_count; i++)
        if (goes(world, &world->workers[i], stream, share, teams)) {
            workforce_close(world, (int)i);
            leavers[count++] = (int)i;
        }
    for (size_t i = 0; i < count; i++)
        agency_leave(world, leavers[i]);
    free(leavers);
}

static void shock(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    const struct plan_walkout *walkout = walkout_of(world, subject);
    walk_out(world, world->prepared->walkout_stream[subject], walkout->share, &walkout->teams);
}
static const struct event_kind shock_event = {"agency-shock", RANK_LEAVE, shock};

static void withdraw(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    const struct plan_withdrawal *withdrawal = withdrawal_of(world, subject);
    walk_out(world, world->prepared->withdrawal_stream[subject], withdrawal->share, &withdrawal->teams);
}
static const struct event_kind withdrawal_event = {"agency-withdrawal", RANK_LEAVE, withdraw};

void agency_supply_start(struct world *world)
{
    for (size_t i = 0; i < world->plan->agency.shocks.count; i++)
        if (walkout_of(world, i)->date >= 0)
            engine_schedule(&world->engine, walkout_of(world, i)->date, &shock_event, (uint32_t)i);
    for (size_t i = 0; i < world->plan->agency.withdrawals.count; i++)
        if (withdrawal_of(world, i)->from >= 0)
            engine_schedule(&world->engine, withdrawal_of(world, i)->from, &withdrawal_event, (uint32_t)i);
}
