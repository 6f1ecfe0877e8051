/* Laws: the distributions a planner may name, stated by mean and spread, never on a log scale.
 *
 * A law is made once from user-facing numbers and then only read; one uniform number gives one value, by inversion, so
 * that a rescaled law keeps everybody's luck in step. Durations are in weeks, counts are whole numbers. Formulas for
 * the parameters follow the usual definitions (lognormal: sigma^2 = ln(1 + cv^2), mu = ln mean - sigma^2 / 2; gamma:
 * shape = 1 / cv^2; Weibull: scale = mean / Gamma(1 + 1 / shape); PERT: beta with alpha = 1 + 4 (mode - min) / (max -
 * min), beta = 1 + 4 (max - mode) / (max - min)); case S38 tests them. */
#ifndef ENGINE_LAW_H
#define ENGINE_LAW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

enum law_kind {
    LAW_FIXED,
    LAW_EXPONENTIAL,
    LAW_LOGNORMAL,
    LAW_GAMMA,
    LAW_WEIBULL,
    LAW_UNIFORM,
    LAW_TRIANGULAR,
    LAW_PERT,
    LAW_BANDS,     /* empirical: uniform within bands of stated share */
    LAW_MIXTURE,   /* of laws with stated shares */
    LAW_GEOMETRIC, /* on 1, 2, ... */
    LAW_POISSON,   /* on 0, 1, ... */
    LAW_TABLE,     /* whole numbers with stated shares */
};

/* One band [low, high) or table entry (low == high) or mixture part (of), with its share. Shares total 1. */
struct law_part {
    double low, high;
    double share;
    struct law *of;
};

/* Read-only once made. Parts and tables belong to the arena given when it was made. */
struct law {
    enum law_kind kind;
    double mean;    /* of the values, so already multiplied by scale */
    double scale;   /* every value is multiplied by this; 1 when made */
    double a, b, c; /* parameters of the kind, internal */
    size_t part_count;
    struct law_part *parts;
    double *residual; /* quantiles of the equilibrium residual at (i / LAW_RESIDUAL_STEPS), or null */
};
enum { LAW_RESIDUAL_STEPS = 2048 };

/* Makers. Each returns null when the numbers are right, else a static text that says what is wrong in a planner's words
 * ("the mean must be above 0"). `cv` is the coefficient of variation, sd / mean, above 0 and at most 10
 * (gamma: at least 0.01). A refused law is left as it was. Parts and their laws are copied. */
const char *law_make_fixed(struct law *law, double value);
const char *law_make_exponential(struct law *law, double mean);
const char *law_make_lognormal(struct law *law, double mean, double cv);
const char *law_make_gamma(struct law *law, double mean, double cv);
const char *law_make_weibull(struct law *law, double mean, double shape);
const char *law_make_weibull_cv(struct law *law, double mean, double cv); /* shape found by root search */
const char *law_make_uniform(struct law *law, double min, double max);
const char *law_make_triangular(struct law *law, double min, double mode, double max);
const char *law_make_pert(struct law *law, double min, double mode, double max);
const char *law_make_bands(struct law *law, struct arena *arena, const struct law_part *parts, size_t count);
const char *law_make_mixture(struct law *law, struct arena *arena, const struct law_part *parts, size_t count);
const char *law_make_geometric(struct law *law, double mean); /* mean >= 1 */
const char *law_make_poisson(struct law *law, double mean);
const char *law_make_table(struct law *law, struct arena *arena, const struct law_part *parts, size_t count);

/* Is every value a whole number? */
bool law_is_count(const struct law *law);

/* The value below which a share u of the law lies, u in (0, 1): a draw when u is uniform. */
double law_quantile(const struct law *law, double u);
double law_mean(const struct law *law);
double law_sd(const struct law *law);

/* The chance of exceeding x, P(X > x). */
double law_survival(const struct law *law, double x);

/* Prepares law_residual(): the remaining duration of something found in mid-life under steady arrivals, whose density
 * is P(X > x) / mean. Tables belong to the arena. Exponential, fixed and uniform laws are exact; the rest interpolate a
 * table of LAW_RESIDUAL_STEPS quantiles (error of the mean below 0.1 %). */
void law_prepare_residual(struct law *law, struct arena *arena);
double law_residual(const struct law *law, double u);

/* Multiplies every value by factor > 0 (also of what law_prepare_residual() made). */
void law_rescale(struct law *law, double factor);

/* "lognormal with mean 8.2 and coefficient of variation 0.6" into out. */
void law_describe(const struct law *law, char *out, size_t size);

#endif
