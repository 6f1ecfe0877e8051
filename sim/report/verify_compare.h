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

/* Pages without the section that tells where figures came from: resolved.yaml states them all, and the first file did not.
 * Drawings in them are left out too, since another gnuplot draws otherwise; with `digits`, numbers as above. */
bool verify_compare_pages(const struct verify_bytes *a, const struct verify_bytes *b, bool digits);

/* The line of the first difference, from 1, with both versions of it on the heap, cut short; null in binary files. */
size_t verify_compare_find(const struct verify_bytes *a, const struct verify_bytes *b, char **was, char **now);

#endif
