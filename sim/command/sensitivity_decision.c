#include "command/sensitivity_decision.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/assumptions.h"
#include "command/compare_set.h"
#include "command/compare_write.h"
#include "command/progress.h"
#include "command/results.h"
#include "command/session.h"
#include "experiment/findings.h"
#include "experiment/sweep_words.h"
#include "model/inputs.h"
#include "report/findings_page.h"
#include "report/findings_table.h"

/* What an input costs in choices made: likely, four places, and a bracket with its proof at one end. */
enum { CHOICES = 11, FEWEST_RUNS = 100, FINDINGS = 2 };

struct work {
    const struct command_line *line;
    struct compare_set set;
    struct arena arena;
    struct option_run *runs; /* [option] as the comparison has them */
    struct decision decision;
    uint64_t seed;
    size_t each, shown;
    long threads;
    struct progress progress;
    size_t planned, done;

    struct assumptions assumptions; /* those that matter most first, once that is known */
    size_t moved, failed;
    const char **titles;
    struct information information;
    size_t *weighed; /* [information.options] the options among which it chooses */
    bool informed;
    struct switching switching;
    struct findings findings[FINDINGS];
    size_t finding_count;
};

static const struct service *service_of(const struct work *work, size_t option)
{
    return &compare_set_load(&work->set, 0, option)->service;
}

/* --- running ------------------------------------------------------------------------------------------------------ */

static void tell(void *user, size_t done, size_t runs)
{
    struct work *work = user;
    size_t all = work->done + done;
    (void)runs;
    progress_tell(&work->progress, all < work->planned ? all : work->planned, work->planned);
}

/* Every option once, in the comparison's way: on the same luck, each reduced as soon as it has run. */
static bool run_option(struct work *work, size_t option, struct option_run *run)
{
    const struct compare_set *set = &work->set;
    struct ensemble ensemble = {0};
    double date = decision_date(service_of(work, 0)->plan, compare_set_question(set).target);
    const struct command_load *load = compare_set_load(set, 0, option);
    size_t first = load->service.held != NULL ? load->service.held->first : 0;
    bool complete = session_replicate_as(load, work->seed, first, work->each, work->threads, tell, work, &ensemble);
    run->name = compare_set_name(set, option);
    run->title = work->titles[option];
    for (size_t i = 0; complete && i < ensemble.runs; i++)
        work->failed += ensemble.outcomes[i].failure != NULL;
    if (complete)
        option_reduce_to_runs(run, &ensemble, date);
    else
        ensemble_release(&ensemble);
    work->done += work->each;
    return complete;
}

/* The option that the rule takes: the leader, else the baseline. */
static size_t choice_of(const struct decision *decision)
{
    return decision->leader == DECISION_NONE ? 0 : (size_t)decision->leader;
}

/* A switching_fn. */
static bool choose(void *user, size_t input, double place, bool other_luck, size_t *choice)
{
    struct work *work = user;
    size_t options = work->set.options, block = INPUTS_BLOCK * (size_t)service_of(work, 0)->plan->clock.per_draw;
    size_t first = other_luck ? (work->each + block - 1) / block * block : 0;
    struct option_run *runs = mem_new(options, sizeof *runs);
    bool complete = true;
    for (size_t i = 0; i < options && complete; i++) {
        struct service *service = &compare_set_load(&work->set, 0, i)->service;
        struct service_hold held;
        assumptions_hold(service, work->assumptions.named[input].path, place, first, &held);
        complete = run_option(work, i, &runs[i]);
        assumptions_let_go(service, &held);
    }
    if (complete) {
        struct decision decision;
        struct decision_question question = compare_set_question(&work->set);
        decision_init(&decision, runs, options, &question);
        *choice = choice_of(&decision);
        decision_release(&decision);
    }
    for (size_t i = 0; i < options; i++)
        option_release(&runs[i]);
    free(runs);
    return complete;
}

/* --- the value of information ------------------------------------------------------------------------------------- */

static double worth_of(const struct work *work)
{
    return work->set.study.study->worth / 100;
}

/* One a run: pounds of net benefit, or whether the target was met. */
static double *benefits_of(const struct work *work, size_t option)
{
    const struct option_run *run = &work->runs[option];
    const double *met = option_met(run, option_target(run, decision_target(&work->decision)->named.name)),
                 *spend = option_outturn(run, OUTTURN_SPEND);
    double *benefits = mem_new(run->runs + 1, sizeof *benefits), worth = worth_of(work);
    for (size_t i = 0; i < run->runs; i++)
        benefits[i] = isnan(worth) ? met[i] : worth * met[i] - spend[i];
    return benefits;
}

static bool can_weigh(const struct work *work, size_t option)
{
    const struct option_run *run = &work->runs[option];
    const char *target = decision_target(&work->decision)->named.name;
    return work->decision.rows[option].budget != BUDGET_OVER && option_target(run, target) < run->plan->targets.count;
}

static void inform(struct work *work)
{
    size_t options = 0;
    double **benefits = mem_new(work->set.options, sizeof *benefits),
           **places = mem_new(work->assumptions.count + 1, sizeof *places);
    work->weighed = mem_new(work->set.options, sizeof *work->weighed);
    for (size_t i = 0; i < work->set.options; i++)
        if (can_weigh(work, i)) {
            benefits[options] = benefits_of(work, i);
            work->weighed[options++] = i;
        }
    for (size_t i = 0; i < work->assumptions.count; i++)
        places[i] = assumptions_places(&work->assumptions, i, work->seed, work->each);
    work->informed = options > 1;
    if (work->informed)
        information_value(&work->information,
                          &(struct information_question){.benefits = (const double *const *)benefits,
                                                         .places = (const double *const *)places,
                                                         .options = options,
                                                         .inputs = work->assumptions.count,
                                                         .runs = work->each,
                                                         .block = work->runs[0].block,
                                                         .seed = work->seed});
    for (size_t i = 0; i < options; i++)
        free(benefits[i]);
    for (size_t i = 0; i < work->assumptions.count; i++)
        free(places[i]);
    free(benefits);
    free(places);
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static void find_out(struct work *work)
{
    const struct sweep sweep = {.plan = service_of(work, 0)->plan, .target = work->decision.judged};
    struct text date = {0};
    const char **weighed = mem_new(work->set.options, sizeof *weighed);
    for (size_t i = 0; work->informed && i < work->information.options; i++)
        weighed[i] = work->titles[work->weighed[i]];
    sweep_words_date(&sweep, &date);
    struct findings_of of = {.inputs = work->assumptions.named,
                             .measure = sweep_words_measure(&sweep),
                             .target = sweep_words_target(&sweep),
                             .date = date.at,
                             .runs = work->each,
                             .shown = work->shown,
                             .seed = work->seed};
    struct findings_decision decision = {.titles = work->titles,
                                         .services = work->assumptions.services,
                                         .input = work->assumptions.input,
                                         .money = !isnan(worth_of(work)),
                                         .worth = worth_of(work)};
    findings_switching(&work->findings[work->finding_count++], &work->switching, &of, &decision);
    decision.titles = weighed;
    if (work->informed)
        findings_information(&work->findings[work->finding_count++], &work->information, &of, &decision);
    else
        text_add(
            &work->findings[0].notes,
            " What a figure would be worth is not told: that takes inputs that are drawn (clock.inputs: drawn), 100 "
            "runs, and two options within the budget.");
    if (work->moved < work->assumptions.count)
        text_printf(&work->findings[0].notes, " %zu of %zu uncertain values were moved, %s; --top has more.",
                    work->moved, work->assumptions.count,
                    work->informed ? "those that move the difference between options most"
                                   : "the first by option and path");
    for (size_t i = 0; i < work->finding_count; i++)
        findings_note_failed(&work->findings[i], work->failed);
    free(weighed);
    text_release(&date);
}

static bool add_sources(void *user, struct package *package, char why[static 256])
{
    struct work *work = user;
    return compare_write_sources(&work->set, package, why);
}

static void write_files(void *user, struct results *results)
{
    struct work *work = user;
    const struct study *study = work->set.study.study;
    const struct findings *all[FINDINGS] = {&work->findings[0], &work->findings[1]};
    for (size_t i = 0; i < work->finding_count; i++)
        findings_table_csv(all[i], results_file(results, arena_printf(&work->arena, "%s.csv", all[i]->name)));
    for (size_t i = 0; i < work->finding_count; i++)
        findings_table_json(all[i], results->run.version,
                            results_file(results, arena_printf(&work->arena, "%s.json", all[i]->name)));
    results_draw(results, chart_draw_findings,
                 (struct chart_run){.findings = all,
                                    .finding_count = work->finding_count,
                                    .comparison = study->name,
                                    .comparison_title = study->title});
    const struct findings_page page = {.findings = all,
                                       .count = work->finding_count,
                                       .charts = &results->charts,
                                       .noun = "comparison",
                                       .name = study->name,
                                       .title = study->title,
                                       .notice =
                                           study->notice != NULL ? study->notice : service_of(work, 0)->plan->notice,
                                       .seed = work->seed,
                                       .version = results->run.version};
    findings_page_write(&page, results_file(results, "report.html"));
    for (size_t i = 0; i < work->finding_count; i++) {
        text_add(results_said(results), i > 0 ? "\n" : "");
        findings_table_terminal(all[i], results_said(results));
    }
}

static int write_all(struct work *work, const char *out)
{
    struct scenario inputs;
    struct result_run run = compare_write_run(&work->set, work->line, &inputs);
    struct ensemble hollow = {.plan = service_of(work, 0)->plan, .runs = work->each, .block = work->runs[0].block};
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
        complete = run_option(work, i, &work->runs[i]);
    if (complete)
        decision_init(&work->decision, work->runs, work->set.options, &question);
    return complete;
}

static bool run_all(struct work *work)
{
    if (!run_comparison(work))
        return false;
    if (service_is_drawn(service_of(work, work->assumptions.all[0].option)) && work->each >= FEWEST_RUNS) {
        inform(work);
        if (work->informed)
            assumptions_order(&work->assumptions, work->information.all);
    }
    assumptions_name(&work->assumptions);
    return switching_run(&work->switching, work->moved, choice_of(&work->decision), choose, work);
}

static int run_and_write(struct work *work, const char *out)
{
    if (!results_possible(work->line, out))
        return COMMAND_FAILED;
    session_listen();
    work->planned = work->set.options * work->each * (1 + CHOICES * work->moved);
    progress_start(&work->progress, stderr, work->line->option[OPTION_QUIET] != NULL);
    bool complete = run_all(work);
    progress_end(&work->progress);
    if (!complete)
        return session_stop(work->line, NULL);
    find_out(work);
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
    else if (work->assumptions.count == 0)
        command_misused(work->line, "%s: no value of any option is uncertain; write one as {likely: , low: , high: }",
                        work->line->operands[0]);
    else if (work->each > RNG_REPLICATION_LIMIT / 2 - 2 * INPUTS_BLOCK)
        command_misused(work->line, "%zu runs are too many here: each is done again with other luck", work->each);
    else
        return true;
    return false;
}

static void open_work(struct work *work)
{
    const struct plan_clock *clock = &service_of(work, 0)->plan->clock;
    work->seed = (uint64_t)clock->seed;
    work->each = (size_t)clock->runs;
    work->runs = mem_new(work->set.options, sizeof *work->runs);
    work->titles = mem_new(work->set.options, sizeof *work->titles);
    for (size_t i = 0; i < work->set.options; i++)
        work->titles[i] = compare_set_title(&work->set, i);
    assumptions_init(&work->assumptions, &work->set);
    work->moved = work->assumptions.count < work->shown ? work->assumptions.count : work->shown;
}

static void close_work(struct work *work)
{
    for (size_t i = 0; work->runs != NULL && i < work->set.options; i++)
        option_release(&work->runs[i]);
    for (size_t i = 0; i < FINDINGS; i++)
        findings_release(&work->findings[i]);
    free(work->runs);
    free(work->titles);
    assumptions_release(&work->assumptions);
    free(work->weighed);
    decision_release(&work->decision);
    information_release(&work->information);
    switching_release(&work->switching);
    compare_set_release(&work->set);
    arena_release(&work->arena);
}

int sensitivity_decision(const struct command_line *line, size_t shown)
{
    struct work work = {.line = line, .shown = shown};
    int result = COMMAND_WRONG;
    if (is_for_scenarios(line))
        return command_misused(line,
                               "--method, --trajectories, --totals, --vary, --target and --by are for scenarios; a "
                               "comparison says itself by what it is judged");
    if (!command_whole(line, OPTION_THREADS, 1, 0, &work.threads))
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
