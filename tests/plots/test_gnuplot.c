/* The pipe to gnuplot, with the real one and with stand-ins that misbehave. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "plots/gnuplot.h"
#include "support/program.h"

static struct gnuplot_result run(const char *script, const char *folder, double seconds)
{
    return gnuplot_run(script, strlen(script), folder, seconds);
}

static bool exists(const char *folder, const char *name)
{
    return access(program_path(0, folder, name), F_OK) == 0;
}

/* Puts a shell script named gnuplot first on the PATH. */
static void pretend(const char *folder, const char *body)
{
    const char *path = program_path(1, folder, "gnuplot");
    FILE *file = fopen(path, "w");
    fprintf(file, "#!/bin/sh\n%s\n", body);
    fclose(file);
    chmod(path, 0755);
    struct text list = {0};
    text_printf(&list, "%s:/usr/bin:/bin", folder);
    setenv("PATH", list.at, 1);
    text_release(&list);
}

Test(gnuplot, draws_in_its_folder)
{
    char *folder = program_folder();
    struct gnuplot_result result = run("set terminal svg\nset output 'a.svg'\nplot x\nunset output\n", folder, 20);
    cr_assert_eq(result.outcome, GNUPLOT_DONE, "%s", result.message);
    cr_assert(exists(folder, "a.svg"), "the file is where it should be");
    program_remove_folder(folder);
}

Test(gnuplot, stops_at_the_first_error_and_says_which)
{
    char *folder = program_folder();
    struct gnuplot_result result = run("set terminal svg\nset colour blue\nset output 'b.svg'\nplot x\n", folder, 20);
    cr_assert_eq(result.outcome, GNUPLOT_FAILED, "an unknown option fails");
    cr_assert(strstr(result.message, "line 3") && strstr(result.message, "unrecognized"), "it says where: %s",
              result.message);
    cr_assert(!exists(folder, "b.svg"), "nothing is drawn after an error");
    char sentence[512];
    cr_assert(strstr(gnuplot_explain(&result, sentence), "unrecognized"), "and the user is told: %s", sentence);
    result = run("plot x\n", "/nonexistent-folder", 20);
    cr_assert_eq(result.outcome, GNUPLOT_FAILED, "a folder that is not there is no missing gnuplot");
    program_remove_folder(folder);
}

Test(gnuplot, reads_nobodys_start_up_file)
{
    char *folder = program_folder();
    FILE *file = fopen(program_path(0, folder, ".gnuplot"), "w");
    fputs("set print 'mark'\nprint 'was here'\n", file);
    fclose(file);
    setenv("HOME", folder, 1);
    cr_assert_eq(run("print 1\n", folder, 20).outcome, GNUPLOT_DONE, "an empty run is fine");
    cr_assert(!exists(folder, "mark"), "the start-up file was not read");
    program_remove_folder(folder);
}

Test(gnuplot, missing_is_told_from_failing)
{
    setenv("PATH", "/nonexistent", 1);
    struct gnuplot_result result = run("plot x\n", NULL, 20);
    cr_assert_eq(result.outcome, GNUPLOT_MISSING, "no gnuplot on the PATH");
    char sentence[512];
    cr_assert(strstr(gnuplot_explain(&result, sentence), "not installed"), "the user is told: %s", sentence);
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

Test(gnuplot, hanging_is_stopped_in_time)
{
    static const char *const ways[] = {"sleep 30", "exec >&- 2>&-; sleep 30", "cat >/dev/null; sleep 30", "yes >&2",
                                       "exec <&-; sleep 30"};
    char *folder = program_folder();
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        pretend(folder, ways[i]);
        double start = seconds_now();
        struct gnuplot_result result = run("plot x\n", folder, 0.4);
        cr_assert_eq(result.outcome, GNUPLOT_HUNG, "\"%s\" hangs: %d %s", ways[i], result.outcome, result.message);
        cr_assert_lt(seconds_now() - start, 3, "and is stopped");
    }
    program_remove_folder(folder);
}

Test(gnuplot, leaving_early_with_much_unread_is_no_hang_and_no_signal)
{
    struct text script = {0};
    while (script.length < 4 << 20)
        text_add(&script, "# a line that nobody reads, many times over\n");
    char *folder = program_folder();
    signal(SIGPIPE, SIG_DFL);
    static const struct {
        const char *way;
        enum gnuplot_outcome outcome;
        const char *message;
    } cases[] = {{"exit 3", GNUPLOT_FAILED, "exit code 3"},
                 {"exec <&-; sleep 0.1; exit 4", GNUPLOT_FAILED, "exit code 4"},
                 {"exit 0", GNUPLOT_DONE, ""},
                 {"echo 'old news' >&2; exit 1", GNUPLOT_FAILED, "old news"},
                 {"printf 'bad\\033[31m\\000\\n' >&2; exit 1", GNUPLOT_FAILED, "bad [31m "},
                 {"kill -9 $$", GNUPLOT_FAILED, "signal 9"},
                 {"head -c 100000 /dev/zero; cat >/dev/null", GNUPLOT_DONE, ""},
                 {"yes 'no line of words' | head -c 2000000 >&2; echo 'at last' >&2; exit 1", GNUPLOT_FAILED,
                  "no line of words"},
                 {"head -c 2000000 /dev/zero >&2; exit 0", GNUPLOT_DONE, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pretend(folder, cases[i].way);
        struct gnuplot_result result = gnuplot_run(script.at, script.length, folder, 20);
        cr_assert_eq(result.outcome, cases[i].outcome, "\"%s\": %d %s", cases[i].way, result.outcome, result.message);
        cr_assert_str_eq(result.message, cases[i].message, "\"%s\" says \"%s\"", cases[i].way, result.message);
    }
    sigset_t pending;
    sigpending(&pending);
    cr_assert_eq(sigismember(&pending, SIGPIPE), 0, "no signal is left behind");
    text_release(&script);
    program_remove_folder(folder);
}

/* Shows the first line as gnuplot does and fails there, when it does not know the version asked for. */
Test(gnuplot, an_old_one_is_told)
{
    static const char old[] = "read first; printf '%s\\n%s\\n%s\\n' \"$first\" '      ^' "
                              "'\"/dev/stdin\", line 1: invalid command' >&2; exit 1";
    char *folder = program_folder(), sentence[512];
    pretend(folder, old);
    struct gnuplot_result result = run("plot x\n", folder, 20);
    cr_assert_eq(result.outcome, GNUPLOT_TOO_OLD, "%d %s", result.outcome, result.message);
    cr_assert(strstr(gnuplot_explain(&result, sentence), "older than 5.2"), "%s", sentence);
    program_remove_folder(folder);
}

Test(gnuplot, child_has_the_usual_sigpipe)
{
    char *folder = program_folder();
    signal(SIGPIPE, SIG_IGN);
    /* A shell that was started with SIGPIPE ignored cannot die of it. */
    pretend(folder, "cat >/dev/null; kill -PIPE $$; exit 0");
    cr_assert_eq(run("plot x\n", folder, 20).outcome, GNUPLOT_FAILED, "the signal ends it");
    program_remove_folder(folder);
}
