#include "model/agency.h"

#include <math.h>

#include "base/mem.h"
#include "model/agency_supply.h"
#include "model/response.h"

static const struct event_kind start_event;
static const struct event_kind notice_event;
static const struct event_kind end_event;
static const struct event_kind convert_event;

static const struct worker_origin *origin_of(const struct world *world, const struct seat *seat)
{
    return &world->prepared->worker_origins[world->prepared->agency_origin[seat->team]];
}

static uint64_t entity_of(const struct seat *seat, uint32_t incumbent)
{
    return (uint64_t)(seat->ordinal & 0xfff) << 32 | (uint64_t)(incumbent & 0x3fff) << 18;
}

static double of_team(const struct pairs *pairs, int team, double otherwise)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (pairs->items[i].to.index == team)
            return pairs->items[i].value;
    return otherwise;
}

static double seats_of(const struct world *world, int team)
{
    return of_team(&world->plan->agency.seats, team, 0);
}

/* The most seats that a team has at any time: levers may add some, and managers who respond to high caseloads. */
static double most_seats(const struct world *world, int team)
{
    const struct pairs *seats = &world->plan->agency.seats;
    const struct lever_set *levers = world->prepared->levers;
    double most = seats_of(world, team);
    for (size_t i = 0; levers != NULL && i < levers->count; i++)
        for (size_t s = 0; s < seats->count; s++)
            if (seats->items[s].to.index == team && levers->targets[i].where == &seats->items[s].value)
                for (size_t t = 0; t < levers->time_count; t++)
                    most = fmax(most, lever_value(&levers->targets[i], levers->times[t]));
    return most + response_most_seats(world, team);
}

/* FTE of each seat: whole ones from the lowest up, and what is left. Seats in use keep theirs. */
static void size_seats(struct world *world, int team)
{
    double left = seats_of(world, team) + response_seats(world, team);
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1]; i++) {
        struct seat *seat = &world->seats[i];
        if (seat->state == SEAT_EMPTY)
            seat->fte = left > 1e-9 ? fmin(1, left) : 0;
        left -= 1;
    }
}

void agency_seats_anew(struct world *world)
{
    for (size_t t = 0; t < world->prepared->team_count; t++)
        size_seats(world, (int)t);
}

void agency_start(struct world *world)
{
    size_t teams = world->prepared->team_count;
    world->first_seat = mem_new(teams + 1, sizeof *world->first_seat);
    size_t total = 0;
    for (size_t t = 0; t < teams; t++)
        total += (size_t)ceil(most_seats(world, (int)t) - 1e-9);
    world->seats = mem_new(total + 1, sizeof *world->seats);
    for (size_t t = 0; t < teams; t++) {
        double most = most_seats(world, (int)t);
        world->first_seat[t] = (int)world->seat_count;
        for (uint32_t ordinal = 0; ordinal < most - 1e-9; ordinal++)
            world->seats[world->seat_count++] =
                (struct seat){.team = (int)t, .unit = NOBODY, .ordinal = ordinal, .worker = NOBODY};
    }
    world->first_seat[teams] = (int)world->seat_count;
    agency_seats_anew(world);
}

/* --- an incumbent ------------------------------------------------------------------------------------------------- */

static double start_delay(const struct world *world, const struct seat *seat, uint32_t incumbent)
{
    double u = rng_uniform(world->luck, origin_of(world, seat)->lead, entity_of(seat, incumbent), 0);
    return law_quantile(&world->plan->agency.start.law, u);
}

static void order(struct world *world, struct seat *seat, double start)
{
    seat->start =
        engine_schedule(&world->engine, fmax(start, world->engine.now), &start_event, (uint32_t)(seat - world->seats));
}

static void expect_notice(struct world *world, struct seat *seat)
{
    engine_cancel(&world->engine, &seat->notice);
    seat->notice = engine_schedule(&world->engine, agency_supply_notice_day(world, seat->ends), &notice_event,
                                   (uint32_t)(seat - world->seats));
}

/* Sets when the incumbent leaves and when notice is given. */
static void assign(struct world *world, struct seat *seat, double stays)
{
    uint64_t entity = entity_of(seat, seat->incumbents - 1);
    seat->state = SEAT_FILLED;
    seat->replaced = seat->closing = false;
    seat->ends = world->engine.now + stays;
    seat->conversion = -log(rng_uniform(world->luck, origin_of(world, seat)->converts, entity, 0));
    expect_notice(world, seat);
    engine_schedule(&world->engine, seat->ends, &end_event, (uint32_t)(seat - world->seats));
}

/* The incumbent has gone, or become permanent. */
static void vacate(struct world *world, struct seat *seat)
{
    engine_cancel(&world->engine, &seat->notice);
    engine_cancel(&world->engine, &seat->convert);
    seat->worker = NOBODY;
    seat->state = seat->replaced && !seat->closing ? SEAT_ORDERED : SEAT_EMPTY;
    seat->closing = seat->replaced = false;
}

/* Accumulates the hazard of becoming permanent up to `until`; schedules it when it falls within. */
static void expose(struct world *world, struct seat *seat, double until)
{
    double rate = world->plan->agency.converts, now = world->engine.now;
    if (rate <= 0 || seat->closing || workforce_vacancy(&world->units[seat->unit]) < 0.5)
        return;
    if (seat->conversion > rate * (until - now)) {
        seat->conversion -= rate * (until - now);
        return;
    }
    engine_cancel(&world->engine, &seat->convert);
    seat->convert =
        engine_schedule(&world->engine, now + seat->conversion / rate, &convert_event, (uint32_t)(seat - world->seats));
    seat->conversion = 0;
}

void agency_week(struct world *world)
{
    for (size_t i = 0; i < world->seat_count; i++)
        if (world->seats[i].state == SEAT_FILLED)
            expose(world, &world->seats[i], (double)world->week + 1);
}

static void convert(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct seat *seat = &world->seats[subject];
    int worker = seat->worker;
    /* the vacancy may have gone since the week began: then it waits for the next one */
    if (seat->closing || workforce_vacancy(&world->units[seat->unit]) < 0.5)
        return;
    engine_cancel(&world->engine, &seat->start);
    seat->replaced = false;
    vacate(world, seat);
    workforce_convert(world, worker);
}
static const struct event_kind convert_event = {"agency-converts", RANK_LEAVE, convert};

/* FTE by which a unit is short of its establishment, agency counted; long leave that may be covered is a shortage. */
static double shortage(const struct team_unit *unit)
{
    return unit->posts - unit->permanent - unit->agency + unit->covered;
}

/* The alike team that is shortest of staff gets the next agency worker. */
static int shortest_unit(const struct world *world, int team_index)
{
    const struct prepared_team *team = &world->prepared->teams[team_index];
    int best = team->first_unit;
    for (int i = 1; i < team->units; i++)
        if (shortage(&world->units[team->first_unit + i]) > shortage(&world->units[best]) + 1e-9)
            best = team->first_unit + i;
    return best;
}

static void start(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct seat *seat = &world->seats[subject];
    double back = agency_supply_back(world, seat->team, world->engine.now);
    if (back > world->engine.now) {
        order(world, seat, back + start_delay(world, seat, seat->incumbents));
        return;
    }
    uint32_t incumbent = seat->incumbents++;
    uint64_t entity = entity_of(seat, incumbent);
    seat->unit = shortest_unit(world, seat->team);
    double u = rng_uniform(world->luck, origin_of(world, seat)->leaving, entity, 0);
    assign(world, seat, law_quantile(&world->plan->agency.assignment.law, u));
    seat->worker = workforce_join(world, &(struct recruit){.origin = world->prepared->agency_origin[seat->team],
                                                           .entity = entity,
                                                           .unit = seat->unit,
                                                           .grade = world->plan->agency.grade.index,
                                                           .contract = CONTRACT_AGENCY,
                                                           .fte = (int32_t)lround(seat->fte * 1000),
                                                           .joined = world->engine.now,
                                                           .seat = (int)subject});
    expose(world, seat, floor(world->engine.now) + 1);
}
static const struct event_kind start_event = {"agency-start", RANK_JOIN, start};

/* Notice is given: the replacement is ordered, unless the seat is to close. */
static void give_notice(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct seat *seat = &world->seats[subject];
    if (seat->closing || seat->replaced)
        return;
    if (world->engine.now < seat->ends - agency_supply_notice(world, world->engine.now) - 1e-9) {
        expect_notice(world, seat);
        return;
    }
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
    agency_leave(world, seat->worker);
}
static const struct event_kind end_event = {"agency-end", RANK_LEAVE, end};

void agency_leave(struct world *world, int worker)
{
    int seat = world->workers[worker].seat;
    if (seat != NOBODY)
        vacate(world, &world->seats[seat]);
    workforce_leave(world, worker);
    if (seat != NOBODY)
        agency_review(world, world->seats[seat].team);
}

/* --- the opening position ----------------------------------------------------------------------------------------- */

void agency_open_worker(struct world *world, struct recruit *recruit)
{
    int team = world->units[recruit->unit].team;
    struct seat *free_seat = NULL;
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1] && free_seat == NULL; i++)
        if (world->seats[i].state == SEAT_EMPTY && lround(world->seats[i].fte * 1000) >= recruit->fte)
            free_seat = &world->seats[i];
    if (free_seat == NULL) {
        uint32_t stream = world->prepared->worker_origins[recruit->origin].leaving;
        double u = rng_uniform(world->luck, stream, recruit->entity, 0);
        int worker = workforce_join(world, recruit);
        if (world->plan->agency.given)
            workforce_leaves_at(world, worker, world->engine.now + law_residual(&world->prepared->assignment, u));
        return;
    }
    uint32_t incumbent = free_seat->incumbents++;
    uint64_t entity = entity_of(free_seat, incumbent);
    recruit->origin = world->prepared->agency_origin[team];
    recruit->entity = entity;
    recruit->seat = (int)(free_seat - world->seats);
    free_seat->unit = recruit->unit;
    double u = rng_uniform(world->luck, origin_of(world, free_seat)->leaving, entity, 0);
    assign(world, free_seat, law_residual(&world->prepared->assignment, u));
    free_seat->worker = workforce_join(world, recruit);
}

void agency_open(struct world *world)
{
    for (size_t t = 0; t < world->prepared->team_count; t++)
        agency_review(world, (int)t);
    for (size_t i = 0; i < world->seat_count; i++) {
        struct seat *seat = &world->seats[i];
        if (seat->state != SEAT_ORDERED)
            continue;
        /* its last incumbent gave notice at a time unknown to us, within the delay */
        double gap = fmax(0, start_delay(world, seat, seat->incumbents) - agency_supply_notice(world, 0));
        double u = rng_uniform(world->luck, origin_of(world, seat)->lead, entity_of(seat, seat->incumbents), 1);
        engine_cancel(&world->engine, &seat->start);
        order(world, seat, gap * u);
    }
}

/* --- the number of seats in use ----------------------------------------------------------------------------------- */

static void cancel_order(struct world *world, struct seat *seat)
{
    engine_cancel(&world->engine, &seat->start);
    if (seat->state == SEAT_ORDERED)
        seat->state = SEAT_EMPTY;
    seat->replaced = false;
}

/* The seat to give up next: one on order if there is any, else in the unit with the most staff for its posts; the highest
 * of those. Seats of more than `excess` FTE are left. */
static struct seat *seat_to_release(struct world *world, int team, double excess)
{
    struct seat *best = NULL;
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1]; i++) {
        struct seat *seat = &world->seats[i];
        if (seat->closing || seat->state == SEAT_EMPTY || seat->fte > excess + 1e-9)
            continue;
        bool better = best == NULL;
        if (!better && seat->state != best->state)
            better = seat->state == SEAT_ORDERED;
        else if (!better)
            better = seat->state == SEAT_ORDERED ||
                     shortage(&world->units[seat->unit]) <= shortage(&world->units[best->unit]) + 1e-9;
        if (better)
            best = seat;
    }
    return best;
}

static void release_seat(struct world *world, struct seat *seat)
{
    bool filled = seat->state == SEAT_FILLED;
    cancel_order(world, seat);
    if (!filled)
        return;
    seat->closing = true;
    double ends = world->engine.now + agency_supply_notice(world, world->engine.now);
    if (seat->ends > ends) {
        seat->ends = ends;
        engine_schedule(&world->engine, ends, &end_event, (uint32_t)(seat - world->seats));
    }
}

static void extend(struct world *world, int team, double room)
{
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1]; i++) {
        struct seat *seat = &world->seats[i];
        if (seat->state != SEAT_EMPTY || seat->fte <= 0 || seat->fte > room + 1e-9)
            continue;
        room -= seat->fte;
        seat->state = SEAT_ORDERED;
        order(world, seat, world->engine.now + start_delay(world, seat, seat->incumbents));
    }
}

/* FTE of agency that a team may have: what its establishment leaves open, within the share that may be filled; and what
 * managers brought in beyond that. */
static double allowed(const struct world *world, int team_index)
{
    const struct prepared_team *team = &world->prepared->teams[team_index];
    double open = 0, seats = seats_of(world, team_index), beyond = response_seats(world, team_index);
    if (world->plan->agency.above_posts)
        return seats + beyond;
    for (int i = 0; i < team->units; i++) {
        const struct team_unit *unit = &world->units[team->first_unit + i];
        open += unit->posts * of_team(&world->plan->agency.cover, team_index, 1) - unit->permanent + unit->covered;
    }
    return fmin(seats, fmax(0, open)) + beyond;
}

void agency_review(struct world *world, int team)
{
    double used = 0;
    if (!world->running || !world->plan->agency.given)
        return;
    for (int i = world->first_seat[team]; i < world->first_seat[team + 1]; i++)
        if (world->seats[i].state != SEAT_EMPTY && !world->seats[i].closing)
            used += world->seats[i].fte;
    double room = allowed(world, team) - used;
    if (room > 0) {
        extend(world, team, room);
        return;
    }
    for (double excess = -room; excess > 1e-9;) {
        struct seat *seat = seat_to_release(world, team, excess);
        if (seat == NULL)
            return;
        excess -= seat->fte;
        release_seat(world, seat);
    }
}

void agency_release(struct world *world)
{
    free(world->seats);
    free(world->first_seat);
}
