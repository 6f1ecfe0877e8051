#include "experiment/curve.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/judge.h"

static const struct plan_target *target_at(const struct ensemble *ensemble, size_t target)
{
    return &plan_items(ensemble->plan->targets, struct plan_target)[target];
}

static const bool *weeks_of(const struct ensemble *ensemble, size_t target, size_t run)
{
    return &ensemble->outcomes[run].weekly[target * ensemble->samples];
}

/* [run][sample] */
static double *all_scores(const struct ensemble *ensemble, size_t target)
{
    double *scores = mem_new(ensemble->runs * ensemble->samples + 1, sizeof *scores);
    for (size_t run = 0; run < ensemble->runs; run++)
        judge_scores(ensemble->plan, target_at(ensemble, target), weeks_of(ensemble, target, run), ensemble->samples,
                     &scores[run * ensemble->samples]);
    return scores;
}

void curve_init(struct curve *curve, const struct ensemble *ensemble, size_t target)
{
    size_t samples = ensemble->samples;
    *curve =
        (struct curve){samples, mem_new(samples + 1, sizeof(double)), mem_new(samples + 1, sizeof(struct interval))};
    double *scores = all_scores(ensemble, target), *at = mem_new(ensemble->runs + 1, sizeof *at);
    for (size_t i = 0; i < samples; i++) {
        for (size_t run = 0; run < ensemble->runs; run++)
            at[run] = scores[run * samples + i];
        struct ensemble_verdict verdict = ensemble_verdict_of(ensemble, target, at);
        curve->chance[i] = verdict.chance;
        curve->interval[i] = verdict.interval;
    }
    free(scores);
    free(at);
}

void curve_release(struct curve *curve)
{
    free(curve->chance);
    free(curve->interval);
    *curve = (struct curve){0};
}

/* `times` holds a time a run, INFINITY for never and NaN for failed runs, and is put in another order. */
static struct curve_when when_of(const struct ensemble *ensemble, double *times)
{
    double *never = mem_new(ensemble->runs + 1, sizeof *never);
    size_t count = 0;
    for (size_t run = 0; run < ensemble->runs; run++)
        never[run] = isnan(times[run]) ? (double)NAN : isinf(times[run]) != 0;
    for (size_t run = 0; run < ensemble->runs; run++)
        if (!isnan(times[run]))
            times[count++] = times[run];
    gsl_sort(times, 1, count);
    struct ensemble_verdict share = ensemble_chance(ensemble, never);
    struct curve_when when = {.runs = share.trials, .never = share.chance, .interval = share.interval};
    for (size_t i = 0; i < ENSEMBLE_LEVELS; i++) {
        /* no interpolation: between a date and never there is nothing */
        size_t rank = (size_t)ceil(ensemble_level_share[i] * (double)count - 1e-9);
        when.quantile[i] = count > 0 ? times[rank > 0 ? rank - 1 : 0] : (double)NAN;
    }
    free(never);
    return when;
}

typedef size_t first_fn(const struct ensemble *ensemble, size_t target, size_t run);

static struct curve_when first_by(const struct ensemble *ensemble, size_t target, first_fn *first)
{
    double *times = mem_new(ensemble->runs + 1, sizeof *times);
    for (size_t run = 0; run < ensemble->runs; run++) {
        size_t sample = ensemble->outcomes[run].failure ? 0 : first(ensemble, target, run);
        times[run] = ensemble->outcomes[run].failure ? (double)NAN
                     : sample < ensemble->samples    ? ensemble->times[sample]
                                                     : (double)INFINITY;
    }
    struct curve_when when = when_of(ensemble, times);
    free(times);
    return when;
}

/* As if it were asked for on each date in turn, whatever the window. */
static size_t first_met(const struct ensemble *ensemble, size_t target, size_t run)
{
    struct plan_target plain = *target_at(ensemble, target);
    plain.reached = plain.throughout = plain.share_of_time = false;
    plain.by = ensemble->times[ensemble->samples - 1];
    plain.from = NAN;
    double *scores = mem_new(ensemble->samples + 1, sizeof *scores);
    judge_scores(ensemble->plan, &plain, weeks_of(ensemble, target, run), ensemble->samples, scores);
    size_t sample = 0;
    while (sample < ensemble->samples && scores[sample] < 1)
        sample++;
    free(scores);
    return sample;
}

static size_t met_for_good(const struct ensemble *ensemble, size_t target, size_t run)
{
    const bool *weeks = weeks_of(ensemble, target, run);
    size_t sample = ensemble->samples;
    while (sample > 0 && weeks[sample - 1])
        sample--;
    return sample;
}

struct curve_when curve_first_met(const struct ensemble *ensemble, size_t target)
{
    return first_by(ensemble, target, first_met);
}

struct curve_when curve_met_for_good(const struct ensemble *ensemble, size_t target)
{
    return first_by(ensemble, target, met_for_good);
}
