#include "model/teaching.h"

#include <math.h>

#include "model/grades.h"
#include "model/workforce.h"

static const struct plan_grade *grade_of(const struct world *world, const struct worker *worker)
{
    return &plan_items(world->plan->workforce.grades, struct plan_grade)[worker->grade];
}

static bool teaches(const struct world *world, const struct worker *worker)
{
    return worker->contract != CONTRACT_AGENCY && grades_holds_cases(world, worker) &&
           workforce_is_experienced(world, worker);
}

double teaching_share(const struct world *world, const struct worker *worker)
{
    double share = world->units[worker->unit].teaching;
    return share > 0 && teaches(world, worker) ? share : 0;
}

double teaching_of_trainees(const struct world *world, int index, int unit)
{
    const struct plan_pipeline *pipeline = &plan_items(world->plan->pipelines, struct plan_pipeline)[index];
    double need = world->training != NULL ? (double)world->training[index] * pipeline->educator_load : 0;
    if (need <= 0)
        return 0;
    double total = 0;
    for (size_t i = 0; i < world->prepared->unit_count; i++)
        total += workforce_unit_weight(world, &pipeline->teams, &world->units[i]);
    double weight = workforce_unit_weight(world, &pipeline->teams, &world->units[unit]);
    return total > 0 ? need * weight / total : 0;
}

double teaching_of_worker(const struct world *world, const struct worker *worker)
{
    return grade_of(world, worker)->assessor_load;
}

/* FTE that a unit needs. */
static double needed(const struct world *world, int unit_index)
{
    const struct team_unit *unit = &world->units[unit_index];
    double need = 0;
    for (size_t i = 0; i < world->plan->pipelines.count; i++)
        need += teaching_of_trainees(world, (int)i, unit_index);
    for (size_t i = 0; i < unit->worker_count; i++)
        need += teaching_of_worker(world, &world->workers[unit->workers[i]]);
    return need;
}

/* FTE of those who can give it. */
static double teachers_of(const struct world *world, const struct team_unit *unit)
{
    double teachers = 0;
    for (size_t i = 0; i < unit->worker_count; i++)
        if (teaches(world, &world->workers[unit->workers[i]]))
            teachers += world->workers[unit->workers[i]].whole;
    return teachers;
}

void teaching_review(struct world *world, int unit_index)
{
    struct team_unit *unit = &world->units[unit_index];
    unit->teaching_due = needed(world, unit_index);
    /* in most services nobody is taught, and a worker who joins or leaves need not be held against all colleagues */
    double teachers = unit->teaching_due > 0 ? teachers_of(world, unit) : 0;
    unit->teaching_taken = fmin(unit->teaching_due, teachers * world->plan->workforce.teaching_limit);
    double share = unit->teaching_taken > 0 ? unit->teaching_taken / teachers : 0;
    if (share == unit->teaching)
        return;
    unit->teaching = share;
    for (size_t i = 0; i < unit->worker_count; i++)
        if (teaches(world, &world->workers[unit->workers[i]]))
            workforce_capacity(world, unit->workers[i]);
}

void teaching_review_all(struct world *world)
{
    for (size_t i = 0; i < world->prepared->unit_count; i++)
        teaching_review(world, (int)i);
}
