/* Laws: quantiles, survival and moments of each kind. law_make.c makes them and says what a, b and c hold;
 * law_residual.c handles what is found in mid-life. Static functions see the law unscaled; the public ones scale. */
#include "engine/law.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdio.h>

static bool is_whole(double x)
{
    return floor(x) >= x;
}

/* Is every value a whole number before scaling? */
static bool counts(const struct law *law)
{
    if (law->kind == LAW_FIXED)
        return is_whole(law->a);
    if (law->kind != LAW_MIXTURE)
        return law->kind == LAW_GEOMETRIC || law->kind == LAW_POISSON || law->kind == LAW_TABLE;
    for (size_t i = 0; i < law->part_count; i++)
        if (!law_is_count(law->parts[i].of))
            return false;
    return true;
}

bool law_is_count(const struct law *law)
{
    return law->kind == LAW_FIXED ? is_whole(law->a * law->scale) : is_whole(law->scale) && counts(law);
}

static double pert_alpha(const struct law *law)
{
    return 1 + 4 * (law->c - law->a) / (law->b - law->a);
}

static double pert_beta(const struct law *law)
{
    return 1 + 4 * (law->b - law->c) / (law->b - law->a);
}

static double triangular_quantile(const struct law *law, double u)
{
    double width = law->b - law->a, left = law->c - law->a, right = law->b - law->c;
    return u * width < left ? law->a + sqrt(u * width * left) : law->b - sqrt((1 - u) * width * right);
}

static double triangular_survival(const struct law *law, double x)
{
    double width = law->b - law->a, left = law->c - law->a, right = law->b - law->c;
    if (x <= law->a)
        return 1;
    if (x >= law->b)
        return 0;
    if (x < law->c)
        return 1 - (x - law->a) * (x - law->a) / (width * left);
    return (law->b - x) * (law->b - x) / (width * right);
}

static double bands_quantile(const struct law *law, double u)
{
    const struct law_part *last = law->parts;
    for (size_t i = 0; i < law->part_count; i++) {
        const struct law_part *part = &law->parts[i];
        if (part->share <= 0)
            continue;
        if (u <= part->share)
            return part->low + (part->high - part->low) * (u / part->share);
        u -= part->share;
        last = part;
    }
    return last->high; /* only rounding comes here */
}

static double bands_survival(const struct law *law, double x)
{
    double over = 0;
    for (size_t i = 0; i < law->part_count; i++) {
        const struct law_part *part = &law->parts[i];
        if (x < part->low)
            over += part->share;
        else if (x < part->high)
            over += part->share * (part->high - x) / (part->high - part->low);
    }
    return over;
}

static double mixture_survival(const struct law *law, double x)
{
    double over = 0;
    for (size_t i = 0; i < law->part_count; i++)
        over += law->parts[i].share * law_survival(law->parts[i].of, x);
    return over;
}

/* A first guess for gamma_quantile(): Wilson and Hilferty's for a shape above 1, else a power below and an exponential
 * above; never less than the power that bounds the quantile from below. */
static double gamma_guess(double shape, double u)
{
    double least = exp((log(u) + gsl_sf_lngamma(shape + 1)) / shape);
    if (shape > 1) {
        double root = 1 - 1 / (9 * shape) + gsl_cdf_ugaussian_Pinv(u) / (3 * sqrt(shape));
        return root > 0 ? fmax(least, shape * root * root * root) : least;
    }
    double knee = 1 - shape * (0.253 + 0.12 * shape);
    return u < knee ? least : fmax(least, 1 - log1p(-(u - knee) / (1 - knee)));
}

/* Halley's method on the distribution function. gsl_cdf_gamma_Pinv() gives up, with no value, for a coefficient of
 * variation of 3 and above and here and there below 0.02. */
static double gamma_quantile(double shape, double u)
{
    double x = gamma_guess(shape, u);
    for (int i = 0; i < 30 && x > DBL_MIN; i++) {
        double over = u < 0.5 ? gsl_cdf_gamma_P(x, shape, 1) - u : (1 - u) - gsl_cdf_gamma_Q(x, shape, 1);
        double step = over / gsl_ran_gamma_pdf(x, shape, 1);
        step /= 1 - 0.5 * fmin(1, step * ((shape - 1) / x - 1));
        double next = x - step > 0 ? x - step : x / 2;
        bool near = fabs(next - x) <= 1e-7 * next; /* the next error would be of the order of its cube */
        x = next;
        if (near)
            break;
    }
    return x;
}

static double geometric_survival(const struct law *law, double x)
{
    return x < 1 ? 1 : pow(1 - law->a, floor(x));
}

static double geometric_quantile(const struct law *law, double u)
{
    if (law->a >= 1)
        return 1;
    double k = ceil(log1p(-u) / log1p(-law->a));
    /* At the edge between two values rounding may have gone one too far. */
    if (k > 1 && geometric_survival(law, k - 1) <= 1 - u)
        k--;
    return k > 1 ? k : 1;
}

/* Small means: add up the shares. Large ones: from a guess by the normal law, corrected for skewness, step to the least
 * k whose share reaches u. */
static double poisson_quantile(const struct law *law, double u)
{
    double mean = law->a;
    if (mean < 50) {
        double share = exp(-mean), below = share;
        unsigned k = 0;
        /* beyond the last bit the sum no longer grows, and might for ever stay below a u next to 1 */
        while (below < u && (k < mean || share > DBL_EPSILON / 4)) {
            share *= mean / ++k;
            below += share;
        }
        return k;
    }
    double z = gsl_cdf_ugaussian_Pinv(u);
    double guess = floor(mean + z * sqrt(mean) + (z * z - 1) / 6);
    unsigned k = guess > 0 ? (unsigned)guess : 0;
    while (k > 0 && gsl_cdf_poisson_P(k - 1, mean) >= u)
        k--;
    while (gsl_cdf_poisson_P(k, mean) < u)
        k++;
    return k;
}

struct crossing {
    const struct law *law;
    double u;
};

static double above_share(double x, void *context)
{
    const struct crossing *crossing = context;
    return (1 - crossing->u) - mixture_survival(crossing->law, x);
}

/* Brent's method; on a step, where a part is fixed, it falls back to halving and ends on the step. */
static double cross(struct crossing *crossing, double low, double high)
{
    gsl_function above = {.function = above_share, .params = crossing};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    gsl_root_fsolver_set(solver, &above, low, high);
    for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
        gsl_root_fsolver_iterate(solver);
        low = gsl_root_fsolver_x_lower(solver);
        high = gsl_root_fsolver_x_upper(solver);
    }
    gsl_root_fsolver_free(solver);
    return high;
}

static double cross_whole(struct crossing *crossing, double low, double high)
{
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (above_share(middle, crossing) >= 0)
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* The share u is reached between the least and the greatest of the parts' own quantiles. */
static double mixture_quantile(const struct law *law, double u)
{
    double low = (double)INFINITY, high = 0;
    for (size_t i = 0; i < law->part_count; i++) {
        if (law->parts[i].share <= 0)
            continue;
        double x = law_quantile(law->parts[i].of, u);
        low = fmin(low, x);
        high = fmax(high, x);
    }
    struct crossing crossing = {.law = law, .u = u};
    if (above_share(low, &crossing) >= 0)
        return low;
    if (above_share(high, &crossing) <= 0)
        return high;
    return counts(law) ? cross_whole(&crossing, low, high) : cross(&crossing, low, high);
}

static double quantile(const struct law *law, double u)
{
    switch (law->kind) {
    case LAW_FIXED:
        return law->a;
    case LAW_EXPONENTIAL:
        return -law->a * log1p(-u);
    case LAW_LOGNORMAL:
        return exp(law->a + law->b * gsl_cdf_ugaussian_Pinv(u));
    case LAW_GAMMA:
        return law->b * gamma_quantile(law->a, u);
    case LAW_WEIBULL:
        return law->b * pow(-log1p(-u), 1 / law->a);
    case LAW_UNIFORM:
        return law->a + (law->b - law->a) * u;
    case LAW_TRIANGULAR:
        return triangular_quantile(law, u);
    case LAW_PERT:
        return law->a + (law->b - law->a) * gsl_cdf_beta_Pinv(u, pert_alpha(law), pert_beta(law));
    case LAW_BANDS:
    case LAW_TABLE: /* a table is bands without width */
        return bands_quantile(law, u);
    case LAW_MIXTURE:
        return mixture_quantile(law, u);
    case LAW_GEOMETRIC:
        return geometric_quantile(law, u);
    case LAW_POISSON:
        return poisson_quantile(law, u);
    }
    return (double)NAN;
}

static double survival(const struct law *law, double x)
{
    if (x < 0)
        return 1;
    switch (law->kind) {
    case LAW_FIXED:
        return x < law->a;
    case LAW_EXPONENTIAL:
        return exp(-x / law->a);
    case LAW_LOGNORMAL:
        return x > 0 ? gsl_cdf_ugaussian_Q((log(x) - law->a) / law->b) : 1;
    case LAW_GAMMA:
        return gsl_cdf_gamma_Q(x, law->a, law->b);
    case LAW_WEIBULL:
        return exp(-pow(x / law->b, law->a));
    case LAW_UNIFORM:
        return x <= law->a ? 1 : x >= law->b ? 0 : (law->b - x) / (law->b - law->a);
    case LAW_TRIANGULAR:
        return triangular_survival(law, x);
    case LAW_PERT:
        if (x <= law->a || x >= law->b)
            return x <= law->a;
        return gsl_cdf_beta_Q((x - law->a) / (law->b - law->a), pert_alpha(law), pert_beta(law));
    case LAW_BANDS:
    case LAW_TABLE:
        return bands_survival(law, x);
    case LAW_MIXTURE:
        return mixture_survival(law, x);
    case LAW_GEOMETRIC:
        return geometric_survival(law, x);
    case LAW_POISSON:
        return law->a > 0 && x < 4e9 ? gsl_cdf_poisson_Q((unsigned)x, law->a) : 0;
    }
    return (double)NAN;
}

/* Bands and tables: the mean square less the square of the mean, each part taken about the mean to keep its digits. */
static double bands_variance(const struct law *law, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < law->part_count; i++) {
        double width = law->parts[i].high - law->parts[i].low;
        double off = law->parts[i].low + width / 2 - mean;
        sum += law->parts[i].share * (off * off + width * width / 12);
    }
    return sum;
}

static double mixture_variance(const struct law *law, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < law->part_count; i++) {
        double off = law->parts[i].of->mean - mean, sd = law_sd(law->parts[i].of);
        sum += law->parts[i].share * (off * off + sd * sd);
    }
    return sum;
}

static double sd(const struct law *law)
{
    double mean = law->mean / law->scale, width = law->b - law->a;
    switch (law->kind) {
    case LAW_FIXED:
        return 0;
    case LAW_EXPONENTIAL:
        return mean;
    case LAW_LOGNORMAL:
    case LAW_GAMMA:
    case LAW_WEIBULL:
        return mean * law->c;
    case LAW_UNIFORM:
        return width / sqrt(12);
    case LAW_TRIANGULAR:
        return sqrt((width * width - (law->c - law->a) * (law->b - law->c)) / 18);
    case LAW_PERT: {
        double alpha = pert_alpha(law), beta = pert_beta(law), sum = alpha + beta;
        return width / sum * sqrt(alpha * beta / (sum + 1));
    }
    case LAW_BANDS:
    case LAW_TABLE:
        return sqrt(bands_variance(law, mean));
    case LAW_MIXTURE:
        return sqrt(mixture_variance(law, mean));
    case LAW_GEOMETRIC:
        return sqrt(1 - law->a) / law->a;
    case LAW_POISSON:
        return sqrt(law->a);
    }
    return (double)NAN;
}

double law_quantile(const struct law *law, double u)
{
    return law->scale * quantile(law, u);
}

double law_mean(const struct law *law)
{
    return law->mean;
}

double law_sd(const struct law *law)
{
    return law->scale * sd(law);
}

double law_survival(const struct law *law, double x)
{
    return survival(law, x / law->scale);
}

void law_rescale(struct law *law, double factor)
{
    law->scale *= factor;
    law->mean *= factor;
}

void law_describe(const struct law *law, char *out, size_t size)
{
    double s = law->scale, mean = law->mean;
    switch (law->kind) {
    case LAW_FIXED:
        snprintf(out, size, "fixed at %g", mean);
        break;
    case LAW_EXPONENTIAL:
        snprintf(out, size, "exponential with mean %g", mean);
        break;
    case LAW_LOGNORMAL:
        snprintf(out, size, "lognormal with mean %g and coefficient of variation %g", mean, law->c);
        break;
    case LAW_GAMMA:
        snprintf(out, size, "gamma with mean %g and coefficient of variation %g", mean, law->c);
        break;
    case LAW_WEIBULL:
        snprintf(out, size, "Weibull with mean %g and shape %g", mean, law->a);
        break;
    case LAW_UNIFORM:
        snprintf(out, size, "uniform from %g to %g", law->a * s, law->b * s);
        break;
    case LAW_TRIANGULAR:
        snprintf(out, size, "triangular from %g to %g, most likely %g", law->a * s, law->b * s, law->c * s);
        break;
    case LAW_PERT:
        snprintf(out, size, "PERT from %g to %g, most likely %g", law->a * s, law->b * s, law->c * s);
        break;
    case LAW_BANDS:
        snprintf(out, size, "empirical in %zu bands with mean %g", law->part_count, mean);
        break;
    case LAW_MIXTURE:
        snprintf(out, size, "mixture of %zu laws with mean %g", law->part_count, mean);
        break;
    case LAW_GEOMETRIC:
        snprintf(out, size, "geometric with mean %g", mean);
        break;
    case LAW_POISSON:
        snprintf(out, size, "Poisson with mean %g", mean);
        break;
    case LAW_TABLE:
        snprintf(out, size, "table of %zu values with mean %g", law->part_count, mean);
        break;
    }
}
