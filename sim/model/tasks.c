#include "model/tasks.h"

#include <math.h>

#include "base/hash.h"
#include "model/casework.h"

enum { TASK_BLOCKS = 1 << 16 }; /* blocks of random numbers that a task uses in one visit before it starts again */

static void add_task(struct prepared *prepared, const struct plan_task *task, int index, uint32_t block)
{
    for (size_t i = 0; i < task->stages.count; i++) {
        struct prepared_stage *stage = &prepared->stages[task->stages.items[i].to.index];
        if (stage->tasks == NULL)
            stage->tasks = arena_new(&prepared->arena, prepared->plan->tasks.count, sizeof *stage->tasks);
        stage->tasks[stage->task_count++] = (struct stage_task){task, task->stages.items[i].value, block, index};
    }
}

void tasks_prepare(struct prepared *prepared, struct diag *diag)
{
    const struct map *tasks = &prepared->plan->tasks;
    uint32_t *blocks = arena_new(&prepared->arena, tasks->count + 1, sizeof *blocks);
    for (size_t t = 0; t < tasks->count; t++) {
        const struct plan_task *task = &plan_items(*tasks, struct plan_task)[t];
        blocks[t] = hash_names((const char *const[]){"task", task->named.id, NULL});
        for (size_t before = 0; before < t; before++)
            if (blocks[t] - blocks[before] + TASK_BLOCKS < 2 * TASK_BLOCKS)
                diag_error(diag, (struct place){0}, "tasks",
                           "%s and %s share random numbers; give one of them another id: ...",
                           plan_items(*tasks, struct plan_task)[before].named.name, task->named.name);
        add_task(prepared, task, (int)t, blocks[t]);
    }
}

void tasks_begin(struct world *world, struct child *child)
{
    child->tasks_until = world->engine.now;
}

/* Would it take longer than the limit with this stretch? */
static bool is_late(const struct plan_task *task, double u, double stretch)
{
    if (isinf(stretch))
        return true;
    if (!task->takes.given)
        return u * stretch > 1;
    return law_quantile(&task->takes.law, u) * stretch > task->limit;
}

static void settle_task(struct world *world, const struct child *child, const struct stage_task *due)
{
    const struct plan_task *task = due->task;
    double from = child->tasks_until - child->begun - task->first, to = world->engine.now - child->begun - task->first;
    double stretch = child->worker == NOBODY ? (double)INFINITY : world->workers[child->worker].stretch;
    bool repeats = !isnan(task->every);
    /* what is due exactly now is counted next time */
    double k = repeats ? fmax(0, ceil((from - 1e-9) / task->every)) : from > 1e-9;
    struct counts *counts = &world->counts[1 + world->prepared->stages[child->stage].team];
    double *flow = &world->flow[world->prepared->task_flow + 2 * (size_t)due->index];
    for (; (repeats || k < 1) && k * (repeats ? task->every : 0) < to - 1e-9; k++) {
        uint32_t block = due->block + 2 * (uint32_t)fmod(k, TASK_BLOCKS / 2);
        if (due->share < 1 && casework_draw(world, child, CASE_TASK, block, false) >= due->share)
            continue;
        bool late = is_late(task, casework_draw(world, child, CASE_TASK, block + 1, false), stretch);
        counts->tasks_due++;
        counts->tasks_late += late;
        counts->task_hours += task->hours;
        flow[0]++;
        flow[1] += late;
    }
}

void tasks_settle(struct world *world, const struct child *child)
{
    const struct prepared_stage *stage = &world->prepared->stages[child->stage];
    if (stage->task_count == 0 || world->engine.now <= child->tasks_until)
        return;
    for (size_t i = 0; i < stage->task_count; i++)
        settle_task(world, child, &stage->tasks[i]);
    world->children[child - world->children].tasks_until = world->engine.now;
}

void tasks_week(struct world *world)
{
    if (world->plan->tasks.count == 0)
        return;
    for (size_t i = 0; i < world->child_count; i++)
        if (world->children[i].state == CHILD_HELD || world->children[i].state == CHILD_WAITING)
            tasks_settle(world, &world->children[i]);
}
