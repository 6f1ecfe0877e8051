/* The outcome of a replication: its arrays, listed once, so that making, releasing, packing and unpacking agree. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/money_line.h"
#include "model/world.h"

#define PART(member)                                                                                                   \
    {                                                                                                                  \
        offsetof(struct world_outcome, member), sizeof *((struct world_outcome *)NULL)->member                         \
    }

/* To add an array: a line here, and its length at the same place in count_parts(). */
static const struct {
    size_t offset, size;
} parts[] = {
    PART(met),    PART(share),       PART(above),       PART(weekly), PART(compared), PART(waits),
    PART(waited), PART(waited_over), PART(first_waits), PART(stays),  PART(flows),    PART(money),
};

enum { PART_COUNT = sizeof parts / sizeof *parts };

static void count_parts(const struct prepared *prepared, size_t counts[static PART_COUNT])
{
    const struct plan *plan = prepared->plan;
    struct money_layout money = money_layout(plan);
    size_t stages = prepared->stage_count, targets = plan->targets.count;
    const size_t list[PART_COUNT] = {targets,
                                     targets,
                                     targets,
                                     targets * plan_samples(&plan->clock),
                                     targets * plan_samples(&plan->clock),
                                     stages,
                                     stages,
                                     stages * plan->report.waits_over.count,
                                     stages * (size_t)plan->report.waits,
                                     stages,
                                     prepared->flow_count,
                                     money.accounts * money.years};
    memcpy(counts, list, sizeof list);
}

/* The pointer that a part is, whatever it points to. */
static void *part_of(const struct world_outcome *outcome, size_t part)
{
    void *at;
    memcpy(&at, (const char *)outcome + parts[part].offset, sizeof at);
    return at;
}

void world_outcome_init(struct world_outcome *outcome, const struct prepared *prepared)
{
    size_t counts[PART_COUNT];
    count_parts(prepared, counts);
    *outcome = (struct world_outcome){0};
    for (size_t i = 0; i < PART_COUNT; i++) {
        void *at = mem_new(counts[i] + 1, parts[i].size);
        memcpy((char *)outcome + parts[i].offset, &at, sizeof at);
    }
    size_t listed = prepared->stage_count * (size_t)prepared->plan->report.waits;
    for (size_t i = 0; i < listed; i++)
        outcome->first_waits[i] = NAN;
}

void world_outcome_release(struct world_outcome *outcome)
{
    for (size_t i = 0; i < PART_COUNT; i++)
        free(part_of(outcome, i));
    free(outcome->failure);
    *outcome = (struct world_outcome){0};
}

void world_outcome_pack(const struct world_outcome *outcome, const struct prepared *prepared, struct text *out)
{
    size_t counts[PART_COUNT];
    count_parts(prepared, counts);
    for (size_t i = 0; i < PART_COUNT; i++)
        text_add_n(out, part_of(outcome, i), counts[i] * parts[i].size);
    text_add_n(out, (const char *)&outcome->ledger, sizeof outcome->ledger);
    text_add_n(out, (const char *)&outcome->events, sizeof outcome->events);
    if (outcome->failure != NULL)
        text_add(out, outcome->failure);
}

static const char *take(void *into, const char *from, size_t length)
{
    memcpy(into, from, length);
    return from + length;
}

void world_outcome_unpack(struct world_outcome *outcome, const struct prepared *prepared, const char *bytes,
                          size_t length)
{
    size_t counts[PART_COUNT];
    const char *at = bytes;
    count_parts(prepared, counts);
    world_outcome_init(outcome, prepared);
    for (size_t i = 0; i < PART_COUNT; i++)
        at = take(part_of(outcome, i), at, counts[i] * parts[i].size);
    at = take(&outcome->ledger, at, sizeof outcome->ledger);
    at = take(&outcome->events, at, sizeof outcome->events);
    assert(at <= bytes + length);
    size_t rest = length - (size_t)(at - bytes);
    if (rest == 0)
        return;
    outcome->failure = mem_new(rest + 1, 1);
    memcpy(outcome->failure, at, rest);
}
