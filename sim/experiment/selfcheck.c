#include "experiment/selfcheck.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/rng.h"
#include "experiment/replicate.h"
#include "scenario/scenario.h"

static struct selfcheck_got judged(const struct selfcheck_figure *figure, double value, double error)
{
    double off = fabs(value - figure->exact);
    /* values are kept as floats, which shows where nothing is random */
    bool passed = isfinite(error) && off <= SELFCHECK_ERRORS * error + 1e-7 * fabs(figure->exact);
    return (struct selfcheck_got){.value = value, .error = error, .passed = passed};
}

static struct selfcheck_got look(const struct ensemble *ensemble, const struct selfcheck_figure *figure)
{
    size_t series = metric_series(&ensemble->layout, figure->metric, figure->of), last = ensemble->samples - 1;
    size_t sample = ensemble_sample_at(ensemble, figure->week);
    double runs = (double)ensemble->runs, exact = figure->exact;
    struct ensemble_point point = {0};
    struct tally share;
    uint64_t hits, trials;
    switch (figure->kind) {
    case SELFCHECK_VARIANCE:
        point = ensemble_point(ensemble, series, sample);
        return judged(figure, gsl_pow_2(tally_sd(&point.tally)), exact * sqrt(2 / (runs - 1)));
    case SELFCHECK_AVERAGE:
        point = ensemble_average(ensemble, series, 0, last);
        break;
    case SELFCHECK_CHANCE:
        hits = ensemble_hits_at_most(ensemble, series, sample, figure->level, &trials);
        return judged(figure, (double)hits / (double)trials, sqrt(exact * (1 - exact) / (double)trials));
    case SELFCHECK_SHARE:
        share = ensemble_share_at_most(ensemble, series, 0, last, figure->level);
        return judged(figure, share.mean, tally_error(&share));
    default:
        point = ensemble_point(ensemble, series, sample);
        break;
    }
    return judged(figure, point.tally.mean, point.error);
}

static bool simulate(const struct node *tree, struct diag *diag, const atomic_int *stop, struct ensemble *ensemble,
                     struct service *service)
{
    if (!service_open(service, tree, diag))
        return false;
    struct replicate_job job = {.tree = tree,
                                .plan = service->plan,
                                .seed = (uint64_t)service->plan->clock.seed,
                                .runs = (size_t)service->plan->clock.runs,
                                .stop = stop};
    return replicate_run(&job, ensemble);
}

bool selfcheck_run(const struct selfcheck_case *of, const atomic_int *stop,
                   struct selfcheck_got got[static SELFCHECK_FIGURES], char why[static 256])
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct service service = {0};
    struct ensemble ensemble = {0};
    const struct node *tree = tree_parse(&arena, &diag, diag_file(&diag, of->name, of->yaml, strlen(of->yaml)));
    bool complete = tree != NULL && simulate(tree, &diag, stop, &ensemble, &service);
    why[0] = '\0';
    if (diag.errors > 0)
        snprintf(why, 256, "line %d: %.200s", diag.problems[0].place.line, diag.problems[0].message);
    for (size_t run = 0; complete && run < ensemble.runs; run++)
        if (ensemble.outcomes[run].failure != NULL) {
            snprintf(why, 256, "replication %zu: %.200s", run, ensemble.outcomes[run].failure);
            complete = false;
        }
    for (int i = 0; complete && i < SELFCHECK_FIGURES && of->figures[i].kind != SELFCHECK_NONE; i++)
        got[i] = look(&ensemble, &of->figures[i]);
    ensemble_release(&ensemble);
    service_close(&service);
    diag_release(&diag);
    arena_release(&arena);
    return complete;
}

size_t selfcheck_numbers(size_t *count)
{
    static const struct {
        uint32_t counter[4], key[2], words[4];
    } philox[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    size_t right = 0;
    *count = sizeof philox / sizeof *philox;
    for (size_t i = 0; i < *count; i++) {
        uint32_t words[4];
        rng_philox(philox[i].counter, philox[i].key, words);
        right += memcmp(words, philox[i].words, sizeof words) == 0;
    }
    double first = rng_uniform((struct luck){.seed = 20240501, .replication = 0}, 0, 0, 0);
    *count += 1;
    return right + (first == 0.9105852773821033);
}

void selfcheck_words(const struct selfcheck_figure *figure, char out[static 120])
{
    static const char *const kinds[] = {[SELFCHECK_MEAN] = "mean",
                                        [SELFCHECK_VARIANCE] = "variance",
                                        [SELFCHECK_AVERAGE] = "average over time",
                                        [SELFCHECK_CHANCE] = "chance",
                                        [SELFCHECK_SHARE] = "share of time"};
    char stage[40] = "", level[40] = "", week[40] = "";
    bool levelled = figure->kind == SELFCHECK_CHANCE || figure->kind == SELFCHECK_SHARE;
    bool dated = figure->kind != SELFCHECK_AVERAGE && figure->kind != SELFCHECK_SHARE;
    if (figure->of != METRIC_SERVICE)
        snprintf(stage, sizeof stage, " in stage %d", figure->of + 1);
    if (levelled)
        snprintf(level, sizeof level, " at most %g", figure->level);
    if (dated)
        snprintf(week, sizeof week, ", week %g", figure->week);
    snprintf(out, 120, "%s, %s%s%s%s", metric_info(figure->metric)->label, kinds[figure->kind], level, stage, week);
}
