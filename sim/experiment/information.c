#include "experiment/information.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/resample.h"
#include "experiment/smooth.h"

enum { COPIES = 200, SHUFFLES = 100 };

/* More pieces would bend after luck; what a number does to the difference of two options is smooth. */
enum { PIECES_MOST = 4 };

/* Runs that ended, and what each option gives beyond the best one. */
struct weighing {
    size_t options, runs, block, best;
    double *gains; /* [option][run]; nought throughout for the best */
    size_t *kept;  /* [run] its number in the question */
};

static bool has_all(const struct information_question *question, size_t run)
{
    for (size_t i = 0; i < question->options; i++)
        if (isnan(question->benefits[i][run]))
            return false;
    return true;
}

static size_t find_best(const struct information_question *question, const struct weighing *weighing)
{
    size_t best = 0;
    double most = -(double)INFINITY;
    for (size_t i = 0; i < question->options; i++) {
        double sum = 0;
        for (size_t run = 0; run < weighing->runs; run++)
            sum += question->benefits[i][weighing->kept[run]];
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    return best;
}

static void weigh(struct weighing *weighing, const struct information_question *question)
{
    *weighing = (struct weighing){.options = question->options,
                                  .block = question->block,
                                  .kept = mem_new(question->runs + 1, sizeof *weighing->kept)};
    for (size_t run = 0; run < question->runs; run++)
        if (has_all(question, run))
            weighing->kept[weighing->runs++] = run;
    if (weighing->runs < question->runs)
        weighing->block = 0; /* blocks are no longer whole */
    weighing->best = find_best(question, weighing);
    weighing->gains = mem_new(question->options * weighing->runs + 1, sizeof *weighing->gains);
    for (size_t i = 0; i < question->options; i++)
        for (size_t run = 0; run < weighing->runs; run++)
            weighing->gains[i * weighing->runs + run] =
                question->benefits[i][weighing->kept[run]] - question->benefits[weighing->best][weighing->kept[run]];
}

/* Mean of the best less the best mean, of gains[option][run]. `spoken` counts for which option each run speaks; may be null. */
static double worth_of(const double *gains, size_t options, size_t runs, const double *weights, size_t *spoken)
{
    double mean = 0, count = 0, best_mean = -(double)INFINITY;
    for (size_t run = 0; run < runs; run++) {
        double weight = weights == NULL ? 1 : weights[run];
        size_t best = 0;
        for (size_t i = 1; i < options; i++)
            if (gains[i * runs + run] > gains[best * runs + run])
                best = i;
        mean += weight * gains[best * runs + run];
        count += weight;
        if (spoken != NULL)
            spoken[best]++;
    }
    for (size_t i = 0; i < options; i++) {
        double sum = 0;
        for (size_t run = 0; run < runs; run++)
            sum += (weights == NULL ? 1 : weights[run]) * gains[i * runs + run];
        best_mean = fmax(best_mean, sum);
    }
    return fmax(0, (mean - best_mean) / count);
}

/* The curves of all options where each run stands, into curves[option][run]. */
static void draw_curves(const struct weighing *weighing, const struct smooth *input, const double *gains,
                        const double *weights, double *curves)
{
    double coefficients[SMOOTH_TERMS];
    size_t runs = weighing->runs;
    for (size_t i = 0; i < weighing->options; i++) {
        if (i == weighing->best)
            continue;
        smooth_fit(input, gains + i * runs, weights, coefficients);
        for (size_t run = 0; run < runs; run++)
            curves[i * runs + run] = smooth_at(input, coefficients, run);
    }
}

static struct interval find_interval(const struct weighing *weighing, const struct smooth *input, uint64_t seed,
                                     double *curves)
{
    double *copies = mem_new(COPIES, sizeof *copies), *weights = mem_new(weighing->runs + 1, sizeof *weights);
    for (uint32_t copy = 0; copy < COPIES; copy++) {
        resample_weights(seed, copy, weighing->runs, weighing->block, weights);
        if (input != NULL)
            draw_curves(weighing, input, weighing->gains, weights, curves);
        copies[copy] =
            worth_of(input != NULL ? curves : weighing->gains, weighing->options, weighing->runs, weights, NULL);
    }
    struct interval interval = resample_interval(copies, COPIES);
    free(copies);
    free(weights);
    return interval;
}

static double variance_of(const double *values, size_t count)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++)
        tally_add(&tally, values[i]);
    return count > 1 ? tally_variance(&tally) : 0;
}

static double find_moves(const struct weighing *weighing, const double *curves)
{
    double most = 0;
    for (size_t i = 0; i < weighing->options; i++) {
        double all = variance_of(weighing->gains + i * weighing->runs, weighing->runs);
        if (all > 0)
            most = fmax(most, variance_of(curves + i * weighing->runs, weighing->runs) / all);
    }
    return most;
}

static void value_input(struct information *information, const struct weighing *weighing, const struct smooth *input,
                        size_t index, uint64_t seed, double *curves)
{
    struct information_input *result = &information->all[index];
    size_t *spoken = mem_new(weighing->options + 1, sizeof *spoken);
    draw_curves(weighing, input, weighing->gains, NULL, curves);
    result->worth = worth_of(curves, weighing->options, weighing->runs, NULL, spoken);
    result->moves = find_moves(weighing, curves);
    result->share = 1 - (double)spoken[weighing->best] / (double)weighing->runs;
    result->other = weighing->options;
    for (size_t i = 0; i < weighing->options; i++)
        if (i != weighing->best && spoken[i] > (result->other < weighing->options ? spoken[result->other] : 0))
            result->other = i;
    result->interval = find_interval(weighing, input, seed, curves);
    free(spoken);
}

/* What the best of all inputs is worth in nineteen of twenty copies in which nobody can learn anything. */
static double worth_by_luck(const struct weighing *weighing, const struct smooth *smooths, size_t inputs, uint64_t seed,
                            double *curves)
{
    size_t runs = weighing->runs, *order = mem_new(runs + 1, sizeof *order);
    double *shuffled = mem_new(weighing->options * runs + 1, sizeof *shuffled), *most = mem_new(SHUFFLES, sizeof *most);
    for (uint32_t copy = 0; copy < SHUFFLES; copy++) {
        resample_order(seed, copy, runs, order);
        for (size_t i = 0; i < weighing->options; i++)
            for (size_t run = 0; run < runs; run++)
                shuffled[i * runs + run] = weighing->gains[i * runs + order[run]];
        for (size_t input = 0; input < inputs; input++) {
            draw_curves(weighing, &smooths[input], shuffled, NULL, curves);
            most[copy] = fmax(most[copy], worth_of(curves, weighing->options, runs, NULL, NULL));
        }
    }
    resample_interval(most, SHUFFLES); /* sorts */
    double worth = tally_quantile(most, SHUFFLES, 0.95);
    free(order);
    free(shuffled);
    free(most);
    return worth;
}

static void place_input(struct smooth *smooth, const struct weighing *weighing, const double *places)
{
    double *own = mem_new(weighing->runs + 1, sizeof *own);
    size_t pieces = smooth_pieces(weighing->runs);
    for (size_t run = 0; run < weighing->runs; run++)
        own[run] = places[weighing->kept[run]];
    smooth_init(smooth, own, weighing->runs, pieces < PIECES_MOST ? pieces : PIECES_MOST);
    free(own);
}

void information_value(struct information *information, const struct information_question *question)
{
    struct weighing weighing;
    weigh(&weighing, question);
    *information = (struct information){.inputs = question->inputs,
                                        .options = question->options,
                                        .runs = weighing.runs,
                                        .best = weighing.best,
                                        .all = mem_new(question->inputs + 1, sizeof *information->all)};
    struct smooth *smooths = mem_new(question->inputs + 1, sizeof *smooths);
    double *curves = mem_new(question->options * weighing.runs + 1, sizeof *curves);
    for (size_t i = 0; i < question->inputs; i++)
        place_input(&smooths[i], &weighing, question->places[i]);
    information->ceiling = worth_of(weighing.gains, weighing.options, weighing.runs, NULL, NULL);
    information->ceiling_interval = find_interval(&weighing, NULL, question->seed, NULL);
    information->by_luck = worth_by_luck(&weighing, smooths, question->inputs, question->seed, curves);
    for (size_t i = 0; i < question->inputs; i++) {
        struct information_input *input = &information->all[i];
        value_input(information, &weighing, &smooths[i], i, question->seed, curves);
        /* a curve that overshoots does not make a figure worth more than knowing everything */
        input->worth = fmin(input->worth, information->ceiling);
        input->interval.high = fmin(input->interval.high, information->ceiling_interval.high);
        input->told = input->worth > information->by_luck && input->interval.low > 0;
        smooth_release(&smooths[i]);
    }
    free(smooths);
    free(curves);
    free(weighing.gains);
    free(weighing.kept);
}

void information_release(struct information *information)
{
    free(information->all);
    *information = (struct information){0};
}
