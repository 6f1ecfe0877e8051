/* The program under test, run as a user runs it. Its path comes from the environment variable HEADROOM. */
#ifndef SUPPORT_PROGRAM_H
#define SUPPORT_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What it left behind. Owned; program_release(). */
struct program {
    int exit;  /* exit code, or 128 + the signal that ended it */
    char *out; /* standard output and error, NUL-terminated */
    char *err;
    pid_t pid; /* between program_start() and program_wait() */
    int out_file, err_file;
};

/* Runs it with arguments that end with null, from the current folder, and waits. */
struct program program_run(const char *const *arguments);
#define PROGRAM(...) program_run((const char *const[]){__VA_ARGS__, NULL})

/* The same in two steps, for those who do something in between. */
struct program program_start(const char *const *arguments);
void program_wait(struct program *program);
void program_release(struct program *program);

/* A new empty folder for one test: on the heap; program_remove_folder() removes it with its contents and frees it. */
char *program_folder(void);
void program_remove_folder(char *folder);

/* "FOLDER/NAME" into a buffer that lasts until the same slot (0 to 7) is used again. */
const char *program_path(int slot, const char *folder, const char *name);

/* A whole file, NUL-terminated, on the heap; null when there is none. */
char *program_file(const char *path, size_t *length);
bool program_same_files(const char *a, const char *b);

#endif
