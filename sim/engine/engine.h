/* The event engine: a clock and a list of what happens next. It knows no worker and no case.
 *
 * Events of one instant run in order of rank, then of the sequence in which they were scheduled. Kinds are named
 * structs, so that a trace and an assertion can say which event it was. Come here to schedule, cancel and run; add a
 * kind of event where its handler lives, and its rank in the one list that the model keeps.
 *
 * What is pending is small (workers, not cases), so the list is a 4-ary heap of 128-bit keys (time, rank, sequence)
 * compared as one integer; event_queue.h holds it. Cancelling is lazy, by generation number. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/event_queue.h"

struct engine;

/* A kind of event: constant, one definition each. */
struct event_kind {
    const char *name;
    uint8_t rank; /* order within one instant, lowest first */
    void (*run)(struct engine *engine, void *model, uint32_t subject);
};

/* Names one scheduled event; a zeroed handle names none. Safe to cancel after the event ran. */
struct event_handle {
    uint32_t slot; /* 1 + slot; 0 none */
    uint32_t generation;
};

/* How many events may run between two looks at `halt`: some milliseconds. */
enum { ENGINE_HALT_EVENTS = 1024 };

/* More events than this at one moment mean that time stands still: something takes no time and happens for ever. */
enum { ENGINE_MOMENT_LIMIT = 1000 * 1000 };

typedef void engine_watch_fn(void *model, double time, const struct event_kind *kind, uint32_t subject);

/* Embedded; engine_init() and engine_release(). Members are private but `now`, `events_run`,
 * `current`, `stuck`, `halted` and, to set, `label`, `watch` and `halt`. */
struct engine {
    double now; /* weeks */
    uint64_t events_run;
    uint64_t at_moment;               /* events run at `now` */
    const struct event_kind *current; /* the kind being run, for messages; null between events */
    const struct event_kind *stuck;   /* null, or the kind that was run when time stood still */
    bool stopped;
    bool halted; /* by `halt` */
    const atomic_int
        *halt; /* null, or a number that somebody else makes other than 0 when no event is to run any more */
    void *model;
    const char *label;      /* names the run in messages about bugs; borrowed, may be null */
    engine_watch_fn *watch; /* called before each event when not null (trace) */
    struct event_queue queue;
};

/* An empty engine at time `start` whose handlers get `model`. */
void engine_init(struct engine *engine, double start, void *model);

/* Schedules `kind` at `time` for `subject`. A time before now, or NaN, is a bug in the caller and aborts with a message
 * that names the kind, both times and the engine's label; an infinite time schedules nothing. */
struct event_handle engine_schedule(struct engine *engine, double time, const struct event_kind *kind,
                                    uint32_t subject);

/* Cancels if still pending; zeroes the handle. */
void engine_cancel(struct engine *engine, struct event_handle *handle);

/* The same as cancelling what the handle names and scheduling `kind` for the same `subject` in its place; cheaper when the
 * event is put off. */
void engine_move(struct engine *engine, struct event_handle *handle, double time, const struct event_kind *kind,
                 uint32_t subject);

bool engine_is_pending(const struct engine *engine, struct event_handle handle);

/* Runs every event up to and including `until`, then sets the clock there. Stops early, with the clock where it is, after
 * engine_stop(), when `halt` is no longer 0, which sets `halted`, and when time stands still, which sets `stuck`. */
void engine_run(struct engine *engine, double until);

/* No event runs any more; for handlers that cannot go on. */
void engine_stop(struct engine *engine);

void engine_release(struct engine *engine);

#endif
