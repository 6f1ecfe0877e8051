#include "experiment/sobol.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/resample.h"

enum { COPIES = 200, SOBOL_DIMENSIONS = 40 };

static struct interval within_share(struct interval interval)
{
    return (struct interval){fmin(fmax(interval.low, 0), 1), fmin(fmax(interval.high, 0), 1)};
}

/* --- first order, from runs ------------------------------------------------------------------------------------- */

/* The share of variance that the curve takes up; NaN when there is none. */
static double explained(const struct smooth *input, const double *values, const double *weights)
{
    double coefficients[SMOOTH_TERMS], count = 0, mean = 0, left = 0, all = 0;
    smooth_fit(input, values, weights, coefficients);
    for (size_t run = 0; run < input->count; run++) {
        double weight = weights == NULL ? 1 : weights[run];
        count += weight;
        mean += weight * values[run];
    }
    mean /= count;
    for (size_t run = 0; run < input->count; run++) {
        double weight = weights == NULL ? 1 : weights[run], off = values[run] - mean,
               residual = values[run] - smooth_at(input, coefficients, run);
        all += weight * off * off;
        left += weight * residual * residual;
    }
    return all > 0 ? 1 - left / all : (double)NAN;
}

struct sobol_index sobol_first(const struct smooth *input, const double *values, size_t block, size_t family,
                               uint64_t seed)
{
    double runs = (double)input->count, terms = (double)input->terms, share = explained(input, values, NULL);
    struct sobol_index index = {.value = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    if (isnan(share) || runs < 2 * terms)
        return index;
    index.value = 1 - (1 - share) * (runs - 1) / (runs - terms);
    double ratio = terms > 1 ? share / (terms - 1) / ((1 - share) / (runs - terms)) : 0;
    index.told = terms > 1 && (share >= 1 || gsl_cdf_fdist_Q(ratio, terms - 1, runs - terms) < 0.05 / (double)family);
    double *copies = mem_new(COPIES, sizeof *copies), *weights = mem_new(input->count, sizeof *weights), mean = 0;
    size_t found = 0;
    for (uint32_t copy = 0; copy < COPIES; copy++) {
        resample_weights(seed, copy, input->count, block, weights);
        double one = explained(input, values, weights);
        if (!isnan(one))
            copies[found++] = one;
        mean += isnan(one) ? 0 : one;
    }
    /* a curve takes up more of the luck of a copy, in which runs come twice, so the copies are put about the value */
    struct interval spread = resample_interval(copies, found);
    double shift = index.value - mean / (double)found;
    index.interval = within_share((struct interval){spread.low + shift, spread.high + shift});
    index.value = fmax(index.value, 0);
    free(copies);
    free(weights);
    return index;
}

/* --- totals, by a design ---------------------------------------------------------------------------------------- */

void sobol_init(struct sobol *sobol, size_t inputs, size_t rows, size_t measures)
{
    *sobol = (struct sobol){.inputs = inputs,
                            .measures = measures,
                            .rows = rows,
                            .points = mem_new(rows * 2 * inputs + 1, sizeof *sobol->points),
                            .totals = mem_new(measures * (inputs + 1), sizeof *sobol->totals),
                            .firsts = mem_new(measures * (inputs + 1), sizeof *sobol->firsts)};
    if (inputs == 0)
        return;
    bool few = 2 * inputs <= SOBOL_DIMENSIONS;
    gsl_qrng *sequence = gsl_qrng_alloc(few ? gsl_qrng_sobol : gsl_qrng_reversehalton, (unsigned)(2 * inputs));
    for (size_t row = 0; row < rows; row++)
        gsl_qrng_get(sequence, sobol->points + row * 2 * inputs);
    gsl_qrng_free(sequence);
}

/* Column `from_b` is that of B, all others are those of A; `inputs` for A itself, more for B. */
static void fill_points(const struct sobol *sobol, size_t from_b, double *points)
{
    for (size_t row = 0; row < sobol->rows; row++)
        for (size_t i = 0; i < sobol->inputs; i++) {
            bool b = i == from_b || from_b > sobol->inputs;
            points[row * sobol->inputs + i] = sobol->points[row * 2 * sobol->inputs + i + (b ? sobol->inputs : 0)];
        }
}

/* Results of one measure: a, b, and a with one thing from b. */
struct columns {
    const double *a, *b;
    size_t rows;
};

static double variance_of(const struct columns *columns, const double *weights, double *mean)
{
    double count = 0, sum = 0, squares = 0;
    for (size_t row = 0; row < columns->rows; row++) {
        double weight = weights == NULL ? 1 : weights[row];
        if (isnan(columns->a[row] + columns->b[row]))
            continue;
        count += 2 * weight;
        sum += weight * (columns->a[row] + columns->b[row]);
        squares += weight * (columns->a[row] * columns->a[row] + columns->b[row] * columns->b[row]);
    }
    *mean = sum / count;
    return squares / count - *mean * *mean;
}

static void indices_of(const struct columns *columns, const double *mixed, const double *weights, double *first,
                       double *total)
{
    double mean, variance = variance_of(columns, weights, &mean), count = 0, own = 0, all = 0;
    for (size_t row = 0; row < columns->rows; row++) {
        double weight = weights == NULL ? 1 : weights[row], a = columns->a[row], b = columns->b[row], ab = mixed[row];
        if (isnan(a + b + ab))
            continue;
        count += weight;
        own += weight * (b - mean) * (ab - a);
        all += weight * (a - ab) * (a - ab) / 2;
    }
    bool varies = variance > 0 && count > 0;
    *first = varies ? own / count / variance : (double)NAN;
    *total = varies ? all / count / variance : (double)NAN;
}

static void put_indices(const struct columns *columns, const double *mixed, uint64_t seed, struct sobol_index *first,
                        struct sobol_index *total)
{
    double *copies = mem_new(2 * COPIES, sizeof *copies), *weights = mem_new(columns->rows + 1, sizeof *weights);
    size_t found = 0;
    indices_of(columns, mixed, NULL, &first->value, &total->value);
    for (uint32_t copy = 0; copy < COPIES; copy++) {
        resample_weights(seed, copy, columns->rows, 0, weights);
        indices_of(columns, mixed, weights, &copies[found], &copies[COPIES + found]);
        found += !isnan(copies[found]);
    }
    first->interval = resample_interval(copies, found);
    total->interval = resample_interval(copies + COPIES, found);
    first->told = first->interval.low > 0;
    total->told = total->value > 0; /* nothing moves a result that an input cannot reach, on the same luck */
    free(copies);
    free(weights);
}

/* Block 0 is A, 1 is B, then come the inputs and, last, luck. */
static bool ask_block(const struct sobol *sobol, size_t block, design_fn *ask, void *user, double *points,
                      double *values)
{
    size_t inputs = sobol->inputs, from_b = block == 0 ? inputs : block == 1 ? inputs + 1 : block - 2;
    size_t luck = block == 1 || block == inputs + 2;
    fill_points(sobol, from_b, points);
    return ask(user, &(struct design_block){.points = points, .rows = sobol->rows, .inputs = inputs, .luck = luck},
               values);
}

bool sobol_run(struct sobol *sobol, design_fn *ask, void *user, uint64_t seed)
{
    size_t rows = sobol->rows, inputs = sobol->inputs, size = sobol->measures * rows;
    double *points = mem_new(rows * inputs + 1, sizeof *points), *all = mem_new(3 * size + 1, sizeof *all);
    double *a = all, *b = all + size, *mixed = all + 2 * size;
    bool complete = ask_block(sobol, 0, ask, user, points, a) && ask_block(sobol, 1, ask, user, points, b);
    for (size_t i = 0; i <= inputs && complete; i++) {
        complete = ask_block(sobol, i + 2, ask, user, points, mixed);
        for (size_t m = 0; m < sobol->measures && complete; m++)
            put_indices(&(struct columns){a + m * rows, b + m * rows, rows}, mixed + m * rows, seed,
                        &sobol->firsts[m * (inputs + 1) + i], &sobol->totals[m * (inputs + 1) + i]);
    }
    free(points);
    free(all);
    return complete;
}

const struct sobol_index *sobol_total(const struct sobol *sobol, size_t measure, size_t input)
{
    return &sobol->totals[measure * (sobol->inputs + 1) + input];
}

void sobol_release(struct sobol *sobol)
{
    free(sobol->points);
    free(sobol->totals);
    free(sobol->firsts);
    *sobol = (struct sobol){0};
}
