#include "model/protection.h"

#include <math.h>

#include "model/caseload.h"
#include "model/casework.h"

static const struct plan_protected *promise_to(const struct world *world, const struct worker *worker)
{
    return &plan_items(world->plan->workforce.grades, struct plan_grade)[worker->grade].protected;
}

int64_t protection_promise(const struct world *world, const struct worker *worker)
{
    const struct plan_protected *protected = promise_to(world, worker);
    if (!protected->given)
        return INT64_MAX;
    double thousandths = protected->load * world->prepared->teams[worker->team].plan->capacity * worker->fte;
    return thousandths < 1e15 ? llround(thousandths) : INT64_MAX;
}

static bool within(const struct world *world, const struct worker *worker, const struct child *child)
{
    return worker->load + caseload_added(world, (int)(worker - world->workers), child) <= worker->promise;
}

bool protection_allows(const struct world *world, const struct worker *worker, const struct child *child)
{
    if (worker->promise == INT64_MAX || within(world, worker, child))
        return true;
    return casework_draw(world, child, CASE_PROTECTION, worker->number, true) >= promise_to(world, worker)->compliance;
}

void protection_count(struct world *world, const struct worker *worker, const struct child *child)
{
    if (worker->promise == INT64_MAX)
        return;
    struct counts *counts = &world->counts[1 + worker->team];
    if (within(world, worker, child))
        counts->promised++;
    else
        counts->broken++;
}
