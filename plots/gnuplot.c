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

/* Of what it says on standard error, only the end is kept: a gnuplot gone mad must fill neither memory nor disc. */
enum { SAID_LIMIT = 1 << 16 };

struct child {
    pid_t pid;
    int in;    /* its standard input, for us to write; -1 once closed, as the next two */
    int out;   /* its standard output: nothing of use, but it ends when the child does */
    int error; /* its standard error */
    struct text said;
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

static void close_one(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* Returns an errno; on success the child is to be closed by wait_for(). */
static int start(struct child *child, const char *folder, double seconds)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1}, error[2] = {-1, -1};
    bool opened = open_pipe(in) && open_pipe(out) && open_pipe(error);
    *child = (struct child){.in = in[1], .out = out[0], .error = error[0], .deadline = now() + seconds};
    int wrong = opened ? spawn(&child->pid, folder, in[0], out[1], error[1]) : errno;
    close_one(&in[0]);
    close_one(&out[1]);
    close_one(&error[1]);
    if (wrong != 0) {
        close_one(&child->in);
        close_one(&child->out);
        close_one(&child->error);
        return wrong;
    }
    fcntl(child->in, F_SETFL, O_NONBLOCK);
    return 0;
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
        close_one(&child->in);
}

static void read_unused(struct child *child)
{
    char unused[4096];
    ssize_t count = read(child->out, unused, sizeof unused);
    if (count == 0 || (count < 0 && errno != EINTR))
        close_one(&child->out);
}

static void read_said(struct child *child)
{
    char bytes[4096];
    ssize_t count = read(child->error, bytes, sizeof bytes);
    if (count == 0 || (count < 0 && errno != EINTR))
        close_one(&child->error);
    for (ssize_t i = 0; i < count; i++)
        bytes[i] = bytes[i] == '\0' ? ' ' : bytes[i];
    struct text *said = &child->said;
    if (count > 0)
        text_add_n(said, bytes, (size_t)count);
    if (said->length > SAID_LIMIT) {
        size_t kept = SAID_LIMIT / 2;
        memmove(said->at, said->at + said->length - kept, kept + 1);
        said->length = kept;
    }
}

/* Feeds the script and waits until the child's outputs end. False when the time is up. */
static bool feed(struct child *child, const char *script, size_t length)
{
    while (child->out >= 0 || child->error >= 0) {
        struct pollfd files[] = {{.fd = child->out, .events = POLLIN},
                                 {.fd = child->error, .events = POLLIN},
                                 {.fd = child->in, .events = POLLOUT}};
        int wait = milliseconds_left(child);
        if (wait == 0)
            return false;
        int ready = poll(files, 3, wait); /* a negative descriptor is passed over */
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready <= 0)
            continue;
        if (child->in >= 0 && files[2].revents)
            write_some(child, &script, &length);
        if (child->out >= 0 && files[0].revents)
            read_unused(child);
        if (child->error >= 0 && files[1].revents)
            read_said(child);
    }
    return true;
}

/* The status of a child that has ended, or -1 when the time is up before that, after which it is stopped. */
static int wait_for(struct child *child, bool ended)
{
    int status = -1;
    pid_t gone = 0;
    close_one(&child->in);
    while (ended && (gone = waitpid(child->pid, &status, WNOHANG)) == 0 && milliseconds_left(child) > 0)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    if (gone != child->pid) {
        kill(-child->pid, SIGKILL);
        waitpid(child->pid, NULL, 0);
        status = -1;
    }
    close_one(&child->out);
    close_one(&child->error);
    return status;
}

/* The last line but its source lines and carets: what gnuplot says about the error itself. */
static void read_message(const struct child *child, char out[static 256])
{
    struct text line = {0}, clean = {0};
    const char *at = child->said.at != NULL ? child->said.at : "";
    for (; *at != '\0'; at += strcspn(at, "\r\n"), at += *at != '\0') {
        at += strspn(at, " \t^");
        text_clear(&line);
        text_add_n(&line, at, strcspn(at, "\r\n"));
        bool tells = line.length > 0 && (strstr(line.at, "line ") || strstr(line.at, "rror"));
        if (line.length == 0 || (!tells && clean.length > 0))
            continue;
        text_clear(&clean);
        theme_clean(&clean, line.at);
    }
    snprintf(out, 256, "%.255s", clean.at != NULL ? clean.at : "");
    text_release(&line);
    text_release(&clean);
}

/* The version check stands at the head of the script, so an old gnuplot stops there and shows the line. */
static bool is_too_old(const struct child *child)
{
    return child->said.at != NULL && strstr(child->said.at, version_word) != NULL;
}

static struct gnuplot_result result_of(const struct child *child, int status)
{
    struct gnuplot_result result = {.outcome = GNUPLOT_DONE};
    if (status == 0)
        return result;
    read_message(child, result.message);
    if (status == -1)
        result.outcome = GNUPLOT_HUNG;
    else
        result.outcome = is_too_old(child) ? GNUPLOT_TOO_OLD : GNUPLOT_FAILED;
    if (result.message[0] == '\0' && status != -1) {
        if (WIFSIGNALED(status))
            snprintf(result.message, sizeof result.message, "signal %d", WTERMSIG(status));
        else
            snprintf(result.message, sizeof result.message, "exit code %d", WEXITSTATUS(status));
    }
    return result;
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
    result = result_of(&child, status);
    text_release(&child.said);
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
        snprintf(out, 512, "gnuplot failed%s%s%s: %s", result->message[0] ? " (" : "", result->message,
                 result->message[0] ? ")" : "", rest);
        break;
    }
    return out;
}
