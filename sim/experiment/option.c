#include "experiment/option.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/judge.h"

static const struct plan_target *targets_of(const struct plan *plan)
{
    return plan_items(plan->targets, struct plan_target);
}

/* The samples looked at: the targets' dates, the decision date and the end, each once, in order. */
static size_t looked_at(const struct ensemble *ensemble, double date, size_t *samples)
{
    size_t count = 0;
    for (size_t sample = 0; sample < ensemble->samples; sample++) {
        bool wanted = sample + 1 == ensemble->samples || sample == ensemble_sample_of(ensemble, date);
        for (size_t t = 0; t < ensemble->plan->targets.count; t++)
            wanted |= ensemble_sample_of(ensemble, targets_of(ensemble->plan)[t].by) == sample;
        if (wanted)
            samples[count++] = sample;
    }
    return count;
}

/* What was not taken over goes at once: it is by far the larger part. */
static void keep_dates(struct option_run *option, struct ensemble *ensemble, double date)
{
    size_t *samples = mem_new(ensemble->samples, sizeof *samples);
    size_t count = looked_at(ensemble, date, samples);
    ensemble_thin(ensemble, samples, count);
    free(samples);
    option->dates = *ensemble;
    *ensemble = (struct ensemble){0};
}

static void keep_curve(struct option_run *option, const struct ensemble *ensemble)
{
    size_t caseload = metric_series(&ensemble->layout, METRIC_CASELOAD, METRIC_SERVICE);
    option->samples = ensemble->samples;
    option->times = mem_new(ensemble->samples, sizeof *option->times);
    option->caseload = mem_new(ensemble->samples, sizeof *option->caseload);
    for (size_t sample = 0; sample < ensemble->samples; sample++) {
        option->times[sample] = ensemble->times[sample];
        option->caseload[sample] = ensemble_point(ensemble, caseload, sample);
    }
    size_t targets = ensemble->plan->targets.count;
    option->curves = mem_new(targets + 1, sizeof *option->curves);
    for (size_t t = 0; t < targets; t++)
        curve_init(&option->curves[t], ensemble, t);
}

/* How the target would be judged on its date had it to hold for a while, and at the end had its date been that. */
static void keep_judgements(struct option_run *option, const struct ensemble *ensemble, size_t index)
{
    const struct plan_target *target = &targets_of(ensemble->plan)[index];
    struct plan_target holding = *target;
    holding.hold = OPTION_HOLD;
    size_t decider = 0, runs = ensemble->runs, samples = ensemble->samples;
    bool held = !target->share_of_time && !target->reached && !target->throughout &&
                judge_decider(ensemble->plan, &holding, samples, &decider);
    double *scores = mem_new(samples + runs, sizeof *scores), *values = scores + samples;
    for (size_t run = 0; run < runs; run++) {
        const bool *weeks = &ensemble->outcomes[run].weekly[index * samples];
        judge_scores(ensemble->plan, target, weeks, samples, scores);
        option->met_at_end[index * runs + run] =
            ensemble->outcomes[run].failure != NULL ? (double)NAN : scores[samples - 1];
        judge_scores(ensemble->plan, &holding, weeks, samples, scores);
        values[run] = scores[decider];
    }
    if (held)
        option->held[index] = ensemble_verdict_of(ensemble, index, values);
    free(scores);
}

static void keep_runs(struct option_run *option, const struct ensemble *ensemble, double date)
{
    size_t runs = ensemble->runs, targets = ensemble->plan->targets.count, day = ensemble_sample_of(ensemble, date);
    option->runs = runs;
    option->block = ensemble->block;
    option->plan = ensemble->plan;
    option->year_count = money_layout(ensemble->plan).years;
    option->met = mem_new(targets * runs + 1, sizeof *option->met);
    option->verdicts = mem_new(targets + 1, sizeof *option->verdicts);
    option->first_met = mem_new(targets + 1, sizeof *option->first_met);
    option->met_for_good = mem_new(targets + 1, sizeof *option->met_for_good);
    option->met_at_end = mem_new(targets * runs + 1, sizeof *option->met_at_end);
    option->held = mem_new(targets + 1, sizeof *option->held);
    for (size_t t = 0; t < targets; t++) {
        keep_judgements(option, ensemble, t);
        option->verdicts[t] = ensemble_verdict(ensemble, t);
        option->first_met[t] = curve_first_met(ensemble, t);
        option->met_for_good[t] = curve_met_for_good(ensemble, t);
    }
    option->outturns = mem_new((size_t)OUTTURN_COUNT * runs + 1, sizeof *option->outturns);
    option->years = mem_new(option->year_count * runs + 1, sizeof *option->years);
    for (size_t run = 0; run < runs; run++) {
        double figures[OUTTURN_COUNT];
        outturn_measure(ensemble, run, day, figures);
        for (size_t i = 0; i < OUTTURN_COUNT; i++)
            option->outturns[i * runs + run] = figures[i];
        for (size_t t = 0; t < targets; t++)
            option->met[t * runs + run] = ensemble_met(ensemble, t, run);
        for (size_t year = 0; year < option->year_count; year++)
            option->years[year * runs + run] = spending_sum_of_run(ensemble, run, SPENDING_TOTAL, year);
    }
}

void option_reduce(struct option_run *option, struct ensemble *ensemble, double date)
{
    keep_runs(option, ensemble, date);
    keep_curve(option, ensemble);
    course_init(&option->course, ensemble);
    if (ensemble->plan->pipelines.count > 0)
        option->pipelines = break_even_of(ensemble, METRIC_SERVICE);
    spending_init(&option->spending, ensemble);
    keep_dates(option, ensemble, date);
}

void option_reduce_to_runs(struct option_run *option, struct ensemble *ensemble, double date)
{
    keep_runs(option, ensemble, date);
    if (ensemble->plan->demand.shocks.count > 0)
        course_init(&option->course, ensemble);
    ensemble_release(ensemble);
}

const double *option_outturn(const struct option_run *option, enum outturn outturn)
{
    return option->outturns + (size_t)outturn * option->runs;
}

const double *option_met(const struct option_run *option, size_t target)
{
    return option->met + target * option->runs;
}

const double *option_met_at_end(const struct option_run *option, size_t target)
{
    return option->met_at_end + target * option->runs;
}

const double *option_year(const struct option_run *option, size_t year)
{
    return option->years + year * option->runs;
}

size_t option_target(const struct option_run *option, const char *name)
{
    size_t target = 0;
    while (target < option->plan->targets.count && !text_equal(targets_of(option->plan)[target].named.name, name))
        target++;
    return target;
}

int option_team(const struct option_run *option, const char *name)
{
    int team = 0;
    if (name == NULL)
        return METRIC_SERVICE;
    while ((size_t)team < option->plan->teams.count &&
           !text_equal(plan_items(option->plan->teams, struct plan_team)[team].named.name, name))
        team++;
    return team;
}

void option_release(struct option_run *option)
{
    course_release(&option->course);
    spending_release(&option->spending);
    ensemble_release(&option->dates);
    for (size_t t = 0; option->curves != NULL && t < option->plan->targets.count; t++)
        curve_release(&option->curves[t]);
    free(option->curves);
    free(option->times);
    free(option->caseload);
    free(option->verdicts);
    free(option->first_met);
    free(option->met_for_good);
    free(option->held);
    free(option->met_at_end);
    free(option->met);
    free(option->outturns);
    free(option->years);
    *option = (struct option_run){0};
}
