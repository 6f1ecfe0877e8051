/* The makers of laws: from a planner's numbers to the parameters of each kind. What a, b and c hold stands at each. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "engine/law.h"

static const char MEAN_ABOVE_0[] = "the mean must be above 0";
static const char CV_ABOVE_0[] =
    "the coefficient of variation must be above 0 (write a fixed value where nothing varies)";
static const char CV_TOO_LARGE[] = "the coefficient of variation must be at most 10";
static const char MIN_NOT_NEGATIVE[] = "the least value must not be below 0";

static const double CV_LIMIT = 10;
static const double SHARE_TOLERANCE = 1e-6;

static const char *check_mean(double mean)
{
    return isfinite(mean) && mean > 0 ? NULL : MEAN_ABOVE_0;
}

static const char *check_mean_cv(double mean, double cv)
{
    const char *wrong = check_mean(mean);
    if (wrong)
        return wrong;
    if (!(cv > 0))
        return CV_ABOVE_0;
    return cv <= CV_LIMIT ? NULL : CV_TOO_LARGE;
}

static const char *check_span(double min, double mode, double max)
{
    if (!isfinite(min) || !isfinite(mode) || !isfinite(max))
        return "every number must be finite";
    if (min < 0)
        return MIN_NOT_NEGATIVE;
    if (!(min < max))
        return "the least value must be below the greatest";
    return min <= mode && mode <= max ? NULL : "the most likely value must lie between the least and the greatest";
}

const char *law_make_fixed(struct law *law, double value)
{
    if (!isfinite(value) || value < 0)
        return "the value must not be below 0";
    *law = (struct law){.kind = LAW_FIXED, .mean = value, .scale = 1, .a = value};
    return NULL;
}

const char *law_make_exponential(struct law *law, double mean)
{
    const char *wrong = check_mean(mean);
    if (!wrong)
        *law = (struct law){.kind = LAW_EXPONENTIAL, .mean = mean, .scale = 1, .a = mean};
    return wrong;
}

/* a, b: mean and standard deviation of the logarithm; c: the coefficient of variation */
const char *law_make_lognormal(struct law *law, double mean, double cv)
{
    const char *wrong = check_mean_cv(mean, cv);
    if (wrong)
        return wrong;
    double square = log1p(cv * cv);
    *law = (struct law){
        .kind = LAW_LOGNORMAL, .mean = mean, .scale = 1, .a = log(mean) - square / 2, .b = sqrt(square), .c = cv};
    return NULL;
}

/* a: shape; b: scale; c: the coefficient of variation */
const char *law_make_gamma(struct law *law, double mean, double cv)
{
    const char *wrong = check_mean_cv(mean, cv);
    if (!wrong && cv < 0.01) /* GSL's incomplete gamma function does not converge everywhere below 0.003 */
        wrong = "the coefficient of variation of a gamma law must be at least 0.01 (or write a fixed value)";
    if (!wrong)
        *law =
            (struct law){.kind = LAW_GAMMA, .mean = mean, .scale = 1, .a = 1 / (cv * cv), .b = mean * cv * cv, .c = cv};
    return wrong;
}

enum { WEIBULL_LEAST = -2, WEIBULL_GREATEST = 7 }; /* bounds of ln(shape) */

/* ln of the second moment over the square of the first, which is ln(1 + cv^2), and falls as the shape grows. */
static double weibull_spread(double shape)
{
    return gsl_sf_lngamma(1 + 2 / shape) - 2 * gsl_sf_lngamma(1 + 1 / shape);
}

static double weibull_excess(double log_shape, void *aim)
{
    return weibull_spread(exp(log_shape)) - *(const double *)aim;
}

/* a: shape; b: scale; c: the coefficient of variation */
const char *law_make_weibull(struct law *law, double mean, double shape)
{
    const char *wrong = check_mean(mean);
    if (wrong)
        return wrong;
    if (!(shape >= exp(WEIBULL_LEAST) && shape <= exp(WEIBULL_GREATEST)))
        return "the shape must lie between 0.14 and 1096";
    *law = (struct law){
        .kind = LAW_WEIBULL,
        .mean = mean,
        .scale = 1,
        .a = shape,
        .b = mean / exp(gsl_sf_lngamma(1 + 1 / shape)),
        .c = sqrt(expm1(weibull_spread(shape))),
    };
    return NULL;
}

const char *law_make_weibull_cv(struct law *law, double mean, double cv)
{
    const char *wrong = check_mean_cv(mean, cv);
    if (wrong)
        return wrong;
    double aim = log1p(cv * cv);
    gsl_function excess = {.function = weibull_excess, .params = &aim};
    if (weibull_excess(WEIBULL_GREATEST, &aim) >= 0)
        return "the coefficient of variation must be at least 0.002";
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    gsl_root_fsolver_set(solver, &excess, WEIBULL_LEAST, WEIBULL_GREATEST);
    int more = GSL_CONTINUE;
    for (int i = 0; i < 200 && more == GSL_CONTINUE; i++) {
        gsl_root_fsolver_iterate(solver);
        more = gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), 1e-14, 1e-14);
    }
    double shape = exp(gsl_root_fsolver_root(solver));
    gsl_root_fsolver_free(solver);
    return law_make_weibull(law, mean, shape);
}

/* a: least; b: greatest */
const char *law_make_uniform(struct law *law, double min, double max)
{
    const char *wrong = check_span(min, min, max);
    if (!wrong)
        *law = (struct law){.kind = LAW_UNIFORM, .mean = (min + max) / 2, .scale = 1, .a = min, .b = max};
    return wrong;
}

/* a: least; b: greatest; c: most likely */
const char *law_make_triangular(struct law *law, double min, double mode, double max)
{
    const char *wrong = check_span(min, mode, max);
    if (!wrong)
        *law = (struct law){
            .kind = LAW_TRIANGULAR, .mean = (min + mode + max) / 3, .scale = 1, .a = min, .b = max, .c = mode};
    return wrong;
}

/* as triangular */
const char *law_make_pert(struct law *law, double min, double mode, double max)
{
    const char *wrong = check_span(min, mode, max);
    if (!wrong)
        *law = (struct law){
            .kind = LAW_PERT, .mean = (min + 4 * mode + max) / 6, .scale = 1, .a = min, .b = max, .c = mode};
    return wrong;
}

/* Takes the parts into the arena with shares that total exactly 1. */
static const char *take_parts(struct law *law, struct arena *arena, const struct law_part *parts, size_t count)
{
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(parts[i].share >= 0 && parts[i].share <= 1 + SHARE_TOLERANCE))
            return "every share must lie between 0 and 1";
        total += parts[i].share;
    }
    if (count == 0)
        return "there must be at least one part";
    if (fabs(total - 1) > SHARE_TOLERANCE)
        return "the shares must total 1";
    law->parts = arena_new(arena, count, sizeof *parts);
    law->part_count = count;
    for (size_t i = 0; i < count; i++) {
        law->parts[i] = parts[i];
        law->parts[i].share = parts[i].share / total;
    }
    return NULL;
}

const char *law_make_bands(struct law *law, struct arena *arena, const struct law_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(parts[i].high) || !(parts[i].low >= 0))
            return "every band must start at 0 or above and have an end";
        if (!(parts[i].low < parts[i].high))
            return "every band must start below its end";
        if (i > 0 && parts[i].low < parts[i - 1].high)
            return "bands must be in rising order and must not overlap";
    }
    struct law made = {.kind = LAW_BANDS, .scale = 1};
    const char *wrong = take_parts(&made, arena, parts, count);
    if (wrong)
        return wrong;
    for (size_t i = 0; i < count; i++)
        made.mean += made.parts[i].share * (made.parts[i].low + made.parts[i].high) / 2;
    *law = made;
    return NULL;
}

const char *law_make_mixture(struct law *law, struct arena *arena, const struct law_part *parts, size_t count)
{
    struct law made = {.kind = LAW_MIXTURE, .scale = 1};
    const char *wrong = take_parts(&made, arena, parts, count);
    if (wrong)
        return wrong;
    for (size_t i = 0; i < count; i++) {
        struct law *of = arena_new(arena, 1, sizeof *of);
        *of = *parts[i].of;
        made.parts[i].of = of;
        made.mean += made.parts[i].share * of->mean;
    }
    *law = made;
    return NULL;
}

/* a: the chance of stopping at each step */
const char *law_make_geometric(struct law *law, double mean)
{
    if (!isfinite(mean) || mean < 1)
        return "the mean must be at least 1";
    *law = (struct law){.kind = LAW_GEOMETRIC, .mean = mean, .scale = 1, .a = 1 / mean};
    return NULL;
}

const char *law_make_poisson(struct law *law, double mean)
{
    if (!isfinite(mean) || mean < 0)
        return "the mean must not be below 0";
    if (mean > 1e6)
        return "the mean must be at most 1000000";
    *law = (struct law){.kind = LAW_POISSON, .mean = mean, .scale = 1, .a = mean};
    return NULL;
}

const char *law_make_table(struct law *law, struct arena *arena, const struct law_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(parts[i].low) || parts[i].low < 0 || floor(parts[i].low) < parts[i].low)
            return "every value must be a whole number, 0 or above";
        if (i > 0 && !(parts[i - 1].low < parts[i].low))
            return "values must be in rising order, each once";
    }
    struct law made = {.kind = LAW_TABLE, .scale = 1};
    const char *wrong = take_parts(&made, arena, parts, count);
    if (wrong)
        return wrong;
    for (size_t i = 0; i < count; i++) {
        made.parts[i].high = made.parts[i].low;
        made.mean += made.parts[i].share * made.parts[i].low;
    }
    *law = made;
    return NULL;
}
