#include "experiment/stopping.h"

#include <math.h>

#include "experiment/contrast.h"
#include "experiment/replicate.h"
#include "experiment/words.h"

static const double chance_precision = 0.02, caseload_precision = 0.01;

enum { LEAST_RUNS = 50, LEAST_BLOCKS = 20, LOOKS_APART = 10 /* looks lie a tenth of the runs apart */ };

bool stopping_is_narrow(const struct stopping_rule *rule, size_t count, double middle, double half)
{
    return count >= rule->least && half <= (rule->relative ? rule->width * fabs(middle) : rule->width);
}

static double half_of(struct interval interval)
{
    return (interval.high - interval.low) / 2;
}

bool stopping_is_reached(const struct stopping_rule *rule, const struct tally *tally)
{
    return stopping_is_narrow(rule, (size_t)tally->count, tally->mean, half_of(tally_interval(tally, 0.95)));
}

static size_t least_runs(const struct plan *plan, bool drawn)
{
    return drawn ? LEAST_BLOCKS * replicate_block(plan) : LEAST_RUNS;
}

size_t stopping_next(const struct stopping *stopping, const struct plan *plan, bool drawn, size_t runs)
{
    size_t block = replicate_block(plan), least = least_runs(plan, drawn);
    size_t step = runs / LOOKS_APART / block * block;
    size_t next = runs + (step > block ? step : block);
    if (next < least)
        next = least;
    return next < stopping->most ? next : stopping->most;
}

static void conclude(struct stopping_look *look, const struct stopping *stopping, const struct ensemble *ensemble,
                     double middle)
{
    double usual = look->chance ? chance_precision : caseload_precision;
    struct stopping_rule rule = {.width = stopping->precision > 0 ? stopping->precision : usual,
                                 .relative = !look->chance,
                                 .least = least_runs(ensemble->plan, ensemble->block > 0)};
    look->runs = ensemble->runs;
    look->width = rule.relative ? rule.width * fabs(middle) : rule.width;
    look->narrow = stopping_is_narrow(&rule, look->runs, middle, look->half);
    double needed = (double)look->runs * (look->half / look->width) * (look->half / look->width);
    look->expected = needed < (double)stopping->most ? (size_t)needed : stopping->most;
}

static size_t service_caseload(const struct ensemble *ensemble)
{
    return metric_series(&ensemble->layout, METRIC_CASELOAD, METRIC_SERVICE);
}

struct stopping_look stopping_look(const struct stopping *stopping, const struct ensemble *ensemble)
{
    struct stopping_look look = {.chance = stopping->target < ensemble->plan->targets.count};
    double middle;
    if (look.chance) {
        struct ensemble_verdict verdict = ensemble_verdict(ensemble, stopping->target);
        middle = verdict.chance;
        look.half = half_of(verdict.interval);
    } else {
        struct ensemble_point end = ensemble_point(ensemble, service_caseload(ensemble), ensemble->samples - 1);
        middle = end.tally.mean;
        look.half = half_of(ensemble_interval(&end));
    }
    conclude(&look, stopping, ensemble, middle);
    return look;
}

/* Options that agree in every run so far may still differ in a few: what that number of runs could have missed. */
static double unseen(const struct contrast *contrast)
{
    return contrast->variance > 0 ? 0 : tally_wilson(0, contrast->runs, 0.95).high;
}

struct stopping_look stopping_look_pair(const struct stopping *stopping, const struct ensemble *baseline,
                                        const struct ensemble *option, size_t target, double level)
{
    struct stopping_look look = {.chance = stopping->target < baseline->plan->targets.count &&
                                           target < option->plan->targets.count,
                                 .paired = true};
    struct contrast contrast;
    if (look.chance) {
        contrast = contrast_chance(baseline, stopping->target, option, target, level);
        look.half = fmax(half_of(contrast.interval), unseen(&contrast));
    } else {
        contrast = contrast_series(baseline, service_caseload(baseline), option, service_caseload(option),
                                   baseline->samples - 1, level);
        look.half = half_of(contrast.interval);
    }
    /* A change may be nought, so it is the caseload itself that its precision is a share of. */
    conclude(&look, stopping, baseline, contrast.baseline);
    return look;
}

bool stopping_is_over(const struct stopping *stopping, const struct stopping_look *look)
{
    return look->narrow || look->runs >= stopping->most;
}

void stopping_words(const struct stopping_look *look, struct text *out)
{
    char runs[WORDS_SHORT], half[WORDS_SHORT], asked[WORDS_SHORT];
    double scale = look->chance ? 100 : 1;
    int decimals = look->chance ? 1 : 2;
    words_number((double)look->runs, 0, runs);
    /* Rounded up: nothing is said to be narrower than it is. */
    double unit = pow(10, decimals);
    words_number(ceil(look->half * scale * unit) / unit, decimals, half);
    words_number(look->width * scale, decimals, asked);
    text_printf(out, "Stopped after %s runs%s %s is known to within %s %s either way (%s asked, 95%% confidence).",
                runs, look->narrow ? " because" : ", the most that are made:",
                look->chance && look->paired ? "every change in the chance that options are judged by"
                : look->chance               ? "the main chance"
                : look->paired               ? "every change in the caseload at the end"
                                             : "the mean caseload at the end",
                half, look->chance ? "percentage points" : "cases", asked);
    if (!look->narrow)
        text_add(out, " That is not as narrow as was asked; --runs N makes more runs, or ask for less.");
}
