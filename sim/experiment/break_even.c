#include "experiment/break_even.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* The week from which the sum of a run's net capacity stays above nought, INFINITY for never; *sum is where it ends. */
static double week_of(const struct ensemble *ensemble, size_t series, size_t run, double *sum)
{
    double week = INFINITY;
    *sum = 0;
    for (size_t sample = 1; sample < ensemble->samples; sample++) {
        double net = ensemble_at(ensemble, series, sample, run);
        *sum += net * (ensemble->times[sample] - ensemble->times[sample - 1]);
        if (*sum <= 0)
            week = INFINITY;
        else if (isinf(week))
            week = ensemble->times[sample];
    }
    return week;
}

/* The quantile of sorted weeks, of which some may be infinite: at its rank or the next later. */
static double rank_quantile(const double *sorted, size_t count, double share)
{
    return sorted[(size_t)ceil(share * (double)(count - 1) - 1e-9)];
}

struct break_even break_even_of(const struct ensemble *ensemble, int pipeline)
{
    struct break_even result = {0};
    size_t series = metric_series(&ensemble->layout, METRIC_PIPELINE_NET, pipeline);
    double *weeks = mem_new(2 * ensemble->runs + 1, sizeof *weeks), *sums = weeks + ensemble->runs;
    for (size_t run = 0; run < ensemble_kept(ensemble); run++) {
        if (ensemble->outcomes[run].failure != NULL)
            continue;
        weeks[result.runs] = week_of(ensemble, series, run, &sums[result.runs]);
        tally_add(&result.balance.tally, sums[result.runs]);
        if (isfinite(weeks[result.runs])) {
            tally_add(&result.week, weeks[result.runs]);
            result.reached++;
        }
        result.runs++;
    }
    gsl_sort(weeks, 1, result.runs);
    gsl_sort(sums, 1, result.runs);
    for (int level = 0; level < ENSEMBLE_LEVELS && result.runs > 0; level++) {
        result.quantile[level] = rank_quantile(weeks, result.runs, ensemble_level_share[level]);
        result.balance.quantile[level] = tally_quantile(sums, result.runs, ensemble_level_share[level]);
    }
    free(weeks);
    return result;
}
