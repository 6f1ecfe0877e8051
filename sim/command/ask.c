#include "command/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { INPUT_LIMIT = 1 << 16 };

bool ask_open(struct ask *ask, bool silent, const char *program)
{
    *ask = (struct ask){.silent = silent, .terminal = !silent && isatty(STDIN_FILENO) == 1};
    if (silent || ask->terminal)
        return true;
    ask->rest = mem_new(INPUT_LIMIT + 1, 1);
    size_t length = fread(ask->rest, 1, INPUT_LIMIT, stdin);
    const char *wrong = ferror(stdin)                       ? "cannot be read"
                        : length == INPUT_LIMIT             ? "is too long for a few answers"
                        : strlen(ask->rest) != length       ? "holds a zero byte"
                        : !text_is_clean(ask->rest, length) ? "holds control characters or is not UTF-8"
                                                            : NULL;
    ask->file = diag_file(&ask->diag, "standard input", ask->rest, wrong ? 0 : length);
    if (wrong != NULL)
        fprintf(stderr, "%s: standard input %s\n", program, wrong);
    return wrong == NULL;
}

/* The next line without its end and the blanks around it; null when there is none. */
static char *next_line(struct ask *ask)
{
    char *line = NULL;
    size_t size = 0;
    if (ask->terminal) {
        ssize_t length = getline(&line, &size, stdin);
        char *kept = length > 0 ? arena_copy(&ask->arena, line) : NULL;
        free(line);
        line = kept;
    } else if (ask->rest[0] != '\0') {
        size_t length = strcspn(ask->rest, "\n");
        line = arena_copy_n(&ask->arena, ask->rest, length);
        memmove(ask->rest, ask->rest + length + (ask->rest[length] == '\n'),
                strlen(ask->rest + length + (ask->rest[length] == '\n')) + 1);
    }
    if (line == NULL)
        return NULL;
    ask->line++;
    line += strspn(line, " \t");
    for (size_t length = strlen(line); length > 0 && strchr(" \t\n\r", line[length - 1]); length--)
        line[length - 1] = '\0';
    return line;
}

static void ask_terminal(struct ask *ask, const char *question, const char *fallback,
                         const char *(*take)(void *user, const char *answer), void *user)
{
    for (;;) {
        fprintf(stderr, "%s [%s]: ", question, fallback);
        const char *answer = next_line(ask);
        const char *wrong = answer == NULL                           ? "there are no more answers"
                            : answer[0] == '\0'                      ? NULL
                            : !text_is_clean(answer, strlen(answer)) ? "that holds a control character"
                                                                     : take(user, answer);
        if (wrong == NULL)
            return;
        fprintf(stderr, "  %s\n", wrong);
        ask->ended = answer == NULL;
        if (ask->ended)
            return;
    }
}

void ask_question(struct ask *ask, const char *question, const char *fallback,
                  const char *(*take)(void *user, const char *answer), void *user)
{
    if (ask->silent || ask->ended)
        return;
    if (ask->terminal) {
        ask_terminal(ask, question, fallback, take, user);
        return;
    }
    const char *answer = next_line(ask);
    struct place place = {.file = ask->file, .line = ask->line, .column = 1};
    if (answer == NULL) {
        ask->ended = true;
        diag_error(&ask->diag, (struct place){.file = ask->file}, NULL,
                   "ends before the question \"%s\"; give a line for each answer (empty: the default), or --defaults",
                   question);
        return;
    }
    place.length = (int)strlen(answer);
    const char *wrong = answer[0] != '\0' ? take(user, answer) : NULL;
    if (wrong != NULL)
        diag_error(&ask->diag, place, question, "%s", wrong);
}

bool ask_good(struct ask *ask)
{
    diag_print(&ask->diag, stderr);
    return !ask->ended && ask->diag.errors == 0;
}

void ask_close(struct ask *ask)
{
    diag_release(&ask->diag);
    arena_release(&ask->arena);
    free(ask->rest);
    *ask = (struct ask){0};
}
