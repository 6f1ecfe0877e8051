#include "plots/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "plots/theme.h"

extern char **environ;

/* Fails in every version that lacks what the charts use, with a word of ours in the message. */
static const char version_check[] = "if (GPVAL_VERSION < 5.2) headroom_needs_a_newer_gnuplot\n";
static const char version_word[] = "headroom_needs_a_newer_gnuplot";

struct child {
    pid_t pid;
    int in;      /* its standard input, for us to write; -1 once closed */
    int out;     /* its standard output: nothing of use, but it ends when the child does */
    FILE *error; /* its standard error */
    double deadline;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int milliseconds_left(const struct child *child)
{
    double left = (child->deadline - now()) * 1000;
    return left <= 0 ? 0 : left > 60000 ? 60000 : (int)left + 1;
}

static bool open_pipe(int ends[2])
{
    /* at once: another thread may be starting a gnuplot, which must not keep this one's input open */
    return pipe2(ends, O_CLOEXEC) == 0;
}

/* Starts gnuplot with three files in place of the standard ones, SIGPIPE as by default, and a process group of its own, so
 * that whatever it started can be stopped with it. Returns an errno. */
static int spawn(pid_t *pid, const char *folder, int in, int out, int error)
{
    static const char *const arguments[] = {"gnuplot", "-d", "/dev/stdin", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, pipe_signal;
    sigemptyset(&none);
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO);
    int wrong = folder ? posix_spawn_file_actions_addchdir_np(&actions, folder) : 0;
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    if (wrong == 0)
        wrong = posix_spawnp(pid, arguments[0], &actions, &attributes, (char *const *)arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return wrong;
}

/* Returns an errno; on success the child is to be closed by wait_for(). */
static int start(struct child *child, const char *folder, double seconds)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    *child = (struct child){.in = -1, .out = -1, .deadline = now() + seconds, .error = tmpfile()};
    bool opened = child->error && open_pipe(in) && open_pipe(out);
    int wrong = opened ? spawn(&child->pid, folder, in[0], out[1], fileno(child->error)) : errno;
    int ours[] = {in[0], out[1]};
    for (int i = 0; i < 2; i++)
        if (ours[i] >= 0)
            close(ours[i]);
    if (wrong != 0) {
        int theirs[] = {in[1], out[0]};
        for (int i = 0; i < 2; i++)
            if (theirs[i] >= 0)
                close(theirs[i]);
        if (child->error)
            fclose(child->error);
        return wrong;
    }
    child->in = in[1];
    child->out = out[0];
    fcntl(child->in, F_SETFL, O_NONBLOCK);
    return 0;
}

static void close_input(struct child *child)
{
    if (child->in >= 0)
        close(child->in);
    child->in = -1;
}

/* Writes what the pipe takes; a child that has stopped reading has its reasons, which its status tells. */
static void write_some(struct child *child, const char **at, size_t *left)
{
    ssize_t written = write(child->in, *at, *left);
    if (written > 0) {
        *at += written;
        *left -= (size_t)written;
    }
    bool again = written < 0 && (errno == EAGAIN || errno == EINTR);
    if (*left == 0 || (written <= 0 && !again))
        close_input(child);
}

/* Feeds the script and waits until the child's output ends. False when the time is up. */
static bool feed(struct child *child, const char *script, size_t length)
{
    for (;;) {
        struct pollfd files[] = {{.fd = child->out, .events = POLLIN}, {.fd = child->in, .events = POLLOUT}};
        int wait = milliseconds_left(child);
        if (wait == 0)
            return false;
        int ready = poll(files, 2, wait); /* a negative descriptor is passed over */
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready <= 0)
            continue;
        if (child->in >= 0 && files[1].revents)
            write_some(child, &script, &length);
        char unused[4096];
        if (files[0].revents && read(child->out, unused, sizeof unused) == 0)
            return true;
    }
}

/* The status of a child that has ended, or -1 when the time is up before that, after which it is stopped. */
static int wait_for(struct child *child, bool ended)
{
    int status = -1;
    pid_t gone = 0;
    close_input(child);
    while (ended && (gone = waitpid(child->pid, &status, WNOHANG)) == 0 && milliseconds_left(child) > 0)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    if (gone != child->pid) {
        kill(-child->pid, SIGKILL);
        waitpid(child->pid, NULL, 0);
        status = -1;
    }
    close(child->out);
    return status;
}

/* The last line but its source lines and carets: what gnuplot says about the error itself. */
static void read_message(struct child *child, char out[static 256])
{
    char line[512];
    struct text clean = {0};
    rewind(child->error);
    while (fgets(line, sizeof line, child->error)) {
        size_t spaces = strspn(line, " \t\r\n^");
        bool tells = strstr(line, "line ") || strstr(line, "rror") || strstr(line, version_word);
        if (line[spaces] == '\0' || (!tells && clean.length))
            continue;
        text_clear(&clean);
        line[strcspn(line, "\r\n")] = '\0';
        theme_clean(&clean, line + spaces);
    }
    snprintf(out, 256, "%.255s", clean.at ? clean.at : "");
    text_release(&clean);
    fclose(child->error);
}

/* Blocks SIGPIPE in this thread while we write, and takes away the one that our writing may have raised. */
static bool feed_quietly(struct child *child, const char *script, size_t length)
{
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    bool ended = feed(child, script, length);
    sigpending(&pending);
    int taken;
    if (!was_pending && sigismember(&pending, SIGPIPE) == 1)
        sigwait(&pipe_signal, &taken);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return ended;
}

struct gnuplot_result gnuplot_run(const char *script, size_t length, const char *folder, double seconds)
{
    struct gnuplot_result result = {.outcome = GNUPLOT_DONE};
    struct child child;
    /* A folder that is not there would look like a gnuplot that is not there. */
    bool has_folder = !folder || access(folder, X_OK) == 0;
    int wrong = has_folder ? start(&child, folder, seconds) : EACCES;
    if (wrong != 0) {
        result.outcome = wrong == ENOENT ? GNUPLOT_MISSING : GNUPLOT_FAILED;
        snprintf(result.message, sizeof result.message, "%s", strerror(wrong));
        return result;
    }
    struct text whole = {0};
    text_add(&whole, version_check);
    text_add_n(&whole, script, length);
    bool ended = feed_quietly(&child, whole.at, whole.length);
    text_release(&whole);
    int status = wait_for(&child, ended);
    read_message(&child, result.message);
    if (status == -1)
        result.outcome = GNUPLOT_HUNG;
    else if (status != 0)
        result.outcome = strstr(result.message, version_word) ? GNUPLOT_TOO_OLD : GNUPLOT_FAILED;
    else
        result.message[0] = '\0';
    return result;
}

const char *gnuplot_explain(const struct gnuplot_result *result, char out[static 512])
{
    static const char rest[] = "the numbers are complete, and the scripts in charts/ draw the charts later";
    switch (result->outcome) {
    case GNUPLOT_DONE:
        snprintf(out, 512, "gnuplot drew the charts");
        break;
    case GNUPLOT_MISSING:
        snprintf(out, 512, "gnuplot is not installed (apt-get install gnuplot-nox fonts-liberation): %s", rest);
        break;
    case GNUPLOT_TOO_OLD:
        snprintf(out, 512, "gnuplot is older than 5.2; install a newer one: %s", rest);
        break;
    case GNUPLOT_HUNG:
        snprintf(out, 512, "gnuplot did not finish in time and was stopped: %s", rest);
        break;
    case GNUPLOT_FAILED:
        snprintf(out, 512, "gnuplot failed%s%s: %s", result->message[0] ? " and said: " : "", result->message, rest);
        break;
    }
    return out;
}
