#include "model/ledger.h"

void ledger_open(struct world *world, struct child *child)
{
    child->account = world->engine.now >= world->plan->clock.warm_up;
    child->account_changes = 0;
    child->account_weeks = 0;
}

void ledger_change(struct child *child)
{
    child->account_changes++;
}

void ledger_unallocated(struct child *child, double weeks)
{
    child->account_weeks += weeks;
}

void ledger_close(struct world *world, const struct child *child)
{
    if (!child->account)
        return;
    struct world_ledger *ledger = &world->outcome->ledger;
    uint16_t changes = child->account_changes;
    tally_add(&ledger->changes, changes);
    tally_add(&ledger->weeks_unallocated, child->account_weeks);
    ledger->by_changes[changes < WORLD_LEDGER_CHANGES ? changes : WORLD_LEDGER_CHANGES]++;
}
