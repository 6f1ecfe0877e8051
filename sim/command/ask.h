/* Questions with defaults: at a terminal one by one, asked again after a wrong answer; else from the lines of standard input.
 *
 * A command that needs a few answers of the user comes here. An empty line takes the default. */
#ifndef COMMAND_ASK_H
#define COMMAND_ASK_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"

/* Zeroed before ask_open(); ask_close(). */
struct ask {
    struct diag diag; /* what is wrong with answers that came without a terminal */
    struct arena arena;
    bool terminal, silent; /* silent: every default is taken and nothing is asked */
    bool ended;            /* no more lines */
    int line, file;
    char *rest; /* of standard input, when it is no terminal */
};

/* With `silent` standard input is not touched. Returns false after saying why it cannot be read. */
bool ask_open(struct ask *ask, bool silent, const char *program);

/* Asks `question`. `take` gets what was answered and returns null, or what is wrong with it; it is not called when the default is taken. Problems without a terminal are
 * collected: go on asking. */
void ask_question(struct ask *ask, const char *question, const char *fallback,
                  const char *(*take)(void *user, const char *answer), void *user);

/* Prints what was wrong, and returns whether nothing was. */
bool ask_good(struct ask *ask);

void ask_close(struct ask *ask);

#endif
