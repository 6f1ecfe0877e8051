/* The list of pending events: a 4-ary implicit heap of 128-bit keys. Only engine.c comes in here.
 *
 * A key is (time, rank, sequence), packed so that comparing integers compares events; no two are equal, so the order in
 * which events leave does not depend on how the heap happens to lie. Four children of a node lie side by side, so one
 * step down reads one or two cache lines. What an event is (kind, subject) waits in a slot, and moves with nothing.
 *
 * An event that is put off keeps its place, which is then too early, and takes its new one when it reaches the top: most
 * are put off again before that.
 *
 * Cancelling frees nothing: it marks the slot, and the key leaves when it reaches the top or when more than half of the
 * keys are dead. Taking the top leaves a hole, which the next event that is added fills: most handlers schedule what
 * follows them, and one step down replaces a removal and an insertion. */
#ifndef ENGINE_EVENT_QUEUE_H
#define ENGINE_EVENT_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_kind;

__extension__ typedef unsigned __int128 event_key;

struct event_slot {
    const struct event_kind *kind; /* null: cancelled, or free */
    uint32_t subject;              /* of a free slot: 1 + the next free one, or 0 */
    uint32_t generation;           /* grows whenever the slot's event ends */
};

/* Zeroed is empty. */
struct event_queue {
    event_key *keys; /* keys[i] and owners[i] belong together; keys[0] is the earliest */
    uint32_t *owners;
    size_t count, key_capacity, owner_capacity;
    struct event_slot *slots;
    size_t slot_count, slot_capacity;
    event_key *due; /* [slot] true keys; null until an event is put off */
    size_t due_capacity;
    uint32_t free_slot; /* 1 + the first, 0 none */
    bool hole;          /* keys[0] has been taken and not yet been replaced */
    size_t dead;        /* keys whose event is cancelled */
    uint64_t sequence;
};

/* An event on its way out. */
struct event_due {
    double time;
    const struct event_kind *kind;
    uint32_t subject;
};

/* Adds an event at a time that is a number; returns its slot. */
uint32_t event_queue_add(struct event_queue *queue, double time, uint8_t rank, const struct event_kind *kind,
                         uint32_t subject);

/* Puts an event that the queue holds off to a time not before its present one, as if it were added anew; false, and
 * nothing done, when that time is earlier. */
bool event_queue_put_off(struct event_queue *queue, uint32_t slot, double time, uint8_t rank);

/* Takes the earliest event that is due up to and including `until`; false when there is none. */
bool event_queue_take(struct event_queue *queue, double until, struct event_due *due);

bool event_queue_holds(const struct event_queue *queue, uint32_t slot, uint32_t generation);

/* Cancels an event that the queue holds. */
void event_queue_cancel(struct event_queue *queue, uint32_t slot);

/* How many events are pending, without the cancelled ones. */
size_t event_queue_pending(const struct event_queue *queue);

void event_queue_release(struct event_queue *queue);

#endif
