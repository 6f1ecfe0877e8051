/* Laws against case S38, against each other, and against what defines them. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "engine/law.h"

static bool near(double got, double expected, double relative)
{
    return fabs(got - expected) <= relative * fabs(expected) + 1e-15;
}

static void make(const char *wrong)
{
    cr_assert_null(wrong, "the law was refused: %s", wrong ? wrong : "");
}

Test(law, s38_known_quantiles_means_and_spreads)
{
    struct law lognormal, weibull, gamma, triangular, pert;
    make(law_make_lognormal(&lognormal, 26, 1));
    make(law_make_weibull(&weibull, 3, 1.5));
    make(law_make_gamma(&gamma, 24, 0.2));
    make(law_make_triangular(&triangular, 2, 5, 14));
    make(law_make_pert(&pert, 2, 5, 14));
    static const double shares[] = {0.001, 0.05, 0.5, 0.95, 0.999};
    const struct {
        const struct law *law;
        double quantiles[5], mean, sd;
    } cases[] = {
        {&lognormal,
         {1.403172566385281, 4.674361032893954, 18.384776310850235, 72.30934829840042, 240.88270259639071},
         26,
         26},
        {&weibull,
         {0.03324304881093592, 0.458771486157572, 2.6027931961221134, 6.905970002041894, 12.053522540615285},
         3,
         2.0369060792920384},
        {&gamma,
         {11.843474530501084, 16.686840808080838, 23.680769632308877, 32.40230714377977, 41.59719129139352},
         24,
         4.8},
        {&triangular,
         {2.189736659610103, 3.341640786499874, 6.651530771650466, 11.676209992275549, 13.6713664654969},
         7,
         2.5495097567963922},
        {&pert,
         {2.121221454604853, 2.917284696947947, 5.765722045468369, 9.888899816013664, 12.53583404466226},
         6,
         2.138089935299395},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        char name[120];
        law_describe(cases[c].law, name, sizeof name);
        for (int i = 0; i < 5; i++) {
            double x = law_quantile(cases[c].law, shares[i]);
            cr_assert(near(x, cases[c].quantiles[i], 1e-9), "S38: %s: quantile %g is %.15g, not %.15g", name, shares[i],
                      x, cases[c].quantiles[i]);
        }
        cr_assert(near(law_mean(cases[c].law), cases[c].mean, 1e-12), "S38: %s: mean %.15g", name,
                  law_mean(cases[c].law));
        cr_assert(near(law_sd(cases[c].law), cases[c].sd, 1e-9), "S38: %s: sd %.15g", name, law_sd(cases[c].law));
    }
    cr_assert(near(lognormal.a, 2.9115229477415094, 1e-12) && near(lognormal.b, 0.8325546111576977, 1e-12),
              "S38: lognormal");
    cr_assert(near(weibull.b, 3.3231965022974173, 1e-9), "S38: Weibull scale %.15g", weibull.b);
}

/* One of each kind, some extreme; the tests below hold for all of them. */
enum { SAMPLES = 26 };

static size_t make_samples(struct law laws[SAMPLES], struct arena *arena)
{
    static const struct law_part bands[] = {{0, 13, 0.4, NULL}, {13, 26, 0.35, NULL}, {30, 104, 0.25, NULL}};
    static const struct law_part table[] = {
        {0, 0, 0.1, NULL}, {1, 1, 0.5, NULL}, {2, 2, 0.25, NULL}, {5, 5, 0.15, NULL}};
    size_t n = 0;
    make(law_make_fixed(&laws[n++], 6));
    make(law_make_exponential(&laws[n++], 4));
    make(law_make_lognormal(&laws[n++], 26, 0.05));
    make(law_make_lognormal(&laws[n++], 26, 1));
    make(law_make_lognormal(&laws[n++], 26, 3));
    make(law_make_gamma(&laws[n++], 24, 0.05));
    make(law_make_gamma(&laws[n++], 24, 0.6));
    make(law_make_gamma(&laws[n++], 24, 2));
    make(law_make_weibull(&laws[n++], 3, 1.5));
    make(law_make_weibull(&laws[n++], 3, 0.6));
    make(law_make_weibull_cv(&laws[n++], 52, 0.3));
    make(law_make_weibull_cv(&laws[n++], 52, 2));
    make(law_make_uniform(&laws[n++], 2, 9));
    make(law_make_uniform(&laws[n++], 0, 1));
    make(law_make_triangular(&laws[n++], 2, 5, 14));
    make(law_make_triangular(&laws[n++], 0, 0, 14));
    make(law_make_pert(&laws[n++], 2, 5, 14));
    make(law_make_pert(&laws[n++], 0, 14, 14));
    make(law_make_bands(&laws[n++], arena, bands, 3));
    make(law_make_geometric(&laws[n++], 1.9));
    make(law_make_geometric(&laws[n++], 1));
    make(law_make_poisson(&laws[n++], 0.7));
    make(law_make_poisson(&laws[n++], 45));
    make(law_make_table(&laws[n++], arena, table, 4));
    struct law_part smooth[] = {
        {.share = 0.6, .of = &laws[3]}, {.share = 0.3, .of = &laws[7]}, {.share = 0.1, .of = &laws[0]}};
    make(law_make_mixture(&laws[n++], arena, smooth, 3));
    struct law_part whole[] = {{.share = 0.7, .of = &laws[19]}, {.share = 0.3, .of = &laws[22]}};
    make(law_make_mixture(&laws[n++], arena, whole, 2));
    return n;
}

Test(law, quantile_is_the_inverse_of_survival)
{
    struct arena arena = {0};
    struct law laws[SAMPLES];
    size_t count = make_samples(laws, &arena);
    cr_assert_eq(count, SAMPLES);
    for (size_t l = 0; l < count; l++) {
        char name[120];
        law_describe(&laws[l], name, sizeof name);
        double before = 0;
        for (int i = 1; i < 1000; i++) {
            double u = (i - 0.37) / 1000, x = law_quantile(&laws[l], u);
            cr_assert(isfinite(x) && x >= before * (1 - 1e-12), "%s: quantile %g is %g after %g", name, u, x, before);
            before = x;
            /* P(X > x) <= 1 - u < P(X > x - a little), with an inch for rounding */
            double over = law_survival(&laws[l], x), just_before = law_survival(&laws[l], x * (1 - 1e-9) - 1e-12);
            cr_assert(over <= 1 - u + 1e-8, "%s: P(X > %g) is %g at %g", name, x, over, u);
            cr_assert(just_before >= 1 - u - 1e-8, "%s: %g is not the least value at %g", name, x, u);
            cr_assert(!law_is_count(&laws[l]) || floor(x) >= x, "%s: %.17g is no whole number", name, x);
        }
    }
    arena_release(&arena);
}

/* At the ends of what is allowed, and out to the last uniform there is; GSL's own gamma quantile fails here. */
Test(law, extreme_spreads_and_shares)
{
    static const double spreads[] = {0.01, 0.02, 0.05, 0.3, 0.99, 1, 1.01, 2, 3, 5, 10};
    static const double shares[] = {0x1p-54, 1e-12, 1e-9, 1e-6,  0.001,    0.01,     0.1,       0.3,        0.5,
                                    0.7,     0.9,   0.99, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12, 1 - 0x1p-53};
    for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++) {
        struct law laws[3];
        make(law_make_gamma(&laws[0], 26, spreads[s]));
        make(law_make_lognormal(&laws[1], 26, spreads[s]));
        make(law_make_weibull_cv(&laws[2], 26, spreads[s]));
        for (int l = 0; l < 3; l++) {
            double before = 0;
            cr_assert(near(law_sd(&laws[l]), 26 * spreads[s], 1e-9), "law %d, cv %g: sd %g", l, spreads[s],
                      law_sd(&laws[l]));
            for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
                double x = law_quantile(&laws[l], shares[i]), over = law_survival(&laws[l], x);
                cr_assert(isfinite(x) && x >= before, "law %d, cv %g: quantile %g is %g", l, spreads[s], shares[i], x);
                /* a quantile too small for a double is 0 */
                cr_assert(near(over, 1 - shares[i], 1e-9) || (x <= 0 && shares[i] < 1e-5),
                          "law %d, cv %g: %g exceed the quantile of %g", l, spreads[s], over, shares[i]);
                before = x;
            }
        }
    }
}

/* The mean is the integral of the survival function, and the second moment twice that of x times it. */
Test(law, moments_agree_with_survival)
{
    struct arena arena = {0};
    struct law laws[SAMPLES];
    size_t count = make_samples(laws, &arena);
    for (size_t l = 0; l < count; l++) {
        char name[120];
        law_describe(&laws[l], name, sizeof name);
        double mean = 0, second = 0, top = 1;
        while (law_survival(&laws[l], top) > 1e-12)
            top *= 2;
        /* a geometric grid, whose cells are split at whole numbers by the midpoint rule being exact on steps */
        enum { CELLS = 400000 };
        for (int i = 0; i < CELLS; i++) {
            double s = (i + 0.5) / CELLS, x = top * s * s * s, width = 3 * top * s * s / CELLS;
            double over = law_survival(&laws[l], x);
            mean += over * width;
            second += 2 * x * over * width;
        }
        double sd = sqrt(fmax(second - mean * mean, 0));
        cr_assert(near(mean, law_mean(&laws[l]), 1e-4), "%s: mean %g, by survival %g", name, law_mean(&laws[l]), mean);
        cr_assert(fabs(sd - law_sd(&laws[l])) <= 2e-3 * law_sd(&laws[l]) + 0.02, "%s: sd %g, by survival %g", name,
                  law_sd(&laws[l]), sd);
    }
    arena_release(&arena);
}

/* Chi-square of evenly spread uniforms would be far too good, so these are exact: the share of each value. */
Test(law, counts_have_their_shares)
{
    struct arena arena = {0};
    struct law geometric, poisson, table;
    static const struct law_part parts[] = {{0, 0, 0.1, NULL}, {1, 1, 0.5, NULL}, {4, 4, 0.4, NULL}};
    make(law_make_geometric(&geometric, 2.5));
    make(law_make_poisson(&poisson, 7.3));
    make(law_make_table(&table, &arena, parts, 3));
    enum { DRAWS = 200000, VALUES = 12 };
    double shares[3][VALUES] = {0};
    for (int i = 0; i < DRAWS; i++) {
        const struct law *laws[] = {&geometric, &poisson, &table};
        for (int l = 0; l < 3; l++) {
            int k = (int)law_quantile(laws[l], (i + 0.5) / DRAWS);
            if (k < VALUES)
                shares[l][k] += 1.0 / DRAWS;
        }
    }
    static const double of_table[VALUES] = {0.1, 0.5, 0, 0, 0.4};
    for (unsigned k = 0; k < VALUES; k++) {
        double of_geometric = k ? gsl_ran_geometric_pdf(k, 1 / 2.5) : 0;
        cr_assert(fabs(shares[0][k] - of_geometric) < 2.0 / DRAWS, "geometric %u: %g, not %g", k, shares[0][k],
                  of_geometric);
        cr_assert(fabs(shares[1][k] - gsl_ran_poisson_pdf(k, 7.3)) < 2.0 / DRAWS, "Poisson %u: %g", k, shares[1][k]);
        cr_assert(fabs(shares[2][k] - of_table[k]) < 2.0 / DRAWS, "table %u: %g", k, shares[2][k]);
    }
    arena_release(&arena);
}

/* The integral of P(X > t) over t from 0 to x, by the midpoint rule on cells that are finer near 0. */
static double survival_integral(const struct law *law, double x)
{
    enum { CELLS = 20000 };
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
        double s = (i + 0.5) / CELLS;
        sum += law_survival(law, x * s * s * s) * 3 * x * s * s / CELLS;
    }
    return sum;
}

Test(law, residual_has_the_equilibrium_law)
{
    struct arena arena = {0};
    struct law laws[SAMPLES];
    size_t count = make_samples(laws, &arena);
    for (size_t l = 0; l < count; l++) {
        struct law *law = &laws[l];
        char name[120];
        law_describe(law, name, sizeof name);
        law_prepare_residual(law, &arena);
        double expected = (law_mean(law) * law_mean(law) + law_sd(law) * law_sd(law)) / (2 * law_mean(law));
        double mean = 0, before = 0;
        enum { DRAWS = 1 << 20 };
        for (int i = 0; i < DRAWS; i++) {
            double x = law_residual(law, (i + 0.5) / DRAWS);
            cr_assert(isfinite(x) && x >= before - 1e-9, "%s: residual falls to %g", name, x);
            before = x;
            mean += x / DRAWS;
        }
        cr_assert(near(mean, expected, 1e-3), "%s: mean residual %.10g, not %.10g", name, mean, expected);
        for (int i = 1; i < 10; i++) {
            double u = i / 10.0;
            double x = law_residual(law, u), share = survival_integral(law, x) / law_mean(law);
            cr_assert(fabs(share - u) < 1e-4, "%s: %g lie below the residual quantile of %g", name, share, u);
        }
        double half = law_residual(law, 0.5), third = law_residual(law, 1 / 3.0);
        law_rescale(law, 2.5);
        cr_assert(near(law_residual(law, 0.5), 2.5 * half, 1e-12), "%s: rescaling does not reach the residual", name);
        cr_assert(near(law_residual(law, 1 / 3.0), 2.5 * third, 1e-12), "%s: nor here", name);
    }
    arena_release(&arena);
}

Test(law, rescaling_multiplies_every_value)
{
    struct arena arena = {0};
    struct law laws[SAMPLES];
    size_t count = make_samples(laws, &arena);
    for (size_t l = 0; l < count; l++) {
        struct law twice = laws[l];
        char name[120];
        law_describe(&laws[l], name, sizeof name);
        law_rescale(&twice, 1.5);
        law_rescale(&twice, 0.5);
        for (double u = 0.03; u < 1; u += 0.1)
            cr_assert(near(law_quantile(&twice, u), 0.75 * law_quantile(&laws[l], u), 1e-12), "%s at %g", name, u);
        cr_assert(near(law_mean(&twice), 0.75 * law_mean(&laws[l]), 1e-12), "%s: mean", name);
        cr_assert(near(law_sd(&twice), 0.75 * law_sd(&laws[l]), 1e-12), "%s: sd", name);
        cr_assert(near(law_survival(&twice, 3.1), law_survival(&laws[l], 3.1 / 0.75), 1e-12), "%s: survival", name);
    }
    cr_assert(law_is_count(&laws[19]));
    law_rescale(&laws[19], 1.5);
    cr_assert(!law_is_count(&laws[19]), "half a sibling");
    arena_release(&arena);
}

Test(law, says_what_is_wrong)
{
    struct arena arena = {0};
    struct law law = {0};
    const double none = (double)NAN;
    cr_assert_str_eq(law_make_exponential(&law, 0), "the mean must be above 0");
    cr_assert_not_null(law_make_exponential(&law, none));
    cr_assert_not_null(law_make_fixed(&law, -1));
    cr_assert_not_null(law_make_lognormal(&law, 3, 0));
    cr_assert_not_null(law_make_lognormal(&law, 3, none));
    cr_assert_not_null(law_make_gamma(&law, 3, 11));
    cr_assert_not_null(law_make_weibull(&law, 3, 0));
    cr_assert_not_null(law_make_weibull_cv(&law, 3, 0.001));
    cr_assert_not_null(law_make_uniform(&law, 3, 3));
    cr_assert_not_null(law_make_uniform(&law, -1, 3));
    cr_assert_not_null(law_make_triangular(&law, 1, 5, 4));
    cr_assert_not_null(law_make_pert(&law, 3, 2, 4));
    cr_assert_not_null(law_make_geometric(&law, 0.9));
    cr_assert_not_null(law_make_poisson(&law, -0.1));
    static const struct law_part overlap[] = {{0, 3, 0.5, NULL}, {2, 4, 0.5, NULL}};
    static const struct law_part short_of_1[] = {{0, 3, 0.5, NULL}, {3, 4, 0.4, NULL}};
    static const struct law_part half[] = {{0.5, 0.5, 1, NULL}};
    cr_assert_str_eq(law_make_bands(&law, &arena, overlap, 2), "bands must be in rising order and must not overlap");
    cr_assert_str_eq(law_make_bands(&law, &arena, short_of_1, 2), "the shares must total 1");
    cr_assert_str_eq(law_make_table(&law, &arena, half, 1), "every value must be a whole number, 0 or above");
    cr_assert_not_null(law_make_mixture(&law, &arena, NULL, 0));
    cr_assert_eq(law.scale, 0, "a refused law was written to");
    arena_release(&arena);
}
