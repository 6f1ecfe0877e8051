#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/session.h"
#include "command/variant.h"
#include "experiment/mixes.h"
#include "experiment/vary.h"
#include "experiment/words.h"
#include "model/money_line.h"
#include "report/mixes_page.h"
#include "report/mixes_table.h"

enum { FIRST_RUNS = 100, LUCKS = 2 };

/* The least difference in chance that matters: mixes within so much of what is wanted need not be told apart. */
static const double margin = 0.01, all_errors = 0.05;

/* Everything of one command. */
struct work {
    const struct command_line *line;
    struct variant_study study;
    struct arena arena;
    struct vary vary[OPTIMISE_LEVERS_LIMIT];
    struct optimise_lever levers[OPTIMISE_LEVERS_LIMIT];
    struct optimise_job job;
    struct optimise_result result;
    struct mixes mixes;
    struct trial *trials[LUCKS]; /* [mix] of the search, and fresh */
    struct trial base[LUCKS];    /* the scenario as it stands */
    int failure;                 /* what stopped the search */
};

static const char *value_of(const struct work *work, size_t mix, size_t lever)
{
    return work->mixes.levers[lever].values[optimise_amount(work->levers, work->job.lever_count, mix, lever)];
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool read_lever(struct work *work, size_t i)
{
    struct vary *vary = &work->vary[i];
    struct arena *arena = &work->arena;
    char why[VARY_WHY];
    size_t count;
    bool list;
    if (!vary_read(vary, work->line->varied[i], arena, why)) {
        command_misused(work->line, "--vary %s", why);
        return false;
    }
    for (size_t k = 0; k < i; k++)
        if (text_equal(vary->path, work->vary[k].path)) {
            command_misused(work->line, "--vary %s stands there twice", vary->path);
            return false;
        }
    list = vary->count > 0;
    if (list) {
        count = vary->count;
    } else if (!vary_amounts(vary, OPTIMISE_AMOUNTS_LIMIT, &count, why)) {
        command_misused(work->line, "--vary %s", why);
        return false;
    }
    const char **values = arena_new(arena, count, sizeof *values);
    for (size_t k = 0; k < count; k++)
        values[k] = list ? vary->values[k] : vary_amount(vary, k, arena);
    work->levers[i] = (struct optimise_lever){.amounts = count, .ordered = !list};
    work->mixes.levers[i] =
        (struct mixes_lever){.path = vary->path, .label = vary_label(vary->path, arena), .values = values};
    return true;
}

static bool read_levers(struct work *work)
{
    const struct command_line *line = work->line;
    if (line->varied_count < 1 || line->varied_count > OPTIMISE_LEVERS_LIMIT) {
        command_misused(line,
                        line->varied_count ? "at most %d levers can be mixed"
                                           : "--vary is missing: 1 to %d levers with their bounds, such as --vary "
                                             "teams.NAME.posts.funded=10..20",
                        OPTIMISE_LEVERS_LIMIT);
        return false;
    }
    for (size_t i = 0; i < line->varied_count; i++)
        if (!read_lever(work, i))
            return false;
    work->job.levers = work->levers;
    work->job.lever_count = line->varied_count;
    double count = optimise_mixes(work->levers, line->varied_count);
    if (count > OPTIMISE_MIXES_LIMIT)
        command_misused(line, "%.0f mixes are more than %d; give larger steps (PATH=LOW..HIGH/STEP) or narrower bounds",
                        count, OPTIMISE_MIXES_LIMIT);
    return count <= OPTIMISE_MIXES_LIMIT;
}

static bool read_share(const struct work *work, enum command_option option, const char *name, double *share)
{
    const char *text = work->line->option[option];
    const struct unit_context context = {.weeks_per_year = 365.25 / 7};
    char words[200];
    if (!text)
        return true;
    const char *wrong = units_read(text, UNIT_SHARE, &context, share, words);
    if (wrong || *share < 0.02 || *share > 0.98) {
        command_misused(work->line, "--%s \"%s\" %s", name, text, wrong ? wrong : "should be from 2% to 98%");
        return false;
    }
    return true;
}

static bool read_amount(const struct work *work, const char *option, const char *text, enum unit unit, double *value)
{
    const struct unit_context context = {.weeks_per_year = 365.25 / 7};
    char words[200];
    const char *wrong = units_read(text, unit, &context, value, words);
    if (wrong)
        command_misused(work->line, "%s \"%s\" %s", option, text, wrong);
    return wrong == NULL;
}

static bool has_money(const struct work *work, const char *option)
{
    bool given = work->study.base.service.plan->money.given;
    if (!given)
        command_misused(work->line, "%s needs a section money in the scenario, or there is no cost to hold against it",
                        option);
    return given;
}

/* extra.2021-22 */
static bool read_year(struct work *work, const char *name, const char *value, struct mixes_limit *limit,
                      struct trial_figure *figure)
{
    const struct plan *plan = work->study.base.service.plan;
    const char *year = name + strlen("extra.");
    char own[16];
    double pence;
    struct money_layout layout = money_layout(plan);
    if (!has_money(work, "--limit extra"))
        return false;
    for (size_t i = 0; i < layout.years; i++) {
        money_year_name(plan, i, own);
        if (!text_equal(own, year))
            continue;
        if (!read_amount(work, "--limit", value, UNIT_MONEY, &pence))
            return false;
        *figure = (struct trial_figure){.is_year = true, .year = i};
        *limit = (struct mixes_limit){
            .name = name, .label = arena_printf(&work->arena, "Extra in %s", own), .money = true, .most = pence / 100};
        return true;
    }
    command_misused(work->line, "--limit \"%s\": there is no financial year \"%s\" in the time simulated", name, year);
    return false;
}

static bool read_outturn(struct work *work, const char *name, const char *value, struct mixes_limit *limit,
                         struct trial_figure *figure)
{
    const char *names[OUTTURN_COUNT];
    for (int i = 0; i < OUTTURN_COUNT; i++) {
        const struct outturn_info *info = outturn_info((enum outturn)i);
        names[i] = info->name;
        if (!text_equal(info->name, name))
            continue;
        bool money = text_equal(info->unit, "\xc2\xa3"), share = text_equal(info->unit, "share");
        double most;
        if (!read_amount(work, "--limit", value, money ? UNIT_MONEY : share ? UNIT_SHARE : UNIT_NONE, &most))
            return false;
        if (share && most < 0) {
            command_misused(work->line, "--limit \"%s=%s\": a share cannot be less than 0%%", name, value);
            return false;
        }
        *figure = (struct trial_figure){.outturn = (enum outturn)i};
        *limit = (struct mixes_limit){
            .name = name, .label = info->label, .money = money, .share = share, .most = money ? most / 100 : most};
        return true;
    }
    const char *near = text_nearest(name, names, OUTTURN_COUNT);
    command_misused(work->line, "--limit \"%s\": there is no such figure; %s \"%s\"?", name,
                    near ? "did you mean" : "is it", near ? near : "extra.2021-22");
    return false;
}

static bool read_limit(struct work *work, const char *text)
{
    struct variant_study *study = &work->study;
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || equals[1] == '\0') {
        command_misused(work->line, "--limit \"%s\" should be NAME=MOST, such as agency_share=15%%", text);
        return false;
    }
    if (study->figure_count == TRIAL_FIGURES) {
        command_misused(work->line, "there can be at most %d limits", TRIAL_FIGURES);
        return false;
    }
    const char *name = arena_copy_n(&work->arena, text, (size_t)(equals - text));
    struct trial_figure *figure = &study->figures[study->figure_count];
    struct mixes_limit *limit = &work->mixes.limits[study->figure_count + 1];
    bool good = text_starts(name, "extra.") ? read_year(work, name, equals + 1, limit, figure)
                                            : read_outturn(work, name, equals + 1, limit, figure);
    study->figure_count += good;
    return good;
}

static bool read_limits(struct work *work)
{
    const struct command_line *line = work->line;
    double pence = (double)INFINITY;
    if (line->option[OPTION_BUDGET] &&
        (!has_money(work, "--budget") ||
         !read_amount(work, "--budget", line->option[OPTION_BUDGET], UNIT_MONEY, &pence)))
        return false;
    work->mixes.limits[0] =
        (struct mixes_limit){.name = "extra", .label = "Extra cost", .money = true, .most = pence / 100};
    for (size_t i = 0; i < line->limit_count; i++)
        if (!read_limit(work, line->limits[i]))
            return false;
    work->job.figure_count = 1 + work->study.figure_count;
    for (size_t i = 0; i < work->job.figure_count; i++)
        work->job.limit[i] = work->mixes.limits[i].most;
    return true;
}

/* --- trying mixes ------------------------------------------------------------------------------------------------- */

static size_t settings_of(struct work *work, size_t mix, struct scenario_setting settings[static OPTIMISE_LEVERS_LIMIT])
{
    for (size_t i = 0; i < work->job.lever_count; i++)
        settings[i] = (struct scenario_setting){
            .text = arena_printf(&work->arena, "%s=%s", work->mixes.levers[i].path, value_of(work, mix, i))};
    return work->job.lever_count;
}

static const char *name_of(struct work *work, size_t mix)
{
    struct text words = {0};
    mixes_words(&work->mixes, mix, &words);
    const char *name = arena_copy(&work->arena, words.at);
    text_release(&words);
    return name;
}

/* Runs that a mix has, and those that it still wants, as one trial. */
static int run_more(struct work *work, const struct command_load *load, size_t runs, bool fresh, struct trial *trial)
{
    struct trial more;
    int result = variant_run_part(&work->study, load, work->study.seed + fresh, trial->runs, runs - trial->runs, &more);
    if (result == COMMAND_DONE)
        trial_append(trial, &more);
    trial_release(&more);
    return result;
}

static int run_base(struct work *work, bool fresh)
{
    return run_more(work, &work->study.base, work->job.runs, fresh, &work->base[fresh]);
}

static void tell(const struct work *work, size_t mix, bool fresh, const struct mixes_line *line)
{
    char chance[WORDS_SHORT], interval[WORDS_LONG], pounds[WORDS_SHORT];
    struct text words = {0};
    if (work->line->option[OPTION_QUIET])
        return;
    words_percent(line->chance.chance, chance);
    words_interval(line->chance.interval, interval);
    words_pounds(line->extra.mean, pounds);
    mixes_words(&work->mixes, mix, &words);
    fprintf(stderr, "%s%s: %s (%s)%s%s, %llu runs\n", words.at, fresh ? " on fresh luck" : "", chance, interval,
            line->extra.runs ? ", " : "", line->extra.runs ? pounds : "", (unsigned long long)line->chance.trials);
    text_release(&words);
}

static struct mixes_line line_of(const struct work *work, size_t mix, bool fresh)
{
    const struct trial *trial = &work->trials[fresh][mix], *base = &work->base[fresh];
    struct mixes_line line = {.mix = mix,
                              .fresh = fresh,
                              .chance = trial_chance(trial),
                              .caseload = trial_caseload(trial),
                              .extra = trial_cost_change(base, trial, 0.95)};
    line.figures[0] = line.extra.mean;
    for (size_t i = 0; i < work->study.figure_count; i++) {
        struct contrast figure = contrast_pairs(trial_figure(base, i), trial_figure(trial, i),
                                                trial->runs < base->runs ? trial->runs : base->runs, 0, 0.95);
        line.figures[i + 1] = work->study.figures[i].is_year ? figure.mean : figure.option;
    }
    return line;
}

static bool try_mix(void *user, size_t mix, size_t runs, bool fresh, struct optimise_seen *seen)
{
    struct work *work = user;
    struct trial *trial = &work->trials[fresh][mix];
    if (work->base[fresh].runs == 0 && (work->failure = run_base(work, fresh)) != COMMAND_DONE)
        return false;
    bool more = trial->runs < runs;
    if (more) {
        struct scenario_setting settings[OPTIMISE_LEVERS_LIMIT];
        size_t count = settings_of(work, mix, settings);
        struct command_load load;
        work->failure = COMMAND_WRONG;
        if (variant_load(&work->study, settings, count, name_of(work, mix), &load))
            work->failure = run_more(work, &load, runs, fresh, trial);
        command_load_release(&load);
        if (work->failure != COMMAND_DONE)
            return false;
    }
    struct mixes_line line = line_of(work, mix, fresh);
    if (more)
        tell(work, mix, fresh, &line);
    *seen = (struct optimise_seen){.hits = line.chance.chance * (double)line.chance.trials,
                                   .trials = (double)line.chance.trials,
                                   .interval = line.chance.interval};
    for (size_t i = 0; i < work->job.figure_count; i++)
        seen->figures[i] = line.figures[i];
    return true;
}

static struct contrast pair(void *user, size_t a, size_t b, double level)
{
    const struct work *work = user;
    return trial_chance_change(&work->trials[0][a], &work->trials[0][b], level);
}

/* Every value of every lever, the others as low as they go: what is wrong is told before anything runs. */
static bool check_levers(struct work *work)
{
    struct scenario_setting settings[OPTIMISE_LEVERS_LIMIT];
    size_t last = work->result.mixes;
    for (size_t i = 0; i < work->job.lever_count; i++)
        if (!variant_has(&work->study, work->mixes.levers[i].path))
            return false;
    const size_t ends[] = {0, last - 1};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t count = settings_of(work, ends[i], settings);
        if (!variant_check(&work->study, settings, count, name_of(work, ends[i]))) {
            fprintf(stderr, "%s: nothing was run\n", work->line->program);
            return false;
        }
    }
    return true;
}

/* Chances beside the wanted one, for the trade-off curve. */
static void set_levels(struct optimise_job *job)
{
    static const double steps[] = {-0.3, -0.2, -0.1, 0.05};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        double level = job->wanted + steps[i];
        if (level >= 0.05 && level <= 0.98)
            job->levels[job->level_count++] = level;
    }
}

static void set_job(struct work *work)
{
    size_t block = work->study.block > 0 ? work->study.block : 1, runs = work->study.runs;
    struct optimise_job *job = &work->job;
    job->margin = margin;
    job->error = all_errors;
    job->runs = runs;
    job->batch = runs < FIRST_RUNS ? runs : (FIRST_RUNS + block - 1) / block * block;
    if (job->batch > runs)
        job->batch = runs;
    job->try_mix = try_mix;
    job->pair = pair;
    job->user = work;
    set_levels(job);
}

static int search(void *user)
{
    struct work *work = user;
    work->failure = run_base(work, false);
    if (work->failure != COMMAND_DONE)
        return work->failure;
    set_job(work);
    optimise_release(&work->result);
    optimise_run(&work->job, &work->result);
    return work->result.outcome == OPTIMISE_STOPPED ? work->failure : COMMAND_DONE;
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static void write_results(void *user, struct results *results)
{
    struct work *work = user;
    const struct optimise_result *result = &work->result;
    struct mixes *mixes = &work->mixes;
    struct mixes_line *lines = mem_new(result->tried_count + result->finalist_count, sizeof *lines);
    for (size_t i = 0; i < result->tried_count; i++)
        lines[mixes->line_count++] = line_of(work, result->tried[i].mix, false);
    for (size_t i = 0; i < result->finalist_count; i++)
        lines[mixes->line_count++] = line_of(work, result->finalists[i].mix, true);
    mixes->lines = lines;
    mixes->result = result;
    mixes->base = trial_chance(&work->base[result->finalist_count > 0]);
    mixes->version = HEADROOM_VERSION;
    mixes_table_csv(mixes, results_file(results, "optimise.csv"));
    mixes_table_json(mixes, results_file(results, "optimise.json"));
    results_draw(results, chart_draw_mixes, (struct chart_run){.mixes = mixes});
    mixes_page_write(mixes, &results->run, &results->charts, results_file(results, "report.html"));
    mixes_table_terminal(mixes, results_said(results));
    free(lines);
    mixes->lines = NULL;
}

static int run(struct work *work)
{
    struct mixes *mixes = &work->mixes;
    mixes->plan = work->study.base.service.plan;
    mixes->target = variant_target(&work->study);
    mixes->job = &work->job;
    mixes->has_money = mixes->plan->money.given;
    work->job.costless = !mixes->has_money;
    mixes->seed = work->study.seed;
    mixes->fresh_seed = work->study.seed + 1;
    work->result.mixes = (size_t)optimise_mixes(work->levers, work->job.lever_count);
    for (int luck = 0; luck < LUCKS; luck++)
        work->trials[luck] = mem_new(work->result.mixes, sizeof *work->trials[luck]);
    if (!check_levers(work))
        return COMMAND_WRONG;
    static const char stopping[] =
        "each mix until Wald's sequential test knows whether it has the chance asked for, 1 percentage point either way, "
        "with 5% for an error in any of them; at most the runs asked for";
    return variant_work(
        &work->study, &(struct variant_job){.run = search, .write = write_results, .stopping = stopping, .user = work});
}

static int optimise(const struct command_line *line)
{
    struct work *work = mem_new(1, sizeof *work);
    int result = COMMAND_WRONG;
    work->line = line;
    work->job.wanted = 0.9;
    if (read_levers(work) && read_share(work, OPTION_CHANCE, "chance", &work->job.wanted))
        result = variant_open(&work->study, line, "optimise", NULL);
    if (result == COMMAND_DONE)
        result = read_limits(work) ? run(work) : COMMAND_WRONG;
    for (int luck = 0; luck < LUCKS; luck++) {
        for (size_t mix = 0; work->trials[luck] && mix < work->result.mixes; mix++)
            trial_release(&work->trials[luck][mix]);
        free(work->trials[luck]);
        trial_release(&work->base[luck]);
    }
    optimise_release(&work->result);
    variant_close(&work->study);
    arena_release(&work->arena);
    free(work);
    return result;
}

const struct command command_optimise = {
    .name = "optimise",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .brief = "the cheapest mix of several levers with a chance of a target, within limits",
    .about =
        "Searches mixes of up to six levers, each a --vary with its bounds: a range PATH=LOW..HIGH/STEP, of which more is "
        "taken never to be worse (or never better; which, the search finds out), or a list PATH=A,B,C, of which every value "
        "is looked at by itself. Finds the cheapest mix that gives the chance asked for, 90% unless given, with the extra "
        "cost within --budget and every --limit kept on average. Where money is not counted, it is the mix that moves the "
        "levers least from their worse ends.\n\n"
        "A mix that misses rules out all mixes with no more of anything, so that tens of mixes are simulated in place of "
        "thousands. Each is run until a sequential test knows whether it does it, to within a percentage point, or until "
        "--runs are used up. The cheapest few then run again on fresh luck, and the answer is taken from that. Also told: "
        "the cheapest mix found for other chances, what was ruled out and why, and when no mix within the bounds does it.\n\n"
        "Finished runs are kept beside the folder until the search is done; after a stop the same command goes on.",
    .example = "headroom optimise scenarios/options/academy.yaml --runs 400 \\\n"
               "    --vary pipelines.academy.size=0..24/4 \\\n"
               "    --vary 'money.supplement=£0 per year..£6,000 per year/1000' \\\n"
               "    --vary agency.seats.assessment=5..20/5 --chance 30% \\\n"
               "    --limit extra.2021-22=£1.7m --limit agency_share=30%",
    .takes = COMMAND_TAKES(VARY) | COMMAND_TAKES(TARGET) | COMMAND_TAKES(CHANCE) | COMMAND_TAKES(BY) |
             COMMAND_TAKES(BUDGET) | COMMAND_TAKES(LIMIT) | COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) |
             COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) | COMMAND_TAKES(SET) | COMMAND_TAKES(WITH_RESPONSE) |
             COMMAND_TAKES(NO_CHARTS) | COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; finished runs are kept.",
    .run = optimise,
};
