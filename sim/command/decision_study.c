#include "command/decision_study.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/session.h"
#include "experiment/words.h"
#include "model/inputs.h"

/* With fewer runs smooth curves through them tell nothing. */
enum { FEWEST_RUNS = 100 };

static struct service *service_of(const struct decision_study *study, size_t option)
{
    return &compare_set_load(study->set, 0, option)->service;
}

/* --- running ------------------------------------------------------------------------------------------------------ */

static void tell(void *user, size_t done, size_t runs)
{
    struct decision_study *study = user;
    size_t all = study->done + done;
    (void)runs;
    progress_tell(study->progress, all < study->planned ? all : study->planned, study->planned);
}

bool decision_study_run(struct decision_study *study, size_t option, size_t each, struct option_run *run)
{
    struct ensemble ensemble = {0};
    double date = decision_date(service_of(study, 0)->plan, compare_set_question(study->set).target);
    const struct command_load *load = compare_set_load(study->set, 0, option);
    size_t first = load->service.held != NULL ? load->service.held->first : 0;
    bool complete = session_replicate_as(load, study->seed, first, each, study->threads, tell, study, &ensemble);
    run->name = compare_set_name(study->set, option);
    run->title = study->titles[option];
    for (size_t i = 0; complete && i < ensemble.runs; i++)
        study->failed += ensemble.outcomes[i].failure != NULL;
    if (complete)
        option_reduce_to_runs(run, &ensemble, date);
    else
        ensemble_release(&ensemble);
    study->done += each;
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
    struct decision_study *study = user;
    size_t options = study->short_count, block = INPUTS_BLOCK * (size_t)service_of(study, 0)->plan->clock.per_draw;
    size_t first = other_luck ? (study->each + block - 1) / block * block : 0;
    struct option_run *runs = mem_new(options, sizeof *runs);
    bool complete = true;
    for (size_t i = 0; i < options && complete; i++) {
        struct service *service = service_of(study, study->short_list[i]);
        struct service_hold held;
        assumptions_hold(service, study->assumptions.named[input].path, place, first, &held);
        complete = decision_study_run(study, study->short_list[i], study->moves, &runs[i]);
        assumptions_let_go(service, &held);
    }
    if (complete) {
        struct decision decision;
        struct decision_question question = compare_set_question(study->set);
        decision_init(&decision, runs, options, &question);
        *choice = study->short_list[choice_of(&decision)];
        decision_release(&decision);
    }
    for (size_t i = 0; i < options; i++)
        option_release(&runs[i]);
    free(runs);
    return complete;
}

bool decision_study_switch(struct decision_study *study)
{
    return switching_run(&study->switching, study->moved, choice_of(study->decision), choose, study);
}

/* --- the short list ----------------------------------------------------------------------------------------------- */

static double chance_of(const struct decision_study *study, size_t option)
{
    const struct decision *decision = study->decision;
    return decision->judged < decision->targets ? decision->rows[option].verdicts[decision->judged].chance : 0;
}

static bool is_listed(const struct decision_study *study, size_t option)
{
    bool listed = false;
    for (size_t i = 0; i < study->short_count; i++)
        listed |= study->short_list[i] == option;
    return listed;
}

void decision_study_shorten(struct decision_study *study, size_t most)
{
    size_t options = study->set->options;
    study->short_count = 1;
    if (choice_of(study->decision) != 0)
        study->short_list[study->short_count++] = choice_of(study->decision);
    while (study->short_count < most) {
        size_t next = options;
        for (size_t i = 1; i < options; i++)
            if (!is_listed(study, i) && study->decision->rows[i].budget != BUDGET_OVER &&
                (next == options || chance_of(study, i) > chance_of(study, next)))
                next = i;
        if (next == options)
            break;
        study->short_list[study->short_count++] = next;
    }
}

/* --- the value of information ------------------------------------------------------------------------------------- */

static double worth_of(const struct decision_study *study)
{
    return study->set->study.study->worth / 100;
}

/* One a run: pounds of net benefit, or whether the target was met. */
static double *benefits_of(const struct decision_study *study, size_t option)
{
    const struct option_run *run = &study->runs[option];
    const double *met = option_met(run, option_target(run, decision_target(study->decision)->named.name)),
                 *spend = option_outturn(run, OUTTURN_SPEND);
    double *benefits = mem_new(run->runs + 1, sizeof *benefits), worth = worth_of(study);
    for (size_t i = 0; i < run->runs; i++)
        benefits[i] = isnan(worth) ? met[i] : worth * met[i] - spend[i];
    return benefits;
}

static bool can_weigh(const struct decision_study *study, size_t option)
{
    const struct option_run *run = &study->runs[option];
    const char *target = decision_target(study->decision)->named.name;
    return study->decision->rows[option].budget != BUDGET_OVER && option_target(run, target) < run->plan->targets.count;
}

void decision_study_inform(struct decision_study *study)
{
    if (study->assumptions.count == 0 || study->each < FEWEST_RUNS ||
        !service_is_drawn(service_of(study, study->assumptions.all[0].option)))
        return;
    size_t options = 0;
    double **benefits = mem_new(study->set->options, sizeof *benefits),
           **places = mem_new(study->assumptions.count + 1, sizeof *places);
    study->weighed = mem_new(study->set->options, sizeof *study->weighed);
    for (size_t i = 0; i < study->set->options; i++)
        if (can_weigh(study, i)) {
            benefits[options] = benefits_of(study, i);
            study->weighed[options++] = i;
        }
    for (size_t i = 0; i < study->assumptions.count; i++)
        places[i] = assumptions_places(&study->assumptions, i, study->seed, study->each);
    study->informed = options > 1;
    if (study->informed)
        information_value(&study->information,
                          &(struct information_question){.benefits = (const double *const *)benefits,
                                                         .places = (const double *const *)places,
                                                         .options = options,
                                                         .inputs = study->assumptions.count,
                                                         .runs = study->each,
                                                         .block = study->runs[0].block,
                                                         .seed = study->seed});
    for (size_t i = 0; i < options; i++)
        free(benefits[i]);
    for (size_t i = 0; i < study->assumptions.count; i++)
        free(places[i]);
    free(benefits);
    free(places);
    if (study->informed)
        assumptions_order(&study->assumptions, study->information.all);
}

void decision_study_find_out(struct decision_study *study)
{
    const struct plan *plan = service_of(study, 0)->plan;
    struct text date = {0};
    const char **weighed = mem_new(study->set->options, sizeof *weighed);
    for (size_t i = 0; study->informed && i < study->information.options; i++)
        weighed[i] = study->titles[study->weighed[i]];
    words_target_date(plan, study->decision->judged, &date);
    struct findings_of of = {.inputs = study->assumptions.named,
                             .measure = words_target_measure(plan, study->decision->judged),
                             .target =
                                 plan_items(plan->targets, struct plan_target)[study->decision->judged].named.title,
                             .date = date.at,
                             .runs = study->each,
                             .shown = study->shown,
                             .seed = study->seed};
    struct findings_decision decision = {.titles = study->titles,
                                         .services = study->assumptions.services,
                                         .input = study->assumptions.input,
                                         .money = !isnan(worth_of(study)),
                                         .worth = worth_of(study)};
    findings_switching(&study->findings[study->finding_count++], &study->switching, &of, &decision);
    decision.titles = weighed;
    if (study->informed)
        findings_information(&study->findings[study->finding_count++], &study->information, &of, &decision);
    else
        text_add(
            &study->findings[0].notes,
            " What a figure would be worth is not told: that takes inputs that are drawn (clock.inputs: drawn), 100 "
            "runs, and two options within the budget.");
    if (study->moved < study->assumptions.count)
        text_printf(&study->findings[0].notes, " %zu of %zu uncertain values were moved, %s; --top has more.",
                    study->moved, study->assumptions.count,
                    study->informed ? "those that move the difference between options most"
                                    : "the first by option and path");
    for (size_t i = 0; i < study->finding_count; i++)
        findings_note_failed(&study->findings[i], study->failed);
    free(weighed);
    text_release(&date);
}

/* --- opening and closing ------------------------------------------------------------------------------------------ */

void decision_study_open(struct decision_study *study)
{
    size_t options = study->set->options;
    study->titles = mem_new(options, sizeof *study->titles);
    study->short_list = mem_new(options, sizeof *study->short_list);
    study->short_count = options;
    for (size_t i = 0; i < options; i++) {
        study->titles[i] = compare_set_title(study->set, i);
        study->short_list[i] = i;
    }
    assumptions_init(&study->assumptions, study->set);
    study->moved = study->assumptions.count < study->shown ? study->assumptions.count : study->shown;
}

void decision_study_close(struct decision_study *study)
{
    for (size_t i = 0; i < DECISION_STUDY_FINDINGS; i++)
        findings_release(&study->findings[i]);
    free(study->titles);
    free(study->short_list);
    assumptions_release(&study->assumptions);
    free(study->weighed);
    information_release(&study->information);
    switching_release(&study->switching);
    arena_release(&study->arena);
}
