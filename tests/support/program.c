#include "support/program.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { ARGUMENTS_LIMIT = 32, PATH_SLOTS = 8, PATH_SIZE = 1024 };

static const char *folder_for_files(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/tmp";
}

/* An open file without a name. Files and not pipes, so that neither side ever waits for the other. */
static int nameless_file(void)
{
    char name[PATH_SIZE];
    snprintf(name, sizeof name, "%s/headroom-test-XXXXXX", folder_for_files());
    int file = mkstemp(name);
    cr_assert_geq(file, 0, "cannot make a file in %s", folder_for_files());
    unlink(name);
    return file;
}

static char *whole(int file)
{
    off_t length = lseek(file, 0, SEEK_END);
    char *text = calloc(1, (size_t)length + 1);
    cr_assert_eq(pread(file, text, (size_t)length, 0), (ssize_t)length, "cannot read what the program wrote");
    close(file);
    return text;
}

struct program program_start(const char *const *arguments)
{
    const char *path = getenv("HEADROOM");
    cr_assert_not_null(path, "HEADROOM must name the program; make test sets it");
    char *argv[ARGUMENTS_LIMIT] = {(char *)path};
    for (size_t i = 0; arguments[i]; i++) {
        cr_assert_lt(i + 2, ARGUMENTS_LIMIT, "too many arguments");
        argv[i + 1] = (char *)arguments[i];
    }
    struct program program = {.out_file = nameless_file(), .err_file = nameless_file()};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, program.out_file, 1);
    posix_spawn_file_actions_adddup2(&actions, program.err_file, 2);
    int wrong = posix_spawn(&program.pid, path, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    cr_assert_eq(wrong, 0, "cannot run %s: %s", path, strerror(wrong));
    return program;
}

void program_wait(struct program *program)
{
    int status = 0;
    cr_assert_eq(waitpid(program->pid, &status, 0), program->pid, "cannot wait for the program");
    program->exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    program->out = whole(program->out_file);
    program->err = whole(program->err_file);
}

struct program program_run(const char *const *arguments)
{
    struct program program = program_start(arguments);
    program_wait(&program);
    return program;
}

void program_release(struct program *program)
{
    free(program->out);
    free(program->err);
    *program = (struct program){0};
}

char *program_folder(void)
{
    char *folder = calloc(1, PATH_SIZE);
    snprintf(folder, PATH_SIZE, "%s/headroom-test-XXXXXX", folder_for_files());
    cr_assert_not_null(mkdtemp(folder), "cannot make a folder in %s", folder_for_files());
    return folder;
}

static void remove_tree(const char *path)
{
    DIR *entries = opendir(path);
    struct dirent *entry;
    while (entries && (entry = readdir(entries))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char inner[2 * PATH_SIZE];
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (unlink(inner) != 0)
            remove_tree(inner);
    }
    if (entries)
        closedir(entries);
    rmdir(path);
}

void program_remove_folder(char *folder)
{
    remove_tree(folder);
    free(folder);
}

const char *program_path(int slot, const char *folder, const char *name)
{
    static char paths[PATH_SLOTS][PATH_SIZE];
    snprintf(paths[slot], PATH_SIZE, "%s/%s", folder, name);
    return paths[slot];
}

char *program_file(const char *path, size_t *length)
{
    int file = open(path, O_RDONLY);
    if (file < 0)
        return NULL;
    if (length)
        *length = (size_t)lseek(file, 0, SEEK_END);
    return whole(file);
}

bool program_same_files(const char *a, const char *b)
{
    size_t a_length = 0, b_length = 0;
    char *a_text = program_file(a, &a_length), *b_text = program_file(b, &b_length);
    bool same = a_text && b_text && a_length == b_length && memcmp(a_text, b_text, a_length) == 0;
    free(a_text);
    free(b_text);
    return same;
}
