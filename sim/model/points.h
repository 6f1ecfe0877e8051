/* Points of a planar Poisson process in strips of fixed height: arrivals that stay who they are when a rate changes.
 *
 * The plane of (time, rate) is cut into strips; each has its own addressed stream of points. A point becomes an arrival
 * when the rate at that moment is above it, so raising the rate only adds arrivals. Addresses: strip in the high 12 bits of
 * the entity, number in the next 14. */
#ifndef MODEL_POINTS_H
#define MODEL_POINTS_H

#include "model/state.h"

enum {
    POINTS_STRIP_LIMIT = 1 << 11, /* the upper half of the 12 bits addresses time before the first day */
    POINTS_NUMBER_LIMIT = 1 << 14,
};

/* The entity of a point. */
uint64_t points_entity(uint32_t strip, uint32_t number);

/* Schedules every point of the coming week, up to `until`, in strips that `highest` reaches; `subject` + strip is the
 * events' subject. */
void points_schedule(struct world *world, struct strips *strips, double highest, double until,
                     const struct event_kind *kind, uint32_t subject);

/* Takes the pending point of a strip: its rate and entity; schedules the next one when it is before `until`. Returns false
 * when the strip ran out of numbers (the world has failed). */
bool points_take(struct world *world, struct strips *strips, uint32_t strip, double until,
                 const struct event_kind *kind, uint32_t subject, double *height, uint64_t *entity);

/* Visits every point of before time 0 under the rate `highest`, back to -`since`: time (negative), the point's own rate
 * and entity. */
typedef void points_visit_fn(struct world *world, int index, double time, double height, uint64_t entity);
void points_before_start(struct world *world, struct strips *strips, double highest, double since,
                         points_visit_fn *visit, int index);

void points_release(struct strips *strips);

#endif
