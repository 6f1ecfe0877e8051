/* Hostile command lines: whatever the words, check says what is wrong or is content, and every other command is misused in
 * words. One word a line of input; the first names the command. Nothing is run or written: those commands that would are
 * given a file that does not exist. */
#include <fcntl.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "command/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS = 16 };

static const char nowhere[] = "/nonexistent/scenario.yaml";

/* These need no file: one simulates at once, the other writes one. */
static bool works_without_a_file(const struct command *command)
{
    return text_equal(command->name, "selfcheck") || text_equal(command->name, "new");
}

/* Any file that is named stands for one that is not there, or hostile lines would find real ones. */
static char *safe(char *word)
{
    return strchr(word, '/') != NULL || strstr(word, ".yaml") != NULL || text_equal(word, ".") ? (char *)nowhere : word;
}

static size_t split(char *text, char **words)
{
    size_t count = 0;
    for (char *at = text; count < WORDS - 2; at++) {
        char *end = strchr(at, '\n');
        if (end != NULL)
            *end = '\0';
        words[count] = count == 0 ? at : safe(at);
        count++;
        if (end == NULL)
            break;
        at = end;
    }
    return count;
}

static void silence(void)
{
    int file = open("/dev/null", O_WRONLY);
    if (file >= 0) {
        dup2(file, 1);
        close(file);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool silent;
    if (!silent)
        silence();
    silent = true;
    char *text = calloc(size + 1, 1), *words[WORDS] = {NULL};
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    size_t count = split(text, words);
    const struct command *command = command_find(words[0]);
    if (command == NULL)
        command = command_find(command_nearest(words[0]) != NULL ? command_nearest(words[0]) : "check");
    if (works_without_a_file(command)) {
        free(text);
        return 0;
    }
    optind = 0; /* getopt_long() keeps its place between lines */
    FILE *said = stderr;
    stderr = fopen("/dev/null", "w");
    int result = command_run_line(command, (int)count, words);
    fclose(stderr);
    stderr = said;
    if (result < COMMAND_DONE || result > COMMAND_WRONG) {
        fprintf(stderr, "%s: exit %d\n", command->name, result);
        abort();
    }
    free(text);
    return 0;
}
