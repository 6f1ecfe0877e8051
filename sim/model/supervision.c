#include "model/supervision.h"

#include <math.h>

#include "model/balance.h"
#include "model/caseload.h"
#include "model/workforce.h"

void supervision_review(struct world *world, int unit_index)
{
    struct team_unit *unit = &world->units[unit_index];
    double posts = workforce_manager_posts(world, unit);
    double missing = posts > 0 ? fmax(0, 1 - unit->managers / posts) : 0;
    double tempo = world->plan->supervision.given ? 1 - world->plan->supervision.decision_delay * missing : 1;
    if (tempo == unit->tempo)
        return;
    unit->tempo = tempo;
    for (size_t i = 0; i < unit->worker_count; i++)
        caseload_set_tempo(world, unit->workers[i], tempo);
}

void supervision_review_all(struct world *world)
{
    for (size_t i = 0; i < world->prepared->unit_count; i++)
        supervision_review(world, (int)i);
}

/* Sessions a week that a worker is due. */
static double due(const struct world *world, const struct worker *worker)
{
    const struct plan_supervision *supervision = &world->plan->supervision;
    const struct plan_grade *grade = &plan_items(world->plan->workforce.grades, struct plan_grade)[worker->grade];
    if (grade->manages || worker->supervises)
        return 0;
    if (grade->newly_qualified)
        return 1 / balance_ramp_at(&supervision->newly_qualified, world->engine.now - worker->graded);
    return 1 / supervision->every;
}

/* Teams without managers' posts or managers are supervised by somebody whom the scenario does not know. */
static void count_sessions(struct world *world, const struct team_unit *unit)
{
    const struct plan_supervision *supervision = &world->plan->supervision;
    struct counts *counts = &world->counts[1 + unit->team];
    if (workforce_manager_posts(world, unit) <= 0 && unit->managers <= 0)
        return;
    double sessions = 0;
    for (size_t i = 0; i < unit->worker_count; i++)
        sessions += due(world, &world->workers[unit->workers[i]]);
    counts->sessions_due += sessions;
    counts->sessions_missed += fmax(0, sessions - unit->managers * supervision->span / supervision->every);
}

void supervision_week(struct world *world)
{
    if (!world->plan->supervision.given || world->week == 0)
        return;
    for (size_t i = 0; i < world->prepared->unit_count; i++)
        count_sessions(world, &world->units[i]);
}
