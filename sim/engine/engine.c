#include "engine/engine.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void engine_init(struct engine *engine, double start, void *model)
{
    *engine = (struct engine){.now = start, .model = model};
}

static _Noreturn void refuse_past(const struct engine *engine, double time, const struct event_kind *kind,
                                  uint32_t subject)
{
    fprintf(stderr, "headroom: bug: event %s of %u scheduled at %.17g, before the clock at %.17g, by %s (%s)\n",
            kind->name, subject, time, engine->now, engine->current ? engine->current->name : "no event",
            engine->label ? engine->label : "no label");
    abort();
}

struct event_handle engine_schedule(struct engine *engine, double time, const struct event_kind *kind, uint32_t subject)
{
    if (!(time >= engine->now)) /* so written that NaN is refused too */
        refuse_past(engine, time, kind, subject);
    if (isinf(time))
        return (struct event_handle){0};
    uint32_t slot = event_queue_add(&engine->queue, time, kind->rank, kind, subject);
    return (struct event_handle){.slot = slot + 1, .generation = engine->queue.slots[slot].generation};
}

bool engine_is_pending(const struct engine *engine, struct event_handle handle)
{
    return handle.slot && event_queue_holds(&engine->queue, handle.slot - 1, handle.generation);
}

void engine_cancel(struct engine *engine, struct event_handle *handle)
{
    if (engine_is_pending(engine, *handle))
        event_queue_cancel(&engine->queue, handle->slot - 1);
    *handle = (struct event_handle){0};
}

void engine_move(struct engine *engine, struct event_handle *handle, double time, const struct event_kind *kind,
                 uint32_t subject)
{
    if (engine_is_pending(engine, *handle) && time < INFINITY &&
        event_queue_put_off(&engine->queue, handle->slot - 1, time, kind->rank))
        return;
    engine_cancel(engine, handle);
    *handle = engine_schedule(engine, time, kind, subject);
}

/* Is nobody waiting for the rest? Between events, so that what has happened is whole. */
static bool is_halted(struct engine *engine)
{
    if (engine->halt && engine->events_run % ENGINE_HALT_EVENTS == 0 &&
        atomic_load_explicit(engine->halt, memory_order_relaxed) != 0)
        engine->halted = engine->stopped = true;
    return engine->stopped;
}

/* Counts the events of one moment; stops the engine when there is no end of them. */
static void count(struct engine *engine, const struct event_due *due)
{
    engine->events_run++;
    engine->at_moment = due->time > engine->now ? 1 : engine->at_moment + 1;
    if (engine->at_moment > ENGINE_MOMENT_LIMIT) {
        engine->stuck = due->kind;
        engine->stopped = true;
    }
}

void engine_run(struct engine *engine, double until)
{
    struct event_due due;
    while (!is_halted(engine) && event_queue_take(&engine->queue, until, &due)) {
        count(engine, &due);
        engine->now = due.time;
        engine->current = due.kind;
        if (engine->watch)
            engine->watch(engine->model, due.time, due.kind, due.subject);
        due.kind->run(engine, engine->model, due.subject);
    }
    engine->current = NULL;
    if (!engine->stopped && engine->now < until)
        engine->now = until;
}

void engine_stop(struct engine *engine)
{
    engine->stopped = true;
}

void engine_release(struct engine *engine)
{
    event_queue_release(&engine->queue);
    *engine = (struct engine){0};
}
