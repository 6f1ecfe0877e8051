/* Verifying: is a result folder what its manifest says, and does it come out again?
 *
 * Three looks, in this order. verify_open() holds every file against its hash, so that one altered byte is found and named.
 * verify_inputs() does the same for the files that the scenario was read from. The caller then makes the folder again (from
 * the command, file and options that the manifest tells), and verify_against() compares the two file by file. Come here with
 * any folder that has a manifest.json; nothing here knows which command filled it. To compare a new kind of file otherwise
 * than byte by byte: judge() in verify.c. */
#ifndef REPORT_VERIFY_H
#define REPORT_VERIFY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum verify_verdict {
    VERIFY_UNTOLD, /* only its hash was looked at: nothing was made again, or it is a workbook, which lists sources */
    VERIFY_SAME,   /* made again, the same bytes */
    VERIFY_SAME_PAGE, /* a page that differs only where it tells from which file its figures were read */
    VERIFY_DRAWN,     /* a drawing of the same numbers, with another gnuplot, other fonts or another caption */
    VERIFY_DIGITS,    /* the same to nine digits, on another class of machine */
    VERIFY_UNMADE,    /* a drawing or workbook that cannot be made here */
    VERIFY_DIFFERS,   /* made again, it comes out otherwise */
    VERIFY_NOT_AGAIN, /* not among what was made again */
};

struct verify_file {
    char *name;
    bool input;    /* one that the scenario was read from */
    bool missing;  /* listed, and not there */
    bool altered;  /* its hash is not the one listed */
    bool unlisted; /* there, and not listed */
    enum verify_verdict verdict;
    size_t line;     /* of the first difference, from 1; 0: none was found */
    char *was, *now; /* that line in the folder and made again, cut short around the difference; null in binary files */
};

/* Zeroed is empty; verify_release(). */
struct verify {
    char *folder;
    json_t *manifest, *again; /* the folder's, and that of what was made again */
    struct verify_file *files;
    size_t count, capacity;
    bool same_machine; /* made again by the same program on the same class of machine: every byte is promised */
};

/* Reads manifest.json and hashes every file. Returns false with a sentence in why[] when there is no manifest to be read. */
bool verify_open(struct verify *verify, const char *folder, char why[static 256]);

/* Looks for the inputs of the manifest below a folder, the one of the scenario file. */
void verify_inputs(struct verify *verify, const char *folder);

/* Is it a publication edition? That holds nothing that it could be made again from, so its hashes are all there is. */
bool verify_is_publication(const struct verify *verify);

/* What makes the folder again: its command, file and options, borrowed from the manifest. Returns the number of options, of
 * which at most `room` are listed; *command is null when the manifest does not tell, or when the file is not as listed. */
size_t verify_recipe(const struct verify *verify, const char **command, const char **file, const char **options,
                     size_t room);

/* Compares with a folder that was made again; false with a sentence in why[] when that has no manifest. */
bool verify_against(struct verify *verify, const char *again, char why[static 256]);

/* Is nothing altered, missing, unlisted or different? */
bool verify_passed(const struct verify *verify);

/* A line for each file, and a sentence on what was promised. */
void verify_write(const struct verify *verify, struct text *out);

void verify_release(struct verify *verify);

#endif
