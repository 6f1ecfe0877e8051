/* The shipped scenarios: they open where the published figures stand, they stay there when nothing is decided, and every
 * figure in them says where it came from. scenarios/README.md shows the arithmetic. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/plan.h"
#include "report/figures.h"
#include "scenario/scenario.h"
#include "support/program.h"

TestSuite(luton);

enum { WEEKS = 80 };

/* Columns of series.csv after the unit. */
enum column { MEAN, SD, MEDIAN = 8 };

/* One measure through time: what = "team,assessment,caseload". Weeks that are not there stay NAN. */
static void through_time(const char *csv, const char *what, enum column column, double values[static WEEKS])
{
    size_t length = strlen(what);
    for (int week = 0; week < WEEKS; week++)
        values[week] = NAN;
    for (const char *line = strchr(csv, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n')) {
        const char *field = strchr(strchr(line, ',') + 1, ',') + 1;
        if (strncmp(field, what, length) != 0 || field[length] != ',')
            continue;
        const char *at = strchr(field + length + 1, ',') + 1;
        for (int skip = 0; skip < (int)column; skip++)
            at = strchr(at, ',') + 1;
        int week = atoi(line + 1);
        if (week < WEEKS && *at != ',')
            values[week] = strtod(at, NULL);
    }
}

static double at_week(const char *csv, const char *what, enum column column, int week)
{
    double values[WEEKS];
    through_time(csv, what, column, values);
    cr_assert(isfinite(values[week]), "series.csv has no %s in week %d", what, week);
    return values[week];
}

static double mean_over(const char *csv, const char *what, int from, int to)
{
    double values[WEEKS], total = 0;
    through_time(csv, what, MEAN, values);
    for (int week = from; week <= to; week++)
        total += values[week];
    cr_assert(isfinite(total), "series.csv lacks a week of %s", what);
    return total / (to - from + 1);
}

static char *file_of(const char *folder, const char *name)
{
    char *text = program_file(program_path(1, folder, name), NULL);
    cr_assert_not_null(text, "the run wrote no %s", name);
    return text;
}

/* Where the published figures stand: 2,201 cases over 97.2 FTE, and the split of the README. */
static void must_open_as_published(const char *csv)
{
    static const struct {
        const char *what;
        double cases, fte;
    } teams[] = {
        {"service,all,caseload", 2201, 97.2},
        {"team,assessment,caseload", 460, 17},
        {"team,family-safeguarding,caseload", 1140, 50},
        {"team,looked-after,caseload", 385, 20},
        {"team,disabilities,caseload", 216, 10.2},
        {"team,personal-advisers,caseload", 281, 12},
    };
    for (size_t i = 0; i < sizeof teams / sizeof *teams; i++) {
        double opening = at_week(csv, teams[i].what, MEAN, 0);
        cr_assert_float_eq(opening, teams[i].cases / teams[i].fte, 1e-6, "%s opens at %.6f", teams[i].what, opening);
        cr_assert_float_eq(at_week(csv, teams[i].what, SD, 0), 0, 1e-9, "%s: runs open apart", teams[i].what);
    }
}

/* Means over the year round week 52, in which every month stands once, so that the season cancels. The service must hold
 * 22.6; assessment may lie a little above its opening 27.1, since stretched work adds more in a bad year than it gives
 * back in a good one. The single futures spread by about 1.4 after a year; 200 runs know that to within 0.07. */
static void must_hold(const char *csv)
{
    double service = mean_over(csv, "service,all,caseload", 26, 78);
    double assessment = mean_over(csv, "team,assessment,caseload", 26, 78);
    double spread = at_week(csv, "service,all,caseload", SD, 52);
    cr_assert_float_eq(service, 22.64, 0.5, "the service is at %.2f after a year, not near 22.6", service);
    cr_assert_float_eq(assessment, 27.06, 1.5, "assessment is at %.2f after a year, not near 27", assessment);
    cr_assert(spread > 1.0 && spread < 1.7, "the spread after a year is %.2f, not near 1.4", spread);
    static const struct {
        const char *what;
        double opening;
    } others[] = {{"team,family-safeguarding,caseload", 22.8},
                  {"team,looked-after,caseload", 19.25},
                  {"team,disabilities,caseload", 21.18},
                  {"service,all,holders", 97.2}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        double mean = mean_over(csv, others[i].what, 26, 78);
        cr_assert_float_eq(mean, others[i].opening, 1.5, "%s is %.2f after a year, not near %.2f", others[i].what, mean,
                           others[i].opening);
    }
}

static void must_fit_the_evidence(const char *csv)
{
    double extreme = mean_over(csv, "team,assessment,over_extreme", 0, 78);
    double referrals = mean_over(csv, "service,all,referrals", 1, 52);
    double returns = mean_over(csv, "service,all,returns", 1, 52) / referrals;
    cr_assert(extreme > 0.02 && extreme < 0.15, "%.1f%% of assessment workers are above 40", extreme * 100);
    cr_assert_float_eq(referrals, 56, 1.5, "%.2f referrals a week in the first year, not near 56", referrals);
    cr_assert_float_eq(returns, 0.17, 0.01, "%.1f%% of referrals are re-referrals, not 17%%", returns * 100);
}

/* series.csv of the Luton scenario, on the heap. Cut off after week 80, since what comes later does not change what came
 * before. A run also checks the identities that the file names, and ends with another exit code when one is broken. */
static char *run_luton(const char *runs, const char *inputs)
{
    char *folder = program_folder();
    struct program program =
        PROGRAM("run", "scenarios/luton-2020.yaml", "--runs", runs, "--set", inputs, "--set", "clock.length=80 weeks",
                "--no-charts", "--quiet", "--out", program_path(0, folder, "luton"));
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    program_release(&program);
    char *csv = file_of(folder, "luton/series.csv");
    program_remove_folder(folder);
    return csv;
}

Test(luton, opens_where_the_published_figures_stand_and_holds)
{
    char *csv = run_luton("200", "clock.inputs=likely");
    must_open_as_published(csv);
    must_hold(csv);
    must_fit_the_evidence(csv);
    free(csv);
}

/* What is not known about the inputs widens the range and lifts the mean, since overload runs away more easily than it
 * heals; the middle of the futures stays where it was. */
Test(luton, drawn_inputs_widen_the_range_round_the_same_middle)
{
    char *csv = run_luton("100", "clock.inputs=drawn");
    must_open_as_published(csv);
    double middle = at_week(csv, "service,all,caseload", MEDIAN, 52),
           spread = at_week(csv, "service,all,caseload", SD, 52);
    double assessment = at_week(csv, "team,assessment,caseload", MEDIAN, 52);
    cr_assert_float_eq(middle, 22.64, 0.75, "the median is %.2f after a year, not near 22.6", middle);
    cr_assert_float_eq(assessment, 27.06, 3, "the median of assessment is %.2f after a year, not near 27", assessment);
    cr_assert(spread > 1.5 && spread < 3, "the spread after a year is %.2f", spread);
    free(csv);
}

/* The source of a path or of the nearest part above it, as the report looks it up, and its own path. */
static void must_exist(const struct scenario *scenario, const struct plan *plan, const char *file)
{
    for (size_t i = 0; i < plan->sources.count; i++) {
        const struct plan_figure *source = &plan_items(plan->sources, struct plan_figure)[i];
        cr_assert_not_null(tree_find(scenario->root, source->named.name),
                           "%s: sources has a line for %s, which is not there", file, source->named.name);
        cr_assert(source->from[0] != '\0', "%s: %s has an empty source", file, source->named.name);
    }
}

Test(luton, every_figure_has_a_source)
{
    static const char *const files[] = {"scenarios/luton-2020.yaml", "scenarios/small.yaml"};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        struct diag diag = {0};
        struct arena arena = {0};
        struct scenario scenario = {0};
        struct figures figures;
        cr_assert(scenario_load(&scenario, files[f], NULL, 0, &diag), "%s cannot be read", files[f]);
        const struct plan *plan = param_fill(&plan_table, scenario.root, &arena, &diag).values;
        cr_assert_eq(diag.errors, 0, "%s has errors", files[f]);
        must_exist(&scenario, plan, files[f]);
        figures_init(&figures, &scenario, &plan_table, plan);
        cr_assert_gt(figures.count, 20, "%s: only %zu figures", files[f], figures.count);
        for (size_t i = 0; i < figures.count; i++) {
            const struct figure *figure = &figures.items[i];
            cr_assert(figure->standing == FIGURE_DEFAULT || figure->from != NULL, "%s: %s is %s and has no source",
                      files[f], figure->path, figure->value);
            cr_assert(figure->help != NULL && figure->help[0] != '\0', "%s: %s has no help", files[f], figure->path);
        }
        figures_release(&figures);
        scenario_release(&scenario);
        arena_release(&arena);
        diag_release(&diag);
    }
}

/* The value at a path of JSON keys. */
static double json_at(const json_t *json, const char *const *keys)
{
    for (size_t i = 0; keys[i] != NULL; i++)
        json = json_object_get(json, keys[i]);
    cr_assert(json_is_number(json), "summary.json lacks a number");
    return json_number_value(json);
}
#define JSON_AT(json, ...) json_at(json, (const char *const[]){__VA_ARGS__, NULL})

/* Erlang's C formula for the five workers and four cases a week that the file names. */
Test(luton, the_queue_agrees_with_erlang)
{
    char *folder = program_folder();
    struct program program =
        PROGRAM("run", "scenarios/queue.yaml", "--no-charts", "--quiet", "--out", program_path(0, folder, "queue"));
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    program_release(&program);
    double a = 4, c = 5, term = 1, below = 0;
    for (int k = 0; k < 5; k++) {
        below += term;
        term *= a / (k + 1);
    }
    double waits = term * c / (c - a) / (below + term * c / (c - a));
    char *text = file_of(folder, "queue/summary.json");
    json_t *json = json_loads(text, 0, NULL);
    cr_assert_not_null(json, "summary.json is not JSON");
    double share = JSON_AT(json, "waits", "desk", "waited", "share");
    double mean = JSON_AT(json, "waits", "desk", "mean");
    double share_error = JSON_AT(json, "waits", "desk", "waited", "se"), error = JSON_AT(json, "waits", "desk", "se");
    cr_assert(share_error < 0.01 && error < 0.03, "the runs pin too little: %g, %g", share_error, error);
    cr_assert_float_eq(share, waits, 4 * share_error, "%.4f of cases wait; Erlang says %.4f", share, waits);
    cr_assert_float_eq(mean, waits / (c - a), 4 * error, "the mean wait is %.4f weeks; Erlang says %.4f", mean,
                       waits / (c - a));
    json_decref(json);
    free(text);
    program_remove_folder(folder);
}

Test(luton, the_small_scenario_opens_as_published_and_stays_near)
{
    char *folder = program_folder();
    struct program program = PROGRAM("run", "scenarios/small.yaml", "--runs", "50", "--no-charts", "--quiet", "--out",
                                     program_path(0, folder, "small"));
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    program_release(&program);
    char *csv = file_of(folder, "small/series.csv");
    double opening = at_week(csv, "service,all,caseload", MEAN, 0),
           later = at_week(csv, "service,all,caseload", MEAN, 52);
    cr_assert_float_eq(opening, 2201 / 97.2, 1e-6, "it opens at %.4f", opening);
    cr_assert_float_eq(later, opening, 1, "it is at %.2f after a year", later);
    free(csv);
    free(file_of(folder, "small/report.html"));
    program_remove_folder(folder);
}
