#include "model/audit.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/caseload.h"
#include "model/colleague.h"
#include "model/grades.h"
#include "model/money.h"
#include "model/response.h"
#include "model/workforce.h"
#include "model/world_fail.h"

static void audit_stages(const struct world *world, const uint64_t *open)
{
    for (size_t s = 0; s < world->prepared->stage_count; s++) {
        const struct prepared_stage *stage = &world->prepared->stages[s];
        const double *flow = &world->flow[stage->first_flow];
        double left = flow[FLOW_GAVE_UP] + flow[FLOW_DIVERTED];
        for (size_t r = 0; r < stage->route_count; r++)
            left += flow[FLOW_ROUTE + r];
        double in = flow[FLOW_OPENING] + flow[FLOW_ENTERED];
        if (in != left + (double)open[s])
            world_broken(world, "stage %s: opening + entered = %.0f but left + open = %.0f", stage->plan->named.name,
                         in, left + (double)open[s]);
        if (stage->plan->limit.given && world->limited[s].count != open[s])
            world_broken(world, "stage %s: the limit of %zu cases is counted, but %llu are open",
                         stage->plan->named.name, world->limited[s].count, (unsigned long long)open[s]);
        if (world->stocks[s].open != open[s])
            world_broken(world, "stage %s: %zu cases are counted as open, %llu are", stage->plan->named.name,
                         world->stocks[s].open, (unsigned long long)open[s]);
    }
}

static void audit_case(const struct world *world, const struct child *child)
{
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    const struct worker *beside = child->co_worker == NOBODY ? NULL : &world->workers[child->co_worker];
    if (beside != NULL &&
        (!beside->present || beside->team != stage->plan->co_worker.team.index || child->co_slot >= beside->co_count ||
         beside->co_cases[child->co_slot] != (uint32_t)(child - world->children)))
        world_broken(world, "a case's co-worker does not know it");
    const struct limited *limited = &world->limited[child->stage];
    if (stage->plan->limit.given && (child->limited_slot >= limited->count ||
                                     limited->children[child->limited_slot] != (uint32_t)(child - world->children)))
        world_broken(world, "a case is not among those whose limit is counted");
    if (child->state != CHILD_HELD)
        return;
    if (child->worker == NOBODY)
        world_broken(world, "an allocated case has no worker");
    const struct worker *worker = &world->workers[child->worker];
    if (!worker->present || worker->team != stage->team || worker->unit != child->unit)
        world_broken(world, "a case's worker is not in its team");
    const struct lane *lane = &worker->lanes[stage->lane];
    size_t at = 0;
    while (at < lane->count && lane->cases[at].child != (uint32_t)(child - world->children))
        at++;
    if (at == lane->count)
        world_broken(world, "a case's worker does not hold it");
}

/* Is this the heaviest, and of equals the first, of the siblings whom its worker holds? */
static bool stands_for_family(const struct world *world, const struct child *child)
{
    uint32_t self = (uint32_t)(child - world->children);
    int32_t weight = caseload_weight(world, child);
    for (uint32_t i = child->next; i != self; i = world->children[i].next) {
        const struct child *other = &world->children[i];
        int32_t theirs = other->worker == child->worker ? caseload_weight(world, other) : 0;
        if (theirs > weight || (theirs == weight && i < self))
            return false;
    }
    return true;
}

static void audit_worker(const struct world *world, const struct worker *worker)
{
    const struct prepared_team *team = &world->prepared->teams[worker->team];
    size_t cases = 0, counted = 0;
    int32_t load = 0;
    bool families = team->plan->unit == TEAM_COUNTS_FAMILIES;
    for (int i = 0; i < team->lanes; i++) {
        const struct lane *lane = &worker->lanes[i];
        cases += lane->count;
        for (size_t c = 0; c < lane->count; c++) {
            const struct child *child = &world->children[lane->cases[c].child];
            bool counts = !families || stands_for_family(world, child);
            load += counts ? caseload_weight(world, child) : 0;
            counted += counts;
        }
    }
    for (size_t i = 0; i < worker->co_count; i++)
        load += world->children[worker->co_cases[i]].co_weight;
    if (cases != (size_t)worker->cases || counted != (size_t)worker->counted || load != worker->load)
        world_broken(world, "a worker's cases do not add up to its load");
}

static void audit_staff(const struct world *world)
{
    uint64_t in_post[CONTRACT_COUNT] = {0};
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        if (!worker->present)
            continue;
        if (worker->cases > 0 && !grades_holds_cases(world, worker))
            world_broken(world, "a worker of a grade that holds no cases holds some");
        in_post[worker->contract]++;
        audit_worker(world, worker);
    }
    in_post[CONTRACT_AGENCY] += world->converted;
    in_post[CONTRACT_PERMANENT] -= world->converted;
    for (int c = 0; c < CONTRACT_COUNT; c++)
        if (world->opening_staff[c] + world->joined[c] != world->left[c] + in_post[c])
            world_broken(world, "contract %d: opening %llu + joined %llu is not left %llu + in post %llu", c,
                         (unsigned long long)world->opening_staff[c], (unsigned long long)world->joined[c],
                         (unsigned long long)world->left[c], (unsigned long long)in_post[c]);
}

static void audit_grades(const struct world *world)
{
    size_t grades = world->plan->workforce.grades.count;
    int64_t *in_post = mem_new(grades + 1, sizeof *in_post);
    for (size_t i = 0; i < world->worker_count; i++)
        in_post[world->workers[i].grade] += world->workers[i].present;
    for (size_t g = 0; g < grades; g++)
        if (in_post[g] != world->in_grade[g])
            world_broken(world, "grade %zu: opening + joined + moved in - left - moved out = %lld but %lld are in post",
                         g, (long long)world->in_grade[g], (long long)in_post[g]);
    free(in_post);
}

/* What allocations go by is noted when it changes: a change that was not told would send cases astray for good. */
static void audit_colleagues(const struct world *world, const struct team_unit *unit)
{
    for (size_t i = 0; i < unit->worker_count; i++) {
        const struct worker *worker = &world->workers[unit->workers[i]];
        const struct colleague *colleague = &unit->colleagues[i];
        struct colleague now = colleague_of(worker);
        if (worker->place != (int)i || colleague->number != now.number || colleague->weight != now.weight ||
            colleague->burden != now.burden)
            world_broken(world, "a worker's burden is %.6g but allocations go by %.6g", now.burden, colleague->burden);
    }
}

static void audit_units(const struct world *world)
{
    for (size_t u = 0; u < world->prepared->unit_count; u++) {
        const struct team_unit *unit = &world->units[u];
        double permanent = 0, agency = 0, managers = 0, share = 0, taught = 0, noticed = 0, covered = 0;
        for (size_t i = 0; i < unit->worker_count; i++) {
            const struct worker *worker = &world->workers[unit->workers[i]];
            double fte = worker->fte / 1000.0;
            share += worker->share;
            taught += worker->whole - worker->share;
            if (worker->contract == CONTRACT_AGENCY)
                agency += fte;
            else if (workforce_manages(world, worker))
                managers += fte;
            if (!workforce_in_post(world, worker))
                continue;
            permanent += fte;
            noticed += worker->noticed && world->plan->workforce.leaving.recruit_at_notice ? fte : 0;
            covered += worker->away && world->plan->workforce.absence.cover ? fte : 0;
        }
        if (fabs(permanent - unit->permanent) > 1e-6 || fabs(agency - unit->agency) > 1e-6 ||
            fabs(managers - unit->managers) > 1e-6 || fabs(share - unit->share) > 1e-6)
            world_broken(world, "FTE in post does not add up to the workers'");
        if (fabs(noticed - unit->noticed) > 1e-6 || fabs(covered - unit->covered) > 1e-6)
            world_broken(world, "FTE under notice or on covered leave does not add up to the workers'");
        if (fabs(taught - unit->teaching_taken) > 1e-6 || unit->teaching_taken > unit->teaching_due + 1e-9)
            world_broken(world, "teaching takes %.6g FTE of a unit that needs %.6g, but its workers lack %.6g",
                         unit->teaching_taken, unit->teaching_due, taught);
        audit_colleagues(world, unit);
        if (unit->reserved < 0)
            world_broken(world, "fewer than no people are appointed");
    }
}

static void audit_training(const struct world *world)
{
    size_t total = 0;
    for (size_t i = 0; i < world->plan->pipelines.count; i++)
        total += world->training[i];
    if (total != world->trainees)
        world_broken(world, "%zu people are in training but the pipelines have %zu", world->trainees, total);
}

static void audit_ledger(const struct world *world, const char *what, const struct level *level, double closed,
                         double running)
{
    double area = tally_level_area(level, world->engine.now);
    if (fabs(area - closed - running) > 1e-9 * fmax(1, area) * 100)
        world_broken(world, "the integral of cases %s is %.9g but the sum of times is %.9g", what, area,
                     closed + running);
}

/* Identities are the user's: one that does not hold is told, and its replication left out, but it is no bug of ours. */
static void audit_identities(struct world *world, const uint64_t *open)
{
    for (size_t i = 0; i < world->prepared->identity_count; i++) {
        const struct identity *identity = &world->prepared->identities[i];
        double total = 0;
        for (size_t t = 0; t < identity->count; t++) {
            const struct flow *flow = &world->prepared->flows[identity->terms[t].flow];
            double value = flow->kind == FLOW_OPEN ? (double)open[flow->stage] : world->flow[identity->terms[t].flow];
            total += identity->terms[t].sign * value;
        }
        if (fabs(total) > 1e-6)
            world_fail(world, "identity %s does not hold: its terms total %.6g, not nought", identity->name, total);
    }
}

/* Every child who was turned away wrongly is back, or unmet need. */
static void audit_unmet(const struct world *world)
{
    double away = 0, known = 0;
    for (size_t e = 0; e < world->prepared->exit_count; e++)
        if (plan_items(world->plan->exits, struct plan_exit)[e].wrong.given)
            away += world->flow[world->prepared->wrong_flow[e]] - world->flow[world->prepared->wrong_flow[e] + 1];
    for (size_t i = 0; i < world->child_count; i++)
        known += world->children[i].state == CHILD_ELSEWHERE && world->children[i].wrong_exit != NOBODY;
    if (away != world->unmet || known > away)
        world_broken(world, "unmet need is %.0f but %.0f children are away, %.0f of them known", world->unmet, away,
                     known);
}

void audit_world(struct world *world)
{
    uint64_t *open = mem_new(world->prepared->stage_count + 1, sizeof *open);
    double waiting = 0, held = 0;
    for (size_t i = 0; i < world->child_count; i++) {
        const struct child *child = &world->children[i];
        if (child->state < CHILD_DELAYED)
            continue;
        open[child->stage]++;
        audit_case(world, child);
        waiting += child->state == CHILD_WAITING ? world->engine.now - child->since : 0;
        held += child->state == CHILD_HELD ? world->engine.now - child->since : 0;
    }
    audit_stages(world, open);
    audit_staff(world);
    audit_grades(world);
    audit_units(world);
    audit_training(world);
    audit_ledger(world, "waiting", &world->waiting_level, world->waiting_time, waiting);
    audit_ledger(world, "held", &world->held_level, world->held_time, held);
    audit_identities(world, open);
    audit_unmet(world);
    money_audit(world);
    response_audit(world);
    free(open);
}
