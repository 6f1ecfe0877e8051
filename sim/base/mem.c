#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double from the first size to the last, so that a small arena stays small and a large one has few blocks. */
enum { ARENA_FIRST = 4096, ARENA_LAST = 1 << 20 };

struct arena_block {
    struct arena_block *before;
    size_t used, capacity;
    alignas(max_align_t) unsigned char bytes[];
};

static _Noreturn void out_of_memory(void)
{
    fputs("headroom: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

static size_t product(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX)
        out_of_memory();
    return bytes ? bytes : 1;
}

void *mem_new(size_t count, size_t size)
{
    void *fresh = calloc(product(count, size), 1);
    if (!fresh)
        out_of_memory();
    return fresh;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *fresh = realloc(old, product(count, size));
    if (!fresh)
        out_of_memory();
    return fresh;
}

void mem_grow_to(void *items, size_t *capacity, size_t needed, size_t size)
{
    size_t room = *capacity + *capacity / 2;
    if (room < needed)
        room = needed;
    if (room < 8)
        room = 8;
    /* The caller's pointer has another type than void *, so it is copied, not dereferenced. */
    void *old;
    memcpy(&old, items, sizeof old);
    void *fresh = mem_resize(old, room, size);
    memcpy(items, &fresh, sizeof fresh);
    *capacity = room;
}

char *mem_copy_text(const char *text)
{
    size_t bytes = strlen(text) + 1;
    return memcpy(mem_new(bytes, 1), text, bytes);
}

static struct arena_block *new_block(struct arena *arena, size_t least)
{
    size_t capacity = arena->last ? arena->last->capacity : ARENA_FIRST / 2;
    if (capacity < ARENA_LAST)
        capacity *= 2;
    if (capacity < least)
        capacity = least;
    if (capacity > PTRDIFF_MAX - sizeof(struct arena_block))
        out_of_memory();
    struct arena_block *block = mem_new(sizeof *block + capacity, 1);
    block->before = arena->last;
    block->capacity = capacity;
    arena->last = block;
    return block;
}

void *arena_new(struct arena *arena, size_t count, size_t size)
{
    size_t step = alignof(max_align_t);
    size_t bytes = (product(count, size) + step - 1) / step * step;
    struct arena_block *block = arena->last;
    if (!block || bytes > block->capacity - block->used)
        block = new_block(arena, bytes);
    void *fresh = block->bytes + block->used;
    block->used += bytes;
    return fresh;
}

char *arena_copy_n(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_new(arena, length + 1, 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
    return arena_copy_n(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        out_of_memory();
    size_t room = (size_t)length + 1;
    char *text = arena_new(arena, room, 1);
    vsnprintf(text, room, format, again);
    va_end(again);
    return text;
}

void arena_release(struct arena *arena)
{
    struct arena_block *block = arena->last;
    while (block) {
        struct arena_block *before = block->before;
        free(block);
        block = before;
    }
    arena->last = NULL;
}
