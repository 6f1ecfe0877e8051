/* What run and compare print on a terminal, with and without colour, and where letters end at 127: through a pseudo-terminal,
 * as a user has it. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <pty.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "report/table.h"
#include "support/program.h"

/* Only standard output is the terminal: the progress of runs would else stand between. */
static void on_terminal(const char *const *arguments, struct text *out)
{
    int ours, theirs;
    cr_assert_eq(openpty(&ours, &theirs, NULL, NULL, NULL), 0, "no pseudo-terminal");
    pid_t pid = fork();
    if (pid == 0) {
        dup2(theirs, STDOUT_FILENO);
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        close(ours);
        execv(getenv("HEADROOM"), (char *const *)arguments);
        _exit(127);
    }
    close(theirs);
    char part[4096];
    ssize_t length;
    while ((length = read(ours, part, sizeof part)) > 0)
        text_add_n(out, part, (size_t)length);
    close(ours);
    int status;
    waitpid(pid, &status, 0);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: status %d", arguments[1], status);
}

/* Escapes take no room; a terminal ends lines with CR LF. */
static void check_width(const char *words, const char *of)
{
    struct text line = {0};
    for (const char *at = words; *at != '\0'; at++) {
        if (*at == '\033')
            at += strcspn(at, "m");
        else if (*at == '\n') {
            cr_assert(line.at == NULL || strstr(line.at, "Numbers: ") == line.at || table_width(line.at) <= 80,
                      "%s: %zu columns: %s", of, table_width(line.at), line.at);
            text_clear(&line);
        } else if (*at != '\r')
            text_add_n(&line, at, 1);
    }
    text_release(&line);
}

Test(test_terminal_style, colour_letters_and_width)
{
    static const struct {
        const char *no_colour, *option, *kind, *locale;
        bool colour;
    } cases[] = {
        {NULL, "--no-charts", "xterm", "C.UTF-8", true}, {"1", "--no-charts", "xterm", "C.UTF-8", false},
        {NULL, "--no-color", "xterm", "C.UTF-8", false}, {NULL, "--no-colour", "xterm", "C.UTF-8", false},
        {NULL, "--no-charts", "dumb", "C.UTF-8", false}, {NULL, "--no-charts", "xterm", "C", true},
        {NULL, "--no-colour", "xterm", "C", false},
    };
    static const char *const files[][2] = {{"run", "tests/scenarios/valid/money.yaml"},
                                           {"run", "tests/scenarios/valid/small.yaml"},
                                           {"compare", "tests/scenarios/valid/comparison.yaml"}};
    char *folder = program_folder();
    const char *out = program_path(0, folder, "result");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
            char of[200];
            snprintf(of, sizeof of, "%s, NO_COLOR=%s, %s, %s, %s", files[k][0],
                     cases[i].no_colour != NULL ? cases[i].no_colour : "", cases[i].option, cases[i].kind,
                     cases[i].locale);
            if (cases[i].no_colour != NULL)
                setenv("NO_COLOR", cases[i].no_colour, 1);
            else
                unsetenv("NO_COLOR");
            setenv("TERM", cases[i].kind, 1);
            setenv("LC_ALL", cases[i].locale, 1);
            const char *const arguments[] = {
                "headroom", files[k][0], files[k][1], cases[i].option, "--no-charts", "--runs=5", "--out", out, NULL};
            struct text words = {0};
            on_terminal(arguments, &words);
            cr_assert_gt(words.length, 200, "%s: %s", of, words.at);
            cr_assert_eq(strchr(words.at, '\033') != NULL, cases[i].colour, "%s: %s", of, words.at);
            check_width(words.at, of);
            bool letters = text_equal(cases[i].locale, "C");
            for (size_t at = 0; at < words.length && letters; at++)
                cr_assert((unsigned char)words.at[at] < 0x80, "%s: byte %zu of %s", of, at, words.at);
            text_release(&words);
        }
    program_remove_folder(folder);
}
