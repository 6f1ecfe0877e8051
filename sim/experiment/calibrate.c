#include "experiment/calibrate.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "engine/rng.h"

/* Scores further out than this would round to a place of 0 or 1. */
static const double score_limit = 6;

/* One simulation that may be kept. */
struct particle {
    double score[CALIBRATE_INPUTS_LIMIT]; /* normal score of the place: the prior is a standard normal law */
    double distance, weight;
    size_t number;  /* in order of simulation */
    double *values; /* [statistics + carried], owned by the cloud */
};

struct cloud {
    const struct calibrate_job *job;
    size_t width;               /* of values */
    size_t count;               /* of particles in use */
    struct particle *particles; /* [2 * members] */
    double *values;
    double *scale; /* [statistics] */
    size_t simulated;
    uint32_t stream;
};

static double to_place(double score)
{
    return gsl_cdf_ugaussian_P(fmin(fmax(score, -score_limit), score_limit));
}

static double draw(const struct cloud *cloud, size_t number, uint32_t block)
{
    return rng_uniform((struct luck){.seed = cloud->job->seed}, cloud->stream, number, block);
}

/* In spreads over the prior, the root of the mean square over statistics; a missing one is infinitely far. */
static double distance_of(const struct cloud *cloud, const double *statistics)
{
    double sum = 0;
    for (size_t i = 0; i < cloud->job->statistics; i++) {
        double off = (statistics[i] - cloud->job->observed[i]) / cloud->scale[i];
        sum += off * off;
    }
    return isfinite(sum) ? sqrt(sum / (double)cloud->job->statistics) : (double)INFINITY;
}

/* Simulates particles [first, count) at their scores. */
static bool simulate(struct cloud *cloud, size_t first)
{
    const struct calibrate_job *job = cloud->job;
    size_t count = cloud->count - first;
    double *places = mem_new(count * job->inputs, sizeof *places);
    double *results = mem_new(count * cloud->width, sizeof *results);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < job->inputs; k++)
            places[i * job->inputs + k] = to_place(cloud->particles[first + i].score[k]);
    bool good = job->simulate(job->user, places, count, 1, cloud->simulated, results);
    for (size_t i = 0; i < count && good; i++) {
        struct particle *particle = &cloud->particles[first + i];
        particle->number = cloud->simulated + i;
        memcpy(particle->values, results + i * cloud->width, cloud->width * sizeof *results);
    }
    cloud->simulated += count;
    free(places);
    free(results);
    return good;
}

/* --- the first sample --------------------------------------------------------------------------------------------- */

/* Each statistic by its median absolute deviation over the prior, which a few wild runs do not move. */
static bool set_scales(struct cloud *cloud)
{
    double *values = mem_new(2 * cloud->count, sizeof *values), *work = values + cloud->count;
    bool enough = true;
    for (size_t i = 0; i < cloud->job->statistics && enough; i++) {
        size_t count = 0;
        for (size_t k = 0; k < cloud->count; k++)
            if (isfinite(cloud->particles[k].values[i]))
                values[count++] = cloud->particles[k].values[i];
        enough = count >= cloud->count / 2;
        if (!enough)
            break;
        double spread = gsl_stats_mad(values, 1, count, work);
        if (!(spread > 0))
            spread = gsl_stats_sd(values, 1, count);
        cloud->scale[i] = spread > 0 ? spread : 1;
    }
    free(values);
    return enough;
}

static int by_distance(const void *left, const void *right)
{
    const struct particle *a = left, *b = right;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

static void sort(struct cloud *cloud, size_t first)
{
    for (size_t i = first; i < cloud->count; i++)
        cloud->particles[i].distance = distance_of(cloud, cloud->particles[i].values);
    qsort(cloud->particles, cloud->count, sizeof *cloud->particles, by_distance);
}

/* A Latin hypercube: every part of every range is met, so that small samples miss no corner. */
static bool sample_prior(struct cloud *cloud)
{
    size_t count = 2 * cloud->job->members;
    double *keys = mem_new(count, sizeof *keys);
    size_t *order = mem_new(count, sizeof *order);
    for (size_t k = 0; k < cloud->job->inputs; k++) {
        for (size_t i = 0; i < count; i++)
            keys[i] = draw(cloud, i, (uint32_t)(2 * k));
        gsl_sort_index(order, keys, 1, count);
        for (size_t rank = 0; rank < count; rank++) {
            double share = ((double)rank + draw(cloud, order[rank], (uint32_t)(2 * k + 1))) / (double)count;
            cloud->particles[order[rank]].score[k] = gsl_cdf_ugaussian_Pinv(share);
        }
    }
    free(keys);
    free(order);
    cloud->count = count;
    for (size_t i = 0; i < count; i++)
        cloud->particles[i].weight = 1;
    if (!simulate(cloud, 0) || !set_scales(cloud))
        return false;
    sort(cloud, 0);
    return true;
}

/* --- the point ---------------------------------------------------------------------------------------------------- */

struct search {
    struct cloud *cloud;
    bool stopped;
};

/* The distance of the mean statistics at a place, always of the same replications. */
static double try_point(const gsl_vector *at, void *user)
{
    struct search *search = user;
    const struct calibrate_job *job = search->cloud->job;
    size_t width = search->cloud->width;
    double place[CALIBRATE_INPUTS_LIMIT];
    double *results = mem_new(job->each * width, sizeof *results);
    for (size_t k = 0; k < job->inputs; k++)
        place[k] = to_place(gsl_vector_get(at, k));
    search->stopped = search->stopped || !job->simulate(job->user, place, 1, job->each, 0, results);
    search->cloud->simulated += search->stopped ? 0 : job->each;
    for (size_t i = 0; i < job->statistics; i++) {
        for (size_t run = 1; run < job->each; run++)
            results[i] += results[run * width + i];
        results[i] /= (double)job->each;
    }
    double distance = search->stopped ? 0 : distance_of(search->cloud, results);
    free(results);
    return isfinite(distance) ? distance : 1e9; /* so that the simplex turns away */
}

static bool find_point(struct cloud *cloud, struct calibrate_result *result)
{
    static const double first_step = 0.5, narrow = 0.01;
    const struct calibrate_job *job = cloud->job;
    struct search search = {.cloud = cloud};
    gsl_multimin_function function = {try_point, job->inputs, &search};
    gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, job->inputs);
    gsl_vector *at = gsl_vector_alloc(job->inputs), *step = gsl_vector_alloc(job->inputs);
    result->point_distance = (double)INFINITY;
    for (size_t start = 0; start < job->starts && !search.stopped; start++) {
        for (size_t k = 0; k < job->inputs; k++)
            gsl_vector_set(at, k, cloud->particles[start].score[k]);
        gsl_vector_set_all(step, first_step);
        gsl_multimin_fminimizer_set(simplex, &function, at, step);
        for (size_t i = 0; i < job->tries && !search.stopped; i++)
            if (gsl_multimin_fminimizer_iterate(simplex) != 0 || gsl_multimin_fminimizer_size(simplex) < narrow)
                break;
        if (search.stopped || !(simplex->fval < result->point_distance))
            continue;
        result->point_distance = simplex->fval;
        for (size_t k = 0; k < job->inputs; k++)
            result->point[k] = to_place(gsl_vector_get(simplex->x, k));
    }
    gsl_vector_free(at);
    gsl_vector_free(step);
    gsl_multimin_fminimizer_free(simplex);
    return !search.stopped;
}

/* --- rounds ------------------------------------------------------------------------------------------------------- */

/* The law that new ones are drawn from: around those kept, with twice their covariance (Beaumont and others 2009). */
struct kernel {
    gsl_matrix *root;   /* lower triangle with root root' = twice the covariance */
    double determinant; /* of root */
    double *centres;    /* [members][inputs], divided by root */
    double *sums;       /* [members] of weights up to each */
};

/* y with root y = score. */
static void divide(const struct kernel *kernel, size_t inputs, const double *score, double *y)
{
    for (size_t i = 0; i < inputs; i++) {
        y[i] = score[i];
        for (size_t k = 0; k < i; k++)
            y[i] -= gsl_matrix_get(kernel->root, i, k) * y[k];
        y[i] /= gsl_matrix_get(kernel->root, i, i);
    }
}

static void set_root(struct kernel *kernel, const struct cloud *cloud)
{
    static const double ridge = 1e-9;
    size_t inputs = cloud->job->inputs, members = cloud->job->members;
    double mean[CALIBRATE_INPUTS_LIMIT] = {0}, all = kernel->sums[members - 1];
    for (size_t m = 0; m < members; m++)
        for (size_t k = 0; k < inputs; k++)
            mean[k] += cloud->particles[m].weight / all * cloud->particles[m].score[k];
    gsl_matrix_set_zero(kernel->root);
    for (size_t m = 0; m < members; m++)
        for (size_t i = 0; i < inputs; i++)
            for (size_t k = 0; k < inputs; k++)
                *gsl_matrix_ptr(kernel->root, i, k) += 2 * cloud->particles[m].weight / all *
                                                       (cloud->particles[m].score[i] - mean[i]) *
                                                       (cloud->particles[m].score[k] - mean[k]);
    for (size_t i = 0; i < inputs; i++)
        *gsl_matrix_ptr(kernel->root, i, i) += ridge;
    gsl_linalg_cholesky_decomp1(kernel->root);
    kernel->determinant = 1;
    for (size_t i = 0; i < inputs; i++)
        kernel->determinant *= gsl_matrix_get(kernel->root, i, i);
}

static struct kernel kernel_around(const struct cloud *cloud)
{
    size_t inputs = cloud->job->inputs, members = cloud->job->members;
    struct kernel kernel = {.root = gsl_matrix_alloc(inputs, inputs),
                            .centres = mem_new(members * inputs, sizeof(double)),
                            .sums = mem_new(members, sizeof(double))};
    for (size_t m = 0; m < members; m++)
        kernel.sums[m] = (m > 0 ? kernel.sums[m - 1] : 0) + cloud->particles[m].weight;
    set_root(&kernel, cloud);
    for (size_t m = 0; m < members; m++)
        divide(&kernel, inputs, cloud->particles[m].score, kernel.centres + m * inputs);
    return kernel;
}

static void release_kernel(struct kernel *kernel)
{
    gsl_matrix_free(kernel->root);
    free(kernel->centres);
    free(kernel->sums);
}

/* The first of the running sums that is above a share of their total. */
static size_t pick(const double *sums, size_t count, double share)
{
    size_t low = 0, high = count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sums[middle] > share * sums[count - 1])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Prior density over that of the kernel's mixture; both lack the same power of 2 pi. */
static double weigh(const struct kernel *kernel, const struct cloud *cloud, const double *score)
{
    size_t inputs = cloud->job->inputs, members = cloud->job->members;
    double y[CALIBRATE_INPUTS_LIMIT], squares = 0, density = 0;
    divide(kernel, inputs, score, y);
    for (size_t k = 0; k < inputs; k++)
        squares += score[k] * score[k];
    for (size_t m = 0; m < members; m++) {
        double off = 0;
        for (size_t k = 0; k < inputs; k++)
            off += (y[k] - kernel->centres[m * inputs + k]) * (y[k] - kernel->centres[m * inputs + k]);
        density += cloud->particles[m].weight * exp(-off / 2);
    }
    return exp(-squares / 2) * kernel->determinant * kernel->sums[members - 1] / density;
}

/* One new particle: a move from one of those kept, drawn again where it would leave what a place can tell. */
static void propose(const struct kernel *kernel, const struct cloud *cloud, size_t number, struct particle *particle)
{
    size_t inputs = cloud->job->inputs;
    size_t parent = pick(kernel->sums, cloud->job->members, draw(cloud, number, 0));
    for (size_t i = 0; i < inputs; i++) {
        particle->score[i] = cloud->particles[parent].score[i];
        for (size_t k = 0; k <= i; k++)
            particle->score[i] +=
                gsl_matrix_get(kernel->root, i, k) * gsl_cdf_ugaussian_Pinv(draw(cloud, number, (uint32_t)(k + 1)));
    }
    particle->weight = weigh(kernel, cloud, particle->score);
}

/* Returns the share of those kept that are new, or a negative number when stopped. */
static double do_round(struct cloud *cloud)
{
    size_t members = cloud->job->members, before = cloud->simulated, added = 0;
    struct kernel kernel = kernel_around(cloud);
    for (size_t i = 0; i < members; i++)
        propose(&kernel, cloud, before + i, &cloud->particles[members + i]);
    release_kernel(&kernel);
    cloud->count = 2 * members;
    if (!simulate(cloud, members))
        return -1;
    sort(cloud, members);
    for (size_t i = 0; i < members; i++)
        added += cloud->particles[i].number >= before;
    return (double)added / (double)members;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* As many members of the same weight, by systematic resampling: each comes as often as its weight says, give or take one. */
static void resample(const struct cloud *cloud, struct calibrate_result *result)
{
    const struct calibrate_job *job = cloud->job;
    size_t members = job->members;
    double *sums = mem_new(members, sizeof *sums), squares = 0;
    for (size_t m = 0; m < members; m++) {
        sums[m] = (m > 0 ? sums[m - 1] : 0) + cloud->particles[m].weight;
        squares += cloud->particles[m].weight * cloud->particles[m].weight;
    }
    result->effective = sums[members - 1] * sums[members - 1] / squares;
    result->places = mem_new(members * job->inputs, sizeof *result->places);
    result->carried = mem_new(members * job->carried + 1, sizeof *result->carried);
    result->members = members;
    double offset = draw(cloud, cloud->simulated, 0);
    for (size_t m = 0; m < members; m++) {
        const struct particle *from = &cloud->particles[pick(sums, members, ((double)m + offset) / (double)members)];
        for (size_t k = 0; k < job->inputs; k++)
            result->places[m * job->inputs + k] = to_place(from->score[k]);
        for (size_t k = 0; k < job->carried; k++)
            result->carried[m * job->carried + k] = from->values[job->statistics + k];
    }
    free(sums);
}

/* Simplex and rounds, once the prior has been sampled. */
static bool narrow_down(struct cloud *cloud, struct calibrate_result *result)
{
    const struct calibrate_job *job = cloud->job;
    if (isinf(cloud->particles[job->members - 1].distance) || !find_point(cloud, result))
        return false;
    double added = 1;
    result->tolerance[result->rounds++] = cloud->particles[job->members - 1].distance;
    while (result->rounds < job->rounds && added >= job->least_new && result->tolerance[result->rounds - 1] > 0) {
        added = do_round(cloud);
        if (added < 0)
            return false;
        result->tolerance[result->rounds++] = cloud->particles[job->members - 1].distance;
    }
    return true;
}

bool calibrate_run(const struct calibrate_job *job, struct calibrate_result *result)
{
    static const char *const purpose[] = {"calibrate", NULL};
    assert(job->inputs >= 1 && job->inputs <= CALIBRATE_INPUTS_LIMIT && job->members >= 20);
    assert(job->rounds <= CALIBRATE_ROUNDS_LIMIT && job->starts <= job->members);
    struct cloud cloud = {.job = job, .width = job->statistics + job->carried, .stream = hash_names(purpose)};
    *result = (struct calibrate_result){0};
    cloud.particles = mem_new(2 * job->members, sizeof *cloud.particles);
    cloud.values = mem_new(2 * job->members * cloud.width, sizeof *cloud.values);
    cloud.scale = mem_new(job->statistics, sizeof *cloud.scale);
    for (size_t i = 0; i < 2 * job->members; i++)
        cloud.particles[i].values = cloud.values + i * cloud.width;
    bool good = sample_prior(&cloud) && narrow_down(&cloud, result);
    if (good)
        resample(&cloud, result);
    result->simulations = cloud.simulated;
    free(cloud.particles);
    free(cloud.values);
    free(cloud.scale);
    return good;
}

double calibrate_shrinkage(const struct calibrate_result *result, size_t inputs, size_t input)
{
    static const double prior = 0.28867513459481287; /* of a uniform law on (0, 1): the root of 1/12 */
    return 1 - gsl_stats_sd(result->places + input, inputs, result->members) / prior;
}

double calibrate_correlation(const struct calibrate_result *result, size_t inputs, size_t a, size_t b)
{
    return gsl_stats_correlation(result->places + a, inputs, result->places + b, inputs, result->members);
}

void calibrate_release(struct calibrate_result *result)
{
    free(result->places);
    free(result->carried);
    *result = (struct calibrate_result){0};
}
