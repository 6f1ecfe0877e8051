#include "command/variant.h"
#include "experiment/delay.h"
#include "report/delay_page.h"
#include "report/delay_table.h"

/* Everything of one command. */
struct work {
    struct variant_study study;
    struct delay delay;
};

/* Every variant, before anything runs. */
static bool check_lines(struct work *work)
{
    struct delay *delay = &work->delay;
    bool good = true;
    for (size_t i = 0; i < delay->line_count; i++)
        for (size_t month = 1; month <= delay->months && good; month++) {
            size_t count;
            struct scenario_setting *settings = delay_settings(delay, delay->lines[i].kind, (double)month, &count);
            good = variant_check(&work->study, settings, count, delay->lines[i].title);
        }
    return good;
}

static int run_all(void *user)
{
    struct work *work = user;
    struct variant_asked asked = {.study = &work->study};
    struct trial_runner runner = variant_runner(&asked);
    delay_run(&work->delay, work->study.seed, &runner);
    return asked.result;
}

static void write(void *user, struct results *results)
{
    const struct delay *delay = &((struct work *)user)->delay;
    delay_table_csv(delay, results_file(results, "delay.csv"));
    delay_table_json(delay, results_file(results, "delay.json"));
    results_draw(results, chart_draw_delay, (struct chart_run){.delay = delay});
    delay_page_write(delay, &results->run, &results->charts, results_file(results, "report.html"));
    delay_table_terminal(delay, results_said(results));
}

static bool read_months(const struct command_line *line, long *months)
{
    if (!command_whole(line, OPTION_MONTHS, 1, DELAY_USUAL, months))
        return false;
    if (*months > DELAY_MOST)
        command_misused(line, "--months %ld is too many; %d at most", *months, DELAY_MOST);
    return *months <= DELAY_MOST;
}

static int delay(const struct command_line *line)
{
    struct work work = {0};
    long months;
    int result = read_months(line, &months) ? variant_open(&work.study, line, "delay", NULL) : COMMAND_WRONG;
    if (result == COMMAND_DONE) {
        result = COMMAND_WRONG;
        delay_open(&work.delay, work.study.base.scenario.root, &work.study.base.service, variant_target(&work.study),
                   (size_t)months);
        work.delay.version = HEADROOM_VERSION;
        if (check_lines(&work))
            result = variant_work(&work.study, &(struct variant_job){.planned = delay_variants(&work.delay),
                                                                     .run = run_all,
                                                                     .write = write,
                                                                     .user = &work});
    }
    delay_release(&work.delay);
    variant_close(&work.study);
    return result;
}

const struct command command_delay = {
    .name = "delay",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .brief = "what each month of delay costs, in chance and in pounds",
    .about =
        "Moves what is still to come by 1, 2, ... months, on the same luck: the approval of levers, the first days of those "
        "who are recruited, and cohorts such as an academy's, each by itself. Prints and writes what every delay does to the "
        "chance of the target, to the mean caseload on its date and to the spending over the whole time, against the scenario "
        "as it stands, with paired intervals, and the slope a month. A lever that ends on a date still ends then.\n\n"
        "The folder has report.html, delay.csv, delay.json, the chart, and the scenario with every value written out. Finished "
        "simulations are kept beside the folder until all are done, and after a stop the same command goes on where it was.",
    .example = "headroom delay scenarios/options/academy.yaml --runs 500\n"
               "headroom delay scenarios/options/academy-supplement.yaml --months 3 \\\n"
               "    --by 2022-06-30",
    .takes = COMMAND_TAKES(MONTHS) | COMMAND_TAKES(TARGET) | COMMAND_TAKES(BY) | COMMAND_TAKES(RUNS) |
             COMMAND_TAKES(SEED) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) | COMMAND_TAKES(SET) |
             COMMAND_TAKES(WITH_RESPONSE) | COMMAND_TAKES(NO_CHARTS) | COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; finished simulations are kept.",
    .run = delay,
};
