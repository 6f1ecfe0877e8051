/* How two versions of one file are compared when their bytes differ. Only verify.c comes here. */
#ifndef REPORT_VERIFY_COMPARE_H
#define REPORT_VERIFY_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

/* A file, with a NUL after its bytes. */
struct verify_bytes {
    char *at;
    size_t length;
};

/* The same but for numbers, and those within one unit of the ninth digit. */
bool verify_compare_digits(const struct verify_bytes *a, const struct verify_bytes *b);

/* Pages without the sections that tell where figures came from and how the page was made: resolved.yaml states every figure,
 * and the first file did not. Figures are left out too, whose drawing and caption are not promised. With `digits`, numbers as
 * above. */
bool verify_compare_pages(const struct verify_bytes *a, const struct verify_bytes *b, bool digits);

/* The line of the first difference, from 1, with both versions of it on the heap, cut short; null in binary files. */
size_t verify_compare_find(const struct verify_bytes *a, const struct verify_bytes *b, char **was, char **now);

#endif
