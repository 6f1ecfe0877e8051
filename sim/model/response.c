#include "model/response.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/agency.h"
#include "model/caseload.h"
#include "model/world_fail.h"

struct response {
    double posts; /* of the teams that agency may seat, on the first day */
    double due;   /* seats, with the fraction that no seat stands for yet */
    double push;
    double reviewed; /* when last */
    double *of_team; /* [team] the posts of each */
    int *seats;      /* [team] */
    double *shorter; /* [stage] share of the time that the push takes off */
};

static const struct event_kind review_event;

static const struct plan_response *plan_of(const struct world *world)
{
    return &world->plan->response;
}

static int most_seats(const struct world *world, int team)
{
    return (int)ceil(plan_of(world)->limit * world->response->of_team[team] - 1e-9);
}

static bool may_seat(const struct world *world, int team)
{
    const struct pairs *seats = &world->plan->agency.seats;
    for (size_t i = 0; i < seats->count; i++)
        if (seats->items[i].to.index == team)
            return true;
    return false;
}

void response_start(struct world *world)
{
    if (!plan_of(world)->given)
        return;
    size_t teams = world->prepared->team_count;
    struct response *response = world->response = mem_new(1, sizeof *response);
    response->of_team = mem_new(teams + 1, sizeof *response->of_team);
    response->seats = mem_new(teams + 1, sizeof *response->seats);
    response->shorter = mem_new(world->prepared->stage_count + 1, sizeof *response->shorter);
    for (size_t t = 0; t < teams; t++)
        if (may_seat(world, (int)t)) {
            response->of_team[t] = plan_posts_total(&world->prepared->teams[t].plan->posts);
            response->posts += response->of_team[t];
        }
}

void response_open(struct world *world)
{
    if (world->response != NULL)
        engine_schedule(&world->engine, plan_of(world)->review, &review_event, 0);
}

/* Cases of social workers over the FTE of those who hold any, as the statistics count; NAN when nobody does. */
static double published_caseload(const struct world *world)
{
    const struct plan_grade *grades = plan_items(world->plan->workforce.grades, struct plan_grade);
    double cases = 0, fte = 0;
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        if (!worker->present || worker->cases == 0 || !grades[worker->grade].social_worker)
            continue;
        cases += worker->cases;
        fte += worker->fte / 1000.0;
    }
    return fte > 0 ? cases / fte : (double)NAN;
}

/* Spreads the whole seats over teams: the next one always to the team with the most posts for its seats. */
static void spread_seats(const struct world *world)
{
    struct response *response = world->response;
    size_t teams = world->prepared->team_count;
    for (size_t t = 0; t < teams; t++)
        response->seats[t] = 0;
    for (int seat = 0; seat < (int)floor(response->due + 1e-9); seat++) {
        size_t next = teams;
        double best = 0;
        for (size_t t = 0; t < teams; t++) {
            double claim = response->of_team[t] / (response->seats[t] + 0.5);
            if (response->seats[t] < most_seats(world, (int)t) && claim > best) {
                best = claim;
                next = t;
            }
        }
        response->seats[next]++;
    }
}

static void change_seats(struct world *world, double due)
{
    struct response *response = world->response;
    bool same = floor(due + 1e-9) == floor(response->due + 1e-9);
    response->due = due;
    if (same)
        return;
    spread_seats(world);
    agency_seats_anew(world);
    for (size_t t = 0; t < world->prepared->team_count; t++)
        agency_review(world, (int)t);
}

/* Clocks move to now at the old pace first; then every next completion is found anew. */
static void change_push(struct world *world, double push)
{
    struct response *response = world->response;
    const struct pairs *stages = &plan_of(world)->stages;
    if (push == response->push)
        return;
    caseload_settle(world);
    response->push = push;
    for (size_t i = 0; i < stages->count; i++)
        response->shorter[stages->items[i].to.index] = push * stages->items[i].value;
    for (size_t i = 0; i < world->worker_count; i++)
        if (world->workers[i].present)
            caseload_set_capacity(world, (int)i, world->workers[i].capacity);
}

static void review(struct engine *engine, void *model, uint32_t subject)
{
    struct world *world = model;
    struct response *response = world->response;
    const struct plan_response *plan = plan_of(world);
    double above = published_caseload(world) - plan->reference;
    double years = (engine->now - response->reviewed) / world->prepared->year;
    response->reviewed = engine->now;
    engine_schedule(engine, engine->now + plan->review, &review_event, subject);
    if (isnan(above))
        return;
    double due = response->due + plan->agency * above * response->posts * years;
    change_seats(world, fmin(fmax(due, 0), plan->limit * response->posts));
    change_push(world, fmin(fmax(plan->push * above, 0), plan->limit));
}
static const struct event_kind review_event = {"response-review", RANK_REVIEW, review};

int response_seats(const struct world *world, int team)
{
    return world->response == NULL ? 0 : world->response->seats[team];
}

int response_most_seats(const struct world *world, int team)
{
    return world->response == NULL ? 0 : most_seats(world, team);
}

double response_pace(const struct world *world, int stage)
{
    return world->response == NULL ? 1 : 1 / (1 - world->response->shorter[stage]);
}

double response_returns(const struct world *world, int stage)
{
    return world->response == NULL ? 1 : 1 + plan_of(world)->returns * world->response->shorter[stage];
}

double response_all_seats(const struct world *world)
{
    double seats = 0;
    for (size_t t = 0; t < world->prepared->team_count; t++)
        seats += response_seats(world, (int)t);
    return seats;
}

double response_push(const struct world *world)
{
    return world->response == NULL ? 0 : world->response->push;
}

void response_audit(const struct world *world)
{
    const struct response *response = world->response;
    if (response == NULL)
        return;
    double limit = plan_of(world)->limit, seats = response_all_seats(world);
    if (seats > limit * response->posts + 1e-6 || fabs(seats - floor(response->due + 1e-9)) > 1e-6)
        world_broken(world, "managers brought in %.0f agency seats where %.6g are due and %.6g the limit", seats,
                     response->due, limit * response->posts);
    if (response->push < 0 || response->push > limit + 1e-9)
        world_broken(world, "managers push by %.6g, beyond the limit of %.6g", response->push, limit);
}

void response_release(struct world *world)
{
    if (world->response == NULL)
        return;
    free(world->response->of_team);
    free(world->response->seats);
    free(world->response->shorter);
    free(world->response);
}
