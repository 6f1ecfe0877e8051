/* Sorting of many small arrays of numbers, the one thing that a report of weekly ranges does more than any other.
 *
 * gsl_sort() is the better choice wherever a sort is not counted in ten thousands: it needs no second array. Nothing is kept
 * here about what the numbers mean. */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>

/* Into increasing order, -0 before 0; `count` below 2^32, and none of the values is NaN. */
void sort_doubles(double *values, size_t count);

#endif
