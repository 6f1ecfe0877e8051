#include "experiment/calibration_words.h"

#include <math.h>
#include <stdio.h>

#include "experiment/words.h"

/* From here on two inputs are said to be told apart badly; below there one is said to be hardly learnt. */
static const double correlated = 0.7, hardly = 0.1;

static size_t judged(const struct calibration *calibration)
{
    size_t figures = 0;
    for (size_t s = 0; s < calibration->series_count; s++)
        figures += calibration->series[s].scored;
    return figures;
}

/* The rivals that were not beaten, when at least one was not. */
static const char *worse_than(bool beats_no_change, bool beats_mean_reversion)
{
    return beats_no_change        ? "\"mean reversion\""
           : beats_mean_reversion ? "\"no change\""
                                  : "\"no change\" or \"mean reversion\"";
}

void calibration_words_headline(const struct calibration *calibration, struct text *out)
{
    bool beats[SCORE_RIVALS];
    size_t figures = judged(calibration);
    for (int rival = 0; rival < SCORE_RIVALS; rival++)
        beats[rival] = calibration_beats(calibration, (enum score_rival)rival);
    char count[WORDS_SHORT];
    words_count(figures, count);
    const char *few = figures < 10 ? ", too few to be sure" : "";
    if (beats[SCORE_NO_CHANGE] && beats[SCORE_MEAN_REVERSION])
        text_printf(out,
                    "The calibrated model foretells the %s figure%s held back better than \"no change\" and \"mean "
                    "reversion\"%s",
                    count, figures == 1 ? "" : "s", few);
    else
        text_printf(out, "The calibrated model does not beat %s on the %s figure%s held back%s",
                    worse_than(beats[SCORE_NO_CHANGE], beats[SCORE_MEAN_REVERSION]), count, figures == 1 ? "" : "s",
                    few);
}

void calibration_words_series(const struct calibration *calibration, size_t series, struct text *out)
{
    const struct calibration_series *own = &calibration->series[series];
    bool first = own->model.crps < own->rival[SCORE_NO_CHANGE].crps;
    bool second = own->model.crps < own->rival[SCORE_MEAN_REVERSION].crps;
    calibration_words_measure(calibration, series, true, out);
    if (first && second)
        text_add(out, ": foretold better than by \"no change\" and \"mean reversion\"");
    else
        text_printf(out, ": foretold no better than by %s", worse_than(first, second));
}

void calibration_words_measure(const struct calibration *calibration, size_t series, bool capital, struct text *out)
{
    const struct history_point *point = calibration->series[series].points;
    const char *label = metric_info(point->measure)->label;
    bool raised = label[0] >= 'A' && label[0] <= 'Z';
    text_printf(out, "%c%s", raised && !capital ? label[0] - 'A' + 'a' : label[0], label + 1);
    if (point->team != METRIC_SERVICE) {
        const struct plan_team *team = &plan_items(calibration->plan->teams, struct plan_team)[point->team];
        text_printf(out, ", %s", team->named.title);
    }
}

void calibration_words_value(const struct calibration *calibration, size_t series, double value, char out[static 32])
{
    const struct metric_info *info = metric_info(calibration->series[series].points->measure);
    bool share = text_equal(info->unit, "share");
    char number[WORDS_SHORT];
    words_number(share ? 100 * value : value, info->decimals > 0, number);
    snprintf(out, WORDS_SHORT, "%.30s%s", number, share && isfinite(value) ? "%" : "");
}

void calibration_words_learnt(const struct calibration *calibration, struct text *out)
{
    const struct calibration_input *inputs = calibration->inputs;
    size_t count = calibration->input_count, before = out->length;
    for (size_t i = 0; i < count; i++)
        if (inputs[i].shrinkage < hardly)
            text_printf(out, "The history tells next to nothing about %s: keep the range that you had. ",
                        inputs[i].path);
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            double correlation = calibrate_correlation(&calibration->result, count, a, b);
            if (fabs(correlation) >= correlated)
                text_printf(out,
                            "The history cannot tell %s and %s apart (correlation %.2f): %s, and ranges that are drawn "
                            "apart from each other lose that. ",
                            inputs[a].path, inputs[b].path, correlation,
                            correlation > 0 ? "more of one goes with more of the other"
                                            : "more of one goes with less of the other");
        }
    if (out->length == before)
        text_add(out, "Each input is narrower than it was, and no two are tied closely. ");
}

/* Simulations that are further off than the prior is wide resemble nothing. */
static bool is_far(const struct calibrate_result *result)
{
    return result->tolerance[result->rounds - 1] > 1;
}

void calibration_words_how(const struct calibration *calibration, struct text *out)
{
    const struct calibrate_result *result = &calibration->result;
    char simulations[WORDS_SHORT], members[WORDS_SHORT];
    words_number((double)result->simulations, 0, simulations);
    words_number((double)result->members, 0, members);
    text_printf(
        out,
        "%s simulations: a simplex for the best point, then approximate Bayesian computation in %zu rounds, which "
        "kept the %s simulations that resemble the history most in level, trend, end and movement (each within "
        "%.2f of its spread over the prior, on average; they weigh as much as %.0f). ",
        simulations, result->rounds, members, result->tolerance[result->rounds - 1], result->effective);
    if (is_far(result))
        text_add(out,
                 "That is far: no values of these inputs make the model resemble the history, so what is wrong with it "
                 "is something else, and the posterior means little. ");
    if (calibration->outside > 0)
        text_printf(out, "%zu figure%s of the history outside the simulated time %s not used. ", calibration->outside,
                    calibration->outside == 1 ? "" : "s", calibration->outside == 1 ? "was" : "were");
    if (calibration->too_few > 0)
        text_printf(out, "%zu measure%s with too few figures %s left out. ", calibration->too_few,
                    calibration->too_few == 1 ? "" : "s", calibration->too_few == 1 ? "was" : "were");
}
