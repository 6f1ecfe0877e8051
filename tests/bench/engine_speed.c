/* The engine beside a minimal loop, on the loads of the literature: M/M/1 and M/M/100 at 0.9, and the hold model (every
 * event schedules one successor) with as many events pending as its name says.
 *
 * Both sides run the same model with the same random numbers; the loop has a 4-ary heap of packed 128-bit keys and
 * nothing else: no handles, no named kinds, no ranks, no checks. That both end at the same instant is checked. */
#include <malloc.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "bench/bench.h"
#include "engine/engine.h"

enum kind { ARRIVAL, DEPARTURE, HOLD };

struct load {
    const char *name;
    unsigned servers; /* 0: the hold model */
    unsigned pending; /* of the hold model */
    long events;
};

struct model {
    const struct load *load;
    uint64_t random;
    unsigned busy, waiting;
    long left; /* events still to run */
};

/* splitmix64, and an exponential variable from it. */
static inline double exponential(struct model *model, double mean)
{
    uint64_t x = model->random += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    x ^= x >> 31;
    return -mean * log(((double)(x >> 11) + 0.5) * 0x1p-53);
}

typedef void schedule_fn(void *list, double time, enum kind kind);

/* Inlined on both sides, so that what is compared is the list of events. */
__attribute__((always_inline)) static inline void act(struct model *model, enum kind kind, double now, void *list,
                                                      schedule_fn *schedule)
{
    switch (kind) {
    case ARRIVAL:
        schedule(list, now + exponential(model, 1 / (0.9 * model->load->servers)), ARRIVAL);
        if (model->busy == model->load->servers) {
            model->waiting++;
            break;
        }
        model->busy++;
        schedule(list, now + exponential(model, 1), DEPARTURE);
        break;
    case DEPARTURE:
        if (model->waiting == 0) {
            model->busy--;
            break;
        }
        model->waiting--;
        schedule(list, now + exponential(model, 1), DEPARTURE);
        break;
    case HOLD:
        schedule(list, now + exponential(model, 1), HOLD);
        break;
    }
}

static void begin(struct model *model, const struct load *load, void *list, schedule_fn *schedule)
{
    *model = (struct model){.load = load, .random = 1, .left = load->events};
    if (load->servers > 0)
        schedule(list, 0, ARRIVAL);
    for (unsigned i = 0; i < load->pending; i++)
        schedule(list, exponential(model, 1), HOLD);
}

/* --- through the engine ------------------------------------------------------------------------------------------- */

static void run_arrival(struct engine *engine, void *model, uint32_t subject);
static void run_departure(struct engine *engine, void *model, uint32_t subject);
static void run_hold(struct engine *engine, void *model, uint32_t subject);
static const struct event_kind kinds[] = {[ARRIVAL] = {"arrival", 2, run_arrival},
                                          [DEPARTURE] = {"departure", 1, run_departure},
                                          [HOLD] = {"hold", 1, run_hold}};

static inline void by_engine(void *list, double time, enum kind kind)
{
    engine_schedule(list, time, &kinds[kind], 0);
}

static inline void step(struct engine *engine, struct model *model, enum kind kind)
{
    act(model, kind, engine->now, engine, by_engine);
    if (--model->left == 0)
        engine_stop(engine);
}

static void run_arrival(struct engine *engine, void *model, uint32_t subject)
{
    (void)subject;
    step(engine, model, ARRIVAL);
}

static void run_departure(struct engine *engine, void *model, uint32_t subject)
{
    (void)subject;
    step(engine, model, DEPARTURE);
}

static void run_hold(struct engine *engine, void *model, uint32_t subject)
{
    (void)subject;
    step(engine, model, HOLD);
}

/* Bytes that are allocated, of every size. */
static double allocated(void)
{
    struct mallinfo2 info = mallinfo2();
    return (double)info.uordblks + (double)info.hblkhd;
}

/* Seconds of CPU; the last instant goes to *end, and what the engine has allocated to *bytes. */
static double time_engine(const struct load *load, double *end, double *bytes)
{
    double before = allocated();
    struct model model;
    struct engine engine;
    engine_init(&engine, 0, &model);
    begin(&model, load, &engine, by_engine);
    double start = bench_cpu();
    engine_run(&engine, INFINITY);
    double seconds = bench_cpu() - start;
    *end = engine.now;
    *bytes = allocated() - before;
    engine_release(&engine);
    return seconds;
}

/* --- the minimal loop --------------------------------------------------------------------------------------------- */

__extension__ typedef unsigned __int128 loop_key; /* bits of the time, 62 bits of sequence, 2 of kind */

struct loop {
    loop_key *keys;
    size_t count, capacity;
    uint64_t sequence;
    bool hole; /* keys[0] is being run and not yet replaced */
};

static inline void loop_down(struct loop *loop, loop_key key)
{
    loop_key *keys = loop->keys;
    size_t at = 0;
    for (size_t first = 1; first < loop->count; first = 4 * at + 1) {
        size_t least = first;
        if (first + 4 <= loop->count) {
            size_t left = first + (keys[first + 1] < keys[first]);
            size_t right = first + 2 + (keys[first + 3] < keys[first + 2]);
            least = left + (right - left) * (keys[right] < keys[left]);
        } else {
            for (size_t i = first + 1; i < loop->count; i++)
                least = keys[i] < keys[least] ? i : least;
        }
        if (key < keys[least])
            break;
        keys[at] = keys[least];
        at = least;
    }
    keys[at] = key;
}

static inline void by_loop(void *list, double time, enum kind kind)
{
    struct loop *loop = list;
    uint64_t bits;
    memcpy(&bits, &time, sizeof bits);
    loop_key key = (loop_key)bits << 64 | loop->sequence++ << 2 | kind;
    if (loop->hole) {
        loop->hole = false;
        loop_down(loop, key);
        return;
    }
    if (loop->count == loop->capacity) {
        loop->capacity = loop->capacity ? 2 * loop->capacity : 64;
        loop->keys = realloc(loop->keys, loop->capacity * sizeof *loop->keys);
    }
    size_t at = loop->count++;
    for (; at > 0 && key < loop->keys[(at - 1) / 4]; at = (at - 1) / 4)
        loop->keys[at] = loop->keys[(at - 1) / 4];
    loop->keys[at] = key;
}

static double time_loop(const struct load *load, double *end)
{
    struct model model;
    struct loop loop = {0};
    begin(&model, load, &loop, by_loop);
    double start = bench_cpu(), now = 0;
    while (loop.count > 0 && model.left > 0) {
        loop_key key = loop.keys[0];
        uint64_t bits = (uint64_t)(key >> 64);
        memcpy(&now, &bits, sizeof now);
        loop.hole = true;
        act(&model, (enum kind)(key & 3), now, &loop, by_loop);
        model.left--;
        if (loop.hole) {
            loop.hole = false;
            loop_key last = loop.keys[--loop.count];
            if (loop.count > 0)
                loop_down(&loop, last);
        }
    }
    double seconds = bench_cpu() - start;
    *end = now;
    free(loop.keys);
    return seconds;
}

/* --- side by side ------------------------------------------------------------------------------------------------- */

static bool compare(const struct load *load, const char *csv)
{
    double engine[BENCH_ROUNDS], loop[BENCH_ROUNDS], bytes = 0;
    for (int round = 0; round < BENCH_ROUNDS; round++) {
        double engine_end, loop_end;
        engine[round] = time_engine(load, &engine_end, &bytes) * 1e9 / (double)load->events;
        loop[round] = time_loop(load, &loop_end) * 1e9 / (double)load->events;
        if (engine_end != loop_end) {
            printf("%s: the engine ends at %.17g, the loop at %.17g\n", load->name, engine_end, loop_end);
            return false;
        }
    }
    double ours = bench_median(engine, BENCH_ROUNDS), least = bench_median(loop, BENCH_ROUNDS);
    printf("%-14s engine %6.1f ns an event, minimal loop %6.1f; speed %.2f of the loop's\n", load->name, ours, least,
           least / ours);
    bench_row(csv, load->name, "engine", ours, "ns/event");
    bench_row(csv, load->name, "loop", least, "ns/event");
    bench_row(csv, load->name, "speed against the loop", least / ours, "ratio");
    if (load->pending > 0) {
        printf("%-14s %.0f bytes a pending event\n", "", bytes / load->pending);
        bench_row(csv, load->name, "memory", bytes / load->pending, "bytes/pending event");
    }
    return true;
}

int main(int count, char **words)
{
    static const struct load loads[] = {
        {"M/M/1", 1, 0, 4000000},
        {"M/M/100", 100, 0, 2000000},
        {"hold 1000", 0, 1000, 2000000},
        {"hold 100000", 0, 100000, 1000000},
        {"hold 1000000", 0, 1000000, 1000000},
    };
    bool same = true;
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++)
        same &= compare(&loads[i], count > 1 ? words[1] : NULL);
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
