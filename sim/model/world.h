/* The world: one replication of the service, from the opening position to the horizon.
 *
 * world_run() is all that experiments need: a plan and a replication number in, weekly values and an outcome out. A world
 * is a pure function of (plan, seed, replication). */
#ifndef MODEL_WORLD_H
#define MODEL_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/text.h"
#include "engine/tally.h"
#include "model/metric.h"
#include "model/plan.h"
#include "model/prepared.h"

/* Children who were referred and left within the reported time. */
enum { WORLD_LEDGER_CHANGES = 3 };
struct world_ledger {
    struct tally changes;                          /* of worker, a child */
    struct tally weeks_unallocated;                /* a child */
    uint64_t by_changes[WORLD_LEDGER_CHANGES + 1]; /* children with 0, 1, 2, and 3 or more changes */
};

/* What one replication tells beside its weekly values. Arrays belong to the outcome. */
struct world_outcome {
    bool *met;       /* [target] judged on a date */
    double *share;   /* [target] share of sampled times; NaN: judged otherwise */
    bool *weekly;    /* [target][sample] whether the week that ends there met it */
    float *compared; /* [target][sample] the number it compared: of every team the furthest off; a share of_opening */
    double *above;   /* [target] of an average at most: share of workers above it on the date; else NaN */
    struct tally *waits;   /* [stage] wait for a worker in weeks, of cases that entered after the warm-up */
    uint64_t *waited;      /* [stage] of those, how many waited at all */
    uint64_t *waited_over; /* [stage][level of report.waits_over] */
    double *first_waits;   /* [stage][report.waits] in order of arrival; NaN: had not been allocated by the end */
    struct tally *stays;   /* [stage] from entry to leaving the stage, of cases that entered after the warm-up */
    double *flows;         /* [prepared flow] cases that took each route after the warm-up */
    int64_t *money;        /* [money account][year] pence posted after the warm-up; see money_line.h */
    struct world_ledger ledger;
    uint64_t events;
    char *failure; /* null, or why this replication could not go on */
};

/* Where a sample goes: values[series], borrowed until the function returns. */
typedef void world_record_fn(void *user, size_t sample, const double *values);

/* Which events and entities to tell about; null members mean all. */
struct world_trace {
    FILE *out;
    const char *case_name;   /* "community/3/17/1": source, strip, number, child */
    const char *worker_name; /* as printed by a trace */
};

/* Runs one replication. `trace` and `record` may be null. Levers change parameters while it runs; at its end they are as before. */
void world_run(struct prepared *prepared, uint64_t seed, uint32_t replication, const struct world_trace *trace,
               world_record_fn *record, void *user, struct world_outcome *outcome);

/* An outcome in which nothing has happened yet: world_run() begins with it. */
void world_outcome_init(struct world_outcome *outcome, const struct prepared *prepared);
void world_outcome_release(struct world_outcome *outcome);

/* An outcome as bytes for another process of the same program on the same scenario, and back again (into an outcome that
 * was not initialised). They hold no pointer, and are no format for files. */
void world_outcome_pack(const struct world_outcome *outcome, const struct prepared *prepared, struct text *out);
void world_outcome_unpack(struct world_outcome *outcome, const struct prepared *prepared, const char *bytes,
                          size_t length);

#endif
