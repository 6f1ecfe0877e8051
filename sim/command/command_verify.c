#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/session.h"
#include "report/verify.h"

enum { OPTIONS_LIMIT = 256, OPEN_FOLDERS = 8 };

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

/* Runs the recipe into `out`. Returns the exit code, or COMMAND_DONE when there is no recipe: *made then stays false. */
static int make_again(const struct command_line *line, const struct verify *verify, const char *out, bool *made)
{
    const char *name, *file, *options[OPTIONS_LIMIT];
    size_t count = verify_recipe(verify, &name, &file, options, OPTIONS_LIMIT);
    const struct command *command = name != NULL ? command_find(name) : NULL;
    *made = command != NULL && (command->takes & COMMAND_TAKES(OUT)) != 0;
    if (!*made)
        return COMMAND_DONE;
    struct arena arena = {0};
    char **argv = arena_new(&arena, count + 7, sizeof *argv);
    int argc = 0;
    argv[argc++] = arena_copy(&arena, name);
    for (size_t i = 0; i < count; i++)
        argv[argc++] = arena_copy(&arena, options[i]);
    argv[argc++] = arena_printf(&arena, "--out=%s", out);
    argv[argc++] = arena_copy(&arena, "--quiet");
    if (line->option[OPTION_THREADS])
        argv[argc++] = arena_printf(&arena, "--threads=%s", line->option[OPTION_THREADS]);
    argv[argc++] = arena_copy(&arena, "--");
    argv[argc++] = arena_printf(&arena, "%s/%s", verify->folder, file);
    int result = command_run_again(command, argc, argv);
    arena_release(&arena);
    return result;
}

static void say(const struct verify *verify, bool made, bool quiet)
{
    struct text text = {0};
    if (quiet && verify_passed(verify))
        return;
    verify_write(verify, &text);
    fwrite(text.at, 1, text.length, stdout);
    text_release(&text);
    if (!made && verify_is_publication(verify))
        printf(
            "It is a publication edition, which holds no file to make it again from; who has the scenario can run it with "
            "--publication.\n");
    else if (!made)
        printf("It was not made again: the file that makes it is not as listed, or the manifest does not say how.\n");
}

/* Some replications may fail as they did before: what counts is whether the folder is there. */
static int compare(const struct command_line *line, struct verify *verify, const char *out)
{
    bool made;
    char why[256];
    int result = make_again(line, verify, out, &made);
    if (result >= COMMAND_SIGNAL)
        return result;
    if (made && !verify_against(verify, out, why)) {
        say(verify, made, false);
        return session_fail(line, "it could not be made again; the reason stands above");
    }
    say(verify, made, line->option[OPTION_QUIET] != NULL);
    return (made || verify_is_publication(verify)) && verify_passed(verify) ? COMMAND_DONE : COMMAND_FAILED;
}

static int verify_folder(const struct command_line *line, struct verify *verify)
{
    const char *place = getenv("TMPDIR");
    struct text folder = {0}, out = {0};
    text_printf(&folder, "%s/headroom-verify-XXXXXX", place != NULL && place[0] != '\0' ? place : "/tmp");
    int result = COMMAND_FAILED;
    if (mkdtemp(folder.at) == NULL) {
        session_fail(line, "no folder can be made to work in; TMPDIR may name another place");
    } else {
        text_printf(&out, "%s/again", folder.at);
        result = compare(line, verify, out.at);
        nftw(folder.at, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    }
    text_release(&folder);
    text_release(&out);
    return result;
}

static int verify(const struct command_line *line)
{
    struct verify verify;
    char why[256];
    long threads;
    if (!command_whole(line, OPTION_THREADS, 1, 0, &threads))
        return COMMAND_WRONG;
    int result = COMMAND_WRONG;
    if (!verify_open(&verify, line->operands[0], why)) {
        fprintf(stderr, "%s: %s\n", line->program, why);
    } else {
        if (line->option[OPTION_INPUTS])
            verify_inputs(&verify, line->option[OPTION_INPUTS]);
        result = verify_folder(line, &verify);
    }
    verify_release(&verify);
    return result;
}

const struct command command_verify = {
    .name = "verify",
    .operands = "DIR",
    .least = 1,
    .most = 1,
    .brief = "is a result folder what was written, and does it come out again",
    .about =
        "Holds every file of a result folder against its hash in manifest.json, runs the folder's own file again with its "
        "seed, runs and stopping rule, and compares what comes out byte by byte. A file that was altered, is missing or does "
        "not belong is named, and where something comes out otherwise, so is the line, with what stands there and what "
        "should. It works for the folder of every command; of a publication edition, which holds no inputs, "
        "only the hashes are looked at.\n\n"
        "Every byte is promised by the same program on the same class of machine (compiler, libraries, processor: the "
        "manifest tells them). Elsewhere the last digits may differ; numbers are then held to nine digits, and it says so. "
        "Of drawings the numbers beside them are promised, and of report.html all but its figures and the sections on where "
        "figures came from: another gnuplot draws otherwise, and the folder's own file states every value. Of headroom.xlsx only the hash is looked at where its sheet of inputs differs.\n\n"
        "The files that the scenario was first read from are not in the folder; --inputs says where they are.",
    .example = "headroom verify results/luton-2020\n"
               "headroom verify results/luton-2020 --inputs scenarios",
    .takes = COMMAND_TAKES(INPUTS) | COMMAND_TAKES(THREADS) | COMMAND_TAKES(QUIET),
    .exits = "1 when something was altered or differs.",
    .run = verify,
};
