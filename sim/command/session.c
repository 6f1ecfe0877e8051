#include "command/session.h"

#include <signal.h>
#include <unistd.h>

#include "command/progress.h"

enum { THREADS_LIMIT = 256 };

/* The signal that asked for a stop, 0 for none: a handler can reach nothing but such a flag. */
static volatile sig_atomic_t stopped_by;

static void ask_to_stop(int signal)
{
    stopped_by = signal;
}

/* SA_RESETHAND lets a second Ctrl-C kill. What the caller ignores (a shell's background job, say) stays ignored. */
void session_listen(void)
{
    struct sigaction action = {.sa_handler = ask_to_stop, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    static const int signals[] = {SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction before;
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
}

int session_stopped(void)
{
    return stopped_by;
}

int session_stop(const struct command_line *line, struct folder *folder)
{
    if (folder)
        folder_discard(folder);
    fprintf(stderr, "%s: stopped; nothing was written\n", line->program);
    return COMMAND_SIGNAL + stopped_by;
}

int session_fail(const struct command_line *line, const char *why)
{
    fprintf(stderr, "%s: %s\n", line->program, why);
    return COMMAND_FAILED;
}

bool session_replicate_as(const struct command_load *load, uint64_t seed, size_t runs, long threads,
                          replicate_progress_fn *progress, void *user, struct ensemble *ensemble)
{
    struct replicate_job job = {
        .tree = load->scenario.root,
        .plan = load->service.plan,
        .seed = seed,
        .runs = runs,
        .threads = (int)(threads < THREADS_LIMIT ? threads : THREADS_LIMIT),
        .stop = &stopped_by,
        .progress = progress,
        .user = user,
    };
    return replicate_run(&job, ensemble) && !stopped_by;
}

bool session_replicate(const struct command_line *line, const struct command_load *load, uint64_t seed, size_t runs,
                       long threads, struct ensemble *ensemble)
{
    struct progress progress;
    progress_start(&progress, stderr, line->option[OPTION_QUIET] != NULL);
    bool complete = session_replicate_as(load, seed, runs, threads, progress_tell, &progress, ensemble);
    progress_end(&progress);
    return complete;
}

/* A run that cannot fit is refused before the machine starts to swap. Where memory cannot be asked for, it is not. */
bool session_fits(const struct command_line *line, const struct plan *plan, double copies)
{
    struct metric_layout layout = metric_layout(plan);
    double samples = (plan->clock.length - plan->clock.warm_up) / plan->clock.sample + 1;
    double needed =
        copies * (double)layout.first[METRIC_COUNT] * samples * (double)plan->clock.runs * (double)sizeof(float);
    double there = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    if (there <= 0 || needed < 0.9 * there)
        return true;
    fprintf(stderr,
            "%s: %ld runs would keep %.1f GB of results and this machine has %.1f GB; use fewer runs, a shorter "
            "clock.length or a longer clock.sample\n",
            line->program, (long)plan->clock.runs, needed / 1e9, there / 1e9);
    return false;
}
