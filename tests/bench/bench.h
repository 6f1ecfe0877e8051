/* What the benchmarks share: clocks, medians, and rows of build/bench.csv. Times are printed, never judged: they belong
 * to one machine and one moment. What a benchmark may fail on is that two sides did not do the same work. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BENCH_ROUNDS = 5 };

static inline double bench_seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* CPU time of the process, which neighbours on the machine disturb less than the time on the wall. */
static inline double bench_cpu(void)
{
    return bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static inline double bench_wall(void)
{
    return bench_seconds(CLOCK_MONOTONIC);
}

static inline int bench_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, bench_order);
    return values[count / 2];
}

/* Adds a row to the file named on the command line; without one, does nothing. */
static inline void bench_row(const char *file, const char *load, const char *what, double value, const char *unit)
{
    FILE *out = file ? fopen(file, "a") : NULL;
    if (out == NULL)
        return;
    fprintf(out, "%s,%s,%.6g,%s\n", load, what, value, unit);
    fclose(out);
}

#endif
