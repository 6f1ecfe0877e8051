#include <stdlib.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/results.h"
#include "command/session.h"
#include "report/track_page.h"
#include "report/track_table.h"
#include "report/verify.h"

static const char actuals_name[] = "actuals.csv";

/* Everything of one command. */
struct work {
    const struct command_line *line;
    long threads;
    struct text folder, plan_path, actuals_path, out;
    struct command_load plan, again;
    struct diag diag; /* of the actuals */
    struct history actuals;
    struct ensemble before, after;
    struct track track;
    struct reforecast reforecast;
    struct tracked tracked;
    char why[300];
};

/* --- what is given ------------------------------------------------------------------------------------------------ */

/* The folder as it was written, by `run`: only then is its fan the stored one. */
static bool is_whole(const struct work *work)
{
    const struct command_line *line = work->line;
    const char *command, *file, *options[1], *wrong = NULL;
    struct verify verify;
    char why[256];
    bool opened = verify_open(&verify, work->folder.at, why), whole = false;
    if (!opened) {
        fprintf(stderr, "%s: %s\n", line->program, why);
    } else {
        for (size_t i = 0; i < verify.count && wrong == NULL; i++)
            if (verify.files[i].altered || verify.files[i].missing || verify.files[i].unlisted)
                wrong = verify.files[i].name;
        verify_recipe(&verify, &command, &file, options, 1);
        whole = wrong == NULL && command != NULL && text_equal(command, "run");
        if (wrong != NULL)
            command_misused(line,
                            "%s is not as it was written: look at %s (headroom verify %s says more); run it again",
                            work->folder.at, wrong, work->folder.at);
        else if (!whole)
            command_misused(line, "%s is not a folder of headroom run; name one, or run the scenario first",
                            work->folder.at);
    }
    verify_release(&verify);
    return whole;
}

/* A folder of headroom track holds both, for `verify` to make it again. */
static bool find_files(struct work *work)
{
    const struct command_line *line = work->line;
    const char *given = line->operands[0], *slash = strrchr(given, '/');
    if (line->again) {
        text_printf(&work->folder, "%.*s", slash != NULL ? (int)(slash - given) : 1, slash != NULL ? given : ".");
        text_printf(&work->actuals_path, "%s/%s", work->folder.at, actuals_name);
    } else {
        size_t length = strlen(given);
        while (length > 1 && given[length - 1] == '/')
            length--;
        text_add_n(&work->folder, given, length);
        if (line->option[OPTION_ACTUALS] == NULL) {
            command_misused(line, "--actuals is missing: a CSV file of what was counted");
            return false;
        }
        text_add(&work->actuals_path, line->option[OPTION_ACTUALS]);
    }
    text_printf(&work->plan_path, "%s/resolved.yaml", work->folder.at);
    if (line->option[OPTION_OUT] != NULL)
        text_add(&work->out, line->option[OPTION_OUT]);
    else
        text_printf(&work->out, "%s-tracked", work->folder.at);
    return line->again || is_whole(work);
}

static void check_point(struct work *work, const struct history_point *point, int file)
{
    const struct plan_clock *clock = &work->plan.service.plan->clock;
    struct place at = {.file = file, .line = point->line, .column = 1};
    char date[24];
    calendar_day last = clock->start + (calendar_day)(7 * clock->length);
    if (!track_measures_has(point->measure))
        diag_error(
            &work->diag, at, NULL,
            "%s is not tracked; give caseload, open, waiting, staff, in_post, agency, vacancies, referrals, or what else \"headroom help track\" lists",
            metric_info(point->measure)->name);
    calendar_long(point->day < clock->start ? clock->start : last, date);
    if (point->day < clock->start)
        diag_error(&work->diag, at, NULL, "lies before the first day of the plan, %s; leave the line out", date);
    else if (track_measures_flow(point->measure) && track_month_before(point->day) + 1 < clock->start)
        diag_error(&work->diag, at, NULL,
                   "%s of this month began before the first day of the plan, %ld days short of it; leave the line out",
                   metric_info(point->measure)->name, clock->start - track_month_before(point->day) - 1);
    else if (point->day > last)
        diag_error(&work->diag, at, NULL, "lies after the last day of the plan, %s; leave the line out", date);
}

static bool read_actuals(struct work *work)
{
    struct history *actuals = &work->actuals;
    const struct plan *plan = work->plan.service.plan;
    const char *path = work->actuals_path.at, *missing;
    if (plan->clock.calendar == CALENDAR_NONE) {
        command_misused(work->line, "%s has no dates (clock.calendar: none), and actuals have", work->folder.at);
        return false;
    }
    actuals->bytes = file_read(path, CSV_BYTES_LIMIT, &actuals->length, &missing);
    if (actuals->bytes == NULL) {
        command_misused(work->line, "%s %s", path, missing);
        return false;
    }
    actuals->may_miss = true;
    int file = diag_file(&work->diag, path, actuals->bytes, actuals->length);
    bool good = history_read(actuals, file, plan, &work->diag);
    for (size_t i = 0; i < actuals->count; i++)
        check_point(work, &actuals->points[i], file);
    if (good && actuals->count == 0)
        diag_error(&work->diag, (struct place){.file = file}, NULL,
                   "holds no actual%s; add a line for each month, such as 2021-01-31,caseload,,22.1",
                   actuals->missing > 0 ? ", since no line has a value" : "");
    diag_print(&work->diag, stderr);
    return work->diag.errors == 0;
}

static bool is_enough(const struct work *work)
{
    long runs = (long)work->plan.service.plan->clock.runs;
    if (runs < TRACK_LEAST_RUNS)
        command_misused(
            work->line,
            "the plan was made of %ld runs; a rate of false alarms takes at least %d: run it again with more", runs,
            TRACK_LEAST_RUNS);
    return runs >= TRACK_LEAST_RUNS;
}

/* --- work --------------------------------------------------------------------------------------------------------- */

static bool load_again(struct work *work)
{
    command_load_release(&work->again);
    return command_load_request(&work->again, &(struct scenario_request){.path = work->plan_path.at,
                                                                         .settings = work->reforecast.settings,
                                                                         .setting_count = work->reforecast.count});
}

/* The scenario that goes on from here; false with a reason when it cannot be said in a scenario. */
static bool can_go_on(struct work *work)
{
    if (work->reforecast.over) {
        snprintf(work->why, sizeof work->why, "the plan is over, and there is nothing left to forecast");
        return false;
    }
    bool good = load_again(work);
    if (good && reforecast_durations(&work->reforecast, &work->plan.service.prepared, &work->again.service.prepared))
        good = load_again(work);
    for (size_t i = 0; !good && i < work->again.diag.count; i++) {
        const struct problem *problem = &work->again.diag.problems[i];
        if (!problem->warning)
            snprintf(work->why, sizeof work->why, "the scenario cannot begin again in its middle: %.80s%s%.180s",
                     problem->path ? problem->path : "", problem->path ? ": " : "", problem->message);
    }
    return good;
}

static bool simulate(struct work *work)
{
    const struct plan *plan = work->plan.service.plan;
    uint64_t seed = (uint64_t)plan->clock.seed;
    size_t runs = (size_t)plan->clock.runs;
    if (!session_replicate(work->line, &work->plan, seed, runs, work->threads, &work->before))
        return false;
    track_make(&work->track, &work->before, seed, &work->actuals);
    reforecast_make(&work->reforecast, &work->before, work->plan.scenario.root, &plan_table, &work->actuals,
                    work->track.last);
    work->tracked = (struct tracked){.track = &work->track,
                                     .reforecast = &work->reforecast,
                                     .before = &work->before,
                                     .why = work->why,
                                     .version = HEADROOM_VERSION,
                                     .seed = seed};
    if (!can_go_on(work))
        return true;
    work->tracked.after = &work->after;
    return session_replicate(work->line, &work->again, seed, runs, work->threads, &work->after);
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static void add_reforecast(const struct work *work, struct text *out)
{
    struct text text = {0};
    FILE *file = mem_open_text(&text.at, &text.length);
    scenario_write(&work->again.scenario, &plan_table, NULL, false, &work->again.diag, file);
    mem_close_text(file);
    text_add_n(out, text.at, text.length);
    free(text.at);
}

static void write(void *user, struct results *results)
{
    const struct work *work = user;
    const struct tracked *tracked = &work->tracked;
    track_table_csv(tracked, results_file(results, "track.csv"));
    track_table_json(tracked, results_file(results, "track.json"));
    text_add_n(results_file(results, actuals_name), work->actuals.bytes, work->actuals.length);
    if (tracked->after != NULL)
        add_reforecast(work, results_file(results, "reforecast.yaml"));
    results_draw(results, chart_draw_track, (struct chart_run){.tracked = tracked});
    track_page_write(tracked, &results->run, &results->charts, results_file(results, "report.html"));
    track_table_terminal(tracked, results_said(results));
}

static int write_all(struct work *work)
{
    struct result_run run = {
        .scenario = &work->plan.scenario,
        .table = &plan_table,
        .filled = &work->plan.service.filled,
        .prepared = &work->plan.service.prepared,
        .service = &work->plan.service,
        .ensemble = &work->before,
        .history = &work->plan.history,
        .diag = &work->plan.diag,
        .again = command_again(work->line, "resolved.yaml", &work->plan.scenario.arena),
        .changed = command_changed(work->line, &work->plan.scenario.arena),
        .seed = work->tracked.seed,
        .version = HEADROOM_VERSION,
        .no_charts = work->line->option[OPTION_NO_CHARTS] != NULL,
    };
    return results_write(work->line, work->out.at, &run, write, work);
}

static void release(struct work *work)
{
    track_release(&work->track);
    reforecast_release(&work->reforecast);
    ensemble_release(&work->before);
    ensemble_release(&work->after);
    history_close(&work->actuals);
    diag_release(&work->diag);
    command_load_release(&work->again);
    command_load_release(&work->plan);
    text_release(&work->folder);
    text_release(&work->plan_path);
    text_release(&work->actuals_path);
    text_release(&work->out);
}

static int track(const struct command_line *line)
{
    struct work work = {.line = line};
    int result = COMMAND_WRONG;
    if (command_whole(line, OPTION_THREADS, 1, 0, &work.threads) && find_files(&work) &&
        command_load(&work.plan, work.plan_path.at, line) && read_actuals(&work) && is_enough(&work) &&
        session_fits(line, work.plan.service.plan, 2)) {
        result = COMMAND_FAILED;
        session_listen();
        if (results_possible(line, work.out.at))
            result = simulate(&work) ? write_all(&work) : session_stop(line, NULL);
    }
    release(&work);
    return result;
}

const struct command command_track = {
    .name = "track",
    .operands = "DIR",
    .least = 1,
    .most = 1,
    .brief = "what was counted since, held against a plan; and the forecast from there on",
    .about =
        "Takes the folder of a run, as it was written, and a CSV file of actuals, one line for each day and measure:\n"
        "    date,measure,team,value\n"
        "    2021-01-31,caseload,,22.4\n"
        "    2021-01-31,in_post,assessment,6.8\n"
        "The date is a day (or a month, 2021-01, which is its middle). The team may be empty, or its column left out: the "
        "whole service. A line without a value is a month that nobody counted. Measures: caseload, caseload_median, "
        "over_aim, over_high, over_extreme, open, held, waiting, holders, staff, in_post, newly_qualified, agency, "
        "vacancies, uncovered, agency_share, vacancy_rate; and referrals, starters and leavers, which are counts of the "
        "month that ends on the date: give its last day.\n\n"
        "Says whether the plan has left its range: one actual beyond the range, or three in a row beyond a narrower one on "
        "one side. Both are so wide that at most 1 in 20 of the plan's own futures ever leave them, in whatever month and "
        "series; counts are taken to be out by 6%, one standard deviation. It needs a plan of at least 100 runs. A plan "
        "whose inputs are wide ranges holds many futures: with those of the example, a fifth more referrals mostly stays "
        "within it.\n\n"
        "Then it forecasts again from the day of the last actual: with cases and staff as they were counted, or as the "
        "plan's futures stood where they were not, with levers and cohorts on their dates, and with managers who respond "
        "to high caseloads. It prints the chance of every target beside the one in the plan, and says what could not be "
        "carried over.\n\n"
        "The folder, DIR-tracked unless --out says otherwise, has report.html, track.csv, track.json, the chart, the plan "
        "(resolved.yaml), a copy of the actuals, and reforecast.yaml, a scenario for headroom run.",
    .example = "headroom run scenarios/luton-2020.yaml --out results/plan\n"
               "headroom track results/plan --actuals scenarios/actuals/luton-example.csv",
    .takes = COMMAND_TAKES(ACTUALS) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(OUT) | COMMAND_TAKES(NO_CHARTS) |
             COMMAND_TAKES(QUIET),
    .exits = "130 when stopped by Ctrl-C, 143 when ended by another program; nothing is written then.",
    .run = track,
};
