/* Levers: dated changes to parameters, as data. No lever has code of its own.
 *
 * A lever names parameters by path and says what to do with them: set, scale, add, cap or floor, from a date, at once or over
 * a ramp, until another date. Several levers on one parameter compose in a fixed order, so neither the order in a file nor
 * that of floating-point sums can show: the base or the last set; x scales and then + additions, each in the order of the
 * levers' identities; then the lowest cap and the highest floor. How much of it comes about may be uncertain (`effect`), and
 * is drawn with the other inputs. The composed value is written into the thread's own plan, and model code just reads its
 * parameter. */
#ifndef MODEL_LEVER_H
#define MODEL_LEVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/plan.h"
#include "scenario/param.h"

enum lever_operation { LEVER_SET, LEVER_SCALE, LEVER_ADD, LEVER_CAP, LEVER_FLOOR };

/* What one lever does to one parameter. */
struct lever_effect {
    const struct plan_lever *lever;
    enum lever_operation operation;
    double value;
    double from, full, to; /* weeks: first effect, full effect, end */
};

/* A parameter that levers act on. */
struct lever_target {
    const char *path;
    double *where;
    const struct param *row;
    struct law_param *law;        /* that it is part of, or null */
    double base;                  /* while a replication runs: the value without levers */
    struct lever_effect *effects; /* in the order in which they compose */
    size_t count;
};

/* All targets of a plan, in order of path, and the times at which any may change. Zeroed is empty. */
struct lever_set {
    struct lever_target *targets;
    size_t count;
    double *times;
    size_t time_count;
    double end; /* weeks: nothing changes after it */
};

/* Resolves the levers of the plan that was filled, and warns of those that change nothing. Unknown paths, parameters that may not change, units, values beyond a parameter's limits,
 * two sets that start on one date, a cap below a floor and a ramp from none go to diag. Memory belongs to the arena. */
bool lever_open(struct lever_set *set, const struct filled *filled, struct arena *arena, struct diag *diag);

/* Keeps the present values as those without levers, and takes the dates of the effects from the levers anew: `approval` may
 * have been drawn since. Comes before anything that asks for a value. */
void lever_begin(struct lever_set *set);

/* The value of a target at a time. */
double lever_value(const struct lever_target *target, double time);

/* Does any target have another value at `time` than it has now? */
bool lever_would_change(const struct lever_set *set, double time);

/* Writes the values of `time` into the plan; laws are made anew in the arena. */
void lever_apply(struct lever_set *set, double time, struct arena *arena);

/* Puts the values without levers back. */
void lever_end(struct lever_set *set, struct arena *arena);

/* Is the number at this address one that levers act on? */
bool lever_acts_on(const struct lever_set *set, const double *where);

#endif
