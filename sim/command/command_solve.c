#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/variant.h"
#include "experiment/words.h"
#include "report/solve_page.h"
#include "report/solve_table.h"

/* Everything of one command. */
struct work {
    const struct command_line *line;
    struct variant_study study;
    struct arena arena;
    struct vary vary;
    size_t amounts;
    double wanted;
    int failure; /* what stopped the search */
    struct solve_result result;
    struct trial trials[SOLVE_TRIED_LIMIT]; /* in the order in which amounts were tried */
    size_t amount_of[SOLVE_TRIED_LIMIT];
    size_t trial_count;
    struct trial fresh[2]; /* short of the answer, and the answer */
};

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool read_line(struct work *work)
{
    const struct command_line *line = work->line;
    const char *chance = line->option[OPTION_CHANCE] ? line->option[OPTION_CHANCE] : "90%";
    const struct unit_context context = {.weeks_per_year = 365.25 / 7};
    char why[VARY_WHY], words[200];
    if (line->varied_count != 1) {
        command_misused(line, "%s: one --vary with a range, such as --vary teams.NAME.posts.funded=10..30",
                        line->varied_count ? "there is more than one --vary" : "--vary is missing");
        return false;
    }
    if (!vary_read(&work->vary, line->varied[0], &work->arena, why) ||
        !vary_amounts(&work->vary, SOLVE_AMOUNTS_LIMIT, &work->amounts, why)) {
        command_misused(line, "--vary %s", why);
        return false;
    }
    const char *wrong = units_read(chance, UNIT_SHARE, &context, &work->wanted, words);
    if (wrong || work->wanted < 0.01 || work->wanted > 0.99) {
        command_misused(line, "--chance \"%s\" %s", chance, wrong ? wrong : "should be from 1% to 99%");
        return false;
    }
    return true;
}

/* --- trying amounts ----------------------------------------------------------------------------------------------- */

static const char *value_of(struct work *work, size_t amount)
{
    return vary_amount(&work->vary, amount, &work->arena);
}

static struct scenario_setting setting_of(struct work *work, size_t amount)
{
    return (struct scenario_setting){.text =
                                         arena_printf(&work->arena, "%s=%s", work->vary.path, value_of(work, amount))};
}

static int try_on(struct work *work, size_t amount, uint64_t seed, struct trial *trial)
{
    struct scenario_setting setting = setting_of(work, amount);
    struct command_load load;
    int result = COMMAND_WRONG;
    if (variant_load(&work->study, &setting, 1, setting.text, &load))
        result = variant_run(&work->study, &load, seed, trial);
    command_load_release(&load);
    if (result == COMMAND_DONE && !work->line->option[OPTION_QUIET]) {
        struct ensemble_verdict verdict = trial_chance(trial);
        char chance[WORDS_SHORT], interval[WORDS_LONG];
        words_percent(verdict.chance, chance);
        words_interval(verdict.interval, interval);
        fprintf(stderr, "%s%s: %s (%s)\n", setting.text, seed == work->study.seed ? "" : " on fresh luck", chance,
                interval);
    }
    return result;
}

static bool try_amount(void *user, size_t amount, struct ensemble_verdict *verdict)
{
    struct work *work = user;
    struct trial *trial = &work->trials[work->trial_count];
    work->failure = try_on(work, amount, work->study.seed, trial);
    if (work->failure != COMMAND_DONE)
        return false;
    work->amount_of[work->trial_count++] = amount;
    *verdict = trial_chance(trial);
    return true;
}

static const struct trial *trial_of(const struct work *work, size_t amount)
{
    size_t i = 0;
    while (work->amount_of[i] != amount)
        i++;
    return &work->trials[i];
}

static struct contrast pair(void *user, size_t a, size_t b, double level)
{
    const struct work *work = user;
    return trial_chance_change(trial_of(work, a), trial_of(work, b), level);
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static struct solve_line line_of(struct work *work, size_t amount, const struct trial *trial, bool fresh)
{
    return (struct solve_line){.value = value_of(work, amount),
                               .fresh = fresh,
                               .chance = trial_chance(trial),
                               .caseload = trial_caseload(trial),
                               .cost = trial_cost(trial)};
}

/* The lines belong to the caller. */
static struct solve_answer answer_of(struct work *work, struct solve_line *lines)
{
    const struct solve_result *result = &work->result;
    bool found = result->outcome == SOLVE_FOUND;
    size_t count = 0;
    for (size_t i = 0; i < result->tried_count; i++)
        lines[count++] = line_of(work, result->tried[i].amount, trial_of(work, result->tried[i].amount), false);
    if (found) {
        lines[count++] = line_of(work, result->short_of, &work->fresh[0], true);
        lines[count++] = line_of(work, result->answer, &work->fresh[1], true);
    }
    return (struct solve_answer){
        .vary = &work->vary,
        .label = vary_label(work->vary.path, &work->arena),
        .plan = work->study.base.service.plan,
        .target = variant_target(&work->study),
        .wanted = work->wanted,
        .amounts = work->amounts,
        .result = result,
        .first = value_of(work, 0),
        .last = value_of(work, work->amounts - 1),
        .least = value_of(work, result->span.least),
        .most = value_of(work, result->span.most),
        .reversed = {value_of(work, result->reversed_from), value_of(work, result->reversed_to)},
        .lines = lines,
        .line_count = count,
        .proof = found ? trial_chance_change(&work->fresh[0], &work->fresh[1], 0.95) : (struct contrast){0},
        .seed = work->study.seed,
        .fresh_seed = work->study.seed + 1,
        .runs = work->study.runs,
        .version = HEADROOM_VERSION,
    };
}

static void write(void *user, struct results *results)
{
    struct solve_line lines[SOLVE_TRIED_LIMIT + 2];
    struct solve_answer answer = answer_of(user, lines);
    solve_table_csv(&answer, results_file(results, "solve.csv"));
    solve_table_json(&answer, results_file(results, "solve.json"));
    results_draw(results, chart_draw_solve, (struct chart_run){.solve = &answer});
    solve_page_write(&answer, &results->run, &results->charts, results_file(results, "report.html"));
    solve_table_terminal(&answer, results_said(results));
}

/* Both ends and the steps next to them, before anything runs. */
static bool check_ends(struct work *work)
{
    const size_t ends[] = {0, 1, work->amounts - 1};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct scenario_setting setting = setting_of(work, ends[i]);
        if (!variant_check(&work->study, &setting, 1, setting.text)) {
            fprintf(stderr, "%s: nothing was run\n", work->line->program);
            return false;
        }
    }
    return true;
}

static int search(void *user)
{
    struct work *work = user;
    const struct solve_job job = {
        .amounts = work->amounts, .wanted = work->wanted, .try_amount = try_amount, .pair = pair, .user = work};
    solve_search(&job, &work->result);
    if (work->result.outcome == SOLVE_STOPPED)
        return work->failure;
    int result = COMMAND_DONE;
    if (work->result.outcome == SOLVE_FOUND) {
        uint64_t fresh = work->study.seed + 1;
        result = try_on(work, work->result.short_of, fresh, &work->fresh[0]);
        if (result == COMMAND_DONE)
            result = try_on(work, work->result.answer, fresh, &work->fresh[1]);
    }
    return result;
}

static int solve(const struct command_line *line)
{
    struct work *work = mem_new(1, sizeof *work);
    work->line = line;
    int result = COMMAND_WRONG;
    if (read_line(work))
        result = variant_open(&work->study, line, "solve", NULL);
    const struct variant_job job = {.run = search, .write = write, .user = work};
    if (result == COMMAND_DONE)
        result = variant_has(&work->study, work->vary.path) && check_ends(work) ? variant_work(&work->study, &job)
                                                                                : COMMAND_WRONG;
    for (size_t i = 0; i < work->trial_count; i++)
        trial_release(&work->trials[i]);
    trial_release(&work->fresh[0]);
    trial_release(&work->fresh[1]);
    variant_close(&work->study);
    arena_release(&work->arena);
    free(work);
    return result;
}

const struct command command_solve = {
    .name = "solve",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .brief = "how much of one thing is needed for a chance of a target",
    .about =
        "Searches a range of one value, PATH=LOW..HIGH/STEP, for the least amount (or, where more of it makes the target less "
        "likely, the most) that gives the chance asked for, 90% unless given. The step is 1 for whole numbers unless given, "
        "and else in the unit of the range. All amounts meet the same luck, which makes the search sure; then the answer and "
        "the amount one step short of it run again on fresh luck, and what is told is theirs: both chances, whether the two "
        "are told apart, and which other amounts the runs leave open. When not even the better end of the range gives the "
        "chance, or already the worse one does, that is the answer (exit 0). The folder has report.html, the chart, solve.csv, "
        "solve.json, and the scenario with every value written out.\n\n"
        "A path that only makes room may do nothing: more funded posts do not fill where candidates are few. headroom sweep "
        "shows a whole response, and several paths at once.\n\n"
        "Finished amounts are kept beside the folder until the search is done; after a stop the same command goes on.",
    .example = "headroom solve scenarios/luton-2020.yaml --runs 200 \\\n"
               "    --vary teams.assessment.posts.funded=20..60 \\\n"
               "    --set agency.seats.assessment=60 --target assessment-15 \\\n"
               "    --chance 80%",
    .takes = COMMAND_TAKES(VARY) | COMMAND_TAKES(TARGET) | COMMAND_TAKES(CHANCE) | COMMAND_TAKES(BY) |
             COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) |
             COMMAND_TAKES(SET) | COMMAND_TAKES(WITH_RESPONSE) | COMMAND_TAKES(NO_CHARTS) | COMMAND_TAKES(PUBLICATION) |
             COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; finished amounts are kept.",
    .run = solve,
};
