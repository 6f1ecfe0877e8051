#include "model/grades.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/trace.h"
#include "model/workforce.h"

/* Moves of one worker that a week's number can tell apart. */
enum { MOVES_IN_WEEK = 16 };

static const struct event_kind move_event;
static const struct event_kind round_event;

const struct plan_grade *grades_of(const struct world *world, int grade)
{
    return &plan_items(world->plan->workforce.grades, struct plan_grade)[grade];
}

bool grades_may_hold(const struct plan_grade *grade)
{
    return grade->holds_cases && !grade->manages;
}

bool grades_holds_cases(const struct world *world, const struct worker *worker)
{
    return grades_may_hold(grades_of(world, worker->grade));
}

/* Permanent, and not about to go. */
static bool may_move(const struct worker *worker)
{
    return worker->present && worker->contract != CONTRACT_AGENCY && !worker->noticed;
}

/* --- at a rate ---------------------------------------------------------------------------------------------------- */

static bool applies(const struct plan_move *move, const struct worker *worker)
{
    return move->from.index == worker->grade && (move->team.index < 0 || move->team.index == worker->team) &&
           (move->to_team.index < 0 || move->to_team.index != worker->team || move->to.index >= 0);
}

/* The first of the moves open to a worker, when it falls in what is left of the week. */
static void look_ahead(struct world *world, int index)
{
    struct worker *worker = &world->workers[index];
    const struct map *moves = &world->plan->workforce.moves;
    double soonest = floor(world->engine.now) + 1;
    engine_cancel(&world->engine, &worker->moving);
    if (!may_move(worker) || !world->running)
        return;
    worker->move = NOBODY;
    for (size_t i = 0; i < moves->count; i++) {
        const struct plan_move *move = &plan_items(*moves, struct plan_move)[i];
        if (move->rate <= 0 || !applies(move, worker))
            continue;
        uint32_t block = (uint32_t)floor(world->engine.now) * MOVES_IN_WEEK + worker->moves % MOVES_IN_WEEK;
        double u =
            rng_uniform(world->luck, world->prepared->worker_origins[worker->origin].moves[i], worker->entity, block);
        double when = world->engine.now - log(u) / move->rate;
        if (when < soonest) {
            soonest = when;
            worker->move = (int)i;
        }
    }
    if (worker->move != NOBODY)
        worker->moving = engine_schedule(&world->engine, soonest, &move_event, (uint32_t)index);
}

/* Of the alike teams, the one with the largest vacancy. */
static int unit_of_team(const struct world *world, int team_index)
{
    const struct prepared_team *team = &world->prepared->teams[team_index];
    int best = team->first_unit;
    for (int i = 1; i < team->units; i++)
        if (workforce_vacancy(&world->units[team->first_unit + i]) > workforce_vacancy(&world->units[best]) + 1e-9)
            best = team->first_unit + i;
    return best;
}

static void move_now(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    struct worker *worker = &world->workers[subject];
    const struct plan_move *move = &plan_items(world->plan->workforce.moves, struct plan_move)[worker->move];
    if (!may_move(worker))
        return;
    int grade = move->to.index < 0 ? worker->grade : move->to.index;
    bool stays = move->to_team.index < 0 || move->to_team.index == worker->team;
    workforce_move(world, (int)subject, grade, stays ? worker->unit : unit_of_team(world, move->to_team.index));
    look_ahead(world, (int)subject);
}
static const struct event_kind move_event = {"move", RANK_MOVE, move_now};

void grades_join(struct world *world, int index)
{
    look_ahead(world, index);
}

void grades_week(struct world *world)
{
    if (world->plan->workforce.moves.count == 0)
        return;
    for (size_t i = 0; i < world->worker_count; i++)
        look_ahead(world, (int)i);
}

void grades_end(struct world *world, int index)
{
    engine_cancel(&world->engine, &world->workers[index].moving);
}

/* --- in rounds ---------------------------------------------------------------------------------------------------- */

static const struct plan_round_grade *rules_for(const struct world *world, const struct plan_round *round, int grade)
{
    for (size_t i = 0; i < round->grades.count; i++) {
        const struct plan_round_grade *rules = &plan_items(round->grades, struct plan_round_grade)[i];
        if (text_equal(rules->named.name, grades_of(world, grade)->named.name))
            return rules;
    }
    return NULL;
}

static void decide(struct world *world, int index, const struct plan_round_grade *rules, double u)
{
    const struct worker *worker = &world->workers[index];
    for (size_t i = 0; i < rules->to.count; i++) {
        if (u < rules->to.items[i].value) {
            if (rules->to.items[i].to.index != worker->grade)
                workforce_move(world, index, rules->to.items[i].to.index, worker->unit);
            return;
        }
        u -= rules->to.items[i].value;
    }
    if (u < rules->leave)
        workforce_leave(world, index);
}

/* Everybody who left since the last round is replaced in the bottom grade, in the same team. */
static void replace(struct world *world, int index, const struct plan_round *round)
{
    uint64_t number = 0;
    while (world->replaced[index] < world->leaver_count) {
        struct leaver leaver = world->leavers[world->replaced[index]++];
        uint64_t entity = (uint64_t)(world->rounds_held[index] & 0xfff) << 32 | (number++ & 0x3fff) << 18;
        workforce_join(world, &(struct recruit){.origin = world->prepared->round_origin[index],
                                                .entity = entity,
                                                .unit = leaver.unit,
                                                .grade = round->replaced_in.index,
                                                .contract = CONTRACT_PERMANENT,
                                                .fte = leaver.fte,
                                                .joined = world->engine.now,
                                                .seat = NOBODY});
    }
}

static void hold_round(struct engine *engine, void *model, uint32_t subject)
{
    struct world *world = model;
    const struct plan_round *round = &plan_items(world->plan->workforce.rounds, struct plan_round)[subject];
    size_t count = world->worker_count;
    for (size_t i = 0; i < count; i++) {
        const struct worker *worker = &world->workers[i];
        const struct plan_round_grade *rules = rules_for(world, round, worker->grade);
        if (rules == NULL || !may_move(worker))
            continue;
        uint32_t stream = world->prepared->worker_origins[worker->origin].rounds[subject];
        decide(world, (int)i, rules, rng_uniform(world->luck, stream, worker->entity, world->rounds_held[subject]));
    }
    if (round->replaced_in.index >= 0)
        replace(world, (int)subject, round);
    world->rounds_held[subject]++;
    if (!isnan(round->every))
        engine_schedule(engine, round->on + world->rounds_held[subject] * round->every, &round_event, subject);
}
static const struct event_kind round_event = {"round", RANK_ROUND, hold_round};

void grades_start(struct world *world)
{
    const struct map *rounds = &world->plan->workforce.rounds;
    world->in_grade = mem_new(world->plan->workforce.grades.count + 1, sizeof *world->in_grade);
    world->replaced = mem_new(rounds->count + 1, sizeof *world->replaced);
    world->rounds_held = mem_new(rounds->count + 1, sizeof *world->rounds_held);
    for (size_t i = 0; i < rounds->count; i++)
        engine_schedule(&world->engine, plan_items(*rounds, struct plan_round)[i].on, &round_event, (uint32_t)i);
}

void grades_release(struct world *world)
{
    free(world->in_grade);
    free(world->replaced);
    free(world->rounds_held);
}
