/* Which way things move, and what must not move at all: relations that hold without knowing any exact value. Every run uses
 * the same seed, so a change meets the same luck and even a small effect shows. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/outcome.h"
#include "support/program.h"

#define SCENARIOS "tests/direction/scenarios/"

enum { CHANGES_LIMIT = 5, ARGUMENTS = 2 * CHANGES_LIMIT + 12 };

/* Runs a scenario with up to CHANGES_LIMIT --set, into FOLDER/name; returns how it ended. Owned by the caller. */
static struct program run(const char *folder, const char *name, const char *scenario, const char *const *changes)
{
    char out[512], file[512];
    snprintf(out, sizeof out, "%s/%s", folder, name);
    snprintf(file, sizeof file, "%s%s.yaml", *scenario == '/' ? "" : SCENARIOS, scenario);
    const char *arguments[ARGUMENTS] = {"run", file, "--out", out, "--no-charts", "--quiet", "--threads", "1"};
    size_t count = 8;
    for (size_t i = 0; changes != NULL && changes[i] != NULL; i++) {
        arguments[count++] = "--set";
        arguments[count++] = changes[i];
    }
    return program_run(arguments);
}

static void must_run(const char *folder, const char *name, const char *scenario, const char *const *changes)
{
    struct program program = run(folder, name, scenario, changes);
    cr_assert_eq(program.exit, 0, "%s of %s: exit %d: %s", name, scenario, program.exit, program.err);
    program_release(&program);
}
#define RUN(folder, name, scenario, ...) must_run(folder, name, scenario, (const char *const[]){__VA_ARGS__, NULL})

static struct outcome outcome_of(const char *folder, const char *name)
{
    struct outcome outcome;
    outcome_open(&outcome, program_path(0, folder, name));
    return outcome;
}

static char *series_of(const char *folder, const char *name)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s/series.csv", folder, name);
    char *text = program_file(path, NULL);
    cr_assert_not_null(text, "there is no %s", path);
    return text;
}

/* --- more of this, more of that ----------------------------------------------------------------------------------- */

struct direction {
    const char *change;
    const char *measure;
    const char *team; /* null: the service */
    int sign;
};

static double average(const struct outcome *outcome, const char *measure, const char *team)
{
    const json_t *value = team ? outcome_json(outcome, "series", measure, "teams", team, "average", "mean", NULL)
                               : outcome_json(outcome, "series", measure, "service", "average", "mean", NULL);
    return outcome_number(value);
}

Test(direction, changes_push_the_right_way)
{
    static const struct direction directions[] = {
        {"demand.sources.community.rate=9 children per week", "referrals", NULL, +1},
        {"demand.sources.community.rate=9 children per week", "caseload", NULL, +1},
        {"demand.sources.community.rate=9 children per week", "open", "locality", +1},
        {"exits.closed.returns=60%", "returns", NULL, +1},
        {"teams.locality.capacity=20", "open", "locality", -1},
        {"teams.front-door.capacity=8", "stretch", "front-door", +1},
        {"teams.front-door.cap=8", "waiting", "front-door", +1},
        {"teams.front-door.cap=8", "held", "front-door", -1},
        {"teams.locality.posts.funded=9", "vacancies", "locality", +1},
        {"pathway.support.takes.mean=30 weeks", "open", "locality", +1},
        {"pathway.support.hands_on=90%", "open", "locality", +1},
        {"pathway.assessment.weight=2", "stretch", "front-door", +1},
        {"workforce.handover=6 weeks", "open", NULL, +1},
        {"workforce.leaving.rate=60% per year", "in_post", NULL, -1},
        {"workforce.leaving.rate=60% per year", "changes", NULL, +1},
        {"workforce.leaving.reference=6", "leavers", NULL, +1}, /* the same caseload is now further above it */
        {"workforce.grades.graduate.capacity=20%", "effective", NULL, -1},
        {"recruitment.adverts.candidates=20 per year", "in_post", NULL, +1},
        {"recruitment.adverts.candidates=20 per year", "caseload", NULL, -1},
        {"recruitment.adverts.accept=20%", "starters", NULL, -1},
        {"recruitment.office.lead_time.mean=5 weeks", "in_post", "locality", +1},
        {"agency.assignment.mean=6 weeks", "agency", NULL, -1}, /* a gap follows each assignment */
        {"agency.assignment.mean=6 weeks", "changes", NULL, +1},
        {"agency.start=12 weeks", "agency", NULL, -1},
        {"agency.seats.locality=0", "uncovered", "locality", +1},
        {"pipelines.academy.size=4", "in_post", NULL, +1},
        {"pipelines.academy.size=4", "trainees", NULL, +1},
        {"pipelines.academy.size=4", "caseload", NULL, -1},
        {"pipelines.academy.completes=10%", "graduates", NULL, -1},
        {"pipelines.academy.lasts=40 weeks", "graduates", NULL, -1},
        {"pipelines.academy.drop_out=90% leaving within a year", "graduates", NULL, -1},
        {"pipelines.academy.educator_load=30%", "effective", NULL, -1},
        {"pipelines.academy.educator_load=30%", "pipeline_net", NULL, -1},
        {"pipelines.academy.educator_load=30%", "stretch", NULL, +1},
        {"pipelines.academy.leaving=160% per year", "graduates", NULL, -1},
        {"workforce.grades.graduate.assessor_load=20%", "effective", NULL, -1},
        {"workforce.grades.graduate.becomes.grade=social-worker", "newly_qualified", NULL, -1},
    };
    char *folder = program_folder();
    RUN(folder, "base", "base", "clock.sample=2 weeks");
    struct outcome base = outcome_of(folder, "base"), changed = {0};
    const char *before = "";
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        const struct direction *to = &directions[i];
        if (strcmp(before, to->change) != 0) {
            if (changed.text != NULL)
                outcome_release(&changed);
            RUN(folder, "changed", "base", "clock.sample=2 weeks", to->change);
            changed = outcome_of(folder, "changed");
            before = to->change;
        }
        double from = average(&base, to->measure, to->team), now = average(&changed, to->measure, to->team);
        double least = 0.002 * fabs(from); /* rounding and second-order effects do not count as a direction */
        cr_expect((now - from) * to->sign > least, "%s: %s of %s went from %g to %g", to->change, to->measure,
                  to->team ? to->team : "the service", from, now);
    }
    outcome_release(&changed);
    outcome_release(&base);
    program_remove_folder(folder);
}

/* --- what changes nothing ----------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of a text, sorted; the list is on the heap and cuts up the text. */
static char **sorted_lines(char *text, size_t *count)
{
    size_t most = 1;
    for (const char *at = text; *at; at++)
        most += *at == '\n';
    char **lines = calloc(most, sizeof *lines);
    *count = 0;
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;)
        if (*line)
            lines[(*count)++] = line;
    qsort(lines, *count, sizeof *lines, by_text);
    return lines;
}

/* Every line of `less` must stand in `more`; only the order may differ. Cuts up both. */
static void must_hold(char *more, char *less, const char *what)
{
    size_t more_count, less_count, at = 0;
    char **more_lines = sorted_lines(more, &more_count), **less_lines = sorted_lines(less, &less_count);
    for (size_t i = 0; i < less_count; i++) {
        while (at < more_count && strcmp(more_lines[at], less_lines[i]) < 0)
            at++;
        cr_assert(at < more_count && strcmp(more_lines[at], less_lines[i]) == 0, "%s changes this line: %s", what,
                  less_lines[i]);
    }
    free(more_lines);
    free(less_lines);
}

/* Replaces every ",from," by ",to,". */
static char *with_name(char *text, const char *from, const char *to)
{
    char *out = calloc(2 * strlen(text) + 1, 1), *end = out, old[64], new[64];
    snprintf(old, sizeof old, ",%s,", from);
    snprintf(new, sizeof new, ",%s,", to);
    char *at = text, *next;
    while ((next = strstr(at, old)) != NULL) {
        end = mempcpy(end, at, (size_t)(next - at));
        end = stpcpy(end, new);
        at = next + strlen(old);
    }
    strcpy(end, at);
    free(text);
    return out;
}

/* M4, M6: order, names with an id, and things that touch nothing. */
Test(direction, nothing_changes_without_a_cause)
{
    static const char *const names[][2] = {
        {"front-door", "entrance"}, {"locality", "zone"}, {"assessment", "appraisal"}, {"academy", "college"}};
    char *folder = program_folder();
    RUN(folder, "base", "base", NULL);
    RUN(folder, "reordered", "reordered", NULL);
    RUN(folder, "renamed", "renamed", NULL);
    RUN(folder, "unused", "unused", NULL);
    char *base = series_of(folder, "base");
    char *other = series_of(folder, "reordered");
    cr_expect_eq(strlen(base), strlen(other), "another order changes the length of series.csv");
    must_hold(other, base, "another order in the file");
    free(other);
    free(base);
    base = series_of(folder, "base");
    other = series_of(folder, "renamed");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        base = with_name(base, names[i][0], names[i][1]);
    must_hold(other, base, "another name with the same id");
    free(other);
    free(base);
    base = series_of(folder, "base");
    other = series_of(folder, "unused");
    must_hold(other, base, "something that nobody uses");
    free(other);
    free(base);
    program_remove_folder(folder);
}

/* M1, M3, M6, M7: threads, looking on, values set to what they are, weeks written as days. */
Test(direction, same_service_same_bytes)
{
    char *folder = program_folder();
    RUN(folder, "base", "base", NULL);
    RUN(folder, "same", "base", "teams.locality.capacity=14", "workforce.handover=1 week",
        "demand.sources.community.rate=7 children per week", "pathway.support.hands_on=30%");
    RUN(folder, "days", "base", "clock.length=546 days", "demand.sources.community.rate=1 child per day",
        "pathway.support.takes.mean=140 days", "agency.assignment.mean=210 days", "workforce.handover=7 days");
    struct program program = PROGRAM("run", SCENARIOS "base.yaml", "--out", program_path(0, folder, "threads"),
                                     "--no-charts", "--quiet", "--threads", "3");
    cr_assert_eq(program.exit, 0, "three threads: %s", program.err);
    program_release(&program);
    static const char *const others[] = {"same", "days", "threads"};
    char *base = series_of(folder, "base");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char *other = series_of(folder, others[i]);
        cr_expect_eq(strcmp(base, other), 0, "series.csv differs: %s", others[i]);
        free(other);
    }
    free(base);
    program_remove_folder(folder);
}

/* Does the line tell a state, which does not depend on when one looked before? */
static bool tells_a_state(const char *line)
{
    static const char *const flows[] = {"arrivals",
                                        "closures",
                                        "changes",
                                        "starters",
                                        "leavers",
                                        "given_up",
                                        "referrals",
                                        "returns",
                                        "stage_entered",
                                        "stage_left",
                                        "over_aim",
                                        "offers",
                                        "refusals",
                                        "withdrawals",
                                        "conversions",
                                        "time_to_fill",
                                        "leavers_due_to_caseload",
                                        "leavers_to_council",
                                        "leavers_to_agency",
                                        "leavers_out",
                                        "moves",
                                        "sessions_due",
                                        "sessions_missed",
                                        "supervision_hours",
                                        "protection_promised",
                                        "protection_broken",
                                        NULL};
    for (size_t i = 0; flows[i] != NULL; i++) {
        char field[40];
        snprintf(field, sizeof field, ",%s,", flows[i]);
        if (strstr(line, field) != NULL)
            return false;
    }
    return true;
}

/* Keeps the lines of states in weeks [0, before) that are whole multiples of `step`. */
static char *states_of(char *text, int step, double before)
{
    char *out = calloc(strlen(text) + 1, 1), *end = out;
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
        double week = strtod(line, NULL);
        bool wanted = *line >= '0' && *line <= '9' && week < before && fmod(week, step) == 0;
        if (wanted && tells_a_state(line))
            end += sprintf(end, "%s\n", line);
    }
    free(text);
    return out;
}

/* M3, M5: looking more seldom, counting against another aim, and a surge in week 30, before week 30. */
Test(direction, the_past_does_not_know_the_future)
{
    char *folder = program_folder();
    RUN(folder, "base", "base", NULL);
    RUN(folder, "seldom", "base", "clock.sample=3 weeks", "report.aim=9", "report.waits=5");
    RUN(folder, "surge", "surge", NULL);
    char *base = states_of(series_of(folder, "base"), 3, 1000);
    char *seldom = states_of(series_of(folder, "seldom"), 3, 1000);
    cr_expect_gt(strlen(base), 10000, "nothing was compared");
    cr_expect_eq(strcmp(base, seldom), 0, "looking every three weeks, or counting against another aim, changes states");
    free(base);
    free(seldom);
    base = states_of(series_of(folder, "base"), 1, 30);
    char *surge = states_of(series_of(folder, "surge"), 1, 30);
    must_hold(surge, base, "a surge in week 30"); /* which has a pipeline more, and so lines more */
    free(base);
    free(surge);
    struct outcome calm = outcome_of(folder, "base"), surged = outcome_of(folder, "surge");
    cr_expect_gt(outcome_at(&surged, "service/all", "open", 45)->mean,
                 outcome_at(&calm, "service/all", "open", 45)->mean + 10, "the surge does not show");
    outcome_release(&calm);
    outcome_release(&surged);
    program_remove_folder(folder);
}

/* --- single replications ------------------------------------------------------------------------------------------ */

static char *trace_of(const char *scenario, int replication, const char *change)
{
    char file[200], number[20];
    snprintf(file, sizeof file, SCENARIOS "%s.yaml", scenario);
    snprintf(number, sizeof number, "%d", replication);
    const char *arguments[] = {"trace", file, "--replication", number, change ? "--set" : NULL, change, NULL};
    struct program program = program_run(arguments);
    cr_assert_eq(program.exit, 0, "trace of %s: %s", scenario, program.err);
    char *text = program.out;
    program.out = NULL;
    program_release(&program);
    return text;
}

/* M2: replications on their own add up to what the batch tells of them. */
Test(direction, a_replication_alone_is_the_one_in_the_batch)
{
    enum { REPLICATIONS = 7 };
    char *folder = program_folder();
    RUN(folder, "batch", "base", "clock.runs=7");
    struct outcome batch = outcome_of(folder, "batch");
    double together = 0, alone = 0;
    static const char *const flows[] = {"support.closed", "support.monitoring", "assessment.support",
                                        "assessment.not-in-need"};
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
        together += REPLICATIONS * outcome_number(outcome_json(&batch, "flows", flows[i], "mean", NULL));
    for (int replication = 0; replication < REPLICATIONS; replication++) {
        char *trace = trace_of("base", replication, NULL);
        for (char *rest = trace, *line; (line = strsep(&rest, "\n")) != NULL;)
            alone += strstr(line, ",completes,") != NULL && strstr(line, ",monitoring,") == NULL;
        free(trace);
    }
    cr_expect_gt(alone, 1000, "traces tell of %g completions", alone);
    cr_expect_float_eq(alone, together, 0.01, "traces tell of %.0f completions, the batch of %.3f", alone, together);
    outcome_release(&batch);
    program_remove_folder(folder);
}

struct completion {
    const char *name;
    double time;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct completion *)a)->name, ((const struct completion *)b)->name);
}

/* The completions of a trace (time,date,event,case,...), by case. Cuts it up. */
static struct completion *completions_of(char *trace, size_t *count)
{
    struct completion *list = calloc(strlen(trace) / 8, sizeof *list);
    *count = 0;
    for (char *rest = trace, *line; (line = strsep(&rest, "\n")) != NULL;) {
        char *fields[4] = {0};
        for (size_t i = 0; i < 4 && line != NULL; i++)
            fields[i] = strsep(&line, ",");
        if (fields[3] != NULL && strcmp(fields[2], "completes") == 0)
            list[(*count)++] = (struct completion){fields[3], strtod(fields[0], NULL)};
    }
    qsort(list, *count, sizeof *list, by_name);
    return list;
}

/* M10: with first come, first served and workers alike, more places never make a case end later. */
Test(direction, more_places_delay_nobody)
{
    static const char *const changes[] = {"teams.pool.cap=11", "teams.pool.staff.all.fte=7"};
    size_t sooner = 0;
    for (int replication = 0; replication < 5; replication++)
        for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
            char *base = trace_of("plain", replication, NULL), *more = trace_of("plain", replication, changes[c]);
            size_t base_count, more_count, at = 0;
            struct completion *before = completions_of(base, &base_count), *after = completions_of(more, &more_count);
            cr_assert_gt(base_count, 400, "only %zu completions", base_count);
            for (size_t i = 0; i < base_count; i++) {
                while (at < more_count && strcmp(after[at].name, before[i].name) < 0)
                    at++;
                cr_assert(at < more_count && strcmp(after[at].name, before[i].name) == 0, "%s: case %s never ends",
                          changes[c], before[i].name);
                cr_assert_leq(after[at].time, before[i].time, "%s: case %s ends at %g and not at %g", changes[c],
                              before[i].name, after[at].time, before[i].time);
                sooner += after[at].time < before[i].time;
            }
            free(before);
            free(after);
            free(base);
            free(more);
        }
    cr_expect_gt(sooner, 50, "more places helped only %zu cases", sooner);
}

/* M8, M9: three sources for one, two groups of staff for one: other luck, the same laws. Two-sample tests at 4.5 errors. */
Test(direction, splitting_changes_no_law)
{
    char *folder = program_folder();
    RUN(folder, "plain", "plain", NULL);
    RUN(folder, "split", "split", NULL);
    struct outcome plain = outcome_of(folder, "plain"), split = outcome_of(folder, "split");
    static const char *const measures[] = {"open", "waiting", "closures", "arrivals", "caseload_max"};
    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++)
        for (int week = 26; week <= 104; week += 26) {
            const struct outcome_row *a = outcome_at(&plain, "service/all", measures[m], week);
            const struct outcome_row *b = outcome_at(&split, "service/all", measures[m], week);
            double error = hypot(a->se, b->se),
                   ratio = log(a->sd / b->sd) / sqrt(1 / (a->runs - 1) + 1 / (b->runs - 1));
            cr_expect_lt(fabs(a->mean - b->mean), 4.5 * error, "%s in week %d: %g of one source, %g of three, error %g",
                         measures[m], week, a->mean, b->mean, error);
            cr_expect_neq(a->mean, b->mean, "%s in week %d: the same luck, so nothing was compared", measures[m], week);
            cr_expect_lt(fabs(ratio), 6, "%s in week %d: standard deviation %g of one source, %g of three", measures[m],
                         week, a->sd, b->sd);
        }
    outcome_release(&plain);
    outcome_release(&split);
    program_remove_folder(folder);
}

/* --- the edges ---------------------------------------------------------------------------------------------------- */

struct edge {
    const char *scenario;
    int exit; /* 0: a result; 1: a result that says which replications could not go on; 2: refused */
    const char *says;
    const char *changes[CHANGES_LIMIT + 1];
};

static bool is_nonsense(const char *text)
{
    return strstr(text, "nan") != NULL || strstr(text, ",inf") != NULL || strstr(text, ",-inf") != NULL;
}

/* M15: degenerate inputs give a result or say what is wrong; they never hang, crash or print NaN. */
Test(direction, edges_have_answers, .timeout = 120)
{
    static const struct edge edges[] = {
        {"base",
         0,
         NULL,
         {"demand.sources.community.rate=0 per week", "demand.sources.courts.rate=0 per week",
          "pathway.assessment.opening=0", "pathway.support.opening=0"}},
        {"base",
         0,
         NULL,
         {"teams.front-door.staff.settled.fte=0", "teams.locality.staff.settled.fte=0",
          "teams.locality.staff.locums.fte=0", "agency.seats.locality=0", "agency.seats.front-door=0"}},
        {"base", 0, NULL, {"teams.front-door.cap=0"}},
        {"base", 0, NULL, {"teams.front-door.capacity=0", "pathway.assessment.hands_on=100%"}},
        {"base", 0, NULL, {"workforce.grades.social-worker.capacity=0%"}},
        {"base", 0, NULL, {"pathway.assessment.takes=0 weeks", "pathway.monitoring.takes=0 weeks"}},
        {"base", 0, NULL, {"pipelines.academy.size=0"}},
        {"base", 0, NULL, {"pipelines.academy.lasts=0 weeks"}},
        {"base", 0, NULL, {"workforce.leaving.rate=100000% per week"}},
        {"base",
         0,
         NULL,
         {"workforce.leaving.rate=5000% per week", "recruitment.office.lead_time=0 weeks", "clock.runs=3"}},
        {"base", 0, NULL, {"workforce.handover=5000 weeks"}},
        {"base", 0, NULL, {"teams.locality.teams=1000", "clock.runs=3"}},
        {"base", 0, NULL, {"teams.locality.posts.funded=0.3"}},
        {"base", 0, NULL, {"clock.runs=1"}},
        {"base", 0, NULL, {"agency.assignment=0 weeks"}},
        {"base",
         1,
         "time stands still",
         {"agency.assignment=0 weeks", "agency.start=0 weeks", "agency.notice=0 weeks", "clock.runs=2"}},
        {"base", 1, "more than can be told apart", {"demand.sources.community.rate=10000 per week", "clock.runs=2"}},
        {"base", 2, "never leave the service", {"exits.closed.returns=100%", "exits.not-in-need.returns=100%"}},
        {"plain", 0, NULL, {"clock.length=1 week", "clock.sample=1 week"}},
        {"plain", 0, NULL, {"clock.length=0.001 weeks", "clock.sample=0.001 weeks"}},
        {"plain", 0, NULL, {"teams.pool.staff.all.fte=0"}},
        {"plain", 0, NULL, {"teams.pool.cap=0"}},
        {"plain", 2, "clock.length", {"clock.length=0 weeks"}},
        {"plain", 2, "clock.runs", {"clock.runs=0"}},
        {"plain", 2, "clock.warm_up", {"clock.warm_up=104 weeks"}},
        {"plain", 2, "never leave the service", {"pathway.work.then={work: 100%}"}},
        {"plain",
         1,
         "visits stage work more than",
         {"pathway.work.takes=0 weeks", "pathway.work.then={work: 99.999%, closed: 0.001%}", "clock.runs=2"}},
    };
    char *folder = program_folder();
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        const struct edge *edge = &edges[i];
        struct program program = run(folder, "edge", edge->scenario, edge->changes);
        cr_expect_eq(program.exit, edge->exit, "%s with %s: exit %d and not %d: %s", edge->scenario, edge->changes[0],
                     program.exit, edge->exit, program.err);
        cr_expect(edge->says == NULL || strstr(program.err, edge->says) != NULL, "%s with %s says: %s", edge->scenario,
                  edge->changes[0], program.err);
        if (program.exit < 2) {
            char *series = series_of(folder, "edge");
            cr_expect_not(is_nonsense(series), "%s with %s: series.csv holds NaN or infinity", edge->scenario,
                          edge->changes[0]);
            free(series);
        }
        program_release(&program);
    }
    program_remove_folder(folder);
}
