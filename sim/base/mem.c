#include "base/mem.h"

#include <gsl/gsl_errno.h>
#include <jansson.h>
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

_Noreturn void mem_exhausted(void)
{
    fputs("headroom: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

static size_t product(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX)
        mem_exhausted();
    return bytes ? bytes : 1;
}

void *mem_new(size_t count, size_t size)
{
    void *fresh = calloc(product(count, size), 1);
    if (!fresh)
        mem_exhausted();
    return fresh;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *fresh = realloc(old, product(count, size));
    if (!fresh)
        mem_exhausted();
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

FILE *mem_open_text(char **text, size_t *length)
{
    FILE *out = open_memstream(text, length);
    if (!out)
        mem_exhausted();
    return out;
}

void mem_close_text(FILE *out)
{
    if (fclose(out) != 0)
        mem_exhausted();
}

void mem_require(size_t bytes)
{
    void *room = malloc(bytes);
    if (!room)
        mem_exhausted();
    free(room);
}

static void *new_for_library(size_t bytes)
{
    return mem_resize(NULL, bytes, 1);
}

/* What GSL does by itself, but for memory. */
static void stop_for_gsl(const char *reason, const char *file, int line, int error)
{
    if (error == GSL_ENOMEM)
        mem_exhausted();
    fprintf(stderr, "headroom: bug: gsl: %s:%d: %s\n", file, line, reason);
    abort();
}

void mem_guard_libraries(void)
{
    json_set_alloc_funcs(new_for_library, free);
    gsl_set_error_handler(stop_for_gsl);
}

static struct arena_block *new_block(struct arena *arena, size_t least)
{
    size_t capacity = arena->last ? arena->last->capacity : ARENA_FIRST / 2;
    if (capacity < ARENA_LAST)
        capacity *= 2;
    if (capacity < least)
        capacity = least;
    if (capacity > PTRDIFF_MAX - sizeof(struct arena_block))
        mem_exhausted();
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
        mem_exhausted();
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
