#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/variant.h"
#include "experiment/sweep.h"
#include "report/sweep_page.h"
#include "report/sweep_table.h"

enum { SHOWN_WRONG = 5, GRID_AXES = 2 };

/* Everything of one command. */
struct work {
    const struct command_line *line;
    struct variant_study study;
    struct sweep sweep;
    struct vary vary[SWEEP_AXES_LIMIT];
    long sample; /* 0: a grid */
};

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool read_paths(struct work *work)
{
    const struct command_line *line = work->line;
    struct sweep *sweep = &work->sweep;
    char why[VARY_WHY];
    for (size_t i = 0; i < line->varied_count; i++) {
        if (i == SWEEP_AXES_LIMIT) {
            command_misused(line, "at most %d values can be varied at once", SWEEP_AXES_LIMIT);
            return false;
        }
        if (!vary_read(&work->vary[i], line->varied[i], &sweep->arena, why)) {
            command_misused(line, "--vary %s", why);
            return false;
        }
        const char *path = work->vary[i].path;
        for (size_t k = 0; k < i; k++)
            if (vary_overlap(path, work->vary[k].path)) {
                command_misused(line, "--vary %s and --vary %s change the same value; give it once", work->vary[k].path,
                                path);
                return false;
            }
        sweep->axes[i] = (struct sweep_axis){.path = path, .label = vary_label(path, &sweep->arena)};
        sweep->axis_count++;
    }
    if (sweep->axis_count == 0)
        command_misused(line,
                        "--vary is missing: what is to be varied, such as --vary teams.NAME.posts.funded=10,12,14");
    return sweep->axis_count > 0;
}

static bool read_grid(struct work *work)
{
    struct sweep *sweep = &work->sweep;
    char why[VARY_WHY];
    if (sweep->axis_count > GRID_AXES) {
        command_misused(work->line, "a grid has one --vary or two; for %zu give ranges and --sample N",
                        sweep->axis_count);
        return false;
    }
    for (size_t i = 0; i < sweep->axis_count; i++) {
        if (!vary_spaced(&work->vary[i], SWEEP_POINTS_LIMIT, &sweep->arena, why)) {
            command_misused(work->line, "--vary %s", why);
            return false;
        }
        sweep->axes[i].values = work->vary[i].values;
        sweep->axes[i].count = work->vary[i].count;
    }
    double count = sweep_grid(sweep);
    if (count > SWEEP_POINTS_LIMIT)
        command_misused(work->line, "%.0f points are more than %d; give fewer values, or ranges and --sample N", count,
                        SWEEP_POINTS_LIMIT);
    return count <= SWEEP_POINTS_LIMIT;
}

static bool read_sample(struct work *work)
{
    for (size_t i = 0; i < work->sweep.axis_count; i++)
        if (work->vary[i].count > 0 || work->vary[i].range.divisor) {
            command_misused(work->line, "--sample takes ranges without steps, such as %s=10..20; write --vary %s so",
                            work->vary[i].path, work->vary[i].path);
            return false;
        }
    if (work->sample >= SWEEP_POINTS_LIMIT) {
        command_misused(work->line, "--sample %ld: at most %d points", work->sample, SWEEP_POINTS_LIMIT - 1);
        return false;
    }
    sweep_sample(&work->sweep, work->vary, (size_t)work->sample, work->study.seed);
    return true;
}

static bool read_budget(struct work *work)
{
    const char *text = work->line->option[OPTION_BUDGET];
    char why[200];
    double pence;
    work->sweep.budget = (double)NAN;
    if (!text)
        return true;
    const struct unit_context context = {.weeks_per_year = 365.25 / 7};
    const char *wrong = units_read(text, UNIT_MONEY, &context, &pence, why);
    if (wrong)
        command_misused(work->line, "--budget \"%s\" %s", text, wrong);
    else if (!work->study.base.service.plan->money.given)
        command_misused(work->line,
                        "--budget needs a section money in the scenario, or there is no cost to hold against it");
    else
        work->sweep.budget = pence / 100;
    return !isnan(work->sweep.budget);
}

/* --- points ------------------------------------------------------------------------------------------------------- */

/* The settings of a point; returns how many. The first point of a sample has none. */
static size_t set_point(struct sweep *sweep, size_t point, struct scenario_setting *settings)
{
    const struct sweep_point *p = &sweep->points[point];
    size_t count = 0;
    for (size_t axis = 0; axis < sweep->axis_count; axis++)
        if (p->values[axis])
            settings[count++] = (struct scenario_setting){
                .text = arena_printf(&sweep->arena, "%s=%s", sweep->axes[axis].path, p->values[axis])};
    return count;
}

static const char *name_point(struct sweep *sweep, size_t point)
{
    struct text name = {0};
    text_printf(&name, "point %zu of %zu", point + 1, sweep->count);
    for (size_t axis = 0; axis < sweep->axis_count; axis++)
        if (sweep->points[point].values[axis])
            text_printf(&name, "%s%s=%s", axis ? ", " : ": ", sweep->axes[axis].path,
                        sweep->points[point].values[axis]);
    const char *copy = arena_copy(&sweep->arena, name.at);
    text_release(&name);
    return copy;
}

/* Values that are maps may add something new; a single one belongs to what is there. */
static bool check_paths(const struct work *work)
{
    bool good = true;
    for (size_t i = 0; i < work->sweep.axis_count && good; i++) {
        const struct vary *vary = &work->vary[i];
        bool adds = vary->count > 0;
        for (size_t k = 0; k < vary->count; k++)
            adds = adds && (vary->values[k][0] == '{' || text_equal(vary->values[k], "null"));
        good = adds || variant_has(&work->study, vary->path);
    }
    return good;
}

/* Every point, before anything runs; the first few that are wrong are told. */
static bool check_points(struct work *work)
{
    struct scenario_setting settings[SWEEP_AXES_LIMIT];
    size_t wrong = 0;
    for (size_t i = 0; i < work->sweep.count && wrong < SHOWN_WRONG; i++) {
        size_t count = set_point(&work->sweep, i, settings);
        wrong += !variant_check(&work->study, settings, count, name_point(&work->sweep, i));
    }
    if (wrong > 0)
        fprintf(stderr, "%s: nothing was run\n", work->line->program);
    return wrong == 0;
}

static int run_points(void *user)
{
    struct work *work = user;
    struct variant_study *study = &work->study;
    struct scenario_setting settings[SWEEP_AXES_LIMIT];
    int result = COMMAND_DONE;
    for (size_t i = 0; i < work->sweep.count && result == COMMAND_DONE; i++) {
        struct command_load load;
        struct trial trial;
        size_t count = set_point(&work->sweep, i, settings);
        if (!variant_load(study, settings, count, name_point(&work->sweep, i), &load))
            result = COMMAND_WRONG; /* the file was changed since it was checked */
        else
            result = variant_run(study, &load, study->seed, &trial);
        command_load_release(&load);
        if (result == COMMAND_DONE)
            sweep_put(&work->sweep, i, &trial);
    }
    return result;
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static void write(void *user, struct results *results)
{
    const struct sweep *sweep = &((struct work *)user)->sweep;
    sweep_table_csv(sweep, results_file(results, "sweep.csv"));
    sweep_table_json(sweep, results_file(results, "sweep.json"));
    results_draw(results, chart_draw_sweep, (struct chart_run){.sweep = sweep});
    sweep_page_write(sweep, &results->run, &results->charts, results_file(results, "report.html"));
    sweep_table_terminal(sweep, results_said(results));
}

static int sweep(const struct command_line *line)
{
    struct work work = {.line = line};
    int result = COMMAND_WRONG;
    if (command_whole(line, OPTION_SAMPLE, 1, 0, &work.sample) && read_paths(&work))
        result = variant_open(&work.study, line, "sweep", NULL);
    if (result == COMMAND_DONE) {
        bool sampled = work.sample > 0;
        result = COMMAND_WRONG;
        work.sweep.plan = work.study.base.service.plan;
        work.sweep.target = variant_target(&work.study);
        work.sweep.seed = work.study.seed;
        work.sweep.runs = work.study.runs;
        work.sweep.version = HEADROOM_VERSION;
        if ((sampled ? read_sample(&work) : read_grid(&work)) && read_budget(&work) && check_paths(&work) &&
            check_points(&work))
            result = variant_work(
                &work.study,
                &(struct variant_job){.planned = work.sweep.count, .run = run_points, .write = write, .user = &work});
    }
    variant_close(&work.study);
    sweep_release(&work.sweep);
    return result;
}

const struct command command_sweep = {
    .name = "sweep",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .brief = "one or two values varied over a grid, or several over a sample",
    .about =
        "Simulates a scenario over and over with values of it changed, every point with the same seed and runs, so that "
        "points differ by what was varied and not by luck. --vary takes any path that --set takes: a list such as "
        "PATH=0,6,12 (a comma within { } or in an amount such as £5,500 does not end a value) or a range in equal steps, "
        "PATH=0..24/4 for five values. One --vary draws a line, two a table of every combination with the lines beyond which "
        "the target is met and the budget exceeded. With --sample N, ranges without steps are sampled together (a Latin "
        "hypercube), and point 0 is the scenario as it stands.\n\n"
        "All points are checked before any is run. Prints and writes for each the chance of the target, the caseload on its "
        "date, and what it costs more than the first point: put what you start from first. The folder has report.html, "
        "sweep.csv, sweep.json, the chart, and the scenario with every value written out.\n\n"
        "Finished points are kept beside the folder until all are done. After a stop, of whatever kind, the same command "
        "goes on where it was, and ends with the same bytes. Points of a file that was changed since are not used.",
    .example = "headroom sweep scenarios/options/academy.yaml --runs 200 \\\n"
               "    --vary pipelines.academy.size=0,6,12,18 --budget £1.7m \\\n"
               "    --vary 'money.supplement=£0 per year..£6,000 per year/3'\n"
               "headroom sweep scenarios/luton-2020.yaml --runs 100 --sample 40 \\\n"
               "    --vary agency.seats.assessment=5..15 \\\n"
               "    --vary teams.assessment.posts.funded=17..24",
    .takes = COMMAND_TAKES(VARY) | COMMAND_TAKES(SAMPLE) | COMMAND_TAKES(TARGET) | COMMAND_TAKES(BY) |
             COMMAND_TAKES(BUDGET) | COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) | COMMAND_TAKES(THREADS) |
             COMMAND_TAKES(OUT) | COMMAND_TAKES(SET) | COMMAND_TAKES(WITH_RESPONSE) | COMMAND_TAKES(NO_CHARTS) |
             COMMAND_TAKES(PUBLICATION) | COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; finished points are kept.",
    .run = sweep,
};
