#include <limits.h>

#include "base/text.h"
#include "command/command_trace_figure.h"
#include "command/session.h"
#include "engine/rng.h"
#include "experiment/replicate.h"
#include "model/world.h"
#include "report/series.h"

/* Its weekly measures, by the way that the thousand runs of `run` are made: alone it has to be what it was among them. */
static const char *write_measures(const struct command_load *load, size_t replication)
{
    struct text text = {0};
    struct ensemble ensemble;
    struct replicate_job job = {.tree = load->scenario.root,
                                .plan = load->service.plan,
                                .seed = (uint64_t)load->service.plan->clock.seed,
                                .runs = 1,
                                .first = replication,
                                .threads = 1};
    replicate_run(&job, &ensemble);
    bool failed = ensemble.outcomes[0].failure != NULL;
    if (!failed)
        series_write_one(&ensemble, 0, &text);
    fwrite(text.at, 1, text.length, stdout);
    text_release(&text);
    ensemble_release(&ensemble);
    return failed ? "it could not go on; headroom trace without --measures tells its events" : NULL;
}

static int write_events(const struct command_line *line, struct command_load *load, long replication)
{
    struct world_outcome outcome = {0};
    struct world_trace wanted = {
        .out = stdout, .case_name = line->option[OPTION_CASE], .worker_name = line->option[OPTION_WORKER]};
    service_draw(&load->service, (uint64_t)load->service.plan->clock.seed, (uint32_t)replication);
    world_run(&load->service.prepared, (uint64_t)load->service.plan->clock.seed, (uint32_t)replication, &wanted, NULL,
              NULL, &outcome);
    int result = outcome.failure ? COMMAND_FAILED : COMMAND_DONE;
    if (outcome.failure)
        fprintf(stderr, "%s: replication %ld could not go on: %s\n", line->program, replication, outcome.failure);
    world_outcome_release(&outcome);
    return result;
}

static int trace(const struct command_line *line)
{
    long replication;
    if (command_trace_is_figure(line))
        return command_trace_figure(line);
    if (!command_whole(line, OPTION_REPLICATION, 0, 0, &replication))
        return COMMAND_WRONG;
    if (replication >= RNG_REPLICATION_LIMIT)
        return command_misused(line, "--replication %ld is too large; the most is %d", replication,
                               RNG_REPLICATION_LIMIT - 1);
    bool measures = line->option[OPTION_MEASURES] != NULL;
    if (measures && (line->option[OPTION_CASE] || line->option[OPTION_WORKER]))
        return command_misused(line, "--measures are of teams and stages; leave --case and --worker out");
    struct command_load load;
    int result = COMMAND_WRONG;
    if (command_load(&load, line->operands[0], line)) {
        const char *why = measures ? write_measures(&load, (size_t)replication) : NULL;
        result = why ? session_fail(line, why) : measures ? COMMAND_DONE : write_events(line, &load, replication);
    }
    command_load_release(&load);
    return result;
}

const struct command command_trace = {
    .name = "trace",
    .operands = "FILE|FIGURE|PATH",
    .least = 1,
    .most = 1,
    .brief = "the events of one replication, or where a figure of a report comes from",
    .about =
        "Runs one replication, one possible future, and writes each event as a line of CSV: a child referred, a case "
        "allocated, a worker leaving. Use it to see why a result is as it is, to follow one case from referral to closure, "
        "or to check the model against what you know of practice.\n\n"
        "The replication is the same one that headroom run made with this file and seed, so what it shows did happen "
        "there. People in it are made up: every name is a number. With --measures it writes the weekly measures of that one "
        "replication in place of its events, the very values that went into the ranges of series.csv.\n\n"
        "A FIGURE such as F12 is a number of a report. With --in, the results folder of headroom run or compare, it shows where that "
        "number comes from: what it measures, the row of series.csv or the part of summary.json or comparison.json that holds it (and whether "
        "it does), the target in the scenario, and every input that feeds it, each with its line, source and grade. The ids "
        "are listed at the end of report.html. A scenario file of such a name is written ./F12.\n\n"
        "With --in it takes a path of the scenario too, such as teams.assessment.capacity (a * stands for any name): it "
        "shows the value, its line, source and grade, and the targets, measures and figures that it feeds. A chart is "
        "charts/caseload. Both are held against manifest.json.",
    .example = "headroom trace scenarios/luton-2020.yaml --replication 17\n"
               "headroom trace scenarios/luton-2020.yaml --case community/3/17/1\n"
               "headroom trace F12 --in results/luton-2020\n"
               "headroom trace teams.assessment.capacity --in results/luton-2020",
    .takes = COMMAND_TAKES(REPLICATION) | COMMAND_TAKES(CASE) | COMMAND_TAKES(WORKER) | COMMAND_TAKES(MEASURES) |
             COMMAND_TAKES(IN) | COMMAND_TAKES(SEED) | COMMAND_TAKES(SET) | COMMAND_TAKES(QUIET),
    .exits = "1 too when a folder does not hold what its report shows as the figure.",
    .run = trace,
};
