#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "command/compare_advice.h"
#include "command/compare_drivers.h"
#include "command/compare_set.h"
#include "command/compare_write.h"
#include "command/progress.h"
#include "command/session.h"
#include "report/figures.h"

/* One comparison under way: what has been run is here, reduced. */
struct work {
    struct compare_set set;
    struct option_run *runs; /* [future][option] */
    struct compare_drivers drivers;
    const char *driver_names[COMPARE_PARTS_LIMIT], *driver_titles[COMPARE_PARTS_LIMIT];
    struct decision decision;
    struct compare_advice advice;
    struct regret regret;
    const char **futures, **future_titles;
    struct text fitted;         /* to the past, of the baseline */
    struct session_until until; /* its look is filled with --runs auto */
    uint64_t seed;
    size_t each, in_futures; /* replications of an option, of an option in a future */
    long threads;
    bool publication;
    bool incomplete; /* some replications could not go on */
    struct progress progress;
    size_t planned, done; /* replications in all but those of run_until() */
};

static void release(struct work *work)
{
    for (size_t i = 0; work->runs && i < work->set.options * work->set.futures; i++)
        option_release(&work->runs[i]);
    free(work->runs);
    free(work->futures);
    free(work->future_titles);
    text_release(&work->fitted);
    compare_drivers_release(&work->drivers);
    compare_advice_release(&work->advice);
    decision_release(&work->decision);
    regret_release(&work->regret);
    compare_set_release(&work->set);
}

/* Said even when quiet; their comparison is with the same replications of the others, so those are left out too. */
static void warn_of_failures(struct work *work, size_t future, size_t option, const struct ensemble *ensemble)
{
    size_t failed = 0, first = 0;
    for (size_t run = ensemble->runs; run-- > 0;)
        if (ensemble->outcomes[run].failure) {
            failed++;
            first = run;
        }
    if (failed == 0)
        return;
    work->incomplete = true;
    fprintf(stderr,
            "headroom compare: %s%s%s: %zu of %zu replications could not go on and are left out\n"
            "  the first is number %zu: %s\n"
            "  headroom trace, with this option's file and --replication %zu, tells its events\n",
            compare_set_name(&work->set, option), future > 0 ? ", " : "",
            future > 0 ? compare_set_future(&work->set, future) : "", failed, ensemble->runs, first,
            ensemble->outcomes[first].failure, first);
}

static void reduce(struct work *work, size_t future, size_t option, struct ensemble *ensemble)
{
    const struct compare_set *set = &work->set;
    struct option_run *run = &work->runs[future * set->options + option];
    double date = decision_date(compare_set_load(set, future, 0)->service.plan, compare_set_question(set).target);
    run->name = compare_set_name(set, option);
    run->title = compare_set_title(set, option);
    warn_of_failures(work, future, option, ensemble);
    (future > 0 ? option_reduce_to_runs : option_reduce)(run, ensemble, date);
}

static void tell(void *user, size_t done, size_t runs)
{
    struct work *work = user;
    (void)runs;
    progress_tell(&work->progress, work->done + done, work->planned);
}

static bool run_one(struct work *work, size_t future, size_t option)
{
    struct ensemble ensemble = {0};
    size_t runs = future > 0 ? work->in_futures : work->each;
    bool complete = session_replicate_as(compare_set_load(&work->set, future, option), work->seed, 0, runs,
                                         work->threads, tell, work, &ensemble);
    if (complete)
        reduce(work, future, option, &ensemble);
    else
        ensemble_release(&ensemble);
    work->done += runs;
    return complete;
}

/* The baseline with a part of an option alone. */
static bool run_part(struct work *work, size_t part)
{
    struct ensemble ensemble = {0};
    struct compare_part *of = &work->drivers.parts[part];
    bool complete = session_replicate_as(of->load, work->seed, 0, work->each, work->threads, tell, work, &ensemble);
    if (complete) {
        double date =
            decision_date(compare_set_load(&work->set, 0, 0)->service.plan, compare_set_question(&work->set).target);
        option_reduce_to_runs(&work->drivers.runs[part], &ensemble, date);
    } else
        ensemble_release(&ensemble);
    work->done += work->each;
    return complete;
}

/* The options as given, all together until every change is known well enough. */
static bool run_until(const struct command_line *line, struct work *work)
{
    const struct plan *plan = compare_set_load(&work->set, 0, 0)->service.plan;
    size_t count = work->set.options;
    struct ensemble *ensembles = mem_new(count, sizeof *ensembles);
    work->until = (struct session_until){.loads = work->set.loads,
                                         .ensembles = ensembles,
                                         .count = count,
                                         .seed = work->seed,
                                         .stopping = session_stopping(line, plan, (double)count)};
    work->until.stopping.target = decision_judged(plan, compare_set_question(&work->set).target);
    bool complete = session_replicate_until(line, &work->until, work->threads);
    for (size_t i = 0; i < count; i++)
        if (complete)
            reduce(work, 0, i, &ensembles[i]);
        else
            ensemble_release(&ensembles[i]);
    free(ensembles);
    return complete;
}

/* Every option with the baseline's seed and runs: that is what makes them comparable. */
static bool run_all(const struct command_line *line, struct work *work)
{
    const struct plan_clock *clock = &compare_set_load(&work->set, 0, 0)->service.plan->clock;
    size_t least = (size_t)work->set.study.study->future_runs;
    work->seed = (uint64_t)clock->seed;
    work->runs = mem_new(work->set.options * work->set.futures, sizeof *work->runs);
    if (line->until && !run_until(line, work))
        return false;
    work->each = (size_t)clock->runs;
    work->in_futures = least > 0 && least < work->each ? least : work->each;
    work->planned = work->set.options * ((line->until ? 0 : work->each) + (work->set.futures - 1) * work->in_futures) +
                    work->drivers.count * work->each;
    bool complete = true;
    progress_start(&work->progress, stderr, line->option[OPTION_QUIET] != NULL);
    for (size_t future = line->until ? 1 : 0; future < work->set.futures && complete; future++)
        for (size_t option = 0; option < work->set.options && complete; option++)
            complete = run_one(work, future, option);
    for (size_t part = 0; part < work->drivers.count && complete; part++)
        complete = run_part(work, part);
    progress_end(&work->progress);
    return complete;
}

/* Regret needs futures, and a target that every option has in each of them. */
static bool can_regret(const struct work *work)
{
    const struct plan_target *target = decision_target(&work->decision);
    for (size_t i = 0; target != NULL && i < work->set.options * work->set.futures; i++)
        if (option_target(&work->runs[i], target->named.name) == work->runs[i].plan->targets.count)
            return false;
    return target != NULL && work->set.futures > 1;
}

/* Why an option differs from the baseline, where that was asked for. */
static const struct drivers *drive(struct work *work)
{
    struct compare_drivers *of = &work->drivers;
    const struct plan_target *target = decision_target(&work->decision);
    if (of->option == 0)
        return NULL;
    drivers_init(&of->drivers, &work->runs[0], &work->runs[of->option], of->runs, of->count,
                 target == NULL ? NULL : target->named.name);
    for (size_t i = 0; i < of->count; i++) {
        work->driver_names[i] = of->parts[i].name.at;
        work->driver_titles[i] = of->parts[i].title.at;
    }
    return &of->drivers;
}

/* What headroom calibrate says of the inputs that it has fitted: the sources of a calibrated scenario tell it. */
static const char *tell_fitted(struct work *work)
{
    const struct command_load *load = compare_set_load(&work->set, 0, 0);
    struct figures figures = {0};
    size_t fitted = 0;
    figures_init(&figures, &load->scenario, &plan_table, load->service.plan);
    for (size_t i = 0; i < figures.count; i++) {
        const struct figure *figure = &figures.items[i];
        if (figure->from == NULL || !text_starts(figure->from, "Fitted by headroom calibrate"))
            continue;
        text_printf(&work->fitted, "%s%s: %s", fitted++ > 0 ? " " : "", figure->path, figure->from);
        text_printf(&work->fitted, ". %s%s", figure->note != NULL ? figure->note : "", figure->note != NULL ? "." : "");
    }
    figures_release(&figures);
    return fitted > 0 ? work->fitted.at : NULL;
}

static struct comparison decide(struct work *work)
{
    const struct compare_set *set = &work->set;
    const struct study *study = set->study.study;
    const struct plan *baseline = compare_set_load(set, 0, 0)->service.plan;
    struct decision_question question = compare_set_question(set);
    decision_init(&work->decision, work->runs, set->options, &question);
    bool regret = can_regret(work);
    if (regret)
        regret_init(&work->regret, work->runs, set->futures, set->options,
                    decision_target(&work->decision)->named.name);
    work->futures = mem_new(set->futures, sizeof *work->futures);
    work->future_titles = mem_new(set->futures, sizeof *work->future_titles);
    for (size_t f = 0; f < set->futures; f++) {
        work->futures[f] = compare_set_future(set, f);
        work->future_titles[f] = f == 0 ? "As the files have it" : set->study.futures[f - 1]->named.title;
    }
    return (struct comparison){.name = study->name,
                               .title = study->title,
                               .notice = study->notice != NULL ? study->notice : baseline->notice,
                               .options = work->runs,
                               .count = set->options,
                               .decision = &work->decision,
                               .regret = regret ? &work->regret : NULL,
                               .futures = work->futures,
                               .future_titles = work->future_titles,
                               .future_runs = work->in_futures,
                               .in_futures = work->runs,
                               .future_count = set->futures,
                               .drivers = drive(work),
                               .driven = work->drivers.option,
                               .driver_names = work->driver_names,
                               .driver_titles = work->driver_titles,
                               .budget = study->budget.title,
                               .budget_note = study->budget.note,
                               .fitted = tell_fitted(work),
                               .prepared = &compare_set_load(set, 0, 0)->service.prepared,
                               .seed = work->seed,
                               .version = HEADROOM_VERSION,
                               .publication = work->publication};
}

/* What stands behind the recommendation, where it was asked for. Returns false when stopped. */
static bool advise(const struct command_line *line, struct work *work, struct comparison *comparison)
{
    if (line->option[OPTION_DECIDE] == NULL || decision_target(&work->decision) == NULL)
        return true;
    bool complete =
        compare_advice_run(&work->advice, &work->set, work->runs, &work->decision, work->each, work->threads, line);
    comparison->advice = complete ? &work->advice.advice : NULL;
    return complete;
}

static void print_reason(const struct stopping_look *look)
{
    struct text words = {0};
    stopping_words(look, &words);
    command_wrap(stdout, 0, 0, words.at);
    printf("\n\n");
    text_release(&words);
}

static int compare_loaded(const struct command_line *line, struct work *work)
{
    struct text place = {0}, table = {0};
    text_printf(&place, "results/%s", work->set.study.study->name);
    const char *out = line->option[OPTION_OUT] ? line->option[OPTION_OUT] : place.at;
    struct folder folder = {0};
    char why[256];
    int result;
    session_listen();
    if (!folder_open(&folder, out, why)) {
        result = session_fail(line, why);
    } else if (!run_all(line, work)) {
        result = session_stop(line, &folder);
    } else {
        struct comparison comparison = decide(work);
        if (!advise(line, work, &comparison)) {
            folder_discard(&folder);
            folder_release(&folder);
            text_release(&place);
            return session_stop(line, NULL);
        }
        comparison_write_terminal(&comparison, session_style(line), &table);
        const struct stopping_look *look = line->until ? &work->until.look : NULL;
        char *problem;
        result = compare_write(&work->set, &comparison, look, line, &folder, &problem, why) ? COMMAND_DONE
                                                                                            : session_fail(line, why);
        if (result == COMMAND_DONE && !line->option[OPTION_QUIET]) {
            printf("%s\n", table.at);
            if (look)
                print_reason(look);
            printf("Report: %s/report.html\nNumbers: %s/decision.csv%s\n", out, out,
                   work->publication ? " and comparison.csv" : ", comparison.csv and comparison.json");
        }
        result = result == COMMAND_DONE && work->incomplete ? COMMAND_FAILED : result;
        session_tell_missing(line, problem);
        free(problem);
    }
    folder_release(&folder);
    text_release(&table);
    text_release(&place);
    return result;
}

static int compare(const struct command_line *line)
{
    struct work work = {.publication = line->option[OPTION_PUBLICATION] != NULL};
    if (!command_whole(line, OPTION_THREADS, 1, 0, &work.threads))
        return COMMAND_WRONG;
    if (work.publication && line->option[OPTION_DECIDE] != NULL)
        return command_misused(line, "--decide tells what assumptions stand at, so not with --publication");
    int result = COMMAND_WRONG;
    if (compare_set_open(&work.set, line) && compare_set_responds_alike(&work.set, line) &&
        (line->option[OPTION_DRIVERS] == NULL || compare_drivers_open(&work.drivers, &work.set, line)) &&
        session_fits(line, compare_set_load(&work.set, 0, 0)->service.plan, 1.1))
        result = compare_loaded(line, &work);
    release(&work);
    return result;
}

const struct command command_compare = {
    .name = "compare",
    .operands = "COMPARISON | BASELINE FILE...",
    .least = 1,
    .most = 0,
    .brief = "options against a baseline, on the same luck",
    .about =
        "Simulates several options with the same seed and as many runs as the baseline. Each run meets the same families, "
        "candidates and workers in every option, so what differs is the option and not the luck. The options are scenario "
        "files, the baseline first, or one comparison file (kind: comparison), which may also name futures that are laid "
        "over every option, a target to judge by and a budget; scenarios/compare/small-options.yaml is one to copy.\n\n"
        "Prints which option comes out, by a stated rule, each option's chance and caseload with the change against the "
        "baseline, what it costs in addition and for each percentage point of chance, which options are dominated, and the "
        "regret over the futures. Writes report.html, whose first page is to decide by, with charts/, decision.csv, "
        "comparison.csv and comparison.json, and each option with every value "
        "written out, beside a comparison.yaml that gives the same results again.\n\n"
        "A change is given only when it can be told from nought at 95 per cent over all options together. Options that "
        "differ in their clock are refused. So are those in which managers respond to high caseloads, unless all do and "
        "--with-response is given. --set changes every option, before what the futures set.\n\n"
        "With --publication the folder can be published: without counts of 1 to 5 children, differences between counts, agency "
        "staff, charges, and the files that would tell them. The terminal still shows everything.\n\n"
        "--decide adds what stands behind the recommendation: how far each of the two assumptions that matter most must move "
        "before another option is chosen, what each month of delay of the option put forward costs, and which figure is worth "
        "collecting first. It takes about as long again. headroom sensitivity and headroom delay have more of it.\n\n"
        "--drivers NAME says why one option differs: the baseline is run with each part of it alone (each lever, each "
        "pipeline, each other section that differs), and drivers.csv and the report give what each does and what they do "
        "together beyond that, the interaction.",
    .example = "headroom compare scenarios/compare/small-options.yaml\n"
               "headroom compare scenarios/luton-2020.yaml mine.yaml --runs 200",
    .takes = COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) |
             COMMAND_TAKES(SET) | COMMAND_TAKES(WITH_RESPONSE) | COMMAND_TAKES(FUTURES) | COMMAND_TAKES(DRIVERS) |
             COMMAND_TAKES(DECIDE) | COMMAND_TAKES(NO_CHARTS) | COMMAND_TAKES(NO_COLOUR) | COMMAND_TAKES(PUBLICATION) |
             COMMAND_TAKES(QUIET),
    .stops = true,
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program.",
    .run = compare,
};
