#include "engine/event_queue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
    SEQUENCE_BITS = 56,
    COMPACT_FROM = 64, /* below this many keys the dead are no burden */
};

static const uint64_t SIGN = UINT64_C(1) << 63;

/* The bits of a double, changed so that they order as unsigned integers as the numbers do. */
static uint64_t time_bits(double time)
{
    double plain = time + 0.0; /* -0 and 0 are one instant */
    uint64_t bits;
    memcpy(&bits, &plain, sizeof bits);
    return bits & SIGN ? ~bits : bits | SIGN;
}

static double time_of(event_key key)
{
    uint64_t bits = (uint64_t)(key >> 64);
    bits = bits & SIGN ? bits & ~SIGN : ~bits;
    double time;
    memcpy(&time, &bits, sizeof time);
    return time;
}

static size_t first_child(size_t i)
{
    return 4 * i + 1;
}

/* The smallest of four neighbours, by arithmetic: which one it is cannot be predicted, so a branch would be missed. */
static size_t least_of_four(const event_key *keys, size_t first)
{
    size_t left = first + (keys[first + 1] < keys[first]);
    size_t right = first + 2 + (keys[first + 3] < keys[first + 2]);
    return left + (right - left) * (keys[right] < keys[left]);
}

static size_t least_child(const struct event_queue *queue, size_t first)
{
    if (first + 4 <= queue->count)
        return least_of_four(queue->keys, first);
    size_t least = first;
    for (size_t i = first + 1; i < queue->count; i++)
        if (queue->keys[i] < queue->keys[least])
            least = i;
    return least;
}

static void sift_down(struct event_queue *queue, size_t at, event_key key, uint32_t owner)
{
    for (size_t first = first_child(at); first < queue->count; first = first_child(at)) {
        size_t child = least_child(queue, first);
        if (key < queue->keys[child])
            break;
        queue->keys[at] = queue->keys[child];
        queue->owners[at] = queue->owners[child];
        at = child;
    }
    queue->keys[at] = key;
    queue->owners[at] = owner;
}

static void sift_up(struct event_queue *queue, size_t at, event_key key, uint32_t owner)
{
    while (at > 0) {
        size_t parent = (at - 1) / 4;
        if (queue->keys[parent] < key)
            break;
        queue->keys[at] = queue->keys[parent];
        queue->owners[at] = queue->owners[parent];
        at = parent;
    }
    queue->keys[at] = key;
    queue->owners[at] = owner;
}

/* Fills the hole at the top with the last key. */
static void fill_hole(struct event_queue *queue)
{
    queue->hole = false;
    queue->count--;
    if (queue->count > 0)
        sift_down(queue, 0, queue->keys[queue->count], queue->owners[queue->count]);
}

static uint32_t new_slot(struct event_queue *queue)
{
    if (queue->free_slot) {
        uint32_t slot = queue->free_slot - 1;
        queue->free_slot = queue->slots[slot].subject;
        return slot;
    }
    mem_grow(&queue->slots, &queue->slot_capacity, queue->slot_count + 1, sizeof *queue->slots);
    assert(queue->slot_count < UINT32_MAX - 1);
    queue->slots[queue->slot_count].generation = 0;
    return (uint32_t)queue->slot_count++;
}

static void free_slot(struct event_queue *queue, uint32_t slot)
{
    queue->slots[slot].kind = NULL;
    queue->slots[slot].subject = queue->free_slot;
    queue->free_slot = slot + 1;
}

static event_key new_key(struct event_queue *queue, double time, uint8_t rank)
{
    assert(queue->sequence >> SEQUENCE_BITS == 0);
    return (event_key)time_bits(time) << 64 | (uint64_t)rank << SEQUENCE_BITS | queue->sequence++;
}

uint32_t event_queue_add(struct event_queue *queue, double time, uint8_t rank, const struct event_kind *kind,
                         uint32_t subject)
{
    uint32_t slot = new_slot(queue);
    queue->slots[slot].kind = kind;
    queue->slots[slot].subject = subject;
    event_key key = new_key(queue, time, rank);
    if (queue->due != NULL) {
        mem_grow(&queue->due, &queue->due_capacity, queue->slot_count, sizeof *queue->due);
        queue->due[slot] = key;
    }
    if (queue->hole) {
        queue->hole = false;
        sift_down(queue, 0, key, slot);
        return slot;
    }
    mem_grow(&queue->keys, &queue->key_capacity, queue->count + 1, sizeof *queue->keys);
    mem_grow(&queue->owners, &queue->owner_capacity, queue->count + 1, sizeof *queue->owners);
    sift_up(queue, queue->count++, key, slot);
    return slot;
}

/* From the first event that is put off, it is known of each slot when its event is due. */
static void note_due(struct event_queue *queue)
{
    mem_grow(&queue->due, &queue->due_capacity, queue->slot_count, sizeof *queue->due);
    for (size_t i = queue->hole; i < queue->count; i++)
        queue->due[queue->owners[i]] = queue->keys[i];
}

bool event_queue_put_off(struct event_queue *queue, uint32_t slot, double time, uint8_t rank)
{
    if (queue->due == NULL)
        note_due(queue);
    if (time_bits(time) < (uint64_t)(queue->due[slot] >> 64))
        return false;
    queue->due[slot] = new_key(queue, time, rank);
    return true;
}

/* Drops the cancelled from the top, and sends down those that have been put off. */
static void settle_top(struct event_queue *queue)
{
    while (queue->count > 0) {
        uint32_t owner = queue->owners[0];
        if (!queue->slots[owner].kind) {
            free_slot(queue, owner);
            queue->dead--;
            fill_hole(queue);
        } else if (queue->due != NULL && queue->due[owner] != queue->keys[0]) {
            sift_down(queue, 0, queue->due[owner], owner);
        } else {
            return;
        }
    }
}

bool event_queue_take(struct event_queue *queue, double until, struct event_due *due)
{
    if (queue->hole)
        fill_hole(queue);
    if (queue->dead > 0 || queue->due != NULL)
        settle_top(queue);
    if (queue->count == 0)
        return false;
    double time = time_of(queue->keys[0]);
    if (time > until)
        return false;
    uint32_t owner = queue->owners[0];
    struct event_slot *slot = &queue->slots[owner];
    *due = (struct event_due){.time = time, .kind = slot->kind, .subject = slot->subject};
    slot->generation++;
    free_slot(queue, owner);
    queue->hole = true;
    return true;
}

bool event_queue_holds(const struct event_queue *queue, uint32_t slot, uint32_t generation)
{
    if (slot >= queue->slot_count)
        return false;
    const struct event_slot *held = &queue->slots[slot];
    return held->kind && held->generation == generation;
}

/* Keeps the living keys and restores the heap from the last parent upwards (Floyd). */
static void compact(struct event_queue *queue)
{
    if (queue->hole)
        fill_hole(queue);
    size_t kept = 0;
    for (size_t i = 0; i < queue->count; i++) {
        uint32_t owner = queue->owners[i];
        if (!queue->slots[owner].kind) {
            free_slot(queue, owner);
            continue;
        }
        queue->keys[kept] = queue->keys[i];
        queue->owners[kept++] = owner;
    }
    queue->count = kept;
    queue->dead = 0;
    if (kept < 2)
        return;
    for (size_t at = (kept - 2) / 4 + 1; at-- > 0;)
        sift_down(queue, at, queue->keys[at], queue->owners[at]);
}

void event_queue_cancel(struct event_queue *queue, uint32_t slot)
{
    queue->slots[slot].kind = NULL;
    queue->slots[slot].generation++;
    queue->dead++;
    if (queue->count >= COMPACT_FROM && queue->dead > queue->count / 2)
        compact(queue);
}

size_t event_queue_pending(const struct event_queue *queue)
{
    return queue->count - queue->dead - queue->hole;
}

void event_queue_release(struct event_queue *queue)
{
    free(queue->keys);
    free(queue->owners);
    free(queue->slots);
    free(queue->due);
    *queue = (struct event_queue){0};
}
