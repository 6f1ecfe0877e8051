/* The remaining duration of something found in mid-life: the equilibrium law of renewal theory (Cox, Renewal Theory,
 * 1962, section 5.2). Its distribution function is E[min(X, x)] / E[X], which has a closed form for every kind. */
#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "engine/law.h"

static double limited_mean_scaled(const struct law *law, double x);

static double uniform_limited_mean(double low, double high, double x)
{
    if (x <= low)
        return x;
    if (x >= high)
        return (low + high) / 2;
    return x - (x - low) * (x - low) / (2 * (high - low));
}

static double triangular_limited_mean(const struct law *law, double x)
{
    double width = law->b - law->a, left = law->c - law->a, right = law->b - law->c;
    double mean = (law->a + law->b + law->c) / 3;
    if (x <= law->a)
        return x;
    if (x >= law->b)
        return mean;
    if (x < law->c)
        return x - pow(x - law->a, 3) / (3 * width * left);
    return mean - pow(law->b - x, 3) / (3 * width * right);
}

static double pert_limited_mean(const struct law *law, double x)
{
    double width = law->b - law->a;
    double alpha = 1 + 4 * (law->c - law->a) / width, beta = 1 + 4 * (law->b - law->c) / width;
    if (x <= law->a)
        return x;
    if (x >= law->b)
        return law->a + width * alpha / (alpha + beta);
    double y = (x - law->a) / width;
    double below = alpha / (alpha + beta) * gsl_cdf_beta_P(y, alpha + 1, beta);
    return law->a + width * (below + y * gsl_cdf_beta_Q(y, alpha, beta));
}

static double parts_limited_mean(const struct law *law, double x)
{
    double sum = 0;
    for (size_t i = 0; i < law->part_count; i++) {
        const struct law_part *part = &law->parts[i];
        double mean = part->of                 ? limited_mean_scaled(part->of, x)
                      : part->low < part->high ? uniform_limited_mean(part->low, part->high, x)
                                               : fmin(part->low, x);
        sum += part->share * mean;
    }
    return sum;
}

static double geometric_limited_mean(const struct law *law, double x)
{
    double whole = floor(x), over = pow(1 - law->a, whole);
    return (1 - over) / law->a + (x - whole) * over;
}

static double poisson_limited_mean(const struct law *law, double x)
{
    if (law->a <= 0)
        return 0;
    double below = x >= 1 ? law->a * gsl_cdf_poisson_P((unsigned)x - 1, law->a) : 0;
    return below + x * gsl_cdf_poisson_Q((unsigned)x, law->a);
}

/* E[min(X, x)] before scaling, x >= 0. */
static double limited_mean(const struct law *law, double x)
{
    double mean = law->mean / law->scale;
    switch (law->kind) {
    case LAW_FIXED:
        return fmin(law->a, x);
    case LAW_EXPONENTIAL:
        return -mean * expm1(-x / mean);
    case LAW_LOGNORMAL: {
        double z = (log(x) - law->a) / law->b;
        return x > 0 ? mean * gsl_cdf_ugaussian_P(z - law->b) + x * gsl_cdf_ugaussian_Q(z) : 0;
    }
    case LAW_GAMMA:
        return mean * gsl_cdf_gamma_P(x, law->a + 1, law->b) + x * gsl_cdf_gamma_Q(x, law->a, law->b);
    case LAW_WEIBULL: {
        double power = pow(x / law->b, law->a);
        return mean * gsl_cdf_gamma_P(power, 1 + 1 / law->a, 1) + x * exp(-power);
    }
    case LAW_UNIFORM:
        return uniform_limited_mean(law->a, law->b, x);
    case LAW_TRIANGULAR:
        return triangular_limited_mean(law, x);
    case LAW_PERT:
        return pert_limited_mean(law, x);
    case LAW_BANDS:
    case LAW_TABLE:
    case LAW_MIXTURE:
        return parts_limited_mean(law, x);
    case LAW_GEOMETRIC:
        return geometric_limited_mean(law, x);
    case LAW_POISSON:
        return poisson_limited_mean(law, x);
    }
    return (double)NAN;
}

static double limited_mean_scaled(const struct law *law, double x)
{
    return law->scale * limited_mean(law, x / law->scale);
}

/* Where E[min(X, x)] reaches `aim`, by Newton's method: the function is concave with slope P(X > x), so that from the
 * left no step goes too far, and from the right only the first one can. */
static double reach(const struct law *law, double aim, double least, double guess)
{
    double x = guess;
    for (int i = 0; i < 100; i++) {
        double over = law_survival(law, x * law->scale);
        double step = over > 0 ? (aim - limited_mean(law, x)) / over : (least - x) / 2;
        double next = fmax(x + step, least);
        bool near = fabs(next - x) <= 1e-10 * next;
        x = next;
        if (near)
            break;
    }
    return x;
}

void law_prepare_residual(struct law *law, struct arena *arena)
{
    enum { N = LAW_RESIDUAL_STEPS };
    bool exact = law->kind == LAW_FIXED || law->kind == LAW_EXPONENTIAL || law->kind == LAW_UNIFORM;
    if (exact || law->mean <= 0 || law->residual)
        return;
    double mean = law->mean / law->scale, sd = law_sd(law) / law->scale;
    double *table = arena_new(arena, N + 1, sizeof *table);
    double inner = 0;
    for (int i = 1; i < N; i++) {
        double ahead = i > 1 ? 2 * table[i - 1] - table[i - 2] : mean / N;
        table[i] = reach(law, mean * i / N, table[i - 1], ahead);
        inner += table[i];
    }
    /* The last quantile may be infinite; the one that is put there makes the mean right: E[X^2] / (2 E[X]). */
    double whole = (mean * mean + sd * sd) / (2 * mean);
    table[N] = fmax(2 * (whole * N - inner), table[N - 1]);
    law->residual = table;
}

static double uniform_residual(const struct law *law, double u)
{
    double reached = u * (law->a + law->b) / 2, width = law->b - law->a;
    if (reached <= law->a)
        return reached;
    return law->b - sqrt(fmax(width * (width - 2 * (reached - law->a)), 0));
}

double law_residual(const struct law *law, double u)
{
    if (law->kind == LAW_FIXED)
        return law->scale * law->a * u;
    if (law->kind == LAW_EXPONENTIAL)
        return law_quantile(law, u);
    if (law->kind == LAW_UNIFORM)
        return law->scale * uniform_residual(law, u);
    if (law->mean <= 0)
        return 0;
    assert(law->residual);
    double place = u * LAW_RESIDUAL_STEPS;
    int i = (int)place;
    double part = place - i;
    return law->scale * (law->residual[i] * (1 - part) + law->residual[i + 1] * part);
}
