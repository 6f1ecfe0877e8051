/* Checked allocation and arenas. */
#include <criterion/criterion.h>
#include <gsl/gsl_vector.h>
#include <jansson.h>
#include <stdint.h>

#include "base/mem.h"

Test(mem, arena_keeps_everything_until_the_end)
{
    struct arena arena = {0};
    unsigned char *parts[500];
    for (size_t i = 0; i < 500; i++) {
        parts[i] = arena_new(&arena, i * 13 % 977 + 1, 3);
        cr_assert_eq((uintptr_t)parts[i] % _Alignof(max_align_t), 0, "alignment of %zu", i);
        for (size_t j = 0; j < (i * 13 % 977 + 1) * 3; j++)
            cr_assert_eq(parts[i][j], 0, "not zeroed");
        memset(parts[i], (int)i & 255, (i * 13 % 977 + 1) * 3);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t j = 0; j < (i * 13 % 977 + 1) * 3; j++)
            cr_assert_eq(parts[i][j], i & 255, "part %zu was overwritten", i);
    char *large = arena_new(&arena, 5 << 20, 1);
    large[(5 << 20) - 1] = 1;
    cr_assert_str_eq(arena_printf(&arena, "%s-%05d", "week", 42), "week-00042");
    cr_assert_str_eq(arena_copy(&arena, "words"), "words");
    cr_assert_str_eq(arena_copy_n(&arena, "words", 2), "wo");
    arena_release(&arena);
    arena_release(&arena);
}

Test(mem, grow)
{
    int *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 10000; i++) {
        mem_grow(&items, &capacity, i + 1, sizeof *items);
        cr_assert_gt(capacity, i);
        items[i] = (int)i;
    }
    for (size_t i = 0; i < 10000; i++)
        cr_assert_eq(items[i], (int)i);
    cr_assert_leq(capacity, 15000);
    free(items);
}

Test(mem, too_much_ends_the_program, .exit_code = 1)
{
    volatile size_t half = SIZE_MAX / 2;
    free(mem_new(half, 3));
}

/* Libraries that would go on with a value less in a file, or abort, end the program too. The address sanitizer stops at such a
 * request by itself. */
static void ask_for_too_much(bool of_jansson)
{
    volatile size_t much = (size_t)PTRDIFF_MAX - 64;
    mem_guard_libraries();
#if defined __SANITIZE_ADDRESS__
    mem_exhausted();
#endif
    if (of_jansson)
        json_decref(json_stringn_nocheck("x", much));
    else
        gsl_vector_free(gsl_vector_alloc(much / sizeof(double)));
}

Test(mem, jansson_ends_without_memory, .exit_code = 1)
{
    ask_for_too_much(true);
}

Test(mem, gsl_ends_without_memory, .exit_code = 1)
{
    ask_for_too_much(false);
}
