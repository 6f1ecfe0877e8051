#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/command_load.h"
#include "command/session.h"
#include "experiment/fluid.h"
#include "report/result.h"
#include "report/terminal.h"

/* Says which replications could not go on, and how to look at the first: resolved.yaml holds every --set. */
static int report_failures(const struct ensemble *ensemble, const char *out)
{
    size_t failed = 0, first = 0;
    for (size_t run = ensemble->runs; run-- > 0;)
        if (ensemble->outcomes[run].failure) {
            failed++;
            first = run;
        }
    if (failed == 0)
        return COMMAND_DONE;
    fprintf(stderr,
            "headroom run: %zu of %zu replications could not go on and are left out of every figure\n"
            "  the first is number %zu: %s\n"
            "  to see its events: headroom trace %s/resolved.yaml --replication %zu\n",
            failed, ensemble->runs, first, ensemble->outcomes[first].failure, out, first);
    return COMMAND_FAILED;
}

static void print_summary(const struct result_run *run, const struct command_line *line, const char *folder)
{
    struct text text = {0}, report = {0};
    text_printf(&report, "%s/report.html", folder);
    terminal_write(run, session_style(line), report.at, &text);
    fwrite(text.at, 1, text.length, stdout);
    text_release(&report);
    text_release(&text);
}

/* Writes the folder and prints the summary. The folder is finished or discarded. */
static int write_result(const struct result_run *run, const struct command_line *line, struct folder *folder)
{
    char why[256];
    char *problem = NULL;
    if (!result_write(run, folder, &problem, why)) {
        folder_discard(folder);
        return session_fail(line, why);
    }
    if (session_stopped()) {
        free(problem);
        return session_stop(line, folder);
    }
    if (!folder_finish(folder, why)) {
        free(problem);
        return session_fail(line, why);
    }
    if (!line->option[OPTION_QUIET])
        print_summary(run, line, folder->path);
    session_tell_missing(line, problem);
    free(problem);
    return report_failures(run->ensemble, folder->path);
}

static int run_loaded(const struct command_line *line, struct command_load *load, struct folder *folder, long threads)
{
    struct ensemble ensemble;
    const struct plan *plan = load->service.plan;
    uint64_t seed = (uint64_t)plan->clock.seed;
    struct session_until until = {
        .loads = load, .ensembles = &ensemble, .count = 1, .seed = seed, .stopping = session_stopping(line, plan, 1)};
    bool complete = line->until ? session_replicate_until(line, &until, threads)
                                : session_replicate(line, load, seed, (size_t)plan->clock.runs, threads, &ensemble);
    struct result_run run = {
        .scenario = &load->scenario,
        .table = &plan_table,
        .counted = &load->scenario,
        .filled = &load->service.filled,
        .prepared = &load->service.prepared,
        .service = &load->service,
        .ensemble = &ensemble,
        .history = &load->history,
        .diag = &load->diag,
        /* It would hold what --set changed, and the edition holds no resolved.yaml to run. */
        .again = line->option[OPTION_PUBLICATION] ? (struct result_again){0}
                                                  : command_again(line, "resolved.yaml", &load->scenario.arena),
        .stopped = line->until ? &until.look : NULL,
        .seed = seed,
        .changed = command_changed(line, &load->scenario.arena),
        .version = HEADROOM_VERSION,
        .publication = line->option[OPTION_PUBLICATION] != NULL,
        .no_charts = line->option[OPTION_NO_CHARTS] != NULL,
    };
    char why[256];
    struct fluid fluid = {0};
    /* The edition for publication withholds small counts, and the table of the second opinion is all counts. */
    run.no_fluid = run.publication ? NULL : fluid_unknown(plan);
    bool wanted = complete && !run.publication && !run.no_fluid;
    if (wanted && fluid_run(load->scenario.root, &fluid, why))
        run.fluid = &fluid;
    else if (wanted)
        fprintf(stderr, "%s: warning: no second opinion: %s\n", line->program, why);
    int result = complete ? write_result(&run, line, folder) : session_stop(line, folder);
    fluid_release(&fluid);
    ensemble_release(&ensemble);
    return result;
}

static int run(const struct command_line *line)
{
    long threads;
    if (!command_whole(line, OPTION_THREADS, 1, 0, &threads))
        return COMMAND_WRONG;
    struct command_load load;
    struct folder folder = {0};
    struct text out = {0};
    char why[256];
    int result = COMMAND_WRONG;
    if (command_load(&load, line->operands[0], line) && session_fits(line, load.service.plan, 1)) {
        if (line->option[OPTION_OUT])
            text_add(&out, line->option[OPTION_OUT]);
        else
            text_printf(&out, "results/%s", load.service.plan->name);
        session_listen();
        /* Opened before the work, so that a folder that cannot be written is told at once. */
        result =
            folder_open(&folder, out.at, why) ? run_loaded(line, &load, &folder, threads) : session_fail(line, why);
    }
    folder_release(&folder);
    text_release(&out);
    command_load_release(&load);
    return result;
}

const struct command command_run = {
    .name = "run",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .brief = "simulate one scenario and write what comes out, with charts",
    .about =
        "Simulates the service of a scenario file many times over, each time a possible future, and writes a folder "
        "with the results: report.html to read and to share, charts, every weekly measure of every team as a range "
        "(series.csv), the chance of each target (summary.json), and the scenario with every value written out "
        "(resolved.yaml); where libxlsxwriter was there when the program was built, also a workbook for spreadsheets "
        "(headroom.xlsx). Running resolved.yaml gives the same series.csv again.\n\n"
        "With --publication the folder can be published: it holds no count of 1 to 5 children and no charge of a supplier, "
        "and leaves out the files that would tell them.\n\n"
        "Ctrl-C stops it and leaves nothing half-written; an older result in the folder stays until a new one is whole. "
        "Without gnuplot, or when it fails or has not ended after a minute, charts are missing and everything else is "
        "written: the reason is told here and in the report, and the exit code is 0. The environment variable "
        "HEADROOM_CHART_SECONDS gives gnuplot another limit than 60 seconds, on a slow machine for example.",
    .example = "headroom run scenarios/luton-2020.yaml\n"
               "headroom run scenarios/luton-2020.yaml --runs auto\n"
               "headroom run scenarios/luton-2020.yaml --runs 100 \\\n"
               "    --set teams.assessment.posts.funded=24 --out results/four-more",
    .takes = COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) |
             COMMAND_TAKES(SET) | COMMAND_TAKES(QUIET) | COMMAND_TAKES(NO_CHARTS) | COMMAND_TAKES(NO_COLOUR) |
             COMMAND_TAKES(PUBLICATION),
    .stops = true,
    .exits =
        "130 when stopped by Ctrl-C, 143 when ended by another program. 1 also when some replications could not go "
        "on: the rest is written, and it says how to look at the first of them.",
    .run = run,
};
