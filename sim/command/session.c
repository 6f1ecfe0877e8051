#include "command/session.h"

#include <assert.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "command/progress.h"
#include "experiment/replicate.h"
#include "report/order.h"
#include "report/workbook.h"

enum { THREADS_LIMIT = 256 };

/* The signal that asked for a stop, 0 for none: a handler can reach nothing but such a flag, and that without a lock. */
static _Atomic sig_atomic_t stopped_by;
_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "a signal handler may not wait for a lock");

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

const atomic_int *session_stop_flag(void)
{
    return &stopped_by;
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

void session_tell_missing(const struct command_line *line, const char *problem)
{
    for (const char *at = problem; at != NULL && *at != '\0'; at += strcspn(at, "\n") + 1)
        fprintf(stderr, "%s: %.*s\n", line->program, (int)strcspn(at, "\n"), at);
    if (workbook_library() == NULL && !line->option[OPTION_QUIET])
        fprintf(stderr,
                "%s: no workbook (" WORKBOOK_NAME "): this program was built without libxlsxwriter "
                "(apt-get install libxlsxwriter-dev, then make)\n",
                line->program);
}

static struct replicate_job job_of(const struct command_load *load, uint64_t seed, size_t runs, long threads,
                                   replicate_progress_fn *progress, void *user)
{
    return (struct replicate_job){
        .tree = load->scenario.root,
        .plan = load->service.plan,
        .held = load->service.held,
        .seed = seed,
        .runs = runs,
        .threads = (int)(threads < THREADS_LIMIT ? threads : THREADS_LIMIT),
        .stop = &stopped_by,
        .progress = progress,
        .user = user,
    };
}

bool session_replicate_as(const struct command_load *load, uint64_t seed, size_t first, size_t runs, long threads,
                          replicate_progress_fn *progress, void *user, struct ensemble *ensemble)
{
    /* rows of what is held are counted from there: another number would be the luck of other rows */
    assert(load->service.held == NULL || load->service.held->first == first);
    struct replicate_job job = job_of(load, seed, runs, threads, progress, user);
    job.first = first;
    return replicate_run(&job, ensemble) && !stopped_by;
}

bool session_replicate(const struct command_line *line, const struct command_load *load, uint64_t seed, size_t runs,
                       long threads, struct ensemble *ensemble)
{
    struct progress progress;
    progress_start(&progress, stderr, line->option[OPTION_QUIET] != NULL);
    bool complete = session_replicate_as(load, seed, 0, runs, threads, progress_tell, &progress, ensemble);
    progress_end(&progress);
    return complete;
}

/* Keeps how many runs it took in the scenario, so that resolved.yaml runs as many again. */
static void keep_runs(struct command_load *load, size_t runs)
{
    struct arena *arena = &load->scenario.arena;
    struct node *root = load->scenario.root;
    struct node *value = tree_scalar(arena, arena_printf(arena, "%zu", runs), tree_nearest(root, "clock.runs")->at);
    tree_set(arena, root, "clock.runs", value);
    load->service.plan->clock.runs = (int64_t)runs;
}

/* The option's number of the baseline's target. */
static size_t target_of(const struct session_until *until, size_t option)
{
    const struct map *base = &until->ensembles[0].plan->targets, *own = &until->ensembles[option].plan->targets;
    size_t target = 0;
    while (until->stopping.target < base->count && target < own->count &&
           !text_equal(plan_items(*own, struct plan_target)[target].named.name,
                       plan_items(*base, struct plan_target)[until->stopping.target].named.name))
        target++;
    return target;
}

/* The figure that is furthest from what was asked. */
static struct stopping_look look_at_all(const struct session_until *until)
{
    if (until->count == 1)
        return stopping_look(&until->stopping, &until->ensembles[0]);
    double level = 1 - 0.05 / (double)(until->count - 1);
    struct stopping_look worst = {0};
    for (size_t i = 1; i < until->count; i++) {
        struct stopping_look look = stopping_look_pair(&until->stopping, &until->ensembles[0], &until->ensembles[i],
                                                       target_of(until, i), level);
        if (i == 1 || look.half / look.width > worst.half / worst.width)
            worst = look;
    }
    return worst;
}

/* Said even when quiet: the answer is less sure than was asked. */
static void warn(const struct command_line *line, const struct stopping_look *look)
{
    struct text words = {0};
    stopping_words(look, &words);
    fprintf(stderr, "%s: warning: %s\n", line->program, words.at);
    text_release(&words);
}

/* Who tells how far several options are: as far as they are on average. */
struct teller {
    struct progress progress;
    size_t options, option; /* all, and the one at work */
    size_t before;          /* runs of those that have not had their turn */
};

static void tell_average(void *user, size_t done, size_t runs)
{
    struct teller *teller = user;
    size_t left = teller->options - teller->option - 1;
    progress_tell(&teller->progress, (teller->option * runs + done + left * teller->before) / teller->options, runs);
}

/* Brings every option to so many runs. */
static bool run_to(struct session_until *until, size_t runs, long threads, struct teller *teller)
{
    size_t guess = until->look.runs > 0 ? until->look.expected : 2 * runs;
    teller->progress.expected = guess > runs ? guess : runs + runs / 10;
    teller->before = until->look.runs;
    for (size_t i = 0; i < until->count; i++) {
        teller->option = i;
        struct replicate_job job = job_of(&until->loads[i], until->seed, runs, threads, tell_average, teller);
        if (!replicate_more(&job, &until->ensembles[i]) || stopped_by)
            return false;
    }
    return true;
}

bool session_replicate_until(const struct command_line *line, struct session_until *until, long threads)
{
    const struct plan *plan = until->loads[0].service.plan;
    bool drawn = service_is_drawn(&until->loads[0].service);
    for (size_t i = 0; i < until->count; i++)
        ensemble_init(&until->ensembles[i], until->loads[i].service.plan, 0);
    struct teller teller = {.options = until->count};
    progress_start(&teller.progress, stderr, line->option[OPTION_QUIET] != NULL);
    bool complete;
    do {
        complete = run_to(until, stopping_next(&until->stopping, plan, drawn, until->look.runs), threads, &teller);
        if (complete)
            until->look = look_at_all(until);
    } while (complete && !stopping_is_over(&until->stopping, &until->look));
    teller.progress.expected = 0;
    if (complete)
        progress_tell(&teller.progress, until->look.runs, until->look.runs);
    progress_end(&teller.progress);
    for (size_t i = 0; i < until->count && complete; i++)
        keep_runs(&until->loads[i], until->look.runs);
    if (complete && !until->look.narrow)
        warn(line, &until->look);
    return complete;
}

/* Of the machine's memory, what results may fill before it starts to swap; 0 or less: nobody knows. */
static double bytes_there(void)
{
    return 0.9 * (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
}

/* A run that cannot fit is refused before it begins. */
bool session_fits(const struct command_line *line, const struct plan *plan, double copies)
{
    double needed = copies * ensemble_bytes(plan, (double)plan->clock.runs), there = bytes_there();
    if (line->until || there <= 0 || needed < there)
        return true;
    fprintf(stderr,
            "%s: %ld runs would keep %.1f GB of results and this machine has %.1f GB; use fewer runs, a shorter "
            "clock.length or a longer clock.sample\n",
            line->program, (long)plan->clock.runs, needed / 1e9, there / 0.9e9);
    return false;
}

struct stopping session_stopping(const struct command_line *line, const struct plan *plan, double copies)
{
    double there = bytes_there(), fit = there / (copies * ensemble_bytes(plan, 1));
    return (struct stopping){.precision = line->precision,
                             .most = there <= 0 || fit > STOPPING_MOST ? STOPPING_MOST
                                     : fit < 1                         ? 1
                                                                       : (size_t)fit,
                             .target = order_main_target(plan)};
}

struct terminal_style session_style(const struct command_line *line)
{
    struct terminal_style style = terminal_style_of(stdout);
    style.colour = style.colour && line->option[OPTION_NO_COLOUR] == NULL;
    return style;
}
