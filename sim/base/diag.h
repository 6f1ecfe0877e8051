/* Diagnostics: what is wrong with the user's input, collected and reported all at once in file order.
 *
 * Whoever reads input adds problems here with the place they stand at; the command prints them and exits 2. This room
 * never prints anything by itself and never decides to stop. A problem is printed as
 *
 *     luton-2020.yaml:12:3: clock.run: unknown key "run"; did you mean "runs"?
 *        12 |   run: 1000
 *           |   ^~~
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Where something stands. `file` is an index given by diag_file(); line and column count from 1; line 0 means the
 * file as a whole. `length` is how many characters the caret underlines (0: one). */
struct place {
    int file;
    int line;
    int column;
    int length;
};

struct diag_file {
    char *name;
    char *text;
    size_t length;
};

struct problem {
    struct place place;
    char *path; /* dotted path of the value, or null */
    char *message;
    bool warning;
};

/* A zeroed struct is an empty collection. Owns all its texts. */
struct diag {
    struct diag_file *files;
    size_t file_count, file_capacity;
    struct problem *problems;
    size_t count, capacity;
    size_t errors;   /* problems that are not warnings, also those that were only counted */
    size_t left_out; /* only counted */
};

/* Remembers a file so that its lines can be shown; copies name and text. Returns its index. */
int diag_file(struct diag *diag, const char *name, const char *text, size_t length);

/* Adds an error. `path` may be null. The message says what is wrong and what to do, without a full stop. An identical
 * message at the same place is added once. After 200 problems the rest are counted only. */
void diag_error(struct diag *diag, struct place place, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for something that is allowed but probably not meant; does not stop a run. */
void diag_warning(struct diag *diag, struct place place, const char *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Prints every problem, sorted by (file, line, column), with the line and a caret. Control characters and bytes that
 * are not UTF-8 are shown as '?'; lines are cut to fit 120 columns around the caret. */
void diag_print(struct diag *diag, FILE *out);

void diag_release(struct diag *diag);

#endif
