#include "experiment/influence.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double told_apart = 2.6;

/* Fewer runs than this say nothing about any of many inputs. */
enum { LEAST = 20 };

static int by_strength(const void *a, const void *b)
{
    const struct influence *one = a, *other = b;
    double first = fabs(one->rank), second = fabs(other->rank);
    if (first != second)
        return first > second ? -1 : 1;
    return one->input < other->input ? -1 : 1;
}

/* The runs that have a value there, with their numbers; returns how many. */
static size_t gather(const struct ensemble *ensemble, size_t series, size_t sample, double *values, size_t *runs)
{
    size_t count = 0;
    for (size_t run = 0; run < ensemble->runs; run++) {
        double value = ensemble_at(ensemble, series, sample, run);
        if (!isfinite(value) || ensemble->outcomes[run].failure != NULL)
            continue;
        values[count] = value;
        runs[count++] = run;
    }
    return count;
}

size_t influence_find(const struct ensemble *ensemble, const struct service *service, uint64_t seed, size_t series,
                      size_t sample, struct influence *all)
{
    if (!service_is_drawn(service) || ensemble->runs < LEAST)
        return 0;
    double *values = mem_new(ensemble->runs, sizeof *values), *drawn = mem_new(ensemble->runs, sizeof *drawn);
    double *work = mem_new(2 * ensemble->runs, sizeof *work);
    size_t *runs = mem_new(ensemble->runs, sizeof *runs), found = 0;
    size_t count = gather(ensemble, series, sample, values, runs);
    for (size_t input = 0; count >= LEAST && input < service->filled.uncertain_count; input++) {
        for (size_t i = 0; i < count; i++)
            drawn[i] = service_input_value(service, input, seed, (uint32_t)runs[i]);
        double rank = gsl_stats_spearman(drawn, 1, values, 1, count, work);
        if (fabs(rank) * sqrt((double)count - 1) > told_apart)
            all[found++] = (struct influence){input, rank};
    }
    qsort(all, found, sizeof *all, by_strength);
    free(values);
    free(drawn);
    free(work);
    free(runs);
    return found;
}
