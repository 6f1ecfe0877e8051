#include "experiment/smooth.h"

#include <gsl/gsl_bspline.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/tally.h"

/* Added to the diagonal in proportion to it, so that a bootstrap copy without runs between two knots has a curve too. */
static const double ridge = 1e-10;

size_t smooth_pieces(size_t runs)
{
    return runs < 100 ? 1 : runs < 400 ? 3 : runs < 4000 ? 6 : SMOOTH_TERMS - SMOOTH_ORDER + 1;
}

/* Knots at quantiles, each once, into knots[pieces + 1]; returns how many. */
static size_t find_knots(const double *places, size_t count, size_t pieces, double *knots)
{
    double *sorted = mem_new(count + 1, sizeof *sorted);
    size_t found = 0;
    memcpy(sorted, places, count * sizeof *sorted);
    gsl_sort(sorted, 1, count);
    for (size_t i = 0; i <= pieces && count > 0; i++) {
        double knot = tally_quantile(sorted, count, (double)i / (double)pieces);
        if (found == 0 || knot > knots[found - 1])
            knots[found++] = knot;
    }
    free(sorted);
    return found;
}

static void evaluate(struct smooth *smooth, const double *places, const double *knots, size_t count)
{
    gsl_bspline_workspace *spline = gsl_bspline_alloc(SMOOTH_ORDER, count);
    gsl_vector_const_view at = gsl_vector_const_view_array(knots, count);
    gsl_bspline_knots(&at.vector, spline);
    smooth->terms = gsl_bspline_ncoeffs(spline);
    for (size_t run = 0; run < smooth->count; run++) {
        gsl_vector_view values = gsl_vector_view_array(smooth->basis[run], SMOOTH_ORDER);
        size_t last;
        gsl_bspline_eval_nonzero(places[run], &values.vector, &smooth->first[run], &last, spline);
    }
    gsl_bspline_free(spline);
}

/* Sums of products of the basis, factorised. */
static void factorise(const struct smooth *smooth, const double *weights, double *factor)
{
    size_t terms = smooth->terms, used = terms < SMOOTH_ORDER ? terms : SMOOTH_ORDER;
    for (size_t i = 0; i < terms * terms; i++)
        factor[i] = 0;
    for (size_t run = 0; run < smooth->count; run++) {
        double weight = weights == NULL ? 1 : weights[run];
        const double *basis = smooth->basis[run];
        double *corner = factor + smooth->first[run] * (terms + 1);
        for (size_t i = 0; weight > 0 && i < used; i++)
            for (size_t k = 0; k < used; k++)
                corner[i * terms + k] += weight * basis[i] * basis[k];
    }
    for (size_t i = 0; i < terms; i++)
        factor[i * (terms + 1)] += ridge * (double)(smooth->count + 1);
    gsl_matrix_view matrix = gsl_matrix_view_array(factor, terms, terms);
    gsl_linalg_cholesky_decomp1(&matrix.matrix);
}

void smooth_init(struct smooth *smooth, const double *places, size_t count, size_t pieces)
{
    double knots[SMOOTH_TERMS];
    if (pieces > SMOOTH_TERMS - SMOOTH_ORDER + 1)
        pieces = SMOOTH_TERMS - SMOOTH_ORDER + 1;
    *smooth = (struct smooth){.count = count,
                              .terms = 1,
                              .basis = mem_new(count + 1, sizeof *smooth->basis),
                              .first = mem_new(count + 1, sizeof *smooth->first),
                              .factor = mem_new(SMOOTH_TERMS * SMOOTH_TERMS, sizeof *smooth->factor)};
    size_t found = find_knots(places, count, pieces, knots);
    if (found > 1)
        evaluate(smooth, places, knots, found);
    else
        for (size_t run = 0; run < count; run++)
            smooth->basis[run][0] = 1;
    factorise(smooth, NULL, smooth->factor);
}

void smooth_fit(const struct smooth *smooth, const double *values, const double *weights,
                double coefficients[static SMOOTH_TERMS])
{
    double own[SMOOTH_TERMS * SMOOTH_TERMS];
    size_t terms = smooth->terms, used = terms < SMOOTH_ORDER ? terms : SMOOTH_ORDER;
    if (weights != NULL)
        factorise(smooth, weights, own);
    for (size_t i = 0; i < SMOOTH_TERMS; i++)
        coefficients[i] = 0;
    for (size_t run = 0; run < smooth->count; run++) {
        double weighted = (weights == NULL ? 1 : weights[run]) * values[run];
        for (size_t i = 0; i < used; i++)
            coefficients[smooth->first[run] + i] += smooth->basis[run][i] * weighted;
    }
    gsl_matrix_const_view factor = gsl_matrix_const_view_array(weights != NULL ? own : smooth->factor, terms, terms);
    gsl_vector_view solution = gsl_vector_view_array(coefficients, terms);
    gsl_linalg_cholesky_svx(&factor.matrix, &solution.vector);
}

double smooth_at(const struct smooth *smooth, const double coefficients[static SMOOTH_TERMS], size_t run)
{
    double value = 0;
    size_t used = smooth->terms < SMOOTH_ORDER ? smooth->terms : SMOOTH_ORDER;
    for (size_t i = 0; i < used; i++)
        value += coefficients[smooth->first[run] + i] * smooth->basis[run][i];
    return value;
}

void smooth_release(struct smooth *smooth)
{
    free(smooth->basis);
    free(smooth->first);
    free(smooth->factor);
    *smooth = (struct smooth){0};
}
