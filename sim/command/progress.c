#include "command/progress.h"

#include <unistd.h>

#include "experiment/words.h"

enum { BAR_WIDTH = 24 };

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_start(struct progress *progress, FILE *out, bool quiet)
{
    *progress = (struct progress){.out = quiet ? NULL : out, .began = seconds_now()};
    progress->terminal = progress->out && isatty(fileno(out));
}

/* "12 s", "3 min 20 s", "2 h 5 min" */
static void write_time(double seconds, char out[static WORDS_SHORT])
{
    long s = (long)(seconds + 0.5);
    if (s < 60)
        snprintf(out, WORDS_SHORT, "%ld s", s);
    else if (s < 3600)
        snprintf(out, WORDS_SHORT, "%ld min %ld s", s / 60, s % 60);
    else
        snprintf(out, WORDS_SHORT, "%ld h %ld min", s / 3600, s % 3600 / 60);
}

/* "250 of 500 runs, 42 a second, 6 s left", and at the end "12 s in all" */
static void write_state(const struct progress *progress, size_t done, size_t runs, char out[static WORDS_LONG])
{
    char count[WORDS_SHORT], total[WORDS_SHORT], speed[WORDS_SHORT], left[WORDS_SHORT];
    double spent = seconds_now() - progress->began;
    double rate = spent > 0 ? (double)done / spent : 0;
    words_number((double)done, 0, count);
    words_number((double)runs, 0, total);
    words_number(rate, rate < 10 ? 1 : 0, speed);
    write_time(done < runs && rate > 0 ? (double)(runs - done) / rate : spent, left);
    snprintf(out, WORDS_LONG, "%.12s of %.12s runs, %.12s a second, %.20s %s", count, total, speed, left,
             done < runs ? "left" : "in all");
}

static void draw_bar(struct progress *progress, size_t done, size_t runs)
{
    char bar[BAR_WIDTH + 1], state[WORDS_LONG];
    int full = (int)(done * BAR_WIDTH / runs);
    for (int i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    write_state(progress, done, runs, state);
    fprintf(progress->out, "\r\033[K%s  %s", bar, state);
    fflush(progress->out);
    progress->drawn = true;
}

void progress_tell(void *user, size_t done, size_t runs)
{
    struct progress *progress = user;
    if (!progress->out)
        return;
    if (runs < progress->expected)
        runs = progress->expected;
    if (progress->terminal) {
        draw_bar(progress, done, runs);
        return;
    }
    size_t tenths = done * 10 / runs;
    if (tenths <= progress->tenths)
        return;
    progress->tenths = tenths;
    char state[WORDS_LONG];
    write_state(progress, done, runs, state);
    fprintf(progress->out, "%zu%%: %s\n", 100 * done / runs, state);
}

double progress_end(struct progress *progress)
{
    if (progress->drawn)
        fprintf(progress->out, "\r\033[K");
    progress->drawn = false;
    return seconds_now() - progress->began;
}
