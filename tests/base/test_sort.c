/* Sorting beside the library's, for every kind of number that a report holds. */
#include <criterion/criterion.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "engine/rng.h"

enum { MOST = 3000, KINDS = 7 };

/* Counts, floats, doubles of both signs, extremes, one value only, ends, and what is in order already. */
static double value_of(int kind, size_t i, size_t count)
{
    double u = rng_uniform((struct luck){7, 0}, (uint32_t)kind, i, 0);
    switch (kind) {
    case 0:
        return floor(300 * u);
    case 1:
        return (double)(float)(20 * u);
    case 2:
        return (u - 0.5) * 1e6;
    case 3:
        return i % 5 == 0 ? -INFINITY : i % 7 == 0 ? INFINITY : ldexp(u - 0.5, (int)(2000 * u) - 1070);
    case 4:
        return -17.25;
    case 5:
        return i == 0 ? 1 : 0;
    default:
        return (double)(count - i);
    }
}

Test(sort, is_the_librarys_order)
{
    static const size_t counts[] = {0, 1, 2, 31, 32, 33, 100, 257, MOST};
    static double own[MOST], theirs[MOST];
    for (int kind = 0; kind < KINDS; kind++)
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
            size_t count = counts[k];
            for (size_t i = 0; i < count; i++)
                own[i] = theirs[i] = value_of(kind, i, count);
            sort_doubles(own, count);
            gsl_sort(theirs, 1, count);
            cr_assert_eq(memcmp(own, theirs, count * sizeof *own), 0, "kind %d, %zu values", kind, count);
        }
}
