#include "command/compare_advice.h"

#include <stdlib.h>

#include "base/mem.h"
#include "command/session.h"

/* What a choice with an assumption moved, or a cause taken away, is worth spending: replications of an option, options,
 * assumptions. */
enum { MOVE_RUNS = 100, MOVE_OPTIONS = 4, MOVE_ASSUMPTIONS = 2 };

/* --- what comes late, and what goes wrong ---------------------------------------------------------------------------- */

static void tell(void *user, size_t done, size_t runs)
{
    struct compare_advice *advice = user;
    struct decision_study *study = &advice->study;
    size_t all = study->done + done;
    (void)runs;
    /* How often the misses are replayed is known when they are. */
    progress_tell(&advice->progress, all < study->planned ? all : study->planned, study->planned);
}

static size_t target_of(const struct plan *plan, const struct decision *decision)
{
    const struct plan_target *targets = plan_items(plan->targets, struct plan_target);
    size_t target = 0;
    while (target < plan->targets.count &&
           !text_equal(targets[target].named.name, decision_target(decision)->named.name))
        target++;
    return target;
}

/* How often the option put forward is run with further settings. */
struct replay {
    struct compare_advice *advice;
    size_t runs;
};

/* A trial_runner: the option put forward with further settings. */
static bool run_again(void *user, const struct scenario_setting *settings, size_t count, const char *title,
                      struct trial *trial)
{
    const struct replay *replay = user;
    struct compare_advice *advice = replay->advice;
    const struct decision_study *study = &advice->study;
    struct command_load load;
    struct ensemble ensemble = {0};
    (void)title;
    bool good = compare_set_load_with(advice->set, advice->option, settings, count, advice->line, &load);
    bool complete =
        good && session_replicate_as(&load, study->seed, 0, replay->runs, study->threads, tell, advice, &ensemble);
    if (complete)
        trial_take(trial, &ensemble, target_of(load.service.plan, study->decision), NULL, 0);
    ensemble_release(&ensemble);
    command_load_release(&load);
    advice->study.done += replay->runs;
    return complete;
}

static bool open_late(struct compare_advice *advice)
{
    const struct decision *decision = advice->study.decision;
    const struct command_load *load = compare_set_load(advice->set, 0, advice->option);
    size_t target = target_of(load->service.plan, decision);
    if (advice->option == 0 || target == load->service.plan->targets.count)
        return false;
    delay_open(&advice->delay, load->scenario.root, &load->service, target, DELAY_USUAL);
    advice->delay.version = HEADROOM_VERSION;
    return advice->delay.line_count > 0;
}

/* Of the option put forward, or of the baseline when there is none. A share of time is never simply missed. */
static bool open_causes(struct compare_advice *advice)
{
    const struct command_load *load = compare_set_load(advice->set, 0, advice->option);
    const struct plan *plan = load->service.plan;
    size_t target = target_of(plan, advice->study.decision);
    if (target == plan->targets.count || plan_items(plan->targets, struct plan_target)[target].share_of_time)
        return false;
    causes_open(&advice->causes, load->scenario.root, &load->service, target);
    advice->causes.version = HEADROOM_VERSION;
    return true;
}

/* --- all of it ------------------------------------------------------------------------------------------------------- */

static void plan_work(struct compare_advice *advice)
{
    struct decision_study *study = &advice->study;
    study->planned = study->short_count * study->moves * DECISION_STUDY_CHOICES * study->moved;
    if (advice->delayed)
        study->planned += delay_variants(&advice->delay) * study->each;
    if (advice->explained)
        study->planned += causes_variants(&advice->causes) * study->moves;
}

static bool run(struct compare_advice *advice)
{
    struct decision_study *study = &advice->study;
    struct replay whole = {advice, study->each}, brief = {advice, study->moves};
    struct trial_runner late = {.run = run_again, .user = &whole}, without = {.run = run_again, .user = &brief};
    if (study->assumptions.count > 0 && !decision_study_switch(study))
        return false;
    if (advice->delayed && !delay_run(&advice->delay, study->seed, &late))
        return false;
    return !advice->explained || causes_run(&advice->causes, study->seed, &without);
}

static void gather(struct compare_advice *advice)
{
    struct decision_study *study = &advice->study;
    if (study->assumptions.count > 0)
        decision_study_find_out(study);
    for (size_t i = 0; i < study->finding_count; i++)
        advice->findings[i] = &study->findings[i];
    advice->advice = (struct advice){.findings = advice->findings,
                                     .finding_count = study->finding_count,
                                     .delay = advice->delayed ? &advice->delay : NULL,
                                     .causes = advice->explained ? &advice->causes : NULL,
                                     .short_list = study->short_list,
                                     .short_count = study->short_count,
                                     .move_runs = study->moves};
}

bool compare_advice_run(struct compare_advice *advice, struct compare_set *set, const struct option_run *runs,
                        const struct decision *decision, size_t each, long threads, const struct command_line *line)
{
    struct decision_study *study = &advice->study;
    const struct plan_clock *clock = &compare_set_load(set, 0, 0)->service.plan->clock;
    advice->line = line;
    advice->set = set;
    advice->option = decision->leader == DECISION_NONE ? 0 : (size_t)decision->leader;
    *study = (struct decision_study){.set = set,
                                     .runs = runs,
                                     .decision = decision,
                                     .seed = (uint64_t)clock->seed,
                                     .each = each,
                                     .moves = each < MOVE_RUNS ? each : MOVE_RUNS,
                                     .shown = MOVE_ASSUMPTIONS,
                                     .threads = threads,
                                     .progress = &advice->progress};
    decision_study_open(study);
    decision_study_inform(study);
    assumptions_name(&study->assumptions);
    decision_study_shorten(study, MOVE_OPTIONS);
    advice->delayed = open_late(advice);
    advice->explained = open_causes(advice);
    plan_work(advice);
    progress_start(&advice->progress, stderr, line->option[OPTION_QUIET] != NULL);
    bool complete = run(advice);
    progress_end(&advice->progress);
    if (complete)
        gather(advice);
    return complete;
}

void compare_advice_release(struct compare_advice *advice)
{
    decision_study_close(&advice->study);
    delay_release(&advice->delay);
    causes_release(&advice->causes);
    *advice = (struct compare_advice){0};
}
