#include "model/prepared.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "model/balance.h"
#include "model/escalation.h"
#include "model/strand.h"
#include "model/target.h"
#include "model/tasks.h"
#include "model/timeliness.h"

static uint32_t stream(struct prepared *prepared, const char *purpose, const char *a, const char *b, const char *c)
{
    return rng_stream(&prepared->registry, purpose, a, b, c);
}

static const char *const case_draw_names[CASE_DRAWS] = {
    [CASE_DURATION] = "case.duration",
    [CASE_ROUTE] = "case.route",
    [CASE_RETURN] = "case.return",
    [CASE_PATIENCE] = "case.patience",
    [CASE_HANDOVER] = "case.handover",
    [CASE_LOTTERY] = "case.lottery",
    [CASE_TEAM] = "case.team",
    [CASE_AGE] = "case.age",
    [CASE_ESCALATE] = "case.escalate",
    [CASE_WRONG] = "case.wrong",
    [CASE_TASK] = "case.task",
    [CASE_CO_WORKER] = "case.co-worker",
    [CASE_PROTECTION] = "case.protection",
};
static const char *const origin_kind_names[] = {
    [ORIGIN_SOURCE] = "source", [ORIGIN_SHOCK] = "shock", [ORIGIN_OPENING] = "opening", [ORIGIN_PAST] = "past"};

/* Those of an origin's cases at one stage. */
static void add_case_streams(struct prepared *prepared, struct origin *origin, const struct prepared_stage *stage,
                             const struct named *named)
{
    for (int d = 0; d < CASE_DRAWS; d++) {
        char purpose[64];
        snprintf(purpose, sizeof purpose, "%s.%s", case_draw_names[d], origin_kind_names[origin->kind]);
        origin->draws[stage->place * CASE_DRAWS + (size_t)d] =
            stream(prepared, purpose, named->id, stage->plan->named.id, NULL);
    }
}

static void add_origin(struct prepared *prepared, enum origin_kind kind, size_t index, const struct named *named)
{
    struct origin *origin = &prepared->origins[prepared->origin_count++];
    const char *kind_name = origin_kind_names[kind];
    origin->kind = kind;
    origin->index = (int)index;
    origin->name =
        kind == ORIGIN_SOURCE ? named->name : arena_printf(&prepared->arena, "%s-%s", kind_name, named->name);
    origin->points = stream(prepared, "origin.points", kind_name, named->id, NULL);
    origin->family = stream(prepared, "origin.family", kind_name, named->id, NULL);
    origin->week = stream(prepared, "origin.week", kind_name, named->id, NULL);
    origin->drift = stream(prepared, "origin.drift", kind_name, named->id, NULL);
    origin->draws = arena_new(&prepared->arena, prepared->places * CASE_DRAWS, sizeof *origin->draws);
    int strand = strand_of_origin(prepared, kind, index);
    for (size_t s = 0; s < prepared->stage_count; s++)
        if (prepared->stages[s].strand == strand)
            add_case_streams(prepared, origin, &prepared->stages[s], named);
}

static void make_origins(struct prepared *prepared)
{
    const struct plan *plan = prepared->plan;
    size_t most = plan->demand.sources.count + plan->demand.shocks.count + plan->pathway.count + plan->exits.count;
    prepared->origins = arena_new(&prepared->arena, most, sizeof *prepared->origins);
    prepared->opening_origin = arena_new(&prepared->arena, plan->pathway.count, sizeof(int));
    prepared->past_origin = arena_new(&prepared->arena, plan->exits.count, sizeof(int));
    for (size_t i = 0; i < plan->demand.sources.count; i++)
        add_origin(prepared, ORIGIN_SOURCE, i, &plan_items(plan->demand.sources, struct plan_source)[i].named);
    for (size_t i = 0; i < plan->demand.shocks.count; i++)
        add_origin(prepared, ORIGIN_SHOCK, i, &plan_items(plan->demand.shocks, struct plan_shock)[i].named);
    for (size_t i = 0; i < plan->pathway.count; i++) {
        prepared->opening_origin[i] = (int)prepared->origin_count;
        add_origin(prepared, ORIGIN_OPENING, i, &plan_items(plan->pathway, struct plan_stage)[i].named);
    }
    for (size_t i = 0; i < plan->exits.count; i++) {
        prepared->past_origin[i] = (int)prepared->origin_count;
        add_origin(prepared, ORIGIN_PAST, i, &plan_items(plan->exits, struct plan_exit)[i].named);
    }
}

/* A stream for each move or round that workers of an origin may meet. */
static uint32_t *career_streams(struct prepared *prepared, const char *what, const struct map *map, size_t size,
                                const char *kind, const char *const ids[static 2])
{
    uint32_t *streams = arena_new(&prepared->arena, map->count, sizeof *streams);
    for (size_t i = 0; i < map->count; i++) {
        char purpose[64];
        snprintf(purpose, sizeof purpose, "worker.%s.%s", what, kind);
        const struct named *named = (const struct named *)((const char *)map->items + i * size);
        streams[i] = stream(prepared, purpose, ids[0], ids[1], named->id);
    }
    return streams;
}

static int add_worker_origin(struct prepared *prepared, enum worker_origin_kind kind, int team, int index,
                             const char *team_id, const char *id, const char *name)
{
    static const char *const kinds[] = {"group", "channel", "agency", "pipeline", "round", "managed"};
    struct worker_origin *origin = &prepared->worker_origins[prepared->worker_origin_count];
    origin->kind = kind;
    origin->team = team;
    origin->index = index;
    origin->name = name;
    origin->points = stream(prepared, "worker.points", kinds[kind], team_id, id);
    origin->accept = stream(prepared, "worker.accept", kinds[kind], team_id, id);
    origin->lead = stream(prepared, "worker.lead", kinds[kind], team_id, id);
    origin->leaving = stream(prepared, "worker.leaving", kinds[kind], team_id, id);
    origin->choice = stream(prepared, "worker.choice", kinds[kind], team_id, id);
    origin->load = stream(prepared, "worker.load", kinds[kind], team_id, id);
    origin->absence = stream(prepared, "worker.absence", kinds[kind], team_id, id);
    origin->destination = stream(prepared, "worker.destination", kinds[kind], team_id, id);
    origin->moves = career_streams(prepared, "move", &prepared->plan->workforce.moves, sizeof(struct plan_move),
                                   kinds[kind], (const char *const[]){team_id, id});
    origin->rounds = career_streams(prepared, "round", &prepared->plan->workforce.rounds, sizeof(struct plan_round),
                                    kinds[kind], (const char *const[]){team_id, id});
    origin->withdraws = stream(prepared, "worker.withdraws", kinds[kind], team_id, id);
    origin->converts = stream(prepared, "worker.converts", kinds[kind], team_id, id);
    origin->drop_out = stream(prepared, "worker.drop-out", kinds[kind], team_id, id);
    return (int)prepared->worker_origin_count++;
}

static size_t count_worker_origins(const struct plan *plan)
{
    size_t count = plan->recruitment.count + plan->pipelines.count + plan->teams.count + plan->workforce.rounds.count +
                   plan->managed_teams.count;
    for (size_t t = 0; t < plan->teams.count; t++)
        count += plan_items(plan->teams, struct plan_team)[t].staff.count;
    return count;
}

/* Managed teams, and the days on which agency workers leave together. */
static void make_agency_streams(struct prepared *prepared)
{
    const struct plan *plan = prepared->plan;
    const struct plan_agency *agency = &plan->agency;
    struct arena *arena = &prepared->arena;
    prepared->managed_origin = arena_new(arena, plan->managed_teams.count, sizeof(int));
    prepared->walkout_stream = arena_new(arena, agency->shocks.count, sizeof(uint32_t));
    prepared->withdrawal_stream = arena_new(arena, agency->withdrawals.count, sizeof(uint32_t));
    for (size_t i = 0; i < plan->managed_teams.count; i++) {
        const struct plan_managed_team *managed = &plan_items(plan->managed_teams, struct plan_managed_team)[i];
        prepared->managed_origin[i] =
            add_worker_origin(prepared, WORKER_MANAGED, managed->team.index, (int)i, NULL, managed->named.id,
                              arena_printf(arena, "managed-%s", managed->named.name));
    }
    for (size_t i = 0; i < agency->shocks.count; i++)
        prepared->walkout_stream[i] =
            stream(prepared, "agency.shock", plan_items(agency->shocks, struct plan_walkout)[i].named.id, NULL, NULL);
    for (size_t i = 0; i < agency->withdrawals.count; i++)
        prepared->withdrawal_stream[i] =
            stream(prepared, "agency.withdrawal", plan_items(agency->withdrawals, struct plan_withdrawal)[i].named.id,
                   NULL, NULL);
}

static void make_worker_origins(struct prepared *prepared)
{
    const struct plan *plan = prepared->plan;
    struct arena *arena = &prepared->arena;
    prepared->worker_origins = arena_new(arena, count_worker_origins(plan), sizeof *prepared->worker_origins);
    prepared->channel_origin = arena_new(arena, plan->recruitment.count, sizeof(int));
    prepared->pipeline_origin = arena_new(arena, plan->pipelines.count, sizeof(int));
    prepared->agency_origin = arena_new(arena, plan->teams.count, sizeof(int));
    prepared->group_origin = arena_new(arena, plan->teams.count, sizeof(int *));
    for (size_t i = 0; i < plan->recruitment.count; i++) {
        const struct named *named = &plan_items(plan->recruitment, struct plan_channel)[i].named;
        prepared->channel_origin[i] =
            add_worker_origin(prepared, WORKER_CHANNEL, -1, (int)i, NULL, named->id, named->name);
        struct worker_origin *origin = &prepared->worker_origins[prepared->channel_origin[i]];
        origin->vacancy = arena_new(arena, plan->teams.count, sizeof(uint32_t));
        bool for_vacancies = plan_items(plan->recruitment, struct plan_channel)[i].kind == CHANNEL_PER_VACANCY;
        for (size_t t = 0; t < plan->teams.count && for_vacancies; t++)
            origin->vacancy[t] = stream(prepared, "worker.vacancy", named->id,
                                        plan_items(plan->teams, struct plan_team)[t].named.id, NULL);
    }
    prepared->round_origin = arena_new(arena, plan->workforce.rounds.count, sizeof(int));
    for (size_t i = 0; i < plan->workforce.rounds.count; i++) {
        const struct named *named = &plan_items(plan->workforce.rounds, struct plan_round)[i].named;
        prepared->round_origin[i] = add_worker_origin(prepared, WORKER_ROUND, -1, (int)i, NULL, named->id, named->name);
    }
    for (size_t i = 0; i < plan->pipelines.count; i++) {
        const struct named *named = &plan_items(plan->pipelines, struct plan_pipeline)[i].named;
        prepared->pipeline_origin[i] =
            add_worker_origin(prepared, WORKER_PIPELINE, -1, (int)i, NULL, named->id, named->name);
    }
    for (size_t t = 0; t < plan->teams.count; t++) {
        const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[t];
        prepared->agency_origin[t] = add_worker_origin(prepared, WORKER_AGENCY, (int)t, 0, team->named.id, NULL,
                                                       arena_printf(arena, "agency-%s", team->named.name));
        prepared->group_origin[t] = arena_new(arena, team->staff.count, sizeof(int));
        for (size_t g = 0; g < team->staff.count; g++) {
            const struct named *named = &plan_items(team->staff, struct plan_group)[g].named;
            prepared->group_origin[t][g] =
                add_worker_origin(prepared, WORKER_GROUP, (int)t, (int)g, team->named.id, named->id,
                                  arena_printf(arena, "%s-%s", team->named.name, named->name));
        }
    }
}

static void make_routes(struct prepared *prepared, struct prepared_stage *stage)
{
    const struct pairs *then = &stage->plan->then;
    stage->routes = arena_new(&prepared->arena, then->count + 1, sizeof *stage->routes);
    stage->route_count = then->count;
    stage->levered = arena_new(&prepared->arena, then->count, sizeof *stage->levered);
    for (size_t i = 0; i < then->count; i++) {
        struct route *route = &stage->routes[i];
        const struct pair *pair = &then->items[i];
        bool to_stage = pair->to.which == 0;
        route->name = pair->to.name;
        route->stage = to_stage ? pair->to.index : -1;
        route->exit = to_stage ? -1 : pair->to.index;
        route->in_need = to_stage || plan_items(prepared->plan->exits, struct plan_exit)[route->exit].in_need;
        stage->sorts_need |= !route->in_need;
    }
    escalation_prepare(prepared, stage);
}

/* Brings the shares back to a total of 1: those that levers move stay as set, and the others give way in proportion; without
 * levers, shares that were drawn apart are all rescaled. */
static void share_routes(struct prepared_stage *stage)
{
    const struct pairs *then = &stage->plan->then;
    double moved = 0, others = 0;
    for (size_t i = 0; i < then->count; i++)
        *(stage->levered[i] ? &moved : &others) += then->items[i].value;
    double factor = others > 0 ? fmax(0, 1 - moved) / others : 0;
    if (fabs(moved + others - 1) < 1e-12)
        factor = 1;
    stage->in_need_share = 0;
    for (size_t i = 0; i < then->count; i++) {
        double share = then->items[i].value * (stage->levered[i] ? 1 / fmax(1, moved) : factor);
        stage->routes[i].share = share;
        if (stage->routes[i].in_need)
            stage->in_need_share += share;
    }
}

/* The law of `plan` with a table of residuals: that of `stated` rescaled when only the mean differs. */
static struct law ready_law(struct prepared *prepared, const struct law *plan, const struct law *stated)
{
    double factor = law_mean(plan) / law_mean(stated);
    struct law law = *stated;
    bool same = plan->kind == stated->kind && isfinite(factor) && factor > 0;
    for (double u = 0.1; same && u < 1; u += 0.4)
        same = fabs(law_quantile(plan, u) - factor * law_quantile(stated, u)) <= 1e-9 * law_quantile(plan, u);
    if (same) {
        if (factor != 1)
            law_rescale(&law, factor);
        return law;
    }
    law = *plan;
    law_prepare_residual(&law, &prepared->draw_arena);
    return law;
}

static void make_stages(struct prepared *prepared)
{
    const struct plan *plan = prepared->plan;
    for (size_t i = 0; i < prepared->stage_count; i++) {
        struct prepared_stage *stage = &prepared->stages[i];
        stage->plan = &plan_items(plan->pathway, struct plan_stage)[i];
        stage->team = stage->plan->team.index;
        stage->stated = stage->plan->takes.law;
        law_prepare_residual(&stage->stated, &prepared->arena);
        make_routes(prepared, stage);
        prepared->has_co_workers |= stage->plan->co_worker.given;
    }
}

static void make_teams(struct prepared *prepared)
{
    const struct plan *plan = prepared->plan;
    for (size_t t = 0; t < prepared->team_count; t++) {
        struct prepared_team *team = &prepared->teams[t];
        team->plan = &plan_items(plan->teams, struct plan_team)[t];
        team->number = hash_names((const char *const[]){"team", team->plan->named.id, NULL});
        team->first_unit = (int)prepared->unit_count;
        team->units = (int)team->plan->teams;
        prepared->unit_count += (size_t)team->units;
        team->stages = arena_new(&prepared->arena, prepared->stage_count, sizeof(int));
        for (size_t s = 0; s < prepared->stage_count; s++)
            if (prepared->stages[s].team == (int)t) {
                prepared->stages[s].lane = team->lanes;
                team->stages[team->lanes++] = (int)s;
            }
    }
}

/* The flows of tasks and wrong decisions come last, so that each stage's stay together. */
static void add_pair_of_flows(struct prepared *prepared, enum flow_kind kind, const char *name, const char *first,
                              const char *second)
{
    for (int i = 0; i < 2; i++)
        prepared->flows[prepared->flow_count++] =
            (struct flow){arena_printf(&prepared->arena, "%s.%s", name, i == 0 ? first : second), kind, -1, -1};
}

static void make_other_flows(struct prepared *prepared)
{
    prepared->task_flow = prepared->flow_count;
    for (size_t t = 0; t < prepared->plan->tasks.count; t++)
        add_pair_of_flows(prepared, FLOW_TASK, plan_items(prepared->plan->tasks, struct plan_task)[t].named.name, "due",
                          "late");
    prepared->wrong_flow = arena_new(&prepared->arena, prepared->exit_count, sizeof *prepared->wrong_flow);
    for (size_t e = 0; e < prepared->exit_count; e++) {
        const struct plan_exit *way = &plan_items(prepared->plan->exits, struct plan_exit)[e];
        if (!way->wrong.given)
            continue;
        prepared->wrong_flow[e] = prepared->flow_count;
        add_pair_of_flows(prepared, FLOW_WRONG, way->named.name, "wrong", "wrong-returned");
    }
}

static void make_flows(struct prepared *prepared)
{
    static const char *const names[] = {[FLOW_ENTERED] = "entered",
                                        [FLOW_OPENING] = "opening",
                                        [FLOW_OPEN] = "open",
                                        [FLOW_GAVE_UP] = "gave-up",
                                        [FLOW_DIVERTED] = "diverted"};
    size_t most = 2 * (prepared->exit_count + prepared->plan->tasks.count);
    for (size_t s = 0; s < prepared->stage_count; s++)
        most += FLOW_ROUTE + prepared->stages[s].route_count;
    prepared->flows = arena_new(&prepared->arena, most, sizeof *prepared->flows);
    for (size_t s = 0; s < prepared->stage_count; s++) {
        struct prepared_stage *stage = &prepared->stages[s];
        const char *name = stage->plan->named.name;
        stage->first_flow = prepared->flow_count;
        for (int kind = 0; kind < FLOW_ROUTE; kind++)
            prepared->flows[prepared->flow_count++] = (struct flow){
                arena_printf(&prepared->arena, "%s.%s", name, names[kind]), (enum flow_kind)kind, (int)s, -1};
        for (size_t r = 0; r < stage->route_count; r++)
            prepared->flows[prepared->flow_count++] = (struct flow){
                arena_printf(&prepared->arena, "%s.%s", name, stage->routes[r].name), FLOW_ROUTE, (int)s, (int)r};
    }
    make_other_flows(prepared);
}

static void make_identity(struct prepared *prepared, const struct plan_identity *plan, struct diag *diag)
{
    struct identity *identity = &prepared->identities[prepared->identity_count++];
    identity->name = plan->named.name;
    identity->terms = arena_new(&prepared->arena, plan->terms.count, sizeof *identity->terms);
    const char **names = arena_new(&prepared->arena, prepared->flow_count + 1, sizeof *names);
    for (size_t f = 0; f < prepared->flow_count; f++)
        names[f] = prepared->flows[f].name;
    for (size_t i = 0; i < plan->terms.count; i++) {
        const struct pair *term = &plan->terms.items[i];
        size_t f = 0;
        while (f < prepared->flow_count && !text_equal(names[f], term->to.name))
            f++;
        if (f < prepared->flow_count) {
            identity->terms[identity->count++] = (struct identity_term){f, term->value};
            continue;
        }
        char path[200];
        snprintf(path, sizeof path, "identities.%s.terms", plan->named.name);
        const char *near = text_nearest(term->to.name, names, prepared->flow_count);
        diag_error(diag, (struct place){0}, path, "there is no flow \"%s\"%s%s%s", term->to.name,
                   near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    }
}

/* Which grades may hold the cases of which stages. */
static void make_leads(struct prepared *prepared, struct diag *diag)
{
    const struct plan *plan = prepared->plan;
    const struct plan_grade *grades = plan_items(plan->workforce.grades, struct plan_grade);
    size_t stages = prepared->stage_count, count = plan->workforce.grades.count, limited = 0;
    for (size_t g = 0; g < count; g++)
        limited += grades[g].leads.count > 0;
    if (limited == 0)
        return;
    prepared->leads = arena_new(&prepared->arena, count * stages + 1, sizeof *prepared->leads);
    for (size_t g = 0; g < count; g++) {
        const struct pairs *leads = &grades[g].leads;
        for (size_t s = 0; s < stages; s++)
            prepared->leads[g * stages + s] = leads->count == 0;
        for (size_t i = 0; i < leads->count; i++)
            prepared->leads[g * stages + (size_t)leads->items[i].to.index] = leads->items[i].value > 0;
    }
    for (size_t s = 0; s < stages; s++) {
        size_t able = 0;
        for (size_t g = 0; g < count; g++)
            able += prepared->leads[g * stages + s];
        if (able == 0 && prepared->stages[s].team >= 0)
            diag_error(diag, (struct place){0}, "workforce.grades",
                       "no grade may lead %s, so nobody could ever hold its cases; add it to the leads of one",
                       prepared->stages[s].plan->named.name);
    }
}

/* The mean over the opening permanent staff of tenure x grade multipliers, by FTE. */
static double mean_leaving_multiplier(const struct plan *plan)
{
    double total = 0, fte = 0;
    for (size_t t = 0; t < plan->teams.count; t++) {
        const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[t];
        for (size_t g = 0; g < team->staff.count; g++) {
            const struct plan_group *group = &plan_items(team->staff, struct plan_group)[g];
            if (group->contract == CONTRACT_AGENCY)
                continue;
            const struct plan_grade *grade = &plan_items(plan->workforce.grades, struct plan_grade)[group->grade.index];
            /* bands of multipliers have the shape of a ramp: a value from each length of service on */
            double tenure = balance_mean_ramp(&plan->workforce.leaving.tenure, &group->tenure);
            if (plan->workforce.leaving.tenure.count == 0)
                tenure = 1;
            total += group->fte * grade->leaving * tenure;
            fte += group->fte;
        }
    }
    return fte > 0 && total > 0 ? total / fte : 1;
}

void prepared_refresh(struct prepared *prepared)
{
    arena_release(&prepared->draw_arena);
}

/* Everything that is a number. Without a diag, flows that have no finite answer stay as they were. */
static bool calculate(struct prepared *prepared, struct diag *diag)
{
    const struct plan *plan = prepared->plan;
    for (size_t s = 0; s < prepared->stage_count; s++) {
        struct prepared_stage *stage = &prepared->stages[s];
        stage->weight = (int32_t)lround(stage->plan->weight * 1000);
        stage->takes = ready_law(prepared, &stage->plan->takes.law, &stage->stated);
        bool families =
            stage->team >= 0 && plan_items(plan->teams, struct plan_team)[stage->team].unit == TEAM_COUNTS_FAMILIES;
        stage->per_family = families ? law_mean(&stage->plan->family_size.law) : 1;
        share_routes(stage);
        stage->escaped = escalation_share(stage);
    }
    for (size_t i = 0; i < plan->demand.sources.count; i++)
        prepared->base_rate[i] = plan_items(plan->demand.sources, struct plan_source)[i].rate;
    if (plan->agency.given)
        prepared->assignment = ready_law(prepared, &plan->agency.assignment.law, &prepared->stated_assignment);
    prepared->away = ready_law(prepared, &plan->workforce.absence.lasts.law, &prepared->stated_away);
    prepared->leaving_scale = plan->workforce.leaving.normalise ? mean_leaving_multiplier(plan) : 1;
    if (!balance_flows(prepared, diag))
        return false;
    balance_teams(prepared);
    return true;
}

void prepared_numbers(struct prepared *prepared)
{
    calculate(prepared, NULL);
}

void prepared_follow_levers(struct prepared *prepared)
{
    for (size_t s = 0; s < prepared->stage_count; s++) {
        struct prepared_stage *stage = &prepared->stages[s];
        stage->weight = (int32_t)lround(stage->plan->weight * 1000);
        struct law law = stage->plan->takes.law;
        law_rescale(&law, stage->derived);
        bool same = law_quantile(&law, 0.5) == law_quantile(&stage->unlevered, 0.5) &&
                    law_mean(&law) == law_mean(&stage->unlevered);
        stage->takes = same ? stage->unlevered : law;
        share_routes(stage);
    }
}

void prepared_note_levers(struct prepared *prepared, struct lever_set *levers)
{
    prepared->levers = levers;
    for (size_t s = 0; s < prepared->stage_count; s++) {
        struct prepared_stage *stage = &prepared->stages[s];
        for (size_t i = 0; i < stage->route_count; i++)
            stage->levered[i] = lever_acts_on(levers, &stage->plan->then.items[i].value);
    }
}

bool prepared_make(struct prepared *prepared, const struct plan *plan, struct diag *diag)
{
    size_t errors = diag->errors;
    *prepared = (struct prepared){.plan = plan};
    struct arena *arena = &prepared->arena;
    prepared->year = plan->clock.calendar == CALENDAR_NONE ? 52 : 365.25 / 7;
    prepared->stage_count = plan->pathway.count;
    prepared->team_count = plan->teams.count;
    prepared->exit_count = plan->exits.count;
    prepared->stages = arena_new(arena, prepared->stage_count, sizeof *prepared->stages);
    prepared->teams = arena_new(arena, prepared->team_count, sizeof *prepared->teams);
    prepared->exit_flow = arena_new(arena, prepared->exit_count, sizeof *prepared->exit_flow);
    prepared->base_rate = arena_new(arena, plan->demand.sources.count, sizeof *prepared->base_rate);
    prepared->exit_returning = arena_new(arena, prepared->exit_count, sizeof *prepared->exit_returning);
    prepared->layout = metric_layout(plan);
    make_stages(prepared);
    make_teams(prepared);
    strand_prepare(prepared);
    make_origins(prepared);
    make_worker_origins(prepared);
    make_agency_streams(prepared);
    make_flows(prepared);
    prepared->identities = arena_new(arena, plan->identities.count, sizeof *prepared->identities);
    for (size_t i = 0; i < plan->identities.count; i++)
        make_identity(prepared, &plan_items(plan->identities, struct plan_identity)[i], diag);
    make_leads(prepared, diag);
    timeliness_prepare(prepared);
    tasks_prepare(prepared, diag);
    target_prepare(prepared);
    prepared->stated_assignment = plan->agency.assignment.law;
    if (plan->agency.given)
        law_prepare_residual(&prepared->stated_assignment, arena);
    prepared->stated_away = plan->workforce.absence.lasts.law;
    law_prepare_residual(&prepared->stated_away, arena);
    calculate(prepared, diag);
    return diag->errors == errors;
}

void prepared_release(struct prepared *prepared)
{
    rng_registry_release(&prepared->registry);
    arena_release(&prepared->draw_arena);
    arena_release(&prepared->arena);
    *prepared = (struct prepared){0};
}
