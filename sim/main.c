/* Finds the command and returns its exit code. */
#include <errno.h>
#include <gsl/gsl_version.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "experiment/ranks.h"

#ifndef HEADROOM_VERSION
#error "HEADROOM_VERSION comes from the Makefile"
#endif

static int show_version(void)
{
    printf("headroom %s\n", HEADROOM_VERSION);
    printf("with GSL %s, libyaml %s, jansson %s\n", GSL_VERSION, yaml_get_version_string(), JANSSON_VERSION);
    printf("Licence GPL-3.0-or-later; no warranty.\n");
    return COMMAND_DONE;
}

static int list_commands(void)
{
    for (const struct command *const *command = command_list; *command; command++)
        printf("%s\n", (*command)->name);
    return COMMAND_DONE;
}

static int unknown(const char *word)
{
    static const char *const options[] = {"--help", "--version", "--list-commands"};
    bool option = word[0] == '-';
    const char *nearest =
        option ? text_nearest(word, options, sizeof options / sizeof *options) : command_nearest(word);
    for (size_t i = 0; option && !nearest && i < sizeof options / sizeof *options; i++)
        nearest = strlen(word) > 2 && text_starts(options[i], word) ? options[i] : NULL;
    struct text words = {0};
    text_printf(&words, "headroom: unknown %s \"%s\"", option ? "option" : "command", word);
    if (nearest)
        text_printf(&words, "; did you mean \"%s\"?", nearest);
    else if (strstr(word, ".yaml"))
        text_printf(&words, "; did you mean \"headroom run %s\"?", word);
    text_put_clean(stderr, words.at);
    fprintf(stderr, "\nheadroom --help lists the commands.\n");
    text_release(&words);
    return COMMAND_WRONG;
}

static int help(const char *topic)
{
    if (!topic) {
        command_help_overview(stdout);
        return COMMAND_DONE;
    }
    const struct command *command = command_find(topic);
    if (!command)
        return unknown(topic);
    command_help(command, stdout);
    return COMMAND_DONE;
}

static int dispatch(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "help";
    if (text_equal(word, "help") || text_equal(word, "--help") || text_equal(word, "-h"))
        return help(argc > 2 ? argv[2] : NULL);
    if (text_equal(word, "--version"))
        return show_version();
    if (text_equal(word, "--list-commands"))
        return list_commands();
    const struct command *command = command_find(word);
    return command ? command_run_line(command, argc - 1, argv + 1) : unknown(word);
}

static int run(int argc, char **argv)
{
    int result = dispatch(argc, argv);
    /* What could not be printed (a full disc, say) must not look like success. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && result == COMMAND_DONE) {
        fprintf(stderr, "headroom: cannot write the output: %s\n", strerror(errno));
        return COMMAND_FAILED;
    }
    return result;
}

int main(int argc, char **argv)
{
    mem_guard_libraries();
    bool served = ranks_begin(&argc, &argv);
    int result = served ? COMMAND_DONE : run(argc, argv);
    ranks_end(result > COMMAND_SIGNAL, result);
    return result;
}
