#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/sensitivity_decision.h"
#include "command/sensitivity_method.h"
#include "command/variant.h"
#include "experiment/sensitivity.h"
#include "experiment/vary.h"
#include "report/publication.h"
#include "report/sensitivity_page.h"
#include "report/sensitivity_table.h"
#include "scenario/param_words.h"

enum { SHOWN_WRONG = 5, SHOWN = 10 };

/* Everything of one command. */
struct work {
    const struct command_line *line;
    struct variant_study study;
    struct sensitivity sensitivity;
};

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const char *label_of(struct work *work, const char *path)
{
    const struct service *service = &work->study.base.service;
    const struct param_words words = {&plan_table, &service->filled};
    struct text label = {0};
    bool found = param_words_path(&words, path, &label);
    const char *kept =
        found ? arena_copy(&work->sensitivity.arena, label.at) : vary_label(path, &work->sensitivity.arena);
    text_release(&label);
    return kept;
}

/* One --vary: a range without steps, or a list of two values. */
static bool read_vary(struct work *work, const char *text)
{
    struct arena *arena = &work->sensitivity.arena;
    struct vary vary;
    char why[VARY_WHY];
    if (!vary_read(&vary, text, arena, why)) {
        command_misused(work->line, "--vary %s", why);
        return false;
    }
    if (vary.count == 0 && !vary.range.divisor) {
        vary.range.step = 1; /* one step has both ends */
        vary.range.divisor = "1";
        vary_spaced(&vary, SENSITIVITY_ENDS, arena, why);
    }
    if (vary.count != SENSITIVITY_ENDS) {
        command_misused(work->line, "--vary %s has a low and a high value here, such as %s=10..20", vary.path,
                        vary.path);
        return false;
    }
    for (size_t i = 0; i < work->sensitivity.count; i++)
        if (text_equal(work->sensitivity.inputs[i].path, vary.path)) {
            command_misused(work->line, "--vary %s stands there twice", vary.path);
            return false;
        }
    if (!variant_has(&work->study, vary.path))
        return false;
    const char *label = label_of(work, vary.path);
    struct sensitivity_input *input = sensitivity_add(&work->sensitivity);
    input->path = vary.path;
    input->label = label;
    for (int end = 0; end < SENSITIVITY_ENDS; end++)
        input->value[end] = vary.values[end];
    return true;
}

/* The map {likely, low, high} of an uncertain input; a path may end in a key that a shorthand leaves out. */
static const struct node *find_range(struct work *work, const char **path)
{
    char *at = arena_copy(&work->sensitivity.arena, *path);
    const struct node *node;
    while (!(node = tree_find(work->study.base.scenario.root, at)) || !tree_child(node, "low")) {
        char *dot = strrchr(at, '.');
        if (!dot)
            return NULL;
        *dot = '\0';
    }
    *path = at;
    return node;
}

/* Its ends would be written beside what they do. */
static bool is_withheld(const struct work *work, const char *path, const struct node *range)
{
    static const char *const keys[] = {"likely", "low", "high"};
    bool withheld = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && work->line->option[OPTION_PUBLICATION] != NULL; i++)
        withheld = withheld || publication_replaces(path, tree_child(range, keys[i])->text) != NULL;
    if (withheld)
        fprintf(stderr, "%s: %s is not moved: the publication edition withholds its values\n", work->line->program,
                path);
    return withheld;
}

static void read_uncertain(struct work *work, const struct uncertain *uncertain)
{
    static const char *const ends[SENSITIVITY_ENDS] = {"low", "high"};
    const char *path = uncertain->path;
    const struct node *range = find_range(work, &path);
    if (!range || is_withheld(work, path, range))
        return; /* a default: no file has it, so there are no ends as written */
    const char *label = label_of(work, path);
    struct sensitivity_input *input = sensitivity_add(&work->sensitivity);
    input->path = path;
    input->label = label;
    input->likely = arena_copy(&work->sensitivity.arena, tree_child(range, "likely")->text);
    for (int end = 0; end < SENSITIVITY_ENDS; end++)
        input->value[end] = arena_copy(&work->sensitivity.arena, tree_child(range, ends[end])->text);
}

static bool read_inputs(struct work *work)
{
    const struct command_line *line = work->line;
    const struct filled *filled = &work->study.base.service.filled;
    for (size_t i = 0; i < line->varied_count; i++)
        if (!read_vary(work, line->varied[i]))
            return false;
    work->sensitivity.own = line->varied_count > 0;
    for (size_t i = 0; i < filled->uncertain_count && !work->sensitivity.own; i++)
        read_uncertain(work, &filled->uncertain[i]);
    if (work->sensitivity.count == 0)
        command_misused(line,
                        "%s: no value in it is uncertain; write one as {likely: , low: , high: }, or say here what to "
                        "move, such as --vary teams.NAME.capacity=14..22",
                        work->study.file);
    return work->sensitivity.count > 0;
}

/* --- simulating --------------------------------------------------------------------------------------------------- */

static struct scenario_setting setting_of(struct work *work, size_t input, int end)
{
    const struct sensitivity_input *at = &work->sensitivity.inputs[input];
    return (struct scenario_setting){.text = arena_printf(&work->sensitivity.arena, "%s=%s", at->path, at->value[end])};
}

/* Every end, before anything runs; the first few that are wrong are told. */
static bool check_ends(struct work *work)
{
    size_t wrong = 0;
    for (size_t i = 0; i < work->sensitivity.count; i++)
        for (int end = 0; end < SENSITIVITY_ENDS && wrong < SHOWN_WRONG; end++) {
            struct scenario_setting setting = setting_of(work, i, end);
            wrong += !variant_check(&work->study, &setting, 1, setting.text);
        }
    if (wrong > 0)
        fprintf(stderr, "%s: nothing was run; --vary can name the inputs that are to be moved\n", work->line->program);
    return wrong == 0;
}

static int run_one(struct work *work, const struct scenario_setting *settings, size_t count, struct trial *trial)
{
    struct command_load load;
    int result = COMMAND_WRONG; /* the file was changed since it was checked */
    if (variant_load(&work->study, settings, count, count > 0 ? settings->text : "likely values", &load))
        result = variant_run(&work->study, &load, work->study.seed, trial);
    command_load_release(&load);
    return result;
}

static int run_all(void *user)
{
    struct work *work = user;
    struct trial likely;
    int result = run_one(work, NULL, 0, &likely);
    if (result == COMMAND_DONE)
        sensitivity_put_likely(&work->sensitivity, &likely);
    for (size_t i = 0; i < work->sensitivity.count && result == COMMAND_DONE; i++) {
        struct trial ends[SENSITIVITY_ENDS] = {0};
        for (int end = 0; end < SENSITIVITY_ENDS && result == COMMAND_DONE; end++) {
            struct scenario_setting setting = setting_of(work, i, end);
            result = run_one(work, &setting, 1, &ends[end]);
        }
        if (result == COMMAND_DONE)
            sensitivity_put(&work->sensitivity, i, ends);
        else
            trial_release(&ends[SENSITIVITY_LOW]);
    }
    sensitivity_sort(&work->sensitivity);
    return result;
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static void write(void *user, struct results *results)
{
    const struct sensitivity *sensitivity = &((struct work *)user)->sensitivity;
    sensitivity_table_csv(sensitivity, results_file(results, "sensitivity.csv"));
    sensitivity_table_json(sensitivity, results_file(results, "sensitivity.json"));
    results_draw(results, chart_draw_sensitivity, (struct chart_run){.sensitivity = sensitivity});
    sensitivity_page_write(sensitivity, &results->run, &results->charts, results_file(results, "report.html"));
    sensitivity_table_terminal(sensitivity, results_said(results));
}

static int tornado(const struct command_line *line, size_t shown)
{
    struct work work = {.line = line};
    int result;
    if (line->option[OPTION_TRAJECTORIES] != NULL || line->option[OPTION_TOTALS] != NULL)
        return command_misused(line, "--trajectories is for --method morris, and --totals for --method sobol");
    result = variant_open(&work.study, line, "sensitivity", "clock.inputs=likely");
    if (result == COMMAND_DONE) {
        result = COMMAND_WRONG;
        work.sensitivity.plan = work.study.base.service.plan;
        work.sensitivity.target = variant_target(&work.study);
        work.sensitivity.seed = work.study.seed;
        work.sensitivity.runs = work.study.runs;
        work.sensitivity.shown = shown;
        work.sensitivity.version = HEADROOM_VERSION;
        if (read_inputs(&work) && check_ends(&work))
            result = variant_work(&work.study,
                                  &(struct variant_job){.planned = 1 + SENSITIVITY_ENDS * work.sensitivity.count,
                                                        .run = run_all,
                                                        .write = write,
                                                        .user = &work});
    }
    variant_close(&work.study);
    sensitivity_release(&work.sensitivity);
    return result;
}

static int sensitivity(const struct command_line *line)
{
    const char *method = line->option[OPTION_METHOD];
    long shown;
    if (!command_whole(line, OPTION_TOP, 1, SHOWN, &shown))
        return COMMAND_WRONG;
    bool comparison = scenario_is_comparison(line->operands[0]);
    if (!comparison && (method == NULL || text_equal(method, "tornado")))
        return tornado(line, (size_t)shown);
    if (line->option[OPTION_PUBLICATION] != NULL)
        return command_misused(line,
                               "--publication is for the tornado of a scenario: other results name what suppliers "
                               "charge among the inputs, and what it would be worth to know it");
    if (comparison)
        return sensitivity_decision(line, (size_t)shown);
    if (text_equal(method, "morris"))
        return sensitivity_method_morris(line, (size_t)shown);
    if (text_equal(method, "sobol"))
        return sensitivity_method_sobol(line, (size_t)shown);
    return command_misused(line, "--method \"%s\" should be tornado, morris or sobol", method);
}

const struct command command_sensitivity = {
    .name = "sensitivity",
    .operands = "FILE | COMPARISON",
    .least = 1,
    .most = 1,
    .brief = "which uncertain input matters, and what would change a choice",
    .about =
        "Simulates a scenario with every uncertain value {likely, low, high} in turn at its low and at its high end (the "
        "10th and 90th percentile), all others at their likely ones, every time with the same seed and runs. An input that "
        "does nothing so has an effect of exactly nought, and effects differ by the input and not by luck. With --vary "
        "PATH=LOW..HIGH, or PATH=ONE,OTHER, only what is named there is moved, certain or not, to the ends given. "
        "Shares that total 100% move together: --vary 'PATH={a: 50%, b: 50%},{a: 70%, b: 30%}'.\n\n"
        "Prints and writes what each does to the chance of the target and to the mean caseload on its date, widest first, "
        "with paired differences and their intervals; an effect that these runs cannot tell from nought is said to be so, "
        "and more --runs may tell it. Inputs are moved one at a time: for what two do together, see sweep. The folder has "
        "report.html, sensitivity.csv, sensitivity.json, the chart, and the scenario with every value written out.\n\n"
        "--method morris moves every input once in each of 20 trajectories, from places by luck of all others: how large "
        "its effect is wherever the others stand, and how much it depends on them. It takes one set of --runs more than "
        "there are inputs. --method sobol gives the share of the variance of single runs that each input makes, from "
        "one set of runs that draw all of them; --totals adds what it does together with others and with luck.\n\n"
        "Of a COMPARISON it says what would change the choice. The options are run with one assumption after the other at "
        "its low and high value and twice as far out, and chosen between by the comparison's own rule; where that switches, "
        "the place is bracketed on the same luck and borne out on other luck just inside and just outside, or said to be "
        "about. And it says which figure is worth collecting first: what it would be worth to know it before choosing, in "
        "pounds where the comparison states what the target is worth, else in points of the chance, with nothing for "
        "what cannot be told to change the choice. The --top 10 assumptions that move options apart most are moved, each at 5 "
        "places or more in every option, so begin with few --runs.\n\n"
        "Finished simulations of a scenario are kept beside the folder until all are done, and after a stop the same command "
        "goes on where it was.",
    .example = "headroom sensitivity scenarios/luton-2020.yaml --runs 200 --top 5\n"
               "headroom sensitivity scenarios/luton-2020.yaml --runs 200 \\\n"
               "    --vary teams.assessment.posts.funded=17..24 \\\n"
               "    --vary 'workforce.leaving.rate=10..20% per year'\n"
               "headroom sensitivity scenarios/luton-2020.yaml --method morris --runs 100\n"
               "headroom sensitivity scenarios/compare/small-options.yaml --runs 100",
    .takes = COMMAND_TAKES(METHOD) | COMMAND_TAKES(TRAJECTORIES) | COMMAND_TAKES(TOTALS) | COMMAND_TAKES(VARY) |
             COMMAND_TAKES(TOP) | COMMAND_TAKES(TARGET) | COMMAND_TAKES(BY) | COMMAND_TAKES(RUNS) |
             COMMAND_TAKES(SEED) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) | COMMAND_TAKES(SET) |
             COMMAND_TAKES(WITH_RESPONSE) | COMMAND_TAKES(NO_CHARTS) | COMMAND_TAKES(PUBLICATION) |
             COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; finished simulations are kept.",
    .run = sensitivity,
};
