#include "command/variant.h"
#include "experiment/causes.h"
#include "report/causes_page.h"
#include "report/causes_table.h"

/* Everything of one command. */
struct work {
    struct variant_study study;
    struct causes causes;
};

/* Every variant, before anything runs. */
static bool check_parts(struct work *work)
{
    const struct causes *causes = &work->causes;
    bool good = true;
    for (size_t i = 0; i < causes->part_count; i++)
        good &= variant_check(&work->study, causes->parts[i].settings, causes->parts[i].count, causes->parts[i].title);
    return good;
}

/* A share of time is never simply missed. */
static bool check_target(const struct work *work)
{
    const struct plan_target *target = &plan_items(work->causes.plan->targets, struct plan_target)[work->causes.target];
    if (target->share_of_time)
        command_misused(work->study.line,
                        "the target \"%s\" is judged by a share of time, so there are no misses to find causes of; "
                        "--target can name another one",
                        target->named.name);
    return !target->share_of_time;
}

static int run_all(void *user)
{
    struct work *work = user;
    struct variant_asked asked = {.study = &work->study};
    struct trial_runner runner = variant_runner(&asked);
    causes_run(&work->causes, work->study.seed, &runner);
    return asked.result;
}

static void write(void *user, struct results *results)
{
    const struct causes *causes = &((struct work *)user)->causes;
    causes_table_csv(causes, results_file(results, "causes.csv"));
    if (causes->loop.there)
        causes_table_loop_csv(causes, results_file(results, "loop.csv"));
    causes_table_json(causes, results_file(results, "causes.json"));
    results_draw(results, chart_draw_causes, (struct chart_run){.causes = causes});
    causes_page_write(causes, &results->run, &results->charts, results_file(results, "report.html"));
    causes_table_terminal(causes, results_said(results));
}

static int causes(const struct command_line *line)
{
    struct work work = {0};
    int result = variant_open(&work.study, line, "causes", NULL);
    if (result == COMMAND_DONE) {
        result = COMMAND_WRONG;
        causes_open(&work.causes, work.study.base.scenario.root, &work.study.base.service, variant_target(&work.study));
        work.causes.version = HEADROOM_VERSION;
        if (check_target(&work) && check_parts(&work))
            result = variant_work(&work.study, &(struct variant_job){.planned = causes_variants(&work.causes),
                                                                     .run = run_all,
                                                                     .write = write,
                                                                     .user = &work});
    }
    causes_release(&work.causes);
    variant_close(&work.study);
    return result;
}

const struct command command_causes = {
    .name = "causes",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .brief = "why a target is missed: the first cause of each miss, where, and the loop",
    .about =
        "Replays the same luck with one cause taken away at a time, of those that the scenario has: late starts, leavers, a "
        "surge, a cohort that is not ready, agency workers who go, decisions that wait for managers, demand. The first cause of "
        "a miss is the one that alone turns it into a hit; of several, the one that lowers the caseload most in that run. "
        "Misses that only all together turn have more than one cause, and those that not even that turns lie beyond these "
        "causes. These counts add up to all misses. Beside them stands what taking each away does to the chance and to the "
        "caseload over all runs, with what they do together beyond the sum.\n\n"
        "Says too in which corner of the uncertain inputs the target is missed most, where the runs tell one, and how much the "
        "loop makes in which caseload makes people leave and leavers make caseloads.\n\n"
        "The folder has report.html, causes.csv, loop.csv, causes.json, the chart, and the scenario with every value written "
        "out. Finished simulations are kept beside the folder until all are done, and after a stop the same command goes on "
        "where it was.",
    .example = "headroom causes scenarios/options/academy-supplement.yaml --runs 1000\n"
               "headroom causes scenarios/luton-2020.yaml --runs 1000 \\\n"
               "    --set targets.average-18.at_most=22",
    .takes = COMMAND_TAKES(TARGET) | COMMAND_TAKES(BY) | COMMAND_TAKES(RUNS) | COMMAND_TAKES(SEED) |
             COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) | COMMAND_TAKES(SET) | COMMAND_TAKES(WITH_RESPONSE) |
             COMMAND_TAKES(NO_CHARTS) | COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; finished simulations are kept.",
    .run = causes,
};
