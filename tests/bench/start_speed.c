/* What somebody waits for: from starting the program to the first line of `check`, and what comes of a change, with and
 * without charts. */
#include <fcntl.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

enum { STARTS = 15, RUNS = 3 };

/* Milliseconds on the wall; negative when nothing was printed. */
static double time_start(const char *program)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    double start = bench_wall();
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl(program, program, "check", "scenarios/luton-2020.yaml", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    char line[4096];
    ssize_t got = read(ends[0], line, sizeof line);
    double milliseconds = (bench_wall() - start) * 1e3;
    while (got > 0 && read(ends[0], line, sizeof line) > 0)
        ;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return got > 0 ? milliseconds : -1;
}

/* Seconds on the wall of a what-if of 100 replications, with the program's words thrown away; negative when it failed. */
static double time_run(const char *program, const char *charts)
{
    double start = bench_wall();
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execl(program, program, "run", "scenarios/luton-2020.yaml", "--set", "teams.assessment.posts.funded=24",
              "--runs", "100", "--out", "build/bench-run", charts, (char *)NULL);
        _exit(127);
    }
    int status = 1;
    waitpid(child, &status, 0);
    return status == 0 ? bench_wall() - start : -1;
}

static bool time_runs(const char *program, const char *csv)
{
    double bare[RUNS], drawn[RUNS];
    for (int i = 0; i < RUNS; i++) {
        bare[i] = time_run(program, "--no-charts");
        drawn[i] = time_run(program, NULL);
        if (bare[i] < 0 || drawn[i] < 0) {
            printf("%s could not run the example\n", program);
            return false;
        }
    }
    double tables = bench_median(bare, RUNS), all = bench_median(drawn, RUNS);
    printf("%-14s 100 replications and their tables take %.2f s on the wall, with charts %.2f s\n", "what-if", tables,
           all);
    bench_row(csv, "what-if", "100 replications without charts", tables, "s");
    bench_row(csv, "what-if", "100 replications with charts", all, "s");
    return true;
}

int main(int count, char **words)
{
    const char *csv = count > 1 ? words[1] : NULL;
    const char *program = count > 2 ? words[2] : "build/headroom";
    double milliseconds[STARTS];
    for (int i = 0; i < STARTS; i++) {
        milliseconds[i] = time_start(program);
        if (milliseconds[i] < 0) {
            printf("%s printed nothing\n", program);
            return EXIT_FAILURE;
        }
    }
    double took = bench_median(milliseconds, STARTS);
    printf("%-14s first line of `check` after %.1f ms\n", "start", took);
    bench_row(csv, "start", "first line of check", took, "ms");
    return time_runs(program, csv) ? EXIT_SUCCESS : EXIT_FAILURE;
}
