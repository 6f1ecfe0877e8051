#include "model/agency.h"

#include <math.h>

#include "base/mem.h"

static const struct event_kind start_event;
static const struct event_kind notice_event;
static const struct event_kind end_event;

static const struct worker_origin *origin_of(const struct world *world, const struct seat *seat)
{
    return &world->prepared->worker_origins[world->prepared->agency_origin[seat->team]];
}

static uint64_t entity_of(const struct seat *seat, uint32_t incumbent)
{
    return (uint64_t)(seat->ordinal & 0xfff) << 32 | (uint64_t)(incumbent & 0x3fff) << 18;
}

static double seats_of(const struct world *world, int team)
{
    const struct pairs *seats = &world->plan->agency.seats;
    for (size_t i = 0; i < seats->count; i++)
        if (seats->items[i].to.index == team)
            return seats->items[i].value;
    return 0;
}

void agency_start(struct world *world)
{
    size_t teams = world->prepared->team_count;
    world->first_seat = mem_new(teams + 1, sizeof *world->first_seat);
    size_t total = 0;
    for (size_t t = 0; t < teams; t++)
        total += (size_t)ceil(seats_of(world, (int)t) - 1e-9);
    world->seats = mem_new(total + 1, sizeof *world->seats);
    for (size_t t = 0; t < teams; t++) {
        const struct prepared_team *team = &world->prepared->teams[t];
        double left = seats_of(world, (int)t);
        world->first_seat[t] = (int)world->seat_count;
        for (uint32_t ordinal = 0; left > 1e-9; ordinal++) {
            struct seat *seat = &world->seats[world->seat_count++];
            *seat = (struct seat){.team = (int)t, .unit = team->first_unit + (int)(ordinal % (uint32_t)team->units),
                                  .ordinal = ordinal, .fte = fmin(1, left), .worker = NOBODY};
            left -= 1;
        }
    }
    world->first_seat[teams] = (int)world->seat_count;
}

/* --- an incumbent ------------------------------------------------------------------------------------------------- */

static double start_delay(const struct world *world, const struct seat *seat, uint32_t incumbent)
{
    double u = rng_uniform(world->luck, origin_of(world, seat)->lead, entity_of(seat, incumbent), 0);
    return law_quantile(&world->plan->agency.start.law, u);
}

static void order(struct world *world, struct seat *seat, double start)
{
    seat->start = engine_schedule(&world->engine, fmax(start, world->engine.now), &start_event,
                                  (uint32_t)(seat - world->seats));
}

/* Sets when the incumbent leaves and when notice is given. */
static void assign(struct world *world, struct seat *seat, double stays)
{
    double now = world->engine.now;
    uint32_t subject = (uint32_t)(seat - world->seats);
    seat->state = SEAT_FILLED;
    seat->replaced = seat->closing = false;
    seat->ends = now + stays;
    engine_schedule(&world->engine, fmax(now, seat->ends - world->plan->agency.notice), &notice_event, subject);
    engine_schedule(&world->engine, seat->ends, &end_event, subject);
}

static void start(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct seat *seat = &world->seats[subject];
    uint32_t incumbent = seat->incumbents++;
    uint64_t entity = entity_of(seat, incumbent);
    double u = rng_uniform(world->luck, origin_of(world, seat)->leaving, entity, 0);
    assign(world, seat, law_quantile(&world->plan->agency.assignment.law, u));
    seat->worker = workforce_join(
        world, &(struct recruit){.origin = world->prepared->agency_origin[seat->team], .entity = entity,
                                 .unit = seat->unit, .grade = world->plan->agency.grade.index,
                                 .contract = CONTRACT_AGENCY, .fte = (int32_t)lround(seat->fte * 1000),
                                 .joined = world->engine.now, .seat = (int)subject});
}
static const struct event_kind start_event = {"agency-start", RANK_JOIN, start};

/* Notice is given: the replacement is ordered, unless the seat is to close. */
static void give_notice(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct seat *seat = &world->seats[subject];
    bool superseded = seat->state != SEAT_FILLED || seat->closing || seat->replaced ||
                      world->engine.now < seat->ends - world->plan->agency.notice - 1e-9;
    if (superseded)
        return;
    seat->replaced = true;
    double delay = start_delay(world, seat, seat->incumbents);
    order(world, seat, fmax(seat->ends, world->engine.now + delay));
}
static const struct event_kind notice_event = {"agency-notice", RANK_LEAVE, give_notice};

static void end(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct seat *seat = &world->seats[subject];
    if (seat->state != SEAT_FILLED || fabs(seat->ends - world->engine.now) > 1e-9)
        return;
    int worker = seat->worker;
    seat->worker = NOBODY;
    seat->state = seat->replaced && !seat->closing ? SEAT_ORDERED : SEAT_EMPTY;
    seat->closing = seat->replaced = false;
    workforce_leave(world, worker);
    agency_review(world, seat->unit);
}
static const struct event_kind end_event = {"agency-end", RANK_LEAVE, end};

/* --- the opening position ----------------------------------------------------------------------------------------- */

void agency_open_worker(struct world *world, struct recruit *recruit)
{
    int team = world->units[recruit->unit].team;
    struct seat *free_seat = NULL;
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1] && free_seat == NULL; i++)
        if (world->seats[i].unit == recruit->unit && world->seats[i].state == SEAT_EMPTY)
            free_seat = &world->seats[i];
    if (free_seat == NULL) {
        workforce_join(world, recruit);
        return;
    }
    uint32_t incumbent = free_seat->incumbents++;
    uint64_t entity = entity_of(free_seat, incumbent);
    recruit->origin = world->prepared->agency_origin[team];
    recruit->entity = entity;
    recruit->seat = (int)(free_seat - world->seats);
    double u = rng_uniform(world->luck, origin_of(world, free_seat)->leaving, entity, 0);
    assign(world, free_seat, law_residual(&world->prepared->assignment, u));
    free_seat->worker = workforce_join(world, recruit);
}

void agency_open(struct world *world)
{
    for (size_t i = 0; i < world->seat_count; i++) {
        struct seat *seat = &world->seats[i];
        /* ordered when its last incumbent gave notice, at a time unknown to us within the delay */
        if (seat->state == SEAT_EMPTY) {
            double gap = fmax(0, start_delay(world, seat, seat->incumbents) - world->plan->agency.notice);
            double u = rng_uniform(world->luck, origin_of(world, seat)->lead, entity_of(seat, seat->incumbents), 1);
            seat->state = SEAT_ORDERED;
            order(world, seat, gap * u);
        }
    }
    for (size_t i = 0; i < world->prepared->unit_count; i++)
        agency_review(world, (int)i);
}

/* --- the number of seats in use ----------------------------------------------------------------------------------- */

static void cancel_order(struct world *world, struct seat *seat)
{
    engine_cancel(&world->engine, &seat->start);
    if (seat->state == SEAT_ORDERED)
        seat->state = SEAT_EMPTY;
    seat->replaced = false;
}

/* Gives up seats from the highest down until no more than `excess` would be given up in vain. */
static void reduce(struct world *world, int unit, double excess)
{
    int team = world->units[unit].team;
    for (int i = world->first_seat[team + 1] - 1; i >= world->first_seat[team] && excess > 1e-9; i--) {
        struct seat *seat = &world->seats[i];
        if (seat->unit != unit || seat->closing || seat->state == SEAT_EMPTY || seat->fte > excess + 1e-9)
            continue;
        excess -= seat->fte;
        if (seat->state == SEAT_ORDERED) {
            cancel_order(world, seat);
            continue;
        }
        cancel_order(world, seat);
        seat->closing = true;
        if (seat->ends > world->engine.now + world->plan->agency.notice) {
            seat->ends = world->engine.now + world->plan->agency.notice;
            engine_schedule(&world->engine, seat->ends, &end_event, (uint32_t)i);
        }
    }
}

static void extend(struct world *world, int unit, double room)
{
    int team = world->units[unit].team;
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1]; i++) {
        struct seat *seat = &world->seats[i];
        if (seat->unit != unit || seat->state != SEAT_EMPTY || seat->fte > room + 1e-9)
            continue;
        room -= seat->fte;
        seat->state = SEAT_ORDERED;
        order(world, seat, world->engine.now + start_delay(world, seat, seat->incumbents));
    }
}

void agency_review(struct world *world, int unit_index)
{
    const struct team_unit *unit = &world->units[unit_index];
    int team = unit->team;
    double used = 0;
    if (!world->running || !world->plan->agency.given)
        return;
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1]; i++) {
        const struct seat *seat = &world->seats[i];
        if (seat->unit == unit_index && seat->state != SEAT_EMPTY && !seat->closing)
            used += seat->fte;
    }
    double allowed = world->plan->agency.above_posts ? (double)INFINITY : fmax(0, unit->posts - unit->permanent);
    if (used > allowed)
        reduce(world, unit_index, used - allowed);
    else
        extend(world, unit_index, allowed - used);
}

void agency_release(struct world *world)
{
    free(world->seats);
    free(world->first_seat);
}
