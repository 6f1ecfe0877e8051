/* Memory: checked allocation, and arenas for things that live and die together (a scenario's tree, a plan).
 *
 * Running out of memory is a failure of the surroundings: one message on standard error and exit 1, never a null to
 * check. Come here to allocate; nothing outside base calls malloc. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* Says so and ends the program: for those whom a library tells that there is no more. */
_Noreturn void mem_exhausted(void);

/* Libraries that would go on without what they did not get, or abort, end the program in the same way. Once, at the start. */
void mem_guard_libraries(void);

/* Makes sure of that much, for a library that does not survive the want of it. */
void mem_require(size_t bytes);

/* A stream into a text that grows, which belongs to the caller after mem_close_text(). */
FILE *mem_open_text(char **text, size_t *length);
void mem_close_text(FILE *out);

/* count * size bytes, zeroed; the product is checked for overflow. Release with free(). */
void *mem_new(size_t count, size_t size);

/* Resizes to count * size bytes; new bytes are not zeroed. */
void *mem_resize(void *old, size_t count, size_t size);

/* Moves *items to an array with room for at least `needed` elements, and for half as many again as it had. */
void mem_grow_to(void *items, size_t *capacity, size_t needed, size_t size);

/* Grows *items, an array with room for *capacity elements of `size` bytes, so that it holds at least `needed`. Called
 * wherever something is added to a list, and nearly always for nothing. */
static inline void mem_grow(void *items, size_t *capacity, size_t needed, size_t size)
{
    if (needed > *capacity)
        mem_grow_to(items, capacity, needed, size);
}

/* A copy on the heap, released with free(). */
char *mem_copy_text(const char *text);

struct arena_block;

/* A region whose contents are released all at once. A zeroed struct is an empty arena. */
struct arena {
    struct arena_block *last;
};

/* `size` zeroed bytes, aligned for anything, that live until arena_release(). */
void *arena_new(struct arena *arena, size_t count, size_t size);
char *arena_copy(struct arena *arena, const char *text);
char *arena_copy_n(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *arena);

#endif
