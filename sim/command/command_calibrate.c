#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/progress.h"
#include "command/session.h"
#include "command/variant.h"
#include "experiment/calibration.h"
#include "experiment/vary.h"
#include "report/calibration_page.h"
#include "report/calibration_table.h"

/* What keeps the simulations few enough to wait for: about 12 for each member. */
enum { MEMBERS_LEAST = 50, ROUNDS = 8, STARTS = 3, TRIES = 20, EACH_LEAST = 5, EACH_MOST = 10, TOGETHER = 250 };
static const double least_new = 0.05, back_usual = 0.25, back_least = 0.05, back_most = 0.5;

/* Everything of one command. */
struct work {
    const struct command_line *line;
    struct variant_study study; /* the scenario as it stands, and what all studies have in common */
    struct command_load load;   /* with priors in place of what is varied */
    struct calibration calibration;
    struct vary vary[CALIBRATE_INPUTS_LIMIT];
    size_t vary_count;
    double back;
    struct calibrate_job job;
    size_t done, expected; /* replications */
};

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool read_back(struct work *work)
{
    const char *text = work->line->option[OPTION_HOLD_BACK];
    const struct unit_context context = {.weeks_per_year = 365.25 / 7};
    char why[200];
    work->back = back_usual;
    const char *wrong = text ? units_read(text, UNIT_SHARE, &context, &work->back, why) : NULL;
    if (wrong)
        command_misused(work->line, "--hold-back \"%s\" %s", text, wrong);
    else if (work->back < back_least || work->back > back_most)
        command_misused(work->line, "--hold-back %s: between %.0f%% and %.0f%% of the history is held back", text,
                        100 * back_least, 100 * back_most);
    return !wrong && work->back >= back_least && work->back <= back_most;
}

static bool read_varied(struct work *work)
{
    const struct command_line *line = work->line;
    char why[VARY_WHY];
    if (line->varied_count > CALIBRATE_INPUTS_LIMIT) {
        command_misused(line, "at most %d inputs can be fitted at once: a history tells little about many",
                        CALIBRATE_INPUTS_LIMIT);
        return false;
    }
    for (; work->vary_count < line->varied_count; work->vary_count++) {
        struct vary *vary = &work->vary[work->vary_count];
        if (!vary_read(vary, line->varied[work->vary_count], &work->calibration.arena, why)) {
            command_misused(line, "--vary %s", why);
            return false;
        }
        if (vary->count > 0 || vary->range.divisor) {
            command_misused(line, "--vary %s: a prior is a range without steps, such as %s=10..20", vary->path,
                            vary->path);
            return false;
        }
        for (size_t k = 0; k < work->vary_count; k++)
            if (vary_overlap(vary->path, work->vary[k].path)) {
                command_misused(line, "--vary %s and --vary %s are the same input; give it once", work->vary[k].path,
                                vary->path);
                return false;
            }
        if (!variant_has(&work->study, vary->path))
            return false;
    }
    return true;
}

static int load_scenario(struct work *work)
{
    const struct command_line *line = work->line;
    struct variant_study *study = &work->study;
    *study = (struct variant_study){.line = line, .file = line->operands[0]};
    if (!command_whole(line, OPTION_THREADS, 1, 0, &study->threads) || !read_back(work) ||
        !command_load(&study->base, study->file, line))
        return COMMAND_WRONG;
    const struct plan *plan = study->base.service.plan;
    study->runs = (size_t)plan->clock.runs;
    study->block = replicate_block(plan); /* members differ in their inputs, which a chart says */
    study->seed = (uint64_t)plan->clock.seed;
    if (study->runs < MEMBERS_LEAST)
        return command_misused(line, "--runs %zu: a posterior takes at least %d members", study->runs, MEMBERS_LEAST);
    if (study->base.history.count == 0)
        return command_misused(line,
                               "%s: there is no history in it to fit to; name a file of past figures (history: "
                               "{file: history/NAME.csv}), for which see headroom describe history",
                               study->file);
    char why[CALIBRATION_WHY];
    work->calibration.seed = study->seed;
    work->calibration.version = HEADROOM_VERSION;
    if (!calibration_choose(&work->calibration, &study->base.history, plan, work->back, why))
        return command_misused(line, "%s: %s", study->file, why);
    return read_varied(work) ? COMMAND_DONE : COMMAND_WRONG;
}

/* --- inputs ------------------------------------------------------------------------------------------------------- */

/* What is varied becomes an uncertain input of the scenario that is run. */
static bool load_priors(struct work *work)
{
    struct scenario_setting settings[CALIBRATE_INPUTS_LIMIT];
    struct arena *arena = &work->calibration.arena;
    for (size_t i = 0; i < work->vary_count; i++) {
        const struct vary *vary = &work->vary[i];
        settings[i] = (struct scenario_setting){.text = arena_printf(arena, "%s={likely: '%s', low: '%s', high: '%s'}",
                                                                     vary->path, vary_at(vary, 0.5, arena),
                                                                     vary_at(vary, 0, arena), vary_at(vary, 1, arena))};
    }
    if (command_load_with(&work->load, work->study.file, settings, work->vary_count, work->line))
        return true;
    command_load_print(&work->load, work->study.file);
    fprintf(stderr, "%s: what is fitted must be a number that may be uncertain; nothing was run\n",
            work->line->program);
    return false;
}

static bool add_own(struct work *work)
{
    const struct filled *filled = &work->load.service.filled;
    if (filled->uncertain_count == 0 || filled->uncertain_count > CALIBRATE_INPUTS_LIMIT) {
        command_misused(work->line,
                        "%s has %zu uncertain inputs; say which are to be fitted, at most %d, with --vary "
                        "PATH=LOW..HIGH%s%s",
                        work->study.file, filled->uncertain_count, CALIBRATE_INPUTS_LIMIT,
                        filled->uncertain_count ? ", such as " : "",
                        filled->uncertain_count ? filled->uncertain[0].path : "");
        return false;
    }
    for (size_t i = 0; i < filled->uncertain_count; i++)
        calibration_add(&work->calibration, &work->load.service, work->load.scenario.root, filled->uncertain[i].path,
                        false);
    if (work->calibration.input_count == 0)
        command_misused(work->line, "%s has no uncertain input with a range; give --vary PATH=LOW..HIGH",
                        work->study.file);
    return work->calibration.input_count > 0;
}

static bool add_inputs(struct work *work)
{
    if (!load_priors(work))
        return false;
    if (work->vary_count == 0)
        return add_own(work);
    for (size_t i = 0; i < work->vary_count; i++)
        if (!calibration_add(&work->calibration, &work->load.service, work->load.scenario.root, work->vary[i].path,
                             true)) {
            command_misused(work->line, "--vary %s cannot be fitted: it is not one number that may be uncertain",
                            work->vary[i].path);
            return false;
        }
    return true;
}

/* --- simulating --------------------------------------------------------------------------------------------------- */

static void tell(void *user, size_t done, size_t runs)
{
    struct work *work = user;
    (void)runs;
    size_t all = work->done + done;
    progress_tell(&work->study.progress, all < work->expected ? all : work->expected, work->expected);
}

/* Replications `first` and on at some places, which the hold takes in turn. */
static bool simulate_some(struct work *work, const double *places, size_t count, size_t each, size_t first,
                          double *results)
{
    const struct calibration *calibration = &work->calibration;
    struct command_load *load = &work->load;
    size_t inputs = load->service.filled.uncertain_count,
           width = calibration_statistics(calibration) + calibration->carried;
    double *shares = mem_new(count * inputs, sizeof *shares);
    for (size_t i = 0; i < count * inputs; i++)
        shares[i] = (double)NAN;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < calibration->input_count; k++)
            shares[i * inputs + calibration->inputs[k].number] =
                calibration_share(calibration, &load->service, k, places[i * calibration->input_count + k]);
    struct service_hold held = {.shares = shares, .inputs = inputs, .rows = count, .each = each, .first = first};
    struct ensemble ensemble;
    load->service.held = &held;
    bool complete =
        session_replicate_as(load, work->study.seed, first, count * each, work->study.threads, tell, work, &ensemble);
    load->service.held = NULL;
    for (size_t run = 0; run < count * each && complete; run++)
        calibration_measure(calibration, &ensemble, run, results + run * width);
    work->done += count * each;
    ensemble_release(&ensemble);
    free(shares);
    return complete;
}

/* A few hundred at a time, since an ensemble keeps every week of every measure. */
static bool simulate(void *user, const double *places, size_t count, size_t each, size_t first, double *results)
{
    struct work *work = user;
    size_t width = calibration_statistics(&work->calibration) + work->calibration.carried;
    bool complete = true;
    for (size_t i = 0; i < count && complete; i += TOGETHER) {
        size_t some = count - i < TOGETHER ? count - i : TOGETHER;
        complete = simulate_some(work, places + i * work->calibration.input_count, some, each, first + i * each,
                                 results + i * each * width);
    }
    return complete;
}

/* Replications for each try of the simplex: a share of the members, so that both take a like part of the time. */
static size_t each_of(size_t members)
{
    size_t each = members / 25;
    return each < EACH_LEAST ? EACH_LEAST : each > EACH_MOST ? EACH_MOST : each;
}

static int fit(struct work *work)
{
    struct calibration *calibration = &work->calibration;
    struct variant_study *study = &work->study;
    work->job = (struct calibrate_job){.inputs = calibration->input_count,
                                       .statistics = calibration_statistics(calibration),
                                       .carried = calibration->carried,
                                       .observed = calibration->observed,
                                       .members = study->runs,
                                       .rounds = ROUNDS,
                                       .least_new = least_new,
                                       .starts = STARTS,
                                       .tries = TRIES,
                                       .each = each_of(study->runs),
                                       .seed = study->seed,
                                       .simulate = simulate,
                                       .user = work};
    work->expected = (ROUNDS + 1) * study->runs + STARTS * TRIES * 3 / 2 * work->job.each;
    progress_start(&study->progress, stderr, work->line->option[OPTION_QUIET] != NULL);
    bool found = calibrate_run(&work->job, &calibration->result);
    progress_end(&study->progress);
    if (session_stopped())
        return session_stop(work->line, NULL);
    if (!found)
        return command_misused(work->line,
                               "in more than half of the simulations the history's measures have no figure on its "
                               "dates, so nothing can be fitted to them");
    calibration_tell(calibration, &work->load.service);
    calibration_score(calibration);
    return COMMAND_DONE;
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static void write(void *user, struct results *results)
{
    const struct calibration *calibration = &((struct work *)user)->calibration;
    calibration_table_csv(calibration, results_file(results, "calibrate.csv"));
    calibration_table_json(calibration, results_file(results, "calibrate.json"));
    calibration_table_yaml(calibration, results_file(results, "calibrated.yaml"));
    results_draw(results, chart_draw_calibration, (struct chart_run){.calibration = calibration});
    calibration_page_write(calibration, &results->run, &results->charts, results_file(results, "report.html"));
    calibration_table_terminal(calibration, results_said(results));
}

static int run(struct work *work)
{
    const struct command_line *line = work->line;
    struct variant_study *study = &work->study;
    const char *name = study->base.service.plan->name;
    const char *out = line->option[OPTION_OUT] ? line->option[OPTION_OUT]
                                               : arena_printf(&study->arena, "results/%s-calibration", name);
    if (!results_possible(line, out))
        return COMMAND_FAILED;
    session_listen();
    int result = fit(work);
    if (result != COMMAND_DONE)
        return result;
    struct ensemble hollow;
    struct result_run base = variant_base(study, &hollow);
    return results_write(line, out, &base, write, work);
}

static int calibrate(const struct command_line *line)
{
    struct work *work = mem_new(1, sizeof *work);
    work->line = line;
    int result = load_scenario(work);
    if (result == COMMAND_DONE)
        result = add_inputs(work) ? run(work) : COMMAND_WRONG;
    calibration_release(&work->calibration);
    command_load_release(&work->load);
    variant_close(&work->study);
    free(work);
    return result;
}

const struct command command_calibrate = {
    .name = "calibrate",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .brief = "fit what nobody observed to the scenario's history, and test the fit on its last part",
    .about =
        "Fits inputs to the past figures that the scenario names (history), and says how far to trust the fit. Each --vary "
        "PATH=LOW..HIGH is an input with what is believed of it before: any value between both, none likelier. Without "
        "--vary the scenario's own uncertain inputs are fitted, if they are few. Every measure with eight figures or more "
        "within the simulated time is fitted to, so the scenario begins before them, with the opening of that day.\n\n"
        "The last quarter of the dates (--hold-back) is kept out. A simplex finds the best point on common luck; then "
        "approximate Bayesian computation finds the posterior: --runs simulations, of about 12 times as many, that resemble "
        "the history most in level, trend, end and movement. Told are how much narrower each input became, which inputs "
        "the history cannot tell apart, and how the model foretold what was held back: the coverage of its 50, 80 and 95% "
        "intervals, and its CRPS beside \"no change\" and \"mean reversion\". When it does not beat them, that is the "
        "headline.\n\n"
        "The folder has calibrated.yaml, the scenario with the posterior as ranges, ready to run; calibrate.csv, every "
        "member of the posterior; calibrate.json, report.html and a chart of each measure.",
    .example = "headroom calibrate council.yaml --runs 400 \\\n"
               "    --vary 'workforce.leaving.rate=8% per year..24% per year' \\\n"
               "    --vary pathway.help.hands_on=15%..45%",
    .takes = COMMAND_TAKES(VARY) | COMMAND_TAKES(HOLD_BACK) | COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) |
             COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) | COMMAND_TAKES(SET) | COMMAND_TAKES(NO_CHARTS) |
             COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; nothing is kept.",
    .run = calibrate,
};
