/* The engine: order, cancelling, the clock, and the queue against a sorted list. */
#include <criterion/criterion.h>
#include <math.h>
#include <signal.h>

#include "base/mem.h"
#include "engine/engine.h"
#include "engine/rng.h"

enum { LOG = 64 };

struct record {
    struct engine *engine;
    int count, watched;
    struct {
        char kind;
        double time;
        uint32_t subject;
    } log[LOG];
    struct event_handle victim;
};

static void note(struct engine *engine, void *model, uint32_t subject)
{
    struct record *record = model;
    cr_assert(record->count < LOG);
    record->log[record->count].kind = engine->current->name[0];
    record->log[record->count].time = engine->now;
    record->log[record->count++].subject = subject;
}

static void run_chain(struct engine *engine, void *model, uint32_t subject);
static void run_killer(struct engine *engine, void *model, uint32_t subject);

static const struct event_kind late = {"late", 200, note};
static const struct event_kind early = {"early", 0, note};
static const struct event_kind chain = {"chain", 5, run_chain};
static const struct event_kind killer = {"killer", 1, run_killer};

static void run_chain(struct engine *engine, void *model, uint32_t subject)
{
    note(engine, model, subject);
    if (subject > 0)
        engine_schedule(engine, engine->now, &chain, subject - 1);
}

static void run_killer(struct engine *engine, void *model, uint32_t subject)
{
    note(engine, model, subject);
    engine_cancel(engine, &((struct record *)model)->victim);
}

static void watch(void *model, double time, const struct event_kind *kind, uint32_t subject)
{
    (void)time, (void)kind, (void)subject;
    ((struct record *)model)->watched++;
}

static void run_for_ever(struct engine *engine, void *model, uint32_t subject)
{
    if (subject == 10)
        atomic_store((atomic_int *)model, 15);
    engine_schedule(engine, engine->now + 0.001, engine->current, subject + 1);
}

/* Heard between two events soon after it is asked for, and never when it is not. */
Test(engine, a_halt_is_heeded)
{
    static const struct event_kind tick = {"tick", 0, run_for_ever};
    atomic_int asked = 0;
    struct engine engine;
    engine_init(&engine, 0, &asked);
    engine_schedule(&engine, 0, &tick, 0);
    engine_run(&engine, 5);
    cr_expect(!engine.halted && engine.now == 5 && engine.events_run > 4900, "halted though nobody looks");
    engine_release(&engine);

    asked = 0;
    engine_init(&engine, 0, &asked);
    engine.halt = &asked;
    engine_schedule(&engine, 0, &tick, 0);
    engine_run(&engine, 5);
    cr_expect(engine.halted && engine.now < 5, "not halted by week %g", engine.now);
    cr_expect(engine.events_run >= 11 && engine.events_run <= 11 + ENGINE_HALT_EVENTS, "halted after %llu events",
              (unsigned long long)engine.events_run);
    engine_release(&engine);
}

Test(engine, order_is_time_then_rank_then_sequence)
{
    struct engine engine;
    struct record record = {0};
    engine_init(&engine, -10, &record);
    engine.watch = watch;
    engine_schedule(&engine, 3, &late, 1);
    engine_schedule(&engine, 3, &late, 2);
    engine_schedule(&engine, 3, &early, 3);
    engine_schedule(&engine, -5, &late, 4);
    engine_schedule(&engine, -7.5, &late, 5);
    engine_schedule(&engine, 0.0, &late, 6);
    engine_schedule(&engine, -0.0, &early, 7);
    engine_schedule(&engine, 1e-300, &early, 8);
    engine_schedule(&engine, 3.0000000000000004, &early, 9);
    engine_schedule(&engine, (double)INFINITY, &early, 10);
    engine_run(&engine, 1e9);
    static const uint32_t expected[] = {5, 4, 7, 6, 8, 3, 1, 2, 9};
    cr_assert_eq(record.count, 9);
    for (int i = 0; i < 9; i++)
        cr_assert_eq(record.log[i].subject, expected[i], "event %d was %u", i, record.log[i].subject);
    cr_assert_eq(record.log[0].time, -7.5, "a time goes through the key unchanged");
    cr_assert_eq(engine.now, 1e9);
    cr_assert_eq(engine.events_run, 9);
    cr_assert_eq(record.watched, 9);
    cr_assert_null(engine.current);
    engine_release(&engine);
}

Test(engine, runs_up_to_and_including_until)
{
    struct engine engine;
    struct record record = {0};
    engine_init(&engine, 0, &record);
    engine_schedule(&engine, 1, &early, 1);
    engine_schedule(&engine, 2, &chain, 2);
    engine_schedule(&engine, 2.5, &early, 9);
    engine_run(&engine, 2);
    cr_assert_eq(record.count, 4, "what an event schedules at its own instant still runs");
    cr_assert_eq(engine.now, 2);
    engine_run(&engine, 1);
    cr_assert_eq(engine.now, 2, "the clock never goes back");
    engine_run(&engine, 2.5);
    cr_assert_eq(record.log[4].subject, 9);
    engine_release(&engine);
    engine_release(&engine); /* a zeroed engine may be released */
}

Test(engine, cancelling)
{
    struct engine engine;
    struct record record = {0};
    engine_init(&engine, 0, &record);
    struct event_handle none = {0};
    cr_assert_not(engine_is_pending(&engine, none));
    engine_cancel(&engine, &none);
    struct event_handle a = engine_schedule(&engine, 1, &early, 1), copy = a;
    struct event_handle never = engine_schedule(&engine, (double)INFINITY, &early, 2);
    cr_assert(engine_is_pending(&engine, a) && !engine_is_pending(&engine, never));
    engine_cancel(&engine, &a);
    cr_assert(a.slot == 0 && !engine_is_pending(&engine, copy));
    struct event_handle b = engine_schedule(&engine, 2, &early, 3);
    engine_cancel(&engine, &copy);
    cr_assert(engine_is_pending(&engine, b), "an old handle cancelled another event");
    record.victim = engine_schedule(&engine, 2, &late, 4);
    engine_schedule(&engine, 2, &killer, 5);
    engine_run(&engine, 10);
    cr_assert_eq(record.count, 2);
    cr_assert(record.log[0].subject == 3 && record.log[1].subject == 5);
    cr_assert_not(engine_is_pending(&engine, b), "an event that ran is not pending");
    engine_cancel(&engine, &b);
    cr_assert_eq(event_queue_pending(&engine.queue), 0);
    engine_release(&engine);
}

/* A slot serves one event after the other; the handle of an earlier one must not reach a later one. */
Test(engine, handles_of_the_past)
{
    struct engine engine;
    struct record record = {0};
    engine_init(&engine, 0, &record);
    struct event_handle ran = engine_schedule(&engine, 1, &early, 1);
    engine_run(&engine, 1);
    struct event_handle next = engine_schedule(&engine, 2, &early, 2);
    cr_assert_eq(next.slot, ran.slot, "this test is about slots that serve again");
    cr_assert_not(engine_is_pending(&engine, ran));
    engine_cancel(&engine, &ran);
    cr_assert(engine_is_pending(&engine, next), "the handle of an event that ran cancelled another");
    struct event_handle copy = next;
    engine_cancel(&engine, &next);
    engine_run(&engine, 3);
    struct event_handle last = engine_schedule(&engine, 4, &early, 3);
    cr_assert_eq(last.slot, copy.slot, "this test is about slots that serve again");
    engine_cancel(&engine, &copy);
    cr_assert(engine_is_pending(&engine, last), "the handle of a cancelled event cancelled another");
    engine_run(&engine, 4);
    cr_assert(record.count == 2 && record.log[1].subject == 3);
    engine_release(&engine);
}

Test(engine, the_past_is_a_bug, .signal = SIGABRT)
{
    struct engine engine;
    engine_init(&engine, 5, NULL);
    engine_schedule(&engine, 4.999, &early, 1);
}

Test(engine, no_number_is_a_bug, .signal = SIGABRT)
{
    struct engine engine;
    engine_init(&engine, 5, NULL);
    engine_schedule(&engine, (double)NAN, &early, 1);
}

/* The queue against the plainest possible one: a list that is searched. Times are few, so that ties abound; the mix of
 * adding, cancelling and running changes as it goes, so that the heap grows, shrinks and is compacted. */
struct model_event {
    double time;
    uint8_t rank;
    uint32_t subject;
    struct event_handle handle;
};

struct model {
    struct model_event *events;
    size_t count, capacity;
    uint32_t next_subject;
    uint32_t draw;
    uint64_t seed;
    int spawn; /* how many a handler may still schedule */
};

static void run_checked(struct engine *engine, void *context, uint32_t subject);

static const struct event_kind checked[] = {
    {"first", 0, run_checked}, {"second", 1, run_checked}, {"last", 255, run_checked}};

static double chance(struct model *model)
{
    return rng_uniform((struct luck){model->seed, 0}, 1, 0, model->draw++);
}

static void add(struct engine *engine, struct model *model)
{
    const struct event_kind *kind = &checked[(int)(3 * chance(model))];
    double time = engine->now + floor(8 * chance(model)) / 4;
    mem_grow(&model->events, &model->capacity, model->count + 1, sizeof *model->events);
    struct model_event *event = &model->events[model->count++];
    *event = (struct model_event){.time = time, .rank = kind->rank, .subject = model->next_subject++};
    event->handle = engine_schedule(engine, time, kind, event->subject);
}

static void cancel(struct engine *engine, struct model *model)
{
    if (model->count == 0)
        return;
    size_t i = (size_t)((double)model->count * chance(model));
    cr_assert(engine_is_pending(engine, model->events[i].handle), "seed %lu: a pending event is lost", model->seed);
    engine_cancel(engine, &model->events[i].handle);
    memmove(&model->events[i], &model->events[i + 1], (--model->count - i) * sizeof *model->events);
}

/* Moving is cancelling and scheduling anew; half of the moves go to an earlier time. */
static void move(struct engine *engine, struct model *model)
{
    if (model->count == 0)
        return;
    size_t i = (size_t)((double)model->count * chance(model));
    struct model_event event = model->events[i];
    const struct event_kind *kind = event.rank == 255 ? &checked[2] : &checked[event.rank];
    event.time = engine->now + floor(8 * chance(model)) / 4;
    engine_move(engine, &event.handle, event.time, kind, event.subject);
    cr_assert(engine_is_pending(engine, event.handle), "seed %lu: a moved event is lost", model->seed);
    memmove(&model->events[i], &model->events[i + 1], (model->count - 1 - i) * sizeof *model->events);
    model->events[model->count - 1] = event;
}

/* The list is in order of scheduling, so the first of the smallest is the one that is due. */
static void run_checked(struct engine *engine, void *context, uint32_t subject)
{
    struct model *model = context;
    size_t first = 0;
    for (size_t i = 1; i < model->count; i++) {
        const struct model_event *a = &model->events[i], *b = &model->events[first];
        if (a->time < b->time || (a->time <= b->time && a->rank < b->rank))
            first = i;
    }
    const struct model_event *due = &model->events[first];
    cr_assert(due->subject == subject && due->time == engine->now && due->rank == engine->current->rank,
              "seed %lu, event %lu: %u at %g instead of %u at %g", model->seed, (unsigned long)engine->events_run,
              subject, engine->now, due->subject, due->time);
    cr_assert_not(engine_is_pending(engine, due->handle), "seed %lu: pending while it runs", model->seed);
    memmove(&model->events[first], &model->events[first + 1], (--model->count - first) * sizeof *model->events);
    for (double step = chance(model); step < 0.6 && model->spawn > 0; step = chance(model), model->spawn--)
        step < 0.3 ? add(engine, model) : step < 0.45 ? cancel(engine, model) : move(engine, model);
}

Test(engine, agrees_with_a_searched_list)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct engine engine;
        struct model model = {.seed = seed};
        engine_init(&engine, -3, &model);
        for (int phase = 0; phase < 12; phase++) {
            double adding = chance(&model);
            for (int i = 0; i < 150; i++)
                if (chance(&model) < adding)
                    add(&engine, &model);
                else if (chance(&model) < 0.5)
                    cancel(&engine, &model);
                else
                    move(&engine, &model);
            cr_assert_eq(event_queue_pending(&engine.queue), model.count, "seed %lu: %zu pending, not %zu", seed,
                         event_queue_pending(&engine.queue), model.count);
            model.spawn = 50;
            engine_run(&engine, engine.now + 2 * chance(&model));
        }
        model.spawn = 0;
        engine_run(&engine, 1e6);
        cr_assert_eq(model.count, 0, "seed %lu: %zu events never ran", seed, model.count);
        engine_release(&engine);
        free(model.events);
    }
}

/* Somebody who reschedules for ever must not make the list grow, and a pending event costs at most 64 bytes; 16,
 * and room to grow, come on top once events have been put off. */
Test(engine, cancelled_events_do_not_pile_up)
{
    enum { N = 100000 };
    struct engine engine;
    struct record record = {0};
    engine_init(&engine, 0, &record);
    struct event_handle handle = {0};
    for (int i = 0; i < 2 * N; i++) {
        engine_cancel(&engine, &handle);
        handle = engine_schedule(&engine, 1 + i, &early, 1);
    }
    for (int i = 0; i < N; i++)
        engine_move(&engine, &handle, 2 * N + (i ^ 1), &early, 1);
    cr_assert_leq(engine.queue.key_capacity, 200, "%zu keys for one event", engine.queue.key_capacity);
    cr_assert_leq(engine.queue.slot_capacity, 200);
    for (int i = 0; i < N; i++)
        engine_schedule(&engine, 1 + i, &early, 1);
    size_t bytes = engine.queue.key_capacity * sizeof *engine.queue.keys +
                   engine.queue.owner_capacity * sizeof *engine.queue.owners +
                   engine.queue.slot_capacity * sizeof *engine.queue.slots;
    cr_assert_leq(bytes, 64 * N, "%g bytes for each pending event", (double)bytes / N);
    bytes = engine.queue.due_capacity * sizeof *engine.queue.due;
    cr_assert_leq(bytes, 24 * N, "%g bytes for each pending event that may be put off", (double)bytes / N);
    engine_release(&engine);
}
