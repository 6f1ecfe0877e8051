/* What an event costs in a service of 1, 10, 100 and 150 boroughs like that of the example, and over 2.5, 10 and 50 years. It
 * should cost the same: a step that looks at every worker, case, team or stage shows here as a ratio above one. Each
 * borough has teams, a pathway and recruitment of its own, as the areas of a large county have. */
#include "bench/bench.h"
#include "model/service.h"
#include "model/world.h"
#include "scenario/scenario.h"

static const char *const path = "build/bench-boroughs.yaml";

/* The part of each borough under each heading; every %1$d is its number. */
struct section {
    const char *heading, *borough;
};

static const struct section sections[] = {
    {"demand:\n  sources:\n",
     "    community-%1$d: {enters: assessment-%1$d, rate: 46.5 children per week, siblings: together, dispersion: 4,\n"
     "      family_size: {law: geometric, mean: 1.6}, drift: {spread: 12%%, memory: 26 weeks}}\n"},
    {"pathway:\n",
     "  assessment-%1$d: {team: assessment-%1$d, takes: {observed: 8.2 weeks, law: lognormal, cv: 0.6}, hands_on: 45%%,\n"
     "    opening: 460, then: {closed-%1$d: 61%%, help-%1$d: 37.2%%, care-%1$d: 1.8%%}}\n"
     "  help-%1$d: {team: help-%1$d, takes: {observed: 59 weeks, law: lognormal, cv: 1}, hands_on: 30%%, opening: 1356,\n"
     "    then: {closed-%1$d: 91.2%%, care-%1$d: 8.8%%}}\n"
     "  care-%1$d: {team: care-%1$d, takes: {observed: 143 weeks, law: lognormal, cv: 1}, hands_on: 10%%, opening: 385,\n"
     "    then: {closed-%1$d: 100%%}}\n"},
    {"exits:\n",
     "  closed-%1$d: {returns: 17.6%%, after: {law: exponential, mean: 20 weeks}, enters: assessment-%1$d}\n"},
    {"teams:\n", "  assessment-%1$d: {posts: {funded: 20}, capacity: 18, staff: {\n"
                 "    settled: {grade: social-worker, contract: permanent, fte: 8, tenure: 0-10 years},\n"
                 "    locums: {grade: social-worker, contract: agency, fte: 11, tenure: 0-80 weeks}}}\n"
                 "  help-%1$d: {teams: 5, posts: {funded: 68}, capacity: 18, staff: {\n"
                 "    settled: {grade: social-worker, contract: permanent, fte: 32, tenure: 0-10 years},\n"
                 "    locums: {grade: social-worker, contract: agency, fte: 28, tenure: 0-80 weeks}}}\n"
                 "  care-%1$d: {teams: 2, posts: {funded: 22}, capacity: 18, staff: {\n"
                 "    settled: {grade: social-worker, contract: permanent, fte: 13, tenure: 0-10 years},\n"
                 "    locums: {grade: social-worker, contract: agency, fte: 7, tenure: 0-80 weeks}}}\n"},
    {"recruitment:\n",
     "  market-%1$d: {kind: market, grade: social-worker, teams: {assessment-%1$d: 8, help-%1$d: 32, care-%1$d: 13},\n"
     "    candidates: 8.6 per year, accept: 85%%, lead_time: {law: pert, min: 8 weeks, mode: 15 weeks, max: 28 weeks}}\n"},
    {"agency:\n  grade: social-worker\n  start: 3 weeks\n  assignment: {law: exponential, mean: 40 weeks}\n"
     "  notice: 1 week\n  ramp: {0 weeks: 50%%, 4 weeks: 100%%}\n  seats:\n",
     "    assessment-%1$d: 13\n    help-%1$d: 34\n    care-%1$d: 10\n"},
};

static const char closing[] =
    "workforce:\n  leaving: {rate: 13.5% per year, per_case: 1.5% per case, reference: 21, "
    "smoothing: 13 weeks}\n  grades:\n    social-worker:\n      ramp: {0 weeks: 50%, 8 weeks: "
    "100%}\n  handover: 1 week\n";

static bool write_scenario(int boroughs, int weeks)
{
    FILE *out = fopen(path, "w");
    if (out == NULL)
        return false;
    fprintf(out, "schema: 1\nname: boroughs\nclock: {start: 2020-10-05, length: %d weeks}\n", weeks);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        fprintf(out, sections[i].heading, 0);
        for (int borough = 1; borough <= boroughs; borough++)
            fprintf(out, sections[i].borough, borough);
    }
    fputs(closing, out);
    return fclose(out) == 0;
}

/* Nanoseconds an event over whole replications; 0 when the scenario cannot be run. */
static double time_event(int boroughs, int weeks, int replications, double *events)
{
    struct diag diag = {0};
    struct scenario scenario = {0};
    struct service service = {0};
    double seconds = 0;
    *events = 0;
    bool fine = write_scenario(boroughs, weeks) && scenario_load(&scenario, path, NULL, 0, &diag) &&
                service_open(&service, scenario.root, &diag);
    for (int run = 0; fine && run < replications; run++) {
        struct world_outcome outcome;
        double start = bench_cpu();
        world_run(&service.prepared, 1, (uint32_t)run, NULL, NULL, NULL, &outcome);
        seconds += bench_cpu() - start;
        *events += (double)outcome.events;
        fine = outcome.failure == NULL;
        world_outcome_release(&outcome);
    }
    for (size_t i = 0; !fine && i < diag.count; i++)
        printf("%s: %s\n", diag.problems[i].path, diag.problems[i].message);
    service_close(&service);
    scenario_release(&scenario);
    diag_release(&diag);
    return fine ? seconds * 1e9 / *events : 0;
}

struct shape {
    const char *name;
    int boroughs, weeks, replications;
};

static bool compare(const struct shape *shapes, size_t count, const char *csv)
{
    double first = 0;
    for (size_t i = 0; i < count; i++) {
        double events, took = time_event(shapes[i].boroughs, shapes[i].weeks, shapes[i].replications, &events);
        if (took <= 0)
            return false;
        first = i == 0 ? took : first;
        printf("%-14s %.0f ns an event, %.2f of the first; %.0f events a replication\n", shapes[i].name, took,
               took / first, events / shapes[i].replications);
        bench_row(csv, shapes[i].name, "event", took, "ns/event");
        bench_row(csv, shapes[i].name, "cost against the first", took / first, "ratio");
    }
    return true;
}

int main(int count, char **words)
{
    const char *csv = count > 1 ? words[1] : NULL;
    static const struct shape services[] = {{"1 borough", 1, 104, 30},
                                            {"10 boroughs", 10, 104, 3},
                                            {"100 boroughs", 100, 104, 1},
                                            {"150 boroughs", 150, 104, 1}};
    static const struct shape horizons[] = {
        {"2.5 years", 1, 130, 12}, {"10 years", 1, 520, 4}, {"50 years", 1, 2600, 1}};
    bool fine = compare(services, sizeof services / sizeof *services, csv) &&
                compare(horizons, sizeof horizons / sizeof *horizons, csv);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
