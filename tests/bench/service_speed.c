/* A whole service: one replication of the example scenario, and many on two threads beside one. */
#include "bench/bench.h"
#include "experiment/replicate.h"
#include "scenario/scenario.h"

static const char *const path = "scenarios/luton-2020.yaml";

enum { REPLICATIONS = 10, MANY = 1000 };

/* One after the other on this thread, drawing the inputs of each, as a run does. */
static void time_replications(struct service *service, const char *csv)
{
    double milliseconds[BENCH_ROUNDS];
    uint64_t events = 0;
    for (int round = 0; round < BENCH_ROUNDS; round++) {
        events = 0;
        double start = bench_cpu();
        for (uint32_t run = 0; run < REPLICATIONS; run++) {
            struct world_outcome outcome;
            service_draw(service, 1, run);
            world_run(&service->prepared, 1, run, NULL, NULL, NULL, &outcome);
            events += outcome.events;
            world_outcome_release(&outcome);
        }
        milliseconds[round] = (bench_cpu() - start) * 1e3 / REPLICATIONS;
    }
    double each = (double)events / REPLICATIONS, took = bench_median(milliseconds, BENCH_ROUNDS);
    printf("%-14s %.2f ms of CPU a replication, %.0f events, %.0f ns an event\n", "luton-2020", took, each,
           took * 1e6 / each);
    bench_row(csv, "luton-2020", "replication", took, "ms");
    bench_row(csv, "luton-2020", "events", each, "events/replication");
    bench_row(csv, "luton-2020", "event", took * 1e6 / each, "ns/event");
}

/* What MANY replications took. */
struct effort {
    double wall, cpu;
    float last; /* a value of the last of them */
};

static struct effort time_many(const struct scenario *scenario, const struct plan *plan, int threads)
{
    struct replicate_job job = {.tree = scenario->root, .plan = plan, .seed = 1, .runs = MANY, .threads = threads};
    struct ensemble ensemble = {0};
    double wall = bench_wall(), cpu = bench_cpu();
    replicate_run(&job, &ensemble);
    struct effort effort = {.wall = bench_wall() - wall,
                            .cpu = bench_cpu() - cpu,
                            .last = *ensemble_value(&ensemble, 0, ensemble.samples - 1, MANY - 1)};
    ensemble_release(&ensemble);
    return effort;
}

/* Once, since it takes long. */
static bool time_threads(const struct scenario *scenario, const struct plan *plan, const char *csv)
{
    struct effort one = time_many(scenario, plan, 1), two = time_many(scenario, plan, 2);
    if (one.last != two.last) {
        printf("two threads give %g where one gives %g\n", (double)two.last, (double)one.last);
        return false;
    }
    printf(
        "%-14s %d replications take %.1f s on one thread and %.1f s on two: %.2f times as fast, for %.2f of the CPU\n",
        "threads", MANY, one.wall, two.wall, one.wall / two.wall, two.cpu / one.cpu);
    double load = 0;
    getloadavg(&load, 1);
    printf("%-14s the load average was %.1f; the ratio means something only when nothing else runs\n", "", load);
    bench_row(csv, "threads", "load average", load, "processes");
    bench_row(csv, "threads", "one", one.wall, "s");
    bench_row(csv, "threads", "two", two.wall, "s");
    bench_row(csv, "threads", "one", one.cpu, "s of CPU");
    bench_row(csv, "threads", "two", two.cpu, "s of CPU");
    bench_row(csv, "threads", "speed against one", one.wall / two.wall, "ratio");
    return true;
}

int main(int count, char **words)
{
    const char *csv = count > 1 ? words[1] : NULL;
    struct diag diag = {0};
    struct scenario scenario = {0};
    struct service service = {0};
    bool fine = scenario_load(&scenario, path, NULL, 0, &diag) && service_open(&service, scenario.root, &diag);
    if (fine) {
        time_replications(&service, csv);
        fine = time_threads(&scenario, service.plan, csv);
    } else {
        printf("%s cannot be run\n", path);
    }
    service_close(&service);
    scenario_release(&scenario);
    diag_release(&diag);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
