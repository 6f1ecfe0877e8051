#include "command/sensitivity_decision.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/compare_write.h"
#include "command/decision_study.h"
#include "command/results.h"
#include "command/session.h"
#include "model/inputs.h"
#include "report/findings_page.h"
#include "report/findings_table.h"

struct work {
    const struct command_line *line;
    struct compare_set set;
    struct arena arena;
    struct option_run *runs; /* [option] as the comparison has them */
    struct decision decision;
    struct progress progress;
    struct decision_study study;
};

static const struct service *service_of(const struct work *work, size_t option)
{
    return &compare_set_load(&work->set, 0, option)->service;
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static bool add_sources(void *user, struct package *package, char why[static 256])
{
    struct work *work = user;
    return compare_write_sources(&work->set, package, why);
}

static void write_files(void *user, struct results *results)
{
    struct work *work = user;
    const struct study *study = work->set.study.study;
    const struct findings *all[DECISION_STUDY_FINDINGS] = {&work->study.findings[0], &work->study.findings[1]};
    for (size_t i = 0; i < work->study.finding_count; i++)
        findings_table_csv(all[i], results_file(results, arena_printf(&work->arena, "%s.csv", all[i]->name)));
    for (size_t i = 0; i < work->study.finding_count; i++)
        findings_table_json(all[i], results->run.version,
                            results_file(results, arena_printf(&work->arena, "%s.json", all[i]->name)));
    results_draw(results, chart_draw_findings,
                 (struct chart_run){.findings = all,
                                    .finding_count = work->study.finding_count,
                                    .comparison = study->name,
                                    .comparison_title = study->title});
    const struct findings_page page = {.findings = all,
                                       .count = work->study.finding_count,
                                       .charts = &results->charts,
                                       .noun = "comparison",
                                       .name = study->name,
                                       .title = study->title,
                                       .notice =
                                           study->notice != NULL ? study->notice : service_of(work, 0)->plan->notice,
                                       .changed = results->run.changed,
                                       .seed = work->study.seed,
                                       .version = results->run.version};
    findings_page_write(&page, results_file(results, "report.html"));
    for (size_t i = 0; i < work->study.finding_count; i++) {
        text_add(results_said(results), i > 0 ? "\n" : "");
        findings_table_terminal(all[i], results_said(results));
    }
}

static int write_all(struct work *work, const char *out)
{
    struct scenario inputs;
    struct result_run run = compare_write_run(&work->set, work->line, &inputs);
    struct ensemble hollow = {
        .plan = service_of(work, 0)->plan, .runs = work->study.each, .block = work->runs[0].block};
    run.ensemble = &hollow;
    run.no_charts = work->line->option[OPTION_NO_CHARTS] != NULL;
    int result = results_write_from(work->line, out, &run, add_sources, write_files, work);
    free(inputs.inputs);
    return result;
}

/* --- the command -------------------------------------------------------------------------------------------------- */

static bool run_comparison(struct work *work)
{
    struct decision_question question = compare_set_question(&work->set);
    bool complete = true;
    for (size_t i = 0; i < work->set.options && complete; i++)
        complete = decision_study_run(&work->study, i, work->study.each, &work->runs[i]);
    if (complete)
        decision_init(&work->decision, work->runs, work->set.options, &question);
    return complete;
}

static bool run_all(struct work *work)
{
    if (!run_comparison(work))
        return false;
    decision_study_inform(&work->study);
    assumptions_name(&work->study.assumptions);
    return decision_study_switch(&work->study);
}

static int run_and_write(struct work *work, const char *out)
{
    struct decision_study *study = &work->study;
    if (!results_possible(work->line, out))
        return COMMAND_FAILED;
    session_listen();
    study->planned = work->set.options * study->each * (1 + DECISION_STUDY_CHOICES * study->moved);
    progress_start(&work->progress, stderr, work->line->option[OPTION_QUIET] != NULL);
    bool complete = run_all(work);
    progress_end(&work->progress);
    if (!complete)
        return session_stop(work->line, NULL);
    decision_study_find_out(study);
    return write_all(work, out);
}

static bool is_for_scenarios(const struct command_line *line)
{
    static const enum command_option options[] = {OPTION_METHOD, OPTION_TRAJECTORIES, OPTION_TOTALS,
                                                  OPTION_VARY,   OPTION_TARGET,       OPTION_BY};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (line->option[options[i]] != NULL)
            return true;
    return false;
}

/* What has to be there before anything runs. */
static bool check(struct work *work)
{
    const struct plan *plan = service_of(work, 0)->plan;
    if (plan->targets.count == 0)
        command_misused(work->line, "%s: the baseline has no target (targets), so nothing to choose by",
                        work->line->operands[0]);
    else if (work->study.assumptions.count == 0)
        command_misused(work->line, "%s: no value of any option is uncertain; write one as {likely: , low: , high: }",
                        work->line->operands[0]);
    else if (work->study.each > RNG_REPLICATION_LIMIT / 2 - 2 * INPUTS_BLOCK)
        command_misused(work->line, "%zu runs are too many here: each is done again with other luck", work->study.each);
    else
        return true;
    return false;
}

static void open_work(struct work *work)
{
    const struct plan_clock *clock = &service_of(work, 0)->plan->clock;
    struct decision_study *study = &work->study;
    work->runs = mem_new(work->set.options, sizeof *work->runs);
    study->set = &work->set;
    study->runs = work->runs;
    study->decision = &work->decision;
    study->seed = (uint64_t)clock->seed;
    study->each = study->moves = (size_t)clock->runs;
    study->progress = &work->progress;
    decision_study_open(study);
}

static void close_work(struct work *work)
{
    for (size_t i = 0; work->runs != NULL && i < work->set.options; i++)
        option_release(&work->runs[i]);
    decision_study_close(&work->study);
    free(work->runs);
    decision_release(&work->decision);
    compare_set_release(&work->set);
    arena_release(&work->arena);
}

int sensitivity_decision(const struct command_line *line, size_t shown)
{
    struct work work = {.line = line, .study = {.shown = shown}};
    int result = COMMAND_WRONG;
    if (is_for_scenarios(line))
        return command_misused(line,
                               "--method, --trajectories, --totals, --vary, --target and --by are for scenarios; a "
                               "comparison says itself by what it is judged");
    if (!command_whole(line, OPTION_THREADS, 1, 0, &work.study.threads))
        return COMMAND_WRONG;
    if (compare_set_open_file(&work.set, line->operands[0], line, false) &&
        compare_set_responds_alike(&work.set, line) && session_fits(line, service_of(&work, 0)->plan, 1.1)) {
        open_work(&work);
        const char *out = line->option[OPTION_OUT] != NULL
                              ? line->option[OPTION_OUT]
                              : arena_printf(&work.arena, "results/%s-sensitivity", work.set.study.study->name);
        if (check(&work))
            result = run_and_write(&work, out);
    }
    close_work(&work);
    return result;
}
