#include "experiment/surface.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_multifit.h>

#include "base/mem.h"

static size_t quadratic_terms(size_t width)
{
    return 1 + width + width * (width + 1) / 2;
}

/* The terms in order of their use: the constant, the quantities, then squares and products. */
static void expand(const double *at, size_t width, double terms[static SURFACE_TERMS])
{
    size_t count = 0;
    terms[count++] = 1;
    for (size_t i = 0; i < width; i++)
        terms[count++] = at[i];
    for (size_t i = 0; i < width; i++)
        for (size_t j = i; j < width; j++)
            terms[count++] = at[i] * at[j];
}

static size_t terms_for(size_t width, size_t places)
{
    size_t quadratic = quadratic_terms(width);
    if (2 * places >= 3 * quadratic)
        return quadratic;
    return places > width ? width + 1 : 1;
}

static void fit(struct surface *surface)
{
    size_t places = surface->count, width = surface->width, count = terms_for(width, places);
    gsl_matrix *design = gsl_matrix_alloc(places, count), *covariance = gsl_matrix_alloc(count, count);
    gsl_vector *values = gsl_vector_alloc(places), *weight = gsl_vector_alloc(count);
    gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(places, count);
    double terms[SURFACE_TERMS], squares;
    for (size_t i = 0; i < places; i++) {
        const double *row = surface->rows + i * (width + 1);
        expand(row, width, terms);
        for (size_t term = 0; term < count; term++)
            gsl_matrix_set(design, i, term, terms[term]);
        gsl_vector_set(values, i, row[width]);
    }
    /* Quantities that never moved leave singular directions, which the decomposition drops. */
    gsl_multifit_linear(design, values, weight, covariance, &squares, work);
    surface->terms = count;
    for (size_t term = 0; term < count; term++)
        surface->weight[term] = gsl_vector_get(weight, term);
    gsl_multifit_linear_free(work);
    gsl_vector_free(weight);
    gsl_vector_free(values);
    gsl_matrix_free(covariance);
    gsl_matrix_free(design);
}

void surface_put(struct surface *surface, const double *at, double value)
{
    size_t width = surface->width;
    assert(width >= 1 && width <= SURFACE_LIMIT);
    if (!isfinite(value))
        return;
    mem_grow(&surface->rows, &surface->capacity, (surface->count + 1) * (width + 1), sizeof *surface->rows);
    double *row = surface->rows + surface->count++ * (width + 1);
    for (size_t i = 0; i < width; i++)
        row[i] = at[i];
    row[width] = value;
    fit(surface);
    surface->miss = 0;
    for (size_t i = 0; i < surface->count; i++) {
        const double *measured = surface->rows + i * (width + 1);
        surface->miss = fmax(surface->miss, fabs(measured[width] - surface_at(surface, measured)));
    }
}

double surface_at(const struct surface *surface, const double *at)
{
    double terms[SURFACE_TERMS], value = 0;
    if (surface->terms == 0)
        return (double)NAN;
    expand(at, surface->width, terms);
    for (size_t term = 0; term < surface->terms; term++)
        value += surface->weight[term] * terms[term];
    return value;
}

void surface_release(struct surface *surface)
{
    free(surface->rows);
    *surface = (struct surface){0};
}
