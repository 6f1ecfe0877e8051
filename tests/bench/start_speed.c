/* From starting the program to the first line of `check`: what somebody waits for who edits a scenario. */
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

enum { STARTS = 15 };

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
    return EXIT_SUCCESS;
}
