#include "command/sensitivity_method.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/variant.h"
#include "experiment/findings.h"
#include "experiment/sweep_words.h"
#include "model/inputs.h"
#include "report/findings_page.h"
#include "report/findings_table.h"

struct work {
    const struct command_line *line;
    struct variant_study study;
    size_t inputs, shown;
    struct findings_input *named;
    struct findings findings;

    /* How a point of a design becomes runs. */
    double least, span; /* a coordinate of 0 and of 1 as shares of the law */
    size_t each;        /* runs of a point */
    int result;         /* of the run that could not go on */

    size_t failed; /* replications that could not go on */
    size_t trajectories;
    bool totals;
};

/* --- one block of a design ---------------------------------------------------------------------------------------- */

/* Another set of luck starts where whole blocks of drawn inputs end. */
static size_t other_luck(const struct work *work)
{
    size_t block = INPUTS_BLOCK * (size_t)work->study.base.service.plan->clock.per_draw;
    return (work->study.runs + block - 1) / block * block;
}

static double mean_of(const double *values, size_t count)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++)
        tally_add(&tally, values[i]);
    return tally.count > 0 ? tally.mean : (double)NAN;
}

static bool ask(void *user, const struct design_block *block, double *values)
{
    struct work *work = user;
    size_t size = block->rows * block->inputs;
    double *shares = mem_new(size + 1, sizeof *shares);
    for (size_t i = 0; i < size; i++)
        shares[i] = work->least + work->span * block->points[i];
    const struct service_hold held = {.shares = shares,
                                      .inputs = block->inputs,
                                      .rows = block->rows,
                                      .each = work->each,
                                      .first = block->luck * other_luck(work)};
    struct trial trial;
    work->study.base.service.held = &held;
    work->result =
        variant_run_part(&work->study, &work->study.base, work->study.seed, held.first, work->study.runs, &trial);
    work->study.base.service.held = NULL;
    work->failed += trial_failures(&trial);
    free(shares);
    for (size_t row = 0; row < block->rows && work->result == COMMAND_DONE; row++) {
        values[FINDINGS_CHANCE * block->rows + row] = mean_of(trial.met + row * work->each, work->each);
        values[FINDINGS_CASELOAD * block->rows + row] = mean_of(trial.caseload + row * work->each, work->each);
    }
    trial_release(&trial);
    return work->result == COMMAND_DONE;
}

/* --- both methods ------------------------------------------------------------------------------------------------- */

/* The target and its date are said as in a sweep. `date` holds the words. */
static struct findings_of findings_of(const struct work *work, struct text *date)
{
    const struct sweep sweep = {.plan = work->study.base.service.plan, .target = variant_target(&work->study)};
    sweep_words_date(&sweep, date);
    return (struct findings_of){.inputs = work->named,
                                .measure = sweep_words_measure(&sweep),
                                .target = sweep_words_target(&sweep),
                                .date = date->at,
                                .runs = work->study.runs,
                                .shown = work->shown,
                                .seed = work->study.seed};
}

static void end_findings(struct work *work, struct text *date)
{
    findings_note_failed(&work->findings, work->failed);
    text_release(date);
}

static void write(void *user, struct results *results)
{
    struct work *work = user;
    const struct findings *findings = &work->findings;
    const struct plan *plan = work->study.base.service.plan;
    struct arena *arena = &work->study.arena;
    findings_table_csv(findings, results_file(results, arena_printf(arena, "%s.csv", findings->name)));
    findings_table_json(findings, results->run.version,
                        results_file(results, arena_printf(arena, "%s.json", findings->name)));
    results_draw(results, chart_draw_findings, (struct chart_run){.findings = &findings, .finding_count = 1});
    const struct findings_page page = {.findings = &findings,
                                       .count = 1,
                                       .charts = &results->charts,
                                       .noun = "scenario",
                                       .name = plan->name,
                                       .title = plan->title,
                                       .notice = plan->notice,
                                       .changed = results->run.changed,
                                       .base = &results->run,
                                       .seed = results->run.seed,
                                       .version = results->run.version};
    findings_page_write(&page, results_file(results, "report.html"));
    findings_table_terminal(findings, results_said(results));
}

static int open_work(struct work *work, const char *always)
{
    const struct command_line *line = work->line;
    if (line->varied_count > 0)
        return command_misused(line,
                               "--vary is for the tornado; the inputs of --method %s are those that are uncertain, and "
                               "--set PATH='{likely: , low: , high: }' makes one so",
                               line->option[OPTION_METHOD]);
    int result = variant_open(&work->study, line, line->option[OPTION_METHOD], always);
    if (result != COMMAND_DONE)
        return result;
    work->inputs = work->study.base.service.filled.uncertain_count;
    work->named = findings_inputs(&work->study.base.service, &work->study.arena);
    if (work->inputs == 0)
        return command_misused(line, "%s: no value in it is uncertain; write one as {likely: , low: , high: }",
                               work->study.file);
    return COMMAND_DONE;
}

static int close_work(struct work *work, int result)
{
    findings_release(&work->findings);
    free(work->named);
    variant_close(&work->study);
    return result;
}

/* --- elementary effects ------------------------------------------------------------------------------------------- */

static int run_morris(void *user)
{
    struct work *work = user;
    struct morris morris;
    morris_init(&morris, work->inputs, work->trajectories, FINDINGS_MEASURES, work->study.seed);
    if (morris_run(&morris, ask, work, work->study.seed)) {
        struct text date = {0};
        struct findings_of of = findings_of(work, &date);
        findings_morris(&work->findings, &morris, &of);
        end_findings(work, &date);
    }
    morris_release(&morris);
    return work->result;
}

/* The runs of a step are shared out among the trajectories. */
static int share_runs(struct work *work)
{
    work->each = work->study.runs / work->trajectories;
    if (work->each == 0)
        return command_misused(work->line, "%zu runs are too few for %zu trajectories; give more --runs",
                               work->study.runs, work->trajectories);
    work->study.runs = work->each * work->trajectories;
    return COMMAND_DONE;
}

int sensitivity_method_morris(const struct command_line *line, size_t shown)
{
    /* from low to high: the whole law has no ends */
    struct work work = {.line = line, .shown = shown, .least = 0.1, .span = 0.8};
    long trajectories;
    if (line->option[OPTION_TOTALS] != NULL)
        return command_misused(line, "--totals is for --method sobol");
    if (!command_whole(line, OPTION_TRAJECTORIES, 2, MORRIS_TRAJECTORIES, &trajectories))
        return COMMAND_WRONG;
    work.trajectories = (size_t)trajectories;
    int result = open_work(&work, "clock.inputs=likely");
    result = result == COMMAND_DONE ? share_runs(&work) : result;
    if (result == COMMAND_DONE)
        result = variant_work(
            &work.study,
            &(struct variant_job){.planned = work.inputs + 1, .run = run_morris, .write = write, .user = &work});
    return close_work(&work, result);
}

/* --- Sobol indices ------------------------------------------------------------------------------------------------ */

/* The runs of a trial that ended, in order; returns how many. */
static size_t gather(const struct work *work, const struct trial *trial, double *values[static FINDINGS_MEASURES],
                     uint32_t *runs)
{
    size_t count = 0;
    for (size_t run = 0; run < work->study.runs; run++)
        if (!isnan(trial->met[run]) && !isnan(trial->caseload[run])) {
            values[FINDINGS_CHANCE][count] = trial->met[run];
            values[FINDINGS_CASELOAD][count] = trial->caseload[run];
            runs[count++] = (uint32_t)run;
        }
    return count;
}

static void find_firsts(const struct work *work, const struct trial *trial, struct sobol_index *firsts)
{
    const struct service *service = &work->study.base.service;
    size_t room = work->study.runs + 1;
    double *all = mem_new(3 * room, sizeof *all), *values[FINDINGS_MEASURES] = {all, all + room},
           *places = all + 2 * room;
    uint32_t *runs = mem_new(room, sizeof *runs);
    size_t count = gather(work, trial, values, runs), block = count == work->study.runs ? trial->block : 0;
    for (size_t input = 0; input < work->inputs; input++) {
        struct smooth smooth;
        for (size_t i = 0; i < count; i++)
            places[i] = switching_place(service_input_share(service, input, work->study.seed, runs[i]));
        smooth_init(&smooth, places, count, smooth_pieces(count));
        for (size_t measure = 0; measure < FINDINGS_MEASURES; measure++)
            firsts[measure * work->inputs + input] =
                sobol_first(&smooth, values[measure], block, FINDINGS_MEASURES * work->inputs, work->study.seed);
        smooth_release(&smooth);
    }
    free(all);
    free(runs);
}

static void find_indices(struct work *work, const struct trial *drawn, const struct sobol *totals)
{
    struct sobol_index *firsts = mem_new(FINDINGS_MEASURES * work->inputs, sizeof *firsts);
    struct text date = {0};
    find_firsts(work, drawn, firsts);
    struct findings_of of = findings_of(work, &date);
    findings_sobol(&work->findings, firsts, work->inputs, totals, &of);
    end_findings(work, &date);
    free(firsts);
}

static int run_sobol(void *user)
{
    struct work *work = user;
    struct sobol sobol = {0};
    struct trial drawn;
    int result = variant_run(&work->study, &work->study.base, work->study.seed, &drawn);
    work->failed += trial_failures(&drawn);
    if (result == COMMAND_DONE && work->totals) {
        sobol_init(&sobol, work->inputs, work->study.runs, FINDINGS_MEASURES);
        sobol_run(&sobol, ask, work, work->study.seed);
        result = work->result;
    }
    if (result == COMMAND_DONE)
        find_indices(work, &drawn, work->totals ? &sobol : NULL);
    trial_release(&drawn);
    sobol_release(&sobol);
    return result;
}

int sensitivity_method_sobol(const struct command_line *line, size_t shown)
{
    struct work work = {
        .line = line, .shown = shown, .span = 1, .each = 1, .totals = line->option[OPTION_TOTALS] != NULL};
    if (line->option[OPTION_TRAJECTORIES] != NULL)
        return command_misused(line, "--trajectories is for --method morris");
    int result = open_work(&work, "clock.inputs=drawn");
    size_t planned = 1 + (work.totals ? work.inputs + 3 : 0);
    if (result == COMMAND_DONE)
        result = variant_work(
            &work.study, &(struct variant_job){.planned = planned, .run = run_sobol, .write = write, .user = &work});
    return close_work(&work, result);
}
